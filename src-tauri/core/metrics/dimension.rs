//! What figures can be split by and filtered on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::query::QueryError;
use crate::calendar::Bucket;
use crate::facts::{NONE, UNCATEGORISED};

/// A property of tickets that figures are split by or filtered on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Primary category; empty is `uncategorised`.
    QueryType,
    /// Who resolved it.
    ResolutionType,
    /// The way the customer wrote.
    Channel,
    /// Urgency.
    Priority,
    /// The team it is assigned to.
    Team,
    /// The account's plan or tier.
    AccountTier,
    /// The customer's language.
    Language,
    /// Release of the AI.
    AiVersion,
    /// Why AI handed off.
    HandoffTrigger,
    /// Page of the product.
    Page,
    /// Where the ticket was imported from.
    Source,
    /// Local day of the KPI's cohort time.
    Day,
    /// Week of the KPI's cohort time.
    Week,
    /// Month of the KPI's cohort time.
    Month,
    /// Quarter of the KPI's cohort time.
    Quarter,
}

impl Dimension {
    /// All dimensions.
    pub const ALL: &'static [Dimension] = &[
        Dimension::QueryType,
        Dimension::ResolutionType,
        Dimension::Channel,
        Dimension::Priority,
        Dimension::Team,
        Dimension::AccountTier,
        Dimension::Language,
        Dimension::AiVersion,
        Dimension::HandoffTrigger,
        Dimension::Page,
        Dimension::Source,
        Dimension::Day,
        Dimension::Week,
        Dimension::Month,
        Dimension::Quarter,
    ];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::QueryType => "query_type",
            Dimension::ResolutionType => "resolution_type",
            Dimension::Channel => "channel",
            Dimension::Priority => "priority",
            Dimension::Team => "team",
            Dimension::AccountTier => "account_tier",
            Dimension::Language => "language",
            Dimension::AiVersion => "ai_version",
            Dimension::HandoffTrigger => "handoff_trigger",
            Dimension::Page => "page",
            Dimension::Source => "source",
            Dimension::Day => "day",
            Dimension::Week => "week",
            Dimension::Month => "month",
            Dimension::Quarter => "quarter",
        }
    }

    /// The dimension with this name.
    pub fn from_name(name: &str) -> Option<Dimension> {
        Dimension::ALL.iter().copied().find(|dimension| dimension.name() == name)
    }

    /// The dimension with this name, for a name that a user wrote.
    ///
    /// # Errors
    /// There is none; the error says which there are.
    pub fn named(name: &str) -> Result<Dimension, QueryError> {
        Dimension::from_name(name).ok_or_else(|| QueryError::unknown_dimension(name))
    }

    /// For a time dimension, the length of its buckets.
    pub fn bucket(self) -> Option<Bucket> {
        match self {
            Dimension::Day => Some(Bucket::Day),
            Dimension::Week => Some(Bucket::Week),
            Dimension::Month => Some(Bucket::Month),
            Dimension::Quarter => Some(Bucket::Quarter),
            _ => None,
        }
    }

    /// What tickets without a value are grouped under.
    pub fn empty_group(self) -> &'static str {
        if self == Dimension::QueryType { UNCATEGORISED } else { NONE }
    }
}
