//! The review that is being written, and published ones, as the window asks for them.

use serde_json::{Value, json};

use crate::connect::app::App;

/// The last whole week of the sample data.
fn scope() -> Value {
    json!({"period": {"from": "2026-09-14", "to": "2026-09-20"}, "filters": []})
}

fn note(app: &App, scope: &Value, kpi: &str, text: &str) {
    app.ask("set_review_note", json!({"scope": scope, "note": {"kpi": kpi, "text": text}}));
}

fn freeze(scope: &Value) -> Value {
    json!({"scope": scope, "compare": "before", "note": "Week 38"})
}

#[test]
fn notes_are_kept_by_period_and_filters_and_go_into_the_published_review() {
    let app = App::with_sample();
    let chat = json!({"dimension": "channel", "value": "chat"});
    let high = json!({"dimension": "priority", "value": "high"});
    let some = |filters: Value| json!({"period": scope()["period"], "filters": filters});
    note(&app, &scope(), "csat", "The survey was moved.");
    note(&app, &scope(), "fcr", "Nothing to say");
    note(&app, &scope(), "fcr", " ");
    note(&app, &some(json!([chat, high])), "csat", "Of some");
    assert_eq!(
        app.refused("set_review_note", json!({"scope": scope(), "note": {"kpi": "mood", "text": "x"}})),
        "invalid"
    );

    // Kept: the window is closed and opened again.
    let app = app.opened_again();
    let state = app.ask("review_state", json!({"scope": scope()}));
    assert_eq!(state["notes"], json!([{"kpi": "csat", "text": "The survey was moved."}]));
    assert_eq!(state["published"], Value::Null);
    // The same filters in another order are the same tickets.
    let turned = app.ask("review_state", json!({"scope": some(json!([high, chat]))}));
    assert_eq!(turned["notes"][0]["text"], "Of some");

    let id = app.ask("freeze_review", freeze(&scope()));
    let state = app.ask("review_state", json!({"scope": scope()}));
    assert_eq!(state["notes"], json!([]), "they are in the review");
    assert_eq!((&state["published"]["id"], &state["published"]["note"]), (&id, &json!("Week 38")));
    let review = app.ask("review", json!({"id": id}));
    assert_eq!(review["notes"], json!([{"kpi": "csat", "text": "The survey was moved."}]));
    // It takes no more.
    let late = json!({"scope": scope(), "note": {"kpi": "csat", "text": "No, it was not."}});
    assert_eq!(app.refused("set_review_note", late), "frozen");
    assert_eq!(app.refused("freeze_review", freeze(&scope())), "frozen");
    let reviews = app.ask("reviews", json!({}));
    assert_eq!(reviews.as_array().unwrap().len(), 1);
    assert_eq!(reviews[0]["has_pack"], true);
}

#[test]
fn a_published_review_has_what_the_page_showed() {
    let app = App::with_sample();
    let asked =
        json!({"name": "review", "scope": scope(), "compare": "before", "split": [], "count_as": null});
    let page = app.ask("page", asked);
    let id = app.ask("freeze_review", freeze(&scope()));
    let review = app.ask("review", json!({"id": id}));
    assert_eq!(review["compared_with"], page["before"]);

    let published = |rows: &Value, kpi: &Value, group: &Value| -> Value {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["kpi"] == *kpi && row["group"] == *group).unwrap().clone()
    };
    let mut judged = 0;
    for row in page["scorecard"].as_array().unwrap() {
        let name = &row["kpi"]["name"];
        for (column, group) in [("whole", json!({})), ("ai_only", json!({"resolution_type": "ai_only"}))] {
            let cell = &row[column];
            if cell.is_null() {
                continue;
            }
            let own = published(&review["rows"], name, &group);
            assert_eq!(own["value"].as_f64(), cell["value"].as_f64(), "{name} {column}");
            assert_eq!((&own["restated"], &own["now"]), (&json!(false), &own["value"]));
            if row["mature"].is_null() {
                assert_eq!(own["change"], cell["change"], "{name} {column}");
            } else {
                let own = published(&review["mature"]["rows"], name, &group);
                let mature = &cell["mature"];
                assert_eq!(own["value"].as_f64(), mature["value"].as_f64(), "{name} {column}");
                assert_eq!(own["change"], mature["change"], "{name} {column}");
                assert_eq!(review["mature"]["period"], row["mature"]);
                judged += 1;
            }
        }
    }
    assert!(judged >= 3, "only {judged} figures of the newest week that can be judged");
    let told = |changes: &Value, kpi: fn(&Value) -> Value| -> Vec<(Value, Value)> {
        changes.as_array().unwrap().iter().map(|change| (kpi(change), change["most"].clone())).collect()
    };
    let shown = told(&page["changes"]["changes"], |change| change["kpi"]["name"].clone());
    assert!(!shown.is_empty());
    assert_eq!(told(&review["changes"], |change| change["kpi"].clone()), shown);
}

#[test]
fn two_published_reviews_are_compared_by_what_each_published() {
    let app = App::with_sample();
    let before = json!({"period": {"from": "2026-09-07", "to": "2026-09-13"}, "filters": []});
    let [one, other] = [&before, &scope()].map(|scope| app.ask("freeze_review", freeze(scope)));
    let compared = app.ask("compare_reviews", json!({"one": one, "other": other}));
    assert_eq!((&compared["one"]["id"], &compared["other"]["period"]), (&one, &scope()["period"]));
    assert_eq!(compared["differing"], json!([]));

    let [one, other] = [one, other].map(|id| app.ask("review", json!({"id": id})));
    // Of what takes time to tell, a review has the newest days that could be judged beside its own.
    let published = |review: &Value, row: &Value| -> Option<f64> {
        let rows = |rows: &Value| -> Option<Value> {
            let same = |found: &&Value| found["kpi"] == row["kpi"] && found["group"] == row["group"];
            rows.as_array()?.iter().find(same).cloned()
        };
        rows(&review["mature"]["rows"]).or_else(|| rows(&review["rows"]))?["value"].as_f64()
    };
    let mut differences = 0;
    for row in compared["rows"].as_array().unwrap() {
        let values = [published(&one, row), published(&other, row)];
        assert_eq!(values, [row["one"]["value"].as_f64(), row["other"]["value"].as_f64()], "{row}");
        if let (Some(by), [Some(one), Some(other)]) = (row["difference"].as_f64(), values) {
            assert_eq!(by, other - one);
            differences += 1;
        }
    }
    assert!(differences > 40, "only {differences} figures differ or are the same");
    assert_eq!(app.refused("compare_reviews", json!({"one": 1, "other": 77})), "not_found");
}
