//! The global optimum of k-means in one dimension, and of k-means with an entry pinned at zero.

use super::dynamic::Dynamic;
use super::lagrangian;
use super::sorted::{Cost, Precise, Sorted, WithZero};

/// Up to this size of its table, dynamic programming over all cuts is used; beyond, the Lagrangian
/// search, which needs no table and whose time hardly depends on K.
const LARGEST_TABLE: usize = 1 << 17;

/// Prefix sums of doubles are believed where what they may have rounded away is at most a billionth of the error found.
const BELIEVED: f64 = f64::EPSILON / 1e-9;

/// Ends of an optimal clustering into `k` intervals, or as many as there are distinct values.
pub(crate) fn exact(sorted: &Sorted, k: usize) -> Vec<usize> {
    let distinct = sorted.values().len();
    if k >= distinct {
        return (1..=distinct).collect();
    }
    if k == 1 {
        return vec![distinct];
    }
    let believed = |ends: &Vec<usize>| ends.len() == k && error(sorted, ends) >= BELIEVED * sorted.spread();
    clustering(sorted, k).filter(believed).unwrap_or_else(|| {
        let precise = Precise::new(sorted);
        let ends = clustering(&precise, k).unwrap_or_else(|| by_table(&precise, k));
        completed(&precise, ends, k)
    })
}

fn clustering(costs: &impl Cost, k: usize) -> Option<Vec<usize>> {
    if k * costs.cuts() > LARGEST_TABLE {
        return lagrangian::solve(&[costs], k)?.pop();
    }
    Some(by_table(costs, k))
}

/// By dynamic programming over all cuts.
fn by_table(costs: &impl Cost, k: usize) -> Vec<usize> {
    Dynamic::new(costs, (0..=costs.cuts()).collect(), k - 1).ends(k - 1)
}

/// Squared error of a clustering, value by value.
pub(super) fn error(sorted: &Sorted, ends: &[usize]) -> f64 {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let own = starts.zip(ends).map(|(from, &to)| sorted.error_around((from, to), sorted.mean(from, to)));
    own.sum()
}

/// With `k` intervals where there are fewer: what is left to gain is too little beside the whole error for a double, and
/// yet nothing speaks for an entry without values. The costliest interval is divided where that gains most.
fn completed(costs: &impl Cost, mut ends: Vec<usize>, k: usize) -> Vec<usize> {
    while ends.len() < k {
        let start = |i: usize| if i == 0 { 0 } else { ends[i - 1] };
        let wide = (0..ends.len()).filter(|&i| ends[i] - start(i) > 1);
        let cost = |i: usize| costs.cost(start(i), ends[i]);
        let Some(i) = wide.max_by(|&a, &b| cost(a).total_cmp(&cost(b))) else { break };
        let (from, to) = (start(i), ends[i]);
        let parts = |cut: usize| costs.cost(from, cut) + costs.cost(cut, to);
        let cut = (from + 1..to).min_by(|&a, &b| parts(a).total_cmp(&parts(b)));
        ends.splice(i..i, cut);
    }
    ends
}

/// Magnitudes of one or both signs, of which the smallest go to zero and the others to `free` entries in all: for every
/// side the end of what goes to zero, then the ends of its clusters. Of equal divisions the one with the fewest entries
/// on the first side.
pub(crate) fn pinned(sides: &[Sorted], free: usize) -> Vec<Vec<usize>> {
    let distinct: usize = sides.iter().map(|side| side.values().len()).sum();
    if free >= distinct {
        return sides.iter().map(|side| (0..=side.values().len()).collect()).collect();
    }
    let spread: f64 = sides.iter().map(Sorted::spread).sum();
    let believed = |all: &Vec<Vec<usize>>| {
        let errors = sides.iter().zip(all).map(|(side, ends)| error_beside_zero(side, ends));
        all.iter().map(|ends| ends.len() - 1).sum::<usize>() == free
            && errors.sum::<f64>() >= BELIEVED * spread
    };
    divided(sides, &sides.iter().collect::<Vec<_>>(), free).filter(believed).unwrap_or_else(|| {
        let precise: Vec<Precise> = sides.iter().map(Precise::new).collect();
        let precise: Vec<&Precise> = precise.iter().collect();
        divided(sides, &precise, free).unwrap_or_else(|| table_division(&with_zero(sides, &precise), free))
    })
}

fn with_zero<'a, C: Cost>(sides: &[Sorted], costs: &[&'a C]) -> Vec<WithZero<'a, C>> {
    sides.iter().zip(costs).map(|(side, costs)| WithZero::new(side, *costs)).collect()
}

fn divided<C: Cost>(sides: &[Sorted], costs: &[&C], free: usize) -> Option<Vec<Vec<usize>>> {
    let costs = with_zero(sides, costs);
    if (free + 1) * costs.iter().map(Cost::cuts).sum::<usize>() <= LARGEST_TABLE {
        return Some(table_division(&costs, free));
    }
    lagrangian::solve(&costs, free + costs.len()).map(|paths| paths.into_iter().map(behind_zero).collect())
}

/// By tables of every side for every number of entries.
fn table_division(costs: &[WithZero<impl Cost>], free: usize) -> Vec<Vec<usize>> {
    let tables: Vec<Dynamic> =
        costs.iter().map(|costs| Dynamic::new(costs, (0..=costs.cuts()).collect(), free)).collect();
    let own = |first: usize| {
        // One side takes all there are.
        if tables.len() == 1 { vec![free] } else { vec![first, free - first] }
    };
    let total =
        |first: &usize| -> f64 { tables.iter().zip(own(*first)).map(|(table, k)| table.errors()[k]).sum() };
    let first = (0..=free).min_by(|a, b| total(a).total_cmp(&total(b))).unwrap_or(0);
    tables.iter().zip(own(first)).map(|(table, k)| behind_zero(table.ends(k))).collect()
}

/// Cuts as they are numbered without the one before zero's interval.
fn behind_zero(ends: Vec<usize>) -> Vec<usize> {
    ends.into_iter().map(|end| end - 1).collect()
}

fn error_beside_zero(side: &Sorted, ends: &[usize]) -> f64 {
    let clusters = ends.windows(2).map(|pair| {
        let interval = (pair[0], pair[1]);
        side.error_around(interval, side.mean(interval.0, interval.1))
    });
    side.error_around((0, ends[0]), 0.0) + clusters.sum::<f64>()
}

/// Errors of a division into `free` entries by tables, and by the search.
#[cfg(test)]
pub(super) fn both_ways(sides: &[Sorted], free: usize) -> [f64; 2] {
    let costs = with_zero(sides, &sides.iter().collect::<Vec<_>>());
    let paths = lagrangian::solve(&costs, free + costs.len()).unwrap();
    let search: Vec<Vec<usize>> = paths.into_iter().map(behind_zero).collect();
    [table_division(&costs, free), search]
        .map(|all| sides.iter().zip(&all).map(|(side, ends)| error_beside_zero(side, ends)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    fn search(sorted: &Sorted, k: usize) -> Vec<usize> {
        lagrangian::solve(&[sorted], k).unwrap().pop().unwrap()
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
                let (table, search) = (by_table(&sorted, k), search(&sorted, k));
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
                    (error(&sorted, &by_table(&sorted, k)), error(&sorted, &search(&sorted, k)));
                assert!((got - want).abs() <= 1e-9 * want.max(1e-9), "n={n}, K={k}: {got} {want}");
            }
        }
    }
}
