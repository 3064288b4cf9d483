//! The statistics of the insights, beside the intervals of `metrics`.

use statrs::distribution::{ContinuousCDF, DiscreteCDF, Normal, Poisson};
use statrs::function::beta::beta_reg;

/// The value at a share of numbers in order (type 7 of Hyndman and Fan, The American Statistician 50, 1996). `None` where
/// there is none.
pub fn quantile(ordered: &[f64], share: f64) -> Option<f64> {
    let last = ordered.len().checked_sub(1)?;
    let rank = last as f64 * share.clamp(0.0, 1.0);
    let (below, above) = (ordered.get(rank.floor() as usize)?, ordered.get(rank.ceil() as usize)?);
    Some(below + rank.fract() * (above - below))
}

/// The median; the numbers are put in order. `None` where there is none.
pub fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    quantile(numbers, 0.5)
}

/// The standard deviation (by n − 1) over the mean. `None` where there are fewer than two numbers, or their mean is 0.
pub fn variation(numbers: &[f64]) -> Option<f64> {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    if count < 2.0 || mean <= 0.0 {
        return None;
    }
    let squares = numbers.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>();
    Some((squares / (count - 1.0)).sqrt() / mean)
}

/// The population stability index of counts against others of the same categories: Σ (a − b) · ln(a / b) over the shares.
/// Half a ticket is added to each count, so that a category without any has a logarithm. `None` where either is empty.
pub fn stability(counts: &[f64], others: &[f64]) -> Option<f64> {
    let shares = |counts: &[f64]| -> Option<Vec<f64>> {
        let total = counts.iter().sum::<f64>();
        let padded = total + 0.5 * counts.len() as f64;
        (total > 0.0).then(|| counts.iter().map(|count| (count + 0.5) / padded).collect())
    };
    let (ours, theirs) = (shares(counts)?, shares(others)?);
    Some(ours.iter().zip(theirs).map(|(a, b)| (a - b) * (a / b).ln()).sum())
}

/// How likely so many or more events are where `expected` are expected (Poisson).
pub fn poisson_tail(count: u64, expected: f64) -> f64 {
    match (count.checked_sub(1), Poisson::new(expected)) {
        (Some(below), Ok(distribution)) => distribution.sf(below),
        // Nothing is expected, and something came.
        (Some(_), Err(_)) => 0.0,
        (None, _) => 1.0,
    }
}

/// How likely a rate is above `bound` after `hits` of `of`, where before it was thought to be like `prior` tickets at
/// `rate` (Beta-Binomial).
pub fn rate_above(bound: f64, (hits, of): (f64, f64), rate: f64, prior: f64) -> f64 {
    let (a, b) = (rate * prior + hits, (1.0 - rate) * prior + of - hits);
    match bound {
        bound if bound >= 1.0 => 0.0,
        bound if bound <= 0.0 || b <= 0.0 => 1.0,
        _ if a <= 0.0 => 0.0,
        bound => 1.0 - beta_reg(a, b, bound),
    }
}

/// What the difference of two proportions varies by, each given as (numerator, denominator). `None` where either has no
/// denominator.
pub fn difference_variance(before: (f64, f64), after: (f64, f64)) -> Option<f64> {
    let of_one = |(hits, of): (f64, f64)| {
        // Without a hit or a miss, a rate would seem to be known exactly: one of each is added then.
        let (hits, of) = if hits <= 0.0 || hits >= of { (hits + 1.0, of + 2.0) } else { (hits, of) };
        let rate = hits / of;
        rate * (1.0 - rate) / of
    };
    (before.1 > 0.0 && after.1 > 0.0).then(|| of_one(before) + of_one(after))
}

/// Half the width of an interval that holds however often one looks: the mixture sequential probability ratio test with
/// a normal mixture of this spread (Johari, Pekelis, Walsh, 2015), for an estimate of this variance.
pub fn always_valid_half_width(variance: f64, spread: f64, level: f64) -> f64 {
    let mixture = spread * spread;
    let both = variance + mixture;
    (variance * both / mixture * (2.0 * (1.0 / level).ln() + (both / variance).ln())).sqrt()
}

/// How likely an estimate so far from 0 is by chance, however often one looks: the inverse of the same test's ratio.
pub fn always_valid_chance(estimate: f64, variance: f64, spread: f64) -> f64 {
    let mixture = spread * spread;
    let both = variance + mixture;
    let ratio = (variance / both).sqrt() * (mixture * estimate * estimate / (2.0 * variance * both)).exp();
    (1.0 / ratio).min(1.0)
}

/// How likely two proportions differ so much by chance, each given as (numerator, denominator), where one looks once
/// (score test, two-sided). `None` where either has no denominator, or both are all or nothing.
pub fn chance(before: (f64, f64), after: (f64, f64)) -> Option<f64> {
    let rate = (before.0 + after.0) / (before.1 + after.1);
    let variance = rate * (1.0 - rate) * (1.0 / before.1 + 1.0 / after.1);
    let difference = after.0 / after.1 - before.0 / before.1;
    let deviations = difference.abs() / variance.sqrt();
    deviations.is_finite().then(|| 2.0 * Normal::standard().sf(deviations))
}

/// Which of several findings stand where a share `q` of those that do may be false (Benjamini and Hochberg, 1995).
pub fn discoveries(chances: &[f64], q: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    let at = |place: &usize| chances.get(*place).copied().unwrap_or(1.0);
    order.sort_by(|one, two| at(one).total_cmp(&at(two)));
    let count = chances.len() as f64;
    let stand = (1..).zip(&order).filter(|(rank, place)| at(place) <= q * f64::from(*rank) / count);
    let stand = stand.map(|(rank, _)| rank).last().unwrap_or(0) as usize;
    let mut found = vec![false; chances.len()];
    order.iter().take(stand).for_each(|place| found[*place] = true);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_7() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.75), Some(3.25));
        assert_eq!(median(&mut [5.0, 1.0, 3.0]), Some(3.0));
        assert_eq!((quantile(&[], 0.5), quantile(&[7.0], 0.9)), (None, Some(7.0)));
    }

    #[test]
    fn an_always_valid_interval_is_wider_and_agrees_with_its_chance() {
        let (variance, spread) = (0.0004, 0.05);
        let half = always_valid_half_width(variance, spread, 0.05);
        assert!(half > 1.96 * variance.sqrt(), "{half}");
        assert!((always_valid_chance(half, variance, spread) - 0.05).abs() < 1e-9);
        // 40 of 100 beside 55 of 100: z = 0.15 / √(0.475 · 0.525 · 0.02) = 2.124.
        assert!((chance((40.0, 100.0), (55.0, 100.0)).unwrap() - 0.033_665).abs() < 1e-5);
        assert_eq!(chance((0.0, 10.0), (0.0, 10.0)), None);
    }

    #[test]
    fn discoveries_are_those_below_the_line() {
        // The line at q = 0.10 over five: 0.02, 0.04, 0.06, 0.08, 0.10.
        assert_eq!(discoveries(&[0.9, 0.01, 0.045, 0.05, 0.5], 0.10), [false, true, true, true, false]);
        assert_eq!(discoveries(&[0.2, 0.3], 0.10), [false, false]);
        assert!(discoveries(&[], 0.10).is_empty());
    }

    #[test]
    fn a_rush_is_unlikely_and_a_share_that_stays_is_stable() {
        assert!((poisson_tail(3, 1.0) - 0.080_301_397).abs() < 1e-8);
        assert_eq!((poisson_tail(0, 4.0), poisson_tail(2, 0.0)), (1.0, 0.0));
        assert!(stability(&[10.0, 10.0, 10.0], &[100.0, 100.0, 100.0]).unwrap() < 1e-9);
        assert!(stability(&[30.0, 10.0, 5.0], &[100.0, 100.0, 100.0]).unwrap() > 0.2);
        assert_eq!(stability(&[0.0, 0.0], &[1.0, 1.0]), None);
    }

    #[test]
    fn a_rate_is_judged_by_what_was_known_and_what_came() {
        // Beta(1 + 9, 1 + 1) lies above one half with probability 1 − 11/2^11 · … = 0.994.
        assert!((rate_above(0.5, (9.0, 10.0), 0.5, 2.0) - 0.994_140_625).abs() < 1e-9);
        assert_eq!(rate_above(1.0, (9.0, 10.0), 0.5, 2.0), 0.0);
    }
}
