use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "cost_per_resolution",
    title: "Cost per resolution",
    unit: Unit::Money,
    formula: "Cost / tickets resolved by AI, by both or by people. Of the whole, the ledger of the period; of a group, what is allocated to its tickets.",
    counted: "resolved tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where nothing was resolved, or the ledger does not cover every day of the period.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::AI, &input::PEOPLE, &input::LEDGER],
    helped_by: &[&input::HANDLE_MINUTES, &input::HANDOFF],
    source: "Time-driven allocation of a monthly ledger. The whole also bears what has no ticket to go to.",
    measure: Measure::Cost,
};
