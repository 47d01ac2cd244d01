//! From the Network lab's state to what its plots show. Pure, so that the same pictures can be made without a page.

use super::state::State;
use super::words::StripWords;
use crate::experiment::{Frame, LayerFrame, Scene};
use crate::labs::runs::{Caption, Motion, Phase, between};
use crate::plot::{Emphasis, Weights};

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
    let name = |layer: usize, frame: &LayerFrame| (words.layer)(layer + 1, frame.total, frame.stride);
    let mut weights = between((from, to), &lab.runs, (index, position), name);
    for (l, (layer, frame)) in weights.layers.iter_mut().zip(&from.layers).enumerate() {
        layer.pair = pair(l, frame);
    }
    // Emphasis flickers where phases are short: it is for slow motion only.
    if lab.runs.is_readable() && matches!(lab.runs.motion, Motion::Playing | Motion::Stepping { .. }) {
        weights.emphasis = match lab.runs.caption() {
            Some(Caption::L) => Emphasis::Dots,
            Some(Caption::C) if Phase::at(position).is_some() => Emphasis::Entries,
            Some(Caption::Multipliers) => Emphasis::Threads,
            _ => Emphasis::None,
        };
    }
    weights
}
