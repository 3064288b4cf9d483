use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "deflection_rate",
    title: "Deflection",
    unit: Unit::Proportion,
    formula: "Tickets that AI resolved alone, not abandoned / eligible tickets.",
    counted: "tickets",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where no ticket was opened.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::PEOPLE, &input::RESOLUTION],
    helped_by: &[&input::HANDOFF],
    source: "Over all tickets, also those that AI never saw; a hand-off that no person answered is no deflection. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_ai_resolved())),
};
