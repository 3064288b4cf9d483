//! A second way to every figure: the contract in SQL, for tests only.
//!
//! It knows the contract and the store's tables, and nothing of the engine, so that where both agree the figure is
//! right twice. It is slow and plain on purpose. `facts.sql` says what each ticket is, `lines.sql` which ticket is in
//! which row of the answer, `shares.sql`, `minutes.sql` and `cost.sql` what each row says.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;
mod tests;
mod tests_cost;
mod tests_cuts;

use std::path::Path;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, params};

/// A question, as `smix kpi` takes it.
pub struct Question {
    /// First local day.
    pub from: NaiveDate,
    /// Last local day, included.
    pub to: NaiveDate,
    pub zone: Tz,
    pub week_start: Weekday,
    /// Epoch seconds; without it, the store's newest time.
    pub as_of: Option<i64>,
    /// Begin and end in epoch seconds of the spans in which time passes; none where it runs on the clock.
    pub open: Option<Vec<(i64, i64)>>,
    /// None, one or two dimensions.
    pub by: Vec<&'static str>,
    /// Dimensions and the values wanted of them.
    pub filters: Vec<(&'static str, String)>,
}

/// A row of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub kpi: &'static str,
    pub group: Vec<(&'static str, String)>,
    pub value: Option<f64>,
    pub numerator: Option<f64>,
    pub denominator: Option<f64>,
    pub immature: Option<i64>,
}

/// All KPIs of section 3, in its order.
pub const KPIS: [&str; 30] = [
    "tickets",
    "resolved",
    "backlog",
    "involvement_rate",
    "ai_resolution_rate",
    "confirmed_resolution_rate",
    "deflection_rate",
    "durable_resolution_rate",
    "escalation_rate",
    "failed_handoff_rate",
    "abandonment_rate",
    "csat",
    "csat_mean",
    "csat_response_rate",
    "fcr",
    "one_touch_rate",
    "repeat_contact_rate",
    "reopen_rate",
    "first_reply_minutes_p50",
    "first_reply_minutes_p90",
    "resolution_minutes_p50",
    "resolution_minutes_p90",
    "handle_minutes_mean",
    "sla_attainment",
    "context_loss_rate",
    "feedback_accuracy",
    "feedback_coverage",
    "documentation_rate",
    "cost_per_resolution",
    "cost_saved",
];

const TIME_DIMENSIONS: [&str; 4] = ["day", "week", "month", "quarter"];

/// All rows of all KPIs, in any order.
pub fn rows(store: &Path, question: &Question) -> Vec<Row> {
    let connection = answered(store, question);
    let mut statement = connection
        .prepare("SELECT kpi, key_1, key_2, value, numerator, denominator, immature FROM answer")
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        let name: String = row.get(0)?;
        let keys: [String; 2] = [row.get(1)?, row.get(2)?];
        Ok(Row {
            kpi: KPIS.iter().find(|kpi| **kpi == name).unwrap(),
            group: question.by.iter().copied().zip(keys).collect(),
            value: row.get(3)?,
            numerator: row.get(4)?,
            denominator: row.get(5)?,
            immature: row.get(6)?,
        })
    };
    statement.query_map([], read).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A connection of its own in which the temporary table `answer` holds the rows, and the others how they came about.
fn answered(store: &Path, question: &Question) -> Connection {
    let connection = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    // SQLite's own lower() knows ASCII only.
    connection
        .create_scalar_function("lower_case", 1, FunctionFlags::SQLITE_DETERMINISTIC, |arguments| {
            Ok(arguments.get::<String>(0)?.to_lowercase())
        })
        .unwrap();
    ask(&connection, question);
    for step in [
        include_str!("facts.sql"),
        include_str!("lines.sql"),
        include_str!("shares.sql"),
        include_str!("minutes.sql"),
        include_str!("cost.sql"),
    ] {
        connection.execute_batch(step).unwrap();
    }
    connection
}

/// Writes the question down where the SQL finds it: tables `question`, `wanted` and `bucket`.
fn ask(connection: &Connection, question: &Question) {
    assert!(question.from <= question.to && question.by.len() <= 2);
    assert!(question.by.len() < 2 || question.by[0] != question.by[1]);
    connection
        .execute_batch(
            "CREATE TEMP TABLE question (as_of INTEGER, split_1 TEXT, time_1 TEXT, split_2 TEXT, time_2 TEXT, in_open_spans INTEGER);
             CREATE TEMP TABLE wanted (dimension TEXT, key TEXT);
             CREATE TEMP TABLE bucket (dimension TEXT, key TEXT, first_day TEXT, start_at INTEGER, end_at INTEGER);",
        )
        .unwrap();
    // Each of the two places has a dimension of tickets and one of time; `all` and `period` are those with one key, ''.
    let place = |index: usize| match question.by.get(index) {
        Some(name) if TIME_DIMENSIONS.contains(name) => ("all", *name),
        Some(name) => (*name, "period"),
        None => ("all", "period"),
    };
    let ((split_1, time_1), (split_2, time_2)) = (place(0), place(1));
    connection
        .execute(
            "INSERT INTO question VALUES (?1, ?2, ?3, ?4, ?5, 0)",
            params![question.as_of, split_1, time_1, split_2, time_2],
        )
        .unwrap();
    connection.execute_batch("CREATE TEMP TABLE open_span (start_at INTEGER, end_at INTEGER)").unwrap();
    connection.execute("UPDATE question SET in_open_spans = ?1", [question.open.is_some()]).unwrap();
    for span in question.open.iter().flatten() {
        connection.execute("INSERT INTO open_span VALUES (?1, ?2)", *span).unwrap();
    }
    for (dimension, key) in &question.filters {
        connection.execute("INSERT INTO wanted VALUES (?1, ?2)", params![dimension, key]).unwrap();
    }
    let bucket = |dimension: &str, key: &str, first: NaiveDate, after: NaiveDate| {
        let moments = (start_of(question.zone, first), start_of(question.zone, after));
        connection
            .execute(
                "INSERT INTO bucket VALUES (?1, ?2, ?3, ?4, ?5)",
                params![dimension, key, first.to_string(), moments.0, moments.1],
            )
            .unwrap();
    };
    bucket("period", "", question.from, question.to + Days::new(1));
    for dimension in TIME_DIMENSIONS {
        let mut day = question.from;
        while day <= question.to {
            let (key, first, after) = bucket_of(dimension, day, question.week_start);
            bucket(dimension, &key, first, after);
            day = after;
        }
    }
}

/// The key of the bucket that holds a day, its first day, and the first day after it.
fn bucket_of(dimension: &str, day: NaiveDate, week_start: Weekday) -> (String, NaiveDate, NaiveDate) {
    let first_of = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap();
    match dimension {
        "day" => (day.to_string(), day, day + Days::new(1)),
        "week" => {
            let mut first = day;
            while first.weekday() != week_start {
                first = first - Days::new(1);
            }
            let key = if week_start == Weekday::Mon {
                first.format("%G-W%V").to_string()
            } else {
                first.to_string()
            };
            (key, first, first + Days::new(7))
        }
        "month" => {
            let first = first_of(day.month());
            (day.format("%Y-%m").to_string(), first, first + Months::new(1))
        }
        "quarter" => {
            let number = day.month().div_ceil(3);
            let first = first_of(number * 3 - 2);
            (format!("{}-Q{number}", day.year()), first, first + Months::new(3))
        }
        other => panic!("{other} is no dimension of time"),
    }
}

/// The moment a local day starts: midnight, the first one where there are two, and where clocks skip it the first
/// moment after it.
fn start_of(zone: Tz, day: NaiveDate) -> i64 {
    let mut local = day.and_time(NaiveTime::MIN);
    loop {
        match zone.from_local_datetime(&local).earliest() {
            Some(time) => return time.timestamp(),
            None => local += TimeDelta::minutes(1),
        }
    }
}
