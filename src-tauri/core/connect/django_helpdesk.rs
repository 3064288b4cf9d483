//! django-helpdesk: the list of tickets with their follow-ups.
//!
//! Its interface has neither a time of creation nor one of the last change, and no way to ask for what has changed: each
//! sync reads all tickets, and a ticket begins with its first follow-up. What changed is told from what is stored.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::json::{count, lenient, list, word};
use super::said::{Said, TEXT_COLUMNS};
use super::{
    Access, Authorization, Column, ConnectError, Helpdesk, Http, Kind, Page, headers, mapping, record,
};
use crate::import::{Condition, EvidenceRule, Mapping, Meaning, TextColumn};
use crate::model::{Exclusion, Field, Timestamp, parse_rfc3339};

pub(super) const KIND: Kind = Kind {
    name: "django-helpdesk",
    title: "django-helpdesk",
    address: "https://helpdesk.example.com",
    user: Some("the name of a user who is staff"),
    secret: "the user's password; the server needs HELPDESK_ACTIVATE_API_ENDPOINT = True",
    oauth: None,
    ticket_page: Some("/tickets/ID/"),
    mapping: api_mapping,
    open: |access: Access| {
        let page = access.page(PAGE);
        let Access { user, secret, .. } = access;
        let user = user.unwrap_or_default();
        (Authorization::Basic { user, password: secret }, Box::new(DjangoHelpdesk { page }))
    },
    headers: &[],
};

/// Tickets of a page.
const PAGE: u32 = 100;

struct DjangoHelpdesk {
    /// Tickets of a page.
    page: u32,
}

/// Where to go on. The place behind the last page is the beginning.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    page: u32,
}

#[derive(Deserialize)]
struct Tickets {
    #[serde(default)]
    count: Option<u64>,
    #[serde(default)]
    next: Option<String>,
    #[serde(default, deserialize_with = "list")]
    results: Vec<Box<RawValue>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ticket {
    id: Value,
    queue: Value,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    description: Option<String>,
    #[serde(deserialize_with = "lenient")]
    submitter_email: Option<String>,
    #[serde(deserialize_with = "lenient")]
    assigned_to: Option<String>,
    #[serde(deserialize_with = "count")]
    status: Option<u64>,
    on_hold: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    priority: Option<String>,
    #[serde(deserialize_with = "lenient")]
    merged_to: Option<String>,
    #[serde(deserialize_with = "list")]
    followup_set: Vec<FollowUp>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct FollowUp {
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    date: Option<String>,
    #[serde(deserialize_with = "lenient")]
    user: Option<String>,
    #[serde(deserialize_with = "lenient")]
    comment: Option<String>,
    public: Option<bool>,
    #[serde(deserialize_with = "count")]
    new_status: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    time_spent: Option<String>,
}

/// A ticket and what its follow-ups tell.
struct Case {
    ticket: Ticket,
    /// What the tickets that were merged into it begin with: a question, and no reply.
    openings: Vec<String>,
    /// In the order of their times.
    follow_ups: Vec<(Timestamp, FollowUp)>,
    resolved_at: Option<Timestamp>,
    reopens: u64,
}

const REOPENED: u64 = 2;
const RESOLVED: u64 = 3;
const CLOSED: u64 = 4;
const DUPLICATE: u64 = 5;

const COLUMNS: &[Column<Case>] = &[
    ("Id", |case| word(&case.ticket.id)),
    ("First follow-up", |case| Some(case.own().next()?.0.to_rfc3339())),
    ("Last follow-up", |case| Some(case.follow_ups.last()?.0.to_rfc3339())),
    ("Resolved", |case| Some(case.resolved_at?.to_rfc3339())),
    ("Status", |case| {
        let open = if case.ticket.on_hold == Some(true) { "on_hold" } else { "open" };
        Some(match case.ticket.status? {
            RESOLVED => "resolved".to_owned(),
            CLOSED | DUPLICATE => "closed".to_owned(),
            1 | REOPENED => open.to_owned(),
            other => other.to_string(),
        })
    }),
    ("Duplicate", |case| (case.ticket.status == Some(DUPLICATE)).then(|| "true".to_owned())),
    ("Priority", |case| {
        let names = ["urgent", "high", "normal", "low", "low"];
        let number: usize = case.ticket.priority.as_ref()?.parse().ok()?;
        Some((*names.get(number.checked_sub(1)?)?).to_owned())
    }),
    ("Title", |case| case.ticket.title.clone()),
    ("Submitter", |case| case.ticket.submitter_email.clone()),
    ("Queue", |case| word(&case.ticket.queue)),
    ("Assigned to", |case| case.ticket.assigned_to.clone()),
    ("Reopens", |case| Some(case.reopens.to_string())),
    ("Human replies", |case| Some(case.replies().count().to_string())),
    ("First human reply", |case| Some(case.replies().next()?.0.to_rfc3339())),
    ("Minutes worked", |case| {
        let spent =
            case.follow_ups.iter().filter_map(|(_, follow_up)| minutes(follow_up.time_spent.as_ref()?));
        spent.reduce(|all, one| all + one).map(|minutes| minutes.to_string())
    }),
    // Of a follow-up without a user nothing says whether the customer or the team sent it.
    (TEXT_COLUMNS[0], |case| Said::one(case.ticket.description.as_deref()).before),
];

fn api_mapping() -> Mapping {
    let mut mapping = mapping(
        "django-helpdesk",
        "django-helpdesk",
        &[
            ("Id", Field::ExternalId),
            ("First follow-up", Field::CreatedAt),
            ("Last follow-up", Field::UpdatedAt),
            ("Resolved", Field::ResolvedAt),
            ("Status", Field::Status),
            ("Priority", Field::Priority),
            ("Title", Field::Subject),
            ("Submitter", Field::RequesterId),
            ("Queue", Field::Team),
            ("Assigned to", Field::Assignee),
            ("Reopens", Field::Reopens),
            ("Human replies", Field::HumanReplies),
            ("First human reply", Field::FirstHumanReplyAt),
            ("Minutes worked", Field::HandleMinutes),
        ],
    );
    mapping.texts = vec![TextColumn::new(TEXT_COLUMNS[0])];
    let duplicate = Condition::equals("Duplicate", "true");
    mapping.evidence = vec![EvidenceRule::new(duplicate, Meaning::Excluded(Exclusion::Merged))];
    mapping
}

impl Case {
    /// A ticket, into which others with these descriptions were merged.
    fn new(ticket: Ticket, openings: Vec<String>) -> Case {
        let with_time =
            |follow_up: &FollowUp| Some((parse_rfc3339(follow_up.date.as_ref()?)?, follow_up.clone()));
        let mut follow_ups: Vec<(Timestamp, FollowUp)> =
            ticket.followup_set.iter().filter_map(with_time).collect();
        follow_ups.sort_by_key(|(time, _)| *time);
        let mut case = Case { openings, follow_ups, resolved_at: None, reopens: 0, ticket };
        let (mut resolved_at, mut reopens) = (None, 0);
        for (time, follow_up) in case.own() {
            match follow_up.new_status {
                Some(RESOLVED | CLOSED | DUPLICATE) => resolved_at = resolved_at.or(Some(*time)),
                Some(_) if resolved_at.is_some() => {
                    resolved_at = None;
                    reopens += 1;
                }
                _ => {}
            }
        }
        // The status is the last word: a change over the interface leaves no follow-up.
        if matches!(case.ticket.status, Some(1 | REOPENED)) && resolved_at.take().is_some() {
            reopens += 1;
        }
        (case.resolved_at, case.reopens) = (resolved_at, reopens);
        case
    }

    /// The follow-ups that were not moved here with a merge; those say what became of another ticket.
    fn own(&self) -> impl Iterator<Item = &(Timestamp, FollowUp)> {
        self.follow_ups.iter().filter(|(_, follow_up)| !follow_up.was_moved())
    }

    /// What people of the team wrote for the customer to read.
    fn replies(&self) -> impl Iterator<Item = &(Timestamp, FollowUp)> {
        // Who enters a ticket is its first follow-up's user, with the question as the comment.
        let opening = self.own().next().map(|(time, _)| *time);
        self.follow_ups.iter().filter(move |(time, follow_up)| {
            let comment = follow_up.comment.as_deref().map(str::trim).filter(|comment| !comment.is_empty());
            let opens =
                Some(*time) == opening && comment == self.ticket.description.as_deref().map(str::trim);
            let opened =
                follow_up.was_moved() && self.openings.iter().any(|opening| comment == Some(opening.trim()));
            follow_up.public == Some(true)
                && follow_up.user.is_some()
                && comment.is_some()
                && !opens
                && !opened
        })
    }
}

impl FollowUp {
    /// Whether it came with a merge. Its title then begins with where it is from, in the language of who merged:
    /// `[Merged from #30] …`.
    fn was_moved(&self) -> bool {
        let from = self.title.as_deref().and_then(|title| title.strip_prefix('[')?.split_once(']'));
        let number = from.and_then(|(from, _)| from.rsplit_once('#'));
        number
            .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// `HH:MM:SS`, with days before it where there are any.
fn minutes(text: &str) -> Option<f64> {
    let (days, clock) = text.split_once(' ').unwrap_or(("0", text));
    let parts: Vec<f64> = clock.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hours, minutes, seconds] = parts[..] else { return None };
    Some(days.parse::<f64>().ok()? * 1_440.0 + hours * 60.0 + minutes + seconds / 60.0)
}

impl Helpdesk for DjangoHelpdesk {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let tickets: Tickets = http.get("/api/tickets/?page_size=1")?;
        Ok(format!("a user who sees {} tickets", tickets.count.unwrap_or_default()))
    }

    fn columns(&self, _: &Http) -> Result<Vec<String>, ConnectError> {
        Ok(headers(COLUMNS))
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        let number = place.page.max(1);
        let path = format!("/api/tickets/?page_size={}&page={number}", self.page);
        let found: Tickets = match http.get(&path) {
            Ok(found) => found,
            // The list has become shorter since the page before.
            Err(ConnectError::Missing { .. }) if number > 1 => {
                Tickets { count: None, next: None, results: Vec::new() }
            }
            Err(error) => return Err(error),
        };
        let mut page = Page { end: found.next.is_none(), total: found.count, ..Page::default() };
        let tickets: Vec<Ticket> = found.results.iter().filter_map(|json| page.read(json)).collect();
        // A merged ticket has lost its follow-ups to the one that it was merged into.
        let mut openings: HashMap<String, Vec<String>> = HashMap::new();
        for ticket in &tickets {
            if let (Some(into), Some(description)) = (&ticket.merged_to, &ticket.description) {
                openings.entry(into.clone()).or_default().push(description.clone());
            }
        }
        let (merged, whole): (Vec<Ticket>, Vec<Ticket>) =
            tickets.into_iter().partition(|ticket| ticket.merged_to.is_some());
        page.gone = merged.iter().filter_map(|ticket| Some((word(&ticket.id)?, Exclusion::Merged))).collect();
        let cases = whole.into_iter().map(|ticket| {
            let openings = word(&ticket.id).and_then(|id| openings.remove(&id)).unwrap_or_default();
            Case::new(ticket, openings)
        });
        page.records = cases.map(|case| record(COLUMNS, &case)).collect();
        let next = Place { page: if page.end { 1 } else { number + 1 } };
        page.next = serde_json::to_value(next).unwrap_or_default();
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn follow_ups_tell_when_it_was_resolved_and_opened_again() {
        let ticket = |status: u64| {
            serde_json::from_value(json!({"id": 1, "status": status, "followup_set": [
                {"date": "2026-09-03T08:00:00Z", "new_status": 3, "user": 1, "public": true, "comment": "Done again", "time_spent": "00:20:00"},
                {"date": "2026-09-01T08:00:00+02:00", "new_status": null, "user": null, "public": true, "comment": "Help"},
                {"date": "2026-09-01T09:00:00Z", "new_status": 3, "user": 1, "public": true, "comment": "Done", "time_spent": "1 00:10:30"},
                {"date": "2026-09-02T08:00:00Z", "new_status": 2, "user": null, "public": true, "comment": "Not quite"},
                {"date": "2026-09-01T08:30:00Z", "user": 1, "public": false, "comment": "Among us"},
            ]})).unwrap()
        };
        let case = Case::new(ticket(3), Vec::new());
        let cells = |case: &Case| {
            headers(COLUMNS)
                .into_iter()
                .zip(record(COLUMNS, case))
                .collect::<std::collections::HashMap<_, _>>()
        };
        let solved = cells(&case);
        assert_eq!(solved["First follow-up"], "2026-09-01T06:00:00Z");
        assert_eq!(solved["Resolved"], "2026-09-03T08:00:00Z");
        assert_eq!((solved["Reopens"].as_str(), solved["Human replies"].as_str()), ("1", "2"));
        assert_eq!(solved["First human reply"], "2026-09-01T09:00:00Z");
        assert_eq!(solved["Minutes worked"], "1470.5");
        assert_eq!(
            cells(&Case::new(ticket(2), Vec::new()))["Resolved"],
            "",
            "its status says that it is open"
        );
    }

    #[test]
    fn an_opening_is_no_reply_and_a_merge_moves_no_life() {
        let follow_up = |day: u32, comment: &str, title: &str, new_status: Option<u64>| {
            let date = format!("2026-09-0{day}T08:00:00Z");
            json!({"date": date, "user": 1, "public": true, "comment": comment, "title": title, "new_status": new_status})
        };
        let ticket = json!({"id": 31, "status": 2, "description": "Mine", "followup_set": [
            follow_up(3, "Mine", "Ticket opened", None),
            follow_up(4, "Done", "Resolved", Some(3)),
            follow_up(1, "Theirs", "[Merged from #30] Ticket opened", None),
            follow_up(2, "An answer", "[Merged from #30] Resolved", Some(3)),
        ]});
        let case = Case::new(serde_json::from_value(ticket).unwrap(), vec!["Theirs".to_owned()]);
        assert_eq!(case.own().count(), 2);
        let replies: Vec<&str> = case.replies().filter_map(|(_, reply)| reply.comment.as_deref()).collect();
        assert_eq!(replies, ["An answer", "Done"]);
        assert_eq!((case.resolved_at, case.reopens), (None, 1), "opened again without a follow-up");
    }
}
