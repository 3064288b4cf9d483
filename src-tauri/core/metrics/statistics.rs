//! Intervals, and when a difference is a change.

use serde::Serialize;
use ts_rs::TS;

use super::figure::Figure;
use super::kpi::{Kpi, Unit};

/// The 97.5 % point of the standard normal distribution: 95 % lie between it and its negative.
const Z: f64 = 1.959_963_984_540_054;

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The interval of a proportion, within 0 to 1 (Wilson's score interval without continuity correction; Wilson, JASA
/// 22, 1927). `None` where there is no denominator.
pub fn wilson(numerator: f64, denominator: f64) -> Option<Interval> {
    if denominator <= 0.0 {
        return None;
    }
    let p = numerator / denominator;
    let z2 = Z * Z / denominator;
    let centre = (p + z2 / 2.0) / (1.0 + z2);
    let half = Z * (p * (1.0 - p) / denominator + z2 / (4.0 * denominator)).sqrt() / (1.0 + z2);
    // At the ends the formula gives 0 and 1, give or take a rounding.
    let low = if numerator <= 0.0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if numerator >= denominator { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { low, high })
}

/// The interval of the difference of two proportions, after − before, each given as (numerator, denominator)
/// (Newcombe's hybrid score interval, method 10; Statistics in Medicine 17, 1998). `None` where either has no
/// denominator.
pub fn newcombe(before: (f64, f64), after: (f64, f64)) -> Option<Interval> {
    let (first, second) = (wilson(before.0, before.1)?, wilson(after.0, after.1)?);
    let (p1, p2) = (before.0 / before.1, after.0 / after.1);
    let difference = p2 - p1;
    Some(Interval {
        low: difference - (p2 - second.low).hypot(first.high - p1),
        high: difference + (second.high - p2).hypot(p1 - first.low),
    })
}

/// The interval of the difference of two counts, after − before, each taken as Poisson: the difference ± z · √(before
/// + after), its variance being the sum of the two.
pub fn poisson_difference(before: f64, after: f64) -> Interval {
    let half = Z * (before + after).sqrt();
    Interval { low: after - before - half, high: after - before + half }
}

/// How a figure differs from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, TS)]
pub struct Change {
    /// After − before, in the figure's unit; `None` where either has no value.
    pub difference: Option<f64>,
    /// Lower end of the difference's 95 % interval, where its kind of figure has one.
    pub low: Option<f64>,
    /// Upper end of that interval.
    pub high: Option<f64>,
    /// Whether it can be called a change: the interval excludes 0. Never of a cost.
    pub is_change: bool,
}

/// Compares two figures of one KPI: proportions by [`newcombe`], counts by [`poisson_difference`]; of a cost the
/// difference is shown and never called a change.
pub fn change(before: &Figure, after: &Figure) -> Change {
    let difference = after.value.zip(before.value).map(|(after, before)| after - before);
    let interval = match Kpi::from_name(after.kpi).map(|kpi| kpi.unit) {
        Some(Unit::Proportion) => before
            .numerator
            .zip(before.denominator)
            .zip(after.numerator.zip(after.denominator))
            .and_then(|(before, after)| newcombe(before, after)),
        Some(Unit::Count) => {
            before.value.zip(after.value).map(|(before, after)| poisson_difference(before, after))
        }
        Some(Unit::Money) | None => None,
    };
    Change {
        difference,
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        is_change: interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Group;

    fn close(interval: Option<Interval>, low: f64, high: f64) {
        let interval = interval.unwrap();
        assert!((interval.low - low).abs() < 1e-6 && (interval.high - high).abs() < 1e-6, "{interval:?}");
    }

    #[test]
    fn wilson_meets_its_vectors() {
        close(wilson(8.0, 10.0), 0.490162, 0.943318);
        close(wilson(0.0, 5.0), 0.0, 0.434482);
        close(wilson(5.0, 5.0), 0.565518, 1.0);
        close(wilson(18.0, 21.0), 0.653639, 0.950190);
        close(wilson(312.0, 480.0), 0.606293, 0.691326);
        close(wilson(1200.0, 1500.0), 0.779003, 0.819465);
        assert_eq!(wilson(0.0, 0.0), None);
    }

    #[test]
    fn newcombe_meets_its_vectors() {
        close(newcombe((312.0, 480.0), (355.0, 500.0)), 0.001607, 0.117951);
        close(newcombe((18.0, 21.0), (27.0, 28.0)), -0.062132, 0.312756);
        close(newcombe((50.0, 100.0), (60.0, 100.0)), -0.037302, 0.232123);
        assert_eq!(newcombe((0.0, 0.0), (1.0, 2.0)), None);
    }

    fn figure(kpi: &'static str, value: f64, of: Option<(f64, f64)>) -> Figure {
        Figure {
            kpi,
            group: Group::default(),
            value: Some(value),
            numerator: of.map(|of| of.0),
            denominator: of.map(|of| of.1),
            low: None,
            high: None,
            immature: None,
        }
    }

    #[test]
    fn a_difference_is_a_change_only_where_its_interval_excludes_0() {
        let rate = |k: f64, n: f64| figure("csat", k / n, Some((k, n)));
        let real = change(&rate(312.0, 480.0), &rate(355.0, 500.0));
        assert!(real.is_change && (real.difference.unwrap() - 0.06).abs() < 1e-12);
        assert!(!change(&rate(50.0, 100.0), &rate(60.0, 100.0)).is_change);

        let count = |n: f64| figure("tickets", n, None);
        assert!(!change(&count(100.0), &count(127.0)).is_change, "1.96 · √227 is 29.5");
        assert!(change(&count(100.0), &count(130.0)).is_change, "1.96 · √230 is 29.7");
        assert!(!change(&count(0.0), &count(0.0)).is_change);

        let cost = |money: f64, n: f64| figure("cost_per_resolution", money / n, Some((money, n)));
        let dearer = change(&cost(1_000.0, 100.0), &cost(9_000.0, 100.0));
        assert_eq!((dearer.difference, dearer.low, dearer.is_change), (Some(80.0), None, false));
    }

    #[test]
    fn without_a_value_there_is_no_difference() {
        let none = Figure { value: None, ..figure("csat", 0.0, Some((0.0, 0.0))) };
        let change = change(&none, &figure("csat", 0.5, Some((1.0, 2.0))));
        assert_eq!((change.difference, change.low, change.is_change), (None, None, false));
    }
}
