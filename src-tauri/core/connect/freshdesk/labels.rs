//! What an account's numbers stand for.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::answer::{Named, TicketField, choices};
use super::list::all_pages;
use crate::connect::error::optional;
use crate::connect::{ConnectError, Http};

#[derive(Default)]
pub(super) struct Labels {
    pub(super) status: HashMap<String, String>,
    pub(super) source: HashMap<String, String>,
    pub(super) groups: HashMap<i64, String>,
    pub(super) agents: HashMap<i64, String>,
    /// Agents that are bots.
    pub(super) bots: HashSet<i64>,
    /// Name and label of the fields that the account has made.
    pub(super) custom: Vec<(String, String)>,
}

/// What the numbers of sources stand for where the account does not say.
const SOURCES: [(&str, &str); 13] = [
    ("1", "Email"),
    ("2", "Portal"),
    ("3", "Phone"),
    ("4", "Forum"),
    ("5", "Twitter"),
    ("6", "Facebook"),
    ("7", "Chat"),
    ("8", "MobiHelp"),
    ("9", "Feedback Widget"),
    ("10", "Outbound Email"),
    ("11", "Ecommerce"),
    ("12", "Bot"),
    ("13", "Whatsapp"),
];
const STATUSES: [(&str, &str); 4] = [("2", "Open"), ("3", "Pending"), ("4", "Resolved"), ("5", "Closed")];

impl Labels {
    /// Asks for them. Bots are the agents with these names, in lower case, or with these numbers.
    pub(super) fn ask(http: &Http, bots: &BTreeSet<String>) -> Result<Labels, ConnectError> {
        let owned = |pairs: &[(&str, &str)]| -> HashMap<String, String> {
            pairs.iter().map(|(number, label)| ((*number).to_owned(), (*label).to_owned())).collect()
        };
        let mut labels = Labels { status: owned(&STATUSES), source: owned(&SOURCES), ..Labels::default() };
        let fields: Vec<TicketField> = optional(http.get("/api/v2/ticket_fields"))?.unwrap_or_default();
        for field in fields {
            match field.name.as_str() {
                // The numbers that all accounts share keep the words that the mapping knows, whatever they are called here.
                "status" => add(&mut labels.status, &field.choices),
                "source" => add(&mut labels.source, &field.choices),
                name if !field.default && !name.is_empty() => {
                    labels.custom.push((name.to_owned(), field.label.clone()));
                }
                _ => {}
            }
        }
        let names = |list: Vec<Named>| -> HashMap<i64, String> {
            list.into_iter().filter_map(|named| Some((named.id?, named.name()?))).collect()
        };
        labels.groups = names(all_pages(http, "/api/v2/groups?")?.unwrap_or_default());
        labels.agents = names(all_pages(http, "/api/v2/agents?")?.unwrap_or_default());
        let by_name = labels.agents.iter().filter(|(_, name)| bots.contains(&name.trim().to_lowercase()));
        let by_number = bots.iter().filter_map(|bot| bot.parse().ok());
        labels.bots = by_name.map(|(id, _)| *id).chain(by_number).collect();
        Ok(labels)
    }
}

/// Adds the labels of numbers that have none yet.
fn add(labels: &mut HashMap<String, String>, more: &Value) {
    for (number, label) in choices(more) {
        labels.entry(number).or_insert(label);
    }
}
