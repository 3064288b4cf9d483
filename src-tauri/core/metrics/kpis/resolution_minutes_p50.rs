use crate::metrics::input;
use crate::metrics::kpi::{Cohort, Direction, Duration, Evidence, Kpi, Measure, Unit};

pub(super) static KPI: Kpi = Kpi {
    name: "resolution_minutes_p50",
    title: "Resolution time, median",
    unit: Unit::Minutes,
    formula: "Minutes from the opening to the last resolution: the median.",
    counted: "resolved tickets",
    cohort: Cohort::Resolved,
    direction: Direction::Down,
    no_value: "No value where no ticket was resolved.",
    evidence: Evidence::Time,
    needs: &[&input::RESOLUTION],
    helped_by: &[],
    source: "Type-7 percentile over minutes on the clock, nights and weekends too, or over those in business hours, where the settings say so.",
    measure: Measure::Percentile(Duration::Resolution, 0.5),
};
