//! The window's connections to helpdesks: making them with a check, keeping what opens them, forgetting them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::failure::Failure;
use super::signing_in::{client_of, code_to_keep, wants_sign_in};
use super::sync::{forget_token, kind_of, open};
use super::syncs::{SyncJob, SyncState};
use super::{Inner, Service, Waiting, Workspace, lock};
use crate::connect::{KINDS, Keychain, Kind, Secret, Tokens};
use crate::import::Mapping;
use crate::language::Reason;
use crate::model::Timestamp;
use crate::store::{Connection, Store};

/// Hours between two syncs by themselves, at most: a month.
const LONGEST_HOURS: u32 = 31 * 24;

/// A connection as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ConnectionState {
    /// Its name, which is that of the source of its tickets.
    pub name: String,
    /// The name of its kind.
    pub kind: String,
    /// Its kind's name for people.
    pub title: String,
    /// Its address.
    pub address: String,
    /// The user it is asked as, where the kind takes one.
    pub user: Option<String>,
    /// Tickets that last changed before this local day are not asked for.
    #[ts(type = "string | null")]
    pub since: Option<NaiveDate>,
    /// Hours between two syncs by themselves, while the app is open.
    pub every_hours: Option<u32>,
    /// When the last sync that came to its end did so.
    pub synced_at: Option<Timestamp>,
    /// When the last sync ended, where it did not come to its end.
    pub failed_at: Option<Timestamp>,
    /// Why it did not, unless somebody cancelled it.
    pub failure: Option<String>,
    /// Whether somebody did.
    pub cancelled: bool,
    /// The OAuth client that its user has signed in through; else a token opens it.
    pub oauth_client: Option<String>,
    /// Whether its user has to sign in again before the next one.
    pub sign_in_again: bool,
    /// When the next one begins by itself.
    pub next_at: Option<Timestamp>,
    /// How its tickets are read, where the user has said; else as its kind does.
    pub mapping: Option<Mapping>,
}

/// What the user says of a connection.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConnectionForm {
    /// Its name; one of the same name is changed.
    pub name: String,
    /// The name of its kind.
    pub kind: String,
    /// Its address.
    pub address: String,
    /// The user, where the kind takes one.
    pub user: Option<String>,
    /// Tickets that last changed before this local day are not asked for.
    #[ts(type = "string | null")]
    pub since: Option<NaiveDate>,
    /// Hours between two syncs by themselves.
    pub every_hours: Option<u32>,
}

/// What came of connecting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Connected {
    /// Whom the helpdesk takes us for.
    pub whom: String,
    /// Whether the token is in the system's keychain; else it is known until the app is closed.
    pub kept: bool,
}

/// A connection in place of the one with the same name: what has come in is gone on from, where it is the same
/// helpdesk and the same beginning. `true` where its token must not be taken along, as it is another helpdesk.
///
/// # Errors
/// The store cannot be read.
pub fn reconnected(store: &Store, connection: Connection) -> Result<(Connection, bool), Failure> {
    let Some(known) = store.connections()?.into_iter().find(|known| known.name == connection.name) else {
        return Ok((connection, false));
    };
    if !known.is_to_the_same(&connection) {
        return Ok((connection, true));
    }
    let place = if known.since == connection.since { known.place.clone() } else { Default::default() };
    let Connection { user, since, .. } = connection;
    Ok((Connection { user, since, place, ..known }, false))
}

impl Service {
    pub(super) fn helpdesk_kinds(&self) -> Result<Vec<Kind>, Failure> {
        Ok(KINDS.iter().map(|kind| self.language.helpdesk(kind)).collect())
    }

    pub(super) fn connections(&self) -> Result<Vec<ConnectionState>, Failure> {
        let workspace = self.inner.workspace()?;
        let calendar = workspace.store().settings()?.calendar()?;
        let state = |connection: Connection| ConnectionState {
            title: kind_of(&connection)
                .map_or_else(|_| connection.kind.clone(), |kind| kind.title.to_owned()),
            since: connection.since.map(|time| calendar.day_of(time)),
            sign_in_again: wants_sign_in(&connection),
            next_at: next_at(&connection, self.inner.host.now()),
            cancelled: connection.cancelled(),
            name: connection.name,
            kind: connection.kind,
            address: connection.address,
            user: connection.user,
            oauth_client: connection.oauth_client,
            every_hours: connection.every_hours,
            synced_at: connection.synced_at,
            failed_at: connection.failed_at,
            failure: connection.failure,
            mapping: connection.mapping,
        };
        Ok(workspace.store().connections()?.into_iter().map(state).collect())
    }

    pub(super) fn connect(&self, form: ConnectionForm, secret: Option<Secret>) -> Result<Connected, Failure> {
        let broken_off = self.inner.attempt();
        let workspace = self.inner.workspace()?;
        self.inner.connect(&workspace, form, secret, &broken_off)
    }

    pub(super) fn cancel_connect(&self) -> Result<(), Failure> {
        self.inner.cancel_connect();
        Ok(())
    }

    pub(super) fn disconnect(&self, name: String) -> Result<(), Failure> {
        self.inner.syncs.refuse_while_running(&name)?;
        let workspace = self.inner.workspace()?;
        workspace.store().transact(|change| change.remove_connection(&name))?;
        self.inner.forget_secret(workspace.store(), &name)
    }

    pub(super) fn start_sync(&self, name: String, full: bool, secret: Option<Secret>) -> Result<(), Failure> {
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        let connection = connection_of(store, &name)?;
        let secret = self.inner.secret(store, &connection, secret)?;
        SyncJob::start(&self.inner, connection, full, secret);
        Ok(())
    }

    pub(super) fn sync_state(&self) -> Result<SyncState, Failure> {
        Ok(self.inner.syncs.state())
    }

    pub(super) fn cancel_sync(&self) -> Result<(), Failure> {
        self.inner.syncs.cancel();
        Ok(())
    }

    /// Begins the syncs whose time has come. To be called now and then, while the app is open.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn sync_due(&self) -> Result<(), Failure> {
        let workspace = self.inner.workspace()?;
        let store = workspace.store();
        let now = self.inner.host.now();
        for connection in store.connections()? {
            if next_at(&connection, now).is_none_or(|next| next > now) {
                continue;
            }
            match self.inner.known_secret(store, &connection)? {
                Some(secret) => SyncJob::start(&self.inner, connection, false, secret),
                None => self.inner.note_missing_secret(store, &connection.name)?,
            }
        }
        Ok(())
    }
}

impl Inner {
    /// Checks a connection and keeps it; without a secret, with the one that is known.
    pub(super) fn connect(
        self: &Arc<Inner>,
        workspace: &Arc<Workspace>,
        form: ConnectionForm,
        secret: Option<Secret>,
        broken_off: &Arc<AtomicBool>,
    ) -> Result<Connected, Failure> {
        let store = workspace.store();
        let every_hours = form.every_hours;
        let (connection, _) = reconnected(store, wanted(store, form)?)?;
        self.syncs.refuse_while_running(&connection.name)?;
        let known = self.known_secret(store, &connection)?;
        let oauth_client = secret.as_ref().or(known.as_ref()).and_then(client_of);
        // It is kept only when it has been opened with what is known now.
        let connection = Connection { every_hours, oauth_client, failure_code: None, ..connection };
        let name = &connection.name;
        let shown = match &secret {
            // Of a sign-in, what cannot be renewed: that would be kept, and this is not to be as yet.
            Some(new) => Some(Tokens::of(new).and_then(|tokens| tokens.access()).unwrap_or(new.clone())),
            None => known,
        };
        let shown = shown.ok_or_else(|| secret_needed(name))?;
        let (http, helpdesk) =
            open(&connection, shown, self.waiting(broken_off), self.keeping(workspace, &connection))?;
        let whom = helpdesk.check(&http)?;
        if broken_off.load(Ordering::SeqCst) {
            return Err(Failure::of("cancelled", &Reason::ConnectingCancelled));
        }
        store.transact(|change| change.save_connection(&connection))?;
        let kept = match secret {
            Some(secret) => self.keep_secret(store, &connection, secret)?,
            None => Keychain::of(&store.key()?).get(name).is_ok_and(|kept| kept.is_some()),
        };
        Ok(Connected { whom, kept })
    }

    /// The secret of a connection: the one given, which is kept from now on, else the one that is known.
    fn secret(
        &self,
        store: &Store,
        connection: &Connection,
        given: Option<Secret>,
    ) -> Result<Secret, Failure> {
        match given {
            Some(secret) => {
                self.keep_secret(store, connection, secret.clone())?;
                let (name, oauth_client) = (&connection.name, client_of(&secret));
                store.transact(|change| {
                    let known = change.connection(name)?.ok_or_else(|| no_connection(name))?;
                    change.save_connection(&Connection { oauth_client, failure_code: None, ..known })?;
                    Ok::<_, Failure>(secret)
                })
            }
            None => self.known_secret(store, connection)?.ok_or_else(|| secret_needed(&connection.name)),
        }
    }

    /// Keeps with a connection that it cannot be synced, as nothing is known to open it.
    pub(super) fn note_missing_secret(&self, store: &Store, name: &str) -> Result<(), Failure> {
        let now = self.host.now();
        store.transact(|change| {
            let connection = change.connection(name)?.ok_or_else(|| no_connection(name))?;
            let failure = secret_needed(name);
            Ok(change.save_connection(&Connection {
                failed_at: Some(now),
                failure_code: Some(code_to_keep(&connection, &failure)),
                failure: Some(failure.message),
                ..connection
            })?)
        })
    }

    /// Begins to ask a helpdesk while the user looks on; what was being asked before is wanted no more. Set where this is
    /// not either. Each has its own, as one that was broken off may not have noticed when the next begins.
    pub(super) fn attempt(&self) -> Arc<AtomicBool> {
        let next = Arc::<AtomicBool>::default();
        std::mem::replace(&mut *lock(&self.attempt), next.clone()).store(true, Ordering::SeqCst);
        next
    }

    /// What waits for a helpdesk until it is broken off.
    pub(super) fn waiting(self: &Arc<Self>, broken_off: &Arc<AtomicBool>) -> Arc<Waiting> {
        let inner = self.clone();
        Arc::new(Waiting::new(move || inner.host.now(), broken_off.clone()))
    }

    /// The secret of a connection: the one of this session, else that of the keychain. None where it is not kept like
    /// this, as what is known is then of another helpdesk.
    pub(super) fn known_secret(
        &self,
        store: &Store,
        connection: &Connection,
    ) -> Result<Option<Secret>, Failure> {
        if !is_kept(store, connection)? {
            return Ok(None);
        }
        if let Some(secret) = self.given_secret(connection) {
            return Ok(Some(secret));
        }
        // A machine without a keychain has no secret in it; the user is asked.
        Ok(Keychain::of(&store.key()?).get(&connection.name).unwrap_or_default())
    }

    /// The secret that this session has been given for a connection.
    pub(super) fn given_secret(&self, connection: &Connection) -> Option<Secret> {
        lock(&self.secrets).get(&secret_key(connection)).cloned()
    }

    /// Forgets the secret of a connection.
    fn forget_secret(&self, store: &Store, name: &str) -> Result<(), Failure> {
        self.forget_given(name);
        forget_token(store, name)
    }

    /// Forgets what this session has been given for a connection, wherever it leads.
    pub(super) fn forget_given(&self, name: &str) {
        lock(&self.secrets).retain(|(known, _), _| known != name);
    }

    /// Keeps a secret: in the system's keychain, else until the app is closed. Whether it is in the keychain.
    pub(super) fn keep_secret(
        &self,
        store: &Store,
        connection: &Connection,
        secret: Secret,
    ) -> Result<bool, Failure> {
        let (name, keychain) = (&connection.name, Keychain::of(&store.key()?));
        let kept = keychain.set(name, &secret).is_ok();
        if !kept {
            // What it was to replace would be taken for it the next time.
            let _ = keychain.remove(name);
        }
        self.forget_given(name);
        lock(&self.secrets).insert(secret_key(connection), secret);
        Ok(kept)
    }
}

/// What this session keeps a secret by.
fn secret_key(connection: &Connection) -> (String, String) {
    (connection.name.clone(), connection.address.clone())
}

/// Whether the store has a connection of this name to the same helpdesk.
pub(super) fn is_kept(store: &Store, connection: &Connection) -> Result<bool, Failure> {
    let known = store.connections()?.into_iter().find(|known| known.name == connection.name);
    Ok(known.is_some_and(|known| known.is_to_the_same(connection)))
}

/// A connection as the user wants it.
pub(super) fn wanted(store: &Store, form: ConnectionForm) -> Result<Connection, Failure> {
    let name = form.name.trim();
    if name.is_empty() {
        return Err(Failure::of("invalid", &Reason::NamelessConnection));
    }
    if form.every_hours.is_some_and(|hours| hours == 0 || hours > LONGEST_HOURS) {
        return Err(Failure::of("invalid", &Reason::SyncHours(LONGEST_HOURS)));
    }
    let calendar = store.settings()?.calendar()?;
    let user = form.user.map(|user| user.trim().to_owned()).filter(|user| !user.is_empty());
    Ok(Connection {
        user,
        since: form.since.map(|day| calendar.start_of(day)),
        ..Connection::new(name, &form.kind, form.address.trim())
    })
}

/// When a connection is synced by itself the next time. One that has never been is due now.
fn next_at(connection: &Connection, now: Timestamp) -> Option<Timestamp> {
    let seconds = i64::from(connection.every_hours?) * 3600;
    let last = connection.synced_at.max(connection.failed_at);
    Some(last.map_or(now, |last| Timestamp(last.0.saturating_add(seconds))))
}

pub(super) fn connection_of(store: &Store, name: &str) -> Result<Connection, Failure> {
    let mut connections = store.connections()?.into_iter();
    connections.find(|connection| connection.name == name).ok_or_else(|| no_connection(name))
}

pub(super) fn no_connection(name: &str) -> Failure {
    Failure::of("not_found", &Reason::NoConnection(name.to_owned()))
}

pub(super) fn secret_needed(name: &str) -> Failure {
    Failure::of("secret_needed", &Reason::SecretNeeded(name.to_owned()))
}
