//! Intercom's search for conversations: what Fin made of them, and who really replied.

use serde_json::{Value, json};
use supportmix_core::model::{
    AiOutcome, Exclusion, Priority, ResolutionType, Status, Timestamp, resolution_type,
};
use supportmix_core::store::Connection;

use super::fake::intercom::{App, by, conversation, of_fin};
use super::server::Still;
use super::{Desk, NOW, changed};

#[test]
fn fin_is_told_from_people_in_both_generations_of_words() {
    // The bot poses as an admin.
    let fin = by("admin", "operator+abc@intercom.io", 1_788_300_100);
    let bea = by("admin", "bea@desk.example", 1_788_301_000);
    let ann = by("user", "ann@customer.example", 1_788_300_050);
    let states = [
        ("confirmed_resolution", json!([fin])),
        ("assumed_resolution", json!([ann, fin])),
        ("escalated", json!([ann, fin, bea])),
        ("routed_to_team", json!([fin])),
        ("procedure_handoff", json!([fin, bea])),
        ("abandoned", json!([fin])),
        ("negative_feedback", json!([fin])),
        ("a_word_to_come", json!([fin])),
    ];
    let mut all: Vec<Value> =
        states.iter().zip(1..).map(|((state, parts), id)| of_fin(id, json!(state), parts.clone())).collect();
    all.push(of_fin(9, Value::Null, json!([])));
    all.push(changed(
        &of_fin(10, Value::Null, json!([])),
        json!({"ai_agent": {"source_type": "fin_preview"}}),
    ));
    let (_, server) = App::serve(all);
    let desk = Desk::new("intercom", &server.address, None);
    assert_eq!(desk.sync(false).unwrap().counts.inserted, 10);
    use AiOutcome::{Abandoned, Assumed, Confirmed, HandedOff};
    let outcomes = (1..=9).map(|id| desk.ticket(&id.to_string()).ai_outcome).collect::<Vec<_>>();
    let expected = [
        Some(Confirmed),
        Some(Assumed),
        Some(HandedOff),
        Some(HandedOff),
        Some(HandedOff),
        Some(Abandoned),
        Some(Abandoned),
        None,
        Some(Abandoned),
    ];
    assert_eq!(outcomes, expected);
    use ResolutionType::{AiOnly, Hybrid};
    let kinds = (1..=8).map(|id| resolution_type(&desk.ticket(&id.to_string()))).collect::<Vec<_>>();
    assert_eq!(kinds, [AiOnly, AiOnly, Hybrid, Hybrid, Hybrid, AiOnly, AiOnly, AiOnly]);
    assert_eq!((desk.ticket("3").human_replies, desk.ticket("3").ai_replies), (Some(1), Some(1)));
    assert_eq!(desk.ticket("10").exclusion, Some(Exclusion::Test));
}

#[test]
fn a_conversation_has_all_that_intercom_says_of_it() {
    let (_, server) = App::serve(vec![
        conversation(1),
        // Numbers come as texts, too.
        changed(
            &conversation(2),
            json!({"state": "snoozed", "admin_assignee_id": 0, "team_assignee_id": "5"}),
        ),
    ]);
    let desk = Desk::new("intercom", &server.address, None);
    let summary = desk.sync(false).unwrap();
    // The search, people, teams; no parts, as AI took no part.
    assert_eq!(summary.requests, 3);
    let first = desk.ticket("1");
    assert_eq!((first.status, first.priority), (Some(Status::Closed), Some(Priority::Normal)));
    assert_eq!((first.csat_score, first.csat_scale), (Some(5.0), Some(5.0)));
    assert_eq!((first.sla_met, first.handle_minutes, first.reopens), (Some(false), Some(1.5), Some(0)));
    assert_eq!((first.assignee.as_deref(), first.team.as_deref()), (Some("Bea"), Some("Tier 1")));
    assert_eq!(first.query_type.as_deref(), Some("Delivery"));
    assert_eq!(first.first_human_reply_at, Some(Timestamp(1_788_301_000)));
    assert_eq!(resolution_type(&first), ResolutionType::HumanOnly);
    let second = desk.ticket("2");
    assert_eq!((second.status, second.resolved_at, second.assignee), (Some(Status::Pending), None, None));
    assert_eq!(second.team.as_deref(), Some("Tier 1"));
}

#[test]
fn pages_are_followed_limits_kept_and_the_last_days_read_again() {
    let (app, server) = App::serve((1..=5).map(conversation).collect());
    *app.left.lock().unwrap() = Some(2);
    let desk = Desk::new("intercom", &server.address, None);
    let patience = Still::at(NOW.0);
    let summary =
        desk.sync_with(false, patience.clone(), &mut || std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!((summary.counts.inserted, summary.requests), (5, 5));
    assert!(patience.waits().iter().all(|wait| wait.as_secs() <= 9) && !patience.waits().is_empty());
    // The customer came back, and the resolution was taken back, without a newer change.
    app.conversations.lock().unwrap()[2]["state"] = "open".into();
    let again = desk.sync(false).unwrap();
    assert_eq!((again.counts.updated, again.counts.unchanged), (1, 4));
    assert_eq!(desk.ticket("3").resolved_at, None);
}

#[test]
fn what_the_last_request_before_a_long_wait_brought_comes_in() {
    let (app, server) = App::serve((1..=2).map(conversation).collect());
    // The search, people, teams.
    *app.left.lock().unwrap() = Some(3);
    *app.reset.lock().unwrap() = 86_400;
    let desk = Desk::new("intercom", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.inserted, summary.waited_seconds), (2, 0.0));
}

#[test]
fn a_place_in_the_list_that_is_refused_is_replaced_by_its_time() {
    let (app, server) = App::serve((1..=5).map(conversation).collect());
    *app.refused.lock().unwrap() = Some(("4", false));
    let desk = Desk::new("intercom", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((desk.tickets(), summary.counts.inserted), (5, 5));
    assert_eq!(summary.counts.unchanged, 4, "those of the days before are read again");
    // One that is refused again and again, with nothing new in between, ends the sync.
    *app.refused.lock().unwrap() = Some(("4", true));
    assert_eq!(desk.sync(true).unwrap_err().code, "helpdesk");
    assert!(server.asked().len() < 30);
}

#[test]
fn a_beginning_loses_nothing_where_a_search_compares_days() {
    // In a zone far ahead of ours, it is in the middle of a day.
    let day = 1_788_307_200;
    let at = |id: i64, time: i64| changed(&conversation(id), json!({"updated_at": time}));
    let long_before = at(5, day - 4 * 86_400);
    let all = vec![long_before, at(1, day - 1), at(2, day), at(3, day + 3_600), at(4, day + 90_000)];
    for by_day in [false, true] {
        let (app, server) = App::serve(all.clone());
        *app.by_day.lock().unwrap() = by_day;
        let desk = Desk::new("intercom", &server.address, None);
        let since = Some(Timestamp(day));
        let connection = Connection { since, ..desk.connection() };
        desk.store.transact(|change| change.save_connection(&connection)).unwrap();
        // What changed shortly before comes along.
        assert_eq!(desk.sync(false).unwrap().counts.inserted, 4);
        assert_eq!(desk.sync(false).unwrap().counts.unchanged, 4);
    }
}

#[test]
fn a_customer_is_the_same_whoever_began_the_conversation() {
    let by_admin = json!({"source": {"type": "email", "delivered_as": "operator_initiated",
        "author": {"type": "admin", "id": "50", "email": "bea@desk.example"}}});
    let (_, server) = App::serve(vec![conversation(1), changed(&conversation(2), by_admin)]);
    let desk = Desk::new("intercom", &server.address, None);
    desk.sync(false).unwrap();
    let requesters = ["1", "2"].map(|id| desk.ticket(id).requester_id);
    assert_eq!(requesters, [Some("c1".to_owned()), Some("c1".to_owned())]);
}

#[test]
fn a_conversation_whose_parts_cannot_be_read_is_refused_and_the_sync_goes_on() {
    let mut odd = of_fin(1, json!("escalated"), json!([by("admin", "bea@desk.example", 1_788_301_000)]));
    odd["conversation_parts"] = "none".into();
    let typed = changed(&conversation(2), json!({"created_at": "yesterday"}));
    let (_, server) = App::serve(vec![odd, typed, conversation(3)]);
    let desk = Desk::new("intercom", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.inserted, summary.counts.rejected), (3, 1, 2));
    let mut why: Vec<(&str, &str)> =
        summary.rejects.iter().map(|reject| (reject.cells[0].as_str(), reject.field.as_str())).collect();
    why.sort_unstable();
    assert_eq!(why, [("1", "/conversations/1"), ("2", "created_at")]);
}

#[test]
fn one_part_of_an_odd_type_refuses_its_conversation_only() {
    let bea = by("admin", "bea@desk.example", 1_788_301_000);
    let late = changed(&bea, json!({"created_at": "yesterday"}));
    let nobody = changed(&bea, json!({"author": "Bea"}));
    let (_, server) = App::serve(vec![
        of_fin(1, json!("escalated"), json!([bea, late])),
        of_fin(2, json!("escalated"), json!([nobody, bea])),
        of_fin(3, json!("escalated"), json!([bea])),
    ]);
    let desk = Desk::new("intercom", &server.address, None);
    let summary = desk.sync(false).unwrap();
    assert_eq!((summary.counts.read, summary.counts.inserted, summary.counts.rejected), (3, 1, 2));
    assert_eq!(desk.ticket("3").human_replies, Some(1));
    let odd = [("1", "/conversations/1", "\"yesterday\""), ("2", "/conversations/2", "\"Bea\"")];
    for (reject, (id, field, value)) in summary.rejects.iter().zip(odd) {
        assert_eq!((reject.cells[0].as_str(), reject.field.as_str()), (id, field));
        assert!(reject.reason.contains(&format!("of ticket {id} cannot be read")), "{}", reject.reason);
        assert!(reject.reason.contains(value), "{}", reject.reason);
    }
    // Nor does the next sync end with it.
    assert_eq!(desk.sync(false).unwrap().counts.rejected, 2);
}
