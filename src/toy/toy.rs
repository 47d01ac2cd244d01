//! The toys and their parameters.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray, VariantNames};

use super::surface::{Point, Surface};

/// A problem of two weights, chosen because it teaches.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum ToyKind {
    /// Rounding the minimum is not the best that can be had.
    #[default]
    Misleads,
    /// The quadratic penalty alone gets there as well.
    Suffices,
    /// One value for both weights: a line instead of a grid.
    Shared,
    /// A loss with two minima.
    Wells,
}

impl ToyKind {
    /// theta in degrees, e1, e2, w1*, w2*; for two wells the start instead of the minimum.
    pub fn parameters(self) -> [f64; 5] {
        match self {
            Self::Misleads => [35.0, 1.0, 0.1, 0.67, 0.03],
            Self::Suffices => [-55.0, 1.0, 0.05, 2.01, 0.02],
            Self::Shared => [35.0, 1.0, 0.1, 1.5, -0.3],
            Self::Wells => [0.0, 1.0, 1.0, -1.0, -1.0],
        }
    }
}

/// A toy that can be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Toy {
    /// Which.
    pub kind: ToyKind,
    /// theta, e1, e2, w1, w2 as they are, defaults filled in.
    pub parameters: [f64; 5],
    /// The loss.
    pub surface: Surface,
    /// Where the search for the minimum starts; the minimum itself of a quadratic loss.
    pub start: Point,
}

impl Toy {
    /// A toy with these parameters, in the order of [`ToyKind::parameters`].
    pub fn new(kind: ToyKind, parameters: [f64; 5]) -> Self {
        let [theta, e1, e2, wx, wy] = parameters;
        // Weights are in single precision: the minimum must be one of them, for its loss to be zero.
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        let start = [wx, wy].map(|w| f64::from(w as f32));
        let surface = match kind {
            ToyKind::Wells => Surface::TwoWells,
            _ => Surface::quadratic(theta, [e1, e2], start),
        };
        Self { kind, parameters, surface, start }
    }
}
