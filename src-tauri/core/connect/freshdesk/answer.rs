//! What Freshdesk answers.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use crate::connect::json::{lenient, list, word};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Ticket {
    pub(super) id: Value,
    #[serde(deserialize_with = "lenient")]
    pub(super) subject: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) description_text: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) status: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) source: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "list")]
    pub(super) tags: Vec<String>,
    pub(super) requester_id: Option<i64>,
    pub(super) responder_id: Option<i64>,
    pub(super) group_id: Option<i64>,
    pub(super) company_id: Option<i64>,
    pub(super) spam: Option<bool>,
    pub(super) deleted: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    pub(super) created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) updated_at: Option<String>,
    pub(super) requester: Option<Person>,
    pub(super) stats: Option<Stats>,
    pub(super) custom_fields: Option<serde_json::Map<String, Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Person {
    #[serde(deserialize_with = "lenient")]
    pub(super) email: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Stats {
    #[serde(deserialize_with = "lenient")]
    pub(super) agent_responded_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) first_responded_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) reopened_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) resolved_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) closed_at: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Conversation {
    pub(super) incoming: Option<bool>,
    pub(super) private: Option<bool>,
    pub(super) source: Option<i64>,
    pub(super) user_id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) body_text: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TimeEntry {
    pub(super) time_spent_in_seconds: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) time_spent: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Survey {
    pub(super) ticket_id: Value,
    pub(super) ratings: Option<HashMap<String, Value>>,
    #[serde(deserialize_with = "lenient")]
    pub(super) created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub(super) updated_at: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TicketField {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) default: bool,
    pub(super) choices: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    pub(super) id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<String>,
    pub(super) contact: Option<Contact>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Contact {
    #[serde(deserialize_with = "lenient")]
    pub(super) name: Option<String>,
}

impl Ticket {
    /// What it began with, where it was not sent by an agent.
    pub(super) fn opening(&self) -> Option<&str> {
        /// An e-mail that an agent began with.
        const OUTBOUND: &str = "10";
        self.description_text.as_deref().filter(|_| self.source.as_deref() != Some(OUTBOUND))
    }
}

impl TimeEntry {
    /// How long it was, in seconds.
    pub(super) fn seconds(&self) -> Option<f64> {
        let written = || {
            let (hours, minutes) = self.time_spent.as_ref()?.split_once(':')?;
            Some(hours.parse::<f64>().ok()? * 3_600.0 + minutes.parse::<f64>().ok()? * 60.0)
        };
        self.time_spent_in_seconds.or_else(written)
    }
}

impl Survey {
    /// The sign of a rating says it: 103 is extremely happy, −103 extremely unhappy, 100 neither.
    pub(super) fn satisfied(&self) -> Option<bool> {
        let ratings = self.ratings.as_ref()?;
        let value = ratings.get("default_question").or_else(|| ratings.values().next())?.as_i64()?;
        Some(value > 100)
    }
}

impl Named {
    pub(super) fn name(self) -> Option<String> {
        self.contact.and_then(|contact| contact.name).or(self.name)
    }
}

/// Numbers and their labels: `{"2": ["Open", "Being processed"]}` or `{"Email": 1}`.
pub(super) fn choices(choices: &Value) -> HashMap<String, String> {
    let pair = |(key, value): (&String, &Value)| match value {
        Value::Array(labels) => Some((key.clone(), word(labels.first()?)?)),
        Value::Number(number) => Some((number.to_string(), key.clone())),
        _ => None,
    };
    choices.as_object().map(|choices| choices.iter().filter_map(pair).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_either_way_round() {
        let status = choices(&serde_json::json!({"2": ["Open", "Being Processed"], "7": ["Parked"]}));
        assert_eq!((status["2"].as_str(), status["7"].as_str()), ("Open", "Parked"));
        assert_eq!(choices(&serde_json::json!({"Email": 1}))["1"], "Email");
        assert!(choices(&serde_json::json!(["Question"])).is_empty());
    }

    #[test]
    fn the_sign_of_a_rating_tells() {
        let rated = |value: i64| {
            let ratings = Some(HashMap::from([("default_question".to_owned(), value.into())]));
            Survey { ratings, ..Survey::default() }.satisfied()
        };
        assert_eq!((rated(103), rated(100), rated(-103)), (Some(true), Some(false), Some(false)));
        assert_eq!(Survey::default().satisfied(), None);
    }
}
