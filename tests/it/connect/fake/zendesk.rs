//! An account of Zendesk.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::connect::server::{Asked, Reply, Server};
use crate::connect::{NOW, TOKEN, changed};

/// What it has, and how it fails.
#[derive(Default)]
pub struct Account {
    pub tickets: Mutex<Vec<Value>>,
    pub comments: Mutex<Vec<(i64, Value)>>,
    /// A ticket whose comments are no list.
    pub unreadable: Mutex<Option<i64>>,
    /// Tickets of a page, however many are asked for.
    pub page: AtomicUsize,
    /// Failures that the next exports meet, the last first.
    pub failures: Mutex<Vec<Reply>>,
    pub revoked: Mutex<bool>,
    /// Whether who asks is not known, which Zendesk does not refuse when asked who that is.
    pub anonymous: Mutex<bool>,
    /// A cursor that is not known, and whether that is said each time or once.
    pub expired: Mutex<Option<(&'static str, bool)>>,
}

const TIME: &str = "2026-01-05T08:00:00Z";

impl Account {
    pub fn new(tickets: Vec<Value>) -> Arc<Account> {
        let account = Account { page: AtomicUsize::new(2), ..Account::default() };
        *account.tickets.lock().unwrap() = tickets;
        Arc::new(account)
    }

    pub fn serve(self: &Arc<Account>) -> Server {
        let account = self.clone();
        Server::new(move |asked| account.answer(asked))
    }

    fn answer(&self, asked: &Asked) -> Reply {
        let basic = BASE64_STANDARD.encode(format!("ann@desk.example/token:{TOKEN}"));
        let known = [format!("Bearer {TOKEN}"), format!("Basic {basic}")];
        if !known.iter().any(|known| asked.header("authorization") == Some(known))
            || *self.revoked.lock().unwrap()
        {
            let said = "The access token provided is invalid";
            return Reply::error(401, json!({"error": "invalid_token", "description": said}));
        }
        let path = asked.path.trim_start_matches("/api/v2/").trim_end_matches(".json");
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["users", "me"] => Reply::json(json!({"user": self.me()})),
            ["ticket_fields"] => fields(asked),
            ["incremental", "tickets", "cursor"] => self.export(asked),
            ["tickets", id, "comments"] => self.talk(asked, id.parse().unwrap()),
            _ => Reply::error(404, json!({"error": "InvalidEndpoint", "description": "Not found"})),
        }
    }

    fn me(&self) -> Value {
        let me = user(10, "Ann Admin", "admin");
        if *self.anonymous.lock().unwrap() {
            return changed(&me, json!({"id": null, "name": "Anonymous user", "role": "end-user"}));
        }
        changed(&me, json!({"email": "ann@desk.example"}))
    }

    fn export(&self, asked: &Asked) -> Reply {
        if let Some(failure) = self.failures.lock().unwrap().pop() {
            return failure;
        }
        let tickets = self.tickets.lock().unwrap();
        let mut expired = self.expired.lock().unwrap();
        let refused = expired.filter(|(cursor, _)| asked.query("cursor") == Some(cursor));
        if let Some((_, for_ever)) = refused {
            *expired = expired.filter(|_| for_ever);
            return Reply::error(422, json!({"error": "InvalidCursor", "description": "Invalid cursor"}));
        }
        let from = match (asked.query("cursor"), asked.query("start_time")) {
            (Some(cursor), _) => cursor.trim_start_matches("at=").parse().unwrap(),
            (None, Some(start)) => {
                let start: i64 = start.parse().unwrap();
                if start > NOW.0 - 60 {
                    let said = "Too recent start_time. Use a start_time older than 60 seconds";
                    return Reply::error(422, json!({"error": "StartTimeTooRecent", "description": said}));
                }
                tickets
                    .iter()
                    .position(|ticket| ticket["generated_timestamp"].as_i64() >= Some(start))
                    .unwrap_or(tickets.len())
            }
            _ => return Reply::error(422, json!({"error": "InvalidValue", "description": "no start_time"})),
        };
        let to = (from + self.page.load(Ordering::SeqCst)).min(tickets.len());
        // By default Zendesk leaves out the tickets that AI handled alone.
        let all = asked.query("support_type_scope") == Some("all");
        let shown = |ticket: &&Value| all || ticket["support_type"] != "ai_agent";
        let of_page: Vec<&Value> = tickets[from..to].iter().filter(shown).collect();
        let cursor = format!("at={to}");
        let more = ["support_type_scope", "include", "per_page"]
            .iter()
            .filter_map(|name| Some(format!("&{name}={}", asked.query(name)?)));
        let next =
            format!("/api/v2/incremental/tickets/cursor.json?cursor=at%3D{to}{}", more.collect::<String>());
        let mut page = json!({
            "tickets": of_page.iter().map(|ticket| whole(ticket)).collect::<Vec<_>>(),
            "end_of_stream": to == tickets.len(), "after_cursor": cursor, "after_url": asked.link(&next),
            "before_cursor": null, "before_url": null,
        });
        for beside in asked.query("include").unwrap_or_default().split(',').filter(|name| !name.is_empty()) {
            page[beside] = match beside {
                "metric_sets" => of_page
                    .iter()
                    .filter(|ticket| !ticket["metric_set"].is_null())
                    .map(|ticket| metrics(&ticket["metric_set"]))
                    .collect(),
                "users" => users(),
                "groups" => json!([{
                    "id": 5, "url": "https://desk.zendesk.com/api/v2/groups/5.json", "name": "Tier 1", "description": "",
                    "default": true, "deleted": false, "is_public": true, "created_at": TIME, "updated_at": TIME,
                }]),
                "organizations" => json!([{
                    "id": 9, "url": "https://desk.zendesk.com/api/v2/organizations/9.json", "name": "Customer Ltd",
                    "created_at": TIME, "updated_at": TIME, "domain_names": [], "tags": [], "shared_tickets": false,
                    "shared_comments": false, "organization_fields": {},
                }]),
                other => panic!("{other} cannot be had beside tickets"),
            };
        }
        Reply::json(page)
    }

    fn talk(&self, asked: &Asked, id: i64) -> Reply {
        if *self.unreadable.lock().unwrap() == Some(id) {
            return Reply::json(json!({"comments": "none of your business"}));
        }
        let comments = self.comments.lock().unwrap();
        let of_ticket = comments.iter().zip(1..).filter(|((of, _), _)| *of == id);
        let comment = |((_, comment), number): (&(i64, Value), i64)| {
            let whole = json!({
                "id": number, "type": "Comment", "body": "…", "html_body": "<p>…</p>", "plain_body": "…",
                "attachments": [], "audit_id": number, "metadata": {"system": {}, "custom": {}},
                "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": null}},
            });
            changed(&whole, comment.clone())
        };
        let mut page = json!({"comments": of_ticket.map(comment).collect::<Vec<_>>()});
        if asked.query("include") == Some("users") {
            page["users"] = users();
        }
        // Pages come behind cursors only where their size is asked for in that way.
        let pages = match asked.query("page[size]") {
            Some(_) => json!({"meta": {"has_more": false, "after_cursor": null, "before_cursor": null},
                "links": {"next": null, "prev": null}}),
            None => {
                json!({"count": page["comments"].as_array().unwrap().len(), "next_page": null, "previous_page": null})
            }
        };
        Reply::json(changed(&page, pages))
    }
}

/// The account's fields, on two pages.
fn fields(asked: &Asked) -> Reply {
    let field = |id: i64, kind: &str, title: &str, removable: bool| {
        json!({
            "id": id, "url": format!("https://desk.zendesk.com/api/v2/ticket_fields/{id}.json"), "type": kind,
            "title": title, "raw_title": title, "title_in_portal": title, "raw_title_in_portal": title,
            "description": "", "raw_description": "", "agent_description": "", "position": id, "active": true,
            "required": false, "collapsed_for_agents": false, "regexp_for_validation": null,
            "visible_in_portal": false, "editable_in_portal": false, "required_in_portal": false, "tag": null,
            "removable": removable, "created_at": TIME, "updated_at": TIME,
        })
    };
    let with = |field: Value, options: Value| changed(&field, json!({"custom_field_options": options}));
    Reply::json(match asked.query("page") {
        None => json!({
            "ticket_fields": [
                field(1, "subject", "Subject", false),
                with(field(8, "tagger", "Resolution type", true), json!([])),
                with(field(9, "tagger", "Topic", true), json!([])),
            ],
            "next_page": asked.link("/api/v2/ticket_fields.json?page=2"), "previous_page": null, "count": 4,
        }),
        Some(_) => json!({
            "ticket_fields": [with(
                field(7, "tagger", "Resolution tier", true),
                json!([{"id": 70, "name": "Contained resolution", "raw_name": "Contained resolution",
                    "value": "tier_contained", "default": false}]),
            )],
            "next_page": null, "previous_page": asked.link("/api/v2/ticket_fields.json?page=1"), "count": 4,
        }),
    })
}

/// The customer, a person and an AI of the team.
fn users() -> Value {
    let email = |user: Value, email: &str| changed(&user, json!({"email": email}));
    json!([
        email(user(1, "Ann", "end-user"), "ann@customer.example"),
        email(user(50, "Bea", "agent"), "bea@desk.example"),
        user(60, "AI agent", "agent"),
    ])
}

fn user(id: i64, name: &str, role: &str) -> Value {
    json!({
        "id": id, "url": format!("https://desk.zendesk.com/api/v2/users/{id}.json"), "name": name,
        "email": "nobody@desk.example", "role": role, "created_at": TIME, "updated_at": TIME, "active": true,
        "verified": true, "suspended": false, "shared": false, "shared_agent": false, "moderator": false,
        "restricted_agent": false, "only_private_comments": false, "locale": "en-US", "locale_id": 1,
        "time_zone": "UTC", "iana_time_zone": "Etc/UTC", "phone": null, "photo": null, "organization_id": null,
        "custom_role_id": null, "external_id": null, "ticket_restriction": null, "tags": [], "user_fields": {},
    })
}

/// A ticket with all its members. A deleted one has few.
fn whole(ticket: &Value) -> Value {
    if ticket["status"] == "deleted" {
        return ticket.clone();
    }
    let members = json!({
        "url": format!("https://desk.zendesk.com/api/v2/tickets/{}.json", ticket["id"]), "type": "incident",
        "raw_subject": "Where is it?", "description": "…", "recipient": "support@desk.example", "submitter_id": 1,
        "collaborator_ids": [], "follower_ids": [], "email_cc_ids": [], "has_incidents": false, "is_public": true,
        "due_at": null, "brand_id": 3, "sharing_agreement_ids": [], "followup_ids": [], "allow_attachments": true,
        "allow_channelback": false, "from_messaging_channel": false, "fields": ticket["custom_fields"],
    });
    let mut whole = changed(&members, ticket.clone());
    whole.as_object_mut().unwrap().remove("metric_set");
    whole
}

fn metrics(given: &Value) -> Value {
    let none = json!({"calendar": 0, "business": 0});
    let members = json!({
        "id": given["ticket_id"], "url": format!("https://desk.zendesk.com/api/v2/ticket_metrics/{}.json", given["ticket_id"]),
        "assignee_stations": 1, "created_at": TIME, "updated_at": TIME, "assigned_at": TIME, "status_updated_at": TIME,
        "initially_assigned_at": TIME, "requester_updated_at": TIME, "assignee_updated_at": TIME,
        "custom_status_updated_at": TIME, "latest_comment_added_at": TIME, "first_resolution_time_in_minutes": none,
        "full_resolution_time_in_minutes": none, "agent_wait_time_in_minutes": none,
        "requester_wait_time_in_minutes": none, "on_hold_time_in_minutes": none,
    });
    changed(&members, given.clone())
}

/// A solved ticket of a person's.
pub fn ticket(id: i64) -> Value {
    json!({
        "id": id, "created_at": "2026-09-01T08:00:00Z", "updated_at": "2026-09-02T08:00:00Z",
        "generated_timestamp": 1_788_300_000 + id, "subject": "Where is it?", "status": "solved", "priority": "high",
        "support_type": "agent", "tags": ["vip", "refund"],
        "via": {"channel": "email", "source": {"from": {}, "to": {}, "rel": null}}, "requester_id": 1,
        "assignee_id": 50, "group_id": 5, "organization_id": 9,
        "satisfaction_rating": {"id": 2, "score": "good", "comment": ""},
        "custom_fields": [{"id": 9, "value": "billing"}],
        "metric_set": {"ticket_id": id, "reopens": 1, "replies": 2, "group_stations": 1,
            "solved_at": "2026-09-02T07:00:00Z", "reply_time_in_minutes": {"calendar": 30, "business": 30}},
    })
}

/// A ticket that AI had to do with.
pub fn of_ai(id: i64, tier: Value, replies: u64) -> Value {
    let mut ticket = changed(
        &ticket(id),
        json!({
            "support_type": "ai_agent", "assignee_id": 60,
            "via": {"channel": "native_messaging", "source": {"from": {}, "to": {}, "rel": null}},
            "custom_fields": [{"id": 7, "value": tier}],
        }),
    );
    ticket["metric_set"]["replies"] = replies.into();
    ticket
}
