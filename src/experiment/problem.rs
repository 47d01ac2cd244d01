//! What runs learn on: a network on a data set, or a toy of two weights.

use std::rc::Rc;

use crate::data::{Batches, Dataset, Examples};
use crate::lc::{Part, Problem};
use crate::nn::{Evaluation, Layer, LeastSquares, Loss, Network, Params, Pull, Tally, Workspace};
use crate::toy::ToyProblem;

/// What a run learns on.
pub(super) enum Subject {
    /// A network on a data set.
    Network(Box<NetworkProblem>),
    /// Two weights.
    Toy(ToyProblem),
}

impl Subject {
    fn problem(&mut self) -> &mut dyn Problem {
        match self {
            Self::Network(problem) => &mut **problem,
            Self::Toy(problem) => problem,
        }
    }

    /// The network's problem, if it is one.
    pub(super) fn network(&mut self) -> Option<&mut NetworkProblem> {
        match self {
            Self::Network(problem) => Some(problem),
            Self::Toy(_) => None,
        }
    }
}

impl Problem for Subject {
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64 {
        self.problem().gradient(at, gradient)
    }

    fn skip(&mut self, batches: u64) {
        self.problem().skip(batches);
    }

    fn minimise(&mut self, pull: Option<Pull>, params: &mut Params) -> bool {
        self.problem().minimise(pull, params)
    }

    fn holds_out(&self) -> bool {
        match self {
            Self::Network(problem) => problem.holds_out(),
            Self::Toy(problem) => problem.holds_out(),
        }
    }

    fn sample(&self) -> Option<u32> {
        match self {
            Self::Network(problem) => problem.sample(),
            Self::Toy(problem) => problem.sample(),
        }
    }

    fn guessing(&self) -> f64 {
        match self {
            Self::Network(problem) => problem.guessing(),
            Self::Toy(problem) => problem.guessing(),
        }
    }

    fn tally(&mut self, part: Part, at: &Params, tally: &mut Tally, blocks: u32) -> Option<Evaluation> {
        self.problem().tally(part, at, tally, blocks)
    }
}

/// A network on a data set.
pub(super) struct NetworkProblem {
    network: Rc<Network>,
    data: Rc<Dataset>,
    /// Some of the training examples, if there are many.
    sample: Option<Rc<Examples>>,
    batches: Batches,
    /// For linear regression.
    closed_form: Option<LeastSquares>,
    /// Input rows of the current minibatch.
    workspace: Workspace,
}

impl NetworkProblem {
    pub(super) fn new(
        network: Rc<Network>,
        (data, sample): (Rc<Dataset>, Option<Rc<Examples>>),
        batches: Batches,
    ) -> Self {
        let linear =
            network.loss() == Loss::SquaredError && matches!(network.layers(), [Layer::Dense { .. }]);
        let closed_form =
            if linear { LeastSquares::new(&data.train.inputs, &data.train.targets) } else { None };
        Self { network, data, sample, batches, closed_form, workspace: Workspace::default() }
    }

    /// The network and the data, to be shared.
    pub(super) fn shared(&self) -> (Rc<Network>, Rc<Dataset>) {
        (self.network.clone(), self.data.clone())
    }

    /// The data and the network, and buffers for it.
    pub(super) fn parts(&mut self) -> ((&Dataset, &Network), &mut Workspace) {
        ((&self.data, &self.network), &mut self.workspace)
    }
}

impl Problem for NetworkProblem {
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64 {
        let Examples { inputs, targets } = &self.data.train;
        let examples = (inputs, targets, self.batches.next_batch());
        self.network.gradient(at, examples, gradient, &mut self.workspace)
    }

    fn skip(&mut self, batches: u64) {
        self.batches.skip(batches);
    }

    fn minimise(&mut self, pull: Option<Pull>, params: &mut Params) -> bool {
        self.closed_form.as_ref().is_some_and(|squares| squares.minimise(pull, params))
    }

    fn holds_out(&self) -> bool {
        self.data.valid.is_some()
    }

    fn sample(&self) -> Option<u32> {
        self.sample.as_ref().and_then(|sample| u32::try_from(sample.len()).ok())
    }

    fn guessing(&self) -> f64 {
        self.data.train.targets.guessing()
    }

    fn tally(&mut self, part: Part, at: &Params, tally: &mut Tally, blocks: u32) -> Option<Evaluation> {
        let examples = match part {
            Part::Train => &self.data.train,
            Part::Sample => self.sample.as_deref().unwrap_or(&self.data.train),
            Part::Valid => self.data.valid.as_ref()?,
            Part::Test => &self.data.test,
        };
        self.network.tally(at, (&examples.inputs, &examples.targets), (tally, blocks), &mut self.workspace)
    }
}
