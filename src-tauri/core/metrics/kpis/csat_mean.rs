use crate::metrics::input;
use crate::metrics::kpi::{Amount, Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "csat_mean",
    title: "Mean score",
    unit: Unit::Score,
    formula: "Mean of the scores as customers gave them.",
    counted: "rated tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where nobody gave a score, the scores have different scales, or the scale is below 5.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::SCORE],
    helped_by: &[],
    source: "Only scores of one scale can be averaged; good and bad cannot. CSAT can always be compared.",
    measure: Measure::Mean(Amount::Score),
};
