//! Query types for tickets that have none: proposed from their words, counted once accepted, gone once taken back.

use std::collections::BTreeMap;

use chrono::Weekday;
use supportmix_core::insights::{Decided, DecisionKind, taxonomy};
use supportmix_core::language::Language;
use supportmix_core::model::{List, TicketOutcome, Timestamp};
use supportmix_core::service::{
    DecisionFile, QueryTypeProposals, decide, query_type_proposals, ticket_detail,
};
use supportmix_core::store::{Defined, StoredTicket};

use super::{ask, by};
use crate::metrics::world::Desk;

const HOUR: i64 = 3_600;

fn ticket(number: usize, subject: &str, query_type: Option<&str>) -> (&'static str, TicketOutcome) {
    let outcome = TicketOutcome {
        external_id: Some(number.to_string()),
        created_at: Some(Timestamp(1_780_000_000 + number as i64 * HOUR)),
        subject: Some(subject.to_owned()),
        query_type: query_type.map(str::to_owned),
        ..TicketOutcome::default()
    };
    ("desk", outcome)
}

/// Forty tickets: ten that want their money back, six of which their helpdesk says so; ten about keys; others.
fn desk() -> Desk {
    let tickets = (0..40).map(|number| match number % 4 {
        0 if number < 24 => ticket(number, "Refund for my order", Some("Billing")),
        0 => ticket(number, "A refund, again", None),
        1 => ticket(number, "API keys do not work", None),
        2 => ticket(number, "Dark mode", None),
        _ => {
            let (source, outcome) = ticket(number, "", None);
            (source, TicketOutcome { tags: Some(List::from_items(["single_sign-on"])), ..outcome })
        }
    });
    Desk::new(&tickets.collect::<Vec<_>>(), &[], chrono_tz::Tz::UTC, Weekday::Mon)
}

fn proposals(desk: &Desk) -> QueryTypeProposals {
    ask(desk, |ground| query_type_proposals(desk.workspace.store(), ground))
}

/// The tickets of each type, as figures count them.
fn types(desk: &Desk) -> BTreeMap<String, u64> {
    ask(desk, taxonomy).rows.into_iter().map(|row| (row.query_type, row.tickets)).collect()
}

#[test]
fn a_bucket_without_types_saves_nothing_rather_than_less() {
    let buckets = ask(&desk(), taxonomy).buckets;
    assert_eq!(buckets.len(), 3);
    assert!(buckets.iter().all(|bucket| bucket.hours_per_week.to_bits() == 0), "{buckets:?}");
}

fn counted(types: &[(&str, u64)]) -> BTreeMap<String, u64> {
    types.iter().map(|(name, tickets)| ((*name).to_owned(), *tickets)).collect()
}

fn tell(desk: &Desk, query_type: &str, words: Option<&[&str]>, at: i64) {
    let words = words.map(|words| Decided::QueryType(words.iter().map(|word| (*word).to_owned()).collect()));
    decide(desk.workspace.store(), (DecisionKind::QueryType, query_type), words, None, by("ana", at))
        .unwrap();
}

fn stored(desk: &Desk, number: usize) -> StoredTicket {
    desk.workspace.store().tickets().unwrap().by_key("desk", &number.to_string()).unwrap().unwrap()
}

#[test]
fn types_are_proposed_for_tickets_that_have_none() {
    let found = proposals(&desk());
    assert_eq!((found.tickets, found.uncategorised, found.looked_at), (40, 34, 34));
    let told: Vec<(String, &str, bool, u64)> = found
        .rows
        .iter()
        .map(|row| (row.words.join("|"), row.query_type.as_str(), row.known, row.tickets))
        .collect();
    assert_eq!(told.len(), 4, "{told:?}");
    for proposal in [
        ("single sign on", "single sign on", false, 10),
        ("api keys", "api keys", false, 10),
        ("dark mode", "dark mode", false, 10),
        ("refund", "Billing", true, 4),
    ] {
        let (words, query_type, known, tickets) = proposal;
        assert!(told.contains(&(words.to_owned(), query_type, known, tickets)), "{proposal:?} in {told:?}");
    }
    let refunds = found.rows.iter().find(|row| row.known).unwrap();
    assert_eq!(refunds.share, 4.0 / 34.0);
    assert_eq!(refunds.examples.len(), 1, "all have one subject");
    assert_eq!(stored(&desk(), 36).id, refunds.examples[0].id, "the newest first");
}

#[test]
fn an_accepted_type_is_counted_until_it_is_taken_back() {
    let desk = desk();
    let before = counted(&[("uncategorised", 34), ("Billing", 6)]);
    assert_eq!(types(&desk), before);
    tell(&desk, "Billing", Some(&["refund"]), 10);
    tell(&desk, "Access", Some(&["API key", "api keys", "single sign on"]), 11);
    let after = counted(&[("uncategorised", 10), ("Billing", 10), ("Access", 20)]);
    assert_eq!(types(&desk), after);
    assert_eq!(proposals(&desk).rows.len(), 1, "the others have their types");

    // Told where the ticket is shown, and kept nowhere.
    let told = stored(&desk, 36);
    assert_eq!(
        (told.outcome.query_type.as_deref(), told.told_by.as_deref()),
        (Some("Billing"), Some("refund"))
    );
    let scales = &desk.workspace.store().settings().unwrap().rules.scales;
    assert_eq!(ticket_detail(&told, scales, Language::En).told_by.as_deref(), Some("refund"));
    let own = stored(&desk, 0);
    assert_eq!((own.outcome.query_type.as_deref(), own.told_by), (Some("Billing"), None));

    // New tickets, and what the helpdesk says later.
    desk.add(&[ticket(50, "Where are my API keys?", None), ticket(36, "A refund, again", Some("Returns"))]);
    assert_eq!(
        types(&desk),
        counted(&[("uncategorised", 10), ("Billing", 9), ("Access", 21), ("Returns", 1)])
    );
    desk.add(&[ticket(36, "A refund, again", None)]);

    // The columns made anew say the same.
    let again = desk.workspace.store().path().to_owned();
    let again = supportmix_core::store::Store::open(&again, None, Timestamp(0)).unwrap();
    let again = supportmix_core::service::Workspace::new(again).unwrap();
    again.store().remove_columns();
    let rows = again
        .ask(|snapshot| supportmix_core::service::insight(snapshot, &Default::default(), taxonomy))
        .unwrap()
        .rows;
    assert_eq!(
        rows.into_iter().map(|row| (row.query_type, row.tickets)).collect::<BTreeMap<_, _>>(),
        types(&desk)
    );

    tell(&desk, "Access", None, 12);
    tell(&desk, "Billing", None, 13);
    assert_eq!(types(&desk), counted(&[("uncategorised", 35), ("Billing", 6)]));
    let changes = desk.workspace.store().definition_changes().unwrap();
    let changes: Vec<(Defined, Option<&str>, &str, &str, i64)> = changes
        .iter()
        .map(|change| {
            (change.what, change.name.as_deref(), &*change.before, &*change.after, change.changed_at.0)
        })
        .collect();
    let access = "API key, api keys, single sign on";
    assert_eq!(
        changes,
        [
            (Defined::QueryType, Some("Billing"), "", "refund", 10),
            (Defined::QueryType, Some("Access"), "", access, 11),
            (Defined::QueryType, Some("Access"), access, "", 12),
            (Defined::QueryType, Some("Billing"), "refund", "", 13),
        ]
    );
}

#[test]
fn types_that_words_tell_go_to_another_store_with_what_was_decided() {
    let (desk, other) = (desk(), self::desk());
    tell(&desk, "Billing", Some(&["refund"]), 10);
    assert_eq!(types(&other)["Billing"], 6);
    let json = serde_json::to_string(&DecisionFile::of(desk.workspace.store()).unwrap()).unwrap();
    assert_eq!(DecisionFile::adopt(other.workspace.store(), &json, &by("ben", 20)).unwrap(), 1);
    assert_eq!(types(&other), types(&desk));
    assert_eq!(types(&other)["Billing"], 10);
    let changes = other.workspace.store().definition_changes().unwrap();
    assert_eq!((changes.len(), changes[0].user.as_str()), (1, "ben"));
    let empty = json.replace("\"refund\"", "\"!\"");
    assert!(DecisionFile::adopt(other.workspace.store(), &empty, &by("ben", 21)).is_err());
}
