//! What a KPI says that it needs is all that it looks at, and what is said of the data is what the store says.

use proptest::prelude::*;
use supportmix_core::cost::{CostKind, Costs, Ledger, LedgerEntry, ReplyMinutes};
use supportmix_core::facts::{Facts, FactsBuilder, Rules};
use supportmix_core::metrics::{
    Basis, Contradicting, Figure, INPUTS, Input, KPIS, Kpi, Quality, Query, SourceQuality, StopSign, Support,
    SupportLevel, Targets, figures, quality,
};
use supportmix_core::model::{Field, TicketOutcome, Timestamp, Value};
use supportmix_core::sample;

use super::same_numbers::BERLIN;
use super::world::{Desk, day, period, tickets};

const UNTIL: Timestamp = Timestamp(1_790_000_000);

fn costs() -> Costs {
    let entry = |kind, amount| LedgerEntry { kind, month: day("2025-01-01"), amount };
    let entries = vec![entry(CostKind::People, 40_000.0), entry(CostKind::AiFixed, 900.0)];
    Costs::new(Ledger::new(entries).unwrap(), ReplyMinutes::default())
}

/// The sample tickets, without what `gone` names.
fn facts(gone: impl Fn(Field) -> bool) -> Facts {
    let mut builder = FactsBuilder::new(Rules::default(), "key");
    let gone: Vec<Field> = Field::ALL.iter().copied().filter(|field| gone(*field)).collect();
    for (id, mut ticket) in (1..).zip(sample::tickets(3, UNTIL, 60, 2_500)) {
        gone.iter().for_each(|field| ticket.set_value(*field, Value::Null));
        builder.push(id, "desk", &ticket);
    }
    builder.build().unwrap()
}

fn figure(facts: &Facts, kpi: &'static Kpi) -> Figure {
    // The moment is given: else it would follow from every time there is.
    let query =
        Query { kpis: vec![kpi], as_of: Some(UNTIL), ..Query::whole(period("2025-06-01", "2026-09-30")) };
    let (costs, targets, stop) = (costs(), Targets::default(), StopSign::default());
    let basis = Basis {
        calendar: BERLIN,
        open_time: None,
        costs: &costs,
        targets: &targets,
        by_assignee: true,
        stop: &stop,
    };
    figures(facts, &basis, &query).unwrap().rows.remove(0)
}

fn support(facts: &Facts, kpi: &Kpi) -> Support {
    let quality = quality(facts, &costs()).unwrap();
    quality.kpis.into_iter().find(|support| support.kpi == kpi.name).unwrap()
}

fn named<'a>(inputs: impl IntoIterator<Item = &'a &'static Input>) -> Vec<Field> {
    inputs.into_iter().flat_map(|input| input.fields.iter().chain(input.along)).copied().collect()
}

#[test]
fn a_kpi_looks_at_nothing_that_it_does_not_name() {
    let always = [Field::ExternalId, Field::CreatedAt, Field::Exclusion];
    let whole = facts(|_| false);
    for kpi in KPIS {
        let named = named(kpi.needs.iter().chain(kpi.helped_by));
        let narrow = facts(|field| !named.contains(&field) && !always.contains(&field));
        assert_eq!(figure(&narrow, kpi), figure(&whole, kpi), "{}", kpi.name);
    }
}

#[test]
fn a_kpi_that_lacks_what_it_needs_is_not_supported_and_says_so() {
    let whole = facts(|_| false);
    for kpi in KPIS {
        let level = support(&whole, kpi).level;
        assert!(matches!(level, SupportLevel::Supported | SupportLevel::InPart), "{}: {level:?}", kpi.name);
        for input in kpi.needs.iter().filter(|input| !input.fields.is_empty()) {
            let support = support(&facts(|field| input.fields.contains(&field)), kpi);
            assert_eq!(support.level, SupportLevel::NotSupported, "{} without {}", kpi.name, input.name);
            let missing = support.missing.iter().find(|missing| missing.input == *input);
            assert!(missing.is_some_and(|missing| !missing.optional), "{} without {}", kpi.name, input.name);
        }
        for input in kpi.helped_by {
            let support = support(&facts(|field| input.fields.contains(&field)), kpi);
            assert_ne!(support.level, SupportLevel::Supported, "{} without {}", kpi.name, input.name);
        }
    }
}

#[test]
fn without_costs_no_figure_of_costs_is_supported() {
    let none = Costs::new(Ledger::new(Vec::new()).unwrap(), ReplyMinutes::default());
    let quality = quality(&facts(|_| false), &none).unwrap();
    for name in ["cost_per_resolution", "cost_saved"] {
        let support = quality.kpis.iter().find(|support| support.kpi == name).unwrap();
        assert_eq!(support.level, SupportLevel::NotSupported);
        assert!(support.missing.iter().any(|missing| missing.input.name == "ledger"));
    }
}

#[test]
fn data_that_says_all_of_every_ticket_scores_100_and_each_gap_and_contradiction_costs() {
    let score = |change: &dyn Fn(usize, &mut TicketOutcome)| {
        let mut builder = FactsBuilder::new(Rules::default(), "key");
        for at in 0..10 {
            let text = |text: &str| Some(text.to_owned());
            let time = |hours: i64| Some(Timestamp(1_790_000_000 + hours * 3_600));
            let mut ticket = TicketOutcome {
                created_at: time(0),
                resolved_at: time(5),
                query_type: text("billing"),
                requester_id: text("7"),
                first_ai_reply_at: time(1),
                handed_off_at: time(2),
                first_human_reply_at: time(3),
                satisfied: Some(true),
                reopens: Some(0),
                handle_minutes: Some(4.0),
                ..TicketOutcome::default()
            };
            change(at, &mut ticket);
            builder.push(at as u32 + 1, "desk", &ticket);
        }
        quality(&builder.build().unwrap(), &costs()).unwrap().whole.score.unwrap()
    };
    assert_eq!(score(&|_, _| {}), 100.0);
    // One of the ten fields that count is known of half of the tickets.
    let gap = score(&|at, ticket| ticket.query_type = ticket.query_type.take().filter(|_| at % 2 == 0));
    assert!((gap - 95.0).abs() < 1e-9, "{gap}");
    // One ticket in ten is resolved before it was opened.
    let odd = score(&|at, ticket| {
        ticket.resolved_at = Some(Timestamp(1_790_000_000 + if at == 0 { -9 } else { 9 }))
    });
    assert!((odd - 90.0).abs() < 1e-9, "{odd}");
    // Ratings that only some customers give are no gap; none at all are one.
    assert_eq!(score(&|at, ticket| ticket.satisfied = (at == 0).then_some(true)), 100.0);
    let unrated = score(&|_, ticket| ticket.satisfied = None);
    assert!((unrated - 90.0).abs() < 1e-9, "{unrated}");
}

/// A count by the store itself.
fn counted(store: &rusqlite::Connection, source: Option<&str>, holds: &str) -> u64 {
    let sql = format!(
        "SELECT count(*) FROM (SELECT t.*, w.text AS status_word FROM ticket t LEFT JOIN word w ON w.id = t.status)
         WHERE exclusion IS NULL AND (?1 IS NULL OR source = (SELECT id FROM source WHERE name = ?1)) AND ({holds})"
    );
    store.query_row(&sql, [source], |row| row.get(0)).unwrap()
}

fn compare(store: &rusqlite::Connection, part: &SourceQuality) {
    let count = |holds: &str| counted(store, part.source.as_deref(), holds);
    assert_eq!(part.tickets, count("1"));
    for input in &part.inputs {
        let fields: Vec<String> =
            input.input.fields.iter().map(|field| format!("{} IS NOT NULL", field.name())).collect();
        if input.input.among == supportmix_core::metrics::Among::All {
            assert_eq!(input.asked, part.tickets, "{}", input.input.name);
            assert_eq!(input.filled, count(&fields.join(" OR ")), "{}", input.input.name);
        }
    }
    let done = "status_word IN ('resolved', 'closed')";
    let ways = [
        ("resolved_before_created", "resolved_at < created_at".to_owned()),
        (
            "reply_before_created",
            "first_human_reply_at < created_at OR first_ai_reply_at < created_at".to_owned(),
        ),
        ("reply_before_handoff", "first_human_reply_at < handed_off_at".to_owned()),
        ("updated_before_created", "updated_at < created_at".to_owned()),
        (
            "score_without_scale",
            "csat_score IS NOT NULL AND csat_scale IS NULL AND satisfied IS NULL".to_owned(),
        ),
        ("score_above_scale", "csat_score > csat_scale".to_owned()),
        ("closed_without_resolution", format!("{done} AND resolved_at IS NULL")),
        ("resolved_while_open", format!("NOT {done} AND resolved_at IS NOT NULL")),
    ];
    for (name, holds) in &ways {
        let found = part.contradictions.iter().find(|one| one.kind.name() == *name);
        assert_eq!(found.map_or(0, |one: &Contradicting| one.tickets), count(holds), "{name}");
    }
    let any: Vec<String> = ways.iter().map(|(_, holds)| format!("({holds})")).collect();
    assert_eq!(part.contradicting, count(&any.join(" OR ")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_known_and_what_contradicts_itself_is_what_the_store_says(tickets in tickets(), more in tickets()) {
        let desk = Desk::new(&tickets, &[], chrono_tz::Tz::UTC, chrono::Weekday::Mon);
        let asked = || desk.workspace.ask(|snapshot| snapshot.quality().cloned()).unwrap();
        let check = |quality: Quality| {
            let store = rusqlite::Connection::open(desk.workspace.store().path()).unwrap();
            prop_assert_eq!(quality.whole.inputs.len(), INPUTS.len());
            compare(&store, &quality.whole);
            quality.sources.iter().for_each(|part| compare(&store, part));
            let excluded: u64 = quality.whole.excluded.iter().map(|one| one.tickets).sum();
            let sources = desk.workspace.store().sources().unwrap();
            prop_assert_eq!(excluded, sources.iter().map(|source| source.excluded).sum::<u64>());
            Ok(())
        };
        check(asked())?;
        // Again where only some tickets have changed.
        desk.add(&more);
        check(asked())?;
    }
}
