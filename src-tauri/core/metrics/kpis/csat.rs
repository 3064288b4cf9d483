use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "csat",
    title: "CSAT",
    unit: Unit::Proportion,
    formula: "Satisfied customers / customers who rated, each score judged on its own scale.",
    counted: "rated tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where nobody rated.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::RATING],
    helped_by: &[],
    source: "Top-box share, not a mean of scores; the source's own verdict wins. The unrated are left out, so read it with the response rate. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.is_satisfied()).among(ticket.is_rated())),
};
