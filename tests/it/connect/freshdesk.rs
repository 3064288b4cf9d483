//! Freshdesk's list of tickets: pages that end at 300, conversations, ratings by their sign.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use supportmix_core::model::{
    Channel, Exclusion, Priority, ResolutionType, Status, Timestamp, resolution_type,
};

use super::server::{Asked, Reply, Server};
use super::{Desk, changed};

#[derive(Default)]
struct Account {
    tickets: Mutex<Vec<Value>>,
    /// Whether a ticket of the first page changes as soon as that has been given.
    restless: bool,
}

impl Account {
    fn serve(tickets: Vec<Value>) -> (Arc<Account>, Server) {
        let account = Arc::new(Account { tickets: Mutex::new(tickets), restless: false });
        let of_server = account.clone();
        (account, Server::new(move |asked| of_server.answer(asked)))
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let parts: Vec<&str> = asked.path.trim_start_matches("/api/v2/").split('/').collect();
        Reply::json(match parts.as_slice() {
            ["ticket_fields"] => json!([
                {"name": "status", "label": "Status", "default": true, "choices": {"2": ["Open", "Being Processed"], "7": ["Parked", "Parked"]}},
                {"name": "source", "label": "Source", "default": true, "choices": {"Email": 1, "Bot": 12}},
                {"name": "cf_ai", "label": "AI verdict", "default": false, "choices": []},
            ]),
            ["groups"] => json!([{"id": 5, "name": "Tier 1"}]),
            ["agents"] => json!([{"id": 50, "contact": {"name": "Bea"}}]),
            ["tickets"] => return self.list(asked),
            ["tickets", "1", "conversations"] => json!([
                {"incoming": true, "private": false, "source": 0, "created_at": "2026-09-01T08:00:00Z"},
                {"incoming": false, "private": false, "source": 0, "created_at": "2026-09-01T09:00:00Z"},
                {"incoming": false, "private": true, "source": 2, "created_at": "2026-09-01T08:30:00Z"},
            ]),
            ["tickets", "1", "time_entries"] => {
                json!([{"time_spent": "00:30"}, {"time_spent_in_seconds": 600}])
            }
            ["tickets", "1", "satisfaction_ratings"] => json!([
                {"ratings": {"default_question": -103}, "created_at": "2026-09-02T08:00:00Z"},
                {"ratings": {"default_question": 103}, "created_at": "2026-09-03T08:00:00Z"},
            ]),
            ["tickets", _, _] => json!([]),
            _ => return Reply::status(404),
        })
    }

    fn list(&self, asked: &Asked) -> Reply {
        assert_eq!((asked.query("order_by"), asked.query("order_type")), (Some("updated_at"), Some("asc")));
        let page: usize = asked.query("page").unwrap().parse().unwrap();
        if page > 300 {
            return Reply {
                status: 400,
                ..Reply::json(json!({"message": "You cannot access tickets beyond the 300th page"}))
            };
        }
        let since = asked.query("updated_since").unwrap();
        let mut tickets = self.tickets.lock().unwrap();
        let changed = tickets.iter().filter(|ticket| ticket["updated_at"].as_str() >= Some(since));
        let given: Vec<Value> = changed.skip((page - 1) * 100).take(100).cloned().collect();
        if self.restless && tickets[0]["id"] == 1 {
            let mut moved = tickets.remove(0);
            moved["updated_at"] = Timestamp(1_788_301_000).to_rfc3339().into();
            tickets.push(moved);
        }
        Reply::json(given.into())
    }
}

fn ticket(id: usize) -> Value {
    json!({
        "id": id, "subject": "Where is it?", "status": 4, "priority": 2, "source": 1, "type": "Question",
        "tags": ["vip"], "requester_id": 1, "responder_id": 50, "group_id": 5, "company_id": null, "spam": false,
        "created_at": "2026-09-01T08:00:00Z", "updated_at": Timestamp(1_788_300_000 + id as i64).to_rfc3339(),
        "requester": {"email": "ann@customer.example"}, "custom_fields": {"cf_ai": "wrong"},
        "stats": {"agent_responded_at": null, "resolved_at": "2026-09-02T08:00:00Z", "reopened_at": null},
    })
}

#[test]
fn a_ticket_has_what_the_list_its_conversations_and_its_ratings_say() {
    let answered = json!({"stats": {"agent_responded_at": "2026-09-01T09:00:00Z", "first_responded_at": "2026-09-01T09:00:00Z",
        "resolved_at": "2026-09-02T08:00:00Z", "reopened_at": "2026-09-01T10:00:00Z"}});
    let tickets = vec![
        changed(&ticket(1), answered),
        changed(&ticket(2), json!({"source": 12, "status": 7})),
        changed(&ticket(3), json!({"spam": true, "priority": null, "source": 99})),
        changed(&ticket(4), json!({"source": 10})),
    ];
    let (_, server) = Account::serve(tickets);
    let desk = Desk::new("freshdesk", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.inserted, summary.counts.rejected), (4, 0));
    let first = desk.ticket("1");
    assert_eq!(
        (first.status, first.channel, first.priority),
        (Some(Status::Resolved), Some(Channel::Email), Some(Priority::Normal))
    );
    assert_eq!((first.human_replies, first.customer_replies, first.reopens), (Some(1), Some(1), Some(1)));
    assert_eq!(first.handle_minutes, Some(40.0));
    assert_eq!(first.satisfied, Some(true), "the newest rating");
    assert_eq!((first.assignee.as_deref(), first.team.as_deref()), (Some("Bea"), Some("Tier 1")));
    assert_eq!(first.query_type.as_deref(), Some("Question"));
    assert_eq!(resolution_type(&first), ResolutionType::HumanOnly);
    assert_eq!(desk.ticket("2").ai_involved, Some(true));
    assert_eq!(desk.ticket("2").human_replies, Some(0));
    assert_eq!(desk.ticket("2").resolved_at, None, "it was parked after it had been resolved");
    assert_eq!(desk.ticket("3").exclusion, Some(Exclusion::Spam));
    assert_eq!(desk.ticket("4").exclusion, Some(Exclusion::Outbound));
}

#[test]
fn a_list_is_begun_anew_at_its_last_change_however_long_it_is() {
    let (_, server) = Account::serve((1..=30_150).map(ticket).collect());
    let desk = Desk::new("freshdesk", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!(desk.tickets(), 30_150);
    assert_eq!(summary.counts.inserted, 30_150);
    // Fields, groups, agents; and each page begins with the last ticket of the one before.
    assert_eq!(summary.requests, 3 + 305);
}

#[test]
fn a_list_that_changes_while_it_is_read_hides_no_ticket() {
    let account = Arc::new(Account { tickets: Mutex::new((1..=250).map(ticket).collect()), restless: true });
    let of_server = account.clone();
    let server = Server::new(move |asked| of_server.answer(asked));
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
