//! What Intercom answers.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::connect::json::{count, lenient, list};

#[derive(Deserialize)]
pub(super) struct Found {
    #[serde(default, deserialize_with = "list")]
    pub(super) conversations: Vec<Box<RawValue>>,
    #[serde(default)]
    pub(super) total_count: Option<u64>,
    #[serde(default)]
    pub(super) pages: Option<Pages>,
}

#[derive(Deserialize)]
pub(super) struct Pages {
    #[serde(default)]
    pub(super) next: Option<Next>,
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    pub(super) starting_after: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Conversation {
    pub(super) id: Value,
    pub(super) created_at: Option<i64>,
    pub(super) updated_at: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) priority: Option<String>,
    #[serde(deserialize_with = "count")]
    pub(super) admin_assignee_id: Option<u64>,
    #[serde(deserialize_with = "count")]
    pub(super) team_assignee_id: Option<u64>,
    pub(super) tags: Option<Tags>,
    pub(super) contacts: Option<Contacts>,
    pub(super) source: Option<Source>,
    pub(super) statistics: Option<Statistics>,
    pub(super) conversation_rating: Option<Rating>,
    pub(super) sla_applied: Option<Sla>,
    pub(super) ai_agent_participated: Option<bool>,
    pub(super) ai_agent: Option<AiAgent>,
    pub(super) custom_attributes: Option<serde_json::Map<String, Value>>,
    pub(super) conversation_parts: Option<Parts>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Tags {
    #[serde(deserialize_with = "list")]
    pub(super) tags: Vec<Named>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    pub(super) id: Value,
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Contacts {
    #[serde(deserialize_with = "list")]
    pub(super) contacts: Vec<Named>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    #[serde(rename = "type", deserialize_with = "lenient")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) delivered_as: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) body: Option<String>,
    pub(super) author: Option<Author>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Author {
    pub(super) id: Value,
    #[serde(rename = "type", deserialize_with = "lenient")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) email: Option<String>,
    pub(super) from_ai_agent: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Statistics {
    pub(super) first_admin_reply_at: Option<i64>,
    pub(super) last_close_at: Option<i64>,
    #[serde(deserialize_with = "count")]
    pub(super) count_reopens: Option<u64>,
    pub(super) handling_time: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Rating {
    pub(super) rating: Option<f64>,
    pub(super) created_at: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sla {
    #[serde(deserialize_with = "lenient")]
    pub(super) sla_status: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AiAgent {
    #[serde(deserialize_with = "lenient")]
    pub(super) resolution_state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) source_type: Option<String>,
    pub(super) rating: Option<f64>,
    pub(super) created_at: Option<i64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Parts {
    #[serde(deserialize_with = "list")]
    pub(super) conversation_parts: Vec<Part>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    #[serde(deserialize_with = "lenient")]
    pub(super) part_type: Option<String>,
    pub(super) created_at: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) body: Option<String>,
    pub(super) author: Option<Author>,
}

impl Author {
    /// Whether it is nobody of the company and no bot.
    pub(super) fn is_customer(&self) -> bool {
        !matches!(self.kind.as_deref(), Some("admin" | "bot"))
    }
}
