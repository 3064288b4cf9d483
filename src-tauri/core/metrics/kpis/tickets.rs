use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "tickets",
    title: "Tickets",
    unit: Unit::Count,
    formula: "Eligible tickets that were opened in the period.",
    counted: "tickets",
    cohort: Cohort::Created,
    direction: Direction::Neutral,
    no_value: "Always has a value; without tickets it is 0.",
    evidence: Evidence::Itself,
    needs: &[],
    helped_by: &[],
    source: "A plain count. Spam, deleted, merged, test and outbound tickets are not eligible.",
    measure: Measure::Count,
};
