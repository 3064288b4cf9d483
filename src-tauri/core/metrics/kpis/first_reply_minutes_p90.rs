use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Duration, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "first_reply_minutes_p90",
    title: "First reply, 90th percentile",
    unit: Unit::Minutes,
    formula: "Minutes from the hand-off, if there was one, else from the opening, to a person's first reply: nine tenths are at most this.",
    counted: "tickets that a person replied to",
    cohort: Cohort::Created,
    direction: Direction::Down,
    no_value: "No value where no person has replied, or more than 10 % of the tickets opened in the period are unresolved.",
    evidence: Evidence::Time,
    needs: &[&input::PEOPLE, &input::FIRST_REPLY],
    helped_by: &[&input::HANDOFF, &input::RESOLUTION],
    source: "Type-7 percentile over minutes on the clock, nights and weekends too, or over those in business hours, where the settings say so. Replies before that moment are left out.",
    measure: Measure::Percentile(Duration::FirstReply, 0.9),
};
