//! Freshdesk: the list of tickets by their last change, with their times and requesters beside them.
//!
//! A list ends with page 300, and moves while it is read, so each page begins anew at the last change of the one before.
//! How often a person replied is in a ticket's conversations alone, and how long people worked in its time entries: they
//! are asked for where an agent has answered at all. Bots answer as agents. What shows that one took part differs from
//! account to account, so that it is for the mapping to say: replies of an agent that it calls AI are the AI's. The
//! source "Bot" is the only sign that all accounts share.
//!
//! The list leaves out deleted tickets and spam, and ratings stand on their own: a sync asks for them at its end. It is
//! not known whether a deletion, or a rating that is given or changed, counts as a change of the ticket, nor whether a
//! list can be asked for deleted tickets since a moment: one that refuses tells of none, and a ticket is excluded only
//! where it says itself that it is deleted or spam.

mod answer;
mod case;
mod labels;
mod list;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use self::answer::{Named, Survey, Ticket};
use self::case::{COLUMNS, Case, api_mapping};
use self::labels::Labels;
use self::list::{List, PAGE, all_pages, escaped};
use super::error::optional;
use super::json::{ticket, word};
use super::{Access, Authorization, ConnectError, Helpdesk, Http, Kind, Page, Rating, headers, once};
use crate::model::{Exclusion, Timestamp, parse_rfc3339};

pub(super) const KIND: Kind = Kind {
    name: "freshdesk",
    title: "Freshdesk",
    address: "https://example.freshdesk.com",
    user: None,
    secret: "an API key (Profile settings, View API key)",
    oauth: None,
    ticket_page: Some("/a/tickets/ID"),
    mapping: api_mapping,
    open: |Access { secret, since, mapping, look, .. }| {
        // The key stands where the user would; the password is anything.
        let authorization = Authorization::Key(secret);
        (
            authorization,
            Box::new(Freshdesk { since, bots: mapping.names_of_ai(AGENT), look, labels: OnceLock::new() }),
        )
    },
    headers: &[],
};

/// The column of agents.
const AGENT: &str = "Agent";
/// What comes late without a change of the ticket's time is read again for so many seconds.
const REREAD: i64 = 3 * DAY;
/// The same, for ratings and for what is deleted, which take few requests.
const REREAD_APART: i64 = 30 * DAY;
const DAY: i64 = 24 * 3_600;
/// Without a beginning, only the last month would be given.
const EARLIEST: Timestamp = Timestamp(946_684_800);

struct Freshdesk {
    since: Option<Timestamp>,
    /// Names of agents that are bots.
    bots: BTreeSet<String>,
    /// Tickets that are wanted, where only a look is.
    look: Option<u32>,
    labels: OnceLock<Labels>,
}

/// Where to go on in the list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    list: List,
    /// Where in time the sync began that this place is in.
    from: String,
    /// The last change that was come to.
    newest: Option<String>,
}

impl Place {
    /// At the beginning of a sync.
    fn new(since: String) -> Place {
        Place { list: List::since(since.clone()), from: since, newest: None }
    }
}

impl Helpdesk for Freshdesk {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let me: Named = http.get("/api/v2/agents/me")?;
        let _: Value = http.get("/api/v2/tickets?per_page=1&include=stats")?;
        Ok(me.name().unwrap_or_else(|| "an agent".to_owned()))
    }

    fn columns(&self, http: &Http) -> Result<Vec<String>, ConnectError> {
        let labels = self.labels(http)?;
        Ok(headers(COLUMNS).into_iter().chain(labels.custom.iter().map(|(_, label)| label.clone())).collect())
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        if place.from.is_empty() {
            place = Place::new(self.since.unwrap_or(EARLIEST).to_rfc3339());
        }
        let mut tickets: Vec<Box<RawValue>> =
            place.list.read(http, "&include=stats,requester,description")?;
        let labels = self.labels(http)?;
        let mut page = Page { end: tickets.len() < PAGE, ..Page::default() };
        // What takes requests of its own comes with each ticket, not with the list.
        tickets.truncate(self.look.map_or(usize::MAX, |look| look as usize));
        for json in &tickets {
            let Some(ticket) = page.read::<Ticket>(json) else { continue };
            place.newest = ticket.updated_at.clone().max(place.newest.take());
            let id = word(&ticket.id);
            page.take(id, Case::ask(http, labels, ticket).map(|case| case.record(labels)))?;
        }
        if page.end && self.look.is_none() {
            let since = earlier(&place.from, REREAD_APART);
            page.gone = gone(http, &since)?;
            page.ratings = ratings(http, &since)?;
            place = Place::new(place.newest.map(|newest| earlier(&newest, REREAD)).unwrap_or(place.from));
        } else {
            place.list.go_on(place.newest.as_deref());
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

impl Freshdesk {
    /// What the account's numbers stand for, found once.
    fn labels(&self, http: &Http) -> Result<&Labels, ConnectError> {
        once(&self.labels, || Labels::ask(http, &self.bots))
    }
}

/// So many seconds before a time.
fn earlier(time: &str, seconds: i64) -> String {
    parse_rfc3339(time).map_or_else(|| time.to_owned(), |time| Timestamp(time.0 - seconds).to_rfc3339())
}

/// Tickets that have been deleted or called spam since a moment.
fn gone(http: &Http, since: &str) -> Result<Vec<(String, Exclusion)>, ConnectError> {
    type Flag = fn(&Ticket) -> Option<bool>;
    let filters: [(&str, Exclusion, Flag); 2] = [
        ("&filter=deleted", Exclusion::Deleted, |ticket| ticket.deleted),
        ("&filter=spam", Exclusion::Spam, |ticket| ticket.spam),
    ];
    let mut gone = Vec::new();
    for (filter, why, flag) in filters {
        let mut list = List::since(since.to_owned());
        loop {
            let tickets: Vec<Box<RawValue>> = match optional(list.read(http, filter)) {
                Err(ConnectError::Failing { status: 400, .. }) => break,
                tickets => tickets?.unwrap_or_default(),
            };
            let readable: Vec<Ticket> = tickets.iter().filter_map(|json| ticket(json).ok()).collect();
            let flagged = readable.iter().filter(|ticket| flag(ticket) == Some(true));
            gone.extend(flagged.filter_map(|ticket| Some((word(&ticket.id)?, why))));
            if tickets.len() < PAGE {
                break;
            }
            let newest = readable.iter().filter_map(|ticket| ticket.updated_at.as_deref()).max();
            list.go_on(newest);
        }
    }
    Ok(gone)
}

/// Ratings given since a moment, the newest of each ticket: that is what the customer thinks now.
fn ratings(http: &Http, since: &str) -> Result<Vec<Rating>, ConnectError> {
    let question = format!("/api/v2/surveys/satisfaction_ratings?created_since={}&", escaped(since));
    let all: Vec<Box<RawValue>> = all_pages(http, &question)?.unwrap_or_default();
    let mut newest: HashMap<String, Survey> = HashMap::new();
    // One that cannot be read is a rating that is not known.
    let readable = all.iter().filter_map(|json| serde_json::from_str::<Survey>(json.get()).ok());
    for survey in readable.filter(|survey| survey.satisfied().is_some()) {
        let Some(ticket) = word(&survey.ticket_id) else { continue };
        let time = |survey: &Survey| (survey.created_at.clone(), survey.updated_at.clone());
        if newest.get(&ticket).is_none_or(|known| time(known) <= time(&survey)) {
            newest.insert(ticket, survey);
        }
    }
    let rating = |(ticket, survey): (String, Survey)| {
        let at = survey.created_at.as_deref().and_then(parse_rfc3339);
        Some(Rating { ticket, satisfied: survey.satisfied()?, at })
    };
    Ok(newest.into_iter().filter_map(rating).collect())
}
