//! Views that the window saves by name.

use serde_json::{Value, json};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{Failure, view_days};
use supportmix_core::store::{Look, NewStore, Settings, Store};

use crate::connect::NOW;
use crate::connect::app::App;
use crate::metrics::world::{Desk, period};

fn look(days: &Value, query_type: &str) -> Value {
    json!({
        "page": "deflection", "days": days, "compare": "last_year", "split": ["channel"], "count_as": null,
        "filters": [{"dimension": "query_type", "value": query_type}],
    })
}

fn names(app: &App) -> Vec<String> {
    let views = app.ask("views", json!({}));
    views.as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn views_are_saved_replaced_renamed_and_removed_and_are_in_backups() {
    let app = App::with_sample();
    let week = json!({"named": "last_week"});
    app.ask("save_view", json!({"name": " Monday ", "look": look(&week, "Refunds")}));
    app.ask("save_view", json!({"name": "July", "look": look(&json!({"fixed": {"from": "2026-07-01", "to": "2026-07-31"}}), "Refunds")}));
    assert_eq!(names(&app), ["July", "Monday"]);
    app.ask("save_view", json!({"name": "Monday", "look": look(&week, "Billing and invoices")}));
    let views = app.ask("views", json!({}));
    assert_eq!(views[1], json!({"name": "Monday", "look": look(&week, "Billing and invoices")}));

    app.ask("rename_view", json!({"name": "July", "to": "Summer"}));
    assert_eq!(names(&app), ["Monday", "Summer"]);
    assert_eq!(app.refused("rename_view", json!({"name": "Summer", "to": "Monday"})), "invalid");
    assert_eq!(app.refused("rename_view", json!({"name": "July", "to": "June"})), "not_found");
    assert_eq!(app.refused("save_view", json!({"name": "  ", "look": look(&week, "Refunds")})), "invalid");
    assert_eq!(
        app.refused("save_view", json!({"name": "x".repeat(81), "look": look(&week, "Refunds")})),
        "invalid"
    );
    app.ask("remove_view", json!({"name": "Summer"}));
    assert_eq!(app.refused("remove_view", json!({"name": "Summer"})), "not_found");

    let copy = app.folder.path().join("copy.db");
    app.store().backup(&copy).unwrap();
    let kept =
        Store::open(&copy, Some(&NewStore { settings: Settings::new("UTC") }), NOW).unwrap().views().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].name, "Monday");
}

#[test]
fn a_value_that_no_ticket_has_any_more_is_told_by_its_own_code() {
    let app = App::with_sample();
    let gone =
        json!([{"dimension": "query_type", "value": "Fax"}, {"dimension": "channel", "value": "chat"}]);
    let scope = json!({"period": {"from": "2026-09-14", "to": "2026-09-20"}, "filters": gone});
    let asked = json!({"name": "review", "scope": scope, "compare": "before", "split": [], "count_as": null});
    assert_eq!(app.refused("page", asked), "unknown_value");
    assert_eq!(app.ask("unknown_filters", json!({"filters": gone})), json!([gone[0]]));
}

#[test]
fn the_days_of_a_view_are_those_of_the_day_that_it_is_opened() {
    let desk = Desk::new(&[], &[], chrono_tz::Tz::UTC, chrono::Weekday::Mon);
    let days = |text: &str, now: i64| {
        let look: Look =
            serde_json::from_value(look(&serde_json::from_str(text).unwrap(), "Refunds")).unwrap();
        desk.workspace
            .ask(|snapshot| -> Result<_, Failure> { view_days(snapshot, &look.days, Timestamp(now)) })
    };
    let week = r#"{"named": "last_week"}"#;
    assert_eq!(days(week, NOW.0).unwrap(), period("2026-09-14", "2026-09-20"));
    assert_eq!(days(week, NOW.0 + 7 * 86_400).unwrap(), period("2026-09-21", "2026-09-27"));
    let fixed = r#"{"fixed": {"from": "2026-07-01", "to": "2026-07-31"}}"#;
    assert_eq!(days(fixed, NOW.0).unwrap(), period("2026-07-01", "2026-07-31"));
    // The latest week with tickets, where there is none.
    assert_eq!(days(r#"{"named": "latest_week"}"#, NOW.0).unwrap_err().code, "invalid");
}
