use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "ai_resolution_rate",
    title: "AI resolution",
    unit: Unit::Proportion,
    formula: "Tickets that AI resolved alone, not abandoned / tickets that AI took part in.",
    counted: "tickets that AI took part in",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where AI took part in no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::PEOPLE, &input::RESOLUTION],
    helped_by: &[&input::HANDOFF],
    source: "The second factor of deflection: deflection = involvement × AI resolution. Vendors count it with windows of their own; compare like with like. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_ai_resolved()).among(ticket.is_involved())),
};
