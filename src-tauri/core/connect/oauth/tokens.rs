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
    /// The helpdesk that gave them, as scheme, host and port. They are shown to no other.
    pub(super) origin: String,
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

    /// Of what is kept in two places, what was given last: where one of them is no sign-in, the first.
    pub fn latest(first: Secret, other: Secret) -> Secret {
        match (Tokens::of(&first), Tokens::of(&other)) {
            (Some(one), Some(two)) if two.may_follow(&one) => other,
            _ => first,
        }
    }

    /// Whether they may have been given in the place of others. Each are given for as long as those before, so those that
    /// end first are the older ones.
    pub(super) fn may_follow(&self, others: &Tokens) -> bool {
        match (self.expires_at, others.expires_at) {
            (Some(end), Some(before)) => end > before,
            // There is no telling.
            _ => self.access != others.access,
        }
    }

    /// The tokens in the answer of a helpdesk, which `origin` is.
    pub(super) fn granted(answer: &Value, client: &str, origin: &str, now: Timestamp) -> Option<Tokens> {
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
            origin: origin.to_owned(),
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
    const DESK: &str = "https://desk.example";

    #[test]
    fn tokens_are_kept_as_one_secret_and_no_other_secret_is_taken_for_them() {
        let answer =
            json!({"access_token": "a1", "refresh_token": "r1", "token_type": "bearer", "expires_in": 3600});
        let tokens = Tokens::granted(&answer, "smix", DESK, NOW).unwrap();
        let secret = tokens.secret().unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(secret.reveal()).unwrap(),
            json!({"access": "a1", "refresh": "r1", "expires_at": 1_790_003_600, "client_id": "smix", "origin": DESK})
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
            Tokens::granted(&json!({"access_token": "a1", "refresh_token": null}), "smix", DESK, NOW)
                .unwrap();
        assert_eq!((&tokens.refresh, tokens.expires_at), (&None, None));
        assert!(!tokens.are_stale(NOW));
        for nothing in [json!({}), json!({"access_token": " "}), json!({"access_token": 5}), json!([])] {
            assert_eq!(Tokens::granted(&nothing, "smix", DESK, NOW), None);
        }
    }

    #[test]
    fn a_token_is_stale_before_it_ends() {
        let tokens =
            Tokens::granted(&json!({"access_token": "a1", "expires_in": 3600}), "smix", DESK, NOW).unwrap();
        assert!(!tokens.are_stale(Timestamp(NOW.0 + 3_600 - MARGIN - 1)));
        assert!(tokens.are_stale(Timestamp(NOW.0 + 3_600 - MARGIN)));
    }
    #[test]
    fn of_two_sign_ins_the_one_that_ends_later_is_the_later_one() {
        let secret = |access: &str, end: Option<i64>| {
            let tokens = Tokens {
                access: access.to_owned(),
                refresh: None,
                expires_at: end,
                client_id: "smix".to_owned(),
                origin: DESK.to_owned(),
            };
            tokens.secret().unwrap()
        };
        let latest = |first, other| Tokens::of(&Tokens::latest(first, other)).unwrap().access;
        assert_eq!(latest(secret("a", Some(5)), secret("b", Some(6))), "b");
        assert_eq!(latest(secret("a", Some(6)), secret("b", Some(5))), "a");
        assert_eq!(latest(secret("a", Some(6)), secret("b", Some(6))), "a");
        assert_eq!(latest(secret("a", Some(6)), Secret::new("typed-in").unwrap()), "a");
    }
}
