//! Questions, and what can be wrong with them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::dimension::Dimension;
use super::kpi::Kpi;
use super::kpis::KPIS;
use super::suggest::nearest;
use crate::calendar::{Calendar, Period};
use crate::cost::{Ledger, ReplyMinutes};
use crate::model::Timestamp;

/// The workspace's settings that figures rest on.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// The reporting zone and first day of the week.
    pub calendar: Calendar,
    /// What support costs.
    pub ledger: &'a Ledger,
    /// Minutes that a reply takes where minutes are unknown.
    pub reply_minutes: &'a ReplyMinutes,
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
    /// Which KPIs; the answer has them in the order of the catalogue, each once.
    pub kpis: Vec<&'static Kpi>,
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
        Query { period, kpis: KPIS.to_vec(), by: Vec::new(), filters: Vec::new(), as_of: None }
    }

    pub(super) fn check(&self) -> Result<(), QueryError> {
        match self.by.as_slice() {
            [] | [_] => Ok(()),
            [a, b] if a == b => Err(QueryError::SameDimensionTwice { dimension: *a }),
            [_, _] => Ok(()),
            more => Err(QueryError::TooManyDimensions { given: more.len() }),
        }
    }
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No KPI has this name.
    #[error("there is no KPI {name:?}{}; the KPIs are {}", meant(*nearest), names(KPIS.iter().map(|kpi| kpi.name)))]
    UnknownKpi {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<&'static str>,
    },
    /// No dimension has this name.
    #[error(
        "there is no dimension {name:?}{}; the dimensions are {}",
        meant(*nearest), names(Dimension::ALL.iter().map(|dimension| dimension.name()))
    )]
    UnknownDimension {
        /// What was asked for.
        name: String,
        /// The name that was probably meant.
        nearest: Option<&'static str>,
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
}

impl QueryError {
    /// The error for a name that is no KPI's.
    pub(super) fn unknown_kpi(name: &str) -> QueryError {
        QueryError::UnknownKpi {
            name: name.to_owned(),
            nearest: nearest(name, KPIS.iter().map(|kpi| kpi.name)),
        }
    }

    /// The error for a name that is no dimension's.
    pub(super) fn unknown_dimension(name: &str) -> QueryError {
        let nearest = nearest(name, Dimension::ALL.iter().map(|dimension| dimension.name()));
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
}
