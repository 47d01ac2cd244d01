//! Sums that keep twice the digits of a double, from + - * / only (Dekker 1971; Knuth, TAOCP 2, 4.2.2).

use std::ops::{Add, Mul, Sub};

/// A number as the unevaluated sum of two doubles, the second within half a unit of the first's last place: about
/// 104 bits of it are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleDouble {
    high: f64,
    low: f64,
}

impl DoubleDouble {
    /// a b, exactly, unless the product leaves the range of doubles.
    ///
    /// ```
    /// # use lc_lab::math::DoubleDouble;
    /// let square = DoubleDouble::product(1e8 + 1.0, 1e8 + 1.0);
    /// assert_eq!((square - DoubleDouble::from(1e16)).value(), 200_000_001.0);
    /// ```
    pub fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        let ((a_high, a_low), (b_high, b_low)) = (split(a), split(b));
        let low = ((a_high * b_high - high) + a_high * b_low + a_low * b_high) + a_low * b_low;
        Self { high, low }
    }

    /// This divided by a double other than 0.
    #[must_use]
    pub fn over(self, divisor: f64) -> Self {
        let first = self.high / divisor;
        let rest = self - Self::product(first, divisor);
        quick_sum(first, rest.high / divisor)
    }

    /// The nearest double.
    pub fn value(self) -> f64 {
        self.high + self.low
    }
}

/// A double in two halves of 26 bits each, whose products are exact.
fn split(a: f64) -> (f64, f64) {
    let scaled = 134_217_729.0 * a;
    let high = scaled - (scaled - a);
    (high, a - high)
}

/// a + b, exactly.
fn sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let part = high - a;
    DoubleDouble { high, low: (a - (high - part)) + (b - part) }
}

/// The same where |a| >= |b|.
fn quick_sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    DoubleDouble { high, low: b - (high - a) }
}

impl From<f64> for DoubleDouble {
    fn from(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (high, low) = (sum(self.high, other.high), sum(self.low, other.low));
        let first = quick_sum(high.high, high.low + low.high);
        quick_sum(first.high, first.low + low.low)
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self { high: -other.high, low: -other.low }
    }
}

impl Mul for DoubleDouble {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        quick_sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    /// Whole numbers below 2^60, of which products and differences are exact in 128 bits.
    fn whole(random: &mut Random) -> i64 {
        let high = i64::from(random.below(1 << 28));
        let sign = if random.below(2) == 0 { 1 } else { -1 };
        sign * (high << random.below(32) | i64::from(random.below(1 << 20)))
    }

    fn exact(value: i64) -> DoubleDouble {
        let high = value as f64;
        sum(high, (i128::from(value) - high as i128) as f64)
    }

    #[test]
    fn arithmetic_agrees_with_whole_numbers_of_128_bits() {
        let mut random = Random::new(3, Stream::Data);
        for _ in 0..20_000 {
            let (a, b) = (whole(&mut random), whole(&mut random));
            for (got, want) in [
                (exact(a) + exact(b), i128::from(a) + i128::from(b)),
                (exact(a) - exact(b), i128::from(a) - i128::from(b)),
                (exact(a) * exact(b), i128::from(a) * i128::from(b)),
            ] {
                let off = (got.high as i128 - want) + got.low as i128;
                assert!(off.unsigned_abs() <= want.unsigned_abs() >> 100, "{a} {b}: off by {off}");
            }
        }
    }

    #[test]
    fn a_quotient_times_its_divisor_is_the_dividend() {
        let mut random = Random::new(4, Stream::Data);
        for _ in 0..5000 {
            let (a, b) = (exact(whole(&mut random)), f64::from(1 + random.below(1 << 24)));
            let back = a.over(b) * DoubleDouble::from(b) - a;
            assert!(back.value().abs() <= a.value().abs() * 1e-30, "{a:?} / {b}");
        }
    }

    #[test]
    fn what_cancels_in_doubles_is_kept() {
        let (large, small) = (DoubleDouble::from(1e16), DoubleDouble::from(1e-9));
        assert_eq!((large + small - large).value(), 1e-9);
        assert_eq!(1e16 + 1e-9 - 1e16, 0.0);
    }
}
