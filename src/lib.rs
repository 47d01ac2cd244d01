//! LC Lab: quantization of small neural nets with the Learning-Compression algorithm, live in a
//! web page. The modules, in the order data flows through them:
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`math`] | f32 kernels with a fixed order of operations; the seeded generator |
//! | [`quant`] | codebooks and their C steps |
//! | [`nn`] | layers, losses, networks, SGD |
//! | [`pack`] | quantized nets in the bytes they are written in, and kernels that answer from them |
//! | [`data`] | data sets and the order of minibatches |
//! | [`files`] | nets from files of tensors |
//! | [`lc`] | the Learning-Compression algorithm and the methods it is compared with |
//! | [`toy`] | two weights instead of a net |
//! | [`experiment`] | what a user asks for and gets: spec, runs, report |
//! | [`sweep`] | many runs, of which only the end counts |
//! | [`link`] | the whole state as a link |
//! | [`protocol`] | what page and workers say to each other |
//! | [`worker`] | runs in dedicated workers |
//! | [`plot`] | drawing, from typed data to marks |
//! | [`kit`] | what every lab's page is made of |
//! | [`labs`] | the labs |
//! | [`page`] | the page around the lab that is open |
//! | `cli` | the native runner |
//!
//! Everything up to [`experiment`] computes the same bits on every machine, see [`math`].
#![cfg_attr(
    test,
    allow(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        clippy::cast_lossless,
        reason = "tests make small numbers of each other"
    )
)]

#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod data;
pub mod experiment;
pub mod files;
pub mod kit;
pub mod labs;
pub mod lc;
pub mod link;
pub mod math;
pub mod nn;
pub mod pack;
pub mod page;
pub mod plot;
pub mod protocol;
pub mod quant;
pub mod sweep;
pub mod toy;

pub mod worker;
