//! Exactness at every scale, against an oracle in whole numbers of 128 bits; and the laws of sign and scale.

use super::{Sorted, exact, pinned};
use crate::math::{Random, Stream};

/// A multiple of every count of values there is: with it squared errors are whole numbers.
const MULTIPLE: i128 = 27_720;
const MOST: usize = 12;

/// n sum v^2 - (sum v)^2 over n, times [`MULTIPLE`]: the squared error of whole numbers around their mean.
fn cost(values: &[i128]) -> i128 {
    let (n, sum) = (values.len() as i128, values.iter().sum::<i128>());
    let squares: i128 = values.iter().map(|v| v * v).sum();
    MULTIPLE * squares - sum * sum * (MULTIPLE / n.max(1))
}

fn squares(values: &[i128]) -> i128 {
    MULTIPLE * values.iter().map(|v| v * v).sum::<i128>()
}

/// The least cost of up to `k` intervals after a first one that costs `first`.
fn least(values: &[i128], k: usize, first: fn(&[i128]) -> i128) -> i128 {
    let mut best: Vec<i128> = (0..=values.len()).map(|end| first(&values[..end])).collect();
    for _ in 0..k {
        let before = best.clone();
        for end in 0..=values.len() {
            let over = (0..=end).map(|start| before[start] + cost(&values[start..end]));
            best[end] = over.min().unwrap();
        }
    }
    best[values.len()]
}

fn whole(values: &[f32], scale: f32) -> Vec<i128> {
    values.iter().map(|&v| (f64::from(v) / f64::from(scale)) as i128).collect()
}

/// The cost of the intervals that end there, of all values in ascending order.
fn cost_of(sorted: &Sorted, all: &[i128], ends: &[usize]) -> i128 {
    let at = |cut: usize| sorted.count_before(cut) as usize;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(from, &to)| cost(&all[at(from)..at(to)])).sum()
}

/// Values as they go wrong elsewhere, as multiples of `scale`: small ones, outliers of either sign, clouds far from zero.
fn draw(random: &mut Random, scale: f32) -> Vec<f32> {
    let n = 3 + random.below(MOST as u32 - 2) as usize;
    let far = [0.0, 0.0, 1e4, 1e6, -1e6][random.below(5) as usize];
    let outlier = [1e3, 1e5, 1e7, 1e8, 1e10, 1e12][random.below(6) as usize];
    (0..n)
        .map(|_| {
            let small = f64::from(random.below(601)) - 300.0;
            let whole = match random.below(6) {
                0 => outlier * if random.below(2) == 0 { 1.0 } else { -1.0 },
                1 => outlier + small,
                _ => far + small,
            };
            whole as f32 * scale
        })
        .collect()
}

/// One, the smallest number there is, and others on the way up; 2^60 times 1e12 is still a single.
fn scales() -> [f32; 5] {
    [1.0, f32::from_bits(1), 2.0_f32.powi(-60), 2.0_f32.powi(-130), 2.0_f32.powi(60)]
}

fn close(got: i128, best: i128) -> bool {
    got >= best && got - best <= best / 1_000_000_000
}

#[test]
fn clusterings_are_optimal_at_any_scale_sign_and_distance_from_zero() {
    let mut random = Random::new(31, Stream::Data);
    for round in 0..4000 {
        let scale = scales()[round % 5];
        let values = draw(&mut random, scale);
        let sorted = Sorted::new(&values);
        let mut all = whole(&values, scale);
        all.sort_unstable();
        for k in 1..=6 {
            let ends = exact(&sorted, k);
            assert_eq!(ends.len(), k.min(sorted.values().len()), "{values:?} K={k}: {ends:?}");
            assert!(ends.is_sorted_by(|a, b| a < b) && ends[ends.len() - 1] == sorted.values().len());
            let (got, best) = (cost_of(&sorted, &all, &ends), least(&all, k - 1, cost));
            assert!(close(got, best), "{values:?} K={k}: {got} instead of {best}");
        }
    }
}

#[test]
fn clusterings_beside_zero_are_optimal_at_any_scale() {
    let mut random = Random::new(32, Stream::Data);
    for round in 0..3000 {
        let scale = scales()[round % 5];
        let values = draw(&mut random, scale);
        let sides: Vec<(Sorted, Vec<i128>)> = [-1.0, 1.0]
            .into_iter()
            .map(|sign| values.iter().map(|v| sign * v).filter(|&v| v > 0.0).collect::<Vec<f32>>())
            .filter(|side| !side.is_empty())
            .map(|side| {
                let mut all = whole(&side, scale);
                all.sort_unstable();
                (Sorted::new(&side), all)
            })
            .collect();
        let (sorted, all): (Vec<Sorted>, Vec<Vec<i128>>) = sides.into_iter().unzip();
        for free in 0..=5 {
            let ends = pinned(&sorted, free);
            assert!(ends.iter().map(|ends| ends.len() - 1).sum::<usize>() <= free.max(1));
            let got: i128 = (0..sorted.len())
                .map(|i| {
                    let zero = sorted[i].count_before(ends[i][0]) as usize;
                    let rest: Vec<usize> = ends[i][1..].to_vec();
                    let clusters: i128 = ends[i]
                        .iter()
                        .zip(&rest)
                        .map(|(&from, &to)| {
                            let at = |cut| sorted[i].count_before(cut) as usize;
                            cost(&all[i][at(from)..at(to)])
                        })
                        .sum();
                    squares(&all[i][..zero]) + clusters
                })
                .sum();
            let best = match &all[..] {
                [] => 0,
                [one] => least(one, free, squares),
                [one, other] => (0..=free)
                    .map(|k| least(one, k, squares) + least(other, free - k, squares))
                    .min()
                    .unwrap(),
                _ => unreachable!(),
            };
            assert!(close(got, best), "{values:?}, {free} free: {got} instead of {best}");
        }
    }
}

/// Many values, so that the search by prices is at work: mirrored and scaled by powers of two the error is the same.
#[test]
fn errors_obey_the_laws_of_sign_and_scale() {
    let mut random = Random::new(33, Stream::Data);
    let mut values: Vec<f32> = (0..9000).map(|_| random.normal() as f32 * 0.1).collect();
    for outlier in [0.0_f32, 1e3, 1e8, -1e12, 3e37] {
        values[17] = outlier;
        let error = |sign: f32, k: usize| {
            let own: Vec<f32> = values.iter().map(|v| sign * v).collect();
            let sorted = Sorted::new(&own);
            let ends = exact(&sorted, k);
            assert_eq!(ends.len(), k);
            super::exact::error(&sorted, &ends)
        };
        for k in [2, 5, 16, 64] {
            let plain = error(1.0, k);
            for (factor, square) in [(-1.0, 1.0), (8.0, 64.0), (-0.125, 1.0 / 64.0)] {
                let scaled = error(factor, k);
                assert!(
                    (scaled - square * plain).abs() <= 1e-9 * scaled,
                    "{outlier} K={k} x{factor}: {scaled} {plain}"
                );
            }
        }
    }
}

#[test]
fn the_search_by_prices_divides_two_sides_as_the_tables_do() {
    let mut random = Random::new(34, Stream::Data);
    for round in 0..12 {
        let side = |random: &mut Random, n: usize| -> Vec<f32> {
            (0..n).map(|_| (random.normal() as f32 * [1.0, 8.0, 0.3][round % 3]).abs() + 1e-3).collect()
        };
        let sizes = [(900, 700), (1500, 3), (1, 1200)][round % 3];
        let sides = [Sorted::new(&side(&mut random, sizes.0)), Sorted::new(&side(&mut random, sizes.1))];
        for free in [1, 2, 5, 30, 63] {
            let [table, search] = super::exact::both_ways(&sides, free);
            assert!((table - search).abs() <= 1e-9 * table, "round {round}, {free} free: {search} {table}");
        }
    }
}
