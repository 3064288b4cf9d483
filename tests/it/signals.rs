//! Signals of customers' texts: what an import finds, that it keeps no text, and how often the lexicons are right.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use supportmix_core::import::{ImportOptions, Mapping, TextColumn};
use supportmix_core::model::{FieldSet, TicketOutcome, Timestamp};
use supportmix_core::service::{ImportRequest, ImportSummary, import_files};
use supportmix_core::signals::{Family, Finder, Lexicon};
use supportmix_core::store::{By, NewStore, Settings, Store};

const NOW: i64 = 1_790_928_000;
/// In each text, where no phrase of a lexicon is near.
const MARK: &str = "Quokka4711";

struct Place {
    folder: tempfile::TempDir,
    store: Store,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let new = NewStore { settings: Settings::new("UTC") };
        let store = Store::open(&folder.path().join("test.db"), Some(&new), Timestamp(NOW)).unwrap();
        Place { folder, store }
    }

    fn import(&self, csv: &str, options: &ImportOptions) -> ImportSummary {
        let path = self.folder.path().join("tickets.csv");
        fs::write(&path, csv).unwrap();
        let request = ImportRequest {
            files: std::slice::from_ref(&path),
            source: Some("helpdesk"),
            options,
            save_mapping_as: None,
            dry_run: false,
            user: "tester",
            now: &|| Timestamp(NOW),
        };
        let summary = import_files(&self.store, &request, &mut |_| ControlFlow::Continue(())).unwrap();
        fs::remove_file(path).unwrap();
        summary
    }

    fn tickets(&self) -> Vec<TicketOutcome> {
        let mut tickets = Vec::new();
        let read = self.store.tickets().unwrap();
        read.for_each(0..=u32::MAX, FieldSet::all(), |_, _, ticket| tickets.push(ticket.clone())).unwrap();
        tickets.sort_by(|one, other| one.external_id.cmp(&other.external_id));
        tickets
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn csv() -> String {
    format!(
        "id,created_at,subject,language,ai_outcome,description\n\
         1,2026-09-01,Urgent,en,handed_off,\"{MARK} I already told the bot. We are switching to another provider.\"\n\
         2,2026-09-01,Invoice,en,confirmed,\"{MARK} I already told the bot, thanks. Can we add five more seats?\"\n\
         3,2026-09-01,Rechnung,de,,\"{MARK} Ich bin sehr enttäuscht und möchte mit einem Menschen sprechen.\"\n\
         4,2026-09-01,Urgent,en,,\n\
         5,2026-09-01,Facture,fr,,\"{MARK} C'est urgent, je suis très déçu de votre service\"\n\
         6,2026-09-01,Question,en,,\"<p>{MARK} How do I export my contacts?</p><p>&gt; It is urgent</p>\"\n"
    )
}

#[test]
fn an_import_finds_signals_and_keeps_no_text() {
    let place = Place::new();
    let summary = place.import(&csv(), &ImportOptions::default());
    assert_eq!((summary.counts.inserted, summary.counts.rejected), (6, 0));
    let tickets = place.tickets();
    let flags = |ticket: &TicketOutcome| {
        [
            ticket.emotional,
            ticket.urgent,
            ticket.context_loss,
            ticket.opportunity,
            ticket.person_requested,
            ticket.churn,
        ]
    };
    let phrases =
        |ticket: &TicketOutcome| ticket.signals.as_ref().map_or("", |list| list.as_str()).to_owned();
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(flags(&tickets[0]), [no, yes, yes, no, no, yes]);
    assert_eq!(
        phrases(&tickets[0]),
        "urgent: Urgent;context_loss: already told;churn: switching to another provider"
    );
    assert_eq!(flags(&tickets[1]), [no, no, None, yes, no, no], "no hand-off, no context to be lost");
    assert_eq!(flags(&tickets[2]), [yes, no, None, no, yes, no]);
    assert_eq!(flags(&tickets[3]), [None; 6], "a subject alone tells nothing");
    assert_eq!(flags(&tickets[4]), [None; 6], "no lexicon of the language");
    assert_eq!(flags(&tickets[5]), [no, no, None, no, no, no], "what is quoted is not said");
    drop(place.store);
    let mark = MARK.as_bytes();
    for file in files(place.folder.path()) {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.windows(mark.len()).any(|window| window == mark), "{}", file.display());
    }
}

#[test]
fn another_lexicon_is_searched_with_at_the_next_import_of_the_same_rows() {
    let place = Place::new();
    let text = "id,created_at,description\n1,2026-09-01,Our team is over the moon about the new editor\n";
    place.import(text, &ImportOptions::default());
    assert_eq!(place.import(text, &ImportOptions::default()).counts.unchanged, 1);
    assert_eq!(place.tickets()[0].opportunity, Some(false));
    let own =
        r#"{"version": 1, "language": "en", "families": {"opportunity": {"phrases": {"over the moon": 1}}}}"#;
    let own = Lexicon::from_json(own).unwrap();
    let by = By { user: "tester".to_owned(), at: Timestamp(NOW) };
    place.store.transact(|change| change.set_lexicon(&own, &by)).unwrap();
    assert_eq!(place.store.lexicons().unwrap(), [own]);
    assert_eq!(place.import(text, &ImportOptions::default()).counts.updated, 1);
    assert_eq!(place.tickets()[0].opportunity, Some(true));
    place.store.transact(|change| change.reset_lexicons(&by)).unwrap();
    place.import(text, &ImportOptions::default());
    assert_eq!(place.tickets()[0].opportunity, Some(false));
    assert_eq!(place.store.definition_changes().unwrap().len(), 2);
}

#[test]
fn text_from_after_the_hand_off_is_told_apart_where_a_mapping_says_which_it_is() {
    let place = Place::new();
    let text = "id,created_at,ai_outcome,before,after\n\
                1,2026-09-01,handed_off,As I said: it fails,Thank you\n\
                2,2026-09-01,handed_off,It fails,As I said: it fails\n";
    let mut mapping: Mapping = serde_json::from_value(serde_json::json!({
        "version": 1, "name": "split", "columns": [
            {"header": "id", "field": "external_id"},
            {"header": "created_at", "field": "created_at"},
            {"header": "ai_outcome", "field": "ai_outcome"},
        ],
    }))
    .unwrap();
    mapping.texts =
        vec![TextColumn::new("before"), TextColumn { after_handoff: true, ..TextColumn::new("after") }];
    place.import(text, &ImportOptions { mapping: Some(mapping), ..ImportOptions::default() });
    let lost: Vec<Option<bool>> = place.tickets().iter().map(|ticket| ticket.context_loss).collect();
    assert_eq!(lost, [Some(false), Some(true)]);
}

/// How often a lexicon finds what is there, and how often what it finds is there.
struct Score {
    sentences: usize,
    precision: f64,
    recall: f64,
}

/// The labelled sentences of a signal: the label, whether they are held out, and the sentence.
fn labelled(family: Family, language: &str) -> Vec<(bool, bool, String)> {
    let path =
        format!("{}/tests/fixtures/signals/{}.{language}.tsv", env!("CARGO_MANIFEST_DIR"), family.name());
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [label, split, sentence] = cells[..] else { panic!("{path}: {line}") };
        (label == "yes", split == "held", sentence.to_owned())
    });
    lines.collect()
}

/// On the half of the sentences that the lexicons were not written by.
fn score(family: Family, languages: &[&str]) -> Score {
    let finder = Finder::new(&[]);
    let (mut right, mut wrong, mut missed, mut sentences) = (0u32, 0u32, 0u32, 0);
    for language in languages {
        for (label, _, sentence) in labelled(family, language).into_iter().filter(|(_, held, _)| *held) {
            sentences += 1;
            let found = finder.search(&sentence, Some(language)).unwrap();
            match (label, found.iter().any(|found| found.family == family)) {
                (true, true) => right += 1,
                (false, true) => wrong += 1,
                (true, false) => missed += 1,
                (false, false) => {}
            }
        }
    }
    let share = |other: u32| f64::from(right) / f64::from((right + other).max(1));
    Score { sentences, precision: share(wrong), recall: share(missed) }
}

#[test]
fn the_labelled_sets_are_large_half_held_out_and_have_no_sentence_twice() {
    for family in Family::ALL {
        for (language, least) in [("en", 140), ("de", 60)] {
            let all = labelled(family, language);
            let held = all.iter().filter(|(_, held, _)| *held).count();
            assert!(all.len() >= least && held * 2 >= all.len() - 5, "{} {language}", family.name());
            let unique: std::collections::BTreeSet<&str> =
                all.iter().map(|(.., sentence)| sentence.as_str()).collect();
            assert_eq!(unique.len(), all.len(), "{} {language}", family.name());
        }
    }
}

#[test]
fn the_guide_says_how_often_the_lexicons_are_right() {
    let guide = fs::read_to_string(format!("{}/docs/insights.md", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for family in Family::ALL {
        let rows = [("English", &["en"][..]), ("German", &["de"])].map(|(name, languages)| {
            let Score { sentences, precision, recall } = score(family, languages);
            assert!(
                precision >= 0.7 && recall >= 0.3,
                "{} {name}: {precision:.2} {recall:.2}",
                family.name()
            );
            format!("| `{}` | {name} | {sentences} | {precision:.2} | {recall:.2} |", family.name())
        });
        for row in rows {
            assert!(guide.contains(&row), "docs/insights.md lacks\n{row}");
        }
    }
}
