//! The charts of the insights, by their names.

use super::api::Scope;
use super::failure::Failure;
use super::insights::{InsightQuery, insight};
use super::state::Snapshot;
use crate::chart::{ChartDefinition, ChartSpec, Context, insight as charts};
use crate::insights::{anomalies, daily_volume, drift, escalations, handoffs, taxonomy, versions};
use crate::metrics::Dimension;

/// A chart of an insight; `None` where the definition is of no insight. An insight looks at days of its own, so that of the
/// scope only the filters count.
///
/// # Errors
/// There is no ticket, or the question cannot be asked.
pub(super) fn insight_chart(
    snapshot: &Snapshot,
    definition: &ChartDefinition,
    scope: &Scope,
    context: &Context,
) -> Result<Option<ChartSpec>, Failure> {
    const OWN: [&str; 6] =
        ["readiness-map", "escalation-triggers", "handoff-flow", "release-effect", "drift", "daily-volume"];
    if !OWN.contains(&definition.id.as_str()) {
        return Ok(None);
    }
    let of_types = scope.filters.iter().filter(|filter| filter.dimension == Dimension::QueryType);
    let query_type = of_types.map(|filter| filter.value.as_str()).next();
    let query = InsightQuery { filters: scope.filters.clone(), as_of: None, language: context.language };
    let spec = insight(snapshot, &query, |ground| -> Result<ChartSpec, Failure> {
        let period = ground.last_local_days(ground.rules.taxonomy.days);
        let last_days = Context { period, ..context.clone() };
        Ok(match definition.id.as_str() {
            "readiness-map" => charts::readiness(definition, &taxonomy(ground)?, &last_days),
            "escalation-triggers" => charts::triggers(definition, &escalations(ground)?, context),
            "handoff-flow" => charts::flow(definition, &handoffs(ground)?, &last_days),
            "release-effect" => charts::release(definition, &versions(ground)?, context),
            "drift" => charts::control(definition, &drift(ground, &anomalies(ground)?)?, query_type, context),
            _ => {
                charts::volume(definition, daily_volume(ground, query_type)?.as_ref(), ground.as_of, context)
            }
        })
    })?;
    Ok(Some(spec))
}
