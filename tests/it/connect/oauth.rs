//! Signing in with the browser: the whole way, and everybody who may come along it.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::{Value, json};
use supportmix_core::connect::{ConnectError, Keeping, Patience, Secret, SignIn, Tokens, kind, redirect_url};
use supportmix_core::service::Waiting;

use super::renewal::{Drawer, sync};
use super::server::{Reply, Server, Still};
use super::signing::{self, Account, CLIENT, MARK};
use super::{Desk, NOW};

/// Begins to sign in, on a port that is free.
fn begin(server: &Server) -> SignIn {
    SignIn::begin(kind("zendesk").unwrap(), &server.address, CLIENT, 0).unwrap()
}

/// What waits until it is told not to.
fn until(broken_off: &Arc<AtomicBool>) -> Arc<dyn Patience> {
    Arc::new(Waiting::new(|| NOW, broken_off.clone()))
}

fn finish(sign_in: SignIn) -> Result<Secret, ConnectError> {
    sign_in.finish(&until(&Arc::default()))
}

/// Signs in while the browser does something.
fn meanwhile(sign_in: SignIn, browser: impl FnOnce(&str) + Send + 'static) -> Result<Secret, ConnectError> {
    let url = sign_in.url();
    let browser = thread::spawn(move || browser(&url));
    let done = finish(sign_in);
    browser.join().unwrap();
    done
}

/// Signs in as a user does.
pub(super) fn signed_in(server: &Server) -> Secret {
    meanwhile(begin(server), |url| assert_eq!(signing::sign_in(url).status, 200)).unwrap()
}

pub(super) fn refused(status: u16, body: Value) -> Reply {
    Reply { status, ..Reply::json(body) }
}

#[test]
fn a_user_signs_in_and_the_tickets_come_in() {
    let account = Account::new();
    let server = account.serve();
    let secret = meanwhile(begin(&server), |url| {
        let page = signing::sign_in(url);
        assert_eq!((page.status, page.header("connection")), (200, Some("close")));
        assert!(page.body.contains("You can close this tab") && !page.body.contains(MARK), "{}", page.body);
    })
    .unwrap();
    let kept: Value = serde_json::from_str(secret.reveal()).unwrap();
    assert_eq!(
        kept,
        json!({"access": format!("{MARK}access-0"), "refresh": format!("{MARK}refresh-0"),
            "expires_at": NOW.0 + 3_600, "client_id": CLIENT, "origin": server.address})
    );
    assert_eq!(Tokens::of(&secret).unwrap().client(), CLIENT);
    let desk = Desk::new("zendesk", &server.address, None);
    let drawer = Drawer::with(&secret);
    assert_eq!(sync(&desk, &secret, &drawer, Still::at(NOW.0)).unwrap().counts.inserted, 3);
    // Nothing had to be renewed.
    assert_eq!(drawer.kept(), Some(secret));
}

#[test]
fn each_sign_in_has_words_of_its_own() {
    let server = Account::new().serve();
    let [one, other] = [begin(&server).url(), begin(&server).url()];
    for word in ["state", "code_challenge"] {
        let of = |url: &str| {
            let question = url.split_once('?').unwrap().1.to_owned();
            question.split('&').find(|pair| pair.starts_with(&format!("{word}="))).unwrap().to_owned()
        };
        assert_ne!(of(&one), of(&other));
    }
}

#[test]
fn a_user_who_says_no_is_told_so() {
    let account = Account::new();
    account.state().denies = true;
    let server = account.serve();
    let denied = meanwhile(begin(&server), |url| {
        let page = signing::sign_in(url);
        assert!(page.status == 200 && page.body.contains("not signed in"), "{}", page.body);
    });
    let error = denied.unwrap_err();
    assert_eq!(error.code(), "denied");
    assert_eq!(
        error.to_string(),
        "access to 127.0.0.1 was refused in the browser (The user denied the request); nothing was kept"
    );
    assert!(server.asked().iter().all(|asked| asked.path != "/oauth/tokens"));
}

#[test]
fn whoever_comes_with_another_state_is_sent_away_and_the_user_is_waited_for() {
    let account = Account::new();
    let server = account.serve();
    let secret = meanwhile(begin(&server), |url| {
        let back = signing::way_back(url);
        for stranger in ["?code=stolen&state=guessed", "?code=stolen", "?error=access_denied&state=x", ""] {
            let page = signing::open(&format!("{back}{stranger}"));
            assert_eq!(page.status, 400, "{stranger}");
            assert!(!page.body.contains("stolen"));
        }
        signing::sign_in(url);
    });
    assert!(secret.unwrap().reveal().contains("access-0"));
    let exchanged = server.asked().into_iter().filter(|asked| asked.path == "/oauth/tokens");
    assert_eq!(
        exchanged.map(|asked| asked.body["code"].clone()).collect::<Vec<_>>(),
        [format!("{MARK}code-1")]
    );
}

#[test]
fn a_browser_that_wants_an_icon_first_is_waited_for() {
    let account = Account::new();
    let secret = meanwhile(begin(&account.serve()), |url| {
        let host = signing::way_back(url).replace("/signed-in", "");
        for path in ["/favicon.ico", "/", "/signed-in/more?code=c"] {
            assert_eq!(signing::open(&format!("{host}{path}")).status, 404, "{path}");
        }
        signing::sign_in(url);
    });
    assert!(secret.is_ok());
}

#[test]
fn neither_silence_nor_noise_keeps_the_browser_from_being_heard() {
    let account = Account::new();
    let secret = meanwhile(begin(&account.serve()), |url| {
        let back = signing::way_back(url);
        let host = back.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
        let mut crowd: Vec<TcpStream> = (0..50).map(|_| TcpStream::connect(&host).unwrap()).collect();
        // None of it may go out any more, as it is not listened to for long.
        let _ = crowd[20].write_all(b"GET /signed-in?code=half");
        let _ = crowd[49].write_all(&vec![b'x'; 1 << 20]);
        let _ = crowd[48].write_all(b"\xff\xfe\r\n\r\n");
        signing::sign_in(url);
        drop(crowd);
    });
    assert!(secret.is_ok());
}

#[test]
fn a_port_that_is_taken_is_named() {
    let server = Account::new().serve();
    let first = begin(&server);
    let port: u16 = signing::way_back(&first.url()).split([':', '/']).nth(4).unwrap().parse().unwrap();
    assert_eq!(signing::way_back(&first.url()), redirect_url(port));
    let zendesk = kind("zendesk").unwrap();
    let taken = SignIn::begin(zendesk, &server.address, CLIENT, port).err().unwrap();
    assert_eq!(taken.code(), "port");
    let message = taken.to_string();
    assert!(message.contains(&format!("port {port} cannot be used")), "{message}");
    // It is free again as soon as the sign-in is over.
    drop(first);
    assert!(SignIn::begin(zendesk, &server.address, CLIENT, port).is_ok());
}

#[test]
fn what_cannot_begin_is_said() {
    let begin = |name: &str, address: &str, client: &str| {
        SignIn::begin(kind(name).unwrap(), address, client, 0).err().unwrap().to_string()
    };
    let good = "https://example.zendesk.com";
    assert_eq!(
        begin("freshdesk", good, CLIENT),
        "the sign-in cannot begin: Freshdesk is connected with a token"
    );
    assert!(begin("zendesk", good, " ").contains("give the identifier of an OAuth client: Admin Center"));
    assert!(begin("zendesk", "http://example.zendesk.com", CLIENT).contains("use https://"));
}

#[test]
fn a_sign_in_that_nobody_wants_any_more_ends() {
    let sign_in = begin(&Account::new().serve());
    let broken_off = Arc::new(AtomicBool::new(false));
    let patience = until(&broken_off);
    let waiting = thread::spawn(move || sign_in.finish(&patience));
    broken_off.store(true, Ordering::SeqCst);
    let error = waiting.join().unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        ("cancelled", "the sign-in was cancelled; nothing was kept")
    );
}

#[test]
fn a_sign_in_that_is_broken_off_while_its_code_is_exchanged_does_not_speak_of_a_sync() {
    let account = Account::new();
    account.state().fails = Some(Reply::status(429).with("Retry-After", 600));
    let (sign_in, broken_off) = (begin(&account.serve()), Arc::new(AtomicBool::new(false)));
    let (url, patience) = (sign_in.url(), until(&broken_off));
    let waiting = thread::spawn(move || sign_in.finish(&patience));
    assert_eq!(signing::sign_in(&url).status, 200);
    broken_off.store(true, Ordering::SeqCst);
    assert_eq!(waiting.join().unwrap().unwrap_err(), ConnectError::SignInCancelled);
}

#[test]
fn what_the_helpdesk_has_against_the_sign_in_is_said_without_its_secrets() {
    let account = Account::new();
    let server = account.serve();
    let error = |failure: Reply| {
        account.state().fails = Some(failure);
        let error = meanwhile(begin(&server), |url| {
            signing::sign_in(url);
        });
        let message = error.unwrap_err().to_string();
        assert!(!message.contains(MARK), "{message}");
        message
    };
    assert_eq!(
        error(refused(400, json!({"error": "invalid_grant", "error_description": "The code has expired"}))),
        "127.0.0.1 answers the sign-in with an error (400) (The code has expired): sign in once more"
    );
    assert_eq!(
        error(refused(401, json!({"error": "invalid_client", "error_description": "Unknown client"}))),
        format!(
            "127.0.0.1 knows no public OAuth client \"{CLIENT}\" (Unknown client): check its identifier, and that its kind is Public"
        )
    );
    // The code of the third sign-in, said back.
    assert_eq!(
        error(refused(
            400,
            json!({"error": "invalid_request", "error_description": format!("Not {MARK}code-3")})
        )),
        "127.0.0.1 answers the sign-in with an error (400) (Not …): sign in once more"
    );
    assert_eq!(
        error(Reply::json(json!({"access_token": {"of": format!("{MARK}access")}}))),
        "127.0.0.1 answers /oauth/tokens with something that cannot be read: there is no access token in it"
    );
    assert_eq!(
        error(Reply { body: b"<html>".to_vec(), ..Reply::status(404) }),
        "127.0.0.1 answers the sign-in with an error (404): sign in once more"
    );
}

#[test]
fn another_host_is_not_shown_what_is_exchanged() {
    let account = Account::new();
    let elsewhere = Server::new(|_| Reply::status(200));
    let server = account.serve();
    for status in [302, 307, 308] {
        let moved = Reply::status(status).with("Location", format!("{}/oauth/tokens", elsewhere.address));
        account.state().fails = Some(moved);
        let error = meanwhile(begin(&server), |url| {
            signing::sign_in(url);
        });
        assert_eq!(error.unwrap_err().code(), "sign_in");
    }
    assert!(elsewhere.asked().is_empty());
}
