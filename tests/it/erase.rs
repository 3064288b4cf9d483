//! Erasing a person, and going back to a copy of a store: what is gone stays gone.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use supportmix_core::import::ImportOptions;
use supportmix_core::model::{FieldSet, NamedBy, Person, TicketOutcome, Timestamp};
use supportmix_core::service::{
    Erased, FileKind, ImportRequest, Workspace, erase_person, import_files, preview_erasure,
};
use supportmix_core::store::{ImportCounts, NewStore, Settings, Store, StoreError};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_790_000_000);
const HEADER: &str = "external_id,created_at,updated_at,requester_id,account_id,account_tier,subject,tags,assignee,query_type\n";
const TICKETS: &str = "\
1,2026-09-01T08:00:00Z,2026-09-01T09:00:00Z,Erika.Muster@example.com,A-77,gold,Muster wants her money back,refund;erika.muster@example.com,kim,billing
2,2026-09-02T08:00:00Z,2026-09-02T09:00:00Z,erika.muster@example.com,A-77,gold,Where is the refund,refund,kim,billing
3,2026-09-03T08:00:00Z,2026-09-03T09:00:00Z,bert@example.com,A-78,free,Cannot log in,,kim,login
";

struct Place {
    folder: TempDir,
    store: Store,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("test.db"), Some(&new), NOW).unwrap();
        Place { folder, store }
    }

    fn with_tickets() -> Place {
        let place = Place::new();
        place.import("desk", &format!("{HEADER}{TICKETS}"));
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn import(&self, source: &str, csv: &str) -> ImportCounts {
        let path = self.at("import.csv");
        std::fs::write(&path, csv).unwrap();
        let request = ImportRequest {
            files: &[path],
            source: Some(source),
            options: &ImportOptions::default(),
            save_mapping_as: None,
            dry_run: false,
            user: "tester",
            now: &|| NOW,
        };
        import_files(&self.store, &request, &mut |_| ControlFlow::Continue(())).unwrap().counts
    }

    fn erase(&self, person: &Person, files: bool) -> Erased {
        erase_person(&self.store, person, files, NOW).unwrap()
    }

    fn ticket(&self, source: &str, id: &str) -> TicketOutcome {
        let mut found = None;
        let read = self.store.tickets().unwrap();
        read.for_each(0..=u32::MAX, FieldSet::all(), |_, from, ticket| {
            if from == source && ticket.external_id.as_deref() == Some(id) {
                found = Some(ticket.clone());
            }
        })
        .unwrap();
        found.unwrap()
    }

    /// Whether any file of the store has these bytes, in any case.
    fn holds(&self, text: &str) -> bool {
        fn any(folder: &Path, text: &str) -> bool {
            std::fs::read_dir(folder).unwrap().any(|entry| {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    return any(&path, text);
                }
                let mine = path.file_name().unwrap().to_string_lossy().starts_with("test.db")
                    || path.parent() != Some(folder);
                mine && std::fs::read(&path)
                    .unwrap()
                    .to_ascii_lowercase()
                    .windows(text.len())
                    .any(|part| part == text.as_bytes())
            })
        }
        any(self.folder.path(), &text.to_lowercase())
    }
}

fn person(id: &str) -> Person {
    Person { by: NamedBy::Requester, id: id.to_owned(), source: None }
}

fn says_nothing_of_a_person(ticket: &TicketOutcome) -> bool {
    ticket.requester_id.is_none()
        && ticket.account_id.is_none()
        && ticket.account_value.is_none()
        && ticket.subject.is_none()
        && !ticket.tags.as_ref().is_some_and(|tags| tags.items().any(|tag| tag.contains("erika")))
}

#[test]
fn an_erased_person_is_in_no_byte_of_the_store_and_their_tickets_still_count() {
    let place = Place::with_tickets();
    Workspace::new(Store::open(place.store.path(), None, NOW).unwrap()).unwrap().prepare();
    assert!(place.holds("erika.muster") && place.holds("Muster wants"));
    let found = preview_erasure(&place.store, &person("ERIKA.muster@example.com")).unwrap();
    assert_eq!(
        (found.tickets, found.sources[0].name.as_str(), found.sources[0].connected),
        (2, "desk", false)
    );
    assert_eq!(found.files, []);

    rusqlite::Connection::open(place.store.path())
        .unwrap()
        .execute("INSERT INTO verdict SELECT id, 'partial', 'Erika Muster knows better', 'kim', 0 FROM ticket WHERE external_id = '1'", [])
        .unwrap();
    let erased = place.erase(&person("ERIKA.muster@example.com"), false);
    assert_eq!((erased.tickets, erased.overwritten), (2, true));
    std::fs::remove_file(place.at("import.csv")).unwrap();
    for trace in ["erika.muster", "Erika Muster knows", "Muster wants", "Where is the refund", "A-77"] {
        assert!(!place.holds(trace), "{trace}");
    }
    let ticket = place.ticket("desk", "1");
    assert!(says_nothing_of_a_person(&ticket));
    assert_eq!(ticket.query_type.as_deref(), Some("billing"));
    assert_eq!((ticket.account_tier.as_deref(), ticket.assignee.as_deref()), (Some("gold"), Some("kim")));
    assert_eq!(place.ticket("desk", "3").requester_id.as_deref(), Some("bert@example.com"));
    let figures = Workspace::new(Store::open(place.store.path(), None, NOW).unwrap()).unwrap();
    figures
        .ask(|snapshot| {
            assert_eq!(snapshot.facts.len(), 3);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn no_later_import_brings_them_back() {
    let place = Place::with_tickets();
    place.erase(&person("erika.muster@example.com"), false);
    // The same file again, and once more, when its records are known.
    for _ in 0..2 {
        let counts = place.import("desk", &format!("{HEADER}{TICKETS}"));
        assert_eq!((counts.updated, counts.unchanged), (0, 3));
        assert!(says_nothing_of_a_person(&place.ticket("desk", "2")));
    }
    // A newer row, a new ticket, another source, and a file that has only some of the columns.
    let more = "2,2026-09-02T08:00:00Z,2026-09-09T09:00:00Z,erika.muster@example.com,A-77,gold,Refund again,refund,lee,billing\n\
                9,2026-09-10T08:00:00Z,2026-09-10T09:00:00Z,ERIKA.MUSTER@example.com,A-77,gold,Me again,,lee,billing\n";
    assert_eq!(place.import("desk", &format!("{HEADER}{more}")).inserted, 1);
    place.import("chat", &format!("{HEADER}{more}"));
    for (source, id) in [("desk", "2"), ("desk", "9"), ("chat", "2"), ("chat", "9")] {
        let ticket = place.ticket(source, id);
        assert!(
            ticket.requester_id.is_none() && ticket.subject.is_none() && ticket.account_id.is_none(),
            "{source} {id}"
        );
        assert_eq!(ticket.assignee.as_deref(), Some("lee"));
    }
    place.import("desk", "external_id,created_at,subject\n1,2026-09-01T08:00:00Z,Muster once more\n9,2026-09-10T08:00:00Z,Muster\n3,2026-09-03T08:00:00Z,Login\n");
    assert_eq!(place.ticket("desk", "1").subject, None);
    assert_eq!(place.ticket("desk", "9").subject, None);
    assert_eq!(place.ticket("desk", "3").subject.as_deref(), Some("Login"));
}

#[test]
fn an_id_that_is_no_address_is_one_person_only_in_its_source() {
    let place = Place::new();
    let rows = "1,2026-09-01T08:00:00Z,,4711,7,,Hello,,,\n2,2026-09-01T08:00:00Z,,14711,7,,Hello,,,\n";
    for source in ["desk", "chat"] {
        place.import(source, &format!("{HEADER}{rows}"));
    }
    let found = preview_erasure(&place.store, &person("4711")).unwrap();
    assert_eq!(found.tickets, 2);
    place.erase(&Person { source: Some("desk".to_owned()), ..person("4711") }, false);
    assert_eq!(place.ticket("desk", "1").requester_id, None);
    assert_eq!(place.ticket("desk", "2").requester_id.as_deref(), Some("14711"));
    assert_eq!(place.ticket("chat", "1").requester_id.as_deref(), Some("4711"));
    place.erase(&Person { by: NamedBy::Account, source: Some("chat".to_owned()), ..person("7") }, false);
    assert_eq!(place.ticket("chat", "2").requester_id, None);
    assert_eq!(place.ticket("desk", "2").account_id.as_deref(), Some("7"));
    for nobody in ["nobody@example.com", "47", ""] {
        assert!(erase_person(&place.store, &person(nobody), false, NOW).is_err(), "{nobody}");
    }
}

#[test]
fn refused_rows_and_own_backups_that_have_them_are_named_and_can_go() {
    let place = Place::with_tickets();
    let bad =
        "5,not a time,,erika.muster@example.com,,,Refused,,,\n6,not a time,,bert@example.com,,,Refused,,,\n";
    assert_eq!(place.import("desk", &format!("{HEADER}{bad}")).rejected, 2);
    assert_eq!(
        place.import("desk", &format!("{HEADER}7,not a time,,bert@example.com,,,Refused,,,\n")).rejected,
        1
    );
    place.store.backup(&place.at("mine.db")).unwrap();
    place.store.restore(&place.at("mine.db"), NOW).unwrap();
    let erika = person("erika.muster@example.com");
    let kinds: Vec<FileKind> =
        preview_erasure(&place.store, &erika).unwrap().files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [FileKind::Backup, FileKind::RefusedRows]);

    assert_eq!(place.erase(&erika, false).left.len(), 2);
    // The log shows the refused rows of others still, and counts as it did.
    let log = place.store.imports().unwrap();
    assert_eq!(log.iter().map(|record| record.import.rejects.len()).collect::<Vec<_>>(), [1, 1, 0]);
    assert_eq!(log[1].import.counts.rejected, 2);
    let again = erase_person(&place.store, &erika, true, NOW).unwrap_err();
    assert_eq!(again.code, "not_found", "their tickets name them no more");
    place.import("desk", &format!("{HEADER}8,2026-09-01T08:00:00Z,,bert@example.com,,,Hello,,,\n"));
    let bert = place.erase(&person("bert@example.com"), true);
    assert_eq!((bert.removed.len(), bert.left.len()), (3, 0));
    assert!(preview_erasure(&place.store, &erika).unwrap().files.is_empty());
}

#[test]
fn a_restored_copy_is_the_store_and_what_was_there_is_kept() {
    let place = Place::with_tickets();
    place.store.backup(&place.at("copy.db")).unwrap();
    place.import("chat", &format!("{HEADER}4,2026-09-04T08:00:00Z,,x,,,Later,,,\n"));
    let copy = place.at("copy.db");
    let contents = place.store.look_into(&copy).unwrap();
    assert_eq!((contents.tickets, contents.sources.len(), contents.own), (3, 1, true));
    assert_eq!(contents.last_import, Some(NOW));

    let asked = |store: &Store| {
        store.sources().unwrap().into_iter().map(|source| (source.name, source.tickets)).collect::<Vec<_>>()
    };
    let kept = place.store.restore(&copy, NOW).unwrap().unwrap();
    assert_eq!(asked(&place.store), [("desk".to_owned(), 3)]);
    assert_eq!(
        asked(&Store::open(&kept, None, NOW).unwrap()),
        [("chat".to_owned(), 1), ("desk".to_owned(), 3)]
    );
    // Nothing is left of the looking, and the copy is as it was.
    let names = |end: &str| {
        std::fs::read_dir(place.folder.path())
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(end))
            .count()
    };
    assert_eq!((names("restoring"), names("copy.db")), (0, 1));
    // It goes on as a store: what is written afterwards is there, and so it is when it is opened again.
    place.import("chat", &format!("{HEADER}4,2026-09-04T08:00:00Z,,x,,,Later,,,\n"));
    assert_eq!(asked(&Store::open(place.store.path(), None, NOW).unwrap()).len(), 2);
}

#[test]
fn a_person_erased_since_the_copy_was_made_stays_erased() {
    let place = Place::with_tickets();
    place.store.backup(&place.at("copy.db")).unwrap();
    place.erase(&person("erika.muster@example.com"), false);
    place.store.restore(&place.at("copy.db"), NOW).unwrap();
    assert!(says_nothing_of_a_person(&place.ticket("desk", "1")));
    assert_eq!(place.ticket("desk", "3").requester_id.as_deref(), Some("bert@example.com"));
    place.import("desk", &format!("{HEADER}{TICKETS}"));
    assert!(says_nothing_of_a_person(&place.ticket("desk", "2")));
}

#[test]
fn what_is_no_whole_store_of_a_known_version_is_not_restored() {
    let place = Place::with_tickets();
    let good = place.at("good.db");
    place.store.backup(&good).unwrap();
    let change = |name: &str, sql: &str| {
        let path = place.at(name);
        std::fs::copy(&good, &path).unwrap();
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    };
    let newer = change("newer.db", "PRAGMA user_version = 99");
    let foreign = change("foreign.db", "PRAGMA application_id = 7");
    let damaged = place.at("damaged.db");
    let mut bytes = std::fs::read(&good).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5a);
    std::fs::write(&damaged, bytes).unwrap();
    let text = place.at("text.db");
    std::fs::write(&text, "external_id,created_at\n").unwrap();
    for (path, expected) in [
        (newer, "newer"),
        (foreign, "not a Supportmix store"),
        (damaged, "damaged"),
        (text, "not a Supportmix store"),
    ] {
        for error in [place.store.look_into(&path).unwrap_err(), place.store.restore(&path, NOW).unwrap_err()]
        {
            assert!(
                error.to_string().contains(expected) && error.to_string().contains(path.to_str().unwrap()),
                "{error}"
            );
        }
    }
    assert!(place.store.restore(&place.at("missing.db"), NOW).is_err());
    assert_eq!(place.ticket("desk", "1").account_id.as_deref(), Some("A-77"));
    assert_eq!(place.store.own_backups().unwrap(), Vec::<PathBuf>::new());
}
