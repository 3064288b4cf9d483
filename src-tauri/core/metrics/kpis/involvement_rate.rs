use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "involvement_rate",
    title: "AI involvement",
    unit: Unit::Proportion,
    formula: "Tickets that AI took part in / eligible tickets.",
    counted: "tickets",
    cohort: Cohort::Created,
    direction: Direction::Neutral,
    no_value: "No value where no ticket was opened.",
    evidence: Evidence::Itself,
    needs: &[&input::AI],
    helped_by: &[],
    source: "The first factor of deflection: deflection = involvement × AI resolution. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_involved())),
};
