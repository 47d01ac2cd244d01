//! Exact k-means for many values: the clustering into K intervals as a shortest path whose edges
//! cost their squared error plus a price.
//!
//! The least error g(K) is convex in K, because the cost satisfies the quadrangle inequality
//! (Aggarwal, Schieber & Tokuyama 1994). So for a price p between g(K) - g(K+1) and
//! g(K-1) - g(K) the cheapest path with *any* number of edges has K of them, and is optimal. One
//! path costs O(P log P) time and O(P) memory, and a solution over a few thousand cuts tells the
//! price so well that mostly one path is enough. Where g is straight, no price singles out K: then
//! two cheapest paths of one price, one with more and one with fewer edges, are spliced.

use super::dynamic::Dynamic;
use super::sorted::Sorted;

/// Cuts of the rough solution that prices are read off.
const ROUGH_CUTS: usize = 2048;
/// Bisections after which neighbouring prices differ by rounding only.
const MAX_PATHS: u32 = 200;

/// Ends of an optimal clustering into exactly `k` intervals, 2 <= k < number of distinct values.
pub(super) fn exact(sorted: &Sorted, k: usize) -> Vec<usize> {
    let (mut low, mut high, mut price) = rough_prices(sorted, k);
    // Paths that bracket k: dearer ones have fewer edges.
    let (mut longer, mut shorter): (Option<Vec<usize>>, Option<Vec<usize>>) = (None, None);
    for _ in 0..MAX_PATHS {
        let path = cheapest_path(sorted, price);
        match path.len().cmp(&k) {
            std::cmp::Ordering::Equal => return path,
            std::cmp::Ordering::Greater => {
                low = price;
                longer = Some(path);
            }
            std::cmp::Ordering::Less => {
                high = price;
                shorter = Some(path);
            }
        }
        price = match (&longer, &shorter) {
            (Some(_), Some(_)) => middle(low, high),
            // One side is a guess still: move beyond it.
            (Some(_), None) => {
                if price < high {
                    high
                } else {
                    price * 2.0 + f64::MIN_POSITIVE
                }
            }
            (None, _) => {
                if price > low {
                    low
                } else {
                    price / 2.0
                }
            }
        };
        if longer.is_some() && shorter.is_some() && (price <= low || price >= high) {
            break;
        }
        if let (Some(longer), Some(shorter)) = (&longer, &shorter)
            && high - low <= 1e-14 * high
        {
            return splice(longer, shorter, k);
        }
    }
    match (&longer, &shorter) {
        (Some(longer), Some(shorter)) => splice(longer, shorter, k),
        // Prices below the rounding of the errors: only the table can tell the paths apart.
        _ => super::exact::by_table(sorted, k),
    }
}

/// Geometric while the ends are far apart.
fn middle(low: f64, high: f64) -> f64 {
    if low > 0.0 && high > 2.0 * low { (low * high).sqrt() } else { f64::midpoint(low, high) }
}

/// Bounds for the price, and a first guess, from the optimum over a few evenly spread cuts.
fn rough_prices(sorted: &Sorted, k: usize) -> (f64, f64, f64) {
    let distinct = sorted.values().len();
    let count = distinct.min(ROUGH_CUTS.max(8 * k));
    let mut cuts: Vec<usize> = (0..=count).map(|i| i * distinct / count).collect();
    cuts.dedup();
    let base = cuts.iter().map(|&j| sorted.cost(0, j)).collect();
    let rough = Dynamic::new(sorted, cuts, base, k);
    // Entry i of the table is for i + 1 intervals.
    let low = (rough.error(k - 1) - rough.error(k)).max(0.0);
    let high = (rough.error(k - 2) - rough.error(k - 1)).max(low);
    (low, high, middle(low, high))
}

/// Ends of the cheapest path when every interval costs its squared error plus `price`. Of equally
/// cheap ones, one found deterministically.
fn cheapest_path(sorted: &Sorted, price: f64) -> Vec<usize> {
    let n = sorted.values().len();
    let mut cost = vec![0.0_f64; n + 1];
    let mut start = vec![0_u32; n + 1];
    // Candidate starts, each the best from some cut on; both ascend.
    let mut queue: Vec<(u32, u32)> = vec![(0, 1)];
    let mut front = 0;
    let through = |cost: &[f64], i: usize, j: usize| cost[i] + sorted.cost(i, j);
    for j in 1..=n {
        while queue.get(front + 1).is_some_and(|&(_, from)| from as usize <= j) {
            front += 1;
        }
        let best = queue[front].0 as usize;
        cost[j] = through(&cost, best, j) + price;
        start[j] = queue[front].0;
        if j == n {
            break;
        }
        // The new start j: it beats those at the back on all their cuts, then on part of one's.
        let mut takes_over = n + 1;
        while queue.len() > front {
            let (i, from) = queue[queue.len() - 1];
            let from = (from as usize).max(j + 1);
            if through(&cost, j, from) < through(&cost, i as usize, from) {
                queue.pop();
                takes_over = from;
            } else {
                takes_over = first_better(&cost, sorted, (i as usize, j), (from, takes_over));
                break;
            }
        }
        if takes_over <= n {
            #[expect(clippy::cast_possible_truncation, reason = "fewer than 2^32 values")]
            queue.push((j as u32, takes_over as u32));
        }
    }
    let mut ends = vec![n];
    while start[ends[ends.len() - 1]] > 0 {
        ends.push(start[ends[ends.len() - 1]] as usize);
    }
    ends.reverse();
    ends
}

/// The first cut from which start `new` beats start `old`, knowing it does not at `known`, and does
/// from `limit` on (which may be beyond the last cut). Doubling steps first: it is mostly near.
fn first_better(
    cost: &[f64],
    sorted: &Sorted,
    (old, new): (usize, usize),
    (known, limit): (usize, usize),
) -> usize {
    let better = |j: usize| cost[new] + sorted.cost(new, j) < cost[old] + sorted.cost(old, j);
    let (mut not, mut step) = (known, 1);
    let mut is = loop {
        if not + step >= limit {
            break limit;
        }
        if better(not + step) {
            break not + step;
        }
        not += step;
        step *= 2;
    };
    while is - not > 1 {
        let middle = usize::midpoint(not, is);
        if better(middle) { is = middle } else { not = middle }
    }
    is
}

/// From two cheapest paths of one price, one with more and one with fewer than `k` edges, one with
/// exactly `k`: where an edge of the shorter covers one of the longer at the right distance, the
/// longer's beginning and the shorter's end make a path that is as cheap.
fn splice(longer: &[usize], shorter: &[usize], k: usize) -> Vec<usize> {
    let at = |path: &[usize], i: usize| if i == 0 { 0 } else { path[i - 1] };
    let ahead = k - shorter.len();
    for t in 0..shorter.len() {
        let s = t + ahead;
        if s < longer.len() && at(shorter, t) <= at(longer, s) && at(longer, s + 1) <= at(shorter, t + 1) {
            return longer[..s].iter().chain(&shorter[t..]).copied().collect();
        }
    }
    unreachable!("two paths over the same cuts always have such edges (Aggarwal et al. 1994, lemma 6)")
}
