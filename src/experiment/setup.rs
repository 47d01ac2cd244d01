//! A valid spec with its data and network at hand: where runs come from.

use std::rc::Rc;

use super::choices::DataKind;
use super::insight::Scene;
use super::pane::PaneRun;
use super::problem::NetworkProblem;
use super::reference::{Reference, ReferenceRun};
use super::spec::{Spec, ValidSpec};
use crate::data::{Batches, Dataset, Digits, Mnist, super_resolution, synthetic};
use crate::lc::Run;
use crate::math::{Random, Stream};
use crate::nn::{Network, Params, Workspace};
use crate::quant::QuantError;

/// Everything the runs of one comparison share.
pub struct Experiment {
    spec: ValidSpec,
    data: Rc<Dataset>,
    network: Rc<Network>,
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExperimentError {
    /// The data set's files are not in the library.
    #[error("the files of data={0} are missing")]
    NoFiles(DataKind),
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
        let asked = spec.asked();
        let data = load(asked, library)?;
        let network = spec.net.network((data.features(), data.outputs), asked.act, asked.data.loss());
        Ok(Self { data: Rc::new(data), network: Rc::new(network), spec })
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

    /// The data as something to look at, and a reference net's answers on it.
    pub fn scene(&self, reference: &Reference) -> Scene {
        Scene::new(self.spec.asked().data, &self.data, &self.network, &reference.params)
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

    /// A net from elsewhere as the reference: nothing is trained, only judged.
    ///
    /// # Errors
    /// If the parameters do not have the shape of this experiment's net, or its losses are not finite.
    pub fn imported_reference(&self, params: Params) -> Result<Reference, ExperimentError> {
        if !self.has_shape_of(&params) {
            return Err(ExperimentError::WrongShape);
        }
        let mut workspace = Workspace::default();
        let [train, test] = [&self.data.train, &self.data.test].map(|examples| {
            self.network.evaluate(&params, (&examples.inputs, &examples.targets), &mut workspace)
        });
        if !train.loss.is_finite() || !test.loss.is_finite() {
            return Err(ExperimentError::NotFinite);
        }
        Ok(Reference { params, train, test, sgd_steps: 0 })
    }

    fn has_shape_of(&self, params: &Params) -> bool {
        self.network.init(&mut Random::new(0, Stream::Init)).same_shape(params)
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
        Ok(PaneRun::new((asked.data, pane_spec), run, self.problem(Stream::Batches), reference))
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
