//! `smix connect` and `smix sync`.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use console::Term;
use serde_json::{Value, json};
use supportmix_core::connect::{Keeping, Keychain, Secret, SignIn, Tokens, kind};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{
    Failure, SyncRequest, SyncSummary, connection_mapping, map_connection, open_connection, reconnected,
    sync_connection,
};
use supportmix_core::store::{Connection, Store, StoreError};

use super::import::{counts, refused};
use crate::arguments::{AddConnection, Connect, Listing, Sync};
use crate::output::{self, Column, count};
use crate::place::{Place, note, now};
use crate::progress::LongWork;
use crate::stop::Stop;

/// The variable that holds a token where there is no keychain.
const TOKEN: &str = "SMIX_TOKEN";
/// Refused records that are shown to people; the file has all of them.
const REJECTS_SHOWN: usize = 10;

/// Connects a helpdesk, lists, tests or forgets connections.
pub fn connect(place: &Place, asked: &Connect) -> Result<(), Stop> {
    match asked {
        Connect::Add(asked) => add(place, asked),
        Connect::List(listing) => list(place, listing),
        Connect::Test { name } => test(place, name),
        Connect::Mapping { name, mapping: None, reset: false } => {
            output::json(&connection_mapping(&find(&place.store()?, name)?)?)
        }
        Connect::Mapping { name, mapping, .. } => {
            let store = place.store()?;
            let name = find(&store, name)?.name;
            let mapping =
                mapping.as_deref().map(|wanted| super::import::mapping(&store, wanted)).transpose()?;
            map_connection(&store, &name, mapping, &place.by())?;
            note("the next sync reads all tickets again");
            Ok(())
        }
        Connect::Remove { name } => {
            let store = place.store()?;
            store.transact(|change| change.remove_connection(name))?;
            if let Err(error) = keychain(&store)?.remove(name) {
                note(&format!("{error}; if it has the token of {name}, remove it there"));
            }
            Ok(())
        }
    }
}

fn keychain(store: &Store) -> Result<Keychain, Stop> {
    Ok(Keychain::of(&store.key()?))
}

/// The secret of a connection, kept in the keychain again when it is renewed.
struct Kept {
    keychain: Keychain,
    store: PathBuf,
    connection: Connection,
}

impl Kept {
    /// Whether the connection is still there and leads where it did: else the keychain has another secret, or is to have
    /// none.
    fn is_current(&self) -> Result<bool, StoreError> {
        let connections = Store::open(&self.store, None, now())?.connections()?;
        let known = connections.iter().find(|known| known.name == self.connection.name);
        Ok(known.is_some_and(|known| known.is_to_the_same(&self.connection)))
    }
}

impl Keeping for Kept {
    fn kept(&self) -> Option<Secret> {
        self.keychain.get(&self.connection.name).ok().flatten()
    }

    fn keep(&self, secret: &Secret) {
        let name = &self.connection.name;
        let lost = match self.is_current() {
            Ok(true) => self.keychain.set(name, secret).err().map(|error| error.to_string()),
            Ok(false) => Some("it was changed or removed meanwhile".to_owned()),
            Err(error) => Some(error.to_string()),
        };
        if let Some(why) = lost {
            note(&format!(
                "{why}; the renewed sign-in of {name} is not kept: sign in again before the next sync"
            ));
        }
    }
}

fn kept(store: &Store, connection: &Connection) -> Result<Arc<dyn Keeping>, Stop> {
    let (keychain, path) = (keychain(store)?, store.path().to_owned());
    Ok(Arc::new(Kept { keychain, store: path, connection: connection.clone() }))
}

fn add(place: &Place, asked: &AddConnection) -> Result<(), Stop> {
    let store = place.store_or_new()?;
    let since =
        asked.since.map(|day| Ok::<_, Stop>(store.settings()?.calendar()?.start_of(day))).transpose()?;
    let wanted = Connection {
        user: asked.user.clone(),
        since,
        ..Connection::new(&asked.name, &asked.kind, &asked.url)
    };
    // The address is looked at before anything is kept, with any secret.
    if let Some(secret) = Secret::new("none") {
        open_connection(&wanted, secret, place.patience(), kept(&store, &wanted)?)?;
    }
    let secret = match &asked.oauth_client {
        Some(client) => Some(sign_in(&store, &wanted, client, asked.redirect_port)?),
        None => given(&format!("token of {}", asked.name))?,
    };
    // Another address has other tickets, and must not be sent the token of this one. It is looked at only now, as a sync
    // may have gone on meanwhile.
    let (connection, elsewhere) = reconnected(&store, wanted)?;
    let connection = match &secret {
        Some(secret) => {
            let oauth_client = Tokens::of(secret).map(|tokens| tokens.client().to_owned());
            Connection { oauth_client, failure_code: None, ..connection }
        }
        None => connection,
    };
    store.transact(|change| change.save_connection(&connection))?;
    if elsewhere && keychain(&store)?.remove(&asked.name).is_ok() {
        note("the token of the address before has been removed");
    }
    let Some(secret) = secret else {
        note(&format!("no token yet; smix sync takes it from {TOKEN}, or asks"));
        return Ok(());
    };
    if let Err(error) = keychain(&store)?.set(&asked.name, &secret) {
        note(&match asked.oauth_client {
            Some(_) => format!(
                "{error}; the sign-in is not kept: open the keychain and sign in again, or give a token to each sync in {TOKEN}"
            ),
            None => format!("{error}; the token is not kept: give it to each sync in {TOKEN}"),
        });
    }
    Ok(())
}

/// Has the user sign in with the browser, and asks the helpdesk whether that will do.
fn sign_in(store: &Store, connection: &Connection, client: &str, port: u16) -> Result<Secret, Stop> {
    let kind = kind(&connection.kind)
        .ok_or_else(|| Stop::misused(format!("there is no kind of helpdesk {:?}", connection.kind)))?;
    let sign_in = SignIn::begin(kind, &connection.address, client, port).map_err(Failure::from)?;
    let work = LongWork::begin()?;
    let page = sign_in.url();
    note(&format!(
        "sign in with your browser; where it does not open by itself, open this page in it:\n{page}"
    ));
    // Where there is no browser on this machine, the page has been named.
    let _ = open::that_detached(&page);
    let secret = sign_in.finish(&work.patience()).map_err(Failure::from)?;
    // Nothing that can be renewed, as that would be kept before the connection is.
    let shown = Tokens::of(&secret).and_then(|tokens| tokens.access()).unwrap_or(secret.clone());
    let keeping = kept(store, connection)?;
    let (http, helpdesk) = open_connection(connection, shown, work.patience(), keeping)?;
    let whom = helpdesk.check(&http).map_err(Failure::from)?;
    note(&format!("signed in as {whom}"));
    Ok(secret)
}

/// A secret from the environment.
fn from_environment() -> Option<Secret> {
    std::env::var(TOKEN).ok().as_deref().and_then(Secret::new)
}

/// A secret from the environment, from standard input, or from the user.
fn given(what: &str) -> Result<Option<Secret>, Stop> {
    if let Some(secret) = from_environment() {
        return Ok(Some(secret));
    }
    let stdin = std::io::stdin();
    let text = match stdin.is_terminal() {
        false => {
            let mut line = String::new();
            stdin
                .lock()
                .read_line(&mut line)
                .map_err(|error| Stop::failed(format!("standard input: {error}")))?;
            line
        }
        true => {
            let terminal = Term::stderr();
            let asked = terminal.write_str(&format!("{what}: ")).and_then(|()| terminal.read_secure_line());
            asked.map_err(|error| Stop::failed(format!("terminal: {error}")))?
        }
    };
    Ok(Secret::new(&text))
}

/// The secret of a connection: from the environment, the keychain, or the user.
fn secret(store: &Store, name: &str) -> Result<Secret, Stop> {
    if let Some(secret) = from_environment() {
        return Ok(secret);
    }
    let kept = keychain(store)?.get(name);
    if let Ok(Some(secret)) = kept {
        return Ok(secret);
    }
    let why = kept.err().map(|error| format!(" ({error})")).unwrap_or_default();
    given(&format!("token of {name}"))?
        .ok_or_else(|| Stop::failed(format!("there is no token of {name}: give it in {TOKEN}{why}")))
}

fn find(store: &Store, name: &str) -> Result<Connection, Stop> {
    let connections = store.connections()?;
    let names: Vec<&str> = connections.iter().map(|connection| connection.name.as_str()).collect();
    let unknown = match names.is_empty() {
        true => format!("there is no connection {name:?}, nor any other; smix connect add makes one"),
        false => format!("there is no connection {name:?}; there are {}", names.join(", ")),
    };
    connections.into_iter().find(|connection| connection.name == name).ok_or_else(|| Stop::misused(unknown))
}

fn list(place: &Place, listing: &Listing) -> Result<(), Stop> {
    let connections = place.store()?.connections()?;
    if listing.json {
        let object = |connection: &Connection| {
            let time = |time: Option<Timestamp>| time.map(Timestamp::to_rfc3339);
            json!({
                "name": connection.name, "kind": connection.kind, "url": connection.address,
                "user": connection.user, "since": time(connection.since), "cursor": connection.place,
                "synced_at": time(connection.synced_at), "failed_at": time(connection.failed_at),
                "failure": connection.failure, "oauth_client": connection.oauth_client,
            })
        };
        return output::json(&connections.iter().map(object).collect::<Vec<_>>());
    }
    let columns = ["connection", "kind", "address", "opened with", "last sync", "state"].map(Column::text);
    let row = |connection: &Connection| {
        let title = kind(&connection.kind).map_or(connection.kind.as_str(), |kind| kind.title);
        let last = connection.synced_at.map_or("never".to_owned(), Timestamp::to_rfc3339);
        let cancelled = if connection.cancelled() { "cancelled" } else { "" };
        let state = connection.failure.clone().unwrap_or_else(|| cancelled.to_owned());
        let opened = connection.oauth_client.as_ref();
        let opened = opened.map_or("a token".to_owned(), |client| format!("a sign-in through {client}"));
        vec![connection.name.clone(), title.to_owned(), connection.address.clone(), opened, last, state]
    };
    output::table(&columns, &connections.iter().map(row).collect::<Vec<_>>())
}

fn test(place: &Place, name: &str) -> Result<(), Stop> {
    let store = place.store()?;
    let connection = find(&store, name)?;
    let (http, helpdesk) =
        open_connection(&connection, secret(&store, name)?, place.patience(), kept(&store, &connection)?)?;
    let whom = helpdesk.check(&http).map_err(Failure::from)?;
    output::text(&format!("{name} can be synced, as {whom}"))
}

/// Brings in what has changed.
pub fn sync(place: &Place, asked: &Sync) -> Result<(), Stop> {
    let store = place.store()?;
    let connections = match asked.names.as_slice() {
        [] => store.connections()?,
        names => names.iter().map(|name| find(&store, name)).collect::<Result<_, Stop>>()?,
    };
    if connections.is_empty() {
        return Err(Stop::misused("there is no connection yet; smix connect add makes one"));
    }
    if connections.len() > 1 && std::env::var_os(TOKEN).is_some() {
        return Err(Stop::misused(format!(
            "{TOKEN} holds one token, and there are {} connections: name the one that it is of",
            connections.len()
        )));
    }
    let mut done: Vec<(String, SyncSummary)> = Vec::new();
    let mut failed = None;
    let work = LongWork::begin()?;
    for connection in &connections {
        let request = SyncRequest {
            connection,
            secret: secret(&store, &connection.name)?,
            full: asked.full,
            user: &place.user(),
            patience: work.patience(),
            keeping: kept(&store, connection)?,
        };
        match sync_connection(&store, request, &mut |now| work.show_sync(&connection.name, &now)) {
            Ok(summary) => done.push((connection.name.clone(), summary)),
            Err(failure) if failure.code == "cancelled" => return Err(failure.into()),
            // One helpdesk that cannot be reached keeps no other from being synced.
            Err(failure) => {
                if let Some(before) = failed.replace(Stop::failed(format!("{}: {failure}", connection.name)))
                {
                    before.report();
                }
            }
        }
    }
    drop(work);
    place.prepare(store)?;
    match asked.json {
        // Part of the counts would be taken for all of them.
        true if failed.is_some() => {}
        true => output::json(&in_json(&done))?,
        false if done.is_empty() => {}
        false => output::text(&done.iter().map(told).collect::<Vec<_>>().join("\n"))?,
    }
    failed.map_or(Ok(()), Err)
}

/// One flat object of counts, summed over the connections.
fn in_json(done: &[(String, SyncSummary)]) -> Value {
    let mut all = SyncSummary::default();
    for (_, summary) in done {
        all.counts += summary.counts;
        all.requests += summary.requests;
        all.waited_seconds += summary.waited_seconds;
        all.rejects.extend(summary.rejects.iter().cloned());
        all.rejects_file = all.rejects_file.or_else(|| summary.rejects_file.clone());
    }
    all.cursor = match done {
        [(_, summary)] => summary.cursor.clone(),
        several => several.iter().map(|(name, summary)| (name.clone(), summary.cursor.clone())).collect(),
    };
    json!(all)
}

fn told((name, summary): &(String, SyncSummary)) -> String {
    let waited = match summary.waited_seconds {
        waited if waited >= 1.0 => format!(", {waited:.0} s of waiting for the helpdesk"),
        _ => String::new(),
    };
    let mut lines =
        vec![format!("{name}: {} ({} requests{waited})", counts(&summary.counts), count(summary.requests))];
    lines.extend(refused(&summary.rejects, summary.counts.rejected, REJECTS_SHOWN));
    if let Some(file) = &summary.rejects_file {
        lines.push(format!("refused records: {file}"));
    }
    lines.join("\n")
}
