//! The closed sets a spec chooses from, as links write them.

use std::fmt;
use std::str::FromStr;

use crate::data::Shape;
use crate::lc::Method;
use crate::nn::{Activation, Loss, Network};
use crate::quant::Codebook;

/// A text that is not one of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the choices")]
pub struct ParseError;

/// Which lab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabKind {
    /// Nets.
    #[default]
    Network,
    /// Two weights.
    Plane,
}

impl LabKind {
    /// The labs with their names in links.
    pub const ALL: [(&'static str, Self); 2] = [("net", Self::Network), ("plane", Self::Plane)];
}

/// Which data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DataKind {
    /// A two-dimensional toy problem.
    Synthetic(Shape),
    /// 8x8 handwritten digits.
    #[default]
    Digits,
    /// 28x28 handwritten digits; from files.
    Mnist,
    /// Linear regression from small images to large ones.
    SuperResolution,
}

impl DataKind {
    /// Every data set with its name in links.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Synthetic(Shape::Moons), "moons"),
        (Self::Synthetic(Shape::Circles), "circles"),
        (Self::Synthetic(Shape::Spiral), "spiral"),
        (Self::Synthetic(Shape::Xor), "xor"),
        (Self::Synthetic(Shape::Blobs), "blobs"),
        (Self::Digits, "digits"),
        (Self::Mnist, "mnist"),
        (Self::SuperResolution, "superres"),
    ];

    /// The name in links.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The loss its targets call for.
    pub fn loss(self) -> Loss {
        match self {
            Self::Synthetic(_) | Self::Digits | Self::Mnist => Loss::CrossEntropy,
            Self::SuperResolution => Loss::SquaredError,
        }
    }

    /// Whether it is made with noise of a chosen strength.
    pub fn has_noise(self) -> bool {
        matches!(self, Self::Synthetic(_) | Self::SuperResolution)
    }

    /// The choice of it as links write it, where it has no noise.
    pub(crate) fn choice(self) -> &'static str {
        match self {
            Self::Mnist => "data=mnist",
            Self::Digits => "data=digits",
            Self::Synthetic(_) | Self::SuperResolution => "data",
        }
    }

    /// Whether it comes from files that have to be fetched.
    pub fn needs_files(self) -> bool {
        self == Self::Mnist
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

/// The layers between inputs and outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Dense hidden layers of these widths, `300-100`; none for `linear`.
    Dense(Vec<usize>),
    /// `LeNet5`: convolution to 20 maps (5x5), pooling, convolution to 50 maps (5x5), pooling, a dense layer of 500
    /// under the activation. For images of 28x28 pixels only.
    LeNet5 {
        /// Whether the convolutions are under the activation too: `lenet5-act`, the LC toolkit's; without, `lenet5`,
        /// Caffe's.
        activated: bool,
    },
}

impl Architecture {
    /// Most hidden layers.
    pub const MAX_LAYERS: usize = 4;
    /// Widest hidden layer.
    pub const MAX_WIDTH: usize = 1024;

    /// Whether it is within the limits, and takes the examples of a data set.
    pub fn is_valid(&self, data: DataKind) -> bool {
        match self {
            Self::Dense(widths) => {
                widths.len() <= Self::MAX_LAYERS && widths.iter().all(|w| (1..=Self::MAX_WIDTH).contains(w))
            }
            Self::LeNet5 { .. } => data == DataKind::Mnist,
        }
    }

    /// The network from `inputs` to `outputs`.
    pub(super) fn network(
        &self,
        (inputs, outputs): (usize, usize),
        activation: Activation,
        loss: Loss,
    ) -> Network {
        match self {
            Self::Dense(widths) => {
                let all: Vec<usize> =
                    std::iter::once(inputs).chain(widths.iter().copied()).chain([outputs]).collect();
                Network::dense(&all, activation, loss)
            }
            Self::LeNet5 { activated } => Network::lenet5(outputs, (activation, *activated), loss),
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dense(widths) if widths.is_empty() => f.write_str("linear"),
            Self::Dense(widths) => {
                let widths: Vec<String> = widths.iter().map(ToString::to_string).collect();
                f.write_str(&widths.join("-"))
            }
            Self::LeNet5 { activated } => f.write_str(if *activated { "lenet5-act" } else { "lenet5" }),
        }
    }
}

impl FromStr for Architecture {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text {
            "linear" => Ok(Self::Dense(Vec::new())),
            "lenet5" => Ok(Self::LeNet5 { activated: false }),
            "lenet5-act" => Ok(Self::LeNet5 { activated: true }),
            _ => {
                let widths: Result<Vec<usize>, _> = text.split('-').map(str::parse).collect();
                widths.map(Self::Dense).map_err(|_| ParseError)
            }
        }
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
