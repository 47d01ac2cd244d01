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
    /// Values that are kept in full beside the codebook: their places, ascending, and what they are.
    pub kept: Vec<(u32, f32)>,
    /// ||v - Delta(Theta)||^2.
    pub distortion: f64,
    /// Iterations an iterative solver needed; 0 for closed forms and exact solvers.
    pub iterations: u32,
}

impl Projection {
    /// Delta(Theta)_i: the entry value i is assigned to, or the value itself if it is kept.
    pub fn quantized(&self) -> impl Iterator<Item = f32> + '_ {
        let mut kept = self.kept.iter().peekable();
        (0..).zip(&self.assignment).map(move |(i, &a)| match kept.next_if(|(place, _)| *place == i) {
            Some((_, value)) => *value,
            None => self.codebook[usize::from(a)],
        })
    }

    /// For every value the index of the entry that serves it; `None` if it is kept.
    pub fn served(&self) -> impl Iterator<Item = Option<u8>> + '_ {
        let mut kept = self.kept.iter().peekable();
        (0..).zip(&self.assignment).map(move |(i, &a)| match kept.next_if(|(place, _)| *place == i) {
            Some(_) => None,
            None => Some(a),
        })
    }

    /// Whether every value has an entry, and what is kept is among the values, in order.
    pub fn is_sound(&self) -> bool {
        let places = self.kept.iter().map(|(place, _)| *place as usize);
        self.assignment.iter().all(|a| usize::from(*a) < self.codebook.len())
            && places.clone().is_sorted_by(|a, b| a < b)
            && places.into_iter().all(|place| place < self.assignment.len())
    }

    /// Builds the projection of `values` for a codebook and assignment, computing the distortion.
    pub(super) fn new(values: &[f32], codebook: Vec<f32>, assignment: Vec<u8>, iterations: u32) -> Self {
        let mut projection = Self { codebook, assignment, kept: Vec::new(), distortion: 0.0, iterations };
        projection.measure(values);
        projection
    }

    /// Computes the distortion of `values` anew.
    pub(super) fn measure(&mut self, values: &[f32]) {
        let squares = values.iter().zip(self.quantized()).map(|(&v, q)| {
            let difference = f64::from(v) - f64::from(q);
            difference * difference
        });
        self.distortion = squares.sum();
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

    /// What projects several groups at once, where a group's codebook depends on all of them.
    fn joint(&self) -> Option<&dyn Joint> {
        None
    }
}

/// A projection of several groups at once.
pub trait Joint {
    /// As [`project_groups`] does.
    ///
    /// # Errors
    /// If a value is NaN or infinite, or a group has none.
    fn project(
        &self,
        groups: &[&[f32]],
        before: &[Projection],
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError>;
}

/// Pi of several groups, each with a codebook of its own, given the projections of the previous C step if there was one.
///
/// # Errors
/// If a value is NaN or infinite, or a group has none.
pub fn project_groups(
    quantizer: &dyn Quantizer,
    groups: &[&[f32]],
    before: &[Projection],
    random: &mut Random,
) -> Result<Vec<Projection>, QuantError> {
    if let Some(joint) = quantizer.joint() {
        return joint.project(groups, before, random);
    }
    let mut all = Vec::new();
    for (group, values) in groups.iter().enumerate() {
        let warm = before.get(group).map(|p| p.codebook.as_slice());
        all.push(quantizer.project(values, warm, random)?);
    }
    Ok(all)
}

/// Pi of one group by what projects several.
pub(super) fn project_one(
    joint: &dyn Joint,
    values: &[f32],
    warm: Option<&[f32]>,
    random: &mut Random,
) -> Result<Projection, QuantError> {
    let before = warm.map(|codebook| Projection::new(&[], codebook.to_vec(), Vec::new(), 0));
    let mut all = joint.project(&[values], before.as_slice(), random)?;
    all.pop().ok_or(QuantError::Empty)
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
