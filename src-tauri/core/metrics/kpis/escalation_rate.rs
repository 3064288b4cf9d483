use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "escalation_rate",
    title: "Escalation",
    unit: Unit::Proportion,
    formula: "Tickets handed off by AI, or that a person took part in too / tickets that AI took part in.",
    cohort: Cohort::Created,
    direction: Direction::Down,
    no_value: "No value where AI took part in no ticket.",
    window: false,
    source: "Not the complement of AI resolution: tickets still open or abandoned are neither. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| ticket.is_involved().then(|| ticket.is_escalated())),
};
