//! From the Plane lab's state to its map. Pure, so that the same picture can be made without a page.

use std::rc::Rc;

use super::state::State;
use super::words::PlaneWords;
use crate::experiment::{Forces, Frame, Insight};
use crate::labs::runs::{Phase, eased, whole};
use crate::lc::Method;
use crate::plot::MapPlot;
use crate::toy::Point;

/// A pane of the Plane lab, at a moment.
pub fn map(lab: &State, index: usize, position: f64, words: &PlaneWords) -> Option<MapPlot> {
    let pane = &lab.runs.panes[index];
    let frames = &pane.frames;
    let last = frames.len().checked_sub(1)?;
    let now = (whole(position) as usize).min(last);
    let (from, to) = (&frames[now], &frames[(now + 1).min(last)]);
    let (drift, snap) = match Phase::at(position) {
        None => (0.0, 0.0),
        Some(Phase::L(t)) => (eased(t), 0.0),
        Some(Phase::C(t)) => (1.0, eased(t)),
    };
    let between = |a: Point, b: Point, t: f32| [0, 1].map(|i| a[i] + f64::from(t) * (b[i] - a[i]));
    let reach = lab.reach(index)?;
    // The L step that ends at the weights shown, on its way from the one before.
    let penalty = lab.penalty.then(|| {
        let (before, after) = (pull(frames, now), pull(frames, (now + 1).min(last)));
        let mu = before.0 + f64::from(drift) * (after.0 - before.0);
        (mu, between(before.1, after.1, drift))
    });
    let all = frames.iter().map(|frame| forces(frame));
    let longest =
        all.flat_map(|f| [f.multipliers, f.gradient]).map(|f| f[0].hypot(f[1])).fold(1e-6, f32::max);
    let own = forces(from);
    Some(MapPlot {
        ground: lab.ground.clone()?,
        best: reach.best,
        feasible: reach.feasible.clone(),
        reference: weights_of(&frames[0]),
        rounding: frames[0].rounded(),
        path: frames.iter().map(|frame| (weights_of(frame), frame.rounded())).collect(),
        now,
        current: (
            between(weights_of(from), weights_of(to), drift),
            between(from.rounded(), to.rounded(), snap),
        ),
        penalty: penalty.filter(|(mu, _)| *mu > 0.0),
        forces: (pane.spec.method == Method::Lc).then(|| {
            [own.multipliers.map(|v| f64::from(v / longest)), own.gradient.map(|v| -f64::from(v / longest))]
        }),
        names: words.marks,
    })
}

/// The two weights of a frame.
fn weights_of(frame: &Frame) -> Point {
    let weights = frame.layers.first().map_or(&[][..], |layer| &layer.weights);
    [0, 1].map(|i| weights.get(i).copied().unwrap_or_default().into())
}

fn forces(frame: &Frame) -> Forces {
    if let Insight::Forces(forces) = frame.insight { forces } else { Forces::default() }
}

/// mu of the L step that ended at a frame, and the point its penalty pulled to: Delta(Theta) + lambda / mu, both of
/// the frame before.
fn pull(frames: &[Rc<Frame>], at: usize) -> (f64, Point) {
    let mu = frames[at].record.mu;
    let Some(before) = at.checked_sub(1).map(|before| &frames[before]).filter(|_| mu > 0.0) else {
        return (0.0, frames[at].rounded());
    };
    let (rounded, lambda) = (before.rounded(), forces(before).multipliers);
    (mu, [0, 1].map(|i| rounded[i] + f64::from(lambda[i]) / mu))
}
