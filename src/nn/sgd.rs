//! Stochastic gradient descent with Nesterov momentum, in the form of Sutskever et al. (2013) as
//! PyTorch writes it: v <- m v + g, w <- w - lr (g + m v).

use super::least_squares::Pull;
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

    /// Moves `params` one step against `grad`, and against the gradient mu (w - target) - multipliers
    /// of a pull on the weights if there is one.
    pub fn step(&mut self, params: &mut Params, grad: &Params, pull: Option<Pull>, rates: Rates) {
        let layers = params.layers.iter_mut().zip(&grad.layers).zip(&mut self.velocity.layers);
        for (l, ((p, g), v)) in layers.enumerate() {
            let plain = p.weights.iter_mut().zip(&g.weights).zip(&mut v.weights);
            match pull {
                None => {
                    plain.for_each(|((w, &g), v)| update(w, g, v, rates.weights, self.momentum));
                }
                // One pass over all five arrays: this step waits for memory, not for arithmetic.
                Some(Pull { mu, target, multipliers }) => {
                    #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
                    let mu = mu as f32;
                    let pulled = target.layers[l].weights.iter().zip(&multipliers[l]);
                    for (((w, &g), v), (&target, &multiplier)) in plain.zip(pulled) {
                        let g = g + (mu * (*w - target) - multiplier);
                        update(w, g, v, rates.weights, self.momentum);
                    }
                }
            }
            for ((b, &g), v) in p.biases.iter_mut().zip(&g.biases).zip(&mut v.biases) {
                update(b, g, v, rates.biases, self.momentum);
            }
        }
    }
}

#[inline]
fn update(w: &mut f32, g: f32, v: &mut f32, rate: f32, momentum: f32) {
    *v = momentum * *v + g;
    *w -= rate * (g + momentum * *v);
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
        sgd.step(&mut params, &one(1.0), None, rates);
        // v = 1, g + m v = 1.5
        assert!((params.layers[0].weights[0] - 0.85).abs() < 1e-6);
        assert!((params.layers[0].biases[0] - 0.7).abs() < 1e-6);
        sgd.step(&mut params, &one(2.0), None, rates);
        // v = 2.5, g + m v = 3.25
        assert!((params.layers[0].weights[0] - 0.525).abs() < 1e-6);
        sgd.reset();
        sgd.step(&mut params, &one(0.0), None, rates);
        assert!((params.layers[0].weights[0] - 0.525).abs() < 1e-6);
    }

    #[test]
    fn a_pull_adds_its_gradient_to_the_weights_and_leaves_the_biases() {
        let (mut params, target) = (one(1.0), one(0.25));
        let multipliers = [vec![0.5]];
        let mut sgd = Nesterov::new(0.0, &params);
        let pull = Pull { mu: 2.0, target: &target, multipliers: &multipliers };
        sgd.step(&mut params, &one(3.0), Some(pull), Rates { weights: 0.1, biases: 0.1 });
        // 3 + 2 (1 - 0.25) - 0.5 = 4
        assert!((params.layers[0].weights[0] - 0.6).abs() < 1e-6);
        assert!((params.layers[0].biases[0] - 0.7).abs() < 1e-6);
    }
}
