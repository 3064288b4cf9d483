//! `smix connect` and `smix sync`: what is kept, what is said, and that a token is seen nowhere.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use assert_cmd::Command;
use serde_json::{Value, json};

use super::server::{Asked, Reply, Server};
use super::signing::{self, Account, CLIENT, MARK};
use super::{Desk, Run};

const TOKEN: &str = "s3cr3t-t0ken";

/// Runs with a token in the environment, as scripts do.
fn with_token(desk: &Desk, line: &str) -> Run {
    let mut command = Command::cargo_bin("smix").unwrap();
    let output = command
        .arg("--store")
        .arg(desk.store())
        .env("SMIX_TOKEN", TOKEN)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .args(line.split_whitespace())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.out.contains(TOKEN) && !run.err.contains(TOKEN), "the token is shown");
    run
}

#[test]
fn a_connection_is_kept_without_its_token() {
    let desk = Desk::new();
    let add = "connect add desk --kind zendesk --url https://example.zendesk.com --user ann@example.com --since 2026-01-31";
    assert_eq!(with_token(&desk, add).code, 0);
    let listed: Value = serde_json::from_str(&desk.smix("connect list --json").out).unwrap();
    assert_eq!(listed[0]["name"], "desk");
    assert_eq!(listed[0]["since"], "2026-01-31T00:00:00Z");
    assert_eq!((&listed[0]["synced_at"], &listed[0]["cursor"]), (&Value::Null, &Value::Null));
    let bytes = std::fs::read(desk.store()).unwrap();
    assert!(!bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()));
    assert_eq!(desk.smix("connect remove desk").code, 0);
    assert_eq!(desk.smix("connect list --json").out.trim(), "[]");
}

#[test]
fn what_cannot_be_connected_is_said_and_not_kept() {
    let desk = Desk::new();
    let plain = with_token(&desk, "connect add desk --kind zendesk --url http://example.zendesk.com");
    assert!(plain.code == 2 && plain.err.contains("https://"), "{}", plain.err);
    let kind = with_token(&desk, "connect add desk --kind zendsk --url https://example.zendesk.com");
    assert!(kind.code == 2 && kind.err.contains("'zendesk'"), "{}", kind.err);
    let nothing = with_token(&desk, "sync");
    assert!(nothing.code == 2 && nothing.err.contains("smix connect add"), "{}", nothing.err);
    let add = "connect add desk --kind freshdesk --url http://127.0.0.1:9";
    assert_eq!(with_token(&desk, add).code, 0);
    let unknown = with_token(&desk, "sync dsk");
    assert!(unknown.code == 2 && unknown.err.contains("there are desk"), "{}", unknown.err);
    let nobody = with_token(&desk, "sync desk --json");
    assert_eq!((nobody.code, nobody.out.as_str()), (1, ""));
    assert!(nobody.err.contains("127.0.0.1 cannot be reached"), "{}", nobody.err);
    let listed: Value = serde_json::from_str(&desk.smix("connect list --json").out).unwrap();
    assert!(listed[0]["failure"].as_str().unwrap().contains("cannot be reached"));
}

#[test]
fn a_connections_own_mapping_is_used_and_can_be_taken_back() {
    let server = Server::new(|asked| match asked.path.ends_with("cursor.json") {
        true => Reply::json(json!({"end_of_stream": true, "after_cursor": "c", "tickets": [
            {"id": 1, "created_at": "2026-01-05T10:00:00Z", "status": "solved", "tags": ["by_our_bot", "shipping"]}]})),
        false => Reply::json(json!({"ticket_fields": []})),
    });
    let desk = Desk::new();
    with_token(&desk, &format!("connect add desk --kind zendesk --url {}", server.address));
    let own = desk.smix("connect mapping desk").out;
    let mut mapping: Value = serde_json::from_str(&own).unwrap();
    mapping["evidence"]
        .as_array_mut()
        .unwrap()
        .push(json!({"when": {"tag": "by_our_bot"}, "means": "ai_took_part"}));
    mapping["query_type"] = json!([{"tags": {"shipping": "Delivery"}}]);
    let file = desk.folder.path().join("desk.json");
    std::fs::write(&file, mapping.to_string()).unwrap();
    let synced = || {
        let counts: Value = serde_json::from_str(&with_token(&desk, "sync desk --json").out).unwrap();
        let ticket: Value = serde_json::from_str(&desk.smix("ticket desk/1 --json").out).unwrap();
        let field = |name: &str| ticket["fields"][name].as_str().map(str::to_owned);
        (counts["updated"].as_u64(), field("query_type"), field("ai_involved"))
    };
    assert_eq!(synced(), (Some(0), None, None));
    assert_eq!(desk.smix(&format!("connect mapping desk {}", file.display())).code, 0);
    assert_eq!(synced(), (Some(1), Some("Delivery".to_owned()), Some("true".to_owned())));
    assert_eq!(desk.smix("connect mapping desk --reset").code, 0);
    assert_eq!(desk.smix("connect mapping desk").out, own);
    assert_eq!(desk.smix("connect mapping other").code, 2);
}

/// That the token is in no file of a folder, nor in any folder in it. How many files there are.
fn without_token(folder: &Path) -> usize {
    without(folder, TOKEN)
}

fn without(folder: &Path, secret: &str) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            files += without(&entry.path(), secret);
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap();
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "the token is in {:?}", entry.path());
        files += 1;
    }
    files
}

/// A helpdesk that says back whatever it is shown, and fails in a new way each time.
fn talkative(asked: &Asked, failure: usize, elsewhere: &str) -> Reply {
    let shown = asked.header("authorization").unwrap_or_default();
    let echo =
        json!({"error": TOKEN, "description": format!("{} {TOKEN} {shown}", "x".repeat(195 - failure))});
    let failing = |status: u16| Reply { status, ..Reply::json(echo.clone()) };
    match failure {
        0 => failing(401),
        1 => failing(403),
        2 => failing(404),
        3 => failing(418),
        4 => failing(503).with("Retry-After", 3600),
        5 => Reply::status(302).with("Location", format!("{elsewhere}{}?back={TOKEN}", asked.path)),
        // Read as something else, it would be told what stands there.
        6 => Reply::json(json!({"ticket_fields": TOKEN, "user": TOKEN})),
        7 => Reply { body: format!("{TOKEN} is no JSON").into_bytes(), ..Reply::status(200) },
        _ if asked.path.ends_with("cursor.json") => {
            Reply::json(json!({"end_of_stream": true, "after_cursor": "c",
            "tickets": [{"id": 1, "created_at": "2026-01-05T10:00:00Z", "status": "open"},
                {"id": 2, "created_at": "soon", "status": "open"}]}))
        }
        _ => Reply::json(json!({"user": {"id": 1, "email": "ann@example.com"}, "ticket_fields": []})),
    }
}

#[test]
fn a_token_shows_in_no_output_and_no_file_whatever_a_helpdesk_does_with_it() {
    let elsewhere = Server::new(|_| Reply::status(404));
    let other_host = elsewhere.address.replace("127.0.0.1", "localhost");
    let failure = Arc::new(AtomicUsize::new(0));
    let now = failure.clone();
    let server = Server::new(move |asked| talkative(asked, now.load(Ordering::SeqCst), &other_host));
    let desk = Desk::new();
    for user in ["", " --user ann@example.com"] {
        let add = format!("connect add desk --kind zendesk --url {}{user}", server.address);
        assert_eq!(with_token(&desk, &add).code, 0);
        for step in 0..9 {
            failure.store(step, Ordering::SeqCst);
            let expected = if step < 8 { 1 } else { 0 };
            for line in ["connect test desk", "sync desk", "sync desk --json"] {
                let run = with_token(&desk, line);
                assert_eq!(run.code, expected, "{step} {line}: {}", run.err);
                without_token(desk.folder.path());
            }
            with_token(&desk, "connect list --json");
        }
    }
    assert!(!elsewhere.asked().is_empty(), "nobody was sent on");
    assert!(elsewhere.asked().iter().all(|asked| asked.header("authorization").is_none()));
    let nobody = with_token(&desk, "connect add nobody --kind freshdesk --url http://127.0.0.1:9");
    assert_eq!((nobody.code, with_token(&desk, "sync nobody").code), (0, 1));
    // The store, what it holds of refused rows, and its columns.
    assert!(without_token(desk.folder.path()) > 2);
}

/// Connects by signing in, on a machine without a keychain and without a browser of its own. What it says, and its code.
fn signing_in(desk: &Desk, address: &str, client: &str, browser: impl FnOnce(&str)) -> (i32, String) {
    let mut run = Process::new(assert_cmd::cargo::cargo_bin("smix"))
        .arg("--store")
        .arg(desk.store())
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("PATH", "")
        .args(["connect", "add", "desk", "--kind", "zendesk", "--url", address])
        .args(["--oauth-client", client, "--redirect-port", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(run.stderr.take().unwrap());
    let mut said = String::new();
    while lines.read_line(&mut said).unwrap() > 0 {
        if let Some(page) = said.lines().last().filter(|line| line.contains("/oauth/authorizations/new?")) {
            browser(page);
            break;
        }
    }
    lines.read_to_string(&mut said).unwrap();
    let mut out = String::new();
    run.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    let code = run.wait().unwrap().code().unwrap();
    assert!(out.is_empty() && !said.contains(MARK), "{out}{said}");
    without(desk.folder.path(), MARK);
    (code, said)
}

#[test]
fn a_user_signs_in_on_the_page_that_is_named() {
    let (desk, account) = (Desk::new(), Account::new());
    let server = account.serve();
    let (code, said) = signing_in(&desk, &server.address, CLIENT, |page| {
        assert_eq!(signing::sign_in(page).status, 200);
    });
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("signed in as ann@example.com"), "{said}");
    assert!(said.contains("the sign-in is not kept"), "{said}");
    let listed: Value = serde_json::from_str(&desk.smix("connect list --json").out).unwrap();
    assert_eq!((&listed[0]["name"], &listed[0]["user"]), (&json!("desk"), &Value::Null));
    assert_eq!(listed[0]["oauth_client"], CLIENT);
    assert!(desk.smix("connect list").out.contains(&format!("a sign-in through {CLIENT}")));
    // A token takes its place.
    let add = format!("connect add desk --kind zendesk --url {}", server.address);
    assert_eq!(with_token(&desk, &add).code, 0);
    let listed: Value = serde_json::from_str(&desk.smix("connect list --json").out).unwrap();
    assert_eq!(listed[0]["oauth_client"], Value::Null);
    assert!(desk.smix("connect list").out.contains("a token"));
}

#[test]
fn a_sign_in_that_comes_to_nothing_leaves_no_connection() {
    let (desk, account) = (Desk::new(), Account::new());
    let server = account.serve();
    account.state().denies = true;
    let (code, said) = signing_in(&desk, &server.address, CLIENT, |page| {
        signing::sign_in(page);
    });
    assert!(code == 1 && said.contains("The user denied the request"), "{code}: {said}");
    let (code, said) =
        signing_in(&desk, "http://example.zendesk.com", CLIENT, |_| panic!("nobody is asked there"));
    assert!(code == 2 && said.contains("use https://"), "{code}: {said}");
    let add = format!("connect add desk --kind zendesk --url {} --oauth-client c --user ann", server.address);
    assert_eq!(desk.smix(&add).code, 2);
    let add = format!("connect add desk --kind freshdesk --url {} --oauth-client c", server.address);
    assert!(desk.smix(&add).err.contains("Freshdesk is connected with a token"));
    assert_eq!(desk.smix("connect list --json").out.trim(), "[]");
}
