//! What Zendesk answers.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::connect::json::{count, known, lenient, list, readable};
use crate::connect::{ConnectError, Http};

#[derive(Deserialize)]
pub(super) struct Export {
    #[serde(default, deserialize_with = "list")]
    pub(super) tickets: Vec<Box<RawValue>>,
    #[serde(default, deserialize_with = "readable")]
    pub(super) metric_sets: Vec<Metrics>,
    #[serde(default, deserialize_with = "readable")]
    pub(super) users: Vec<User>,
    #[serde(default, deserialize_with = "readable")]
    pub(super) groups: Vec<Named>,
    #[serde(default, deserialize_with = "readable")]
    pub(super) organizations: Vec<Named>,
    #[serde(default)]
    pub(super) after_cursor: Option<String>,
    #[serde(default)]
    pub(super) end_of_stream: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ticket {
    pub(super) id: Value,
    pub(super) created_at: Value,
    pub(super) updated_at: Value,
    pub(super) generated_timestamp: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) subject: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) description: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) status: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) support_type: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(super) tags: Vec<String>,
    pub(super) via: Option<Via>,
    pub(super) requester_id: Option<i64>,
    pub(super) submitter_id: Option<i64>,
    pub(super) assignee_id: Option<i64>,
    pub(super) group_id: Option<i64>,
    pub(super) organization_id: Option<i64>,
    pub(super) satisfaction_rating: Option<Rating>,
    #[serde(deserialize_with = "list")]
    pub(super) custom_fields: Vec<FieldValue>,
}

#[derive(Deserialize)]
pub(super) struct Via {
    /// A word or a number.
    #[serde(default, deserialize_with = "lenient")]
    pub(super) channel: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Rating {
    #[serde(default, deserialize_with = "lenient")]
    pub(super) score: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct FieldValue {
    pub(super) id: Option<i64>,
    #[serde(default)]
    pub(super) value: Value,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Metrics {
    pub(super) ticket_id: Option<i64>,
    #[serde(deserialize_with = "count")]
    pub(super) reopens: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) replies: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) group_stations: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) solved_at: Option<String>,
    #[serde(deserialize_with = "known")]
    pub(super) reply_time_in_minutes: Option<Length>,
    #[serde(deserialize_with = "known")]
    pub(super) reply_time_in_seconds: Option<Length>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Length {
    #[serde(deserialize_with = "count")]
    pub(super) calendar: Option<u64>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct User {
    pub(super) id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) email: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) role: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) id: Option<i64>,
    #[serde(default, deserialize_with = "lenient")]
    pub(super) name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct TicketFields {
    #[serde(default, deserialize_with = "list")]
    pub(super) ticket_fields: Vec<TicketField>,
    #[serde(flatten)]
    pub(super) more: More,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TicketField {
    pub(super) id: i64,
    pub(super) title: String,
    /// Fields of the system itself cannot be removed; they stand in the ticket anyway.
    pub(super) removable: bool,
    #[serde(deserialize_with = "list")]
    pub(super) custom_field_options: Vec<FieldOption>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FieldOption {
    pub(super) name: String,
    pub(super) value: String,
}

#[derive(Deserialize)]
pub(super) struct Comments {
    #[serde(default, deserialize_with = "list")]
    pub(super) comments: Vec<Comment>,
    #[serde(default, deserialize_with = "readable")]
    pub(super) users: Vec<User>,
    #[serde(flatten)]
    pub(super) more: More,
}

/// Where a list goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct More {
    meta: Option<Meta>,
    links: Option<Links>,
    /// In accounts whose answers still come by page numbers.
    next_page: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Comment {
    pub(super) author_id: Option<i64>,
    pub(super) public: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    pub(super) created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) body: Option<String>,
    pub(super) via: Option<Via>,
}

#[derive(Deserialize)]
struct Meta {
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Links {
    #[serde(default)]
    next: Option<String>,
}

impl More {
    /// The path of the next page, where there is one.
    pub(super) fn path(self, http: &Http) -> Result<Option<String>, ConnectError> {
        let more = self.meta.is_none_or(|meta| meta.has_more);
        let next = self.links.and_then(|links| links.next).filter(|_| more).or(self.next_page);
        next.map(|next| http.path_of(&next)).transpose()
    }
}
