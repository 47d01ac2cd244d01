//! The closed sets a spec chooses from, as links write them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::typed;
use crate::data::Shape;
use crate::lc::Method;
use crate::nn::{Activation, Loss, Network};
use crate::quant::{Codebook, Scheme};

/// A text that is not one of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not one of the choices")]
pub struct ParseError;

/// Which lab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, VariantArray, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum LabKind {
    /// The idea in a picture: where the page begins.
    Opening,
    /// Nets.
    #[default]
    Net,
    /// Two weights.
    Plane,
    /// What is given up for size.
    Tradeoff,
}

impl LabKind {
    /// The choice of it as links write it.
    pub fn choice(self) -> &'static str {
        match self {
            Self::Opening => "lab=opening",
            Self::Net => "lab=net",
            Self::Plane => "lab=plane",
            Self::Tradeoff => "lab=tradeoff",
        }
    }
}

/// Which data set.
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
    IntoStaticStr,
    VariantArray,
    VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum DataKind {
    /// Two interleaved half circles.
    Moons,
    /// A circle inside another.
    Circles,
    /// Two arms of a spiral.
    Spiral,
    /// Four quadrants, opposite ones alike.
    Xor,
    /// Three Gaussian clouds.
    Blobs,
    /// 8x8 handwritten digits.
    #[default]
    Digits,
    /// 28x28 handwritten digits; from files.
    Mnist,
    /// Linear regression from small images to large ones.
    #[strum(serialize = "superres")]
    SuperResolution,
}

impl DataKind {
    /// The name in links.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whose the data are and what may be done with them, if they are somebody's.
    pub fn licence(self) -> Option<&'static str> {
        match self {
            Self::Digits => {
                Some("E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, UCI, CC BY 4.0")
            }
            Self::Mnist => Some("Y. LeCun, C. Cortes: MNIST, CC BY-SA 3.0"),
            Self::Moons | Self::Circles | Self::Spiral | Self::Xor | Self::Blobs | Self::SuperResolution => {
                None
            }
        }
    }

    /// What a net trained on it takes and gives, for whoever runs it elsewhere.
    pub fn inputs_and_outputs(self) -> &'static str {
        match self {
            Self::Digits => {
                "8 x 8 pixels, row by row from the top left, from 0 (paper) to 1 (ink); outputs are for the digits 0 to 9"
            }
            Self::Mnist => {
                "28 x 28 pixels, row by row from the top left, from 0 (paper) to 255 (ink); outputs are for the digits 0 to 9"
            }
            Self::Moons | Self::Circles | Self::Spiral | Self::Xor | Self::Blobs => {
                "two coordinates of a point, as the data set draws them; outputs are for its classes 0 and 1"
            }
            Self::SuperResolution => "what the small image says; outputs are the pixels of the large one",
        }
    }

    /// The points of the plane it is, if it is points.
    pub fn shape(self) -> Option<Shape> {
        match self {
            Self::Moons => Some(Shape::Moons),
            Self::Circles => Some(Shape::Circles),
            Self::Spiral => Some(Shape::Spiral),
            Self::Xor => Some(Shape::Xor),
            Self::Blobs => Some(Shape::Blobs),
            Self::Digits | Self::Mnist | Self::SuperResolution => None,
        }
    }

    /// The share of errors of answers at random; `None` where nothing is classified.
    pub fn chance(self) -> Option<f64> {
        let classes = match self {
            Self::Moons | Self::Circles | Self::Spiral | Self::Xor => 2.0,
            Self::Blobs => 3.0,
            Self::Digits | Self::Mnist => 10.0,
            Self::SuperResolution => return None,
        };
        Some(1.0 - 1.0 / classes)
    }

    /// The loss its targets call for.
    pub fn loss(self) -> Loss {
        if self == Self::SuperResolution { Loss::SquaredError } else { Loss::CrossEntropy }
    }

    /// The choice of it as links write it, if it is not made with noise of a chosen strength.
    pub fn without_noise(self) -> Option<&'static str> {
        match self {
            Self::Mnist => Some("data=mnist"),
            Self::Digits => Some("data=digits"),
            _ => None,
        }
    }

    /// Whether it comes from files that have to be fetched.
    pub fn needs_files(self) -> bool {
        self == Self::Mnist
    }
}

/// The layers between inputs and outputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Hidden units, for an order by size; infinite where they are maps.
    pub fn units(&self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "widths are small numbers")]
            Self::Dense(widths) => widths.iter().sum::<usize>() as f64,
            Self::LeNet5 { .. } => f64::INFINITY,
        }
    }

    /// The network from `inputs` to `outputs`.
    pub(in crate::experiment) fn network(
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

/// Learning rates a link may ask for.
pub const RATES: std::ops::RangeInclusive<f64> = 1e-6..=100.0;

/// One pane: a method and a codebook, `lc:adaptive:4`; if need be with corrections, `lc:adaptive:4~1`, and with a learning rate
/// of its own, `lc:adaptive:4@0.05`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaneSpec {
    /// How to get onto the codebook.
    pub method: Method,
    /// Which codebook.
    pub codebook: Codebook,
    /// Percent of the weights that are kept in full beside it, if any are.
    pub kept: Option<f64>,
    /// The learning rate of this run's first iteration; `None` for that of all.
    pub rate: Option<f64>,
}

impl PaneSpec {
    /// Whether it means something on two weights: there is nothing to keep of them, and no budget to divide.
    pub fn is_for_two_weights(&self) -> bool {
        self.kept.is_none() && !matches!(self.codebook, Codebook::Budget { .. })
    }

    /// What the weights are tied to.
    pub fn scheme(&self) -> Scheme {
        Scheme { codebook: self.codebook.clone(), kept: self.kept }
    }

    /// A method and a codebook, at the learning rate of all.
    pub fn new(method: Method, codebook: Codebook) -> Self {
        Self { method, codebook, kept: None, rate: None }
    }
}

impl fmt::Display for PaneSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.method, self.scheme())?;
        self.rate.map_or(Ok(()), |rate| write!(f, "@{rate}"))
    }
}

impl FromStr for PaneSpec {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let (method, codebook) = text.split_once(':').ok_or(ParseError)?;
        let method: Method = method.parse().map_err(|_| ParseError)?;
        let (codebook, rate) = match codebook.split_once('@') {
            None => (codebook, None),
            Some((codebook, rate)) => {
                let rate = typed::number(rate).filter(|rate| RATES.contains(rate));
                // What takes no steps has no rate.
                (codebook, Some(rate.filter(|_| method.iterates()).ok_or(ParseError)?))
            }
        };
        let Scheme { codebook, kept } = codebook.parse().map_err(|_| ParseError)?;
        Ok(Self { method, codebook, kept, rate })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nets_are_written_as_they_are_read() {
        let dense = |widths: &[usize]| Architecture::Dense(widths.to_vec());
        for (text, net) in [
            ("linear", dense(&[])),
            ("32", dense(&[32])),
            ("300-100", dense(&[300, 100])),
            ("lenet5", Architecture::LeNet5 { activated: false }),
            ("lenet5-act", Architecture::LeNet5 { activated: true }),
        ] {
            assert_eq!(text.parse(), Ok(net.clone()));
            assert_eq!(net.to_string(), text);
            assert!(net.is_valid(DataKind::Mnist), "{text}");
        }
        for text in ["", "-", "8-", "lenet", "8,8", "x"] {
            assert_eq!(text.parse::<Architecture>(), Err(ParseError), "{text}");
        }
        let lenet = Architecture::LeNet5 { activated: true };
        assert!(!lenet.is_valid(DataKind::Digits), "its kernels are larger than these images");
        for net in [dense(&[0]), dense(&[8, 0]), dense(&[100_000])] {
            assert!(!net.is_valid(DataKind::Mnist), "{net}");
        }
    }

    #[test]
    fn data_sets_are_what_they_are() {
        use DataKind::{Blobs, Circles, Digits, Mnist, Moons, Spiral, SuperResolution, Xor};
        for (kind, made_up, noiseless, files) in [
            (Moons, true, false, false),
            (Circles, true, false, false),
            (Spiral, true, false, false),
            (Xor, true, false, false),
            (Blobs, true, false, false),
            (Digits, false, true, false),
            (Mnist, false, true, true),
            (SuperResolution, false, false, false),
        ] {
            let found = (kind.shape().is_some(), kind.without_noise(), kind.needs_files());
            assert_eq!((found.0, found.1.is_some(), found.2), (made_up, noiseless, files), "{kind}");
            let regression = kind.loss() == Loss::SquaredError;
            assert_eq!(regression, kind == SuperResolution);
            assert!(found.1.is_none_or(|choice| choice == format!("data={kind}")));
        }
    }
}
