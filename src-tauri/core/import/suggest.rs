//! A mapping suggested for a table that no format knows, from its headers and what stands below them.

use crate::model::{Field, Kind};

use super::columns::key;
use super::durations;
use super::mapping::{Column, Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule, Reading, TextColumn};
use super::sample::Sample;
use super::synonyms::{DURATIONS, FIELDS, QUERY_TYPES, TEXTS};
use super::words;

/// Words in a name of an assignee or solver that may be no person.
const NO_PERSON: [&str; 9] =
    ["bot", "ai", "fin", "freddy", "system", "automation", "assistant", "agent", "virtual"];

/// The mapping that looks right for a table. It may lack what the table does not show; it never guesses what AI did.
pub(super) fn suggest(sample: &Sample) -> Mapping {
    let mut mapping = Mapping::named("table");
    mapping.nulls = words::NULLS.iter().map(|&null| null.to_owned()).collect();
    for (field, names) in FIELDS {
        for name in *names {
            offer(sample, &mut mapping, *field, name);
        }
    }
    for (field, names) in DURATIONS {
        offer_durations(sample, &mut mapping, *field, names);
    }
    mapping.query_type = query_type(sample, &mapping);
    mapping.csat_scale = csat_scale(&mapping);
    collect_words(sample, &mut mapping);
    mapping.evidence = people(sample, &mapping);
    mapping
}

fn taken(mapping: &Mapping, header: &str) -> bool {
    mapping.columns.iter().any(|column| column.header == header)
}

/// Takes the first free column of this name, if what stands below it can be the field.
fn offer(sample: &Sample, mapping: &mut Mapping, field: Field, name: &str) {
    if mapping.gives(field) {
        return;
    }
    let mut free = sample.own_header().filter(|header| key(header) == name && !taken(mapping, header));
    if let Some(header) = free.find(|header| fits(sample, field, header)) {
        mapping.columns.push(Column::new(header, field));
    }
}

fn fits(sample: &Sample, field: Field, header: &str) -> bool {
    match field.kind() {
        Kind::Time => sample.has_times(header),
        Kind::Count => sample.mostly(header, |value| value.trim_end_matches(".0").parse::<u32>().is_ok()),
        Kind::Number { .. } => sample.mostly(header, |value| value.parse::<f64>().is_ok()),
        // Flags are about everything and nothing: all their words must be known.
        Kind::Flag => sample.values(header).all(|value| words::known(field, value).is_some()),
        Kind::Choice(_) => {
            let mut values = sample.values(header).peekable();
            values.peek().is_none() || values.any(|value| words::known(field, value).is_some())
        }
        Kind::Text | Kind::List => true,
    }
}

/// Takes columns that hold lengths of time, where their header or their values show the unit.
fn offer_durations(sample: &Sample, mapping: &mut Mapping, field: Field, names: &[&str]) {
    let floating = field.kind() == Kind::Time && !mapping.gives(Field::CreatedAt);
    if mapping.gives(field) || floating {
        return;
    }
    let candidates = names
        .iter()
        .flat_map(|name| sample.own_header().filter(move |header| without_unit(&key(header)) == *name));
    let found = candidates.filter(|header| !taken(mapping, header)).find_map(|header| {
        let read = unit(sample, header)?;
        Some(Column::new(header, field).read_as(read))
    });
    mapping.columns.extend(found);
}

/// `first reply time in minutes` without the unit.
fn without_unit(key: &str) -> &str {
    let units = [
        " in minutes",
        " minutes",
        " mins",
        " min",
        " in hours",
        " hours",
        " hrs",
        " in seconds",
        " seconds",
    ];
    units.iter().find_map(|unit| key.strip_suffix(unit)).unwrap_or(key)
}

/// The unit of a column of durations.
pub(super) fn unit(sample: &Sample, header: &str) -> Option<Reading> {
    let any_value = sample.values(header).next().is_some();
    let read = |read| move |value: &str| durations::seconds(value, read).is_ok();
    if any_value && sample.mostly(header, read(Reading::Clock)) {
        return Some(Reading::Clock);
    }
    let words = format!("{} {}", key(header), header.to_lowercase());
    let named = |names: &[&str]| {
        words.split(|character: char| !character.is_alphanumeric()).any(|word| names.contains(&word))
    };
    let unit = if named(&["seconds", "second", "secs", "sec", "s"]) {
        Reading::Seconds
    } else if named(&["minutes", "minute", "mins", "min"]) {
        Reading::Minutes
    } else if named(&["hours", "hour", "hrs", "h"]) {
        Reading::Hours
    } else {
        return None;
    };
    sample.mostly(header, read(unit)).then_some(unit)
}

/// Where the query type comes from: the column whose name says so best. What is written in sentences names no type.
pub(super) fn query_type(sample: &Sample, mapping: &Mapping) -> Vec<QueryTypeRule> {
    let named = |name: &&&str| {
        let free = |header: &&str| !taken(mapping, header) && !is_prose(sample, header);
        sample.own_header().find(|header| key(header) == **name && free(header))
    };
    let column = QUERY_TYPES.iter().find_map(|name| named(&name));
    column.map(|header| QueryTypeRule::Column(header.to_owned())).into_iter().collect()
}

/// The columns of what customers wrote: named so, and written in sentences.
pub(super) fn texts(sample: &Sample, mapping: &Mapping) -> Vec<TextColumn> {
    let named = |header: &&str| TEXTS.contains(&key(header).as_str());
    let texts = sample.own_header().filter(named).filter(|header| !taken(mapping, header));
    texts.filter(|header| is_prose(sample, header)).map(TextColumn::new).collect()
}

/// Whether at least half of a column's values are of several words.
fn is_prose(sample: &Sample, header: &str) -> bool {
    const WORDS: usize = 5;
    let long = |value: &str| value.split_whitespace().nth(WORDS - 1).is_some();
    sample.values(header).next().is_some() && sample.mostly(header, long)
}

/// The top of a scale that stands in the header of the score: `Rating (1-5)`, `Score out of 10`.
fn csat_scale(mapping: &Mapping) -> Option<f64> {
    let score = mapping.columns.iter().find(|column| column.field == Field::CsatScore)?;
    if mapping.gives(Field::CsatScale) {
        return None;
    }
    let scales = [("10", 10.0), ("7", 7.0), ("5", 5.0), ("3", 3.0), ("2", 2.0)];
    let ends = |top: &str| {
        ["1-", "1 - ", "1–", "0-", "of ", "/ ", "/"].iter().any(|before| {
            score.header.to_lowercase().trim_end_matches([')', ']']).ends_with(&format!("{before}{top}"))
        })
    };
    scales.iter().find(|(top, _)| ends(top)).map(|(_, scale)| *scale)
}

/// Lists the words of fields with words of their own, as far as we know them, so that the user sees and can change
/// what they are taken for.
fn collect_words(sample: &Sample, mapping: &mut Mapping) {
    for column in mapping.columns.clone() {
        if !matches!(column.field.kind(), Kind::Choice(_) | Kind::Flag) {
            continue;
        }
        for value in sample.values(&column.header) {
            if let Some(word) =
                words::known(column.field, value).filter(|word| !value.eq_ignore_ascii_case(word))
            {
                mapping.values.entry(column.field).or_default().insert(value.to_owned(), word.to_owned());
            }
        }
    }
}

/// That a person took part, where nothing else tells, nothing speaks of AI, and the names look like people's.
pub(super) fn people(sample: &Sample, mapping: &Mapping) -> Vec<EvidenceRule> {
    let told = [
        Field::HumanInvolved,
        Field::HumanReplies,
        Field::FirstHumanReplyAt,
        Field::AiInvolved,
        Field::AiOutcome,
        Field::AiReplies,
        Field::FirstAiReplyAt,
        Field::HandedOffAt,
        Field::AiVersion,
    ];
    if told.iter().any(|field| mapping.gives(*field)) {
        return Vec::new();
    }
    let assignee = mapping.columns.iter().find(|column| column.field == Field::Assignee);
    let solver =
        sample.own_header().find(|header| ["resolved by", "solved by"].contains(&key(header).as_str()));
    let person = |value: &str| {
        let mut words = value.split(|character: char| !character.is_alphanumeric()).map(str::to_lowercase);
        !words.any(|word| NO_PERSON.contains(&word.as_str()))
    };
    let columns = solver.into_iter().chain(assignee.map(|column| column.header.as_str()));
    columns
        .filter(|header| sample.values(header).all(person))
        .map(|header| {
            EvidenceRule::new(Condition::NotEmpty { column: header.to_owned() }, Meaning::PersonTookPart)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::Record;
    use crate::model::Timestamp;

    fn sample(header: &[&str], rows: &[&[&str]]) -> Sample {
        let record = |(index, row): (usize, &&[&str])| Record {
            number: index as u64 + 1,
            line: index as u64 + 2,
            cells: row.iter().map(|&cell| cell.to_owned()).collect(),
        };
        Sample {
            header: header.iter().map(|&name| name.to_owned()).collect(),
            records: rows.iter().enumerate().map(record).collect(),
            now: Timestamp(1_790_000_000),
        }
    }

    fn header_of(mapping: &Mapping, field: Field) -> Option<&str> {
        mapping.columns.iter().find(|column| column.field == field).map(|column| column.header.as_str())
    }

    #[test]
    fn an_incident_log_is_understood_from_headers_and_values() {
        let sample = sample(
            &[
                "number",
                "incident_state",
                "reopen_count",
                "made_sla",
                "caller_id",
                "opened_at",
                "sys_updated_at",
                "contact_type",
                "category",
                "priority",
                "assignment_group",
                "assigned_to",
                "resolved_by",
                "resolved_at",
                "closed_at",
            ],
            &[&[
                "I1",
                "Awaiting User Info",
                "0",
                "TRUE",
                "Caller 3",
                "29-02-2016 01:16",
                "29-02-2016 01:23",
                "IVR",
                "Printing",
                "3 - Moderate",
                "Group 56",
                "?",
                "Solver 149",
                "29-02-2016 11:29",
                "05-03-2016 12:00",
            ]],
        );
        let mapping = suggest(&sample);
        for (field, header) in [
            (Field::ExternalId, "number"),
            (Field::Status, "incident_state"),
            (Field::Reopens, "reopen_count"),
            (Field::SlaMet, "made_sla"),
            (Field::RequesterId, "caller_id"),
            (Field::CreatedAt, "opened_at"),
            (Field::UpdatedAt, "sys_updated_at"),
            (Field::ResolvedAt, "resolved_at"),
            (Field::Channel, "contact_type"),
            (Field::Priority, "priority"),
            (Field::Team, "assignment_group"),
            (Field::Assignee, "assigned_to"),
        ] {
            assert_eq!(header_of(&mapping, field), Some(header), "{}", field.name());
        }
        assert_eq!(mapping.query_type, [QueryTypeRule::Column("category".into())]);
        assert_eq!(mapping.values[&Field::Priority]["3 - Moderate"], "normal");
        assert_eq!(mapping.evidence.len(), 2);
        assert_eq!(mapping.check(), Ok(()));
    }

    #[test]
    fn every_field_is_known_by_its_own_name() {
        let names: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
        let mapping = suggest(&sample(&names, &[]));
        for field in Field::ALL.iter().filter(|field| **field != Field::QueryType) {
            assert_eq!(header_of(&mapping, *field), Some(field.name()));
        }
        assert_eq!(mapping.query_type, [QueryTypeRule::Column("query_type".into())]);
    }

    #[test]
    fn a_column_named_like_a_time_that_holds_none_is_left_alone() {
        let mapping = suggest(&sample(&["id", "created", "opened"], &[&["1", "by Kim", "2026-01-01"]]));
        assert_eq!(header_of(&mapping, Field::CreatedAt), Some("opened"));
    }

    #[test]
    fn what_customers_wrote_is_text_and_no_category() {
        let header = ["id", "created_at", "subject", "Beschreibung", "Anliegen", "comments", "description"];
        let wrote = "Der Export bricht seit gestern immer ab";
        let sample = sample(&header, &[&["1", "2026-01-01", wrote, wrote, wrote, "none", ""]]);
        let mapping = suggest(&sample);
        let texts: Vec<String> = texts(&sample, &mapping).into_iter().map(|text| text.header).collect();
        assert_eq!(texts, ["Beschreibung", "Anliegen"]);
        assert_eq!(mapping.query_type, []);
    }

    #[test]
    fn durations_need_a_unit() {
        let header = ["id", "created_at", "Resolution time (in hrs)", "First reply time", "Handle time"];
        let mapping = suggest(&sample(&header, &[&["1", "2026-01-01", "2.5", "17", "00:12:30"]]));
        let reads: Vec<(Field, Reading)> =
            mapping.columns.iter().map(|column| (column.field, column.read)).collect();
        assert!(reads.contains(&(Field::ResolvedAt, Reading::Hours)));
        assert!(reads.contains(&(Field::HandleMinutes, Reading::Clock)));
        assert_eq!(header_of(&mapping, Field::FirstHumanReplyAt), None);
    }

    #[test]
    fn nobody_is_taken_for_a_person_where_a_bot_is_among_them() {
        let header = ["id", "created_at", "assignee"];
        let with = |name: &str| suggest(&sample(&header, &[&["1", "2026-01-01", name]])).evidence.len();
        assert_eq!(with("Kim"), 1);
        assert_eq!(with("Support Bot"), 0);
    }

    #[test]
    fn the_scale_of_a_score_may_stand_in_its_header() {
        let scale = |header: &str| suggest(&sample(&["id", header], &[&["1", "4"]])).csat_scale;
        assert_eq!(scale("CSAT (1-5)"), Some(5.0));
        assert_eq!(scale("CSAT score [out of 10]"), Some(10.0));
        assert_eq!(scale("CSAT"), None);
    }
}
