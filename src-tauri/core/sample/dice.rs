//! Chance that is the same on every machine and in every version: raw words of ChaCha8, turned into whole numbers by
//! our own few lines. No floating point, and no distribution of a library that may change.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of chance.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Dice(ChaCha8Rng::from_seed(bytes))
    }

    /// 0 to `end` - 1; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        // The high half of a 128-bit product spreads the 64 bits evenly over the range.
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }

    /// `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(0) as u64) as i64
    }

    /// True in so many of 1000 cases.
    pub(super) fn chance(&mut self, per_mille: i64) -> bool {
        (self.below(1000) as i64) < per_mille
    }

    /// One of several, all as likely.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        // The tables of this module are never empty, and `below` stays under the length.
        items[self.below(items.len() as u64) as usize]
    }

    /// One of several, as likely as their weights say.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, u64)]) -> T {
        let mut rest = self.below(items.iter().map(|(_, weight)| weight).sum());
        for (item, weight) in items {
            if rest < *weight {
                return *item;
            }
            rest -= weight;
        }
        // `rest` began below the sum of the weights, so one of them has covered it.
        items[items.len() - 1].0
    }

    /// A length of time that is mostly short and sometimes very long: 0 to 4 times the mean.
    pub(super) fn long_tail(&mut self, mean: i64) -> i64 {
        mean * self.between(0, 2000) * self.between(0, 2000) / 1_000_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_pinned_and_keeps_its_range() {
        let mut dice = Dice::new(7);
        let first: Vec<u64> = (0..4).map(|_| dice.below(1000)).collect();
        let mut again = Dice::new(7);
        assert_eq!(first, (0..4).map(|_| again.below(1000)).collect::<Vec<_>>());
        assert!((0..1000).all(|_| (3..=5).contains(&dice.between(3, 5))));
        let heads = (0..10_000).filter(|_| dice.chance(300)).count();
        assert!((2800..3200).contains(&heads), "{heads}");
        let mean = (0..10_000).map(|_| dice.long_tail(600)).sum::<i64>() / 10_000;
        assert!((560..640).contains(&mean), "{mean}");
    }
}
