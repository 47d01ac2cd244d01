//! Fixed entries: the nearest one, ties up. `binary`, `ternary`, `fixed:...`; and their use by
//! `pow2:C`, whose entries are given by a rule.

use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// Entries that do not move.
pub(super) struct Fixed {
    /// Ascending, distinct.
    pub(super) entries: Vec<f32>,
}

impl Quantizer for Fixed {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let assignment = nearest(&self.entries, values);
        Ok(Projection::new(values, self.entries.clone(), assignment, 0))
    }
}

/// The nearest of ascending `entries` for every value; a value in the middle goes up.
pub(super) fn nearest(entries: &[f32], values: &[f32]) -> Vec<u8> {
    let midpoints: Vec<f64> =
        entries.windows(2).map(|pair| f64::midpoint(f64::from(pair[0]), f64::from(pair[1]))).collect();
    #[expect(clippy::cast_possible_truncation, reason = "at most 256 entries")]
    let index = |v: f32| midpoints.partition_point(|&m| m <= f64::from(v)) as u8;
    values.iter().map(|&v| index(v)).collect()
}

/// {0, ±1, ±2^-1, ..., ±2^-C}, ascending.
pub(super) fn powers_of_two(c: u32) -> Vec<f32> {
    let magnitudes: Vec<f32> =
        std::iter::successors(Some(1.0_f32), |m| Some(m / 2.0)).take(c as usize + 1).collect();
    let negative = magnitudes.iter().map(|m| -m);
    let positive = magnitudes.iter().rev().copied();
    negative.chain([0.0]).chain(positive).collect()
}

/// `pow2:C` by the paper's rule (theorem A.2), which breaks ties by magnitude: a magnitude of
/// 1.5 2^-(k+1) goes to the smaller power, one of 2^-(C+1) to 2^-C.
pub(super) struct Pow2 {
    /// Exponent of the smallest power, at most 31.
    pub(super) c: u32,
}

impl Quantizer for Pow2 {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let assignment = values.iter().map(|&v| self.index(v)).collect();
        Ok(Projection::new(values, powers_of_two(self.c), assignment, 0))
    }
}

impl Pow2 {
    /// Index into [`powers_of_two`] without a logarithm: mantissa and exponent of the value decide.
    fn index(&self, value: f32) -> u8 {
        let (t, c) = (f64::from(value.abs()), i64::from(self.c));
        let zero = c + 1;
        let smallest = (0..=self.c).fold(1.0, |power, _| power / 2.0);
        let index = if t < smallest {
            zero
        } else {
            // t = m 2^e with m in [1/2, 1); every f32 is a normal f64.
            let bits = t.to_bits();
            let e = (bits >> 52).cast_signed() - 1022;
            let m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3fe0_0000_0000_0000);
            let k = (if m > 0.75 { -e } else { 1 - e }).clamp(0, c);
            // -1 is at index 0, -2^-C at C, zero at C + 1, 2^-C at C + 2, +1 at 2C + 2.
            if value < 0.0 { k } else { 2 * c + 2 - k }
        };
        u8::try_from(index).expect("C is at most 31")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(quantizer: &dyn Quantizer, values: &[f32]) -> Vec<f32> {
        quantizer
            .project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus))
            .unwrap()
            .quantized()
            .collect()
    }

    #[test]
    fn ties_go_up() {
        let ternary = Fixed { entries: vec![-1.0, 0.0, 1.0] };
        assert_eq!(project(&ternary, &[0.5, -0.5, 0.49, -0.51, 0.0, -0.0]), [1.0, 0.0, 0.0, -1.0, 0.0, 0.0]);
        let binary = Fixed { entries: vec![-1.0, 1.0] };
        assert_eq!(project(&binary, &[0.0, -0.0, -1e-30]), [1.0, 1.0, -1.0]);
    }

    #[test]
    fn the_documented_powers_of_two() {
        let values = [1.7, 0.76, 0.75, 0.74, 0.376, 0.375, 0.25, 0.125, 0.1249, -0.1875, 0.0];
        let want = [1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.0, -0.25, 0.0];
        assert_eq!(project(&Pow2 { c: 2 }, &values), want);
    }

    #[test]
    fn powers_of_two_are_nearest_entries() {
        let mut random = Random::new(2, Stream::Data);
        for c in [0, 1, 2, 5, 10, 31] {
            let mut values: Vec<f32> = (0..2000).map(|_| random.normal() as f32).collect();
            values.extend((0..200).map(|i| (random.uniform() - 0.5) / f32::exp2((i % 40) as f32)));
            values.extend([f32::MIN_POSITIVE, 1e-45, f32::MAX, f32::MIN]);
            let by_rule = project(&Pow2 { c }, &values);
            let by_search = project(&Fixed { entries: powers_of_two(c) }, &values);
            for ((v, a), b) in values.iter().zip(by_rule).zip(by_search) {
                let (a, b) = ((f64::from(*v) - f64::from(a)).abs(), (f64::from(*v) - f64::from(b)).abs());
                assert!(a == b, "C={c}: {v}");
            }
        }
    }

    #[test]
    fn nearest_is_optimal_over_all_assignments() {
        let entries = [-1.5_f32, -0.25, 0.5, 2.0];
        oracle::for_each_input(|values| {
            let got = Fixed { entries: entries.to_vec() }
                .project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus))
                .unwrap();
            let best = oracle::best_over_assignments(values, 4, |_| entries.map(f64::from).to_vec());
            assert!(oracle::close(got.distortion, best), "{values:?}");
        });
    }
}
