//! Asking a helpdesk over HTTP: the one way for all connectors. Patient where patience helps, and never talkative.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request};

use super::base::Base;
use super::error::{ConnectError, Said, is_of_plan};
use super::limit::{Limit, backoff};
use super::network::{self, REDIRECTS};
use super::secret::Authorization;
use crate::model::Timestamp;

/// Times that a request is made before it is given up.
const ATTEMPTS: u32 = 8;
/// The same, where nobody has answered there yet: then the address is wrong more likely than the network.
const FIRST_ATTEMPTS: u32 = 2;
/// A helpdesk that asks for a longer wait is left alone.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// Bytes of an answer. A page of a thousand tickets with all that is written in them stays far below.
const ANSWER_BYTES: u64 = 256 << 20;

/// What waits, and knows what time it is.
pub trait Patience: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
    /// Waits, unless it is broken off.
    fn wait(&self, time: Duration) -> ControlFlow<()>;
    /// Whether it has been broken off, so that nothing more need be asked.
    fn is_broken_off(&self) -> bool {
        false
    }
}

/// What has been asked so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Traffic {
    /// Requests made, those that had to be made again too.
    pub requests: u64,
    /// Time spent waiting for the helpdesk's limits and for it to recover.
    pub waited: Duration,
}

/// A helpdesk that can be asked.
pub struct Http {
    agent: Agent,
    /// The proxy on the way.
    proxy: Option<String>,
    base: Base,
    authorization: Authorization,
    headers: &'static [(&'static str, &'static str)],
    patience: Arc<dyn Patience>,
    traffic: Mutex<Traffic>,
    answered: AtomicBool,
    /// No request before this moment, as the helpdesk has said with its last answer.
    not_before: Mutex<Option<Timestamp>>,
}

/// What was answered, whatever it is.
struct Answer {
    status: u16,
    limit: Limit,
    body: Vec<u8>,
}

/// Why a request did not come to an answer.
enum Trouble {
    /// It would not another time either.
    Final(ConnectError),
    /// It may the next time, not before this wait.
    Passing(ConnectError, Option<Duration>),
}

impl Http {
    /// A helpdesk at an address, asked with these credentials and further headers.
    ///
    /// # Errors
    /// The address is none, or not encrypted and not on this machine.
    pub fn new(
        address: &str,
        authorization: Authorization,
        headers: &'static [(&'static str, &'static str)],
        patience: Arc<dyn Patience>,
    ) -> Result<Http, ConnectError> {
        let base = Base::new(address)?;
        let agent = network::agent(&base.uri);
        Ok(Http {
            proxy: network::proxy(&agent, &base.uri),
            agent,
            base,
            authorization,
            headers,
            patience,
            traffic: Mutex::default(),
            answered: AtomicBool::default(),
            not_before: Mutex::default(),
        })
    }

    /// Reads what stands at a path.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ConnectError> {
        self.ask(&Method::GET, path, None)
    }

    /// Searches with a question that changes nothing, so that it may be asked again.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub fn search<T: DeserializeOwned>(&self, path: &str, question: &Value) -> Result<T, ConnectError> {
        self.ask(&Method::POST, path, Some(question))
    }

    /// The path of a link that the helpdesk gave, which must lead to itself.
    ///
    /// # Errors
    /// It leads elsewhere.
    pub fn path_of(&self, link: &str) -> Result<String, ConnectError> {
        let path = link.strip_prefix(&self.base.text).or_else(|| link.strip_prefix(&self.base.origin));
        match path {
            Some(path) if path.starts_with('/') => Ok(path.to_owned()),
            None if link.starts_with('/') && !link.starts_with("//") => Ok(link.to_owned()),
            _ => Err(self.unreadable("the link to the next page", "it leads to another host")),
        }
    }

    /// An answer that cannot be used.
    pub fn unreadable(&self, what: &str, reason: &str) -> ConnectError {
        let host = self.base.host.clone();
        ConnectError::Unreadable { host, what: what.to_owned(), reason: self.authorization.hide(reason) }
    }

    /// What the helpdesk said of an error, without a secret.
    pub(super) fn said(&self, body: &[u8]) -> Said {
        Said::of(body, |text| self.authorization.hide(text))
    }

    /// The host, as errors name it.
    pub(super) fn host(&self) -> String {
        self.base.host.clone()
    }

    /// The helpdesk's scheme, host and port.
    pub(super) fn origin(&self) -> &str {
        &self.base.origin
    }

    /// Credentials that the helpdesk has not refused, and yet does not know.
    pub fn unknown(&self, said: &str) -> ConnectError {
        ConnectError::Credentials { host: self.base.host.clone(), said: Said(said.to_owned()) }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.patience.now()
    }

    /// What has been asked so far.
    pub fn traffic(&self) -> Traffic {
        *self.traffic.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks with a question that brings its own credentials, as that for a token does. It is sent on to nobody. The
    /// status and what was answered, unless that may be another the next time.
    ///
    /// # Errors
    /// See [`ConnectError`].
    pub(super) fn ask_openly(&self, path: &str, question: &Value) -> Result<(u16, Vec<u8>), ConnectError> {
        self.patiently(|| {
            let answer = self.send(&Method::POST, path, Some(question), false)?;
            match answer.status {
                408 | 409 | 425 | 429 | 500..=599 => Err(self.refused(path, &answer)),
                status => Ok((status, answer.body)),
            }
        })
    }

    fn ask<T: DeserializeOwned>(
        &self,
        method: &Method,
        path: &str,
        question: Option<&Value>,
    ) -> Result<T, ConnectError> {
        let mut renewed = false;
        loop {
            let mut shown = String::new();
            let answer = self.patiently(|| {
                if let Authorization::SignedIn(session) = &self.authorization {
                    shown = session.ready(self).map_err(Trouble::Final)?;
                }
                self.ask_once(method, path, question)
            });
            match (answer, &self.authorization) {
                (Err(ConnectError::Credentials { host, said }), Authorization::SignedIn(session)) => {
                    // What is refused although it is new would be refused for ever.
                    if std::mem::replace(&mut renewed, true) {
                        return Err(ConnectError::SignedOut { host, said });
                    }
                    session.renew(self, &shown)?;
                }
                (answer, _) => return answer,
            }
        }
    }

    fn ask_once<T: DeserializeOwned>(
        &self,
        method: &Method,
        path: &str,
        question: Option<&Value>,
    ) -> Result<T, Trouble> {
        let answer = self.send(method, path, question, true)?;
        if !(200..300).contains(&answer.status) {
            return Err(self.refused(path, &answer));
        }
        serde_json::from_slice(&answer.body).map_err(|error| {
            let unreadable = |reason: &str| self.unreadable(what(path), reason);
            match error.is_eof() {
                // A page that was cut off may come whole the next time.
                true => Trouble::Passing(unreadable(&error.to_string()), None),
                false if answer.body.trim_ascii_start().starts_with(b"<") => {
                    Trouble::Final(unreadable("it is a web page; check the address"))
                }
                false => Trouble::Final(unreadable(&error.to_string())),
            }
        })
    }

    /// Tries again and again, as long as that may help.
    fn patiently<T>(&self, mut ask: impl FnMut() -> Result<T, Trouble>) -> Result<T, ConnectError> {
        // Taken out before the wait, as nobody may be kept from looking meanwhile.
        let not_before = self.not_before().take();
        if let Some(moment) = not_before {
            let left = moment.0.saturating_sub(self.now().0);
            self.wait(Duration::from_secs(u64::try_from(left).unwrap_or_default()))?;
        }
        if self.patience.is_broken_off() {
            return Err(ConnectError::Cancelled);
        }
        let mut attempt = 0;
        loop {
            let (error, asked_for) = match ask() {
                Ok(answer) => return Ok(answer),
                Err(Trouble::Final(error)) => return Err(error),
                Err(Trouble::Passing(error, wait)) => (error, wait),
            };
            attempt += 1;
            let answered = self.answered.load(Ordering::Relaxed);
            if attempt == if answered { ATTEMPTS } else { FIRST_ATTEMPTS } {
                return Err(error);
            }
            // A clock that is ahead takes a moment to come for past.
            self.wait(asked_for.unwrap_or_default().max(backoff(attempt)))?;
        }
    }

    /// Makes one request: with our credentials, and sent on where the helpdesk says so, or neither.
    fn send(
        &self,
        method: &Method,
        path: &str,
        question: Option<&Value>,
        as_us: bool,
    ) -> Result<Answer, Trouble> {
        self.count(|traffic| traffic.requests += 1);
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base.text));
        if let Some(header) = self.authorization.header().filter(|_| as_us) {
            request = request.header("Authorization", header);
        }
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let bad = |error: ureq::http::Error| {
            Trouble::Final(ConnectError::Address {
                address: self.base.text.clone(),
                reason: error.to_string(),
            })
        };
        let response = match question {
            None => self.agent.run(request.body(()).map_err(bad)?),
            Some(question) => {
                let request = request.header("Content-Type", "application/json");
                let request = request.body(question.to_string()).map_err(bad)?;
                let redirects = if as_us { REDIRECTS } else { 0 };
                self.agent.run(self.agent.configure_request(request).max_redirects(redirects).build())
            }
        };
        let mut response = response.map_err(|error| self.unreachable(&error))?;
        self.answered.store(true, Ordering::Relaxed);
        let (status, limit) = (response.status().as_u16(), Limit::of(response.headers()));
        let body = response
            .body_mut()
            .with_config()
            .limit(ANSWER_BYTES)
            .read_to_vec()
            .map_err(|error| self.unreachable(&error))?;
        if (200..300).contains(&status) {
            let now = self.now();
            // The last request before the limit: the next one would only be refused.
            *self.not_before() = limit.until_reset(now).map(|wait| {
                Timestamp(now.0.saturating_add(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX)))
            });
        }
        Ok(Answer { status, limit, body })
    }

    /// What an answer's status means, where it is none of success.
    pub(super) fn refusal(&self, path: &str, status: u16, body: &[u8]) -> ConnectError {
        let (host, what, said) = (self.base.host.clone(), what(path).to_owned(), self.said(body));
        match status {
            401 => ConnectError::Credentials { host, said },
            402 => ConnectError::Plan { host, what, said },
            403 if is_of_plan(body) => ConnectError::Plan { host, what, said },
            403 => ConnectError::Rights { host, what, said },
            404 | 410 => ConnectError::Missing { host, what, said },
            _ => ConnectError::Failing { host, what, status, said },
        }
    }

    fn refused(&self, path: &str, answer: &Answer) -> Trouble {
        let error = self.refusal(path, answer.status, &answer.body);
        match answer.status {
            408 | 409 | 425 | 429 | 500..=599 => {
                Trouble::Passing(error, answer.limit.asked_for(self.patience.now()))
            }
            _ => Trouble::Final(error),
        }
    }

    fn unreachable(&self, error: &ureq::Error) -> Trouble {
        let host = self.base.host.clone();
        let (reason, passes) = network::reason(error);
        let way = self.proxy.as_ref().map(|proxy| format!(" (by way of the proxy {proxy})"));
        let reason = self.authorization.hide(&format!("{reason}{}", way.unwrap_or_default()));
        let error = ConnectError::Unreachable { host, reason };
        if passes { Trouble::Passing(error, None) } else { Trouble::Final(error) }
    }

    /// Waits, unless it is broken off or takes too long.
    pub(super) fn wait(&self, time: Duration) -> Result<(), ConnectError> {
        if time > PATIENCE {
            let (host, seconds) = (self.base.host.clone(), time.as_secs());
            return Err(ConnectError::TooBusy { host, seconds });
        }
        self.count(|traffic| traffic.waited += time);
        match self.patience.wait(time) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ConnectError::Cancelled),
        }
    }

    fn not_before(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.not_before.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, change: impl FnOnce(&mut Traffic)) {
        change(&mut self.traffic.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// What a request was for, in an error: its path without what was asked of it.
fn what(path: &str) -> &str {
    path.split('?').next().unwrap_or(path)
}
