use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "one_touch_rate",
    title: "One-touch resolution",
    unit: Unit::Proportion,
    formula: "Tickets that people replied to exactly once and that were not reopened / tickets that a person took part in, replies counted.",
    counted: "tickets with people, replies counted",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where replies were counted on no ticket that a person took part in.",
    evidence: Evidence::Itself,
    needs: &[&input::RESOLUTION, &input::PEOPLE, &input::HUMAN_REPLIES],
    helped_by: &[&input::REOPENS],
    source: "Where reopens are unknown, replies alone decide. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| {
        let once = ticket.is_one_reply().map(|once| once && ticket.is_reopened() != Some(true));
        Verdict::known(once).among(ticket.is_human_involved())
    }),
};
