use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Evidence, Kpi, Measure, Unit};
use crate::metrics::row::Verdict;

pub(super) static KPI: Kpi = Kpi {
    name: "fcr",
    title: "First-contact resolution",
    unit: Unit::Proportion,
    formula: "Tickets with neither a repeat contact within the window nor a reopen / tickets resolved at least the window ago.",
    counted: "resolved tickets old enough to judge",
    cohort: Cohort::Resolved,
    direction: Direction::Up,
    no_value: "No value where no ticket is mature, or of none it is known whether the customer came back.",
    evidence: Evidence::WindowInPart,
    needs: &[&input::RESOLUTION, &input::RETURNS],
    helped_by: &[&input::REQUESTER, &input::REOPENS, &input::QUERY_TYPE],
    source: "A repeat contact is the same requester with the same query type. Judged by repeats alone where reopens are unknown, by reopens alone where the requester is. Interval: Wilson, 95 %.",
    measure: Measure::Share(|ticket| match ticket.is_mature() {
        true => Verdict::known(ticket.is_clean()),
        false => Verdict::Maturing,
    }),
};
