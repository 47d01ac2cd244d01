//! Least squared error for every number of intervals, by dynamic programming over given cuts.
//!
//! D[k][j], the least error of everything before cut j in k intervals, is the least of
//! D[k-1][i] + cost(i, j) over i <= j. The best i does not decrease with j (the cost satisfies the
//! quadrangle inequality), so the middle j of a range splits the search for all others:
//! O(K C log C) for C cuts.

use super::sorted::Cost;

/// The table D over a set of cuts, with where each last interval starts.
pub(super) struct Dynamic {
    /// D[k][last cut], for k intervals after the first.
    errors: Vec<f64>,
    /// For k >= 1 intervals after the first, the start of the last for every cut.
    starts: Vec<Vec<u32>>,
    cuts: Vec<usize>,
}

impl Dynamic {
    /// Solves for up to `layers` intervals after a first one, over ascending `cuts`, of which the first is 0.
    pub(super) fn new(costs: &impl Cost, cuts: Vec<usize>, layers: usize) -> Self {
        let last = cuts.len() - 1;
        let mut before: Vec<f64> = cuts.iter().map(|&cut| costs.cost(0, cut)).collect();
        let mut errors = vec![before[last]];
        let mut starts = Vec::with_capacity(layers);
        for _ in 0..layers {
            let mut layer = Layer {
                costs,
                cuts: &cuts,
                before: &before,
                errors: vec![0.0; cuts.len()],
                starts: vec![0; cuts.len()],
            };
            layer.solve((0, last), (0, last));
            let Layer { errors: solved, starts: chosen, .. } = layer;
            errors.push(solved[last]);
            before = solved;
            starts.push(chosen);
        }
        Self { errors, starts, cuts }
    }

    /// Least errors with the first interval alone, with one after it, with two, ...
    pub(super) fn errors(&self) -> &[f64] {
        &self.errors
    }

    /// Ends of the first interval and of the `k` after it, without empty ones: rounding can make it look as if one more
    /// gained nothing.
    pub(super) fn ends(&self, k: usize) -> Vec<usize> {
        let mut ends = vec![self.cuts.len() - 1];
        for layer in self.starts[..k].iter().rev() {
            ends.push(layer[ends[ends.len() - 1]] as usize);
        }
        ends.reverse();
        ends.dedup();
        ends.into_iter().map(|cut| self.cuts[cut]).filter(|&cut| cut > 0).collect()
    }
}

/// One more interval: D[k] from D[k-1].
struct Layer<'a, C> {
    costs: &'a C,
    cuts: &'a [usize],
    before: &'a [f64],
    errors: Vec<f64>,
    starts: Vec<u32>,
}

impl<C: Cost> Layer<'_, C> {
    /// Fills D[k][j] for j in `low..=high`, knowing that the best starts lie in `first..=last`.
    fn solve(&mut self, (low, high): (usize, usize), (first, last): (usize, usize)) {
        let middle = usize::midpoint(low, high);
        let (mut best, mut start) = (f64::INFINITY, first);
        for i in first..=last.min(middle) {
            let error = self.before[i] + self.costs.cost(self.cuts[i], self.cuts[middle]);
            if error < best {
                (best, start) = (error, i);
            }
        }
        self.errors[middle] = best;
        self.starts[middle] = u32::try_from(start).expect("fewer than 2^32 values");
        if low < middle {
            self.solve((low, middle - 1), (first, start));
        }
        if middle < high {
            self.solve((middle + 1, high), (start, last));
        }
    }
}
