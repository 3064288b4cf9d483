//! What `cargo xtask bench` measures inside one process: a dashboard that is asked again and again with other filters,
//! tickets that change, and the memory of the columns. Prints one JSON object.
//!
//!     engine warm STORE DASHBOARD RUNS [KPIS]   the dashboard's answers, each run with the next filter of its list
//!     engine update STORE TICKETS               so many tickets change; how long until figures have them
//!     engine lists STORE                        all tickets in the order of each column, and looked for by their subject
//!     engine pages STORE RUNS                   each page of the window, each run with the next filter
//!     engine insights STORE RUNS                all nine insights together, and each alone
//!     engine memory STORE                       bytes a ticket, with every column in memory
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement that cannot go on has failed"
)]

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};
use supportmix_core::calendar::{Bucket, Comparison, Period};
use supportmix_core::facts::ColumnSet;
use supportmix_core::import::Sink;
use supportmix_core::insights::{
    Ground, accounts, anomalies, drift, escalations, gaps, handoffs, pages as product_pages, taxonomy,
    versions,
};
use supportmix_core::language::Language;
use supportmix_core::metrics::{
    Answer, Asked, Dimension, Filter, Group, KPIS, Kpi, ListColumn, ListOrder, NEUTRAL, Part, Query,
    QueryError, answers, figures, in_order, tickets_of,
};
use supportmix_core::model::{Field, FieldSet, IdSet, Incoming, TicketOutcome, Timestamp};
use supportmix_core::service::{Failure, InsightQuery, PageName, Scope, Snapshot, Workspace, insight, page};
use supportmix_core::store::{Sought, Store, StoreError};

#[derive(Deserialize)]
struct Dashboard {
    filters: Vec<Vec<(Dimension, String)>>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    by: Vec<Dimension>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let measured = match words.as_slice() {
        ["warm", store, dashboard, runs] => warm(store, dashboard, runs.parse().unwrap(), KPIS),
        ["warm", store, dashboard, runs, kpis] => {
            let kpis: Vec<&'static Kpi> = kpis.split(',').map(|name| Kpi::named(name).unwrap()).collect();
            warm(store, dashboard, runs.parse().unwrap(), &kpis)
        }
        ["update", store, tickets] => update(store, tickets.parse().unwrap()),
        ["lists", store] => lists(store),
        ["pages", store, runs] => pages(store, runs.parse().unwrap()),
        ["insights", store, runs] => insights(store, runs.parse().unwrap()),
        ["memory", store] => memory(store),
        _ => panic!("what to measure: warm, update, lists, pages, insights or memory"),
    };
    println!("{measured}");
}

/// All nine insights, as the pages and the alerts ask for them, the first time and warm; and each alone.
fn insights(store: &str, runs: usize) -> Value {
    type Ask = fn(&Ground<'_>) -> Result<(), QueryError>;
    let each: [(&str, Ask); 9] = [
        ("taxonomy", |ground| taxonomy(ground).map(drop)),
        ("escalations", |ground| escalations(ground).map(drop)),
        ("handoffs", |ground| handoffs(ground).map(drop)),
        ("versions", |ground| versions(ground).map(drop)),
        ("gaps", |ground| gaps(ground).map(drop)),
        ("drift", |ground| drift(ground, &anomalies(ground)?).map(drop)),
        ("anomalies", |ground| anomalies(ground).map(drop)),
        ("accounts", |ground| accounts(ground).map(drop)),
        ("pages", |ground| product_pages(ground).map(drop)),
    ];
    let workspace = open(store);
    let seconds = |ask: &[Ask]| {
        let begun = Instant::now();
        let query = InsightQuery::default();
        let all = |ground: &Ground<'_>| ask.iter().try_for_each(|ask| ask(ground));
        workspace.ask(|snapshot| insight(snapshot, &query, all)).unwrap();
        begun.elapsed().as_secs_f64()
    };
    let together: Vec<Ask> = each.iter().map(|(_, ask)| *ask).collect();
    let first = seconds(&together);
    let warm: Vec<f64> = (0..runs).map(|_| seconds(&together)).collect();
    let alone: serde_json::Map<String, Value> = each
        .iter()
        .map(|(name, ask)| {
            ((*name).to_owned(), json!((0..runs).map(|_| seconds(&[*ask])).collect::<Vec<f64>>()))
        })
        .collect();
    json!({ "first": first, "warm": warm, "alone": alone })
}

fn open(store: &str) -> Workspace {
    Workspace::new(Store::open(Path::new(store), None, Timestamp(0)).unwrap()).unwrap()
}

/// All questions are asked together, as the page asks them.
fn dashboard(
    workspace: &Workspace,
    dashboard: &Dashboard,
    filters: &[(Dimension, String)],
    kpis: &[&'static Kpi],
) -> Vec<Answer> {
    let filters: Vec<Filter> = filters
        .iter()
        .map(|(dimension, value)| Filter { dimension: *dimension, value: value.clone() })
        .collect();
    let asked = dashboard
        .questions
        .iter()
        .map(|Question { from, to, by }| Asked { period: Period { from: *from, to: *to }, by: by.clone() });
    let asked: Vec<Asked> = asked.collect();
    let query = Query { filters, kpis: kpis.to_vec(), ..Query::whole(asked[0].period) };
    let ask = |snapshot: &Snapshot| -> Result<Vec<Answer>, Failure> {
        Ok(answers(&snapshot.facts, &snapshot.basis(), &query, &asked)?)
    };
    workspace.ask(ask).unwrap()
}

fn warm(store: &str, file: &str, runs: usize, kpis: &[&'static Kpi]) -> Value {
    let spec: Dashboard = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let workspace = open(store);
    for filters in &spec.filters {
        dashboard(&workspace, &spec, filters, kpis);
    }
    let mut seconds = Vec::new();
    let mut last = Vec::new();
    for run in 0..runs {
        let filters = &spec.filters[run % spec.filters.len()];
        let begun = Instant::now();
        last = dashboard(&workspace, &spec, filters, kpis);
        seconds.push(begun.elapsed().as_secs_f64());
    }
    json!({ "seconds": seconds, "answers": last })
}

fn update(store: &str, tickets: usize) -> Value {
    let workspace = open(store);
    let days = workspace.ask(|snapshot| Ok::<_, Failure>(snapshot.days()?.to_vec())).unwrap();
    let period = Period { from: days[days.len().saturating_sub(90)], to: days[days.len() - 1] };
    let ask = || {
        workspace.ask(|snapshot| figures(&snapshot.facts, &snapshot.basis(), &Query::whole(period))).unwrap()
    };
    let before = ask();
    // Every so many tickets, from the oldest to the newest, gets another count of replies.
    let reader = workspace.store().tickets().unwrap();
    let mut all: Vec<(String, TicketOutcome)> = Vec::new();
    let wanted: FieldSet = [Field::ExternalId, Field::UpdatedAt, Field::HumanReplies].into_iter().collect();
    reader
        .for_each(0..=u32::MAX, wanted, |_, source, outcome| all.push((source.to_owned(), outcome.clone())))
        .unwrap();
    let step = (all.len() / tickets).max(1);
    let changed: Vec<(String, TicketOutcome)> = all.into_iter().step_by(step).take(tickets).collect();
    workspace
        .store()
        .transact::<_, StoreError>(|change| {
            let mut writer = change.ticket_writer(&changed[0].0)?;
            for (_, outcome) in &changed {
                let replies = outcome.human_replies.unwrap_or(0) + 1;
                let outcome = TicketOutcome { human_replies: Some(replies), ..outcome.clone() };
                writer.ticket(&Incoming { outcome, present: wanted }).unwrap();
            }
            writer.finish().map(drop)
        })
        .unwrap();
    let begun = Instant::now();
    let after = ask();
    let seconds = begun.elapsed().as_secs_f64();
    assert_ne!(before, after, "the change is visible");
    json!({ "changed": changed.len(), "seconds": seconds })
}

/// Seconds until the first block of a list of all tickets is there: they are found and put in order, and a hundred are
/// read. The median of five runs, after one that reads the columns.
fn lists(store: &str) -> Value {
    let workspace = open(store);
    let days = workspace.ask(|snapshot| Ok::<_, Failure>(snapshot.days()?.to_vec())).unwrap();
    let query = Query::whole(Period { from: days[0], to: days[days.len() - 1] });
    let tickets = Kpi::named("tickets").unwrap();
    let numbering = Instant::now();
    let numbers = workspace.store().tickets().unwrap().places_by_number().unwrap();
    let numbering = numbering.elapsed().as_secs_f64();
    let list = |by, descending| {
        let begun = Instant::now();
        let ids = workspace.ask(|snapshot| -> Result<_, Failure> {
            let group = Group::default();
            let found =
                tickets_of(&snapshot.facts, &snapshot.basis(), tickets, &query, &group, Part::Cohort)?;
            Ok(in_order(&snapshot.facts, &found, ListOrder { by, descending }, &numbers)?)
        });
        let ids = ids.unwrap();
        let rows = workspace.store().tickets().unwrap().by_id(&ids[..100.min(ids.len())]).unwrap();
        assert!(!rows.is_empty());
        (begun.elapsed().as_secs_f64(), ids)
    };
    let orders = ListColumn::ALL.iter().map(|by| {
        let mut seconds: Vec<f64> = (0..6).map(|run| list(*by, run % 2 == 0).0).skip(1).collect();
        seconds.sort_by(f64::total_cmp);
        json!({ "by": by.name(), "seconds": seconds[2] })
    });
    let orders: Vec<Value> = orders.collect();
    let among: IdSet = list(ListColumn::Created, false).1.into_iter().collect();
    let search = |text: &str| {
        let begun = Instant::now();
        let sought = Sought::new(text).unwrap();
        let found =
            workspace.store().search(&sought, &among, &|| ControlFlow::Continue(())).unwrap().unwrap();
        json!({ "text": text, "found": found.len(), "seconds": begun.elapsed().as_secs_f64() })
    };
    let searches: Vec<Value> = ["invoice", "invoice", "wrong report", "48213"].map(search).into();
    json!({ "tickets": among.len(), "numbering": numbering, "orders": orders, "searches": searches })
}

/// For the newest week and the newest quarter of which all days have tickets, as the window asks.
fn pages(store: &str, runs: usize) -> Value {
    let workspace = open(store);
    let (calendar, days) =
        workspace.ask(|snapshot| Ok::<_, Failure>((snapshot.calendar, snapshot.days()?.to_vec()))).unwrap();
    let last = days[days.len() - 1];
    let mut measured = serde_json::Map::new();
    for (called, bucket) in [("week", Bucket::Week), ("quarter", Bucket::Quarter)] {
        let period = calendar.bucket_period(bucket, last);
        for name in PageName::ALL {
            let mut seconds = Vec::new();
            let mut ask = |channel: Option<&str>| {
                let filter = |value: &str| Filter { dimension: Dimension::Channel, value: value.to_owned() };
                let scope = Scope { period, filters: channel.map(filter).into_iter().collect() };
                let begun = Instant::now();
                let answer = workspace
                    .ask(|snapshot| {
                        page(snapshot, *name, &scope, Comparison::Before, &[], &NEUTRAL, Language::En)
                    })
                    .unwrap();
                // The window gets it as JSON.
                let bytes = serde_json::to_vec(&answer).unwrap().len();
                seconds.push(begun.elapsed().as_secs_f64());
                bytes
            };
            let bytes = ask(None);
            for run in 0..runs {
                ask(Some(["email", "chat", "web"][run % 3]));
            }
            let first = seconds.remove(0);
            measured.insert(
                format!("{name:?} of a {called}"),
                json!({ "first": first, "seconds": seconds, "bytes": bytes }),
            );
        }
    }
    Value::Object(measured)
}

fn memory(store: &str) -> Value {
    open(store)
        .ask(|snapshot| -> Result<Value, Failure> {
            for segment in snapshot.facts.segments() {
                segment.load(ColumnSet::all())?;
            }
            let tickets = snapshot.facts.len();
            Ok(json!({ "tickets": tickets, "bytes_a_ticket": snapshot.facts.bytes() as f64 / tickets as f64 }))
        })
        .unwrap()
}
