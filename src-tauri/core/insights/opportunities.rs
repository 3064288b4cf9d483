//! Tickets that show interest in buying more, and whether a person met them in time.

use serde::Serialize;
use ts_rs::TS;

use super::ground::Ground;
use crate::facts::{Column, UNKNOWN_TIME};
use crate::metrics::Ticket;

/// How opportunities were met.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Opportunities {
    /// Tickets that show interest.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Those that a person answered in time.
    #[ts(type = "number")]
    pub reached: u64,
    /// The share.
    pub reached_share: Option<f64>,
    /// Hours that are in time.
    pub hours: f64,
}

impl Opportunities {
    /// Counts a ticket that shows interest.
    pub(super) fn add(&mut self, ground: &Ground<'_>, ticket: &Ticket<'_>) {
        let replied = ticket.number(Column::FirstReply);
        let within = ground.rules.accounts.opportunity_hours * 3_600.0;
        let in_time = replied != UNKNOWN_TIME
            && replied >= ticket.created
            && f64::from(replied - ticket.created) <= within;
        // One that may still be answered in time tells nothing yet.
        let is_due = (ground.as_of.0 - i64::from(ticket.created)) as f64 >= within;
        if in_time || is_due {
            self.tickets += 1;
            self.reached += u64::from(in_time);
        }
    }

    pub(super) fn append(&mut self, other: &Opportunities) {
        self.tickets += other.tickets;
        self.reached += other.reached;
    }

    pub(super) fn finished(self, hours: f64) -> Opportunities {
        let reached_share = (self.tickets > 0).then(|| self.reached as f64 / self.tickets as f64);
        Opportunities { reached_share, hours, ..self }
    }
}
