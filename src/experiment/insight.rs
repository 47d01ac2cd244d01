//! What a net does: its answers on examples that can be shown.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::reference::Reference;
use super::spec::DataKind;
use crate::data::Dataset;
use crate::nn::{Inputs, Network, Params, Targets, Vote, Workspace};

/// The data as something to look at, and the reference net's answers on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Scene {
    /// Nothing that could be shown.
    #[default]
    None,
    /// Points of a plane.
    Plane {
        /// The plane is shown from -extent to extent, in both coordinates.
        extent: f32,
        /// The test examples.
        points: Vec<[f32; 2]>,
        /// Their classes.
        classes: Vec<u8>,
        /// The reference net's answers.
        reference: Boundary,
    },
    /// Square images.
    Images {
        /// Pixels along a side.
        side: usize,
    },
}

/// What a quantized net does after an iteration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Insight {
    /// Nothing that could be shown.
    #[default]
    None,
    /// Its answers all over the plane.
    Plane(Boundary),
    /// How its answers on the test images differ from the reference net's.
    Images(Confusion),
    /// What pulls at two weights.
    Forces(Forces),
}

/// What pulls at the two weights of a toy: at the end the one makes up for the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Forces {
    /// lambda, after the C step.
    pub multipliers: [f32; 2],
    /// grad L(w).
    pub gradient: [f32; 2],
}

/// Answers on a grid over the plane, row by row from the top (largest second coordinate).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Boundary {
    /// Points along a side.
    pub side: usize,
    /// One answer per point; `None` for a NaN.
    pub votes: Vec<Option<Vote>>,
}

/// Two nets' answers on the same examples.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// Number of classes.
    pub classes: usize,
    /// How many examples the reference net answers with the row's class and the quantized net with
    /// the column's, row by row.
    pub counts: Vec<u32>,
    /// The first few they answer differently.
    pub examples: Vec<Disagreement>,
}

/// A test example that two nets answer differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Its number among the test examples.
    pub index: u32,
    /// The right answer.
    pub label: u8,
    /// Its grey levels.
    pub grey: Vec<u8>,
    /// The reference net's answer.
    pub reference: Vote,
    /// The quantized net's answer.
    pub quantized: Vote,
}

/// Points along a side of a boundary's grid.
const SIDE: usize = 48;
/// Differing examples kept.
const EXAMPLES: usize = 12;

/// Pixels along a side of the images a data set consists of.
fn image_side(kind: DataKind) -> Option<usize> {
    match kind {
        DataKind::Digits => Some(8),
        DataKind::Mnist => Some(28),
        DataKind::SuperResolution => Some(4),
        DataKind::Moons | DataKind::Circles | DataKind::Spiral | DataKind::Xor | DataKind::Blobs => None,
    }
}

impl Scene {
    /// The data of a kind, if they are images.
    pub(super) fn of_images(kind: DataKind) -> Self {
        image_side(kind).map_or(Self::None, |side| Self::Images { side })
    }

    /// The data of a kind, and the reference net's answers.
    pub(super) fn new(kind: DataKind, data: &Dataset, network: &Network, reference: &Params) -> Self {
        if image_side(kind).is_some() {
            return Self::of_images(kind);
        }
        let (Some(values), Targets::Classes(classes)) = (data.test.inputs.values(), &data.test.targets)
        else {
            return Self::None;
        };
        let extent = extent(data);
        let boundary = Boundary::new(extent, network, reference, &mut Workspace::default());
        let points = values.outer_iter().map(|row| [row[0], row[1]]).collect();
        Self::Plane { extent, points, classes: classes.clone(), reference: boundary }
    }
}

/// Where all training examples of a plane lie within, with a margin.
fn extent(data: &Dataset) -> f32 {
    let values = data.train.inputs.values().into_iter().flatten();
    1.1 * values.fold(0.1_f32, |m, v| m.max(v.abs()))
}

impl Boundary {
    /// How sure the net is of the second of two classes at a point, from -1 to 1 in both coordinates: between the points
    /// of the grid, in proportion.
    pub fn second(&self, (x, y): (f64, f64)) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a small grid")]
        let side = self.side.max(1) as f64;
        let at = |v: f64| (f64::midpoint(v, 1.0) * side - 0.5).clamp(0.0, side - 1.0);
        let (column, row) = (at(x), at(-y));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small grid")]
        let near =
            |v: f64| (v.floor() as usize, (v.ceil() as usize).min(self.side.saturating_sub(1)), v.fract());
        let sure =
            |row: usize, column: usize| match self.votes.get(row * self.side + column).copied().flatten() {
                Some(vote) if vote.class == 1 => f64::from(vote.confidence),
                Some(vote) => 1.0 - f64::from(vote.confidence),
                None => 0.5,
            };
        let ((left, right, across), (above, below, down)) = (near(column), near(row));
        let line = |row: usize| sure(row, left) * (1.0 - across) + sure(row, right) * across;
        line(above) * (1.0 - down) + line(below) * down
    }

    /// The answer at a place, in thousandths of the extent: that of the nearest point of the grid.
    pub fn vote(&self, (across, up): (i16, i16)) -> Option<Vote> {
        let side = i32::try_from(self.side).ok()?;
        let at = |v: i16| ((i32::from(v) + 1000) * side / 2000).clamp(0, side - 1);
        let place = at(up.saturating_neg()) * side + at(across);
        self.votes.get(usize::try_from(place).ok()?).copied().flatten()
    }

    /// A net's answers on the plane from -extent to extent.
    pub(super) fn new(extent: f32, network: &Network, params: &Params, workspace: &mut Workspace) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a small grid")]
        let place = |i: usize| extent * ((2 * i + 1) as f32 / SIDE as f32 - 1.0);
        let grid = Array2::from_shape_fn((SIDE * SIDE, 2), |(i, axis)| {
            if axis == 0 { place(i % SIDE) } else { -place(i / SIDE) }
        });
        Self { side: SIDE, votes: network.votes(params, &Inputs::Values(grid), workspace) }
    }
}

/// What there is to see of the nets of a run that classify.
pub(super) struct Insights {
    /// The reference net's answers on the test examples.
    votes: Vec<Option<Vote>>,
    shown: Shown,
    classes: usize,
}

/// How a net's answers can be shown.
enum Shown {
    /// All over the plane.
    Plane { extent: f32 },
    /// On images.
    Images,
    /// Not at all.
    None,
}

impl Insights {
    /// For runs from a reference net on classification data; `None` for regression.
    pub(super) fn new(kind: DataKind, data: &Dataset, reference: &Reference) -> Option<Self> {
        let Targets::Classes(_) = &data.test.targets else { return None };
        let shown = match image_side(kind) {
            Some(_) => Shown::Images,
            None if data.features() == 2 => Shown::Plane { extent: extent(data) },
            None => Shown::None,
        };
        Some(Self { votes: reference.votes.clone(), shown, classes: data.outputs })
    }

    /// The test examples a net answers differently from the reference.
    fn different(&self, votes: &[Option<Vote>]) -> Vec<usize> {
        let class = |votes: &[Option<Vote>], i: usize| votes.get(i).copied().flatten().map(|vote| vote.class);
        (0..votes.len()).filter(|&i| class(votes, i) != class(&self.votes, i)).collect()
    }

    /// The fraction of the test examples answered differently from the reference.
    pub(super) fn disagreement(&self, votes: &[Option<Vote>]) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of examples are far below 2^53")]
        let fraction = self.different(votes).len() as f64 / votes.len().max(1) as f64;
        fraction
    }

    /// What there is to see of a net that says this of the test examples.
    pub(super) fn look(
        &self,
        (data, network): (&Dataset, &Network),
        (params, votes): (&Params, &[Option<Vote>]),
        workspace: &mut Workspace,
    ) -> Insight {
        match self.shown {
            Shown::None => Insight::None,
            Shown::Plane { extent } => Insight::Plane(Boundary::new(extent, network, params, workspace)),
            Shown::Images => Insight::Images(self.confusion(data, votes)),
        }
    }

    fn confusion(&self, data: &Dataset, votes: &[Option<Vote>]) -> Confusion {
        let (classes, different) = (self.classes, self.different(votes));
        let mut counts = vec![0; classes * classes];
        for (reference, own) in self.votes.iter().zip(votes) {
            if let (Some(reference), Some(own)) = (reference, own) {
                counts[usize::from(reference.class) * classes + usize::from(own.class)] += 1;
            }
        }
        let example = |&i: &usize| {
            let Targets::Classes(labels) = &data.test.targets else { return None };
            Some(Disagreement {
                index: u32::try_from(i).ok()?,
                label: labels[i],
                grey: data.test.inputs.grey(i),
                reference: self.votes[i]?,
                quantized: votes[i]?,
            })
        };
        let examples = different.iter().filter_map(example).take(EXAMPLES).collect();
        Confusion { classes, counts, examples }
    }
}
