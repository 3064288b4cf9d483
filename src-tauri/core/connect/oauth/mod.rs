//! Signing in with the browser: OAuth's authorization code with PKCE (RFC 6749, 7636, 8252), as a client without a secret
//! of its own. The browser comes back to this machine with a code, which is worth something only together with what this
//! program alone knows, and is exchanged for two tokens: one that opens the helpdesk for a while, and one that renews it.

mod callback;
mod session;
mod sign_in;
mod tokens;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ts_rs::TS;

pub use session::{Keeping, Session};
pub use sign_in::SignIn;
pub use tokens::Tokens;

use super::error::ConnectError;
use super::http::Http;

/// The port that browsers come back to, unless told otherwise. Systems give it to no program by themselves.
pub const REDIRECT_PORT: u16 = 28_474;
/// Seconds that a token opens the helpdesk: longer than the half hour that Zendesk itself gives, so that a long sync renews
/// less often.
const ACCESS_SECONDS: u32 = 3_600;
/// Seconds that the other one renews it: what Zendesk itself gives.
const REFRESH_SECONDS: u32 = 30 * 86_400;
const PATH: &str = "/signed-in";

/// How the users of a kind of helpdesk sign in with the browser.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct OAuth {
    /// Where the OAuth client is made.
    pub client: &'static str,
    /// The page that the browser opens.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) authorize: &'static str,
    /// Where tokens come from.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) token: &'static str,
    /// What the tokens are to open.
    #[serde(skip)]
    #[ts(skip)]
    pub(super) scope: &'static str,
}

/// Where browsers come back to. The OAuth client must name it, letter by letter.
pub fn redirect_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}{PATH}")
}

/// What tokens are asked for with.
enum Grant<'a> {
    /// What the browser came back with.
    Code { code: &'a str, verifier: &'a str, redirect: &'a str },
    /// What renews.
    Refresh(&'a str),
}

impl OAuth {
    /// Gets tokens. Whatever is secret in the question, the authorization of `http` must know, so that no error shows it.
    fn grant(&self, http: &Http, client: &str, grant: &Grant<'_>) -> Result<Tokens, ConnectError> {
        let mut question = json!({
            "client_id": client, "scope": self.scope,
            // Clients that were made before 30 April 2026 get tokens without end, and none to renew them, unless they ask.
            "expires_in": ACCESS_SECONDS, "refresh_token_expires_in": REFRESH_SECONDS,
        });
        match grant {
            Grant::Code { code, verifier, redirect } => {
                question["grant_type"] = json!("authorization_code");
                question["code"] = json!(code);
                question["code_verifier"] = json!(verifier);
                question["redirect_uri"] = json!(redirect);
            }
            Grant::Refresh(token) => {
                question["grant_type"] = json!("refresh_token");
                question["refresh_token"] = json!(token);
            }
        }
        let (status, body) = http.ask_openly(self.token, &question)?;
        let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
        if (200..300).contains(&status) {
            let tokens = Tokens::granted(&answer, client, http.origin(), http.now());
            return tokens.ok_or_else(|| http.unreadable(self.token, "there is no access token in it"));
        }
        let (host, said) = (http.host(), http.said(&body));
        Err(match (answer.get("error").and_then(Value::as_str), grant) {
            (Some("invalid_client" | "unauthorized_client"), _) => {
                ConnectError::Client { host, client: client.to_owned(), said }
            }
            (_, Grant::Code { .. }) => ConnectError::SignIn { host, status, said },
            (Some("invalid_grant"), _) => ConnectError::SignedOut { host, said },
            _ if matches!(status, 400 | 401) => ConnectError::SignedOut { host, said },
            // A path that is barred or leads elsewhere says nothing of the sign-in.
            _ => http.refusal(self.token, status, &body),
        })
    }
}

/// What goes with the browser to show later who sent it: the S256 of RFC 7636.
fn challenge(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// What nobody can guess, in characters that a URL takes as they are.
fn unguessable() -> Result<String, ConnectError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| ConnectError::NoSignIn(format!("this system gives no random numbers ({error})")))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_rfc_7636_appendix_b() {
        let challenge = challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn what_cannot_be_guessed_is_long_enough_and_never_the_same() {
        let all: std::collections::HashSet<String> = (0..50).map(|_| unguessable().unwrap()).collect();
        assert_eq!(all.len(), 50);
        // RFC 7636 wants 43 characters at least.
        assert!(all.iter().all(|text| text.len() == 43));
    }
}
