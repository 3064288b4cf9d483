//! The engine against a second computation, against properties that must hold, and against the worked examples.
#![allow(clippy::unwrap_used)]

mod examples;
mod naive;

use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use naive::{Ticket, World};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use supportmix_core::calendar::{Calendar, Period};
use supportmix_core::cost::{CostKind, Ledger, LedgerEntry, ReplyMinutes, cost_report};
use supportmix_core::facts::{Facts, FactsBuilder, Rules};
use supportmix_core::metrics::{
    Answer, Basis, Dimension, Figure, Filter, KPIS, Part, Query, figures, tickets_of,
};
use supportmix_core::model::{AiOutcome, Channel, Exclusion, Priority, TicketOutcome, Timestamp};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

fn facts(tickets: &[Ticket]) -> Facts {
    let mut builder = FactsBuilder::new(Rules::default());
    for ticket in tickets {
        builder.push(ticket.id, ticket.source, &ticket.outcome);
    }
    builder.build()
}

fn calendar(week_start: Weekday) -> Calendar {
    Calendar { zone: Tz::Europe__Berlin, week_start }
}

/// A moment in the weeks around the night in which clocks go forward, on a coarse grid so that times coincide.
fn moment() -> impl Strategy<Value = Timestamp> {
    (0i64..24 * 80).prop_map(|hours| Timestamp(1_772_000_000 / 3_600 * 3_600 + hours * 3_600 / 2))
}

fn text(of_these: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    of(select(of_these).prop_map(str::to_owned))
}

const REQUESTERS: &[&str] = &["7", "8", "ann@example.com", "Ann@Example.COM", "ben@example.com", ""];

prop_compose! {
    fn outcome()(
        times in (moment(), of(0i64..400), of(moment()), weighted(0.1, moment()), of(moment())),
        exclusion in weighted(0.1, select(Exclusion::ALL)),
        ai in (of(any::<bool>()), of(select(AiOutcome::ALL)), of(0u32..3), weighted(0.3, moment())),
        human in (of(any::<bool>()), of(0u32..4), weighted(0.3, moment())),
        texts in [
            text(&["billing", "login", "uncategorised"]), text(&["Tier 1", "(none)"]), text(&["pro", "free"]),
            text(&["de", "en"]), text(&["v1", "v2"]), text(&["unsure"]), text(&["/pay"]), text(REQUESTERS),
        ],
        words in (of(select(Channel::ALL)), of(select(Priority::ALL))),
        rating in (weighted(0.6, 1u32..11), weighted(0.8, select(vec![2.0, 3.0, 4.0, 5.0, 7.0, 10.0])), weighted(0.1, any::<bool>())),
        reopens in of(0u32..2),
        minutes in of(select(vec![0.0, 0.1, 3.5, 9.5, 12.0, 1.0 / 3.0])),
    ) -> TicketOutcome {
        let [query_type, team, account_tier, language, ai_version, handoff_trigger, page, requester_id] = texts;
        TicketOutcome {
            created_at: Some(times.0),
            resolved_at: times.1.map(|hours| Timestamp(times.0.0 + hours * 3_600)),
            updated_at: times.2, csat_at: times.3, first_ai_reply_at: times.4.filter(|_| ai.1.is_some()),
            exclusion, query_type, team, account_tier, language, ai_version, handoff_trigger, page, requester_id,
            ai_involved: ai.0, ai_outcome: ai.1, ai_replies: ai.2, handed_off_at: ai.3,
            human_involved: human.0, human_replies: human.1, first_human_reply_at: human.2,
            channel: words.0, priority: words.1, reopens, handle_minutes: minutes,
            csat_score: rating.0.map(f64::from), csat_scale: rating.1, satisfied: rating.2,
            ..Default::default()
        }
    }
}

fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    vec((select(&["desk", "chat"][..]), outcome()), 0..40).prop_map(|tickets| {
        let numbered = tickets.into_iter().zip(100..);
        numbered.map(|((source, outcome), id)| Ticket { id, source, outcome }).collect()
    })
}

/// Entries that may leave days uncovered, kinds out and months to the entry before.
fn entries() -> impl Strategy<Value = Vec<LedgerEntry>> {
    let months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
    let all: Vec<(CostKind, &str)> =
        CostKind::ALL.iter().flat_map(|kind| months.map(|month| (*kind, month))).collect();
    subsequence(all, 0..=16).prop_flat_map(|keys| {
        let amounts = vec(select(vec![0.0, 0.99, 310.0, 52_000.0]), keys.len());
        amounts.prop_map(move |amounts| {
            let entries = keys.iter().zip(amounts);
            entries
                .map(|((kind, month), amount)| LedgerEntry { kind: *kind, month: day(month), amount })
                .collect()
        })
    })
}

fn filters() -> impl Strategy<Value = Vec<Filter>> {
    let values: Vec<(Dimension, &str)> = vec![
        (Dimension::QueryType, "billing"),
        (Dimension::QueryType, "uncategorised"),
        (Dimension::ResolutionType, "ai_only"),
        (Dimension::ResolutionType, "hybrid"),
        (Dimension::Channel, "email"),
        (Dimension::Channel, "(none)"),
        (Dimension::Team, "(none)"),
        (Dimension::Source, "desk"),
        (Dimension::Source, "nowhere"),
        (Dimension::Month, "2026-03"),
        (Dimension::Week, "2026-W13"),
    ];
    subsequence(values, 0..3).prop_map(|filters| {
        let filters = filters.into_iter();
        filters.map(|(dimension, value)| Filter { dimension, value: value.to_owned() }).collect()
    })
}

prop_compose! {
    fn query()(
        by in subsequence(Dimension::ALL.to_vec(), 0..=2).prop_shuffle(),
        filters in filters(),
        period in select(vec![
            period("2026-02-20", "2026-04-10"), period("2026-03-01", "2026-03-31"),
            period("2026-03-29", "2026-03-29"), period("2026-01-01", "2026-05-31"),
            period("2020-01-01", "2020-01-31"),
        ]),
        as_of in weighted(0.2, moment()),
    ) -> Query {
        Query { period, kpis: KPIS.to_vec(), by, filters, as_of }
    }
}

fn week_start() -> impl Strategy<Value = Weekday> {
    select(vec![Weekday::Mon, Weekday::Mon, Weekday::Sun])
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

fn same(a: &Figure, b: &Figure) -> bool {
    (a.kpi, &a.group, a.immature) == (b.kpi, &b.group, b.immature)
        && near(a.value, b.value)
        && near(a.numerator, b.numerator)
        && near(a.denominator, b.denominator)
        && near(a.low, b.low)
        && near(a.high, b.high)
}

fn check(
    tickets: &[Ticket],
    entries: &[LedgerEntry],
    calendar: Calendar,
    query: &Query,
) -> Result<Answer, TestCaseError> {
    let ledger = Ledger::new(entries.to_vec()).unwrap();
    let basis = Basis { calendar, ledger: &ledger, reply_minutes: &ReplyMinutes::default() };
    let answer = figures(&facts(tickets), &basis, query).unwrap();
    let world = World { tickets, calendar, ledger: entries, reply_minutes: 4.0 };
    let expected = world.rows(query);
    prop_assert_eq!(answer.as_of, query.as_of.or(world.as_of()));
    prop_assert_eq!(answer.rows.len(), expected.len(), "{:#?}\n{:#?}", answer.rows, expected);
    for (row, expected) in answer.rows.iter().zip(&expected) {
        prop_assert!(same(row, expected), "{row:#?}\n{expected:#?}");
    }
    Ok(answer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_engine_agrees_with_a_second_computation(
        tickets in tickets(), entries in entries(), query in query(), week_start in week_start()
    ) {
        check(&tickets, &entries, calendar(week_start), &query)?;
    }

    #[test]
    fn a_figure_and_the_list_behind_it_agree(tickets in tickets(), query in query()) {
        let ledger = Ledger::default();
        let basis =
            Basis { calendar: calendar(Weekday::Mon), ledger: &ledger, reply_minutes: &ReplyMinutes::default() };
        let facts = facts(&tickets);
        for row in figures(&facts, &basis, &query).unwrap().rows {
            let kpi = KPIS.iter().find(|kpi| kpi.name == row.kpi).unwrap();
            let list = |part| tickets_of(&facts, &basis, kpi, &query, &row.group, part).unwrap();
            let count = |part| list(part).len() as f64;
            let (numerator, denominator) = match (row.numerator, row.denominator) {
                (Some(numerator), Some(denominator)) => (numerator, denominator),
                (_, Some(resolutions)) => (resolutions, resolutions),
                _ => (row.value.unwrap(), row.value.unwrap()),
            };
            prop_assert_eq!(count(Part::Numerator), numerator, "{:?}", &row);
            prop_assert_eq!(count(Part::Denominator), denominator);
            prop_assert_eq!(count(Part::Missed), denominator - numerator);
            let mut both = [list(Part::Numerator), list(Part::Missed)].concat();
            both.sort_unstable();
            prop_assert_eq!(both, list(Part::Denominator));
            let cohort = list(Part::Cohort);
            prop_assert!(list(Part::Denominator).iter().all(|id| cohort.contains(id)));
        }
    }

    #[test]
    fn the_order_of_tickets_changes_no_digit(
        (tickets, shuffled) in tickets().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        entries in entries(), query in query()
    ) {
        let ledger = Ledger::new(entries).unwrap();
        let basis =
            Basis { calendar: calendar(Weekday::Mon), ledger: &ledger, reply_minutes: &ReplyMinutes::default() };
        let answer = |tickets: &[Ticket]| figures(&facts(tickets), &basis, &query).unwrap();
        prop_assert_eq!(answer(&tickets), answer(&shuffled));
    }

    #[test]
    fn allocated_and_unallocated_make_the_ledger_and_groups_make_the_allocated(
        tickets in tickets(), entries in entries(), query in query()
    ) {
        let ledger = Ledger::new(entries).unwrap();
        let calendar = calendar(Weekday::Mon);
        let reply_minutes = ReplyMinutes::default();
        let facts = facts(&tickets);
        let report = cost_report(&facts, &calendar, &ledger, &reply_minutes, query.period);
        let basis = Basis { calendar, ledger: &ledger, reply_minutes: &reply_minutes };
        let costs = |by: &[Dimension]| -> Vec<Option<f64>> {
            let query = Query { by: by.to_vec(), ..Query::whole(query.period) };
            let rows = figures(&facts, &basis, &query).unwrap().rows;
            rows.iter().filter(|row| row.kpi == "cost_per_resolution").map(|row| row.numerator).collect()
        };
        prop_assert_eq!(costs(&[]), vec![report.map(|report| report.ledger)]);
        if let Some(report) = report {
            prop_assert!((report.allocated + report.unallocated - report.ledger).abs() < 0.005, "{:?}", report);
            let groups: f64 = costs(&[Dimension::QueryType, Dimension::ResolutionType]).iter().flatten().sum();
            prop_assert!((groups - report.allocated).abs() < 0.005, "{} of {:?}", groups, report);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_engine_agrees_along_every_dimension(tickets in tickets(), entries in entries(), filters in filters()) {
        let query = Query { filters, ..Query::whole(period("2026-03-01", "2026-04-10")) };
        let calendar = calendar(Weekday::Mon);
        let whole = check(&tickets, &entries, calendar, &query)?;
        prop_assert_eq!(whole.rows.len(), KPIS.len(), "the whole has a row for each KPI");
        for dimension in Dimension::ALL {
            let by = vec![*dimension];
            let split = check(&tickets, &entries, calendar, &Query { by, ..query.clone() })?;
            let sum: f64 =
                split.rows.iter().filter(|row| row.kpi == "tickets").filter_map(|row| row.value).sum();
            prop_assert_eq!(whole.rows[0].value, Some(sum), "parts make the whole along {:?}", dimension);
        }
    }
}
