//! `adaptive0:K`: K entries, one pinned at zero.

use super::kmeans1d::{Sorted, pinned};
use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// Exact. Pinning the nearest centroid of an ordinary k-means is not optimal. Clusters are
/// intervals and each free one is on one side of zero, so the two sides are solved apart, on
/// magnitudes, with the best division of the K - 1 free entries between them.
pub(super) struct AdaptiveZero {
    pub(super) k: usize,
}

impl Quantizer for AdaptiveZero {
    fn project(&self, values: &[f32], _: Option<&[f32]>, _: &mut Random) -> Result<Projection, QuantError> {
        check_values(values)?;
        let side = |sign: f32| -> Vec<f32> { values.iter().map(|v| sign * v).filter(|&v| v > 0.0).collect() };
        // Below zero, then above it, as far as there is anything.
        let sides: Vec<(bool, Sorted)> = [(true, side(-1.0)), (false, side(1.0))]
            .into_iter()
            .filter(|(_, magnitudes)| !magnitudes.is_empty())
            .map(|(below, magnitudes)| (below, Sorted::new(&magnitudes)))
            .collect();
        let (below, sorted): (Vec<bool>, Vec<Sorted>) = sides.into_iter().unzip();
        let ends = pinned(&sorted, self.k - 1);
        let solved: Vec<(bool, &Sorted, &Vec<usize>)> = below
            .iter()
            .zip(&sorted)
            .zip(&ends)
            .map(|((&below, sorted), ends)| (below, sorted, ends))
            .collect();
        let mut codebook: Vec<f32> = Vec::new();
        for (_, sorted, ends) in solved.iter().filter(|(below, ..)| *below) {
            codebook.extend(sorted.centroids_after_zero(ends).iter().rev().map(|c| -c));
        }
        let zero = codebook.len();
        codebook.push(0.0);
        for (_, sorted, ends) in solved.iter().filter(|(below, ..)| !*below) {
            codebook.extend(sorted.centroids_after_zero(ends));
        }
        let interval = |wanted: bool, magnitude: f32| {
            let side = solved.iter().find(|(below, ..)| *below == wanted);
            side.map_or(0, |(_, sorted, ends)| sorted.interval(ends, magnitude))
        };
        let index = |&v: &f32| {
            let index = if v < 0.0 {
                zero - interval(true, -v)
            } else if v > 0.0 {
                zero + interval(false, v)
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
