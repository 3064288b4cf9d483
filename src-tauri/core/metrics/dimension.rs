//! What figures can be split by and filtered on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::age;
use super::query::QueryError;
use crate::calendar::Bucket;
use crate::facts::{Column, Flags, NONE};
use crate::model::{AiOutcome, Channel, Priority, ResolutionType};

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
    /// The person it is assigned to; only where the workspace allows it, and never as a ranking.
    Assignee,
    /// The account's plan or tier.
    AccountTier,
    /// The customer's account.
    Account,
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
    /// A tag; a ticket counts in each of its tags.
    Tag,
    /// How the AI's part ended.
    AiOutcome,
    /// The customer's score and the top of its scale.
    Score,
    /// How long it had been open: at the moment that the backlog is counted at, else when it was resolved, or now.
    Age,
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
        Dimension::Assignee,
        Dimension::AccountTier,
        Dimension::Account,
        Dimension::Language,
        Dimension::AiVersion,
        Dimension::HandoffTrigger,
        Dimension::Page,
        Dimension::Source,
        Dimension::Tag,
        Dimension::AiOutcome,
        Dimension::Score,
        Dimension::Age,
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
            Dimension::Assignee => "assignee",
            Dimension::AccountTier => "account_tier",
            Dimension::Account => "account",
            Dimension::Language => "language",
            Dimension::AiVersion => "ai_version",
            Dimension::HandoffTrigger => "handoff_trigger",
            Dimension::Page => "page",
            Dimension::Source => "source",
            Dimension::Tag => "tag",
            Dimension::AiOutcome => "ai_outcome",
            Dimension::Score => "score",
            Dimension::Age => "age",
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

    /// The time dimension of these buckets.
    pub fn of_time(bucket: Bucket) -> Dimension {
        match bucket {
            Bucket::Day => Dimension::Day,
            Bucket::Week => Dimension::Week,
            Bucket::Month => Dimension::Month,
            Bucket::Quarter => Dimension::Quarter,
        }
    }

    /// The column of its codes; `None` for what follows from a ticket's profile or from the moment, and for time.
    pub(super) fn column(self) -> Option<Column> {
        Some(match self {
            Dimension::QueryType => Column::QueryType,
            Dimension::Channel => Column::Channel,
            Dimension::Priority => Column::Priority,
            Dimension::Team => Column::Team,
            Dimension::Assignee => Column::Assignee,
            Dimension::AccountTier => Column::AccountTier,
            Dimension::Account => Column::Account,
            Dimension::Language => Column::Language,
            Dimension::AiVersion => Column::AiVersion,
            Dimension::HandoffTrigger => Column::HandoffTrigger,
            Dimension::Page => Column::Page,
            Dimension::Source => Column::Source,
            Dimension::Tag => Column::Tags,
            Dimension::Score => Column::Rating,
            Dimension::ResolutionType
            | Dimension::AiOutcome
            | Dimension::Age
            | Dimension::Day
            | Dimension::Week
            | Dimension::Month
            | Dimension::Quarter => return None,
        })
    }

    /// For a dimension that follows from a ticket's profile, its value there.
    pub(super) fn of_profile(self) -> Option<fn(Flags) -> &'static str> {
        match self {
            Dimension::ResolutionType => Some(|flags| flags.resolution_type().word()),
            Dimension::AiOutcome => Some(ai_outcome),
            _ => None,
        }
    }

    /// The values that there are whatever the tickets, for a dimension of a few words.
    pub fn words(self) -> Option<Vec<&'static str>> {
        Some(match self {
            Dimension::ResolutionType => {
                let eligible = ResolutionType::ALL.iter().filter(|kind| **kind != ResolutionType::Excluded);
                eligible.map(|kind| kind.word()).collect()
            }
            Dimension::Channel => [Channel::WORDS, &[NONE]].concat(),
            Dimension::Priority => [Priority::WORDS, &[NONE]].concat(),
            Dimension::AiOutcome => [AiOutcome::WORDS, &[NONE]].concat(),
            Dimension::Age => age::names(),
            _ => return None,
        })
    }
}

/// How the AI's part ended: what the source says, else what follows from who took part.
fn ai_outcome(flags: Flags) -> &'static str {
    let outcome = match flags {
        _ if !flags.has(Flags::INVOLVED) => return NONE,
        _ if flags.has(Flags::CONFIRMED) => AiOutcome::Confirmed,
        _ if flags.has(Flags::ABANDONED) => AiOutcome::Abandoned,
        _ if flags.has(Flags::ESCALATED) => AiOutcome::HandedOff,
        _ if flags.has(Flags::AI_RESOLVED) => AiOutcome::Assumed,
        _ => return NONE,
    };
    outcome.word()
}
