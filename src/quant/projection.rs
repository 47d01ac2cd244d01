//! What a C step gives, and the interface every codebook implements.

use crate::math::Random;

/// Theta for one group of weights: its codebook and who is assigned to which entry.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Projection {
    /// Entries in ascending order. Adaptive codebooks may have fewer than K: as many as there
    /// were distinct values.
    pub codebook: Vec<f32>,
    /// For every value the index of its entry.
    pub assignment: Vec<u8>,
    /// ||v - Delta(Theta)||^2.
    pub distortion: f64,
    /// Iterations an iterative solver needed; 0 for closed forms and exact solvers.
    pub iterations: u32,
}

impl Projection {
    /// Delta(Theta)_i: the entry value i is assigned to.
    pub fn quantized(&self) -> impl Iterator<Item = f32> + '_ {
        self.assignment.iter().map(|&a| self.codebook[usize::from(a)])
    }

    /// Builds the projection of `values` for a codebook and assignment, computing the distortion.
    pub(super) fn new(values: &[f32], codebook: Vec<f32>, assignment: Vec<u8>, iterations: u32) -> Self {
        let mut projection = Self { codebook, assignment, distortion: 0.0, iterations };
        let squares = values.iter().zip(projection.quantized()).map(|(&v, q)| {
            let difference = f64::from(v) - f64::from(q);
            difference * difference
        });
        projection.distortion = squares.sum();
        projection
    }
}

/// Why values could not be projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum QuantError {
    /// A value is NaN or infinite.
    #[error("value {index} is not a finite number")]
    NotFinite {
        /// Position of the first such value.
        index: usize,
    },
    /// There is nothing to quantize.
    #[error("there are no values to quantize")]
    Empty,
}

/// The projection Pi onto one kind of codebook.
pub trait Quantizer {
    /// Pi(values). `warm` is the codebook of the previous C step, for solvers that start from it;
    /// `random` serves those that start at random.
    ///
    /// # Errors
    /// If a value is NaN or infinite, or there are none.
    fn project(
        &self,
        values: &[f32],
        warm: Option<&[f32]>,
        random: &mut Random,
    ) -> Result<Projection, QuantError>;
}

/// Refuses what no codebook can represent: several well-known libraries map NaN to an entry
/// without a word.
pub(super) fn check_values(values: &[f32]) -> Result<(), QuantError> {
    if values.is_empty() {
        return Err(QuantError::Empty);
    }
    match values.iter().position(|v| !v.is_finite()) {
        Some(index) => Err(QuantError::NotFinite { index }),
        None => Ok(()),
    }
}
