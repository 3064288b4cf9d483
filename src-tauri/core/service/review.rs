//! The Review page: the scorecard, its charts, and the tickets behind each figure.

use super::api::{Drill, Review, Scope, ScoreCell, ScoreRow};
use super::comparing::{ComparedFigure, Pair, find, whole_and_parts};
use super::failure::Failure;
use super::workspace::Snapshot;
use crate::calendar::{Bucket, Calendar, Compared, Comparison, Period};
use crate::chart::{self, Along, ChartSpec};
use crate::metrics::{Answer, Cohort, Dimension, Figure, Group, Kpi, Query, figures, tickets_of};
use crate::model::ResolutionType;

/// The KPIs of the scorecard, in its order.
const SCORECARD: &[&str] = &[
    "deflection_rate",
    "involvement_rate",
    "ai_resolution_rate",
    "durable_resolution_rate",
    "csat",
    "csat_response_rate",
    "fcr",
    "escalation_rate",
    "failed_handoff_rate",
    "cost_per_resolution",
    "tickets",
    "resolved",
    "backlog",
    "first_reply_minutes_p50",
    "resolution_minutes_p50",
    "resolution_minutes_p90",
];

/// The charts of the Review page, in their order.
const CHARTS: &[&str] = &[
    "deflection-by-query-type",
    "csat-by-resolution-type",
    "deflection-trend",
    "volume-by-resolution-type",
    "fcr-by-resolution-type",
    "cost-by-resolution-type",
    "escalation-by-query-type",
    "csat-trend",
];

/// Groups that a chart shows at most: what suits a slide.
const MOST_GROUPS: usize = 20;

/// Buckets of a trend that ends with the period under review.
const TREND: usize = 12;

/// The page for a period.
///
/// # Errors
/// The question cannot be asked.
pub fn review(snapshot: &Snapshot, scope: &Scope, comparison: Comparison) -> Result<Review, Failure> {
    let kpis = SCORECARD.iter().map(|name| Kpi::named(name)).collect::<Result<Vec<_>, _>>()?;
    let card = Scorecard::new(snapshot, scope, &kpis, comparison)?;
    let as_of = snapshot.facts.as_of();
    let window = snapshot.facts.repeat_window();
    // For what takes time to tell, the newest period that has had it.
    let mature = snapshot.calendar.newest_mature(scope.period, as_of, window);
    let mature = mature
        .map(|period| {
            let with_window: Vec<&'static Kpi> =
                kpis.iter().copied().filter(|kpi| kpi.has_window()).collect();
            Scorecard::new(snapshot, &Scope { period, ..scope.clone() }, &with_window, comparison)
        })
        .transpose()?;
    let scorecard = kpis.iter().map(|kpi| card.row(kpi, mature.as_ref())).collect();
    let charts = CHARTS.iter().map(|id| chart(snapshot, id, &trend_scope(&snapshot.calendar, id, scope)));
    Ok(Review {
        period: scope.period,
        before: card.with.map(|with| with.period),
        as_of,
        time_zone: snapshot.settings.time_zone.clone(),
        costs: snapshot.cost_report(scope.period)?,
        scorecard,
        charts: charts.collect::<Result<_, _>>()?,
    })
}

/// A chart by its name.
///
/// # Errors
/// There is no such chart, or the question cannot be asked.
pub fn chart(snapshot: &Snapshot, id: &str, scope: &Scope) -> Result<ChartSpec, Failure> {
    let filters: Vec<String> = scope
        .filters
        .iter()
        .map(|filter| format!("{} = {}", filter.dimension.name(), filter.value))
        .collect();
    let context = chart::Context {
        calendar: snapshot.calendar,
        period: scope.period,
        currency: Some(snapshot.settings.currency.clone()),
        scope: filters.join(", "),
        most_groups: MOST_GROUPS,
    };
    let mut engine = |kpi: &str, by: &[Dimension]| -> Result<Answer, Failure> {
        let query = Query { by: by.to_vec(), ..query(scope, &[Kpi::named(kpi)?]) };
        Ok(figures(&snapshot.facts, &snapshot.basis(), &query)?)
    };
    Ok(chart::build(id, &mut engine, &context)?)
}

/// The tickets behind a figure, by their numbers in the store.
///
/// # Errors
/// There is no such KPI.
pub fn tickets_behind(snapshot: &Snapshot, drill: &Drill) -> Result<Vec<u32>, Failure> {
    let kpi = Kpi::named(&drill.kpi)?;
    let group = Group(drill.group.iter().map(|part| (part.dimension, part.value.clone())).collect());
    let query = query(&drill.scope, &[kpi]);
    Ok(tickets_of(&snapshot.facts, &snapshot.basis(), kpi, &query, &group, drill.part)?)
}

fn query(scope: &Scope, kpis: &[&'static Kpi]) -> Query {
    Query { kpis: kpis.to_vec(), filters: scope.filters.clone(), ..Query::whole(scope.period) }
}

/// A trend of one week says nothing: it shows the last buckets up to the period's end, where the period is one bucket.
fn trend_scope(calendar: &Calendar, id: &str, scope: &Scope) -> Scope {
    let mut wider = scope.clone();
    let bucket = [Bucket::Week, Bucket::Month, Bucket::Quarter]
        .into_iter()
        .find(|bucket| calendar.bucket_period(*bucket, scope.period.from) == scope.period);
    let over_time = chart::definition(id).is_some_and(|chart| chart.along == Along::Time);
    if let (true, Some(bucket)) = (over_time, bucket) {
        for _ in 1..TREND {
            let day_before = wider.period.from.pred_opt().unwrap_or(wider.period.from);
            wider.period.from = calendar.bucket_start(bucket, day_before);
        }
    }
    wider
}

/// The figures of the scorecard for one period, beside those of another.
struct Scorecard {
    period: Period,
    with: Option<Compared>,
    whole: Answer,
    by_type: Answer,
    /// The same of the other period, whole and by resolution type.
    before: Option<[Answer; 2]>,
    /// By query type, of both periods: what changes of the whole are made of.
    parts: Option<[Answer; 2]>,
}

impl Scorecard {
    fn new(
        snapshot: &Snapshot,
        scope: &Scope,
        kpis: &[&'static Kpi],
        comparison: Comparison,
    ) -> Result<Scorecard, Failure> {
        let with = comparison.with(&snapshot.calendar, scope.period, snapshot.facts.as_of());
        let query = query(scope, kpis);
        let [whole, by_type, parts] = whole_and_parts(snapshot, &query)?;
        let (before, parts) = match with {
            Some(with) => {
                let other = Query { period: with.period, until: with.until, ..query };
                let [before, before_by_type, before_parts] = whole_and_parts(snapshot, &other)?;
                (Some([before, before_by_type]), Some([parts, before_parts]))
            }
            None => (None, None),
        };
        Ok(Scorecard { period: scope.period, with, whole, by_type, before, parts })
    }

    /// The row of a KPI. Where the period is too recent to tell, it shows the newest one that is not beside it, and
    /// compares only that.
    fn row(&self, kpi: &'static Kpi, mature: Option<&Scorecard>) -> ScoreRow {
        let mature = mature.filter(|_| kpi.has_window());
        let cell = |kind: Option<ResolutionType>| {
            let shown = self.compared(kpi, kind)?;
            let Some(mature) = mature else { return Some(ScoreCell { shown, mature: None }) };
            Some(ScoreCell { shown: ComparedFigure::alone(shown.figure), mature: mature.compared(kpi, kind) })
        };
        // Who resolved a ticket is known once it is resolved: a share of the created would only restate the split.
        let split = |kind| (kpi.cohort == Cohort::Resolved).then(|| cell(Some(kind))).flatten();
        let nothing = || ScoreCell { shown: ComparedFigure::alone(Figure::empty(kpi.name)), mature: None };
        ScoreRow {
            kpi,
            mature: mature.map(|mature| mature.period),
            whole: cell(None).unwrap_or_else(nothing),
            ai_only: split(ResolutionType::AiOnly),
            hybrid: split(ResolutionType::Hybrid),
            human_only: split(ResolutionType::HumanOnly),
        }
    }

    fn compared(&self, kpi: &Kpi, kind: Option<ResolutionType>) -> Option<ComparedFigure> {
        let group = kind.map(|kind| vec![(Dimension::ResolutionType, kind.word().to_owned())]);
        let group = Group(group.unwrap_or_default());
        let figure = find(if kind.is_some() { &self.by_type } else { &self.whole }, kpi.name, &group)?;
        let Some([whole, by_type]) = &self.before else {
            return Some(ComparedFigure::alone(figure.clone()));
        };
        let before = if kind.is_some() { by_type } else { whole };
        let parts = self.parts.as_ref().map(|[now, before]| (now, before));
        Some(Pair { before, parts }.figure(figure))
    }
}
