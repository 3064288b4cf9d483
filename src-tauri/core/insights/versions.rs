//! Whether a release of the AI helped: the weeks before and after it, over all tickets and by query type.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::ground::Ground;
use super::releases::{KnownRelease, releases, weeks_around};
use super::rules::VersionRules;
use super::statistics::{
    always_valid_chance, always_valid_half_width, chance, difference_variance, discoveries,
};
use crate::calendar::Period;
use crate::metrics::{
    Answer, Asked, Dimension, Direction, Figure, Filter, Kpi, Query, QueryError, answers, mix_and_rate,
    newcombe,
};
use crate::model::Timestamp;

/// What a release did to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "VersionVerdict")]
pub enum Verdict {
    /// Better, beyond what chance does.
    Improved,
    /// Worse, beyond what chance does.
    Worse,
    /// Within what chance does.
    NoClearChange,
    /// Too few tickets on either side, or no whole week.
    NotEnoughData,
}

/// A figure before and after a release. Rates are 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct VersionMetric {
    /// The release.
    pub version: String,
    /// The query type; empty over all.
    pub query_type: String,
    /// The KPI's name.
    pub metric: &'static str,
    /// Before.
    pub before: Option<f64>,
    /// After.
    pub after: Option<f64>,
    /// After − before.
    pub difference: Option<f64>,
    /// The ends of its 95 % interval: Newcombe's, or the always-valid one while the verdict is interim.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// The difference at an equal mix of query types.
    pub adjusted_difference: Option<f64>,
    /// Tickets below the line before.
    pub n_before: Option<f64>,
    /// Tickets below the line after.
    pub n_after: Option<f64>,
    /// What that says.
    pub verdict: Verdict,
    /// Whether the day of the review has not come yet.
    pub interim: bool,
    /// The day on which the release went live.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// The day of its review.
    #[ts(type = "string")]
    pub review: NaiveDate,
    /// The days before that are compared.
    pub days_before: Option<Period>,
    /// The days after.
    pub days_after: Option<Period>,
}

/// The releases and what they did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Versions {
    /// The moment it is seen from.
    pub as_of: Timestamp,
    /// The releases, the newest first; of each, all tickets before the query types.
    pub rows: Vec<VersionMetric>,
}

/// What is compared.
const METRICS: [&str; 5] =
    ["deflection_rate", "durable_resolution_rate", "escalation_rate", "feedback_accuracy", "csat"];

/// Compares the weeks before and after each release.
///
/// # Errors
/// The columns cannot be read, or the answer is not wanted any more.
pub fn versions(ground: &Ground<'_>) -> Result<Versions, QueryError> {
    let known = releases(ground);
    let kpis = METRICS.iter().map(|name| Kpi::named(name)).collect::<Result<Vec<_>, QueryError>>()?;
    let mut rows = Vec::new();
    for (place, release) in known.iter().enumerate().rev() {
        let day_at =
            |place: Option<usize>| place.and_then(|place| known.get(place)).map(|release| release.day);
        let neighbours = (day_at(place.checked_sub(1)), day_at(place.checked_add(1)));
        rows.extend(compared(ground, release, neighbours, &kpis, None)?);
    }
    Ok(Versions { as_of: ground.as_of, rows })
}

/// A release's figures before and after; `only` narrows them to a query type.
pub(super) fn compared(
    ground: &Ground<'_>,
    release: &KnownRelease,
    neighbours: (Option<NaiveDate>, Option<NaiveDate>),
    kpis: &[&'static Kpi],
    only: Option<&str>,
) -> Result<Vec<VersionMetric>, QueryError> {
    let rules = &ground.rules.versions;
    let calendar = &ground.basis.calendar;
    let today = calendar.day_of(ground.as_of);
    let interim = today < release.review;
    let empty = |kpi: &'static Kpi| VersionMetric {
        version: release.version.clone(),
        query_type: String::new(),
        metric: kpi.name,
        before: None,
        after: None,
        difference: None,
        low: None,
        high: None,
        adjusted_difference: None,
        n_before: None,
        n_after: None,
        verdict: Verdict::NotEnoughData,
        interim,
        day: release.day,
        review: release.review,
        days_before: None,
        days_after: None,
    };
    let mut filters = ground.filters.to_vec();
    if let Some(query_type) = only {
        filters.retain(|filter| filter.dimension != Dimension::QueryType);
        filters.push(Filter { dimension: Dimension::QueryType, value: query_type.to_owned() });
    }
    // The last day may not be over. What takes time to tell is compared over weeks that have had it: in others, what AI has
    // just resolved would be missing, and what people had to finish would not.
    let last = today.pred_opt().unwrap_or(today);
    let matured = calendar.day_of(Timestamp(ground.as_of.0.saturating_sub(ground.facts.repeat_window())));
    let matured = matured.pred_opt().unwrap_or(matured);
    let around = |to: NaiveDate| {
        let days = ground.days().map(|days| Period { to, ..days })?;
        weeks_around(release.day, neighbours, days, (rules.washout_days, rules.weeks))
    };
    let mut rows = Vec::new();
    for (has_window, to) in [(false, last), (true, matured)] {
        let kpis: Vec<&'static Kpi> =
            kpis.iter().copied().filter(|kpi| kpi.has_window() == has_window).collect();
        match around(to) {
            None => rows.extend(kpis.iter().map(|kpi| empty(kpi))),
            Some(weeks) => rows.extend(over_weeks(ground, &kpis, weeks, &filters, only.is_some(), &empty)?),
        }
    }
    // All tickets come before the query types, and figures in the order of the list.
    let place = |name: &str| METRICS.iter().position(|metric| *metric == name).unwrap_or(METRICS.len());
    rows.sort_by(|one, two| {
        one.query_type.cmp(&two.query_type).then(place(one.metric).cmp(&place(two.metric)))
    });
    Ok(rows)
}

/// The figures of the weeks before and after.
fn over_weeks(
    ground: &Ground<'_>,
    kpis: &[&'static Kpi],
    (before, after): (Period, Period),
    filters: &[Filter],
    whole_only: bool,
    empty: &dyn Fn(&'static Kpi) -> VersionMetric,
) -> Result<Vec<VersionMetric>, QueryError> {
    let rules = &ground.rules.versions;
    let query = Query {
        kpis: kpis.to_vec(),
        filters: filters.to_vec(),
        as_of: Some(ground.as_of),
        ..Query::whole(before.and(after))
    };
    let asked = |period: Period, by: &[Dimension]| Asked { period, by: by.to_vec() };
    let types = [Dimension::QueryType];
    let asked = [asked(before, &[]), asked(after, &[]), asked(before, &types), asked(after, &types)];
    let [whole_before, whole_after, types_before, types_after] =
        &answers(ground.facts, ground.basis, &query, &asked)?[..]
    else {
        return Ok(Vec::new());
    };
    let filled = |kpi: &'static Kpi,
                  query_type: &str,
                  before_figure: Option<&Figure>,
                  after_figure: Option<&Figure>| {
        let row = VersionMetric {
            query_type: query_type.to_owned(),
            days_before: Some(before),
            days_after: Some(after),
            ..empty(kpi)
        };
        judged(rules, row, before_figure, after_figure)
    };
    let mut rows = Vec::new();
    let mut by_type = Vec::new();
    for kpi in kpis {
        let figure = |answer: &'_ Answer| answer.rows.iter().find(|figure| figure.kpi == kpi.name).cloned();
        let (row, _) = filled(kpi, "", figure(whole_before).as_ref(), figure(whole_after).as_ref());
        let (of_before, of_after) = (of_kpi(types_before, kpi), of_kpi(types_after, kpi));
        let adjusted = mix_and_rate(&of_before, &of_after).map(|parts| parts.rate);
        let verdict = match (row.low, row.high) {
            _ if row.verdict == Verdict::NotEnoughData => Verdict::NotEnoughData,
            (Some(low), Some(high)) if low > 0.0 || high < 0.0 => way(kpi, low > 0.0),
            _ => Verdict::NoClearChange,
        };
        rows.push(VersionMetric { adjusted_difference: adjusted, verdict, ..row });
        if whole_only {
            continue;
        }
        let of_type = |figures: &[&Figure]| -> BTreeMap<String, Figure> {
            let named = figures.iter().filter_map(|figure| {
                Some((figure.group.get(Dimension::QueryType)?.to_owned(), (*figure).clone()))
            });
            named.collect()
        };
        let (of_before, of_after) = (of_type(&of_before), of_type(&of_after));
        let names: std::collections::BTreeSet<&String> = of_before.keys().chain(of_after.keys()).collect();
        let found: Vec<(VersionMetric, Option<f64>)> = names
            .into_iter()
            .map(|name| filled(kpi, name, of_before.get(name), of_after.get(name)))
            .collect();
        let chances: Vec<f64> = found.iter().filter_map(|(_, chance)| *chance).collect();
        let mut stand = discoveries(&chances, rules.discovery).into_iter();
        by_type.extend(found.into_iter().map(|(row, chance)| {
            let stands = chance.is_some() && stand.next().unwrap_or(false);
            let verdict = match row.difference {
                Some(difference) if stands => way(kpi, difference > 0.0),
                _ if row.verdict == Verdict::NotEnoughData => Verdict::NotEnoughData,
                _ => Verdict::NoClearChange,
            };
            VersionMetric { verdict, ..row }
        }));
    }
    rows.extend(by_type);
    Ok(rows)
}

fn of_kpi<'a>(answer: &'a Answer, kpi: &Kpi) -> Vec<&'a Figure> {
    answer.rows.iter().filter(|figure| figure.kpi == kpi.name).collect()
}

/// Which way a change is good.
fn way(kpi: &Kpi, rose: bool) -> Verdict {
    match (kpi.direction, rose) {
        (Direction::Down, true) | (Direction::Up, false) => Verdict::Worse,
        (Direction::Down, false) | (Direction::Up, true) => Verdict::Improved,
        _ => Verdict::NoClearChange,
    }
}

/// Fills in the difference and its interval, and how likely it is by chance, where there are enough tickets.
fn judged(
    rules: &VersionRules,
    mut row: VersionMetric,
    before: Option<&Figure>,
    after: Option<&Figure>,
) -> (VersionMetric, Option<f64>) {
    let pair = |figure: Option<&Figure>| {
        let figure = figure?;
        Some((figure.numerator?, figure.denominator?))
    };
    let (before, after) = (pair(before).unwrap_or_default(), pair(after).unwrap_or_default());
    let rate = |(hits, of): (f64, f64)| (of > 0.0).then(|| hits / of);
    (row.n_before, row.n_after) = (Some(before.1), Some(after.1));
    (row.before, row.after) = (rate(before), rate(after));
    let least = f64::from(rules.least_tickets);
    let Some((from, to)) = row.before.zip(row.after) else { return (row, None) };
    let difference = to - from;
    row.difference = Some(difference);
    if before.1 < least || after.1 < least {
        return (row, None);
    }
    row.verdict = Verdict::NoClearChange;
    let Some(variance) = difference_variance(before, after) else { return (row, None) };
    // Of a graded figure this is wider than it need be: no number between 0 and 1 varies more than a yes or no.
    let chance = if row.interim {
        let half = always_valid_half_width(variance, rules.spread, rules.level);
        (row.low, row.high) = (Some(difference - half), Some(difference + half));
        Some(always_valid_chance(difference, variance, rules.spread))
    } else {
        let interval = newcombe(before, after);
        (row.low, row.high) = (interval.map(|interval| interval.low), interval.map(|interval| interval.high));
        chance(before, after)
    };
    (row, chance)
}
