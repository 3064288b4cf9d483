//! What the engine answers: figures, in the form that the command line, the charts and the reports share.

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use super::dimension::Dimension;
use super::kpi::Unit;
use super::query::Times;
use super::target::Standing;
use crate::calendar::Period;
use crate::model::Timestamp;

/// Of fewer tickets, a share is told as how many of how many.
const FEW: f64 = 5.0;

/// Whether a figure rests on so few tickets that it is no rate, only how many of how many.
pub(crate) fn is_withheld(unit: Unit, denominator: Option<f64>) -> bool {
    unit == Unit::Proportion && denominator.is_some_and(|of| of < FEW)
}

/// The values that a group shares, one for each dimension that was asked for; empty for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Group(pub Vec<(Dimension, String)>);

impl Group {
    /// The group's value of a dimension.
    pub fn get(&self, dimension: Dimension) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == dimension).map(|(_, value)| value.as_str())
    }
}

impl Serialize for Group {
    /// As a map from the dimension's name to the value, in the order asked for.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (dimension, value) in &self.0 {
            map.serialize_entry(dimension.name(), value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Group, D::Error> {
        struct Values;
        impl<'de> Visitor<'de> for Values {
            type Value = Group;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value for each dimension")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Group, A::Error> {
                let mut values = Vec::new();
                while let Some(entry) = map.next_entry::<Dimension, String>()? {
                    values.push(entry);
                }
                Ok(Group(values))
            }
        }
        deserializer.deserialize_map(Values)
    }
}

/// One KPI of one group.
///
/// Proportions: `value` = numerator / denominator, 0 to 1, with its Wilson 95 % interval. Counts: `value` alone.
/// Means: numerator is the sum, denominator the tickets. Percentiles: denominator is the tickets. Cost per resolution:
/// numerator is the cost, denominator the resolutions. Cost saved: `value` alone. `None` where a key does not apply or there is no value.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Figure {
    /// The KPI's name.
    pub kpi: &'static str,
    /// The group it is for; empty for the whole.
    #[ts(type = "Record<string, string>")]
    pub group: Group,
    /// The figure.
    #[serde(serialize_with = "whole_without_point")]
    pub value: Option<f64>,
    /// Tickets (or money, or a sum) above the line.
    #[serde(serialize_with = "whole_without_point")]
    pub numerator: Option<f64>,
    /// Tickets below the line.
    #[serde(serialize_with = "whole_without_point")]
    pub denominator: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Tickets of the cohort that are not mature yet, for a KPI with a window.
    #[ts(type = "number | null")]
    pub immature: Option<u64>,
    /// Where tickets are not mature: the value if all of those fail.
    pub least: Option<f64>,
    /// Where tickets are not mature: the value if all of those succeed.
    pub most: Option<f64>,
    /// The share of the tickets asked of which the answer is known, mature ones for a KPI with a window.
    pub known: Option<f64>,
    /// The share of the tickets below the line that are judged on part of the evidence: on repeats or reopens alone; for
    /// costs, on estimated minutes.
    pub partly_known: Option<f64>,
    /// How it stands to its target.
    pub standing: Option<Standing>,
    /// The variance of a mean's numbers: what a comparison needs.
    #[serde(skip)]
    #[ts(skip)]
    pub variance: Option<f64>,
}

impl Figure {
    /// A KPI of which nothing is known.
    pub fn empty(kpi: &'static str) -> Figure {
        Figure {
            kpi,
            group: Group::default(),
            value: None,
            numerator: None,
            denominator: None,
            low: None,
            high: None,
            immature: None,
            least: None,
            most: None,
            known: None,
            partly_known: None,
            standing: None,
            variance: None,
        }
    }
}

/// Counts are whole: 42, not 42.0.
fn whole_without_point<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// From here on, not every whole number is a double.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number {
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            serializer.serialize_i64(*number as i64)
        }
        other => other.serialize(serializer),
    }
}

/// The period of an answer, with the zone it was cut in.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AnswerPeriod {
    /// First and last local day.
    #[serde(flatten)]
    pub days: Period,
    /// IANA name of the zone.
    pub time_zone: String,
}

/// Everything the engine says to one query.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Answer {
    /// What was asked for.
    pub period: AnswerPeriod,
    /// The moment the data is seen from; `None` in an empty store.
    pub as_of: Option<Timestamp>,
    /// Version of the definitions behind the figures.
    pub definitions: u32,
    /// The way of counting: `neutral`, or a vendor's.
    pub preset: &'static str,
    /// How times are measured: on the `clock`, or in `business_hours`.
    pub times: Times,
    /// The figures: KPIs in the order of the catalogue, groups largest first or in time order.
    pub rows: Vec<Figure>,
}
