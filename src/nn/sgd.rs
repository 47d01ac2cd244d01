//! Stochastic gradient descent with Nesterov momentum, in the form of Sutskever et al. (2013) as
//! PyTorch writes it: v <- m v + g, w <- w - lr (g + m v).

use wide::f32x4;

use super::least_squares::Pull;
use super::params::Params;
use crate::math::splat;

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

    /// How fast parameters move.
    pub fn velocity(&self) -> &Params {
        &self.velocity
    }

    /// Goes on as fast; what is of another shape is not taken.
    pub fn set_velocity(&mut self, velocity: Params) {
        if velocity.has_shape_of(&self.velocity) {
            self.velocity = velocity;
        }
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
            let rule = Rule { rate: rates.weights, momentum: self.momentum };
            match pull {
                None => rule.apply(&mut p.weights, &g.weights, &mut v.weights),
                Some(Pull { mu, target, multipliers }) => {
                    #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
                    let mu = mu as f32;
                    let pull = (mu, target.layers[l].weights.as_slice(), multipliers[l].as_slice());
                    rule.apply_pulled(&mut p.weights, &g.weights, &mut v.weights, pull);
                }
            }
            let rule = Rule { rate: rates.biases, ..rule };
            rule.apply(&mut p.biases, &g.biases, &mut v.biases);
        }
    }
}

/// Four vectors of numbers, and what does not fill four.
type Block = [[f32; 4]; 4];

#[inline(always)]
fn blocks(values: &[f32]) -> (&[Block], &[f32]) {
    let (head, tail) = values.split_at(values.len() / 16 * 16);
    (head.as_chunks::<4>().0.as_chunks::<4>().0, tail)
}

#[inline(always)]
fn blocks_mut(values: &mut [f32]) -> (&mut [Block], &mut [f32]) {
    let (head, tail) = values.split_at_mut(values.len() / 16 * 16);
    (head.as_chunks_mut::<4>().0.as_chunks_mut::<4>().0, tail)
}

/// The same for each vector of a block, written out: WebAssembly is compiled without unrolling.
macro_rules! unrolled {
    ($j:ident => $body:block) => {{
        let $j = 0;
        $body
    }
    {
        let $j = 1;
        $body
    }
    {
        let $j = 2;
        $body
    }
    {
        let $j = 3;
        $body
    }};
}

/// How numbers move, four at a time.
#[derive(Clone, Copy)]
struct Rule {
    rate: f32,
    momentum: f32,
}

// Indices instead of zipped iterators: WebAssembly is compiled with little inlining, which can make a call of every
// step of those.
impl Rule {
    /// w and v after a step against g.
    #[inline(always)]
    fn step(self, w: f32x4, g: f32x4, v: f32x4) -> (f32x4, f32x4) {
        let v = splat(self.momentum) * v + g;
        (w - splat(self.rate) * (g + splat(self.momentum) * v), v)
    }

    fn apply(self, w: &mut [f32], g: &[f32], v: &mut [f32]) {
        let ((w, w_tail), (g, g_tail), (v, v_tail)) = (blocks_mut(w), blocks(g), blocks_mut(v));
        let mut i = 0;
        while i < w.len() {
            let (w, g, v) = (&mut w[i], &g[i], &mut v[i]);
            unrolled!(j => {
                let (moved, velocity) = self.step(w[j].into(), g[j].into(), v[j].into());
                (w[j], v[j]) = (moved.to_array(), velocity.to_array());
            });
            i += 1;
        }
        for ((w, &g), v) in w_tail.iter_mut().zip(g_tail).zip(v_tail) {
            let (moved, velocity) = self.step(splat(*w), splat(g), splat(*v));
            (*w, *v) = (moved.to_array()[0], velocity.to_array()[0]);
        }
    }

    /// One pass over all five arrays: this step waits for memory, not for arithmetic.
    fn apply_pulled(
        self,
        w: &mut [f32],
        g: &[f32],
        v: &mut [f32],
        (mu, target, multipliers): (f32, &[f32], &[f32]),
    ) {
        let ((w, w_tail), (g, g_tail), (v, v_tail)) = (blocks_mut(w), blocks(g), blocks_mut(v));
        let ((t, t_tail), (m, m_tail)) = (blocks(target), blocks(multipliers));
        let mut i = 0;
        while i < w.len() {
            let (w, g, v, t, m) = (&mut w[i], &g[i], &mut v[i], &t[i], &m[i]);
            unrolled!(j => {
                let own = f32x4::from(w[j]);
                let pull = splat(mu) * (own - f32x4::from(t[j])) - f32x4::from(m[j]);
                let (moved, velocity) = self.step(own, f32x4::from(g[j]) + pull, v[j].into());
                (w[j], v[j]) = (moved.to_array(), velocity.to_array());
            });
            i += 1;
        }
        let tails = w_tail.iter_mut().zip(g_tail).zip(v_tail).zip(t_tail.iter().zip(m_tail));
        for (((w, &g), v), (&target, &multiplier)) in tails {
            let g = g + (mu * (*w - target) - multiplier);
            let (moved, velocity) = self.step(splat(*w), splat(g), splat(*v));
            (*w, *v) = (moved.to_array()[0], velocity.to_array()[0]);
        }
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
