//! The scale that values are drawn on.

use supportmix_core::chart::{ChartSpec, Point};
use supportmix_core::metrics::Unit;

use super::plot::Shape;

/// A scale. Programs choose what is left open, and adapt it when its numbers are edited.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scale {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub step: Option<f64>,
}

impl Scale {
    /// The scale of a chart: from 0, but for lines far from it, whose movement would be lost. It has ends where programs would
    /// cut intervals off, and for lines across it.
    pub fn of(spec: &ChartSpec, shape: Shape, has_whiskers: bool) -> Scale {
        let target = spec.drawn_target().map(|target| target.value).filter(|_| shape != Shape::Bars);
        let high = highest(spec, shape).max(target.unwrap_or(f64::NEG_INFINITY));
        let low = lowest(spec).min(target.unwrap_or(f64::INFINITY));
        let is_far = shape == Shape::Lines && spec.categories.len() > 1 && low > high * 0.4 && low < high;
        match shape {
            Shape::Bars if has_whiskers => {
                Scale { low: Some(low.min(0.0)), high: Some(high * 1.01), step: None }
            }
            Shape::Bars => Scale { low: (low >= 0.0).then_some(0.0), ..Scale::default() },
            _ if has_whiskers || is_far || !spec.marks.is_empty() => {
                Scale::round(if is_far { low } else { low.min(0.0) }, high, spec.unit)
            }
            _ => Scale { low: (low >= 0.0).then_some(0.0), ..Scale::default() },
        }
    }

    /// The scale around these values whose ends are round.
    fn round(low: f64, high: f64, unit: Unit) -> Scale {
        let rough = (high - low) / 5.0;
        if !rough.is_finite() || rough <= 0.0 {
            return Scale::default();
        }
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0].map(|times| times * power).into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(10.0 * power);
        let end = |value: f64| (value * step * 1e9).round() / 1e9;
        let (low, top) = (end((low / step + 1e-9).floor()), end((high / step - 1e-9).ceil()));
        // No rate is above 100 %.
        let top = if unit == Unit::Proportion && high <= 1.0 { top.min(1.0) } else { top };
        Scale { low: Some(low), high: Some(top), step: Some(step) }
    }
}

/// The highest value, with its interval; where series stand on each other, of their sums.
pub(super) fn highest(spec: &ChartSpec, shape: Shape) -> f64 {
    if shape == Shape::Stacked {
        let total = |category: usize| -> f64 {
            let values = spec.series.iter().filter_map(|series| series.point(category).shown());
            values.filter(|value| *value > 0.0).sum()
        };
        return (0..spec.categories.len()).map(total).fold(0.0, f64::max);
    }
    let high = |point: &Point| point.interval().map(|(_, high)| high).or(point.shown());
    spec.series.iter().flat_map(|series| &series.points).filter_map(high).fold(0.0, f64::max)
}

fn lowest(spec: &ChartSpec) -> f64 {
    let low = |point: &Point| point.interval().map(|(low, _)| low).or(point.shown());
    spec.series.iter().flat_map(|series| &series.points).filter_map(low).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_round_and_hold_all_values() {
        let of = |low, high| Scale::round(low, high, Unit::Proportion);
        let scale = |low, high, step| Scale { low: Some(low), high: Some(high), step: Some(step) };
        assert_eq!(of(0.0, 0.38), scale(0.0, 0.4, 0.1));
        assert_eq!(of(0.78, 0.971), scale(0.75, 1.0, 0.05));
        assert_eq!(of(0.0, 0.99), scale(0.0, 1.0, 0.2));
        assert_eq!(of(0.3, 0.3), Scale::default());
    }
}
