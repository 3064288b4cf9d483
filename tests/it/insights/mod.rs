//! The insights: the story of the sample is found and nothing else, and what people decide holds.

mod query_types;
mod reference;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::Weekday;
use serde_json::Value;
use supportmix_core::calendar::BusinessHours;
use supportmix_core::insights::{
    AlertKind, Bucket, Decided, DecisionKind, GapPlan, GapStatus, Ground, ReleaseDates, Verdict, Watched,
    accounts, alerts, anomalies, drift, escalations, gaps, handoffs, pages, taxonomy, versions,
};
use supportmix_core::model::{TicketOutcome, Timestamp, parse_rfc3339};
use supportmix_core::sample;
use supportmix_core::service::{
    DecisionFile, Failure, InsightQuery, blueprints, decide, insight, save_blueprint, untold,
};
use supportmix_core::store::By;

use crate::metrics::world::{Desk, day};

fn until() -> Timestamp {
    parse_rfc3339("2026-07-08T10:00:00Z").unwrap()
}

fn sample_desk() -> Desk {
    desk_of(sample::TICKETS)
}

/// So many tickets of the sample: what is decided holds of fewer, too, and takes less time to test.
fn desk_of(count: usize) -> Desk {
    let tickets = sample::tickets(sample::SEED, until(), sample::WEEKS, count);
    let tickets: Vec<(&str, TicketOutcome)> = tickets.map(|ticket| ("sample", ticket)).collect();
    Desk::new(&tickets, &[], chrono_tz::Tz::UTC, Weekday::Mon)
}

const FEW: usize = 6_000;

static SAMPLE: LazyLock<Desk> = LazyLock::new(sample_desk);

/// Asks an insight of a desk.
fn ask<T, E: Into<Failure>>(desk: &Desk, question: impl Fn(&Ground<'_>) -> Result<T, E>) -> T {
    desk.workspace.ask(|snapshot| insight(snapshot, &InsightQuery::default(), &question)).unwrap()
}

fn by(user: &str, at: i64) -> By {
    By { user: user.to_owned(), at: Timestamp(at) }
}

#[test]
fn the_story_of_the_sample_is_found_and_nothing_else_is_alarmed() {
    let story = sample::story(until(), sample::WEEKS);
    let alerts = ask(&SAMPLE, |ground| Ok::<_, Failure>(alerts(ground, &Watched::new(ground)?)));
    let told: BTreeSet<(AlertKind, String)> =
        alerts.iter().map(|alert| (alert.kind, alert.subject.clone())).collect();
    let expected = [
        (AlertKind::Drift, story.drift.query_type),
        (AlertKind::Anomaly, story.incident.query_type),
        (AlertKind::Anomaly, story.incident.page),
        (AlertKind::Version, story.release.hurt),
        (AlertKind::Handoff, story.context_loss_team),
        (AlertKind::Account, story.trouble.account_id.as_str()),
    ];
    assert_eq!(told, expected.map(|(kind, subject)| (kind, subject.to_owned())).into_iter().collect());
    let rush = alerts.iter().find(|alert| alert.subject == story.incident.query_type).unwrap();
    assert_eq!(rush.since, story.incident.days.from.to_string());
    let drifts = alerts.iter().find(|alert| alert.kind == AlertKind::Drift).unwrap();
    assert!(drifts.value.unwrap() > drifts.expected.unwrap() + 0.05, "{drifts:?}");
}

#[test]
fn the_release_of_the_sample_helped_two_types_and_hurt_one() {
    let story = sample::story(until(), sample::WEEKS);
    let rows = ask(&SAMPLE, versions).rows;
    let of_release =
        rows.iter().filter(|row| row.version == story.release.version && !row.query_type.is_empty());
    let deflection = of_release.filter(|row| row.metric == "deflection_rate");
    let found = |verdict: Verdict| -> BTreeSet<&str> {
        deflection.clone().filter(|row| row.verdict == verdict).map(|row| row.query_type.as_str()).collect()
    };
    assert_eq!(found(Verdict::Improved), BTreeSet::from(story.release.helped));
    assert_eq!(found(Verdict::Worse), BTreeSet::from([story.release.hurt]));
    assert!(rows.iter().filter(|row| row.version == story.release.version).all(|row| !row.interim));
}

#[test]
fn every_row_has_the_keys_that_programs_rely_on() {
    let keys = |answer: Value, wanted: &str| {
        assert!(answer["as_of"].is_string(), "{answer}");
        let rows = answer["rows"].as_array().unwrap();
        assert!(!rows.is_empty(), "{wanted}");
        for row in rows {
            let missing: Vec<&str> = wanted.split(' ').filter(|key| row.get(key).is_none()).collect();
            assert!(missing.is_empty(), "{missing:?} in {row}");
        }
    };
    fn json<T: serde::Serialize>(answer: T) -> Value {
        serde_json::to_value(answer).unwrap()
    }
    keys(
        json(ask(&SAMPLE, taxonomy)),
        "query_type tickets complexity emotional_weight predictability readiness bucket sensitive season_flag \
         weekly_tickets deflection_rate reachable hours_per_week hours_low hours_high reasons",
    );
    keys(
        json(ask(&SAMPLE, escalations)),
        "month trigger tickets share csat human_minutes first_reply_minutes_p50 needed_a_person missed",
    );
    keys(
        json(ask(&SAMPLE, handoffs)),
        "period hybrid complaints context_loss_rate low high handoff_to_reply_minutes_p50 failed",
    );
    keys(
        json(ask(&SAMPLE, versions)),
        "version query_type metric before after difference low high adjusted_difference n_before n_after verdict interim",
    );
    keys(
        json(ask(&SAMPLE, gaps)),
        "query_type article hours_per_week involved durable_resolution_rate reasons owner status due",
    );
    keys(
        json(ask(&SAMPLE, |ground| drift(ground, &anomalies(ground)?))),
        "query_type week rate baseline z z_laney ewma limit alarm",
    );
    keys(json(ask(&SAMPLE, anomalies)), "query_type page date tickets expected z severity verdict");
    keys(
        json(ask(&SAMPLE, accounts)),
        "account_id account_tier account_value risk weighted_risk reasons opportunity",
    );
    keys(
        json(ask(&SAMPLE, pages)),
        "page tickets deflection_rate escalation_rate repeat_contact_rate top_query_types",
    );
}

#[test]
fn a_bucket_is_never_empty_where_the_three_scores_are_there() {
    for row in ask(&SAMPLE, taxonomy).rows {
        let scored = row.complexity.and(row.emotional_weight).and(row.predictability);
        assert!(scored.is_none() || row.bucket.is_some(), "{row:?}");
        assert!(row.readiness.is_none_or(|readiness| (0.0..=100.0).contains(&readiness)), "{row:?}");
        let ends = row.hours_low.zip(row.hours_per_week).zip(row.hours_high);
        assert!(ends.is_none_or(|((low, hours), high)| low <= hours && hours <= high), "{row:?}");
    }
}

#[test]
fn what_people_decide_holds_is_kept_with_who_and_why_and_goes_to_another_store() {
    let desk = desk_of(FEW);
    let store = desk.workspace.store();
    let decided = |kind, subject: &str, decided, at| {
        decide(store, (kind, subject), Some(decided), Some("as agreed"), by("ana", at)).unwrap();
    };
    decided(DecisionKind::Bucket, "Bug report", Decided::Bucket(Bucket::HumanRequired), 10);
    decided(DecisionKind::Sensitive, "Cancellation", Decided::Sensitive(true), 11);
    decided(DecisionKind::Sensitive, "Security and privacy", Decided::Sensitive(false), 12);
    decided(DecisionKind::Vip, "ACC-1005", Decided::Vip(true), 13);
    let review = Some(day("2030-01-01"));
    decided(DecisionKind::Release, "2.0", Decided::Release(ReleaseDates { day: None, review }), 14);
    let plan = GapPlan {
        owner: Some("Ben".to_owned()),
        status: GapStatus::InProgress,
        due: Some(day("2026-08-01")),
        closed: None,
    };
    decided(DecisionKind::Gap, "Data import", Decided::Gap(plan), 15);
    let all = ask(&desk, |ground| Ok::<_, Failure>(alerts(ground, &Watched::new(ground)?)));
    decided(DecisionKind::Alert, &all[0].key, Decided::Alert(true), 16);

    let check = |desk: &Desk| {
        let rows = ask(desk, taxonomy).rows;
        let of = |name: &str| rows.iter().find(|row| row.query_type == name).unwrap();
        let bug = of("Bug report");
        assert!(bug.decided && bug.bucket == Some(Bucket::HumanRequired), "{bug:?}");
        assert!(bug.reasons.contains(&"decided by ana: as agreed".to_owned()), "{:?}", bug.reasons);
        assert_eq!(of("Cancellation").bucket, Some(Bucket::HumanRequired));
        assert!(!of("Security and privacy").sensitive);
        let breaches = ask(desk, escalations).policy_breaches;
        assert!(breaches.iter().any(|breach| breach.trigger.word() == "vip_account"), "{breaches:?}");
        let releases = ask(desk, versions).rows;
        assert!(releases.iter().filter(|row| row.version == "2.0").all(|row| row.interim));
        let gap = ask(desk, gaps).rows.into_iter().find(|gap| gap.subject == "Data import").unwrap();
        assert_eq!((gap.owner.as_deref(), gap.status), (Some("Ben"), Some(GapStatus::InProgress)));
        let precision = ask(desk, anomalies).precision;
        assert_eq!((precision.confirmed, precision.precision), (1, Some(1.0)));
    };
    check(&desk);

    let json = serde_json::to_string(&DecisionFile::of(store).unwrap()).unwrap();
    let other = desk_of(FEW);
    assert_eq!(DecisionFile::adopt(other.workspace.store(), &json, &by("ben", 30)).unwrap(), 7);
    assert_eq!(
        DecisionFile::adopt(other.workspace.store(), &json, &by("ben", 30)).unwrap(),
        0,
        "none is there twice"
    );
    check(&other);
    let refused = DecisionFile::adopt(store, r#"{"version":1,"decisions":[{"subject":""}]}"#, &by("ben", 30));
    assert!(refused.is_err() && DecisionFile::adopt(store, "[]", &by("ben", 30)).is_err());

    decide(store, (DecisionKind::Bucket, "Bug report"), None, None, by("ben", 20)).unwrap();
    let rows = ask(&desk, taxonomy).rows;
    assert!(!rows.iter().find(|row| row.query_type == "Bug report").unwrap().decided);
    assert_eq!(store.decisions().unwrap().len(), 8, "what was decided stays known");
}

#[test]
fn a_blueprint_stays_as_it_was_saved() {
    let desk = desk_of(FEW);
    let store = desk.workspace.store();
    let now = ask(&desk, taxonomy);
    let hybrid = now.rows.iter().find(|row| row.bucket == Some(Bucket::Hybrid)).unwrap().query_type.clone();
    save_blueprint(store, &now, "2026-Q2", Some("the review"), by("ana", 10)).unwrap();
    decide(
        store,
        (DecisionKind::Bucket, &hybrid),
        Some(Decided::Bucket(Bucket::HumanRequired)),
        None,
        by("ana", 11),
    )
    .unwrap();
    let saved = desk.workspace.ask(|snapshot| {
        let saved = blueprints(snapshot);
        Ok::<_, Failure>(
            saved
                .into_iter()
                .map(|(decision, blueprint)| (decision.clone(), blueprint.clone()))
                .collect::<Vec<_>>(),
        )
    });
    let (decision, blueprint) = saved.unwrap().remove(0);
    assert_eq!((decision.subject.as_str(), decision.why.as_deref()), ("2026-Q2", Some("the review")));
    let later = supportmix_core::insights::Blueprint::from(&ask(&desk, taxonomy));
    let changes = supportmix_core::insights::compare_blueprints(&blueprint, &later);
    let moved: Vec<&str> =
        changes.iter().filter(|change| change.moved).map(|change| change.query_type.as_str()).collect();
    assert_eq!(moved, [hybrid]);
}

#[test]
fn an_alert_is_told_once_and_not_after_a_verdict() {
    let desk = sample_desk();
    let store = desk.workspace.store();
    let all = || ask(&desk, |ground| Ok::<_, Failure>(alerts(ground, &Watched::new(ground)?)));
    let current = all().iter().filter(|alert| alert.current).count();
    let judged = all().into_iter().find(|alert| alert.kind == AlertKind::Account).unwrap();
    decide(store, (DecisionKind::Alert, &judged.key), Some(Decided::Alert(false)), None, by("ana", 1))
        .unwrap();
    let told = untold(store, &all(), Timestamp(2)).unwrap();
    assert_eq!(told.len(), current - 1);
    assert!(untold(store, &all(), Timestamp(3)).unwrap().is_empty());
}

#[test]
fn a_store_without_tickets_says_so() {
    let desk = Desk::new(&[], &[], chrono_tz::Tz::UTC, Weekday::Mon);
    let none = desk.workspace.ask(|snapshot| insight(snapshot, &InsightQuery::default(), taxonomy));
    assert_eq!(none.unwrap_err().code, "no_data");
}

#[test]
fn times_to_a_reply_are_measured_in_business_hours_where_times_are() {
    let desk = desk_of(FEW);
    let first =
        |desk: &Desk| ask(desk, handoffs).rows.iter().find_map(|row| row.handoff_to_reply_minutes_p50);
    let on_the_clock = first(&desk).unwrap();
    desk.measure_in(BusinessHours { in_use: true, ..BusinessHours::default() });
    assert!(first(&desk).unwrap() <= on_the_clock);
}

#[test]
fn what_is_not_mature_yet_makes_no_release_worse() {
    let story = sample::story(until(), sample::WEEKS);
    // Four weeks after the release, the newest of which nobody can judge yet.
    let as_of = Some(Timestamp(story.release.at.0 + 29 * 86_400));
    let query = InsightQuery { as_of, ..InsightQuery::default() };
    let answer = SAMPLE.workspace.ask(|snapshot| insight(snapshot, &query, versions)).unwrap();
    let of = |metric: &str| {
        let mut rows = answer.rows.iter().filter(|row| row.version == story.release.version);
        rows.find(|row| row.query_type.is_empty() && row.metric == metric).unwrap().clone()
    };
    let durable = of("durable_resolution_rate");
    assert_ne!(durable.verdict, Verdict::Worse, "{durable:?}");
    assert!(durable.days_after.unwrap().to < of("deflection_rate").days_after.unwrap().to);
}

#[test]
fn taking_decisions_over_changes_none_that_hold_and_loses_none_of_the_same_second() {
    let desk = Desk::new(&[], &[], chrono_tz::Tz::UTC, Weekday::Mon);
    let store = desk.workspace.store();
    let set = |sensitive: Option<bool>, at| {
        let decided = sensitive.map(Decided::Sensitive);
        decide(store, (DecisionKind::Sensitive, "legal"), decided, None, by("ana", at)).unwrap();
    };
    let holds = || {
        let all = supportmix_core::insights::Decisions::new(store.decisions().unwrap());
        all.get(DecisionKind::Sensitive, "legal").and_then(|decision| decision.decided.clone())
    };
    // A clock was set back between the two.
    set(Some(true), 20);
    set(Some(false), 10);
    assert_eq!(DecisionFile::adopt(store, r#"{"version":1,"decisions":[]}"#, &by("ben", 30)).unwrap(), 0);
    assert_eq!(holds(), Some(Decided::Sensitive(false)));

    let other = Desk::new(&[], &[], chrono_tz::Tz::UTC, Weekday::Mon);
    for sensitive in [Some(true), None, Some(true)] {
        let decided = sensitive.map(Decided::Sensitive);
        let (kind, there) = ((DecisionKind::Sensitive, "refund"), other.workspace.store());
        decide(there, kind, decided, None, by("ben", 30)).unwrap();
    }
    let json = serde_json::to_string(&DecisionFile::of(other.workspace.store()).unwrap()).unwrap();
    assert_eq!(DecisionFile::adopt(store, &json, &by("ben", 30)).unwrap(), 3);
    let all = supportmix_core::insights::Decisions::new(store.decisions().unwrap());
    assert!(all.get(DecisionKind::Sensitive, "refund").is_some());
}
