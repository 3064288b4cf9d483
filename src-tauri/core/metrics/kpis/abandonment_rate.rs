use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "abandonment_rate",
    title: "Abandonment",
    unit: Unit::Proportion,
    formula: "Tickets in which the customer gave up on the AI / tickets that AI took part in.",
    counted: "tickets that AI took part in",
    cohort: Cohort::Created,
    direction: Direction::Down,
    no_value: "No value where AI took part in no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::AI_OUTCOME],
    helped_by: &[],
    source: "Abandoned tickets never count as resolved by AI. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_abandoned()).among(ticket.is_involved())),
};
