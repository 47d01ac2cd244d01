//! A toy as a problem for the algorithm.

use super::surface::{Point, Surface};
use crate::lc::{Part, Problem};
use crate::nn::{Evaluation, LayerParams, Params, Pull, Tally};

/// A loss over two weights. L steps are solved, in double precision.
pub struct ToyProblem {
    surface: Surface,
}

impl ToyProblem {
    /// The problem of a surface.
    pub fn new(surface: Surface) -> Self {
        Self { surface }
    }

    /// Two weights as a net's parameters: one layer, no biases.
    pub fn params(at: Point) -> Params {
        Params { layers: vec![LayerParams { weights: at.map(single).to_vec(), biases: Vec::new() }] }
    }

    /// grad L at parameters.
    pub fn gradient_at(&self, at: &Params) -> [f32; 2] {
        self.surface.gradient(point(at)).map(single)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
fn single(value: f64) -> f32 {
    value as f32
}

/// The two weights of parameters made by [`ToyProblem::params`].
fn point(params: &Params) -> Point {
    let weights = &params.layers[0].weights;
    [weights[0].into(), weights[1].into()]
}

impl Problem for ToyProblem {
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64 {
        let at = point(at);
        gradient.layers[0].weights.copy_from_slice(&self.surface.gradient(at).map(single));
        self.surface.loss(at)
    }

    fn minimise(&mut self, pull: Option<Pull>, params: &mut Params) -> bool {
        let (mu, target) = match pull {
            None => (0.0, [0.0; 2]),
            Some(pull) => {
                let target = point(pull.target);
                let shifted = |i: usize| target[i] + f64::from(pull.multipliers[0][i]) / pull.mu;
                (pull.mu, [shifted(0), shifted(1)])
            }
        };
        let minimum = self.surface.minimum(mu, target, point(params));
        params.layers[0].weights.copy_from_slice(&minimum.map(single));
        true
    }

    /// No weights at all.
    fn guessing(&self) -> f64 {
        self.surface.loss([0.0; 2])
    }

    /// There are no examples: training and test loss are the one loss there is.
    fn tally(&mut self, _: Part, at: &Params, _: &mut Tally, _: u32) -> Option<Evaluation> {
        Some(Evaluation { loss: self.surface.loss(point(at)), error: None })
    }
}
