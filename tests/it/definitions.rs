//! What figures rest on that was changed: kept with the change itself, or not at all.

use chrono::Weekday;
use supportmix_core::calendar::BusinessHours;
use supportmix_core::chart::MarkKind;
use supportmix_core::import::Mapping;
use supportmix_core::language::Language;
use supportmix_core::metrics::{NEUTRAL, Times};
use supportmix_core::model::{Timestamp, parse_rfc3339};
use supportmix_core::sample;
use supportmix_core::service::{Failure, Scope, chart};
use supportmix_core::store::{By, Defined, NewStore, Settings, Store, StoreError, WeekStart};

use crate::metrics::world::{Desk, period};

fn by(at: i64) -> By {
    By { user: "kim".to_owned(), at: Timestamp(at) }
}

fn set(store: &Store, settings: &Settings, by: &By) -> Result<(), StoreError> {
    store.transact(|change| change.set_settings(settings, by))
}

#[test]
fn what_figures_rest_on_is_kept_with_when_and_by_whom_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let first = Settings::new("Europe/Berlin");
    let store = Store::open(&path, Some(&NewStore { settings: first.clone() }), Timestamp(1)).unwrap();
    assert_eq!(store.definition_changes().unwrap(), [], "what a store begins with is no change");

    let mut settings = Settings { currency: "USD".to_owned(), by_assignee: true, ..first };
    set(&store, &settings, &by(2)).unwrap();
    assert_eq!(store.definition_changes().unwrap(), [], "no figure rests on these");

    settings.time_zone = "UTC".to_owned();
    settings.week_start = WeekStart::Sunday;
    settings.rules.repeat_window_hours = 72;
    settings.rules.scales.0[2].satisfied_from = 5.0;
    set(&store, &settings, &by(3)).unwrap();
    let refused = Settings { time_zone: "Mars/Olympus".to_owned(), ..settings.clone() };
    set(&store, &refused, &by(4)).unwrap_err();
    // A change that is taken back as a whole leaves no trace of it.
    let broken = store.transact(|change| -> Result<(), StoreError> {
        change.set_settings(&Settings { week_start: WeekStart::Monday, ..settings.clone() }, &by(5))?;
        Err(StoreError::Value("no".to_owned()))
    });
    broken.unwrap_err();
    drop(store);

    let store = Store::open(&path, None, Timestamp(6)).unwrap();
    let changes = store.definition_changes().unwrap();
    assert!(changes.iter().all(|change| change.changed_at == Timestamp(3) && change.user == "kim"));
    let told: Vec<_> = changes.iter().map(|change| (change.what, &*change.before, &*change.after)).collect();
    assert_eq!(
        told,
        [
            (Defined::TimeZone, "Europe/Berlin", "UTC"),
            (Defined::WeekStart, "monday", "sunday"),
            (Defined::RepeatWindow, "168", "72"),
            (Defined::CsatScale, "2=2 3=3 5=4 7=6 10=9", "2=2 3=3 5=5 7=6 10=9"),
        ]
    );
}

#[test]
fn business_hours_change_what_figures_rest_on_only_where_times_are_measured_in_them() {
    let folder = tempfile::tempdir().unwrap();
    let new = NewStore { settings: Settings::new("UTC") };
    let store = Store::open(&folder.path().join("store.db"), Some(&new), Timestamp(1)).unwrap();
    let mut settings = store.settings().unwrap();
    settings.business_hours.set("fri=09:00-13:00").unwrap();
    settings.business_hours.holidays.insert("2026-12-25".parse().unwrap());
    set(&store, &settings, &by(2)).unwrap();
    assert_eq!(store.definition_changes().unwrap(), []);
    settings.business_hours.in_use = true;
    set(&store, &settings, &by(3)).unwrap();
    settings.business_hours.holidays.clear();
    set(&store, &settings, &by(4)).unwrap();
    settings.business_hours.week.clear();
    assert!(matches!(set(&store, &settings, &by(5)), Err(StoreError::Setting(_))));
    let hours = "business mon-thu=09:00-17:00 fri=09:00-13:00";
    let with_holiday = format!("{hours} 2026-12-25");
    let changes = store.definition_changes().unwrap();
    let told: Vec<_> = changes.iter().map(|change| (change.what, &*change.before, &*change.after)).collect();
    assert_eq!(
        told,
        [(Defined::Times, "clock", with_holiday.as_str()), (Defined::Times, with_holiday.as_str(), hours)]
    );
}

#[test]
fn a_picture_of_times_says_where_they_are_measured_in_business_hours() {
    let until = parse_rfc3339("2026-07-08T10:00:00Z").unwrap();
    let tickets = sample::tickets(sample::SEED, until, sample::WEEKS, 600);
    let tickets: Vec<_> = tickets.map(|ticket| ("sample", ticket)).collect();
    let desk = Desk::new(&tickets, &[], chrono_tz::Tz::Europe__Berlin, Weekday::Mon);
    let scope = Scope { period: period("2026-04-01", "2026-06-30"), filters: vec![] };
    let draw = |id: &str| {
        desk.workspace
            .ask(|snapshot| -> Result<_, Failure> { chart(snapshot, id, &scope, &NEUTRAL, Language::De) })
            .unwrap()
    };
    let on_the_clock = draw("resolution-minutes-p50-trend");
    desk.measure_in(BusinessHours { in_use: true, ..BusinessHours::default() });
    let in_hours = draw("resolution-minutes-p50-trend");
    let note = "Zeiten sind in Geschäftszeiten gemessen.".to_owned();
    assert!(in_hours.notes.contains(&note) && !on_the_clock.notes.contains(&note), "{:?}", in_hours.notes);
    assert!(!draw("csat-trend").notes.contains(&note));
    let shorter = in_hours.series[0].points.iter().zip(&on_the_clock.series[0].points);
    assert!({ shorter }.all(|(one, other)| one.value < other.value));
    // A store without tickets says it too.
    let empty = Desk::new(&[], &[], chrono_tz::Tz::UTC, Weekday::Mon);
    empty.measure_in(BusinessHours { in_use: true, ..BusinessHours::default() });
    let times = empty.workspace.ask(|snapshot| -> Result<_, Failure> { Ok(snapshot.basis().times()) });
    assert_eq!(times.unwrap(), Times::BusinessHours);
}

#[test]
fn a_mapping_that_becomes_another_is_a_change_and_a_new_or_the_same_one_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let new = NewStore { settings: Settings::new("UTC") };
    let store = Store::open(&folder.path().join("store.db"), Some(&new), Timestamp(1)).unwrap();
    let mapping = Mapping::from_json(
        r#"{"name": "desk", "version": 1, "columns": [{"header": "Id", "field": "external_id"}]}"#,
    )
    .unwrap();
    let save =
        |mapping: &Mapping, at| store.transact(|change| change.save_mapping(mapping, &by(at))).unwrap();
    save(&mapping, 2);
    save(&mapping, 3);
    assert_eq!(store.definition_changes().unwrap(), []);
    save(&Mapping { source: Some("Helpdesk".to_owned()), ..mapping }, 4);
    let changes = store.definition_changes().unwrap();
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!(
        (change.what, change.name.as_deref(), change.changed_at),
        (Defined::Mapping, Some("desk"), Timestamp(4))
    );
    assert!(change.after.contains("Helpdesk") && !change.before.contains("Helpdesk"));
}

#[test]
fn charts_over_time_mark_the_release_of_the_ai_and_changes_within_their_days() {
    let until = parse_rfc3339("2026-07-08T10:00:00Z").unwrap();
    let tickets = sample::tickets(sample::SEED, until, sample::WEEKS, 6_000);
    let tickets: Vec<_> = tickets.map(|ticket| ("sample", ticket)).collect();
    let desk = Desk::new(&tickets, &[], chrono_tz::Tz::Europe__Berlin, Weekday::Mon);
    let store = desk.workspace.store();
    let mut settings = store.settings().unwrap();
    settings.rules.repeat_window_hours = 72;
    set(store, &settings, &By { at: parse_rfc3339("2026-05-20T10:00:00Z").unwrap(), ..by(0) }).unwrap();

    let story = sample::story(until, sample::WEEKS);
    let marks = |id: &str, days| {
        let scope = Scope { period: days, filters: vec![] };
        let spec = desk
            .workspace
            .ask(|snapshot| -> Result<_, Failure> { chart(snapshot, id, &scope, &NEUTRAL, Language::En) });
        let spec = spec.unwrap();
        let told: Vec<_> = spec.marks.iter().map(|mark| (mark.kind, mark.label.clone())).collect();
        (told, spec)
    };
    let all = period("2025-10-01", "2026-06-30");
    let (told, spec) = marks("deflection-trend", all);
    let release = (MarkKind::AiRelease, format!("AI {}", story.release.version));
    let changed = (MarkKind::DefinitionChange, "repeat window".to_owned());
    assert_eq!(told, [release.clone(), changed.clone()]);
    // The month that it falls in; there are few tickets a day, so that it may be seen a little later.
    let month = desk
        .workspace
        .ask(|snapshot| -> Result<_, Failure> { Ok(snapshot.calendar.day_of(story.release.at)) });
    assert_eq!(spec.keys[spec.marks[0].category], month.unwrap().format("%Y-%m").to_string());
    assert_eq!(spec.keys[spec.marks[1].category], "2026-05");
    for words in
        ["Dashed lines: AI release 2.0 (", "repeat-contact window changed from 168 to 72 hours (20 May 2026)"]
    {
        assert!(spec.notes.iter().any(|note| note.contains(words)), "{:?}", spec.notes);
        assert!(spec.description().contains(words));
    }
    assert_eq!(marks("volume-trend-by-resolution-type", all).0, [release, changed.clone()]);
    assert_eq!(marks("csat-trend", period("2026-05-18", "2026-06-07")).0, [changed]);
    assert_eq!(marks("csat-trend", period("2026-06-01", "2026-06-30")).0, []);
    assert_eq!(marks("deflection-by-query-type", all).0, [], "no axis of time");
    let scope = Scope { period: all, filters: vec![] };
    let german = desk.workspace.ask(|snapshot| -> Result<_, Failure> {
        chart(snapshot, "deflection-trend", &scope, &NEUTRAL, Language::De)
    });
    let notes = german.unwrap().notes;
    for words in [
        "Gestrichelte Linien: KI-Version 2.0 (",
        "Wiederkontakte von 168 auf 72 Stunden geändert (20. Mai 2026)",
    ] {
        assert!(notes.iter().any(|note| note.contains(words)), "{notes:?}");
    }
}
