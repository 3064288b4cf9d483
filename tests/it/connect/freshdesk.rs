//! Freshdesk's list of tickets: pages that end at 300, conversations, ratings by their sign.

use std::sync::{Arc, Mutex};

use serde_json::json;
use supportmix_core::connect::kind;
use supportmix_core::import::{Condition, EvidenceRule, Meaning};
use supportmix_core::model::{
    Channel, Exclusion, Priority, ResolutionType, Status, parse_rfc3339, resolution_type,
};
use supportmix_core::store::Connection;

use super::fake::freshdesk::{Account, answered, rating, ticket};
use super::server::Reply;
use super::{Desk, changed};

#[test]
fn a_ticket_has_what_the_list_its_conversations_and_its_ratings_say() {
    let answered = json!({"stats": {"agent_responded_at": "2026-09-01T09:00:00Z", "first_responded_at": "2026-09-01T09:00:00Z",
        "resolved_at": "2026-09-02T08:00:00Z", "reopened_at": "2026-09-01T10:00:00Z"}});
    let tickets = vec![
        changed(&ticket(1), answered),
        changed(&ticket(2), json!({"source": 12, "status": 7})),
        changed(&ticket(3), json!({"priority": null, "source": 99})),
        changed(&ticket(4), json!({"source": 10})),
    ];
    let (account, server) = Account::serve(tickets);
    *account.ratings.lock().unwrap() = vec![
        rating(1, 103, "2026-09-03T08:00:00Z"),
        rating(1, -103, "2026-09-02T08:00:00Z"),
        rating(99, 103, "2026-09-02T08:00:00Z"),
        json!({"ticket_id": 3, "ratings": [103], "created_at": "2026-09-02T08:00:00Z"}),
    ];
    let desk = Desk::new("freshdesk", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.inserted, summary.counts.rejected), (4, 0));
    let first = desk.ticket("1");
    assert_eq!(
        (first.status, first.channel, first.priority),
        (Some(Status::Resolved), Some(Channel::Email), Some(Priority::Normal))
    );
    assert_eq!((first.human_replies, first.customer_replies, first.reopens), (Some(2), Some(1), Some(1)));
    assert_eq!(first.handle_minutes, Some(40.0));
    assert_eq!(first.satisfied, Some(true), "the newest rating");
    assert_eq!((first.assignee.as_deref(), first.team.as_deref()), (Some("Bea"), Some("Tier 1")));
    assert_eq!(first.query_type.as_deref(), Some("Question"));
    assert_eq!(resolution_type(&first), ResolutionType::HumanOnly);
    assert_eq!(desk.ticket("2").ai_involved, Some(true));
    assert_eq!(desk.ticket("2").human_replies, Some(0));
    assert_eq!(desk.ticket("2").resolved_at, None, "it was parked after it had been resolved");
    assert_eq!(desk.ticket("3").satisfied, None);
    assert_eq!(desk.ticket("4").exclusion, Some(Exclusion::Outbound));
}

#[test]
fn a_list_is_begun_anew_at_its_last_change_however_long_it_is() {
    let (_, server) = Account::serve((1..=30_150).map(ticket).collect());
    let desk = Desk::new("freshdesk", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!(desk.tickets(), 30_150);
    assert_eq!(summary.counts.inserted, 30_150);
    // Fields, groups, agents; each page begins with the last ticket of the one before; ratings, what is deleted, spam.
    assert_eq!(summary.requests, 3 + 305 + 3);
}

#[test]
fn a_list_that_changes_while_it_is_read_hides_no_ticket() {
    let account = Arc::new(Account {
        tickets: Mutex::new((1..=250).map(ticket).collect()),
        restless: true,
        ..Account::default()
    });
    let server = account.served();
    let desk = Desk::new("freshdesk", &server.address, None);
    desk.sync(false).unwrap();
    assert_eq!(desk.tickets(), 250);
}

#[test]
fn the_last_days_are_read_again() {
    let (account, server) = Account::serve((1..=3).map(ticket).collect());
    let desk = Desk::new("freshdesk", &server.address, None);
    desk.sync(false).unwrap();
    // Something that came late, without a change of the time.
    account.tickets.lock().unwrap()[1]["type"] = "Refund".into();
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.updated, summary.counts.unchanged), (1, 2));
    assert_eq!(desk.ticket("2").query_type.as_deref(), Some("Refund"));
}

#[test]
fn replies_of_an_agent_that_the_mapping_calls_ai_are_not_a_persons() {
    let (_, server) = Account::serve(vec![
        changed(&ticket(1), json!({"stats": answered()})),
        changed(&ticket(2), json!({"stats": answered(), "responder_id": 60})),
    ]);
    let desk = Desk::new("freshdesk", &server.address, None);
    let mut mapping = (kind("freshdesk").unwrap().mapping)();
    mapping.evidence.push(EvidenceRule::new(Condition::equals("Agent", "freddy"), Meaning::AiTookPart));
    let connection = Connection { mapping: Some(mapping), ..desk.connection() };
    desk.store.transact(|change| change.save_connection(&connection)).unwrap();
    desk.sync(false).unwrap();
    let passed_on = desk.ticket("1");
    assert_eq!((passed_on.human_replies, passed_on.ai_replies), (Some(1), Some(1)));
    assert_eq!(passed_on.first_ai_reply_at, parse_rfc3339("2026-09-01T08:10:00Z"));
    assert_eq!(passed_on.first_human_reply_at, parse_rfc3339("2026-09-01T09:00:00Z"));
    assert_eq!(resolution_type(&passed_on), ResolutionType::Hybrid);
    // Its conversations hold nothing; that somebody answered means the bot.
    assert_eq!(desk.ticket("2").first_human_reply_at, None);
    assert_eq!(resolution_type(&desk.ticket("2")), ResolutionType::AiOnly);
}

#[test]
fn tickets_that_the_list_leaves_out_as_deleted_or_spam_are_excluded() {
    let (account, server) = Account::serve((1..=4).map(ticket).collect());
    let desk = Desk::new("freshdesk", &server.address, None);
    desk.sync(false).unwrap();
    account.tickets.lock().unwrap()[0]["deleted"] = true.into();
    account.tickets.lock().unwrap()[1]["spam"] = true.into();
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.updated), (4, 2));
    let exclusions = ["1", "2", "3"].map(|id| desk.ticket(id).exclusion);
    assert_eq!(exclusions, [Some(Exclusion::Deleted), Some(Exclusion::Spam), None]);
    assert_eq!(desk.ticket("1").human_replies, Some(0), "the rest stays as it was");
    // And back again.
    account.tickets.lock().unwrap()[0]["deleted"] = false.into();
    desk.sync(false).unwrap();
    assert_eq!(desk.ticket("1").exclusion, None);
}

#[test]
fn a_rating_comes_in_though_no_agent_answered_and_the_ticket_did_not_change() {
    let old = changed(&ticket(1), json!({"source": 12, "updated_at": "2026-08-01T08:00:00Z"}));
    let (account, server) = Account::serve(vec![old, ticket(2)]);
    let desk = Desk::new("freshdesk", &server.address, None);
    desk.sync(false).unwrap();
    *account.ratings.lock().unwrap() = vec![rating(1, 103, "2026-09-03T08:00:00Z")];
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.updated, summary.counts.rejected), (1, 0));
    let rated = desk.ticket("1");
    assert_eq!((rated.satisfied, rated.csat_at), (Some(true), parse_rfc3339("2026-09-03T08:00:00Z")));
    // A rating that changes together with its ticket takes nothing of that back.
    let again = json!({"updated_at": "2026-09-04T08:00:00Z", "type": "Refund"});
    account.tickets.lock().unwrap()[0] = changed(&ticket(1), again);
    account.ratings.lock().unwrap().push(rating(1, -103, "2026-09-04T08:00:00Z"));
    desk.sync(false).unwrap();
    assert_eq!(
        (desk.ticket("1").satisfied, desk.ticket("1").query_type),
        (Some(false), Some("Refund".to_owned()))
    );
    // And a ticket that comes again keeps its rating, also where that is no longer told.
    account.tickets.lock().unwrap()[0]["updated_at"] = "2026-09-05T08:00:00Z".into();
    account.ratings.lock().unwrap().clear();
    desk.sync(false).unwrap();
    assert_eq!(desk.ticket("1").satisfied, Some(false));
}

#[test]
fn more_tickets_of_one_moment_than_a_list_gives_end_the_sync_with_an_error() {
    let moment = "2026-09-02T08:00:00Z";
    let of_one_moment = (1..=30_001).map(|id| changed(&ticket(id), json!({"updated_at": moment})));
    let (_, server) = Account::serve(of_one_moment.collect());
    let desk = Desk::new("freshdesk", &server.address, None);
    // To read all pages up to there takes long.
    let place = json!({"list": {"since": moment, "page": 299}, "from": moment, "newest": moment});
    let connection = Connection { place, ..desk.connection() };
    desk.store.transact(|change| change.save_connection(&connection)).unwrap();
    let failure = desk.sync(false).unwrap_err();
    assert_eq!(desk.tickets(), 200);
    assert_eq!(failure.code, "answer");
    assert!(
        failure.message.contains("30000") && failure.message.contains("2026-09-02T08:00:00Z"),
        "{failure:?}"
    );
    assert!(server.asked().iter().all(|asked| asked.query("page") != Some("301")));
}

#[test]
fn a_ticket_that_cannot_be_read_is_refused_by_its_id_and_the_others_come_in() {
    let (account, server) = Account::serve(vec![
        changed(&ticket(1), json!({"stats": answered()})),
        changed(&ticket(2), json!({"group_id": "Tier 1"})),
        ticket(3),
    ]);
    *account.talk.lock().unwrap() = Some(Reply::json(json!([{"incoming": "yes"}])));
    let desk = Desk::new("freshdesk", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.inserted, summary.counts.rejected), (3, 1, 2));
    let mut why: Vec<(&str, &str)> =
        summary.rejects.iter().map(|reject| (reject.cells[0].as_str(), reject.field.as_str())).collect();
    why.sort_unstable();
    assert_eq!(why, [("1", "/api/v2/tickets/1/conversations"), ("2", "group_id")]);
    assert!(summary.rejects[0].reason.contains("of ticket 1 cannot be read"), "{:?}", summary.rejects[0]);
    let file = std::fs::read_to_string(summary.rejects_file.unwrap()).unwrap();
    assert!(file.contains("Tier 1"), "{file}");
}
