//! Figures as they were published.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::{Change, Contribution};
use super::figure::{Figure, Group, is_withheld};
use super::kpi::Unit;
use super::query::Filter;
use crate::calendar::Period;
use crate::facts::Rules;
use crate::model::Timestamp;

/// A review as it was published, and what its figures rested on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FrozenReview {
    /// Its days.
    pub period: Period,
    /// Only these tickets.
    pub filters: Vec<Filter>,
    /// The zone that days were cut in.
    pub time_zone: String,
    /// The moment that the data was seen from.
    pub as_of: Option<Timestamp>,
    /// Version of the definitions.
    pub definitions: u32,
    /// The settings that tickets were judged by.
    pub rules: Rules,
    /// The period that it was compared with.
    pub compared_with: Option<Period>,
    /// What its author wrote beside it.
    pub note: Option<String>,
    /// The figures.
    pub rows: Vec<FrozenFigure>,
    /// Of what takes time to tell, where the period was too recent: the figures of the newest period that was not.
    #[serde(default)]
    pub mature: Option<FrozenMature>,
    /// What was called a change, the surest first.
    #[serde(default)]
    pub changes: Vec<FrozenChange>,
    /// What was written beside figures.
    #[serde(default)]
    pub notes: Vec<FigureNote>,
}

/// Figures of the newest period that could be judged, as they were published beside those of a later one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FrozenMature {
    /// Its days.
    pub period: Period,
    /// The period that it was compared with.
    pub compared_with: Option<Period>,
    /// The figures.
    pub rows: Vec<FrozenFigure>,
}

/// A figure that was called a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FrozenChange {
    /// The KPI's name.
    pub kpi: String,
    /// The query type that did most for it, where one did a quarter of it or more.
    pub most: Option<Contribution>,
}

/// What was written beside a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FigureNote {
    /// The KPI's name.
    pub kpi: String,
    /// The text.
    pub text: String,
}

/// A figure as it was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FrozenFigure {
    /// The KPI's name.
    pub kpi: String,
    /// The group it is for; empty for the whole.
    #[ts(type = "Record<string, string>")]
    pub group: Group,
    /// The figure.
    pub value: Option<f64>,
    /// What stood above the line.
    pub numerator: Option<f64>,
    /// What stood below the line.
    pub denominator: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Tickets that were too recent to judge.
    #[ts(type = "number | null")]
    pub immature: Option<u64>,
    /// How it differed from the period before.
    pub change: Option<Change>,
}

impl FrozenFigure {
    /// A figure, frozen.
    pub fn of(figure: &Figure, change: Option<Change>) -> FrozenFigure {
        FrozenFigure {
            kpi: figure.kpi.to_owned(),
            group: figure.group.clone(),
            value: figure.value,
            numerator: figure.numerator,
            denominator: figure.denominator,
            low: figure.low,
            high: figure.high,
            immature: figure.immature,
            change,
        }
    }

    /// The value that it states: of a few tickets it names only how many, and while some mature it may still change.
    pub fn stated(&self, unit: Unit) -> Option<f64> {
        self.value.filter(|_| !is_withheld(unit, self.denominator) && self.immature.unwrap_or(0) == 0)
    }
}
