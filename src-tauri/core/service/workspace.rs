//! An open store with its tickets as columns in memory, brought up to date when the store has changed.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, JoinHandle};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::failure::{COLUMNS, Failure};
use super::lock;
use crate::calendar::{Calendar, Period};
use crate::cost::{CostReport, Costs, Ledger};
use crate::facts::{Facts, FactsBuilder, Stamp};
use crate::metrics::{self, Basis, Quality, Release, StopSign, releases};
use crate::model::Exclusion;
use crate::store::{DefinitionChange, Revision, Settings, Store, StoreError, TicketReader};

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

/// A state of a store, as somebody asks something of it.
pub struct Snapshot {
    state: Arc<State>,
    /// Whether the answer is still wanted.
    stop: StopSign,
}

impl Deref for Snapshot {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

/// One committed state of a store, ready for the engine.
pub struct State {
    /// The tickets as columns.
    pub facts: Facts,
    /// The settings.
    pub settings: Settings,
    /// The calendar that periods are cut by.
    pub calendar: Calendar,
    /// What support costs.
    pub costs: Costs,
    /// What figures rest on that was changed, the oldest first.
    pub definition_changes: Vec<DefinitionChange>,
    /// Told by no other state of the store that this program has seen.
    pub(super) version: i64,
    revision: Revision,
    days: OnceLock<Vec<NaiveDate>>,
    quality: OnceLock<Quality>,
    releases: OnceLock<Vec<Release>>,
}

impl Snapshot {
    /// What figures rest on.
    pub fn basis(&self) -> Basis<'_> {
        Basis {
            calendar: self.calendar,
            costs: &self.costs,
            targets: &self.settings.targets,
            by_assignee: self.settings.by_assignee,
            stop: &self.stop,
        }
    }

    /// When releases of the AI came into use, in order.
    ///
    /// # Errors
    /// The columns cannot be read.
    pub fn releases(&self) -> Result<&[Release], Failure> {
        if let Some(releases) = self.releases.get() {
            return Ok(releases);
        }
        let found = match self.days()? {
            [first, .., last] => releases(&self.facts, &self.basis(), Period { from: *first, to: *last })?,
            _ => Vec::new(),
        };
        Ok(self.releases.get_or_init(|| found))
    }
}

impl State {
    /// Local days on which tickets were opened or resolved, in order.
    ///
    /// # Errors
    /// The columns cannot be read.
    pub fn days(&self) -> Result<&[NaiveDate], Failure> {
        if let Some(days) = self.days.get() {
            return Ok(days);
        }
        let days = self.facts.days(&self.calendar)?;
        Ok(self.days.get_or_init(|| days))
    }

    /// Tickets that count in no figure, by reason.
    ///
    /// # Errors
    /// The columns cannot be read.
    pub fn excluded(&self) -> Result<BTreeMap<Exclusion, u64>, Failure> {
        Ok(self.facts.excluded()?)
    }

    /// How good the data is, and which figures it can carry.
    ///
    /// # Errors
    /// The columns cannot be read.
    pub fn quality(&self) -> Result<&Quality, Failure> {
        if let Some(quality) = self.quality.get() {
            return Ok(quality);
        }
        let quality = metrics::quality(&self.facts, &self.costs)?;
        Ok(self.quality.get_or_init(|| quality))
    }

    /// Where the cost of a period went. `None` where the ledger does not cover it.
    ///
    /// # Errors
    /// The columns cannot be read.
    pub fn cost_report(&self, period: Period) -> Result<Option<CostReport>, Failure> {
        Ok(self.costs.report(&self.facts, self.calendar, period)?)
    }

    /// That any ticket was opened or resolved in a period.
    ///
    /// # Errors
    /// None was; the failure says which days have some.
    pub fn check_data(&self, period: Period) -> Result<(), Failure> {
        if self.facts.any_within(self.calendar.span(period))? {
            return Ok(());
        }
        let days = self.days()?;
        let there_is = match (days.first(), days.last()) {
            (Some(first), Some(last)) => format!("the store has tickets from {first} to {last}"),
            _ => "the store has no ticket that counts; import some first".to_owned(),
        };
        Err(Failure::new("no_data", format!("no ticket was opened or resolved from {period}; {there_is}")))
    }
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
        Ok(State {
            costs: Costs::new(ledger, settings.reply_minutes.clone()),
            definition_changes: self.store.definition_changes()?,
            facts,
            settings,
            calendar,
            version,
            revision,
            days: OnceLock::new(),
            quality: OnceLock::new(),
            releases: OnceLock::new(),
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
