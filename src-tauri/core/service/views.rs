//! Saved views: what each shows on the day that it is opened.

use super::Service;
use super::failure::Failure;
use super::periods;
use super::state::Snapshot;
use crate::calendar::Period;
use crate::language::Reason;
use crate::metrics::{Filter, unknown_filters};
use crate::model::Timestamp;
use crate::store::{Look, View, ViewDays};

/// The days of a view, seen from now.
///
/// # Errors
/// No period is called so, or there is no ticket yet to tell which is the latest with some.
pub fn view_days(snapshot: &Snapshot, days: &ViewDays, now: Timestamp) -> Result<Period, Failure> {
    let name = match days {
        ViewDays::Fixed(period) => return Ok(*period),
        ViewDays::Named(name) => name,
    };
    let today = snapshot.calendar.day_of(now);
    let offered = periods::offered(&snapshot.calendar, today, snapshot.days()?);
    let found = offered.into_iter().find(|period| period.id == name);
    found
        .map(|period| period.period)
        .ok_or_else(|| Failure::of("invalid", &Reason::ViewOfNothing(name.clone())))
}

impl Service {
    pub(super) fn views(&self) -> Result<Vec<View>, Failure> {
        Ok(self.inner.workspace()?.store().views()?)
    }

    pub(super) fn save_view(&self, name: String, look: Look) -> Result<(), Failure> {
        let view = View { name, look };
        Ok(self.inner.workspace()?.store().transact(|change| change.save_view(&view))?)
    }

    pub(super) fn rename_view(&self, name: String, to: String) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.rename_view(&name, &to))?)
    }

    pub(super) fn remove_view(&self, name: String) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.remove_view(&name))?)
    }

    pub(super) fn unknown_filters(&self, filters: Vec<Filter>) -> Result<Vec<Filter>, Failure> {
        let workspace = self.inner.workspace()?;
        workspace.ask(|snapshot| Ok::<_, Failure>(unknown_filters(&snapshot.facts, &filters)))
    }
}
