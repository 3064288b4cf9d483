//! Freshdesk: the list of tickets by their last change, with their times and requesters beside them.
//!
//! A list ends with page 300, and moves while it is read, so each page begins anew at the last change of the one before. How often a person replied
//! is in a ticket's conversations alone, and how long people worked in its time entries: they are asked for where
//! an agent has answered at all. What shows that a bot took part differs from account to account, so that it is for
//! the mapping to say; the source "Bot" is the only sign that all accounts share.

use std::collections::HashMap;
use std::sync::OnceLock;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::optional;
use super::json::{lenient, list, word};
use super::{
    Access, Authorization, Column, ConnectError, Helpdesk, Http, Kind, Page, headers, mapping, record,
};
use crate::import::{Condition, EvidenceRule, Mapping, Meaning, QueryTypeRule};
use crate::model::{Exclusion, Field, Timestamp, parse_rfc3339};

pub(super) const KIND: Kind = Kind {
    name: "freshdesk",
    title: "Freshdesk",
    address: "https://example.freshdesk.com",
    user: None,
    secret: "an API key (Profile settings, View API key)",
    mapping: api_mapping,
    open: |Access { secret, since, .. }| {
        // The key stands where the user would; the password is anything.
        let authorization = Authorization::Key(secret);
        (authorization, Box::new(Freshdesk { since, labels: OnceLock::new() }))
    },
    headers: &[],
};

/// Tickets of a page: the most that the interface gives.
const PAGE: usize = 100;
/// The last page of a list that is given.
const LAST_PAGE: u32 = 300;
/// Ratings come after a ticket's last change, so those of so many seconds are read again.
const REREAD: i64 = 3 * 24 * 3_600;
/// Without a beginning, only the last month would be given.
const EARLIEST: Timestamp = Timestamp(946_684_800);

struct Freshdesk {
    since: Option<Timestamp>,
    labels: OnceLock<Labels>,
}

/// Where to go on: in the list of what has changed since a time, at a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    since: Option<String>,
    page: u32,
    /// The last change that was come to.
    newest: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ticket {
    id: Value,
    #[serde(deserialize_with = "lenient")]
    subject: Option<String>,
    #[serde(deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(deserialize_with = "lenient")]
    priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    source: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient")]
    kind: Option<String>,
    #[serde(deserialize_with = "list")]
    tags: Vec<String>,
    requester_id: Option<i64>,
    responder_id: Option<i64>,
    group_id: Option<i64>,
    company_id: Option<i64>,
    spam: Option<bool>,
    deleted: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    updated_at: Option<String>,
    requester: Option<Person>,
    stats: Option<Stats>,
    custom_fields: Option<serde_json::Map<String, Value>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Person {
    #[serde(deserialize_with = "lenient")]
    email: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Stats {
    #[serde(deserialize_with = "lenient")]
    agent_responded_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    first_responded_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    reopened_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    resolved_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    closed_at: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Conversation {
    incoming: Option<bool>,
    private: Option<bool>,
    /// 0 is a reply; others are notes, forwards, posts.
    source: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    created_at: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TimeEntry {
    time_spent_in_seconds: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    time_spent: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Survey {
    ratings: Option<HashMap<String, Value>>,
    #[serde(deserialize_with = "lenient")]
    created_at: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TicketField {
    name: String,
    label: String,
    default: bool,
    choices: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Named {
    id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    name: Option<String>,
    contact: Option<Contact>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Contact {
    #[serde(deserialize_with = "lenient")]
    name: Option<String>,
}

/// What numbers stand for in an account.
#[derive(Default)]
struct Labels {
    status: HashMap<String, String>,
    source: HashMap<String, String>,
    groups: HashMap<i64, String>,
    agents: HashMap<i64, String>,
    /// Name and label of the fields that the account has made.
    custom: Vec<(String, String)>,
}

/// A ticket with what stands beside it.
#[derive(Default)]
struct Case {
    ticket: Ticket,
    status: Option<String>,
    source: Option<String>,
    agent: Option<String>,
    group: Option<String>,
    replies: Option<Replies>,
    minutes: Option<f64>,
    rating: Option<Survey>,
}

#[derive(Clone, Default)]
struct Replies {
    by_team: u64,
    by_customer: u64,
    first_by_team: Option<String>,
}

const COLUMNS: &[Column<Case>] = &[
    ("Ticket ID", |case| word(&case.ticket.id)),
    ("Created time", |case| case.ticket.created_at.clone()),
    ("Last update time", |case| case.ticket.updated_at.clone()),
    ("Resolved time", |case| {
        // Freshdesk keeps the time when a ticket is opened again.
        case.ticket.status.as_deref().filter(|status| matches!(*status, "4" | "5"))?;
        let stats = case.ticket.stats.as_ref()?;
        stats.resolved_at.clone().or_else(|| stats.closed_at.clone())
    }),
    ("Status", |case| case.status.clone()),
    ("Priority", |case| {
        let names = ["Low", "Medium", "High", "Urgent"];
        let number: usize = case.ticket.priority.as_ref()?.parse().ok()?;
        Some((*names.get(number.checked_sub(1)?)?).to_owned())
    }),
    ("Source", |case| case.source.clone()),
    ("Type", |case| case.ticket.kind.clone()),
    ("Subject", |case| case.ticket.subject.clone()),
    ("Tags", |case| Some(case.ticket.tags.join(";"))),
    ("Requester", |case| {
        let email = case.ticket.requester.as_ref().and_then(|requester| requester.email.clone());
        email.or_else(|| case.ticket.requester_id.map(|id| id.to_string()))
    }),
    ("Company", |case| case.ticket.company_id.map(|id| id.to_string())),
    ("Agent", |case| case.agent.clone()),
    ("Group", |case| case.group.clone()),
    ("Human replies", |case| {
        // Where no agent has ever answered, there is nothing to count.
        let none = case.ticket.stats.as_ref().is_some_and(|stats| stats.agent_responded_at.is_none());
        let counted = case.replies.as_ref().map(|replies| replies.by_team);
        counted.or(none.then_some(0)).map(|replies| replies.to_string())
    }),
    ("Customer replies", |case| Some(case.replies.as_ref()?.by_customer.to_string())),
    ("First human reply at", |case| {
        let first = case.replies.as_ref().and_then(|replies| replies.first_by_team.clone());
        first.or_else(|| case.ticket.stats.as_ref()?.first_responded_at.clone())
    }),
    // The list tells that it was reopened, not how often.
    ("Reopens", |case| {
        case.ticket.stats.as_ref().map(|stats| u8::from(stats.reopened_at.is_some()).to_string())
    }),
    ("Minutes worked", |case| case.minutes.map(|minutes| minutes.to_string())),
    ("Satisfied", |case| satisfied(case.rating.as_ref()?)),
    ("Rated at", |case| {
        let rating = case.rating.as_ref()?;
        satisfied(rating).and_then(|_| rating.created_at.clone())
    }),
    ("Spam", |case| case.ticket.spam.map(|flag| flag.to_string())),
    ("Deleted", |case| case.ticket.deleted.map(|flag| flag.to_string())),
];

/// The sign of a rating says it: 103 is extremely happy, −103 extremely unhappy, 100 neither.
fn satisfied(rating: &Survey) -> Option<String> {
    let ratings = rating.ratings.as_ref()?;
    let value = ratings.get("default_question").or_else(|| ratings.values().next())?.as_i64()?;
    Some((value > 100).to_string())
}

fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "Freshdesk",
        "freshdesk",
        &[
            ("Ticket ID", Field::ExternalId),
            ("Created time", Field::CreatedAt),
            ("Last update time", Field::UpdatedAt),
            ("Resolved time", Field::ResolvedAt),
            ("Status", Field::Status),
            ("Priority", Field::Priority),
            ("Source", Field::Channel),
            ("Subject", Field::Subject),
            ("Tags", Field::Tags),
            ("Requester", Field::RequesterId),
            ("Company", Field::AccountId),
            ("Agent", Field::Assignee),
            ("Group", Field::Team),
            ("Human replies", Field::HumanReplies),
            ("Customer replies", Field::CustomerReplies),
            ("First human reply at", Field::FirstHumanReplyAt),
            ("Reopens", Field::Reopens),
            ("Minutes worked", Field::HandleMinutes),
            ("Satisfied", Field::Satisfied),
            ("Rated at", Field::CsatAt),
        ],
    );
    let rule = EvidenceRule::new;
    let excluded = |column, why| rule(Condition::equals(column, "true"), Meaning::Excluded(why));
    mapping.evidence = vec![
        excluded("Spam", Exclusion::Spam),
        excluded("Deleted", Exclusion::Deleted),
        rule(Condition::equals("Source", "Outbound Email"), Meaning::Excluded(Exclusion::Outbound)),
        rule(Condition::equals("Source", "Bot"), Meaning::AiTookPart),
    ];
    let channels =
        [("Portal", "web"), ("Forum", "web"), ("Feedback Widget", "web"), ("MobiHelp", "messaging")];
    let others = [
        ("Outbound Email", "email"),
        ("Ecommerce", "other"),
        ("Bot", "messaging"),
        ("Whatsapp", "messaging"),
    ];
    let channels = channels.into_iter().chain(others).chain([("Twitter", "social"), ("Facebook", "social")]);
    mapping.values.insert(
        Field::Channel,
        channels.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned())).collect(),
    );
    mapping.query_type = vec![QueryTypeRule::Column("Type".to_owned())];
    mapping.open_is_unresolved = true;
    mapping
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

impl Helpdesk for Freshdesk {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let me: Named = http.get("/api/v2/agents/me")?;
        let _: Value = http.get("/api/v2/tickets?per_page=1&include=stats")?;
        let name = me.contact.and_then(|contact| contact.name).or(me.name);
        Ok(name.unwrap_or_else(|| "an agent".to_owned()))
    }

    fn columns(&self, http: &Http) -> Result<Vec<String>, ConnectError> {
        let labels = self.labels(http)?;
        Ok(headers(COLUMNS).into_iter().chain(labels.custom.iter().map(|(_, label)| label.clone())).collect())
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        let first = self.since.unwrap_or(EARLIEST).to_rfc3339();
        let since = place.since.get_or_insert(first).clone();
        place.page = place.page.max(1);
        let path = format!(
            "/api/v2/tickets?updated_since={}&order_by=updated_at&order_type=asc&include=stats,requester\
             &per_page={PAGE}&page={}",
            utf8_percent_encode(&since, NON_ALPHANUMERIC),
            place.page
        );
        let tickets: Vec<Value> = http.get(&path)?;
        let labels = self.labels(http)?;
        let mut page = Page { end: tickets.len() < PAGE, ..Page::default() };
        for ticket in tickets {
            let ticket: Ticket = serde_json::from_value(ticket).unwrap_or_default();
            place.newest = ticket.updated_at.clone().max(place.newest.take());
            let case = case(http, labels, ticket)?;
            let mut cells = record(COLUMNS, &case);
            let custom = case.ticket.custom_fields.as_ref();
            let cell = |name: &String| custom.and_then(|fields| word(fields.get(name)?)).unwrap_or_default();
            cells.extend(labels.custom.iter().map(|(name, _)| cell(name)));
            page.records.push(cells);
        }
        let stands_still = place.newest.as_deref() == Some(since.as_str());
        match (page.end, place.newest.clone()) {
            // Ratings and what else comes late is read again the next time.
            (true, newest) => {
                let newest = newest.as_deref().and_then(parse_rfc3339).map(|time| Timestamp(time.0 - REREAD));
                let since = newest.map(Timestamp::to_rfc3339).unwrap_or(since);
                place = Place { since: Some(since), ..Place::default() };
            }
            // Tickets that change meanwhile move to the end, and all behind them one place forward: so the next page is
            // not the second of this list but the first of what has changed since its last ticket.
            (false, newest) if !stands_still => place = Place { since: newest.clone(), page: 1, newest },
            (false, _) => place.page += 1,
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

/// A ticket with its replies, minutes and rating, where there are any to ask for.
fn case(http: &Http, labels: &Labels, ticket: Ticket) -> Result<Case, ConnectError> {
    let label = |labels: &HashMap<String, String>, number: &Option<String>| {
        number.as_ref().map(|number| labels.get(number).unwrap_or(number).clone())
    };
    let named = |names: &HashMap<i64, String>, id: Option<i64>| {
        id.map(|id| names.get(&id).cloned().unwrap_or_else(|| id.to_string()))
    };
    let mut case = Case {
        status: label(&labels.status, &ticket.status),
        source: label(&labels.source, &ticket.source),
        agent: named(&labels.agents, ticket.responder_id),
        group: named(&labels.groups, ticket.group_id),
        ..Case::default()
    };
    let answered = ticket.stats.as_ref().is_some_and(|stats| stats.agent_responded_at.is_some());
    if let Some(id) = word(&ticket.id).filter(|_| answered) {
        let conversations: Option<Vec<Conversation>> =
            all_pages(http, &format!("/api/v2/tickets/{id}/conversations"))?;
        case.replies = conversations.map(|conversations| replies(&conversations));
        let entries: Option<Vec<TimeEntry>> = all_pages(http, &format!("/api/v2/tickets/{id}/time_entries"))?;
        case.minutes = entries
            .filter(|entries| !entries.is_empty())
            .map(|entries| entries.iter().filter_map(seconds).sum::<f64>() / 60.0);
        let ratings: Option<Vec<Survey>> =
            all_pages(http, &format!("/api/v2/tickets/{id}/satisfaction_ratings"))?;
        // Of several, the newest is what the customer thinks now.
        case.rating =
            ratings.and_then(|ratings| ratings.into_iter().max_by_key(|rating| rating.created_at.clone()));
    }
    case.ticket = ticket;
    Ok(case)
}

/// All of a list; `None` where there is none, as for a ticket that is gone, or an account without that part.
fn all_pages<T: serde::de::DeserializeOwned>(
    http: &Http,
    path: &str,
) -> Result<Option<Vec<T>>, ConnectError> {
    let mut all = Vec::new();
    for page in 1..=LAST_PAGE {
        let more = optional(http.get::<Vec<T>>(&format!("{path}?per_page={PAGE}&page={page}")))?;
        let Some(more) = more else { return Ok(None) };
        let end = more.len() < PAGE;
        all.extend(more);
        if end {
            break;
        }
    }
    Ok(Some(all))
}

fn replies(conversations: &[Conversation]) -> Replies {
    let public = || conversations.iter().filter(|conversation| conversation.private != Some(true));
    let by_team = || {
        public().filter(|conversation| {
            conversation.incoming != Some(true) && conversation.source.is_none_or(|source| source == 0)
        })
    };
    Replies {
        by_team: by_team().count() as u64,
        by_customer: public().filter(|conversation| conversation.incoming == Some(true)).count() as u64,
        first_by_team: by_team().filter_map(|conversation| conversation.created_at.clone()).min(),
    }
}

fn seconds(entry: &TimeEntry) -> Option<f64> {
    let written = || {
        let (hours, minutes) = entry.time_spent.as_ref()?.split_once(':')?;
        Some(hours.parse::<f64>().ok()? * 3_600.0 + minutes.parse::<f64>().ok()? * 60.0)
    };
    entry.time_spent_in_seconds.or_else(written)
}

impl Freshdesk {
    /// What the account's numbers stand for, found once.
    fn labels(&self, http: &Http) -> Result<&Labels, ConnectError> {
        if let Some(labels) = self.labels.get() {
            return Ok(labels);
        }
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
            let name = |named: Named| {
                Some((named.id?, named.contact.and_then(|contact| contact.name).or(named.name)?))
            };
            list.into_iter().filter_map(name).collect()
        };
        labels.groups = names(all_pages(http, "/api/v2/groups")?.unwrap_or_default());
        labels.agents = names(all_pages(http, "/api/v2/agents")?.unwrap_or_default());
        Ok(self.labels.get_or_init(|| labels))
    }
}

/// Adds the labels of numbers that have none yet.
fn add(labels: &mut HashMap<String, String>, more: &Value) {
    for (number, label) in choices(more) {
        labels.entry(number).or_insert(label);
    }
}

/// Numbers and their labels: `{"2": ["Open", "Being processed"]}` or `{"Email": 1}`.
fn choices(choices: &Value) -> HashMap<String, String> {
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
            satisfied(&Survey {
                ratings: Some(HashMap::from([("default_question".to_owned(), value.into())])),
                ..Survey::default()
            })
        };
        assert_eq!(rated(103).as_deref(), Some("true"));
        assert_eq!(rated(-103).as_deref(), Some("false"));
        assert_eq!(satisfied(&Survey::default()), None);
    }
}
