//! Figures counted by hand: cost.

use super::desk::{Desk, july, near};
use super::{Question, answered};

/// What the ledger has of the period, and what of it went to tickets.
fn totals(desk: &Desk, question: &Question) -> (f64, f64) {
    let sql = "SELECT (SELECT sum(ai_fixed + people + overhead) FROM pool) + (SELECT ifnull(sum(ai_usage), 0) FROM allocated),
                      (SELECT ifnull(sum(amount), 0) FROM allocated)";
    answered(desk.path(), question).query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn the_worked_example_of_the_contract() {
    let desk = Desk::new();
    let connection = rusqlite::Connection::open(desk.path()).unwrap();
    connection.execute("INSERT INTO source (name) VALUES ('desk')", []).unwrap();
    for (first, count, columns, values) in [
        (0, 2000, "ai_involved", "1"),
        (2000, 900, "ai_involved, human_involved, handle_minutes", "1, 1, 9.5"),
        (2900, 1600, "human_involved, handle_minutes", "1, 12"),
    ] {
        connection
            .execute_batch(&format!(
                "INSERT INTO ticket (source, external_id, created_at, resolved_at, {columns})
                 WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})
                 SELECT 1, {first} + i, unixepoch('2026-07-02'), unixepoch('2026-07-03'), {values} FROM n"
            ))
            .unwrap();
    }
    for (kind, amount) in [("ai_fixed", 1000.0), ("ai_usage", 0.99), ("people", 52_000.0), ("overhead", 0.0)]
    {
        desk.cost(kind, "2026-07", amount);
    }
    let whole = desk.ask(&july());
    let (cost, resolutions, value) = whole.whole("cost_per_resolution");
    near(cost, 54_980.0);
    assert_eq!(resolutions, Some(4500.0));
    near(value, 54_980.0 / 4500.0);
    let types = desk.ask(&Question { by: vec!["resolution_type"], ..july() });
    let cent = |keys: &str| (types.of("cost_per_resolution", &[keys]).2.unwrap() * 100.0).round() / 100.0;
    assert_eq!([cent("ai_only"), cent("hybrid"), cent("human_only")], [1.33, 18.15, 22.49]);
    let (ai_only, human_only) = (1000.0 / 2900.0 + 0.99, 52_000.0 * 12.0 / 27_750.0);
    near(whole.whole("cost_saved").2, 2000.0 * (human_only - ai_only));
    // A row of one type has nothing to compare with.
    assert_eq!(types.of("cost_saved", &["ai_only"]), (None, None, None));
    let (ledger, allocated) = totals(&desk, &july());
    near(Some(allocated), ledger);
}

#[test]
fn no_ledger_is_no_cost() {
    let desk = Desk::with(&["created_at=07-01T08:00 resolved_at=07-02T08:00 human_replies=1"]);
    assert_eq!(desk.ask(&july()).whole("cost_per_resolution"), (None, Some(1.0), None));
    // Nor is one that begins later.
    desk.cost("people", "2026-08", 310.0);
    assert_eq!(desk.ask(&july()).whole("cost_per_resolution"), (None, Some(1.0), None));
    // One that began earlier is in force.
    desk.cost("people", "2026-02", 31.0);
    assert_eq!(desk.ask(&july()).whole("cost_per_resolution"), (Some(31.0), Some(1.0), Some(31.0)));
    // Not in the months before it: what is known of January and February together is too little.
    let winter =
        Question { from: "2026-01-01".parse().unwrap(), to: "2026-02-28".parse().unwrap(), ..july() };
    assert_eq!(desk.ask(&winter).whole("cost_per_resolution").0, None);
}

#[test]
fn a_month_is_spread_over_its_days_and_each_bucket_is_a_period_of_its_own() {
    let desk = Desk::with(&[
        "created_at=06-29T08:00 resolved_at=06-30T08:00 human_replies=1",
        "created_at=07-01T08:00 resolved_at=07-01T09:00 human_replies=1",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 human_replies=3 team=b",
    ]);
    desk.cost("people", "2026-06", 300.0);
    desk.cost("people", "2026-07", 620.0);
    // A week with two days of June and five of July.
    let week = Question { from: "2026-06-29".parse().unwrap(), to: "2026-07-05".parse().unwrap(), ..july() };
    let whole = desk.ask(&week);
    near(whole.whole("cost_per_resolution").0, 2.0 * 10.0 + 5.0 * 20.0);
    // By team: 120 over 20 minutes, 12 of them of team b.
    let teams = desk.ask(&Question { by: vec!["team"], ..week });
    near(teams.of("cost_per_resolution", &["b"]).0, 72.0);
    near(teams.of("cost_per_resolution", &["(none)"]).0, 48.0);
    // By month: each month's money over each month's tickets.
    let week = |by| Question {
        from: "2026-06-29".parse().unwrap(),
        to: "2026-07-05".parse().unwrap(),
        by,
        ..july()
    };
    let months = desk.ask(&week(vec!["month"]));
    near(months.of("cost_per_resolution", &["2026-06"]).0, 20.0);
    near(months.of("cost_per_resolution", &["2026-07"]).0, 100.0);
    let crossed = desk.ask(&week(vec!["month", "team"]));
    near(crossed.of("cost_per_resolution", &["2026-07", "b"]).0, 75.0);
    assert_eq!(crossed.groups("cost_per_resolution"), ["2026-06 (none)", "2026-07 (none)", "2026-07 b"]);
}

#[test]
fn unknown_minutes_are_estimated_by_replies_then_by_medians() {
    let resolved = "created_at=07-01T08:00 resolved_at=07-02T08:00 human_involved=true";
    let lines: Vec<String> = [
        "team=a query_type=x handle_minutes=10",
        "team=a query_type=x handle_minutes=20",
        "team=b query_type=y handle_minutes=60",
        // 8 by replies; 15 by the median of x; 20 by that of all; 0 by no replies.
        "team=c query_type=x human_replies=2",
        "team=d query_type=x",
        "team=e",
        "team=f query_type=x human_replies=0",
    ]
    .iter()
    .map(|fields| format!("{resolved} {fields}"))
    .collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    // Minutes on a ticket that people did not work on are no measure of their work; nor are those of another month.
    lines.push("created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=1 query_type=x handle_minutes=500");
    lines.push(
        "created_at=07-01T08:00 resolved_at=08-02T08:00 human_replies=1 query_type=x handle_minutes=500",
    );
    let desk = Desk::with(&lines);
    desk.cost("people", "2026-07", 133.0);
    let teams = desk.ask(&Question { by: vec!["team"], ..july() });
    for (team, cost) in [("a", 30.0), ("b", 60.0), ("c", 8.0), ("d", 15.0), ("e", 20.0), ("f", 0.0)] {
        near(teams.of("cost_per_resolution", &[team]).0, cost);
    }
    // Allocated before any filter: team a alone costs what it costs among the others.
    let alone = desk.ask(&Question { filters: vec![("team", "a".to_owned())], ..july() });
    near(alone.whole("cost_per_resolution").0, 30.0);
}

#[test]
fn with_no_minutes_at_all_each_ticket_costs_the_same() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 resolved_at=07-02T08:00 human_involved=true team=a",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 human_involved=true human_replies=0 team=b",
    ]);
    desk.cost("people", "2026-07", 100.0);
    let teams = desk.ask(&Question { by: vec!["team"], ..july() });
    near(teams.of("cost_per_resolution", &["a"]).0, 50.0);
    near(teams.of("cost_per_resolution", &["b"]).0, 50.0);
}

#[test]
fn usage_is_each_tickets_own_and_overhead_follows_what_was_allocated() {
    let desk = Desk::with(&[
        "created_at=06-29T08:00 resolved_at=06-30T08:00 ai_replies=1 team=a",
        "created_at=06-29T08:00 resolved_at=07-01T08:00 ai_replies=1 team=b",
        // AI-only, but no resolution by AI: no fee.
        "created_at=06-29T08:00 resolved_at=07-01T08:00 ai_outcome=abandoned team=c",
        "created_at=06-29T08:00 resolved_at=07-01T08:00 human_replies=1 team=d",
        // Neither AI nor people: nothing is allocated to it, and it is no resolution of the three types.
        "created_at=06-29T08:00 resolved_at=07-01T08:00 team=e",
    ]);
    desk.cost("ai_usage", "2026-06", 1.0);
    desk.cost("ai_usage", "2026-07", 3.0);
    desk.cost("people", "2026-06", 180.0);
    desk.cost("people", "2026-07", 0.0);
    desk.cost("overhead", "2026-07", 155.0);
    // 1 + 3 for AI, 6 for a day of people, 5 overhead for 1 July: half as much again as was allocated.
    let days =
        || Question { from: "2026-06-30".parse().unwrap(), to: "2026-07-01".parse().unwrap(), ..july() };
    let (cost, resolutions, value) = desk.ask(&days()).whole("cost_per_resolution");
    near(cost, 15.0);
    assert_eq!(resolutions, Some(4.0));
    near(value, 3.75);
    let teams = desk.ask(&Question { by: vec!["team"], ..days() });
    for (team, cost) in [("a", 1.5), ("b", 4.5), ("c", 0.0), ("d", 9.0)] {
        near(teams.of("cost_per_resolution", &[team]).0, cost);
    }
    assert_eq!(teams.of("cost_per_resolution", &["e"]), (Some(0.0), Some(0.0), None));
    // Saved: 2 AI-resolved, people at 9, AI-only at (1.5 + 4.5 + 0) / 3.
    near(desk.ask(&days()).whole("cost_saved").2, 2.0 * (9.0 - 2.0));
}

#[test]
fn a_pool_without_tickets_stays_unallocated_and_in_the_whole() {
    let desk = Desk::with(&["created_at=07-01T08:00 resolved_at=07-02T08:00 human_replies=1 team=a"]);
    desk.cost("ai_fixed", "2026-07", 50.0);
    desk.cost("people", "2026-07", 100.0);
    assert_eq!(desk.ask(&july()).whole("cost_per_resolution").2.map(f64::round), Some(150.0));
    let teams = desk.ask(&Question { by: vec!["team"], ..july() });
    near(teams.of("cost_per_resolution", &["a"]).0, 100.0);
    let (ledger, allocated) = totals(&desk, &july());
    near(Some(ledger - allocated), 50.0);
    // Overhead has nothing to follow where nothing was allocated.
    let idle = Desk::with(&["created_at=07-01T08:00 resolved_at=07-02T08:00 human_replies=1 team=a"]);
    idle.cost("overhead", "2026-07", 100.0);
    near(idle.ask(&july()).whole("cost_per_resolution").0, 100.0);
    let teams = idle.ask(&Question { by: vec!["team"], ..july() });
    near(teams.of("cost_per_resolution", &["a"]).0, 0.0);
}

#[test]
fn with_nothing_resolved_the_money_is_there_and_the_rate_is_not() {
    let desk = Desk::with(&["created_at=07-01T08:00"]);
    desk.cost("people", "2026-07", 310.0);
    let (cost, resolutions, value) = desk.ask(&july()).whole("cost_per_resolution");
    near(cost, 310.0);
    assert_eq!((resolutions, value), (Some(0.0), None));
}
