//! A page of figures for a period, its charts, and the tickets behind them.

use std::collections::HashSet;

use rayon::prelude::*;

use super::api::{DimensionValue, Drill, PageAnswer, Scope, ScoreRow};
use super::comparing::by_each;
use super::events::events;
use super::failure::Failure;
use super::insight_charts::insight_chart;
use super::page_name::PageName;
use super::scorecard::Scorecards;
use super::state::Snapshot;
use super::trends::trends;
use super::waterfall::waterfall;
use crate::calendar::{Calendar, Comparison, Period};
use crate::chart::{self, Along, ChartDefinition, ChartKind, ChartSpec};
use crate::cost::CostCase;
use crate::language::{Language, Reason};
use crate::metrics::{
    Dimension, Figure, Filter, Found, Group, Kpi, NEUTRAL, Preset, Query, QueryError, figures, tickets_of,
};
use crate::model::ResolutionType;

/// Groups that a chart shows at most: what suits a slide.
const MOST_GROUPS: usize = 20;

/// Buckets of a trend that ends with the period under review.
pub(super) const TREND: usize = 12;

/// What the reader splits charts by.
struct Splits {
    first: String,
    both: String,
}

impl Splits {
    /// Query types, where nothing else is wanted.
    fn new(by: &[Dimension]) -> Result<Splits, QueryError> {
        let written = |dimension: &Dimension| chart::written(*dimension);
        let first = by.first().map_or_else(|| written(&Dimension::QueryType), written);
        match by {
            [] | [_] => Ok(Splits { both: first.clone(), first }),
            [one, other] if one == other => Err(QueryError::SameDimensionTwice { dimension: *one }),
            [_, other] => Ok(Splits { both: format!("{first}-and-{}", written(other)), first }),
            more => Err(QueryError::TooManyDimensions { given: more.len() }),
        }
    }

    /// The name of a page's chart: one of groups has a series for each of the second split; one that has series
    /// already, or is over time, has the first split only.
    fn of(&self, id: &str) -> String {
        let one = id.contains("-trend-") || id.contains("SPLIT-and-");
        id.replace("SPLIT", if one { &self.first } else { &self.both })
    }
}

/// A page for a period, its charts split by up to two dimensions, and AI resolutions counted in the way of a preset where
/// that says how.
///
/// # Errors
/// The question cannot be asked.
pub fn page(
    snapshot: &Snapshot,
    name: PageName,
    scope: &Scope,
    comparison: Comparison,
    split: &[Dimension],
    preset: &'static Preset,
    language: Language,
) -> Result<PageAnswer, Failure> {
    let wanted = charts_of(&snapshot.calendar, name, scope.period, split)?;
    let answer = page_without_charts(snapshot, name, scope, comparison, preset, language)?;
    Ok(PageAnswer { charts: charts(snapshot, &wanted, scope, preset, language)?, ..answer })
}

/// The same without its charts, which take most of the time.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn page_without_charts(
    snapshot: &Snapshot,
    name: PageName,
    scope: &Scope,
    comparison: Comparison,
    preset: &'static Preset,
    language: Language,
) -> Result<PageAnswer, Failure> {
    let kpis: Vec<&'static Kpi> =
        name.defined_kpis()?.into_iter().map(|kpi| preset.kpi_or_own(kpi).0).collect();
    let cards = Scorecards::new(snapshot, scope, &kpis, comparison)?;
    let rows = kpis.iter().zip(trends(snapshot, scope, &kpis)?);
    let rows = rows.map(|(kpi, trend)| cards.row(kpi, trend));
    let scorecard = rows.map(|row| ScoreRow { kpi: language.kpi(row.kpi), ..row }).collect();
    let mut changes = cards.what_changed(&kpis);
    for change in changes.iter_mut().flat_map(|found| &mut found.changes) {
        change.kpi = language.kpi(change.kpi);
    }
    Ok(PageAnswer {
        period: scope.period,
        before: cards.now.with.map(|with| with.period),
        before_until: cards.now.with.and_then(|with| with.until),
        before_is_empty: cards.now.before_is_empty,
        as_of: snapshot.facts.as_of(),
        time_zone: snapshot.settings.time_zone.clone(),
        costs: snapshot.cost_report(scope.period)?,
        scorecard,
        changes,
        charts: Vec::new(),
    })
}

/// The charts of a page for these days, in their order, split by up to two dimensions.
///
/// # Errors
/// Charts cannot be split so.
pub(super) fn charts_of(
    calendar: &Calendar,
    name: PageName,
    period: Period,
    split: &[Dimension],
) -> Result<Vec<ChartDefinition>, Failure> {
    let split = Splits::new(split)?;
    let moment = chart::written(chart::trend_dimension(trend_period(calendar, period)));
    let ids = name.charts().iter().map(|id| split.of(id).replace("MOMENT", &moment));
    // By what is one of its own splits, a chart would be another of the page, or none.
    let mut seen = HashSet::new();
    Ok(ids.filter(|id| seen.insert(id.clone())).filter_map(|id| chart::definition(&id)).collect())
}

/// Charts as a page of this scope shows them, made side by side.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn charts(
    snapshot: &Snapshot,
    wanted: &[ChartDefinition],
    scope: &Scope,
    preset: &'static Preset,
    language: Language,
) -> Result<Vec<ChartSpec>, Failure> {
    // Found once, before each of them needs them.
    snapshot.releases()?;
    let charts = wanted.par_iter().map(|wanted| {
        let period = charted_period(snapshot, wanted, scope.period);
        chart(snapshot, &wanted.id, &Scope { period, ..scope.clone() }, preset, language)
    });
    charts.collect()
}

/// The days that a chart of a page of these days is of: one over time reaches back; for what takes time to tell, it is the
/// newest period that has had it.
fn charted_period(snapshot: &Snapshot, wanted: &ChartDefinition, period: Period) -> Period {
    if wanted.is_over_time() {
        return trend_period(&snapshot.calendar, period);
    }
    let (as_of, window) = (snapshot.facts.as_of(), snapshot.facts.repeat_window());
    let mature = || snapshot.calendar.newest_mature(period, as_of, window);
    if wanted.kpi.has_window() { mature().unwrap_or(period) } else { period }
}

/// The values that a dimension has among all tickets that count, those of most tickets first.
///
/// # Errors
/// The question cannot be asked.
pub fn values(snapshot: &Snapshot, dimension: Dimension) -> Result<Vec<DimensionValue>, Failure> {
    let days = snapshot.days()?;
    let (Some(from), Some(to)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let kpi = Kpi::named("tickets")?;
    let query =
        Query { kpis: vec![kpi], by: vec![dimension], ..Query::whole(Period { from: *from, to: *to }) };
    let answer = figures(&snapshot.facts, &snapshot.basis(), &query)?;
    let mut values: Vec<DimensionValue> = answer
        .rows
        .iter()
        .filter_map(|figure| {
            let (value, tickets) = (figure.group.get(dimension)?.to_owned(), figure.value? as u64);
            (tickets > 0).then_some(DimensionValue { value, tickets })
        })
        .collect();
    values.sort_by(|one, two| two.tickets.cmp(&one.tickets).then_with(|| one.value.cmp(&two.value)));
    Ok(values)
}

/// A chart by its name, counted in the way of a preset where that says how.
///
/// # Errors
/// There is no such chart, or the question cannot be asked.
pub fn chart(
    snapshot: &Snapshot,
    id: &str,
    scope: &Scope,
    preset: &'static Preset,
    language: Language,
) -> Result<ChartSpec, Failure> {
    let said = |filter: &Filter| language.words().filter(filter.dimension, &filter.value);
    let filters: Vec<String> = scope.filters.iter().map(said).collect();
    let context = chart::Context {
        language,
        calendar: snapshot.calendar,
        period: scope.period,
        currency: Some(snapshot.settings.currency.clone()),
        scope: filters.join(", "),
        preset,
        events: events(snapshot, language)?,
        window: snapshot.facts.repeat_window(),
        most_groups: MOST_GROUPS,
    };
    let definition = chart::definition(id);
    let preset = match definition {
        Some(definition) if definition.kind == ChartKind::Waterfall => {
            return waterfall(snapshot, &definition, scope, context);
        }
        Some(definition) if definition.along == Along::Steps && definition.kind != ChartKind::Ladder => {
            let spec = insight_chart(snapshot, &definition, scope, &context)?;
            return spec.ok_or_else(|| Failure::of("not_found", &Reason::NoChart(id.to_owned())));
        }
        // No vendor defines all the steps, and ways of counting are never mixed.
        Some(definition) if definition.kind == ChartKind::Ladder => &NEUTRAL,
        _ => preset,
    };
    let mut engine = |kpis: &[&str], by: &[Dimension]| -> Result<chart::Asked, Failure> {
        let named = kpis.iter().map(|kpi| Kpi::named(kpi).map(|kpi| preset.kpi_or_own(kpi)));
        let counted = named.collect::<Result<Vec<_>, QueryError>>()?;
        let preset = counted.first().map_or(&NEUTRAL, |(_, preset)| *preset);
        let kpis: Vec<&'static Kpi> = counted.iter().map(|(kpi, _)| *kpi).collect();
        let query = Query { preset, ..query(scope, &kpis) };
        let [groups, whole] = by_each(snapshot, &query, [by.to_vec(), Vec::new()])?;
        Ok(chart::Asked { groups, whole })
    };
    Ok(chart::build(id, &mut engine, &context)?)
}

/// What a period cost, and the tickets that it was spent on; `None` where the ledger does not cover it.
///
/// # Errors
/// The question cannot be asked.
pub fn cost_case(snapshot: &Snapshot, period: Period) -> Result<Option<CostCase>, Failure> {
    let Some(report) = snapshot.cost_report(period)? else { return Ok(None) };
    let query = Query {
        by: vec![Dimension::ResolutionType],
        ..query(&Scope { period, filters: Vec::new() }, &[Kpi::named("cost_per_resolution")?])
    };
    let by_type = figures(&snapshot.facts, &snapshot.basis(), &query)?.rows;
    let resolved = |figure: &&Figure| figure.denominator;
    let of_ai =
        |figure: &&Figure| figure.group.get(Dimension::ResolutionType) == Some(ResolutionType::AiOnly.word());
    Ok(Some(
        CostCase {
            resolved: by_type.iter().filter_map(|figure| resolved(&figure)).sum(),
            ai_resolved: by_type.iter().filter(of_ai).filter_map(|figure| resolved(&figure)).sum(),
            people_tickets: report.people_tickets as f64,
            ai_fixed: report.ai_fixed,
            ai_usage: report.ai_usage,
            people: report.people,
            overhead: report.overhead,
            ..CostCase::default()
        }
        .summed(),
    ))
}

/// The number of tickets opened within a scope.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn tickets(snapshot: &Snapshot, scope: &Scope) -> Result<u64, Failure> {
    let answer = figures(&snapshot.facts, &snapshot.basis(), &query(scope, &[Kpi::named("tickets")?]))?;
    Ok(answer.rows.first().and_then(|figure| figure.value).unwrap_or(0.0) as u64)
}

/// The tickets behind a figure.
///
/// # Errors
/// There is no such KPI.
pub fn tickets_behind(snapshot: &Snapshot, drill: &Drill) -> Result<Found, Failure> {
    let preset = drill.count_as.as_deref().map_or(Ok(&NEUTRAL), Preset::named)?;
    let kpi = preset.kpi(&drill.kpi)?;
    let group = Group(drill.group.iter().map(|part| (part.dimension, part.value.clone())).collect());
    let query = query(&drill.scope, &[kpi]);
    Ok(tickets_of(&snapshot.facts, &snapshot.basis(), kpi, &query, &group, drill.part)?)
}

pub(super) fn query(scope: &Scope, kpis: &[&'static Kpi]) -> Query {
    Query { kpis: kpis.to_vec(), filters: scope.filters.clone(), ..Query::whole(scope.period) }
}

/// A trend of one week says nothing: it shows the last buckets up to the period's end, where the period is one bucket.
fn trend_period(calendar: &Calendar, period: Period) -> Period {
    let Some(bucket) = calendar.bucket_of(period) else { return period };
    Period { from: calendar.buckets_back(bucket, period.from, TREND - 1), ..period }
}
