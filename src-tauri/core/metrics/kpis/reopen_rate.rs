use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "reopen_rate",
    title: "Reopens",
    unit: Unit::Proportion,
    formula: "Tickets reopened at least once / resolved tickets of which it is known.",
    counted: "resolved tickets whose reopens are known",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where reopens are known of no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::REOPENS],
    helped_by: &[],
    source: "As the source counts reopens. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::known(ticket.is_reopened())),
};
