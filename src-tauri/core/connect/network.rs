//! The way to a helpdesk: whose certificates are trusted, through which proxy it goes, and why it leads nowhere.

use std::time::Duration;

use rustls::CertificateError as Bad;
use ureq::Agent;
use ureq::config::RedirectAuthHeaders;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};

/// Without a byte for so long, a connection is taken for dead.
const SILENCE: Duration = Duration::from_secs(60);
const CONNECTING: Duration = Duration::from_secs(15);
/// Times that a question is sent on at most.
pub(super) const REDIRECTS: u32 = 5;

/// What asks the host of an address: through the proxy that the environment names, where it names one for this host.
pub(super) fn agent(address: &Uri) -> Agent {
    // A company that looks into encrypted traffic has a certificate of its own in the system's store.
    let trust = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let config = Agent::config_builder()
        .tls_config(trust)
        .http_status_as_error(false)
        .https_only(address.scheme_str() == Some("https"))
        .max_redirects(REDIRECTS)
        // Another host has no business with our credentials.
        .redirect_auth_headers(RedirectAuthHeaders::SameHost)
        .timeout_connect(Some(CONNECTING))
        .timeout_recv_response(Some(SILENCE))
        .timeout_per_read(Some(SILENCE))
        .user_agent(concat!("Supportmix/", env!("CARGO_PKG_VERSION")))
        .accept("application/json");
    // A proxy would look for this machine in itself.
    let config = if address.host().is_some_and(is_loopback) { config.proxy(None) } else { config };
    config.build().new_agent()
}

/// The proxy on the way to an address, without its password.
pub(super) fn proxy(agent: &Agent, address: &Uri) -> Option<String> {
    // One of another kind is not gone through.
    let http = |proxy: &&ureq::Proxy| {
        matches!(proxy.protocol(), ureq::ProxyProtocol::Http | ureq::ProxyProtocol::Https)
    };
    let proxy = agent.config().proxy().filter(http).filter(|proxy| !proxy.is_no_proxy(address))?;
    Some(format!("{}:{}", proxy.host(), proxy.port()))
}

/// Whether a host is this machine.
pub(super) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Why a host was not come to, and whether that may pass.
pub(super) fn reason(error: &ureq::Error) -> (String, bool) {
    if let Some(reason) = of_certificates(error) {
        return (reason, false);
    }
    match error {
        ureq::Error::HostNotFound => ("there is no host of this name, or no network".to_owned(), true),
        ureq::Error::BodyExceedsLimit(_) => ("its answer is too large".to_owned(), false),
        ureq::Error::TooManyRedirects => ("it sends the question on and on".to_owned(), false),
        ureq::Error::Io(error) => (error.to_string(), true),
        error => (error.to_string(), true),
    }
}

/// What is wrong with the host's certificate, or with those that are trusted here.
fn of_certificates(error: &ureq::Error) -> Option<String> {
    let found = match error {
        ureq::Error::Rustls(found) => found,
        ureq::Error::Io(error) => error.get_ref()?.downcast_ref()?,
        _ => return None,
    };
    match found {
        rustls::Error::InvalidCertificate(bad) => Some(match bad {
            Bad::Expired | Bad::ExpiredContext { .. } | Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "its certificate is not valid at this time; check this machine's clock".to_owned()
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "its certificate is of another host; check the address".to_owned()
            }
            bad => format!(
                "its certificate is not trusted by this machine ({bad}); where a company looks into encrypted \
                 traffic, the certificate that it does so with has to be in the system's store"
            ),
        }),
        // Nothing else is as general before a host has been asked.
        rustls::Error::General(said) => Some(format!(
            "this machine knows no certificates to trust ({said}); on Linux they come with the package ca-certificates"
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_any_of_its_names() {
        for here in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "[::1]"] {
            assert!(is_loopback(here), "{here}");
        }
        for elsewhere in ["localhost.example.com", "0.0.0.0", "10.0.0.1", "[::2]", "example.com"] {
            assert!(!is_loopback(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn an_odd_certificate_is_told_from_a_lost_connection() {
        let certificate = |bad: Bad| reason(&ureq::Error::Rustls(rustls::Error::InvalidCertificate(bad)));
        let (expired, passes) = certificate(Bad::Expired);
        assert!(expired.contains("clock") && !passes, "{expired}");
        let (other, passes) = certificate(Bad::NotValidForName);
        assert!(other.contains("check the address") && !passes, "{other}");
        let lost = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        assert!(reason(&ureq::Error::Io(lost)).1);
    }
}
