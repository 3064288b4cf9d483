//! The charts there are, as data: the command line, the window and the help list them from here.

use serde::Serialize;
use ts_rs::TS;

use super::spec::ChartKind;
use crate::metrics::Dimension;
use crate::metrics::Unit;

/// What the categories of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Along {
    /// The groups of a dimension.
    Groups(Dimension),
    /// The weeks of the period, or its months where it is longer than half a year.
    Time,
}

/// A chart that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChartDefinition {
    /// Stable name, as on the command line.
    pub id: &'static str,
    /// What it shows, in words.
    pub title: &'static str,
    /// The KPI behind it.
    pub kpi: &'static str,
    /// What its values are.
    pub unit: Unit,
    /// What the KPI's denominator counts, in words; for a count, what it counts itself.
    pub counted: &'static str,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What its categories are.
    pub along: Along,
    /// What its series are; without, there is one.
    pub series: Option<Dimension>,
}

/// A KPI as charts need it: name, unit, what it counts.
type Kpi = (&'static str, Unit, &'static str);

const DEFLECTION: Kpi = ("deflection_rate", Unit::Proportion, "tickets");
const ESCALATION: Kpi = ("escalation_rate", Unit::Proportion, "tickets that AI took part in");
const AI_RESOLUTION: Kpi = ("ai_resolution_rate", Unit::Proportion, "tickets that AI took part in");
const CSAT: Kpi = ("csat", Unit::Proportion, "rated tickets");
const FCR: Kpi = ("fcr", Unit::Proportion, "resolved tickets old enough to judge");
const COST: Kpi = ("cost_per_resolution", Unit::Money, "resolved tickets");
const TICKETS: Kpi = ("tickets", Unit::Count, "tickets");

const QUERY_TYPE: Along = Along::Groups(Dimension::QueryType);
const RESOLUTION_TYPE: Along = Along::Groups(Dimension::ResolutionType);
const CHANNEL: Along = Along::Groups(Dimension::Channel);

const fn bars(id: &'static str, title: &'static str, kpi: Kpi, along: Along) -> ChartDefinition {
    ChartDefinition {
        id,
        title,
        kpi: kpi.0,
        unit: kpi.1,
        counted: kpi.2,
        kind: ChartKind::Bars,
        along,
        series: None,
    }
}

const fn trend(id: &'static str, title: &'static str, kpi: Kpi) -> ChartDefinition {
    ChartDefinition { kind: ChartKind::Lines, ..bars(id, title, kpi, Along::Time) }
}

/// The chart, with a series for each resolution type.
const fn by_resolution_type(chart: ChartDefinition, kind: ChartKind) -> ChartDefinition {
    ChartDefinition { kind, series: Some(Dimension::ResolutionType), ..chart }
}

const CHARTS: &[ChartDefinition] = &[
    bars("deflection-by-query-type", "Deflection rate by query type", DEFLECTION, QUERY_TYPE),
    bars("deflection-by-channel", "Deflection rate by channel", DEFLECTION, CHANNEL),
    trend("deflection-trend", "Deflection rate over time", DEFLECTION),
    bars("ai-resolution-by-query-type", "AI resolution rate by query type", AI_RESOLUTION, QUERY_TYPE),
    bars("escalation-by-query-type", "Escalation rate by query type", ESCALATION, QUERY_TYPE),
    trend("escalation-trend", "Escalation rate over time", ESCALATION),
    bars("csat-by-resolution-type", "Customer satisfaction by resolution type", CSAT, RESOLUTION_TYPE),
    bars("csat-by-query-type", "Customer satisfaction by query type", CSAT, QUERY_TYPE),
    trend("csat-trend", "Customer satisfaction over time", CSAT),
    by_resolution_type(
        bars(
            "csat-by-month-and-resolution-type",
            "Customer satisfaction by month and resolution type",
            CSAT,
            Along::Groups(Dimension::Month),
        ),
        ChartKind::GroupedBars,
    ),
    bars("fcr-by-resolution-type", "First-contact resolution by resolution type", FCR, RESOLUTION_TYPE),
    bars("fcr-by-query-type", "First-contact resolution by query type", FCR, QUERY_TYPE),
    trend("fcr-trend", "First-contact resolution over time", FCR),
    bars("cost-by-resolution-type", "Cost per resolution by resolution type", COST, RESOLUTION_TYPE),
    trend("cost-trend", "Cost per resolution over time", COST),
    bars("resolution-mix", "Tickets by resolution type", TICKETS, RESOLUTION_TYPE),
    bars("volume-by-query-type", "Tickets by query type", TICKETS, QUERY_TYPE),
    by_resolution_type(
        bars("volume-by-resolution-type", "Tickets over time by resolution type", TICKETS, Along::Time),
        ChartKind::StackedBars,
    ),
];

/// All charts, in the order in which they are listed.
pub fn catalogue() -> &'static [ChartDefinition] {
    CHARTS
}

/// The chart of this name.
pub fn definition(id: &str) -> Option<&'static ChartDefinition> {
    CHARTS.iter().find(|chart| chart.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_fit_the_command_line() {
        for (place, chart) in CHARTS.iter().enumerate() {
            assert!(chart.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", chart.id);
            assert!(!CHARTS[..place].iter().any(|other| other.id == chart.id), "{}", chart.id);
            assert_eq!(definition(chart.id), Some(chart));
        }
    }
}
