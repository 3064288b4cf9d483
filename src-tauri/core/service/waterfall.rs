//! The cost waterfall of a period: what it cost, and what the one before did.

use super::api::Scope;
use super::failure::Failure;
use super::pages::cost_case;
use super::state::Snapshot;
use crate::calendar::{Comparison, Period};
use crate::chart::{self, ChartDefinition, ChartSpec, Context};

/// The waterfall of a scope. A period that still runs is taken up to now, and so is the one before.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn waterfall(
    snapshot: &Snapshot,
    definition: &ChartDefinition,
    scope: &Scope,
    context: Context,
) -> Result<ChartSpec, Failure> {
    let as_of = snapshot.facts.as_of();
    let today = as_of.map(|as_of| snapshot.calendar.day_of(as_of));
    let to = today
        .filter(|today| *today >= scope.period.from)
        .map_or(scope.period.to, |today| today.min(scope.period.to));
    let period = Period { to, ..scope.period };
    let before =
        Comparison::Before.with(&snapshot.calendar, period, as_of).map_or(period, |with| with.period);
    // Where it is not shown, nothing need be known.
    let case = |period| if scope.filters.is_empty() { cost_case(snapshot, period) } else { Ok(None) };
    let spent = [(before, case(before)?), (period, case(period)?)];
    Ok(chart::waterfall(definition, &spent, as_of, &Context { period, ..context }))
}
