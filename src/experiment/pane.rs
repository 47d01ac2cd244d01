//! One pane's run: the algorithm on the experiment's problem, with what the page shows of it.

use super::choices::{DataKind, PaneSpec};
use super::insight::{Forces, Insight, Watch};
use super::plane::Point;
use super::problem::Subject;
use super::reference::Reference;
use super::report::PaneReport;
use crate::lc::{Advance, IterationRecord, Run, Stop};
use crate::nn::LayerParams;
use crate::quant::{GroupSize, Size};

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
fn shown(iterations: u32) -> usize {
    SHOWN.min(SHOWN_IN_ALL / (iterations as usize + 1))
}
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
    /// The codebook the layer uses.
    pub codebook: Vec<f32>,
}

/// The weights into each of the first units, from those of a layer, (inputs, `outputs`).
fn units(weights: &[f32], outputs: usize) -> Vec<Vec<f32>> {
    let unit = |unit: usize| weights.iter().skip(unit).step_by(outputs).copied().collect();
    (0..outputs.min(UNITS)).map(unit).collect()
}

impl Frame {
    /// The largest magnitude of its weights and entries.
    pub fn largest(&self) -> f32 {
        let all = self.layers.iter().flat_map(|l| l.weights.iter().chain(&l.codebook));
        all.fold(0.0_f32, |m, v| m.max(v.abs()))
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

/// A run of one method and codebook, resumable after any minibatch, L step or C step.
pub struct PaneRun {
    pane: PaneSpec,
    run: Run,
    problem: Subject,
    watch: Option<Watch>,
    history: Vec<IterationRecord>,
    stop: Option<Stop>,
    /// Weights in a frame.
    shown: usize,
}

impl PaneRun {
    pub(super) fn new(
        (kind, pane, iterations): (DataKind, PaneSpec, u32),
        run: Run,
        mut problem: Subject,
        reference: &Reference,
    ) -> Self {
        let watch = problem.network().and_then(|problem| {
            let ((data, _), _) = problem.parts();
            Watch::new(kind, data, reference)
        });
        let shown = shown(iterations);
        Self { pane, run, problem, watch, history: Vec::new(), stop: None, shown }
    }

    /// The next thing there is to do: at most `budget` minibatches of an L step, or a C step.
    pub fn advance(&mut self, budget: u32) -> Advance {
        let event = self.run.advance(&mut self.problem, budget);
        match &event {
            Advance::Iterated(record) => {
                self.history.push((**record).clone());
                self.keep();
            }
            Advance::Finished(stop) => self.stop = Some(*stop),
            Advance::LStep { .. } | Advance::LStepDone | Advance::Judging => {}
        }
        event
    }

    /// Runs to the end.
    pub fn finish(&mut self) {
        while !matches!(self.advance(u32::MAX), Advance::Finished(_)) {}
    }

    /// Runs to the end, and gives the frame of every iteration on the way.
    pub fn finish_with(&mut self, mut each: impl FnMut(Frame)) {
        loop {
            match self.advance(u32::MAX) {
                Advance::Finished(_) => return,
                Advance::Iterated(_) => self.frame().into_iter().for_each(&mut each),
                Advance::LStep { .. } | Advance::LStepDone | Advance::Judging => {}
            }
        }
    }

    /// Everything that was measured so far.
    pub fn history(&self) -> &[IterationRecord] {
        &self.history
    }

    /// Whether there is nothing left to compute.
    pub fn is_over(&self) -> bool {
        self.run.stop().is_some()
    }

    /// Whether it ended because a loss or a weight was no longer a finite number.
    pub fn diverged(&self) -> bool {
        self.stop == Some(Stop::Diverged)
    }

    fn keep(&mut self) {
        let Some(watch) = &mut self.watch else { return };
        let state = self.run.state();
        let codebooks = state.theta.iter().map(|p| p.codebook.clone()).collect();
        let assignment = state.theta.iter().flat_map(|p| &p.assignment).copied().collect();
        watch.keep(codebooks, assignment, &state.quantized);
    }

    /// The fraction of the test examples the quantized net answers differently from the reference; `None` for
    /// regression.
    fn disagreement(&self) -> Option<f64> {
        self.watch.as_ref().map(|watch| watch.disagreement(self.run.votes()))
    }

    /// What there is to see of that; nothing for regression.
    fn look(&mut self) -> Option<Insight> {
        let (parts, workspace) = self.problem.network()?.parts();
        let net = (&self.run.state().quantized, self.run.votes());
        Some(self.watch.as_ref()?.look(parts, net, workspace))
    }

    /// What pulls at the weights of a toy.
    fn forces(&self) -> Option<Insight> {
        let Subject::Toy(problem) = &self.problem else { return None };
        let state = self.run.state();
        let lambda = &state.penalty.multipliers()[0];
        let gradient = problem.gradient_at(&state.weights);
        Some(Insight::Forces(Forces { multipliers: [lambda[0], lambda[1]], gradient }))
    }

    /// Probabilities of the classes for an image drawn by hand, `ink` from 0 to 1 per pixel: the
    /// reference net's and those of the quantized net of an iteration, or of the last one if that is not
    /// kept; with the iteration it was. `None` if the net does not classify or takes other inputs.
    pub fn judge(&mut self, iteration: u32, ink: &[f32]) -> Option<(u32, [Vec<f32>; 2])> {
        let last = self.history.last()?.iteration;
        let watch = self.watch.as_ref()?;
        let ((data, network), workspace) = self.problem.network()?.parts();
        let row = data.train.inputs.row_of(ink)?;
        let kept = watch.kept(iteration);
        let at = if kept.is_some() { iteration } else { last };
        let params = kept.as_ref().unwrap_or(&self.run.state().quantized);
        Some((at, watch.judge(network, params, row.view(), workspace)))
    }

    /// The state after the last complete iteration, or `None` before the first.
    pub fn frame(&mut self) -> Option<Frame> {
        let record = self.history.last()?.clone();
        let disagreement = self.disagreement();
        let insight = self.look().or_else(|| self.forces());
        let state = self.run.state();
        let mut assigned = state.theta.iter().flat_map(|p| &p.assignment).copied();
        let share = self.shown / state.weights.layers.len();
        let layer = |(l, params): (usize, &LayerParams)| {
            let total = params.weights.len();
            let stride = total.div_ceil(share).max(1);
            LayerFrame {
                total,
                stride,
                weights: params.weights.iter().step_by(stride).copied().collect(),
                assignment: assigned.by_ref().take(total).step_by(stride).collect(),
                // A codebook shared by the net belongs to each of its layers.
                codebook: state.theta.get(l).unwrap_or(&state.theta[0]).codebook.clone(),
            }
        };
        let layers: Vec<LayerFrame> = state.weights.layers.iter().enumerate().map(layer).collect();
        let first = &state.weights.layers[0];
        let sampled = layers[0].stride > 1 && matches!(insight, Some(Insight::Images(_)));
        Some(Frame {
            record,
            features: if sampled { units(&first.weights, first.biases.len()) } else { Vec::new() },
            layers,
            disagreement,
            insight: insight.unwrap_or_default(),
            size: self.size(),
            sgd_steps: self.run.sgd_steps(),
        })
    }

    /// The sizes of the net as quantized now.
    pub fn size(&self) -> Size {
        let state = self.run.state();
        let group = |p: &crate::quant::Projection| {
            let mut counts = vec![0; p.codebook.len()];
            p.assignment.iter().for_each(|&a| counts[usize::from(a)] += 1);
            GroupSize { counts }
        };
        let groups: Vec<GroupSize> = state.theta.iter().map(group).collect();
        Size::new(&self.pane.codebook, &groups, state.weights.bias_count())
    }

    /// The pane's part of the report, as far as the run has come. `seconds` is the time the
    /// caller measured.
    pub fn report(&mut self, seconds: f64) -> PaneReport {
        let diverged = self.diverged();
        let disagreement = if diverged { None } else { self.disagreement() };
        let size = self.size();
        let state = self.run.state();
        let last = self.history.last().filter(|_| !diverged);
        PaneReport {
            method: self.pane.method,
            codebook: self.pane.codebook.name().to_owned(),
            k: self.pane.codebook.entries(),
            train_loss: last.map(|r| r.loss_q),
            train_error: last.and_then(|r| r.train_error),
            test_loss: last.map(|r| r.test_loss),
            test_error: last.and_then(|r| r.test_error),
            disagreement,
            bits_per_weight: last.map(|_| size.bits_per_weight),
            size_bits: last.map(|_| size.quantized_bits),
            entropy_coded_bits: last.map(|_| size.entropy_coded_bits),
            compression_ratio: last.map(|_| size.compression_ratio()),
            codebooks: last.map(|r| r.codebooks.clone()),
            distortion: last.map(|_| state.distortion()),
            iterations: self.history.last().map_or(0, |r| r.iteration),
            sgd_steps: self.run.sgd_steps(),
            stop: self.stop,
            seconds,
            digest: last.map(|_| state.quantized.digest()),
            history: self.history.clone(),
        }
    }
}
