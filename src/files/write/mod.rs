//! Writing quantized nets, to be taken elsewhere.

mod c_header;
mod dense;
mod onnx;
mod packed;
mod safetensors;

use serde::{Deserialize, Serialize};

use crate::nn::{Activation, Layer, Network, Params};
use crate::pack::Packed;

/// A net to be written, with all that there is to say of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Net {
    /// Its layers.
    pub network: Network,
    /// Its codes.
    pub packed: Packed,
    /// What is subtracted from every input, if it takes pixels: bytes, which stand for p / 255.
    pub mean: Option<Vec<f32>>,
    /// What to say of it, name by name: where it is from, how good it is, the licence of its data.
    pub about: Vec<(String, String)>,
}

/// What nets can be written as.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Format {
    /// Codes, values and biases in `.safetensors`, in the bytes that the page tells.
    Packed,
    /// Weights in full in `.safetensors`.
    Safetensors,
    /// Weights in full in `.npz`.
    Npz,
    /// ONNX that looks every weight up in its codebook.
    OnnxExact,
    /// ONNX with what runtimes have for evenly spaced values.
    OnnxFast,
    /// One C header.
    CHeader,
}

/// Why a net cannot be written as something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, thiserror::Error)]
pub enum Unwritable {
    /// Its values are not evenly spaced.
    #[error("its values are not evenly spaced, or some weights are kept in full")]
    Uneven,
    /// It has convolutions.
    #[error("it has convolutions")]
    Convolutions,
}

impl Format {
    /// What a file of it is called.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Packed => "net.packed.safetensors",
            Self::Safetensors => "net.safetensors",
            Self::Npz => "net.npz",
            Self::OnnxExact => "net.exact.onnx",
            Self::OnnxFast => "net.fast.onnx",
            Self::CHeader => "net.h",
        }
    }
}

/// Writes a net.
///
/// # Errors
/// If it cannot be said in that format.
pub fn write(net: &Net, format: Format) -> Result<Vec<u8>, Unwritable> {
    match format {
        Format::Packed => Ok(packed::write(net)),
        Format::Safetensors => Ok(dense::safetensors(net)),
        Format::Npz => Ok(dense::npz(net)),
        Format::OnnxExact => onnx::exact(net),
        Format::OnnxFast => onnx::fast(net),
        Format::CHeader => c_header::write(net).map(String::into_bytes),
    }
}

/// A layer with weights.
struct Weighted {
    /// As PyTorch users call them: `fc1`, `conv1`.
    name: String,
    inputs: usize,
    outputs: usize,
    /// The activation after it.
    activation: Option<Activation>,
    dense: bool,
}

impl Net {
    /// As bytes, between programs of one build.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// From such bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// With what is known only where it is written, which is said first: the link that shows it, and what else there is.
    #[must_use]
    pub fn noted(mut self, notes: impl IntoIterator<Item = (String, String)>) -> Self {
        self.about.splice(0..0, notes);
        self
    }

    /// With the link that shows it.
    #[must_use]
    pub fn of_link(self, link: &str) -> Self {
        self.noted([("link".to_owned(), link.to_owned())])
    }

    fn layers(&self) -> Vec<Weighted> {
        let mut all: Vec<Weighted> = Vec::new();
        for &layer in self.network.layers() {
            if let (Layer::Activation { function, .. }, Some(last)) = (layer, all.last_mut()) {
                last.activation = Some(function);
            }
            let Some((inputs, outputs)) = layer.weights() else { continue };
            let dense = layer.dense().is_some();
            let number = 1 + all.iter().filter(|other| other.dense == dense).count();
            let name = format!("{}{number}", if dense { "fc" } else { "conv" });
            all.push(Weighted { name, inputs, outputs, activation: None, dense });
        }
        all
    }

    /// The layers, if none is a convolution.
    fn dense_layers(&self) -> Result<Vec<Weighted>, Unwritable> {
        let layers = self.layers();
        if layers.iter().all(|layer| layer.dense) { Ok(layers) } else { Err(Unwritable::Convolutions) }
    }

    fn params(&self) -> Params {
        self.packed.unpack()
    }

    /// What every input has to be made into before the first layer, as a sentence.
    fn input(&self) -> String {
        let width = match self.network.layers().first() {
            Some(Layer::Dense { inputs, .. }) => *inputs,
            Some(Layer::Convolution(convolution)) => convolution.inputs(),
            _ => 0,
        };
        match &self.mean {
            Some(_) => format!("{width} pixels from 0 to 255, divided by 255, less their mean"),
            None => format!("{width} numbers"),
        }
    }
}

/// Numbers as they lie in files, the lowest byte first.
fn singles(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// What is said of a net, a line each.
fn lines<'a>(said: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    said.fold(String::new(), |text, (name, said)| text + name + ": " + said + "\n")
}
