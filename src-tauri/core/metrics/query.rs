//! Questions, and what can be wrong with them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::dimension::Dimension;
use super::kpi::Kpi;
use super::kpis::KPIS;
use super::preset::{NEUTRAL, PRESETS, Preset};
use super::stop::StopSign;
use super::suggest::nearest;
use super::target::Targets;
use crate::calendar::{Calendar, OpenTime, Period};
use crate::cost::Costs;
use crate::facts::{ColumnsError, Facts};
use crate::model::Timestamp;

/// The workspace's settings that figures rest on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The reporting zone and first day of the week.
    pub calendar: Calendar,
    /// The business hours that times are measured in; where there are none, they run on the clock.
    pub open_time: Option<&'a OpenTime>,
    /// What support costs.
    pub costs: &'a Costs,
    /// What the KPIs should be.
    pub targets: &'a Targets,
    /// Whether figures may be split by and filtered on the person that tickets are assigned to.
    pub by_assignee: bool,
    /// Whether the answer is still wanted.
    pub stop: &'a StopSign,
}

impl Basis<'_> {
    /// How times are measured.
    pub fn times(&self) -> Times {
        if self.open_time.is_some() { Times::BusinessHours } else { Times::Clock }
    }
}

/// How times of replies and resolutions are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Times {
    /// On the clock, nights, weekends and holidays too.
    Clock,
    /// In business hours alone.
    BusinessHours,
}

/// Only tickets with this value. Several filters on one dimension mean or, on different ones and.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Filter {
    /// What is filtered on.
    pub dimension: Dimension,
    /// The value, as groups are named: `uncategorised` and `(none)` stand for empty ones.
    pub value: String,
}

/// A question for figures.
#[derive(Clone, Debug)]
pub struct Query {
    /// The local days.
    pub period: Period,
    /// Nothing from this moment on counts: the point at which a period that still runs, and the one it is compared
    /// with, are cut.
    pub until: Option<Timestamp>,
    /// Which KPIs; the answer has them in the order of the catalogue, each once.
    pub kpis: Vec<&'static Kpi>,
    /// The way of counting that the KPIs are of.
    pub preset: &'static Preset,
    /// What to split by: nothing, one dimension, or two crossed.
    pub by: Vec<Dimension>,
    /// Which tickets.
    pub filters: Vec<Filter>,
    /// The moment that maturity is judged at; the newest time of all tickets where there is none.
    pub as_of: Option<Timestamp>,
}

impl Query {
    /// Every KPI of a period, whole and unfiltered.
    pub fn whole(period: Period) -> Query {
        Query {
            period,
            until: None,
            kpis: KPIS.to_vec(),
            preset: &NEUTRAL,
            by: Vec::new(),
            filters: Vec::new(),
            as_of: None,
        }
    }

    /// Whether the question can be asked of these facts.
    pub(super) fn check(
        &self,
        facts: &Facts,
        basis: &Basis<'_>,
        split: &[Dimension],
    ) -> Result<(), QueryError> {
        match split {
            [] | [_] => {}
            [a, b] if a == b => return Err(QueryError::SameDimensionTwice { dimension: *a }),
            [_, _] => {}
            more => return Err(QueryError::TooManyDimensions { given: more.len() }),
        }
        let filtered = self.filters.iter().map(|filter| filter.dimension);
        if !basis.by_assignee && split.iter().copied().chain(filtered).any(|by| by == Dimension::Assignee) {
            return Err(QueryError::AssigneeNotAllowed);
        }
        self.filters.iter().try_for_each(|filter| check_value(facts, filter))
    }
}

/// The filters whose value no ticket has.
pub fn unknown_filters(facts: &Facts, filters: &[Filter]) -> Vec<Filter> {
    filters.iter().filter(|filter| check_value(facts, filter).is_err()).cloned().collect()
}

/// Whether a filter's value is one that a ticket can have.
fn check_value(facts: &Facts, Filter { dimension, value }: &Filter) -> Result<(), QueryError> {
    let unknown = |known: &mut dyn Iterator<Item = &str>| {
        let known: Vec<&str> = known.collect();
        let nearest = nearest(value, known.iter().copied()).map(str::to_owned);
        QueryError::UnknownValue {
            dimension: *dimension,
            value: value.clone(),
            nearest,
            known: known.iter().take(SHOWN_VALUES).map(|name| (*name).to_owned()).collect(),
            more: known.len().saturating_sub(SHOWN_VALUES),
        }
    };
    if let Some(bucket) = dimension.bucket() {
        let examples = ["2026-07-01", "2026-W27", "2026-07", "2026-Q3"];
        return match bucket.is_key(value) {
            true => Ok(()),
            false => Err(unknown(&mut examples.into_iter().skip(bucket as usize).take(1))),
        };
    }
    let words = dimension.words().unwrap_or_default();
    let names = dimension.column().map(|column| facts.words().names(column));
    if words.contains(&value.as_str()) || names.is_some_and(|names| names.contains(value)) {
        return Ok(());
    }
    match (words.is_empty(), names) {
        (true, Some(names)) => Err(unknown(&mut names.iter().map(String::as_str))),
        _ => Err(unknown(&mut words.into_iter())),
    }
}

/// Values that an error lists.
const SHOWN_VALUES: usize = 20;

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// No KPI has this name.
    #[error("there is no KPI {name:?}{}; the KPIs are {}", meant(nearest.as_deref()), names(KPIS.iter().map(|kpi| kpi.name)))]
    UnknownKpi {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// No dimension has this name.
    #[error(
        "there is no dimension {name:?}{}; the dimensions are {}",
        meant(nearest.as_deref()), names(Dimension::ALL.iter().map(|dimension| dimension.name()))
    )]
    UnknownDimension {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<String>,
    },
    /// No ticket has this value.
    #[error(
        "no ticket has the {} {value:?}{}; there is {}{}",
        dimension.name(), meant(nearest.as_deref()), known.join(", "),
        if *more > 0 { format!(" and {more} more") } else { String::new() }
    )]
    UnknownValue {
        /// What was filtered on.
        dimension: Dimension,
        /// What was asked for.
        value: String,
        /// The value that was probably meant.
        nearest: Option<String>,
        /// Values that there are, the first 20.
        known: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// More than two dimensions to split by.
    #[error("figures can be split by two dimensions at most, not {given}")]
    TooManyDimensions {
        /// How many were asked for.
        given: usize,
    },
    /// A dimension crossed with itself.
    #[error("{} is there twice; figures are crossed by two different dimensions", dimension.name())]
    SameDimensionTwice {
        /// The dimension.
        dimension: Dimension,
    },
    /// No way of counting has this name.
    #[error("there is no way of counting {name:?}; there is {}", names(PRESETS.iter().map(|preset| preset.name)))]
    UnknownPreset {
        /// What was asked for.
        name: String,
    },
    /// The way of counting does not define this KPI.
    #[error("counted as {preset}, there is no {name}; there is {}", known.join(", "))]
    NotInPreset {
        /// The preset's name.
        preset: &'static str,
        /// What was asked for.
        name: String,
        /// What it defines.
        known: Vec<&'static str>,
    },
    /// Figures by assignee are not wanted here.
    #[error(
        "figures by assignee are switched off in this workspace; the setting by-assignee allows them, and nobody is ranked by them"
    )]
    AssigneeNotAllowed,
    /// The answer is not wanted any more.
    #[error("something newer was asked for instead")]
    Stopped,
    /// The tickets' columns cannot be read from the files that keep them; they are made anew from the store.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
}

impl QueryError {
    /// The error for a name that is no KPI's.
    pub(super) fn unknown_kpi(name: &str) -> QueryError {
        let nearest = nearest(name, KPIS.iter().map(|kpi| kpi.name)).map(str::to_owned);
        QueryError::UnknownKpi { name: name.to_owned(), nearest }
    }

    /// The error for a name that is no dimension's.
    pub(super) fn unknown_dimension(name: &str) -> QueryError {
        let dimensions = Dimension::ALL.iter().map(|dimension| dimension.name());
        let nearest = nearest(name, dimensions).map(str::to_owned);
        QueryError::UnknownDimension { name: name.to_owned(), nearest }
    }
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (did you mean {name}?)")).unwrap_or_default()
}

fn names(names: impl Iterator<Item = &'static str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_name_says_what_was_meant_and_what_there_is() {
        let error = Kpi::named("deflexion_rate").err().unwrap().to_string();
        assert!(
            error.contains("did you mean deflection_rate?") && error.contains("cost_per_resolution"),
            "{error}"
        );
        let error = Dimension::named("querytype").unwrap_err().to_string();
        assert!(error.contains("did you mean query_type?") && error.contains("quarter"), "{error}");
        assert!(!Dimension::named("moon").unwrap_err().to_string().contains("did you mean"));
    }

    #[test]
    fn an_unknown_value_says_which_there_are() {
        let value = |dimension, value: &str| {
            let filter = Filter { dimension, value: value.to_owned() };
            check_value(&Facts::empty(crate::facts::Rules::default()), &filter)
                .err()
                .map(|error| error.to_string())
        };
        assert_eq!(value(Dimension::Channel, "email"), None, "known, though no ticket has it");
        assert_eq!(value(Dimension::QueryType, "uncategorised"), None);
        assert_eq!(value(Dimension::Week, "2026-W27"), None);
        let error = value(Dimension::Channel, "e-mail").unwrap();
        assert!(error.contains("did you mean email?") && error.contains("messaging"), "{error}");
        assert!(value(Dimension::QueryType, "billing").unwrap().contains("there is uncategorised"));
        assert!(value(Dimension::Month, "2026-13").unwrap().contains("2026-07"));
        assert!(value(Dimension::ResolutionType, "excluded").unwrap().contains("ai_only"));
    }
}
