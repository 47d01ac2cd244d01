//! The growing penalty and the falling learning rate.

use super::method::Method;
use crate::nn::Rates;

/// The penalty parameter of the first L step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FirstMu {
    /// This one.
    Given(f64),
    /// Found from what rounding the reference net costs, see [`Rounding::first_mu`].
    Rule,
}

impl FirstMu {
    /// The one that was given, if one was.
    pub fn given(self) -> Option<f64> {
        match self {
            Self::Given(mu) => Some(mu),
            Self::Rule => None,
        }
    }
}

/// What rounding the reference net does to it: all that the rule for the first mu goes by, in the units of loss and of
/// weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounding {
    /// Mean training loss of the reference net w.
    pub before: f64,
    /// Mean training loss of Delta(Pi(w)).
    pub after: f64,
    /// Mean training loss of the best answer that is the same whatever the input.
    pub guessing: f64,
    /// ||w - Delta(Pi(w))||^2.
    pub distortion: f64,
    /// ||w||^2.
    pub norm: f64,
}

impl Rounding {
    /// Least share of guessing's loss that rounding is taken to cost, and least share of ||w||^2 that it is taken to move: a net
    /// that is on its codebook already costs nothing to round, and some penalty there must be.
    const LEAST: f64 = 1e-6;

    /// The first mu by rule: a tenth of S^(1/3) T^(2/3), where S = 2 min(after - before, guessing) / distortion is the secant
    /// curvature of the loss from w to its rounding, and T = 2 guessing / max(norm, distortion) the one it would have if all
    /// that was learned were lost on the way to no weights at all. S alone is too small where rounding costs little, because the
    /// loss is flat there and nowhere else; T alone does not know the codebook. Factor and exponents are the best of those
    /// tried on the cells of RESULTS.md, where the rule is compared with constants.
    pub fn first_mu(&self) -> f64 {
        let guessing = self.guessing.max(f64::MIN_POSITIVE);
        let cost = (self.after - self.before).clamp(Self::LEAST * guessing, guessing);
        let distortion = self.distortion.max(Self::LEAST * self.norm).max(f64::MIN_POSITIVE);
        let secant = 2.0 * cost / distortion;
        let whole = 2.0 * guessing / self.norm.max(distortion);
        // As links can say it.
        (0.1 * libm::pow(secant, 1.0 / 3.0) * libm::pow(whole, 2.0 / 3.0)).clamp(1e-12, 1e12)
    }
}

/// When w is as good as on the codebook: the root mean square of w - Delta(Theta) is at most this.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// In the units of weights.
    Absolute(f64),
    /// As a share of the root mean square of w.
    Relative(f64),
}

/// How long a run is and how its parameters change from iteration to iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    /// First penalty parameter.
    pub mu0: FirstMu,
    /// Factor from one mu to the next.
    pub growth: f64,
    /// L and C steps to take; of methods with a penalty, usually.
    pub iterations: u32,
    /// L and C steps that methods with a penalty take at most, if w is not on the codebook after the usual number.
    pub most: u32,
    /// Minibatches per L step.
    pub steps: u32,
    /// How many times longer the first L step is.
    pub first: f64,
    /// Learning rate of the first iteration.
    pub rate: f64,
    /// Factor from one iteration's learning rate to the next.
    pub decay: f64,
    /// Nesterov momentum.
    pub momentum: f32,
    /// When the run has converged.
    pub tolerance: Tolerance,
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
    /// The first iteration, with its mu.
    pub(super) fn first(&self, mu: f64) -> Iteration {
        Iteration { index: 1, mu, rate: self.rate, steps: self.first_steps() }
    }

    /// Minibatches of the first L step.
    pub fn first_steps(&self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "small and positive, and casts saturate"
        )]
        let steps = (self.first * f64::from(self.steps)).round() as u32;
        steps.max(1)
    }

    /// Iterations of a method, at most.
    pub fn iterations_of(&self, method: Method) -> u32 {
        match method {
            method if !method.iterates() => 0,
            method if method.has_penalty() => self.most,
            // Nothing drives w to the codebook, so going on would not get it there.
            _ => self.iterations,
        }
    }

    /// Minibatches of so many iterations.
    pub fn steps_of(&self, iterations: u32) -> u64 {
        let rest = u64::from(iterations.saturating_sub(1)) * u64::from(self.steps);
        if iterations == 0 { 0 } else { u64::from(self.first_steps()) + rest }
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
