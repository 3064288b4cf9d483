//! What each command does: one file a command, or a few that belong together.

pub mod chart;
pub mod connect;
pub mod costs;
pub mod decisions;
pub mod erase;
pub mod import;
pub mod insights;
pub mod kpi;
pub mod lexicon;
pub mod mapping;
pub mod quality;
pub mod report;
pub mod review;
pub mod review_compare;
pub mod sample;
pub mod schedule;
pub mod settings;
pub mod store;
pub mod targets;
pub mod tickets;
pub mod verdicts;
pub mod views;

use supportmix_core::calendar::{Calendar, Period, zone_by_name};
use supportmix_core::metrics::{Basis, Kpi, Query};
use supportmix_core::model::Timestamp;
use supportmix_core::service::{Failure, Scope, Snapshot, view_days};
use supportmix_core::store::Look;

use crate::arguments::{self, Days, Question};

/// The days asked for; named ones are seen from `now`.
fn period(snapshot: &Snapshot, days: &Days, now: Timestamp) -> Result<Period, Failure> {
    match (days.from, days.to, &days.period) {
        (Some(from), Some(to), _) => Ok(Period::new(from, to)?),
        (_, _, Some(name)) => {
            let today = snapshot.calendar.day_of(now);
            Ok(snapshot.calendar.period_named(name, today)?)
        }
        _ => Err(Failure::invalid("say which days: --from and --to, or --period")),
    }
}

/// The days and tickets asked for; there must be tickets in the days. Of a view are its filters too, and its days where no
/// others are asked for.
fn scope(
    snapshot: &Snapshot,
    asked: &arguments::Scope,
    view: Option<&Look>,
    now: Timestamp,
) -> Result<Scope, Failure> {
    let days = &asked.days;
    let period = match view.filter(|_| days.from.is_none() && days.period.is_none()) {
        Some(view) => view_days(snapshot, &view.days, now)?,
        None => period(snapshot, days, now)?,
    };
    snapshot.check_data(period)?;
    let of_view = view.map(|view| view.filters.clone()).unwrap_or_default();
    Ok(Scope { period, filters: [of_view, asked.filters.clone()].concat() })
}

/// A question for these figures, or for all there are of the way of counting.
fn query(
    snapshot: &Snapshot,
    asked: &Question,
    kpis: &[&'static Kpi],
    view: Option<&Look>,
    now: Timestamp,
) -> Result<Query, Failure> {
    let Scope { period, filters } = scope(snapshot, &asked.scope, view, now)?;
    let preset = asked.count_as;
    let kpis = match kpis {
        [] => preset.kpis.to_vec(),
        some => some.iter().map(|kpi| preset.kpi(kpi.name)).collect::<Result<_, _>>()?,
    };
    Ok(Query { filters, kpis, preset, as_of: asked.as_of, ..Query::whole(period) })
}

/// What figures rest on, in the zone asked for.
fn basis<'a>(snapshot: &'a Snapshot, asked: &Question) -> Result<Basis<'a>, Failure> {
    let basis = snapshot.basis();
    match &asked.time_zone {
        Some(name) => {
            Ok(Basis { calendar: Calendar { zone: zone_by_name(name)?, ..basis.calendar }, ..basis })
        }
        None => Ok(basis),
    }
}
