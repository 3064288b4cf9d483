//! A chart as data: what the SVG and PNG files, the window and the reports all draw from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::bubbles::Map;
use super::flow::Flow;
use super::moments::{Mark, Tail};
use crate::calendar::Period;
use crate::language::Language;
use crate::metrics::{Dimension, Filter, Unit};
use crate::model::ResolutionType;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Horizontal bars, one a category, with room for long labels. One series.
    Bars,
    /// Vertical bars beside each other within a category.
    GroupedBars,
    /// Vertical bars on top of each other within a category.
    StackedBars,
    /// Lines over categories that are moments in order.
    Lines,
    /// A grid of coloured cells: a row for each series, a column for each category.
    Heat,
    /// Steps below each other, each a part of one before, with its tickets and two shares: the first series as bars, the
    /// second beside them.
    Ladder,
    /// Upright bars from one level, the first, to another, the last, over the changes between them: each of those begins
    /// where the one before ended.
    Waterfall,
    /// A bubble for each category: the first series says how far right, the second how far up, the third, never below 0,
    /// how large, and the smallest where it says nothing. The spec's [`ChartSpec::map`] has the rest.
    Map,
    /// Bands from node to node, from left to right, one for each category; the only series says how wide. The spec's
    /// [`ChartSpec::flow`] has their ends.
    Flow,
}

/// One value of a series at one category.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    /// The value; `None` leaves a gap (no denominator, or too few tickets to state a rate).
    pub value: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
    /// Tickets above the line.
    pub numerator: Option<f64>,
    /// Tickets below the line.
    pub denominator: Option<f64>,
    /// Few tickets (5 to 29) or, for a KPI with a window, still maturing: drawn greyed.
    pub faint: bool,
}

/// What a series is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeriesRole {
    /// Values of their own.
    #[default]
    Value,
    /// A bound that values are held against: a thin dashed line.
    Limit,
    /// What values were to be expected: a thin dotted line, with a pale band where its points have intervals.
    Expected,
}

impl SeriesRole {
    /// Whether it is that of values of their own.
    pub fn is_value(&self) -> bool {
        *self == SeriesRole::Value
    }
}

/// One series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// The value of the second dimension behind it, for drilling down; `None` where there is no second one.
    pub key: Option<String>,
    /// The resolution type it shows, which gives its colour; else colours go by order.
    pub resolution_type: Option<ResolutionType>,
    /// What it is for; only lines tell the roles apart.
    #[serde(default, skip_serializing_if = "SeriesRole::is_value")]
    #[ts(optional, as = "Option<_>")]
    pub role: SeriesRole,
    /// One point for each category.
    pub points: Vec<Point>,
}

/// A point of a line that stands out: it is ringed, and named wherever its value is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alarm {
    /// Its category.
    pub category: usize,
    /// Its series.
    pub series: usize,
    /// Why it stands out, in a few words.
    pub label: String,
}

/// What a category is of, where categories are not groups of one KPI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Step {
    /// Its KPI.
    pub kpi: String,
    /// The group of it; empty for the whole.
    pub group: Vec<Filter>,
    /// Its days.
    pub period: Period,
    /// The KPI's own figure.
    pub point: Point,
}

/// A line across the chart at a wanted value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TargetLine {
    /// Where it stands, in the chart's unit.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// A chart, complete: every renderer draws this and asks nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ChartSpec {
    /// Stable name, as on the command line: `deflection-by-query-type`.
    pub id: String,
    /// What it shows, in words.
    pub title: String,
    /// Period, zone, data as of, number of tickets: the line under the title.
    pub subtitle: String,
    /// Rules a reader must know (small numbers, maturing), one line each under the chart.
    pub notes: Vec<String>,
    /// The language of its texts and numbers.
    pub language: Language,
    /// The days that it covers: a trend reaches further back than the period under review.
    pub period: Period,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What the values are.
    pub unit: Unit,
    /// ISO 4217 code, where the unit is money.
    pub currency: Option<String>,
    /// Labels along the category axis.
    pub categories: Vec<String>,
    /// The value of the first dimension behind each category, for drilling down; resolution types get their colour
    /// by it.
    pub keys: Vec<String>,
    /// The series, in the order of the legend.
    pub series: Vec<Series>,
    /// A wanted value.
    pub target: Option<TargetLine>,
    /// Of a heat map, the values at the pale and at the strong end of its colours; of a waterfall whose scale does not
    /// begin at 0, the ends of that.
    pub scale: Option<[f64; 2]>,
    /// Moments that are marked by a line, in order; only over time.
    pub marks: Vec<Mark>,
    /// The last categories, where their values may still change; only over time.
    pub tail: Option<Tail>,
    /// The KPI behind it, for drilling down.
    pub kpi: String,
    /// The dimensions that categories and series stand for, for drilling down: category first.
    pub dimensions: Vec<String>,
    /// For each category what it is of, where that is not the KPI and the group above; `None` where no tickets are
    /// behind it. Empty for most charts.
    pub steps: Vec<Option<Step>>,
    /// What to say where there is nothing to draw.
    pub empty: String,
    /// Points that stand out; only of lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<_>")]
    pub alarms: Vec<Alarm>,
    /// Where the bubbles of a map are, and what they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub map: Option<Map>,
    /// Between which nodes the bands of a flow go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub flow: Option<Flow>,
}

impl Point {
    /// A point with nothing to show: a gap.
    pub const GAP: Point =
        Point { value: None, low: None, high: None, numerator: None, denominator: None, faint: false };

    /// The value, if there is one that can be drawn (a number, and finite).
    pub fn shown(&self) -> Option<f64> {
        self.value.filter(|value| value.is_finite())
    }

    /// The interval, if both ends can be drawn.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.shown()?;
        Some((self.low.filter(|low| low.is_finite())?, self.high.filter(|high| high.is_finite())?))
    }

    /// Numerator and denominator where they stand instead of a rate that so few tickets cannot carry.
    pub fn tally(&self) -> Option<(f64, f64)> {
        let (numerator, denominator) = (self.numerator?, self.denominator?);
        (self.shown().is_none() && numerator.is_finite() && denominator.is_finite() && denominator > 0.0)
            .then_some((numerator, denominator))
    }
}

impl Series {
    /// A series of values that no group is behind.
    pub fn plain(name: impl Into<String>, points: Vec<Point>) -> Series {
        Series { name: name.into(), key: None, resolution_type: None, role: SeriesRole::Value, points }
    }

    /// A bound for the values of the others, one for each category; `None` where there is none.
    pub fn limit(name: impl Into<String>, values: impl IntoIterator<Item = Option<f64>>) -> Series {
        let points = values.into_iter().map(|value| Point { value, ..Point::GAP }).collect();
        Series { role: SeriesRole::Limit, ..Series::plain(name, points) }
    }

    /// What values were to be expected; where its points have both ends of an interval, from where to where.
    pub fn expected(name: impl Into<String>, points: Vec<Point>) -> Series {
        Series { role: SeriesRole::Expected, ..Series::plain(name, points) }
    }

    /// The point at a category; a gap where the series has none.
    pub fn point(&self, category: usize) -> Point {
        self.points.get(category).copied().unwrap_or(Point::GAP)
    }
}

impl ChartSpec {
    /// Whether there is nothing to draw: neither a value nor a tally anywhere; of a map no bubble, of a flow no band.
    pub fn is_empty(&self) -> bool {
        match self.kind {
            ChartKind::Map => return self.bubbles().next().is_none(),
            ChartKind::Flow => return self.bands().next().is_none(),
            _ => {}
        }
        let drawn = |series: &Series| {
            (0..self.categories.len()).any(|category| {
                let point = series.point(category);
                point.shown().is_some() || point.tally().is_some()
            })
        };
        !self.values().any(|(_, series)| drawn(series))
    }

    /// The series of values of their own, with their places.
    pub fn values(&self) -> impl Iterator<Item = (usize, &Series)> {
        self.series.iter().enumerate().filter(|(_, series)| series.role.is_value())
    }

    /// The alarms that can be drawn.
    pub fn alarms(&self) -> impl Iterator<Item = &Alarm> {
        let is_drawn = |alarm: &&Alarm| {
            let series = self.series.get(alarm.series).filter(|series| series.role.is_value());
            alarm.category < self.categories.len()
                && series.is_some_and(|series| series.point(alarm.category).shown().is_some())
        };
        self.alarms.iter().filter(|_| self.kind == ChartKind::Lines).filter(is_drawn)
    }

    /// The alarm at a point.
    pub fn alarm(&self, series: usize, category: usize) -> Option<&Alarm> {
        self.alarms().find(|alarm| (alarm.series, alarm.category) == (series, category))
    }

    /// The target, if it can be drawn.
    pub fn drawn_target(&self) -> Option<&TargetLine> {
        self.target.as_ref().filter(|target| target.value.is_finite())
    }

    /// Whether the categories are moments in order.
    pub fn over_time(&self) -> bool {
        let first = self.dimensions.first().and_then(|name| Dimension::from_name(name));
        first.is_some_and(|dimension| dimension.bucket().is_some())
    }

    /// The resolution type that a mark stands for, if its series or its category is one.
    pub fn resolution_type(&self, series: usize, category: usize) -> Option<ResolutionType> {
        let by_series = self.series.get(series).and_then(|series| series.resolution_type);
        by_series.or_else(|| {
            let first = self.dimensions.first()?;
            let key = self.keys.get(category).filter(|_| first == Dimension::ResolutionType.name())?;
            ResolutionType::ALL.iter().copied().find(|kind| kind.word() == key)
        })
    }
}
