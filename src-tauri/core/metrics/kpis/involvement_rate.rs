use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "involvement_rate",
    title: "AI involvement",
    unit: Unit::Proportion,
    formula: "Tickets that AI took part in / eligible tickets.",
    cohort: Cohort::Created,
    direction: Direction::Neutral,
    no_value: "No value where no ticket was opened.",
    window: false,
    source: "The first factor of deflection: deflection = involvement × AI resolution. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Some(ticket.is_involved())),
};
