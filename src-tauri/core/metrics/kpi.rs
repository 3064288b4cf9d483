//! What a KPI is.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use ts_rs::TS;

use super::input::Input;
use super::kpis::KPIS;
use super::query::QueryError;
use super::row::{Row, Verdict};

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
    /// Minutes.
    Minutes,
    /// A customer's score, on the scale that it was given.
    Score,
}

/// Which of a ticket's times decides whether it belongs to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Cohort {
    /// Tickets opened in the period.
    Created,
    /// Tickets resolved in the period.
    Resolved,
    /// Tickets open at the period's end, or at the end of each of its parts.
    PeriodEnd,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: it describes.
    Neutral,
}

/// A number of each ticket that is averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// The customer's score, where all scores share one scale of at least 5.
    Score,
    /// Minutes that people worked on it.
    HandleMinutes,
}

/// A span of time of each ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// From the hand-off, else the opening, to a person's first reply.
    FirstReply,
    /// From the opening to the resolution.
    Resolution,
}

/// How a KPI is computed from the tickets of its cohort.
#[derive(Clone, Copy)]
pub enum Measure {
    /// The number of tickets.
    Count,
    /// The share of tickets that are a hit among those of which that is known.
    Share(fn(Row) -> Verdict),
    /// The same, where tickets can count by half: no interval is given for it.
    Graded(fn(Row) -> Verdict),
    /// The mean of a number over the tickets of which it is known.
    Mean(Amount),
    /// A percentile of a span of time, in minutes: the share of tickets that lie below it.
    Percentile(Duration, f64),
    /// The cost allocated to the tickets / those resolved by AI, by both, or by people.
    Cost,
    /// Tickets that AI resolved × what a resolution by people costs more than one by AI.
    CostSaved,
}

impl Measure {
    /// How a ticket counts, as far as its profile tells; what is computed from numbers asks them too.
    pub(crate) fn judge(self, row: Row) -> Verdict {
        match self {
            Measure::Count | Measure::Percentile(..) | Measure::Mean(Amount::Score) => Verdict::Hit,
            Measure::Share(judge) | Measure::Graded(judge) => judge(row),
            Measure::Mean(Amount::HandleMinutes) => Verdict::Hit.among(row.is_human_involved()),
            Measure::Cost => Verdict::Hit.among(row.is_resolved_by_anyone()),
            Measure::CostSaved => Verdict::Hit.among(row.is_ai_resolved()),
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
    /// What its denominator counts, in words; for a count, what it counts itself.
    pub counted: &'static str,
    /// The tickets it is computed over.
    pub cohort: Cohort,
    /// Which way is better.
    pub direction: Direction,
    /// When there is no value.
    pub no_value: &'static str,
    /// What it rests on, where that takes time or need not be all known.
    pub evidence: Evidence,
    /// What has to be known of tickets for it to be told.
    #[serde(serialize_with = "input_names")]
    #[ts(type = "Array<string>")]
    pub needs: &'static [&'static Input],
    /// What else it looks at: without it, it is judged on less evidence.
    #[serde(serialize_with = "input_names")]
    #[ts(type = "Array<string>")]
    pub helped_by: &'static [&'static Input],
    /// Where the definition comes from, and what to keep in mind when comparing.
    pub source: &'static str,
    /// How it is computed.
    #[serde(skip)]
    #[ts(skip)]
    pub measure: Measure,
}

/// What the judgement of a ticket rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The ticket alone.
    Itself,
    /// What happens within the repeat-contact window after its resolution.
    Window,
    /// The same, by repeat contacts and reopens: where only one of them is known, on that alone.
    WindowInPart,
    /// Time that passed: on the clock or in business hours, as the settings say.
    Time,
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

    /// Whether a ticket counts only once the repeat-contact window after its resolution has passed.
    pub fn has_window(&self) -> bool {
        matches!(self.evidence, Evidence::Window | Evidence::WindowInPart)
    }
}

fn input_names<S: Serializer>(inputs: &[&Input], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(inputs.iter().map(|input| input.name))
}

impl fmt::Debug for Kpi {
    /// As its name: the rest follows from it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
