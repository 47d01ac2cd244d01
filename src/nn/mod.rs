//! Feed-forward nets: layers, losses, networks, stochastic gradient descent.
//!
//! This room knows nothing of quantization. A network holds no weights: they live in [`Params`],
//! so that the same network can be evaluated at the real weights and at the quantized ones.
//!
//! ```
//! use lc_lab::math::{Random, Stream};
//! use lc_lab::nn::{Activation, Loss, Network};
//! let network = Network::dense(&[2, 8, 3], Activation::Tanh, Loss::CrossEntropy);
//! let params = network.init(&mut Random::new(1, Stream::Init));
//! assert_eq!((params.weight_count(), params.bias_count()), (2 * 8 + 8 * 3, 8 + 3));
//! ```

mod convolution;
mod inputs;
mod layer;
mod least_squares;
mod loss;
mod network;
mod params;
mod pool;
mod sgd;

pub use convolution::Convolution;
pub use inputs::{Inputs, Pixels, Row};
pub use layer::{Activation, Layer};
pub use least_squares::{LeastSquares, Pull};
pub use loss::{Loss, Targets};
pub use network::{Evaluation, Network, Tally, Vote, Workspace, answer};
pub use params::{LayerParams, Params};
pub use pool::MaxPool;
pub use sgd::{Nesterov, Rates};
