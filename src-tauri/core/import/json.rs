//! Records of JSON: a list of objects, a list inside an object, or one object a line.
//!
//! Nested objects become columns with dotted names; numbers stay as written.

use std::collections::HashMap;
use std::fmt;
use std::io::Read;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::cells::Cells;
use super::header::Columns;
use super::json_stream::{Records, Shape, Stream};
use super::limits;
use super::table::{Fault, Problem, Record, Row};

/// Lines by which one object a line is told from one object over many lines.
const SAMPLE_LINES: usize = 20;

/// The layout of the JSON that begins with `sample` (all of it, if `complete`), or `None` if that is no JSON. `open`
/// gives the whole from its beginning; `member` chooses among several lists.
pub(super) fn shape<R: Read>(
    sample: &[u8],
    complete: bool,
    member: Option<&str>,
    open: impl Fn() -> Result<R, Fault>,
) -> Result<Option<Shape>, Fault> {
    let mut tokens = sample.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (tokens.next(), tokens.next()) {
        (Some(b'['), Some(b'{' | b']')) => return Ok(Some(Shape::List)),
        (Some(b'{'), Some(b'"' | b'}')) => {}
        _ => return Ok(None),
    }
    let mut lines: Vec<&[u8]> = sample.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).collect();
    if !complete {
        lines.pop();
    }
    lines.retain(|line| !line.is_empty());
    lines.truncate(SAMPLE_LINES);
    let objects = lines.iter().filter(|line| serde_json::from_slice::<Members>(line).is_ok()).count();
    if lines.len() > 1 && objects * 2 >= lines.len() {
        return Ok(Some(Shape::Lines));
    }
    let mut lists = Stream::new(open()?).lists()?;
    match (lists.len(), member) {
        (0, _) if objects == 1 => Ok(Some(Shape::Lines)),
        (0, _) => Err(Fault::NoTable("it is a JSON object without a list of objects in it".to_owned())),
        (1, _) => Ok(lists.pop().map(Shape::ListIn)),
        (_, Some(member)) if lists.iter().any(|list| list == member) => {
            Ok(Some(Shape::ListIn(member.to_owned())))
        }
        _ => Err(Fault::NoTable(format!("it holds several lists ({}); say which to read", lists.join(", ")))),
    }
}

/// The names of all fields of all records, nested ones dotted, in the order in which they first occur.
pub(super) fn fields(input: impl Read, shape: &Shape) -> Result<Vec<String>, Fault> {
    let mut records = Records::new(input, shape)?;
    let mut fields = Vec::new();
    let mut known: HashMap<String, ()> = HashMap::new();
    while let Some((_, whole)) = records.advance()? {
        // A broken record is reported when the rows are read.
        if whole.is_ok() {
            let _ = flatten(&records.record, &mut |name, _| {
                if !known.contains_key(name) {
                    known.insert(name.to_owned(), ());
                    fields.push(name.to_owned());
                }
            });
        }
        if fields.len() > limits::COLUMNS {
            let limit = limits::COLUMNS;
            return Err(Fault::Damaged(format!("its records have more than {limit} different fields")));
        }
    }
    Ok(fields)
}

/// A file of JSON records as a table.
pub(super) struct Json<R> {
    records: Records<R>,
    /// Its columns.
    pub(super) columns: Columns,
    positions: HashMap<String, usize>,
    number: u64,
}

impl<R: Read> Json<R> {
    /// Reads the records of a shape, with the fields that [`fields`] found.
    pub(super) fn new(input: R, shape: &Shape, fields: &[String]) -> Result<Json<R>, Fault> {
        Ok(Json {
            records: Records::new(input, shape)?,
            columns: Columns::new(&fields.iter().collect())?,
            positions: fields.iter().cloned().zip(0..).collect(),
            number: 0,
        })
    }

    /// The next record.
    pub(super) fn next_row(&mut self, mut cells: Cells) -> Result<Option<Row>, Fault> {
        let Some((line, whole)) = self.records.advance()? else { return Ok(None) };
        self.number += 1;
        cells.resize(self.positions.len());
        let parsed = whole.and_then(|()| {
            flatten(&self.records.record, &mut |name, text| {
                if let Some(position) = self.positions.get(name) {
                    cells.set(*position, &text);
                }
            })
        });
        let record = |cells| Record { number: self.number, line, cells };
        Ok(Some(match parsed {
            Ok(()) => Row::Record(record(self.columns.project(cells))),
            Err(reason) => Row::Broken(Problem { record: record(Cells::default()), reason }),
        }))
    }
}

/// Tells the text of each field of a record, nested ones by their dotted names.
fn flatten(record: &[u8], tell: &mut dyn FnMut(&str, String)) -> Result<(), String> {
    let text =
        str::from_utf8(record).map_err(|_| "holds bytes that are no text in this encoding".to_owned())?;
    if deeper_than(record, limits::JSON_DEPTH) {
        return Err(format!("is nested more than {} levels deep", limits::JSON_DEPTH));
    }
    if !text.trim_start().starts_with('{') {
        return Err("is no JSON object".to_owned());
    }
    let members = parse::<Members>(text)?;
    flatten_members(members, &mut String::new(), tell)
}

fn flatten_members(
    members: Members<'_>,
    name: &mut String,
    tell: &mut dyn FnMut(&str, String),
) -> Result<(), String> {
    let outer = name.len();
    for (key, value) in members.0 {
        name.push_str(&key);
        if name.len() > limits::NAME_BYTES {
            return Err(format!("has a field with a name longer than {} bytes", limits::NAME_BYTES));
        }
        let value = value.get();
        match value.as_bytes().first() {
            Some(b'{') => {
                name.push('.');
                flatten_members(parse(value)?, name, tell)?;
            }
            Some(b'[') => tell(name, bounded(list(value)?, name)?),
            _ => tell(name, bounded(scalar(value)?, name)?),
        }
        name.truncate(outer);
    }
    Ok(())
}

fn bounded(text: String, name: &str) -> Result<String, String> {
    if text.len() > limits::FIELD_BYTES { Err(format!("{name} is longer than 1 MiB")) } else { Ok(text) }
}

/// A scalar's text: a string's own, nothing for null, all else as written.
fn scalar(value: &str) -> Result<String, String> {
    match value.as_bytes().first() {
        Some(b'"') => parse(value),
        Some(b'n') => Ok(String::new()),
        _ => Ok(value.to_owned()),
    }
}

/// A list's text: scalars with `;` between, nulls left out; with anything nested in it the JSON without white space.
fn list(value: &str) -> Result<String, String> {
    let items: Vec<&RawValue> = parse(value)?;
    if items.iter().any(|item| item.get().starts_with(['{', '['])) {
        return Ok(compact(value));
    }
    let texts = items.iter().filter(|item| item.get() != "null").map(|item| scalar(item.get()));
    Ok(texts.collect::<Result<Vec<_>, _>>()?.join(";"))
}

fn compact(json: &str) -> String {
    let (mut in_string, mut escaped) = (false, false);
    let keep = |c: &char| {
        if in_string {
            in_string = *c != '"' || escaped;
            escaped = *c == '\\' && !escaped;
            return true;
        }
        in_string = *c == '"';
        !c.is_ascii_whitespace()
    };
    json.chars().filter(keep).collect()
}

fn deeper_than(json: &[u8], limit: usize) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in json {
        if in_string {
            in_string = *byte != b'"' || escaped;
            escaped = *byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("is no valid JSON: {error}"))
}

/// The members of an object, in their order, each value as written.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Members<'a>, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object).map(Members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Vec<String>, Vec<Row>) {
        let open = || Ok(text.as_bytes());
        let shape = shape(text.as_bytes(), true, None, open).unwrap().unwrap();
        let fields = fields(text.as_bytes(), &shape).unwrap();
        let mut json = Json::new(text.as_bytes(), &shape, &fields).unwrap();
        let rows = std::iter::from_fn(|| json.next_row(Cells::default()).unwrap()).collect();
        (json.columns.names, rows)
    }

    fn cells(row: &Row) -> Vec<String> {
        match row {
            Row::Record(record) => record.cells.to_vec(),
            Row::Broken(problem) => panic!("{}", problem.reason),
        }
    }

    fn reason(row: &Row) -> (u64, &str) {
        match row {
            Row::Record(record) => panic!("{record:?}"),
            Row::Broken(problem) => (problem.record.line, &problem.reason),
        }
    }

    #[test]
    fn nested_fields_are_dotted_and_the_header_is_the_union() {
        let (header, rows) = table(
            r#"[{"id": 1, "satisfaction_rating": {"score": "good", "by": {"id": 7}}, "tags": ["a", "b", null, 3]},
                {"id": 12345678901234567890.50, "ok": true, "none": null, "more": [ {"id": 1, "v": "x y"}, [] ]},
                {"empty": {}, "no": []}]"#,
        );
        assert_eq!(
            header,
            [
                "id",
                "satisfaction_rating.score",
                "satisfaction_rating.by.id",
                "tags",
                "ok",
                "none",
                "more",
                "no"
            ]
        );
        assert_eq!(cells(&rows[0]), ["1", "good", "7", "a;b;3", "", "", "", ""]);
        let more = r#"[{"id":1,"v":"x y"},[]]"#;
        assert_eq!(cells(&rows[1]), ["12345678901234567890.50", "", "", "", "true", "", more, ""]);
    }

    #[test]
    fn shapes_are_told_apart() {
        let shape = |text: &str| shape(text.as_bytes(), true, Some("users"), || Ok(text.as_bytes()));
        let list_in = |name: &str| Some(Shape::ListIn(name.to_owned()));
        for (text, expected) in [
            ("[]", Some(Shape::List)),
            (" [ {\"a\":1}]", Some(Shape::List)),
            ("{\"a\":1}\n{\"a\":2}\n", Some(Shape::Lines)),
            ("{\"a\":1}", Some(Shape::Lines)),
            ("{\"a\":1\n{\"a\":2}\n{\"a\":2}", Some(Shape::Lines)),
            ("{\"count\":1,\"tickets\":[{\"a\":1}],\"ids\":[1,2]}", list_in("tickets")),
            ("{\"x\":{\"y\":[1]},\n\"tickets\":[\n{\"a\":1},\n{\"a\":2}\n]}", list_in("tickets")),
            ("{\"tickets\":[{}],\"users\":[{}]}", list_in("users")),
            ("[id],[subject]\n1,2", None),
            ("id,{x}\n", None),
        ] {
            assert_eq!(shape(text).unwrap(), expected, "{text}");
        }
        for text in ["{\"a\":1,\n\"b\":2}", "{\"a\":[{}],\"b\":[{}]}", "{\n\"a\":1}\n{\n\"a\":2}"] {
            assert!(shape(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_broken_record_costs_only_itself() {
        let (header, rows) = table("{\"a\":1}\n\n{\"a\":}\n[1]\n{\"a\":2}\n");
        assert_eq!(header, ["a"]);
        assert_eq!([cells(&rows[0]), cells(&rows[3])], [["1"], ["2"]]);
        assert_eq!(reason(&rows[1]).0, 3);
        assert_eq!(reason(&rows[2]), (4, "is no JSON object"));

        let (_, rows) = table("[{\"a\":1},\n{\"a\":oops},\n7,\n{\"a\":\"\\ud800\"},\n{\"a\":2}]");
        assert_eq!((cells(&rows[4])[0].as_str(), rows.len()), ("2", 5));
        assert_eq!([reason(&rows[1]).0, reason(&rows[2]).0, reason(&rows[3]).0], [2, 3, 4]);
    }

    #[test]
    fn a_file_that_is_cut_off_says_so() {
        let (_, rows) = table("{\"tickets\":[{\"a\":1},\n{\"a\":\"x");
        assert_eq!(cells(&rows[0]), ["1"]);
        assert_eq!(reason(&rows[1]), (2, "the file ends in the middle of the record"));
        let (_, rows) = table("[{\"a\":1},\n");
        assert_eq!(reason(&rows[1]), (2, "the list is never closed: the file is cut off"));
    }

    #[test]
    fn limits_break_the_record_only() {
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        let long = "x".repeat(limits::FIELD_BYTES + 1);
        let huge = "x".repeat(limits::RECORD_BYTES);
        let name = "x".repeat(limits::NAME_BYTES + 1);
        for text in [
            format!("[{{\"a\":{deep}}},{{\"a\":1}}]"),
            format!("{{\"a\":\"{long}\"}}\n{{\"a\":1}}"),
            format!("[{{\"a\":\"{huge}\"}},{{\"a\":1}}]"),
            format!("{{\"a\":\"{huge}\"}}\n{{\"a\":1}}\n{{\"a\":1}}"),
            format!("[{{\"{name}\":2}},{{\"a\":1}}]"),
        ] {
            let (header, rows) = table(&text);
            assert_eq!(header, ["a"]);
            assert_eq!(reason(&rows[0]).0, 1);
            assert_eq!(cells(&rows[1]), ["1"]);
        }
        let many: Vec<_> = (0..=limits::COLUMNS).map(|n| format!("\"k{n}\":1")).collect();
        let many = format!("[{{{}}}]", many.join(","));
        assert!(matches!(fields(many.as_bytes(), &Shape::List), Err(Fault::Damaged(_))));
    }
}
