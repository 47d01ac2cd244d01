//! Codebooks and their C steps: for given values v, the codebook and assignment that minimise
//! ||v - Delta(Theta)||^2, one file per kind of codebook.
//!
//! [`Codebook`] names a kind; [`Codebook::quantizer`] gives the projection Pi behind it.
//!
//! ```
//! use lc_lab::math::{Random, Stream};
//! use lc_lab::quant::{Codebook, Solver};
//! let codebook: Codebook = "binary-scaled".parse()?;
//! let mut random = Random::new(1, Stream::KMeansPlusPlus);
//! let projection = codebook.quantizer(Solver::Exact).project(&[0.5, -1.5, 1.0], None, &mut random)?;
//! assert_eq!((projection.codebook, projection.assignment), (vec![-1.0, 1.0], vec![1, 0, 1]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod adaptive;
mod adaptive_zero;
mod binary;
mod budget;
mod codebook;
mod corrected;
mod fixed;
mod kmeans1d;
#[cfg(test)]
pub(crate) mod oracle;
mod projection;
mod scaled;
mod scheme;
mod size;
mod ternary_scaled;

pub use codebook::{Codebook, Entries, Freedom, ParseCodebookError, Solver};
pub use projection::{Joint, Projection, QuantError, Quantizer, project_groups};
pub use scheme::Scheme;
pub use size::{GroupSize, Size, index_width};

/// Largest codebook: assignments are stored as bytes.
pub const MAX_ENTRIES: usize = 256;
