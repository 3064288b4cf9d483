//! Syncs: a helpdesk's changed tickets, page by page into the store.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::failure::Failure;
use super::mapping::mapping_of;
use super::signing_in::code_to_keep;
use crate::connect::{
    Access, ConnectError, Helpdesk, Http, Keeping, Keychain, Kind, Page, Patience, Rating, Refused, Secret,
    TEXT_COLUMNS, Traffic, kind,
};
use crate::file::FileError;
use crate::import::{BadRow, Context, ImportError, RecordReader, Refusal, Reject, RejectWriter, Sink};
use crate::language::Reason;
use crate::model::{Exclusion, Field, FieldSet, Incoming, Timestamp};
use crate::store::{Connection, ImportCounts, NewImport, Store};

/// Pages that are read ahead of the one that is being stored.
const AHEAD: usize = 1;
/// How often a sync is asked whether to go on while it waits for a page.
const GLANCE: Duration = Duration::from_millis(200);

/// What to sync, and how.
pub struct SyncRequest<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// What opens it.
    pub secret: Secret,
    /// Whether to read all tickets again, not only those that have changed.
    pub full: bool,
    /// Who does it, for the log.
    pub user: &'a str,
    /// Waits where the helpdesk wants it, and knows the time.
    pub patience: Arc<dyn Patience>,
    /// Keeps the secret where it is renewed meanwhile.
    pub keeping: Arc<dyn Keeping>,
}

/// How far a sync is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SyncProgress {
    /// Tickets that are in.
    pub tickets: u64,
    /// Tickets that there are in all, where the helpdesk says so.
    pub total: Option<u64>,
    /// What has been asked so far.
    #[serde(skip)]
    pub traffic: Traffic,
}

/// What a sync did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SyncSummary {
    /// The counts, as for an import.
    #[serde(flatten)]
    pub counts: ImportCounts,
    /// Requests made.
    pub requests: u64,
    /// Seconds spent waiting for the helpdesk's limits.
    pub waited_seconds: f64,
    /// Where the next sync goes on.
    pub cursor: Value,
    /// The file with the refused records, if there are any.
    pub rejects_file: Option<String>,
    /// The first refused records.
    pub rejects: Vec<Reject>,
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Failure {
        Failure::of(error.code(), &error)
    }
}

/// The kind of a connection.
///
/// # Errors
/// This version knows none of that name.
pub fn kind_of(connection: &Connection) -> Result<&'static Kind, Failure> {
    kind(&connection.kind).ok_or_else(|| {
        let (name, kind) = (connection.name.clone(), connection.kind.clone());
        Failure::of("invalid", &Reason::UnknownKind { name, kind })
    })
}

/// Opens a connection's helpdesk.
///
/// # Errors
/// The kind is not known, or the address cannot be used.
pub fn open(
    connection: &Connection,
    secret: Secret,
    patience: Arc<dyn Patience>,
    keeping: Arc<dyn Keeping>,
) -> Result<(Http, Box<dyn Helpdesk>), Failure> {
    open_for(connection, secret, patience, keeping, None)
}

/// The same; `look` as for [`Access`].
pub(super) fn open_for(
    connection: &Connection,
    secret: Secret,
    patience: Arc<dyn Patience>,
    keeping: Arc<dyn Keeping>,
    look: Option<u32>,
) -> Result<(Http, Box<dyn Helpdesk>), Failure> {
    let mapping = mapping_of(connection)?;
    let access = Access { user: connection.user.clone(), secret, since: connection.since, mapping, look };
    Ok(kind_of(connection)?.open(&connection.address, access, patience, keeping)?)
}

/// Brings in the tickets that have changed since the last sync. Each page comes in whole, together with the place to go
/// on from: what has come in stays when the rest fails, and the next sync goes on there.
///
/// # Errors
/// The helpdesk cannot be read to the end, the store cannot be written, or `progress` breaks it off.
pub fn sync(
    store: &Store,
    request: SyncRequest<'_>,
    progress: &mut dyn FnMut(SyncProgress) -> ControlFlow<()>,
) -> Result<SyncSummary, Failure> {
    let SyncRequest { connection, secret, full, user, patience, keeping } = request;
    let started_at = patience.now();
    let connection = &Connection {
        place: if full { Value::Null } else { connection.place.clone() },
        ..connection.clone()
    };
    let (zone, lexicons) = (store.settings()?.calendar()?.zone, store.lexicons()?);
    let context = Context { zone, now: started_at, saved: &[], lexicons: &lexicons };
    let begin = || -> Result<_, Failure> {
        let (http, helpdesk) = open(connection, secret, patience.clone(), keeping)?;
        let columns = helpdesk.columns(&http)?;
        let mapping = mapping_of(connection)?;
        let reader = RecordReader::new(&connection.name, &columns, &mapping, &context)
            .map_err(|error| Failure::invalid(error.to_string()))?;
        let reader = reader.emptying(connection.retired).withholding(&TEXT_COLUMNS);
        Ok((Arc::new(http), helpdesk, mapping, reader))
    };
    let (http, helpdesk, mapping, mut reader) = match begin() {
        Ok(begun) => begun,
        Err(failure) => {
            let failure = of_sync(failure);
            store.transact(|change| {
                change.save_progress(&ended(connection, Some(&failure), patience.now()))
            })?;
            return Err(failure);
        }
    };
    let mut run = Run {
        store,
        connection: connection.clone(),
        counts: ImportCounts::default(),
        amended: 0,
        http: http.clone(),
    };
    let folder = store.rejects_folder();
    std::fs::create_dir_all(&folder).map_err(|error| FileError::new(&folder, error))?;
    let id = store.transact(|change| change.next_import())?;
    let mut rejects = RejectWriter::new(store.rejects_file(id));
    let done = run.pages(helpdesk, &mut reader, &mut rejects, started_at, progress);
    let report = reader.report();
    run.counts = run.counts.of_reader(&report);
    run.counts.read += run.amended;
    rejects.finish().map_err(ImportError::from)?;
    // Only an empty folder goes.
    let _ = std::fs::remove_dir(&folder);
    let finished_at = patience.now();
    let failure = done.err().map(of_sync);
    let ended = ended(&run.connection, failure.as_ref(), finished_at);
    let import = NewImport {
        source: connection.name.clone(),
        file: connection.name.clone(),
        sha256: String::new(),
        bytes: 0,
        format: connection.kind.clone(),
        mapping: serde_json::to_string(&mapping).unwrap_or_default(),
        time_zone: context.zone.name().to_owned(),
        user: user.to_owned(),
        started_at,
        finished_at,
        counts: run.counts,
        warning_kinds: report.warnings,
        rejects: report.rejects.clone(),
    };
    let kept = store.transact(|change| {
        change.log_import(&import)?;
        change.save_progress(&ended)
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    if !kept {
        return Err(changed(connection));
    }
    let traffic = http.traffic();
    Ok(SyncSummary {
        counts: run.counts,
        requests: traffic.requests,
        waited_seconds: traffic.waited.as_secs_f64(),
        cursor: ended.place,
        rejects_file: (run.counts.rejected > 0).then(|| store.rejects_file(id).display().to_string()),
        rejects: report.rejects,
    })
}

/// Why a sync does not go on: somebody has changed what it is about.
fn changed(connection: &Connection) -> Failure {
    Failure::of("changed", &Reason::ChangedMeanwhile(connection.name.clone()))
}

/// What ended a sync, with what that means for one where it was broken off.
fn of_sync(failure: Failure) -> Failure {
    match failure.code == ConnectError::Cancelled.code() {
        true => Failure::of(failure.code, &Reason::SyncCancelled),
        false => failure,
    }
}

/// A connection with how its sync ended: well, with a failure, or because somebody broke it off, which is none.
fn ended(connection: &Connection, failure: Option<&Failure>, at: Timestamp) -> Connection {
    let cancelled = |failure: &&Failure| failure.code == ConnectError::Cancelled.code();
    Connection {
        synced_at: if failure.is_none() { Some(at) } else { connection.synced_at },
        failed_at: failure.map(|_| at),
        failure: failure.filter(|failure| !cancelled(failure)).map(|failure| failure.message.clone()),
        failure_code: failure.map(|failure| code_to_keep(connection, failure)),
        ..connection.clone()
    }
}

/// Removes a source for good: its tickets, its imports, its connection, and the token of that.
///
/// # Errors
/// There is no such source, or the store cannot be written.
pub fn erase_source(store: &Store, name: &str) -> Result<(), Failure> {
    store.erase_source(name)?;
    forget_token(store, name)
}

/// Forgets the token of a connection. Where there is no keychain, there is no token of it either.
///
/// # Errors
/// The store cannot be read.
pub(super) fn forget_token(store: &Store, name: &str) -> Result<(), Failure> {
    let _ = Keychain::of(&store.key()?).remove(name);
    Ok(())
}

/// A sync under way.
struct Run<'a> {
    store: &'a Store,
    connection: Connection,
    counts: ImportCounts,
    /// Tickets that are in, and of which the helpdesk has told one thing only.
    amended: u64,
    http: Arc<Http>,
}

impl Run<'_> {
    fn pages(
        &mut self,
        helpdesk: Box<dyn Helpdesk>,
        reader: &mut RecordReader,
        rejects: &mut RejectWriter,
        now: Timestamp,
        progress: &mut dyn FnMut(SyncProgress) -> ControlFlow<()>,
    ) -> Result<(), Failure> {
        let (sender, pages) = sync_channel(AHEAD);
        let (http, place) = (self.http.clone(), self.connection.place.clone());
        // It is left to itself when the sync is broken off: a request cannot be, and would be waited for.
        thread::Builder::new()
            .spawn(move || read_ahead(&*helpdesk, &http, place, &sender))
            .map_err(|error| Failure::new("internal", error.to_string()))?;
        let mut ended = false;
        let mut total = None;
        while !ended {
            match pages.recv_timeout(GLANCE) {
                Ok(page) => {
                    let page = page?;
                    (ended, total) = (page.end, page.total);
                    self.page(&page, reader, rejects, now)?;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let tickets = self.counts.inserted + self.counts.updated + self.counts.unchanged;
            let so_far = SyncProgress { tickets, total, traffic: self.http.traffic() };
            if progress(so_far).is_break() {
                return Err(ConnectError::Cancelled.into());
            }
        }
        match ended {
            true => Ok(()),
            false => Err(Failure::of("internal", &Reason::SyncBroke)),
        }
    }

    /// Stores a page and the place behind it, or neither.
    fn page(
        &mut self,
        page: &Page,
        reader: &mut RecordReader,
        rejects: &mut RejectWriter,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let mut next = Connection { place: page.next.clone(), ..self.connection.clone() };
        if page.end {
            // By now all tickets have been read through the mapping as it is.
            next.retired = FieldSet::default();
        }
        let (counts, amended) = self.store.transact(|change| -> Result<(ImportCounts, u64), Failure> {
            let mut writer = change.ticket_writer(&self.connection.name)?;
            writer.recognise(now)?;
            for record in &page.records {
                reader.take(record, &mut writer, rejects)?;
            }
            for Refused { id, field, reason } in &page.refused {
                let whose =
                    id.as_deref().map_or("a ticket without an id".to_owned(), |id| format!("ticket {id}"));
                let id = id.as_deref().unwrap_or_default();
                reader.refuse(id, field, format!("of {whose} cannot be read: {reason}"), rejects)?;
            }
            let mut counts = writer.finish()?;
            let mut amended = 0;
            // Most pages have none, and a writer is not made for nothing.
            if !page.gone.is_empty() || !page.ratings.is_empty() {
                // They add to what a record of the same page has said, so that this has to be in by now.
                let mut writer = change.ticket_writer(&self.connection.name)?;
                let gone = page.gone.iter().map(|(id, why)| excluded(id, *why));
                for incoming in gone.chain(page.ratings.iter().map(rated)) {
                    amended += u64::from(amend(&mut writer, &incoming)?);
                }
                counts += writer.finish()?;
            }
            match change.save_progress(&next)? {
                true => Ok((counts, amended)),
                false => Err(changed(&next)),
            }
        })?;
        self.counts += counts;
        self.amended += amended;
        self.connection = next;
        Ok(())
    }
}

/// A ticket that the helpdesk no longer has.
fn excluded(id: &str, why: Exclusion) -> Incoming {
    let mut incoming = Incoming::default();
    incoming.outcome.external_id = Some(id.to_owned());
    incoming.outcome.exclusion = Some(why);
    incoming.present = [Field::ExternalId, Field::Exclusion].into_iter().collect();
    incoming
}

/// A ticket's rating.
fn rated(rating: &Rating) -> Incoming {
    let mut incoming = Incoming::default();
    incoming.outcome.external_id = Some(rating.ticket.clone());
    incoming.outcome.satisfied = Some(rating.satisfied);
    incoming.outcome.csat_at = rating.at;
    incoming.present = [Field::ExternalId, Field::Satisfied, Field::CsatAt].into_iter().collect();
    incoming
}

/// Adds to a ticket. Whether it was in; one that never came in is no loss.
fn amend(sink: &mut dyn Sink, incoming: &Incoming) -> Result<bool, Failure> {
    match sink.ticket(incoming) {
        Ok(()) => Ok(true),
        Err(Refusal::Row(BadRow { .. })) => Ok(false),
        Err(Refusal::Fatal(error)) => Err(ImportError::Sink(error).into()),
    }
}

/// Reads pages until the last, an error, or until nobody wants them.
fn read_ahead(
    helpdesk: &dyn Helpdesk,
    http: &Http,
    mut place: Value,
    pages: &SyncSender<Result<Page, ConnectError>>,
) {
    loop {
        let page = helpdesk.page(http, &place);
        let end = page.as_ref().map_or(true, |page| page.end);
        if let Ok(page) = &page {
            place = page.next.clone();
        }
        if pages.send(page).is_err() || end {
            return;
        }
    }
}
