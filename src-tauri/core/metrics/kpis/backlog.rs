use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "backlog",
    title: "Backlog",
    unit: Unit::Count,
    formula: "Eligible tickets opened before the period's end and not resolved by it; by time, at the end of each part.",
    counted: "open tickets",
    cohort: Cohort::PeriodEnd,
    direction: Direction::Down,
    no_value: "Always has a value; without tickets it is 0.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION],
    helped_by: &[],
    source: "By the last time of resolution: a ticket that was reopened later counts as open all the while. Split by what tickets are now.",
    measure: Measure::Count,
};
