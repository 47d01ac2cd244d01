//! ONNX, in two ways: *exact* looks every weight up in its codebook, whatever that is; *fast* says evenly spaced values as what
//! runtimes have kernels for, codes with a scale. Which of the two is the faster, only the machine they are for can tell.

use prost::Message;

use super::{Net, Unwritable, Weighted};
use crate::nn::Activation;
use crate::pack::Packed;

// The part of ONNX's schema that is written here, by its numbers.

#[derive(Clone, PartialEq, Message)]
struct ModelProto {
    #[prost(int64, tag = "1")]
    ir_version: i64,
    #[prost(string, tag = "2")]
    producer_name: String,
    #[prost(string, tag = "6")]
    doc_string: String,
    #[prost(message, required, tag = "7")]
    graph: GraphProto,
    #[prost(message, repeated, tag = "8")]
    opset_import: Vec<OperatorSetId>,
    #[prost(message, repeated, tag = "14")]
    metadata_props: Vec<Entry>,
}

#[derive(Clone, PartialEq, Message)]
struct OperatorSetId {
    #[prost(int64, tag = "2")]
    version: i64,
}

#[derive(Clone, PartialEq, Message)]
struct Entry {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(string, tag = "2")]
    value: String,
}

#[derive(Clone, PartialEq, Message)]
struct GraphProto {
    #[prost(message, repeated, tag = "1")]
    node: Vec<NodeProto>,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(message, repeated, tag = "5")]
    initializer: Vec<TensorProto>,
    #[prost(message, repeated, tag = "11")]
    input: Vec<ValueInfo>,
    #[prost(message, repeated, tag = "12")]
    output: Vec<ValueInfo>,
}

#[derive(Clone, PartialEq, Message)]
struct NodeProto {
    #[prost(string, repeated, tag = "1")]
    input: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    output: Vec<String>,
    #[prost(string, tag = "3")]
    name: String,
    #[prost(string, tag = "4")]
    op_type: String,
    #[prost(message, repeated, tag = "5")]
    attribute: Vec<Attribute>,
}

#[derive(Clone, PartialEq, Message)]
struct Attribute {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(int64, optional, tag = "3")]
    i: Option<i64>,
    #[prost(int32, tag = "20")]
    kind: i32,
}

#[derive(Clone, PartialEq, Message)]
struct TensorProto {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(string, tag = "8")]
    name: String,
    #[prost(bytes = "vec", tag = "9")]
    raw_data: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
struct ValueInfo {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, required, tag = "2")]
    kind: TypeProto,
}

#[derive(Clone, PartialEq, Message)]
struct TypeProto {
    #[prost(message, required, tag = "1")]
    tensor: TensorType,
}

#[derive(Clone, PartialEq, Message)]
struct TensorType {
    #[prost(int32, tag = "1")]
    elem_type: i32,
    #[prost(message, required, tag = "2")]
    shape: Shape,
}

#[derive(Clone, PartialEq, Message)]
struct Shape {
    #[prost(message, repeated, tag = "1")]
    dim: Vec<Dimension>,
}

#[derive(Clone, PartialEq, Message)]
struct Dimension {
    #[prost(int64, optional, tag = "1")]
    value: Option<i64>,
    #[prost(string, optional, tag = "2")]
    name: Option<String>,
}

const FLOAT: i32 = 1;
const UINT8: i32 = 2;
const INT32: i32 = 6;
const INT64: i32 = 7;
const UINT4: i32 = 21;
/// An attribute that is a whole number.
const OF_INT: i32 = 2;

/// Codes of at most 16 values take four bits, which newer versions of the format have; more take a byte.
struct Codes {
    kind: i32,
    opset: i64,
    ir: i64,
}

impl Codes {
    fn of(packed: &Packed) -> Self {
        if packed.groups.iter().all(|group| group.width <= 4) {
            Self { kind: UINT4, opset: 21, ir: 10 }
        } else {
            Self { kind: UINT8, opset: 13, ir: 7 }
        }
    }

    /// Two to a byte, the first in the low four bits, or one.
    fn bytes(&self, codes: &[u8]) -> Vec<u8> {
        if self.kind == UINT8 {
            return codes.to_vec();
        }
        codes.chunks(2).map(|pair| pair[0] | pair.get(1).copied().unwrap_or(0) << 4).collect()
    }
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A graph that grows.
#[derive(Default)]
struct Graph {
    proto: GraphProto,
}

impl Graph {
    /// A constant, and its name.
    fn constant(&mut self, name: &str, (data_type, dims): (i32, &[usize]), raw_data: Vec<u8>) -> String {
        let dims = dims.iter().map(|&n| length(n)).collect();
        self.proto.initializer.push(TensorProto { dims, data_type, name: name.to_owned(), raw_data });
        name.to_owned()
    }

    fn singles(&mut self, name: &str, dims: &[usize], values: &[f32]) -> String {
        self.constant(name, (FLOAT, dims), super::singles(values))
    }

    /// What comes of an operation, by the name of that.
    fn node(&mut self, op: &str, input: &[&str], output: &str, attributes: &[(&str, i64)]) -> String {
        let attribute = |(name, value): &(&str, i64)| Attribute {
            name: (*name).to_owned(),
            i: Some(*value),
            kind: OF_INT,
        };
        self.proto.node.push(NodeProto {
            input: input.iter().map(|name| (*name).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: format!("{output}/{op}"),
            op_type: op.to_owned(),
            attribute: attributes.iter().map(attribute).collect(),
        });
        output.to_owned()
    }

    /// The model with this as its graph.
    fn model(mut self, net: &Net, codes: &Codes, (inputs, outputs): (usize, usize)) -> Vec<u8> {
        let info = |name: &str, width: usize| {
            let dim = vec![
                Dimension { value: None, name: Some("batch".to_owned()) },
                Dimension { value: Some(length(width)), name: None },
            ];
            let tensor = TensorType { elem_type: FLOAT, shape: Shape { dim } };
            ValueInfo { name: name.to_owned(), kind: TypeProto { tensor } }
        };
        "lc-lab".clone_into(&mut self.proto.name);
        self.proto.input.push(info("input", inputs));
        self.proto.output.push(info("logits", outputs));
        let asked = match net.mean {
            Some(_) => format!("{inputs} pixels divided by 255; the model subtracts their mean"),
            None => net.input(),
        };
        let said = net.about.iter().cloned().chain([("input".to_owned(), asked)]);
        let metadata_props: Vec<Entry> = said.map(|(key, value)| Entry { key, value }).collect();
        let doc_string =
            super::lines(metadata_props.iter().map(|entry| (entry.key.as_str(), entry.value.as_str())));
        ModelProto {
            ir_version: codes.ir,
            producer_name: "LC Lab".to_owned(),
            doc_string,
            graph: self.proto,
            opset_import: vec![OperatorSetId { version: codes.opset }],
            metadata_props,
        }
        .encode_to_vec()
    }

    /// What the first layer is asked.
    fn asked(&mut self, net: &Net) -> String {
        match &net.mean {
            None => "input".to_owned(),
            Some(mean) => {
                let mean = self.singles("input.mean", &[mean.len()], mean);
                self.node("Sub", &["input", &mean], "centred", &[])
            }
        }
    }

    /// What a layer's activation makes of its sums; the last layer's are the outputs.
    fn activated(&mut self, layer: &Weighted, sums: String) -> String {
        let op = match layer.activation {
            None => return sums,
            Some(Activation::Tanh) => "Tanh",
            Some(Activation::Relu) => "Relu",
        };
        self.node(op, &[&sums], &format!("{}.out", layer.name), &[])
    }
}

/// What the sums of a layer are called.
fn sums_of(layers: &[Weighted], i: usize) -> String {
    if i + 1 == layers.len() { "logits".to_owned() } else { format!("{}.sums", layers[i].name) }
}

/// Codes -> Cast -> Gather -> Gemm.
pub(super) fn exact(net: &Net) -> Result<Vec<u8>, Unwritable> {
    let (layers, packed, mut graph) = (net.dense_layers()?, &net.packed, Graph::default());
    let codes = Codes::of(packed);
    let mut x = graph.asked(net);
    for (i, layer) in layers.iter().enumerate() {
        let (name, shape) = (&layer.name, [layer.outputs, layer.inputs]);
        let own = &packed.layers[i];
        let group = &packed.groups[own.group];
        let written =
            graph.constant(&format!("{name}.codes"), (codes.kind, &shape), codes.bytes(&packed.codes(i)));
        let indices =
            graph.node("Cast", &[&written], &format!("{name}.indices"), &[("to", i64::from(INT32))]);
        let values = group.stored.values();
        let values = graph.singles(&format!("{name}.codebook"), &[values.len()], &values);
        let mut weights =
            graph.node("Gather", &[&values, &indices], &format!("{name}.values"), &[("axis", 0)]);
        let kept = packed.kept(i);
        if !kept.is_empty() {
            let places = kept.iter().flat_map(|(at, _)| [at / layer.inputs, at % layer.inputs]);
            let places = places.flat_map(|at| length(at).to_le_bytes()).collect();
            let places = graph.constant(&format!("{name}.places"), (INT64, &[kept.len(), 2]), places);
            let kept: Vec<f32> = kept.iter().map(|(_, value)| *value).collect();
            let kept = graph.singles(&format!("{name}.kept"), &[kept.len()], &kept);
            weights = graph.node("ScatterND", &[&weights, &places, &kept], &format!("{name}.weight"), &[]);
        }
        let biases = graph.singles(&format!("{name}.bias"), &[layer.outputs], &own.biases);
        let sums = graph.node("Gemm", &[&x, &weights, &biases], &sums_of(&layers, i), &[("transB", 1)]);
        x = graph.activated(layer, sums);
    }
    Ok(graph.model(net, &codes, ends(&layers)))
}

/// DequantizeLinear -> MatMul, and c0 times the sum of the inputs, for values c0 + code * step.
pub(super) fn fast(net: &Net) -> Result<Vec<u8>, Unwritable> {
    let (layers, packed, mut graph) = (net.dense_layers()?, &net.packed, Graph::default());
    let codes = Codes::of(packed);
    if packed.groups.iter().any(|group| !group.kept.is_empty()) {
        return Err(Unwritable::Uneven);
    }
    let mut x = graph.asked(net);
    for (i, layer) in layers.iter().enumerate() {
        let (name, shape) = (&layer.name, [layer.inputs, layer.outputs]);
        let own = &packed.layers[i];
        let (first, step) = spacing(&packed.groups[own.group].stored.values()).ok_or(Unwritable::Uneven)?;
        let by_unit = packed.codes(i);
        let by_input =
            (0..by_unit.len()).map(|at| by_unit[at % layer.outputs * layer.inputs + at / layer.outputs]);
        let by_input: Vec<u8> = by_input.collect();
        let written = graph.constant(&format!("{name}.codes"), (codes.kind, &shape), codes.bytes(&by_input));
        let scale = graph.singles(&format!("{name}.step"), &[], &[step]);
        let weights = graph.node("DequantizeLinear", &[&written, &scale], &format!("{name}.weight"), &[]);
        let product = graph.node("MatMul", &[&x, &weights], &format!("{name}.product"), &[]);
        let axis = graph.constant(&format!("{name}.axis"), (INT64, &[1]), 1_i64.to_le_bytes().to_vec());
        let total = graph.node("ReduceSum", &[&x, &axis], &format!("{name}.total"), &[("keepdims", 1)]);
        let first = graph.singles(&format!("{name}.first"), &[1], &[first]);
        let rest = graph.node("Mul", &[&total, &first], &format!("{name}.rest"), &[]);
        let sum = graph.node("Add", &[&product, &rest], &format!("{name}.both"), &[]);
        let biases = graph.singles(&format!("{name}.bias"), &[layer.outputs], &own.biases);
        let sums = graph.node("Add", &[&sum, &biases], &sums_of(&layers, i), &[]);
        x = graph.activated(layer, sums);
    }
    Ok(graph.model(net, &codes, ends(&layers)))
}

fn ends(layers: &[Weighted]) -> (usize, usize) {
    (layers.first().map_or(0, |layer| layer.inputs), layers.last().map_or(0, |layer| layer.outputs))
}

/// c0 and the step of values c0 + code * step, within what singles round; `None` if they are not evenly spaced.
fn spacing(values: &[f32]) -> Option<(f32, f32)> {
    let (&first, rest) = values.split_first()?;
    let Some(&last) = rest.last() else { return Some((first, 1.0)) };
    #[expect(clippy::cast_precision_loss, reason = "at most 256 values")]
    let of = |i: usize| i as f64;
    let step = (f64::from(last) - f64::from(first)) / of(rest.len());
    let most = f64::from(first.abs().max(last.abs()));
    let even = values
        .iter()
        .enumerate()
        .all(|(i, &value)| (f64::from(first) + of(i) * step - f64::from(value)).abs() <= 1e-6 * most);
    #[expect(clippy::cast_possible_truncation, reason = "singles are written")]
    let step = step as f32;
    (even && step > 0.0).then_some((first, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evenly_spaced_values_are_told_from_others() {
        assert_eq!(spacing(&[-0.5, 0.5]), Some((-0.5, 1.0)));
        assert_eq!(spacing(&[-0.1, 0.0, 0.1]), Some((-0.1, 0.1)));
        assert_eq!(spacing(&[0.3]), Some((0.3, 1.0)));
        assert_eq!((spacing(&[-1.0, 0.1, 1.0]), spacing(&[0.0, 0.0]), spacing(&[])), (None, None, None));
    }
}
