//! What each command does: one file a command, or a few that belong together.

pub mod chart;
pub mod costs;
pub mod import;
pub mod kpi;
pub mod mapping;
pub mod sample;
pub mod settings;
pub mod store;
pub mod tickets;

use supportmix_core::calendar::{Calendar, Period, zone_by_name};
use supportmix_core::metrics::{Basis, Query};
use supportmix_core::service::Snapshot;

use crate::arguments::Scope;
use crate::stop::Stop;

/// A question about a span of days, for all figures.
fn query(scope: &Scope) -> Result<Query, Stop> {
    let period = Period::new(scope.from, scope.to)?;
    Ok(Query { filters: scope.filters.clone(), as_of: scope.as_of, ..Query::whole(period) })
}

/// What figures rest on, in the zone asked for.
fn basis<'a>(snapshot: &'a Snapshot, scope: &Scope) -> Result<Basis<'a>, Stop> {
    let basis = snapshot.basis();
    match &scope.time_zone {
        Some(name) => {
            Ok(Basis { calendar: Calendar { zone: zone_by_name(name)?, ..basis.calendar }, ..basis })
        }
        None => Ok(basis),
    }
}
