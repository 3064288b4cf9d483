//! Charts of the insights: each is made of an insight's rows, and looks at the insight's own days.

use super::bubbles::Map;
use super::build::{Context, UNCERTAIN, blank};
use super::catalogue::ChartDefinition;
use super::flow::{Flow, FlowLink, FlowNode};
use super::heading::heading;
use super::spec::{Alarm, ChartSpec, Point, Series};
use crate::calendar::{Bucket, Calendar, Period};
use crate::insights::{
    Bucket as Readiness, DailyVolume, Drift, EscalationMonth, Escalations, HandoffFlow, Handoffs, Severity,
    Taxonomy, Versions,
};
use crate::language::Language;
use crate::metrics::{Dimension, wilson};
use crate::model::Timestamp;

/// The names of the buckets, the classes of the map.
const BUCKETS: [&str; 4] = ["Automatable", "Hybrid", "Human required", "Not enough data"];
/// The scales of the map, and what its bubbles are as large as.
const SCORES: [&str; 3] = ["Complexity", "Predictability", "Hours a week"];
const MARK: &str = "Much feeling in it";
const NOT_SCORED: &str = "No query type has enough tickets with all three scores.";
const NO_ESCALATIONS: &str = "No ticket went from AI to a person.";
const NO_FLOW: &str = "AI took part in no ticket of these days.";
const NO_RELEASE: &str = "No release of the AI has whole weeks before and after it.";
const NO_BASELINE: &str = "No query type has a baseline of eight weeks yet.";
const NO_DAYS: &str = "There are not enough days to tell what is usual.";
const AI: &str = "With AI";
const RATE: &str = "Escalation rate";
const BASELINE: &str = "Baseline";
const UPPER: &str = "Upper limit";
const TICKETS: &str = "Tickets";
const EXPECTED: &str = "Expected";
const DRIFTS: &str = "drifts";
const BEFORE: &str = "Before";
const AFTER: &str = "After";
const OTHER: &str = "Others";
/// How severe a day is.
const SEVERITIES: [&str; 3] = ["a little", "clearly", "very"];
/// What a person took over.
pub(crate) const HANDED_OFF: &str = "Handed off";
/// How the AI's part ends, and what becomes of a ticket, as the flow names them.
const OUTCOMES: [(&str, &str); 5] = [
    ("confirmed", "Confirmed"),
    ("assumed", "Assumed"),
    ("abandoned", "Abandoned"),
    ("handed_off", HANDED_OFF),
    ("open", "Not ended"),
];
const ENDS: [(&str, &str); 3] = [("resolved", "Resolved"), ("reopened", "Reopened"), ("open", "Open")];
/// What the triggers are called that no source names.
const TRIGGERS: [(&str, &str); 10] = [
    ("explicit_request", "Person asked for"),
    ("churn", "Speaks of leaving"),
    ("sensitive_type", "Sensitive type"),
    ("vip_account", "VIP account"),
    ("several_teams", "Several teams"),
    ("failed_attempts", "Failed attempts"),
    ("emotional", "Strong feeling"),
    ("no_answer", "No answer"),
    ("limit_or_technical", "Limit or technical"),
    ("unknown", "Unknown"),
];

/// Query types that a chart of groups shows at most.
const MOST_GROUPS: usize = 12;
/// Triggers that are told apart; the others are one.
const MOST_TRIGGERS: usize = 5;
/// Months of escalations at most.
const MOST_MONTHS: usize = 12;

/// The texts of these charts that stand alone.
#[cfg(test)]
pub(super) fn texts() -> Vec<&'static str> {
    let alone = [
        MARK,
        NOT_SCORED,
        NO_ESCALATIONS,
        NO_FLOW,
        NO_RELEASE,
        NO_BASELINE,
        NO_DAYS,
        AI,
        RATE,
        BASELINE,
        UPPER,
        TICKETS,
        EXPECTED,
        DRIFTS,
        BEFORE,
        AFTER,
        OTHER,
    ];
    let named = OUTCOMES.iter().chain(&ENDS).chain(&TRIGGERS).map(|(_, name)| *name);
    alone.into_iter().chain(BUCKETS).chain(SCORES).chain(SEVERITIES).chain(named).collect()
}

/// The name of a trigger: as its source says it, or as we do.
pub fn trigger_name(row: &EscalationMonth, language: Language) -> String {
    let ours = TRIGGERS.iter().find(|(word, _)| !row.own_reason && *word == row.trigger);
    ours.map_or_else(|| row.trigger.clone(), |(_, name)| language.say(name).to_owned())
}

/// A chart of the context's days that says so under its title.
fn base(
    chart: &ChartDefinition,
    as_of: Timestamp,
    said: Option<String>,
    empty: &'static str,
    context: &Context,
) -> ChartSpec {
    ChartSpec {
        subtitle: heading(context, Some(as_of), said),
        empty: context.language.say(empty).to_owned(),
        ..blank(chart, chart.kpi, context)
    }
}

fn value(value: Option<f64>) -> Point {
    Point { value, ..Point::GAP }
}

/// A share of so many tickets, with its interval.
fn rate(rate: f64, of: f64) -> Point {
    let hits = (rate * of).round();
    let interval = wilson(hits, of);
    Point {
        value: Some(rate),
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        numerator: Some(hits),
        denominator: Some(of),
        faint: of < UNCERTAIN,
    }
}

/// The readiness map: complexity from left to right, predictability from the bottom up, hours a week as area.
pub fn readiness(chart: &ChartDefinition, taxonomy: &Taxonomy, context: &Context) -> ChartSpec {
    let say = |text: &'static str| context.language.say(text).to_owned();
    let score = |score: Option<u8>| value(score.map(f64::from));
    let scored =
        || taxonomy.rows.iter().filter(|row| row.complexity.is_some() && row.predictability.is_some());
    let [complexity, predictability, hours] = SCORES.map(say);
    let series = vec![
        Series::plain(complexity, scored().map(|row| score(row.complexity)).collect()),
        Series::plain(predictability, scored().map(|row| score(row.predictability)).collect()),
        Series::plain(hours, scored().map(|row| value(row.hours_per_week)).collect()),
    ];
    let class_of =
        scored().map(|row| row.bucket.map_or(Readiness::ALL.len(), |bucket| bucket as usize)).collect();
    let marked = scored().map(|row| row.emotional_weight.is_some_and(|weight| weight >= 4)).collect();
    let classes = BUCKETS.map(say).to_vec();
    ChartSpec {
        categories: scored().map(|row| row.query_type.clone()).collect(),
        keys: scored().map(|row| row.query_type.clone()).collect(),
        dimensions: vec![Dimension::QueryType.name().to_owned()],
        map: Some(Map::of(&series, classes, class_of, say(MARK), marked)),
        series,
        unit: crate::metrics::Unit::Score,
        ..base(chart, taxonomy.as_of, None, NOT_SCORED, context)
    }
}

/// Escalations of the last months by their commonest triggers.
pub fn triggers(chart: &ChartDefinition, escalations: &Escalations, context: &Context) -> ChartSpec {
    let mut months: Vec<&str> = escalations.rows.iter().map(|row| row.month.as_str()).collect();
    months.dedup();
    let months = months.split_off(months.len().saturating_sub(MOST_MONTHS));
    let shown = || escalations.rows.iter().filter(|row| months.contains(&row.month.as_str()));
    let mut counts: Vec<(String, u64)> = Vec::new();
    for row in shown() {
        let name = trigger_name(row, context.language);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += row.tickets,
            None => counts.push((name, row.tickets)),
        }
    }
    counts.retain(|(_, count)| *count > 0);
    counts.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    let named: Vec<String> = counts.iter().take(MOST_TRIGGERS).map(|(name, _)| name.clone()).collect();
    let of = |fits: &dyn Fn(&str) -> bool| -> Vec<Point> {
        let in_month = |month: &&str| {
            let rows =
                shown().filter(|row| row.month == **month && fits(&trigger_name(row, context.language)));
            value(Some(rows.map(|row| row.tickets).sum::<u64>() as f64))
        };
        months.iter().map(in_month).collect()
    };
    let mut series: Vec<Series> =
        named.iter().map(|name| Series::plain(name.clone(), of(&|other| other == name))).collect();
    if counts.len() > named.len() {
        series.push(Series::plain(
            context.language.say(OTHER),
            of(&|other| !named.iter().any(|name| name == other)),
        ));
    }
    let calendar = &context.calendar;
    let first_day = |month: &str| format!("{month}-01").parse().ok();
    let labels = months.iter().map(|month| match first_day(month) {
        Some(day) => context.language.words().moment(Bucket::Month, day, month),
        None => (*month).to_owned(),
    });
    let days = months
        .first()
        .and_then(|month| first_day(month))
        .zip(months.last().and_then(|month| first_day(month)));
    let days = days.map(|(from, last)| Period { from, to: calendar.bucket_period(Bucket::Month, last).to });
    let context = &Context { period: days.unwrap_or(context.period), ..context.clone() };
    ChartSpec {
        categories: labels.collect(),
        keys: months.iter().map(|month| (*month).to_owned()).collect(),
        series,
        ..base(chart, escalations.as_of, None, NO_ESCALATIONS, context)
    }
}

/// Where the tickets that AI took part in end.
pub fn flow(chart: &ChartDefinition, handoffs: &Handoffs, context: &Context) -> ChartSpec {
    let say = |text: &'static str| context.language.say(text).to_owned();
    let sum = |fits: &dyn Fn(&HandoffFlow) -> bool| -> u64 {
        handoffs.flow.iter().filter(|way| fits(way)).map(|way| way.tickets).sum()
    };
    let mut nodes = vec![FlowNode { name: say(AI), column: 0 }];
    let mut links: Vec<(FlowLink, u64)> = Vec::new();
    let mut keys = Vec::new();
    let mut place_of = Vec::new();
    for (word, name) in OUTCOMES {
        let tickets = sum(&|way| way.outcome == word);
        if tickets > 0 {
            place_of.push((word, nodes.len()));
            links.push((FlowLink { from: 0, to: nodes.len() }, tickets));
            keys.push(word.to_owned());
            nodes.push(FlowNode { name: say(name), column: 1 });
        }
    }
    for (word, name) in ENDS {
        let to = nodes.len();
        for (outcome, from) in &place_of {
            let tickets = sum(&|way| way.outcome == *outcome && way.end == word);
            if tickets > 0 {
                links.push((FlowLink { from: *from, to }, tickets));
                keys.push(format!("{outcome} {word}"));
            }
        }
        if links.last().is_some_and(|(link, _)| link.to == to) {
            nodes.push(FlowNode { name: say(name), column: 2 });
        }
    }
    let name = |place: usize| nodes.get(place).map_or("", |node| node.name.as_str());
    let categories: Vec<String> =
        links.iter().map(|(link, _)| format!("{} → {}", name(link.from), name(link.to))).collect();
    let points = links.iter().map(|(_, tickets)| value(Some(*tickets as f64))).collect();
    ChartSpec {
        keys,
        categories,
        series: vec![Series::plain(say(TICKETS), points)],
        flow: Some(Flow { nodes, links: links.into_iter().map(|(link, _)| link).collect() }),
        ..base(chart, handoffs.as_of, None, NO_FLOW, context)
    }
}

/// Deflection of the query types before and after the newest release that has whole weeks on both sides.
pub fn release(chart: &ChartDefinition, versions: &Versions, context: &Context) -> ChartSpec {
    let say = |text: &'static str| context.language.say(text).to_owned();
    let judged = versions.rows.iter().filter(|row| row.metric == chart.kpi.name && row.days_after.is_some());
    let newest = judged.clone().map(|row| row.version.as_str()).next();
    let of_newest = judged.filter(|row| Some(row.version.as_str()) == newest);
    let (whole, mut types): (Vec<_>, Vec<_>) = of_newest.partition(|row| row.query_type.is_empty());
    types.retain(|row| row.difference.is_some());
    types.sort_by(|one, two| {
        let size = |difference: Option<f64>| difference.unwrap_or_default().abs();
        size(two.difference)
            .total_cmp(&size(one.difference))
            .then_with(|| one.query_type.cmp(&two.query_type))
    });
    types.truncate(MOST_GROUPS);
    let point =
        |share: Option<f64>, of: Option<f64>| share.zip(of).map_or(Point::GAP, |(share, of)| rate(share, of));
    let days = whole.first().and_then(|row| row.days_before.zip(row.days_after));
    let context = &Context {
        period: days.map_or(context.period, |(before, after)| before.and(after)),
        ..context.clone()
    };
    let said = newest.map(|version| context.language.words().release(version).1);
    ChartSpec {
        categories: types.iter().map(|row| row.query_type.clone()).collect(),
        keys: types.iter().map(|row| row.query_type.clone()).collect(),
        series: vec![
            Series::plain(say(BEFORE), types.iter().map(|row| point(row.before, row.n_before)).collect()),
            Series::plain(say(AFTER), types.iter().map(|row| point(row.after, row.n_after)).collect()),
        ],
        ..base(chart, versions.as_of, said, NO_RELEASE, context)
    }
}

/// The weeks of one query type on its control chart; where none is named, of the one that drifts, else of the one with most
/// tickets.
pub fn control(
    chart: &ChartDefinition,
    drift: &Drift,
    query_type: Option<&str>,
    context: &Context,
) -> ChartSpec {
    let say = |text: &'static str| context.language.say(text).to_owned();
    let named = query_type.or_else(|| {
        let alarmed = drift.rows.iter().filter(|row| row.alarm).max_by(|one, two| one.week.cmp(&two.week));
        let largest = || drift.rows.iter().max_by_key(|row| row.involved);
        alarmed.or_else(largest).map(|row| row.query_type.as_str())
    });
    let of_type = || drift.rows.iter().filter(|row| Some(row.query_type.as_str()) == named);
    // Those since the last release: before it there was another baseline, and weeks without any between the two.
    let newest = of_type().next_back().map(|row| row.baseline);
    let rows: Vec<_> = of_type().filter(|row| Some(row.baseline) == newest).collect();
    let calendar = &context.calendar;
    let days: Vec<Option<Period>> = rows.iter().map(|row| week_of(calendar, &row.week)).collect();
    let known: Vec<Period> = days.iter().copied().flatten().collect();
    let period = known.iter().copied().reduce(Period::and).unwrap_or(context.period);
    let context = &Context { period, ..context.clone() };
    let rates = rows.iter().map(|row| rate(row.rate, row.involved as f64));
    let alarms = rows.iter().enumerate().filter(|(_, row)| row.alarm);
    let labels = rows.iter().map(|row| week_name(calendar, &row.week, context.language));
    let baseline = rows.iter().map(|row| value(Some(row.baseline))).collect();
    let upper = rows.iter().map(|row| row.upper.filter(|upper| *upper <= 1.0));
    ChartSpec {
        categories: labels.collect(),
        keys: rows.iter().map(|row| row.week.clone()).collect(),
        alarms: alarms.map(|(category, _)| Alarm { category, series: 0, label: say(DRIFTS) }).collect(),
        series: vec![
            Series { key: named.map(str::to_owned), ..Series::plain(say(RATE), rates.collect()) },
            Series::expected(say(BASELINE), baseline),
            Series::limit(say(UPPER), upper),
        ],
        dimensions: vec![Dimension::Week.name().to_owned()],
        ..base(chart, drift.as_of, named.map(str::to_owned), NO_BASELINE, context)
    }
}

/// A week by its key, as the language writes it.
pub(crate) fn week_name(calendar: &Calendar, key: &str, language: Language) -> String {
    let week = week_of(calendar, key);
    week.map_or_else(|| key.to_owned(), |days| language.words().moment(Bucket::Week, days.from, key))
}

/// The week of a key: `2026-W27`, or its first day.
fn week_of(calendar: &Calendar, key: &str) -> Option<Period> {
    let day = key.parse().ok().or_else(|| {
        let (year, week) = key.split_once("-W")?;
        chrono::NaiveDate::from_isoywd_opt(year.parse().ok()?, week.parse().ok()?, chrono::Weekday::Mon)
    })?;
    Some(calendar.bucket_period(Bucket::Week, day))
}

/// The days of one query type against what was expected of them.
pub fn volume(
    chart: &ChartDefinition,
    daily: Option<&DailyVolume>,
    as_of: Timestamp,
    context: &Context,
) -> ChartSpec {
    let say = |text: &'static str| context.language.say(text).to_owned();
    let Some(daily) = daily else { return base(chart, as_of, None, NO_DAYS, context) };
    let context = &Context { period: daily.days, ..context.clone() };
    let days: Vec<Period> = context.calendar.buckets(Bucket::Day, daily.days).collect();
    let expected = daily.expected.iter().map(|expected| match expected {
        Some((tickets, [low, high])) => Point { low: Some(*low), high: Some(*high), ..value(Some(*tickets)) },
        None => Point::GAP,
    });
    let tickets = daily.tickets.iter().map(|tickets| value(Some(*tickets)));
    let alarms = daily.found.iter().filter_map(|row| {
        let category = days.iter().position(|day| day.from == row.date)?;
        let place = match row.severity {
            Severity::Minor => 0,
            Severity::Moderate => 1,
            Severity::Severe => 2,
        };
        Some(Alarm { category, series: 0, label: say(SEVERITIES[place]) })
    });
    ChartSpec {
        categories: days
            .iter()
            .map(|day| context.language.words().moment(Bucket::Day, day.from, &day.from.to_string()))
            .collect(),
        keys: days.iter().map(|day| day.from.to_string()).collect(),
        alarms: alarms.collect(),
        series: vec![
            Series { key: Some(daily.query_type.clone()), ..Series::plain(say(TICKETS), tickets.collect()) },
            Series::expected(say(EXPECTED), expected.collect()),
        ],
        dimensions: vec![Dimension::Day.name().to_owned()],
        ..base(chart, as_of, Some(daily.query_type.clone()), NO_DAYS, context)
    }
}
