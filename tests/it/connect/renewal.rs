//! A sign-in in use: what ends is renewed, what is new is kept, and what cannot be renewed is said.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use supportmix_core::connect::{Keeping, Patience, Secret};
use supportmix_core::service::{Failure, SyncRequest, SyncSummary, sync_connection};

use super::oauth::{refused, signed_in};
use super::server::{Asked, Reply, Server, Still};
use super::signing::{Account, MARK};
use super::{Desk, NOW};

/// A secret that is kept as a keychain does.
#[derive(Default)]
pub(super) struct Drawer(Mutex<Vec<Secret>>);

impl Keeping for Drawer {
    fn kept(&self) -> Option<Secret> {
        self.0.lock().unwrap().last().cloned()
    }

    fn keep(&self, secret: &Secret) {
        self.0.lock().unwrap().push(secret.clone());
    }
}

impl Drawer {
    pub(super) fn with(secret: &Secret) -> Arc<Drawer> {
        Arc::new(Drawer(Mutex::new(vec![secret.clone()])))
    }

    fn json(&self) -> Value {
        serde_json::from_str(self.kept().unwrap().reveal()).unwrap()
    }
}

/// A secret that another program renews after the first looks at it.
struct Raced {
    looks: AtomicUsize,
    late: usize,
    before: Secret,
    after: Secret,
}

impl Keeping for Raced {
    fn kept(&self) -> Option<Secret> {
        let early = self.looks.fetch_add(1, Ordering::SeqCst) < self.late;
        Some(if early { self.before.clone() } else { self.after.clone() })
    }

    fn keep(&self, _: &Secret) {
        panic!("nothing was to be renewed");
    }
}

pub(super) fn sync<K: Keeping + 'static>(
    desk: &Desk,
    secret: &Secret,
    drawer: &Arc<K>,
    patience: Arc<dyn Patience>,
) -> Result<SyncSummary, Failure> {
    let connection = desk.connection();
    let request = SyncRequest {
        connection: &connection,
        secret: secret.clone(),
        full: true,
        user: "ann",
        patience,
        keeping: drawer.clone(),
    };
    let done = sync_connection(&desk.store, request, &mut |_| ControlFlow::Continue(()));
    desk.keeps_nothing_of(MARK);
    if let Err(failure) = &done {
        assert!(!failure.message.contains(MARK), "{}", failure.message);
    }
    done
}

pub(super) fn asked_to_renew(server: &Server) -> usize {
    server.asked().iter().filter(|asked| asked.body["grant_type"] == "refresh_token").count()
}

#[test]
fn a_token_that_ends_in_the_middle_of_a_sync_is_renewed_and_the_new_one_kept() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    account.state().requests_left = Some(2);
    assert_eq!(sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap().counts.inserted, 3);
    assert_eq!(account.state().refresh.len(), 2);
    assert_eq!(
        (&drawer.json()["access"], &drawer.json()["refresh"]),
        (&json!(format!("{MARK}access-1")), &json!(format!("{MARK}refresh-1")))
    );
    // What was kept is what goes on.
    account.state().requests_left = Some(0);
    let secret = drawer.kept().unwrap();
    assert_eq!(sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap().counts.read, 3);
    assert_eq!(drawer.json()["refresh"], format!("{MARK}refresh-2"));
}

#[test]
fn a_token_is_renewed_before_it_ends() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 3_500)).unwrap();
    assert_eq!(account.state().access.len(), 1);
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 3_590)).unwrap();
    assert_eq!(account.state().access.len(), 2);
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.body["grant_type"] != "refresh_token"
                || asked.header("authorization").is_none())
    );
    assert_eq!(drawer.json()["expires_at"], NOW.0 + 3_590 + 3_600);
}

#[test]
fn a_renewal_that_is_refused_asks_to_sign_in_again() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    account.state().refresh.push("revoked".to_owned());
    account.state().requests_left = Some(0);
    let failure = sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap_err();
    assert_eq!(failure.code, "signed_out");
    assert_eq!(
        failure.message,
        "127.0.0.1 does not renew your sign-in any more (The grant is invalid, expired or revoked): sign in again"
    );
    assert_eq!(desk.connection().failure, Some(failure.message));
    // It was asked for once.
    assert_eq!(asked_to_renew(&server), 1);
    // Said back, it is still not shown.
    let body =
        json!({"error": "invalid_grant", "error_description": format!("{MARK}refresh-0 and {MARK}access-0")});
    account.state().fails = Some(refused(400, body));
    let failure = sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap_err();
    assert!(failure.message.contains("(… and …)"), "{}", failure.message);
}

#[test]
fn a_way_to_renew_that_is_barred_or_gone_is_not_taken_for_the_end_of_the_sign_in() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    account.state().requests_left = Some(0);
    let code = |status: u16, body: Value| {
        account.state().fails = Some(refused(status, body));
        sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap_err().code
    };
    assert_eq!(code(403, json!({"error": "Forbidden"})), "rights");
    assert_eq!(code(404, json!({})), "not_found");
    assert_eq!(code(302, json!({})), "helpdesk");
    assert_eq!(code(422, json!({})), "helpdesk");
    for (status, body) in [(400, json!({})), (401, json!({})), (403, json!({"error": "invalid_grant"}))] {
        assert_eq!(code(status, body), "signed_out", "{status}");
    }
    // Nothing of it has cost the sign-in.
    account.state().fails = None;
    assert!(sync(&desk, &secret, &drawer, Still::at(NOW.0)).is_ok());
}

#[test]
fn a_sign_in_that_cannot_be_renewed_ends_with_its_token() {
    let account = Account::new();
    let server = account.serve();
    let mut tokens: Value = serde_json::from_str(signed_in(&server).reveal()).unwrap();
    tokens["refresh"] = Value::Null;
    let secret = Secret::new(&tokens.to_string()).unwrap();
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap();
    assert_eq!(sync(&desk, &secret, &drawer, Still::at(NOW.0 + 3_600)).unwrap_err().code, "signed_out");
}

#[test]
fn a_new_token_that_is_refused_too_is_not_renewed_for_ever() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    account.state().refuses_all = true;
    let failure = sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap_err();
    assert_eq!(failure.code, "signed_out");
    assert!(failure.message.contains("(No Bearer …)"), "{}", failure.message);
    assert_eq!(account.state().access.len(), 2);
    // The token that was given for the one before is not lost.
    assert_eq!(drawer.json()["refresh"], format!("{MARK}refresh-1"));
}

#[test]
fn what_another_program_has_renewed_is_taken_over() {
    let account = Account::new();
    let server = account.serve();
    let secret = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&secret));
    account.state().requests_left = Some(0);
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 1)).unwrap();
    let renewals = || account.state().refresh.len();
    assert_eq!(renewals(), 2);
    // This one still has what was refused, and finds what was kept meanwhile.
    assert_eq!(asked_to_renew(&server), 1);
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 1)).unwrap();
    // A helpdesk may take a token that comes twice for a stolen one.
    assert_eq!((renewals(), asked_to_renew(&server)), (2, 1));
    // What was kept is old as well: it is what renews.
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 7_200)).unwrap();
    assert_eq!((renewals(), &drawer.json()["refresh"]), (3, &json!(format!("{MARK}refresh-2"))));
}

#[test]
fn two_programs_that_renew_at_once_both_go_on() {
    let account = Account::new();
    let server = account.serve();
    let before = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&before));
    account.state().requests_left = Some(0);
    sync(&desk, &before, &drawer, Still::at(NOW.0 + 1)).unwrap();
    // The other one keeps what it was given at once, or has to wait for the keychain.
    for late in 1..=5 {
        let after = drawer.kept().unwrap();
        let raced = Raced { looks: AtomicUsize::new(0), late, before: before.clone(), after };
        let patience = Still::at(NOW.0 + 1);
        assert_eq!(sync(&desk, &before, &Arc::new(raced), patience.clone()).unwrap().counts.read, 3);
        let waited: Duration = patience.waits().iter().sum();
        assert_eq!(waited, Duration::from_millis(400) * (late as u32 - 1));
    }
    assert_eq!(account.state().refresh.len(), 2);
}

#[test]
fn a_keychain_that_took_nothing_new_does_not_bring_back_what_is_spent() {
    let account = Account::new();
    let server = account.serve();
    let old = signed_in(&server);
    let (desk, drawer) = (Desk::new("zendesk", &server.address, None), Drawer::with(&old));
    account.state().requests_left = Some(0);
    sync(&desk, &old, &drawer, Still::at(NOW.0 + 1)).unwrap();
    let newest = drawer.kept().unwrap();
    account.state().requests_left = Some(0);
    let stale = Drawer::with(&old);
    sync(&desk, &newest, &stale, Still::at(NOW.0 + 2)).unwrap();
    assert_eq!(stale.json()["refresh"], format!("{MARK}refresh-2"));
    assert_eq!(asked_to_renew(&server), 2);
}

#[test]
fn a_sign_in_is_shown_to_no_other_helpdesk_than_the_one_that_gave_it() {
    let (account, elsewhere) = (Account::new(), Server::new(|_| Reply::status(401)));
    let server = account.serve();
    let secret = signed_in(&server);
    for kind in ["zendesk", "freshdesk"] {
        let moved = Desk::new(kind, &elsewhere.address, None);
        let failure = sync(&moved, &secret, &Drawer::with(&secret), Still::at(NOW.0)).unwrap_err();
        assert_eq!(failure.code, "signed_out");
        let other = format!("is one to {} and is not shown to 127.0.0.1", server.address);
        assert!(failure.message.contains(&other), "{}", failure.message);
    }
    assert!(elsewhere.asked().is_empty());
    // Nor is what another one gave taken over, where the connection has moved there meanwhile.
    let mut tokens: Value = serde_json::from_str(secret.reveal()).unwrap();
    tokens["origin"] = json!(elsewhere.address);
    tokens["access"] = json!(format!("{MARK}of-another"));
    tokens["expires_at"] = json!(NOW.0 + 9_999);
    let drawer = Drawer::with(&Secret::new(&tokens.to_string()).unwrap());
    let desk = Desk::new("zendesk", &server.address, None);
    account.state().requests_left = Some(0);
    sync(&desk, &secret, &drawer, Still::at(NOW.0 + 1)).unwrap();
    let foreign =
        |asked: &Asked| asked.header("authorization").is_some_and(|shown| shown.contains("of-another"));
    assert!(!server.asked().iter().any(foreign));
}

#[test]
fn a_token_that_was_typed_in_is_shown_as_it_is() {
    let account = Account::new();
    account.state().access.push("typed-in".to_owned());
    let server = account.serve();
    let (desk, secret) = (Desk::new("zendesk", &server.address, None), Secret::new("typed-in").unwrap());
    assert!(sync(&desk, &secret, &Arc::<Drawer>::default(), Still::at(NOW.0)).is_ok());
    account.state().refuses_all = true;
    let failure = sync(&desk, &secret, &Arc::<Drawer>::default(), Still::at(NOW.0)).unwrap_err();
    assert_eq!(failure.code, "credentials");
}
