//! Data sets: examples as rows, split into training and test, and the order minibatches come in.
//!
//! ```
//! use lc_lab::data::{Shape, synthetic};
//! let moons = synthetic(Shape::Moons, 0.1, 1);
//! assert_eq!((moons.train.len(), moons.features(), moons.outputs), (400, 2, 2));
//! ```

mod batches;
mod digits;
mod drawing;
mod mnist;
mod pack;
mod super_resolution;
mod synthetic;

use crate::math::{Random, Stream};
use crate::nn::{Inputs, Targets};

pub use batches::Batches;
pub use digits::{Digits, NotDigits};
pub use drawing::{Stroke, ink};
pub use mnist::{Mnist, MnistError};
pub use pack::Pack;
pub use super_resolution::super_resolution;
pub use synthetic::{Shape, synthetic};

/// Examples: rows of inputs with their targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// One row per example.
    pub inputs: Inputs,
    /// One per example.
    pub targets: Targets,
}

impl Examples {
    /// Number of examples.
    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The given examples, in that order.
    #[must_use]
    pub fn select(&self, examples: &[usize]) -> Self {
        Self { inputs: self.inputs.select(examples), targets: self.targets.select(examples) }
    }
}

/// A data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// What the net learns from.
    pub train: Examples,
    /// What it is judged on.
    pub test: Examples,
    /// Number of outputs a net needs: classes, or target values per example.
    pub outputs: usize,
}

impl Dataset {
    /// Width of an example.
    pub fn features(&self) -> usize {
        self.train.inputs.width()
    }

    /// Keeps a seeded choice of `n` training examples, in their original order; all of them if
    /// there are no more than `n`.
    #[must_use]
    pub fn with_training_subset(mut self, n: usize, seed: u32) -> Self {
        if n < self.train.len() {
            self.train = self.train.select(&choose(Some(n), self.train.len(), seed));
        }
        self
    }
}

/// A seeded choice of `n` out of `len` examples, in their original order; all of them without `n`.
fn choose(n: Option<usize>, len: usize, seed: u32) -> Vec<usize> {
    let mut chosen: Vec<usize> = (0..len).collect();
    if let Some(n) = n.filter(|n| *n < len) {
        Random::new(seed, Stream::Subset).shuffle(&mut chosen);
        chosen.truncate(n);
        chosen.sort_unstable();
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subset_is_seeded_and_keeps_the_order() {
        let all = Digits::default().dataset();
        let few = Digits::default().dataset().with_training_subset(100, 3);
        assert_eq!(few.train.len(), 100);
        assert_eq!(few, Digits::default().dataset().with_training_subset(100, 3));
        assert_ne!(few, Digits::default().dataset().with_training_subset(100, 4));
        assert_eq!(Digits::default().dataset().with_training_subset(5000, 3), all);
        let mut rows = all.train.inputs.values().unwrap().outer_iter();
        assert!(few.train.inputs.values().unwrap().outer_iter().all(|row| rows.any(|r| r == row)));
    }
}
