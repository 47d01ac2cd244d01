//! A packed net in `.safetensors`: `NAME.codes`, `NAME.bias`, and per group of layers `GROUP.codebook`, `GROUP.places` and
//! `GROUP.kept`. The header's texts say all that a reader has to know; `www/load.py` is one.

use std::collections::BTreeMap;

use serde_json::json;

use super::Net;
use super::safetensors::{Tensor, write as container};
use crate::pack::{PackedGroup, Stored, single};

/// What a reader must know. One that knows another version has to refuse the file.
const FORMAT: [(&str, &str); 6] = [
    ("format", "lc-lab-packed"),
    ("version", "1"),
    ("bit_order", "the lowest bit first, across bytes"),
    ("axis_order", "output unit after output unit, the code of every input"),
    ("padding", "0, up to a whole byte at the end of every tensor"),
    ("how_to_read", "load.py beside the page reads this file with NumPy alone"),
];

pub(super) fn write(net: &Net) -> Vec<u8> {
    let (layers, packed) = (net.layers(), &net.packed);
    let group_name = |group: usize| {
        if packed.groups.len() == 1 && layers.len() > 1 {
            "net".to_owned()
        } else {
            layers[group].name.clone()
        }
    };
    let mut tensors = Vec::new();
    for (layer, own) in layers.iter().zip(&packed.layers) {
        tensors.push(Tensor::bytes(format!("{}.codes", layer.name), own.codes.clone()));
        tensors.push(Tensor::singles(format!("{}.bias", layer.name), vec![own.biases.len()], &own.biases));
    }
    for (i, group) in packed.groups.iter().enumerate() {
        let name = group_name(i);
        tensors.extend(codebook(&name, &group.stored));
        if !group.kept.is_empty() {
            tensors.push(Tensor::bytes(format!("{name}.places"), group.places.clone()));
            tensors.push(Tensor::singles(format!("{name}.kept"), vec![group.kept.len()], &group.kept));
        }
    }
    if let Some(mean) = &net.mean {
        tensors.push(Tensor::singles("input.mean".to_owned(), vec![mean.len()], mean));
    }
    let layers_said: Vec<_> = layers
        .iter()
        .zip(&packed.layers)
        .map(|(layer, own)| {
            json!({
                "name": layer.name, "inputs": layer.inputs, "outputs": layer.outputs, "group": group_name(own.group),
                "activation": layer.activation.map(|activation| activation.to_string()),
            })
        })
        .collect();
    let groups_said: serde_json::Map<_, _> =
        packed.groups.iter().enumerate().map(|(i, group)| (group_name(i), said(group))).collect();
    let mut metadata: BTreeMap<String, String> =
        FORMAT.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    metadata.extend(net.about.iter().cloned());
    metadata.insert("input".to_owned(), net.input());
    metadata.insert("layers".to_owned(), json!(layers_said).to_string());
    metadata.insert("groups".to_owned(), json!(groups_said).to_string());
    container(metadata, tensors)
}

/// What is stored of a codebook.
fn codebook(group: &str, stored: &Stored) -> Option<Tensor> {
    let name = format!("{group}.codebook");
    Some(match stored {
        Stored::Fixed(_) => return None,
        #[expect(clippy::cast_possible_truncation, reason = "it is a single")]
        Stored::Scaled(_, scale) if single(*scale) => Tensor::singles(name, vec![1], &[*scale as f32]),
        Stored::Scaled(_, scale) => {
            Tensor { name, kind: "F64", shape: vec![1], bytes: scale.to_le_bytes().to_vec() }
        }
        Stored::WithZero(values) | Stored::Free(values) => Tensor::singles(name, vec![values.len()], values),
    })
}

/// What a group's numbers mean.
fn said(group: &PackedGroup) -> serde_json::Value {
    let (rule, shape) = match &group.stored {
        Stored::Fixed(shape) => ("these", shape.as_slice()),
        Stored::Scaled(shape, _) => ("these times the codebook's number", shape.as_slice()),
        Stored::WithZero(_) => ("the codebook's and 0, ascending", &[][..]),
        Stored::Free(_) => ("the codebook's", &[][..]),
    };
    json!({
        "bits": group.width, "values": rule, "these": shape, "kept": group.kept.len(), "bits_of_place": group.place_width,
    })
}
