//! Decimal numbers, read exactly. The standard library does so as well and faster, but by means of tables that
//! would be a thirtieth of what the page transfers.

/// The number a text stands for, such as `-0.25` or `1e-3`, rounded to the nearest double; infinity if it is too
/// large. `None` for anything else, also for names like `inf`.
pub fn number(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (digits, exponent) = match text.iter().position(|c| matches!(c, b'e' | b'E')) {
        Some(at) => (&text[..at], whole(&text[at + 1..])?),
        None => (text, 0),
    };
    let (mut mantissa, mut scale, mut any, mut point) = (Big(Vec::new()), exponent, false, false);
    for &c in digits {
        match c {
            b'.' if !point => point = true,
            b'0'..=b'9' => {
                any = true;
                // Nobody writes more digits than that and means them.
                if mantissa.bits() < 4000 {
                    mantissa.times_plus(10, (c - b'0').into());
                    scale -= i32::from(point);
                } else {
                    scale += i32::from(!point);
                }
            }
            _ => return None,
        }
    }
    let magnitude = any.then(|| scaled(mantissa, scale))?;
    Some(if negative { -magnitude } else { magnitude })
}

/// A whole number with an optional sign; large ones are as good as each other.
fn whole(text: &[u8]) -> Option<i32> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] | rest => (1, rest),
    };
    let add = |sum: i32, c: &u8| c.is_ascii_digit().then(|| (sum * 10 + i32::from(c - b'0')).min(9999));
    let size = digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())?;
    Some(sign * size)
}

/// mantissa 10^scale, rounded to the nearest double.
fn scaled(mut mantissa: Big, scale: i32) -> f64 {
    if mantissa.bits() == 0 || scale < -2000 {
        return 0.0;
    }
    if scale > 400 {
        return f64::INFINITY;
    }
    let mut divisor = Big(vec![1]);
    for _ in 0..scale.unsigned_abs() {
        if scale > 0 { &mut mantissa } else { &mut divisor }.times_plus(10, 0);
    }
    // A quotient of 63 or 64 bits: eleven more than a double has, and the last stands for all that follow, so that
    // rounding it once more rounds right.
    let shift = i32::try_from(mantissa.bits()).unwrap_or(0) - i32::try_from(divisor.bits()).unwrap_or(0) - 63;
    if shift < 0 { &mut mantissa } else { &mut divisor }.shift(shift.unsigned_abs());
    let mut quotient = 0_u64;
    for bit in (0..64).rev() {
        let mut part = divisor.clone();
        part.shift(bit);
        if mantissa.subtract(&part) {
            quotient |= 1 << bit;
        }
    }
    quotient |= u64::from(mantissa.bits() > 0);
    #[expect(clippy::cast_precision_loss, reason = "to the nearest double, that is the point")]
    let rounded = quotient as f64;
    libm::scalbn(rounded, shift)
}

/// A natural number, least significant digit first, without zeros at the end.
#[derive(Clone)]
struct Big(Vec<u32>);

impl Big {
    fn bits(&self) -> usize {
        self.0.last().map_or(0, |top| 32 * self.0.len() - top.leading_zeros() as usize)
    }

    fn times_plus(&mut self, factor: u32, mut carry: u32) {
        for digit in &mut self.0 {
            let product = u64::from(*digit) * u64::from(factor) + u64::from(carry);
            (*digit, carry) = split(product);
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Times 2^by.
    fn shift(&mut self, by: u32) {
        let zeros = std::iter::repeat_n(0, by as usize / 32);
        self.0.splice(0..0, zeros);
        self.times_plus(1 << (by % 32), 0);
    }

    /// Subtracts another if it is not larger; gives whether it was not.
    fn subtract(&mut self, other: &Self) -> bool {
        let larger =
            other.0.len().cmp(&self.0.len()).then_with(|| other.0.iter().rev().cmp(self.0.iter().rev()));
        if larger.is_gt() {
            return false;
        }
        let mut borrow = false;
        for (i, digit) in self.0.iter_mut().enumerate() {
            let (less, first) = digit.overflowing_sub(other.0.get(i).copied().unwrap_or(0));
            let (less, second) = less.overflowing_sub(borrow.into());
            (*digit, borrow) = (less, first || second);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        true
    }
}

/// The low and the high half.
fn split(value: u64) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, reason = "the halves are meant")]
    let halves = (value as u32, (value >> 32) as u32);
    halves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    #[test]
    fn every_double_is_read_back_from_its_text() {
        let mut random = Random::new(8, Stream::Data);
        let mut draw = || u64::from(random.below(u32::MAX)) << 32 | u64::from(random.below(u32::MAX));
        for _ in 0..3000 {
            let value = f64::from_bits(draw());
            if value.is_finite() {
                for text in [value.to_string(), format!("{value:e}"), format!("{value:.25e}")] {
                    assert_eq!(
                        number(&text).map(f64::to_bits),
                        text.parse().ok().map(f64::to_bits),
                        "{text}"
                    );
                }
            }
        }
        for value in [0.0, -0.0, 1.0, 0.1, 1e22, 1e23, 9_007_199_254_740_993.0, f64::MAX, f64::MIN_POSITIVE] {
            assert_eq!(number(&value.to_string()).unwrap().to_bits(), value.to_bits(), "{value}");
        }
    }

    #[test]
    fn halfway_and_endless_numbers_round_as_the_standard_library_does() {
        let long = format!("0.{}1", "3".repeat(900));
        for text in [
            "9007199254740993",
            "9007199254740993.00000000000000000001",
            "1e-400",
            "1e400",
            "-1e400",
            "2.5e-1",
            "1.7976931348623158e308",
            "123456789012345678901234567890",
            ".5",
            "5.",
            "+7",
            "00012.50",
            "1E3",
            "1e+3",
            "4.35",
            "0.000001",
            "1e99999999999",
            "1e-99999999999",
            long.as_str(),
        ] {
            assert_eq!(number(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "--1", "1 ", " 1", "0x10", "nan", "inf", "1_000", "١"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
