use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "documentation_rate",
    title: "Documentation",
    unit: Unit::Proportion,
    formula: "Tickets with query type, root cause and resolution path all filled in / tickets resolved with people.",
    counted: "tickets resolved with people",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where no ticket was resolved with people.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::AI, &input::PEOPLE, &input::ROOT_CAUSE, &input::RESOLUTION_PATH],
    helped_by: &[&input::QUERY_TYPE, &input::HANDOFF],
    source: "What knowledge articles and automation can be made from. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| {
        Verdict::of(ticket.is_documented()).among(ticket.is_resolved_with_people())
    }),
};
