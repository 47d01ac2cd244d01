//! One pane's run: the algorithm on the experiment's problem, with what is to be seen of it.

use super::frame::{Frame, LayerFrame, shown, units};
use super::insight::{Forces, Insight, Insights};
use super::judge::Judge;
use super::paired::{Graded, Paired};
use super::problem::Subject;
use super::reference::Reference;
use super::report::PaneReport;
use super::spec::{DataKind, PaneSpec};
use super::speed::SpeedRun;
use super::standing::{Score, Standing, Whereabouts, betters, has_arrived};
use crate::files::Net;
use crate::lc::{Advance, EndOnly, IterationRecord, Observe, Run, Saved, Stop};
use crate::pack::Packed;
use crate::quant::{GroupSize, Size};

/// Who follows a run.
pub(super) enum Watch {
    /// The page: every iteration is judged, and its net kept to judge with.
    Page(Box<Judge>),
    /// A sweep: only the end.
    End(EndOnly),
}

impl Watch {
    fn observer(&mut self) -> &mut dyn Observe {
        match self {
            Self::Page(judge) => &mut **judge,
            Self::End(end) => end,
        }
    }
}

/// A run of one method and codebook, resumable after any minibatch, L step or C step.
pub struct PaneRun {
    kind: Option<DataKind>,
    pane: PaneSpec,
    run: Run,
    problem: Subject,
    insights: Option<Insights>,
    watch: Watch,
    history: Vec<IterationRecord>,
    stop: Option<Stop>,
    /// Weights in a frame.
    shown: usize,
    /// The entries that rounding the reference net assigns its weights to.
    rounded: Vec<u8>,
    /// The reference net's answers, and its training loss.
    reference: (Option<Graded>, f64),
}

impl PaneRun {
    pub(super) fn new(
        (kind, pane, iterations): (Option<DataKind>, PaneSpec, u32),
        run: Run,
        mut problem: Subject,
        (reference, watch): (&Reference, Watch),
    ) -> Self {
        let insights = problem.network().zip(kind).and_then(|(problem, kind)| {
            let ((data, _), _) = problem.parts();
            Insights::new(kind, data, reference)
        });
        let rounded = assigned(&run).collect();
        Self {
            kind,
            pane,
            run,
            problem,
            insights,
            watch,
            history: Vec::new(),
            stop: None,
            shown: shown(iterations),
            rounded,
            reference: (reference.graded.clone(), reference.train.loss),
        }
    }

    /// The next thing there is to do: at most `budget` minibatches of an L step, or a C step.
    pub fn advance(&mut self, budget: u32) -> Advance {
        let event = self.run.advance(&mut self.problem, self.watch.observer(), budget);
        match &event {
            Advance::Iterated(record) => self.history.push((**record).clone()),
            Advance::Finished(stop) => self.stop = Some(*stop),
            Advance::LStep { .. } | Advance::LStepDone | Advance::Judging | Advance::Passed => {}
        }
        event
    }

    /// The run right after a whole iteration, to be gone on with by another one like it.
    pub fn save(&self) -> Option<Saved> {
        self.run.save(&self.history)
    }

    /// Goes on from there, before anything was computed; gives whether it does.
    pub fn restore(&mut self, saved: Saved) -> bool {
        let history = self.run.restore(saved, &mut self.problem);
        let restored = history.is_some();
        self.history.extend(history.into_iter().flatten());
        restored
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
                Advance::LStep { .. } | Advance::LStepDone | Advance::Judging | Advance::Passed => {}
            }
        }
    }

    /// Everything that was measured so far.
    pub fn history(&self) -> &[IterationRecord] {
        &self.history
    }

    /// w, Theta and all that goes with them.
    pub(super) fn state(&self) -> &crate::lc::State {
        self.run.state()
    }

    /// Whether there is nothing left to compute.
    pub fn is_over(&self) -> bool {
        self.run.stop().is_some()
    }

    /// Whether it ended because a loss or a weight was no longer a finite number.
    pub fn diverged(&self) -> bool {
        self.stop == Some(Stop::Diverged)
    }

    /// The fraction of the test examples the quantized net answers differently from the reference; `None` for
    /// regression.
    fn disagreement(&self) -> Option<f64> {
        self.insights.as_ref().map(|insights| insights.disagreement(self.run.votes()))
    }

    /// Which test examples the quantized net answers wrongly.
    pub fn graded(&mut self) -> Option<Graded> {
        let ((data, _), _) = self.problem.network()?.parts();
        Graded::new(&data.test.targets, self.run.votes())
    }

    /// Weights on another entry than rounding the reference net gave them, as a fraction.
    fn changed(&self) -> f64 {
        let others = assigned(&self.run).zip(&self.rounded).filter(|(now, then)| now != *then).count();
        #[expect(clippy::cast_precision_loss, reason = "counts of weights are far below 2^53")]
        let fraction = others as f64 / self.rounded.len().max(1) as f64;
        fraction
    }

    /// What there is to see of its answers; nothing for regression.
    fn look(&mut self) -> Option<Insight> {
        let (parts, workspace) = self.problem.network()?.parts();
        let net = (&self.run.state().quantized, self.run.votes());
        Some(self.insights.as_ref()?.look(parts, net, workspace))
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
        let (Watch::Page(judge), Some(_)) = (&self.watch, &self.insights) else { return None };
        let ((data, network), workspace) = self.problem.network()?.parts();
        let row = data.train.inputs.row_of(ink)?;
        let kept = judge.kept(iteration);
        let at = if kept.is_some() { iteration } else { last };
        let params = kept.as_ref().unwrap_or(&self.run.state().quantized);
        Some((at, judge.judge(network, params, &row, workspace)))
    }

    /// The state after the last complete iteration, or `None` before the first.
    pub fn frame(&mut self) -> Option<Frame> {
        let record = self.history.last()?.clone();
        let disagreement = self.disagreement();
        let insight = self.look().or_else(|| self.forces());
        let (graded, changed) = (self.graded(), self.changed());
        let state = self.run.state();
        let layers = LayerFrame::of(state, self.shown);
        let first = &state.weights.layers[0];
        let sampled = layers[0].stride > 1 && matches!(insight, Some(Insight::Images(_)));
        Some(Frame {
            record,
            features: if sampled { units(&first.weights, first.biases.len()) } else { Vec::new() },
            layers,
            disagreement,
            graded,
            changed,
            insight: insight.unwrap_or_default(),
            size: self.size(),
            sgd_steps: self.run.sgd_steps(),
        })
    }

    /// The net as quantized now, as it is written; `None` for two weights.
    pub fn packed(&mut self) -> Option<Packed> {
        let (network, _) = self.problem.network()?.shared();
        let state = self.run.state();
        Some(Packed::new(&network, &self.pane.codebook, &state.theta, &state.quantized))
    }

    /// That net with what there is to say of it, for [`crate::files::write`]; `None` for two weights, and if it diverged.
    pub fn net(&mut self) -> Option<Net> {
        let packed = self.packed().filter(|_| !self.diverged())?;
        let error = self.history.last().and_then(|record| record.test_error);
        let digest = self.run.state().quantized.digest();
        let (network, data) = self.problem.network()?.shared();
        let mut about = vec![
            ("made_by", "LC Lab".to_owned()),
            ("quantized_by", self.pane.to_string()),
            ("digest_of_weights", digest),
            ("bytes_of_codes_values_and_biases", packed.bytes().to_string()),
        ];
        let examples = data.test.inputs.len();
        about.extend(error.map(|error| ("test_error", format!("{:.2} % of {examples}", 100.0 * error))));
        about.extend(self.kind.map(|kind| ("inputs_and_outputs", kind.inputs_and_outputs().to_owned())));
        about.extend(self.kind.and_then(DataKind::licence).map(|licence| ("data", licence.to_owned())));
        let about = about.into_iter().map(|(name, said)| (name.to_owned(), said)).collect();
        let mean = data.test.inputs.mean().map(<[f32]>::to_vec);
        Some(Net { network: (*network).clone(), packed, mean, about })
    }

    /// By how much its best output leads the second, for every test example; nothing where nothing is classified.
    pub fn leads(&self) -> Vec<f32> {
        self.run.votes().iter().map(|vote| vote.map_or(0.0, |vote| vote.lead)).collect()
    }

    /// Measures how fast that net answers; `None` for two weights, and if it diverged.
    pub fn speed_run(&mut self) -> Option<SpeedRun> {
        let packed = self.packed().filter(|_| !self.diverged())?;
        let (network, data) = self.problem.network()?.shared();
        Some(SpeedRun::new(network, data, &packed))
    }

    /// The sizes of the net as quantized now.
    pub fn size(&self) -> Size {
        let state = self.run.state();
        let group = |p: &crate::quant::Projection| {
            let mut counts = vec![0; p.codebook.len()];
            p.assignment.iter().for_each(|&a| counts[usize::from(a)] += 1);
            GroupSize { counts, kept: p.kept.len() }
        };
        let groups: Vec<GroupSize> = state.theta.iter().map(group).collect();
        Size::new(&self.pane.codebook, &groups, state.weights.bias_count())
    }

    /// What can be said of its weights, given its answers; `None` where it has no data set.
    fn standing(&self, graded: Option<&Graded>) -> Option<Standing> {
        let (record, (reference, loss)) = (self.history.last()?, &self.reference);
        let first = self.history.first().filter(|first| first.iteration == 0 && record.iteration > 0);
        let score = match (graded, reference) {
            (Some(own), Some(reference)) => Score::Errors {
                wrong: own.wrong.len(),
                of: own.of,
                reference: reference.wrong.len(),
                rounded: first.and_then(|first| Some(own.count_of(first.test_error?))),
            },
            _ => {
                Score::Loss { own: record.loss_q, reference: *loss, rounded: first.map(|first| first.loss_q) }
            }
        };
        let at = Whereabouts {
            method: self.pane.method,
            iteration: record.iteration,
            ended: self.is_over(),
            arrived: has_arrived(record.violation_rms, self.run.state().largest()),
            bettered: first.is_some_and(|first| betters(record.loss_q, first.loss_q)),
        };
        Some(Standing::of(&at, &score, self.kind?))
    }

    /// The pane's part of the report, as far as the run has come. `seconds` is the time the
    /// caller measured.
    pub fn report(&mut self, seconds: f64) -> PaneReport {
        let diverged = self.diverged();
        let disagreement = if diverged { None } else { self.disagreement() };
        let graded = if diverged { None } else { self.graded() };
        let paired = self.reference.0.as_ref().zip(graded.as_ref());
        let paired = paired.map(|(reference, own)| Paired::new(reference, own));
        let changed = self.changed();
        let size = self.size();
        let standing = self.standing(graded.as_ref());
        let state = self.run.state();
        let last = self.history.last().filter(|_| !diverged);
        PaneReport {
            method: self.pane.method,
            codebook: self.pane.codebook.name().to_owned(),
            k: self.pane.codebook.entries(),
            train_loss: last.map(|r| r.loss_q),
            train_error: last.and_then(|r| r.train_error),
            valid_loss: last.and(self.run.valid()).map(|valid| valid.loss),
            valid_error: last.and(self.run.valid()).and_then(|valid| valid.error),
            test_loss: last.map(|r| r.test_loss),
            test_error: last.and_then(|r| r.test_error),
            disagreement,
            paired,
            changed: last.map(|_| changed),
            bits_per_weight: last.map(|_| size.bits_per_weight),
            size_bits: last.map(|_| size.quantized_bits),
            entropy_coded_bits: last.map(|_| size.entropy_coded_bits),
            compression_ratio: last.map(|_| size.compression_ratio()),
            codebooks: last.map(|r| r.codebooks.clone()),
            distortion: last.map(|_| state.distortion()),
            mu0: last.and(self.run.first_mu()),
            standing: last.and(standing),
            iterations: self.history.last().map_or(0, |r| r.iteration),
            sgd_steps: self.run.sgd_steps(),
            stop: self.stop,
            seconds,
            digest: last.map(|_| state.quantized.digest()),
            history: self.history.clone(),
        }
    }
}

/// The entry of every quantized weight of a run.
fn assigned(run: &Run) -> impl Iterator<Item = u8> {
    run.state().theta.iter().flat_map(|projection| projection.assignment.iter().copied())
}
