//! An account of Freshdesk. The vendor gives no description for machines; this is what accounts have shown.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use supportmix_core::model::Timestamp;

use crate::connect::server::{Asked, Reply, Server};
use crate::connect::{TOKEN, changed};

/// What it has, and how it fails.
#[derive(Default)]
pub struct Account {
    pub tickets: Mutex<Vec<Value>>,
    pub ratings: Mutex<Vec<Value>>,
    /// What the conversations of ticket 1 are answered with, where not with its own.
    pub talk: Mutex<Option<Reply>>,
    /// What the list of tickets is answered with, where not with them.
    pub failure: Mutex<Option<Reply>>,
    /// Whether a ticket of the first page changes as soon as that has been given.
    pub restless: bool,
}

const TIME: &str = "2026-01-05T08:00:00Z";

impl Account {
    pub fn serve(tickets: Vec<Value>) -> (Arc<Account>, Server) {
        let account = Arc::new(Account { tickets: Mutex::new(tickets), ..Account::default() });
        (account.clone(), account.served())
    }

    pub fn served(self: Arc<Account>) -> Server {
        Server::new(move |asked| self.answer(asked))
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let key = BASE64_STANDARD.encode(format!("{TOKEN}:X"));
        if asked.header("authorization") != Some(&format!("Basic {key}")) {
            let said = "You have to be logged in to perform this action.";
            return Reply::error(401, json!({"code": "invalid_credentials", "message": said}));
        }
        let parts: Vec<&str> = asked.path.trim_start_matches("/api/v2/").split('/').collect();
        Reply::json(match parts.as_slice() {
            ["ticket_fields"] => fields(),
            ["groups"] => json!([{
                "id": 5, "name": "Tier 1", "description": "", "escalate_to": null, "unassigned_for": null,
                "business_hour_id": null, "group_type": "support_agent_group", "created_at": TIME, "updated_at": TIME,
            }]),
            ["agents"] => json!([agent(50, "Bea"), agent(60, "Freddy")]),
            ["agents", "me"] => agent(10, "Ann"),
            ["surveys", "satisfaction_ratings"] => return self.rated(asked),
            ["tickets"] => return self.list(asked),
            ["tickets", "1", "conversations"] => match self.talk.lock().unwrap().clone() {
                Some(reply) => return reply,
                None => talk(),
            },
            ["tickets", "1", "time_entries"] => json!([
                {"id": 1, "ticket_id": 1, "agent_id": 50, "billable": true, "note": "", "time_spent": "00:30",
                    "timer_running": false, "executed_at": TIME, "start_time": TIME, "created_at": TIME, "updated_at": TIME},
                {"id": 2, "ticket_id": 1, "agent_id": 50, "billable": true, "note": "", "time_spent": "00:10",
                    "time_spent_in_seconds": 600, "timer_running": false, "executed_at": TIME, "start_time": TIME,
                    "created_at": TIME, "updated_at": TIME},
            ]),
            ["tickets", _, _] => json!([]),
            // Freshdesk says nothing of what it does not have.
            _ => return Reply { body: Vec::new(), ..Reply::status(404) },
        })
    }

    fn rated(&self, asked: &Asked) -> Reply {
        let since = asked.query("created_since").unwrap();
        let ratings = self.ratings.lock().unwrap();
        let given = ratings.iter().filter(|rating| rating["created_at"].as_str() >= Some(since));
        Reply::json(given.cloned().collect())
    }

    fn list(&self, asked: &Asked) -> Reply {
        if let Some(failure) = self.failure.lock().unwrap().clone() {
            return failure;
        }
        let number = |name: &str| asked.query(name).map(|text| text.parse::<usize>().unwrap());
        let (page, per_page) = (number("page").unwrap_or(1), number("per_page").unwrap_or(30).min(100));
        if page > 300 {
            let said = "You cannot access tickets beyond the 300th page";
            return Reply::error(400, json!({"message": said}));
        }
        let since = asked.query("updated_since").unwrap_or_default();
        if !since.is_empty() {
            let order = (asked.query("order_by"), asked.query("order_type"));
            assert_eq!(order, (Some("updated_at"), Some("asc")));
        }
        let mut tickets = self.tickets.lock().unwrap();
        // A list without a filter leaves out what is deleted and spam.
        let flag = |ticket: &Value, name: &str| ticket[name] == true;
        let shown = |ticket: &&Value| match asked.query("filter") {
            Some(filter) => flag(ticket, filter),
            None => !flag(ticket, "deleted") && !flag(ticket, "spam"),
        };
        let changed =
            tickets.iter().filter(|ticket| ticket["updated_at"].as_str() >= Some(since)).filter(shown);
        let beside: Vec<&str> = asked.query("include").unwrap_or_default().split(',').collect();
        let of_page = changed.skip((page - 1) * per_page).take(per_page);
        let given: Vec<Value> = of_page.map(|ticket| whole(ticket, &beside)).collect();
        if self.restless && tickets[0]["id"] == 1 {
            let mut moved = tickets.remove(0);
            moved["updated_at"] = Timestamp(1_788_301_000).to_rfc3339().into();
            tickets.push(moved);
        }
        Reply::json(given.into())
    }
}

fn fields() -> Value {
    let field = |id: i64, name: &str, label: &str, default: bool, choices: Value| {
        json!({
            "id": id, "name": name, "label": label, "description": "", "position": id, "default": default,
            "required_for_closure": false, "required_for_agents": true, "required_for_customers": false,
            "customers_can_edit": false, "label_for_customers": label, "displayed_to_customers": true,
            "type": if default { format!("default_{name}") } else { "custom_dropdown".to_owned() },
            "created_at": TIME, "updated_at": TIME, "choices": choices,
        })
    };
    json!([
        field(
            1,
            "status",
            "Status",
            true,
            json!({"2": ["Open", "Being Processed"], "7": ["Parked", "Parked"]})
        ),
        field(2, "source", "Source", true, json!({"Email": 1, "Bot": 12})),
        field(3, "cf_ai", "AI verdict", false, json!([])),
    ])
}

fn agent(id: i64, name: &str) -> Value {
    json!({
        "id": id, "available": true, "occasional": false, "ticket_scope": 1, "signature": null, "type": "support_agent",
        "group_ids": [5], "role_ids": [1], "created_at": TIME, "updated_at": TIME, "last_active_at": TIME,
        "available_since": null, "contact": {
            "active": true, "name": name, "email": format!("{}@desk.example", name.to_lowercase()), "job_title": null,
            "language": "en", "last_login_at": TIME, "mobile": null, "phone": null, "time_zone": "UTC",
            "created_at": TIME, "updated_at": TIME,
        },
    })
}

fn talk() -> Value {
    let entry = |id: i64, incoming: bool, private: bool, source: i64, at: &str, user: i64| {
        json!({
            "id": id, "ticket_id": 1, "body": "<div>…</div>", "body_text": "…", "incoming": incoming, "private": private,
            "source": source, "user_id": user, "support_email": null, "from_email": null, "to_emails": [],
            "cc_emails": [], "bcc_emails": [], "attachments": [], "created_at": at, "updated_at": at,
        })
    };
    json!([
        entry(1, true, false, 0, "2026-09-01T08:00:00Z", 1),
        entry(2, false, false, 0, "2026-09-01T09:00:00Z", 50),
        entry(3, false, false, 0, "2026-09-01T08:10:00Z", 60),
        entry(4, false, true, 2, "2026-09-01T08:30:00Z", 50),
    ])
}

pub fn rating(ticket: usize, value: i64, at: &str) -> Value {
    json!({
        "id": 900, "survey_id": 1, "user_id": 1, "agent_id": 50, "group_id": 5, "feedback": "", "ticket_id": ticket,
        "ratings": {"default_question": value}, "created_at": at, "updated_at": at,
    })
}

/// Answered on the day it was opened.
pub fn answered() -> Value {
    json!({"agent_responded_at": "2026-09-01T09:00:00Z", "first_responded_at": "2026-09-01T08:10:00Z",
        "resolved_at": "2026-09-02T08:00:00Z", "reopened_at": null})
}

/// A ticket with all its members, and with what was asked for beside it.
fn whole(ticket: &Value, beside: &[&str]) -> Value {
    let members = json!({
        "cc_emails": [], "fwd_emails": [], "reply_cc_emails": [], "ticket_cc_emails": [], "to_emails": null,
        "email_config_id": null, "product_id": null, "fr_escalated": false, "nr_escalated": false, "is_escalated": false,
        "due_by": TIME, "fr_due_by": TIME, "nr_due_by": null, "association_type": null, "support_email": null,
        "associated_tickets_count": null, "source_additional_info": null, "structured_description": null,
    });
    let mut whole = changed(&members, ticket.clone());
    for apart in ["stats", "requester"] {
        if !beside.contains(&apart) {
            whole.as_object_mut().unwrap().remove(apart);
        }
    }
    whole
}

pub fn ticket(id: usize) -> Value {
    json!({
        "id": id, "subject": "Where is it?", "status": 4, "priority": 2, "source": 1, "type": "Question",
        "tags": ["vip"], "requester_id": 1, "responder_id": 50, "group_id": 5, "company_id": null, "spam": false,
        "created_at": "2026-09-01T08:00:00Z", "updated_at": Timestamp(1_788_300_000 + id as i64).to_rfc3339(),
        "requester": {"id": 1, "name": "Ann", "email": "ann@customer.example", "mobile": null, "phone": null},
        "custom_fields": {"cf_ai": "wrong"},
        "stats": {"agent_responded_at": null, "resolved_at": "2026-09-02T08:00:00Z", "reopened_at": null},
    })
}
