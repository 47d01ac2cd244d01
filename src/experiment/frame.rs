//! What the page shows of one iteration.

use super::insight::Insight;
use super::paired::Graded;
use super::standing::has_arrived;
use crate::lc::{IterationRecord, State};
use crate::nn::LayerParams;
use crate::quant::Size;
use crate::toy::Point;

/// Everything the page shows of one iteration.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Frame {
    /// The figures.
    pub record: IterationRecord,
    /// The weights, layer by layer.
    pub layers: Vec<LayerFrame>,
    /// Examples of the test set that the quantized net answers differently from the reference,
    /// as a fraction; `None` for regression.
    pub disagreement: Option<f64>,
    /// Which test examples the quantized net answers wrongly; `None` for regression.
    pub graded: Option<Graded>,
    /// Weights on another entry than rounding the reference net gave them, as a fraction.
    pub changed: f64,
    /// What the quantized net does.
    pub insight: Insight,
    /// The weights into the first units of the first layer, unit by unit, where `layers` holds only
    /// some of that layer's weights.
    pub features: Vec<Vec<f32>>,
    /// Sizes before and after.
    pub size: Size,
    /// Minibatches taken so far.
    pub sgd_steps: u64,
}

/// Most weights of a net that a frame holds: more dots than that tell no more.
const SHOWN: usize = 20_000;
/// Most weights that all frames of a run hold together, at five bytes each: long runs have fewer in each.
const SHOWN_IN_ALL: usize = 4_000_000;

/// How many weights each frame of a run over so many iterations holds.
pub(super) fn shown(iterations: u32) -> usize {
    SHOWN.min(SHOWN_IN_ALL / (iterations as usize + 1))
}
/// One weight in so many may be beyond the axis it is drawn on.
const OUTLIERS: usize = 200;
/// Most units of the first layer that are shown as images.
pub const UNITS: usize = 24;

/// One layer's weights after an iteration, or one of every so many in a large net.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LayerFrame {
    /// Number of weights the layer has.
    pub total: usize,
    /// Weights number 0, stride, 2 stride, ... are here.
    pub stride: usize,
    /// w.
    pub weights: Vec<f32>,
    /// The entry each of these weights is assigned to.
    pub assignment: Vec<u8>,
    /// Which of them are kept in full beside the codebook, ascending.
    pub kept: Vec<u32>,
    /// The codebook the layer uses.
    pub codebook: Vec<f32>,
}

/// The weights into each of the first units, from those of a layer, (inputs, `outputs`).
pub(super) fn units(weights: &[f32], outputs: usize) -> Vec<Vec<f32>> {
    let unit = |unit: usize| weights.iter().skip(unit).step_by(outputs).copied().collect();
    (0..outputs.min(UNITS)).map(unit).collect()
}

impl Frame {
    /// The largest magnitude of its weights and entries.
    pub fn largest(&self) -> f32 {
        let all = self.layers.iter().flat_map(|l| l.weights.iter().chain(&l.codebook));
        all.fold(0.0_f32, |m, v| m.max(v.abs()))
    }

    /// Whether every weight is where it is to end, for all one can see.
    pub fn has_arrived(&self) -> bool {
        has_arrived(self.record.violation_rms, self.largest())
    }

    /// How far each layer's weights reach from 0: all its entries, and all but a few of its weights.
    pub fn reach(&self) -> Vec<f32> {
        let reach = |layer: &LayerFrame| {
            let mut sizes: Vec<f32> = layer.weights.iter().map(|w| w.abs()).collect();
            let most = layer.codebook.iter().fold(0.0_f32, |most, v| most.max(v.abs()));
            let at = sizes.len().saturating_sub(1 + sizes.len() / OUTLIERS);
            let quantile = match sizes.len() {
                0 => 0.0,
                _ => *sizes.select_nth_unstable_by(at, f32::total_cmp).1,
            };
            most.max(quantile)
        };
        self.layers.iter().map(reach).collect()
    }

    /// Delta(Theta) of a net of two weights.
    pub fn rounded(&self) -> Point {
        let entry = |i: usize| {
            let layer = self.layers.first()?;
            layer.codebook.get(usize::from(*layer.assignment.get(i)?)).map(|&entry| f64::from(entry))
        };
        [0, 1].map(|i| entry(i).unwrap_or_default())
    }

    /// The weights into the first units of the first layer, which takes `inputs` numbers; fewer than
    /// [`UNITS`] if the layer has fewer.
    pub fn features(&self, inputs: usize) -> Vec<Vec<f32>> {
        match self.layers.first() {
            Some(layer) if layer.stride == 1 => units(&layer.weights, layer.total / inputs.max(1)),
            _ => self.features.clone(),
        }
    }
}

impl LayerFrame {
    /// How many of these weights each entry has.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.codebook.len()];
        let mut kept = self.kept.iter().peekable();
        for (i, &entry) in (0..).zip(&self.assignment) {
            if kept.next_if(|k| **k == i).is_some() {
                continue;
            }
            if let Some(count) = counts.get_mut(usize::from(entry)) {
                *count += 1;
            }
        }
        counts
    }

    /// The layers of a state, of whose weights about `shown` are held.
    pub(super) fn of(state: &State, shown: usize) -> Vec<Self> {
        let mut assigned = state.theta.iter().flat_map(|p| p.assignment.iter().copied().zip(p.served()));
        let share = shown / state.weights.layers.len();
        let layer = |(l, params): (usize, &LayerParams)| {
            let total = params.weights.len();
            let stride = total.div_ceil(share).max(1);
            let shown: Vec<(u8, Option<u8>)> = assigned.by_ref().take(total).step_by(stride).collect();
            let kept =
                (0..).zip(&shown).filter(|(_, (_, served))| served.is_none()).map(|(i, _)| i).collect();
            Self {
                total,
                stride,
                weights: params.weights.iter().step_by(stride).copied().collect(),
                assignment: shown.iter().map(|(entry, _)| *entry).collect(),
                kept,
                // A codebook shared by the net belongs to each of its layers.
                codebook: state.theta.get(l).unwrap_or(&state.theta[0]).codebook.clone(),
            }
        };
        state.weights.layers.iter().enumerate().map(layer).collect()
    }
}
