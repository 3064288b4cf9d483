//! The store through its public interface: upsert rules, the gate at its door, nothing lost.

use std::collections::BTreeMap;

use proptest::prelude::*;
use supportmix_core::import::{Refusal, Sink};
use supportmix_core::model::{AiFeedback, Exclusion, Field, FieldSet, Incoming, TicketOutcome, Timestamp};
use supportmix_core::store::{Connection, ImportCounts, NewStore, Settings, Store, StoreError, Verdict};
use tempfile::TempDir;

fn new_store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("test.db"));
    (folder, store)
}

fn open(path: &std::path::Path) -> Store {
    Store::open(path, Some(&NewStore { settings: Settings::new("Europe/Berlin") }), Timestamp(0)).unwrap()
}

/// A row with the columns external_id, created_at, updated_at and team.
fn row(id: &str, updated_at: Option<i64>, team: &str) -> Incoming {
    let mut outcome = TicketOutcome {
        external_id: Some(id.to_owned()),
        created_at: Some(Timestamp(1)),
        updated_at: updated_at.map(Timestamp),
        ..Default::default()
    };
    outcome.set_text(Field::Team, team).unwrap();
    let present = [Field::ExternalId, Field::CreatedAt, Field::UpdatedAt, Field::Team];
    Incoming { outcome, present: present.into_iter().collect() }
}

fn import(store: &Store, rows: &[Incoming]) -> ImportCounts {
    store
        .transact::<_, StoreError>(|change| {
            let mut writer = change.ticket_writer("helpdesk")?;
            for row in rows {
                writer.ticket(row).unwrap();
            }
            writer.finish()
        })
        .unwrap()
}

fn stored(store: &Store) -> Vec<(String, TicketOutcome)> {
    let mut tickets = Vec::new();
    let read = store.tickets().unwrap();
    read.for_each(0..=u32::MAX, FieldSet::all(), |_, source, outcome| {
        tickets.push((source.to_owned(), outcome.clone()))
    })
    .unwrap();
    tickets.sort_by(|a, b| a.1.external_id.cmp(&b.1.external_id));
    tickets
}

fn counts(inserted: u64, updated: u64, unchanged: u64, superseded: u64) -> ImportCounts {
    ImportCounts { inserted, updated, unchanged, superseded, ..ImportCounts::default() }
}

#[test]
fn a_new_ticket_that_is_excluded_in_the_same_input_keeps_what_its_row_said() {
    let (_folder, store) = new_store();
    let mut excluded = Incoming::default();
    excluded.outcome.external_id = Some("1".to_owned());
    excluded.outcome.exclusion = Some(Exclusion::Merged);
    excluded.present = [Field::ExternalId, Field::Exclusion].into_iter().collect();
    assert_eq!(import(&store, &[row("1", Some(10), "A"), excluded]), counts(1, 0, 0, 1));
    let ticket = &stored(&store)[0].1;
    assert_eq!((ticket.exclusion, ticket.team.as_deref()), (Some(Exclusion::Merged), Some("A")));
}

#[test]
fn an_older_row_changes_nothing_and_an_equal_one_wins() {
    let (_folder, store) = new_store();
    assert_eq!(import(&store, &[row("1", Some(10), "A")]), counts(1, 0, 0, 0));
    assert_eq!(import(&store, &[row("1", Some(9), "B")]), counts(0, 0, 1, 0));
    assert_eq!(import(&store, &[row("1", Some(10), "C")]), counts(0, 1, 0, 0));
    assert_eq!(import(&store, &[row("1", Some(10), "C")]), counts(0, 0, 1, 0));
    assert_eq!(import(&store, &[row("1", None, "D")]), counts(0, 1, 0, 0));
    assert_eq!(stored(&store)[0].1.team.as_deref(), Some("D"));
}

#[test]
fn missing_columns_keep_their_value_and_empty_cells_clear_it() {
    let (_folder, store) = new_store();
    import(&store, &[row("1", Some(10), "A")]);
    let mut supplement = row("1", None, "");
    supplement.present = [Field::ExternalId, Field::Reopens].into_iter().collect();
    supplement.outcome.reopens = Some(2);
    assert_eq!(import(&store, std::slice::from_ref(&supplement)), counts(0, 1, 0, 0));
    let ticket = stored(&store).remove(0).1;
    assert_eq!(
        (ticket.team.as_deref(), ticket.reopens, ticket.updated_at),
        (Some("A"), Some(2), Some(Timestamp(10)))
    );
    import(&store, &[row("1", Some(10), "")]);
    assert_eq!(stored(&store)[0].1.team, None);
}

#[test]
fn a_supplement_for_an_unknown_ticket_is_refused() {
    let (_folder, store) = new_store();
    let refused = store.transact::<_, StoreError>(|change| {
        let mut supplement = row("9", None, "A");
        supplement.outcome.created_at = None;
        supplement.present = [Field::ExternalId, Field::Team].into_iter().collect();
        Ok(matches!(change.ticket_writer("helpdesk")?.ticket(&supplement), Err(Refusal::Row(_))))
    });
    assert!(refused.unwrap());
}

#[test]
fn of_an_event_log_the_newest_row_counts_whatever_the_order() {
    let (_folder, store) = new_store();
    let log =
        [row("1", Some(3), "C"), row("1", Some(1), "A"), row("1", Some(2), "B"), row("2", Some(1), "X")];
    assert_eq!(import(&store, &log), counts(2, 0, 0, 2));
    assert_eq!(stored(&store)[0].1.team.as_deref(), Some("C"));
    assert_eq!(import(&store, &log), counts(0, 0, 2, 2));
    let (mut early, mut late) = (row("1", Some(4), "D"), row("1", Some(5), "C"));
    early.present.insert(Field::Reopens);
    late.present.insert(Field::Reopens);
    // The winner differs from what is stored by its time alone.
    assert_eq!(import(&store, &[early, late]), counts(0, 1, 0, 1));
}

#[test]
fn a_winner_that_equals_what_was_stored_leaves_the_ticket_unchanged() {
    let (_folder, store) = new_store();
    import(&store, &[row("1", None, "A")]);
    assert_eq!(import(&store, &[row("1", None, "B"), row("1", None, "A")]), counts(0, 0, 1, 1));
    assert_eq!(import(&store, &[row("1", None, "A"), row("1", None, "B")]), counts(0, 1, 0, 1));
}

/// The same rules, computed the plain way: group the rows, find each ticket's last newest row, then compare.
fn plain(
    before: &[(String, TicketOutcome)],
    rows: &[Incoming],
) -> (ImportCounts, Vec<(String, TicketOutcome)>) {
    let mut state = before.to_vec();
    let mut done = ImportCounts::default();
    let mut ids: Vec<&str> = rows.iter().filter_map(|row| row.outcome.external_id.as_deref()).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let mine: Vec<&Incoming> =
            rows.iter().filter(|row| row.outcome.external_id.as_deref() == Some(id)).collect();
        done.superseded += mine.len() as u64 - 1;
        let newest = mine.iter().map(|row| row.outcome.updated_at).max().unwrap();
        let winner = mine.iter().rfind(|row| row.outcome.updated_at == newest).unwrap();
        match state.iter_mut().find(|(_, ticket)| ticket.external_id.as_deref() == Some(id)) {
            None => {
                done.inserted += 1;
                state.push(("helpdesk".to_owned(), winner.outcome.clone()));
            }
            Some((_, ticket))
                if winner.outcome.updated_at < ticket.updated_at || *ticket == winner.outcome =>
            {
                done.unchanged += 1;
            }
            Some((_, ticket)) => {
                done.updated += 1;
                *ticket = winner.outcome.clone();
            }
        }
    }
    state.sort_by(|a, b| a.1.external_id.cmp(&b.1.external_id));
    (done, state)
}

fn some_rows() -> impl Strategy<Value = Vec<Incoming>> {
    let one = (0..4u8, 0..4i64, prop::sample::select(vec!["", "A", "B"]));
    prop::collection::vec(one.prop_map(|(id, time, team)| row(&id.to_string(), Some(time), team)), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn imports_follow_the_rules_and_doing_one_again_changes_nothing(first in some_rows(), second in some_rows()) {
        let (_folder, store) = new_store();
        for rows in [&first, &second] {
            let (expected, state) = plain(&stored(&store), rows);
            prop_assert_eq!(import(&store, rows), expected);
            prop_assert_eq!(stored(&store), state);
        }
        let state = stored(&store);
        let again = import(&store, &second);
        prop_assert_eq!((again.inserted, again.updated), (0, 0));
        prop_assert_eq!(stored(&store), state);
    }
}

/// Rows enough for many tickets at once, in any order.
fn many_rows() -> impl Strategy<Value = Vec<Incoming>> {
    let one = (0..60u8, 0..3i64, prop::sample::select(vec!["", "A", "B"]));
    prop::collection::vec(one.prop_map(|(id, time, team)| row(&id.to_string(), Some(time), team)), 0..150)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_an_import_changes_is_told_whole(first in many_rows(), second in many_rows()) {
        let (_folder, store) = new_store();
        let by_id = || {
            let (mut tickets, read) = (BTreeMap::new(), store.tickets().unwrap());
            read.for_each(0..=u32::MAX, FieldSet::all(), |id, _, ticket| drop(tickets.insert(id, ticket.clone()))).unwrap();
            (tickets, read.revision().unwrap())
        };
        // Before the first change there is no state that could be asked after.
        import(&store, &[row("first", Some(0), "")]);
        for rows in [&first, &second] {
            let (before, revision) = by_id();
            let (expected, _) = plain(&stored(&store), rows);
            prop_assert_eq!(import(&store, rows), expected);
            let (after, _) = by_id();
            let differs = after.iter().filter(|(id, ticket)| before.get(*id) != Some(*ticket));
            let changed = store.tickets().unwrap().changed_since(&revision).unwrap().unwrap();
            prop_assert!(changed.iter().eq(differs.map(|(id, _)| *id)));
        }
    }
}

#[test]
fn a_verdict_is_in_the_backup_and_goes_with_its_source() {
    let (folder, store) = new_store();
    import(&store, &[row("1", Some(1), "A"), row("2", Some(1), "A")]);
    let give = |ticket, note: Option<&str>| {
        let given = Verdict {
            verdict: AiFeedback::Partial,
            note: note.map(str::to_owned),
            user: "kim".to_owned(),
            at: Timestamp(ticket),
        };
        store.transact::<_, StoreError>(|change| change.set_verdict(ticket as u32, &given))
    };
    assert!(give(3, None).is_err(), "there is no such ticket");
    give(1, None).unwrap();
    give(1, Some("the link was dead")).unwrap();
    give(2, None).unwrap();
    let given = store.verdicts().unwrap();
    let told: Vec<_> = given.iter().map(|of| (of.external_id.as_str(), of.verdict.note.as_deref())).collect();
    assert_eq!(told, [("2", None), ("1", Some("the link was dead"))]);
    store.backup(&folder.path().join("copy.db")).unwrap();
    store.erase_source("helpdesk").unwrap();
    assert_eq!(store.verdicts().unwrap(), []);
    assert_eq!(open(&folder.path().join("copy.db")).verdicts().unwrap(), given);
}

#[test]
fn a_failed_change_leaves_nothing_behind() {
    let (_folder, store) = new_store();
    import(&store, &[row("1", Some(1), "A")]);
    let failed: Result<(), StoreError> = store.transact(|change| {
        let mut writer = change.ticket_writer("helpdesk")?;
        writer.ticket(&row("1", Some(2), "B")).unwrap();
        writer.ticket(&row("2", Some(2), "B")).unwrap();
        Err(StoreError::Value("stop".to_owned()))
    });
    assert!(failed.is_err());
    assert_eq!(stored(&store).len(), 1);
    assert_eq!(import(&store, &[row("1", Some(2), "B")]), counts(0, 1, 0, 0));
}

#[test]
fn foreign_newer_and_damaged_files_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let refused = |path: &std::path::Path| {
        let before = std::fs::read(path).unwrap();
        let error = Store::open(path, Some(&NewStore { settings: Settings::new("UTC") }), Timestamp(0))
            .err()
            .unwrap();
        assert!(std::fs::read(path).unwrap() == before, "the file was changed");
        error
    };
    std::fs::write(at("text"), "external_id,created_at\n").unwrap();
    assert!(matches!(refused(&at("text")), StoreError::NotAStore(_)));

    rusqlite::Connection::open(at("foreign")).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(refused(&at("foreign")), StoreError::NotAStore(_)));

    drop(open(&at("newer")));
    rusqlite::Connection::open(at("newer")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refused(&at("newer")), StoreError::Newer { found: 99, .. }));

    drop(open(&at("damaged")));
    let mut bytes = std::fs::read(at("damaged")).unwrap();
    bytes[100..4096].fill(0xff);
    std::fs::write(at("damaged"), bytes).unwrap();
    let error = refused(&at("damaged"));
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");

    let missing = Store::open(&at("missing"), None, Timestamp(0)).err().unwrap();
    assert!(matches!(missing, StoreError::Missing(_)));
    assert!(!at("missing").exists());
}

#[test]
fn a_removed_source_leaves_no_text_of_its_own() {
    let (folder, store) = new_store();
    import(&store, &[row("1", Some(1), "Secret team")]);
    store.transact(|change| change.remove_source("helpdesk")).unwrap();
    assert!(stored(&store).is_empty());
    assert!(store.sources().unwrap().is_empty());
    drop(store);
    let bytes = std::fs::read(folder.path().join("test.db")).unwrap();
    assert!(!bytes.windows(11).any(|window| window == b"Secret team"));
}

#[test]
fn a_store_of_an_older_schema_is_copied_before_it_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    // The oldest there is: ours by its mark, and no schema in it yet.
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "PRAGMA application_id = 0x534d4958; CREATE TABLE relic (a); INSERT INTO relic VALUES (7);",
    )
    .unwrap();
    drop(old);
    let _ = Store::open(&path, None, Timestamp(99)).unwrap();
    let copy = folder.path().join("old.before-v11-99.db");
    let kept: i64 = rusqlite::Connection::open(copy)
        .unwrap()
        .query_row("SELECT a FROM relic", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 7);
}

#[test]
fn a_store_of_the_first_schema_keeps_its_tickets_and_can_be_connected() {
    let (folder, store) = new_store();
    import(&store, &[row("1", Some(1), "A")]);
    drop(store);
    let path = folder.path().join("test.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    let undo = "DROP TABLE connection; DROP TABLE verdict; DROP TABLE view; DROP TABLE note; \
                DROP TABLE erased; DROP TABLE erased_ticket; DROP TABLE definition_change; \
                DROP TABLE pack_template; DROP TABLE review_pack; DROP TABLE decision; DROP TABLE announced; \
                ALTER TABLE ticket DROP COLUMN person_requested; ALTER TABLE ticket DROP COLUMN churn; \
                ALTER TABLE ticket DROP COLUMN signals; \
                PRAGMA user_version = 1;";
    old.execute_batch(undo).unwrap();
    drop(old);
    let store = open(&path);
    assert_eq!(stored(&store).len(), 1);
    assert_eq!(store.connections().unwrap(), []);
    assert!(folder.path().join("test.before-v11-0.db").exists());
}

#[test]
fn a_connection_goes_with_its_source_and_not_the_other_way_round() {
    let (_folder, store) = new_store();
    import(&store, &[row("1", Some(1), "A")]);
    let connection = Connection {
        user: Some("ann".to_owned()),
        since: Some(Timestamp(5)),
        every_hours: Some(6),
        place: serde_json::json!({"page": 3}),
        ..Connection::new("helpdesk", "zendesk", "https://example.zendesk.com")
    };
    let save = || store.transact(|change| change.save_connection(&connection)).unwrap();
    save();
    assert_eq!(store.connections().unwrap(), std::slice::from_ref(&connection));
    store.transact(|change| change.remove_connection("helpdesk")).unwrap();
    assert_eq!((store.connections().unwrap().len(), stored(&store).len()), (0, 1));
    let again = store.transact(|change| change.remove_connection("helpdesk"));
    assert!(matches!(again, Err(StoreError::Unknown { kind: "connection", .. })));
    save();
    store.erase_source("helpdesk").unwrap();
    assert_eq!(store.connections().unwrap(), []);
}

#[test]
fn a_backup_is_a_store_with_the_same_tickets() {
    let (folder, store) = new_store();
    import(&store, &[row("1", Some(1), "A")]);
    let copy = folder.path().join("copy.db");
    store.backup(&copy).unwrap();
    assert_eq!(stored(&open(&copy)), stored(&store));
}

#[test]
fn the_schema_is_the_one_on_file() {
    let (folder, store) = new_store();
    drop(store);
    let connection = rusqlite::Connection::open(folder.path().join("test.db")).unwrap();
    let mut statement = connection
        .prepare(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .unwrap();
    let schema: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    insta::with_settings!({snapshot_path => "../golden", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("schema", schema.join(";\n\n"));
    });
}
