//! Freshdesk's lists: of tickets by their last change, which end with page 300, and all others.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::connect::error::optional;
use crate::connect::{ConnectError, Http};

/// Entries of a page: the most that the interface gives.
pub(super) const PAGE: usize = 100;
/// The last page of a list of tickets that is given.
const LAST_PAGE: u32 = 300;
/// Other lists have no last page that is known; one that is so long does not come to its end.
const MOST_PAGES: u32 = 20_000;

/// A place in the list of tickets that have changed since a moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct List {
    pub(super) since: String,
    page: u32,
}

impl List {
    pub(super) fn since(since: String) -> List {
        List { since, page: 1 }
    }

    /// Reads the page at this place; `more` is what else is asked for.
    pub(super) fn read<T: DeserializeOwned>(&self, http: &Http, more: &str) -> Result<Vec<T>, ConnectError> {
        if self.page > LAST_PAGE {
            let reason = format!(
                "more than {} tickets changed last at {}, and it gives no more of them; a connection made with a later \
                 beginning goes on behind them",
                PAGE as u32 * LAST_PAGE,
                self.since
            );
            return Err(http.unreadable("the list of tickets", &reason));
        }
        let since = escaped(&self.since);
        http.get(&format!(
            "/api/v2/tickets?updated_since={since}&order_by=updated_at&order_type=asc{more}&per_page={PAGE}&page={}",
            self.page
        ))
    }

    /// Goes on behind a page. Tickets that change meanwhile move to the end, and all behind them one place forward: so
    /// the next page is not the second of this list but the first of what has changed since its last ticket.
    pub(super) fn go_on(&mut self, newest: Option<&str>) {
        match newest.filter(|newest| *newest > self.since.as_str()) {
            Some(newest) => *self = List::since(newest.to_owned()),
            None => self.page += 1,
        }
    }
}

/// A value within a question.
pub(super) fn escaped(value: &str) -> String {
    utf8_percent_encode(value, NON_ALPHANUMERIC).to_string()
}

/// All of a list; `None` where there is none, as for a ticket that is gone, or an account without that part. `question`
/// is its path, up to where more can be asked for.
pub(super) fn all_pages<T: DeserializeOwned>(
    http: &Http,
    question: &str,
) -> Result<Option<Vec<T>>, ConnectError> {
    let mut all = Vec::new();
    for page in 1..=MOST_PAGES {
        let more = optional(http.get::<Vec<T>>(&format!("{question}per_page={PAGE}&page={page}")))?;
        let Some(more) = more else { return Ok(None) };
        let end = more.len() < PAGE;
        all.extend(more);
        if end {
            return Ok(Some(all));
        }
    }
    Err(http.unreadable("a list", "it has no end"))
}
