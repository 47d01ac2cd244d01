//! f32 kernels with a fixed order of operations, and the seeded generator.
//!
//! Everything here gives the same bits on every machine: only `+ - * /`, comparisons and bit
//! moves, in an order that does not depend on the width of the machine's vectors.

mod cholesky;
mod double_double;
mod elementary;
mod gemm;
mod number;
mod panels;
mod random;
mod sparse;
mod sums;

pub use cholesky::Cholesky;
pub use double_double::DoubleDouble;
pub(crate) use elementary::splat;
pub use elementary::{TANH_COEFFICIENTS, TANH_LIMIT, exp, exp_slice, ln, tanh, tanh_slice};
pub use gemm::{gemm, gemm_add};
pub use number::number;
pub use panels::Packing;
pub use random::{Random, Stream};
pub use sparse::{Shift, Sparse};
pub use sums::{Fnv64, order_of, order_of_pairs, sort_doubles, sort_singles, squared_distance, squared_norm};
