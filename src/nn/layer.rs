//! The layers a network is a chain of.

use ndarray::ArrayView2;

use super::params::LayerParams;
use crate::math::{Packing, Random, gemm, tanh_slice};

/// Elementwise nonlinearity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Activation {
    /// Hyperbolic tangent.
    #[default]
    Tanh,
    /// max(x, 0).
    Relu,
}

/// One link of the chain. Examples are rows throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Y = X W + b, with W of (inputs, outputs).
    Dense {
        /// Width of X.
        inputs: usize,
        /// Width of Y.
        outputs: usize,
    },
    /// Y = f(X), elementwise.
    Activation {
        /// f.
        function: Activation,
        /// Width of X and Y.
        width: usize,
    },
}

impl Layer {
    /// Width of the output rows.
    pub fn outputs(self) -> usize {
        match self {
            Self::Dense { outputs, .. } => outputs,
            Self::Activation { width, .. } => width,
        }
    }

    /// Whether the layer has an entry in [`super::Params`].
    pub fn has_params(self) -> bool {
        matches!(self, Self::Dense { .. })
    }

    /// Glorot uniform weights, U(-r, r) with r = sqrt(6 / (inputs + outputs)), and zero biases.
    pub fn init(self, random: &mut Random) -> Option<LayerParams> {
        let Self::Dense { inputs, outputs } = self else { return None };
        #[expect(clippy::cast_precision_loss, reason = "layer widths are far below 2^24")]
        let r = (6.0 / (inputs + outputs) as f32).sqrt();
        let weights = (0..inputs * outputs).map(|_| r * (2.0 * random.uniform() - 1.0)).collect();
        Some(LayerParams { weights, biases: vec![0.0; outputs] })
    }

    /// Writes the layer's output for input rows `x` into `y`.
    pub(super) fn forward(
        self,
        params: &LayerParams,
        x: ArrayView2<f32>,
        y: &mut [f32],
        packing: &mut Packing,
    ) {
        match self {
            Self::Dense { inputs, outputs } => {
                gemm(x, view(&params.weights, (inputs, outputs)), y, packing);
                for row in y.chunks_exact_mut(outputs) {
                    for (value, bias) in row.iter_mut().zip(&params.biases) {
                        *value += bias;
                    }
                }
            }
            Self::Activation { function, .. } => {
                for (y, &x) in y.iter_mut().zip(x.iter()) {
                    *y = x;
                }
                match function {
                    Activation::Tanh => tanh_slice(y),
                    // Written so that NaN passes through.
                    Activation::Relu => y.iter_mut().for_each(|v| *v = if *v < 0.0 { 0.0 } else { *v }),
                }
            }
        }
    }

    /// From dL/dy (rows of outputs): writes the parameters' gradient into `grad`, and dL/dx into
    /// `dx` if somebody wants it.
    pub(super) fn backward(
        self,
        params: &LayerParams,
        (x, y): (ArrayView2<f32>, &[f32]),
        dy: &[f32],
        grad: &mut LayerParams,
        dx: Option<&mut [f32]>,
        packing: &mut Packing,
    ) {
        let rows = x.nrows();
        match self {
            Self::Dense { inputs, outputs } => {
                let dy_view = view(dy, (rows, outputs));
                gemm(x.t(), dy_view, &mut grad.weights, packing);
                grad.biases.fill(0.0);
                for row in dy.chunks_exact(outputs) {
                    for (sum, d) in grad.biases.iter_mut().zip(row) {
                        *sum += d;
                    }
                }
                if let Some(dx) = dx {
                    let w = view(&params.weights, (inputs, outputs));
                    gemm(dy_view, w.t(), dx, packing);
                }
            }
            Self::Activation { function, .. } => {
                let Some(dx) = dx else { return };
                for ((dx, &dy), &y) in dx.iter_mut().zip(dy).zip(y) {
                    *dx = match function {
                        Activation::Tanh => dy * (1.0 - y * y),
                        Activation::Relu => dy * f32::from(u8::from(y > 0.0)),
                    };
                }
            }
        }
    }
}

/// Row-major view of a buffer whose length the network fixed.
pub(super) fn view(data: &[f32], shape: (usize, usize)) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape(shape, data).expect("buffer has the layer's shape")
}
