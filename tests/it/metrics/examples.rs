//! Worked examples and the rules that deserve a name.

use supportmix_core::cost::{CostKind, Costs, Ledger, LedgerEntry, ReplyMinutes};
use supportmix_core::facts::Facts;
use supportmix_core::metrics::{
    Answer, Basis, Dimension, Kpi, Query, QueryError, StopSign, Targets, figures,
};
use supportmix_core::model::{Exclusion, TicketOutcome, Timestamp};

use super::same_numbers::{BERLIN, facts};
use super::world::{Ticket, day, numbered as number, period};

const JULY: &str = "2026-07-10T12:00:00Z";

fn at(text: &str) -> Option<Timestamp> {
    supportmix_core::model::parse_rfc3339(text)
}

fn numbered(outcomes: impl IntoIterator<Item = TicketOutcome>) -> Vec<Ticket> {
    number(outcomes.into_iter().map(|outcome| ("desk", outcome)))
}

fn resolved(at_text: &str) -> TicketOutcome {
    TicketOutcome { created_at: at(at_text), resolved_at: at(at_text), ..Default::default() }
}

fn entry(kind: CostKind, month: &str, amount: f64) -> LedgerEntry {
    LedgerEntry { kind, month: day(month), amount }
}

fn ask(tickets: &[Ticket], entries: &[LedgerEntry], query: &Query) -> Answer {
    super::same_numbers::ask(&facts(tickets), entries, BERLIN, query)
}

fn july() -> Query {
    Query::whole(period("2026-07-01", "2026-07-31"))
}

fn only(kpi: &str, query: Query) -> Query {
    Query { kpis: vec![Kpi::named(kpi).unwrap()], ..query }
}

fn by(dimension: Dimension, query: Query) -> Query {
    Query { by: vec![dimension], ..query }
}

/// The worked example of the cost definition.
fn cost_example() -> (Vec<Ticket>, Vec<LedgerEntry>) {
    let ticket = |ai: bool, minutes: Option<f64>| TicketOutcome {
        ai_involved: Some(ai),
        human_involved: Some(minutes.is_some()),
        handle_minutes: minutes,
        ..resolved(JULY)
    };
    let all =
        [(2_000, ticket(true, None)), (900, ticket(true, Some(9.5))), (1_600, ticket(false, Some(12.0)))];
    let tickets = numbered(all.into_iter().flat_map(|(n, ticket)| std::iter::repeat_n(ticket, n)));
    let ledger = [
        (CostKind::AiFixed, 1_000.0),
        (CostKind::AiUsage, 0.99),
        (CostKind::People, 52_000.0),
        (CostKind::Overhead, 0.0),
    ];
    (tickets, ledger.map(|(kind, amount)| entry(kind, "2026-07-01", amount)).to_vec())
}

#[test]
fn the_worked_example_of_cost() {
    let (tickets, ledger) = cost_example();
    let query = only("cost_per_resolution", july());
    let whole = &ask(&tickets, &ledger, &query).rows[0];
    assert_eq!(format!("{:.2}", whole.numerator.unwrap()), "54980.00");
    assert_eq!(format!("{:.2}", whole.value.unwrap()), "12.22");
    let rows = ask(&tickets, &ledger, &by(Dimension::ResolutionType, query)).rows;
    let shown: Vec<(&str, String)> = rows
        .iter()
        .map(|row| (row.group.get(Dimension::ResolutionType).unwrap(), format!("{:.2}", row.value.unwrap())))
        .collect();
    let expected = [("ai_only", "1.33"), ("human_only", "22.49"), ("hybrid", "18.15")];
    assert_eq!(shown, expected.map(|(group, value)| (group, value.to_owned())));
    let sum: f64 = rows.iter().filter_map(|row| row.numerator).sum();
    assert_eq!(format!("{sum:.2}"), "54980.00");
}

#[test]
fn without_a_ledger_there_is_no_cost_and_never_0() {
    let (tickets, _) = cost_example();
    let late = [entry(CostKind::People, "2026-08-01", 9.0)];
    for ledger in [&[][..], &late[..]] {
        let row = &ask(&tickets, ledger, &only("cost_per_resolution", july())).rows[0];
        assert_eq!((row.value, row.numerator, row.denominator), (None, None, Some(4_500.0)));
    }
}

#[test]
fn what_has_no_ticket_to_go_to_is_unallocated_and_in_the_whole() {
    let human = TicketOutcome { human_involved: Some(true), human_replies: Some(2), ..resolved(JULY) };
    let entries =
        [entry(CostKind::AiFixed, "2026-07-01", 100.0), entry(CostKind::People, "2026-07-01", 40.0)];
    let tickets = numbered([human]);
    let query = only("cost_per_resolution", july());
    assert_eq!(ask(&tickets, &entries, &query).rows[0].value, Some(140.0));
    let group = &ask(&tickets, &entries, &by(Dimension::QueryType, query)).rows[0];
    assert_eq!((group.group.get(Dimension::QueryType), group.value), (Some("uncategorised"), Some(40.0)));
    let costs = Costs::new(Ledger::new(entries.to_vec()).unwrap(), ReplyMinutes::default());
    let report = costs.report(&facts(&tickets), BERLIN, period("2026-07-01", "2026-07-31")).unwrap().unwrap();
    assert_eq!((report.ledger, report.allocated, report.unallocated), (140.0, 40.0, 100.0));
    assert_eq!(report.estimated_share, Some(1.0));
}

#[test]
fn an_empty_whole_has_a_row_for_each_kpi() {
    let rows = ask(&[], &[], &july()).rows;
    let values: Vec<(&str, Option<f64>)> = rows.iter().map(|row| (row.kpi, row.value)).collect();
    for (kpi, value) in values {
        let count = ["tickets", "resolved", "backlog"].contains(&kpi);
        assert_eq!(value, count.then_some(0.0), "{kpi}");
    }
    assert!(ask(&[], &[], &by(Dimension::Channel, july())).rows.is_empty());
}

#[test]
fn as_of_moves_maturity_and_hides_no_ticket() {
    let ticket =
        |time: &str| TicketOutcome { reopens: Some(0), requester_id: Some("7".into()), ..resolved(time) };
    let tickets = numbered([
        ticket("2026-07-01T00:00:00Z"),
        ticket("2026-07-02T00:00:00Z"),
        TicketOutcome { exclusion: Some(Exclusion::Spam), ..resolved("2026-07-08T00:00:00Z") },
    ]);
    let fcr = |as_of: Option<&str>| {
        let query = Query { as_of: as_of.and_then(at), ..only("fcr", july()) };
        let row = ask(&tickets, &[], &query).rows.remove(0);
        (row.numerator.unwrap(), row.denominator.unwrap(), row.immature.unwrap())
    };
    assert_eq!(
        fcr(None),
        (0.0, 1.0, 1),
        "the excluded ticket's time makes the first one mature; it was repeated"
    );
    assert_eq!(fcr(Some("2026-07-07T23:59:59Z")), (0.0, 0.0, 2));
    assert_eq!(fcr(Some("2026-07-09T00:00:00Z")), (1.0, 2.0, 0));
    let query = Query { as_of: at("2026-07-01T00:00:00Z"), ..only("tickets", july()) };
    assert_eq!(ask(&tickets, &[], &query).rows[0].value, Some(2.0));
}

#[test]
fn an_address_is_the_same_requester_in_every_source_and_another_id_is_not() {
    let repeats = |first: &str, second: &str| {
        let ticket = |id: &str, time| TicketOutcome { requester_id: Some(id.into()), ..resolved(time) };
        let tickets = number([
            ("desk", ticket(first, "2026-07-01T00:00:00Z")),
            ("chat", ticket(second, "2026-07-08T00:00:00Z")),
        ]);
        let query = Query { as_of: at("2026-07-08T00:00:00Z"), ..only("fcr", july()) };
        ask(&tickets, &[], &query).rows[0].numerator == Some(0.0)
    };
    assert!(repeats("Ann@example.com", "ann@EXAMPLE.com"));
    assert!(!repeats("7", "7"));
    assert!(!repeats("ann@example.com", "ben@example.com"));
}

#[test]
fn crossed_groups_come_in_time_order_then_by_size() {
    let ticket = |time: &str, kind: &str| TicketOutcome { query_type: Some(kind.into()), ..resolved(time) };
    let (first, second) = ("2026-07-01T12:00:00Z", "2026-07-08T12:00:00Z");
    let tickets = numbered([
        ticket(second, "b"),
        ticket(second, "a"),
        ticket(first, "a"),
        ticket(first, "b"),
        ticket(first, "b"),
    ]);
    let query = Query { by: vec![Dimension::QueryType, Dimension::Week], ..only("tickets", july()) };
    let rows = ask(&tickets, &[], &query).rows;
    let groups: Vec<String> =
        rows.iter().map(|row| row.group.0.iter().map(|(_, value)| value.as_str()).collect()).collect();
    assert_eq!(groups, ["b2026-W27", "a2026-W27", "a2026-W28", "b2026-W28"]);
}

#[test]
fn kpis_come_once_and_in_the_order_of_the_catalogue() {
    let kpis = ["fcr", "tickets", "fcr"].map(|name| Kpi::named(name).unwrap()).to_vec();
    let rows = ask(&[], &[], &Query { kpis, ..july() }).rows;
    assert_eq!(rows.iter().map(|row| row.kpi).collect::<Vec<_>>(), ["tickets", "fcr"]);
}

#[test]
fn a_split_by_three_or_by_one_twice_is_refused() {
    let refused = |by: &[Dimension]| refusal(&Query { by: by.to_vec(), ..july() }, false);
    let (channel, week, team) = (Dimension::Channel, Dimension::Week, Dimension::Team);
    assert!(matches!(refused(&[channel, week, team]), QueryError::TooManyDimensions { given: 3 }));
    assert!(
        matches!(refused(&[week, week]), QueryError::SameDimensionTwice { dimension } if dimension == week)
    );
}

/// Why a question to an empty store is refused.
fn refusal(query: &Query, by_assignee: bool) -> QueryError {
    let (costs, targets) = (Costs::default(), Targets::default());
    let basis = Basis {
        calendar: BERLIN,
        open_time: None,
        costs: &costs,
        targets: &targets,
        by_assignee,
        stop: &StopSign::default(),
    };
    figures(&facts(&[]), &basis, query).unwrap_err()
}

#[test]
fn people_are_told_apart_only_where_the_workspace_allows_it_and_never_ranked() {
    let query = by(Dimension::Assignee, only("resolved", july()));
    assert!(matches!(refusal(&query, false), QueryError::AssigneeNotAllowed));
    let ticket = |name: &str| TicketOutcome { assignee: Some(name.to_owned()), ..resolved(JULY) };
    let tickets = numbered([ticket("Lee"), ticket("Lee"), ticket("Kim")]);
    let rows = ask(&tickets, &[], &query).rows;
    let names: Vec<&str> = rows.iter().filter_map(|row| row.group.get(Dimension::Assignee)).collect();
    assert_eq!(names, ["Kim", "Lee"], "by name, not by number");
}

#[test]
fn a_ticket_counts_in_each_of_its_tags_and_once_in_the_whole() {
    let tagged = |tags: &[&str]| TicketOutcome {
        tags: Some(supportmix_core::model::List::from_items(tags.iter().copied())),
        ..resolved(JULY)
    };
    let tickets = numbered([tagged(&["vip", "refund"]), tagged(&["vip"]), resolved(JULY)]);
    let rows = ask(&tickets, &[], &by(Dimension::Tag, only("tickets", july()))).rows;
    let counts: Vec<(&str, f64)> =
        rows.iter().map(|row| (row.group.get(Dimension::Tag).unwrap(), row.value.unwrap())).collect();
    assert_eq!(counts, [("vip", 2.0), ("(none)", 1.0), ("refund", 1.0)]);
    assert_eq!(ask(&tickets, &[], &only("tickets", july())).rows[0].value, Some(3.0));
}

#[test]
fn a_month_is_an_allocation_period_of_its_own_and_the_same_asked_alone() {
    let human = TicketOutcome { human_involved: Some(true), handle_minutes: Some(3.0), ..resolved(JULY) };
    let entries =
        [entry(CostKind::AiFixed, "2026-06-01", 100.0), entry(CostKind::People, "2026-06-01", 40.0)];
    let tickets = numbered([human]);
    let query = only("cost_per_resolution", Query::whole(period("2026-06-01", "2026-07-31")));
    let by_month = &ask(&tickets, &entries, &by(Dimension::Month, query)).rows[0];
    let alone = &ask(&tickets, &entries, &only("cost_per_resolution", july())).rows[0];
    assert_eq!((by_month.value, alone.value), (Some(140.0), Some(140.0)), "the fee that no ticket bears too");
}

#[test]
fn maturing_tickets_give_bounds_and_parts_of_the_evidence_a_share() {
    let ticket = |time: &str, reopens| TicketOutcome {
        reopens,
        requester_id: Some(time.to_owned()),
        ..resolved(time)
    };
    let tickets = numbered([
        ticket("2026-07-01T00:00:00Z", Some(0)),
        ticket("2026-07-02T00:00:00Z", None),
        ticket("2026-07-20T00:00:00Z", Some(0)),
        TicketOutcome { requester_id: None, ..ticket("2026-07-03T00:00:00Z", None) },
    ]);
    let row = &ask(&tickets, &[], &only("fcr", july())).rows[0];
    assert_eq!((row.numerator, row.denominator, row.immature), (Some(2.0), Some(2.0), Some(1)));
    assert_eq!((row.least, row.most), (Some(2.0 / 3.0), Some(1.0)));
    assert_eq!((row.known, row.partly_known), (Some(2.0 / 3.0), Some(0.5)));
}

#[test]
fn vendors_count_in_their_own_ways() {
    let ai = |time: &str, who: &str| TicketOutcome {
        ai_involved: Some(true),
        human_involved: Some(false),
        requester_id: Some(who.to_owned()),
        ..resolved(time)
    };
    let tickets = numbered([
        // Comes back after two days.
        ai("2026-07-01T00:00:00Z", "ann@example.com"),
        ai("2026-07-03T00:00:00Z", "ann@example.com"),
        TicketOutcome {
            ai_outcome: Some(supportmix_core::model::AiOutcome::Confirmed),
            ..ai(JULY, "ben@example.com")
        },
        TicketOutcome {
            ai_outcome: Some(supportmix_core::model::AiOutcome::Abandoned),
            ..ai(JULY, "eve@example.com")
        },
    ]);
    let rate = |preset: &str, kpi: &str| {
        let preset = supportmix_core::metrics::Preset::from_name(preset).unwrap();
        let query = Query { kpis: vec![preset.kpi(kpi).unwrap()], preset, ..july() };
        let answer = ask(&tickets, &[], &query);
        assert_eq!(answer.preset, preset.name);
        answer.rows[0].numerator.unwrap()
    };
    assert_eq!(rate("neutral", "ai_resolution_rate"), 3.0);
    assert_eq!(rate("intercom", "ai_resolution_rate"), 3.0);
    assert_eq!(rate("zendesk", "ai_resolution_rate"), 2.0);
    assert_eq!(rate("zendesk", "confirmed_resolution_rate"), 1.0);
    assert_eq!(rate("hubspot", "ai_resolution_rate"), 2.0);
    assert_eq!(rate("ada", "ai_resolution_rate"), 4.0);
}

#[test]
fn what_the_columns_take_stays_within_100_bytes_a_ticket() {
    let tickets = supportmix_core::sample::tickets(1, Timestamp(1_783_000_000), 65, 50_000);
    let facts: Facts = facts(&tickets.map(|outcome| ("desk", outcome)).collect::<Vec<_>>());
    let each = facts.bytes() / 50_000;
    assert!((50..=100).contains(&each), "{each} bytes a ticket");
}
