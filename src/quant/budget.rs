//! `budget:B`: how many entries each group has is chosen anew in every C step, so that all of them together take at most B
//! bits per weight.
//!
//! Over the groups l with `P_l` weights, minimise the sum of SSE*(`K_l`) subject to sum of `P_l` ceil(log2 `K_l`) + 32 `K_l` <= B P,
//! with `K_l` a power of two up to 256. Nets have few layers, so trying all combinations is exact; SSE* is that of exact k-means.

use super::MAX_ENTRIES;
use super::adaptive::Adaptive;
use super::codebook::Solver;
use super::projection::{Joint, Projection, QuantError, Quantizer, project_one};
use super::size::{FLOAT_BITS, index_width};
use crate::math::Random;

/// Free entries, as many as pay.
pub(super) struct Budget {
    /// Bits per weight, entries of codebooks included.
    pub(super) bits: f64,
    /// With the paper's, the numbers of entries stay what they were and Lloyd's iteration goes on.
    pub(super) solver: Solver,
}

/// One way to serve a group.
struct Choice {
    bits: f64,
    projection: Projection,
}

impl Quantizer for Budget {
    fn project(
        &self,
        values: &[f32],
        warm: Option<&[f32]>,
        random: &mut Random,
    ) -> Result<Projection, QuantError> {
        project_one(self, values, warm, random)
    }

    fn joint(&self) -> Option<&dyn Joint> {
        Some(self)
    }
}

impl Joint for Budget {
    fn project(
        &self,
        groups: &[&[f32]],
        before: &[Projection],
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError> {
        if self.solver == Solver::Paper && before.len() == groups.len() {
            let again = |(values, before): (&&[f32], &Projection)| {
                let lloyd = Adaptive { k: before.codebook.len(), solver: Solver::Paper };
                lloyd.project(values, Some(&before.codebook), random)
            };
            return groups.iter().zip(before).map(again).collect();
        }
        let weights: usize = groups.iter().map(|values| values.len()).sum();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 weights")]
        let (budget, others) = (self.bits * weights as f64, groups.len().saturating_sub(1) as f64);
        // What the others take at least is not there for a group to spend.
        let spare = budget - FLOAT_BITS * others;
        let choices =
            groups.iter().map(|values| choices(values, spare, random)).collect::<Result<Vec<_>, _>>()?;
        let best = best(&choices, budget);
        Ok(choices.into_iter().zip(best).map(|(mut all, which)| all.swap_remove(which).projection).collect())
    }
}

/// Every number of entries that a group could have within so many bits, at least one.
fn choices(values: &[f32], within: f64, random: &mut Random) -> Result<Vec<Choice>, QuantError> {
    let mut all = Vec::new();
    let sizes = std::iter::successors(Some(1), |k| Some(2 * k)).take_while(|k| *k <= MAX_ENTRIES);
    for k in sizes {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 weights")]
        let bits = values.len() as f64 * f64::from(index_width(k)) + FLOAT_BITS * k as f64;
        if k > 1 && bits > within {
            break;
        }
        let projection = Adaptive { k, solver: Solver::Exact }.project(values, None, random)?;
        let all_there = projection.distortion == 0.0;
        all.push(Choice { bits, projection });
        if all_there {
            break;
        }
    }
    Ok(all)
}

/// Which choice of every group gives the least error within the budget; of equal ones the one with fewer bits, then the first. The
/// smallest of all where even they are too large.
fn best(choices: &[Vec<Choice>], budget: f64) -> Vec<usize> {
    let mut which = vec![0; choices.len()];
    let (mut best, mut least) = (which.clone(), (f64::INFINITY, f64::INFINITY));
    loop {
        let chosen = || choices.iter().zip(&which).map(|(all, &i)| &all[i]);
        let bits: f64 = chosen().map(|choice| choice.bits).sum();
        let error: f64 = chosen().map(|choice| choice.projection.distortion).sum();
        if bits <= budget && (error, bits) < least {
            (best, least) = (which.clone(), (error, bits));
        }
        // The next combination, as an odometer counts.
        let Some(place) = (0..which.len()).find(|&l| which[l] + 1 < choices[l].len()) else { return best };
        which[place] += 1;
        which[..place].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(bits: f64, groups: &[&[f32]]) -> Vec<Projection> {
        let mut random = Random::new(1, Stream::KMeansPlusPlus);
        Budget { bits, solver: Solver::Exact }.joint().unwrap().project(groups, &[], &mut random).unwrap()
    }

    fn spent(all: &[Projection]) -> f64 {
        let bits = |p: &Projection| {
            p.assignment.len() as f64 * f64::from(index_width(p.codebook.len()))
                + 32.0 * p.codebook.len() as f64
        };
        all.iter().map(bits).sum()
    }

    /// Against every assignment under every combination of codebook sizes.
    #[test]
    fn the_best_of_all_combinations() {
        let mut inputs: Vec<Vec<f32>> = Vec::new();
        oracle::for_each_input(|values| {
            if (3..=6).contains(&values.len()) {
                inputs.push(values.to_vec());
            }
        });
        for pair in inputs.chunks_exact(2).step_by(7) {
            let groups = [&pair[0][..], &pair[1]];
            let weights = (pair[0].len() + pair[1].len()) as f64;
            for total in [40.0, 64.0, 110.0, 140.0, 200.0, 1e6] {
                let got = project(total / weights, &groups);
                let mut want = f64::INFINITY;
                for sizes in [1, 2, 4].iter().flat_map(|&a| [1, 2, 4].map(|b| [a, b])) {
                    let bits = |l: usize| {
                        groups[l].len() as f64 * f64::from(index_width(sizes[l])) + 32.0 * sizes[l] as f64
                    };
                    if bits(0) + bits(1) <= total * (1.0 + 1e-12) {
                        let error = |l: usize| {
                            let (values, k) = (groups[l], sizes[l]);
                            oracle::best_over_assignments(values, k, |a| oracle::means(values, a, k))
                        };
                        want = want.min(error(0) + error(1));
                    }
                }
                let error = distortion(&got);
                if want.is_finite() {
                    assert!(error <= want + 1e-6 * want.abs().max(1e-3), "{pair:?} {total}: {error} {want}");
                    assert!(spent(&got) <= total * (1.0 + 1e-12), "{pair:?} {total}");
                } else {
                    assert!(got.iter().all(|p| p.codebook.len() == 1), "even the least is too much");
                }
            }
        }
    }

    fn distortion(all: &[Projection]) -> f64 {
        all.iter().map(|p| p.distortion).sum()
    }

    #[test]
    fn more_bits_are_never_worse_and_none_are_overspent() {
        let mut random = Random::new(4, Stream::Data);
        let mut layer =
            |n: usize, scale: f32| (0..n).map(|_| scale * random.normal() as f32).collect::<Vec<_>>();
        let layers = [layer(2000, 0.1), layer(300, 1.0), layer(40, 3.0)];
        let groups: Vec<&[f32]> = layers.iter().map(Vec::as_slice).collect();
        let mut before = f64::INFINITY;
        for tenths in 1..=80 {
            let bits = f64::from(tenths) / 10.0;
            let got = project(bits, &groups);
            let error = distortion(&got);
            assert!(error <= before, "{bits}");
            assert!(spent(&got) <= bits * 2340.0 || got.iter().all(|p| p.codebook.len() == 1), "{bits}");
            before = error;
            // From its own result nothing is lost.
            let once: Vec<Vec<f32>> = got.iter().map(|p| p.quantized().collect()).collect();
            let once: Vec<&[f32]> = once.iter().map(Vec::as_slice).collect();
            assert!(distortion(&project(bits, &once)) < 1e-9);
            // The order of layers is no matter.
            let turned: Vec<&[f32]> = groups.iter().rev().copied().collect();
            let mut back = project(bits, &turned);
            back.reverse();
            assert_eq!(back, got);
        }
        // Of one group the largest number that fits.
        let one = project(3.1, &groups[..1]);
        assert_eq!(one[0].codebook.len(), 4, "8 entries take 3.128 bits");
        assert_eq!(project(3.13, &groups[..1])[0].codebook.len(), 8);
    }
}
