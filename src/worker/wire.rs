//! Parcels as browsers carry them: an array of byte arrays, the message first, whose memory changes hands.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::protocol::Parcel;

/// What to post, and what of it changes hands.
pub(super) fn pack(parcel: &Parcel) -> (Array, Array) {
    let (arrays, buffers) = (Array::new(), Array::new());
    for bytes in std::iter::once(&parcel.message).chain(&parcel.attachments) {
        let bytes = Uint8Array::from(bytes.as_slice());
        buffers.push(&bytes.buffer());
        arrays.push(&bytes);
    }
    (arrays, buffers)
}

/// What has come; an empty parcel if it is nothing of ours.
pub(super) fn open(data: &JsValue) -> Parcel {
    let arrays = data.dyn_ref::<Array>().into_iter().flat_map(Array::iter);
    let mut bytes = arrays.filter_map(|bytes| Some(bytes.dyn_into::<Uint8Array>().ok()?.to_vec()));
    Parcel { message: bytes.next().unwrap_or_default(), attachments: bytes.collect() }
}
