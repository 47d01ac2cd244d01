//! Which weights share a codebook. C steps separate by group.

use crate::math::Random;
use crate::nn::Params;
use crate::quant::{Projection, QuantError, Quantizer, project_groups};

/// One codebook per layer, or one for the whole net.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
    strum::VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Share {
    /// Each layer's weights are a group.
    #[default]
    Layer,
    /// All weights are one group.
    Net,
}

impl Share {
    /// The C step: projects every group of `values` (given layer by layer), starting from the
    /// projections `before` if there are any.
    pub(super) fn project(
        self,
        quantizer: &dyn Quantizer,
        values: &[Vec<f32>],
        before: &[Projection],
        random: &mut Random,
    ) -> Result<Vec<Projection>, QuantError> {
        match self {
            Self::Layer => {
                let layers: Vec<&[f32]> = values.iter().map(Vec::as_slice).collect();
                project_groups(quantizer, &layers, before, random)
            }
            Self::Net => project_groups(quantizer, &[&values.concat()], before, random),
        }
    }
}

/// Delta(Theta): writes every weight's entry into `quantized`. Groups are runs of layers, so their
/// assignments in a row are those of all weights in a row.
pub(super) fn decompress(theta: &[Projection], quantized: &mut Params) {
    let entries = theta.iter().flat_map(Projection::quantized);
    let weights = quantized.layers.iter_mut().flat_map(|l| &mut l.weights);
    for (weight, entry) in weights.zip(entries) {
        *weight = entry;
    }
}
