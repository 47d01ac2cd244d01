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
    let budget = matches!(lab.runs.panes[index].spec.codebook, Codebook::Budget { .. });
    let name = |layer: usize, frame: &LayerFrame| {
        told((words.layer)(layer + 1, frame.total, frame.stride), frame, budget, words)
    };
    let mut weights = between((from, to), &lab.runs, (index, position), name);
    for (l, (layer, frame)) in weights.layers.iter_mut().zip(&from.layers).enumerate() {
        layer.pair = pair(l, frame);
    }
    weights
}

/// A layer's names, and first those that also tell what is its own: how many values it has got of a budget, and, where all
/// its weights are there to be counted, how many are kept in full.
fn told(names: Vec<String>, frame: &LayerFrame, budget: bool, words: &StripWords) -> Vec<String> {
    let mut own = if budget { (words.values)(frame.codebook.len()) } else { String::new() };
    if frame.stride == 1 && !frame.kept.is_empty() {
        own += &(words.in_full)(frame.kept.len());
    }
    if own.is_empty() {
        return names;
    }
    // A bare number tells nothing.
    let long = names.len() - 1;
    names[..long].iter().map(|name| format!("{name}{own}")).chain(names.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::net::words::words;
    use crate::link::Lang;

    #[test]
    fn layers_tell_what_is_their_own_also_where_some_weights_are_shown() {
        let frame = |stride: usize, kept: Vec<u32>| LayerFrame {
            weights: vec![0.5; 3],
            assignment: vec![0; 3],
            codebook: vec![0.0, 1.0],
            kept,
            stride,
            total: 3 * stride,
        };
        let words = &words(Lang::En).strip;
        let first = |stride, kept, budget| {
            let frame = frame(stride, kept);
            told((words.layer)(1, frame.total, stride), &frame, budget, words).remove(0)
        };
        assert_eq!(first(1, vec![], false), "layer 1 (3)");
        assert_eq!(first(1, vec![], true), "layer 1 (3): 2 values");
        assert_eq!(first(1, vec![0, 2], false), "layer 1 (3): 2 kept in full");
        assert_eq!(first(1, vec![1], true), "layer 1 (3): 2 values: 1 kept in full");
        // Of a sample nobody can count how many are kept.
        assert_eq!(first(5, vec![1], true), "layer 1 (15, 1 in 5 shown): 2 values");
        assert_eq!(first(5, vec![1], false), "layer 1 (15, 1 in 5 shown)");
    }
}
