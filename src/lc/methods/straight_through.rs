//! `ste`, training through the rounding: BinaryConnect (Courbariaux et al. 2015) and its
//! generalisation to any codebook. The loss and its gradient are taken at the quantized weights,
//! and the gradient is applied to the real ones.

use crate::lc::method::Steps;
use crate::lc::problem::Problem;
use crate::lc::schedule::Iteration;
use crate::lc::state::State;
use crate::quant::QuantError;

pub(in crate::lc) struct StraightThrough {
    /// Keep real weights within the range of the codebook, where that cannot move: beyond it they
    /// would only take longer to come back.
    pub(in crate::lc) clip: bool,
}

impl Steps for StraightThrough {
    fn begin(&mut self, _: &mut State, _: Iteration) {
        // One training from beginning to end: momentum runs through.
    }

    fn batch(&mut self, state: &mut State, problem: &mut dyn Problem, iteration: Iteration) -> f64 {
        let loss = problem.gradient(&state.quantized, &mut state.gradient);
        state.optimizer.step(&mut state.weights, &state.gradient, None, iteration.plain_rates());
        if self.clip {
            let codebook = &state.theta[0].codebook;
            let (low, high) = (codebook[0], codebook[codebook.len() - 1]);
            for weight in state.weights.layers.iter_mut().flat_map(|layer| &mut layer.weights) {
                *weight = weight.clamp(low, high);
            }
        }
        // Weights that cannot be rounded are no longer finite: as good as an infinite loss.
        if state.project_weights().is_err() { f64::NAN } else { loss }
    }

    fn c_step(&mut self, _: &mut State) -> Result<(), QuantError> {
        // The last minibatch has rounded already, with the quantizer that was trained with.
        Ok(())
    }
}
