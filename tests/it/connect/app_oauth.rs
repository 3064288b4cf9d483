//! Signing in as the window does it: through the router, with a browser that the desktop opens.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Barrier};
use std::thread;

use serde_json::{Value, json};
use supportmix_core::service::Failure;
use supportmix_core::store::Connection;

use super::app::{App, form};
use super::renewal::asked_to_renew;
use super::server::{Reply, Server};
use super::signing::{self, Account, CLIENT, MARK};

/// Begins to sign in. The page that the browser opens.
fn begin(app: &App, server: &Server, client: Option<&str>) -> String {
    let begun = app.ask("begin_sign_in", json!({"form": form(&server.address, None), "client": client}));
    assert_eq!(begun["opened"], true);
    assert_eq!(app.pages.lock().unwrap().last().unwrap(), begun["url"].as_str().unwrap());
    begun["url"].as_str().unwrap().to_owned()
}

/// Signs in to the end.
fn sign_in(app: &App, server: &Server, client: Option<&str>) -> Value {
    let page = begin(app, server, client);
    let waits_for = json!({"url": page});
    let browser = thread::spawn(move || signing::sign_in(&page));
    let connected = app.ask("finish_sign_in", waits_for);
    assert_eq!(browser.join().unwrap().status, 200);
    connected
}

fn finish(app: &App, page: &str) -> Result<Value, Failure> {
    app.service.call(json!({"method": "finish_sign_in", "params": {"url": page}}))
}

fn sync(app: &App, ended: u64) -> Value {
    app.ask("start_sync", json!({"name": "desk", "full": true, "secret": null}));
    app.ended(ended);
    let [connection] = app.ask("connections", json!({})).as_array().unwrap().clone().try_into().unwrap();
    connection
}

/// That nothing secret is in the store, nor beside it.
fn keeps_no_secret(app: &App) {
    for file in std::fs::read_dir(app.folder.path()).unwrap().flatten() {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        let found = bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes());
        assert!(!found, "a secret is in {:?}", file.file_name());
    }
}

#[test]
fn a_user_signs_in_and_syncs_for_as_long_as_the_helpdesk_renews() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    assert_eq!(sign_in(&app, &server, Some(CLIENT))["whom"], "ann@example.com");
    for (round, requests) in [(1, None), (2, Some(1)), (3, Some(0))] {
        account.state().requests_left = requests;
        let connection = sync(&app, round);
        assert_eq!((&connection["failure"], &connection["sign_in_again"]), (&Value::Null, &json!(false)));
        assert_eq!((&connection["user"], app.tickets()), (&Value::Null, json!(3)));
    }
    assert_eq!(account.state().refresh.len(), 3);
    keeps_no_secret(&app);
}

#[test]
fn a_user_who_has_to_sign_in_again_is_asked_to_and_need_not_know_the_client_any_more() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    sign_in(&app, &server, Some(CLIENT));
    account.state().refresh.push("revoked".to_owned());
    account.state().requests_left = Some(0);
    let connection = sync(&app, 1);
    assert_eq!(connection["sign_in_again"], true);
    assert!(connection["failure"].as_str().unwrap().ends_with(": sign in again"), "{connection}");
    assert_eq!(
        app.refused("connect", json!({"form": form(&server.address, None), "secret": null})),
        "signed_out"
    );
    sign_in(&app, &server, None);
    assert_eq!(app.ask("connections", json!({}))[0]["sign_in_again"], false);
    let connection = sync(&app, 2);
    assert_eq!((&connection["failure"], app.tickets()), (&Value::Null, json!(3)));
    keeps_no_secret(&app);
}

#[test]
fn a_connection_that_is_changed_goes_on_with_what_was_renewed_by_its_check() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    sign_in(&app, &server, Some(CLIENT));
    account.state().requests_left = Some(0);
    app.ask("connect", json!({"form": form(&server.address, Some(6)), "secret": null}));
    assert_eq!(account.state().refresh.len(), 2);
    assert_eq!(sync(&app, 1)["failure"], Value::Null);
}

#[test]
fn a_sign_in_that_comes_to_nothing_keeps_nothing() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    // Cancelled before anybody waits for it, and while somebody does.
    let page = begin(&app, &server, Some(CLIENT));
    app.ask("cancel_connect", json!({}));
    assert_eq!(finish(&app, &page).unwrap_err().code, "cancelled");
    let page = begin(&app, &server, Some(CLIENT));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| finish(&app, &page));
        // Nobody but who waits for the browser says that there is no icon.
        let icon = signing::way_back(&page).replace("/signed-in", "/favicon.ico");
        assert_eq!(signing::open(&icon).status, 404);
        app.ask("cancel_connect", json!({}));
        assert_eq!(waiting.join().unwrap().unwrap_err().code, "cancelled");
    });
    // Another one that begins ends the one before.
    let page = begin(&app, &server, Some(CLIENT));
    let page = thread::scope(|scope| {
        let waiting = scope.spawn(|| finish(&app, &page));
        let next = begin(&app, &server, Some(CLIENT));
        assert_eq!(waiting.join().unwrap().unwrap_err().code, "cancelled");
        next
    });
    account.state().denies = true;
    let browser = |page: &str| {
        let page = page.to_owned();
        thread::spawn(move || signing::sign_in(&page))
    };
    let denied = browser(&page);
    assert_eq!(finish(&app, &page).unwrap_err().code, "denied");
    denied.join().unwrap();
    // Signed in, but not as somebody who may read the tickets.
    account.state().denies = false;
    account.state().refuses_all = true;
    let page = begin(&app, &server, Some(CLIENT));
    let useless = browser(&page);
    let failure = finish(&app, &page).unwrap_err();
    assert!(failure.code == "credentials" && !failure.message.contains(MARK), "{}", failure.message);
    useless.join().unwrap();
    assert_eq!(app.ask("connections", json!({})), json!([]));
    keeps_no_secret(&app);
}

#[test]
fn another_helpdesk_is_not_signed_in_to_with_the_client_of_the_one_before() {
    let (app, account, other) = (App::new(), Account::new(), Account::new());
    let (server, elsewhere) = (account.serve(), other.serve());
    let begins = |server: &Server| json!({"form": form(&server.address, None), "client": null});
    assert_eq!(app.refused("begin_sign_in", begins(&server)), "invalid");
    sign_in(&app, &server, Some(CLIENT));
    assert_eq!(app.refused("begin_sign_in", begins(&elsewhere)), "invalid");
    begin(&app, &server, None);
    app.ask("cancel_connect", json!({}));
    assert!(elsewhere.asked().is_empty());
    assert!(app.ask("redirect_url", json!({})).as_str().unwrap().starts_with("http://127.0.0.1:"));
}

#[test]
fn two_that_use_a_connection_at_once_renew_it_once() {
    let (app, account) = (App::new(), Account::new());
    // Both are refused before either renews.
    let (helpdesk, both) = (account.clone(), Barrier::new(2));
    let server = Server::new(move |asked| {
        let answer = helpdesk.answer(asked);
        if answer.status == 401 && asked.method == "GET" {
            both.wait();
        }
        answer
    });
    sign_in(&app, &server, Some(CLIENT));
    app.clock.fetch_add(10, Ordering::SeqCst);
    account.state().requests_left = Some(0);
    app.ask("start_sync", json!({"name": "desk", "full": true, "secret": null}));
    app.ask("preview_connection", json!({"name": "desk", "mapping": null, "fresh": true}));
    app.ended(1);
    assert_eq!(app.ask("connections", json!({}))[0]["failure"], Value::Null);
    assert_eq!(asked_to_renew(&server), 1);
}

#[test]
fn what_is_renewed_for_a_connection_that_is_gone_by_then_is_not_kept() {
    let (app, account) = (Arc::new(App::new()), Account::new());
    let (window, helpdesk) = (app.clone(), account.clone());
    let server = Server::new(move |asked| {
        if asked.body["grant_type"] == "refresh_token" {
            window.ask("disconnect", json!({"name": "desk"}));
        }
        helpdesk.answer(asked)
    });
    sign_in(&app, &server, Some(CLIENT));
    account.state().requests_left = Some(0);
    app.ask("preview_connection", json!({"name": "desk", "mapping": null, "fresh": true}));
    assert_eq!(asked_to_renew(&server), 1);
    app.keep(&Connection::new("desk", "zendesk", &server.address));
    assert_eq!(
        app.refused("start_sync", json!({"name": "desk", "full": true, "secret": null})),
        "secret_needed"
    );
}

#[test]
fn a_user_who_has_to_sign_in_again_has_to_whatever_fails_meanwhile_and_after_a_restart() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    sign_in(&app, &server, Some(CLIENT));
    account.state().refresh.push("revoked".to_owned());
    account.state().requests_left = Some(0);
    assert_eq!(sync(&app, 1)["sign_in_again"], true);
    account.state().fails = Some(Reply::status(404));
    let connection = sync(&app, 2);
    assert!(connection["failure"].as_str().unwrap().contains("has no /oauth/tokens"), "{connection}");
    assert_eq!(connection["sign_in_again"], true);
    account.state().fails = None;
    // There is no keychain here, so nothing is known to open it with.
    let app = app.opened_again();
    assert_eq!(app.ask("connections", json!({}))[0]["sign_in_again"], true);
    app.keep(&Connection { every_hours: Some(1), ..app.store().connections().unwrap().remove(0) });
    app.clock.fetch_add(3_600, Ordering::SeqCst);
    app.service.sync_due().unwrap();
    let connection = &app.ask("connections", json!({}))[0];
    assert!(connection["failure"].as_str().unwrap().contains("is needed"), "{connection}");
    assert_eq!((&connection["sign_in_again"], &connection["oauth_client"]), (&json!(true), &json!(CLIENT)));
    sign_in(&app, &server, None);
    assert_eq!(app.ask("connections", json!({}))[0]["sign_in_again"], false);
    let connection = sync(&app, 1);
    assert_eq!((&connection["failure"], &connection["sign_in_again"]), (&Value::Null, &json!(false)));
    keeps_no_secret(&app);
}

#[test]
fn a_connection_tells_the_client_that_it_is_signed_in_through_until_a_token_opens_it() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    let client = || app.ask("connections", json!({}))[0]["oauth_client"].clone();
    sign_in(&app, &server, Some(CLIENT));
    assert_eq!(client(), CLIENT);
    app.ask("connect", json!({"form": form(&server.address, Some(6)), "secret": null}));
    assert_eq!(client(), CLIENT);
    account.state().access.push("typed-in".to_owned());
    app.ask("connect", json!({"form": form(&server.address, Some(6)), "secret": "typed-in"}));
    assert_eq!(client(), Value::Null);
    assert_eq!(
        app.refused("begin_sign_in", json!({"form": form(&server.address, None), "client": null})),
        "invalid"
    );
}

#[test]
fn a_token_takes_the_place_of_a_sign_in_that_is_not_renewed_any_more() {
    let (app, account) = (App::new(), Account::new());
    let server = account.serve();
    sign_in(&app, &server, Some(CLIENT));
    account.state().refresh.push("revoked".to_owned());
    account.state().requests_left = Some(0);
    assert_eq!(sync(&app, 1)["sign_in_again"], true);
    account.state().access.push("typed-in".to_owned());
    account.state().requests_left = Some(0);
    // Refused as well, but not as a sign-in is.
    app.ask("start_sync", json!({"name": "desk", "full": false, "secret": "typed-in"}));
    app.ended(2);
    let connection = &app.ask("connections", json!({}))[0];
    assert!(connection["failure"].as_str().unwrap().contains("refuses the credentials"), "{connection}");
    assert_eq!((&connection["sign_in_again"], &connection["oauth_client"]), (&json!(false), &Value::Null));
}
