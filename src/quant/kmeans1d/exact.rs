//! The global optimum by dynamic programming.
//!
//! D[k][j], the least squared error of the first j distinct values in k intervals, is the least
//! of D[k-1][i] + cost(i, j) over i < j. The best i does not decrease with j (the cost satisfies
//! the quadrangle inequality), so the middle j of a range splits the search for all others:
//! O(K P log P) for P distinct values.

use super::sorted::Sorted;

/// Ends of an optimal clustering into at most `k` intervals. Among equal optima the one whose
/// last interval starts earliest.
pub(crate) fn exact(sorted: &Sorted, k: usize) -> Vec<usize> {
    let distinct = sorted.values().len();
    if k >= distinct {
        return (1..=distinct).collect();
    }
    let mut errors: Vec<f64> = (0..=distinct).map(|j| sorted.cost(0, j)).collect();
    let mut starts: Vec<Vec<u32>> = Vec::with_capacity(k - 1);
    for intervals in 2..=k {
        let mut layer =
            Layer { sorted, before: &errors, errors: vec![0.0; distinct + 1], starts: vec![0; distinct + 1] };
        layer.solve((intervals, distinct), (intervals - 1, distinct - 1));
        let Layer { errors: solved, starts: chosen, .. } = layer;
        errors = solved;
        starts.push(chosen);
    }
    let mut ends = vec![distinct];
    for layer in starts.iter().rev() {
        ends.push(layer[ends[ends.len() - 1]] as usize);
    }
    ends.reverse();
    ends
}

/// One more interval: D[k] from D[k-1].
struct Layer<'a> {
    sorted: &'a Sorted,
    before: &'a [f64],
    errors: Vec<f64>,
    /// Where the last interval starts.
    starts: Vec<u32>,
}

impl Layer<'_> {
    /// Fills D[k][j] for j in `low..=high`, knowing that the best starts lie in `first..=last`.
    fn solve(&mut self, (low, high): (usize, usize), (first, last): (usize, usize)) {
        let middle = usize::midpoint(low, high);
        let (mut best, mut start) = (f64::INFINITY, first);
        for i in first..=last.min(middle - 1) {
            let error = self.before[i] + self.sorted.cost(i, middle);
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
