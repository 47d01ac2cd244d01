//! The layers a network is a chain of.

use ndarray::ArrayView2;
use wide::f32x4;

use super::convolution::{Convolution, add_biases, sum_rows};
use super::network::Workspace;
use super::params::LayerParams;
use super::pool::MaxPool;
use crate::math::{Packing, Random, gemm, splat, tanh_slice};

/// Elementwise nonlinearity.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
    strum::VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Activation {
    /// Hyperbolic tangent.
    #[default]
    Tanh,
    /// max(x, 0).
    Relu,
}

impl Activation {
    /// Applies it to every value, in place.
    pub fn apply(self, values: &mut [f32]) {
        match self {
            Self::Tanh => tanh_slice(values),
            // Written so that NaN passes through.
            Self::Relu => values.iter_mut().for_each(|v| *v = if *v < 0.0 { 0.0 } else { *v }),
        }
    }
}

/// One link of the chain. Examples are rows throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// Kernels over images.
    Convolution(Convolution),
    /// The largest of each 2x2 square of images.
    MaxPool(MaxPool),
}

/// Buffers reused from layer to layer.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) packing: Packing,
    /// Of a convolution's block of images.
    pub(super) patches: Vec<f32>,
}

impl Layer {
    /// Width of the output rows.
    pub fn outputs(self) -> usize {
        match self {
            Self::Dense { outputs, .. } => outputs,
            Self::Activation { width, .. } => width,
            Self::Convolution(convolution) => convolution.outputs(),
            Self::MaxPool(pool) => pool.outputs(),
        }
    }

    /// Inputs and outputs, if every output has a weight for every input.
    pub fn dense(self) -> Option<(usize, usize)> {
        match self {
            Self::Dense { inputs, outputs } => Some((inputs, outputs)),
            Self::Activation { .. } | Self::Convolution(_) | Self::MaxPool(_) => None,
        }
    }

    /// Rows and columns of the weights: inputs and outputs of each unit. `None` without weights.
    pub fn weights(self) -> Option<(usize, usize)> {
        match self {
            Self::Dense { inputs, outputs } => Some((inputs, outputs)),
            Self::Convolution(convolution) => Some((convolution.patch(), convolution.maps)),
            Self::Activation { .. } | Self::MaxPool(_) => None,
        }
    }

    /// Glorot uniform weights, U(-r, r) with r = sqrt(6 / (fan in + fan out)), and zero biases. A
    /// kernel's fans are its patch and, with as many positions, maps times kernel area.
    pub fn init(self, random: &mut Random) -> Option<LayerParams> {
        let (inputs, outputs) = self.weights()?;
        let fan_out = match self {
            Self::Convolution(c) => c.maps * c.kernel * c.kernel,
            _ => outputs,
        };
        #[expect(clippy::cast_precision_loss, reason = "layer widths are far below 2^24")]
        let r = (6.0 / (inputs + fan_out) as f32).sqrt();
        let weights = (0..inputs * outputs).map(|_| r * (2.0 * random.uniform() - 1.0)).collect();
        Some(LayerParams { weights, biases: vec![0.0; outputs] })
    }

    /// Writes the layer's output for `rows` input rows `x` into `y`.
    pub(super) fn forward(
        self,
        params: &LayerParams,
        (rows, x): (usize, &[f32]),
        y: &mut [f32],
        scratch: &mut Scratch,
    ) {
        match self {
            Self::Dense { inputs, outputs } => {
                let weights = view(&params.weights, (inputs, outputs));
                gemm(view(x, (rows, inputs)), weights, y, &mut scratch.packing);
                add_biases(y, &params.biases);
            }
            Self::Activation { function, .. } => {
                y.copy_from_slice(x);
                function.apply(y);
            }
            Self::Convolution(convolution) => convolution.forward(params, x, y, scratch),
            Self::MaxPool(pool) => pool.forward(x, y),
        }
    }

    /// Writes the layer's output for one row `x` into `y`.
    pub fn apply(self, params: &LayerParams, x: &[f32], y: &mut [f32], workspace: &mut Workspace) {
        self.forward(params, (1, x), y, &mut workspace.scratch);
    }

    /// From dL/dy (rows of outputs): writes the parameters' gradient into `grad`, and dL/dx into
    /// `dx` if somebody wants it.
    pub(super) fn backward(
        self,
        params: &LayerParams,
        (rows, x, y, dy): (usize, &[f32], &[f32], &[f32]),
        grad: &mut LayerParams,
        dx: Option<&mut [f32]>,
        scratch: &mut Scratch,
    ) {
        match self {
            Self::Dense { inputs, outputs } => {
                let dy_view = view(dy, (rows, outputs));
                gemm(
                    view(x, (rows, inputs)).reversed_axes(),
                    dy_view,
                    &mut grad.weights,
                    &mut scratch.packing,
                );
                sum_rows(dy, &mut grad.biases);
                if let Some(dx) = dx {
                    let weights = view(&params.weights, (inputs, outputs));
                    gemm(dy_view, weights.t(), dx, &mut scratch.packing);
                }
            }
            Self::Activation { function, .. } => {
                let Some(dx) = dx else { return };
                match function {
                    Activation::Tanh => through_tanh(dy, y, dx),
                    Activation::Relu => {
                        let n = dx.len();
                        let (dy, y) = (&dy[..n], &y[..n]);
                        let mut i = 0;
                        while i < n {
                            dx[i] = dy[i] * f32::from(u8::from(y[i] > 0.0));
                            i += 1;
                        }
                    }
                }
            }
            Self::Convolution(convolution) => convolution.backward(params, (x, dy), grad, dx, scratch),
            Self::MaxPool(pool) => {
                if let Some(dx) = dx {
                    pool.backward(x, dy, dx);
                }
            }
        }
    }
}

/// dL/dx = dL/dy (1 - y^2) for y = tanh x, four at a time.
fn through_tanh(dy: &[f32], y: &[f32], dx: &mut [f32]) {
    let ((dx, dx_tail), (dy, dy_tail), (y, y_tail)) =
        (dx.as_chunks_mut::<4>(), dy.as_chunks::<4>(), y.as_chunks::<4>());
    let n = dx.len();
    let (dy, y) = (&dy[..n], &y[..n]);
    let mut i = 0;
    while i < n {
        let at = f32x4::from(y[i]);
        dx[i] = (f32x4::from(dy[i]) * (splat(1.0) - at * at)).to_array();
        i += 1;
    }
    for ((dx, dy), y) in dx_tail.iter_mut().zip(dy_tail).zip(y_tail) {
        *dx = dy * (1.0 - y * y);
    }
}

/// Row-major view of a buffer whose length the network fixed.
pub(super) fn view(data: &[f32], shape: (usize, usize)) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape(shape, data).expect("buffer has the layer's shape")
}
