use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "repeat_contact_rate",
    title: "Repeat contacts",
    unit: Unit::Proportion,
    formula: "Tickets whose requester came back with the same query type within the window / tickets with a known requester, resolved at least the window ago.",
    counted: "tickets of known requesters, old enough to judge",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where no ticket with a known requester is mature.",
    evidence: Evidence::Window,
    needs: &[&input::RESOLUTION, &input::REQUESTER],
    helped_by: &[&input::QUERY_TYPE],
    source: "Requesters are told apart by source, unless their id is an e-mail address. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| match ticket.is_mature() {
        true => Verdict::known(ticket.is_repeated()),
        false => Verdict::Maturing,
    }),
};
