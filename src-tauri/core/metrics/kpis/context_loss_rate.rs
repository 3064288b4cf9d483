use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "context_loss_rate",
    title: "Context loss",
    unit: Unit::Proportion,
    formula: "Hybrid tickets in which the customer complains of repeating themselves / hybrid tickets of which it is known.",
    counted: "hybrid tickets of which it is known",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where it is known of no hybrid ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::AI, &input::PEOPLE, &input::CONTEXT],
    helped_by: &[&input::HANDOFF],
    source: "Found in the customer's text after the hand-off. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::known(ticket.is_context_lost()).among(ticket.is_hybrid())),
};
