//! Training the reference net that every method starts from.

use super::paired::Graded;
use super::problem::Subject;
use crate::lc::{Judgement, Part, Problem, Schedule};
use crate::nn::{Evaluation, Nesterov, Params, Rates, Vote};

/// The learning rate falls to this share of its start, exponentially.
const FINAL_RATE: f64 = 0.01;

/// A trained net, and how good it is.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// Its weights and biases.
    pub params: Params,
    /// On the training examples.
    pub train: Evaluation,
    /// On those held out for choosing, if there are any.
    pub valid: Option<Evaluation>,
    /// On the test examples.
    pub test: Evaluation,
    /// What it says of every test example; nothing for regression.
    pub votes: Vec<Option<Vote>>,
    /// Which test examples it answers wrongly; `None` for regression.
    pub graded: Option<Graded>,
    /// A hash of its weights and biases.
    pub digest: String,
    /// Minibatches it was trained with.
    pub sgd_steps: u32,
}

impl Reference {
    /// Bytes of all its weights and biases in single precision.
    pub fn bytes(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53 parameters")]
        let parameters = (self.params.weight_count() + self.params.bias_count()) as f64;
        4.0 * parameters
    }
}

/// How far a call of [`ReferenceRun::advance`] came.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceEvent {
    /// The budget is used up.
    Progress {
        /// Minibatches done.
        done: u32,
    },
    /// The net is trained.
    Trained(Box<Reference>),
    /// A loss was not a finite number.
    Diverged,
}

/// Stochastic gradient descent on the plain loss, resumable after any minibatch.
pub struct ReferenceRun {
    problem: Subject,
    params: Params,
    gradient: Params,
    optimizer: Nesterov,
    rate: f64,
    done: u32,
    steps: u32,
    judgement: Judgement,
}

impl ReferenceRun {
    /// Training for so many minibatches, with the first learning rate and the momentum of a schedule.
    pub(super) fn new(problem: Subject, params: Params, (schedule, steps): (&Schedule, u32)) -> Self {
        Self {
            problem,
            gradient: params.zeros_like(),
            optimizer: Nesterov::new(schedule.momentum, &params),
            params,
            rate: schedule.rate,
            done: 0,
            steps,
            judgement: Judgement::default(),
        }
    }

    /// At most `budget` more minibatches, or blocks of examples to judge the net on.
    pub fn advance(&mut self, budget: u32) -> ReferenceEvent {
        if self.done == 0 && self.problem.minimise(None, &mut self.params) {
            self.steps = 0;
        }
        let end = self.steps.min(self.done.saturating_add(budget));
        while self.done < end {
            let loss = self.problem.gradient(&self.params, &mut self.gradient);
            if !loss.is_finite() {
                return ReferenceEvent::Diverged;
            }
            let progress = f64::from(self.done) / f64::from(self.steps);
            #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
            let rate = (self.rate * libm::pow(FINAL_RATE, progress)) as f32;
            let rates = Rates { weights: rate, biases: rate };
            self.optimizer.step(&mut self.params, &self.gradient, None, rates);
            self.done += 1;
        }
        if self.done < self.steps {
            return ReferenceEvent::Progress { done: self.done };
        }
        let subjects = [Part::Train, Part::Test, Part::Valid].map(|part| (part, &self.params));
        let subjects = if self.problem.holds_out() { &subjects[..] } else { &subjects[..2] };
        let Some(&[train, test, ref rest @ ..]) = self.judgement.advance(&mut self.problem, subjects, budget)
        else {
            return ReferenceEvent::Progress { done: self.done };
        };
        let valid = rest.first().copied();
        if !train.loss.is_finite() || !test.loss.is_finite() {
            return ReferenceEvent::Diverged;
        }
        let (params, votes) = (self.params.clone(), self.judgement.take_votes());
        let graded = self.problem.network().and_then(|problem| {
            let ((data, _), _) = problem.parts();
            Graded::new(&data.test.targets, &votes)
        });
        let (digest, sgd_steps) = (params.digest(), self.steps);
        ReferenceEvent::Trained(Box::new(Reference {
            params,
            train,
            valid,
            test,
            votes,
            graded,
            digest,
            sgd_steps,
        }))
    }
}
