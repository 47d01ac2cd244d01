//! Small nets that run: quantized nets in the bytes they are written in, and kernels that answer from them.
//!
//! ```
//! use lc_lab::math::{Random, Stream};
//! use lc_lab::nn::{Activation, Inputs, Loss, Network};
//! use lc_lab::pack::{Packed, Runner};
//! use lc_lab::quant::{Codebook, Solver};
//!
//! let network = Network::dense(&[8, 3], Activation::Tanh, Loss::CrossEntropy);
//! let mut params = network.init(&mut Random::new(1, Stream::Init));
//! let codebook = Codebook::BinaryScaled;
//! let theta = codebook.quantizer(Solver::Exact).project(&params.layers[0].weights, None, &mut Random::new(1, Stream::Data))?;
//! params.layers[0].weights = theta.quantized().collect();
//! let packed = Packed::new(&network, &codebook, &[theta], &params);
//! // 24 bits of codes, one scale, three biases.
//! assert_eq!((packed.bytes(), packed.unpack()), (3 + 4 + 12, params));
//! let inputs = Inputs::Values(ndarray::Array2::ones((1, 8)));
//! assert_eq!(Runner::packed(&network, &packed, &inputs).run(&inputs, 0).len(), 3);
//! # Ok::<(), lc_lab::quant::QuantError>(())
//! ```

mod codes;
mod energy;
mod kernel;
#[cfg(test)]
mod oracle;
mod packed;
mod runner;
#[cfg(test)]
mod tests;

pub use codes::{pack_codes, unpack_codes};
pub use packed::{Packed, PackedGroup, PackedLayer, Stored, single};
pub use runner::{Operations, Runner, product};
