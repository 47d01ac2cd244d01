//! The closed sets a spec chooses from, as links write them.

use std::fmt;
use std::str::FromStr;

use crate::data::{Dataset, Shape, digits, super_resolution, synthetic};
use crate::lc::Method;
use crate::nn::Loss;
use crate::quant::Codebook;

/// A text that is not one of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the choices")]
pub struct ParseError;

/// Which data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataKind {
    /// A two-dimensional toy problem.
    Synthetic(Shape),
    /// 8x8 handwritten digits.
    #[default]
    Digits,
    /// Linear regression from small images to large ones.
    SuperResolution,
}

impl DataKind {
    /// Every data set with its name in links.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Synthetic(Shape::Moons), "moons"),
        (Self::Synthetic(Shape::Circles), "circles"),
        (Self::Synthetic(Shape::Spiral), "spiral"),
        (Self::Synthetic(Shape::Xor), "xor"),
        (Self::Synthetic(Shape::Blobs), "blobs"),
        (Self::Digits, "digits"),
        (Self::SuperResolution, "superres"),
    ];

    /// The name in links.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The loss its targets call for.
    pub fn loss(self) -> Loss {
        match self {
            Self::Synthetic(_) | Self::Digits => Loss::CrossEntropy,
            Self::SuperResolution => Loss::SquaredError,
        }
    }

    /// Generates or decodes the data.
    pub(super) fn load(self, noise: f64, seed: u32) -> Dataset {
        #[expect(clippy::cast_possible_truncation, reason = "noise is a small number")]
        match self {
            Self::Synthetic(shape) => synthetic(shape, noise as f32, seed),
            Self::Digits => digits(),
            Self::SuperResolution => super_resolution(noise, seed),
        }
    }
}

impl fmt::Display for DataKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DataKind {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::ALL.into_iter().find(|(_, name)| *name == text).map(|(kind, _)| kind).ok_or(ParseError)
    }
}

/// Widths of the hidden layers, `300-100`; `linear` for none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenWidths(pub Vec<usize>);

impl HiddenWidths {
    /// Most hidden layers.
    pub const MAX_LAYERS: usize = 4;
    /// Widest hidden layer.
    pub const MAX_WIDTH: usize = 1024;

    /// Whether the widths are within the limits.
    pub fn is_valid(&self) -> bool {
        self.0.len() <= Self::MAX_LAYERS && self.0.iter().all(|w| (1..=Self::MAX_WIDTH).contains(w))
    }
}

impl fmt::Display for HiddenWidths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("linear");
        }
        let widths: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&widths.join("-"))
    }
}

impl FromStr for HiddenWidths {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text == "linear" {
            return Ok(Self(Vec::new()));
        }
        let widths: Result<Vec<usize>, _> = text.split('-').map(str::parse).collect();
        widths.map(Self).map_err(|_| ParseError)
    }
}

/// One pane: a method and a codebook, `lc:adaptive:4`.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneSpec {
    /// How to get onto the codebook.
    pub method: Method,
    /// Which codebook.
    pub codebook: Codebook,
}

impl fmt::Display for PaneSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.method, self.codebook)
    }
}

impl FromStr for PaneSpec {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let (method, codebook) = text.split_once(':').ok_or(ParseError)?;
        let method = method.parse().map_err(|_| ParseError)?;
        let codebook = codebook.parse().map_err(|_| ParseError)?;
        Ok(Self { method, codebook })
    }
}
