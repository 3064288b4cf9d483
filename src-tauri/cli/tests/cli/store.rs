//! Costs, settings, sources, sample data, backups.

use serde_json::{Value, json};

use crate::{Desk, TICKETS};

#[test]
fn costs_are_entered_listed_and_removed_and_make_a_cost_per_resolution() {
    let desk = Desk::with_tickets();
    let july = "kpi --from 2026-07-01 --to 2026-07-31 --kpi cost_per_resolution --format json";
    assert_eq!(desk.json(july)["rows"][0]["value"], Value::Null);
    desk.ok("costs set --from 2026-07 --people 900 --ai-usage 0.5");
    let figure = &desk.json(july)["rows"][0];
    // Four resolutions by AI at 0.5, and the salaries; nine resolutions.
    assert_eq!((&figure["numerator"], &figure["denominator"]), (&json!(902), &json!(9)));
    let list = desk.json("costs list --json");
    assert_eq!(list["currency"], "EUR");
    assert_eq!(list["entries"].as_array().unwrap().len(), 2);
    assert!(desk.ok("costs list").contains("900.00"));
    let report = desk.json("costs report --period 2026-07 --json");
    assert_eq!((&report["cost"]["ledger"], &report["cost"]["unallocated"]), (&json!(902.0), &json!(0.0)));
    assert!(desk.ok("costs report --period 2026-07").contains("902.00"));
    let before = desk.smix("costs report --period 2026-06");
    assert_eq!((before.code, before.out.as_str()), (1, ""));
    assert!(before.err.contains("do not cover every day of 2026-06-01 to 2026-06-30"), "{}", before.err);
    desk.ok("costs remove --from 2026-07 --kind ai_usage");
    desk.ok("costs remove --from 2026-07");
    assert_eq!(desk.json("costs list --json")["entries"], json!([]));
    assert_eq!(desk.smix("costs remove --from 2026-07").code, 1);
    assert_eq!(desk.smix("costs set --from 2026-07").code, 2);
    assert_eq!(desk.smix("costs set --from 2026-13 --people 1").code, 2);
    assert_ne!(desk.smix("costs set --from 2026-07 --people -1").code, 0);
    assert_ne!(desk.smix("costs set --from 2026-07 --people NaN").code, 0);
}

#[test]
fn business_hours_are_set_day_by_day_and_what_is_one_of_several_can_be_removed() {
    let desk = Desk::new();
    desk.ok("settings set times business");
    desk.ok("settings set business-hours fri=09:00-12:00,13:00-15:00");
    desk.ok("settings set business-hours sat-sun=22:00-06:00");
    desk.ok("settings remove business-hours sun");
    for holiday in ["2026-12-26", "2026-12-25", "2026-12-24"] {
        desk.ok(&format!("settings set holiday {holiday}"));
    }
    desk.ok("settings remove holiday 2026-12-24");
    desk.ok("settings remove csat-scale 7");
    let shown = desk.ok("settings");
    let hours = "mon-thu=09:00-17:00 fri=09:00-12:00,13:00-15:00 sat=22:00-06:00";
    assert!(shown.contains(&format!("business {hours} 2026-12-25 2026-12-26")), "{shown}");
    let settings = desk.json("settings --json");
    assert_eq!(settings["business_hours"]["week"]["saturday"], json!([{"from": "22:00", "to": "06:00"}]));
    let scales = settings["rules"]["scales"].as_array().unwrap();
    assert!(scales.len() == 4 && scales.iter().all(|scale| scale["top"] != 7.0), "{scales:?}");
    for wrong in [
        "set times never",
        "set business-hours mon",
        "set business-hours mon=9-5",
        "set holiday christmas",
        "remove csat-scale seven",
        "remove currency EUR",
        "remove business-hours mon-sat",
    ] {
        assert_eq!(desk.smix(&format!("settings {wrong}")).code, 2, "{wrong}");
    }
    assert_eq!(desk.smix("settings remove holiday 2026-12-24").code, 1);
    assert_eq!(desk.smix("settings remove csat-scale 7").code, 1);
    assert_eq!(desk.json("settings --json"), settings);
    let history = desk.ok("settings history");
    assert!(history.contains("times") && history.contains("csat-scale"), "{history}");
    desk.ok("settings set times clock");
    desk.ok("settings remove business-hours mon-sat");
}

#[test]
fn settings_are_checked_and_kept() {
    let desk = Desk::new();
    desk.ok("settings set time-zone europe/berlin");
    desk.ok("settings set week-start sunday");
    desk.ok("settings set currency usd");
    desk.ok("settings set repeat-window 72");
    desk.ok("settings set csat-scale 5=5");
    desk.ok("settings set csat-scale 4=3");
    desk.ok("settings set reply-minutes email=6.5");
    desk.ok("settings set by-assignee on");
    let settings = desk.json("settings show --json");
    let expected = [("time_zone", "Europe/Berlin"), ("week_start", "sunday"), ("currency", "USD")];
    for (key, value) in expected {
        assert_eq!(settings[key], value);
    }
    assert_eq!(settings["rules"]["repeat_window_hours"], 72);
    assert_eq!(settings["rules"]["scales"][2], json!({"top": 4.0, "satisfied_from": 3.0}));
    assert_eq!(settings["rules"]["scales"][3], json!({"top": 5.0, "satisfied_from": 5.0}));
    assert_eq!(settings["reply_minutes"], json!({"email": 6.5}));
    assert_eq!(settings["by_assignee"], true);
    for wrong in [
        "time-zone Mars/Olympus",
        "week-start friday",
        "currency euros",
        "colour red",
        "repeat-window 0",
        "repeat-window week",
        "csat-scale 5",
        "csat-scale 5=6",
        "reply-minutes pigeon=4",
        "reply-minutes email=-1",
        "by-assignee maybe",
    ] {
        assert_eq!(desk.smix(&format!("settings set {wrong}")).code, 2, "{wrong}");
    }
    assert_eq!(desk.json("settings --json"), settings);
    assert!(desk.ok("settings").contains("5=5") && desk.ok("settings").contains("email=6.5"));
}

#[test]
fn a_removed_source_is_gone_with_its_imports_and_refused_rows() {
    let desk = Desk::new();
    let file = desk.write("tickets.csv", &format!("{TICKETS}12,never,,,,,,,,,,,,,,\n"));
    let rejects = desk.import(&file)["rejects_file"].as_str().unwrap().to_owned();
    assert!(std::fs::exists(&rejects).unwrap());
    assert_eq!(desk.json("sources --json")[0]["tickets"], 11);
    desk.ok("sources remove desk");
    assert_eq!(desk.json("sources --json"), json!([]));
    assert_eq!(desk.json("imports --json"), json!([]));
    assert!(!std::fs::exists(&rejects).unwrap());
    assert_eq!(desk.smix("sources remove desk").code, 1);
}

#[test]
fn a_backup_is_a_store_and_overwrites_nothing() {
    let desk = Desk::with_tickets();
    let copy = desk.path("copy.db");
    desk.ok(&format!("backup {}", copy.display()));
    assert_eq!(desk.smix(&format!("backup {}", copy.display())).code, 1);
    let month = "--from 2026-07-01 --to 2026-07-31 --format json";
    let of_copy = desk.ok(&format!("kpi {month} --store {}", copy.display()));
    assert_eq!(of_copy, desk.ok(&format!("kpi {month}")));
}

#[test]
fn sample_data_comes_and_goes() {
    let desk = Desk::with_tickets();
    desk.ok("sample");
    let sources = desk.json("sources --json");
    assert_eq!((&sources[1]["name"], &sources[1]["tickets"]), (&json!("sample"), &json!(20_000)));
    assert_eq!(sources[1]["sample"], true);
    assert_eq!(desk.json("status --json")["has_ledger"], true);
    desk.ok("sample");
    assert_eq!(desk.json("sources --json")[1]["tickets"], 20_000);
    desk.ok("sample --remove");
    assert_eq!(desk.json("sources --json").as_array().unwrap().len(), 1);
    let status = desk.json("status --json");
    assert_eq!((&status["has_ledger"], &status["tickets"]), (&json!(false), &json!(11)));
}

#[test]
fn a_sample_file_is_a_supportmix_csv() {
    let desk = Desk::new();
    let file = desk.path("sample.csv");
    let line = format!("sample --csv {} --tickets 300 --seed 7 --until 2026-07-08T00:00:00Z", file.display());
    desk.ok(&line);
    assert!(!desk.store().exists(), "writing a file needs no store");
    let answer = desk.import(&file);
    assert_eq!(
        (&answer["inserted"], &answer["rejected"], &answer["warnings"]),
        (&json!(300), &json!(0), &json!(0))
    );
    let before = std::fs::read(&file).unwrap();
    desk.ok(&line);
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn status_says_how_the_store_stands() {
    let desk = Desk::with_tickets();
    let status = desk.json("status --json");
    assert_eq!((&status["tickets"], &status["excluded"]), (&json!(11), &json!(1)));
    assert_eq!((&status["first_day"], &status["time_zone"]), (&json!("2026-07-01"), &json!("UTC")));
    assert!(desk.ok("status").contains("11, of which 1 count in no figure"));
}

#[test]
fn a_file_that_is_no_store_is_left_as_it_is() {
    let desk = Desk::new();
    std::fs::write(desk.store(), "my diary").unwrap();
    let run = desk.smix("status");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("not a Supportmix store"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(desk.store()).unwrap(), "my diary");
}

#[test]
fn a_person_is_erased_and_a_copy_restored() {
    let desk = Desk::with_tickets();
    let copy = desk.folder.path().join("copy.db");
    desk.ok(&format!("backup {}", copy.display()));
    let found = desk.json("erase I@x.example --dry-run --json");
    assert_eq!((&found["tickets"], &found["sources"][0]["name"]), (&json!(2), &json!("desk")));
    let erased = desk.json("erase i@x.example --json");
    assert_eq!((&erased["tickets"], &erased["overwritten"]), (&json!(2), &json!(true)));
    let again = desk.smix("erase i@x.example");
    assert_eq!(again.code, 1);
    assert!(again.err.contains("check how the id is written"), "{}", again.err);

    assert_eq!(desk.json(&format!("restore {} --dry-run --json", copy.display()))["restored"], false);
    let restored = desk.json(&format!("restore {} --json", copy.display()));
    assert_eq!((&restored["contents"]["tickets"], &restored["contents"]["own"]), (&json!(11), &json!(true)));
    assert!(std::path::Path::new(restored["kept"].as_str().unwrap()).exists());
    // Who was erased since stays so.
    assert_eq!(desk.smix("erase i@x.example").code, 1);
    assert_eq!(desk.json("erase a@x.example --dry-run --json")["files"].as_array().unwrap().len(), 1);
    assert_eq!(desk.smix("restore tickets.csv").code, 1);
}
