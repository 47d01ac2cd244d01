//! Quantized weights in full, as PyTorch lays them out: (outputs, inputs), kernels (maps, channels, y, x), images flattened
//! channel by channel. Our own import reads them back.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::Net;
use super::safetensors::{Tensor, write as container};
use crate::nn::Layer;

/// Name, shape and numbers of all weights and biases.
fn tensors(net: &Net) -> Vec<(String, Vec<usize>, Vec<f32>)> {
    let (params, mut names) = (net.params(), net.layers().into_iter().map(|layer| layer.name));
    let mut own = params.layers.into_iter();
    // Where the images end that a dense layer flattens: positions and channels.
    let mut images = None;
    let mut all = Vec::new();
    for layer in net.network.layers() {
        match layer {
            Layer::MaxPool(pool) => images = Some((pool.outputs() / pool.channels, pool.channels)),
            Layer::Convolution(c) => images = Some((c.outputs() / c.maps, c.maps)),
            Layer::Dense { .. } | Layer::Activation { .. } => {}
        }
        let Some((inputs, outputs)) = layer.weights() else { continue };
        let (Some(name), Some(own)) = (names.next(), own.next()) else { break };
        // Which of our inputs, (y, x, channel), theirs is, (channel, y, x).
        let (positions, channels, shape) = if let Layer::Convolution(c) = layer {
            (c.kernel * c.kernel, c.channels, vec![c.maps, c.channels, c.kernel, c.kernel])
        } else {
            let (positions, channels) = images.take().unwrap_or((inputs, 1));
            (positions, channels, vec![outputs, inputs])
        };
        let ours = |theirs: usize| theirs % positions * channels + theirs / positions;
        let weight = |at: usize| own.weights[ours(at % inputs) * outputs + at / inputs];
        all.push((format!("{name}.weight"), shape, (0..inputs * outputs).map(weight).collect()));
        all.push((format!("{name}.bias"), vec![outputs], own.biases.clone()));
    }
    all
}

pub(super) fn safetensors(net: &Net) -> Vec<u8> {
    let all = tensors(net).into_iter().map(|(name, shape, values)| Tensor::singles(name, shape, &values));
    let mut metadata: BTreeMap<String, String> = net.about.iter().cloned().collect();
    metadata.insert("input".to_owned(), net.input());
    container(metadata, all.collect())
}

/// An archive of arrays, without compression and with one date for all time: the same net is the same file.
pub(super) fn npz(net: &Net) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        // Into memory everything can be written.
        let _ = archive.start_file(name, options);
        let _ = archive.write_all(bytes);
    };
    for (name, shape, values) in tensors(net) {
        put(&format!("{name}.npy"), &npy(&shape, &values));
    }
    put(
        "README.txt",
        super::lines(net.about.iter().map(|(name, text)| (name.as_str(), text.as_str()))).as_bytes(),
    );
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// One array in NumPy's format, version 1.
fn npy(shape: &[usize], values: &[f32]) -> Vec<u8> {
    let lengths: Vec<String> = shape.iter().map(ToString::to_string).collect();
    let lengths = lengths.join(",") + ",";
    let mut header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({lengths}), }}");
    let padded = (header.len() + 11).next_multiple_of(64) - 11;
    header.extend(std::iter::repeat_n(' ', padded - header.len()));
    header.push('\n');
    let length = u16::try_from(header.len()).unwrap_or(u16::MAX);
    [b"\x93NUMPY\x01\x00", &length.to_le_bytes()[..], header.as_bytes(), &super::singles(values)].concat()
}
