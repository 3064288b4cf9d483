//! An open store with its tickets as columns in memory, brought up to date when the store has changed.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, JoinHandle};

use rayon::prelude::*;

use super::failure::{COLUMNS, Failure};
use super::lock;
use super::state::{Snapshot, State};
use crate::calendar::OpenTime;
use crate::cost::{Costs, Ledger};
use crate::facts::{Facts, FactsBuilder, Stamp};
use crate::insights::Decisions;
use crate::metrics::StopSign;
use crate::model::Timestamp;
use crate::store::{Revision, Settings, Store, StoreError, TicketReader};

/// Tickets for which a further reader is worth its making.
const LEAST_READ: usize = 20_000;

/// Changed tickets that are in memory as they are in the store at once.
const READ_AT_ONCE: usize = 4_096;

/// A store and what is computed from it.
pub struct Workspace {
    store: Store,
    key: String,
    latest: Mutex<Option<Arc<State>>>,
    notes: Arc<Mutex<Vec<String>>>,
    /// What writes the columns beside the store, while questions are answered from memory.
    saving: Mutex<Option<JoinHandle<()>>>,
}

impl Workspace {
    /// A workspace over an open store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn new(store: Store) -> Result<Workspace, Failure> {
        store.settings()?;
        let key = store.key()?;
        Ok(Workspace {
            store,
            key,
            latest: Mutex::default(),
            notes: Arc::default(),
            saving: Mutex::default(),
        })
    }

    /// The store itself.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What happened on the way that the user should know, since the last call.
    pub fn take_notes(&self) -> Vec<String> {
        self.wait_until_saved();
        std::mem::take(&mut lock(&self.notes))
    }

    /// Asks something of the newest state of the store. Where the columns kept beside it turn out to be damaged, they
    /// are made anew, and it is asked again.
    ///
    /// # Errors
    /// What `question` fails with, or the store cannot be read.
    pub fn ask<T, E: Into<Failure>>(
        &self,
        question: impl FnMut(&Snapshot) -> Result<T, E>,
    ) -> Result<T, Failure> {
        self.ask_while_wanted(&StopSign::default(), question)
    }

    /// The same, broken off where the answer is not wanted any more.
    ///
    /// # Errors
    /// What `question` fails with, the store cannot be read, or the answer is not wanted any more.
    pub fn ask_while_wanted<T, E: Into<Failure>>(
        &self,
        stop: &StopSign,
        mut question: impl FnMut(&Snapshot) -> Result<T, E>,
    ) -> Result<T, Failure> {
        let mut asked = || -> Result<T, Failure> {
            let state = self.state()?;
            stop.check()?;
            question(&Snapshot { state, stop: stop.clone() }).map_err(Into::into)
        };
        match asked() {
            Err(failure) if failure.code == COLUMNS => {
                self.note_rebuilt(&failure.message);
                *lock(&self.latest) = None;
                self.remove_columns();
                asked()
            }
            answer => answer,
        }
    }

    /// Brings the columns up to date with the store, so that the next question need not wait for that. What hinders it
    /// now hinders that question too, which says so.
    pub fn prepare(&self) {
        let _ = self.state();
    }

    fn note_rebuilt(&self, why: &str) {
        lock(&self.notes).push(format!("{why}; it was made anew from the store, no data is lost"));
    }

    /// The newest state of the store.
    fn state(&self) -> Result<Arc<State>, Failure> {
        let mut latest = lock(&self.latest);
        // Asked before reading: a change in between makes the next call read once more, never once too few.
        let version = self.store.version()?;
        if let Some(state) = latest.as_ref().filter(|state| state.version == version) {
            return Ok(state.clone());
        }
        let state = Arc::new(self.load(version, latest.as_deref())?);
        *latest = Some(state.clone());
        Ok(state)
    }

    fn load(&self, version: i64, before: Option<&State>) -> Result<State, Failure> {
        let settings = self.store.settings()?;
        let calendar = settings.calendar()?;
        let ledger =
            Ledger::new(self.store.ledger()?).map_err(|error| Failure::new("store", error.to_string()))?;
        let (facts, revision) = self.facts(&settings, before)?;
        let hours = &settings.business_hours;
        let last = calendar.day_of(facts.as_of().unwrap_or(Timestamp(0)));
        Ok(State {
            open_time: hours.in_use.then(|| OpenTime::new(hours, calendar.zone, last)),
            costs: Costs::new(ledger, settings.reply_minutes.clone()),
            definition_changes: self.store.definition_changes()?,
            decisions: Decisions::new(self.store.decisions()?),
            facts,
            settings,
            calendar,
            version,
            revision,
            days: OnceLock::new(),
            quality: OnceLock::new(),
            releases: OnceLock::new(),
            alerts: OnceLock::new(),
        })
    }

    /// The tickets as columns: those at hand where nothing has changed, else with the changed tickets read again, else
    /// all of them.
    fn facts(&self, settings: &Settings, before: Option<&State>) -> Result<(Facts, Revision), Failure> {
        let reader = self.store.tickets()?;
        let now = reader.revision()?;
        let at_hand = before
            .filter(|state| *state.facts.rules() == settings.rules)
            .map(|state| (state.facts.clone(), state.revision.clone()));
        let known = at_hand.or_else(|| self.kept(settings));
        if let Some((facts, revision)) = known {
            if revision == now {
                return Ok((facts, now));
            }
            match self.brought_up(&reader, &facts, &revision) {
                Ok(Some(facts)) => {
                    self.keep(&facts, &now);
                    return Ok((facts, now));
                }
                Ok(None) => {}
                Err(failure) if failure.code == COLUMNS => self.note_rebuilt(&failure.message),
                Err(failure) => return Err(failure),
            }
        }
        self.remove_columns();
        let facts = self.made(reader, &now, settings)?;
        self.keep(&facts, &now);
        Ok((facts, now))
    }

    /// Facts from all tickets, read side by side by as many readers as there are threads.
    fn made(&self, first: TicketReader<'_>, now: &Revision, settings: &Settings) -> Result<Facts, Failure> {
        let last = first.last_id()?;
        let mut readers = vec![first];
        let wanted = rayon::current_num_threads().min(last as usize / LEAST_READ + 1);
        while readers.len() < wanted {
            let reader = self.store.tickets()?;
            // One that sees an import that has just ended would not see what the others see.
            if reader.revision()? != *now {
                break;
            }
            readers.push(reader);
        }
        let share = last / readers.len() as u32 + 1;
        let parts = readers.into_par_iter().enumerate().map(|(part, reader)| {
            let mut builder = FactsBuilder::new(settings.rules.clone(), &self.key);
            let first = share.saturating_mul(part as u32);
            let ids = first..=first.saturating_add(share - 1);
            reader.for_each(ids, FactsBuilder::fields(), |id, source, outcome| {
                builder.push(id, source, outcome);
            })?;
            Ok(builder)
        });
        let parts = parts.collect::<Result<Vec<FactsBuilder>, StoreError>>()?;
        let whole = parts.into_iter().reduce(|mut whole, part| {
            whole.append(part);
            whole
        });
        Ok(whole.unwrap_or_else(|| FactsBuilder::new(settings.rules.clone(), &self.key)).build()?)
    }

    /// Facts with the tickets read again that have changed since a revision; `None` where that is too many, or not
    /// known.
    fn brought_up(
        &self,
        reader: &TicketReader<'_>,
        facts: &Facts,
        since: &Revision,
    ) -> Result<Option<Facts>, Failure> {
        let Some(changed) = reader.changed_since(since)? else { return Ok(None) };
        // One by one, tickets take some times longer to read than all in a row.
        if changed.len() > facts.len() / 8 {
            return Ok(None);
        }
        let mut builder = FactsBuilder::on(facts, &self.key);
        changed.iter().for_each(|id| builder.remove(id));
        let ids: Vec<u32> = changed.iter().collect();
        for ids in ids.chunks(READ_AT_ONCE) {
            for ticket in reader.by_id(ids)? {
                builder.push(ticket.id, &ticket.source, &ticket.counted());
            }
        }
        Ok(Some(builder.build()?))
    }

    /// The facts that are kept beside the store, if any.
    fn kept(&self, settings: &Settings) -> Option<(Facts, Revision)> {
        match Facts::open(&self.columns(), &self.key, &settings.rules) {
            Ok(kept) => {
                kept.map(|(facts, stamp)| (facts, Revision { number: stamp.revision, token: stamp.token }))
            }
            Err(error) => {
                self.note_rebuilt(&error.to_string());
                None
            }
        }
    }

    /// Keeps facts beside the store, for the next start. Where that cannot be, the next start takes longer.
    fn keep(&self, facts: &Facts, now: &Revision) {
        self.wait_until_saved();
        if now.number == 0 {
            return;
        }
        let stamp = Stamp { store: self.key.clone(), revision: now.number, token: now.token.clone() };
        let (facts, folder, notes) = (facts.clone(), self.columns(), self.notes.clone());
        let note = move |error: &dyn Display| {
            lock(&notes).push(format!("{error}: figures will take longer to come at the next start"));
        };
        let failed = note.clone();
        let save = move || {
            if let Err(error) = facts.save(&folder, &stamp) {
                failed(&error);
            }
        };
        match thread::Builder::new().spawn(save) {
            Ok(saving) => *lock(&self.saving) = Some(saving),
            Err(error) => note(&error),
        }
    }

    /// Waits until nothing is being written beside the store any more. Before tickets are erased for good: what is still
    /// being written would have them.
    pub fn wait_until_saved(&self) {
        if let Some(saving) = lock(&self.saving).take() {
            // A panic has been reported, and columns that are not kept are no loss.
            let _ = saving.join();
        }
    }

    fn remove_columns(&self) {
        self.wait_until_saved();
        self.store.remove_columns();
    }

    fn columns(&self) -> PathBuf {
        self.store.columns_folder()
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.wait_until_saved();
    }
}
