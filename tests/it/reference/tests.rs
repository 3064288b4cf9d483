//! Figures counted by hand: who resolved it, and what came after.

use super::desk::{Desk, july, near, seconds};
use super::{KPIS, Question};

#[test]
fn an_empty_store_has_one_row_for_each_kpi_and_no_group() {
    let desk = Desk::new();
    let answer = desk.ask(&july());
    let mut names: Vec<&str> = answer.0.iter().map(|row| row.kpi).collect();
    names.sort_unstable();
    let mut expected = KPIS;
    expected.sort_unstable();
    assert_eq!(names, expected);
    answer.counts("tickets", &[], 0.0);
    answer.counts("backlog", &[], 0.0);
    answer.says("fcr", &[], 0.0, 0.0);
    assert_eq!(answer.immature("fcr"), Some(0));
    assert_eq!(answer.immature("csat"), None);
    assert_eq!(answer.whole("csat_mean"), (Some(0.0), Some(0.0), None));
    assert_eq!(answer.whole("resolution_minutes_p90"), (None, Some(0.0), None));
    assert_eq!(answer.whole("cost_per_resolution"), (None, Some(0.0), None));
    assert_eq!(answer.whole("cost_saved"), (None, None, None));
    assert!(desk.ask(&Question { by: vec!["month"], as_of: None, ..july() }).0.is_empty());
}

/// One ticket of each kind, all opened in July.
fn ladder() -> Desk {
    Desk::with(&[
        "created_at=07-01T08:00 resolved_at=07-02T08:00 exclusion=spam ai_replies=1",
        "created_at=07-01T08:00 ai_version=v1",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=1",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_outcome=confirmed",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_outcome=abandoned",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_outcome=handed_off",
        "created_at=07-01T08:00 resolved_at=08-02T08:00 ai_replies=1 human_replies=2",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_involved=false ai_replies=3 human_replies=1",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=0 human_replies=0",
    ])
}

#[test]
fn the_ladder_of_ai_is_counted_by_the_first_rule_that_matches() {
    let answer = ladder().ask(&july());
    answer.counts("tickets", &[], 8.0);
    answer.counts("resolved", &[], 6.0);
    answer.counts("backlog", &[], 2.0);
    answer.says("involvement_rate", &[], 6.0, 8.0);
    answer.says("ai_resolution_rate", &[], 2.0, 6.0);
    answer.says("confirmed_resolution_rate", &[], 1.0, 6.0);
    answer.says("deflection_rate", &[], 2.0, 8.0);
    answer.says("escalation_rate", &[], 2.0, 6.0);
    answer.says("abandonment_rate", &[], 1.0, 6.0);
    let types = ladder().ask(&Question { by: vec!["resolution_type"], ..july() });
    assert_eq!(types.groups("tickets"), ["ai_only", "human_only", "hybrid", "no_touch", "unresolved"]);
    types.counts("tickets", &["ai_only"], 3.0);
    types.counts("tickets", &["hybrid"], 2.0);
    types.says("ai_resolution_rate", &["human_only"], 0.0, 0.0);
    assert_eq!(types.groups("resolved"), ["ai_only", "human_only", "hybrid", "no_touch"]);
}

#[test]
fn a_failed_hand_off_is_an_old_one_known_to_have_had_no_reply() {
    let desk = Desk::with(&[
        // Failed: nobody replied, by either column.
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 human_replies=0",
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 human_involved=false",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_outcome=handed_off human_replies=0",
        // Somebody took part without a word to the customer.
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 human_involved=true human_replies=0",
        // Answered.
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 human_replies=1",
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 human_involved=true",
        "created_at=07-01T08:00 handed_off_at=07-01T09:00 first_human_reply_at=07-01T10:00",
        // Nothing known of people; handed off less than a day ago; no time of anything; resolved less than a day ago.
        "created_at=07-01T08:00 handed_off_at=07-01T09:00",
        "created_at=07-01T08:00 handed_off_at=07-09T08:01 human_replies=0",
        "created_at=07-01T08:00 ai_outcome=handed_off human_replies=0",
        "created_at=07-01T08:00 resolved_at=07-09T12:00 ai_outcome=handed_off human_replies=0",
    ]);
    let answer = desk.ask(&Question { as_of: Some(seconds("07-10T08:00")), ..july() });
    answer.says("failed_handoff_rate", &[], 4.0, 7.0);
    answer.says("escalation_rate", &[], 11.0, 11.0);
    // A day is over to the second.
    let later = desk.ask(&Question { as_of: Some(seconds("07-10T08:01")), ..july() });
    later.says("failed_handoff_rate", &[], 5.0, 8.0);
}

#[test]
fn a_repeat_is_the_same_person_with_the_same_type_soon_after() {
    let desk = Desk::with(&[
        // Repeated by the next, at the last second of the window.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=a query_type=billing",
        "created_at=07-09T08:00 resolved_at=07-09T09:00 requester_id=a query_type=billing",
        // A second too late; another type; another person; an excluded one.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=b query_type=billing",
        "created_at=2026-07-09T08:00:01Z resolved_at=07-09T09:00 requester_id=b query_type=billing",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=c query_type=billing",
        "created_at=07-03T08:00 resolved_at=07-03T09:00 requester_id=c query_type=login",
        "created_at=07-03T08:00 resolved_at=07-03T09:00 requester_id=c query_type=billing exclusion=merged",
        // Two without a type are of the same.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=d",
        "created_at=07-02T08:00 resolved_at=07-03T08:00 requester_id=d",
        // Opened while the first was still open: later than its creation, so a repeat.
        "created_at=07-01T08:00 resolved_at=07-05T08:00 requester_id=e query_type=login",
        "created_at=07-02T08:00 resolved_at=07-03T08:00 requester_id=e query_type=login",
        // Opened in the same second: neither is later than the other.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=f",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=f",
        // Nobody knows who asked.
        "created_at=07-01T08:00 resolved_at=07-02T08:00",
        "created_at=07-02T08:00 resolved_at=07-02T08:00",
    ]);
    desk.ask(&july()).says("repeat_contact_rate", &[], 3.0, 12.0);
    // The other ticket is looked for before any filter and any period.
    let first_days = Question {
        to: "2026-07-02".parse().unwrap(),
        filters: vec![("query_type", "billing".to_owned())],
        ..july()
    };
    desk.ask(&first_days).says("repeat_contact_rate", &[], 1.0, 3.0);
}

#[test]
fn requesters_of_two_sources_are_one_only_by_an_e_mail_address() {
    let mut desk = Desk::new();
    desk.ticket("mail", "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=Ärger@example.com");
    desk.ticket("chat", "created_at=07-03T08:00 resolved_at=07-04T08:00 requester_id=äRGER@Example.com");
    desk.ticket("mail", "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=42");
    desk.ticket("chat", "created_at=07-03T08:00 resolved_at=07-04T08:00 requester_id=42");
    desk.ticket("mail", "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=@anna");
    desk.ticket("chat", "created_at=07-03T08:00 resolved_at=07-04T08:00 requester_id=@anna");
    // In one source, an id that is no address counts to the letter.
    desk.ticket("mail", "created_at=07-03T08:00 resolved_at=07-04T08:00 requester_id=@Anna");
    desk.ask(&july()).says("repeat_contact_rate", &[], 1.0, 7.0);
}

#[test]
fn clean_is_judged_on_the_evidence_there_is() {
    let desk = Desk::with(&[
        // Clean by both, by reopens alone, by repeats alone.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=a reopens=0",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 reopens=0",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=b",
        // Not clean by reopens, with the requester unknown.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 reopens=2",
        // Not clean by a repeat, which is itself clean; resolved in August, it is not asked for here.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 requester_id=c reopens=0",
        "created_at=07-03T08:00 resolved_at=08-02T08:00 requester_id=c",
        // Nothing known.
        "created_at=07-01T08:00 resolved_at=07-02T08:00",
        // Not mature, with and without evidence.
        "created_at=2026-07-24T00:00:00Z resolved_at=2026-07-25T00:00:01Z requester_id=d",
        "created_at=07-24T00:00 resolved_at=07-25T00:01",
        // Mature to the second.
        "created_at=07-24T00:00 resolved_at=07-25T00:00 requester_id=e",
    ]);
    let answer = desk.ask(&Question { as_of: Some(seconds("08-01T00:00")), ..july() });
    answer.says("fcr", &[], 4.0, 6.0);
    assert_eq!(answer.immature("fcr"), Some(2));
    answer.says("repeat_contact_rate", &[], 1.0, 4.0);
    assert_eq!(answer.immature("repeat_contact_rate"), Some(2));
    answer.says("reopen_rate", &[], 1.0, 4.0);
    // As of is the newest time of all: 2 August, so that all of July but its last day's are mature.
    let answer = desk.ask(&Question { as_of: None, ..july() });
    answer.says("fcr", &[], 5.0, 7.0);
}

#[test]
fn durable_leaves_out_what_is_not_mature_and_keeps_what_failed() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=1 reopens=0",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=1 reopens=1",
        // AI-resolved and nothing known of what came after: in neither.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_replies=1",
        // Not AI-resolved: failed, whatever is known and however young.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 ai_outcome=abandoned",
        "created_at=07-29T08:00 resolved_at=07-30T08:00 ai_replies=1 human_replies=1",
        "created_at=07-29T08:00 ai_replies=1",
        // Not mature.
        "created_at=07-29T08:00 resolved_at=07-30T08:00 ai_replies=1 reopens=0",
        // No AI.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 human_replies=1 reopens=0",
    ]);
    let answer = desk.ask(&Question { as_of: Some(seconds("08-01T00:00")), ..july() });
    answer.says("durable_resolution_rate", &[], 1.0, 5.0);
    assert_eq!(answer.immature("durable_resolution_rate"), Some(1));
    answer.says("ai_resolution_rate", &[], 4.0, 7.0);
}

#[test]
fn satisfaction_is_the_sources_verdict_or_the_scales() {
    let resolved = "created_at=07-01T08:00 resolved_at=07-02T08:00";
    let lines: Vec<String> = [
        "satisfied=true",
        "satisfied=false csat_score=5 csat_scale=5",
        "csat_score=3 csat_scale=5",
        "csat_score=4 csat_scale=5",
        "csat_score=2 csat_scale=2",
        "csat_score=2 csat_scale=3",
        "csat_score=6 csat_scale=7",
        "csat_score=8 csat_scale=10",
        "csat_score=80 csat_scale=100",
        // Unrated: no scale, no score, nothing.
        "csat_score=5",
        "csat_scale=5",
        "",
    ]
    .iter()
    .map(|rating| format!("{resolved} {rating}"))
    .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answer = Desk::with(&lines).ask(&july());
    answer.says("csat", &[], 5.0, 9.0);
    answer.says("csat_response_rate", &[], 9.0, 12.0);
    // The scales differ: the number of scores is kept, and there is no mean.
    assert_eq!(answer.whole("csat_mean"), (None, Some(8.0), None));
}

#[test]
fn a_mean_of_scores_needs_one_scale_of_five_or_more() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=five csat_score=3 csat_scale=5",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=five csat_score=4 csat_scale=5",
        // Rated, but not by a score; a scale that is nobody's.
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=five satisfied=true",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=five csat_scale=7",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=three csat_score=3 csat_scale=3",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=mixed csat_score=4 csat_scale=5",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=mixed csat_score=9 csat_scale=10",
        "created_at=07-01T08:00 resolved_at=07-02T08:00 team=none",
    ]);
    let teams = desk.ask(&Question { by: vec!["team"], ..july() });
    teams.says("csat_mean", &["five"], 7.0, 2.0);
    assert_eq!(teams.of("csat_mean", &["three"]), (None, Some(1.0), None));
    assert_eq!(teams.of("csat_mean", &["mixed"]), (None, Some(2.0), None));
    teams.says("csat_mean", &["none"], 0.0, 0.0);
    assert_eq!(desk.ask(&july()).whole("csat_mean"), (None, Some(5.0), None));
}

#[test]
fn what_people_did_counts_where_it_is_known() {
    let resolved = "created_at=07-01T08:00 resolved_at=07-02T08:00";
    let lines: Vec<String> = [
        "human_replies=1 handle_minutes=10 sla_met=true query_type=a root_cause=b resolution_path=c",
        "human_replies=1 reopens=0 handle_minutes=20 sla_met=false query_type=a root_cause=b",
        "human_replies=1 reopens=1 root_cause=b resolution_path=c",
        "human_replies=2 ai_replies=1 context_loss=true ai_feedback=accurate",
        "human_involved=true ai_replies=1 context_loss=false ai_feedback=partial",
        "human_involved=true ai_replies=1 ai_feedback=incorrect",
        // Not hybrid, or nobody of the team took part.
        "human_involved=true human_replies=0 context_loss=true",
        "human_involved=false human_replies=1 context_loss=true",
        "ai_replies=1 handle_minutes=90 query_type=a root_cause=b resolution_path=c",
    ]
    .iter()
    .map(|fields| format!("{resolved} {fields}"))
    .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let answer = Desk::with(&lines).ask(&july());
    answer.says("one_touch_rate", &[], 2.0, 5.0);
    answer.says("reopen_rate", &[], 1.0, 2.0);
    answer.says("handle_minutes_mean", &[], 30.0, 2.0);
    answer.says("sla_attainment", &[], 1.0, 2.0);
    answer.says("context_loss_rate", &[], 1.0, 2.0);
    answer.says("documentation_rate", &[], 1.0, 7.0);
    answer.says("feedback_accuracy", &[], 1.5, 3.0);
    answer.says("feedback_coverage", &[], 3.0, 4.0);
}

#[test]
fn a_first_reply_is_timed_from_the_hand_off() {
    let desk = Desk::with(&[
        "created_at=07-01T08:00 first_human_reply_at=07-01T08:10 resolved_at=07-01T09:00",
        "created_at=07-01T08:00 handed_off_at=07-01T08:30 first_human_reply_at=07-01T08:50 resolved_at=07-01T09:00",
        "created_at=07-01T08:00 first_human_reply_at=07-01T08:00 resolved_at=07-01T10:00",
        // Before the hand-off: left out.
        "created_at=07-01T08:00 handed_off_at=07-01T08:30 first_human_reply_at=07-01T08:20 resolved_at=07-01T09:00",
    ]);
    let answer = desk.ask(&july());
    assert_eq!(answer.whole("first_reply_minutes_p50"), (None, Some(3.0), Some(10.0)));
    near(answer.whole("first_reply_minutes_p90").2, 18.0);
    assert_eq!(answer.whole("resolution_minutes_p50"), (None, Some(4.0), Some(60.0)));
    // 60, 60, 60, 120: place 2.7 counted from 0.
    near(answer.whole("resolution_minutes_p90").2, 102.0);
}

#[test]
fn a_p90_is_withheld_where_more_than_a_tenth_is_unresolved() {
    let mut desk = Desk::new();
    for _ in 0..9 {
        desk.ticket(
            "desk",
            "created_at=07-01T08:00 resolved_at=07-01T09:00 first_human_reply_at=07-01T08:10 team=a",
        );
    }
    desk.ticket("desk", "created_at=07-02T08:00 team=a");
    // A tenth is not more than a tenth; excluded tickets and those of other periods are none of its business.
    desk.ticket("desk", "created_at=07-02T08:00 team=a exclusion=spam");
    desk.ticket("desk", "created_at=06-30T08:00 team=a");
    let answer = desk.ask(&july());
    assert_eq!(answer.whole("resolution_minutes_p90"), (None, Some(9.0), Some(60.0)));
    assert_eq!(answer.whole("first_reply_minutes_p90"), (None, Some(9.0), Some(10.0)));
    desk.ticket("desk", "created_at=07-02T08:00 team=b");
    let answer = desk.ask(&july());
    assert_eq!(answer.whole("resolution_minutes_p90"), (None, Some(9.0), None));
    assert_eq!(answer.whole("first_reply_minutes_p90"), (None, Some(9.0), None));
    assert_eq!(answer.whole("resolution_minutes_p50"), (None, Some(9.0), Some(60.0)));
    // Group by group.
    let teams = desk.ask(&Question { by: vec!["team"], ..july() });
    assert_eq!(teams.of("resolution_minutes_p90", &["a"]).2, Some(60.0));
    assert_eq!(teams.of("first_reply_minutes_p90", &["b"]), (None, Some(0.0), None));
    // Of 2 July, all are unresolved, and none was resolved then.
    let days = desk.ask(&Question { by: vec!["day"], ..july() });
    assert_eq!(days.of("resolution_minutes_p90", &["2026-07-01"]).2, Some(60.0));
    assert_eq!(days.groups("resolution_minutes_p90"), ["2026-07-01"]);
    assert_eq!(days.groups("first_reply_minutes_p90"), ["2026-07-01", "2026-07-02"]);
}
