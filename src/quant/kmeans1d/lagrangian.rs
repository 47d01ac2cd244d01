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
use super::sorted::Cost;
use crate::math::sort_doubles;

/// Cuts of the rough solution that prices are read off.
const ROUGH_CUTS: usize = 2048;
/// Bisections after which neighbouring prices differ by rounding only: the bits of a double, and some to begin with.
const MAX_PATHS: u32 = 200;

/// A path on every side: the ends of its edges.
type Paths = Vec<Vec<usize>>;

/// Ends of optimal clusterings of every side into `edges` intervals in all, at least one on each and fewer than there
/// are values. One price serves all sides: where the marginal gains are equal, none gains by giving an interval to
/// another. `None` where the errors are rounded too coarsely to tell paths apart.
pub(super) fn solve<C: Cost>(sides: &[C], edges: usize) -> Option<Paths> {
    let (mut low, mut high, mut price) = rough_prices(sides, edges);
    // Paths that bracket the number of edges: dearer ones have fewer.
    let (mut longer, mut shorter): (Option<Paths>, Option<Paths>) = (None, None);
    for _ in 0..MAX_PATHS {
        let paths: Paths = sides.iter().map(|side| cheapest_path(side, price)).collect();
        let length: usize = paths.iter().map(Vec::len).sum();
        match length.cmp(&edges) {
            std::cmp::Ordering::Equal => return Some(paths),
            std::cmp::Ordering::Greater => {
                low = price;
                longer = Some(paths);
            }
            std::cmp::Ordering::Less => {
                high = price;
                shorter = Some(paths);
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
                } else if price > 0.0 {
                    middle(0.0, price)
                } else {
                    return None;
                }
            }
        };
        if let (Some(longer), Some(shorter)) = (&longer, &shorter)
            && (price <= low || price >= high || high - low <= 1e-14 * high)
        {
            return splice_all(longer, shorter, edges);
        }
    }
    None
}

/// Between two prices: geometric while they are far apart; next to nothing, in the middle of the doubles there are.
fn middle(low: f64, high: f64) -> f64 {
    if low == 0.0 && high > 0.0 {
        f64::from_bits(high.to_bits() / 2)
    } else if high > 2.0 * low {
        (low * high).sqrt()
    } else {
        f64::midpoint(low, high)
    }
}

/// Bounds for the price, and a first guess, from the optima over a few evenly spread cuts.
fn rough_prices<C: Cost>(sides: &[C], edges: usize) -> (f64, f64, f64) {
    // Every side has a first interval; the others are given where they gain most.
    let given = edges - sides.len();
    let mut gains: Vec<f64> = Vec::new();
    for side in sides {
        let last = side.cuts();
        let count = last.min(ROUGH_CUTS.max(8 * (given + 1)));
        let mut cuts: Vec<usize> = (0..=count).map(|i| i * last / count).collect();
        cuts.dedup();
        let rough = Dynamic::new(side, cuts, given + 1);
        gains.extend(rough.errors().windows(2).map(|pair| (pair[0] - pair[1]).max(0.0)));
    }
    if sides.len() > 1 {
        sort_doubles(&mut gains);
        gains.reverse();
    }
    let gain = |i: usize| gains.get(i).copied().unwrap_or(0.0);
    let low = gain(given);
    let high = if given == 0 { low } else { gain(given - 1).max(low) };
    (low, high, if high > 2.0 * low && low > 0.0 { (low * high).sqrt() } else { f64::midpoint(low, high) })
}

/// Ends of the cheapest path when every interval costs its squared error plus `price`. Of equally
/// cheap ones, one found deterministically.
fn cheapest_path(costs: &impl Cost, price: f64) -> Vec<usize> {
    let n = costs.cuts();
    let mut cost = vec![0.0_f64; n + 1];
    let mut start = vec![0_u32; n + 1];
    // Candidate starts, each the best from some cut on; both ascend.
    let mut queue: Vec<(u32, u32)> = vec![(0, 1)];
    let mut front = 0;
    let through = |cost: &[f64], i: usize, j: usize| cost[i] + costs.cost(i, j);
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
                takes_over = first_better(&cost, costs, (i as usize, j), (from, takes_over));
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
    costs: &impl Cost,
    (old, new): (usize, usize),
    (known, limit): (usize, usize),
) -> usize {
    let better = |j: usize| cost[new] + costs.cost(new, j) < cost[old] + costs.cost(old, j);
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

/// From cheapest paths of one price on every side, `edges` edges in all: sides give up edges in turn until that many are
/// left. Every such choice costs the same.
fn splice_all(longer: &[Vec<usize>], shorter: &[Vec<usize>], edges: usize) -> Option<Paths> {
    let mut missing = edges - shorter.iter().map(Vec::len).sum::<usize>();
    let each = longer.iter().zip(shorter).map(|(longer, shorter)| {
        let more = missing.min(longer.len().saturating_sub(shorter.len()));
        missing -= more;
        if more == 0 { Some(shorter.clone()) } else { splice(longer, shorter, shorter.len() + more) }
    });
    let paths = each.collect::<Option<Vec<_>>>();
    paths.filter(|_| missing == 0)
}

/// From two cheapest paths of one price, one with more and one with fewer than `k` edges, one with
/// exactly `k`: where an edge of the shorter covers one of the longer at the right distance, the
/// longer's beginning and the shorter's end make a path that is as cheap (Aggarwal et al. 1994, lemma 6).
fn splice(longer: &[usize], shorter: &[usize], k: usize) -> Option<Vec<usize>> {
    if longer.len() == k {
        return Some(longer.to_vec());
    }
    let at = |path: &[usize], i: usize| if i == 0 { 0 } else { path[i - 1] };
    let ahead = k - shorter.len();
    let covers = |t: &usize| {
        let s = t + ahead;
        s < longer.len() && at(shorter, *t) <= at(longer, s) && at(longer, s + 1) <= at(shorter, t + 1)
    };
    let t = (0..shorter.len()).find(covers)?;
    Some(longer[..t + ahead].iter().chain(&shorter[t..]).copied().collect())
}
