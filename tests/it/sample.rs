//! The sample data: the same bytes for ever, and its story can be measured.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike};
use serde_json::json;
use sha2::{Digest, Sha256};
use supportmix_core::model::{
    Field, ResolutionType, TicketOutcome, Timestamp, Value, ai_involved, handed_off, human_involved,
    parse_rfc3339, resolution_type,
};
use supportmix_core::sample;

use crate::connect::app::App;

/// A Wednesday.
fn until() -> Timestamp {
    parse_rfc3339("2026-07-08T10:00:00Z").unwrap()
}

/// The default sample, made once for all tests.
fn tickets() -> &'static [TicketOutcome] {
    static TICKETS: LazyLock<Vec<TicketOutcome>> =
        LazyLock::new(|| sample::tickets(sample::SEED, until(), sample::WEEKS, sample::TICKETS).collect());
    &TICKETS
}

fn csv(seed: u64, until: Timestamp, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert_eq!(
        sample::write_csv(sample::tickets(seed, until, sample::WEEKS, count), &mut bytes).unwrap(),
        count as u64
    );
    bytes
}

fn created(ticket: &TicketOutcome) -> i64 {
    ticket.created_at.unwrap().0
}

fn is(text: &Option<String>, wanted: &str) -> bool {
    text.as_deref() == Some(wanted)
}

fn at(day: NaiveDate) -> i64 {
    day.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp()
}

/// The share of tickets, among those that match `of`, for which `holds` is true.
fn share<'a>(
    tickets: impl IntoIterator<Item = &'a TicketOutcome>,
    of: impl Fn(&TicketOutcome) -> bool,
    holds: impl Fn(&TicketOutcome) -> bool,
) -> f64 {
    let (mut all, mut hits) = (0, 0);
    for ticket in tickets.into_iter().filter(|ticket| of(ticket)) {
        all += 1;
        hits += u32::from(holds(ticket));
    }
    assert!(all >= 30, "only {all} tickets to measure");
    f64::from(hits) / f64::from(all)
}

fn eligible(ticket: &TicketOutcome) -> bool {
    ticket.exclusion.is_none()
}

fn involved(ticket: &TicketOutcome) -> bool {
    eligible(ticket) && ai_involved(ticket).0
}

fn escalated(ticket: &TicketOutcome) -> bool {
    handed_off(ticket).0 || human_involved(ticket).0
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_every_machine() {
    let hash = Sha256::digest(csv(1, until(), 2_000));
    let hex = hash.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    assert_eq!(hex, "c0c1421bd3b3f294b40c177f92f6875ce648ac2d365a1c3300cdc790f8320bec");
    assert_ne!(csv(2, until(), 100), csv(1, until(), 100));
}

#[test]
fn another_last_day_moves_times_by_whole_weeks_and_nothing_else() {
    let times: Vec<Field> =
        Field::ALL.iter().copied().filter(|field| field.name().ends_with("_at")).collect();
    let shift = 9 * 7 * 86_400;
    let later = Timestamp(until().0 + shift + 3 * 86_400);
    for (before, mut after) in
        sample::tickets(3, until(), sample::WEEKS, 1_500).zip(sample::tickets(3, later, sample::WEEKS, 1_500))
    {
        for field in &times {
            if let Value::Int(seconds) = after.value(*field) {
                after.set_value(*field, Value::Int(seconds - shift));
            }
        }
        assert_eq!(before, after);
    }
}

#[test]
fn tickets_come_in_order_each_once_and_never_after_the_end() {
    let tickets = tickets();
    assert_eq!(tickets.len(), sample::TICKETS);
    let end = at(sample::story(until(), sample::WEEKS).days.to + Days::new(1));
    let ids: HashSet<&str> = tickets.iter().filter_map(|ticket| ticket.external_id.as_deref()).collect();
    assert_eq!(ids.len(), tickets.len());
    assert!(tickets.is_sorted_by_key(created));
    for ticket in tickets {
        for field in Field::ALL.iter().filter(|field| field.name().ends_with("_at")) {
            if let Value::Int(seconds) = ticket.value(*field) {
                assert!((created(ticket)..end).contains(&seconds), "{field:?} of {ticket:?}");
            }
        }
        if let Some(resolved) = ticket.resolved_at {
            let known = [ticket.first_ai_reply_at, ticket.handed_off_at, ticket.first_human_reply_at];
            assert!(known.into_iter().flatten().all(|time| time <= resolved), "{ticket:?}");
        }
    }
}

#[test]
fn a_written_ticket_reads_back_as_itself() {
    let bytes = csv(5, until(), 500);
    let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
    let fields: Vec<Field> =
        reader.headers().unwrap().iter().map(|name| Field::from_name(name).unwrap()).collect();
    for (ticket, record) in sample::tickets(5, until(), sample::WEEKS, 500).zip(reader.records()) {
        let mut read = TicketOutcome::default();
        for (field, cell) in fields.iter().zip(record.unwrap().iter()) {
            read.set_text(*field, cell).unwrap();
        }
        assert_eq!(read, ticket);
    }
}

#[test]
fn every_field_is_filled_somewhere_and_missing_where_real_data_misses_it() {
    let tickets = tickets();
    for field in Field::ALL {
        assert!(
            tickets.iter().any(|ticket| ticket.value(*field) != Value::Null),
            "{field:?} is never filled"
        );
    }
    let near = |value: f64, wanted: f64, by: f64| {
        assert!((value - wanted).abs() <= by, "{value} is not about {wanted}");
    };
    let all = |_: &TicketOutcome| true;
    let resolved = |ticket: &TicketOutcome| eligible(ticket) && ticket.resolved_at.is_some();
    let rated = |ticket: &TicketOutcome| ticket.csat_score.is_some() || ticket.satisfied.is_some();
    near(share(tickets, all, |ticket| !eligible(ticket)), 0.02, 0.005);
    near(share(tickets, all, |ticket| ticket.query_type.is_none()), 0.03, 0.006);
    near(share(tickets, resolved, |ticket| resolution_type(ticket) == ResolutionType::NoTouch), 0.01, 0.004);
    near(share(tickets, resolved, rated), 0.25, 0.03);
    near(
        share(
            tickets,
            |ticket| human_involved(ticket).0 && eligible(ticket),
            |ticket| ticket.handle_minutes.is_none(),
        ),
        0.15,
        0.03,
    );
    let unresolved = share(tickets, eligible, |ticket| ticket.resolved_at.is_none());
    assert!((0.005..0.05).contains(&unresolved), "{unresolved} unresolved");
    let accounts: BTreeSet<&str> = tickets.iter().filter_map(|ticket| ticket.account_id.as_deref()).collect();
    assert!(accounts.len() > 380, "{} accounts", accounts.len());
    let types: BTreeSet<&str> = tickets.iter().filter_map(|ticket| ticket.query_type.as_deref()).collect();
    assert_eq!(types.len(), 14);
}

#[test]
fn nights_and_weekends_are_quiet_and_people_come_back() {
    let tickets = tickets();
    let time = |ticket: &TicketOutcome| DateTime::from_timestamp(created(ticket), 0).unwrap();
    let all = |_: &TicketOutcome| true;
    assert!(share(tickets, all, |ticket| time(ticket).weekday().num_days_from_monday() >= 5) < 0.15);
    assert!(share(tickets, all, |ticket| time(ticket).hour() < 6) < 0.08);

    let week = 7 * 86_400;
    let mut open: HashMap<(&str, &str), Vec<i64>> = HashMap::new();
    let key = |ticket: &'_ TicketOutcome| ticket.requester_id.clone().zip(ticket.query_type.clone());
    let keys: Vec<Option<(String, String)>> = tickets.iter().map(key).collect();
    for (ticket, key) in tickets.iter().zip(&keys) {
        if let Some((who, what)) = key {
            open.entry((who, what)).or_default().push(created(ticket));
        }
    }
    let repeats = tickets.iter().zip(&keys).filter(|(ticket, key)| {
        let (Some(resolved), Some((who, what))) = (ticket.resolved_at, key) else { return false };
        open[&(who.as_str(), what.as_str())]
            .iter()
            .any(|later| *later > created(ticket) && *later <= resolved.0 + week)
    });
    let rate = repeats.count() as f64 / tickets.len() as f64;
    assert!((0.05..0.15).contains(&rate), "{rate} come back");
}

#[test]
fn the_release_helps_two_query_types_and_hurts_one() {
    let (tickets, release) = (tickets(), sample::story(until(), sample::WEEKS).release);
    let ai_resolution = |query_type: &str, version: &str| {
        let of = |ticket: &TicketOutcome| {
            involved(ticket) && is(&ticket.query_type, query_type) && is(&ticket.ai_version, version)
        };
        share(tickets, of, |ticket| resolution_type(ticket) == ResolutionType::AiOnly)
    };
    for helped in release.helped {
        let change = ai_resolution(helped, release.version) - ai_resolution(helped, release.before);
        assert!(change > 0.15, "{helped} changes by {change}");
    }
    let change = ai_resolution(release.hurt, release.version) - ai_resolution(release.hurt, release.before);
    assert!(change < -0.15, "{} changes by {change}", release.hurt);
    let steady = ai_resolution("Login and password", release.version)
        - ai_resolution("Login and password", release.before);
    assert!(steady.abs() < 0.08, "the others stay as they are, but logging in changes by {steady}");
    assert!(tickets.iter().all(|ticket| {
        ticket.ai_version.is_none()
            || is(&ticket.ai_version, release.version) == (ticket.created_at >= Some(release.at))
    }));
}

#[test]
fn one_query_type_drifts_towards_people() {
    let (tickets, drift) = (tickets(), sample::story(until(), sample::WEEKS).drift);
    let escalation = |from: NaiveDate, weeks: u64| {
        let span = at(from)..at(from + Days::new(7 * weeks));
        let of = |ticket: &TicketOutcome| {
            involved(ticket) && is(&ticket.query_type, drift.query_type) && span.contains(&created(ticket))
        };
        share(tickets, of, escalated)
    };
    let before = escalation(drift.from - Days::new(70), 10);
    let early = escalation(drift.from, 5);
    let late = escalation(drift.from + Days::new(35), 5);
    assert!(early > before + 0.03 && late > early + 0.08, "{before} {early} {late}");
}

#[test]
fn the_incident_is_a_rush_about_one_thing() {
    let (tickets, incident) = (tickets(), sample::story(until(), sample::WEEKS).incident);
    let daily = |from: NaiveDate, matches: &dyn Fn(&TicketOutcome) -> bool| {
        let span = at(from)..at(from + Days::new(3));
        tickets.iter().filter(|ticket| span.contains(&created(ticket)) && matches(ticket)).count() as f64
            / 3.0
    };
    let from = incident.days.from;
    let everything = |_: &TicketOutcome| true;
    let about = |ticket: &TicketOutcome| {
        is(&ticket.query_type, incident.query_type) && is(&ticket.page, incident.page)
    };
    let week_before = from - Days::new(7);
    assert!(daily(from, &everything) > 1.6 * daily(week_before, &everything));
    assert!(daily(from, &about) > 8.0 * daily(week_before, &about).max(1.0));
}

#[test]
fn one_account_goes_bad_in_the_last_four_weeks() {
    let (tickets, trouble) = (tickets(), sample::story(until(), sample::WEEKS).trouble);
    let begins = at(trouble.from);
    let ours: Vec<&TicketOutcome> =
        tickets.iter().filter(|ticket| is(&ticket.account_id, &trouble.account_id)).collect();
    let (late, early): (Vec<&TicketOutcome>, Vec<&TicketOutcome>) =
        ours.into_iter().partition(|ticket| created(ticket) >= begins);
    let per_week_before = early.len() as f64 / 61.0;
    assert!(
        late.len() as f64 / 4.0 > 3.0 * per_week_before,
        "{} after, {per_week_before} before",
        late.len()
    );
    let emotional = |ticket: &TicketOutcome| ticket.emotional == Some(true);
    let all = |_: &TicketOutcome| true;
    assert!(share(late.iter().copied(), all, emotional) > 0.35);
    assert!(share(early.iter().copied(), all, emotional) < 0.2);
    let scores: Vec<f64> = late.iter().filter_map(|ticket| ticket.csat_score).collect();
    assert!(scores.len() >= 8, "{} ratings", scores.len());
    assert!(scores.iter().sum::<f64>() / (scores.len() as f64) < 3.2);
}

#[test]
fn hand_offs_lose_context_in_one_team_and_fail_in_one_channel() {
    let (tickets, story) = (tickets(), sample::story(until(), sample::WEEKS));
    let known = |ticket: &TicketOutcome| ticket.context_loss.is_some();
    let lost = |ticket: &TicketOutcome| ticket.context_loss == Some(true);
    let there = |ticket: &TicketOutcome| is(&ticket.team, story.context_loss_team);
    assert!(share(tickets, |ticket| known(ticket) && there(ticket), lost) > 0.22);
    assert!(share(tickets, |ticket| known(ticket) && !there(ticket), lost) < 0.1);

    let week_ago = Timestamp(at(story.days.to) - 6 * 86_400);
    let passed = |ticket: &TicketOutcome| ticket.handed_off_at.is_some_and(|time| time < week_ago);
    let nobody = |ticket: &TicketOutcome| ticket.human_replies == Some(0);
    let worst = |ticket: &TicketOutcome| ticket.channel == Some(story.failed_handoff_channel);
    assert!(share(tickets, |ticket| passed(ticket) && worst(ticket), nobody) > 0.15);
    assert!(share(tickets, |ticket| passed(ticket) && !worst(ticket), nobody) < 0.04);
}

#[test]
fn the_status_counts_the_tickets_of_a_source_in_columns_as_the_store_does_in_rows() {
    let app = App::with_sample();
    let counted = app.store().sources().unwrap();
    assert!(counted.iter().all(|source| source.tickets > source.excluded && source.excluded > 0));
    assert_eq!(app.ask("status", json!({}))["sources"], serde_json::to_value(counted).unwrap());
}
