//! Everything a run carries from step to step.

use super::groups::{Share, decompress};
use super::penalty::Penalty;
use crate::math::{Random, squared_distance};
use crate::nn::{Nesterov, Params};
use crate::quant::{Projection, QuantError, Quantizer};

/// w, Theta, Delta(Theta), lambda, and the optimizer's state.
pub struct State {
    /// w and the biases.
    pub weights: Params,
    /// Theta, one projection per group.
    pub theta: Vec<Projection>,
    /// Delta(Theta) with the current biases: the net that is the result.
    pub quantized: Params,
    /// mu and lambda.
    pub penalty: Penalty,
    pub(super) optimizer: Nesterov,
    pub(super) gradient: Params,
    pub(super) share: Share,
    pub(super) quantizer: Box<dyn Quantizer>,
    pub(super) random: Random,
}

impl State {
    /// Starts at the reference net's weights with Theta = Pi(w).
    pub(super) fn new(
        reference: Params,
        quantizer: Box<dyn Quantizer>,
        (share, momentum, random): (Share, f32, Random),
    ) -> Result<Self, QuantError> {
        let mut state = Self {
            theta: Vec::new(),
            quantized: reference.clone(),
            penalty: Penalty::new(&reference),
            optimizer: Nesterov::new(momentum, &reference),
            gradient: reference.zeros_like(),
            weights: reference,
            share,
            quantizer,
            random,
        };
        state.project_weights()?;
        Ok(state)
    }

    /// Theta <- Pi(w).
    pub(super) fn project_weights(&mut self) -> Result<(), QuantError> {
        let weights = self.weights.layers.iter().map(|layer| layer.weights.clone()).collect::<Vec<_>>();
        self.project(&weights)
    }

    /// Theta <- Pi(values), and with it Delta(Theta).
    pub(super) fn project(&mut self, values: &[Vec<f32>]) -> Result<(), QuantError> {
        self.theta = self.share.project(self.quantizer.as_ref(), values, &self.theta, &mut self.random)?;
        self.decompress();
        Ok(())
    }

    /// Delta(Theta) from Theta, with w's biases.
    pub(super) fn decompress(&mut self) {
        decompress(&self.theta, &mut self.quantized);
        for (quantized, layer) in self.quantized.layers.iter_mut().zip(&self.weights.layers) {
            quantized.biases.clone_from(&layer.biases);
        }
    }

    /// ||w - Delta(Theta)||^2 over the quantized weights.
    pub fn distortion(&self) -> f64 {
        let layers = self.weights.layers.iter().zip(&self.quantized.layers);
        layers.map(|(w, q)| squared_distance(&w.weights, &q.weights)).sum()
    }

    /// Root mean square of w - Delta(Theta) over the quantized weights.
    pub fn violation_rms(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 weights")]
        let weights = self.weights.weight_count() as f64;
        (self.distortion() / weights.max(1.0)).sqrt()
    }

    /// Largest magnitude of any weight or entry.
    pub fn largest(&self) -> f32 {
        let weights = self.weights.layers.iter().flat_map(|layer| &layer.weights);
        let entries = self.theta.iter().flat_map(|projection| &projection.codebook);
        weights.chain(entries).fold(0.0_f32, |most, v| most.max(v.abs()))
    }

    /// max |w - Delta(Theta)|.
    pub fn max_violation(&self) -> f64 {
        let layers = self.weights.layers.iter().zip(&self.quantized.layers);
        let pairs = layers.flat_map(|(w, q)| w.weights.iter().zip(&q.weights));
        pairs.map(|(&w, &q)| f64::from((w - q).abs())).fold(0.0, f64::max)
    }
}
