//! How often the insights alarm where nothing happens, and how often they find what does: by simulation, with fixed seeds. The
//! figures are those of docs/insights.md.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::drift::{Baseline, Chart};
use super::rules::{DriftRules, VersionRules};
use super::statistics::{always_valid_half_width, chance, difference_variance, discoveries, rate_above};
use crate::metrics::newcombe;

struct Dice(ChaCha8Rng);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    fn hits(&mut self, of: u32, rate: f64) -> (f64, f64) {
        let bound = (rate * f64::from(u32::MAX)) as u32;
        let hits = (0..of).filter(|_| self.0.next_u32() < bound).count();
        (hits as f64, f64::from(of))
    }
}

/// The share of so many runs in which something holds.
fn share(runs: u32, mut holds: impl FnMut() -> bool) -> f64 {
    f64::from((0..runs).filter(|_| holds()).count() as u32) / f64::from(runs)
}

/// Whether a control chart alarms within weeks of a rate, after a baseline of another.
fn alarms(dice: &mut Dice, of: u32, baseline: f64, rates: &[f64]) -> bool {
    let rules = DriftRules::default();
    let weeks: Vec<(f64, f64)> = (0..rules.baseline_weeks).map(|_| dice.hits(of, baseline)).collect();
    let Some(baseline) = Baseline::of(&weeks) else { return false };
    let mut chart = Chart::new(&rules, baseline);
    rates.iter().any(|rate| chart.judge(dice.hits(of, *rate)).alarm)
}

#[test]
fn drift_alarms_seldom_where_nothing_drifts_and_finds_what_does() {
    const RUNS: u32 = 1_000;
    let mut dice = Dice::new(1);
    let quarter = [0.3; 13];
    // Over a quarter of weekly looks, at 5 % for each query type.
    for of in [25, 60, 200] {
        let false_alarms = share(RUNS, || alarms(&mut dice, of, 0.3, &quarter));
        println!("drift, {of} tickets a week: {:.1} % false alarms a quarter", false_alarms * 100.0);
        assert!(false_alarms <= 0.05, "{of}: {false_alarms}");
    }
    for (of, rise, least) in [(60, 0.15, 0.8), (200, 0.10, 0.8), (25, 0.25, 0.8)] {
        let found = share(RUNS, || alarms(&mut dice, of, 0.3, &[0.3 + rise; 8]));
        println!("drift, {of} tickets a week, {rise} more: {:.1} % found in 8 weeks", found * 100.0);
        assert!(found >= least, "{of} {rise}: {found}");
    }
}

#[test]
fn drift_of_few_tickets_is_as_careful() {
    const RUNS: u32 = 1_000;
    let rules = DriftRules::default();
    let mut dice = Dice::new(2);
    let mut alarms = |of: u32, rate: f64| {
        let (hits, all) = dice.hits(of * rules.baseline_weeks, 0.3);
        let baseline = hits / all;
        let weeks: Vec<(f64, f64)> = (0..13).map(|_| dice.hits(of, rate)).collect();
        (1..=weeks.len()).any(|upto| {
            let last = weeks[..upto].iter().rev().take(rules.pooled_weeks as usize);
            let pooled = last.fold((0.0, 0.0), |sum, week| (sum.0 + week.0, sum.1 + week.1));
            rate_above(baseline + rules.points, pooled, baseline, f64::from(rules.least_involved))
                >= rules.sure
        })
    };
    let false_alarms = share(RUNS, || alarms(8, 0.3));
    let found = share(RUNS, || alarms(8, 0.65));
    println!("drift, 8 tickets a week: {:.1} % false, {:.1} % found", false_alarms * 100.0, found * 100.0);
    assert!(false_alarms <= 0.05 && found >= 0.8, "{false_alarms} {found}");
}

/// Whether a look at any of twelve weeks after a release calls its difference a change.
fn calls_change(dice: &mut Dice, after: f64, is_change: impl Fn((f64, f64), (f64, f64)) -> bool) -> bool {
    let before = dice.hits(600, 0.4);
    let mut sum = (0.0, 0.0);
    (0..12).any(|_| {
        let week = dice.hits(75, after);
        sum = (sum.0 + week.0, sum.1 + week.1);
        is_change(before, sum)
    })
}

#[test]
fn an_interim_verdict_holds_however_often_one_looks() {
    const RUNS: u32 = 1_000;
    let rules = VersionRules::default();
    let mut dice = Dice::new(3);
    let always_valid = |before: (f64, f64), after: (f64, f64)| {
        let variance = difference_variance(before, after).unwrap_or(1.0);
        let difference = after.0 / after.1 - before.0 / before.1;
        difference.abs() > always_valid_half_width(variance, rules.spread, rules.level)
    };
    let fixed = |before: (f64, f64), after: (f64, f64)| {
        newcombe(before, after).is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0)
    };
    let peeking = share(RUNS, || calls_change(&mut dice, 0.4, fixed));
    let interim = share(RUNS, || calls_change(&mut dice, 0.4, always_valid));
    let found = share(RUNS, || calls_change(&mut dice, 0.55, always_valid));
    println!(
        "versions, twelve weekly looks: {:.1} % false at a fixed level, {:.1} % always valid, {:.1} % of 15 points found",
        peeking * 100.0,
        interim * 100.0,
        found * 100.0
    );
    assert!(peeking > 0.10, "what the always-valid interval is for: {peeking}");
    assert!(interim <= rules.level, "{interim}");
    assert!(found >= 0.8, "{found}");
}

#[test]
fn verdicts_on_query_types_are_seldom_false() {
    const RUNS: u32 = 4_000;
    // Two standard errors of a simulated share at the nominal one.
    const ERROR: f64 = 0.0095;
    let rules = VersionRules::default();
    let mut dice = Dice::new(4);
    let mut found = |changed: usize| -> (usize, usize) {
        let chances: Vec<f64> = (0..20)
            .map(|place| {
                let (before, after) =
                    (dice.hits(200, 0.4), dice.hits(200, if place < changed { 0.6 } else { 0.4 }));
                chance(before, after).unwrap_or(1.0)
            })
            .collect();
        let stand = discoveries(&chances, rules.discovery);
        let count = |places: &[bool]| places.iter().filter(|stands| **stands).count();
        (count(&stand[..changed]), count(&stand[changed..]))
    };
    let any = share(RUNS, || found(0).1 > 0);
    let (mut of_true, mut false_share) = (0, 0.0);
    for _ in 0..RUNS {
        let (found, false_ones) = found(3);
        of_true += found;
        false_share += false_ones as f64 / (found + false_ones).max(1) as f64 / f64::from(RUNS);
    }
    let power = of_true as f64 / f64::from(3 * RUNS);
    println!(
        "verdicts on 20 query types: {:.1} % of runs with one where nothing changed; {:.1} % false, {:.1} % of 20 points found",
        any * 100.0,
        false_share * 100.0,
        power * 100.0
    );
    assert!(any <= rules.discovery + ERROR && false_share <= rules.discovery, "{any} {false_share}");
    assert!(power >= 0.8, "{power}");
}
