//! The charts there are: each figure by each property of tickets, and over time. A chart's name says which.
//!
//! `SUBJECT-by-DIMENSION`, `SUBJECT-by-DIMENSION-and-DIMENSION`, `SUBJECT-trend` and `SUBJECT-trend-by-DIMENSION`; where
//! the second dimension is one of time, it is a heat map. The subject is a KPI's name without `_rate`; names are written
//! with hyphens.

use super::ordered::is_ordered;
use super::spec::ChartKind;
use crate::language::Language;
use crate::metrics::{Dimension, KPIS, Kpi, Preset, Unit, nearest};

/// What the categories of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// The groups of a dimension.
    Groups(Dimension),
    /// The weeks of the period, or its months where it is longer than half a year.
    Time,
    /// Steps, each of its own.
    Steps,
}

/// A chart that can be asked for.
#[derive(Clone, Debug)]
pub struct ChartDefinition {
    /// Stable name, as on the command line.
    pub id: String,
    /// The KPI behind it.
    pub kpi: &'static Kpi,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What its categories are.
    pub along: Along,
    /// What its series are; without, there is one.
    pub series: Option<Dimension>,
}

impl ChartDefinition {
    /// What it shows, in words.
    pub fn title(&self, language: Language) -> String {
        match SPECIAL.iter().find(|(name, ..)| *name == self.id) {
            Some((_, title, ..)) => language.say(title).to_owned(),
            None => self.title_of(language.say(self.kpi.title), language),
        }
    }

    /// The same, where its KPI is counted in a vendor's way: that is said at the end.
    pub(super) fn title_as_counted(&self, kpi: &Kpi, preset: &Preset, language: Language) -> String {
        let mut way = language.say(preset.title).chars();
        let suffix: String =
            ", ".chars().chain(way.next().into_iter().flat_map(char::to_lowercase)).chain(way).collect();
        match language.say(kpi.title).strip_suffix(suffix.as_str()) {
            Some(counted) => self.title_of(counted, language) + &suffix,
            None => self.title(language),
        }
    }

    fn title_of(&self, figure: &str, language: Language) -> String {
        let words = language.words();
        match (self.along, self.series) {
            // Groups come first in words, though moments are the columns.
            (Along::Groups(along), Some(series)) if self.kind == ChartKind::Heat => {
                words.by_both(figure, series, along)
            }
            (Along::Groups(along), None) => words.by(figure, along),
            (Along::Groups(along), Some(series)) => words.by_both(figure, along, series),
            (Along::Time, None) => words.over_time(figure),
            (Along::Time, Some(series)) => words.over_time_by(figure, series),
            (Along::Steps, _) => figure.to_owned(),
        }
    }

    /// Whether its categories are moments in order.
    pub fn is_over_time(&self) -> bool {
        match self.along {
            Along::Time => true,
            Along::Groups(dimension) => dimension.bucket().is_some(),
            // Those of insights over time look at days of their own.
            Along::Steps => false,
        }
    }
}

/// KPIs whose charts go by a shorter name than the KPI's own.
const SHORT: &[(&str, &str)] = &[("tickets", "volume"), ("cost_per_resolution", "cost")];

/// Charts with a name of their own: it, the title, the KPI that it leads to, and how it is drawn.
pub const SPECIAL: &[(&str, &str, &str, ChartKind)] = &[
    ("ladder", "From AI taking part to durable resolution", "durable_resolution_rate", ChartKind::Ladder),
    ("cost-waterfall", "What changed the cost per resolution", "cost_per_resolution", ChartKind::Waterfall),
    ("readiness-map", "Which query types are ready for AI", "deflection_rate", ChartKind::Map),
    ("escalation-triggers", "Escalations by trigger", "tickets", ChartKind::StackedBars),
    ("handoff-flow", "Where tickets with AI end", "tickets", ChartKind::Flow),
    (
        "release-effect",
        "Deflection before and after the last release",
        "deflection_rate",
        ChartKind::GroupedBars,
    ),
    ("drift", "Escalation rate against its baseline", "escalation_rate", ChartKind::Lines),
    ("daily-volume", "Tickets a day against what was expected", "tickets", ChartKind::Lines),
];

/// What a KPI's charts are named after.
pub fn subject(kpi: &Kpi) -> String {
    let short = SHORT.iter().find(|(name, _)| *name == kpi.name).map(|(_, short)| *short);
    hyphened(short.unwrap_or(kpi.name.trim_end_matches("_rate")))
}

/// The chart of this name.
pub fn definition(id: &str) -> Option<ChartDefinition> {
    if let Some((name, _, kpi, kind)) = SPECIAL.iter().copied().find(|(name, ..)| *name == id) {
        let (id, kpi) = (name.to_owned(), Kpi::from_name(kpi)?);
        return Some(ChartDefinition { id, kpi, kind, along: Along::Steps, series: None });
    }
    // The longest subject that fits: no other is the beginning of one and a shape.
    let (kpi, shape) = KPIS
        .iter()
        .filter_map(|kpi| Some((*kpi, id.strip_prefix(subject(kpi).as_str())?.strip_prefix('-')?)))
        .find(|(_, shape)| shape.starts_with("by-") || shape.starts_with("trend"))?;
    let mut heat = false;
    let (along, series) = match shape.strip_prefix("by-") {
        Some(groups) => match groups.split_once("-and-") {
            Some((first, second)) => {
                let (first, second) = (named(first)?, named(second)?);
                heat = second.bucket().is_some();
                // The moments of a heat map are its columns, whichever way one says it.
                let (along, series) = if heat { (second, first) } else { (first, second) };
                (Along::Groups(along), Some(series))
            }
            None => (Along::Groups(named(groups)?), None),
        },
        None => match shape.strip_prefix("trend")?.strip_prefix("-by-") {
            Some(series) => (Along::Time, Some(named(series)?)),
            None if shape == "trend" => (Along::Time, None),
            None => return None,
        },
    };
    if series.is_some_and(|series| series.bucket().is_some() || along == Along::Groups(series)) {
        return None;
    }
    let kind = match (along, series) {
        _ if heat => ChartKind::Heat,
        (Along::Groups(_), None) => ChartKind::Bars,
        (Along::Groups(groups), Some(_)) if is_ordered(groups) && kpi.unit == Unit::Count => {
            ChartKind::StackedBars
        }
        (Along::Groups(_), Some(_)) => ChartKind::GroupedBars,
        (Along::Steps, _) => return None,
        (Along::Time, Some(_)) if kpi.unit == Unit::Count => ChartKind::StackedBars,
        (Along::Time, _) => ChartKind::Lines,
    };
    Some(ChartDefinition { id: id.to_owned(), kpi, kind, along, series })
}

/// The chart that a mistyped name was probably meant to be of.
pub fn probably(id: &str) -> Option<String> {
    let shapes = Dimension::ALL.iter().map(|dimension| format!("by-{}", written(*dimension)));
    let shapes: Vec<String> = shapes.chain(["trend".to_owned()]).collect();
    let all: Vec<String> =
        KPIS.iter().flat_map(|kpi| shapes.iter().map(|shape| format!("{}-{shape}", subject(kpi)))).collect();
    let special = SPECIAL.iter().map(|(name, ..)| *name);
    nearest(id, all.iter().map(String::as_str).chain(special)).map(str::to_owned)
}

fn hyphened(name: &str) -> String {
    name.replace('_', "-")
}

/// How a dimension is written in a chart's name.
pub fn written(dimension: Dimension) -> String {
    hyphened(dimension.name())
}

/// The dimension that is written so in a chart's name.
fn named(name: &str) -> Option<Dimension> {
    Dimension::ALL.iter().copied().find(|dimension| written(*dimension) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_chart_by_every_dimension_and_over_time() {
        for kpi in KPIS {
            for dimension in Dimension::ALL {
                let chart =
                    definition(&format!("{}-by-{}", subject(kpi), hyphened(dimension.name()))).unwrap();
                assert_eq!((chart.kpi.name, chart.along), (kpi.name, Along::Groups(*dimension)));
            }
            let chart = definition(&format!("{}-trend", subject(kpi))).unwrap();
            assert_eq!((chart.kpi.name, chart.along, chart.series), (kpi.name, Along::Time, None));
        }
    }

    #[test]
    fn a_name_says_how_a_chart_is_split_and_drawn() {
        let of = |id: &str| definition(id).map(|chart| (chart.title(Language::En), chart.kind, chart.series));
        let kind = Some(Dimension::ResolutionType);
        assert_eq!(
            of("csat-by-query-type-and-resolution-type"),
            Some(("CSAT by query type and resolution type".to_owned(), ChartKind::GroupedBars, kind))
        );
        assert_eq!(
            of("volume-trend-by-resolution-type"),
            Some(("Tickets over time by resolution type".to_owned(), ChartKind::StackedBars, kind))
        );
        assert_eq!(
            of("csat-trend-by-resolution-type"),
            Some(("CSAT over time by resolution type".to_owned(), ChartKind::Lines, kind))
        );
        assert_eq!(
            of("csat-by-resolution-type-and-week"),
            Some(("CSAT by resolution type and week".to_owned(), ChartKind::Heat, kind))
        );
        assert_eq!(of("cost-saved-trend").unwrap().0, "Cost saved over time");
        assert_eq!(of("first-reply-minutes-p50-trend").unwrap().1, ChartKind::Lines);
        let german = |id: &str| definition(id).map(|chart| chart.title(Language::De)).unwrap_or_default();
        assert_eq!(
            german("csat-by-query-type-and-channel"),
            "Kundenzufriedenheit (CSAT) nach Anliegen und Kanal"
        );
        assert_eq!(
            german("cost-trend-by-resolution-type"),
            "Kosten pro Lösung im Zeitverlauf nach Lösungsart"
        );
    }

    #[test]
    fn what_makes_no_chart_has_no_name() {
        for id in [
            "",
            "csat",
            "csat-by",
            "csat-by-mood",
            "csat-trends",
            "csat-trend-by-week",
            "csat-by-channel-and-channel",
            "csat-by-month-and-week",
            "csat-by-week-and-week",
            "nothing-by-channel",
            "csat-mean",
        ] {
            assert!(definition(id).is_none(), "{id}");
        }
    }
}
