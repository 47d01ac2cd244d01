//! Stochastic gradient descent with Nesterov momentum, in the form of Sutskever et al. (2013) as
//! PyTorch writes it: v <- m v + g, w <- w - lr (g + m v).

use super::params::Params;

/// Learning rates of one step. Biases have their own: in an L step only the quantized weights'
/// rate is clipped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// For weights.
    pub weights: f32,
    /// For biases.
    pub biases: f32,
}

/// The optimizer's state.
#[derive(Clone, Debug)]
pub struct Nesterov {
    momentum: f32,
    velocity: Params,
}

impl Nesterov {
    /// At rest, for parameters of the shape of `params`.
    pub fn new(momentum: f32, params: &Params) -> Self {
        Self { momentum, velocity: params.zeros_like() }
    }

    /// Forgets the accumulated velocity.
    pub fn reset(&mut self) {
        self.velocity.fill_zero();
    }

    /// Moves `params` one step against `grad`.
    pub fn step(&mut self, params: &mut Params, grad: &Params, rates: Rates) {
        for ((p, g), v) in params.layers.iter_mut().zip(&grad.layers).zip(&mut self.velocity.layers) {
            update(&mut p.weights, &g.weights, &mut v.weights, rates.weights, self.momentum);
            update(&mut p.biases, &g.biases, &mut v.biases, rates.biases, self.momentum);
        }
    }
}

fn update(w: &mut [f32], g: &[f32], v: &mut [f32], rate: f32, momentum: f32) {
    for ((w, &g), v) in w.iter_mut().zip(g).zip(v) {
        *v = momentum * *v + g;
        *w -= rate * (g + momentum * *v);
    }
}

#[cfg(test)]
mod tests {
    use super::super::params::LayerParams;
    use super::*;

    fn one(value: f32) -> Params {
        Params { layers: vec![LayerParams { weights: vec![value], biases: vec![value] }] }
    }

    #[test]
    fn two_steps_by_hand_and_biases_at_their_own_rate() {
        let mut params = one(1.0);
        let mut sgd = Nesterov::new(0.5, &params);
        let rates = Rates { weights: 0.1, biases: 0.2 };
        sgd.step(&mut params, &one(1.0), rates);
        // v = 1, g + m v = 1.5
        assert!((params.layers[0].weights[0] - 0.85).abs() < 1e-6);
        assert!((params.layers[0].biases[0] - 0.7).abs() < 1e-6);
        sgd.step(&mut params, &one(2.0), rates);
        // v = 2.5, g + m v = 3.25
        assert!((params.layers[0].weights[0] - 0.525).abs() < 1e-6);
        sgd.reset();
        sgd.step(&mut params, &one(0.0), rates);
        assert!((params.layers[0].weights[0] - 0.525).abs() < 1e-6);
    }
}
