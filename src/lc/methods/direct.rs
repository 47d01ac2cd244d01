//! `dc`, direct compression: the projection every run starts from, and nothing more.

use crate::lc::method::Steps;
use crate::lc::problem::Problem;
use crate::lc::schedule::Iteration;
use crate::lc::state::State;
use crate::quant::QuantError;

pub(in crate::lc) struct Direct;

impl Steps for Direct {
    fn begin(&mut self, _: &mut State, _: Iteration) {}

    fn batch(&mut self, _: &mut State, _: &mut dyn Problem, _: Iteration) -> f64 {
        0.0
    }

    fn c_step(&mut self, _: &mut State) -> Result<(), QuantError> {
        Ok(())
    }
}
