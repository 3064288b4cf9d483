use crate::metrics::kpi::{Cohort, Direction, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "fcr",
    title: "First-contact resolution",
    unit: Unit::Proportion,
    formula: "Tickets with neither a repeat contact within the window nor a reopen / tickets resolved at least the window ago.",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where no ticket is mature, or of none it is known whether the customer came back.",
    window: true,
    source: "A repeat contact is the same requester with the same query type. Judged by repeats alone where reopens are unknown, by reopens alone where the requester is. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| ticket.is_clean().filter(|_| ticket.is_mature())),
};
