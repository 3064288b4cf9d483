//! The catalogue: one file a KPI.

mod abandonment_rate;
mod ai_resolution_rate;
mod backlog;
mod confirmed_resolution_rate;
mod context_loss_rate;
mod cost_per_resolution;
mod cost_saved;
mod csat;
mod csat_mean;
mod csat_response_rate;
mod deflection_rate;
mod documentation_rate;
mod durable_resolution_rate;
mod escalation_rate;
mod failed_handoff_rate;
mod fcr;
mod feedback_accuracy;
mod feedback_coverage;
mod first_reply_minutes_p50;
mod first_reply_minutes_p90;
mod handle_minutes_mean;
mod involvement_rate;
mod one_touch_rate;
mod reopen_rate;
mod repeat_contact_rate;
mod resolution_minutes_p50;
mod resolution_minutes_p90;
mod resolved;
mod sla_attainment;
mod tickets;

use super::kpi::Kpi;

/// All KPIs, in the order of the catalogue.
pub const KPIS: &[&Kpi] = &[
    &tickets::KPI,
    &resolved::KPI,
    &backlog::KPI,
    &involvement_rate::KPI,
    &ai_resolution_rate::KPI,
    &confirmed_resolution_rate::KPI,
    &deflection_rate::KPI,
    &durable_resolution_rate::KPI,
    &escalation_rate::KPI,
    &failed_handoff_rate::KPI,
    &abandonment_rate::KPI,
    &csat::KPI,
    &csat_mean::KPI,
    &csat_response_rate::KPI,
    &fcr::KPI,
    &one_touch_rate::KPI,
    &repeat_contact_rate::KPI,
    &reopen_rate::KPI,
    &first_reply_minutes_p50::KPI,
    &first_reply_minutes_p90::KPI,
    &resolution_minutes_p50::KPI,
    &resolution_minutes_p90::KPI,
    &handle_minutes_mean::KPI,
    &sla_attainment::KPI,
    &context_loss_rate::KPI,
    &feedback_accuracy::KPI,
    &feedback_coverage::KPI,
    &documentation_rate::KPI,
    &cost_per_resolution::KPI,
    &cost_saved::KPI,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Amount, Measure, Unit};

    #[test]
    fn every_kpi_explains_itself_and_its_unit_fits_its_measure() {
        for kpi in KPIS {
            assert!(
                Kpi::from_name(kpi.name).is_some_and(|found| std::ptr::eq(found, *kpi)),
                "{} twice",
                kpi.name
            );
            for text in [kpi.title, kpi.formula, kpi.no_value, kpi.source] {
                assert!(!text.is_empty(), "{}", kpi.name);
            }
            let unit = match kpi.measure {
                Measure::Count => Unit::Count,
                Measure::Share(_) | Measure::Graded(_) => Unit::Proportion,
                Measure::Mean(Amount::Score) => Unit::Score,
                Measure::Mean(Amount::HandleMinutes) | Measure::Percentile(..) => Unit::Minutes,
                Measure::Cost | Measure::CostSaved => Unit::Money,
            };
            assert_eq!(kpi.unit, unit, "{}", kpi.name);
        }
    }
}
