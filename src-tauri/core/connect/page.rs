//! What a helpdesk gives at once.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::ConnectError;
use super::json::ticket;
use crate::model::{Exclusion, Timestamp};

/// Tickets that have changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// A record for each, under the helpdesk's headers.
    pub records: Vec<Vec<String>>,
    /// Tickets that have no record, as something of them cannot be read.
    pub refused: Vec<Refused>,
    /// Ids of tickets that are no longer there, and why.
    pub gone: Vec<(String, Exclusion)>,
    /// Ratings that come apart from their tickets, one for a ticket. They are of tickets of this page or of earlier ones.
    pub ratings: Vec<Rating>,
    /// Where to go on, in a sync to come too.
    pub next: Value,
    /// Whether there is no more for now.
    pub end: bool,
    /// How many tickets there are in all, where the helpdesk says so.
    pub total: Option<u64>,
}

/// A ticket that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its id, where that can be read.
    pub id: Option<String>,
    /// What of it cannot be read: a field of it, or what was asked for it alone.
    pub field: String,
    /// What is wrong with that.
    pub reason: String,
}

/// What the customer thought of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The ticket's id.
    pub ticket: String,
    /// The verdict.
    pub satisfied: bool,
    /// When it was given.
    pub at: Option<Timestamp>,
}

impl Page {
    /// Reads a ticket of a list; one that cannot be read is refused.
    pub(super) fn read<T: DeserializeOwned>(&mut self, json: &RawValue) -> Option<T> {
        ticket(json).map_err(|refused| self.refused.push(refused)).ok()
    }

    /// Takes in a ticket's record. Where what was asked for this ticket alone cannot be read, the ticket is refused,
    /// as it would be counted wrongly without; the others come in.
    pub(super) fn take(
        &mut self,
        id: Option<String>,
        record: Result<Vec<String>, ConnectError>,
    ) -> Result<(), ConnectError> {
        match record {
            Ok(record) => self.records.push(record),
            Err(ConnectError::Unreadable { what: field, reason, .. }) => {
                self.refused.push(Refused { id, field, reason });
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
