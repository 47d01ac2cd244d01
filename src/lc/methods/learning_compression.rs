//! `lc` and `lcqp`: the Learning-Compression algorithm (fig. 2 of the paper).

use crate::lc::method::Steps;
use crate::lc::problem::Problem;
use crate::lc::schedule::Iteration;
use crate::lc::state::State;
use crate::nn::Rates;
use crate::quant::QuantError;

/// With multipliers the augmented Lagrangian, without them the quadratic penalty.
pub(in crate::lc) struct LearningCompression {
    pub(in crate::lc) multipliers: bool,
}

impl Steps for LearningCompression {
    fn begin(&mut self, state: &mut State, iteration: Iteration) {
        state.penalty.set_mu(iteration.mu);
        state.optimizer.reset();
    }

    fn solve(&mut self, state: &mut State, problem: &mut dyn Problem) -> bool {
        problem.minimise(Some(state.penalty.pull(&state.quantized)), &mut state.weights)
    }

    fn batch(&mut self, state: &mut State, problem: &mut dyn Problem, iteration: Iteration) -> f64 {
        let loss = problem.gradient(&state.weights, &mut state.gradient);
        let pull = state.penalty.pull(&state.quantized);
        state.optimizer.step(&mut state.weights, &state.gradient, Some(pull), clipped(iteration));
        loss
    }

    fn c_step(&mut self, state: &mut State) -> Result<(), QuantError> {
        let shifted = state.penalty.shifted(&state.weights);
        state.project(&shifted)?;
        if self.multipliers {
            state.penalty.update_multipliers(&state.weights, &state.quantized);
        }
        Ok(())
    }
}

/// Learning rates of an L step. The penalty's curvature is mu, so gradient descent on it diverges
/// for rates above 2/mu: quantized weights move at 1/mu at most (Part I, section 3).
fn clipped(iteration: Iteration) -> Rates {
    #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
    let (rate, limit) = (iteration.rate as f32, (1.0 / iteration.mu) as f32);
    Rates { weights: rate.min(limit), biases: rate }
}
