//! The exact minimum of a linear regression, also with a quadratic pull on its weights.

use ndarray::Array2;

use super::inputs::Inputs;
use super::loss::Targets;
use super::params::Params;
use crate::math::Cholesky;

/// A pull of weights towards a target: mu/2 ||w - target - multipliers/mu||^2.
#[derive(Clone, Copy, Debug)]
pub struct Pull<'a> {
    /// Strength.
    pub mu: f64,
    /// Where to.
    pub target: &'a Params,
    /// One per weight, layer by layer.
    pub multipliers: &'a [Vec<f32>],
}

/// The loss (1/N) sum ||y - W x - b||^2 in its sufficient statistics: H = 2/N Xc'Xc and
/// B = 2/N Yc'Xc of centred data, and the means.
#[derive(Clone, Debug)]
pub struct LeastSquares {
    h: Vec<Vec<f64>>,
    /// (inputs, outputs), as weights are stored.
    b: Vec<Vec<f64>>,
    mean_x: Vec<f64>,
    mean_y: Vec<f64>,
}

impl LeastSquares {
    /// The statistics of examples with values for inputs and targets; `None` for images and classes.
    pub fn new(inputs: &Inputs, targets: &Targets) -> Option<Self> {
        let (Inputs::Values(x), Targets::Values(y)) = (inputs, targets) else { return None };
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 examples")]
        let n = x.nrows() as f64;
        let mean = |values: &Array2<f32>| -> Vec<f64> {
            values.columns().into_iter().map(|c| c.iter().map(|&v| f64::from(v)).sum::<f64>() / n).collect()
        };
        let (mean_x, mean_y) = (mean(x), mean(y));
        let product = |a: &Array2<f32>, i: usize, mean_a: f64, j: usize| -> f64 {
            let pairs = x.column(j).into_iter().zip(a.column(i));
            let terms = pairs.map(|(&x, &a)| (f64::from(x) - mean_x[j]) * (f64::from(a) - mean_a));
            2.0 / n * terms.sum::<f64>()
        };
        let inputs = 0..mean_x.len();
        let h =
            inputs.clone().map(|j| inputs.clone().map(|i| product(x, i, mean_x[i], j)).collect()).collect();
        let b = inputs.map(|j| (0..mean_y.len()).map(|i| product(y, i, mean_y[i], j)).collect()).collect();
        Some(Self { h, b, mean_x, mean_y })
    }

    /// W = (B + mu Delta + lambda)(H + mu I)^-1 and b = mean y - W mean x, over the one layer of
    /// `params`. Without a pull the plain least squares. False, and nothing written, if the system
    /// is singular (fewer examples than inputs, no pull).
    pub fn minimise(&self, pull: Option<Pull>, params: &mut Params) -> bool {
        let mut system = self.h.clone();
        for (i, row) in system.iter_mut().enumerate() {
            row[i] += pull.map_or(0.0, |pull| pull.mu);
        }
        let Some(factor) = Cholesky::new(&system) else { return false };
        let layer = &mut params.layers[0];
        let (inputs, outputs) = (self.mean_x.len(), self.mean_y.len());
        for o in 0..outputs {
            let pulled = |i: usize| {
                pull.map_or(0.0, |pull| {
                    let at = i * outputs + o;
                    pull.mu * f64::from(pull.target.layers[0].weights[at])
                        + f64::from(pull.multipliers[0][at])
                })
            };
            let mut column: Vec<f64> = (0..inputs).map(|i| self.b[i][o] + pulled(i)).collect();
            factor.solve(&mut column);
            let shift: f64 = column.iter().zip(&self.mean_x).map(|(w, x)| w * x).sum();
            #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
            for (i, w) in column.into_iter().enumerate() {
                layer.weights[i * outputs + o] = w as f32;
            }
            #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
            let bias = (self.mean_y[o] - shift) as f32;
            layer.biases[o] = bias;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::super_resolution;
    use crate::math::{Random, Stream};
    use crate::nn::{Activation, Loss, Network, Workspace};

    #[test]
    fn the_gradient_of_loss_and_pull_is_zero_at_the_minimum() {
        let data = super_resolution(0.1, 3);
        let network = Network::dense(&[16, 64], Activation::Tanh, Loss::SquaredError);
        let mut random = Random::new(1, Stream::Init);
        let (mut params, target) = (network.init(&mut random), network.init(&mut random));
        let multipliers: Vec<Vec<f32>> = vec![(0..1024).map(|_| 0.1 * random.uniform()).collect()];
        let squares = LeastSquares::new(&data.train.inputs, &data.train.targets).unwrap();
        for mu in [0.0, 0.1, 10.0] {
            let pull = (mu > 0.0).then_some(Pull { mu, target: &target, multipliers: &multipliers });
            assert!(squares.minimise(pull, &mut params));
            let mut gradient = params.zeros_like();
            let all: Vec<usize> = (0..data.train.len()).collect();
            let examples = (&data.train.inputs, &data.train.targets, all.as_slice());
            network.gradient(&params, examples, &mut gradient, &mut Workspace::default());
            let weights = params.layers[0].weights.iter().zip(&target.layers[0].weights);
            for (((w, to), lambda), g) in weights.zip(&multipliers[0]).zip(&gradient.layers[0].weights) {
                let pull = if mu > 0.0 { mu as f32 * (w - to) - lambda } else { 0.0 };
                assert!((g + pull).abs() < 1e-4, "mu={mu}: {}", g + pull);
            }
            assert!(gradient.layers[0].biases.iter().all(|g| g.abs() < 1e-4));
        }
    }

    #[test]
    fn too_few_examples_are_told_and_classes_have_no_closed_form() {
        let data = super_resolution(0.1, 3);
        let few = data.train.select(&[0, 1, 2]);
        let network = Network::dense(&[16, 64], Activation::Tanh, Loss::SquaredError);
        let mut params = network.init(&mut Random::new(1, Stream::Init));
        let before = params.clone();
        assert!(!LeastSquares::new(&few.inputs, &few.targets).unwrap().minimise(None, &mut params));
        assert_eq!(params, before);
        assert!(LeastSquares::new(&few.inputs, &Targets::Classes(vec![0; 3])).is_none());
    }
}
