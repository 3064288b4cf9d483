//! A sign-in in use: its tokens are renewed when they end, and what is new is kept before it is used. A helpdesk takes a
//! token that renews once only, so that what is not kept is lost, and the user has to sign in again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Grant, OAuth, Tokens};
use crate::connect::base::Base;
use crate::connect::error::Said;
use crate::connect::{ConnectError, Http, Secret};

/// How often it is looked whether another program has renewed what we have been refused, and how long between two looks:
/// it has to be answered first, and to keep what it was given.
const LOOKS: u32 = 5;
const BETWEEN_LOOKS: Duration = Duration::from_millis(400);

/// Where a connection's secret is kept.
pub trait Keeping: Send + Sync {
    /// The secret as it is kept now: another program may have renewed it.
    fn kept(&self) -> Option<Secret>;
    /// Keeps it in the place of the one before.
    fn keep(&self, secret: &Secret);
    /// What is held by the one who renews it. All who use the same secret get the same one, so that none of them renews
    /// with what another has just spent.
    fn renewing(&self) -> Arc<Mutex<()>> {
        Arc::default()
    }
}

/// A sign-in in use.
#[derive(Clone)]
pub struct Session {
    oauth: OAuth,
    /// The helpdesk that the tokens are of.
    origin: String,
    keeping: Arc<dyn Keeping>,
    /// The newest tokens are the last. Those before are of no use, and still nobody's business.
    tokens: Arc<Mutex<Vec<Tokens>>>,
    renewing: Arc<Mutex<()>>,
}

impl Session {
    /// The sign-in whose tokens are in a secret; none where it is another one.
    ///
    /// # Errors
    /// They are of another helpdesk, which this one must not be shown them of.
    pub(in crate::connect) fn of(
        oauth: Option<OAuth>,
        secret: &Secret,
        base: &Base,
        keeping: Arc<dyn Keeping>,
    ) -> Result<Option<Session>, ConnectError> {
        let Some(tokens) = Tokens::of(secret) else { return Ok(None) };
        let origin = base.origin.clone();
        // A helpdesk that knows no such sign-in has not given it, whatever its address.
        let Some(oauth) = oauth.filter(|_| tokens.origin == origin) else {
            return Err(ConnectError::OtherHelpdesk { host: base.host.clone(), origin: tokens.origin });
        };
        let (renewing, tokens) = (keeping.renewing(), Arc::new(Mutex::new(vec![tokens])));
        Ok(Some(Session { oauth, origin, keeping, tokens, renewing }))
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
            Err(ConnectError::SignedOut { .. }) if self.learns_soon(http)? => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether another program keeps something new by now, or in a moment.
    fn learns_soon(&self, http: &Http) -> Result<bool, ConnectError> {
        for _ in 1..LOOKS {
            if self.learn().is_some() {
                return Ok(true);
            }
            http.wait(BETWEEN_LOOKS)?;
        }
        Ok(self.learn().is_some())
    }

    /// Takes over what another program has kept, where that is newer than all that is known here: a keychain that took
    /// nothing new for a while still has what has long been spent.
    fn learn(&self) -> Option<Tokens> {
        let kept = Tokens::of(&self.keeping.kept()?).filter(|kept| kept.origin == self.origin)?;
        let mut all = lock(&self.tokens);
        let is_new = all.iter().all(|known| kept.may_follow(known));
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
        let secret = r#"{"access": "t0ken", "refresh": "t0ken-to-renew", "expires_at": null, "client_id": "smix", "origin": "https://desk.example"}"#;
        let base = Base::new("https://desk.example").unwrap();
        let session = |secret: &str| {
            let secret = Secret::new(secret).unwrap();
            Session::of(kind("zendesk").unwrap().oauth, &secret, &base, Arc::new(Nowhere)).unwrap()
        };
        assert!(session("typed-in").is_none());
        let session = session(secret).unwrap();
        let authorization = Authorization::SignedIn(session);
        assert_eq!(authorization.hide("t0ken-to-renew, t0ken, Bearer t0ken"), "…, …, Bearer …");
        assert!(!format!("{authorization:?}").contains("t0ken"));
        assert_eq!(authorization.header().unwrap(), "Bearer t0ken");
        let asking = Authorization::Asking(vec![Secret::new("c0de").unwrap()]);
        assert_eq!((asking.hide("c0de is used"), asking.header()), ("… is used".to_owned(), None));
    }
}
