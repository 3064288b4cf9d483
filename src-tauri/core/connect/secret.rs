//! What opens a helpdesk's door. It is shown nowhere.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Deserializer};
use ts_rs::TS;

use super::oauth::Session;

/// What stands in the place of a secret.
const HIDDEN: &str = "…";

/// A token or password. No text form of it shows what it is.
#[derive(Clone, PartialEq, Eq, TS)]
#[ts(type = "string")]
pub struct Secret(String);

impl Secret {
    /// A secret, without the blanks and line ends that come along when one is copied. `None` where nothing is left.
    pub fn new(text: &str) -> Option<Secret> {
        let text = text.trim();
        (!text.is_empty()).then(|| Secret(text.to_owned()))
    }

    /// The secret itself, for the system's keychain and for a request's header.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        let text = String::deserialize(deserializer)?;
        Secret::new(&text).ok_or_else(|| serde::de::Error::custom("the token is empty"))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// How a request shows who asks.
#[derive(Clone, Debug)]
pub enum Authorization {
    /// `Bearer` and the token.
    Bearer(Secret),
    /// `token` and the token, as Request Tracker has it.
    Token(Secret),
    /// A key in the place of the user, as Freshdesk has it.
    Key(Secret),
    /// User and password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
    /// As somebody who has signed in with the browser.
    SignedIn(Session),
    /// As nobody: these secrets stand in the question itself.
    Asking(Vec<Secret>),
}

impl Authorization {
    /// The header's value; `None` where the secret has a character that no header can carry.
    pub(super) fn header(&self) -> Option<ureq::http::HeaderValue> {
        let text = match self {
            Authorization::Bearer(token) => format!("Bearer {}", token.0),
            Authorization::Token(token) => format!("token {}", token.0),
            Authorization::Key(key) => format!("Basic {}", BASE64_STANDARD.encode(format!("{}:X", key.0))),
            Authorization::Basic { user, password } => {
                format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{}", password.0)))
            }
            Authorization::SignedIn(session) => format!("Bearer {}", session.access()),
            Authorization::Asking(_) => return None,
        };
        let mut value = ureq::http::HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// A text of somebody else's, without the secrets that it may say back to us.
    pub(super) fn hide(&self, text: &str) -> String {
        let sent = self.header();
        let sent = sent.as_ref().and_then(|value| value.to_str().ok()).and_then(|text| text.split_once(' '));
        let mut secrets: Vec<String> = match self {
            Authorization::Bearer(secret) | Authorization::Token(secret) | Authorization::Key(secret) => {
                vec![secret.0.clone()]
            }
            Authorization::Basic { password, .. } => vec![password.0.clone()],
            Authorization::SignedIn(session) => session.secrets(),
            Authorization::Asking(secrets) => secrets.iter().map(|secret| secret.0.clone()).collect(),
        };
        secrets.extend(sent.map(|(_, credentials)| credentials.to_owned()));
        // What holds another one goes first, so that nothing is left of it.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), HIDDEN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_itself_in_no_text() {
        let secret = Secret::new(" s3cret\n").unwrap();
        assert_eq!(secret.reveal(), "s3cret");
        let all = [
            Authorization::Bearer(secret.clone()),
            Authorization::Token(secret.clone()),
            Authorization::Key(secret.clone()),
            Authorization::Basic { user: "ann".to_owned(), password: secret },
        ];
        for authorization in all {
            assert!(!format!("{authorization:?}").contains("s3cret"));
            assert!(!format!("{:?}", authorization.header()).contains("s3cret"));
        }
        assert!(Secret::new(" \n").is_none());
    }

    #[test]
    fn a_secret_that_is_said_back_is_hidden() {
        let token = Secret::new("s3cret").unwrap();
        assert_eq!(Authorization::Bearer(token.clone()).hide("no s3cret, s3cret!"), "no …, …!");
        let basic = Authorization::Basic { user: "ann".to_owned(), password: token };
        assert_eq!(basic.hide(&format!("s3cret {}", BASE64_STANDARD.encode("ann:s3cret"))), "… …");
    }
}
