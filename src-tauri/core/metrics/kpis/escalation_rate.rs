use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "escalation_rate",
    title: "Escalation",
    unit: Unit::Proportion,
    formula: "Tickets handed off by AI, or that a person took part in too / tickets that AI took part in.",
    counted: "tickets that AI took part in",
    cohort: Cohort::Created,
    direction: Direction::Down,
    no_value: "No value where AI took part in no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::PEOPLE],
    helped_by: &[&input::HANDOFF],
    source: "Not the complement of AI resolution: tickets still open or abandoned are neither. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_escalated()).among(ticket.is_involved())),
};
