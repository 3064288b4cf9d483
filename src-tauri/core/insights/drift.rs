//! Drift: a query type's weekly escalation rate, held against its own baseline since the last release.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

use super::anomalies::{Anomalies, Severity};
use super::ground::{Ground, Tally};
use super::releases::releases;
use super::rules::DriftRules;
use super::series::weekly_escalations;
use super::statistics::rate_above;
use crate::calendar::{Bucket, Period};
use crate::facts::Column;
use crate::metrics::QueryError;
use crate::model::Timestamp;

/// A week of a query type that was judged. Rates are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DriftWeek {
    /// The query type.
    pub query_type: String,
    /// The week: `2026-W27`.
    pub week: String,
    /// The share of the tickets with AI that were escalated.
    pub rate: f64,
    /// Tickets with AI.
    #[ts(type = "number")]
    pub involved: u64,
    /// The rate of the baseline.
    pub baseline: f64,
    /// Deviations from the baseline, as if only chance moved the rate.
    pub z: Option<f64>,
    /// The same with as much scatter as the baseline had (Laney).
    pub z_laney: Option<f64>,
    /// Moving average of `z_laney`, never below 0.
    pub ewma: Option<f64>,
    /// What the moving average may reach.
    pub limit: Option<f64>,
    /// The rate above which the week stands out by itself.
    pub upper: Option<f64>,
    /// Where there are few tickets: how likely the rate is above the baseline by more than the points that matter.
    pub probability: Option<f64>,
    /// Whether it drifts.
    pub alarm: bool,
    /// Whether a rush of tickets fell into the week: what is told of that is not told again here.
    pub incident: bool,
    /// The alert that it belongs to; weeks in a row are one.
    pub alert: Option<String>,
    /// What somebody found of that alert.
    pub verdict: Option<bool>,
}

impl DriftWeek {
    /// A week that is not judged yet.
    fn new(query_type: &str, week: String, counted: Tally, baseline: f64) -> DriftWeek {
        DriftWeek {
            query_type: query_type.to_owned(),
            week,
            rate: counted.share().unwrap_or_default(),
            involved: counted.of,
            baseline,
            z: None,
            z_laney: None,
            ewma: None,
            limit: None,
            upper: None,
            probability: None,
            alarm: false,
            incident: false,
            alert: None,
            verdict: None,
        }
    }
}

/// Drift of escalation rates.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Drift {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// Every query type and week that was judged.
    pub rows: Vec<DriftWeek>,
}

/// A baseline: the rate of its weeks, and by how much more than chance they scatter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Baseline {
    /// p̄.
    pub(super) rate: f64,
    /// σ_z, by the mean moving range of the weeks' deviations.
    pub(super) scatter: f64,
    /// The tickets of its weeks.
    pub(super) of: f64,
}

/// The mean moving range of two normal numbers, over their standard deviation.
const MOVING_RANGE: f64 = 1.128;

impl Baseline {
    /// Of weeks, each given as (escalated, involved). `None` where nothing or everything was escalated, or there are no two
    /// weeks.
    pub(super) fn of(weeks: &[(f64, f64)]) -> Option<Baseline> {
        let (hits, of) = weeks.iter().fold((0.0, 0.0), |sum, week| (sum.0 + week.0, sum.1 + week.1));
        let rate = hits / of;
        let deviations: Vec<f64> =
            weeks.iter().map(|(hits, of)| (hits / of - rate) / (rate * (1.0 - rate) / of).sqrt()).collect();
        let ranges: Vec<f64> = deviations.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let scatter = ranges.iter().sum::<f64>() / ranges.len() as f64 / MOVING_RANGE;
        scatter.is_finite().then_some(Baseline { rate, scatter, of })
    }

    /// What a rate varies by, among so many tickets: by chance alone, and with the baseline's scatter.
    pub(super) fn spread(&self, of: f64) -> (f64, f64) {
        let by_chance = (self.rate * (1.0 - self.rate) / of).sqrt();
        (by_chance, by_chance * self.scatter.max(1.0))
    }
}

/// What a control chart says of a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) z: f64,
    pub(super) z_laney: f64,
    pub(super) ewma: f64,
    pub(super) limit: f64,
    /// The rate above which the week stands out by itself.
    pub(super) upper: f64,
    pub(super) alarm: bool,
}

/// A control chart on its way through the weeks. The baseline is known from its own tickets only, and what it is off by is
/// in every later week: limits are as much wider, or with few tickets a year would not pass without a false alarm.
pub(super) struct Chart<'a> {
    rules: &'a DriftRules,
    pub(super) baseline: Baseline,
    ewma: f64,
    weeks: i32,
}

impl Chart<'_> {
    pub(super) fn new(rules: &DriftRules, baseline: Baseline) -> Chart<'_> {
        Chart { rules, baseline, ewma: 0.0, weeks: 0 }
    }

    /// Judges the next week.
    pub(super) fn judge(&mut self, (hits, of): (f64, f64)) -> Point {
        let DriftRules { deviations, weight, width, points, .. } = *self.rules;
        let rate = hits / of;
        let (by_chance, with_scatter) = self.baseline.spread(of);
        let (z, z_laney) =
            ((rate - self.baseline.rate) / by_chance, (rate - self.baseline.rate) / with_scatter);
        self.weeks += 1;
        self.ewma = (weight * z_laney + (1.0 - weight) * self.ewma).max(0.0);
        let unsure = of / self.baseline.of;
        let left = (1.0 - weight).powi(self.weeks);
        let by_weeks = weight / (2.0 - weight) * (1.0 - left * left);
        let limit = width * (by_weeks + unsure * (1.0 - left) * (1.0 - left)).sqrt();
        let wider = (1.0 + unsure).sqrt();
        let upper = self.baseline.rate + deviations * (with_scatter * wider);
        let stands_out = z_laney > deviations * wider || self.ewma > limit;
        let alarm = stands_out && rate - self.baseline.rate >= points;
        Point { z, z_laney, ewma: self.ewma, limit, upper, alarm }
    }
}

/// A week of one query type.
#[derive(Clone, Copy)]
struct Week {
    place: usize,
    counted: Tally,
}

/// Judges every week of every query type that has a baseline. `anomalies` tells in which weeks there was a rush.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn drift(ground: &Ground<'_>, anomalies: &Anomalies) -> Result<Drift, QueryError> {
    let (weeks, series) = weekly_escalations(ground)?;
    let calendar = &ground.basis.calendar;
    let rushes: BTreeSet<(&str, NaiveDate)> = anomalies
        .rows
        .iter()
        .filter(|row| row.severity >= Severity::Moderate && row.z > 0.0)
        .filter_map(|row| Some((row.query_type.as_deref()?, calendar.bucket_start(Bucket::Week, row.date))))
        .collect();
    // A week that is not over is not judged.
    let is_over = |period: &Period| calendar.span(*period).1.0 <= ground.as_of.0.saturating_add(1);
    let spans = spans(ground, &weeks.periods);
    let mut rows = Vec::new();
    for (code, counts) in (0..).zip(&series) {
        let query_type = ground.name(Column::QueryType, code);
        for span in &spans {
            let of_span = (span.0..span.1).filter_map(|place| {
                let counted = *counts.get(place)?;
                (counted.of > 0 && is_over(weeks.periods.get(place)?)).then_some(Week { place, counted })
            });
            let of_span: Vec<Week> = of_span.collect();
            let is_rush = |week: &Week| {
                weeks
                    .periods
                    .get(week.place)
                    .is_some_and(|period| rushes.contains(&(query_type, period.from)))
            };
            let row = |week: &Week, baseline: f64| DriftWeek {
                incident: is_rush(week),
                ..DriftWeek::new(query_type, weeks.key(week.place), week.counted, baseline)
            };
            let mut judged = match baseline_of(&of_span, &ground.rules.drift) {
                Some((baseline, from)) => {
                    let later = of_span.get(from..).unwrap_or_default();
                    by_chart(&ground.rules.drift, later, baseline, &is_rush, row)
                }
                None => by_chance(&ground.rules.drift, &of_span, &is_rush, row),
            };
            name_alerts(ground, &mut judged);
            rows.extend(judged.into_iter().map(|(_, row)| row));
        }
    }
    rows.sort_by(|one: &DriftWeek, two| {
        one.query_type.cmp(&two.query_type).then_with(|| one.week.cmp(&two.week))
    });
    Ok(Drift { as_of: ground.as_of, rows })
}

/// The weeks between releases, as ranges of places: a baseline begins with the first whole week after one.
fn spans(ground: &Ground<'_>, weeks: &[Period]) -> Vec<(usize, usize)> {
    let washout = Days::new(u64::from(ground.rules.versions.washout_days) + 1);
    let mut spans = Vec::new();
    let mut begins = 0;
    for release in releases(ground) {
        let ends = weeks.partition_point(|week| week.to < release.day);
        spans.push((begins, ends.max(begins)));
        let clear = release.day.checked_add_days(washout).unwrap_or(release.day);
        begins = weeks.partition_point(|week| week.from < clear).max(begins);
    }
    spans.push((begins, weeks.len()));
    spans
}

/// The baseline of weeks with enough tickets, and from which week on others are judged by it. `None` where so few weeks
/// have enough that a control chart says nothing.
fn baseline_of(weeks: &[Week], rules: &DriftRules) -> Option<(Baseline, usize)> {
    let wanted = rules.baseline_weeks as usize;
    let enough = |week: &Week| week.counted.of >= u64::from(rules.least_involved);
    // In the first half more weeks than a baseline has.
    let first = weeks.iter().take(wanted + wanted / 2).enumerate().filter(|(_, week)| enough(week));
    let first: Vec<(usize, (f64, f64))> =
        first.take(wanted).map(|(place, week)| (place, week.counted.pair())).collect();
    let (last, _) = first.last().filter(|_| first.len() == wanted)?;
    let counts: Vec<(f64, f64)> = first.iter().map(|(_, counts)| *counts).collect();
    Some((Baseline::of(&counts)?, last + 1))
}

/// A week that was judged, at its place among all weeks.
type Judged = (usize, DriftWeek);

fn by_chart(
    rules: &DriftRules,
    weeks: &[Week],
    baseline: Baseline,
    is_rush: &dyn Fn(&Week) -> bool,
    row: impl Fn(&Week, f64) -> DriftWeek,
) -> Vec<Judged> {
    let mut chart = Chart::new(rules, baseline);
    let mut pooled = Pooled::default();
    let judged = weeks.iter().map(|week| {
        let row = row(week, baseline.rate);
        // The tickets of a rush are of one matter, and none that the moving average should remember.
        if is_rush(week) {
            return (week.place, row);
        }
        pooled.weeks.push(week.counted);
        // A week of few tickets says little by itself: it is judged with those before it.
        if week.counted.of < u64::from(rules.least_involved) {
            return (week.place, pooled.judged(rules, baseline.rate, row));
        }
        let point = chart.judge(week.counted.pair());
        let row = DriftWeek {
            z: Some(point.z),
            z_laney: Some(point.z_laney),
            ewma: Some(point.ewma),
            limit: Some(point.limit),
            upper: Some(point.upper),
            alarm: point.alarm,
            ..row
        };
        (week.place, row)
    });
    judged.collect()
}

/// Weeks that are judged together.
#[derive(Default)]
struct Pooled {
    weeks: Vec<Tally>,
}

impl Pooled {
    /// The last weeks together, against a rate.
    fn judged(&self, rules: &DriftRules, rate: f64, row: DriftWeek) -> DriftWeek {
        let mut last = Tally::default();
        self.weeks.iter().rev().take(rules.pooled_weeks as usize).for_each(|week| last.append(*week));
        let prior = f64::from(rules.least_involved);
        let probability = rate_above(rate + rules.points, last.pair(), rate, prior);
        DriftWeek { probability: Some(probability), alarm: probability >= rules.sure, ..row }
    }
}

/// Weeks of few tickets: the last of them together, against the first of them.
fn by_chance(
    rules: &DriftRules,
    weeks: &[Week],
    is_rush: &dyn Fn(&Week) -> bool,
    row: impl Fn(&Week, f64) -> DriftWeek,
) -> Vec<Judged> {
    let wanted = rules.baseline_weeks as usize;
    let Some((first, rest)) = weeks.split_at_checked(wanted) else { return Vec::new() };
    let mut baseline = Tally::default();
    first.iter().for_each(|week| baseline.append(week.counted));
    let Some(rate) = baseline.share().filter(|_| baseline.of >= u64::from(rules.least_involved)) else {
        return Vec::new();
    };
    let mut pooled = Pooled::default();
    let judged = rest.iter().map(|week| {
        let row = row(week, rate);
        if is_rush(week) {
            return (week.place, row);
        }
        pooled.weeks.push(week.counted);
        (week.place, pooled.judged(rules, rate, row))
    });
    judged.collect()
}

/// Names the alert of each week that drifts: weeks in a row are one, named after the first. A rush of tickets between
/// them parts none.
fn name_alerts(ground: &Ground<'_>, rows: &mut [Judged]) {
    let mut open: Option<(usize, String)> = None;
    for (place, row) in rows {
        if row.incident {
            open = open.filter(|(last, _)| last + 1 == *place).map(|(_, alert)| (*place, alert));
            continue;
        }
        open = match (row.alarm, open) {
            (false, _) => None,
            (true, Some((last, alert))) if last + 1 == *place => Some((*place, alert)),
            (true, _) => Some((*place, format!("drift/{}/{}", row.query_type, row.week))),
        };
        row.alert = open.as_ref().map(|(_, alert)| alert.clone());
        row.verdict = row.alert.as_deref().and_then(|alert| ground.decisions.alert(alert));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEKS: [(f64, f64); 8] = [
        (182.0, 400.0),
        (171.0, 380.0),
        (190.0, 420.0),
        (160.0, 390.0),
        (201.0, 410.0),
        (175.0, 405.0),
        (188.0, 395.0),
        (150.0, 400.0),
    ];

    #[test]
    fn the_control_chart_meets_its_worked_example() {
        let rules = DriftRules::default();
        let baseline = Baseline::of(&WEEKS).unwrap();
        assert!((baseline.rate - 0.442_812).abs() < 1e-6, "{baseline:?}");
        assert!((baseline.scatter - 1.699_869).abs() < 1e-6, "{baseline:?}");
        let point = Chart::new(&rules, baseline).judge((140.0, 404.0));
        assert!((point.z + 3.896).abs() < 5e-4 && (point.z_laney + 2.292).abs() < 5e-4, "{point:?}");
        assert!(!point.alarm);
    }

    #[test]
    fn a_rate_that_creeps_up_is_found_though_no_week_stands_out() {
        let rules = DriftRules::default();
        let mut chart = Chart::new(&rules, Baseline::of(&WEEKS).unwrap());
        let found = (1..=8).map(|_| chart.judge((208.0, 400.0))).find(|point| point.alarm);
        let found = found.unwrap();
        assert!(found.z_laney < 3.0 && found.ewma > found.limit, "{found:?}");
    }

    #[test]
    fn less_than_the_points_that_matter_is_no_alarm_however_sure_it_is() {
        let rules = DriftRules::default();
        let weeks = WEEKS.map(|(hits, of)| (hits * 100.0, of * 100.0));
        let calm = Baseline { scatter: 1.0, ..Baseline::of(&weeks).unwrap() };
        let point = Chart::new(&rules, calm).judge((19_200.0, 40_000.0));
        assert!(point.z_laney > 3.0 && !point.alarm, "{point:?}");
    }

    #[test]
    fn nothing_and_everything_make_no_baseline() {
        assert_eq!(Baseline::of(&[(0.0, 40.0), (0.0, 50.0)]), None);
        assert_eq!(Baseline::of(&[(20.0, 40.0)]), None);
    }

    #[test]
    fn a_type_that_has_grown_small_is_still_judged() {
        let rules = DriftRules::default();
        let week = |place: usize, hits: u64, of: u64| Week { place, counted: Tally { hits, of } };
        let first: Vec<Week> = (0..8).map(|place| week(place, 7 + place as u64 % 2, 25)).collect();
        let small: Vec<Week> = (8..12).map(|place| week(place, 15, 15)).collect();
        let all = [first, small].concat();
        let (baseline, from) = baseline_of(&all, &rules).unwrap();
        let row = |week: &Week, baseline: f64| {
            DriftWeek::new("export", week.place.to_string(), week.counted, baseline)
        };
        let judged = by_chart(&rules, &all[from..], baseline, &|_| false, row);
        assert_eq!(judged.len(), 4);
        assert!(judged.iter().all(|(_, row)| row.alarm && row.probability.is_some()), "{judged:?}");
    }
}
