use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "feedback_accuracy",
    title: "AI answer accuracy",
    unit: Unit::Proportion,
    formula: "Answers of the AI that agents found accurate, those partly accurate by half / answers judged.",
    counted: "answers judged",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where no answer was judged.",
    evidence: Evidence::Itself,
    needs: &[&input::FEEDBACK],
    helped_by: &[],
    source: "Agents judge what they choose to: read it with the coverage. No interval, as answers can count by half.",
    measure: Measure::Graded(|ticket| ticket.feedback().among(ticket.has_feedback())),
};
