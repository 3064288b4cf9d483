//! Zendesk's export: pages behind cursors, AI told right, and everything that goes wrong.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use supportmix_core::model::{
    AiOutcome, Channel, Exclusion, ResolutionType, Status, parse_rfc3339, resolution_type,
};

use super::fake::zendesk::{Account, of_ai, ticket};
use super::server::{Reply, Server, Still};
use super::{Desk, NOW, TOKEN, changed};

fn desk(server: &Server) -> Desk {
    Desk::new("zendesk", &server.address, None)
}

#[test]
fn all_pages_come_in_and_then_only_what_changes() {
    let account = Account::new((1..=5).map(ticket).collect());
    let server = account.serve();
    let desk = desk(&server);
    let first = desk.sync(false).unwrap();
    assert_eq!((first.counts.read, first.counts.inserted, first.counts.rejected), (5, 5, 0));
    // Two for the fields, and one for each page.
    assert_eq!(first.requests, 5);
    assert_eq!(first.cursor["cursor"], "at=5");
    let again = desk.sync(false).unwrap();
    assert_eq!((again.counts.read, again.requests), (0, 3));
    account
        .tickets
        .lock()
        .unwrap()
        .push(changed(&ticket(3), json!({"status": "open", "updated_at": "2026-09-03T08:00:00Z"})));
    let later = desk.sync(false).unwrap();
    assert_eq!((later.counts.read, later.counts.updated), (1, 1));
    assert_eq!(desk.ticket("3").resolved_at, None, "it was opened again");
    let full = desk.sync(true).unwrap();
    assert_eq!(full.counts.read, 6);
    assert_eq!(desk.tickets(), 5);
    desk.keeps_no_token();
}

#[test]
fn a_ticket_has_all_that_zendesk_says_of_it() {
    let account = Account::new(vec![ticket(1)]);
    let server = account.serve();
    let desk = desk(&server);
    desk.sync(false).unwrap();
    let ticket = desk.ticket("1");
    assert_eq!(ticket.status, Some(Status::Resolved));
    assert_eq!(ticket.channel, Some(Channel::Email));
    assert_eq!(ticket.tags.as_ref().map(|tags| tags.as_str()), Some("vip;refund"));
    assert_eq!(ticket.requester_id.as_deref(), Some("ann@customer.example"));
    assert_eq!((ticket.assignee.as_deref(), ticket.team.as_deref()), (Some("Bea"), Some("Tier 1")));
    assert_eq!(ticket.account_id.as_deref(), Some("Customer Ltd"));
    assert_eq!((ticket.reopens, ticket.human_replies, ticket.satisfied), (Some(1), Some(2), Some(true)));
    assert_eq!(ticket.first_human_reply_at, parse_rfc3339("2026-09-01T08:30:00Z"));
    assert_eq!(ticket.resolved_at, parse_rfc3339("2026-09-02T07:00:00Z"));
    assert_eq!(resolution_type(&ticket), ResolutionType::HumanOnly);
}

#[test]
fn ai_is_told_from_people_by_tier_and_by_who_wrote() {
    let tickets = vec![
        of_ai(1, "tier_contained".into(), 0),
        of_ai(2, "core_resolution".into(), 1),
        changed(
            &of_ai(3, "assisted_escalation".into(), 2),
            json!({"support_type": "agent", "assignee_id": 50}),
        ),
        // Passed on, and nobody ever answered.
        changed(
            &of_ai(4, "assisted_escalation".into(), 0),
            json!({"support_type": "agent", "assignee_id": 50}),
        ),
        of_ai(5, "something_new".into(), 0),
        changed(&of_ai(6, "unassisted_conversation".into(), 0), json!({"support_type": "agent"})),
        of_ai(7, Value::Null, 0),
    ];
    let account = Account::new(tickets);
    let by = |author: i64, at: &str| json!({"author_id": author, "public": true, "created_at": at});
    *account.comments.lock().unwrap() = vec![
        (2, by(1, "2026-09-01T08:00:00Z")),
        (2, by(60, "2026-09-01T08:01:00Z")),
        (3, by(1, "2026-09-01T08:00:00Z")),
        (3, by(60, "2026-09-01T08:01:00Z")),
        (3, json!({"author_id": 50, "public": false, "created_at": "2026-09-01T08:30:00Z"})),
        (3, by(50, "2026-09-01T09:00:00Z")),
    ];
    let server = account.serve();
    let desk = desk(&server);
    let summary = desk.sync(false).unwrap();
    assert_eq!(summary.counts.inserted, 7);
    let kinds = (1..=7).map(|id| resolution_type(&desk.ticket(&id.to_string()))).collect::<Vec<_>>();
    use ResolutionType::{AiOnly, Hybrid, NoTouch};
    assert_eq!(kinds, [AiOnly, AiOnly, Hybrid, Hybrid, AiOnly, NoTouch, AiOnly]);
    let outcomes = [1, 2, 3, 4].map(|id| desk.ticket(&id.to_string()).ai_outcome);
    use AiOutcome::{Assumed, Confirmed, HandedOff};
    assert_eq!(outcomes, [Some(Assumed), Some(Confirmed), Some(HandedOff), Some(HandedOff)]);
    let escalated = desk.ticket("3");
    assert_eq!((escalated.human_replies, escalated.ai_replies), (Some(1), Some(1)));
    assert_eq!(escalated.first_human_reply_at, parse_rfc3339("2026-09-01T09:00:00Z"));
    assert_eq!(desk.ticket("4").human_replies, Some(0));
    // Comments are asked for only where somebody replied.
    assert_eq!(server.asked().iter().filter(|asked| asked.path.contains("comments")).count(), 2);
}

#[test]
fn odd_values_cost_no_ticket_and_a_ticket_without_id_is_refused() {
    let account = Account::new(vec![
        changed(
            &ticket(1),
            json!({"via": {"channel": 29}, "priority": "asap", "tags": null, "satisfaction_rating": null}),
        ),
        changed(
            &ticket(2),
            json!({"metric_set": null, "custom_fields": null, "via": null, "status": "hold"}),
        ),
        changed(&ticket(3), json!({"id": null})),
        changed(&ticket(4), json!({"created_at": "soon"})),
    ]);
    let server = account.serve();
    let desk = desk(&server);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.inserted, summary.counts.rejected), (4, 2, 2));
    assert_eq!(summary.rejects[0].field, "external_id");
    assert_eq!(
        (summary.rejects[1].field.as_str(), summary.rejects[1].value.as_str()),
        ("created_at", "soon")
    );
    assert_eq!(desk.ticket("1").channel, Some(Channel::Chat));
    assert_eq!((desk.ticket("2").human_replies, desk.ticket("2").status), (None, Some(Status::OnHold)));
}

#[test]
fn deleted_tickets_are_excluded_and_never_lost() {
    let account = Account::new(vec![ticket(1), ticket(2)]);
    let server = account.serve();
    let desk = desk(&server);
    desk.sync(false).unwrap();
    let gone = |id: i64| json!({"id": id, "status": "deleted", "generated_timestamp": 1_788_400_000});
    account.tickets.lock().unwrap().extend([gone(1), gone(9)]);
    let summary = desk.sync(false).unwrap();
    assert_eq!(desk.ticket("1").exclusion, Some(Exclusion::Deleted));
    assert_eq!(desk.ticket("1").human_replies, Some(2), "the rest stays as it was");
    assert_eq!((desk.tickets(), summary.counts.updated, summary.counts.rejected), (2, 1, 0));
    assert_eq!(summary.counts.read, 1, "one of them never came in");
}

#[test]
fn failures_that_pass_are_waited_for_as_long_as_they_say() {
    let account = Account::new((1..=3).map(ticket).collect());
    let half = Reply { cut: true, ..Reply::json(json!({"tickets": [ticket(1)], "after_cursor": "at=1"})) };
    // Met from the last to the first.
    *account.failures.lock().unwrap() =
        vec![half, Reply::status(500), Reply::status(429), Reply::status(429).with("Retry-After", 17)];
    let server = account.serve();
    let desk = desk(&server);
    let patience = Still::at(NOW.0);
    let summary = desk.sync_with(false, patience.clone(), &mut || ControlFlow::Continue(())).unwrap();
    assert_eq!(summary.counts.inserted, 3);
    assert_eq!(summary.requests, 2 + 2 + 4);
    let waits = patience.waits();
    assert_eq!(waits[0].as_secs(), 17);
    assert_eq!(waits.len(), 4);
    let waited: f64 = waits.iter().map(|wait| wait.as_secs_f64()).sum();
    assert!((summary.waited_seconds - waited).abs() < 1e-6);
}

#[test]
fn a_helpdesk_that_asks_for_too_long_a_wait_or_keeps_failing_is_left_alone() {
    let account = Account::new(vec![ticket(1)]);
    *account.failures.lock().unwrap() = vec![Reply::status(429).with("Retry-After", 86_400)];
    let server = account.serve();
    let desk = desk(&server);
    let failure = desk.sync(false).unwrap_err();
    assert_eq!(failure.code, "rate_limit");
    assert!(failure.message.contains("86400"), "{}", failure.message);
    *account.failures.lock().unwrap() = vec![Reply::status(503); 100];
    assert_eq!(desk.sync(false).unwrap_err().code, "helpdesk");
    let connection = desk.connection();
    assert!(connection.failure.unwrap().contains("503"));
    assert!(connection.failed_at >= Some(NOW));
    assert_eq!(connection.synced_at, None);
}

#[test]
fn what_came_in_before_a_failure_stays_and_the_next_sync_goes_on_there() {
    let account = Account::new((1..=6).map(ticket).collect());
    let server = account.serve();
    let desk = desk(&server);
    let mut pages = 0;
    let failure = desk
        .sync_with(false, Still::at(NOW.0), &mut || {
            pages += 1;
            *account.revoked.lock().unwrap() = true;
            ControlFlow::Continue(())
        })
        .unwrap_err();
    assert_eq!(failure.code, "credentials");
    assert!(
        failure.message.contains("The access token provided is invalid") && !failure.message.contains(TOKEN)
    );
    let came_in = desk.tickets();
    assert!((2..6).contains(&came_in), "{came_in} of 6");
    *account.revoked.lock().unwrap() = false;
    let rest = desk.sync(false).unwrap();
    assert_eq!(rest.counts.inserted, 6 - came_in);
    assert_eq!(desk.connection().failure, None);
    let log = desk.store.imports().unwrap();
    assert_eq!(log.iter().map(|entry| entry.import.counts.inserted).sum::<u64>(), 6);
}

#[test]
fn a_sync_that_is_broken_off_keeps_what_is_in() {
    let account = Account::new((1..=6).map(ticket).collect());
    let server = account.serve();
    let desk = desk(&server);
    let failure = desk.sync_with(false, Still::at(NOW.0), &mut || ControlFlow::Break(())).unwrap_err();
    assert_eq!(failure.code, "cancelled");
    assert_eq!(desk.tickets(), 2);
    assert_eq!(desk.sync(false).unwrap().counts.inserted, 4);
    // While it waits, too.
    account.tickets.lock().unwrap().push(ticket(7));
    *account.failures.lock().unwrap() = vec![Reply::status(429).with("Retry-After", 60)];
    let failure =
        desk.sync_with(false, Still::impatient(NOW.0), &mut || ControlFlow::Continue(())).unwrap_err();
    assert_eq!(failure.code, "cancelled");
}

#[test]
fn a_cursor_that_is_no_longer_known_is_replaced_by_its_time() {
    let account = Account::new((1..=4).map(ticket).collect());
    let server = account.serve();
    let desk = desk(&server);
    desk.sync(false).unwrap();
    account.tickets.lock().unwrap().push(changed(&ticket(5), json!({"generated_timestamp": 1_788_400_000})));
    *account.expired.lock().unwrap() = Some(("at=4", false));
    let summary = desk.sync(false).unwrap();
    assert_eq!(summary.counts.inserted, 1);
    // Read again from a little before the newest that was known.
    assert!(summary.counts.unchanged >= 1 && summary.counts.updated == 0);
    // One that is refused again and again, with nothing new in between, ends the sync.
    account.tickets.lock().unwrap().push(changed(&ticket(6), json!({"generated_timestamp": 1_788_500_000})));
    *account.expired.lock().unwrap() = Some(("at=4", true));
    assert_eq!(desk.sync(true).unwrap_err().code, "helpdesk");
}

#[test]
fn a_cursor_that_stands_still_ends_the_sync_with_an_error() {
    let account = Account::new((1..=3).map(ticket).collect());
    account.page.store(0, Ordering::SeqCst);
    let server = account.serve();
    let desk = desk(&server);
    // The first answer moves from no cursor to one; then it stands still.
    let failure = desk.sync(false).unwrap_err();
    assert_eq!(failure.code, "answer");
    assert!(server.asked().len() < 10);
}

/// A ticket that AI passed on to Bea, in which both have written.
fn passed_on(id: i64) -> (Value, Vec<(i64, Value)>) {
    let ticket = changed(
        &of_ai(id, "assisted_escalation".into(), 2),
        json!({"support_type": "agent", "assignee_id": 50}),
    );
    (ticket, [1, 60, 50].map(|author| (id, by(author))).to_vec())
}

fn by(author: i64) -> Value {
    json!({"author_id": author, "public": true, "created_at": "2026-09-01T08:01:00Z"})
}

#[test]
fn the_ai_is_known_by_tickets_that_come_later_in_the_page() {
    let (first, comments) = passed_on(1);
    let account = Account::new(vec![first, of_ai(2, "tier_contained".into(), 0)]);
    *account.comments.lock().unwrap() = comments;
    let server = account.serve();
    let desk = desk(&server);
    desk.sync(false).unwrap();
    assert_eq!((desk.ticket("1").human_replies, desk.ticket("1").ai_replies), (Some(1), Some(1)));
}

#[test]
fn comments_of_unknown_authors_are_nobodys_but_for_the_one_who_asked() {
    let (mut ticket, mut comments) = passed_on(1);
    ticket["requester_id"] = 7.into();
    comments.extend([(1, by(7)), (1, by(-1)), (1, by(8)), (1, json!({"author_id": null, "public": true}))]);
    let account = Account::new(vec![ticket, of_ai(2, Value::Null, 0)]);
    *account.comments.lock().unwrap() = comments;
    let server = account.serve();
    let desk = desk(&server);
    desk.sync(false).unwrap();
    let ticket = desk.ticket("1");
    let replies = (ticket.human_replies, ticket.ai_replies, ticket.customer_replies);
    assert_eq!(replies, (Some(1), Some(1), Some(2)), "the customer, whom the users list, and the requester");
}

#[test]
fn what_the_customer_wrote_is_searched_and_not_kept() {
    const MARK: &str = "Quokka4711";
    let (ticket_of_ai, _) = passed_on(1);
    let described = |id: i64, what: Value| changed(&ticket(id), what);
    let account = Account::new(vec![
        ticket_of_ai,
        // In the same page, so that the AI is known.
        of_ai(5, "tier_contained".into(), 0),
        described(2, json!({"description": format!("{MARK}: we want more seats"), "submitter_id": 1})),
        described(3, json!({"description": "We want more seats", "submitter_id": 50})),
        described(4, json!({"description": MARK, "submitter_id": 1, "created_at": "yesterday"})),
    ]);
    let said = |author: i64, body: &str| (1, changed(&by(author), json!({"body": format!("{MARK} {body}")})));
    *account.comments.lock().unwrap() = vec![
        said(1, "This is urgent\n> Quoted: please upgrade"),
        said(60, "Is it the newest version?"),
        said(1, "I already told you"),
        said(50, "Is it the newest version? I am upset too"),
        said(1, "As I said, it is"),
    ];
    let server = account.serve();
    let desk = desk(&server);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.inserted, summary.counts.rejected), (4, 1));
    let first = desk.ticket("1");
    assert_eq!((first.urgent, first.emotional, first.context_loss), (Some(true), Some(false), Some(true)));
    assert_eq!(
        first.signals.unwrap().as_str(),
        "urgent: urgent;context_loss: As I said",
        "after both have replied"
    );
    assert_eq!(desk.ticket("2").opportunity, Some(true));
    assert_eq!(desk.ticket("3").opportunity, None, "an agent entered it");
    let rejects = std::fs::read_to_string(summary.rejects_file.unwrap()).unwrap();
    assert!(rejects.contains("yesterday") && !rejects.contains(MARK), "{rejects}");
    let store = std::fs::read(desk.store.path()).unwrap();
    assert!(!store.windows(MARK.len()).any(|bytes| bytes == MARK.as_bytes()));
}

#[test]
fn a_tier_that_is_not_known_to_be_of_ai_says_nothing() {
    let of_person =
        |tier: &str| changed(&of_ai(1, tier.into(), 0), json!({"support_type": "agent", "assignee_id": 50}));
    for (tier, involved) in [("non-automated", None), ("Contained resolution", Some(true))] {
        let account = Account::new(vec![of_person(tier)]);
        let server = account.serve();
        let desk = desk(&server);
        desk.sync(false).unwrap();
        assert_eq!(desk.ticket("1").ai_involved, involved, "{tier}");
    }
}

#[test]
fn a_ticket_that_cannot_be_read_is_refused_and_the_sync_goes_on() {
    let (first, _) = passed_on(1);
    let odd = changed(&ticket(2), json!({"group_id": {"name": "Tier 1"}}));
    let mut numbers = ticket(3);
    numbers["metric_set"]["reply_time_in_minutes"] = 30.into();
    let account = Account::new(vec![first, odd, numbers]);
    *account.unreadable.lock().unwrap() = Some(1);
    let server = account.serve();
    let desk = desk(&server);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.inserted, summary.counts.rejected), (3, 1, 2));
    let why = |at: usize| (summary.rejects[at].cells[0].as_str(), summary.rejects[at].field.as_str());
    assert_eq!((why(0), why(1)), (("2", "group_id"), ("1", "/api/v2/tickets/1/comments.json")));
    let third = desk.ticket("3");
    assert_eq!((third.human_replies, third.first_human_reply_at), (Some(2), None), "one number is not known");
    assert_eq!(desk.sync(false).unwrap().counts.rejected, 0);
}
