use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "resolved",
    title: "Resolved tickets",
    unit: Unit::Count,
    formula: "Eligible tickets whose last resolution lies in the period.",
    counted: "resolved tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Neutral,
    no_value: "Always has a value; without tickets it is 0.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION],
    helped_by: &[],
    source: "A plain count by the last time of resolution; a ticket that was reopened counts once.",
    measure: Measure::Count,
};
