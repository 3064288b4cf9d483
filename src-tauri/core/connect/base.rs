//! The address of a helpdesk: what may be one, and what of it may be shown.

use ureq::http::Uri;

use super::error::ConnectError;
use super::network::is_loopback;

/// The part of an address that all requests share.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// `https://example.zendesk.com`, or with the path that a helpdesk lives under.
    pub(super) text: String,
    pub(super) origin: String,
    pub(super) host: String,
    pub(super) uri: Uri,
}

impl Base {
    /// The address, where it is one that may be asked.
    pub(super) fn new(address: &str) -> Result<Base, ConnectError> {
        let bad = |reason: &str| ConnectError::Address { address: shown(address), reason: reason.to_owned() };
        let text = address.trim().trim_end_matches('/');
        let uri: Uri = text.parse().map_err(|_| bad("it is no web address like https://example.com"))?;
        let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else {
            return Err(bad("it is no web address like https://example.com"));
        };
        let authority = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
        if authority.contains('@') || uri.query().is_some() {
            return Err(bad("give the user and the token on their own, not in the address"));
        }
        match scheme {
            "https" => {}
            "http" if is_loopback(host) => {}
            "http" => {
                return Err(bad("it begins with http://, which anybody on the way can read; use https://"));
            }
            _ => return Err(bad("it begins with neither https:// nor http://")),
        }
        let (origin, host) = (format!("{scheme}://{authority}"), host.to_owned());
        Ok(Base { text: text.to_owned(), origin, host, uri })
    }
}

/// An address without what may be secret in it: a user and password, and what is asked of it.
fn shown(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    match address.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_what_may_be_secret_in_it() {
        assert_eq!(shown("https://me:pw@x.com/a"), "…@x.com/a");
        assert_eq!(shown("https://x.com?token=t"), "https://x.com");
        assert_eq!(shown("https://x.com/rt"), "https://x.com/rt");
    }

    #[test]
    fn only_this_machine_is_asked_unencrypted() {
        for good in
            ["https://x.zendesk.com/", "http://127.0.0.1:8080", "http://[::1]:80", "http://localhost/rt"]
        {
            assert!(Base::new(good).is_ok(), "{good}");
        }
        for bad in
            ["http://x.zendesk.com", "x.zendesk.com", "ftp://x", "https://me:pw@x.com", "https://x?a=b", ""]
        {
            assert!(matches!(Base::new(bad), Err(ConnectError::Address { .. })), "{bad}");
        }
    }
}
