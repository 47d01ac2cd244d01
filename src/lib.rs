//! LC Lab: quantization of small neural nets with the Learning-Compression algorithm, live in a
//! web page. The modules, in the order data flows through them:
//!
//! | module | what it is for |
//! | --- | --- |
//! | [`math`] | f32 kernels with a fixed order of operations; the seeded generator |
//! | [`quant`] | codebooks and their C steps |
//! | [`nn`] | layers, losses, networks, SGD |
//! | [`data`] | data sets and the order of minibatches |
//! | [`import`] | nets from files of tensors |
//! | [`lc`] | the Learning-Compression algorithm and the methods it is compared with |
//! | [`experiment`] | what a user asks for and gets: spec, runs, report |
//! | [`link`] | the whole state as a link |
//! | [`protocol`] | what page and workers say to each other |
//! | [`worker`] | runs in dedicated workers |
//! | [`plot`] | drawing, from typed data to marks |
//! | [`ui`] | the page |
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

pub mod data;
pub mod experiment;
pub mod import;
pub mod lc;
pub mod link;
pub mod math;
pub mod nn;
pub mod plot;
pub mod protocol;
pub mod quant;
pub mod ui;
pub mod worker;
