//! `idc`, iterated direct compression (Han et al. 2015; section 5.3 of the paper): train from the
//! quantized net, round again. Nothing pulls the weights towards the codebook while they train.

use crate::lc::method::Steps;
use crate::lc::problem::Problem;
use crate::lc::schedule::Iteration;
use crate::lc::state::State;
use crate::quant::QuantError;

pub(in crate::lc) struct Iterated;

impl Steps for Iterated {
    fn begin(&mut self, state: &mut State, _: Iteration) {
        state.weights.clone_from(&state.quantized);
        state.optimizer.reset();
    }

    fn solve(&mut self, state: &mut State, problem: &mut dyn Problem) -> bool {
        problem.minimise(None, &mut state.weights)
    }

    fn batch(&mut self, state: &mut State, problem: &mut dyn Problem, iteration: Iteration) -> f64 {
        let loss = problem.gradient(&state.weights, &mut state.gradient);
        state.optimizer.step(&mut state.weights, &state.gradient, None, iteration.plain_rates());
        loss
    }

    fn c_step(&mut self, state: &mut State) -> Result<(), QuantError> {
        state.project_weights()
    }
}
