//! The penalty of the L step: mu/2 ||w - Delta(Theta) - lambda/mu||^2.

use crate::nn::{Params, Pull};

/// Penalty parameter and Lagrange multipliers of the constraints w = Delta(Theta).
#[derive(Clone, Debug)]
pub struct Penalty {
    mu: f32,
    /// One multiplier per weight, layer by layer; zero throughout for the quadratic penalty.
    multipliers: Vec<Vec<f32>>,
}

impl Penalty {
    /// No multipliers yet, for the layers of `params`.
    pub(super) fn new(params: &Params) -> Self {
        Self { mu: 0.0, multipliers: params.layers.iter().map(|l| vec![0.0; l.weights.len()]).collect() }
    }

    /// Sets the penalty parameter of an iteration.
    pub(super) fn set_mu(&mut self, mu: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        let mu = mu as f32;
        self.mu = mu;
    }

    /// mu.
    pub fn mu(&self) -> f32 {
        self.mu
    }

    /// lambda, layer by layer.
    pub fn multipliers(&self) -> &[Vec<f32>] {
        &self.multipliers
    }

    /// Goes on with multipliers of the same shape.
    pub(super) fn set_multipliers(&mut self, multipliers: Vec<Vec<f32>>) {
        let lengths = |all: &[Vec<f32>]| all.iter().map(Vec::len).collect::<Vec<_>>();
        if lengths(&multipliers) == lengths(&self.multipliers) {
            self.multipliers = multipliers;
        }
    }

    /// The penalty as a pull towards the quantized weights.
    pub(super) fn pull<'a>(&'a self, quantized: &'a Params) -> Pull<'a> {
        Pull { mu: f64::from(self.mu), target: quantized, multipliers: &self.multipliers }
    }

    /// What the C step projects: w - lambda/mu, layer by layer.
    pub(super) fn shifted(&self, weights: &Params) -> Vec<Vec<f32>> {
        let shift = |(w, lambda): (&f32, &f32)| w - lambda / self.mu;
        let layers = weights.layers.iter().zip(&self.multipliers);
        layers.map(|(layer, lambda)| layer.weights.iter().zip(lambda).map(shift).collect()).collect()
    }

    /// The augmented Lagrangian's update lambda <- lambda - mu (w - Delta(Theta)).
    pub(super) fn update_multipliers(&mut self, weights: &Params, quantized: &Params) {
        let layers = weights.layers.iter().zip(&quantized.layers);
        for ((w, q), lambda) in layers.zip(&mut self.multipliers) {
            for ((lambda, &w), &q) in lambda.iter_mut().zip(&w.weights).zip(&q.weights) {
                *lambda -= self.mu * (w - q);
            }
        }
    }
}
