//! One pane's run: the algorithm on the experiment's problem, with what the page shows of it.

use super::choices::PaneSpec;
use super::problem::NetworkProblem;
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
    /// Sizes before and after.
    pub size: Size,
    /// Minibatches taken so far.
    pub sgd_steps: u64,
}

/// Most weights of a net that a frame holds: more dots than that tell no more.
const SHOWN: usize = 20_000;

/// One layer's weights after an iteration, or every so manyth of them in a large net.
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

/// A run of one method and codebook, resumable after any minibatch, L step or C step.
pub struct PaneRun {
    pane: PaneSpec,
    run: Run,
    problem: NetworkProblem,
    reference_answers: Option<Vec<Option<u8>>>,
    history: Vec<IterationRecord>,
    stop: Option<Stop>,
}

impl PaneRun {
    pub(super) fn new(pane: PaneSpec, run: Run, mut problem: NetworkProblem, reference: &Reference) -> Self {
        let classifies = reference.test.error.is_some();
        let reference_answers = classifies.then(|| problem.test_answers(&reference.params));
        Self { pane, run, problem, reference_answers, history: Vec::new(), stop: None }
    }

    /// The next thing there is to do: at most `budget` minibatches of an L step, or a C step.
    pub fn advance(&mut self, budget: u32) -> Advance {
        let event = self.run.advance(&mut self.problem, budget);
        match &event {
            Advance::Iterated(record) => self.history.push((**record).clone()),
            Advance::Finished(stop) => self.stop = Some(*stop),
            Advance::LStep { .. } | Advance::LStepDone | Advance::Judging => {}
        }
        event
    }

    /// Everything that was measured so far.
    pub fn history(&self) -> &[IterationRecord] {
        &self.history
    }

    /// Whether there is nothing left to compute.
    pub fn is_over(&self) -> bool {
        self.run.stop().is_some()
    }

    /// Fraction of the test examples answered differently from the reference.
    fn disagreement(&mut self) -> Option<f64> {
        let reference = self.reference_answers.as_ref()?;
        let answers = self.problem.test_answers(&self.run.state().quantized);
        let different = answers.iter().zip(reference).filter(|(a, b)| a != b).count();
        #[expect(clippy::cast_precision_loss, reason = "counts of examples are far below 2^53")]
        let fraction = different as f64 / answers.len().max(1) as f64;
        Some(fraction)
    }

    /// The state after the last complete iteration, or `None` before the first.
    pub fn frame(&mut self) -> Option<Frame> {
        let record = self.history.last()?.clone();
        let disagreement = self.disagreement();
        let state = self.run.state();
        let mut assigned = state.theta.iter().flat_map(|p| &p.assignment).copied();
        let share = SHOWN / state.weights.layers.len();
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
        let layers = state.weights.layers.iter().enumerate().map(layer).collect();
        Some(Frame { record, layers, disagreement, size: self.size(), sgd_steps: self.run.sgd_steps() })
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
        let diverged = self.stop == Some(Stop::Diverged);
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
