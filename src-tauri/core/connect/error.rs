//! What can go wrong between us and a helpdesk, in words that say what to do.

/// A helpdesk that cannot be asked, or whose answer cannot be used. No text of it holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// The address is none that can be asked.
    #[error("the address {address:?} cannot be used: {reason}")]
    Address {
        /// The address as given.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Nobody answers there.
    #[error("{host} cannot be reached: {reason}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system said.
        reason: String,
    },
    /// The helpdesk does not know the credentials.
    #[error(
        "{host} refuses the credentials{said}: check the user and the token, and whether the token has been revoked"
    )]
    Credentials {
        /// The host.
        host: String,
        /// What it said.
        said: Said,
    },
    /// The credentials are good, but not for this.
    #[error(
        "{host} does not allow this user to read {what}{said}: it takes more rights, mostly an administrator's"
    )]
    Rights {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What the helpdesk said.
        said: Said,
    },
    /// It is not in what the helpdesk's owner pays for.
    #[error(
        "{host} does not give {what} in the plan that it is on{said}: it takes another plan, or this part of it switched on"
    )]
    Plan {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What the helpdesk said.
        said: Said,
    },
    /// There is no such thing at this address.
    #[error("{host} has no {what}{said}: check the address, and whether the helpdesk's API is switched on")]
    Missing {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What the helpdesk said.
        said: Said,
    },
    /// The helpdesk asks for a longer wait than makes sense.
    #[error(
        "{host} asks to wait {seconds} seconds before the next request; try again later, nothing is lost"
    )]
    TooBusy {
        /// The host.
        host: String,
        /// How long.
        seconds: u64,
    },
    /// The helpdesk answers with an error, again and again.
    #[error("{host} answers {what} with an error ({status}){said}; nothing is lost, try again later")]
    Failing {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// The status.
        status: u16,
        /// What it said.
        said: Said,
    },
    /// The answer is not what the helpdesk's documentation says.
    #[error("{host} answers {what} with something that cannot be read: {reason}")]
    Unreadable {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What is wrong.
        reason: String,
    },
    /// The helpdesk no longer renews what a sign-in gave.
    #[error("{host} does not renew your sign-in any more{said}: sign in again")]
    SignedOut {
        /// The host.
        host: String,
        /// What it said.
        said: Said,
    },
    /// What is known is the sign-in to another helpdesk.
    #[error("the sign-in that is known is one to {origin} and is not shown to {host}: sign in again")]
    OtherHelpdesk {
        /// The host that was to be asked.
        host: String,
        /// The helpdesk that gave the sign-in.
        origin: String,
    },
    /// The helpdesk does not know the OAuth client.
    #[error(
        "{host} knows no public OAuth client {client:?}{said}: check its identifier, and that its kind is Public"
    )]
    Client {
        /// The host.
        host: String,
        /// The client's identifier.
        client: String,
        /// What it said.
        said: Said,
    },
    /// The user has said no in the browser, or may not say yes.
    #[error("access to {host} was refused in the browser{said}; nothing was kept")]
    Denied {
        /// The host.
        host: String,
        /// What it said.
        said: Said,
    },
    /// The helpdesk does not take the sign-in.
    #[error("{host} answers the sign-in with an error ({status}){said}: sign in once more")]
    SignIn {
        /// The host.
        host: String,
        /// The status.
        status: u16,
        /// What it said.
        said: Said,
    },
    /// There can be no sign-in.
    #[error("the sign-in cannot begin: {0}")]
    NoSignIn(String),
    /// The browser cannot come back to us.
    #[error(
        "the browser could not come back to this machine: port {port} cannot be used ({reason}); end the program that uses it"
    )]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        reason: String,
    },
    /// The user has broken the sign-in off.
    #[error("the sign-in was cancelled; nothing was kept")]
    SignInCancelled,
    /// The user has broken it off.
    #[error("cancelled before it was done")]
    Cancelled,
}

impl ConnectError {
    /// A stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            ConnectError::Address { .. } => "invalid",
            ConnectError::Unreachable { .. } => "unreachable_helpdesk",
            ConnectError::Credentials { .. } => "credentials",
            ConnectError::Rights { .. } => "rights",
            ConnectError::Plan { .. } => "plan",
            ConnectError::Missing { .. } => "not_found",
            ConnectError::TooBusy { .. } => "rate_limit",
            ConnectError::Failing { .. } => "helpdesk",
            ConnectError::Unreadable { .. } => "answer",
            ConnectError::SignedOut { .. } | ConnectError::OtherHelpdesk { .. } => "signed_out",
            ConnectError::Client { .. } => "oauth_client",
            ConnectError::Denied { .. } => "denied",
            ConnectError::SignIn { .. } => "sign_in",
            ConnectError::NoSignIn(_) => "invalid",
            ConnectError::Port { .. } => "port",
            ConnectError::SignInCancelled | ConnectError::Cancelled => "cancelled",
        }
    }
}

/// Whether an answer says that a place to go on from is not known any more.
pub(super) fn refuses_place(error: &ConnectError) -> bool {
    matches!(error, ConnectError::Failing { status: 400 | 422, .. } | ConnectError::Missing { .. })
}

/// What may be missing, or not be allowed to be read: then it is nothing.
pub(super) fn optional<T>(answer: Result<T, ConnectError>) -> Result<Option<T>, ConnectError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ConnectError::Missing { .. } | ConnectError::Rights { .. } | ConnectError::Plan { .. }) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether a refusal is one of the helpdesk's plan: in Intercom's word, or in Freshdesk's.
pub(super) fn is_of_plan(body: &[u8]) -> bool {
    let json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let codes = [json.get("code"), json.pointer("/errors/0/code")];
    codes.into_iter().flatten().any(|code| code == "api_plan_restricted" || code == "require_feature")
}

/// What a helpdesk said of an error, in its own words and cut short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said(pub String);

/// Longer texts are mostly pages of HTML.
const LONGEST: usize = 200;

impl Said {
    /// The message of an error's body: what helpdesks call `description`, `message`, `error` or `detail`. It passes
    /// through `hide` whole, as a secret that the cut went through would not be known again.
    pub(super) fn of(body: &[u8], hide: impl Fn(&str) -> String) -> Said {
        let json: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
        let in_list = json.pointer("/errors/0");
        let found = [Some(&json), in_list].into_iter().flatten().find_map(|object| {
            ["error_description", "description", "message", "error", "detail", "title"]
                .iter()
                .find_map(|key| object.get(key).and_then(serde_json::Value::as_str))
        });
        Said::text(&hide(found.unwrap_or_default()))
    }

    /// A text without a secret.
    pub(super) fn text(shown: &str) -> Said {
        Said(shown.chars().filter(|c| !c.is_control()).take(LONGEST).collect())
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, " ({})", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(body: &[u8]) -> Said {
        Said::of(body, str::to_owned)
    }

    #[test]
    fn what_a_helpdesk_says_is_found_where_each_of_them_puts_it() {
        assert_eq!(said(br#"{"error":"RecordNotFound","description":"Not found"}"#).0, "Not found");
        let intercom =
            br#"{"type":"error.list","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}"#;
        assert_eq!(said(intercom).0, "Access Token Invalid");
        assert_eq!(said(br#"{"code":"invalid_credentials","message":"Sign in"}"#).to_string(), " (Sign in)");
        assert_eq!(said(b"<html>").to_string(), "");
    }
}
