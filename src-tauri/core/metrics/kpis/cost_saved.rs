use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "cost_saved",
    title: "Cost saved",
    unit: Unit::Money,
    formula: "Tickets that AI resolved × (cost per resolution by people alone − by AI alone).",
    counted: "tickets that AI resolved",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where there is no cost, or nothing was resolved by people alone or by AI alone.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::AI, &input::PEOPLE, &input::LEDGER],
    helped_by: &[&input::HANDLE_MINUTES, &input::HANDOFF],
    source: "Each row from its own costs, so rows do not add up. What a resolution by AI would have cost had people done it is an assumption: compare within one query type.",
    measure: Measure::CostSaved,
};
