//! A network on a data set, as a problem for the algorithm.

use std::rc::Rc;

use crate::data::{Batches, Dataset, Examples};
use crate::lc::Problem;
use crate::nn::{Evaluation, Layer, LeastSquares, Loss, Network, Params, Pull, Workspace};

pub(super) struct NetworkProblem {
    network: Rc<Network>,
    data: Rc<Dataset>,
    batches: Batches,
    /// For linear regression.
    closed_form: Option<LeastSquares>,
    /// Input rows of the current minibatch.
    rows: Vec<f32>,
    workspace: Workspace,
}

impl NetworkProblem {
    pub(super) fn new(network: Rc<Network>, data: Rc<Dataset>, batches: Batches) -> Self {
        let linear =
            network.loss() == Loss::SquaredError && matches!(network.layers(), [Layer::Dense { .. }]);
        let closed_form =
            if linear { LeastSquares::new(&data.train.inputs, &data.train.targets) } else { None };
        Self { network, data, batches, closed_form, rows: Vec::new(), workspace: Workspace::default() }
    }

    /// Answers of the net on the test examples.
    pub(super) fn test_answers(&mut self, at: &Params) -> Vec<Option<u8>> {
        self.network.answers(at, &self.data.test.inputs, &mut self.workspace)
    }

    fn evaluate(&mut self, at: &Params, part: impl Fn(&Dataset) -> &Examples) -> Evaluation {
        let examples = part(&self.data);
        self.network.evaluate(at, (&examples.inputs, &examples.targets), &mut self.workspace)
    }
}

impl Problem for NetworkProblem {
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64 {
        let batch = self.batches.next_batch();
        let inputs = self.data.train.inputs.gather(batch.iter().copied(), &mut self.rows);
        let targets = self.data.train.targets.select(batch);
        self.network.gradient(at, (inputs, &targets), gradient, &mut self.workspace)
    }

    fn minimise(&mut self, pull: Option<Pull>, params: &mut Params) -> bool {
        self.closed_form.as_ref().is_some_and(|squares| squares.minimise(pull, params))
    }

    fn train(&mut self, at: &Params) -> Evaluation {
        self.evaluate(at, |data| &data.train)
    }

    fn test(&mut self, at: &Params) -> Evaluation {
        self.evaluate(at, |data| &data.test)
    }
}
