//! Zendesk: the incremental export of tickets, with metrics, users, groups and organizations beside them.
//!
//! `support_type_scope=all` is what brings the tickets that AI handled alone: by default they are left out. A ticket
//! stops being one of AI when it is escalated, so whether a person replied is read from its comments, where AI took part
//! and anybody replied; elsewhere the metrics tell. Whoever such a ticket is assigned to is the AI, as it would be one of
//! AI no more with a person. A page is looked through for them before any comment is read; an AI whose first ticket
//! comes later in the export is taken for a person until then. What "Resolution type" and "Resolution tier" hold is known
//! from one account; how long a cursor lives is not known, so that one that is refused is replaced by the time it stood for.

mod answer;
mod case;
mod talk;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::answer::{Export, Metrics, Named, Ticket, TicketField, TicketFields, User};
use self::case::{COLUMNS, Case, api_mapping};
use super::error::refuses_place;
use super::json::word;
use super::{Access, Authorization, ConnectError, Helpdesk, Http, Kind, OAuth, Page, headers, once};
use crate::model::{Exclusion, Timestamp};

pub(super) const KIND: Kind = Kind {
    name: "zendesk",
    title: "Zendesk",
    address: "https://example.zendesk.com",
    user: Some("the e-mail address of an administrator; leave it out where the token is one of OAuth"),
    secret: "an API token (Admin Center, Apps and integrations, APIs) or an OAuth access token with the scope read",
    oauth: Some(OAuth {
        client: "Admin Center, Apps and integrations, APIs, OAuth clients: one of the kind Public, with the redirect URL",
        authorize: "/oauth/authorizations/new",
        token: "/oauth/tokens",
        scope: "read",
    }),
    ticket_page: Some("/agent/tickets/ID"),
    mapping: api_mapping,
    open: |access: Access| {
        let page = access.page(PAGE);
        let Access { user, secret, since, .. } = access;
        let authorization = match user {
            Some(user) => Authorization::Basic { user: format!("{user}/token"), password: secret },
            None => Authorization::Bearer(secret),
        };
        (authorization, Box::new(Zendesk { since, page, fields: OnceLock::new() }))
    },
    headers: &[],
};

/// Tickets of a page: the most that the interface gives.
const PAGE: u32 = 1_000;
/// The newest minute is never given, and a start in it is refused.
const UNSETTLED: i64 = 61;
/// When a cursor is refused, tickets are read again from so many seconds before the newest that it covered.
const OVERLAP: i64 = 300;
/// Pages of the account's fields that are read at most.
const FIELD_PAGES: usize = 50;
/// Users that are taken for the AI's own at most. An account has a few; with more, it is not what it was taken for.
const AI_USERS: usize = 500;
/// Times that a page is asked for again whose cursor does not move.
const STUCK: usize = 3;

struct Zendesk {
    since: Option<Timestamp>,
    /// Tickets of a page.
    page: u32,
    fields: OnceLock<Vec<TicketField>>,
}

/// Where to go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    cursor: Option<String>,
    /// The newest change that has been read, by the helpdesk's clock.
    newest: i64,
    /// The newest change that had been read when a cursor was last refused.
    refused: Option<i64>,
    /// Users that tickets of AI are assigned to: the AI's own.
    ai_users: BTreeSet<i64>,
}

impl Helpdesk for Zendesk {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        #[derive(Deserialize)]
        struct Me {
            user: User,
        }
        let me: Me = http.get("/api/v2/users/me.json")?;
        // Whoever is not known is told that he is nobody, and not refused.
        if me.user.id.is_none() {
            return Err(http.unknown("it takes us for an anonymous user"));
        }
        // Only an administrator may export, which is seen by asking for one ticket of the export.
        let _: Value = http
            .get("/api/v2/incremental/tickets/cursor.json?start_time=1&per_page=1&support_type_scope=all")?;
        Ok(me.user.email.or(me.user.name).unwrap_or_else(|| "an administrator".to_owned()))
    }

    fn columns(&self, http: &Http) -> Result<Vec<String>, ConnectError> {
        let fields = self.fields(http)?;
        Ok(headers(COLUMNS).into_iter().chain(fields.iter().map(|field| field.title.clone())).collect())
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        let export = self.export(http, &mut place)?;
        let fields = self.fields(http)?;
        let mut page = Page { end: export.end_of_stream, ..Page::default() };
        let tickets: Vec<Ticket> = export.tickets.iter().filter_map(|json| page.read(json)).collect();
        place.learn(&tickets);
        let beside = Beside::new(export.metric_sets, export.users, export.groups, export.organizations);
        for ticket in tickets {
            if ticket.status.as_deref() == Some("deleted") {
                page.gone.extend(word(&ticket.id).map(|id| (id, Exclusion::Deleted)));
                continue;
            }
            let (id, number, requester) = (word(&ticket.id), ticket.id.as_i64(), ticket.requester_id);
            let mut case = beside.case(ticket);
            let talks = case.may_be_of_ai(fields, &place.ai_users)
                && case.replies().is_none_or(|replies| replies > 0);
            let talk = number.filter(|_| talks).map(|id| talk::ask(http, id, requester, &place.ai_users));
            let record = talk.transpose().map(|talk| {
                case.talk = talk.flatten();
                case.record(fields)
            });
            page.take(id, record)?;
        }
        place.cursor = export.after_cursor.or(place.cursor);
        if page.end {
            place.refused = None;
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

impl Place {
    /// Takes note of what a page's tickets tell of all: how far it came, and who is AI.
    fn learn(&mut self, tickets: &[Ticket]) {
        let times = tickets.iter().filter_map(|ticket| ticket.generated_timestamp);
        self.newest = times.fold(self.newest, i64::max);
        let of_ai = tickets.iter().filter(|ticket| ticket.support_type.as_deref() == Some("ai_agent"));
        for user in of_ai.filter_map(|ticket| ticket.assignee_id) {
            if self.ai_users.len() < AI_USERS {
                self.ai_users.insert(user);
            }
        }
    }
}

/// What stands beside the tickets of a page, by its ids.
struct Beside {
    metrics: HashMap<i64, Metrics>,
    users: HashMap<i64, User>,
    groups: HashMap<i64, String>,
    organizations: HashMap<i64, String>,
}

impl Beside {
    fn new(metrics: Vec<Metrics>, users: Vec<User>, groups: Vec<Named>, organizations: Vec<Named>) -> Beside {
        let names = |list: Vec<Named>| -> HashMap<i64, String> {
            list.into_iter().filter_map(|named| Some((named.id?, named.name?))).collect()
        };
        Beside {
            metrics: metrics.into_iter().filter_map(|set| Some((set.ticket_id?, set))).collect(),
            users: users.into_iter().filter_map(|user| Some((user.id?, user))).collect(),
            groups: names(groups),
            organizations: names(organizations),
        }
    }

    /// A ticket with what is of it, but for its comments.
    fn case(&self, ticket: Ticket) -> Case {
        fn of<T: Clone>(known: &HashMap<i64, T>, id: Option<i64>) -> Option<T> {
            id.and_then(|id| known.get(&id)).cloned()
        }
        Case {
            metrics: of(&self.metrics, ticket.id.as_i64()),
            requester: of(&self.users, ticket.requester_id),
            assignee: of(&self.users, ticket.assignee_id),
            group: of(&self.groups, ticket.group_id),
            organization: of(&self.organizations, ticket.organization_id),
            ticket,
            talk: None,
        }
    }
}

impl Zendesk {
    /// The fields that the account has made, found once.
    fn fields(&self, http: &Http) -> Result<&[TicketField], ConnectError> {
        Ok(once(&self.fields, || ask_fields(http))?)
    }

    /// The page behind a place. A cursor that is no longer known is left, and one that stands still asked for again.
    fn export(&self, http: &Http, place: &mut Place) -> Result<Export, ConnectError> {
        for _ in 0..STUCK {
            let start = match &place.cursor {
                Some(cursor) => format!("cursor={}", utf8_percent_encode(cursor, NON_ALPHANUMERIC)),
                None => format!("start_time={}", self.start(http, place)),
            };
            let path = format!(
                "/api/v2/incremental/tickets/cursor.json?{start}&per_page={}&support_type_scope=all\
                 &include=metric_sets,users,groups,organizations",
                self.page
            );
            match http.get::<Export>(&path) {
                Ok(export)
                    if !export.end_of_stream
                        && (export.after_cursor.is_none() || export.after_cursor == place.cursor) => {}
                Ok(export) => return Ok(export),
                // A helpdesk that refuses each of its own cursors would be read for ever.
                Err(error)
                    if refuses_place(&error)
                        && place.cursor.is_some()
                        && place.refused != Some(place.newest) =>
                {
                    place.refused = Some(place.newest);
                    place.cursor = None;
                }
                Err(error) => return Err(error),
            }
        }
        Err(http.unreadable("the export of tickets", "it gives the same page again and again"))
    }

    fn start(&self, http: &Http, place: &Place) -> i64 {
        let since = self.since.map_or(0, |since| since.0);
        let known = place.newest.saturating_sub(OVERLAP);
        since.max(known).min(http.now().0.saturating_sub(UNSETTLED)).max(0)
    }
}

/// The fields that the account has made, of all pages.
fn ask_fields(http: &Http) -> Result<Vec<TicketField>, ConnectError> {
    let mut fields = Vec::new();
    let mut path = Some("/api/v2/ticket_fields.json".to_owned());
    for _ in 0..FIELD_PAGES {
        let Some(asked) = path.take() else { break };
        match http.get::<TicketFields>(&asked) {
            Ok(found) => {
                fields.extend(found.ticket_fields.into_iter().filter(|field| field.removable));
                path = found.more.path(http)?;
            }
            Err(ConnectError::Missing { .. }) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(fields)
}
