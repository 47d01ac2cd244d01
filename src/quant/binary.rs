//! `binary-scaled` {-a, +a}.

use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// The sign of each value times a = mean |v| (Rastegari et al. 2016); zero, of either sign, goes up.
pub(super) struct BinaryScaled;

impl Quantizer for BinaryScaled {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let sum: f64 = values.iter().map(|&v| f64::from(v.abs())).sum();
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
        let mean = sum / values.len() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a mean of f32 values is in their range")]
        let scale = mean as f32;
        let signs = values.iter().map(|&v| u8::from(v >= 0.0)).collect();
        Ok(Projection::new(values, vec![-scale, scale], signs, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(values: &[f32]) -> Result<Projection, QuantError> {
        BinaryScaled.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus))
    }

    #[test]
    fn the_documented_vector() {
        let projection = project(&[0.9, -0.7, 0.1, -0.05, 0.4]).unwrap();
        assert!((projection.codebook[1] - 0.43).abs() < 1e-6);
        assert!((projection.distortion - 0.548).abs() < 1e-6);
    }

    #[test]
    fn it_is_optimal_over_all_assignments() {
        oracle::for_each_input(|values| {
            let scaled = project(values).unwrap();
            let best =
                oracle::best_over_assignments(values, 2, |a| oracle::best_scale(values, a, &[-1.0, 1.0]));
            assert!(oracle::close(scaled.distortion, best), "{values:?}: {} {best}", scaled.distortion);
        });
    }

    #[test]
    fn all_zero_has_scale_zero() {
        let projection = project(&[0.0; 5]).unwrap();
        assert_eq!(projection.distortion, 0.0);
        assert!(projection.quantized().all(|q| q == 0.0));
    }

    #[test]
    fn projecting_twice_changes_nothing() {
        let values = [0.3_f32, -0.123_456_7, 5.25, 1e-8, -7.7];
        let once: Vec<f32> = project(&values).unwrap().quantized().collect();
        let twice = project(&once).unwrap();
        assert_eq!(twice.distortion, 0.0);
        assert_eq!(twice.quantized().collect::<Vec<_>>(), once);
    }

    #[test]
    fn what_is_not_finite_is_refused_by_position() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            assert_eq!(project(&[1.0, bad]), Err(QuantError::NotFinite { index: 1 }));
            assert_eq!(project(&[]), Err(QuantError::Empty));
        }
    }
}
