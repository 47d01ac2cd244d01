//! A valid spec with its data and network, or its toy, at hand: where runs come from.

use std::rc::Rc;

use super::choices::DataKind;
use super::insight::Scene;
use super::pane::PaneRun;
use super::plane::{Toy, ToyProblem};
use super::problem::{NetworkProblem, Subject};
use super::reference::{Reference, ReferenceRun};
use super::spec::{Spec, ValidSpec};
use crate::data::{Batches, Dataset, Digits, Mnist, super_resolution, synthetic};
use crate::lc::Run;
use crate::math::{Random, Stream};
use crate::nn::{Network, Params, Targets, Workspace};
use crate::quant::QuantError;

/// Everything the runs of one comparison share.
pub struct Experiment {
    spec: ValidSpec,
    model: Model,
}

/// What runs learn on.
enum Model {
    Network { data: Rc<Dataset>, network: Rc<Network> },
    Toy(Toy),
}

/// Data sets that come from files, as far as these have been read.
#[derive(Clone, Debug)]
pub struct Library {
    /// For `data=digits`.
    pub digits: Option<Digits>,
    /// For `data=mnist`.
    pub mnist: Option<Rc<Mnist>>,
}

impl Default for Library {
    /// What is at hand: natively the digits, in a browser nothing.
    fn default() -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let digits = Some(Digits::default());
        #[cfg(target_arch = "wasm32")]
        let digits = None;
        Self { digits, mnist: None }
    }
}

/// Why a run cannot start.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum ExperimentError {
    /// The data set's files are not in the library.
    #[error("the files of data={0} are missing")]
    NoFiles(DataKind),
    /// The link it was told has something in it that cannot be used.
    #[error("the experiment was not understood")]
    NotUnderstood,
    /// There is no such pane.
    #[error("there is no pane {0}")]
    NoSuchPane(usize),
    /// The reference net does not have the experiment's shape.
    #[error("the reference net does not have the shape of this experiment's net")]
    WrongShape,
    /// The reference net's losses are not finite.
    #[error("the reference net's loss on this data is not a finite number")]
    NotFinite,
    /// The reference net cannot be quantized.
    #[error(transparent)]
    Quant(#[from] QuantError),
}

impl Experiment {
    /// Prepares data and network.
    ///
    /// # Errors
    /// If the data comes from files that the library does not have.
    pub fn new(spec: ValidSpec, library: &Library) -> Result<Self, ExperimentError> {
        if let Some(toy) = spec.toy.clone() {
            return Ok(Self { model: Model::Toy(toy), spec });
        }
        let asked = spec.asked();
        let data = load(asked, library)?;
        let network = spec.net.network((data.features(), data.outputs), asked.act, asked.data.loss());
        Ok(Self { model: Model::Network { data: Rc::new(data), network: Rc::new(network) }, spec })
    }

    /// The spec.
    pub fn spec(&self) -> &ValidSpec {
        &self.spec
    }

    /// The network, unless it is a toy.
    pub fn network(&self) -> Option<&Network> {
        match &self.model {
            Model::Network { network, .. } => Some(network),
            Model::Toy(_) => None,
        }
    }

    /// The data as something to look at, and a reference net's answers on it.
    pub fn scene(&self, reference: &Reference) -> Scene {
        match &self.model {
            Model::Network { data, network } => {
                Scene::new(self.spec.asked().data, data, network, &reference.params)
            }
            Model::Toy(_) => Scene::None,
        }
    }

    fn problem(&self, stream: Stream) -> Subject {
        match &self.model {
            Model::Network { data, network } => {
                let batches =
                    Batches::new(data.train.len(), self.spec.batch as usize, self.spec.asked().seed, stream);
                Subject::Network(Box::new(NetworkProblem::new(network.clone(), data.clone(), batches)))
            }
            Model::Toy(toy) => Subject::Toy(ToyProblem::new(toy.surface.clone())),
        }
    }

    /// Parameters to start training the reference from: random ones of a net, the toy's own.
    fn start(&self) -> Params {
        match &self.model {
            Model::Network { network, .. } => {
                network.init(&mut Random::new(self.spec.asked().seed, Stream::Init))
            }
            Model::Toy(toy) => ToyProblem::params(toy.start),
        }
    }

    /// Training of the reference net, from fresh random weights, or the way to a toy's minimum.
    pub fn reference_run(&self) -> ReferenceRun {
        ReferenceRun::new(self.problem(Stream::ReferenceBatches), self.start(), &self.spec)
    }

    /// A net from elsewhere as the reference: nothing is trained, only judged.
    ///
    /// # Errors
    /// If the parameters do not have the shape of this experiment's net, or its losses are not finite.
    pub fn imported_reference(&self, params: Params) -> Result<Reference, ExperimentError> {
        let Model::Network { data, network } = &self.model else { return Err(ExperimentError::WrongShape) };
        if !self.has_shape_of(&params) {
            return Err(ExperimentError::WrongShape);
        }
        let mut workspace = Workspace::default();
        let [train, test] = [&data.train, &data.test]
            .map(|examples| network.evaluate(&params, (&examples.inputs, &examples.targets), &mut workspace));
        let votes = match data.test.targets {
            Targets::Classes(_) => network.votes(&params, &data.test.inputs, &mut workspace),
            Targets::Values(_) => Vec::new(),
        };
        if !train.loss.is_finite() || !test.loss.is_finite() {
            return Err(ExperimentError::NotFinite);
        }
        Ok(Reference { params, train, test, votes, sgd_steps: 0 })
    }

    fn has_shape_of(&self, params: &Params) -> bool {
        self.start().same_shape(params)
    }

    /// The run of one pane from a trained reference net.
    ///
    /// # Errors
    /// If there is no such pane, or the reference does not fit this experiment or is not finite.
    pub fn pane_run(&self, pane: usize, reference: &Reference) -> Result<PaneRun, ExperimentError> {
        let asked = self.spec.asked();
        let pane_spec = asked.panes.get(pane).ok_or(ExperimentError::NoSuchPane(pane))?.clone();
        if !self.has_shape_of(&reference.params) {
            return Err(ExperimentError::WrongShape);
        }
        let run = Run::new(
            pane_spec.method,
            (&pane_spec.codebook, asked.cstep, asked.share),
            self.spec.schedule,
            reference.params.clone(),
            asked.seed,
        )?;
        let what = (asked.data, pane_spec, self.spec.schedule.iterations);
        Ok(PaneRun::new(what, run, self.problem(Stream::Batches), reference))
    }
}

/// Generates or decodes the data.
fn load(asked: &Spec, library: &Library) -> Result<Dataset, ExperimentError> {
    let n = asked.n.map(|n| n as usize);
    #[expect(clippy::cast_possible_truncation, reason = "noise is a small number")]
    let data = match asked.data {
        DataKind::Synthetic(shape) => synthetic(shape, asked.noise as f32, asked.seed),
        DataKind::Digits => library.digits.as_ref().ok_or(ExperimentError::NoFiles(asked.data))?.dataset(),
        DataKind::SuperResolution => super_resolution(asked.noise, asked.seed),
        DataKind::Mnist => {
            let mnist = library.mnist.as_ref().ok_or(ExperimentError::NoFiles(asked.data))?;
            return Ok(mnist.dataset(n, asked.seed));
        }
    };
    Ok(match n {
        Some(n) => data.with_training_subset(n, asked.seed),
        None => data,
    })
}
