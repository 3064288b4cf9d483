use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "confirmed_resolution_rate",
    title: "Confirmed AI resolution",
    unit: Unit::Proportion,
    formula: "Tickets that AI resolved alone and the customer confirmed / tickets that AI took part in.",
    counted: "tickets that AI took part in",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where AI took part in no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::PEOPLE, &input::RESOLUTION, &input::AI_OUTCOME],
    helped_by: &[&input::HANDOFF],
    source: "The strict end of the AI ladder: silence is not counted as success. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| {
        Verdict::of(ticket.is_ai_resolved() && ticket.is_confirmed()).among(ticket.is_involved())
    }),
};
