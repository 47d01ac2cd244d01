//! The global optimum of k-means in one dimension, and of k-means with an entry pinned at zero.

use super::dynamic::Dynamic;
use super::lagrangian;
use super::sorted::Sorted;

/// Up to this size of its table, dynamic programming over all cuts is used; beyond, the Lagrangian
/// search, which needs no table and whose time hardly depends on K.
const LARGEST_TABLE: usize = 1 << 17;

/// Ends of an optimal clustering into at most `k` intervals.
pub(crate) fn exact(sorted: &Sorted, k: usize) -> Vec<usize> {
    let distinct = sorted.values().len();
    if k >= distinct {
        return (1..=distinct).collect();
    }
    if k == 1 {
        return vec![distinct];
    }
    if k * distinct > LARGEST_TABLE {
        return lagrangian::exact(sorted, k);
    }
    by_table(sorted, k)
}

/// By dynamic programming over all cuts.
pub(super) fn by_table(sorted: &Sorted, k: usize) -> Vec<usize> {
    let distinct = sorted.values().len();
    let base = (0..=distinct).map(|j| sorted.cost(0, j)).collect();
    Dynamic::new(sorted, (0..=distinct).collect(), base, k - 1).ends(k - 1)
}

/// Solutions for one sign of `adaptive0`, for every number of free entries.
pub(crate) struct Pinned(Dynamic);

/// Solves for magnitudes: the smallest go to zero, the others to up to `k` free entries.
pub(crate) fn pinned(sorted: &Sorted, k: usize) -> Pinned {
    let distinct = sorted.values().len();
    let squares = (0..=distinct).map(|j| sorted.squares_before(j)).collect();
    Pinned(Dynamic::new(sorted, (0..=distinct).collect(), squares, k))
}

impl Pinned {
    /// Least error with `k` free entries.
    pub(crate) fn error(&self, k: usize) -> f64 {
        self.0.error(k)
    }

    /// End of the values that go to zero, then the ends of the clusters that are not empty.
    pub(crate) fn ends(&self, k: usize) -> Vec<usize> {
        let mut ends = self.0.ends(k);
        let zero = ends.remove(0);
        let mut kept = vec![zero];
        kept.extend(
            ends.into_iter()
                .scan(zero, |before, end| Some((end > std::mem::replace(before, end), end)))
                .filter_map(|(grew, end)| grew.then_some(end)),
        );
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    fn error(sorted: &Sorted, ends: &[usize]) -> f64 {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(|(from, &to)| sorted.cost(from, to)).sum()
    }

    #[test]
    fn the_lagrangian_search_finds_what_the_table_finds() {
        let mut random = Random::new(21, Stream::Data);
        for round in 0..60 {
            let n = 5 + random.below(3000) as usize;
            let values: Vec<f32> = (0..n)
                .map(|_| {
                    let v = random.normal() as f32;
                    match round % 6 {
                        0 => v,
                        1 => (v * 8.0).round(),
                        2 => v * v * v,
                        3 => {
                            if v.abs() < 1.0 {
                                0.0
                            } else {
                                v
                            }
                        }
                        4 => random.below(200) as f32,
                        _ => v + 1000.0,
                    }
                })
                .collect();
            let sorted = Sorted::new(&values);
            for k in [2, 3, 4, 7, 16, 50] {
                if k >= sorted.values().len() {
                    continue;
                }
                let (table, search) = (by_table(&sorted, k), lagrangian::exact(&sorted, k));
                assert_eq!(search.len(), k, "round {round}, K={k}");
                assert!(search.is_sorted_by(|a, b| a < b) && search[k - 1] == sorted.values().len());
                let (want, got) = (error(&sorted, &table), error(&sorted, &search));
                assert!(
                    (got - want).abs() <= 1e-9 * want.max(1e-9),
                    "round {round}, n={n}, K={k}: {got} {want}"
                );
            }
        }
    }

    #[test]
    fn evenly_spaced_values_where_every_price_is_a_tie() {
        for n in [10, 64, 100, 1000] {
            let values: Vec<f32> = (0..n).map(|i| i as f32).collect();
            let sorted = Sorted::new(&values);
            for k in 2..10.min(n) {
                let (want, got) =
                    (error(&sorted, &by_table(&sorted, k)), error(&sorted, &lagrangian::exact(&sorted, k)));
                assert!((got - want).abs() <= 1e-9 * want.max(1e-9), "n={n}, K={k}: {got} {want}");
            }
        }
    }
}
