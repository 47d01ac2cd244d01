//! A valid spec with its data and network at hand: where runs come from.

use std::rc::Rc;

use super::pane::PaneRun;
use super::problem::NetworkProblem;
use super::reference::{Reference, ReferenceRun};
use super::spec::ValidSpec;
use crate::data::{Batches, Dataset};
use crate::lc::Run;
use crate::math::{Random, Stream};
use crate::nn::Network;
use crate::quant::QuantError;

/// Everything the runs of one comparison share.
pub struct Experiment {
    spec: ValidSpec,
    data: Rc<Dataset>,
    network: Rc<Network>,
}

/// Why a run cannot start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExperimentError {
    /// There is no such pane.
    #[error("there is no pane {0}")]
    NoSuchPane(usize),
    /// The reference net does not have the experiment's shape.
    #[error("the reference net does not have the shape of this experiment's net")]
    WrongShape,
    /// The reference net cannot be quantized.
    #[error(transparent)]
    Quant(#[from] QuantError),
}

impl Experiment {
    /// Prepares data and network.
    pub fn new(spec: ValidSpec) -> Self {
        let asked = spec.asked();
        let mut data = asked.data.load(asked.noise, asked.seed);
        if let Some(n) = asked.n {
            data = data.with_training_subset(n as usize, asked.seed);
        }
        let mut widths = vec![data.features()];
        widths.extend(&spec.net.0);
        widths.push(data.outputs);
        let network = Network::dense(&widths, asked.act, asked.data.loss());
        Self { data: Rc::new(data), network: Rc::new(network), spec }
    }

    /// The spec.
    pub fn spec(&self) -> &ValidSpec {
        &self.spec
    }

    /// The data.
    pub fn data(&self) -> &Dataset {
        &self.data
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    fn problem(&self, stream: Stream) -> NetworkProblem {
        let batches =
            Batches::new(self.data.train.len(), self.spec.batch as usize, self.spec.asked().seed, stream);
        NetworkProblem::new(self.network.clone(), self.data.clone(), batches)
    }

    /// Training of the reference net, from fresh random weights.
    pub fn reference_run(&self) -> ReferenceRun {
        let params = self.network.init(&mut Random::new(self.spec.asked().seed, Stream::Init));
        ReferenceRun::new(self.problem(Stream::ReferenceBatches), params, &self.spec)
    }

    /// The run of one pane from a trained reference net.
    ///
    /// # Errors
    /// If there is no such pane, or the reference does not fit this experiment or is not finite.
    pub fn pane_run(&self, pane: usize, reference: &Reference) -> Result<PaneRun, ExperimentError> {
        let asked = self.spec.asked();
        let pane_spec = asked.panes.get(pane).ok_or(ExperimentError::NoSuchPane(pane))?.clone();
        let expected = self.network.init(&mut Random::new(0, Stream::Init));
        if !expected.same_shape(&reference.params) {
            return Err(ExperimentError::WrongShape);
        }
        let run = Run::new(
            pane_spec.method,
            (&pane_spec.codebook, asked.cstep, asked.share),
            self.spec.schedule,
            reference.params.clone(),
            asked.seed,
        )?;
        Ok(PaneRun::new(pane_spec, run, self.problem(Stream::Batches), reference))
    }
}
