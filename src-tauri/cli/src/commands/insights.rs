//! The insights: from figures to decisions.

use serde::Serialize;
use serde_json::Value;
use supportmix_core::insights::{self, Ground};
use supportmix_core::language::Language;
use supportmix_core::service::{Failure, InsightQuery, all_alerts, insight, query_type_proposals, untold};

use crate::arguments::{Alerts, Form, Insight};
use crate::output::{self, Cell, Column, count, money};
use crate::place::{Place, note};
use crate::stop::Stop;

/// How a column is written for people.
#[derive(Clone, Copy)]
enum Shown {
    Text,
    Count,
    Percent,
    Number,
    Money,
}

/// A column of a table for people: the key, its header, how it is written.
type Heading = (&'static str, &'static str, Shown);

const TAXONOMY: &[Heading] = &[
    ("shortlist", "#", Shown::Count),
    ("query_type", "query type", Shown::Text),
    ("tickets", "tickets", Shown::Count),
    ("complexity", "complexity", Shown::Count),
    ("emotional_weight", "emotional", Shown::Count),
    ("predictability", "predictable", Shown::Count),
    ("readiness", "readiness", Shown::Number),
    ("bucket", "bucket", Shown::Text),
    ("deflection_rate", "deflection", Shown::Percent),
    ("reachable", "reachable", Shown::Percent),
    ("hours_per_week", "hours a week", Shown::Number),
    ("hours_low", "from", Shown::Number),
    ("hours_high", "to", Shown::Number),
];

const ESCALATIONS: &[Heading] = &[
    ("month", "month", Shown::Text),
    ("trigger", "trigger", Shown::Text),
    ("tickets", "tickets", Shown::Count),
    ("share", "share", Shown::Percent),
    ("csat", "CSAT", Shown::Percent),
    ("human_minutes", "minutes", Shown::Number),
    ("first_reply_minutes_p50", "first reply", Shown::Number),
    ("needed_a_person", "needed a person", Shown::Percent),
    ("missed", "missed", Shown::Count),
];

const HANDOFFS: &[Heading] = &[
    ("period", "month", Shown::Text),
    ("hybrid", "hybrid", Shown::Count),
    ("complaints", "complaints", Shown::Count),
    ("context_loss_rate", "context lost", Shown::Percent),
    ("low", "from", Shown::Percent),
    ("high", "to", Shown::Percent),
    ("handoff_to_reply_minutes_p50", "to reply", Shown::Number),
    ("csat_with_complaint", "CSAT with", Shown::Percent),
    ("csat_without_complaint", "without", Shown::Percent),
    ("failed", "failed", Shown::Count),
];

const VERSIONS: &[Heading] = &[
    ("version", "version", Shown::Text),
    ("query_type", "query type", Shown::Text),
    ("metric", "figure", Shown::Text),
    ("before", "before", Shown::Percent),
    ("after", "after", Shown::Percent),
    ("difference", "difference", Shown::Percent),
    ("low", "from", Shown::Percent),
    ("high", "to", Shown::Percent),
    ("adjusted_difference", "adjusted", Shown::Percent),
    ("n_before", "n before", Shown::Count),
    ("n_after", "n after", Shown::Count),
    ("verdict", "verdict", Shown::Text),
    ("interim", "interim", Shown::Text),
];

const GAPS: &[Heading] = &[
    ("query_type", "query type", Shown::Text),
    ("article", "article", Shown::Text),
    ("hours_per_week", "hours a week", Shown::Number),
    ("involved", "with AI", Shown::Count),
    ("durable_resolution_rate", "durable", Shown::Percent),
    ("reasons", "why", Shown::Text),
    ("owner", "owner", Shown::Text),
    ("status", "status", Shown::Text),
    ("due", "due", Shown::Text),
];

const DRIFT: &[Heading] = &[
    ("query_type", "query type", Shown::Text),
    ("week", "week", Shown::Text),
    ("rate", "rate", Shown::Percent),
    ("involved", "with AI", Shown::Count),
    ("baseline", "baseline", Shown::Percent),
    ("z", "z", Shown::Number),
    ("z_laney", "z Laney", Shown::Number),
    ("ewma", "EWMA", Shown::Number),
    ("limit", "limit", Shown::Number),
    ("probability", "probability", Shown::Percent),
    ("alarm", "alarm", Shown::Text),
];

const ANOMALIES: &[Heading] = &[
    ("date", "day", Shown::Text),
    ("query_type", "query type", Shown::Text),
    ("page", "page", Shown::Text),
    ("tickets", "tickets", Shown::Count),
    ("expected", "expected", Shown::Number),
    ("z", "z", Shown::Number),
    ("severity", "severity", Shown::Text),
    ("verdict", "verdict", Shown::Text),
];

const ACCOUNTS: &[Heading] = &[
    ("account_id", "account", Shown::Text),
    ("account_tier", "tier", Shown::Text),
    ("account_value", "value", Shown::Money),
    ("risk", "risk", Shown::Percent),
    ("weighted_risk", "at stake", Shown::Money),
    ("reasons", "why", Shown::Text),
    ("opportunity", "opportunity", Shown::Text),
];

const PAGES: &[Heading] = &[
    ("page", "page", Shown::Text),
    ("tickets", "tickets", Shown::Count),
    ("deflection_rate", "deflection", Shown::Percent),
    ("escalation_rate", "escalation", Shown::Percent),
    ("repeat_contact_rate", "repeated", Shown::Percent),
    ("top_query_types", "asked there", Shown::Text),
];

const QUERY_TYPES: &[Heading] = &[
    ("words", "words", Shown::Text),
    ("query_type", "query type", Shown::Text),
    ("known", "known", Shown::Text),
    ("tickets", "tickets", Shown::Count),
    ("share", "share", Shown::Percent),
];

const ALERTS: &[Heading] = &[
    ("kind", "kind", Shown::Text),
    ("subject", "of", Shown::Text),
    ("since", "since", Shown::Text),
    ("current", "goes on", Shown::Text),
    ("metric", "figure", Shown::Text),
    ("value", "is", Shown::Number),
    ("expected", "expected", Shown::Number),
    ("severity", "severity", Shown::Text),
    ("verdict", "verdict", Shown::Text),
    ("key", "key", Shown::Text),
];

/// Asks an insight and prints its rows.
fn ask<T: Serialize, E: Into<Failure>>(
    place: &Place,
    asked: &Insight,
    headings: &[Heading],
    question: impl Fn(&Ground<'_>) -> Result<T, E>,
) -> Result<(), Stop> {
    let query = InsightQuery { filters: asked.filters.clone(), as_of: asked.as_of, language: Language::En };
    let answer = place.ask(|snapshot| insight(snapshot, &query, &question))?;
    print(&answer, headings, asked.format)
}

/// Prints an answer `{"as_of": …, "rows": […]}`.
fn print(answer: &impl Serialize, headings: &[Heading], form: Form) -> Result<(), Stop> {
    if form == Form::Json {
        return output::json(answer);
    }
    let value = serde_json::to_value(answer).map_err(|error| Stop::failed(error.to_string()))?;
    let none = Vec::new();
    let rows = value.get("rows").and_then(Value::as_array).unwrap_or(&none);
    if form == Form::Csv {
        return csv(rows, headings);
    }
    if rows.is_empty() {
        note("there is nothing to tell");
        return Ok(());
    }
    let columns = headings.iter().map(|(_, header, shown)| match shown {
        Shown::Text => Column::text(*header),
        _ => Column::numbers(*header),
    });
    let table = rows.iter().map(|row| {
        headings.iter().map(|(key, _, shown)| written(row.get(key), *shown)).collect::<Vec<String>>()
    });
    output::table(&columns.collect::<Vec<_>>(), &table.collect::<Vec<_>>())
}

/// All keys that are no lists of objects: those of the table first, in its order.
fn csv(rows: &[Value], headings: &[Heading]) -> Result<(), Stop> {
    let mut keys: Vec<&str> = headings.iter().map(|(key, ..)| *key).collect();
    let first = rows.first().and_then(Value::as_object);
    let others = first.into_iter().flatten().filter(|(_, value)| {
        !value.is_object()
            && !value.as_array().is_some_and(|items| items.iter().any(|item| !item.is_string()))
    });
    for (key, _) in others {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    }
    let texts: Vec<Vec<Option<String>>> = rows
        .iter()
        .map(|row| {
            keys.iter()
                .map(|key| match row.get(key) {
                    Some(Value::String(text)) => Some(text.clone()),
                    Some(Value::Array(items)) => Some(joined(items)),
                    Some(Value::Bool(holds)) => Some(holds.to_string()),
                    _ => None,
                })
                .collect()
        })
        .collect();
    let cells = rows.iter().zip(&texts).map(|(row, texts)| {
        keys.iter()
            .zip(texts)
            .map(|(key, text)| match (text, row.get(key)) {
                (Some(text), _) => Cell::Text(text),
                (None, Some(Value::Number(number))) => Cell::number(number.as_f64()),
                _ => Cell::Empty,
            })
            .collect::<Vec<_>>()
    });
    output::csv(&keys, cells)
}

fn joined(items: &[Value]) -> String {
    items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
}

fn written(value: Option<&Value>, shown: Shown) -> String {
    let number = value.and_then(Value::as_f64);
    match (value, shown, number) {
        (Some(Value::String(text)), ..) => text.clone(),
        (Some(Value::Array(items)), ..) => joined(items),
        (Some(Value::Bool(holds)), ..) => if *holds { "yes" } else { "no" }.to_owned(),
        (_, Shown::Count, Some(number)) => count(number as u64),
        (_, Shown::Percent, Some(number)) => format!("{:.1} %", number * 100.0),
        (_, Shown::Number, Some(number)) => format!("{number:.1}"),
        (_, Shown::Money, Some(number)) => money(number),
        (_, Shown::Text, None) => String::new(),
        _ => "-".to_owned(),
    }
}

macro_rules! insights {
    ($( $(#[doc = $doc:literal])+ $name:ident $headings:ident; )+) => { $(
        $(#[doc = $doc])+
        pub fn $name(place: &Place, asked: &Insight) -> Result<(), Stop> {
            ask(place, asked, $headings, insights::$name)
        }
    )+ };
}

insights! {
    /// Which query types are ready for AI.
    taxonomy TAXONOMY;
    /// Escalations by trigger.
    escalations ESCALATIONS;
    /// Hand-off quality.
    handoffs HANDOFFS;
    /// What releases of the AI did.
    versions VERSIONS;
    /// What the AI lacks.
    gaps GAPS;
    /// Days out of the ordinary.
    anomalies ANOMALIES;
    /// Accounts at risk.
    accounts ACCOUNTS;
    /// Pages of the product.
    pages PAGES;
}

/// Escalation rates that drift.
pub fn drift(place: &Place, asked: &Insight) -> Result<(), Stop> {
    ask(place, asked, DRIFT, |ground| insights::drift(ground, &insights::anomalies(ground)?))
}

/// Query types for tickets that have none.
pub fn query_types(place: &Place, asked: &Insight) -> Result<(), Stop> {
    let store = place.store()?;
    ask(place, asked, QUERY_TYPES, |ground| query_type_proposals(&store, ground))?;
    if asked.format == Form::Table {
        note("smix decisions set query_type TYPE \"WORDS, WORDS\" gives tickets with such words that type");
    }
    Ok(())
}

/// What needs a look.
pub fn alerts(place: &Place, asked: &Alerts) -> Result<(), Stop> {
    #[derive(Serialize)]
    struct Answer {
        as_of: supportmix_core::model::Timestamp,
        rows: Vec<insights::Alert>,
    }
    let query = InsightQuery {
        filters: asked.insight.filters.clone(),
        as_of: asked.insight.as_of,
        language: Language::En,
    };
    let mut answer = place.ask(|snapshot| {
        insight(snapshot, &query, |ground| {
            Ok::<_, Failure>(Answer { as_of: ground.as_of, rows: all_alerts(ground)? })
        })
    })?;
    if asked.new {
        answer.rows = untold(&place.store()?, &answer.rows, place.now())?;
    }
    print(&answer, ALERTS, asked.insight.format)
}
