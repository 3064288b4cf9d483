//! Signing in to a helpdesk with the browser, which the program around the core opens.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use ts_rs::TS;

use super::connecting::{Connected, ConnectionForm, is_kept, reconnected, wanted};
use super::failure::Failure;
use super::sync::kind_of;
use super::{Inner, Service, Workspace, lock};
use crate::connect::{ConnectError, Keeping, Keychain, Patience, Secret, SignIn, Tokens, redirect_url};
use crate::store::Connection;

/// A sign-in that waits for the browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SigningIn {
    /// The page to sign in on.
    pub url: String,
    /// Whether the browser has been told to open it; else the user has to.
    pub opened: bool,
}

/// A sign-in that has begun, and what it is for.
pub(super) struct Begun {
    sign_in: SignIn,
    form: ConnectionForm,
    broken_off: Arc<AtomicBool>,
}

impl Service {
    pub(super) fn redirect_url(&self) -> Result<String, Failure> {
        Ok(redirect_url(self.inner.host.redirect_port()))
    }

    pub(super) fn begin_sign_in(
        &self,
        form: ConnectionForm,
        client: Option<String>,
    ) -> Result<SigningIn, Failure> {
        // One that still waits, as of a page that is gone, ends first: it has the port.
        self.inner.cancel_connect();
        let mut begun = lock(&self.inner.signing_in);
        *begun = None;
        let broken_off = self.inner.attempt();
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        let form = ConnectionForm { user: None, ..form };
        // Of another helpdesk, no client is known.
        let (connection, _) = reconnected(store, wanted(store, form.clone())?)?;
        self.inner.syncs.refuse_while_running(&connection.name)?;
        let kind = kind_of(&connection)?;
        let client = client.or(connection.oauth_client).unwrap_or_default();
        let port = self.inner.host.redirect_port();
        let sign_in = SignIn::begin(kind, &connection.address, &client, port)?;
        let url = sign_in.url();
        let opened = self.inner.host.open_page(&url);
        *begun = Some(Begun { sign_in, form, broken_off });
        Ok(SigningIn { url, opened })
    }

    pub(super) fn finish_sign_in(&self, url: String) -> Result<Connected, Failure> {
        // Held all the while: who begins another one waits until this one has left the port.
        let mut begun = lock(&self.inner.signing_in);
        // Who asks late, for one that has ended, must not wait for the next one.
        let wanted = begun.take_if(|begun| begun.sign_in.url() == url);
        let Begun { sign_in, form, broken_off } = wanted.ok_or(ConnectError::SignInCancelled)?;
        let workspace = self.inner.workspace()?;
        let patience: Arc<dyn Patience> = self.inner.waiting(&broken_off);
        let secret = sign_in.finish(&patience)?;
        self.inner.connect(&workspace, form, Some(secret), &broken_off)
    }
}

impl Inner {
    /// Ends the check or the sign-in that is under way.
    pub(super) fn cancel_connect(&self) {
        lock(&self.attempt).store(true, Ordering::SeqCst);
        // One that nobody waits for yet would keep the port.
        if let Ok(mut begun) = self.signing_in.try_lock() {
            *begun = None;
        }
    }

    /// Keeps the secret of a connection when it is renewed.
    pub(super) fn keeping(
        self: &Arc<Inner>,
        workspace: &Arc<Workspace>,
        connection: &Connection,
    ) -> Arc<dyn Keeping> {
        let (inner, workspace) = (self.clone(), workspace.clone());
        Arc::new(Kept { inner, workspace, connection: connection.clone() })
    }
}

/// The kind of failure that is kept with a connection whose sync has failed.
pub(super) fn code_to_keep(connection: &Connection, failure: &Failure) -> String {
    // Without a network nobody signs in either; with one, nothing has changed.
    let lasting = connection.failure_code.clone().filter(|code| is_signed_out(code));
    lasting.filter(|_| !is_signed_out(failure.code)).unwrap_or_else(|| failure.code.to_owned())
}

/// Whether the user of a connection has to sign in again.
pub(super) fn wants_sign_in(connection: &Connection) -> bool {
    connection.failure_code.as_deref().is_some_and(is_signed_out)
}

fn is_signed_out(code: &str) -> bool {
    matches!(code, "signed_out" | "oauth_client")
}

/// The OAuth client that a secret was given to, where it is a sign-in.
pub(super) fn client_of(secret: &Secret) -> Option<String> {
    Tokens::of(secret).map(|tokens| tokens.client().to_owned())
}

/// The secret of a connection.
struct Kept {
    inner: Arc<Inner>,
    workspace: Arc<Workspace>,
    connection: Connection,
}

impl Keeping for Kept {
    fn kept(&self) -> Option<Secret> {
        let here = self.inner.given_secret(&self.connection);
        // It is there that another program has kept what it renewed, but not what a keychain that was closed then missed.
        let key = self.workspace.store().key().ok()?;
        let in_keychain = Keychain::of(&key).get(&self.connection.name).ok().flatten();
        match (here, in_keychain) {
            (Some(here), Some(in_keychain)) => Some(Tokens::latest(here, in_keychain)),
            (here, in_keychain) => here.or(in_keychain),
        }
    }

    fn keep(&self, secret: &Secret) {
        // One that was disconnected meanwhile, or leads elsewhere, has another secret or none. Where the store cannot
        // tell, the session still has it.
        let store = self.workspace.store();
        if is_kept(store, &self.connection).is_ok_and(|kept| kept) {
            let _ = self.inner.keep_secret(store, &self.connection, secret.clone());
        }
    }

    fn renewing(&self) -> Arc<Mutex<()>> {
        lock(&self.inner.renewing).entry(self.connection.name.clone()).or_default().clone()
    }
}
