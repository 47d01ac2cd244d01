//! Codebooks and their C steps: for given values v, the codebook and assignment that minimise
//! ||v - Delta(Theta)||^2, one file per kind of codebook.
//!
//! [`Codebook`] names a kind; [`Codebook::quantizer`] gives the projection Pi behind it.

mod adaptive;
mod adaptive_zero;
mod binary;
mod codebook;
mod fixed;
mod kmeans1d;
#[cfg(test)]
pub(crate) mod oracle;
mod projection;
mod scaled;
mod size;
mod ternary_scaled;

pub use codebook::{Codebook, Entries, Freedom, ParseCodebookError, Solver};
pub use projection::{Projection, QuantError, Quantizer};
pub use size::{GroupSize, Size};

/// Largest codebook: assignments are stored as bytes.
pub const MAX_ENTRIES: usize = 256;
