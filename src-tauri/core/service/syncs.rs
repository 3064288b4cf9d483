//! The window's syncs: one after the other, on a thread of their own, with progress and a way to break off.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use ts_rs::TS;

use super::connecting::connection_of;
use super::failure::Failure;
use super::sync::{SyncRequest, sync};
use super::{Inner, Waiting, lock};
use crate::connect::Secret;
use crate::language::Reason;
use crate::store::Connection;

/// How far a sync is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct SyncRunning {
    /// The connection.
    pub name: String,
    /// Tickets that are in.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Tickets that there are in all, where the helpdesk says so.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
    /// Requests made.
    #[ts(type = "number")]
    pub requests: u64,
    /// Seconds that are left of a wait that the helpdesk asked for.
    pub waiting_seconds: f64,
    /// Seconds since it began.
    pub seconds: f64,
}

/// The sync that runs and those that wait. How one ended is kept with its connection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct SyncState {
    /// The one that runs.
    pub running: Option<SyncRunning>,
    /// The connections that wait for their turn.
    pub queued: Vec<String>,
    /// How many have ended since the app was opened: a change says that there is something new.
    #[ts(type = "number")]
    pub ended: u64,
}

struct Turn {
    /// The connection as it was when the sync was asked for.
    connection: Connection,
    full: bool,
    secret: Secret,
}

/// The syncs under way.
#[derive(Default)]
pub(super) struct SyncJob {
    line: Mutex<Line>,
    cancel: Arc<AtomicBool>,
}

/// Who runs and who waits.
#[derive(Default)]
struct Line {
    running: Option<SyncRunning>,
    turns: VecDeque<Turn>,
    ended: u64,
}

impl Line {
    fn has(&self, name: &str) -> bool {
        self.running.as_ref().is_some_and(|running| running.name == name)
            || self.turns.iter().any(|turn| turn.connection.name == name)
    }
}

impl SyncJob {
    pub(super) fn state(&self) -> SyncState {
        let line = lock(&self.line);
        SyncState {
            running: line.running.clone(),
            queued: line.turns.iter().map(|turn| turn.connection.name.clone()).collect(),
            ended: line.ended,
        }
    }

    /// Ends the one that runs and forgets those that wait.
    pub(super) fn cancel(&self) {
        let mut line = lock(&self.line);
        line.turns.clear();
        self.cancel.store(true, Ordering::SeqCst);
    }

    /// What a sync reads and writes must not be changed under it.
    pub(super) fn refuse_while_running(&self, name: &str) -> Result<(), Failure> {
        match lock(&self.line).has(name) {
            true => Err(Failure::of("busy", &Reason::Syncing(name.to_owned()))),
            false => Ok(()),
        }
    }

    /// Nothing may come in while the whole store is changed.
    pub(super) fn refuse_while_any(&self) -> Result<(), Failure> {
        match &lock(&self.line).running {
            Some(running) => Err(Failure::of("busy", &Reason::Syncing(running.name.clone()))),
            None => Ok(()),
        }
    }

    /// Syncs a connection when its turn comes; once, however often it is asked for.
    pub(super) fn start(inner: &Arc<Inner>, connection: Connection, full: bool, secret: Secret) {
        let mut line = lock(&inner.syncs.line);
        if line.has(&connection.name) {
            return;
        }
        let turn = Turn { connection, full, secret };
        if line.running.is_some() {
            line.turns.push_back(turn);
            return;
        }
        inner.syncs.begin(&mut line, &turn);
        drop(line);
        let inner = inner.clone();
        std::thread::spawn(move || {
            let mut turn = Some(turn);
            while let Some(now) = turn {
                // A panic must not leave the page waiting for a sync that is gone; the log has what it was.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&inner, now)));
                turn = inner.syncs.next();
            }
        });
    }

    fn begin(&self, line: &mut Line, turn: &Turn) {
        line.running = Some(SyncRunning { name: turn.connection.name.clone(), ..SyncRunning::default() });
        self.cancel.store(false, Ordering::SeqCst);
    }

    /// Notes that a turn is over. The next one, or the end of the thread: both are decided while nobody can add one.
    fn next(&self) -> Option<Turn> {
        let mut line = lock(&self.line);
        line.ended += 1;
        line.running = None;
        let turn = line.turns.pop_front()?;
        self.begin(&mut line, &turn);
        Some(turn)
    }
}

/// Syncs a connection. How it ended is kept with the connection.
fn run(inner: &Arc<Inner>, turn: Turn) -> Result<(), Failure> {
    let workspace = inner.workspace()?;
    let connection = connection_of(workspace.store(), &turn.connection.name)?;
    // It may have come to lead elsewhere while it waited for its turn.
    if !connection.is_to_the_same(&turn.connection) {
        return inner.note_missing_secret(workspace.store(), &connection.name);
    }
    let started = std::time::Instant::now();
    let (job, clock) = (&inner.syncs, inner.clone());
    let waiting = Arc::new(Waiting::new(move || clock.host.now(), job.cancel.clone()));
    let request = SyncRequest {
        connection: &connection,
        secret: turn.secret,
        full: turn.full,
        user: &inner.host.user(),
        patience: waiting.clone(),
        keeping: inner.keeping(&workspace, &connection),
    };
    let done = sync(workspace.store(), request, &mut |now| {
        lock(&job.line).running = Some(SyncRunning {
            name: connection.name.clone(),
            tickets: now.tickets,
            total: now.total,
            requests: now.traffic.requests,
            waiting_seconds: waiting.left().as_secs_f64(),
            seconds: started.elapsed().as_secs_f64(),
        });
        match job.cancel.load(Ordering::SeqCst) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    done?;
    workspace.prepare();
    Ok(())
}
