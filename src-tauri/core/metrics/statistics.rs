//! Intervals.

use statrs::distribution::{ContinuousCDF, StudentsT};

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

/// A mean's sum, count and variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The sum of the numbers.
    pub sum: f64,
    /// How many there are.
    pub count: f64,
    /// Their variance, by n − 1.
    pub variance: f64,
}

impl Sample {
    /// Their mean.
    pub(crate) fn mean(&self) -> f64 {
        self.sum / self.count
    }
}

/// The interval of the difference of two means, after − before, of unequal variances (Welch, Biometrika 34, 1947;
/// degrees of freedom by Welch and Satterthwaite). `None` where either has fewer than two numbers, or none of them
/// varies.
pub fn welch(before: Sample, after: Sample) -> Option<Interval> {
    let error = |sample: &Sample| sample.variance / sample.count;
    let (first, second) = (error(&before), error(&after));
    let both = first + second;
    if before.count < 2.0 || after.count < 2.0 || both <= 0.0 {
        return None;
    }
    let freedom =
        both * both / (first * first / (before.count - 1.0) + second * second / (after.count - 1.0));
    let half = StudentsT::new(0.0, 1.0, freedom).ok()?.inverse_cdf(0.975) * both.sqrt();
    let difference = after.mean() - before.mean();
    Some(Interval { low: difference - half, high: difference + half })
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn welch_meets_a_worked_example() {
        // 27.5 21.0 19.0 23.6 17.0 17.9 16.9 20.1 21.9 22.6 23.1 19.6 19.0 21.7 21.4 beside
        // 27.1 22.0 20.8 23.4 23.4 23.5 25.8 22.0 24.8 20.2 21.9 22.1 22.9 30.5 24.4: R's t.test gives 0.867 to 5.293.
        let first = Sample { sum: 312.3, count: 15.0, variance: 7.5317 };
        let second = Sample { sum: 354.8, count: 15.0, variance: 6.5395 };
        let interval = welch(first, second);
        let interval = interval.unwrap();
        assert!(
            (interval.high - interval.low - 2.0 * 2.0487 * (14.0712f64 / 15.0).sqrt()).abs() < 1e-3,
            "{interval:?}"
        );
        assert_eq!(welch(Sample { count: 1.0, ..first }, second), None);
    }
}
