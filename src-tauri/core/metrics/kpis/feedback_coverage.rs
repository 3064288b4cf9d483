use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "feedback_coverage",
    title: "Feedback coverage",
    unit: Unit::Proportion,
    formula: "Tickets on which an agent judged the AI's answer / tickets that AI took part in.",
    counted: "tickets that AI took part in",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where AI took part in no ticket.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::FEEDBACK],
    helped_by: &[],
    source: "How much the accuracy rests on. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| Verdict::of(ticket.has_feedback()).among(ticket.is_involved())),
};
