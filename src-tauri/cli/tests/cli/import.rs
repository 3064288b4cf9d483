//! Bringing files in.

use serde_json::Value;

use crate::{Desk, TICKETS};

#[test]
fn a_file_comes_in_once_and_a_second_time_changes_nothing() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", TICKETS);
    let first = desk.import(&file);
    let number =
        |answer: &Value, key: &str| answer[key].as_u64().unwrap_or_else(|| panic!("{key} in {answer}"));
    assert_eq!((number(&first, "read"), number(&first, "inserted")), (11, 11));
    for none in ["updated", "unchanged", "superseded", "rejected"] {
        assert_eq!(number(&first, none), 0, "{none}");
    }
    assert!(first["warnings"].is_u64());
    assert!(first["rejects_file"].is_null());
    assert_eq!(first["rejects"], Value::Array(vec![]));
    let second = desk.import(&file);
    assert_eq!((number(&second, "inserted"), number(&second, "unchanged")), (0, 11));
    assert_eq!(desk.json("imports --json").as_array().unwrap().len(), 2);
}

#[test]
fn a_new_store_names_its_zone_and_only_the_answer_goes_to_standard_output() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", TICKETS);
    let file = file.to_str().unwrap();
    let run = desk.run(["import", file, "--source", "desk"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let zone = desk.json("settings --json")["time_zone"].as_str().unwrap().to_owned();
    assert!(run.err.contains(&zone) && run.err.contains("made the store"), "{}", run.err);
    assert!(run.out.contains("11 rows read: 11 new"), "{}", run.out);
    let again = desk.run(["import", file, "--source", "desk"]);
    assert_eq!(again.err, "");
}

#[test]
fn refused_rows_are_named_and_kept_and_the_others_come_in() {
    let desk = Desk::new();
    let file = desk.write(
        "tickets.csv",
        "external_id,created_at,reopens\n1,2026-07-01T08:00:00Z,0\n2,yesterday,0\n3,2026-07-01T08:00:00Z,minus\n",
    );
    let answer = desk.import(&file);
    assert_eq!((&answer["inserted"], &answer["rejected"]), (&1.into(), &2.into()));
    let reject = &answer["rejects"][0];
    assert_eq!((&reject["record"], &reject["line"]), (&2.into(), &3.into()));
    assert_eq!((reject["field"].as_str(), reject["value"].as_str()), (Some("created_at"), Some("yesterday")));
    assert!(!reject["reason"].as_str().unwrap().is_empty());
    let kept = std::fs::read_to_string(answer["rejects_file"].as_str().unwrap()).unwrap();
    assert!(kept.contains("3,2026-07-01T08:00:00Z,minus"), "{kept}");
    assert!(desk.ok("imports 1").contains("yesterday"));
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_a_question() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", "Ticket number,Created\nA,03/04/2026\nB,05/06/2026\n");
    let file = file.to_str().unwrap();
    let asked = desk.run(["import", file, "--source", "desk", "--json"]);
    assert_eq!((asked.code, asked.out.as_str()), (3, ""), "{}", asked.err);
    assert!(asked.err.contains("--day-first") && asked.err.contains("03/04/2026"), "{}", asked.err);
    assert_eq!(desk.json("sources --json"), Value::Array(vec![]));

    let answered =
        desk.run(["import", file, "--source", "desk", "--day-first", "--time-zone", "UTC", "--json"]);
    assert_eq!(answered.code, 0, "{}", answered.err);
    assert_eq!(desk.json("ticket desk/A --json")["fields"]["created_at"], "2026-04-03T00:00:00Z");
}

#[test]
fn a_dry_run_changes_nothing_and_makes_no_store() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", TICKETS);
    let run = desk.run(["import", file.to_str().unwrap(), "--source", "desk", "--dry-run", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(serde_json::from_str::<Value>(&run.out).unwrap()["inserted"], 11);
    assert!(!desk.store().exists());
    let left: Vec<_> = std::fs::read_dir(desk.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn tickets_of_no_named_source_are_not_thrown_together() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", TICKETS);
    let run = desk.run(["import", file.to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--source"), "{}", run.err);
    assert_eq!(desk.json("sources --json"), Value::Array(vec![]));
}

#[test]
fn all_files_come_in_or_none() {
    let desk = Desk::new();
    let good = desk.write("good.csv", TICKETS);
    let run = desk.run([
        "import",
        good.to_str().unwrap(),
        desk.path("none.csv").to_str().unwrap(),
        "--source",
        "desk",
    ]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("none.csv"), "{}", run.err);
    assert_eq!(desk.json("sources --json"), Value::Array(vec![]));
}

#[test]
fn a_suggested_mapping_can_be_saved_shown_used_and_removed() {
    let desk = Desk::new();
    let file = desk.write("list.csv", "Ticket number,Opened at,Topic\nA,2026-04-03 10:00,billing\n");
    let file = file.to_str().unwrap();
    let suggested = desk.ok(&format!("mapping suggest {file}"));
    let mapping = desk.write("mapping.json", &suggested);
    desk.ok(&format!("mapping save {} --name mine", mapping.display()));
    assert_eq!(desk.json("mapping list --json")[0]["name"], "mine");
    assert_eq!(desk.json("mapping show mine")["name"], "mine");
    desk.ok(&format!("import {file} --source desk --mapping mine --time-zone UTC"));
    assert_eq!(desk.json("ticket desk/A --json")["fields"]["created_at"], "2026-04-03T10:00:00Z");
    desk.ok("mapping remove mine");
    let run = desk.smix(&format!("import {file} --mapping mine"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("mine"), "{}", run.err);
}

#[test]
fn a_slip_in_a_formats_name_is_met_with_the_right_one() {
    let desk = Desk::new();
    let run = desk.smix("import x.csv --format zendsk");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("zendesk"), "{}", run.err);
    for format in desk.json("formats --json").as_array().unwrap() {
        assert!(desk.ok("formats").contains(format["id"].as_str().unwrap()));
    }
}

#[test]
fn a_lexicon_of_ones_own_is_shown_tried_and_taken_back() {
    let desk = Desk::new();
    let tell = |text: &str| {
        let run = desk.run(["lexicon", "test", text, "--language", "en"]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
            .lines()
            .find(|line| line.starts_with("churn"))
            .unwrap()
            .split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(tell("We are switching to another provider"), "yes 1 switching to another provider");
    assert_eq!(tell("Time to jump over the fence"), "no 0");
    let own = r#"{"version": 1, "language": "en", "families": {"churn": {"phrases": {"jump over": 2}}}}"#;
    let run =
        desk.run([std::ffi::OsStr::new("lexicon"), "set".as_ref(), desk.write("own.json", own).as_os_str()]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(tell("Time to jump over the fence"), "yes 2 jump over");
    assert_eq!(desk.json("lexicon show")["families"]["churn"]["phrases"]["jump over"], 2);
    assert_eq!(desk.smix("lexicon show --language xx").code, 1);
    let bad = desk.write("bad.json", &own.replace("jump over", "… over"));
    let run = desk.run([std::ffi::OsStr::new("lexicon"), "set".as_ref(), bad.as_os_str()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("churn: \"… over\" begins with no word"), "{}", run.err);
    desk.ok("lexicon reset");
    assert_eq!(tell("Time to jump over the fence"), "no 0");
}
