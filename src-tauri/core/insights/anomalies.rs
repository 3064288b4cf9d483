//! Days on which a query type or a page has far more or far fewer tickets than it should.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rayon::prelude::*;
use serde::Serialize;
use stlrs::Stl;
use ts_rs::TS;

use super::decision::{Decided, DecisionKind};
use super::ground::Ground;
use super::rules::AnomalyRules;
use super::series::{Daily, daily_volumes};
use crate::calendar::Period;
use crate::facts::Column;
use crate::metrics::QueryError;
use crate::model::Timestamp;

/// How far out of the ordinary a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A little.
    Minor,
    /// Clearly.
    Moderate,
    /// Very.
    Severe,
}

/// A day that is out of the ordinary.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Anomaly {
    /// The query type; `None` where it is of a page.
    pub query_type: Option<String>,
    /// The page; `None` where it is of a query type.
    pub page: Option<String>,
    /// The local day.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// Tickets opened on it.
    pub tickets: f64,
    /// As many as expected.
    pub expected: f64,
    /// How many deviations it is off; below 0 where there are too few.
    pub z: f64,
    /// How far out of the ordinary.
    pub severity: Severity,
    /// What somebody found of the alert: whether it told the truth.
    pub verdict: Option<bool>,
    /// The alert that it belongs to: days in a row are one.
    pub alert: String,
}

/// How right the alerts were so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Precision {
    /// Alerts found to be true.
    #[ts(type = "number")]
    pub confirmed: u64,
    /// Alerts found to be false.
    #[ts(type = "number")]
    pub dismissed: u64,
    /// The share of the true ones.
    pub precision: Option<f64>,
    /// After enough verdicts, the deviations from which on as many alerts would have been true as is aimed at.
    pub proposed: Option<f64>,
}

/// What is out of the ordinary.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Anomalies {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// The days that were judged.
    pub judged: Option<Period>,
    /// What was found, the newest day first.
    pub rows: Vec<Anomaly>,
    /// How right the alerts were so far.
    pub precision: Precision,
}

/// A series' days with what is expected of each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expected {
    /// For each day, the tickets expected.
    pub(super) tickets: Vec<f64>,
    /// By how much more than chance the days vary: at least 1.
    pub(super) dispersion: f64,
}

/// What the keys of these alerts begin with.
const ALERT: &str = "anomaly/";
/// Less than this is expected of no day: a day cannot be so many deviations above nothing.
const LEAST_EXPECTED: f64 = 0.25;
/// Times the usual squared deviation beyond which a day says nothing of what is ordinary: three deviations, squared.
const FAR: f64 = 9.0;
/// Days of a week.
const WEEK: usize = 7;
/// Days over which the trend is smoothed: a rush of a few days does not bend it.
const TREND: usize = 21;
/// Same weekdays whose median stands for what is expected where the history is too short for a season.
const WEEKDAYS: usize = 8;
/// And how many of them it takes.
const LEAST_WEEKDAYS: usize = 3;

/// Finds the days out of the ordinary.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn anomalies(ground: &Ground<'_>) -> Result<Anomalies, QueryError> {
    let rules = &ground.rules.anomalies;
    let Some((judged, days)) = judged_days(ground) else {
        return Ok(Anomalies {
            as_of: ground.as_of,
            judged: None,
            rows: Vec::new(),
            precision: precision(ground, &[]),
        });
    };
    let daily = daily_volumes(ground, days)?;
    let Daily { query_types, pages } = &daily;
    let all = query_types.iter().map(|series| (Column::QueryType, series));
    let all: Vec<(Column, &(u32, Vec<f64>))> =
        all.chain(pages.iter().map(|series| (Column::Page, series))).collect();
    let found = all.into_par_iter().map(|(column, (code, numbers))| {
        ground.basis.stop.check()?;
        let Some(expected) = expected(numbers, rules) else { return Ok(Vec::new()) };
        Ok(of_series(ground, column, ground.name(column, *code), numbers, &expected, (days, judged)))
    });
    let mut rows: Vec<Anomaly> = found.collect::<Result<Vec<_>, QueryError>>()?.concat();
    rows.sort_by(|one, two| {
        let by_day = two.date.cmp(&one.date).then(two.z.abs().total_cmp(&one.z.abs()));
        by_day.then_with(|| (&one.query_type, &one.page).cmp(&(&two.query_type, &two.page)))
    });
    Ok(Anomalies { as_of: ground.as_of, judged: Some(judged), precision: precision(ground, &rows), rows })
}

/// The days of one query type, with what was expected of each.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyVolume {
    /// The query type.
    pub query_type: String,
    /// The days that were judged.
    pub days: Period,
    /// Tickets opened on each.
    pub tickets: Vec<f64>,
    /// As many as expected, and from how few to how many no day is out of the ordinary; `None` where too little is known.
    pub expected: Vec<Option<(f64, [f64; 2])>>,
    /// The days that are out of the ordinary.
    pub found: Vec<Anomaly>,
}

/// The days of a query type; where none is named, of the one with the day farthest out of the ordinary, else of the one with
/// most tickets. `None` where there is none.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn daily_volume(
    ground: &Ground<'_>,
    query_type: Option<&str>,
) -> Result<Option<DailyVolume>, QueryError> {
    let rules = &ground.rules.anomalies;
    let Some((judged, days)) = judged_days(ground) else { return Ok(None) };
    let Daily { query_types, .. } = daily_volumes(ground, days)?;
    let lines = query_types.into_iter().map(|(code, numbers)| {
        let name = ground.name(Column::QueryType, code);
        let expected = expected(&numbers, rules);
        let found = expected.as_ref().map_or_else(Vec::new, |expected| {
            of_series(ground, Column::QueryType, name, &numbers, expected, (days, judged))
        });
        (name, numbers, expected, found)
    });
    let wanted =
        lines.filter(|(name, ..)| query_type.is_none_or(|wanted| wanted == *name)).max_by(|one, two| {
            let worst = |found: &[Anomaly]| found.iter().map(|row| row.z.abs()).fold(0.0, f64::max);
            let all = |numbers: &[f64]| numbers.iter().sum::<f64>();
            worst(&one.3).total_cmp(&worst(&two.3)).then(all(&one.1).total_cmp(&all(&two.1)))
        });
    Ok(wanted.map(|(name, numbers, expected, found)| {
        let first = (judged.from - days.from).num_days().max(0) as usize;
        let of_day = |day: usize| {
            let expected = expected.as_ref()?;
            let tickets = *expected.tickets.get(day).filter(|tickets| tickets.is_finite())?;
            let width = (rules.deviations[0] * (expected.dispersion * tickets).sqrt()).max(rules.tickets[0]);
            Some((tickets, [(tickets - width).max(0.0), tickets + width]))
        };
        DailyVolume {
            query_type: name.to_owned(),
            days: judged,
            expected: (first..numbers.len()).map(of_day).collect(),
            tickets: numbers.get(first..).unwrap_or_default().to_vec(),
            found,
        }
    }))
}

/// The days that are judged, and those with the history before them. A day that is not over is none.
fn judged_days(ground: &Ground<'_>) -> Option<(Period, Period)> {
    let rules = &ground.rules.anomalies;
    let days = ground.days()?;
    let last = days.to.pred_opt()?;
    let from = last.checked_sub_days(Days::new(u64::from(rules.days.max(1)) - 1))?;
    let history = from.checked_sub_days(Days::new(u64::from(rules.history_weeks) * 7))?;
    let judged = Period { from: from.max(days.from), to: last };
    let whole = Period { from: history.max(days.from), to: last };
    (judged.from <= judged.to).then_some((judged, whole))
}

/// What is expected of each day of a series: trend and weekdays by a robust decomposition, where there is enough of it;
/// else the median of the last same weekdays. `None` where neither can be told.
pub(super) fn expected(numbers: &[f64], rules: &AnomalyRules) -> Option<Expected> {
    let history = rules.history_weeks as usize * WEEK;
    // What is not there yet at the beginning is no season: the series begins with its first ticket.
    let begins = numbers.iter().position(|number| *number > 0.0)?;
    let known = numbers.get(begins..)?;
    let is_seasonal = known.len() >= history.max(2 * WEEK);
    let (tickets, weights) = match is_seasonal {
        true => by_season(known)?,
        false => (by_weekdays(known), vec![1.0; known.len()]),
    };
    let told = known.iter().zip(&tickets).zip(&weights).filter(|((_, expected), _)| expected.is_finite());
    let mut terms: Vec<f64> = told
        // What is out of the ordinary says nothing of what is ordinary.
        .filter(|(_, weight)| **weight > 0.0)
        .map(|((number, expected), _)| (number - expected) * (number - expected) / expected)
        .collect();
    if !is_seasonal {
        // Medians weigh nothing down: days whose term is far beyond the usual one are left out.
        let usual = super::statistics::median(&mut terms.clone()).unwrap_or_default().max(1.0);
        terms.retain(|term| *term <= FAR * usual);
    }
    let dispersion = if terms.is_empty() { 1.0 } else { terms.iter().sum::<f64>() / terms.len() as f64 };
    let before = std::iter::repeat_n(f64::NAN, begins);
    Some(Expected { tickets: before.chain(tickets).collect(), dispersion: dispersion.max(1.0) })
}

/// Trend and weekday of each day, and how much each day counted for them.
fn by_season(numbers: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
    let fit = Stl::params().robust(true).trend_length(TREND).fit(numbers, WEEK).ok()?;
    let expected =
        fit.trend().iter().zip(fit.seasonal()).map(|(trend, season)| (trend + season).max(LEAST_EXPECTED));
    Some((expected.collect(), fit.weights().to_vec()))
}

/// The median of the last same weekdays before each day; not a number where there are too few.
fn by_weekdays(numbers: &[f64]) -> Vec<f64> {
    (0..numbers.len())
        .map(|day| {
            let before = (1..=WEEKDAYS).filter_map(|weeks| numbers.get(day.checked_sub(weeks * WEEK)?));
            let mut before: Vec<f64> = before.copied().collect();
            let median = super::statistics::median(&mut before).filter(|_| before.len() >= LEAST_WEEKDAYS);
            median.map_or(f64::NAN, |median| median.max(LEAST_EXPECTED))
        })
        .collect()
}

/// How many deviations a number is off.
pub(super) fn deviations(number: f64, expected: f64, dispersion: f64) -> f64 {
    (number - expected) / (dispersion * expected).sqrt()
}

fn severity(z: f64, more: f64, rules: &AnomalyRules) -> Option<Severity> {
    let steps = [Severity::Minor, Severity::Moderate, Severity::Severe];
    let bounds = rules.deviations.iter().zip(rules.tickets);
    let reached = steps
        .into_iter()
        .zip(bounds)
        .filter(|(_, (bound, tickets))| z.abs() >= **bound && more.abs() >= *tickets);
    reached.map(|(severity, _)| severity).next_back()
}

fn of_series(
    ground: &Ground<'_>,
    column: Column,
    name: &str,
    numbers: &[f64],
    expected: &Expected,
    (days, judged): (Period, Period),
) -> Vec<Anomaly> {
    let mut found: Vec<Anomaly> = Vec::new();
    let mut open: Option<(NaiveDate, bool, String)> = None;
    for (place, (number, expected_tickets)) in (0..).zip(numbers.iter().zip(&expected.tickets)) {
        let Some(date) = days.from.checked_add_days(Days::new(place)).filter(|date| *date >= judged.from)
        else {
            continue;
        };
        let z = deviations(*number, *expected_tickets, expected.dispersion);
        let severity = severity(z, number - expected_tickets, &ground.rules.anomalies);
        let Some(severity) = severity.filter(|_| z.is_finite()) else { continue };
        let goes_on = open.take().filter(|(last, up, _)| last.succ_opt() == Some(date) && *up == (z > 0.0));
        let alert = match goes_on {
            Some((_, _, alert)) => alert,
            None => {
                let kind = if column == Column::Page { "page" } else { "query_type" };
                format!("{ALERT}{kind}/{name}/{date}")
            }
        };
        open = Some((date, z > 0.0, alert.clone()));
        let named = |of: Column| (of == column).then(|| name.to_owned());
        found.push(Anomaly {
            query_type: named(Column::QueryType),
            page: named(Column::Page),
            date,
            tickets: *number,
            expected: *expected_tickets,
            z,
            severity,
            verdict: ground.decisions.alert(&alert),
            alert,
        });
    }
    found
}

/// How right the alerts were, and from how many deviations on they would have been right often enough.
fn precision(ground: &Ground<'_>, rows: &[Anomaly]) -> Precision {
    let rules = &ground.rules.anomalies;
    let verdicts = ground.decisions.of(DecisionKind::Alert).filter_map(|decision| match decision.decided {
        Some(Decided::Alert(verdict)) if decision.subject.starts_with(ALERT) => {
            Some((decision.subject.as_str(), verdict))
        }
        _ => None,
    });
    let verdicts: BTreeMap<&str, bool> = verdicts.collect();
    let confirmed = verdicts.values().filter(|verdict| **verdict).count() as u64;
    let dismissed = verdicts.len() as u64 - confirmed;
    let share = (!verdicts.is_empty()).then(|| confirmed as f64 / verdicts.len() as f64);
    // An alert is as far out as its worst day.
    let mut alerts: BTreeMap<&str, (f64, bool)> = BTreeMap::new();
    for row in rows {
        if let Some(verdict) = verdicts.get(row.alert.as_str()) {
            let worst = &mut alerts.entry(&row.alert).or_insert((0.0, *verdict)).0;
            *worst = worst.max(row.z.abs());
        }
    }
    let mut judged: Vec<(f64, bool)> = alerts.into_values().collect();
    judged.sort_by(|one, two| one.0.total_cmp(&two.0));
    let enough =
        verdicts.len() >= rules.verdicts as usize && share.is_some_and(|share| share < rules.precision);
    let proposed = (0..judged.len()).filter(|_| enough).find_map(|from| {
        let kept = judged.get(from..)?;
        let is_true = kept.iter().filter(|(_, verdict)| *verdict).count() as f64;
        (is_true / kept.len() as f64 >= rules.precision).then(|| kept.first().map(|(z, _)| *z))?
    });
    Precision { confirmed, dismissed, precision: share, proposed }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weeks of ten tickets on workdays and two on others, with a rush on three days in a row.
    fn weeks(rush: Option<usize>) -> Vec<f64> {
        let ordinary = |day: usize| if day % 7 < 5 { 10.0 + (day % 3) as f64 } else { 2.0 };
        let is_rush = |day: usize| rush.is_some_and(|first| (first..first + 3).contains(&day));
        (0..140).map(|day| ordinary(day) + if is_rush(day) { 40.0 } else { 0.0 }).collect()
    }

    #[test]
    fn a_rush_stands_out_and_neither_bends_what_is_expected_nor_hides_itself() {
        let rules = AnomalyRules::default();
        let (quiet, rush) =
            (expected(&weeks(None), &rules).unwrap(), expected(&weeks(Some(100)), &rules).unwrap());
        let numbers = weeks(Some(100));
        for (day, number) in numbers.iter().enumerate().skip(56) {
            let z = deviations(*number, rush.tickets[day], rush.dispersion);
            let found = severity(z, number - rush.tickets[day], &rules);
            assert_eq!(found.is_some(), (100..103).contains(&day), "day {day}: {z}");
            assert!((quiet.tickets[day] - rush.tickets[day]).abs() < 4.0, "day {day}");
        }
    }

    #[test]
    fn a_day_without_tickets_is_found_likewise() {
        let rules = AnomalyRules::default();
        let mut numbers: Vec<f64> = weeks(None).iter().map(|number| number * 4.0).collect();
        numbers[107] = 0.0;
        let expected = expected(&numbers, &rules).unwrap();
        let z = deviations(0.0, expected.tickets[107], expected.dispersion);
        assert_eq!(severity(z, -expected.tickets[107], &rules), Some(Severity::Severe), "{z}");
    }

    #[test]
    fn where_the_history_is_short_the_same_weekdays_tell() {
        let rules = AnomalyRules::default();
        let numbers = &weeks(None)[..42];
        let expected = expected(numbers, &rules).unwrap();
        assert!(expected.tickets[20].is_nan() && expected.tickets[34] == 2.0, "{:?}", expected.tickets);
        assert!(super::expected(&[0.0; 30], &rules).is_none());
    }

    #[test]
    fn a_rush_in_a_short_history_does_not_hide_itself() {
        let rules = AnomalyRules::default();
        let mut numbers = vec![10.0; 49];
        numbers[48] = 500.0;
        let expected = expected(&numbers, &rules).unwrap();
        let z = deviations(500.0, expected.tickets[48], expected.dispersion);
        assert_eq!(severity(z, 490.0, &rules), Some(Severity::Severe), "{z}");
    }

    #[test]
    fn severity_takes_deviations_and_tickets() {
        let rules = AnomalyRules::default();
        assert_eq!(severity(7.0, 4.0, &rules), None);
        assert_eq!(severity(7.0, 12.0, &rules), Some(Severity::Moderate));
        assert_eq!(severity(-6.0, -20.0, &rules), Some(Severity::Severe));
        assert_eq!(severity(2.9, 50.0, &rules), None);
    }
}
