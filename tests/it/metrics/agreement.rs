//! The engine and a second computation in SQL, over the same store.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use supportmix_core::calendar::{BusinessHours, DayOfWeek, Shift};
use supportmix_core::cost::LedgerEntry;
use supportmix_core::metrics::{Answer, Dimension, Figure, Filter, KPIS, Query, QueryError, figures};
use supportmix_core::model::{AiFeedback, TicketOutcome};

use super::same_numbers::BERLIN;
use super::world::{Desk, Ticket, business_hours, entries, filters, period, query, tickets, week_start};
use crate::reference::{Question, Row, rows};

/// The answer to a question, its filters cut down to values that a ticket of the store has.
fn answer(desk: &Desk, query: &mut Query) -> Answer {
    let ask = |query: &Query| {
        desk.workspace.ask(|snapshot| {
            Ok::<_, supportmix_core::service::Failure>(
                figures(&snapshot.facts, &snapshot.basis(), query).map_err(|error| match error {
                    QueryError::UnknownValue { dimension, value, .. } => Filter { dimension, value },
                    other => panic!("{other}"),
                }),
            )
        })
    };
    loop {
        match ask(query).unwrap() {
            Ok(answer) => return answer,
            Err(unknown) => query.filters.retain(|filter| *filter != unknown),
        }
    }
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

/// Lower and upper end of Wilson's interval: the roots of (p̂ − p)² = z² p (1 − p) / n.
fn interval(k: f64, n: f64) -> (f64, f64) {
    let z2 = 1.959963984540054f64.powi(2);
    let (a, b, c) = (n + z2, -(2.0 * k + z2), k * k / n);
    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
    ((-b - root) / (2.0 * a), (-b + root) / (2.0 * a))
}

fn check_row(found: &Figure, expected: &Row) -> Result<(), TestCaseError> {
    let same = near(found.value, expected.value)
        && near(found.numerator, expected.numerator)
        && near(found.denominator, expected.denominator)
        && found.immature.map(|immature| immature as i64) == expected.immature;
    prop_assert!(same, "{found:#?}\n{expected:#?}");
    if let (Some(low), Some(high), Some(k), Some(n)) =
        (found.low, found.high, found.numerator, found.denominator)
    {
        let (lower, upper) = interval(k, n);
        prop_assert!(near(Some(low), Some(lower)) && near(Some(high), Some(upper)), "{found:#?}");
    }
    Ok(())
}

/// Asks both, and compares all that they say.
pub fn check(
    tickets: &[Ticket],
    entries: &[LedgerEntry],
    week_start: chrono::Weekday,
    query: Query,
) -> Result<Answer, TestCaseError> {
    check_desk(&Desk::new(tickets, entries, BERLIN.zone, week_start), week_start, query)
}

fn check_desk(desk: &Desk, week_start: chrono::Weekday, mut query: Query) -> Result<Answer, TestCaseError> {
    let answer = answer(desk, &mut query);
    let question = Question {
        from: query.period.from,
        to: query.period.to,
        zone: BERLIN.zone,
        week_start,
        as_of: query.as_of.map(|as_of| as_of.0),
        open: open_spans(&desk.workspace.store().settings().unwrap().business_hours),
        by: query.by.iter().map(|dimension| dimension.name()).collect(),
        filters: query.filters.iter().map(|filter| (filter.dimension.name(), filter.value.clone())).collect(),
    };
    let mut expected: BTreeMap<_, Row> = rows(desk.workspace.store().path(), &question)
        .into_iter()
        .map(|row| ((row.kpi, row.group.clone()), row))
        .collect();
    for row in &answer.rows {
        let group: Vec<(&str, String)> =
            row.group.0.iter().map(|(dimension, value)| (dimension.name(), value.clone())).collect();
        let Some(expected) = expected.remove(&(row.kpi, group)) else {
            return Err(TestCaseError::fail(format!("{row:#?} is not in the reference")));
        };
        check_row(row, &expected)?;
    }
    prop_assert!(expected.is_empty(), "missing: {expected:#?}");
    Ok(answer)
}

/// The spans in which business time passes in Berlin, found by looking at the clock every quarter of an hour of the
/// months in which tickets lie; `None` where times run on the clock.
fn open_spans(hours: &BusinessHours) -> Option<Vec<(i64, i64)>> {
    let quarter = 900;
    let is_open = |at: i64| {
        let local =
            chrono::DateTime::from_timestamp(at, 0).unwrap().with_timezone(&BERLIN.zone).naive_local();
        let clock = local.format("%H:%M").to_string();
        let shifts = |day: NaiveDate| match hours.holidays.contains(&day) {
            true => Vec::new(),
            false => hours.week.get(&DayOfWeek::of(day)).cloned().unwrap_or_default(),
        };
        let written = |shift: Shift| (shift.from.to_string(), shift.to.to_string());
        let today = shifts(local.date())
            .into_iter()
            .map(written)
            .any(|(from, to)| from <= clock && (clock < to || to <= from));
        let night = shifts(local.date().pred_opt().unwrap()).into_iter().map(written);
        today || { night }.any(|(from, to)| to <= from && clock < to)
    };
    let quarters = (1_765_000_000 / quarter..1_785_000_000 / quarter).map(|at| at * quarter);
    hours.in_use.then(|| quarters.filter(|at| is_open(*at)).map(|at| (at, at + quarter)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_engine_agrees_on_times_in_business_hours(
        tickets in tickets(), hours in business_hours(), query in query()
    ) {
        let desk = Desk::new(&tickets, &[], BERLIN.zone, chrono::Weekday::Mon);
        desk.measure_in(hours);
        check_desk(&desk, chrono::Weekday::Mon, query)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_engine_agrees_with_a_second_computation(
        tickets in tickets(), entries in entries(), query in query(), week_start in week_start()
    ) {
        check(&tickets, &entries, week_start, query)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_engine_agrees_along_every_dimension(tickets in tickets(), entries in entries(), filters in filters()) {
        let query = Query { filters, ..Query::whole(period("2026-03-01", "2026-04-10")) };
        let whole = check(&tickets, &entries, chrono::Weekday::Mon, query.clone())?;
        prop_assert_eq!(whole.rows.len(), KPIS.len(), "the whole has a row for each KPI");
        for dimension in Dimension::ALL {
            let by = vec![*dimension];
            let split = check(&tickets, &entries, chrono::Weekday::Mon, Query { by, ..query.clone() })?;
            let sum: f64 =
                split.rows.iter().filter(|row| row.kpi == "tickets").filter_map(|row| row.value).sum();
            let tickets = whole.rows[0].value.unwrap();
            let counts_once = *dimension != Dimension::Tag;
            prop_assert!(if counts_once { sum == tickets } else { sum >= tickets }, "along {dimension:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_readers_find_of_the_ais_answers_counts_at_once_and_outlives_an_import(
        tickets in tickets(),
        verdicts in vec((any::<Index>(), select(AiFeedback::ALL), any::<bool>()), 0..8),
        query in query(),
    ) {
        let desk = Desk::new(&tickets, &[], BERLIN.zone, chrono::Weekday::Mon);
        let judged = |answer: &Answer| answer.rows.iter().filter(|row| row.kpi == "feedback_accuracy").cloned().collect::<Vec<_>>();
        let before = judged(&check_desk(&desk, chrono::Weekday::Mon, query.clone())?);
        let count = tickets.len();
        let given: Vec<_> = verdicts.iter().filter(|_| count > 0).map(|(at, verdict, stays)| (1 + at.index(count) as u32, *verdict, *stays)).collect();
        for (ticket, verdict, _) in &given {
            desk.judge(*ticket, Some(*verdict));
        }
        let after = judged(&check_desk(&desk, chrono::Weekday::Mon, query.clone())?);
        // All tickets come in once more, each with something new.
        let again = tickets.iter().map(|(source, ticket)| (*source, TicketOutcome { subject: Some("again".to_owned()), ..ticket.clone() }));
        desk.add(&again.collect::<Vec<_>>());
        let kept = desk.workspace.store().verdicts().unwrap().len();
        prop_assert_eq!(kept, given.iter().map(|(ticket, ..)| ticket).collect::<BTreeSet<_>>().len());
        prop_assert_eq!(&judged(&check_desk(&desk, chrono::Weekday::Mon, query.clone())?), &after);
        for (ticket, ..) in given.iter().filter(|(.., stays)| !stays) {
            desk.judge(*ticket, None);
        }
        check_desk(&desk, chrono::Weekday::Mon, query.clone())?;
        for (ticket, ..) in &given {
            desk.judge(*ticket, None);
        }
        prop_assert_eq!(judged(&check_desk(&desk, chrono::Weekday::Mon, query)?), before);
    }
}
