//! Two nets on the same test examples: which each answers wrongly, and how sure the difference is.
//!
//! ```
//! use lc_lab::experiment::{Graded, Paired, Z_95};
//! let reference = Graded { of: 50, wrong: vec![7, 9] };
//! let quantized = Graded { of: 50, wrong: (7..21).collect() };
//! let paired = Paired::new(&reference, &quantized);
//! assert_eq!((paired.both, paired.only_reference, paired.only_quantized, paired.neither), (36, 12, 0, 2));
//! let (low, high) = paired.limits(Z_95);
//! assert!(low > 0.0 && high < 0.4 && paired.difference() == 0.24);
//! ```

use serde::{Deserialize, Serialize};

use crate::nn::{Targets, Vote};

/// The standard normal's quantile for 95 % on both sides.
pub const Z_95: f64 = 1.959_964;
/// The same for 95 % on one side, which is 90 % on both.
pub const Z_ONE_SIDED_95: f64 = 1.644_854;

/// Which of the test examples a net answers wrongly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graded {
    /// How many there are.
    pub of: u32,
    /// The numbers of those answered wrongly, ascending.
    pub wrong: Vec<u32>,
}

impl Graded {
    /// The answers against the right ones; `None` for regression. An answer that is none is wrong.
    pub(super) fn new(targets: &Targets, votes: &[Option<Vote>]) -> Option<Self> {
        let Targets::Classes(labels) = targets else { return None };
        let wrong = (0..)
            .zip(labels)
            .zip(votes)
            .filter(|((_, label), vote)| vote.is_none_or(|vote| vote.class != **label));
        Some(Self {
            of: u32::try_from(votes.len()).unwrap_or(u32::MAX),
            wrong: wrong.map(|((i, _), _)| i).collect(),
        })
    }

    /// As many as a fraction of the examples answered wrongly is.
    pub(super) fn count_of(&self, error: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the number of examples"
        )]
        let count = (error * f64::from(self.of)).round() as usize;
        count
    }

    /// The fraction answered wrongly.
    pub fn error(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of examples are far below 2^53")]
        let wrong = self.wrong.len() as f64;
        wrong / f64::from(self.of.max(1))
    }
}

/// The four outcomes of two nets on the same test examples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paired {
    /// Examples both answer rightly.
    pub both: u32,
    /// Only the reference net does.
    pub only_reference: u32,
    /// Only the quantized net does.
    pub only_quantized: u32,
    /// Neither does.
    pub neither: u32,
}

impl Paired {
    /// Of two nets graded on the same examples.
    pub fn new(reference: &Graded, quantized: &Graded) -> Self {
        let also = |i: &&u32| reference.wrong.binary_search(i).is_ok();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let neither = count(quantized.wrong.iter().filter(also).count());
        let only_reference = count(quantized.wrong.len()) - neither;
        let only_quantized = count(reference.wrong.len()) - neither;
        Self {
            both: quantized.of.saturating_sub(neither + only_reference + only_quantized),
            only_reference,
            only_quantized,
            neither,
        }
    }

    /// How many examples.
    pub fn examples(&self) -> u32 {
        self.both + self.only_reference + self.only_quantized + self.neither
    }

    /// By how much the quantized net's error is larger than the reference net's, as a fraction.
    pub fn difference(&self) -> f64 {
        (f64::from(self.only_reference) - f64::from(self.only_quantized)) / f64::from(self.examples().max(1))
    }

    /// Limits of the difference at a quantile `z` of the standard normal: Newcombe (1998), "Improved confidence
    /// intervals for the difference between binomial proportions based on paired data", method 10. Wilson limits of
    /// both shares, and their correlation with a correction for continuity.
    pub fn limits(&self, z: f64) -> (f64, f64) {
        let [a, b, c, d] = [self.both, self.only_reference, self.only_quantized, self.neither].map(f64::from);
        let n = a + b + c + d;
        if n == 0.0 {
            return (-1.0, 1.0);
        }
        let (first, second) = ((a + b) / n, (a + c) / n);
        let ((low_1, high_1), (low_2, high_2)) = (wilson(first, n, z), wilson(second, n, z));
        let product = a * d - b * c;
        let corrected = if product > 0.0 { (product - n / 2.0).max(0.0) } else { product };
        let norm = ((a + b) * (c + d) * (a + c) * (b + d)).sqrt();
        let correlation = if norm > 0.0 { corrected / norm } else { 0.0 };
        let length = |x: f64, y: f64| (x * x - 2.0 * correlation * x * y + y * y).max(0.0).sqrt();
        let difference = self.difference();
        (
            difference - length(first - low_1, high_2 - second),
            difference + length(high_1 - first, second - low_2),
        )
    }
}

/// Whether a net is at most so much worse than the reference net, as far as paired answers can tell: one-sided, at 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The upper limit of the difference is within the tolerance.
    Yes,
    /// Even its lower limit is beyond the tolerance.
    No,
    /// Neither can be said.
    NotEnough {
        /// How many examples would decide it if the shares stayed as they are; `None` where no number would.
        needed: Option<f64>,
    },
}

impl Paired {
    /// These answers and those on other examples: folds, or seeds.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            both: self.both + other.both,
            only_reference: self.only_reference + other.only_reference,
            only_quantized: self.only_quantized + other.only_quantized,
            neither: self.neither + other.neither,
        }
    }

    /// Whether the quantized net's error is at most `tolerance` (a fraction) above the reference net's: non-inferiority by
    /// Newcombe's limits at z = 1.644854. What would be needed is n' = z^2 ((b + c) / n - D^2) / (tolerance - D)^2, from the
    /// normal approximation's half width.
    pub fn verdict(&self, tolerance: f64) -> Verdict {
        let (low, high) = self.limits(Z_ONE_SIDED_95);
        if high <= tolerance {
            return Verdict::Yes;
        }
        if low > tolerance {
            return Verdict::No;
        }
        let (difference, n) = (self.difference(), f64::from(self.examples()));
        let apart = f64::from(self.only_reference) + f64::from(self.only_quantized);
        let variance = apart / n - difference * difference;
        let distance = tolerance - difference;
        let needed = Z_ONE_SIDED_95 * Z_ONE_SIDED_95 * variance / (distance * distance);
        Verdict::NotEnough { needed: Some(needed.ceil()).filter(|needed| needed.is_finite() && *needed > n) }
    }
}

/// Wilson's limits of a share `p` of `n`.
fn wilson(p: f64, n: f64, z: f64) -> (f64, f64) {
    let (square, middle) = (z * z / n, p + z * z / (2.0 * n));
    let half = z * (p * (1.0 - p) / n + square / (4.0 * n)).sqrt();
    ((middle - half) / (1.0 + square), (middle + half) / (1.0 + square))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired([both, only_reference, only_quantized, neither]: [u32; 4]) -> Paired {
        Paired { both, only_reference, only_quantized, neither }
    }

    /// Newcombe's first example is (36, 12, 2, 0), at 95 % on both sides.
    #[test]
    fn limits_are_newcombes() {
        for (counts, z, want) in [
            ([36, 12, 2, 0], Z_ONE_SIDED_95, [0.2, 0.081_665, 0.317_123]),
            ([36, 12, 2, 0], Z_95, [0.2, 0.056_930, 0.340_428]),
            ([320, 9, 7, 24], Z_ONE_SIDED_95, [0.005_556, -0.014_016, 0.025_460]),
            ([9700, 60, 20, 220], Z_ONE_SIDED_95, [0.004, 0.002_530, 0.005_531]),
            ([355, 0, 0, 5], Z_ONE_SIDED_95, [0.0, -0.008_562, 0.008_562]),
            ([310, 20, 4, 26], Z_ONE_SIDED_95, [0.044_444, 0.022_173, 0.068_506]),
            ([9780, 7, 5, 208], Z_ONE_SIDED_95, [0.0002, -0.000_443, 0.000_851]),
        ] {
            let paired = paired(counts);
            let (low, high) = paired.limits(z);
            for (got, want) in [paired.difference(), low, high].into_iter().zip(want) {
                assert!((got - want).abs() < 1e-6, "{counts:?}: {got} instead of {want}");
            }
        }
    }

    #[test]
    fn a_verdict_is_one_of_three() {
        // The documented limits: .025460 above, .022173 below.
        let (close, worse) = (paired([320, 9, 7, 24]), paired([310, 20, 4, 26]));
        assert_eq!(close.verdict(0.0255), Verdict::Yes);
        assert_eq!(worse.verdict(0.0221), Verdict::No);
        // 16 of 360 apart, D = 2 / 360, tolerance .02: z^2 x .0444136 / .0144444^2.
        let Verdict::NotEnough { needed: Some(needed) } = close.verdict(0.02) else { panic!() };
        assert_eq!(needed, 576.0);
        // With the same shares that many more examples do decide it, and much fewer do not.
        let times = |factor: u32| paired([320 * factor, 9 * factor, 7 * factor, 24 * factor]);
        assert_eq!(times(2).verdict(0.02), Verdict::Yes);
        assert!(matches!(times(1).verdict(0.02), Verdict::NotEnough { .. }));
        // What is exactly at the tolerance is never decided, nor is nothing.
        assert_eq!(close.verdict(close.difference()), Verdict::NotEnough { needed: None });
        assert_eq!(Paired::default().verdict(0.01), Verdict::NotEnough { needed: None });
        // No worse whatever the tolerance, once it is met.
        for counts in [[36, 12, 2, 0], [320, 9, 7, 24], [355, 0, 0, 5], [5, 0, 0, 0]] {
            let verdicts: Vec<u8> = (0..100)
                .map(|i| match paired(counts).verdict(f64::from(i) / 100.0) {
                    Verdict::No => 0,
                    Verdict::NotEnough { .. } => 1,
                    Verdict::Yes => 2,
                })
                .collect();
            assert!(verdicts.is_sorted(), "{counts:?}");
        }
    }

    #[test]
    fn answers_add_up() {
        let (one, other) = (paired([1, 2, 3, 4]), paired([10, 20, 30, 40]));
        assert_eq!(one.and(&other), paired([11, 22, 33, 44]));
        assert_eq!(one.and(&Paired::default()), one);
    }

    #[test]
    fn changing_places_changes_the_sign_and_nothing_is_uncertain_of_everything() {
        for counts in
            [[36, 12, 2, 0], [320, 9, 7, 24], [0, 0, 0, 5], [5, 0, 0, 0], [0, 4, 0, 0], [1, 2, 3, 4]]
        {
            let (one, [a, b, c, d]) = (paired(counts), counts);
            let other = paired([a, c, b, d]);
            let ((low, high), (other_low, other_high)) = (one.limits(Z_95), other.limits(Z_95));
            assert!((low + other_high).abs() < 1e-12 && (high + other_low).abs() < 1e-12, "{counts:?}");
            assert!(
                -1.0 <= low && low <= one.difference() && one.difference() <= high && high <= 1.0,
                "{counts:?}"
            );
        }
        assert_eq!(Paired::default().limits(Z_95), (-1.0, 1.0));
    }

    #[test]
    fn outcomes_are_counted() {
        let graded = |wrong: &[u32]| Graded { of: 10, wrong: wrong.to_vec() };
        assert_eq!(Paired::new(&graded(&[1, 3, 5]), &graded(&[3, 4, 5, 9])), paired([5, 2, 1, 2]));
        assert_eq!(graded(&[2, 4]).error(), 0.2);
        let votes = [0, 1, 1].map(|class| Some(Vote { class, confidence: 1.0, lead: 1.0 }));
        let targets = Targets::Classes(vec![0, 0, 1, 1]);
        let graded = Graded::new(&targets, &[votes.as_slice(), &[None]].concat());
        assert_eq!(graded, Some(Graded { of: 4, wrong: vec![1, 3] }));
        assert_eq!(Graded::new(&Targets::Values(ndarray::Array2::zeros((2, 1))), &votes), None);
    }
}
