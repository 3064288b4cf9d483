//! How a connection's tickets are read, seen on some of them before it is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use supportmix_core::import::QueryTypeRule;
use supportmix_core::service::{connection_mapping, map_connection};
use supportmix_core::store::{By, Store};

use super::NOW;
use super::app::{App, answer};
use super::server::{Asked, Reply, Server};

const DAY: i64 = 24 * 3_600;

/// A helpdesk whose tickets last changed so long ago, and that gives a page of them at a time.
fn changed(age: i64) -> impl Fn(&Asked) -> Reply {
    move |asked| {
        if !asked.path.ends_with("/cursor.json") {
            return answer(asked);
        }
        let from: i64 = asked.query("start_time").map_or(0, |from| from.parse().unwrap());
        let some = if from <= NOW.0 - age { asked.query("per_page").unwrap().parse().unwrap() } else { 0 };
        let tickets: Vec<Value> = (1..=some.min(30))
            .map(|id| {
                json!({"id": id, "created_at": "2026-01-05T10:00:00Z", "status": "open", "subject": "Refund",
                "tags": if id % 4 == 0 { ["robo"] } else { ["vip"] }})
            })
            .collect();
        Reply::json(json!({"end_of_stream": true, "after_cursor": "c1", "tickets": tickets}))
    }
}

fn look(app: &App, mapping: &Value, fresh: bool) -> Value {
    let params = json!({"name": "desk", "mapping": mapping, "fresh": fresh});
    app.ask("preview_connection", params)
}

fn starts(server: &Server) -> Vec<i64> {
    let asked = server.asked();
    let exports = asked.iter().filter(|asked| asked.query("per_page") == Some("20"));
    exports
        .filter_map(|asked| Some((NOW.0 - asked.query("start_time")?.parse::<i64>().ok()?) / DAY))
        .collect()
}

fn query_type(app: &App, id: u32) -> Value {
    app.ask("ticket", json!({"id": id}))["row"]["query_type"].clone()
}

#[test]
fn a_few_recent_tickets_show_what_a_mapping_makes_of_them() {
    let (app, server) = (App::new(), Server::new(changed(0)));
    app.connect(&server, None);
    let seen = look(&app, &Value::Null, false);
    assert_eq!(seen["rows"].as_array().unwrap().len(), 20);
    assert_eq!(starts(&server), [30]);
    assert_eq!(seen["rows"][3]["resolution_type"], "unresolved");
    assert_eq!(seen["proposed_keywords"][0]["query_type"], "refund");

    let mut mapping = seen["mapping"].clone();
    let rule = json!({"when": {"tag": "robo"}, "means": "resolved_assumed"});
    mapping["evidence"].as_array_mut().unwrap().push(rule);
    mapping["query_type"] = json!([{"tags": {"vip": "Important"}}]);
    let asked = server.asked().len();
    let seen = look(&app, &mapping, false);
    // They are known: a change of the mapping asks for nothing.
    assert_eq!(server.asked().len(), asked);
    assert_eq!(seen["evidence_held"].as_array().unwrap().last(), Some(&json!(5)));
    assert_eq!(seen["rows"][3]["fields"]["ai_outcome"], "assumed");
    assert_eq!(seen["rows"][2]["fields"]["query_type"], "Important");
    look(&app, &mapping, true);
    assert!(server.asked().len() > asked);
    // A look keeps nothing.
    assert_eq!((app.tickets(), app.ask("imports", json!({}))), (json!(0), json!([])));
    assert_eq!(app.ask("connections", json!({}))[0]["mapping"], Value::Null);
}

#[test]
fn older_tickets_are_looked_at_where_there_are_no_recent_ones() {
    for (age, wanted) in [(100, vec![30, 730]), (2_000, vec![30, 730, NOW.0 / DAY])] {
        let (app, server) = (App::new(), Server::new(changed(age * DAY)));
        app.connect(&server, None);
        assert_eq!(look(&app, &Value::Null, false)["rows"].as_array().unwrap().len(), 20);
        assert_eq!(starts(&server), wanted);
    }
}

#[test]
fn a_mapping_is_kept_and_all_tickets_are_read_through_it_again() {
    let (app, server) = (App::new(), Server::new(changed(0)));
    app.connect(&server, None);
    let sync = json!({"name": "desk", "full": false, "secret": null});
    app.ask("start_sync", sync.clone());
    app.ended(1);
    let mut mapping = look(&app, &Value::Null, false)["mapping"].clone();
    mapping["query_type"] = json!([{"tags": {"vip": "Important"}}]);
    app.ask("map_connection", json!({"name": "desk", "mapping": mapping}));
    assert_eq!(app.ask("connections", json!({}))[0]["mapping"], mapping);
    app.ask("start_sync", sync.clone());
    app.ended(2);
    assert_eq!(app.ask("imports", json!({}))[0]["updated"], 23);
    assert_eq!(query_type(&app, 1), "Important");
    mapping["columns"] = json!([]);
    assert_eq!(app.refused("map_connection", json!({"name": "desk", "mapping": mapping})), "invalid");
    let nonsense = json!({"name": "desk", "mapping": mapping, "fresh": false});
    assert_eq!(app.refused("preview_connection", nonsense), "invalid");
    assert_eq!(app.refused("map_connection", json!({"name": "gone", "mapping": null})), "not_found");
}

#[test]
fn what_only_the_rules_before_gave_goes_from_the_tickets_that_are_read_again() {
    let (app, server) = (App::new(), Server::new(changed(0)));
    app.connect(&server, None);
    let mut syncs = 0;
    let mut sync = || {
        app.ask("start_sync", json!({"name": "desk", "full": false, "secret": null}));
        syncs += 1;
        app.ended(syncs);
    };
    // History under the same name, which the helpdesk does not give.
    let file = app.folder.path().join("history.csv");
    std::fs::write(&file, "external_id,created_at,query_type\nold,2020-01-01T00:00:00Z,Login\n").unwrap();
    app.service.offer_files(vec![file]);
    let token = app.ask("offered_files", json!({}))[0]["token"].clone();
    let options = json!({"format": null, "mapping": null, "time_zone": null, "day_order": null, "encoding": null, "delimiter": null, "member": null});
    app.ask(
        "start_import",
        json!({"token": token, "source": "desk", "options": options, "save_mapping_as": null}),
    );
    while app.tickets() == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let (old, of_desk) = (1, 2);
    let mut mapping = look(&app, &Value::Null, false)["mapping"].clone();
    mapping["query_type"] = json!([{"tags": {"vip": "Important"}}]);
    let with_rules = json!({"name": "desk", "mapping": mapping});
    let without = json!({"name": "desk", "mapping": null});
    app.ask("map_connection", with_rules.clone());
    sync();
    assert_eq!((query_type(&app, old), query_type(&app, of_desk)), (json!("Login"), json!("Important")));
    app.ask("map_connection", without.clone());
    assert_eq!(query_type(&app, of_desk), "Important");
    sync();
    assert_eq!((query_type(&app, old), query_type(&app, of_desk)), (json!("Login"), Value::Null));
    // Taken back before anything was read: nothing is lost.
    app.ask("map_connection", with_rules.clone());
    sync();
    app.ask("map_connection", without);
    app.ask("map_connection", with_rules);
    sync();
    assert_eq!((query_type(&app, old), query_type(&app, of_desk)), (json!("Login"), json!("Important")));
}

#[test]
fn rules_that_change_during_a_sync_are_not_written_over_by_it() {
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let (asks, asked_for) = std::sync::mpsc::channel::<()>();
    let server = Server::new(move |asked| {
        if asked.path.ends_with("/cursor.json") && asked.query("start_time") != Some("1") {
            let _ = asks.send(());
            let _ = wait.lock().unwrap().recv();
        }
        answer(asked)
    });
    let app = App::new();
    app.connect(&server, None);
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": null}));
    // By then it has read the connection with its rules.
    asked_for.recv().unwrap();
    // Another program, as smix: the window refuses it meanwhile.
    let store = Store::open(&app.folder.path().join("store.db"), None, NOW).unwrap();
    let mut mapping = connection_mapping(&store.connections().unwrap()[0]).unwrap();
    mapping.query_type = vec![QueryTypeRule::Column("Subject".to_owned())];
    let by = By { user: "kim".to_owned(), at: NOW };
    map_connection(&store, "desk", Some(mapping.clone()), &by).unwrap();
    drop(go);
    app.ended(1);
    let kept = store.connections().unwrap().remove(0);
    assert_eq!((kept.mapping, kept.place), (Some(mapping), Value::Null));
    assert_eq!(app.tickets(), 0);
}

#[test]
fn a_look_that_nobody_wants_any_more_asks_for_nothing_more() {
    let stuck = Arc::new(AtomicBool::default());
    let waits = stuck.clone();
    let server = Server::new(move |asked| {
        if asked.query("per_page") != Some("20") {
            return answer(asked);
        }
        waits.store(true, Ordering::SeqCst);
        Reply::status(429).with("Retry-After", 600)
    });
    let app = App::new();
    app.connect(&server, None);
    std::thread::scope(|scope| {
        let look = scope.spawn(|| {
            let params = json!({"name": "desk", "mapping": null, "fresh": false});
            app.refused("preview_connection", params)
        });
        while !stuck.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(5));
        }
        app.ask("cancel_connect", json!({}));
        assert_eq!(look.join().unwrap(), "cancelled");
    });
}
