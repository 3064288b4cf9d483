use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "failed_handoff_rate",
    title: "Failed hand-offs",
    unit: Unit::Proportion,
    formula: "Escalated tickets that no person replied to / escalated tickets resolved or handed off at least 24 hours ago, of which it is known whether a person replied.",
    counted: "escalated tickets old enough to judge",
    cohort: Cohort::Created,
    direction: Direction::Down,
    no_value: "No value where no escalated ticket can be judged.",
    evidence: Evidence::Itself,
    needs: &[&input::AI, &input::PEOPLE, &input::ANSWER],
    helped_by: &[&input::HANDOFF, &input::RESOLUTION],
    source: "A broken hand-off looks like a success of the AI to whoever counts only what came back. Judged at the newest time in the data. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| {
        let failed = ticket.is_answered().map(|answered| !answered);
        Verdict::known(failed).among(ticket.is_escalated() && ticket.has_waited())
    }),
};
