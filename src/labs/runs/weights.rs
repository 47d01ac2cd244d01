//! The weights of a run between two iterations, as plots show them.

use super::charts::eased;
use super::motion::{Caption, Motion, Phase};
use super::state::Runs;
use crate::experiment::{Frame, LayerFrame};
use crate::plot::{Emphasis, LayerWeights, Weights};

/// Most dots of a layer that leave a ghost where they started: more are fog.
const GHOSTS: usize = 3_000;

/// A pane's weights at a position between two of its iterations; `name` gives a layer's names.
pub fn between(
    (from, to): (&Frame, &Frame),
    runs: &Runs,
    (pane, position): (usize, f64),
    name: impl Fn(usize, &LayerFrame) -> Vec<String>,
) -> Weights {
    let (drift, snap) = match Phase::at(position) {
        None => (0.0, 0.0),
        Some(Phase::L(t)) => (eased(t), 0.0),
        Some(Phase::C(t)) => (1.0, eased(t)),
    };
    let ranges = runs.layer_ranges();
    let start = runs.panes.get(pane).and_then(|pane| pane.frames.first());
    let start = start.filter(|start| start.record.iteration < from.record.iteration);
    let layer = |(l, (from, to)): (usize, (&LayerFrame, &LayerFrame))| {
        let now = if snap > 0.5 { to } else { from };
        let start = start.and_then(|start| start.layers.get(l)).filter(|layer| layer.weights.len() <= GHOSTS);
        LayerWeights {
            values: mixed(&from.weights, &to.weights, drift),
            range: ranges.get(l).copied().unwrap_or((-1.0, 1.0)),
            start: start.map(|layer| layer.weights.clone()).unwrap_or_default(),
            threads: mixed(&targets(from), &targets(to), snap),
            assignment: now.assignment.clone(),
            codebook: if from.codebook.len() == to.codebook.len() {
                mixed(&from.codebook, &to.codebook, snap)
            } else {
                to.codebook.clone()
            },
            shares: shares(now),
            ghost: if snap > 0.0 { from.codebook.clone() } else { Vec::new() },
            labels: name(l, from),
            total: from.total,
            pair: 1,
        }
    };
    let layers = from.layers.iter().zip(&to.layers).enumerate().map(layer);
    Weights { layers: layers.collect(), emphasis: emphasis(runs), lit: None }
}

/// The marks to follow while steps are told one by one; where phases are short emphasis would flicker.
fn emphasis(runs: &Runs) -> Emphasis {
    if !runs.is_readable() || !matches!(runs.motion, Motion::Playing | Motion::Stepping { .. }) {
        return Emphasis::None;
    }
    match runs.caption() {
        Some(Caption::L) => Emphasis::Dots,
        Some(Caption::C) if Phase::at(runs.position).is_some() => Emphasis::Entries,
        Some(Caption::Multipliers) => Emphasis::Threads,
        _ => Emphasis::None,
    }
}

/// The share of a layer's weights that each entry has.
fn shares(layer: &LayerFrame) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "counts of weights")]
    let share = |count: usize| count as f32 / layer.assignment.len().max(1) as f32;
    layer.counts().into_iter().map(share).collect()
}

/// Where every weight is to end: on its entry, or where it is if it is kept in full.
fn targets(layer: &LayerFrame) -> Vec<f32> {
    let mut targets: Vec<f32> = layer.assignment.iter().map(|&a| layer.codebook[usize::from(a)]).collect();
    for &place in &layer.kept {
        let place = place as usize;
        if let (Some(target), Some(&own)) = (targets.get_mut(place), layer.weights.get(place)) {
            *target = own;
        }
    }
    targets
}

fn mixed(from: &[f32], to: &[f32], t: f32) -> Vec<f32> {
    if t == 0.0 {
        return from.to_vec();
    }
    from.iter().zip(to).map(|(&a, &b)| a + t * (b - a)).collect()
}
