//! A sign-in in use: its tokens are renewed when they end, and what is new is kept before it is used. A helpdesk takes a
//! token that renews once only, so that what is not kept is lost, and the user has to sign in again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Grant, OAuth, Tokens};
use crate::connect::error::Said;
use crate::connect::{ConnectError, Http, Secret};

/// Where a connection's secret is kept.
pub trait Keeping: Send + Sync {
    /// The secret as it is kept now: another program may have renewed it.
    fn kept(&self) -> Option<Secret>;
    /// Keeps it in the place of the one before.
    fn keep(&self, secret: &Secret);
}

/// A sign-in in use.
#[derive(Clone)]
pub struct Session {
    oauth: OAuth,
    keeping: Arc<dyn Keeping>,
    /// The newest tokens are the last. Those before are of no use, and still nobody's business.
    tokens: Arc<Mutex<Vec<Tokens>>>,
    renewing: Arc<Mutex<()>>,
}

impl Session {
    /// The sign-in whose tokens are in a secret; none where it is another one.
    pub(in crate::connect) fn of(
        oauth: OAuth,
        secret: &Secret,
        keeping: Arc<dyn Keeping>,
    ) -> Option<Session> {
        let tokens = Arc::new(Mutex::new(vec![Tokens::of(secret)?]));
        Some(Session { oauth, keeping, tokens, renewing: Arc::default() })
    }

    /// What opens the helpdesk.
    pub(in crate::connect) fn access(&self) -> String {
        self.newest().map(|tokens| tokens.access).unwrap_or_default()
    }

    /// All that must not be shown.
    pub(in crate::connect) fn secrets(&self) -> Vec<String> {
        let all = lock(&self.tokens);
        all.iter()
            .flat_map(|tokens| [Some(tokens.access.clone()), tokens.refresh.clone()])
            .flatten()
            .collect()
    }

    /// What opens the helpdesk, for some time to come.
    pub(in crate::connect) fn ready(&self, http: &Http) -> Result<String, ConnectError> {
        if let Some(stale) = self.newest().filter(|tokens| tokens.are_stale(http.now())) {
            self.renew(http, &stale.access)?;
        }
        Ok(self.access())
    }

    /// Renews the tokens, unless those that were refused are not the newest any more.
    pub(in crate::connect) fn renew(&self, http: &Http, refused: &str) -> Result<(), ConnectError> {
        let _alone = lock(&self.renewing);
        let signed_out = || ConnectError::SignedOut { host: http.host(), said: Said::default() };
        let known = self.newest().filter(|known| known.access == refused);
        let Some(known) = known else { return Ok(()) };
        if self.learn().is_some_and(|kept| !kept.are_stale(http.now())) {
            return Ok(());
        }
        let spent = self.newest().unwrap_or(known);
        let refresh = spent.refresh.as_deref().ok_or_else(signed_out)?;
        match self.oauth.grant(http, &spent.client_id, &Grant::Refresh(refresh)) {
            Ok(granted) => {
                // A helpdesk that gives no new one goes on taking the old one.
                let refresh = granted.refresh.clone().or(spent.refresh);
                let tokens = Tokens { refresh, ..granted };
                if let Some(secret) = tokens.secret() {
                    self.keeping.keep(&secret);
                }
                lock(&self.tokens).push(tokens);
                Ok(())
            }
            // Another program was faster, and has been given what we have been refused.
            Err(ConnectError::SignedOut { .. }) if self.learn().is_some() => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Takes over what another program has kept, where that is new.
    fn learn(&self) -> Option<Tokens> {
        let kept = Tokens::of(&self.keeping.kept()?)?;
        let mut all = lock(&self.tokens);
        let is_new = all.iter().all(|known| known.access != kept.access);
        is_new.then(|| {
            all.push(kept.clone());
            kept
        })
    }

    fn newest(&self) -> Option<Tokens> {
        lock(&self.tokens).last().cloned()
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

/// What it guards is replaced whole, so that a panic elsewhere has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::{Authorization, kind};

    struct Nowhere;

    impl Keeping for Nowhere {
        fn kept(&self) -> Option<Secret> {
            None
        }

        fn keep(&self, _: &Secret) {}
    }

    #[test]
    fn all_that_a_sign_in_gave_is_hidden() {
        let secret =
            r#"{"access": "t0ken", "refresh": "t0ken-to-renew", "expires_at": null, "client_id": "smix"}"#;
        let oauth = kind("zendesk").unwrap().oauth.unwrap();
        let session = Session::of(oauth, &Secret::new(secret).unwrap(), Arc::new(Nowhere)).unwrap();
        let authorization = Authorization::SignedIn(session);
        assert_eq!(authorization.hide("t0ken-to-renew, t0ken, Bearer t0ken"), "…, …, Bearer …");
        assert!(!format!("{authorization:?}").contains("t0ken"));
        assert_eq!(authorization.header().unwrap(), "Bearer t0ken");
        let asking = Authorization::Asking(vec![Secret::new("c0de").unwrap()]);
        assert_eq!((asking.hide("c0de is used"), asking.header()), ("… is used".to_owned(), None));
        assert!(Session::of(oauth, &Secret::new("typed-in").unwrap(), Arc::new(Nowhere)).is_none());
    }
}
