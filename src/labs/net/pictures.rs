//! From the Network lab's state to what its plots show. Pure, so that the same pictures can be made without a page.

use super::state::State;
use super::words::StripWords;
use crate::experiment::{Frame, LayerFrame, Scene};
use crate::labs::runs::{Caption, Phase, eased};
use crate::link::Speed;
use crate::plot::{Emphasis, LayerWeights, Weights};

/// What to draw between two iterations: first the dots drift (L step), then the codebook moves and threads
/// re-attach (C step).
pub fn weights((from, to): (&Frame, &Frame), lab: &State, position: f64, words: &StripWords) -> Weights {
    let (drift, snap) = match Phase::at(position) {
        None => (0.0, 0.0),
        Some(Phase::L(t)) => (eased(t), 0.0),
        Some(Phase::C(t)) => (1.0, eased(t)),
    };
    let pair = |layer: usize, frame: &LayerFrame| match *lab.scene {
        Scene::Plane { .. } if layer == 0 && frame.stride == 1 => frame.total / 2,
        _ => 1,
    };
    let layers = from.layers.iter().zip(&to.layers).enumerate();
    let layers = layers.map(|(i, (from, to))| LayerWeights {
        values: mixed(&from.weights, &to.weights, drift),
        threads: mixed(&targets(from), &targets(to), snap),
        assignment: if snap > 0.5 { to.assignment.clone() } else { from.assignment.clone() },
        codebook: if from.codebook.len() == to.codebook.len() {
            mixed(&from.codebook, &to.codebook, snap)
        } else {
            to.codebook.clone()
        },
        ghost: if snap > 0.0 { from.codebook.clone() } else { Vec::new() },
        labels: (words.layer)(i + 1, from.total, from.stride),
        total: from.total,
        pair: pair(i, from),
    });
    // Emphasis flickers where phases are short: it is for slow motion only.
    let slow = lab.runs.playback.speed == Speed::Slow;
    let emphasis = match lab.runs.caption().filter(|_| slow) {
        Some(Caption::L) => Emphasis::Dots,
        Some(Caption::C) if Phase::at(position).is_some() => Emphasis::Entries,
        Some(Caption::Multipliers) => Emphasis::Threads,
        _ => Emphasis::None,
    };
    Weights { layers: layers.collect(), range: lab.runs.value_range(), emphasis, lit: None }
}

/// The entry of every weight.
fn targets(layer: &LayerFrame) -> Vec<f32> {
    layer.assignment.iter().map(|&a| layer.codebook[usize::from(a)]).collect()
}

fn mixed(from: &[f32], to: &[f32], t: f32) -> Vec<f32> {
    if t == 0.0 {
        return from.to_vec();
    }
    from.iter().zip(to).map(|(&a, &b)| a + t * (b - a)).collect()
}
