//! How the whole of each figure came to where it is: its values in the periods that lead to the one under review.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use super::api::Scope;
use super::failure::Failure;
use super::pages::{TREND, query};
use super::state::Snapshot;
use crate::calendar::{Calendar, Period};
use crate::chart::{is_premature, trend_dimension};
use crate::metrics::{Dimension, Figure, Kpi, Query, figures, is_withheld};

/// A KPI's whole in one period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct TrendPoint {
    /// Its days.
    pub period: Period,
    /// The value; `None` where there is none, too few tickets to state a rate, or it is too early to.
    pub value: Option<f64>,
    /// Whether it may still become another one: its tickets are too recent to judge, or its days are not over.
    pub recent: bool,
}

/// What the values of a page's figures are cut into, and the days that they cover: twelve weeks, months or quarters
/// where the period is one of those, the last of them itself. Any other period has the twelve weeks that lead to its
/// last day, or months where it is longer than half a year: twelve of its own length would lie years back, each with
/// other weekdays in it.
fn reach(calendar: &Calendar, period: Period) -> (Dimension, Period) {
    let dimension = calendar.bucket_of(period).map_or(trend_dimension(period), Dimension::of_time);
    let Some(bucket) = dimension.bucket() else { return (dimension, period) };
    let last = calendar.bucket_period(bucket, period.to);
    (dimension, Period { from: calendar.buckets_back(bucket, last.from, TREND - 1), to: last.to })
}

/// The values of each KPI, in their order, from one question.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn trends(
    snapshot: &Snapshot,
    scope: &Scope,
    kpis: &[&'static Kpi],
) -> Result<Vec<Vec<TrendPoint>>, Failure> {
    let (dimension, period) = reach(&snapshot.calendar, scope.period);
    let Some(bucket) = dimension.bucket() else { return Ok(Vec::new()) };
    let asked = Query { by: vec![dimension], ..query(&Scope { period, ..scope.clone() }, kpis) };
    let answer = figures(&snapshot.facts, &snapshot.basis(), &asked)?;
    let found: HashMap<(&str, &str), &Figure> = answer
        .rows
        .iter()
        .filter_map(|figure| Some(((figure.kpi, figure.group.get(dimension)?), figure)))
        .collect();
    let calendar = &snapshot.calendar;
    let (as_of, window) = (snapshot.facts.as_of(), snapshot.facts.repeat_window());
    let points = |kpi: &Kpi| {
        let point = |period: Period| {
            let key = calendar.bucket_key(bucket, period.from);
            let figure = found.get(&(kpi.name, key.as_str()));
            TrendPoint {
                period,
                value: figure
                    .filter(|figure| !is_withheld(kpi.unit, figure.denominator) && !is_premature(kpi, figure))
                    .and_then(|figure| figure.value),
                recent: !calendar.is_settled(period, as_of, kpi.has_window().then_some(window)),
            }
        };
        calendar.buckets(bucket, period).map(point).collect()
    };
    Ok(kpis.iter().map(|kpi| points(kpi)).collect())
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn twelve_of_its_kind_lead_to_a_calendar_period_and_twelve_weeks_or_months_to_any_other() {
        let calendar = Calendar { zone: Tz::Europe__Berlin, week_start: Weekday::Mon };
        let day = |text: &str| text.parse().unwrap();
        for (from, to, dimension, first, last) in [
            ("2026-07-06", "2026-07-12", Dimension::Week, "2026-04-20", "2026-07-12"),
            ("2026-07-01", "2026-07-31", Dimension::Month, "2025-08-01", "2026-07-31"),
            ("2026-07-01", "2026-09-30", Dimension::Quarter, "2023-10-01", "2026-09-30"),
            ("2026-07-08", "2026-07-08", Dimension::Week, "2026-04-20", "2026-07-12"),
            ("2026-01-01", "2026-12-15", Dimension::Month, "2026-01-01", "2026-12-31"),
        ] {
            let reached = Period { from: day(first), to: day(last) };
            assert_eq!(reach(&calendar, Period { from: day(from), to: day(to) }), (dimension, reached));
        }
    }
}
