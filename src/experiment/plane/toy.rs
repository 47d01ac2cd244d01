//! The toys and their parameters.

use super::surface::{Point, Surface};
use crate::experiment::choices::{PaneSpec, ParseError};
use crate::lc::Method;
use crate::quant::Codebook;

/// A problem of two weights, chosen because it teaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// Every toy with its name in links.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Misleads, "misleads"),
        (Self::Suffices, "suffices"),
        (Self::Shared, "shared"),
        (Self::Wells, "wells"),
    ];

    /// The runs that show what it is for.
    pub fn panes(self) -> Vec<PaneSpec> {
        let pane = |method, codebook| PaneSpec { method, codebook };
        let one = || Codebook::Adaptive { k: 1 };
        match self {
            Self::Misleads | Self::Suffices => {
                vec![pane(Method::Lc, Codebook::Binary), pane(Method::Lcqp, Codebook::Binary)]
            }
            Self::Shared => vec![pane(Method::Lc, one()), pane(Method::Lcqp, one())],
            Self::Wells => vec![pane(Method::Lc, Codebook::Binary), pane(Method::Lc, one())],
        }
    }

    /// theta in degrees, e1, e2, w1*, w2*; for two wells the start instead of the minimum.
    pub(in crate::experiment) fn parameters(self) -> [f64; 5] {
        match self {
            Self::Misleads => [35.0, 1.0, 0.1, 0.67, 0.03],
            Self::Suffices => [-55.0, 1.0, 0.05, 2.01, 0.02],
            Self::Shared => [35.0, 1.0, 0.1, 1.5, -0.3],
            Self::Wells => [0.0, 1.0, 1.0, 1.0, 1.0],
        }
    }

    /// First mu.
    pub(in crate::experiment) fn mu0(self) -> f64 {
        match self {
            Self::Misleads | Self::Suffices => 0.01,
            Self::Shared => 0.1,
            Self::Wells => 0.05,
        }
    }
}

impl std::str::FromStr for ToyKind {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|(_, name)| *name == text).map(|(kind, _)| kind).ok_or(ParseError)
    }
}

impl std::fmt::Display for ToyKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Self::ALL.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

/// A toy as asked for; `None` is the toy's own.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ToySpec {
    /// Which.
    pub kind: ToyKind,
    /// Angle of the steepest axis, in degrees.
    pub theta: Option<f64>,
    /// Curvature along that axis.
    pub e1: Option<f64>,
    /// Curvature across it.
    pub e2: Option<f64>,
    /// First weight of the minimum; of the start where there are two wells.
    pub wx: Option<f64>,
    /// Second weight.
    pub wy: Option<f64>,
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
    /// The keys of its parameters in links, in order.
    pub const KEYS: [&'static str; 5] = ["theta", "e1", "e2", "wx", "wy"];

    pub(in crate::experiment) fn new(kind: ToyKind, parameters: [f64; 5]) -> Self {
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
