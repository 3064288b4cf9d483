use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "ai_resolution_rate",
    title: "AI resolution",
    unit: Unit::Proportion,
    formula: "Tickets that AI resolved alone, not abandoned / tickets that AI took part in.",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where AI took part in no ticket.",
    window: false,
    source: "The second factor of deflection: deflection = involvement × AI resolution. Vendors count it with windows of their own; compare like with like. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| ticket.is_involved().then(|| ticket.is_ai_resolved())),
};
