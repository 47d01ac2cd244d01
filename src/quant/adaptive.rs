//! `adaptive:K`: K free entries, that is one-dimensional k-means.

use super::codebook::Solver;
use super::kmeans1d::{self, Sorted};
use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::Random;

/// K free entries, by exact dynamic programming or by the paper's Lloyd iteration.
pub(super) struct Adaptive {
    pub(super) k: usize,
    pub(super) solver: Solver,
}

impl Quantizer for Adaptive {
    fn project(
        &self,
        values: &[f32],
        warm: Option<&[f32]>,
        random: &mut Random,
    ) -> Result<Projection, QuantError> {
        check_values(values)?;
        let sorted = Sorted::new(values);
        let (ends, iterations) = match self.solver {
            Solver::Exact => (kmeans1d::exact(&sorted, self.k), 0),
            Solver::Paper => {
                let start = match warm {
                    Some(codebook) if !codebook.is_empty() => {
                        codebook.iter().map(|&c| f64::from(c)).collect()
                    }
                    _ => kmeans1d::plus_plus(&sorted, self.k, random),
                };
                kmeans1d::lloyd(&sorted, start)
            }
        };
        Ok(Projection::new(values, sorted.centroids(&ends), sorted.assign(values, &ends), iterations))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(k: usize, solver: Solver, values: &[f32], warm: Option<&[f32]>) -> Projection {
        Adaptive { k, solver }.project(values, warm, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap()
    }

    const VECTOR: [f32; 9] = [-10.0, -9.0, -7.0, -6.0, -2.0, 8.0, 9.0, 9.0, 10.0];

    #[test]
    fn the_documented_vector_exactly() {
        let projection = project(3, Solver::Exact, &VECTOR, None);
        assert_eq!(projection.codebook, [-8.0, -2.0, 9.0]);
        assert_eq!(projection.distortion, 12.0);
        assert_eq!(projection.assignment, [0, 0, 0, 0, 1, 2, 2, 2, 2]);
    }

    #[test]
    fn the_documented_vector_by_lloyd_ends_where_it_starts_to() {
        for (start, end) in
            [([-10.0, 8.0, 10.0], 39.466_667), ([-10.0, -2.0, 9.0], 14.666_667), ([-10.0, -9.0, 8.0], 16.5)]
        {
            let projection = project(3, Solver::Paper, &VECTOR, Some(&start));
            assert!((projection.distortion - end).abs() < 1e-5, "{start:?}: {}", projection.distortion);
            assert!(projection.iterations >= 1);
        }
    }

    #[test]
    fn exact_is_optimal_over_all_assignments() {
        oracle::for_each_input(|values| {
            for k in 1..=4 {
                let best = oracle::best_over_assignments(values, k, |a| oracle::means(values, a, k));
                let got = project(k, Solver::Exact, values, None);
                assert!(oracle::close(got.distortion, best), "K={k} {values:?}: {} {best}", got.distortion);
                let lloyd = project(k, Solver::Paper, values, None);
                assert!(lloyd.distortion >= got.distortion - 1e-6 * best.max(1e-3));
            }
        });
    }

    #[test]
    fn more_entries_than_distinct_values_give_the_distinct_values() {
        for solver in [Solver::Exact, Solver::Paper] {
            let projection = project(5, solver, &[2.0, -1.0, 2.0, 0.5], None);
            assert_eq!(projection.codebook, [-1.0, 0.5, 2.0]);
            assert_eq!(projection.distortion, 0.0);
        }
    }

    #[test]
    fn negative_zero_and_zero_are_one_value() {
        let projection = project(2, Solver::Exact, &[0.0, -0.0, 1.0], None);
        assert_eq!(projection.codebook, [0.0, 1.0]);
        assert_eq!(projection.assignment, [0, 0, 1]);
    }

    #[test]
    fn distortion_never_grows_with_k_and_projecting_twice_changes_nothing() {
        let mut random = Random::new(9, Stream::Data);
        let values: Vec<f32> = (0..500).map(|_| random.normal() as f32).collect();
        let mut before = f64::INFINITY;
        for k in 1..40 {
            let projection = project(k, Solver::Exact, &values, None);
            assert!(projection.distortion <= before);
            before = projection.distortion;
            let once: Vec<f32> = projection.quantized().collect();
            for solver in [Solver::Exact, Solver::Paper] {
                let twice = project(k, solver, &once, Some(&projection.codebook));
                assert_eq!(twice.distortion, 0.0);
                assert_eq!(twice.assignment, projection.assignment);
            }
        }
    }

    #[test]
    fn permuting_values_permutes_assignments() {
        let mut random = Random::new(10, Stream::Data);
        let values: Vec<f32> = (0..200).map(|_| random.normal() as f32).collect();
        let mut order: Vec<usize> = (0..200).collect();
        random.shuffle(&mut order);
        let permuted: Vec<f32> = order.iter().map(|&i| values[i]).collect();
        let (a, b) = (project(7, Solver::Exact, &values, None), project(7, Solver::Exact, &permuted, None));
        assert_eq!(a.codebook, b.codebook);
        assert!(order.iter().enumerate().all(|(to, &from)| a.assignment[from] == b.assignment[to]));
    }

    #[test]
    fn as_many_entries_as_values_keep_the_smallest_beside_the_largest() {
        let mut values = vec![1e30_f32, -1e30];
        values.extend([1.0, 1.0, 2.0, 2.0]);
        assert_eq!(project(4, Solver::Exact, &values, None).codebook, [-1e30, 1.0, 2.0, 1e30]);
    }

    #[test]
    fn not_finite_is_refused() {
        let mut random = Random::new(1, Stream::KMeansPlusPlus);
        let adaptive = Adaptive { k: 2, solver: Solver::Exact };
        assert_eq!(adaptive.project(&[f32::NAN], None, &mut random), Err(QuantError::NotFinite { index: 0 }));
        assert_eq!(adaptive.project(&[], None, &mut random), Err(QuantError::Empty));
    }
}
