use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "csat_response_rate",
    title: "CSAT response",
    unit: Unit::Proportion,
    formula: "Tickets that the customer rated / resolved tickets.",
    counted: "resolved tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where no ticket was resolved.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::RATING],
    helped_by: &[],
    source: "Ratings that arrive late count for the ticket's own period. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_rated())),
};
