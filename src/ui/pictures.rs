//! From the page's state to what its plots show. Pure, so that the same pictures can be made without a page.

use std::rc::Rc;

use crate::experiment::{Forces, Frame, Insight, LayerFrame, Point, Scene};
use crate::lc::{IterationRecord, Method};
use crate::link::Speed;
use crate::plot::{Axis, Colour, Curves, Emphasis, LayerWeights, Line, MapPlot, Marker, Style, Weights};
use crate::quant::Freedom;
use crate::ui::state::{Caption, Lab, Phase, ReferenceState};
use crate::ui::text::{ChartText, Text};

/// Which curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Training loss of w and of the quantized net.
    Loss,
    /// The entries of the codebooks.
    Codebook,
    /// Root mean square of w - Delta(Theta).
    Violation,
    /// Penalty parameter.
    Mu,
    /// Iterations of the C step's solver.
    Solver,
}

impl Chart {
    /// The charts there is something to see in: exact C steps do not iterate.
    pub fn of(lab: &Lab) -> Vec<Self> {
        let records = lab.panes.iter().flat_map(|pane| pane.records());
        let mut charts = vec![Self::Loss, Self::Codebook, Self::Violation, Self::Mu];
        // Where there is little room, entries that never move are left out.
        if lab.toy().is_some() && lab.panes.iter().all(|pane| pane.spec.codebook.freedom() == Freedom::None) {
            charts.remove(1);
        }
        if records.into_iter().any(|record| record.lloyd_iterations > 0) {
            charts.push(Self::Solver);
        }
        charts
    }

    /// What it is called.
    pub fn title(self, words: &ChartText) -> &'static str {
        match self {
            Self::Loss => words.loss,
            Self::Codebook => words.codebook,
            Self::Violation => words.violation,
            Self::Mu => words.mu,
            Self::Solver => words.solver,
        }
    }
}

/// What a chart shows of an iteration, curve by curve.
pub fn values(chart: Chart, record: &IterationRecord) -> Vec<f64> {
    match chart {
        Chart::Loss => vec![record.loss_w, record.loss_q],
        Chart::Codebook => record.codebooks.iter().flatten().map(|&v| f64::from(v)).collect(),
        Chart::Violation => vec![record.violation_rms],
        Chart::Mu => vec![record.mu],
        Chart::Solver => vec![record.lloyd_iterations.into()],
    }
}

/// A chart of a pane, with the iteration shown elsewhere.
pub fn curves(lab: &Lab, index: usize, chart: Chart, style: &Style, cursor: f64) -> Curves {
    let level = match (&lab.reference, chart) {
        (ReferenceState::Trained(reference), Chart::Loss) => Some(reference.train.loss),
        _ => None,
    };
    let records = lab.panes[index].records();
    let first_layer = records.first().and_then(|r| r.codebooks.first()).map_or(0, Vec::len);
    // Every record once: codebooks may have hundreds of entries.
    let rows: Vec<Vec<f64>> = records.iter().map(|record| values(chart, record)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |column: usize| {
        let (colour, marker): (Colour, Marker) = match chart {
            Chart::Loss if column == 0 => (style.l_step, Marker::None),
            Chart::Loss => (style.c_step, Marker::Dot),
            Chart::Codebook if column < first_layer => (style.ink, Marker::None),
            Chart::Codebook => (style.reference, Marker::None),
            Chart::Violation | Chart::Solver | Chart::Mu => (style.ink, Marker::None),
        };
        let value = |row: &Vec<f64>| row.get(column).copied().unwrap_or(f64::NAN);
        Line { values: rows.iter().map(value).collect(), colour, marker }
    };
    let axis = match chart {
        Chart::Codebook => {
            let (low, high) = lab.value_range();
            Axis::Plain(low, high)
        }
        Chart::Solver => {
            let all = lab.panes.iter().flat_map(|pane| pane.records());
            let most = all.map(|record| record.lloyd_iterations).max().unwrap_or(0).max(4);
            #[expect(clippy::cast_precision_loss, reason = "few iterations")]
            let top = most as f32;
            Axis::Plain(0.0, top)
        }
        _ => {
            let all = lab.panes.iter().flat_map(|pane| pane.records());
            let (low, high) = decades(all.flat_map(|record| values(chart, record)).chain(level));
            Axis::Decades(low, high)
        }
    };
    Curves {
        iterations: lab.last_iteration(),
        axis,
        lines: (0..columns).map(line).collect(),
        level,
        cursor: Some(cursor),
    }
}

/// Most powers of ten on an axis.
const MOST_DECADES: i32 = 8;

/// The powers of ten around all positive values.
fn decades(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let positive = values.filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = positive.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return (-3, 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "exponents of f64 are small")]
    let (low, high) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    // What is smaller still is as good as zero.
    let high = high.max(low + 1);
    (low.max(high - MOST_DECADES), high)
}

/// What to draw between two iterations: first the dots drift (L step), then the codebook moves and threads
/// re-attach (C step).
pub fn weights((from, to): (&Frame, &Frame), lab: &Lab, position: f64, words: &Text) -> Weights {
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
        labels: (words.pane.layer)(i + 1, from.total, from.stride),
        total: from.total,
        pair: pair(i, from),
    });
    // Emphasis flickers where phases are short: it is for slow motion only.
    let slow = lab.view.speed == Speed::Slow;
    let emphasis = match lab.caption().filter(|_| slow) {
        Some(Caption::L) => Emphasis::Dots,
        Some(Caption::C) if Phase::at(position).is_some() => Emphasis::Entries,
        Some(Caption::Multipliers) => Emphasis::Threads,
        _ => Emphasis::None,
    };
    Weights { layers: layers.collect(), range: lab.value_range(), emphasis, lit: None }
}

/// A pane of the Plane lab, at a moment.
pub fn map(lab: &Lab, index: usize, position: f64, words: &Text) -> Option<MapPlot> {
    let pane = &lab.panes[index];
    let frames = &pane.frames;
    let last = frames.len().checked_sub(1)?;
    let now = lab.shown(position).min(last);
    let (from, to) = (&frames[now], &frames[(now + 1).min(last)]);
    let (drift, snap) = match Phase::at(position) {
        None => (0.0, 0.0),
        Some(Phase::L(t)) => (eased(t), 0.0),
        Some(Phase::C(t)) => (1.0, eased(t)),
    };
    let between = |a: Point, b: Point, t: f32| [0, 1].map(|i| a[i] + f64::from(t) * (b[i] - a[i]));
    let reach = pane.reach.as_ref()?;
    // The L step that ends at the weights shown, on its way from the one before.
    let penalty = lab.view.penalty.then(|| {
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
        names: words.toy.marks,
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

/// Slow at both ends.
fn eased(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
