//! The scale that values are drawn on.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::spec::{ChartKind, ChartSpec};
use super::waterfall::bars;
use crate::metrics::Unit;

/// Values beyond this are drawn at the edge; their labels say what they are.
const LARGEST: f64 = 1e300;

/// A scale with round ends and round steps.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Axis {
    /// The value at its low end.
    pub low: f64,
    /// The value at its high end.
    pub high: f64,
    /// From one of its lines to the next.
    pub step: f64,
}

impl Axis {
    /// The scale for a chart with about so many steps: all values, intervals and the target are on it. It begins at 0,
    /// but for lines far from it, whose movement would be lost.
    pub(super) fn of(spec: &ChartSpec, steps: f64) -> Axis {
        if let (ChartKind::Waterfall, Some([low, high])) = (spec.kind, spec.scale) {
            return Axis::between(
                low.clamp(-LARGEST, LARGEST),
                high.clamp(-LARGEST, LARGEST),
                steps,
                spec.unit,
            );
        }
        let mut ends = match spec.kind {
            ChartKind::Waterfall => bars(spec).into_iter().map(|(_, to)| to).collect(),
            _ => ends(spec),
        };
        ends.extend(spec.drawn_target().map(|target| target.value));
        let ends = ends.into_iter().map(|end| end.clamp(-LARGEST, LARGEST));
        let (low, high) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
        if low > high {
            return Axis::between(0.0, 1.0, steps, spec.unit);
        }
        let several = spec.categories.len() > 1;
        let far =
            spec.kind == ChartKind::Lines && several && high > low && (low > high * 0.4 || high < low * 0.4);
        let (low, high) = if far { (low, high) } else { (low.min(0.0), high.max(0.0)) };
        Axis::between(low, high, steps, spec.unit)
    }

    fn between(low: f64, high: f64, steps: f64, unit: Unit) -> Axis {
        // With nothing but zeros, a proportion still has its whole range and a count its first step.
        let high = if high - low < 1e-300 { low + 1.0 } else { high };
        let mut step = round_step((high - low) / steps.max(1.0));
        if unit == Unit::Count {
            step = step.max(1.0);
        }
        let (mut first, mut last) = ((low / step).floor() * step, (high / step - 1e-9).ceil() * step);
        if unit == Unit::Proportion {
            // No rate is above 100 % or, where none is, below 0.
            last = if high <= 1.0 { last.min(1.0) } else { last };
            first = if low >= 0.0 { first.max(0.0) } else { first };
        }
        Axis { low: first, high: last, step }
    }

    /// The values with a line and a label.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let first = (self.low / self.step - 1e-6).ceil();
        let last = (self.high / self.step + 1e-6).floor();
        let count = (last - first).clamp(0.0, 40.0) as usize;
        (0..=count).map(|place| (first + place as f64) * self.step).collect()
    }

    /// The place of a value between two places.
    pub(super) fn at(&self, value: f64, from: f64, to: f64) -> f64 {
        // plotters maps to whole numbers: a millionth of the way is finer than any pixel.
        let range = (0, 1_000_000);
        let share = RangedCoordf64::from(self.low..self.high).map(&value.clamp(self.low, self.high), range);
        from + (to - from) * f64::from(share) / 1e6
    }

    /// Where bars stand: at 0.
    pub(super) fn base(&self) -> f64 {
        0f64.clamp(self.low, self.high)
    }
}

/// The values and the ends of intervals that have to be on the scale.
fn ends(spec: &ChartSpec) -> Vec<f64> {
    let mut ends = vec![];
    for category in 0..spec.categories.len() {
        let points = spec.series.iter().map(|series| series.point(category));
        if spec.kind == ChartKind::StackedBars {
            let (up, down): (Vec<f64>, Vec<f64>) =
                points.filter_map(|point| point.shown()).partition(|value| *value >= 0.0);
            ends.extend([up.iter().sum::<f64>(), down.iter().sum::<f64>()]);
        } else {
            for point in points {
                ends.extend(point.shown());
                ends.extend(point.interval().map(|(low, _)| low));
                ends.extend(point.interval().map(|(_, high)| high));
            }
        }
    }
    ends
}

/// The round number at or above this one: 1, 2 or 5 times a power of ten.
pub(super) fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * power >= least * (1.0 - 1e-9));
    times.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rates_end_at_all_and_counts_have_no_halves() {
        let axis = Axis::between(0.0, 0.98, 5.0, Unit::Proportion);
        assert_eq!((axis.low, axis.high), (0.0, 1.0));
        let axis = Axis::between(0.0, 3.0, 8.0, Unit::Count);
        assert_eq!(axis.ticks(), [0.0, 1.0, 2.0, 3.0]);
        let axis = Axis::between(-3.2, 8.0, 5.0, Unit::Money);
        assert_eq!(axis.ticks(), [-5.0, 0.0, 5.0, 10.0]);
    }

    proptest! {
        #[test]
        fn every_range_has_a_few_ticks_inside_it(low in -1e300..1e300f64, high in -1e300..1e300f64, tiny in any::<bool>()) {
            let shrink = if tiny { 1e-300 } else { 1.0 };
            let (low, high) = (low.min(high) * shrink, low.max(high) * shrink);
            let axis = Axis::between(low, high, 5.0, Unit::Money);
            prop_assert!(axis.low <= low && axis.high >= high - high.abs() * 1e-6, "{axis:?}");
            prop_assert!((1..=41).contains(&axis.ticks().len()));
            let place = axis.at(high, 0.0, 100.0);
            prop_assert!((0.0..=100.0).contains(&place));
        }
    }
}
