//! A Zendesk of our own that users sign in to, and that judges how; and a browser.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex, MutexGuard};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::server::{Asked, Reply, Server};

/// The OAuth client that is known.
pub const CLIENT: &str = "smix_client";
/// What all tokens, codes and verifiers of it begin with, so that a search finds any of them.
pub const MARK: &str = "s3cr3t-";

/// How an account stands, and how it fails.
#[derive(Default)]
pub struct State {
    /// Whether the user says no.
    pub denies: bool,
    /// What the token endpoint answers in the place of what it would.
    pub fails: Option<Reply>,
    /// Requests of tickets that the newest access token is good for.
    pub requests_left: Option<usize>,
    /// Whether an access token that is as good as new is refused all the same.
    pub refuses_all: bool,
    /// Tokens that were given, the newest last.
    pub access: Vec<String>,
    pub refresh: Vec<String>,
    codes: Vec<Code>,
    given: usize,
}

/// A code that has not been exchanged.
struct Code {
    code: String,
    challenge: String,
    redirect: String,
}

/// An account with three tickets, a page each.
#[derive(Default)]
pub struct Account {
    state: Mutex<State>,
}

impl Account {
    pub fn new() -> Arc<Account> {
        Arc::default()
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn serve(self: &Arc<Account>) -> Server {
        let account = self.clone();
        Server::new(move |asked| account.answer(asked))
    }

    pub fn answer(&self, asked: &Asked) -> Reply {
        let mut state = self.state();
        match (asked.method.as_str(), asked.path.as_str()) {
            ("GET", "/oauth/authorizations/new") => state.authorize(asked),
            ("POST", "/oauth/tokens") => match state.fails.clone() {
                Some(failure) => failure,
                None => state.grant(&asked.body),
            },
            _ => state.tickets(asked),
        }
    }
}

impl State {
    /// The page on which the user says yes or no, and the way back.
    fn authorize(&mut self, asked: &Asked) -> Reply {
        let said = |name: &str| asked.query(name).unwrap_or_default().to_owned();
        let redirect = said("redirect_uri");
        let known = redirect.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.split_once('/'));
        let known = known.is_some_and(|(port, path)| port.parse::<u16>().is_ok() && path == "signed-in");
        // Nobody is sent back to where the client does not say.
        if said("client_id") != CLIENT || !known {
            return Reply::status(400);
        }
        assert_eq!((said("response_type"), said("scope")), ("code".to_owned(), "read".to_owned()));
        assert_eq!(said("code_challenge_method"), "S256");
        assert!(said("state").len() >= 43 && said("code_challenge").len() == 43);
        let back = match self.denies {
            true => "error=access_denied&error_description=The+user+denied+the+request".to_owned(),
            false => {
                self.given += 1;
                let code = format!("{MARK}code-{}", self.given);
                let way = format!("code={code}");
                self.codes.push(Code { code, challenge: said("code_challenge"), redirect: redirect.clone() });
                way
            }
        };
        Reply::status(302).with("Location", format!("{redirect}?{back}&state={}", said("state")))
    }

    fn grant(&mut self, body: &Value) -> Reply {
        let said = |name: &str| body[name].as_str().unwrap_or_default();
        let refused = |status: u16, error: &str, why: &str| Reply {
            status,
            ..Reply::json(json!({"error": error, "error_description": why}))
        };
        if said("client_id") != CLIENT {
            return refused(401, "invalid_client", "Client authentication failed due to unknown client");
        }
        assert_eq!((said("scope"), body.get("client_secret")), ("read", None));
        assert!(body["expires_in"].as_u64().is_some_and(|seconds| (301..172_800).contains(&seconds)));
        let good = match said("grant_type") {
            "authorization_code" => {
                let found = self.codes.iter().position(|code| code.code == said("code"));
                // A code is good once, whatever comes of it.
                found.map(|at| self.codes.remove(at)).is_some_and(|code| {
                    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(said("code_verifier")));
                    code.challenge == challenge && code.redirect == said("redirect_uri")
                })
            }
            // Only the newest is good, and once, as another one is given for it.
            "refresh_token" => self.refresh.last().is_some_and(|token| token == said("refresh_token")),
            _ => false,
        };
        if !good {
            return refused(400, "invalid_grant", "The grant is invalid, expired or revoked");
        }
        self.requests_left = None;
        self.access.push(format!("{MARK}access-{}", self.access.len()));
        self.refresh.push(format!("{MARK}refresh-{}", self.refresh.len()));
        Reply::json(json!({"access_token": self.access.last(), "refresh_token": self.refresh.last(),
            "token_type": "bearer", "scope": "read", "expires_in": body["expires_in"],
            "refresh_token_expires_in": body["refresh_token_expires_in"]}))
    }

    fn tickets(&mut self, asked: &Asked) -> Reply {
        let newest = self.access.last().map(|token| format!("Bearer {token}"));
        let used_up = match &mut self.requests_left {
            Some(0) => true,
            Some(left) => {
                *left -= 1;
                false
            }
            None => false,
        };
        let shown = asked.header("authorization");
        if shown != newest.as_deref() || newest.is_none() || used_up || self.refuses_all {
            // It says back what it was shown.
            let shown = shown.unwrap_or_default();
            return Reply {
                status: 401,
                ..Reply::json(json!({"error": "invalid_token", "error_description": format!("No {shown}")}))
            };
        }
        match asked.path.as_str() {
            "/api/v2/users/me.json" => Reply::json(json!({"user": {"id": 1, "email": "ann@example.com"}})),
            "/api/v2/ticket_fields.json" => Reply::json(json!({"ticket_fields": []})),
            "/api/v2/incremental/tickets/cursor.json" => {
                let id = 1 + asked.query("cursor").map_or(0, |cursor| cursor.parse().unwrap());
                let ticket = json!({"id": id, "created_at": "2026-01-05T10:00:00Z", "status": "open"});
                let tickets = if id > 3 { json!([]) } else { json!([ticket]) };
                Reply::json(
                    json!({"end_of_stream": id >= 3, "after_cursor": id.min(3).to_string(), "tickets": tickets}),
                )
            }
            _ => Reply::status(404),
        }
    }
}

/// What a browser was shown.
#[derive(Debug)]
pub struct Shown {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Shown {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Opens one page of this machine.
pub fn open(url: &str) -> Shown {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    // The cookies of everything on this machine.
    let cookies = "c".repeat(9_000);
    stream
        .write_all(format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\n\r\n").as_bytes())
        .unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let status = line().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = Vec::new();
    while let Some((name, value)) = line().split_once(": ") {
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").unwrap().1.parse().unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Shown { status, headers, body: String::from_utf8(body).unwrap() }
}

/// Where a page sends the browser back to, without what is said there.
pub fn way_back(url: &str) -> String {
    let question = url.split_once('?').unwrap().1;
    let pairs: Vec<(&str, &str)> = question.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let redirect = pairs.iter().find(|(name, _)| *name == "redirect_uri").unwrap().1;
    redirect.replace("%3A", ":").replace("%2F", "/")
}

/// Opens a page, has the user say yes or no there, and goes where it is sent.
pub fn sign_in(url: &str) -> Shown {
    let page = open(url);
    let back = page.header("location").unwrap_or_else(|| panic!("the helpdesk sends nobody back: {page:?}"));
    open(back)
}
