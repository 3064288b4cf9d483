//! The requests that the window can make and the shapes of the answers. The page's TypeScript is generated from here.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::comparing::ComparedFigure;
use super::failure::Failure;
use super::page_name::PageName;
use super::trends::TrendPoint;
use crate::calendar::Period;
use crate::chart::ChartSpec;
use crate::cost::{CostCase, CostReport};
use crate::metrics::{Contribution, Filter, Kpi, Part, QualityRow};
use crate::model::Timestamp;
use crate::store::{ImportRecord, Settings, SourceSummary};

/// Excluded tickets, by reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Excluded {
    /// The reason's word.
    pub reason: &'static str,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
}

/// A period that the picker offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NamedPeriod {
    /// `this_week`, `last_week`, `this_month`, `last_month`, `this_quarter`, `last_quarter`, `last_90_days`,
    /// `latest_week`, `latest_month`, `latest_quarter` (the newest that have tickets).
    pub id: &'static str,
    /// Its days.
    pub period: Period,
    /// The period that it is compared with.
    pub before: Period,
    /// Whether any ticket was created or resolved in it.
    pub has_tickets: bool,
}

/// How the workspace stands: the status line, the period picker and the choice of the first page.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Status {
    /// Version of Supportmix.
    pub version: &'static str,
    /// Where the store is.
    pub store: String,
    /// Why the store cannot be used; all else is empty then.
    pub store_error: Option<Failure>,
    /// What happened on the way that the user should know.
    pub notes: Vec<String>,
    /// All tickets.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Tickets that count.
    #[ts(type = "number")]
    pub in_scope: u64,
    /// Tickets that do not, by reason.
    pub excluded: Vec<Excluded>,
    /// The newest of all times in the data.
    pub as_of: Option<Timestamp>,
    /// First local day with a ticket.
    #[ts(type = "string | null")]
    pub first_day: Option<chrono::NaiveDate>,
    /// Last local day with a ticket.
    #[ts(type = "string | null")]
    pub last_day: Option<chrono::NaiveDate>,
    /// The local day that it is now.
    #[ts(type = "string")]
    pub today: chrono::NaiveDate,
    /// The workspace's settings.
    pub settings: Settings,
    /// Version of the definitions behind the figures.
    pub definitions: u32,
    /// Where the tickets came from.
    pub sources: Vec<SourceSummary>,
    /// Whether the sample data is loaded.
    pub sample: bool,
    /// Whether any cost is entered.
    pub has_ledger: bool,
    /// The periods to offer.
    pub periods: Vec<NamedPeriod>,
    /// The one to begin with.
    pub default_period: &'static str,
}

/// A value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DimensionValue {
    /// The value, as in a filter.
    pub value: String,
    /// Tickets that have it.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// A cell of the scorecard.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ScoreCell {
    /// Of the period under review.
    #[serde(flatten)]
    pub shown: ComparedFigure,
    /// Where that is too recent to tell: the same of the newest period that is not.
    pub mature: Option<ComparedFigure>,
}

/// A KPI of the scorecard: of all tickets, and within each resolution type where that makes sense.
#[derive(Clone, Serialize, TS)]
pub struct ScoreRow {
    /// Its definition.
    pub kpi: &'static Kpi,
    /// The vendor's way of counting that it is of.
    pub count_as: Option<&'static str>,
    /// Where the period is too recent to tell: the newest period that is not.
    pub mature: Option<Period>,
    /// What that one is compared with.
    pub mature_before: Option<Period>,
    /// Of all tickets.
    pub whole: ScoreCell,
    /// Of all tickets in the periods that lead to this one, the oldest first; the last is the one under review, where
    /// that is a week, a month or a quarter.
    pub trend: Vec<TrendPoint>,
    /// Of those that AI resolved alone.
    pub ai_only: Option<ScoreCell>,
    /// Of those that AI and people shared.
    pub hybrid: Option<ScoreCell>,
    /// Of those that people resolved alone.
    pub human_only: Option<ScoreCell>,
}

/// A figure that changed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FigureChange {
    /// Its definition.
    pub kpi: &'static Kpi,
    /// The days that it is of: those under review, or the newest that can be judged.
    pub period: Period,
    /// The days that these are compared with.
    pub before: Period,
    /// The figure, and what it was.
    pub figure: ComparedFigure,
    /// The query type that did most for it, where one did a quarter of it or more.
    pub most: Option<Contribution>,
}

/// What changed of a page's figures.
#[derive(Clone, Debug, Serialize, TS)]
pub struct WhatChanged {
    /// The changes that are some, the surest first.
    pub changes: Vec<FigureChange>,
    /// Figures whose difference is within what chance does.
    pub noise: Vec<&'static str>,
}

/// What a page has.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PageDefinition {
    /// Which page.
    pub name: PageName,
    /// The names of its figures.
    pub kpis: &'static [&'static str],
}

/// A page of figures.
#[derive(Clone, Serialize, TS)]
pub struct PageAnswer {
    /// The period asked for.
    pub period: Period,
    /// The period compared with.
    pub before: Option<Period>,
    /// Where the period still runs: the same point in the other one, at which that is cut.
    pub before_until: Option<Timestamp>,
    /// Whether no ticket was opened or resolved in the period compared with, so that nothing can be.
    pub before_is_empty: bool,
    /// The moment the data is seen from.
    pub as_of: Option<Timestamp>,
    /// The zone that periods are cut in.
    pub time_zone: String,
    /// Where its cost went; `None` where the ledger does not cover it.
    pub costs: Option<CostReport>,
    /// What changed since the other period; `None` where nothing is compared, or can be.
    pub changes: Option<WhatChanged>,
    /// The figures, one a row.
    pub scorecard: Vec<ScoreRow>,
    /// The charts.
    pub charts: Vec<ChartSpec>,
}

/// A file that was chosen, dropped on the window or given at the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferedFile {
    /// Stands for the file in later requests: the page never sees or names paths.
    #[ts(type = "number")]
    pub token: usize,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedFile {
    /// Where it is.
    pub path: String,
}

/// How far the running import is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ImportRunning {
    /// The file being read.
    pub file: String,
    /// Bytes of it read.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Its size.
    #[ts(type = "number")]
    pub total: u64,
    /// Rows read.
    #[ts(type = "number")]
    pub rows: u64,
    /// Seconds since it began.
    pub seconds: f64,
}

/// The import that runs, or how the last one ended. One runs at a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct ImportState {
    /// The one that runs.
    pub running: Option<ImportRunning>,
    /// What the last one did.
    pub done: Vec<ImportRecord>,
    /// Why the last one failed.
    pub failed: Option<Failure>,
}

/// What a chart shows: the page's filter bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// The days.
    pub period: Period,
    /// Only these tickets.
    pub filters: Vec<Filter>,
}

impl Scope {
    /// Its filters in one order, so that the same tickets are the same, in whatever order they were chosen.
    pub fn filters_in_order(&self) -> Vec<Filter> {
        let mut filters = self.filters.clone();
        filters
            .sort_by(|one, two| (one.dimension.name(), &one.value).cmp(&(two.dimension.name(), &two.value)));
        filters
    }
}

/// A period's cost, as it was and as it would have been.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct WhatIf {
    /// As it was.
    pub now: CostCase,
    /// As it would have been.
    pub then: CostCase,
}

/// What a list of tickets is behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Behind {
    /// A figure.
    Figure(Drill),
    /// A row of the data quality.
    Quality(QualityRow),
}

/// A list of tickets behind a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// The page's period and filters.
    pub scope: Scope,
    /// The figure's KPI.
    pub kpi: String,
    /// The figure's group.
    pub group: Vec<Filter>,
    /// Which of its tickets.
    pub part: Part,
    /// The way of counting that the KPI is of, where it is a vendor's.
    #[serde(default)]
    pub count_as: Option<String>,
}
