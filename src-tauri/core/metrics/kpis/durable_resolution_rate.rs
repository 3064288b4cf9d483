use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "durable_resolution_rate",
    title: "Durable AI resolution",
    unit: Unit::Proportion,
    formula: "Tickets that AI resolved alone, with neither a repeat contact within the window nor a reopen / tickets that AI took part in, less those that AI resolved too recently to judge.",
    counted: "tickets that AI took part in, old enough to judge",
    cohort: Cohort::Created,
    direction: Direction::Up,
    no_value: "No value where AI took part in no ticket that can be judged.",
    evidence: Evidence::WindowInPart,
    needs: &[&input::AI, &input::PEOPLE, &input::RESOLUTION, &input::RETURNS],
    helped_by: &[&input::HANDOFF, &input::REQUESTER, &input::REOPENS, &input::QUERY_TYPE],
    source: "AI resolution that held. Judged by repeats alone where reopens are unknown, by reopens alone where the requester is. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| match (ticket.is_ai_resolved(), ticket.is_mature()) {
        (false, _) => Verdict::Missed.among(ticket.is_involved()),
        (true, false) => Verdict::Maturing,
        (true, true) => Verdict::known(ticket.is_clean()),
    }),
};
