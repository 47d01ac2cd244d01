//! The trainable numbers of a network.

use crate::math::Fnv64;

/// Weights and biases of one layer that has any.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LayerParams {
    /// Weights, row-major (inputs, outputs). These are what quantization acts on.
    pub weights: Vec<f32>,
    /// One bias per output; never quantized.
    pub biases: Vec<f32>,
}

/// All trainable numbers, layer by layer from the input.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Params {
    /// Layers with parameters only; activations have no entry here.
    pub layers: Vec<LayerParams>,
}

impl Params {
    /// Whether it has as many weights and biases, layer by layer.
    pub fn has_shape_of(&self, other: &Self) -> bool {
        let lengths = |params: &Self| -> Vec<(usize, usize)> {
            params.layers.iter().map(|layer| (layer.weights.len(), layer.biases.len())).collect()
        };
        lengths(self) == lengths(other)
    }

    /// Zeros in the shape of `self`.
    #[must_use]
    pub fn zeros_like(&self) -> Self {
        let zero = |l: &LayerParams| LayerParams {
            weights: vec![0.0; l.weights.len()],
            biases: vec![0.0; l.biases.len()],
        };
        Self { layers: self.layers.iter().map(zero).collect() }
    }

    /// Sets everything to zero.
    pub fn fill_zero(&mut self) {
        for layer in &mut self.layers {
            layer.weights.fill(0.0);
            layer.biases.fill(0.0);
        }
    }

    /// Number of weights (P1).
    pub fn weight_count(&self) -> usize {
        self.layers.iter().map(|l| l.weights.len()).sum()
    }

    /// ||w||^2 of the weights, biases apart.
    pub fn squared_norm(&self) -> f64 {
        self.layers.iter().flat_map(|l| &l.weights).map(|&w| f64::from(w) * f64::from(w)).sum()
    }

    /// Number of biases (P0).
    pub fn bias_count(&self) -> usize {
        self.layers.iter().map(|l| l.biases.len()).sum()
    }

    /// Whether every number is finite.
    pub fn is_finite(&self) -> bool {
        self.layers.iter().all(|l| l.weights.iter().chain(&l.biases).all(|v| v.is_finite()))
    }

    /// Whether `other` has the same layers with the same numbers of weights and biases.
    pub fn same_shape(&self, other: &Self) -> bool {
        let sizes = |p: &Self| p.layers.iter().map(|l| (l.weights.len(), l.biases.len())).collect::<Vec<_>>();
        sizes(self) == sizes(other)
    }

    /// Digest of all bit patterns: layer by layer, weights then biases.
    pub fn digest(&self) -> String {
        let mut digest = Fnv64::default();
        for layer in &self.layers {
            digest.update(&layer.weights);
            digest.update(&layer.biases);
        }
        digest.hex()
    }
}
