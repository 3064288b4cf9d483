//! What is asked, of us and of the peers.

use serde_json::{Value, json};

/// Weeks that the tickets are spread over: two years and a little.
pub const WEEKS: u32 = 106;

/// The tickets end with the last whole week before this moment.
pub const UNTIL: &str = "2026-11-23T12:00:00Z";

/// The zone that days are cut in.
pub const ZONE: &str = "Europe/Berlin";

/// A quarter with tickets.
pub const QUARTER: (&str, &str) = ("2026-07-01", "2026-09-30");

/// What a cold start is asked for, each by a call.
pub const COLD_SPLITS: &[&[&str]] =
    &[&[], &["query_type"], &["resolution_type"], &["month", "resolution_type"]];

/// What is paid, by month, as `smix costs set` has it.
pub const LEDGER: &[(&str, &[&str])] = &[
    ("2024-11", &["--ai-fixed", "1800", "--ai-usage", "0.99", "--people", "17500", "--overhead", "2400"]),
    ("2026-02", &["--people", "18200"]),
    ("2026-05", &["--ai-fixed", "2300", "--ai-usage", "0.89"]),
];

/// The questions of a cold start.
pub fn cold() -> Value {
    COLD_SPLITS.iter().map(|by| question(QUARTER, by)).collect()
}

/// The Review dashboard, and the filters it is asked with in turn.
pub fn dashboard() -> Value {
    let questions = [
        question(QUARTER, &[]),
        question(QUARTER, &["query_type"]),
        question(QUARTER, &["resolution_type"]),
        question(("2024-12-01", "2026-11-30"), &["month"]),
        question(("2024-11-25", "2026-11-22"), &["week"]),
    ];
    let filters = json!([
        [["channel", "email"]],
        [["priority", "high"], ["priority", "urgent"]],
        [],
        [["team", "Technical"]],
        [["query_type", "Bug report"], ["channel", "chat"]],
        [["language", "en"]],
        [["account_tier", "business"]],
    ]);
    json!({ "filters": filters, "questions": questions })
}

fn question((from, to): (&str, &str), by: &[&str]) -> Value {
    let entries = LEDGER.iter().flat_map(|(month, words)| {
        words.chunks_exact(2).map(move |pair| {
            let kind = pair[0].trim_start_matches('-').replace('-', "_");
            json!({ "month": month, "kind": kind, "amount": pair[1].parse::<f64>().unwrap_or(f64::NAN) })
        })
    });
    json!({
        "from": from, "to": to, "by": by, "kpis": null, "where": [], "time_zone": ZONE, "as_of": null,
        "ledger": entries.collect::<Vec<_>>(),
    })
}
