use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Duration, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "resolution_minutes_p90",
    title: "Resolution time, 90th percentile",
    unit: Unit::Minutes,
    formula: "Minutes from the opening to the last resolution: nine tenths are at most this.",
    counted: "resolved tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where no ticket was resolved, or more than 10 % of the tickets opened in the period are unresolved.",
    evidence: Evidence::Time,
    needs: &[&input::RESOLUTION],
    helped_by: &[],
    source: "Type-7 percentile over minutes on the clock, nights and weekends too, or over those in business hours, where the settings say so.",
    measure: Measure::Percentile(Duration::Resolution, 0.9),
};
