//! An open store with its tickets as columns in memory, loaded again when the store has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use super::failure::Failure;
use super::lock;
use chrono::NaiveDate;

use crate::calendar::Calendar;
use crate::cost::{Ledger, ReplyMinutes};
use crate::facts::{Facts, FactsBuilder, Rules};
use crate::metrics::Basis;
use crate::model::{Exclusion, Timestamp};
use crate::store::{Settings, Store};

/// A store and what is computed from it.
pub struct Workspace {
    store: Store,
    latest: Mutex<Option<(i64, Arc<Snapshot>)>>,
}

/// One committed state of a store, ready for the engine.
pub struct Snapshot {
    /// The tickets as columns.
    pub facts: Facts,
    /// The settings.
    pub settings: Settings,
    /// The calendar that periods are cut by.
    pub calendar: Calendar,
    /// What support costs.
    pub ledger: Ledger,
    /// Tickets that count in no figure, by reason.
    pub excluded: BTreeMap<Exclusion, u64>,
    /// Local days on which tickets were created or resolved, in order.
    pub days: Vec<NaiveDate>,
    reply_minutes: ReplyMinutes,
}

impl Snapshot {
    /// What figures rest on.
    pub fn basis(&self) -> Basis<'_> {
        Basis { calendar: self.calendar, ledger: &self.ledger, reply_minutes: &self.reply_minutes }
    }
}

impl Workspace {
    /// A workspace over an open store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn new(store: Store) -> Result<Workspace, Failure> {
        store.settings()?;
        Ok(Workspace { store, latest: Mutex::new(None) })
    }

    /// The store itself.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The newest state of the store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Failure> {
        let mut latest = lock(&self.latest);
        // Asked before reading: a change in between makes the next call read once more, never once too few.
        let version = self.store.version()?;
        if let Some((known, snapshot)) = latest.as_ref()
            && *known == version
        {
            return Ok(snapshot.clone());
        }
        let snapshot = Arc::new(self.load()?);
        *latest = Some((version, snapshot.clone()));
        Ok(snapshot)
    }

    fn load(&self) -> Result<Snapshot, Failure> {
        let settings = self.store.settings()?;
        let calendar = settings.calendar()?;
        let mut builder = FactsBuilder::new(Rules::default());
        let mut excluded = BTreeMap::new();
        let mut quarter_hours = BTreeSet::new();
        self.store.tickets()?.for_each(FactsBuilder::fields(), |id, source, outcome| {
            builder.push(id, source, outcome);
            if let Some(reason) = outcome.exclusion {
                *excluded.entry(reason).or_insert(0) += 1;
            }
            for time in [outcome.created_at, outcome.resolved_at].into_iter().flatten() {
                quarter_hours.insert(time.0.div_euclid(QUARTER_HOUR));
            }
        })?;
        let ledger =
            Ledger::new(self.store.ledger()?).map_err(|error| Failure::new("store", error.to_string()))?;
        let mut days: Vec<NaiveDate> = quarter_hours
            .into_iter()
            .map(|quarter| calendar.day_of(Timestamp(quarter * QUARTER_HOUR)))
            .collect();
        days.dedup();
        let facts = builder.build();
        Ok(Snapshot {
            facts,
            settings,
            calendar,
            ledger,
            excluded,
            days,
            reply_minutes: ReplyMinutes::default(),
        })
    }
}

/// Seconds; every zone's days begin on one, so a ticket's quarter of an hour tells its day.
const QUARTER_HOUR: i64 = 900;
