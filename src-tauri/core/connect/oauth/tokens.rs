//! What a sign-in gives, and how it is kept: as one secret, in the place of a token.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::connect::Secret;
use crate::model::Timestamp;

/// A token that is this close to its end is renewed before it is used.
const MARGIN: i64 = 60;

/// The tokens of a sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Opens the helpdesk.
    pub(super) access: String,
    /// Renews it; none where the helpdesk gave none.
    pub(super) refresh: Option<String>,
    /// When it no longer opens the helpdesk; none where the helpdesk does not say.
    pub(super) expires_at: Option<i64>,
    /// The OAuth client that they were given to.
    pub(super) client_id: String,
}

impl Tokens {
    /// The tokens in a secret; none where it is another one, as an API token is.
    pub fn of(secret: &Secret) -> Option<Tokens> {
        serde_json::from_str(secret.reveal()).ok()
    }

    /// The OAuth client that they were given to.
    pub fn client(&self) -> &str {
        &self.client_id
    }

    /// What opens the helpdesk now, alone: nothing can be renewed with it.
    pub fn access(&self) -> Option<Secret> {
        Secret::new(&self.access)
    }

    /// As they are kept.
    pub(super) fn secret(&self) -> Option<Secret> {
        Secret::new(&serde_json::to_string(self).ok()?)
    }

    /// The tokens in a helpdesk's answer.
    pub(super) fn granted(answer: &Value, client: &str, now: Timestamp) -> Option<Tokens> {
        let word = |name| {
            let text = answer.get(name).and_then(Value::as_str).map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let seconds = answer.get("expires_in").and_then(Value::as_i64);
        Some(Tokens {
            access: word("access_token")?,
            refresh: word("refresh_token"),
            expires_at: seconds.map(|seconds| now.0.saturating_add(seconds)),
            client_id: client.to_owned(),
        })
    }

    /// Whether they open the helpdesk no longer, or not for long.
    pub(super) fn are_stale(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end.saturating_sub(MARGIN) <= now.0)
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000);

    #[test]
    fn tokens_are_kept_as_one_secret_and_no_other_secret_is_taken_for_them() {
        let answer =
            json!({"access_token": "a1", "refresh_token": "r1", "token_type": "bearer", "expires_in": 3600});
        let tokens = Tokens::granted(&answer, "smix", NOW).unwrap();
        let secret = tokens.secret().unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(secret.reveal()).unwrap(),
            json!({"access": "a1", "refresh": "r1", "expires_at": 1_790_003_600, "client_id": "smix"})
        );
        assert_eq!(Tokens::of(&secret), Some(tokens));
        for other in ["s3cret", "12345", "null", "{}", r#"{"access": "a1"}"#, "[]"] {
            assert_eq!(Tokens::of(&Secret::new(other).unwrap()), None, "{other}");
        }
        assert!(!format!("{:?}", Tokens::of(&secret)).contains("a1"));
    }

    #[test]
    fn a_helpdesk_need_not_say_when_a_token_ends_but_must_give_one() {
        let tokens =
            Tokens::granted(&json!({"access_token": "a1", "refresh_token": null}), "smix", NOW).unwrap();
        assert_eq!((&tokens.refresh, tokens.expires_at), (&None, None));
        assert!(!tokens.are_stale(NOW));
        for nothing in [json!({}), json!({"access_token": " "}), json!({"access_token": 5}), json!([])] {
            assert_eq!(Tokens::granted(&nothing, "smix", NOW), None);
        }
    }

    #[test]
    fn a_token_is_stale_before_it_ends() {
        let tokens =
            Tokens::granted(&json!({"access_token": "a1", "expires_in": 3600}), "smix", NOW).unwrap();
        assert!(!tokens.are_stale(Timestamp(NOW.0 + 3_600 - MARGIN - 1)));
        assert!(tokens.are_stale(Timestamp(NOW.0 + 3_600 - MARGIN)));
    }
}
