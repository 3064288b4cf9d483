//! Helpdesks asked over their own interfaces. A connector is one file and one line in [`KINDS`].
//!
//! A connector says how its helpdesk is asked and turns each ticket into a record: a row of texts under the headers that
//! it names. From there on everything is as for files: a [`Mapping`] says what the columns mean, and users may change it.
//! It knows no store: whoever syncs keeps a page's tickets together with the place to go on from.

mod base;
mod django_helpdesk;
mod error;
mod freshdesk;
mod http;
mod intercom;
mod json;
mod keychain;
mod limit;
mod network;
mod oauth;
mod page;
mod replies;
mod request_tracker;
mod said;
mod secret;
mod zendesk;

use std::sync::{Arc, OnceLock};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

pub use error::{ConnectError, Said};
pub use http::{Http, Patience, Traffic};
pub use keychain::{Keychain, KeychainError};
pub use oauth::{Keeping, OAuth, REDIRECT_PORT, Session, SignIn, Tokens, redirect_url};
pub use page::{Page, Rating, Refused};
pub use said::TEXT_COLUMNS;
pub use secret::{Authorization, Secret};

use self::base::Base;
use crate::import::{Column as MappedColumn, Mapping};
use crate::model::{Field, Timestamp};

/// A kind of helpdesk that can be connected.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct Kind {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// An address, as an example.
    pub address: &'static str,
    /// Whose name is asked for beside the secret; `None` where none is.
    pub user: Option<&'static str>,
    /// What the secret is, and where it is made.
    pub secret: &'static str,
    /// How its users can sign in with the browser instead, where they can.
    pub oauth: Option<OAuth>,
    /// Where a ticket is looked at there, behind the address; the ticket's id stands for `ID`. `None` where that takes more
    /// than address and id.
    #[serde(skip)]
    #[ts(skip)]
    ticket_page: Option<&'static str>,
    /// What the columns of its records mean, where the user has not said otherwise.
    #[serde(skip)]
    #[ts(skip)]
    pub mapping: fn() -> Mapping,
    /// How it is asked.
    #[serde(skip)]
    #[ts(skip)]
    open: fn(Access) -> (Authorization, Box<dyn Helpdesk>),
    /// Headers of every request.
    #[serde(skip)]
    #[ts(skip)]
    headers: &'static [(&'static str, &'static str)],
}

/// All kinds.
pub const KINDS: &[Kind] =
    &[zendesk::KIND, intercom::KIND, freshdesk::KIND, django_helpdesk::KIND, request_tracker::KIND];

/// The kind of this name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// What a helpdesk is opened with.
#[derive(Clone, Debug)]
pub struct Access {
    /// The user, where the kind asks for one.
    pub user: Option<String>,
    /// The secret.
    pub secret: Secret,
    /// Tickets that last changed before are of no interest.
    pub since: Option<Timestamp>,
    /// What its records are read through: where it says which agents are AI, their replies are not counted as people's.
    pub mapping: Mapping,
    /// For a look at a few tickets, no sync: how many of them a page has at most. What is not asked for ticket by ticket
    /// is left out then.
    pub look: Option<u32>,
}

impl Access {
    /// Tickets of a page, where a helpdesk gives so many at most.
    fn page(&self, most: u32) -> u32 {
        self.look.map_or(most, |look| look.clamp(1, most))
    }
}

impl Kind {
    /// The page of a ticket in the helpdesk at an address.
    pub fn ticket_page(&self, address: &str, id: &str) -> Option<String> {
        let id = utf8_percent_encode(id, NON_ALPHANUMERIC).to_string();
        Some(format!("{}{}", address.trim_end_matches('/'), self.ticket_page?.replace("ID", &id)))
    }

    /// A helpdesk of this kind, ready to be asked. A sign-in is renewed and kept while it is.
    ///
    /// # Errors
    /// The address cannot be used, or the secret is the sign-in to another helpdesk.
    pub fn open(
        &self,
        address: &str,
        access: Access,
        patience: Arc<dyn Patience>,
        keeping: Arc<dyn Keeping>,
    ) -> Result<(Http, Box<dyn Helpdesk>), ConnectError> {
        let session = Session::of(self.oauth, &access.secret, &Base::new(address)?, keeping)?;
        let (authorization, helpdesk) = (self.open)(access);
        let authorization = session.map_or(authorization, Authorization::SignedIn);
        Ok((Http::new(address, authorization, self.headers, patience)?, helpdesk))
    }
}

/// A helpdesk.
pub trait Helpdesk: Send + Sync {
    /// Asks for what a sync needs, as far as that can be seen beforehand. Says whom it is connected as.
    ///
    /// # Errors
    /// What is missing: see [`ConnectError`].
    fn check(&self, http: &Http) -> Result<String, ConnectError>;

    /// The headers of its records. Asked for first.
    ///
    /// # Errors
    /// See [`ConnectError`].
    fn columns(&self, http: &Http) -> Result<Vec<String>, ConnectError>;

    /// The tickets that have changed, a page at a time. `at` is where the page before said to go on; null at the very
    /// first.
    ///
    /// # Errors
    /// See [`ConnectError`].
    fn page(&self, http: &Http, at: &Value) -> Result<Page, ConnectError>;
}

/// How a record's column is got from a ticket.
type Column<T> = (&'static str, fn(&T) -> Option<String>);

fn headers<T>(columns: &'static [Column<T>]) -> Vec<String> {
    columns.iter().map(|(header, _)| (*header).to_owned()).collect()
}

fn record<T>(columns: &'static [Column<T>], ticket: &T) -> Vec<String> {
    columns.iter().map(|(_, cell)| cell(ticket).unwrap_or_default()).collect()
}

/// What is asked for once, and known from then on.
fn once<T>(kept: &OnceLock<T>, ask: impl FnOnce() -> Result<T, ConnectError>) -> Result<&T, ConnectError> {
    match kept.get() {
        Some(known) => Ok(known),
        None => {
            let found = ask()?;
            Ok(kept.get_or_init(|| found))
        }
    }
}

/// A mapping of columns that give a field each.
fn mapping(title: &str, source: &str, columns: &[(&str, Field)]) -> Mapping {
    let mut mapping = Mapping::named(title);
    mapping.source = Some(source.to_owned());
    mapping.columns = columns.iter().map(|(header, field)| MappedColumn::new(*header, *field)).collect();
    mapping
}
