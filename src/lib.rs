//! LC Lab.
pub mod data;
pub mod experiment;
pub mod lc;
pub mod link;
pub mod math;
pub mod nn;
pub mod quant;
