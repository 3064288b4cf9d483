//! Lists of tickets: their order, what is looked for in them, and that the window's blocks are the whole list.

use std::ops::ControlFlow;

use chrono::Weekday;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use supportmix_core::facts::Scales;
use supportmix_core::import::Sink;
use supportmix_core::metrics::{Group, Kpi, ListColumn, ListOrder, Part, Query, in_order, tickets_of};
use supportmix_core::model::{
    FieldSet, IdSet, Incoming, ResolutionType, Status, TicketOutcome, Timestamp, parse_rfc3339,
    resolution_type,
};
use supportmix_core::service::{Failure, ticket_row};
use supportmix_core::store::{Sought, Store, StoreError, StoredTicket};

use crate::connect::app::App;
use crate::metrics::world::{Desk, Ticket, period, tickets};

/// What a ticket counts in an order, found the plain way; `None` where that is not known.
fn key(ticket: &StoredTicket, by: ListColumn) -> Option<(i64, String)> {
    let outcome = &ticket.outcome;
    let text = |text: &str| (0, text.to_lowercase());
    let number = |number: usize| (number as i64, String::new());
    match by {
        ListColumn::Number => {
            let id = outcome.external_id.clone()?;
            // Both sources are named by one letter more or less, and `chat` comes before `desk`.
            let source = if ticket.source == "chat" { 0 } else { 1_000 };
            Some((source + id.chars().count() as i64, id))
        }
        ListColumn::Created => outcome.created_at.map(|at| (at.0, String::new())),
        ListColumn::Resolved => outcome.resolved_at.map(|at| (at.0, String::new())),
        ListColumn::QueryType => outcome
            .query_type
            .as_deref()
            .filter(|name| !name.is_empty() && *name != "uncategorised")
            .map(text),
        ListColumn::Channel => outcome.channel.map(|channel| text(channel.word())),
        ListColumn::Status => Status::ALL.iter().position(|known| Some(*known) == outcome.status).map(number),
        ListColumn::ResolutionType => {
            let kind = resolution_type(outcome);
            ResolutionType::ALL.iter().position(|known| *known == kind).map(number)
        }
        ListColumn::Rating => {
            Scales::default().satisfied(outcome).map(|satisfied| number(usize::from(satisfied)))
        }
    }
}

/// The tickets of a store that count, in an order, found the plain way.
fn plain(mut tickets: Vec<StoredTicket>, order: ListOrder) -> Vec<u32> {
    tickets.sort_by_key(|ticket| (ticket.outcome.created_at, ticket.id));
    tickets.sort_by_key(|ticket| key(ticket, order.by));
    let (mut known, mut unknown): (Vec<_>, Vec<_>) =
        tickets.into_iter().partition(|ticket| key(ticket, order.by).is_some());
    if order.descending {
        known.reverse();
        unknown.reverse();
    }
    known.into_iter().chain(unknown).map(|ticket| ticket.id).collect()
}

fn all_of(store: &Store) -> Vec<StoredTicket> {
    let reader = store.tickets().unwrap();
    let ids: Vec<u32> = (0..=reader.last_id().unwrap()).collect();
    reader.by_id(&ids).unwrap()
}

fn with_more(tickets: Vec<Ticket>, more: Vec<(Option<Status>, &str, Option<&str>)>) -> Vec<Ticket> {
    let more = more.into_iter().cycle();
    let tickets = tickets.into_iter().zip(more).zip(0..);
    tickets
        .map(|(((source, outcome), (status, prefix, subject)), at)| {
            let external_id = Some(format!("{prefix}{}", at * 7 % 113));
            (source, TicketOutcome { external_id, status, subject: subject.map(str::to_owned), ..outcome })
        })
        .collect()
}

fn more() -> impl Strategy<Value = Vec<(Option<Status>, &'static str, Option<&'static str>)>> {
    let status = proptest::option::of(select(Status::ALL));
    let subject =
        proptest::option::of(select(&["Refund for order 7", "ÄRGER mit der Rechnung", "refund", ""][..]));
    vec((status, select(&["", "T-"][..]), subject), 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_list_is_in_the_order_of_any_column(tickets in tickets(), more in more()) {
        let desk = Desk::new(&with_more(tickets, more), &[], chrono_tz::Tz::UTC, Weekday::Mon);
        let store = desk.workspace.store();
        let numbers = store.tickets().unwrap().places_by_number().unwrap();
        let counted: Vec<_> = all_of(store).into_iter().filter(|ticket| ticket.outcome.exclusion.is_none()).collect();
        for by in ListColumn::ALL {
            for descending in [false, true] {
                let order = ListOrder { by: *by, descending };
                let listed = desk.workspace.ask(|snapshot| -> Result<_, Failure> {
                    let query = Query::whole(period("2020-01-01", "2030-01-01"));
                    let kpi = Kpi::named("tickets")?;
                    let found = tickets_of(&snapshot.facts, &snapshot.basis(), kpi, &query, &Group::default(), Part::Cohort)?;
                    Ok(in_order(&snapshot.facts, &found, order, &numbers)?)
                });
                prop_assert_eq!(listed.unwrap(), plain(counted.clone(), order), "{:?}", order);
            }
        }
    }

    #[test]
    fn tickets_are_found_by_their_number_and_by_the_words_of_their_subject(
        tickets in tickets(), more in more(), sought in select(&["refund", "  ORDER refund ", "t-1", "7", "ärger", "%", "_", "no such", " "][..]), kept in 1u32..4,
    ) {
        let desk = Desk::new(&with_more(tickets, more), &[], chrono_tz::Tz::UTC, Weekday::Mon);
        let store = desk.workspace.store();
        let among: IdSet = all_of(store).iter().map(|ticket| ticket.id).filter(|id| id % kept == 0).collect();
        let Some(words) = Sought::new(sought) else {
            prop_assert_eq!(sought.trim(), "");
            return Ok(());
        };
        let found = store.search(&words, &among, &|| ControlFlow::Continue(())).unwrap().unwrap();
        let fits = |ticket: &StoredTicket| {
            let lower = |text: &Option<String>| text.as_deref().unwrap_or_default().to_lowercase();
            let (number, subject, sought) = (lower(&ticket.outcome.external_id), lower(&ticket.outcome.subject), sought.to_lowercase());
            number.contains(sought.trim()) || sought.split_whitespace().all(|word| subject.contains(word))
        };
        let expected: IdSet = all_of(store).iter().filter(|ticket| among.contains(ticket.id) && fits(ticket)).map(|ticket| ticket.id).collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>());
        let given_up = store.search(&words, &among, &|| ControlFlow::Break(())).unwrap();
        prop_assert!(given_up.is_none_or(|found| found == expected), "few tickets are read before anybody looks");
    }
}

fn add(store: &Store, outcomes: impl IntoIterator<Item = TicketOutcome>) {
    store
        .transact::<_, StoreError>(|change| {
            let mut writer = change.ticket_writer("desk")?;
            for outcome in outcomes {
                writer.ticket(&Incoming { outcome, present: FieldSet::all() }).unwrap();
            }
            writer.finish()
        })
        .unwrap();
}

fn ticket(number: i64) -> TicketOutcome {
    let created_at = parse_rfc3339("2026-07-01T00:00:00Z").unwrap().0 + number * 3_600;
    TicketOutcome {
        external_id: Some(number.to_string()),
        subject: Some(format!("Order {} is late", number % 10)),
        created_at: Some(Timestamp(created_at)),
        ai_replies: Some(1),
        ..TicketOutcome::default()
    }
}

fn list(app: &App, more: Value) -> Value {
    let mut params = json!({
        "behind": { "scope": { "period": { "from": "2026-07-01", "to": "2026-07-31" }, "filters": [] }, "kpi": "tickets", "group": [], "part": "cohort" },
        "order": { "by": "number", "descending": true }, "search": "", "offset": 0, "limit": 100,
    });
    for (name, value) in more.as_object().unwrap() {
        params[name] = value.clone();
    }
    app.service.call(json!({ "method": "tickets", "params": params })).unwrap()
}

fn numbers(page: &Value) -> Vec<i64> {
    page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["external_id"].as_str().unwrap().parse().unwrap())
        .collect()
}

#[test]
fn the_blocks_of_a_list_are_the_whole_and_follow_the_store() {
    let app = App::new();
    add(&app.store(), (0..230).map(ticket));
    let blocks = |app: &App| -> Vec<i64> {
        (0..3).flat_map(|block| numbers(&list(app, json!({ "offset": block * 100 })))).collect()
    };
    assert_eq!(blocks(&app), (0..230).rev().collect::<Vec<_>>());
    assert_eq!(list(&app, json!({}))["total"], 230);
    assert_eq!(numbers(&list(&app, json!({ "offset": 225, "limit": 50 }))), [4, 3, 2, 1, 0]);
    assert_eq!(numbers(&list(&app, json!({ "offset": 999 }))), [0; 0]);
    // Another program adds some.
    add(&app.store(), (230..260).map(ticket));
    assert_eq!(blocks(&app), (0..260).rev().collect::<Vec<_>>());
    // What is sought is a list like any other, and is looked for again where the store has changed.
    let sought = |text: &str| list(&app, json!({ "search": text }));
    assert_eq!(numbers(&sought("late ORDER")).len(), 100);
    assert_eq!(sought("late ORDER")["total"], 260);
    assert_eq!(numbers(&sought("25")), [259, 258, 257, 256, 255, 254, 253, 252, 251, 250, 225, 125, 25]);
    add(&app.store(), [ticket(325)]);
    assert_eq!(numbers(&sought("25"))[0], 325);
    // In no list of July: it is of August, and told where its own number is asked for.
    add(&app.store(), [ticket(800)]);
    let answer = sought("800");
    assert_eq!((&answer["total"], &answer["elsewhere"][0]["external_id"]), (&json!(0), &json!("800")));
    assert_eq!(sought("25")["elsewhere"], json!([]));
}

#[test]
fn a_verdict_shows_who_gave_it_and_counts_in_the_list_behind_the_figure() {
    let app = App::new();
    add(&app.store(), (1..4).map(ticket));
    let call = |method: &str, params: Value| app.service.call(json!({ "method": method, "params": params }));
    let drill = json!({ "scope": { "period": { "from": "2026-07-01", "to": "2026-07-31" }, "filters": [] }, "kpi": "feedback_accuracy", "group": [], "part": "denominator" });
    assert_eq!(list(&app, json!({ "behind": drill }))["total"], 0);
    let id = list(&app, json!({}))["rows"][0]["id"].clone();
    let given = call("set_verdict", json!({ "id": id, "verdict": "incorrect", "note": "  the wrong plan " }))
        .unwrap();
    assert_eq!(given["verdict"]["note"], "the wrong plan");
    assert_eq!(
        (&given["verdict"]["user"], &given["verdict"]["verdict"]),
        (&json!("ann"), &json!("incorrect"))
    );
    assert_eq!(given["ai_involved"], true);
    assert_eq!(numbers(&list(&app, json!({ "behind": drill }))), [3]);
    let long = "x".repeat(2_001);
    let refused = call("set_verdict", json!({ "id": id, "verdict": "accurate", "note": long })).unwrap_err();
    assert_eq!(refused.code, "invalid");
    assert_eq!(call("remove_verdict", json!({ "id": id })).unwrap()["verdict"], json!(null));
    assert_eq!(list(&app, json!({ "behind": drill }))["total"], 0);
}

#[test]
fn what_is_refused_is_said_in_the_language_of_the_request_where_it_is_known_in_it() {
    let app = App::new();
    add(&app.store(), [ticket(1)]);
    let refused = |method: &str, language: &str, params: Value| {
        app.service.call(json!({ "method": method, "language": language, "params": params })).unwrap_err()
    };
    let settings = |change: &dyn Fn(&mut Value)| {
        let mut settings = serde_json::to_value(app.store().settings().unwrap()).unwrap();
        change(&mut settings);
        json!({ "settings": settings })
    };
    let window = settings(&|settings| settings["rules"]["repeat_window_hours"] = json!(99_999));
    let scale = settings(&|settings| settings["rules"]["scales"][0]["satisfied_from"] = json!(2.5));
    let target = settings(&|settings| {
        settings["targets"] = json!({ "csat": { "value": 1.5, "direction": "up" } });
    });
    let hours = settings(&|settings| {
        settings["business_hours"] = json!({ "in_use": true, "week": {}, "holidays": [] });
    });
    let filtered = json!({
        "behind": {
            "scope": {
                "period": { "from": "2026-07-01", "to": "2026-07-31" },
                "filters": [{ "dimension": "channel", "value": "e-mail" }],
            },
            "kpi": "tickets", "group": [], "part": "cohort",
        },
        "order": { "by": "number", "descending": true }, "search": "", "offset": 0, "limit": 100,
    });
    for (method, params, code, english, german) in [
        ("set_settings", window, "invalid", "is not between 1 and 8784", "liegt nicht zwischen 1 und 8784"),
        ("set_settings", scale, "invalid", "2.5 of 2 cannot be", "2,5 von 2 kann nicht"),
        ("set_settings", target, "invalid", "from 0 to 1, not 1.5", "von 0 bis 1, nicht 1,5"),
        ("set_settings", hours, "invalid", "need at least one hour", "brauchen mindestens eine Stunde"),
        ("tickets", filtered, "unknown_value", "did you mean email?", "meinten Sie email?"),
        (
            "ticket",
            json!({ "id": 99 }),
            "not_found",
            "not in the store any more",
            "nicht mehr in der Datenbank",
        ),
        (
            "remove_view",
            json!({ "name": "Team" }),
            "not_found",
            "no view \"Team\"",
            "Die Ansicht „Team“ gibt es nicht",
        ),
        (
            "disconnect",
            json!({ "name": "Desk" }),
            "not_found",
            "no connection \"Desk\"",
            "Die Verbindung „Desk“",
        ),
    ] {
        for (language, text) in [("en", english), ("de", german)] {
            let failure = refused(method, language, params.clone());
            assert_eq!((failure.code, failure.language.code()), (code, language), "{failure}");
            assert!(failure.message.contains(text), "{failure}");
        }
    }
    // What only a fault of the page leads to is in English, and says so.
    let failure = refused("tickets", "de", json!({}));
    assert_eq!((failure.code, failure.language.code()), ("invalid", "en"));
}

#[test]
fn who_is_satisfied_is_told_by_the_settings() {
    let stored = StoredTicket {
        id: 1,
        source: "desk".to_owned(),
        outcome: TicketOutcome { csat_score: Some(3.0), csat_scale: Some(5.0), ..ticket(1) },
        verdict: None,
        told_by: None,
    };
    let mut scales = Scales::default();
    assert_eq!(ticket_row(&stored, &scales).satisfied, Some(false));
    scales.0.iter_mut().filter(|scale| scale.top == 5.0).for_each(|scale| scale.satisfied_from = 3.0);
    assert_eq!(ticket_row(&stored, &scales).satisfied, Some(true));
}
