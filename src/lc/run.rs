//! The driver: iterations, stopping, and what is told of each.

use super::groups::Share;
use super::method::{Method, Steps};
use super::observe::Observe;
use super::problem::{Judgement, Part, Problem};
use super::schedule::{Iteration, Rounding, Schedule, Tolerance};
use super::state::State;
use crate::math::{Random, Stream};
use crate::nn::{Evaluation, Params, Vote};
use crate::quant::{QuantError, Scheme, Solver};

/// What one iteration did. Index 0 is direct compression, the state every run starts from.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct IterationRecord {
    /// 0 for direct compression, then 1, 2, ...
    pub iteration: u32,
    /// Penalty parameter of the L step; 0 where there was none: before the first, and with methods without a penalty.
    pub mu: f64,
    /// How many training examples the training figures come from, if not from all.
    pub sample: Option<u32>,
    /// Mean training loss at w.
    pub loss_w: f64,
    /// Mean training loss at Delta(Theta).
    pub loss_q: f64,
    /// Training error at Delta(Theta); `None` for regression.
    pub train_error: Option<f64>,
    /// Mean test loss at Delta(Theta).
    pub test_loss: f64,
    /// Test error at Delta(Theta); `None` for regression.
    pub test_error: Option<f64>,
    /// ||w - Delta(Theta)||.
    pub violation: f64,
    /// Its root mean square over the quantized weights.
    pub violation_rms: f64,
    /// max |w - Delta(Theta)|.
    pub violation_max: f64,
    /// Iterations of the C step's solver, summed over groups; 0 if it is not iterative.
    pub lloyd_iterations: u32,
    /// One codebook per group.
    pub codebooks: Vec<Vec<f32>>,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stop {
    /// w is on the codebook, to the schedule's tolerance.
    Converged,
    /// All iterations of the schedule have been run.
    Iterations,
    /// A loss or a weight is no longer a finite number.
    Diverged,
}

/// How far a call of [`Run::advance`] came.
#[derive(Clone, Debug, PartialEq)]
pub enum Advance {
    /// The budget is used up inside an L step.
    LStep {
        /// Minibatches done in this L step.
        done: u32,
    },
    /// An L step is complete; the C step comes next.
    LStepDone,
    /// The budget is used up while the state after a C step is being judged.
    Judging,
    /// An iteration is complete, of which nobody wants to know more.
    Passed,
    /// An iteration is complete (or, first of all, direct compression).
    Iterated(Box<IterationRecord>),
    /// There is nothing left to do.
    Finished(Stop),
}

pub(super) enum Phase {
    /// Judging the state after an iteration, or before the first.
    Judging {
        iteration: Option<Iteration>,
        judgement: Judgement,
    },
    LStep {
        iteration: Iteration,
        done: u32,
    },
    CStep {
        iteration: Iteration,
    },
    Between {
        iteration: Iteration,
    },
    Finished(Stop),
}

impl Phase {
    fn judging(iteration: Option<Iteration>) -> Self {
        Self::Judging { iteration, judgement: Judgement::default() }
    }
}

/// A run of one method, resumable after any minibatch.
pub struct Run {
    pub(super) method: Method,
    pub(super) schedule: Schedule,
    steps: Box<dyn Steps>,
    pub(super) state: State,
    pub(super) phase: Phase,
    /// First mu; `None` until the rule has found it.
    pub(super) mu0: Option<f64>,
    pub(super) sgd_steps: u64,
    votes: Vec<Option<Vote>>,
    valid: Option<Evaluation>,
}

impl Run {
    /// A run from a reference net. `seed` feeds the C step's random starts.
    ///
    /// # Errors
    /// If the reference net has weights that are not finite numbers, or none.
    pub fn new(
        method: Method,
        (scheme, solver, share): (&Scheme, Solver, Share),
        mut schedule: Schedule,
        reference: Params,
        seed: u32,
    ) -> Result<Self, QuantError> {
        schedule.most = schedule.iterations_of(method);
        let mu0 = if method.has_penalty() { schedule.mu0.given() } else { Some(0.0) };
        let quantizer = scheme.quantizer(method.solver(solver));
        let random = Random::new(seed, Stream::KMeansPlusPlus);
        let state = State::new(reference, quantizer, (share, schedule.momentum, random))?;
        Ok(Self {
            method,
            schedule,
            steps: method.steps(scheme),
            state,
            phase: Phase::judging(None),
            mu0,
            sgd_steps: 0,
            votes: Vec::new(),
            valid: None,
        })
    }

    /// w, Theta and all that goes with them.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Minibatches taken so far.
    pub fn sgd_steps(&self) -> u64 {
        self.sgd_steps
    }

    /// The first mu, as given or found by the rule: not before the reference net has been rounded and judged.
    pub fn first_mu(&self) -> Option<f64> {
        self.mu0.filter(|_| self.method.has_penalty())
    }

    /// What Delta(Theta) said of every test example when it was last judged; nothing for regression.
    pub fn votes(&self) -> &[Option<Vote>] {
        &self.votes
    }

    /// Delta(Theta) of the end on the examples that are held out, if there are any.
    pub fn valid(&self) -> Option<Evaluation> {
        self.valid
    }

    /// Why the run is over, if it is.
    pub fn stop(&self) -> Option<Stop> {
        match self.phase {
            Phase::Finished(stop) => Some(stop),
            _ => None,
        }
    }

    /// Does the next thing there is to do: at most `budget` minibatches of an L step, a C step, or
    /// judging its result on about `budget` blocks of examples, if the observer or the end of the run wants that.
    pub fn advance(&mut self, problem: &mut dyn Problem, observer: &mut dyn Observe, budget: u32) -> Advance {
        match self.phase {
            Phase::Judging { iteration, .. }
                if !observer.wants_every_iteration() && self.mu0.is_some() && !self.ends_after(iteration) =>
            {
                self.pass(iteration)
            }
            Phase::Judging { .. } => self.judge(problem, observer, budget),
            Phase::Between { iteration } => {
                self.steps.begin(&mut self.state, iteration);
                if self.steps.solve(&mut self.state, problem) {
                    self.phase = Phase::CStep { iteration };
                    return Advance::LStepDone;
                }
                self.l_step(problem, iteration, 0, budget)
            }
            Phase::LStep { iteration, done } => self.l_step(problem, iteration, done, budget),
            Phase::CStep { iteration } => match self.steps.c_step(&mut self.state) {
                Ok(()) => {
                    self.state.decompress();
                    self.phase = Phase::judging(Some(iteration));
                    self.advance(problem, observer, budget)
                }
                Err(_) => self.finish(Stop::Diverged),
            },
            Phase::Finished(stop) => Advance::Finished(stop),
        }
    }

    fn l_step(&mut self, problem: &mut dyn Problem, iteration: Iteration, done: u32, budget: u32) -> Advance {
        let end = iteration.steps.min(done.saturating_add(budget));
        for _ in done..end {
            let loss = self.steps.batch(&mut self.state, problem, iteration);
            self.sgd_steps += 1;
            if !loss.is_finite() {
                return self.finish(Stop::Diverged);
            }
        }
        if end < iteration.steps {
            self.phase = Phase::LStep { iteration, done: end };
            return Advance::LStep { done: end };
        }
        self.phase = Phase::CStep { iteration };
        Advance::LStepDone
    }

    /// Judges the state after a C step and decides what comes next.
    fn judge(&mut self, problem: &mut dyn Problem, observer: &mut dyn Observe, budget: u32) -> Advance {
        let Phase::Judging { iteration, .. } = self.phase else { return Advance::Judging };
        let ends = self.ends_after(iteration);
        // The start and the end are compared with other nets: they are judged on everything.
        let part = if ends || iteration.is_none() { Part::Train } else { Part::Sample };
        let Phase::Judging { judgement, .. } = &mut self.phase else { return Advance::Judging };
        let (w, q) = (&self.state.weights, &self.state.quantized);
        let subjects = [(part, q), (Part::Test, q), (part, w), (Part::Valid, q)];
        let subjects = if ends && problem.holds_out() { &subjects[..] } else { &subjects[..3] };
        let Some(&[train, test, own, ref rest @ ..]) = judgement.advance(problem, subjects, budget) else {
            return Advance::Judging;
        };
        self.valid = rest.first().copied();
        self.votes = judgement.take_votes();
        self.mu0.get_or_insert_with(|| {
            let rounding = Rounding {
                before: own.loss,
                after: train.loss,
                guessing: problem.guessing(),
                distortion: self.state.distortion(),
                norm: self.state.weights.squared_norm(),
            };
            rounding.first_mu()
        });
        let mut record = record(&self.state, iteration, (train, test, own));
        if !self.method.has_penalty() {
            record.mu = 0.0;
        }
        record.sample = problem.sample().filter(|_| part == Part::Sample);
        let finite = record.loss_q.is_finite() && record.loss_w.is_finite() && self.state.weights.is_finite();
        if !finite {
            return self.finish(Stop::Diverged);
        }
        self.phase = self.after(iteration);
        if !ends && !observer.wants_every_iteration() {
            // Only the rule wanted to know.
            return Advance::Passed;
        }
        observer.iterated(&self.state, &record);
        Advance::Iterated(Box::new(record))
    }

    /// Goes on without judging.
    fn pass(&mut self, iteration: Option<Iteration>) -> Advance {
        if !self.state.weights.is_finite() {
            return self.finish(Stop::Diverged);
        }
        self.phase = self.after(iteration);
        Advance::Passed
    }

    /// Whether the run is over with this iteration.
    fn ends_after(&self, iteration: Option<Iteration>) -> bool {
        matches!(self.after(iteration), Phase::Finished(_))
    }

    /// What comes after an iteration, or after direct compression.
    fn after(&self, iteration: Option<Iteration>) -> Phase {
        let next = match iteration {
            None => self.schedule.first(self.mu0.unwrap_or_default()),
            Some(iteration) => self.schedule.next(iteration),
        };
        // Only a penalty drives w towards the codebook: other methods are on it, or near it, without
        // having learned anything yet. The same holds for direct compression.
        let driven = self.method.has_penalty() && iteration.is_some();
        match driven && self.is_on_codebook() {
            true => Phase::Finished(Stop::Converged),
            false if next.index > self.schedule.most => Phase::Finished(Stop::Iterations),
            false => Phase::Between { iteration: next },
        }
    }

    /// Whether w is on the codebook, to the schedule's tolerance.
    fn is_on_codebook(&self) -> bool {
        match self.schedule.tolerance {
            Tolerance::Absolute(most) => self.state.violation_rms() <= most,
            Tolerance::Relative(share) => {
                self.state.distortion() <= share * share * self.state.weights.squared_norm()
            }
        }
    }

    fn finish(&mut self, stop: Stop) -> Advance {
        self.phase = Phase::Finished(stop);
        Advance::Finished(stop)
    }
}

/// What there is to tell of a state, with the evaluations of Delta(Theta) on the training and the
/// test examples, and of w on the training examples.
fn record(
    state: &State,
    iteration: Option<Iteration>,
    (train, test, own): (Evaluation, Evaluation, Evaluation),
) -> IterationRecord {
    IterationRecord {
        iteration: iteration.map_or(0, |i| i.index),
        mu: iteration.map_or(0.0, |i| i.mu),
        sample: None,
        loss_w: own.loss,
        loss_q: train.loss,
        train_error: train.error,
        test_loss: test.loss,
        test_error: test.error,
        violation: state.distortion().sqrt(),
        violation_rms: state.violation_rms(),
        violation_max: state.max_violation(),
        lloyd_iterations: state.theta.iter().map(|p| p.iterations).sum(),
        codebooks: state.theta.iter().map(|p| p.codebook.clone()).collect(),
    }
}
