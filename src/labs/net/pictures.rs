//! From the Network lab's state to what its plots show. Pure, so that the same pictures can be made without a page.

use super::state::State;
use super::words::StripWords;
use crate::experiment::{Frame, LayerFrame, Scene};
use crate::labs::runs::between;
use crate::plot::Weights;
use crate::quant::Codebook;

/// What to draw between two iterations: first the dots drift (L step), then the codebook moves and threads
/// re-attach (C step).
pub fn weights(
    (from, to): (&Frame, &Frame),
    lab: &State,
    (index, position): (usize, f64),
    words: &StripWords,
) -> Weights {
    let pair = |layer: usize, frame: &LayerFrame| match *lab.scene {
        Scene::Plane { .. } if layer == 0 && frame.stride == 1 => frame.total / 2,
        _ => 1,
    };
    // How many values there are is for each layer to say where they share a budget.
    let shared = matches!(lab.runs.panes[index].spec.codebook, Codebook::Budget { .. });
    let name = |layer: usize, frame: &LayerFrame| {
        let values = shared.then(|| (words.values)(frame.codebook.len()));
        let kept = (!frame.kept.is_empty()).then(|| (words.in_full)(frame.kept.len()));
        let own: Vec<String> = values.into_iter().chain(kept).collect();
        (words.layer)(layer + 1, frame.total, frame.stride, &own.join(", "))
    };
    let mut weights = between((from, to), &lab.runs, (index, position), name);
    for (l, (layer, frame)) in weights.layers.iter_mut().zip(&from.layers).enumerate() {
        layer.pair = pair(l, frame);
    }
    weights
}
