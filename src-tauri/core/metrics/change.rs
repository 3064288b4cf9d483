//! When a difference is a change, and what it is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::figure::Figure;
use super::kpi::{Kpi, Unit};
use super::statistics::{Interval, Sample, newcombe, poisson_difference, welch};

/// How a figure differs from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Change {
    /// After − before, in the figure's unit; `None` where either has no value.
    pub difference: Option<f64>,
    /// Lower end of the difference's 95 % interval, where its kind of figure has one.
    pub low: Option<f64>,
    /// Upper end of that interval.
    pub high: Option<f64>,
    /// Whether it can be called a change: the interval excludes 0. Never of a median, a percentile or a cost.
    pub is_change: bool,
    /// What it is made of, for a rate whose groups are known.
    pub parts: Option<MixAndRate>,
}

/// A change of a rate, split exactly: `mix` + `rate` is the difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MixAndRate {
    /// What comes of the groups having other shares of the tickets.
    pub mix: f64,
    /// What comes of the groups having other rates.
    pub rate: f64,
    /// Whether the split is worth telling: the mix is a third of the change or more, or works against the rate.
    pub is_telling: bool,
}

/// Compares two figures of one KPI: proportions by [`newcombe`], means by [`welch`], counts by [`poisson_difference`];
/// of all else the difference is shown and never called a change.
pub fn change(before: &Figure, after: &Figure) -> Change {
    let difference = after.value.zip(before.value).map(|(after, before)| after - before);
    let interval = difference.and_then(|_| interval(before, after));
    Change {
        difference,
        low: interval.map(|interval| interval.low),
        high: interval.map(|interval| interval.high),
        is_change: interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0),
        parts: None,
    }
}

fn interval(before: &Figure, after: &Figure) -> Option<Interval> {
    let of = |figure: &Figure| figure.numerator.zip(figure.denominator);
    let sample = |figure: &Figure| {
        let (sum, count) = of(figure)?;
        Some(Sample { sum, count, variance: figure.variance? })
    };
    match Kpi::from_name(after.kpi)?.unit {
        Unit::Count => Some(poisson_difference(before.value?, after.value?)),
        // A proportion without an interval of its own has none for its difference either.
        Unit::Proportion if after.low.is_some() && before.low.is_some() => newcombe(of(before)?, of(after)?),
        Unit::Score | Unit::Minutes => welch(sample(before)?, sample(after)?),
        Unit::Proportion | Unit::Money => None,
    }
}

/// What one group adds to the change of a rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Contribution {
    /// The group's value.
    pub group: String,
    /// What comes of its having another share of the tickets.
    pub mix: f64,
    /// What comes of its having another rate.
    pub rate: f64,
    /// Its share of the tickets before.
    pub share_before: f64,
    /// Its share of the tickets after.
    pub share_after: f64,
    /// Its rate before; `None` where it had no ticket.
    pub rate_before: Option<f64>,
    /// Its rate after; `None` where it has no ticket.
    pub rate_after: Option<f64>,
}

/// Splits the change of a rate over the same groups in both periods: a group adds mix = Δw · ((r₀ + r₁) / 2 −
/// (R₀ + R₁) / 2) and rate = Δr · (w₀ + w₁) / 2, where w is its share of the denominator, r its rate, and R that of the
/// whole. One that is absent from one period takes its rate of the other, so that it is all mix. Nothing where either
/// period has no denominator.
pub fn contributions(before: &[&Figure], after: &[&Figure]) -> Vec<Contribution> {
    type Tallies<'a> = BTreeMap<Vec<&'a str>, (f64, f64)>;
    fn tallies<'a>(figures: &[&'a Figure]) -> Tallies<'a> {
        let of = |figure: &&'a Figure| {
            let key = figure.group.0.iter().map(|(_, value)| value.as_str()).collect();
            Some((key, (figure.numerator?, figure.denominator.filter(|of| *of > 0.0)?)))
        };
        figures.iter().filter_map(of).collect()
    }
    let (before, after) = (tallies(before), tallies(after));
    let whole = |tallies: &Tallies<'_>| {
        let sum = |pick: fn(&(f64, f64)) -> f64| tallies.values().map(pick).sum::<f64>();
        Some((sum(|tally| tally.0), sum(|tally| tally.1))).filter(|(_, of)| *of > 0.0)
    };
    let (Some((hits0, of0)), Some((hits1, of1))) = (whole(&before), whole(&after)) else { return Vec::new() };
    let middle = f64::midpoint(hits0 / of0, hits1 / of1);
    let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let of = |key: &Vec<&str>| {
        let (first, second) = (before.get(key), after.get(key));
        let rate_of = |tally: &(f64, f64)| tally.0 / tally.1;
        let (rate_before, rate_after) = (first.map(rate_of), second.map(rate_of));
        let (r0, r1) = (rate_before.or(rate_after)?, rate_after.or(rate_before)?);
        let share_before = first.map_or(0.0, |tally| tally.1 / of0);
        let share_after = second.map_or(0.0, |tally| tally.1 / of1);
        Some(Contribution {
            group: key.join(" · "),
            mix: (share_after - share_before) * (f64::midpoint(r0, r1) - middle),
            rate: (r1 - r0) * f64::midpoint(share_before, share_after),
            share_before,
            share_after,
            rate_before,
            rate_after,
        })
    };
    keys.into_iter().filter_map(of).collect()
}

/// The sums of all [`contributions`]; `None` where either period has no denominator.
pub fn mix_and_rate(before: &[&Figure], after: &[&Figure]) -> Option<MixAndRate> {
    let all = contributions(before, after);
    if all.is_empty() {
        return None;
    }
    let mix = all.iter().map(|one| one.mix).sum::<f64>();
    let rate = all.iter().map(|one| one.rate).sum::<f64>();
    let is_telling = mix.abs() * 3.0 >= (mix + rate).abs() || mix * rate < 0.0;
    Some(MixAndRate { mix, rate, is_telling })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::statistics::wilson;
    use crate::metrics::{Dimension, Group};

    fn figure(kpi: &'static str, value: f64, of: Option<(f64, f64)>) -> Figure {
        let interval = of.and_then(|(k, n)| wilson(k, n)).filter(|_| kpi != "cost_per_resolution");
        Figure {
            value: Some(value),
            numerator: of.map(|of| of.0),
            denominator: of.map(|of| of.1),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            ..Figure::empty(kpi)
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

    #[test]
    fn a_change_of_a_rate_is_split_exactly() {
        let groups = |tallies: &[(&str, f64, f64)]| -> Vec<Figure> {
            let of = |(name, n, k): &(&str, f64, f64)| Figure {
                group: Group(vec![(Dimension::QueryType, (*name).to_owned())]),
                ..figure("deflection_rate", k / n, Some((*k, *n)))
            };
            tallies.iter().map(of).collect()
        };
        let before = groups(&[("password", 400.0, 320.0), ("billing", 300.0, 120.0), ("api", 100.0, 10.0)]);
        let after = groups(&[("password", 250.0, 210.0), ("billing", 300.0, 126.0), ("api", 350.0, 42.0)]);
        let refs = |figures: &'static [Figure]| figures.iter().collect::<Vec<_>>();
        let (before, after): (&'static _, &'static _) = (before.leak(), after.leak());
        let parts = mix_and_rate(&refs(before), &refs(after)).unwrap();
        assert!((parts.mix + 0.17028).abs() < 5e-6 && (parts.rate - 0.02778).abs() < 5e-6, "{parts:?}");
        assert!((parts.mix + parts.rate - (0.42 - 0.5625)).abs() < 1e-12);
        assert!(parts.is_telling);
        let new = groups(&[("password", 100.0, 80.0)]).leak();
        let alone = mix_and_rate(&refs(&before[1..2]), &refs(new)).unwrap();
        assert!((alone.mix - 0.4).abs() < 1e-12 && alone.rate.abs() < 1e-12, "{alone:?}");
        assert_eq!(mix_and_rate(&[], &refs(after)), None);
    }
}
