//! Figures counted by hand: dimensions, filters, local days and the backlog.

use chrono::Weekday;
use chrono_tz::Tz;

use super::desk::{Desk, july, seconds};
use super::{Question, start_of};

#[test]
fn a_ticket_is_in_each_of_its_tags_and_in_none_without() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 tags=vip;refund channel=chat",
        "created_at=07-01T08:00 tags=vip",
        "created_at=07-01T08:00",
    ]);
    let tags = desk.ask(&Question { by: vec!["tag"], ..july() });
    assert_eq!(tags.groups("tickets"), ["(none)", "refund", "vip"]);
    tags.counts("tickets", &["vip"], 2.0);
    tags.counts("tickets", &["refund"], 1.0);
    tags.counts("backlog", &["vip"], 2.0);
    let crossed = desk.ask(&Question { by: vec!["channel", "tag"], ..july() });
    assert_eq!(crossed.groups("tickets"), ["(none) (none)", "(none) vip", "chat refund", "chat vip"]);
    // Two tags wanted: either, and each ticket once.
    let wanted = vec![("tag", "vip".to_owned()), ("tag", "refund".to_owned())];
    desk.ask(&Question { filters: wanted, ..july() }).counts("tickets", &[], 2.0);
}

#[test]
fn filters_of_one_dimension_mean_or_and_of_two_and() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 query_type=billing channel=chat",
        "created_at=07-01T08:00 query_type=login channel=chat",
        "created_at=07-01T08:00 query_type=login channel=email",
        "created_at=07-01T08:00 channel=chat",
        "created_at=08-01T08:00 query_type=billing channel=chat",
    ]);
    let count = |filters: &[(&'static str, &str)], count| {
        let filters = filters.iter().map(|(name, key)| (*name, (*key).to_owned())).collect();
        desk.ask(&Question { filters, ..july() }).counts("tickets", &[], count);
    };
    count(&[("query_type", "billing"), ("query_type", "uncategorised")], 2.0);
    count(&[("query_type", "login"), ("query_type", "billing"), ("channel", "chat")], 2.0);
    count(&[("team", "(none)")], 4.0);
    count(&[("team", "unheard-of")], 0.0);
    count(&[("month", "2026-07"), ("channel", "email")], 1.0);
    count(&[("day", "2026-07-02")], 0.0);
    let by_type = desk.ask(&Question {
        by: vec!["query_type"],
        filters: vec![("channel", "chat".to_owned())],
        ..july()
    });
    assert_eq!(by_type.groups("tickets"), ["billing", "login", "uncategorised"]);
}

#[test]
fn every_dimension_of_tickets_can_be_asked_for() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 query_type=a channel=chat priority=high team=b assignee=c account_tier=d account_id=i language=de ai_version=e handoff_trigger=f page=g tags=h ai_outcome=confirmed csat_score=4 csat_scale=5",
    ]);
    for (dimension, key) in [
        ("query_type", "a"),
        ("resolution_type", "unresolved"),
        ("channel", "chat"),
        ("priority", "high"),
        ("team", "b"),
        ("assignee", "c"),
        ("account_tier", "d"),
        ("account", "i"),
        ("language", "de"),
        ("ai_version", "e"),
        ("handoff_trigger", "f"),
        ("page", "g"),
        ("source", "desk"),
        ("tag", "h"),
        ("ai_outcome", "confirmed"),
        ("score", "4/5"),
        ("age", "under-1d"),
        ("day", "2026-07-01"),
        ("week", "2026-W27"),
        ("month", "2026-07"),
        ("quarter", "2026-Q3"),
    ] {
        let answer = desk.ask(&Question { by: vec![dimension], ..july() });
        assert_eq!(answer.groups("tickets"), [key], "{dimension}");
    }
}

#[test]
fn days_begin_at_local_midnight_or_where_clocks_skip_it_after_it() {
    let begins = |zone, day: &str| start_of(zone, day.parse().unwrap());
    // Clocks went from 00:00 to 01:00.
    assert_eq!(begins(Tz::America__Sao_Paulo, "2018-11-04"), 1_541_300_400);
    // Clocks went from 01:00 back to 00:00: the first of two midnights.
    assert_eq!(
        begins(Tz::America__Havana, "2026-11-02") - begins(Tz::America__Havana, "2026-11-01"),
        25 * 3600
    );
    // The day that Samoa skipped has no length.
    assert_eq!(begins(Tz::Pacific__Apia, "2011-12-30"), begins(Tz::Pacific__Apia, "2011-12-31"));

    let desk = Desk::with(&[
        // The last second of June and the first of July in Berlin.
        "created_at=2026-06-30T21:59:59Z",
        "created_at=2026-06-30T22:00:00Z",
        // The last second of July and the first of August.
        "created_at=2026-07-31T21:59:59Z",
        "created_at=2026-07-31T22:00:00Z",
    ]);
    let berlin = desk.ask(&Question { zone: Tz::Europe__Berlin, by: vec!["day"], ..july() });
    assert_eq!(berlin.groups("tickets"), ["2026-07-01", "2026-07-31"]);
    let utc = desk.ask(&Question { by: vec!["day"], ..july() });
    assert_eq!(utc.groups("tickets"), ["2026-07-31"]);
}

#[test]
fn each_cohort_is_cut_by_its_own_time() {
    let desk = Desk::with(&["created_at=07-05T12:00 resolved_at=07-06T12:00 human_replies=1"]);
    let weeks = desk.ask(&Question { by: vec!["week"], ..july() });
    assert_eq!(weeks.groups("tickets"), ["2026-W27"]);
    assert_eq!(weeks.groups("resolved"), ["2026-W28"]);
    let sundays = desk.ask(&Question { by: vec!["week"], week_start: Weekday::Sun, ..july() });
    assert_eq!(sundays.groups("tickets"), ["2026-07-05"]);
    assert_eq!(sundays.groups("resolved"), ["2026-07-05"]);
    // A week that begins before the period keeps its name.
    let cut = Question { from: "2026-07-04".parse().unwrap(), by: vec!["week"], ..july() };
    assert_eq!(desk.ask(&cut).groups("tickets"), ["2026-W27"]);
}

#[test]
fn the_backlog_is_counted_at_the_end_of_each_bucket() {
    let desk = Desk::with(&[
        "created_at=06-01T08:00 resolved_at=07-20T08:00",
        // Resolved in the moment in which the week ends: not by its end.
        "created_at=07-07T08:00 resolved_at=07-13T00:00",
        // Opened in that moment: not before it.
        "created_at=07-13T00:00 team=b",
        "created_at=07-07T08:00 exclusion=test",
        // The store's newest time, though of a ticket that counts nowhere.
        "created_at=07-21T08:00 exclusion=spam",
    ]);
    let weeks = desk.ask(&Question { by: vec!["week"], ..july() });
    assert_eq!(weeks.groups("backlog"), ["2026-W27", "2026-W28", "2026-W29", "2026-W30"]);
    weeks.counts("backlog", &["2026-W27"], 1.0);
    weeks.counts("backlog", &["2026-W28"], 2.0);
    weeks.counts("backlog", &["2026-W29"], 2.0);
    weeks.counts("backlog", &["2026-W30"], 1.0);
    desk.ask(&july()).counts("backlog", &[], 1.0);
    // A bucket is cut to the period: the month ends on the 12th.
    let start = Question { to: "2026-07-12".parse().unwrap(), by: vec!["month"], ..july() };
    desk.ask(&start).counts("backlog", &["2026-07"], 2.0);
    // Crossed, a group has a row only where it has a backlog; an earlier --as-of hides nothing.
    let early = Some(seconds("07-01T00:00"));
    let crossed = desk.ask(&Question { by: vec!["team", "week"], as_of: early, ..july() });
    assert_eq!(
        crossed.groups("backlog"),
        ["(none) 2026-W27", "(none) 2026-W28", "(none) 2026-W29", "b 2026-W29", "b 2026-W30"]
    );
    // Two dimensions of time: the end of each overlap.
    let both = desk.ask(&Question { by: vec!["quarter", "week"], ..july() });
    assert_eq!(both.groups("backlog").first().unwrap(), "2026-Q3 2026-W27");
}

#[test]
fn an_open_ticket_is_as_old_as_it_is_at_the_moment_of_the_count() {
    let desk = Desk::with(&[
        "created_at=07-01T00:00",
        "created_at=07-05T23:00 resolved_at=07-07T00:00",
        "created_at=07-11T00:00",
        // The newest time: what lies behind it has not been yet.
        "created_at=07-21T00:00 exclusion=spam",
    ]);
    let weeks = desk.ask(&Question { by: vec!["week", "age"], ..july() });
    assert_eq!(
        weeks.groups("backlog"),
        [
            "2026-W27 3-7d",
            "2026-W27 under-1d",
            "2026-W28 1-2w",
            "2026-W28 1-3d",
            "2026-W29 1-2w",
            "2026-W29 2-4w",
            "2026-W30 1-2w",
            "2026-W30 2-4w",
        ]
    );
    let ages = desk.ask(&Question { by: vec!["age"], ..july() });
    assert_eq!(ages.groups("backlog"), ["1-2w", "2-4w"]);
    // Of other figures, a ticket is as old as it was when it was resolved.
    assert_eq!(ages.groups("resolved"), ["1-3d"]);
    assert_eq!(ages.groups("tickets"), ["1-2w", "1-3d", "2-4w"]);
    let young = desk.ask(&Question { filters: vec![("age", "1-3d".to_owned())], by: vec!["week"], ..july() });
    assert_eq!(young.groups("backlog"), ["2026-W28"]);
    young.counts("tickets", &["2026-W27"], 1.0);
}
