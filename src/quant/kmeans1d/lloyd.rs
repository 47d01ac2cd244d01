//! Lloyd's algorithm with k-means++ seeding, as the paper uses it: O(K log P) an iteration.

use super::sorted::Sorted;
use crate::math::{Random, sort_doubles};

/// More iterations than any run here needs; the squared error never rises, so stopping is safe.
const MAX_ITERATIONS: u32 = 1000;

/// Alternates nearest-entry assignment (ties go up) and means until the assignment stands still.
/// Gives the ends of the non-empty clusters and the number of iterations, the last of which only
/// confirms.
pub(crate) fn lloyd(sorted: &Sorted, mut entries: Vec<f64>) -> (Vec<usize>, u32) {
    sort_doubles(&mut entries);
    let mut ends = boundaries(sorted, &entries);
    for iteration in 1..MAX_ITERATIONS {
        let mut from = 0;
        for (entry, &to) in entries.iter_mut().zip(&ends) {
            // An entry nobody is nearest to stays where it is.
            if to > from {
                *entry = sorted.mean(from, to);
            }
            from = to;
        }
        sort_doubles(&mut entries);
        let moved = boundaries(sorted, &entries);
        if moved == ends {
            return (without_empty(ends), iteration);
        }
        ends = moved;
    }
    (without_empty(ends), MAX_ITERATIONS)
}

/// Ends of the intervals nearest to each entry.
fn boundaries(sorted: &Sorted, entries: &[f64]) -> Vec<usize> {
    let values = sorted.values();
    let between = entries.windows(2).map(|pair| {
        let midpoint = f64::midpoint(pair[0], pair[1]);
        values.partition_point(|&v| f64::from(v) < midpoint)
    });
    between.chain([values.len()]).collect()
}

fn without_empty(mut ends: Vec<usize>) -> Vec<usize> {
    ends.dedup();
    ends.retain(|&end| end > 0);
    ends
}

/// k-means++ (Arthur & Vassilvitskii 2007): each next entry is a value drawn with probability
/// proportional to its squared distance from the entries so far. Fewer than `k` entries if there
/// are fewer distinct values.
pub(crate) fn plus_plus(sorted: &Sorted, k: usize, random: &mut Random) -> Vec<f64> {
    let values = sorted.values();
    let weight = |i: usize| sorted.count_before(i + 1) - sorted.count_before(i);
    let mut distances = vec![1.0; values.len()];
    let mut entries: Vec<f64> = Vec::new();
    while entries.len() < k {
        let total: f64 = distances.iter().enumerate().map(|(i, d)| weight(i) * d).sum();
        if total <= 0.0 {
            break;
        }
        let mut left = f64::from(random.uniform()) * total;
        let drawn = distances.iter().enumerate().position(|(i, d)| {
            left -= weight(i) * d;
            left < 0.0
        });
        // Rounding can leave a crumb: then the last value that still has a distance is meant.
        let drawn = drawn.or_else(|| distances.iter().rposition(|&d| d > 0.0)).unwrap_or(0);
        let entry = f64::from(values[drawn]);
        for (distance, &v) in distances.iter_mut().zip(values) {
            let d = (f64::from(v) - entry) * (f64::from(v) - entry);
            *distance = if entries.is_empty() { d } else { distance.min(d) };
        }
        entries.push(entry);
    }
    entries
}
