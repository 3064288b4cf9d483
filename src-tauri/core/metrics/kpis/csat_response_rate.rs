use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "csat_response_rate",
    title: "CSAT response",
    unit: Unit::Proportion,
    formula: "Tickets that the customer rated / resolved tickets.",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where no ticket was resolved.",
    window: false,
    source: "Ratings that arrive late count for the ticket's own period. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Some(ticket.is_rated())),
};
