//! The catalogue: one file a KPI.

mod ai_resolution_rate;
mod cost_per_resolution;
mod csat;
mod csat_response_rate;
mod deflection_rate;
mod escalation_rate;
mod fcr;
mod involvement_rate;
mod resolved;
mod tickets;

use super::kpi::Kpi;

/// All KPIs, in the order of the catalogue.
pub const KPIS: &[&Kpi] = &[
    &tickets::KPI,
    &resolved::KPI,
    &involvement_rate::KPI,
    &ai_resolution_rate::KPI,
    &deflection_rate::KPI,
    &escalation_rate::KPI,
    &csat::KPI,
    &csat_response_rate::KPI,
    &fcr::KPI,
    &cost_per_resolution::KPI,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{Measure, Unit};

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
                Measure::Share(_) => Unit::Proportion,
                Measure::Cost => Unit::Money,
            };
            assert_eq!(kpi.unit, unit, "{}", kpi.name);
        }
    }
}
