//! The Review page: the scorecard, its charts, and the tickets behind each figure.

use super::api::{Drill, Review, Scope, ScoreCell, ScoreRow};
use super::failure::Failure;
use super::workspace::Snapshot;
use crate::calendar::{Bucket, Calendar};
use crate::chart::{self, Along, ChartSpec};
use crate::metrics::{
    Answer, Cohort, Dimension, Figure, Group, KPIS, Kpi, Query, change, figures, tickets_of,
};
use crate::model::ResolutionType;

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
pub fn review(snapshot: &Snapshot, scope: &Scope, compare: bool) -> Result<Review, Failure> {
    let before = compare.then(|| snapshot.calendar.period_before(scope.period));
    let now = Scorecard::new(snapshot, scope)?;
    let then =
        before.map(|period| Scorecard::new(snapshot, &Scope { period, ..scope.clone() })).transpose()?;
    let scorecard = KPIS.iter().map(|kpi| now.row(kpi, then.as_ref())).collect();
    let charts = CHARTS.iter().map(|id| chart(snapshot, id, &trend_scope(&snapshot.calendar, id, scope)));
    Ok(Review {
        period: scope.period,
        before,
        as_of: snapshot.facts.as_of(),
        time_zone: snapshot.settings.time_zone.clone(),
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
    let mut engine = |kpi: &str, by: &[Dimension]| ask(snapshot, scope, &[Kpi::named(kpi)?], by.to_vec());
    Ok(chart::build(id, &mut engine, &context)?)
}

/// The tickets behind a figure, by their numbers in the store.
///
/// # Errors
/// There is no such KPI.
pub fn tickets_behind(snapshot: &Snapshot, drill: &Drill) -> Result<Vec<i64>, Failure> {
    let kpi = Kpi::named(&drill.kpi)?;
    let group = Group(drill.group.iter().map(|part| (part.dimension, part.value.clone())).collect());
    let query = query(&drill.scope, &[kpi], Vec::new());
    Ok(tickets_of(&snapshot.facts, &snapshot.basis(), kpi, &query, &group, drill.part)?)
}

fn query(scope: &Scope, kpis: &[&'static Kpi], by: Vec<Dimension>) -> Query {
    Query { period: scope.period, kpis: kpis.to_vec(), by, filters: scope.filters.clone(), as_of: None }
}

fn ask(
    snapshot: &Snapshot,
    scope: &Scope,
    kpis: &[&'static Kpi],
    by: Vec<Dimension>,
) -> Result<Answer, Failure> {
    Ok(figures(&snapshot.facts, &snapshot.basis(), &query(scope, kpis, by))?)
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

/// The figures of the scorecard for one period.
struct Scorecard {
    whole: Answer,
    by_type: Answer,
}

impl Scorecard {
    fn new(snapshot: &Snapshot, scope: &Scope) -> Result<Scorecard, Failure> {
        Ok(Scorecard {
            whole: ask(snapshot, scope, KPIS, Vec::new())?,
            by_type: ask(snapshot, scope, KPIS, vec![Dimension::ResolutionType])?,
        })
    }

    fn row(&self, kpi: &'static Kpi, before: Option<&Scorecard>) -> ScoreRow {
        let cell = |find: &dyn Fn(&Scorecard) -> Option<Figure>| {
            let figure = find(self)?;
            let before = before.and_then(find);
            let change = before.as_ref().map(|before| change(before, &figure));
            Some(ScoreCell { figure, before, change })
        };
        // Who resolved a ticket is known once it is resolved: a share of the created would only restate the split.
        let split = |kind: ResolutionType| {
            (kpi.cohort == Cohort::Resolved).then(|| cell(&|scorecard| scorecard.within(kpi, kind))).flatten()
        };
        ScoreRow {
            kpi,
            whole: cell(&|scorecard| scorecard.whole.rows.iter().find(|row| row.kpi == kpi.name).cloned())
                .unwrap_or_else(|| ScoreCell { figure: Figure::empty(kpi.name), before: None, change: None }),
            ai_only: split(ResolutionType::AiOnly),
            hybrid: split(ResolutionType::Hybrid),
            human_only: split(ResolutionType::HumanOnly),
        }
    }

    fn within(&self, kpi: &Kpi, kind: ResolutionType) -> Option<Figure> {
        let is_wanted = |row: &&Figure| {
            row.kpi == kpi.name && row.group.get(Dimension::ResolutionType) == Some(kind.word())
        };
        self.by_type.rows.iter().find(is_wanted).cloned()
    }
}
