//! What a KPI is.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kpis::KPIS;
use super::query::QueryError;
use super::row::Row;

/// What a KPI's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A proportion, 0 to 1.
    Proportion,
    /// A number of tickets.
    Count,
    /// Money in the workspace's currency.
    Money,
}

/// Which of a ticket's times decides whether it belongs to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Tickets opened in the period.
    Created,
    /// Tickets resolved in the period.
    Resolved,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: it describes.
    Neutral,
}

/// How a KPI is computed from the tickets of its cohort.
#[derive(Clone, Copy)]
pub enum Measure {
    /// The number of tickets.
    Count,
    /// The share of tickets of which this is true among those of which it is known; `None` leaves the ticket out.
    Share(fn(&Row<'_>) -> Option<bool>),
    /// The cost allocated to the tickets / those resolved by AI, by both, or by people.
    Cost,
}

impl Measure {
    /// Whether a ticket counts above the line as well as below it; `None`: it counts in neither.
    pub(super) fn judge(self, row: &Row<'_>) -> Option<bool> {
        match self {
            Measure::Count => Some(true),
            Measure::Share(judge) => judge(row),
            Measure::Cost => row.is_resolved_by_anyone().then_some(true),
        }
    }
}

/// A KPI, defined as data: help, tooltips, the glossary and reports are written from it.
#[derive(Serialize, TS)]
pub struct Kpi {
    /// The name on the command line and in JSON.
    pub name: &'static str,
    /// The name on screen and paper.
    pub title: &'static str,
    /// What the value is.
    pub unit: Unit,
    /// The formula in words.
    pub formula: &'static str,
    /// The tickets it is computed over.
    pub cohort: Cohort,
    /// Which way is better.
    pub direction: Direction,
    /// When there is no value.
    pub no_value: &'static str,
    /// Whether a ticket counts only once the repeat-contact window after its resolution has passed.
    pub window: bool,
    /// Where the definition comes from, and what to keep in mind when comparing.
    pub source: &'static str,
    /// How it is computed.
    #[serde(skip)]
    #[ts(skip)]
    pub measure: Measure,
}

impl Kpi {
    /// The KPI with this name.
    pub fn from_name(name: &str) -> Option<&'static Kpi> {
        KPIS.iter().copied().find(|kpi| kpi.name == name)
    }

    /// The KPI with this name, for a name that a user wrote.
    ///
    /// # Errors
    /// There is none; the error says which there are.
    pub fn named(name: &str) -> Result<&'static Kpi, QueryError> {
        Kpi::from_name(name).ok_or_else(|| QueryError::unknown_kpi(name))
    }
}

impl fmt::Debug for Kpi {
    /// As its name: the rest follows from it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
