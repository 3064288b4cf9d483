//! `smix connect` and `smix sync`: what is kept, what is said, and that a token is seen nowhere.

use assert_cmd::Command;
use serde_json::Value;

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
