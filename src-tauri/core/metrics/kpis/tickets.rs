use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "tickets",
    title: "Tickets",
    unit: Unit::Count,
    formula: "Eligible tickets that were opened in the period.",
    cohort: Cohort::Created,
    direction: Direction::Neutral,
    no_value: "Always has a value; without tickets it is 0.",
    window: false,
    source: "A plain count. Spam, deleted, merged, test and outbound tickets are not eligible.",
    measure: Measure::Count,
};
