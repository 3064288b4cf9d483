//! Sums that do not depend on the order of their terms.

use std::ops::AddAssign;

/// A number from 0 to 2⁴⁰ in steps of 2⁻⁶⁴, and sums of such numbers. Sums of doubles differ in the last digits with
/// the order of their terms; these are exact, so figures do not change when tickets come in another order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(u128);

/// 2⁶⁴.
const STEPS: f64 = 18_446_744_073_709_551_616.0;
/// The greatest single number: a sum of 16 million such terms still fits.
const GREATEST: f64 = (1u64 << 40) as f64;

impl Exact {
    /// A number; what lies beyond the range becomes its end.
    pub fn new(number: f64) -> Exact {
        // A cast takes what is not a number, or below 0, to 0.
        Exact((number.min(GREATEST) * STEPS) as u128)
    }

    /// The nearest double.
    pub fn value(self) -> f64 {
        self.0 as f64 / STEPS
    }

    /// Whether it is 0.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl AddAssign for Exact {
    fn add_assign(&mut self, other: Exact) {
        self.0 = self.0.saturating_add(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_same_in_every_order() {
        let numbers = [0.1, 1e9, 0.2, 3.3333333, 9.5, 1e-9];
        let sum = |order: &mut dyn Iterator<Item = &f64>| {
            let mut sum = Exact::default();
            order.for_each(|number| sum += Exact::new(*number));
            sum
        };
        assert_eq!(sum(&mut numbers.iter()), sum(&mut numbers.iter().rev()));
        assert_eq!(Exact::new(9.99).value(), 9.99);
        assert_eq!(Exact::new(1e300).value(), GREATEST);
    }
}
