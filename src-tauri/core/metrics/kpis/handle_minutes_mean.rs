use crate::metrics::input;
use crate::metrics::kpi::{Amount, Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "handle_minutes_mean",
    title: "Handle time",
    unit: Unit::Minutes,
    formula: "Mean of the minutes that people worked on a ticket, over tickets that a person took part in.",
    counted: "tickets with people, minutes known",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where the minutes of no such ticket are known.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::PEOPLE, &input::HANDLE_MINUTES],
    helped_by: &[],
    source: "Only minutes that the source knows; estimates are for the cost alone.",
    measure: Measure::Mean(Amount::HandleMinutes),
};
