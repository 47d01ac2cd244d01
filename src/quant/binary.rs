//! `binary` {-1, +1} and `binary-scaled` {-a, +a}.

use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// The sign of each value; zero, of either sign, goes up.
pub(super) struct Binary;

/// The sign of each value times a = mean |v| (Rastegari et al. 2016; eq. 13 of the paper).
pub(super) struct BinaryScaled;

impl Quantizer for Binary {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        Ok(Projection::new(values, vec![-1.0, 1.0], signs(values), 0))
    }
}

impl Quantizer for BinaryScaled {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let sum: f64 = values.iter().map(|&v| f64::from(v.abs())).sum();
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
        let mean = sum / values.len() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a mean of f32 values is in their range")]
        let scale = mean as f32;
        Ok(Projection::new(values, vec![-scale, scale], signs(values), 0))
    }
}

fn signs(values: &[f32]) -> Vec<u8> {
    values.iter().map(|&v| u8::from(v >= 0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(quantizer: &dyn Quantizer, values: &[f32]) -> Result<Projection, QuantError> {
        quantizer.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus))
    }

    #[test]
    fn zero_goes_up_with_either_sign() {
        let projection = project(&Binary, &[0.0, -0.0, -1e-30, 3.0]).unwrap();
        assert_eq!(projection.quantized().collect::<Vec<_>>(), [1.0, 1.0, -1.0, 1.0]);
    }

    #[test]
    fn the_documented_vector() {
        let projection = project(&BinaryScaled, &[0.9, -0.7, 0.1, -0.05, 0.4]).unwrap();
        assert!((projection.codebook[1] - 0.43).abs() < 1e-6);
        assert!((projection.distortion - 0.548).abs() < 1e-6);
    }

    #[test]
    fn both_are_optimal_over_all_assignments() {
        oracle::for_each_input(|values| {
            let fixed = project(&Binary, values).unwrap();
            let best = oracle::best_over_assignments(values, 2, |_| vec![-1.0, 1.0]);
            assert!(oracle::close(fixed.distortion, best), "{values:?}");
            let scaled = project(&BinaryScaled, values).unwrap();
            let best =
                oracle::best_over_assignments(values, 2, |a| oracle::best_scale(values, a, &[-1.0, 1.0]));
            assert!(oracle::close(scaled.distortion, best), "{values:?}: {} {best}", scaled.distortion);
        });
    }

    #[test]
    fn all_zero_has_scale_zero() {
        let projection = project(&BinaryScaled, &[0.0; 5]).unwrap();
        assert_eq!(projection.distortion, 0.0);
        assert!(projection.quantized().all(|q| q == 0.0));
    }

    #[test]
    fn projecting_twice_changes_nothing() {
        let values = [0.3_f32, -0.123_456_7, 5.25, 1e-8, -7.7];
        let once: Vec<f32> = project(&BinaryScaled, &values).unwrap().quantized().collect();
        let twice = project(&BinaryScaled, &once).unwrap();
        assert_eq!(twice.distortion, 0.0);
        assert_eq!(twice.quantized().collect::<Vec<_>>(), once);
    }

    #[test]
    fn what_is_not_finite_is_refused_by_position() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for quantizer in [&Binary as &dyn Quantizer, &BinaryScaled] {
                assert_eq!(project(quantizer, &[1.0, bad]), Err(QuantError::NotFinite { index: 1 }));
                assert_eq!(project(quantizer, &[]), Err(QuantError::Empty));
            }
        }
    }
}
