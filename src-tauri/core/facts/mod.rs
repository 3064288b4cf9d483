//! Tickets as columns in memory: what figures are computed over.
//!
//! One pass over the tickets ([`FactsBuilder::push`]) judges what does not depend on a question: who took part, who
//! resolved it, satisfied or not, whether the customer came back. Columns are plain numbers and codes of
//! dictionaries, so that a question is a scan. Nothing here knows a store: tickets are pushed in.

mod builder;
mod column;
mod flags;
mod repeat;
mod satisfaction;
mod timeline;

pub use builder::{FactsBuilder, Rules};
pub use column::Column;
pub use flags::Flags;
pub use satisfaction::{Scale, Scales};
pub use timeline::{Parts, Timeline};

use crate::model::Timestamp;

/// What tickets without a query type are grouped under.
pub const UNCATEGORISED: &str = "uncategorised";
/// What tickets without any other value are grouped under.
pub const NONE: &str = "(none)";

/// Stands in a time column for an unknown time. No moment that a ticket can have.
const UNKNOWN_TIME: i64 = i64::MIN;
/// Stands in a count column for an unknown count.
const UNKNOWN_COUNT: u32 = u32::MAX;

/// The eligible tickets of a store, as columns: the same row of each column is the same ticket. Excluded tickets
/// have no row; all they leave is their share in [`Facts::as_of`].
#[derive(Clone, Debug)]
pub struct Facts {
    as_of: Option<Timestamp>,
    repeat_window: i64,
    ids: Vec<i64>,
    created: Vec<i64>,
    resolved: Vec<i64>,
    flags: Vec<Flags>,
    human_replies: Vec<u32>,
    handle_minutes: Vec<f64>,
    /// Primary category.
    pub query_type: Column,
    /// Who resolved it.
    pub resolution_type: Column,
    /// The way the customer wrote.
    pub channel: Column,
    /// Urgency.
    pub priority: Column,
    /// The team it is assigned to.
    pub team: Column,
    /// The account's plan or tier.
    pub account_tier: Column,
    /// The customer's language.
    pub language: Column,
    /// Release of the AI.
    pub ai_version: Column,
    /// Why AI handed off.
    pub handoff_trigger: Column,
    /// Page of the product.
    pub page: Column,
    /// Where it was imported from.
    pub source: Column,
}

impl Facts {
    /// The number of eligible tickets.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether no ticket is eligible.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The newest of all the times of all tickets, excluded ones too; `None` where there is no time at all.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// The repeat-contact window, in seconds.
    pub fn repeat_window(&self) -> i64 {
        self.repeat_window
    }

    /// The ids that the tickets were pushed with, in row order.
    pub fn ids(&self) -> &[i64] {
        &self.ids
    }

    /// When each ticket was opened, in epoch seconds; unknown ones lie before every period.
    pub fn created(&self) -> &[i64] {
        &self.created
    }

    /// When each ticket was last resolved, in epoch seconds; unresolved ones lie before every period.
    pub fn resolved(&self) -> &[i64] {
        &self.resolved
    }

    /// When the ticket of a row was last resolved, in epoch seconds, if it was.
    pub fn resolved_at(&self, row: usize) -> Option<i64> {
        self.resolved.get(row).copied().filter(|time| *time != UNKNOWN_TIME)
    }

    /// What was judged of each ticket.
    pub fn flags(&self) -> &[Flags] {
        &self.flags
    }

    /// Public replies by people to the ticket of a row, if known.
    pub fn human_replies(&self, row: usize) -> Option<u32> {
        self.human_replies.get(row).copied().filter(|replies| *replies != UNKNOWN_COUNT)
    }

    /// Minutes that people worked on the ticket of a row, if known; finite and not below 0.
    pub fn handle_minutes(&self, row: usize) -> Option<f64> {
        self.handle_minutes.get(row).copied().filter(|minutes| !minutes.is_nan())
    }

    /// The earliest and the latest moment at which a ticket was opened or resolved.
    fn reach(&self) -> Option<(Timestamp, Timestamp)> {
        let times = self.created.iter().chain(&self.resolved).copied().filter(|time| *time != UNKNOWN_TIME);
        let (first, last) =
            times.fold((i64::MAX, i64::MIN), |(first, last), time| (first.min(time), last.max(time)));
        (first <= last).then_some((Timestamp(first), Timestamp(last)))
    }
}
