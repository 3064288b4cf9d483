//! Sums that do not depend on the order of their terms.

use std::ops::AddAssign;

/// A number between −2³⁶ and 2³⁶ in steps of 2⁻⁶⁴, and sums of up to a hundred million such numbers. Sums of doubles
/// differ in the last digits with the order of their terms; these are exact, so figures do not change when tickets come
/// in another order, or when more threads share the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(i128);

/// 2⁶⁴.
const STEPS: f64 = 18_446_744_073_709_551_616.0;
/// 2³².
const HALF_STEPS: f64 = 4_294_967_296.0;
/// The greatest single number: sums of 2²⁷ such terms still fit.
const GREATEST: f64 = (1u64 << 36) as f64;
/// The greatest root of a square, 2¹⁵ in steps of 2⁻³²: sums of 2²⁷ such squares fit by far.
const GREATEST_ROOT: i128 = 1 << 47;

impl Exact {
    /// A number; what lies beyond the range becomes its end, and what is no number 0.
    pub fn new(number: f64) -> Exact {
        // Taken apart in pieces that a processor converts in one step; each is exact.
        let size = number.abs().min(GREATEST);
        let whole = size as i64;
        let steps = (size - whole as f64) * HALF_STEPS;
        let high = steps as i64;
        let low = ((steps - high as f64) * HALF_STEPS) as i64;
        let steps = (i128::from(whole) << 64) | i128::from(high) << 32 | i128::from(low);
        match number {
            _ if number.is_nan() => Exact(0),
            _ if number < 0.0 => Exact(-steps),
            _ => Exact(steps),
        }
    }

    /// So many times the number.
    pub fn times(self, count: u64) -> Exact {
        Exact(self.0.saturating_mul(i128::from(count)))
    }

    /// The number halfway to another.
    pub fn midpoint(self, other: Exact) -> Exact {
        Exact(self.0.midpoint(other.0))
    }

    /// Its square, to nine digits behind the point; that of 2¹⁵ where it is further from 0.
    pub fn squared(self) -> Exact {
        let root = (self.0 >> 32).clamp(-GREATEST_ROOT, GREATEST_ROOT) as i64;
        Exact(i128::from(root) * i128::from(root))
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
        self.0 = self.0.wrapping_add(other.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_same_in_every_order() {
        let numbers = [0.1, 1e9, -0.2, 3.3333333, 9.5, 1e-9, -103.0];
        let sum = |order: &mut dyn Iterator<Item = &f64>| {
            let mut sum = Exact::default();
            order.for_each(|number| sum += Exact::new(*number));
            sum
        };
        assert_eq!(sum(&mut numbers.iter()), sum(&mut numbers.iter().rev()));
        for number in numbers {
            assert!((Exact::new(number).value() - number).abs() <= 1e-18, "{number}");
        }
        assert_eq!(Exact::new(9.99).value(), 9.99);
        assert_eq!(Exact::new(1e300).value(), GREATEST);
        assert_eq!(Exact::new(f64::NAN).value(), 0.0);
        assert_eq!(Exact::new(0.1).times(3).value(), 0.1 * 3.0);
        assert!((Exact::new(-12.35).squared().value() - 152.5225).abs() < 1e-8);
        assert_eq!(Exact::new(1e300).squared().value(), 32_768.0 * 32_768.0);
    }
}
