//! Where values are written beside their marks, and which of them find room.

use supportmix_core::chart::{ChartSpec, Point};

use super::fit::{self, LINE};
use super::plot::{Labels, SIZE, Shape};
use super::scale::highest;

/// The room of a plot, in points.
pub(super) struct Room {
    pub wide: f64,
    pub high: f64,
    pub shape: Shape,
}

impl Room {
    /// About how long the way from the scale's low to its high end is, beside names, titles and legends.
    fn way(&self) -> f64 {
        if self.shape == Shape::Bars { self.wide * 0.6 } else { self.high * 0.6 }
    }
}

/// What is written at the marks of a series.
pub(super) fn labels(spec: &ChartSpec, room: &Room, series: usize) -> Labels {
    let high = highest(spec, room.shape).max(f64::MIN_POSITIVE);
    let length = |value: f64| value.abs() / high * room.way();
    let label = fit::width("100.0 %", SIZE, false);
    let slot = room.wide * 0.92 / spec.categories.len().max(1) as f64;
    let count = spec.series.len().max(1) as f64;
    match room.shape {
        Shape::Columns if slot * 0.72 / count < label => Labels::None,
        Shape::Bars | Shape::Columns => {
            let least = if room.shape == Shape::Bars { label + 8.0 } else { SIZE * LINE + 6.0 };
            let fits = |point: &Point| {
                point.shown().is_none_or(|value| length(point.low.unwrap_or(value).max(0.0)) >= least)
            };
            let points = || spec.series.iter().flat_map(|series| &series.points);
            // At the far end they would stand in the intervals.
            let has_intervals = points().any(|point| point.interval().is_some());
            if has_intervals && points().all(fits) { Labels::Foot } else { Labels::Outside }
        }
        Shape::Stacked => {
            let is_large = |point: Point| {
                let value = point.shown().unwrap_or(0.0);
                length(value) > SIZE * LINE && slot * 0.7 > label * 0.8
            };
            let points = (0..spec.categories.len())
                .map(|place| spec.series.get(series).map_or(Point::GAP, |series| series.point(place)));
            Labels::Middle(points.map(is_large).collect())
        }
        Shape::Lines => last(spec, series, &|one, two| length(one - two) < SIZE * LINE),
    }
}

/// The last value of a line, beside its point; above or below it where that of one other line is near.
fn last(spec: &ChartSpec, series: usize, near: &dyn Fn(f64, f64) -> bool) -> Labels {
    let last = |place: usize| {
        let points = &spec.series.get(place)?.points;
        let at = points.iter().rposition(|point| point.shown().is_some())?;
        Some((at, points.get(at)?.shown()?))
    };
    let Some((at, own)) = last(series) else { return Labels::None };
    let others = (0..spec.series.len()).filter(|other| *other != series);
    let close: Vec<f64> =
        others.filter_map(last).map(|(_, value)| value).filter(|value| near(own, *value)).collect();
    match close[..] {
        [] => Labels::Only(at, "r"),
        [other] if own > other => Labels::Only(at, "t"),
        [other] if own < other => Labels::Only(at, "b"),
        _ => Labels::None,
    }
}
