//! Importing again: records that are known by their fingerprints, and that it makes no difference but in time.

use std::ops::ControlFlow;
use std::path::PathBuf;

use proptest::prelude::*;
use supportmix_core::import::{ImportOptions, Mapping};
use supportmix_core::model::{FieldSet, TicketOutcome, Timestamp};
use supportmix_core::service::{ImportRequest, ImportSummary, import_files};
use supportmix_core::store::{ImportCounts, NewStore, Settings, Store};
use tempfile::TempDir;

const NOW: i64 = 1_790_000_000;

/// A store in a folder of its own.
struct Place {
    folder: TempDir,
    store: Store,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("test.db"), Some(&new), Timestamp(NOW)).unwrap();
        Place { folder, store }
    }

    fn import_at(&self, csvs: &[&str], now: i64, options: &ImportOptions) -> ImportSummary {
        let write = |(number, csv): (usize, &&str)| {
            let path = self.folder.path().join(format!("{number}.csv"));
            std::fs::write(&path, csv).unwrap();
            path
        };
        let files: Vec<PathBuf> = csvs.iter().enumerate().map(write).collect();
        let request = ImportRequest {
            files: &files,
            source: Some("helpdesk"),
            options,
            save_mapping_as: None,
            dry_run: false,
            user: "tester",
            now: &|| Timestamp(now),
        };
        import_files(&self.store, &request, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    fn import(&self, csv: &str) -> ImportCounts {
        self.import_at(&[csv], NOW, &ImportOptions::default()).counts
    }

    /// Does something to the store that no import would.
    fn tamper(&self, sql: &str) {
        rusqlite::Connection::open(self.store.path()).unwrap().execute(sql, []).unwrap();
    }

    fn tickets(&self) -> Vec<TicketOutcome> {
        let mut tickets = Vec::new();
        let read = self.store.tickets().unwrap();
        read.for_each(0..=u32::MAX, FieldSet::all(), |_, _, ticket| tickets.push(ticket.clone())).unwrap();
        tickets
    }

    /// Whether an import leaves a ticket that it would change if it read its record.
    fn recognises(&self, import: impl FnOnce(&Place) -> ImportCounts) -> bool {
        self.tamper("UPDATE ticket SET reopens = 77");
        let counts = import(self);
        let kept = self.tickets().iter().all(|ticket| ticket.reopens == Some(77));
        assert_eq!(kept, counts.updated == 0, "{counts:?}");
        assert_eq!(counts.updated + counts.unchanged, self.tickets().len() as u64, "{counts:?}");
        kept
    }
}

fn csv(ids: impl Iterator<Item = u32>) -> String {
    let mut csv = String::from("external_id,created_at,updated_at,subject,reopens\n");
    for id in ids {
        csv.push_str(&format!("{id},2026-07-01T09:00:00Z,2026-07-02T09:00:00Z,\"Subject, {id}\",1\n"));
    }
    csv
}

#[test]
fn a_known_record_is_not_read_again_in_whatever_order() {
    let place = Place::new();
    assert_eq!(place.import(&csv(0..3000)).inserted, 3000);
    assert!(place.recognises(|place| place.import(&csv(0..3000))));
    assert!(place.recognises(|place| place.import(&csv((0..3000).rev()))));
    assert!(place.recognises(|place| place.import(&csv((0..3000).map(|id| id * 7 % 3000)))));
}

#[test]
fn a_record_is_read_again_where_it_may_be_another_ticket() {
    let place = Place::new();
    let table = "id;created;reopens\n1;2026-07-01 09:00;1\n2;2026-07-01 10:00;1\n";
    let with = |options: ImportOptions, now: i64| {
        move |place: &Place| place.import_at(&[table], now, &options).counts
    };
    let options = ImportOptions::default;
    with(options(), NOW)(&place);
    assert!(place.recognises(with(options(), NOW)));
    // Another zone, another mapping, another header.
    let zone = ImportOptions { time_zone: Some("Asia/Tokyo".into()), ..options() };
    assert!(!place.recognises(with(zone.clone(), NOW)));
    assert!(place.recognises(with(zone, NOW)));
    let json = r#"{"version":1,"name":"mine","columns":[{"header":"id","field":"external_id"},
        {"header":"created","field":"created_at"},{"header":"reopens","field":"reopens"}]}"#;
    let mapping = ImportOptions { mapping: Some(Mapping::from_json(json).unwrap()), ..options() };
    assert!(!place.recognises(with(mapping.clone(), NOW)));
    assert!(place.recognises(with(mapping, NOW)));
    let wider = table.replace("reopens\n", "reopens;page\n").replace(";1\n", ";1;\n");
    assert!(!place.recognises(|place| place.import(&wider)));
    // With the clock put back, what was past may be future.
    assert!(place.recognises(|place| place.import_at(&[&wider], NOW + 5, &options()).counts));
    assert!(!place.recognises(|place| place.import_at(&[&wider], NOW + 4, &options()).counts));
    // A ticket that something else has changed since.
    place.import(&wider.replace(";1;", ";2;"));
    assert!(!place.recognises(|place| place.import(&wider)));
}

#[test]
fn a_ticket_that_an_import_has_met_is_compared_with_its_later_rows() {
    let place = Place::new();
    let row = |team: &str| format!("external_id,created_at,team\n1,2026-07-01T09:00:00Z,{team}\n");
    place.import(&row("A"));
    // In one import the ticket becomes B, and A again: by two files, and by two rows.
    let summary = place.import_at(&[&row("B"), &row("A")], NOW, &ImportOptions::default());
    assert_eq!((summary.counts.updated, summary.counts.unchanged), (2, 0));
    assert_eq!(place.tickets()[0].team.as_deref(), Some("A"));
    let both = format!("{}1,2026-07-01T09:00:00Z,A\n", row("B"));
    assert_eq!(
        place.import(&both),
        ImportCounts { read: 2, unchanged: 1, superseded: 1, ..Default::default() }
    );
    assert_eq!(place.tickets()[0].team.as_deref(), Some("A"));
}

#[test]
fn a_known_record_that_comes_twice_is_superseded_once() {
    let place = Place::new();
    place.import(&csv(1..10));
    for ids in [vec![3, 3, 4], vec![6, 4, 5, 6, 7]] {
        let read = ids.len() as u64;
        let expected = ImportCounts { read, unchanged: read - 1, superseded: 1, ..Default::default() };
        assert_eq!(place.import(&csv(ids.into_iter())), expected);
    }
}

#[test]
fn what_is_odd_about_a_known_record_is_counted_each_time() {
    let place = Place::new();
    let odd = "external_id,created_at,status,reopens\n1,2026-07-01T09:00:00Z,closed,1\n";
    assert_eq!(place.import(odd).warnings, 1);
    assert!(place.recognises(|place| {
        let counts = place.import(odd);
        assert_eq!(counts.warnings, 1);
        counts
    }));
}

/// A file of one of three kinds, with few tickets, so that they meet again: in full, with a part of the columns and a
/// mapping of its own, and as a table whose times have to be inferred.
fn some_csv() -> impl Strategy<Value = String> {
    let row = (
        0..8u8,
        prop::sample::select(vec!["", "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"]),
        prop::sample::select(vec!["", "A", "B"]),
        prop::sample::select(vec!["", "open", "closed", "soon"]),
        prop::sample::select(vec![
            "2026-06-01T00:00:00Z",
            "2026-06-02T00:00:00Z",
            "",
            "2030-01-01T00:00:00Z",
        ]),
    );
    (0..3u8, prop::collection::vec(row, 0..14)).prop_map(|(kind, rows)| {
        let header =
            ["external_id,created_at,updated_at,team,status", "external_id,team", "id,created,team,state"];
        let line = |(id, updated, team, status, created): (u8, &str, &str, &str, &str)| match kind {
            0 => format!("{id},{created},{updated},{team},{status}\n"),
            1 => format!("{id},{team}\n"),
            _ => format!("{id},{},{team},{status}\n", created.replace(['T', 'Z'], " ")),
        };
        format!("{}\n{}", header[usize::from(kind)], rows.into_iter().map(line).collect::<String>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn fingerprints_change_no_count_and_no_ticket(
        pool in prop::collection::vec(some_csv(), 1..4),
        order in prop::collection::vec(prop::collection::vec(0..4usize, 1..3), 1..7),
    ) {
        let (with, without) = (Place::new(), Place::new());
        for (step, files) in (0..).zip(order) {
            let files: Vec<&str> = files.iter().map(|file| pool[file % pool.len()].as_str()).collect();
            let options = ImportOptions::default();
            without.tamper("UPDATE ticket SET fingerprint = NULL");
            let quick = with.import_at(&files, NOW + step, &options);
            let slow = without.import_at(&files, NOW + step, &options);
            prop_assert_eq!(quick.counts, slow.counts);
            prop_assert_eq!(quick.rejects, slow.rejects);
            for (quick, slow) in quick.imports.iter().zip(&slow.imports) {
                prop_assert_eq!(&quick.import.warning_kinds, &slow.import.warning_kinds);
            }
            prop_assert_eq!(with.tickets(), without.tickets());
        }
    }
}
