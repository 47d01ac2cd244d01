//! The growing penalty and the falling learning rate.

use crate::nn::Rates;

/// How long a run is and how its parameters change from iteration to iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// First penalty parameter.
    pub mu0: f64,
    /// Factor from one mu to the next.
    pub growth: f64,
    /// L and C steps to take.
    pub iterations: u32,
    /// Minibatches per L step.
    pub steps: u32,
    /// Learning rate of the first iteration.
    pub rate: f64,
    /// Factor from one iteration's learning rate to the next.
    pub decay: f64,
    /// Nesterov momentum.
    pub momentum: f32,
    /// The run has converged when the root mean square of w - Delta(Theta) is at most this.
    pub tolerance: f64,
}

/// One iteration's parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Iteration {
    /// 1 for the first; 0 is the direct compression a run starts from.
    pub index: u32,
    /// Penalty parameter.
    pub mu: f64,
    /// Learning rate before clipping.
    pub rate: f64,
    /// Minibatches of the L step.
    pub steps: u32,
}

impl Iteration {
    /// The learning rate as it is, for methods without a penalty.
    pub(super) fn plain_rates(&self) -> Rates {
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        let rate = self.rate as f32;
        Rates { weights: rate, biases: rate }
    }
}

impl Schedule {
    /// The first iteration.
    pub(super) fn first(&self) -> Iteration {
        Iteration { index: 1, mu: self.mu0, rate: self.rate, steps: self.steps }
    }

    /// The one after `iteration`. By repeated multiplication: powers round differently from
    /// platform to platform.
    pub(super) fn next(&self, iteration: Iteration) -> Iteration {
        Iteration {
            index: iteration.index + 1,
            mu: iteration.mu * self.growth,
            rate: iteration.rate * self.decay,
            steps: self.steps,
        }
    }
}
