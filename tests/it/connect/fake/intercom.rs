//! A workspace of Intercom.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::connect::server::{Asked, Reply, Server};
use crate::connect::{NOW, TOKEN, changed};

/// What it has, and how it fails.
#[derive(Default)]
pub struct App {
    pub conversations: Mutex<Vec<Value>>,
    /// Requests until the limit; none: no limit.
    pub left: Mutex<Option<u64>>,
    /// Seconds from then until more are allowed.
    pub reset: Mutex<i64>,
    /// A place in the list that is refused, and whether that is so each time or once.
    pub refused: Mutex<Option<(&'static str, bool)>>,
    /// Whether a search for a change compares days instead of moments.
    pub by_day: Mutex<bool>,
    /// What searches are answered with, where not with what is found.
    pub failure: Mutex<Option<Reply>>,
}

const TIME: i64 = 1_767_600_000;
const DAY: i64 = 86_400;

impl App {
    pub fn serve(conversations: Vec<Value>) -> (Arc<App>, Server) {
        let (conversations, reset) = (Mutex::new(conversations), Mutex::new(9));
        let app = Arc::new(App { conversations, reset, ..App::default() });
        let of_server = app.clone();
        (app, Server::new(move |asked| of_server.answer(asked)))
    }

    fn answer(&self, asked: &Asked) -> Reply {
        if asked.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return error(401, "unauthorized", "Access Token Invalid");
        }
        if asked.header("intercom-version") != Some("2.15") {
            return error(400, "intercom_version_invalid", "The requested version could not be found");
        }
        let reply = match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/me") => Reply::json(me()),
            ("POST", "/conversations/search") => self.search(asked),
            ("GET", "/admins") => {
                Reply::json(json!({"type": "admin.list", "admins": [admin("50", "Bea"), admin("60", "Fin")]}))
            }
            ("GET", "/teams") => Reply::json(json!({"type": "team.list", "teams": [{
                "type": "team", "id": "5", "name": "Tier 1", "admin_ids": [50], "assignment_limit": null,
                "distribution_method": "manual", "admin_priority_level": {"primary_admin_ids": [50], "secondary_admin_ids": []},
            }]})),
            ("GET", path) => self.conversation(path.strip_prefix("/conversations/")),
            _ => error(404, "not_found", "Resource not found"),
        };
        let mut left = self.left.lock().unwrap();
        *left = left.map(|left| left.checked_sub(1).unwrap_or(2));
        match *left {
            Some(left) => reply
                .with("X-RateLimit-Remaining", left)
                .with("X-RateLimit-Reset", NOW.0 + *self.reset.lock().unwrap()),
            None => reply,
        }
    }

    fn conversation(&self, id: Option<&str>) -> Reply {
        let all = self.conversations.lock().unwrap();
        match all.iter().find(|one| one["id"].as_str() == id) {
            Some(one) => Reply::json(with_parts(one)),
            None => error(404, "conversation_not_found", "Resource not found"),
        }
    }

    fn search(&self, asked: &Asked) -> Reply {
        if let Some(failure) = self.failure.lock().unwrap().clone() {
            return failure;
        }
        let mut since: i64 = asked.body["query"]["value"][0]["value"].as_str().unwrap().parse().unwrap();
        if *self.by_day.lock().unwrap() {
            // What has changed after the day of that moment, in a zone ahead of ours.
            since = (since + DAY / 2).div_euclid(DAY) * DAY + DAY - DAY / 2 - 1;
        }
        assert_eq!(asked.body["sort"]["order"], "ascending");
        let place = asked.body["pagination"]["starting_after"].as_str();
        let mut refused = self.refused.lock().unwrap();
        if let Some((_, for_ever)) = refused.filter(|(known, _)| place == Some(known)) {
            *refused = refused.filter(|_| for_ever);
            return error(400, "parameter_invalid", "bad starting_after");
        }
        let from: usize = place.map_or(0, |at| at.parse().unwrap());
        let all = self.conversations.lock().unwrap();
        let found: Vec<&Value> = all.iter().filter(|one| one["updated_at"].as_i64() > Some(since)).collect();
        // A list has no parts.
        let page: Vec<Value> =
            found.iter().skip(from).take(2).map(|one| without(one, "conversation_parts")).collect();
        let next = (from + 2 < found.len())
            .then(|| json!({"per_page": 2, "starting_after": (from + 2).to_string()}));
        Reply::json(json!({
            "type": "conversation.list", "conversations": page, "total_count": found.len(),
            "pages": {"type": "pages", "page": from / 2 + 1, "per_page": 2, "total_pages": found.len().div_ceil(2), "next": next},
        }))
    }
}

/// An error as Intercom gives it.
pub fn error(status: u16, code: &str, message: &str) -> Reply {
    let errors = json!([{"code": code, "message": message}]);
    Reply::error(status, json!({"type": "error.list", "request_id": "b2b4", "errors": errors}))
}

fn admin(id: &str, name: &str) -> Value {
    json!({
        "type": "admin", "id": id, "name": name, "email": format!("{id}@desk.example"), "job_title": "Support",
        "away_mode_enabled": false, "away_mode_reassign": false, "away_status_reason_id": null, "has_inbox_seat": true,
        "team_ids": [5], "avatar": null, "team_priority_level": {"primary_team_ids": [5], "secondary_team_ids": []},
    })
}

fn me() -> Value {
    let app = json!({
        "type": "app", "id_code": "abc123", "name": "Example Desk", "region": "US", "timezone": "UTC",
        "created_at": TIME, "identity_verification": false,
    });
    let avatar = json!({"type": "avatar", "image_url": "https://static.desk.example/ann.png"});
    changed(&admin("10", "Ann"), json!({"email_verified": true, "app": app, "avatar": avatar}))
}

fn without(object: &Value, member: &str) -> Value {
    let mut object = object.clone();
    object.as_object_mut().unwrap().remove(member);
    object
}

/// A conversation with its parts whole, where they are a list at all.
fn with_parts(one: &Value) -> Value {
    let Some(parts) = one["conversation_parts"]["conversation_parts"].as_array() else { return one.clone() };
    let part = |(part, id): (&Value, usize)| {
        let whole = json!({
            "type": "conversation_part", "id": id.to_string(), "body": "<p>…</p>", "updated_at": part["created_at"],
            "notified_at": part["created_at"], "assigned_to": null, "attachments": [], "external_id": null,
            "redacted": false, "state": "open", "tags": [], "event_details": null, "metadata": null,
            "email_message_metadata": null, "app_package_code": null,
        });
        let author =
            json!({"id": id.to_string(), "name": "Somebody", "from_ai_agent": false, "is_ai_answer": false});
        let author = match part["author"].is_object() {
            true => changed(&author, part["author"].clone()),
            false => part["author"].clone(),
        };
        changed(&changed(&whole, part.clone()), json!({"author": author}))
    };
    let parts: Vec<Value> = parts.iter().zip(1..).map(part).collect();
    let count = parts.len();
    changed(
        one,
        json!({"conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts, "total_count": count}}),
    )
}

pub fn conversation(id: i64) -> Value {
    json!({
        "type": "conversation", "id": id.to_string(), "created_at": 1_788_300_000, "updated_at": 1_788_400_000 + id,
        "waiting_since": null, "snoozed_until": null, "title": "Where is it?", "open": false, "read": true,
        "state": "closed", "priority": "not_priority", "admin_assignee_id": 50, "team_assignee_id": 5, "company": null,
        "tags": {"type": "tag.list", "tags": [
            {"type": "tag", "id": "1", "name": "vip", "applied_at": 1_788_300_000, "applied_by": {"type": "admin", "id": "50"}},
        ]},
        "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "c1", "external_id": null}]},
        "teammates": {"type": "admin.list", "teammates": [{"type": "admin", "id": "50"}], "admins": [{"type": "admin", "id": "50"}]},
        "source": {
            "type": "conversation", "id": "s1", "delivered_as": "customer_initiated", "subject": "", "body": "<p>…</p>",
            "author": {"type": "user", "id": "c1", "name": "Ann", "email": "ann@customer.example"},
            "attachments": [], "url": null, "redacted": false,
        },
        "first_contact_reply": {"created_at": 1_788_300_000, "type": "conversation", "url": null},
        "statistics": statistics(json!({"first_admin_reply_at": 1_788_301_000, "handling_time": 90})),
        "conversation_rating": {
            "rating": 5, "remark": "", "created_at": 1_788_391_000, "updated_at": 1_788_391_000,
            "contact": {"type": "contact", "id": "c1", "external_id": null}, "teammate": {"type": "admin", "id": "50"},
        },
        "sla_applied": {"type": "conversation_sla_summary", "sla_name": "Fast", "sla_status": "missed"},
        "linked_objects": {"type": "list", "total_count": 0, "has_more": false, "data": []},
        "ai_agent_participated": false, "ai_agent": null, "custom_attributes": {"AI Topic": "Delivery"},
    })
}

/// What is counted of a conversation.
fn statistics(given: Value) -> Value {
    let members = json!({
        "type": "conversation_statistics", "time_to_assignment": 60, "time_to_admin_reply": 1_000,
        "time_to_first_close": 90_000, "time_to_last_close": 90_000, "median_time_to_reply": 1_000,
        "first_contact_reply_at": 1_788_300_000, "first_assignment_at": 1_788_300_060, "first_close_at": 1_788_390_000,
        "last_assignment_at": 1_788_300_060, "last_contact_reply_at": 1_788_300_000, "last_close_at": 1_788_390_000,
        "last_closed_by_id": "50", "count_reopens": 0, "count_assignments": 1, "count_conversation_parts": 2,
    });
    changed(&members, given)
}

/// One that Fin took part in.
pub fn of_fin(id: i64, state: Value, parts: Value) -> Value {
    let replied =
        parts.as_array().is_some_and(|parts| parts.iter().any(|part| part["author"]["type"] == "admin"));
    let replied = if replied { json!({"first_admin_reply_at": 1_788_301_000}) } else { json!({}) };
    changed(
        &conversation(id),
        json!({
            "ai_agent_participated": true, "conversation_rating": null, "statistics": statistics(replied),
            "ai_agent": {
                "source_type": "profile", "source_title": null, "last_answer_type": "ai_answer", "resolution_state": state,
                "rating": 4, "rating_remark": null, "created_at": 1_788_390_000, "updated_at": 1_788_390_000,
                "content_sources": {"type": "content_source.list", "total_count": 0, "content_sources": []},
            },
            "conversation_parts": {"conversation_parts": parts},
        }),
    )
}

/// A part of a conversation.
pub fn by(kind: &str, email: &str, at: i64) -> Value {
    json!({"part_type": "comment", "created_at": at, "author": {"type": kind, "email": email}})
}
