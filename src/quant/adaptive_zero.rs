//! `adaptive0:K`: K entries, one pinned at zero.

use super::kmeans1d::{Sorted, pinned};
use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// Exact. Pinning the nearest centroid of an ordinary k-means is not optimal. Clusters are
/// intervals and each free one is on one side of zero, so the two sides are solved apart, on
/// magnitudes, for every number of entries, and the best division of the K - 1 free entries taken.
pub(super) struct AdaptiveZero {
    pub(super) k: usize,
}

impl Quantizer for AdaptiveZero {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let side = |sign: f32| -> Vec<f32> { values.iter().map(|v| sign * v).filter(|&v| v > 0.0).collect() };
        let (negative, positive) = (side(-1.0), side(1.0));
        let solve = |magnitudes: &[f32]| {
            (!magnitudes.is_empty()).then(|| {
                let sorted = Sorted::new(magnitudes);
                let solution = pinned(&sorted, self.k - 1);
                (sorted, solution)
            })
        };
        let (below, above) = (solve(&negative), solve(&positive));
        let error = |side: &Option<(Sorted, super::kmeans1d::Pinned)>, k: usize| {
            side.as_ref().map_or(0.0, |(_, solution)| solution.error(k))
        };
        // Of equal divisions the one with the fewest entries below zero.
        let total = |k: usize| error(&below, k) + error(&above, self.k - 1 - k);
        let k_below = (0..self.k).min_by(|&a, &b| total(a).total_cmp(&total(b))).unwrap_or(0);
        let ends = |side: &Option<(Sorted, super::kmeans1d::Pinned)>, k: usize| {
            side.as_ref()
                .map(|(sorted, solution)| (sorted.centroids_after_zero(&solution.ends(k)), solution.ends(k)))
        };
        let (centroids_below, ends_below) = ends(&below, k_below).unwrap_or_default();
        let (centroids_above, ends_above) = ends(&above, self.k - 1 - k_below).unwrap_or_default();
        let zero = centroids_below.len();
        let mut codebook: Vec<f32> = centroids_below.iter().rev().map(|c| -c).collect();
        codebook.push(0.0);
        codebook.extend(centroids_above);
        let interval = |side: &Option<(Sorted, super::kmeans1d::Pinned)>, ends: &[usize], magnitude: f32| {
            side.as_ref().map_or(0, |(sorted, _)| sorted.interval(ends, magnitude))
        };
        let index = |&v: &f32| {
            let index = if v < 0.0 {
                zero - interval(&below, &ends_below, -v)
            } else if v > 0.0 {
                zero + interval(&above, &ends_above, v)
            } else {
                zero
            };
            u8::try_from(index).expect("at most 256 entries")
        };
        let assignment = values.iter().map(index).collect();
        Ok(Projection::new(values, codebook, assignment, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(k: usize, values: &[f32]) -> Projection {
        AdaptiveZero { k }.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap()
    }

    fn expect(k: usize, values: &[f32], codebook: &[f32], distortion: f64) {
        let got = project(k, values);
        assert_eq!(got.codebook.len(), codebook.len(), "K={k}: {:?}", got.codebook);
        assert!(
            got.codebook.iter().zip(codebook).all(|(a, b)| (a - b).abs() < 1e-5),
            "K={k}: {:?}",
            got.codebook
        );
        assert!((got.distortion - distortion).abs() < 1e-5, "K={k}: {}", got.distortion);
    }

    #[test]
    fn the_documented_vectors() {
        let values = [-3.0, -2.5, -0.4, -0.1, 0.2, 0.9, 1.1, 1.2, 4.0];
        expect(1, &values, &[0.0], 34.92);
        expect(2, &values, &[0.0, 4.0], 18.92);
        expect(3, &values, &[-2.75, 0.0, 4.0], 3.795);
        expect(4, &values, &[-2.75, 0.0, 1.066_667, 4.0], 0.381_666_7);
        expect(3, &[-6.0, -4.0, -3.0, -2.0, 4.0, 6.0, 7.0, 9.0], &[-4.333_333, 0.0, 6.5], 21.666_667);
    }

    #[test]
    fn it_is_optimal_over_all_assignments() {
        oracle::for_each_input(|values| {
            for k in 1..=4 {
                let best = oracle::best_over_assignments(values, k, |a| {
                    let mut means = oracle::means(values, a, k);
                    means[0] = 0.0;
                    means
                });
                let got = project(k, values);
                assert!(oracle::close(got.distortion, best), "K={k} {values:?}: {} {best}", got.distortion);
                assert!(got.codebook.contains(&0.0));
            }
        });
    }

    #[test]
    fn more_entries_than_values_give_the_values_and_zero() {
        expect(9, &[1.0, -2.0, 1.0, 0.0], &[-2.0, 0.0, 1.0], 0.0);
        expect(3, &[0.0, -0.0], &[0.0], 0.0);
    }
}
