//! `ternary-scaled` {-a, 0, +a}: exact in closed form (theorem A.3 of the paper).

use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::{Random, sort_singles};

/// With magnitudes in descending order, j* maximises (sum of the first j) / sqrt j, and a is the
/// mean of the first j*; values below a/2 become zero.
pub(super) struct TernaryScaled;

impl Quantizer for TernaryScaled {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let mut magnitudes: Vec<f32> = values.iter().map(|v| v.abs()).collect();
        sort_singles(&mut magnitudes);
        let (mut sum, mut count, mut best, mut scale) = (0.0, 0.0, 0.0, 0.0);
        for &m in magnitudes.iter().rev() {
            sum += f64::from(m);
            count += 1.0;
            // Squared, and strictly better: the first j* of several.
            let gain = sum * sum / count;
            if gain > best {
                (best, scale) = (gain, sum / count);
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "a mean of f32 values is in their range")]
        let a = scale as f32;
        let index = |&v: &f32| {
            if scale == 0.0 || 2.0 * f64::from(v.abs()) < scale {
                1
            } else if v < 0.0 {
                0
            } else {
                2
            }
        };
        Ok(Projection::new(values, vec![-a, 0.0, a], values.iter().map(index).collect(), 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(values: &[f32]) -> Projection {
        TernaryScaled.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap()
    }

    #[test]
    fn the_documented_vector() {
        let projection = project(&[0.9, -0.7, 0.1, -0.05, 0.4]);
        assert!((projection.codebook[2] - 2.0 / 3.0).abs() < 1e-6);
        assert!((projection.distortion - 0.139_166_7).abs() < 1e-6);
        assert_eq!(projection.assignment, [2, 0, 1, 1, 2]);
    }

    #[test]
    fn it_is_optimal_over_all_assignments() {
        oracle::for_each_input(|values| {
            let entries = [-1.0, 0.0, 1.0];
            let best = oracle::best_over_assignments(values, 3, |a| oracle::best_scale(values, a, &entries));
            let got = project(values);
            assert!(oracle::close(got.distortion, best), "{values:?}: {} {best}", got.distortion);
        });
    }

    #[test]
    fn of_several_optima_the_first_is_taken() {
        // j = 1: 9; j = 4: 36/4 = 9.
        assert_eq!(project(&[3.0, 1.0, 1.0, 1.0]).codebook, [-3.0, 0.0, 3.0]);
    }

    #[test]
    fn all_zero_has_scale_zero_and_projecting_twice_changes_nothing() {
        let zero = project(&[0.0, -0.0]);
        assert_eq!((zero.distortion, &zero.codebook[..]), (0.0, &[-0.0, 0.0, 0.0][..]));
        let once: Vec<f32> = project(&[0.3, -0.123_456_7, 5.25, 1e-8, -7.7]).quantized().collect();
        assert_eq!(project(&once).distortion, 0.0);
    }
}
