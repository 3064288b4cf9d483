//! Import: files of each format come in as the fixtures say; what is odd, open or hostile is refused in words.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use supportmix_core::import::{
    BadRow, Context, DayOrder, ImportError, ImportOptions, Keyword, Mapping, QueryTypeRule, ReadReport,
    Refusal, RejectWriter, Sink, formats, open, preview,
};
use supportmix_core::model::{Field, Incoming, Timestamp, Value};

const CONTEXT: Context<'static> =
    Context { zone: Tz::Europe__Berlin, now: Timestamp(1_790_928_000), saved: &[], lexicons: &[] };

/// Keeps what comes in, in the form of the Supportmix CSV.
#[derive(Default)]
struct List(Vec<BTreeMap<&'static str, String>>);

impl Sink for List {
    fn ticket(&mut self, incoming: &Incoming) -> Result<(), Refusal> {
        let filled =
            Field::ALL.iter().filter_map(|field| Some((field.name(), incoming.outcome.text(*field)?)));
        self.0.push(filled.collect());
        for field in Field::ALL {
            let claimed = incoming.present.contains(*field) || incoming.outcome.value(*field) == Value::Null;
            assert!(claimed, "{} is filled but not present", field.name());
        }
        Ok(())
    }
}

fn import(path: &Path, options: &ImportOptions) -> Result<(ReadReport, List), ImportError> {
    let folder = tempfile::tempdir().unwrap();
    let mut rejects = RejectWriter::new(folder.path().join("rejects.csv"));
    let mut list = List::default();
    let report =
        open(path, options, &CONTEXT)?.read(&mut list, &mut rejects, &mut |_| ControlFlow::Continue(()))?;
    Ok((report, list))
}

fn file(name: &str, content: impl AsRef<[u8]>) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn fixtures() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    for format in formats() {
        let folder = root.join(format.id);
        let files =
            fs::read_dir(&folder).unwrap_or_else(|_| panic!("the format {} has no fixtures", format.id));
        for file in files {
            let path = file.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().contains(".input.") {
                found.push((format.id.to_owned(), path));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn fixtures_come_in_as_expected() {
    let mut wrong = Vec::new();
    for (format, input) in fixtures() {
        let (report, list) = import(&input, &ImportOptions::default()).unwrap();
        assert_eq!(report.tables[0].format, format, "{}", input.display());
        let rejects: Vec<Json> = report
            .rejects
            .iter()
            .map(|reject| json!([reject.record, reject.line, reject.field, reject.value, reject.reason]))
            .collect();
        let actual = json!({
            "read": report.read,
            "time_zone": report.tables[0].time_zone,
            "tickets": list.0,
            "rejects": rejects,
            "warnings": report.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        let name = input.to_string_lossy().split(".input.").next().unwrap().to_owned();
        let expected = fs::read_to_string(format!("{name}.expected.json")).unwrap_or_default();
        if serde_json::from_str::<Json>(&expected).ok().as_ref() != Some(&actual) {
            wrong.push(format!(
                "{name}.expected.json should be\n{}",
                serde_json::to_string_pretty(&actual).unwrap()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_order_of_rows_decides_nothing() {
    for (_, input) in fixtures().into_iter().filter(|(format, _)| format == "table" || format == "freshdesk")
    {
        let bytes = fs::read(&input).unwrap();
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let header =
            lines.iter().rposition(|line| line.starts_with(b"Ticket") || line.starts_with(b"number"));
        let body = header.map_or(0, |line| line + 1);
        let turned: Vec<u8> =
            lines[..body].iter().chain(lines[body..].iter().rev()).copied().flatten().copied().collect();
        let (_folder, path) = file("turned", turned);
        let as_set =
            |path| import(path, &ImportOptions::default()).unwrap().1.0.into_iter().collect::<BTreeSet<_>>();
        assert_eq!(as_set(&input), as_set(&path), "{}", input.display());
    }
}

const OPEN: &str =
    "ticket_id,created_at,subject\n1,03/04/2026 2:05 PM,Invoice\n2,05/06/2026 3:00 AM,Refund\n";

#[test]
fn dates_that_can_be_read_two_ways_are_asked_about() {
    let (_folder, path) = file("open.csv", OPEN);
    match import(&path, &ImportOptions::default()) {
        Err(ImportError::AmbiguousDates { column, examples, .. }) => {
            assert_eq!((column.as_str(), examples.len()), ("created_at", 2));
        }
        other => panic!("{:?}", other.map(|(report, _)| report)),
    }
    let shown = preview(&path, &ImportOptions::default(), &CONTEXT).unwrap();
    assert_eq!(shown.questions[0].column, "created_at");
    assert!(shown.table.rows[0].problems[0].reason.contains("leaves open"));
    let created = |order| {
        let options = ImportOptions { day_order: Some(order), ..Default::default() };
        import(&path, &options).unwrap().1.0[0]["created_at"].clone()
    };
    assert_eq!(created(DayOrder::DayFirst), "2026-04-03T12:05:00Z");
    assert_eq!(created(DayOrder::MonthFirst), "2026-03-04T13:05:00Z");
}

#[test]
fn a_file_of_rejected_rows_comes_in_once_it_is_mended() {
    for (input, bad, good) in [
        (
            "external_id,created_at,team\nA,soon,\"=a, \"\"b\"\"\"\nB,2026-07-01T00:00:00Z,x\n",
            "soon",
            "2026-07-01T00:00:00Z",
        ),
        ("ticket;created;group\n1;2026-07-01;x\n2;31.02.2026;\"a;b\"\n", "31.02.2026", "2026-02-28"),
    ] {
        let (folder, path) = file("input.csv", input);
        let rejected = folder.path().join("rejects.csv");
        let mut writer = RejectWriter::new(&rejected);
        let mut list = List::default();
        let go = &mut |_| ControlFlow::Continue(());
        let report = open(&path, &ImportOptions::default(), &CONTEXT)
            .unwrap()
            .read(&mut list, &mut writer, go)
            .unwrap();
        assert_eq!((report.read, report.rejected, list.0.len()), (2, 1, 1));
        assert_eq!(writer.finish().unwrap().as_slice(), std::slice::from_ref(&rejected));
        let mended = fs::read_to_string(&rejected).unwrap().replace(bad, good);
        fs::write(&rejected, mended).unwrap();
        let (again, list) = import(&rejected, &ImportOptions::default()).unwrap();
        assert_eq!(again.tables[0].format, report.tables[0].format);
        assert_eq!((again.rejected, list.0.len()), (0, 1), "{:?}", again.rejects);
        assert!(list.0[0]["team"] == "=a, \"b\"" || list.0[0]["team"] == "a;b");
    }
}

#[test]
fn a_preview_shows_what_is_understood_what_not_and_proposes_keywords() {
    let mut rows = String::from("id,created_at,subject,shoe_size\n");
    for number in 0..40 {
        let subject = if number % 2 == 0 { "Invoice is wrong" } else { "Password forgotten" };
        rows.push_str(&format!("{number},2026-07-01 09:00,{subject},42\n"));
    }
    let (_folder, path) = file("tickets.csv", rows);
    let shown = preview(&path, &ImportOptions::default(), &CONTEXT).unwrap();
    assert_eq!((shown.format.as_str(), shown.table.understood, shown.table.rows.len()), ("table", true, 20));
    assert_eq!(shown.table.not_understood, ["shoe_size"]);
    assert_eq!(shown.table.rows[0].fields[&Field::CreatedAt], "2026-07-01T07:00:00Z");
    let terms: Vec<&str> =
        shown.table.proposed_keywords.iter().map(|rule| rule.query_type.as_str()).collect();
    assert_eq!(terms, ["password forgotten", "invoice"]);

    let mut mapping = shown.table.mapping;
    let rules = vec![Keyword { query_type: "billing".into(), words: vec!["invoice".into()] }];
    mapping.query_type = vec![QueryTypeRule::Keywords { column: "subject".into(), rules }];
    let options = ImportOptions { mapping: Some(mapping), ..Default::default() };
    let (_, list) = import(&path, &options).unwrap();
    let billed =
        list.0.iter().filter(|ticket| ticket.get("query_type").is_some_and(|kind| kind == "billing"));
    assert_eq!(billed.count(), 20);
}

#[test]
fn a_saved_mapping_is_used_again_for_a_table_that_has_its_columns() {
    let json = r#"{"version":1,"name":"house list","columns":[
        {"header":"Vorgang","field":"external_id"},{"header":"Start","field":"created_at"}]}"#;
    let saved = [Mapping::from_json(json).unwrap()];
    let context = Context { saved: &saved, ..CONTEXT };
    let (_folder, path) = file("list.csv", "Vorgang,Start,Rest\n1,2026-07-01,x\n");
    assert_eq!(preview(&path, &ImportOptions::default(), &context).unwrap().table.mapping.name, "house list");
    assert!(!preview(&path, &ImportOptions::default(), &CONTEXT).unwrap().table.understood);
    let refused = import(&path, &ImportOptions::default()).err().unwrap();
    assert!(refused.to_string().contains("Vorgang, Start, Rest"), "{refused}");
}

#[test]
fn what_is_asked_for_and_does_not_exist_is_said() {
    let (_folder, path) = file("open.csv", OPEN);
    let refused = |options| import(&path, &options).err().unwrap().to_string();
    let format = refused(ImportOptions { format: Some("lotus".into()), ..Default::default() });
    assert!(format.contains("lotus") && format.contains("zendesk"), "{format}");
    let zone = refused(ImportOptions { time_zone: Some("Mars/Base".into()), ..Default::default() });
    assert!(zone.contains("Mars/Base"), "{zone}");
}

/// Refuses the second ticket, or all from it on.
struct Picky {
    fatal: bool,
    seen: u32,
}

impl Sink for Picky {
    fn ticket(&mut self, _: &Incoming) -> Result<(), Refusal> {
        self.seen += 1;
        match (self.seen, self.fatal) {
            (2, false) => {
                let reason = "is not in the store yet".to_owned();
                Err(Refusal::Row(BadRow { field: Some(Field::ExternalId), reason }))
            }
            (2, true) => Err(Refusal::Fatal("the disk is full".into())),
            _ => Ok(()),
        }
    }
}

#[test]
fn a_sink_can_refuse_a_row_or_end_it_all_and_the_user_can_cancel() {
    let (folder, path) = file("a.csv", "id,created_at\n1,2026-07-01\n2,2026-07-01\n3,2026-07-01\n");
    let run = |fatal, flow| {
        let mut writer = RejectWriter::new(folder.path().join("rejects.csv"));
        let mut sink = Picky { fatal, seen: 0 };
        open(&path, &ImportOptions::default(), &CONTEXT)?.read(&mut sink, &mut writer, &mut |_| flow)
    };
    let report = run(false, ControlFlow::Continue(())).unwrap();
    assert_eq!((report.read, report.rejected), (3, 1));
    assert_eq!((report.rejects[0].field.as_str(), report.rejects[0].value.as_str()), ("external_id", "2"));
    assert!(run(true, ControlFlow::Continue(())).unwrap_err().to_string().contains("the disk is full"));

    let many: String = (0..1000).map(|number| format!("{number},2026-07-01\n")).collect();
    fs::write(&path, format!("id,created_at\n{many}")).unwrap();
    assert!(matches!(run(false, ControlFlow::Break(())), Err(ImportError::Cancelled)));
}

/// Many more rows than are read ahead.
const LONG: usize = 20_000;

fn long_csv() -> String {
    let rows = (0..LONG).map(|number| format!("{number},2026-07-01T00:00:00Z\n"));
    std::iter::once("external_id,created_at\n".to_owned()).chain(rows).collect()
}

#[test]
fn a_long_file_comes_in_in_its_order_and_can_be_broken_off_anywhere() {
    let (folder, path) = file("a.csv", long_csv());
    for last in [256, 5120, u64::MAX] {
        let mut writer = RejectWriter::new(folder.path().join("rejects.csv"));
        let mut list = List::default();
        let mut shown = Vec::new();
        let read = open(&path, &ImportOptions::default(), &CONTEXT).unwrap().read(
            &mut list,
            &mut writer,
            &mut |now| {
                shown.push(now);
                if now.rows < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        assert!(
            list.0.iter().enumerate().all(|(number, ticket)| ticket["external_id"] == number.to_string())
        );
        assert!(shown.is_sorted_by_key(|now| (now.rows, now.bytes)));
        assert!(shown.iter().all(|now| now.rows % 256 == 0 && now.bytes <= now.total));
        match read {
            Ok(report) => {
                assert_eq!((report.read, list.0.len(), shown.len()), (LONG as u64, LONG, LONG / 256))
            }
            Err(error) => {
                assert!(matches!(error, ImportError::Cancelled));
                // The row at which it was broken off has not been taken.
                assert_eq!(list.0.len() as u64, last - 1);
            }
        }
    }
}

#[test]
fn an_error_in_the_middle_comes_after_the_rows_before_it() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    std::io::Write::write_all(&mut encoder, long_csv().as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let (folder, path) = file("a.csv.gz", &packed);
    let input = open(&path, &ImportOptions::default(), &CONTEXT).unwrap();
    // The file is cut off between being opened and being read.
    fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    let mut writer = RejectWriter::new(folder.path().join("rejects.csv"));
    let mut list = List::default();
    let error = input.read(&mut list, &mut writer, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(error.to_string().contains("cut off"), "{error}");
    assert!((1000..LONG - 1000).contains(&list.0.len()), "{}", list.0.len());
}

#[test]
fn a_sink_that_breaks_down_takes_the_reader_with_it() {
    struct Broken;
    impl Sink for Broken {
        fn ticket(&mut self, _: &Incoming) -> Result<(), Refusal> {
            panic!("out of order")
        }
    }
    let (folder, path) = file("a.csv", long_csv());
    let mut writer = RejectWriter::new(folder.path().join("rejects.csv"));
    let input = open(&path, &ImportOptions::default(), &CONTEXT).unwrap();
    let read = std::panic::AssertUnwindSafe(|| {
        input.read(&mut Broken, &mut writer, &mut |_| ControlFlow::Continue(())).map(drop)
    });
    assert!(std::panic::catch_unwind(read).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_come_in_or_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let (_folder, path) = file("noise", bytes);
        let _ = import(&path, &ImportOptions::default());
        let _ = preview(&path, &ImportOptions::default(), &CONTEXT);
    }

    #[test]
    fn any_cells_come_in_or_are_refused(
        rows in proptest::collection::vec(proptest::collection::vec("[ -~\u{e9}\u{202f}]{0,14}", 6), 0..12)
    ) {
        let mut csv = String::from("id,created_at,status,tags,csat,resolution time (hours)\n");
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            csv.push_str(&cells.join(","));
            csv.push('\n');
        }
        let (_folder, path) = file("cells.csv", csv);
        if let Ok((report, list)) = import(&path, &ImportOptions::default()) {
            prop_assert_eq!(report.read, report.rejected + list.0.len() as u64);
        }
    }
}
