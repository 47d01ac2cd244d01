//! A run after a whole iteration, to be gone on with elsewhere: by another worker, when the one that computed it is gone.

use serde::{Deserialize, Serialize};

use super::method::Method;
use super::problem::Problem;
use super::run::{IterationRecord, Phase, Run};
use crate::nn::Params;
use crate::quant::Projection;

/// All that a run cannot find again by itself: w, Theta, lambda, and how far its generators are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The iteration it is after.
    pub iteration: u32,
    /// What was measured so far.
    pub history: Vec<IterationRecord>,
    weights: Params,
    theta: Vec<Projection>,
    /// Where the method has some.
    multipliers: Option<Vec<Vec<f32>>>,
    /// Where it runs through from iteration to iteration.
    velocity: Option<Params>,
    mu0: Option<f64>,
    sgd_steps: u64,
    drawn: u64,
}

impl Saved {
    /// As bytes, between programs of one build.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// From such bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Run {
    /// The run as it is, right after a whole iteration; `None` in the middle of one, and when it is over.
    pub fn save(&self, history: &[IterationRecord]) -> Option<Saved> {
        let Phase::Between { iteration } = self.phase else { return None };
        let state = &self.state;
        let lambda = || state.penalty.multipliers().to_vec();
        Some(Saved {
            iteration: iteration.index - 1,
            history: history.to_vec(),
            weights: state.weights.clone(),
            theta: state.theta.clone(),
            multipliers: (self.method == Method::Lc).then(lambda),
            velocity: (self.method == Method::Ste).then(|| state.optimizer.velocity().clone()),
            mu0: self.mu0,
            sgd_steps: self.sgd_steps,
            drawn: state.random.position(),
        })
    }

    /// Goes on from there, at the start of a run of the same kind on a fresh problem. Gives what had been measured; `None`, and
    /// nothing is changed, if what was saved is of something else.
    pub fn restore(&mut self, saved: Saved, problem: &mut dyn Problem) -> Option<Vec<IterationRecord>> {
        let counts = |theta: &[Projection]| theta.iter().map(|own| own.assignment.len()).collect::<Vec<_>>();
        let fits = saved.weights.has_shape_of(&self.state.weights)
            && counts(&saved.theta) == counts(&self.state.theta)
            && saved.theta.iter().all(Projection::is_sound)
            && saved.iteration < self.schedule.most
            && saved.sgd_steps <= self.schedule.steps_of(saved.iteration);
        if !fits {
            return None;
        }
        let mut next = self.schedule.first(saved.mu0?);
        for _ in 0..saved.iteration {
            next = self.schedule.next(next);
        }
        let state = &mut self.state;
        (state.weights, state.theta) = (saved.weights, saved.theta);
        if let Some(multipliers) = saved.multipliers {
            state.penalty.set_multipliers(multipliers);
        }
        if let Some(velocity) = saved.velocity {
            state.optimizer.set_velocity(velocity);
        }
        state.random.go_to(saved.drawn);
        state.decompress();
        problem.skip(saved.sgd_steps);
        (self.mu0, self.sgd_steps) = (saved.mu0, saved.sgd_steps);
        self.phase = Phase::Between { iteration: next };
        Some(saved.history)
    }
}
