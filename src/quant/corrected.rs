//! `~p`: the p percent of a group's weights that a codebook serves worst are kept in full beside it, an additive combination
//! of quantization and pruning (Y. Idelbayev, M. Á. Carreira-Perpiñán, "More general and effective model compression via an
//! additive combination of compressions", ECML PKDD 2021).
//!
//! With a fixed codebook the projection is exact: the nearest entry for all, then the largest residuals are kept. Where entries
//! are learned, the codebook for the rest and the largest residuals are found in turn, which never makes the distortion
//! larger, until nothing changes: once from nothing kept and once from the largest weights kept, and the better one counts. On
//! small inputs that is the best there is in 19 of 20 cases.

use super::fixed::nearest;
use super::projection::{Joint, Projection, QuantError, Quantizer, project_groups, project_one};
use crate::math::{Random, order_of};

/// A codebook with corrections.
pub(super) struct Corrected {
    pub(super) base: Box<dyn Quantizer>,
    /// Percent of a group's weights that are kept.
    pub(super) percent: f64,
    /// Whether nothing of the codebook is learned.
    pub(super) fixed: bool,
}

/// Rounds of the alternation, at most: it ends long before.
const ROUNDS: u32 = 100;

/// How many of so many weights `percent` of them are.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a count"
)]
pub(super) fn count(percent: f64, weights: usize) -> usize {
    (percent / 100.0 * weights as f64).round() as usize
}

impl Quantizer for Corrected {
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

impl Joint for Corrected {
    fn project(
        &self,
        groups: &[&[f32]],
        before: &[Projection],
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError> {
        let plain = project_groups(&*self.base, groups, before, random)?;
        let nothing = self.keep(groups, plain);
        if self.fixed {
            return Ok(nothing);
        }
        let by_size: Vec<Vec<u32>> = groups.iter().map(|values| self.largest(values)).collect();
        let largest = self.around(groups, &by_size, &nothing, random)?;
        let ends = [self.settle(groups, nothing, random)?, self.settle(groups, largest, random)?];
        let [one, other] = ends;
        Ok(if distortion(&other) < distortion(&one) { other } else { one })
    }
}

fn distortion(all: &[Projection]) -> f64 {
    all.iter().map(|projection| projection.distortion).sum()
}

impl Corrected {
    /// Alternates until nothing is gained.
    fn settle(
        &self,
        groups: &[&[f32]],
        mut now: Vec<Projection>,
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError> {
        for _ in 0..ROUNDS {
            let kept: Vec<Vec<u32>> =
                now.iter().map(|p| p.kept.iter().map(|(place, _)| *place).collect()).collect();
            let next = self.around(groups, &kept, &now, random)?;
            if distortion(&next) >= distortion(&now) {
                break;
            }
            now = next;
        }
        Ok(now)
    }

    /// The codebooks of what is not kept, and then what these serve worst.
    fn around(
        &self,
        groups: &[&[f32]],
        kept: &[Vec<u32>],
        before: &[Projection],
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError> {
        let rests: Vec<Vec<f32>> =
            groups.iter().zip(kept).map(|(values, kept)| without(values, kept)).collect();
        let rests: Vec<&[f32]> = rests.iter().map(Vec::as_slice).collect();
        let mut all = project_groups(&*self.base, &rests, before, random)?;
        for ((projection, values), kept) in all.iter_mut().zip(groups).zip(kept) {
            let mut own = std::mem::take(&mut projection.assignment).into_iter();
            let mut kept = kept.iter().peekable();
            let entry = |(place, value): (u32, &f32)| match kept.next_if(|k| **k == place) {
                Some(_) => nearest(&projection.codebook, &[*value])[0],
                None => own.next().unwrap_or(0),
            };
            projection.assignment = (0..).zip(*values).map(entry).collect();
        }
        Ok(self.keep(groups, all))
    }

    /// With the largest residuals of every group kept.
    fn keep(&self, groups: &[&[f32]], all: Vec<Projection>) -> Vec<Projection> {
        let corrected = |(mut projection, values): (Projection, &&[f32])| {
            let entries: Vec<f32> =
                projection.assignment.iter().map(|&a| projection.codebook[usize::from(a)]).collect();
            let residuals: Vec<f32> = entries.iter().zip(*values).map(|(q, v)| v - q).collect();
            let places = self.largest(&residuals);
            projection.kept = places.iter().map(|&place| (place, values[place as usize])).collect();
            projection.measure(values);
            projection
        };
        all.into_iter().zip(groups).map(corrected).collect()
    }

    /// The places of the largest of some values, ascending; of equal ones those that come first.
    fn largest(&self, values: &[f32]) -> Vec<u32> {
        // One is left to the codebook.
        let count = count(self.percent, values.len()).min(values.len().saturating_sub(1));
        let keys: Vec<f64> = values.iter().map(|v| -f64::from(v.abs())).collect();
        let mut chosen = vec![false; values.len()];
        for &place in &order_of(&keys)[..count] {
            chosen[place] = true;
        }
        (0..).zip(chosen).filter(|(_, chosen)| *chosen).map(|(place, _)| place).collect()
    }
}

/// The values at all other places.
fn without(values: &[f32], places: &[u32]) -> Vec<f32> {
    let mut places = places.iter().peekable();
    (0..)
        .zip(values)
        .filter(|(place, _)| places.next_if(|p| *p == place).is_none())
        .map(|(_, v)| *v)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Stream;
    use crate::quant::{Codebook, Scheme, Solver, oracle};

    fn project(codebook: &str, percent: f64, values: &[f32]) -> Projection {
        let scheme = Scheme { codebook: codebook.parse().unwrap(), kept: Some(percent) };
        let quantizer = scheme.quantizer(Solver::Exact);
        quantizer.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap()
    }

    /// Calls `check` with every choice of `count` of `n` places.
    fn for_each_choice(n: usize, count: usize, mut check: impl FnMut(&[u32])) {
        for mask in 0_u32..1 << n {
            if mask.count_ones() as usize == count {
                check(&(0..n as u32).filter(|i| mask >> i & 1 == 1).collect::<Vec<_>>());
            }
        }
    }

    /// Fixed entries: exact, over all choices of what is kept. Learned ones: how often, and never better than the best.
    #[test]
    fn against_every_choice_of_what_is_kept() {
        let (mut cases, mut best_found) = (0, 0);
        oracle::for_each_input(|values| {
            let n = values.len();
            for kept in 1..=2.min(n - 1) {
                let percent = 100.0 * kept as f64 / n as f64;
                for (codebook, k) in [("ternary", 3), ("adaptive:2", 2), ("binary-scaled", 2)] {
                    let got = project(codebook, percent, values);
                    assert_eq!(got.kept.len(), kept);
                    let mut best = f64::INFINITY;
                    for_each_choice(n, kept, |places| {
                        let rest = without(values, places);
                        let error = match codebook {
                            "ternary" => oracle::best_over_assignments(&rest, k, |_| vec![-1.0, 0.0, 1.0]),
                            "adaptive:2" => {
                                oracle::best_over_assignments(&rest, k, |a| oracle::means(&rest, a, k))
                            }
                            _ => oracle::best_over_assignments(&rest, k, |a| {
                                oracle::best_scale(&rest, a, &[-1.0, 1.0])
                            }),
                        };
                        best = best.min(error);
                    });
                    let close = oracle::close(got.distortion, best);
                    assert!(close || got.distortion > best, "{codebook} {values:?}");
                    assert!(close || codebook != "ternary", "{values:?}: {} {best}", got.distortion);
                    if codebook != "ternary" {
                        cases += 1;
                        best_found += u32::from(close);
                    }
                }
            }
        });
        assert!(f64::from(best_found) >= 0.95 * f64::from(cases), "{best_found} of {cases}");
    }

    #[test]
    fn one_weight_is_left_to_the_codebook() {
        let kept = [&[2.0][..], &[2.0, 3.0], &[2.0, 3.0, 4.0]]
            .map(|values| project("binary", 50.0, values).kept.len());
        assert_eq!(kept, [0, 1, 2]);
    }

    #[test]
    fn laws_hold_with_corrections() {
        let mut random = Random::new(3, Stream::Data);
        let values: Vec<f32> = (0..400).map(|_| random.normal() as f32).collect();
        let mut order: Vec<usize> = (0..values.len()).collect();
        random.shuffle(&mut order);
        let permuted: Vec<f32> = order.iter().map(|&i| values[i]).collect();
        for codebook in Codebook::samples() {
            let text = codebook.to_string();
            let mut before = f64::INFINITY;
            for percent in [0.0, 0.1, 1.0, 5.0, 25.0, 50.0] {
                let got = project(&text, percent, &values);
                // Never worse with more kept.
                assert!(got.distortion <= before * (1.0 + 1e-9), "{text}~{percent}");
                before = got.distortion;
                assert_eq!(got.kept.len(), count(percent, 400));
                assert!(got.kept.iter().all(|&(place, value)| value == values[place as usize]));
                assert!(got.kept.is_sorted_by_key(|(place, _)| *place));
                // What is said is what is.
                let once: Vec<f32> = got.quantized().collect();
                let distance = crate::math::squared_distance(&values, &once);
                assert!((distance - got.distortion).abs() <= 1e-9 * distance.max(1e-9));
                // Nothing is left to do.
                assert!(project(&text, percent, &once).distortion < 1e-9, "{text}~{percent}");
                // In another order the same are kept.
                let other = project(&text, percent, &permuted);
                assert!((other.distortion - got.distortion).abs() <= 1e-9 * got.distortion.max(1e-9));
                assert_eq!(other.codebook, got.codebook, "{text}~{percent}");
            }
        }
    }
}
