//! The same numbers by construction: whatever the order of the tickets, the number of threads, the way of asking.

use chrono::Days;
use proptest::prelude::*;
use supportmix_core::calendar::{Calendar, Period};
use supportmix_core::cost::{Costs, Ledger, LedgerEntry, ReplyMinutes};
use supportmix_core::facts::{Facts, FactsBuilder, Rules};
use supportmix_core::metrics::{
    Answer, Asked, Basis, Dimension, Filter, KPIS, Kpi, ListColumn, ListOrder, Part, Query, QueryError,
    StopSign, Targets, answers, figures, in_order, tickets_of,
};
use supportmix_core::model::{TicketOutcome, Timestamp};

use super::world::{Ticket, entries, filters, numbered, query, tickets};

pub fn facts(tickets: &[Ticket]) -> Facts {
    let mut builder = FactsBuilder::new(Rules::default(), "key");
    for (source, outcome) in tickets {
        let id = outcome.external_id.as_deref().unwrap().parse().unwrap();
        builder.push(id, source, outcome);
    }
    builder.build().unwrap()
}

pub const BERLIN: Calendar =
    Calendar { zone: chrono_tz::Tz::Europe__Berlin, week_start: chrono::Weekday::Mon };

/// Asks the engine, values that no ticket has left out of the filters.
pub fn ask(facts: &Facts, ledger: &[LedgerEntry], calendar: Calendar, query: &Query) -> Answer {
    let costs = Costs::new(Ledger::new(ledger.to_vec()).unwrap(), ReplyMinutes::default());
    let targets = Targets::default();
    let basis = Basis {
        calendar,
        open_time: None,
        costs: &costs,
        targets: &targets,
        by_assignee: true,
        stop: &StopSign::default(),
    };
    figures(facts, &basis, &askable(facts, &basis, query)).unwrap()
}

fn askable(facts: &Facts, basis: &Basis<'_>, query: &Query) -> Query {
    let mut query = query.clone();
    while let Err(QueryError::UnknownValue { dimension, value, .. }) = figures(facts, basis, &query) {
        query.filters.retain(|filter| *filter != Filter { dimension, value: value.clone() });
    }
    query
}

fn with_basis<T>(ledger: &[LedgerEntry], answer: impl FnOnce(&Basis<'_>) -> T) -> T {
    let costs = Costs::new(Ledger::new(ledger.to_vec()).unwrap(), ReplyMinutes::default());
    let targets = Targets::default();
    answer(&Basis {
        calendar: BERLIN,
        open_time: None,
        costs: &costs,
        targets: &targets,
        by_assignee: true,
        stop: &StopSign::default(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_figure_and_the_list_behind_it_agree(tickets in tickets(), query in query()) {
        let facts = facts(&tickets);
        with_basis(&[], |basis| {
            let query = askable(&facts, basis, &query);
            for row in figures(&facts, basis, &query).unwrap().rows {
                let kpi = Kpi::named(row.kpi).unwrap();
                let list = |part| {
                    let found = tickets_of(&facts, basis, kpi, &query, &row.group, part).unwrap();
                    let order = ListOrder { by: ListColumn::Created, descending: false };
                    let ids = in_order(&facts, &found, order, &[]).unwrap();
                    assert_eq!(ids.len(), found.len());
                    ids
                };
                let count = |part| list(part).len() as f64;
                let (numerator, denominator) = match (row.numerator, row.denominator) {
                    // Of what is no share, the tickets that count are in both lists.
                    (_, Some(denominator)) if row.low.is_none() && kpi.name != "feedback_accuracy" => {
                        (denominator, denominator)
                    }
                    (Some(numerator), Some(denominator)) => (numerator, denominator),
                    _ if kpi.name == "cost_saved" => continue,
                    _ => (row.value.unwrap(), row.value.unwrap()),
                };
                if kpi.name == "feedback_accuracy" {
                    // Tickets can count by half: they are in the list of those above the line.
                    prop_assert!(count(Part::Numerator) >= numerator);
                } else {
                    prop_assert_eq!(count(Part::Numerator), numerator, "{:?}", &row);
                }
                prop_assert_eq!(count(Part::Denominator), denominator, "{:?}", &row);
                let mut both = [list(Part::Numerator), list(Part::Missed)].concat();
                let mut denominator = list(Part::Denominator);
                both.sort_unstable();
                denominator.sort_unstable();
                prop_assert_eq!(both, denominator);
                let cohort = list(Part::Cohort);
                prop_assert!(list(Part::Denominator).iter().all(|id| cohort.contains(id)));
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_order_of_tickets_changes_no_digit(
        (tickets, shuffled) in tickets().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        entries in entries(), query in query()
    ) {
        let answer = |tickets: &[Ticket]| ask(&facts(tickets), &entries, BERLIN, &query);
        prop_assert_eq!(answer(&tickets), answer(&shuffled));
    }

    #[test]
    fn splits_asked_together_are_as_if_asked_alone(tickets in tickets(), entries in entries(), query in query()) {
        let facts = facts(&tickets);
        let later = Period { to: query.period.to + Days::new(9), from: query.period.from + Days::new(11) };
        let splits = [vec![], vec![Dimension::QueryType], vec![Dimension::Month], vec![Dimension::Week], query.by.clone()];
        let asked = [query.period, later].into_iter().flat_map(|period| {
            splits.iter().map(move |by| Asked { period, by: by.clone() })
        });
        let asked: Vec<Asked> = asked.collect();
        with_basis(&entries, |basis| {
            let query = askable(&facts, basis, &query);
            let together = answers(&facts, basis, &query, &asked).unwrap();
            for (asked, answer) in asked.iter().zip(together) {
                let query = Query { period: asked.period, by: asked.by.clone(), ..query.clone() };
                prop_assert_eq!(answer, figures(&facts, basis, &query).unwrap(), "{:?}", asked);
            }
            Ok(())
        })?;
    }

    #[test]
    fn tickets_that_change_leave_the_same_as_if_they_had_come_so(
        (before, after) in (tickets(), tickets()), query in query(), entries in entries()
    ) {
        // The second tickets stand in the place of the first of the same number; what is left of the first is removed.
        let mut builder = FactsBuilder::on(&facts(&before), "key");
        for (source, outcome) in &after {
            builder.push(outcome.external_id.as_deref().unwrap().parse().unwrap(), source, outcome);
        }
        for id in after.len()..before.len() {
            builder.remove(id as u32 + 1);
        }
        let changed = builder.build().unwrap();
        // Values that only the first tickets had are still known, and no ticket has them.
        let query = with_basis(&entries, |basis| askable(&facts(&after), basis, &query));
        prop_assert_eq!(ask(&changed, &entries, BERLIN, &query), ask(&facts(&after), &entries, BERLIN, &query));
    }

    #[test]
    fn to_filter_and_then_group_is_to_group_and_then_filter(tickets in tickets(), filters in filters(), query in query()) {
        let facts = facts(&tickets);
        let by = vec![Dimension::Channel, Dimension::QueryType];
        let query = Query { by, filters, ..query };
        let mut grouped = ask(&facts, &[], BERLIN, &query);
        grouped.rows.retain(|row| row.group.get(Dimension::QueryType) == Some("uncategorised"));
        let mut filtered = query.clone();
        filtered.filters.retain(|filter| filter.dimension != Dimension::QueryType);
        filtered.filters.push(Filter { dimension: Dimension::QueryType, value: "uncategorised".to_owned() });
        let only_others = query.filters.iter().any(|filter| filter.dimension == Dimension::QueryType)
            && !query.filters.iter().any(|filter| filter.value == "uncategorised");
        if !only_others {
            prop_assert_eq!(grouped.rows, ask(&facts, &[], BERLIN, &filtered).rows);
        }
    }

    #[test]
    fn another_open_ticket_of_a_new_requester_changes_nothing_of_the_resolved(
        tickets in tickets(), entries in entries(), query in query()
    ) {
        prop_assume!(query.as_of.is_some() && !query.by.contains(&Dimension::ResolutionType));
        let one_more = TicketOutcome {
            created_at: Some(Timestamp(1_774_000_000)),
            requester_id: Some("nobody@example.org".to_owned()),
            ..TicketOutcome::default()
        };
        let mut more = tickets.clone();
        more.push(("desk", one_more));
        let resolved = |tickets: Vec<Ticket>| {
            let mut answer = ask(&facts(&numbered(tickets)), &entries, BERLIN, &query);
            // A 90th percentile is withheld by how many of the opened are resolved.
            answer.rows.retain(|row| {
                let kpi = Kpi::named(row.kpi).unwrap();
                kpi.cohort == supportmix_core::metrics::Cohort::Resolved && !row.kpi.ends_with("_p90")
            });
            answer.rows
        };
        // With a source "desk" in any case, so that both can be asked the same.
        prop_assume!(tickets.iter().any(|(source, outcome)| *source == "desk" && outcome.exclusion.is_none()));
        prop_assert_eq!(resolved(tickets), resolved(more));
    }

    #[test]
    fn another_zone_moves_buckets_and_not_totals(tickets in tickets(), query in query()) {
        let wide = super::world::period("2026-01-01", "2026-06-30");
        let query = Query { by: vec![Dimension::Day], filters: vec![], as_of: None, ..Query { period: wide, ..query } };
        let facts = facts(&tickets);
        let totals = |zone| {
            let rows = ask(&facts, &[], Calendar { zone, ..BERLIN }, &query).rows;
            KPIS.iter()
                .filter(|kpi| kpi.name != "backlog")
                .map(|kpi| {
                    let of = rows.iter().filter(|row| row.kpi == kpi.name);
                    of.map(|row| row.denominator.or(row.value).unwrap_or(0.0)).sum::<f64>()
                })
                .collect::<Vec<f64>>()
        };
        prop_assert_eq!(totals(chrono_tz::Tz::Pacific__Kiritimati), totals(chrono_tz::Tz::America__Los_Angeles));
    }

    #[test]
    fn allocated_and_unallocated_make_the_ledger_and_groups_make_the_allocated(
        tickets in tickets(), entries in entries(), query in query()
    ) {
        let facts = facts(&tickets);
        with_basis(&entries, |basis| {
            let report = basis.costs.report(&facts, BERLIN, query.period).unwrap();
            let costs = |by: &[Dimension]| -> Vec<Option<f64>> {
                let query = Query { by: by.to_vec(), ..Query::whole(query.period) };
                let rows = figures(&facts, basis, &query).unwrap().rows;
                rows.iter().filter(|row| row.kpi == "cost_per_resolution").map(|row| row.numerator).collect()
            };
            prop_assert_eq!(costs(&[]), vec![report.map(|report| report.ledger)]);
            if let Some(report) = report {
                prop_assert!((report.allocated + report.unallocated - report.ledger).abs() < 0.005, "{:?}", report);
                let groups: f64 = costs(&[Dimension::QueryType, Dimension::ResolutionType]).iter().flatten().sum();
                prop_assert!((groups - report.allocated).abs() < 0.005, "{} of {:?}", groups, report);
            }
            Ok(())
        })?;
    }
}

#[test]
fn one_thread_and_eight_come_to_the_same_to_the_last_digit() {
    let until = Timestamp(1_783_000_000);
    // More than fit into one segment, so that there is something to share out.
    let tickets = supportmix_core::sample::tickets(7, until, 65, 80_000).map(|outcome| ("desk", outcome));
    let facts = facts(&tickets.collect::<Vec<_>>());
    assert!(facts.segments().len() > 2);
    let ledger = supportmix_core::sample::ledger(until);
    let query = Query::whole(supportmix_core::sample::story(until, 65).days);
    let splits =
        [vec![], vec![Dimension::Week], vec![Dimension::QueryType, Dimension::Channel], vec![Dimension::Tag]];
    let asked = splits.map(|by| Asked { period: query.period, by });
    let answer = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| with_basis(&ledger, |basis| answers(&facts, basis, &query, &asked).unwrap()))
    };
    let one = answer(1);
    assert!(one.iter().all(|answer| answer.rows.len() >= KPIS.len()));
    for threads in [2, 8] {
        assert_eq!(one, answer(threads), "{threads} threads");
    }
}
