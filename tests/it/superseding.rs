//! Answers that nobody waits for any more.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};
use supportmix_core::service::Failure;

use crate::connect::app::App;

const CHANNELS: [&str; 4] = ["chat", "email", "phone", "web"];

/// The Review of a quarter, filtered to one channel after the other.
fn page(at: usize) -> Value {
    let filters = json!([{"dimension": "channel", "value": CHANNELS[at % CHANNELS.len()]}]);
    let scope = json!({"period": {"from": "2026-04-01", "to": "2026-06-30"}, "filters": filters});
    json!({"method": "page", "params": {"name": "review", "scope": scope, "compare": "before", "split": [], "count_as": null}})
}

fn turn(mut request: Value, number: usize) -> Value {
    request["turn"] = json!({"place": "page", "number": number});
    request
}

#[test]
fn many_changes_of_a_filter_end_with_the_last_ones_page_and_few_computations() {
    const CHANGES: usize = 60;
    let app = App::with_sample();
    let alone = app.service.call(page(CHANGES - 1)).unwrap();
    let completed = AtomicUsize::new(0);
    let answers: Vec<Result<Value, Failure>> = thread::scope(|threads| {
        let asked = (0..CHANGES).map(|at| {
            let (service, completed) = (&app.service, &completed);
            threads.spawn(move || {
                let answer = service.call(turn(page(at), at));
                completed.fetch_add(usize::from(answer.is_ok()), Ordering::SeqCst);
                answer
            })
        });
        let asked: Vec<_> = asked.collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    assert_eq!(answers.last().unwrap().as_ref().unwrap(), &alone);
    for answer in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        assert_eq!(answer.code, "superseded");
    }
    let completed = completed.load(Ordering::SeqCst);
    assert!(completed <= CHANGES / 10, "{completed} of {CHANGES} pages were computed to the end");
}

#[test]
fn a_request_that_comes_after_a_newer_one_is_not_begun() {
    let app = App::with_sample();
    app.service.call(turn(page(0), 7)).unwrap();
    assert_eq!(app.service.call(turn(page(1), 6)).unwrap_err().code, "superseded");
    // Nor is one that nobody waits for any more.
    app.service.call(turn(json!({"method": "break_off", "params": {}}), 9)).unwrap();
    assert_eq!(app.service.call(turn(page(1), 8)).unwrap_err().code, "superseded");
    // Elsewhere, and without a turn, nothing is superseded.
    app.service.call(page(1)).unwrap();
    let mut malformed = page(1);
    malformed["turn"] = json!({"place": "page"});
    assert_eq!(app.service.call(malformed).unwrap_err().code, "invalid");
}
