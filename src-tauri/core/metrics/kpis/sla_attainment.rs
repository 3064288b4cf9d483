use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "sla_attainment",
    title: "SLA attainment",
    unit: Unit::Proportion,
    formula: "Tickets that met their service level / resolved tickets of which it is known.",
    counted: "resolved tickets whose service level is known",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where it is known of no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::SLA],
    helped_by: &[],
    source: "As the source judges it. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::known(ticket.is_sla_met())),
};
