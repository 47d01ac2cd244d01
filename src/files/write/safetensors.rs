//! The container: a JSON header and the tensors' bytes. Written here, because the same net has to be the same file every time,
//! and the library writes the header's texts in any order.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// A tensor to be written.
pub(super) struct Tensor {
    pub(super) name: String,
    /// As the format calls it.
    pub(super) kind: &'static str,
    pub(super) shape: Vec<usize>,
    pub(super) bytes: Vec<u8>,
}

impl Tensor {
    pub(super) fn singles(name: String, shape: Vec<usize>, values: &[f32]) -> Self {
        Self { name, kind: "F32", shape, bytes: super::singles(values) }
    }

    pub(super) fn bytes(name: String, bytes: Vec<u8>) -> Self {
        Self { name, kind: "U8", shape: vec![bytes.len()], bytes }
    }
}

/// The file: what holds larger numbers first, so that everything lies where it can be used as it is.
pub(super) fn write(metadata: BTreeMap<String, String>, mut tensors: Vec<Tensor>) -> Vec<u8> {
    let rank = |tensor: &Tensor| {
        (["F64", "F32", "U8"].iter().position(|kind| *kind == tensor.kind), tensor.name.clone())
    };
    tensors.sort_unstable_by_key(rank);
    let mut header = serde_json::Map::new();
    header.insert("__metadata__".to_owned(), json!(metadata));
    let mut end = 0;
    for tensor in &tensors {
        let start = end;
        end += tensor.bytes.len();
        let entry = json!({ "dtype": tensor.kind, "shape": tensor.shape, "data_offsets": [start, end] });
        header.insert(tensor.name.clone(), entry);
    }
    let mut header = Value::Object(header).to_string().into_bytes();
    header.resize(header.len().next_multiple_of(8), b' ');
    let mut file = u64::try_from(header.len()).unwrap_or(u64::MAX).to_le_bytes().to_vec();
    file.append(&mut header);
    file.extend(tensors.into_iter().flat_map(|tensor| tensor.bytes));
    file
}
