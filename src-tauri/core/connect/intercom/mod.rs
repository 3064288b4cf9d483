//! Intercom: the search for conversations by their last change.
//!
//! The version is pinned, as the words for how AI's part ended depend on it; those of older versions are understood too.
//! What Fin made of a conversation, and ratings, change after it was closed, so the last days are read again. Whether a
//! person replied is read from a conversation's parts, where AI took part and an admin is said to have replied: the AI
//! poses as one. That rule rests on what accounts have shown.

mod answer;
mod case;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::answer::{Conversation, Found, Named};
use self::case::{COLUMNS, Case, Names, api_mapping};
use super::error::{optional, refuses_place};
use super::json::{list, word};
use super::{Access, Authorization, ConnectError, Helpdesk, Http, Kind, Page, headers, once, record};
use crate::model::Timestamp;

pub(super) const KIND: Kind = Kind {
    name: "intercom",
    title: "Intercom",
    address: "https://api.intercom.io, https://api.eu.intercom.io or https://api.au.intercom.io",
    user: None,
    secret: "an access token (Developer Hub, your app, Authentication) that may read conversations",
    oauth: None,
    ticket_page: None,
    mapping: api_mapping,
    open: |access: Access| {
        let page = access.page(PAGE);
        let Access { secret, since, .. } = access;
        (Authorization::Bearer(secret), Box::new(Intercom { since, page, names: OnceLock::new() }))
    },
    headers: &[("Intercom-Version", "2.15")],
};

/// Conversations of a page: the most that the interface gives.
const PAGE: u32 = 150;
/// Seconds before the newest change that are read again by the next sync.
const REREAD: i64 = 3 * DAY;
/// A search for contacts compares days in the workspace's zone; whether one for conversations does is not said. So it
/// begins so many seconds earlier than it would have to, and gives a few more.
const MARGIN: i64 = 2 * DAY;
const DAY: i64 = 24 * 3_600;

struct Intercom {
    since: Option<Timestamp>,
    /// Conversations of a page.
    page: u32,
    names: OnceLock<Names>,
}

/// Where to go on: in the list of what has changed since a time, behind a conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    since: i64,
    after: Option<String>,
    newest: i64,
    /// The newest change that had been read when a place in the list was last refused.
    refused: Option<i64>,
}

impl Helpdesk for Intercom {
    fn check(&self, http: &Http) -> Result<String, ConnectError> {
        let me: Named = http.get("/me")?;
        let _: Found = http.search("/conversations/search", &question(0, 1, None))?;
        Ok(me.name.unwrap_or_else(|| "an app".to_owned()))
    }

    fn columns(&self, _: &Http) -> Result<Vec<String>, ConnectError> {
        Ok(headers(COLUMNS))
    }

    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError> {
        let mut place: Place = serde_json::from_value(at.clone()).unwrap_or_default();
        if place.since == 0 {
            place.since = self.since.map_or(1, |since| (since.0 - MARGIN).max(1));
        }
        let found = place.search(http, self.page)?;
        let names = self.names(http)?;
        let mut page = Page { total: found.total_count, ..Page::default() };
        for json in &found.conversations {
            let Some(conversation) = page.read::<Conversation>(json) else { continue };
            place.newest = place.newest.max(conversation.updated_at.unwrap_or_default());
            let id = word(&conversation.id);
            page.take(id, Case::ask(http, names, conversation).map(|case| record(COLUMNS, &case)))?;
        }
        let after = found.pages.and_then(|pages| pages.next).and_then(|next| next.starting_after);
        if after.is_some() && after == place.after {
            return Err(http.unreadable("the search for conversations", "it gives the same page again"));
        }
        page.end = after.is_none();
        if page.end {
            let since = if place.newest > 0 { place.newest - REREAD } else { place.since };
            place = Place { since: since.max(1), ..Place::default() };
        } else {
            place.after = after;
        }
        page.next = serde_json::to_value(&place).unwrap_or_default();
        Ok(page)
    }
}

impl Place {
    /// The page at this place. How long a place in a list is known is not: where it is refused, the list is begun anew
    /// a little before the last change that was come to.
    fn search(&mut self, http: &Http, per_page: u32) -> Result<Found, ConnectError> {
        let ask = |place: &Place| {
            http.search("/conversations/search", &question(place.since, per_page, place.after.as_deref()))
        };
        match ask(self) {
            // One that refuses each of its own places would be read for ever.
            Err(error)
                if refuses_place(&error) && self.after.is_some() && self.refused != Some(self.newest) =>
            {
                let newest = self.newest;
                let since = self.since.max(newest - MARGIN);
                *self = Place { since, after: None, newest, refused: Some(newest) };
                ask(self)
            }
            answer => answer,
        }
    }
}

fn question(since: i64, per_page: u32, after: Option<&str>) -> Value {
    let mut pagination = json!({ "per_page": per_page });
    if let (Some(after), Some(pagination)) = (after, pagination.as_object_mut()) {
        pagination.insert("starting_after".to_owned(), after.into());
    }
    json!({
        // Whether ">" takes in the moment itself is not said the same way everywhere.
        "query": { "operator": "AND", "value": [{ "field": "updated_at", "operator": ">", "value": (since - 1).to_string() }] },
        "sort": { "field": "updated_at", "order": "ascending" },
        "pagination": pagination,
    })
}

impl Intercom {
    /// Names of people and teams, found once.
    fn names(&self, http: &Http) -> Result<&Names, ConnectError> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Lists {
            #[serde(deserialize_with = "list")]
            admins: Vec<Named>,
            #[serde(deserialize_with = "list")]
            teams: Vec<Named>,
        }
        let read = |path| {
            let lists = optional(http.get::<Lists>(path))?;
            Ok::<_, ConnectError>(lists.unwrap_or_default())
        };
        let by_id = |list: Vec<Named>| {
            list.into_iter().filter_map(|named| Some((word(&named.id)?, named.name?))).collect()
        };
        once(&self.names, || {
            Ok(Names { admins: by_id(read("/admins")?.admins), teams: by_id(read("/teams")?.teams) })
        })
    }
}
