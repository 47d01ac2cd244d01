//! Writing quantized nets, to be taken elsewhere.

mod c_header;
mod dense;
mod onnx;
mod packed;
mod safetensors;

use crate::nn::{Activation, Layer, Network, Params};
use crate::pack::Packed;

/// A net to be written.
pub struct Net<'a> {
    /// Its layers.
    pub network: &'a Network,
    /// Its codes.
    pub packed: &'a Packed,
    /// What is subtracted from every input, if it takes pixels: bytes, which stand for p / 255.
    pub mean: Option<&'a [f32]>,
    /// What to say of it, name by name: where it is from, how good it is, the licence of its data.
    pub about: &'a [(&'static str, String)],
}

/// What nets can be written as.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
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

/// A written net.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is to be called.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why a net cannot be written as something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum Unwritable {
    /// Its values are not evenly spaced.
    #[error("its values are not evenly spaced, or some weights are kept in full")]
    Uneven,
    /// It has convolutions.
    #[error("it has convolutions")]
    Convolutions,
}

/// Writes a net.
///
/// # Errors
/// If it cannot be said in that format.
pub fn write(net: &Net, format: Format) -> Result<File, Unwritable> {
    let (name, bytes) = match format {
        Format::Packed => ("net.packed.safetensors", packed::write(net)),
        Format::Safetensors => ("net.safetensors", dense::safetensors(net)),
        Format::Npz => ("net.npz", dense::npz(net)),
        Format::OnnxExact => ("net.exact.onnx", onnx::exact(net)?),
        Format::OnnxFast => ("net.fast.onnx", onnx::fast(net)?),
        Format::CHeader => ("net.h", c_header::write(net)?.into_bytes()),
    };
    Ok(File { name, bytes })
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

impl Net<'_> {
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
        match self.mean {
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
