//! Request Tracker 5: the search of REST 2 for tickets by their last change, and the history of each.
//!
//! The history tells how often a ticket was opened again, and who wrote to whom. A search compares times in the zone
//! of the user who asks, which it does not tell, so that it begins a day earlier than it would have to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::optional;
use super::json::{lenient, list, word};
use super::{
    Access, Authorization, Column, ConnectError, Helpdesk, Http, Kind, Page, headers, mapping, record,
};
use crate::import::{Column as MappedColumn, Condition, EvidenceRule, Mapping, Meaning, Reading};
use crate::model::{Exclusion, Field, Timestamp, parse_rfc3339};

pub(super) const KIND: Kind = Kind {
    name: "request-tracker",
    title: "Request Tracker",
    address: "https://rt.example.com, with the path that it lives under",
    user: Some("the name of a user; leave it out where the secret is an authentication token"),
    secret: "an authentication token (Settings, Auth Tokens), or the user's password",
    oauth: None,
    ticket_page: Some("/Ticket/Display.html?id=ID"),
    mapping: api_mapping,
    open: |access: Access| {
        let page = access.page(PAGE);
        let Access { user, secret, since, .. } = access;
        let authorization = match user {
            Some(user) => Authorization::Basic { user, password: secret },
            None => Authorization::Token(secret),
        };
        (authorization, Box::new(RequestTracker { since, page, team: Mutex::default() }))
    },
    headers: &[],
};

/// Tickets of a page, and entries of a history: the most that the interface gives.
const PAGE: u32 = 100;
/// Pages of one list of transactions that are read at most.
const HISTORY_PAGES: u32 = 50;
/// Zones differ by up to 14 hours, and searches begin on whole days.
const ZONES: i64 = 24 * 3_600;

struct RequestTracker {
    since: Option<Timestamp>,
    /// Tickets of a page.
    page: u32,
    /// Of users that have written, whether they are of the team.
    team: Mutex<HashMap<String, bool>>,
}

/// Where to go on: in the list of what has changed since a moment, at a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    since: i64,
    page: u32,
    newest: i64,
    /// When the first page was asked for: what changes after that is for the next sync.
    begun: i64,
}

#[derive(Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct List<T> {
    #[serde(default = "Vec::new", deserialize_with = "list")]
    items: Vec<T>,
    #[serde(default)]
    total: Option<u64>,
    #[serde(default)]
    next_page: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Ticket {
    #[serde(rename = "id")]
    id: Value,
    #[serde(deserialize_with = "lenient")]
    subject: Option<String>,
    #[serde(deserialize_with = "lenient")]
    status: Option<String>,
    queue: Value,
    owner: Value,
    requestor: Value,
    #[serde(deserialize_with = "lenient")]
    priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    time_worked: Option<String>,
    #[serde(deserialize_with = "lenient")]
    created: Option<String>,
    #[serde(deserialize_with = "lenient")]
    resolved: Option<String>,
    #[serde(deserialize_with = "lenient")]
    last_updated: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Transaction {
    #[serde(rename = "id")]
    id: Value,
    /// The ticket that it is of: another one, where that was merged into the one whose history it stands in.
    object_id: Value,
    #[serde(deserialize_with = "lenient")]
    r#type: Option<String>,
    #[serde(deserialize_with = "lenient")]
    field: Option<String>,
    #[serde(deserialize_with = "lenient")]
    old_value: Option<String>,
    #[serde(deserialize_with = "lenient")]
    new_value: Option<String>,
    #[serde(deserialize_with = "lenient")]
    created: Option<String>,
    creator: Value,
}

struct Case {
    ticket: Ticket,
    requestors: Vec<String>,
    history: Option<Vec<Transaction>>,
    /// Those who wrote and are of the team.
    team: HashSet<String>,
}

const COLUMNS: &[Column<Case>] = &[
    ("Id", |case| word(&case.ticket.id)),
    ("Created", |case| known(&case.ticket.created)),
    ("Last updated", |case| known(&case.ticket.last_updated)),
    ("Resolved", |case| {
        let open = case.ticket.status.as_deref().is_none_or(|status| !is_over(status));
        known(&case.ticket.resolved).filter(|_| !open)
    }),
    ("Status", |case| case.ticket.status.clone()),
    ("Subject", |case| case.ticket.subject.clone()),
    ("Queue", |case| named(&case.ticket.queue)),
    ("Owner", |case| named(&case.ticket.owner).filter(|owner| owner != "Nobody")),
    ("Requestor", |case| case.requestors.first().cloned()),
    ("Reopens", |case| {
        let own = case.history.as_ref()?.iter().filter(|entry| case.is_own(entry));
        let changes = own.filter(|entry| entry.field.as_deref() == Some("Status"));
        let over = |value: &Option<String>| value.as_deref().is_some_and(is_over);
        Some(changes.filter(|entry| over(&entry.old_value) && !over(&entry.new_value)).count().to_string())
    }),
    ("Human replies", |case| Some(case.replies(true)?.count().to_string())),
    ("Customer replies", |case| Some(case.replies(false)?.count().to_string())),
    ("First human reply", |case| case.replies(true)?.filter_map(|entry| known(&entry.created)).min()),
    ("Minutes worked", |case| case.ticket.time_worked.clone().filter(|minutes| minutes != "0")),
];

fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "Request Tracker",
        "request-tracker",
        &[
            ("Id", Field::ExternalId),
            ("Created", Field::CreatedAt),
            ("Last updated", Field::UpdatedAt),
            ("Resolved", Field::ResolvedAt),
            ("Status", Field::Status),
            ("Subject", Field::Subject),
            ("Queue", Field::Team),
            ("Owner", Field::Assignee),
            ("Requestor", Field::RequesterId),
            ("Reopens", Field::Reopens),
            ("Human replies", Field::HumanReplies),
            ("Customer replies", Field::CustomerReplies),
            ("First human reply", Field::FirstHumanReplyAt),
        ],
    );
    mapping.columns.push(MappedColumn::new("Minutes worked", Field::HandleMinutes).read_as(Reading::Minutes));
    let words = [("stalled", "pending"), ("rejected", "closed"), ("deleted", "")];
    let words = words.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned()));
    mapping.values.insert(Field::Status, words.into_iter().collect());
    let status = |word| Condition::equals("Status", word);
    mapping.evidence = vec![
        EvidenceRule::new(status("deleted"), Meaning::Excluded(Exclusion::Deleted)),
        // Rejected is how queues of Request Tracker put away what is no request.
        EvidenceRule::new(status("rejected"), Meaning::Excluded(Exclusion::Spam)),
    ];
    mapping
}

/// Statuses of the lifecycle that every queue begins with.
fn is_over(status: &str) -> bool {
    matches!(status, "resolved" | "rejected" | "deleted")
}

/// A time; what has never been is given as 1970.
fn known(time: &Option<String>) -> Option<String> {
    time.clone().filter(|text| parse_rfc3339(text).is_some_and(|time| time.0 > 0))
}

/// The name of a queue or a user, which comes as an object or as a text.
fn named(value: &Value) -> Option<String> {
    ["Name", "EmailAddress", "id"].iter().find_map(|key| word(value.get(*key)?)).or_else(|| word(value))
}

impl Case {
    /// What was written for the other side to read, by the team or by the customer.
    fn replies(&self, by_team: bool) -> Option<impl Iterator<Item = &Transaction>> {
        let correspondence =
            self.history.as_ref()?.iter().filter(|entry| entry.r#type.as_deref() == Some("Correspond"));
        Some(correspondence.filter(move |entry| {
            named(&entry.creator).is_some_and(|creator| self.team.contains(&creator)) == by_team
        }))
    }

    /// Whether an entry of the history is of this ticket itself.
    fn is_own(&self, entry: &Transaction) -> bool {
        word(&entry.object_id).is_none_or(|of| Some(of) == word(&self.ticket.id))
    }

    /// The tickets that were merged into this one.
    fn merged(&self) -> BTreeSet<String> {
        let others = self.history.iter().flatten().filter(|entry| !self.is_own(entry));
        others.filter_map(|entry| word(&entry.object_id)).collect()
    }
}

impl Helpdesk for RequestTracker {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let version: Value = http.get("/REST/2.0/rt")?;
        let _: Value = http.get("/REST/2.0/tickets?query=id%3E0&per_page=1")?;
        let version = version.get("Version").and_then(word).unwrap_or_default();
        Ok(format!("a user of Request Tracker {version}"))
    }

    fn columns(&self, _: &Http) -> Result<Vec<String>, ConnectError> {
        Ok(headers(COLUMNS))
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        if place.page == 0 {
            let since = self.since.map_or(0, |since| since.0).max(place.since);
            place = Place { since, page: 1, newest: 0, begun: http.now().0 };
        }
        let from = Timestamp(place.since.saturating_sub(ZONES).max(0)).to_rfc3339();
        let from = from.get(..10).unwrap_or("1970-01-01");
        let query = format!("LastUpdated >= '{from}'");
        let path = format!(
            "/REST/2.0/tickets?query={}&orderby=id&order=ASC&page={}&per_page={}&fields=Subject,Status,Queue,Owner,\
             Requestor,Priority,TimeWorked,Created,Resolved,LastUpdated&fields[Queue]=Name",
            utf8_percent_encode(&query, NON_ALPHANUMERIC),
            place.page,
            self.page
        );
        let found: List<Box<RawValue>> = http.get(&path)?;
        let mut page = Page { end: found.next_page.is_none(), total: found.total, ..Page::default() };
        for json in &found.items {
            let Some(ticket) = page.read::<Ticket>(json) else { continue };
            let updated = ticket.last_updated.as_deref().and_then(parse_rfc3339);
            place.newest = place.newest.max(updated.map_or(0, |time| time.0));
            let id = word(&ticket.id);
            let case = self.case(http, ticket).inspect(|case| {
                page.gone.extend(case.merged().into_iter().map(|id| (id, Exclusion::Merged)));
            });
            page.take(id, case.map(|case| record(COLUMNS, &case)))?;
        }
        if page.end {
            page.gone.extend(deleted(http, from)?.into_iter().map(|id| (id, Exclusion::Deleted)));
        }
        place = match page.end {
            true => Place { since: place.newest.min(place.begun).max(place.since), ..Place::default() },
            false => Place { page: place.page + 1, ..place },
        };
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

impl RequestTracker {
    /// A ticket with its history, and with who in it is of the team.
    fn case(&self, http: &Http, ticket: Ticket) -> Result<Case, ConnectError> {
        let people = ticket.requestor.as_array().map(Vec::as_slice).unwrap_or_default();
        let requestors: Vec<String> = people.iter().filter_map(named).collect();
        let history = word(&ticket.id).map(|id| history(http, &id)).transpose()?.flatten();
        let team = self.team(http, history.iter().flatten(), &requestors)?;
        Ok(Case { ticket, requestors, history, team })
    }

    /// Which of those who wrote are of the team: users with privileges. Each is asked for once.
    fn team<'h>(
        &self,
        http: &Http,
        history: impl Iterator<Item = &'h Transaction>,
        requestors: &[String],
    ) -> Result<HashSet<String>, ConnectError> {
        let wrote = history.filter(|entry| entry.r#type.as_deref() == Some("Correspond"));
        let creators: HashSet<String> = wrote.filter_map(|entry| named(&entry.creator)).collect();
        let mut team = HashSet::new();
        for creator in creators.into_iter().filter(|creator| !requestors.contains(creator)) {
            let known = lock(&self.team).get(&creator).copied();
            let of_team = match known {
                Some(known) => known,
                None => is_privileged(http, &creator)?,
            };
            lock(&self.team).insert(creator.clone(), of_team);
            if of_team {
                team.insert(creator);
            }
        }
        Ok(team)
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a user has privileges. One who may not be looked at is taken to have, as whoever is no requestor mostly does.
fn is_privileged(http: &Http, user: &str) -> Result<bool, ConnectError> {
    #[derive(Deserialize)]
    struct User {
        #[serde(rename = "Privileged", default, deserialize_with = "lenient")]
        privileged: Option<String>,
    }
    let user = optional(
        http.get::<User>(&format!("/REST/2.0/user/{}", utf8_percent_encode(user, NON_ALPHANUMERIC))),
    )?;
    Ok(user.is_none_or(|user| user.privileged.as_deref() == Some("1")))
}

/// Tickets that were deleted since a day and have stayed so: no search for tickets finds them. None where this user may
/// not look at all transactions, who sees the tickets all the same.
fn deleted(http: &Http, from: &str) -> Result<Vec<String>, ConnectError> {
    let query =
        format!("Type = 'Status' AND (NewValue = 'deleted' OR OldValue = 'deleted') AND Created >= '{from}'");
    let query = utf8_percent_encode(&query, NON_ALPHANUMERIC);
    let fields = "ObjectId,NewValue,Created";
    let found =
        optional(transactions(http, &format!("/REST/2.0/transactions?query={query}&fields={fields}")))?;
    Ok(still_deleted(found.unwrap_or_default()))
}

/// The tickets that the last of these changes of status leaves deleted; a deleted ticket can be restored. Nothing says
/// in which order they come.
fn still_deleted(mut changes: Vec<Transaction>) -> Vec<String> {
    let number = |entry: &Transaction| word(&entry.id).and_then(|id| id.parse::<u64>().ok());
    changes.sort_by_cached_key(|entry| (known(&entry.created), number(entry)));
    let by_ticket = changes.iter().filter_map(|entry| Some((word(&entry.object_id)?, entry)));
    let last: BTreeMap<String, &Transaction> = by_ticket.collect();
    let deleted = last.into_iter().filter(|(_, entry)| entry.new_value.as_deref() == Some("deleted"));
    deleted.map(|(ticket, _)| ticket).collect()
}

/// The history of a ticket; `None` where it is gone.
fn history(http: &Http, ticket: &str) -> Result<Option<Vec<Transaction>>, ConnectError> {
    let fields = "ObjectId,Type,Field,OldValue,NewValue,Created,Creator";
    match transactions(http, &format!("/REST/2.0/ticket/{ticket}/history?fields={fields}")) {
        Ok(history) => Ok(Some(history)),
        Err(ConnectError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The transactions of all pages of a list.
fn transactions(http: &Http, path: &str) -> Result<Vec<Transaction>, ConnectError> {
    let mut all = Vec::new();
    for page in 1..=HISTORY_PAGES {
        let found: List<Transaction> = http.get(&format!("{path}&page={page}&per_page={PAGE}"))?;
        all.extend(found.items);
        if found.next_page.is_none() {
            break;
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_ticket_that_was_deleted_and_restored_is_not_deleted() {
        let change = |id: u64, of: u64, to: &str, day: u64| {
            serde_json::from_value(json!({"id": id.to_string(), "ObjectId": of, "NewValue": to,
                "Created": format!("2026-09-0{day}T08:00:00Z")}))
            .unwrap()
        };
        let changes = vec![
            change(14, 1, "open", 2),
            change(11, 1, "deleted", 1),
            change(12, 2, "deleted", 1),
            change(13, 2, "open", 2),
            change(15, 2, "deleted", 3),
            // Within one second, their numbers tell.
            change(101, 3, "open", 4),
            change(99, 3, "deleted", 4),
        ];
        assert_eq!(still_deleted(changes), ["2"]);
    }
}
