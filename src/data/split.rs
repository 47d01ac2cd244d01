//! Which examples are trained on, which are held out for choosing, and which are the test.

use super::{Dataset, Examples};
use crate::math::{Random, Stream};

/// The test examples are one of several equal parts of all there are: over all parts every example is once a test example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fold {
    /// Which part, from 1.
    pub part: u32,
    /// Of how many.
    pub of: u32,
}

/// How a data set is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split {
    /// Training examples used; `None` for all.
    pub n: Option<usize>,
    /// Share of those that is held out and never trained on.
    pub valid: f64,
    /// Another test set than the data's own.
    pub fold: Option<Fold>,
    /// Seed of what is chosen at random; which examples are in which fold does not depend on it.
    pub seed: u32,
}

/// The numbers of the examples in each part, ascending, where the data's own training examples come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) train: Vec<usize>,
    pub(super) valid: Vec<usize>,
    pub(super) test: Vec<usize>,
}

impl Fold {
    /// Most parts.
    pub const MOST: u32 = 20;
}

impl Split {
    /// The parts of a data set with so many examples to train on and to test on.
    pub(super) fn parts(&self, train: usize, test: usize) -> Parts {
        let all = train + test;
        let (rest, test): (Vec<usize>, Vec<usize>) = match self.fold {
            None => ((0..train).collect(), (train..all).collect()),
            Some(Fold { part, of }) => {
                let mut shuffled: Vec<usize> = (0..all).collect();
                Random::new(0, Stream::Folds).shuffle(&mut shuffled);
                let bound = |part: u32| all * part as usize / of.max(1) as usize;
                let own = bound(part.saturating_sub(1)).min(all)..bound(part).min(all);
                let mut tested = vec![false; all];
                shuffled[own].iter().for_each(|&i| tested[i] = true);
                (0..all).partition(|&i| !tested[i])
            }
        };
        let chosen = choose(self.n.unwrap_or(usize::MAX), &rest, (self.seed, Stream::Subset)).0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a count"
        )]
        let held = (self.valid * chosen.len() as f64).round() as usize;
        let (valid, train) = choose(held, &chosen, (self.seed, Stream::Validation));
        Parts { train, valid, test }
    }
}

/// A seeded choice of `n` of some numbers, and the others, both in their order.
fn choose(n: usize, of: &[usize], (seed, stream): (u32, Stream)) -> (Vec<usize>, Vec<usize>) {
    if n == 0 {
        return (Vec::new(), of.to_vec());
    }
    if n >= of.len() {
        return (of.to_vec(), Vec::new());
    }
    let mut places: Vec<usize> = (0..of.len()).collect();
    Random::new(seed, stream).shuffle(&mut places);
    let mut chosen = vec![false; of.len()];
    places[..n].iter().for_each(|&place| chosen[place] = true);
    let numbers = |which: bool| {
        of.iter().zip(&chosen).filter(|(_, chosen)| **chosen == which).map(|(number, _)| *number).collect()
    };
    (numbers(true), numbers(false))
}

impl Dataset {
    /// Divided in another way.
    #[must_use]
    pub fn split(self, split: &Split) -> Self {
        let parts = split.parts(self.train.len(), self.test.len());
        let outputs = self.outputs;
        if split.fold.is_none() {
            let valid = self.train.select_some(&parts.valid);
            let train = if parts.train.len() < self.train.len() {
                self.train.select(&parts.train)
            } else {
                self.train
            };
            return Self { train, valid, test: self.test, outputs };
        }
        let all = self.train.followed_by(&self.test);
        Self {
            train: all.select(&parts.train),
            valid: all.select_some(&parts.valid),
            test: all.select(&parts.test),
            outputs,
        }
    }

    /// A seeded choice of `n` training examples, in their original order; `None` if there are no more than `n`.
    pub fn sample(&self, n: usize, seed: u32) -> Option<Examples> {
        let all: Vec<usize> = (0..self.train.len()).collect();
        (n < all.len()).then(|| self.train.select(&choose(n, &all, (seed, Stream::Subset)).0))
    }
}

impl Examples {
    /// The given examples, if there are any.
    pub(super) fn select_some(&self, examples: &[usize]) -> Option<Self> {
        (!examples.is_empty()).then(|| self.select(examples))
    }

    fn followed_by(&self, others: &Self) -> Self {
        Self {
            inputs: self.inputs.followed_by(&others.inputs),
            targets: self.targets.followed_by(&others.targets),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Digits;

    #[test]
    fn a_subset_is_seeded_and_keeps_the_order() {
        let all = Digits::default().dataset();
        let few =
            |n, seed| Digits::default().dataset().split(&Split { n: Some(n), seed, ..Split::default() });
        assert_eq!(few(100, 3).train.len(), 100);
        assert_eq!(few(100, 3), few(100, 3));
        assert_ne!(few(100, 3), few(100, 4));
        assert_eq!(few(5000, 3), all);
        assert_eq!(all.sample(100, 3), Some(few(100, 3).train));
        assert_eq!(all.sample(all.train.len(), 3), None);
        let few = few(100, 3);
        let mut rows = all.train.inputs.values().unwrap().outer_iter();
        assert!(few.train.inputs.values().unwrap().outer_iter().all(|row| rows.any(|r| r == row)));
    }

    /// Whatever is asked for, no example is in two parts, and only a subset leaves some out.
    #[test]
    fn parts_are_apart_and_folds_cover_everything() {
        for (train, test) in [(30, 10), (7, 1), (1, 1), (400, 400)] {
            let mut tested = Vec::new();
            for part in 1..=5 {
                let fold = Some(Fold { part, of: 5 });
                for (valid, n) in [(0.0, None), (0.2, None), (0.5, Some(5)), (0.5, Some(0))] {
                    let split = Split { n, valid, fold, seed: 3 };
                    let parts = split.parts(train, test);
                    let mut all = [parts.train.clone(), parts.valid.clone(), parts.test.clone()].concat();
                    all.sort_unstable();
                    let count = all.len();
                    all.dedup();
                    assert_eq!(all.len(), count, "{split:?}");
                    let rest = train + test - parts.test.len();
                    assert_eq!(parts.train.len() + parts.valid.len(), n.unwrap_or(rest).min(rest));
                    for part in [&parts.train, &parts.valid, &parts.test] {
                        assert!(part.is_sorted());
                    }
                    assert_eq!(parts.test, Split { seed: 4, ..split }.parts(train, test).test);
                }
                tested.extend(Split { fold, ..Split::default() }.parts(train, test).test);
            }
            tested.sort_unstable();
            assert_eq!(tested, (0..train + test).collect::<Vec<_>>());
        }
        let own = Split { valid: 0.2, ..Split::default() }.parts(30, 10);
        assert_eq!((own.train.len(), own.valid.len()), (24, 6));
        assert_eq!(own.test, (30..40).collect::<Vec<_>>());
        assert_ne!(own.valid, Split { valid: 0.2, seed: 1, ..Split::default() }.parts(30, 10).valid);
    }

    #[test]
    fn a_fold_takes_examples_with_what_belongs_to_them() {
        let all = Digits::default().dataset();
        let whole = all.train.followed_by(&all.test);
        let folded = all.clone().split(&Split { fold: Some(Fold { part: 2, of: 4 }), ..Split::default() });
        let parts = Split { fold: Some(Fold { part: 2, of: 4 }), ..Split::default() }.parts(1437, 360);
        assert_eq!((folded.test.len(), folded.train.len()), (449, 1348));
        assert_eq!(folded.test, whole.select(&parts.test));
        assert_eq!(folded.train, whole.select(&parts.train));
    }
}
