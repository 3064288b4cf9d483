//! One state of a store with all that is computed from it, and asking something of it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::failure::Failure;
use super::insights::{InsightQuery, all_alerts, insight};
use crate::calendar::{Calendar, OpenTime, Period};
use crate::cost::{CostReport, Costs};
use crate::facts::Facts;
use crate::insights::{Alert, Decisions};
use crate::language::Reason;
use crate::metrics::{self, Basis, Quality, Release, StopSign, releases};
use crate::model::Exclusion;
use crate::store::{DefinitionChange, Revision, Settings};

/// A state of a store, as somebody asks something of it.
pub struct Snapshot {
    pub(super) state: Arc<State>,
    /// Whether the answer is still wanted.
    pub(super) stop: StopSign,
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
    /// The business hours that times are measured in, where they are.
    pub open_time: Option<OpenTime>,
    /// What support costs.
    pub costs: Costs,
    /// What figures rest on that was changed, the oldest first.
    pub definition_changes: Vec<DefinitionChange>,
    /// What people decided.
    pub decisions: Decisions,
    /// Told by no other state of the store that this program has seen.
    pub(super) version: i64,
    pub(super) revision: Revision,
    pub(super) days: OnceLock<Vec<NaiveDate>>,
    pub(super) quality: OnceLock<Quality>,
    pub(super) releases: OnceLock<Vec<Release>>,
    pub(super) alerts: OnceLock<Vec<Alert>>,
}

impl Snapshot {
    /// What figures rest on.
    pub fn basis(&self) -> Basis<'_> {
        Basis {
            calendar: self.calendar,
            open_time: self.open_time.as_ref(),
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

    /// What needs a look, of all tickets: asked again and again by the window, and the same as long as nothing changes.
    ///
    /// # Errors
    /// There is no ticket, or the columns cannot be read.
    pub fn alerts(&self) -> Result<&[Alert], Failure> {
        if let Some(alerts) = self.alerts.get() {
            return Ok(alerts);
        }
        let found = insight(self, &InsightQuery::default(), all_alerts)?;
        Ok(self.alerts.get_or_init(|| found))
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
        let days = days.first().copied().zip(days.last().copied());
        Err(Failure::of("no_data", &Reason::NoTickets { period, days }))
    }
}
