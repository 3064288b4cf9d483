//! What is asked before a helpdesk is connected, whom it takes us for, and what is said where something is wrong.

use std::net::TcpListener;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::json;
use supportmix_core::connect::{Access, ConnectError, Secret, kind};

use super::fake::{freshdesk, intercom, zendesk};
use super::server::{Asked, Reply, Server, Still};
use super::{Desk, NOW, TOKEN, Typed};

const KINDS: [&str; 3] = ["zendesk", "intercom", "freshdesk"];

fn check(name: &str, address: &str) -> Result<String, ConnectError> {
    check_as(name, address, None, TOKEN)
}

fn check_as(name: &str, address: &str, user: Option<&str>, token: &str) -> Result<String, ConnectError> {
    check_with(name, address, user, token, Still::at(NOW.0))
}

fn check_with(
    name: &str,
    address: &str,
    user: Option<&str>,
    token: &str,
    patience: Arc<Still>,
) -> Result<String, ConnectError> {
    let kind = kind(name).unwrap();
    let secret = Secret::new(token).unwrap();
    let user = user.map(str::to_owned);
    let access = Access { user, secret, since: None, mapping: (kind.mapping)(), look: None };
    let (http, helpdesk) = kind.open(address, access, patience, Arc::new(Typed))?;
    helpdesk.check(&http)
}

/// What goes wrong, as code and text.
fn wrong(name: &str, address: &str) -> (&'static str, String) {
    let error = check(name, address).unwrap_err();
    let text = error.to_string();
    assert!(!text.contains(TOKEN), "{text}");
    (error.code(), text)
}

fn lines(server: &Server) -> Vec<String> {
    server.asked().iter().map(Asked::line).collect()
}

#[test]
fn zendesk_is_asked_who_we_are_and_for_a_ticket_of_the_export() {
    let server = zendesk::Account::new(vec![zendesk::ticket(1)]).serve();
    assert_eq!(check("zendesk", &server.address).unwrap(), "ann@desk.example");
    let asked = [
        "GET /api/v2/users/me.json",
        "GET /api/v2/incremental/tickets/cursor.json?start_time=1&per_page=1&support_type_scope=all",
    ];
    assert_eq!(lines(&server), asked);
    // With an API token, which is one of a user.
    let whom = check_as("zendesk", &server.address, Some("ann@desk.example"), TOKEN);
    assert_eq!(whom.unwrap(), "ann@desk.example");
}

#[test]
fn intercom_is_asked_who_we_are_and_for_a_conversation() {
    let (_, server) = intercom::App::serve(vec![intercom::conversation(1)]);
    assert_eq!(check("intercom", &server.address).unwrap(), "Ann");
    assert_eq!(lines(&server), ["GET /me", "POST /conversations/search"]);
    assert_eq!(server.asked()[1].body["pagination"], json!({"per_page": 1}));
}

#[test]
fn freshdesk_is_asked_who_we_are_and_for_a_ticket() {
    let (_, server) = freshdesk::Account::serve(vec![freshdesk::ticket(1)]);
    assert_eq!(check("freshdesk", &server.address).unwrap(), "Ann");
    assert_eq!(lines(&server), ["GET /api/v2/agents/me", "GET /api/v2/tickets?per_page=1&include=stats"]);
}

#[test]
fn a_wrong_host_is_told_from_one_that_does_not_answer() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (missing, page) = (Server::new(|_| Reply::html(404)), Server::new(|_| Reply::html(200)));
    for name in KINDS {
        let (code, text) = wrong(name, &format!("http://{nobody}"));
        assert_eq!(code, "unreachable_helpdesk");
        assert!(text.contains("cannot be reached"), "{text}");
        let (code, text) = wrong(name, &missing.address);
        assert_eq!(code, "not_found");
        assert!(text.contains("check the address"), "{text}");
        let (code, text) = wrong(name, &page.address);
        assert_eq!(code, "answer");
        assert!(text.contains("a web page; check the address"), "{text}");
    }
}

#[test]
fn wrong_credentials_are_called_that_in_the_helpdesks_words_too() {
    let account = zendesk::Account::new(Vec::new());
    let zendesk = account.serve();
    let (_, intercom) = intercom::App::serve(Vec::new());
    let (_, freshdesk) = freshdesk::Account::serve(Vec::new());
    let said = [
        (&zendesk, "The access token provided is invalid"),
        (&intercom, "Access Token Invalid"),
        (&freshdesk, "You have to be logged in"),
    ];
    for (name, (server, said)) in KINDS.into_iter().zip(said) {
        let error = check_as(name, &server.address, None, "0ther-t0ken").unwrap_err();
        assert_eq!(error.code(), "credentials");
        let text = error.to_string();
        assert!(text.contains("check the user and the token") && text.contains(said), "{text}");
        assert!(!text.contains("0ther-t0ken"), "{text}");
        assert_eq!(server.asked().len(), 1, "nothing else is asked for, and not again");
    }
    // Zendesk does not always refuse.
    *account.anonymous.lock().unwrap() = true;
    let (code, text) = wrong("zendesk", &zendesk.address);
    assert_eq!(code, "credentials");
    assert!(text.contains("anonymous"), "{text}");
}

/// A server of each kind that knows us and refuses its tickets.
fn refusing(replies: [Reply; 3]) -> [Server; 3] {
    let [zendesk, intercom, freshdesk] = replies;
    let account = zendesk::Account::new(Vec::new());
    account.failures.lock().unwrap().push(zendesk);
    let (app, of_intercom) = intercom::App::serve(Vec::new());
    *app.failure.lock().unwrap() = Some(intercom);
    let desk = Arc::new(freshdesk::Account { failure: Some(freshdesk).into(), ..Default::default() });
    [account.serve(), of_intercom, desk.served()]
}

#[test]
fn lacking_rights_and_a_lesser_plan_are_told_apart() {
    let said = [
        "You do not have access to this page",
        "Not authorized to access resource",
        "You are not authorized",
    ];
    let servers = refusing([
        Reply::error(403, json!({"error": "Forbidden", "description": said[0]})),
        intercom::error(403, "token_unauthorized", said[1]),
        Reply::error(403, json!({"code": "access_denied", "message": said[2]})),
    ]);
    for ((name, server), said) in KINDS.into_iter().zip(&servers).zip(said) {
        let (code, text) = wrong(name, &server.address);
        assert_eq!(code, "rights", "{text}");
        assert!(text.contains(said) && text.contains("it takes more rights"), "{text}");
    }
    let said = ["Payment required", "Active subscription needed", "not supported in your plan"];
    let servers = refusing([
        Reply::error(402, json!({"error": said[0]})),
        intercom::error(403, "api_plan_restricted", said[1]),
        Reply::error(403, json!({"code": "require_feature", "message": said[2]})),
    ]);
    for ((name, server), said) in KINDS.into_iter().zip(&servers).zip(said) {
        let (code, text) = wrong(name, &server.address);
        assert_eq!(code, "plan", "{text}");
        assert!(text.contains(said) && text.contains("it takes another plan"), "{text}");
    }
}

#[test]
fn a_check_that_is_broken_off_does_not_speak_of_a_sync_as_none_ran() {
    let server = Server::new(|_| Reply::status(429).with("Retry-After", 60));
    let error = check_with("zendesk", &server.address, None, TOKEN, Still::impatient(NOW.0)).unwrap_err();
    assert_eq!((error.code(), error.to_string().as_str()), ("cancelled", "cancelled before it was done"));
    let desk = Desk::new("zendesk", &server.address, None);
    let failure =
        desk.sync_with(false, Still::impatient(NOW.0), &mut || ControlFlow::Continue(())).unwrap_err();
    assert_eq!(
        (failure.code, failure.message.as_str()),
        (
            "cancelled",
            "the sync was cancelled; what had come in by then stays, and the next sync goes on from there"
        )
    );
}
