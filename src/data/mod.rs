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
mod split;
mod super_resolution;
mod synthetic;

use crate::nn::{Inputs, Targets};

pub use batches::Batches;
pub use digits::{Digits, NotDigits};
pub use drawing::{Stroke, ink};
pub use mnist::{Mnist, MnistError};
pub use pack::Pack;
pub use split::{Fold, Split};
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
    /// What is held out for choosing among nets, if anything is.
    pub valid: Option<Examples>,
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
}
