//! A valid spec with its data and network, or its toy, at hand: where runs come from.

use std::rc::Rc;

use super::insight::Scene;
use super::judge::Judge;
use super::paired::Graded;
use super::pane::{PaneRun, Watch};
use super::problem::{NetworkProblem, Subject};
use super::recording::{Tiles, tiles};
use super::reference::{Reference, ReferenceRun};
use super::spec::{DataKind, NetSpec, PaneSpec, ValidNet, ValidPlane, ValidSpec};
use super::speed::SpeedRun;
use crate::data::{Batches, Dataset, Digits, Examples, Mnist, Split, super_resolution, synthetic};
use crate::lc::{EndOnly, Method, Run, Share};
use crate::math::{Random, Stream};
use crate::nn::{Network, Params, Targets, Workspace};
use crate::pack::Packed;
use crate::quant::QuantError;
use crate::toy::ToyProblem;

/// Everything the runs of one comparison share.
pub struct Experiment {
    spec: ValidSpec,
    model: Model,
}

/// What runs learn on.
enum Model {
    Net(NetModel),
    Toy(ValidPlane),
}

/// A network and its data.
struct NetModel {
    spec: ValidNet,
    data: Rc<Dataset>,
    /// Some of the training examples, if there are many: judging all of them after every iteration would take as long as the
    /// iterations.
    sample: Option<Rc<Examples>>,
    network: Rc<Network>,
}

/// Training examples that are judged after an iteration which is neither the start nor the end, at most.
const JUDGED: usize = 5_000;

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
    /// What it was told has something in it that cannot be used.
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
        let model = match &spec {
            ValidSpec::Plane(valid) => Model::Toy(valid.clone()),
            ValidSpec::Net(valid) => {
                let asked = valid.asked();
                let data = load(asked, library)?;
                let network =
                    valid.net.network((data.features(), data.outputs), asked.act, asked.data.loss());
                let sample = data.sample(JUDGED, asked.runs.seed).map(Rc::new);
                let (data, network) = (Rc::new(data), Rc::new(network));
                Model::Net(NetModel { spec: valid.clone(), data, sample, network })
            }
        };
        Ok(Self { spec, model })
    }

    /// Two weights, which need no files.
    pub fn on_toy(valid: ValidPlane) -> Self {
        Self { spec: ValidSpec::Plane(valid.clone()), model: Model::Toy(valid) }
    }

    /// The spec.
    pub fn spec(&self) -> &ValidSpec {
        &self.spec
    }

    /// The network, unless it is a toy.
    pub fn network(&self) -> Option<&Network> {
        match &self.model {
            Model::Net(NetModel { network, .. }) => Some(network),
            Model::Toy(_) => None,
        }
    }

    /// The data, unless it is a toy.
    pub fn data(&self) -> Option<&Dataset> {
        match &self.model {
            Model::Net(NetModel { data, .. }) => Some(data),
            Model::Toy(_) => None,
        }
    }

    /// The data as something to look at, and a reference net's answers on it.
    pub fn scene(&self, reference: &Reference) -> Scene {
        match &self.model {
            Model::Net(NetModel { spec, data, network, .. }) => {
                Scene::new(spec.asked().data, data, network, &reference.params)
            }
            Model::Toy(_) => Scene::None,
        }
    }

    /// The same with a reference net that is trained for as many steps more as a run of it takes: what training on alone
    /// would have given. `None` where no reference net is trained, or not for so long.
    #[must_use]
    pub fn with_longer_reference(&self) -> Option<Self> {
        let Model::Net(NetModel { spec, data, sample, network }) = &self.model else { return None };
        let schedule = &spec.schedule;
        let mut asked = spec.asked().clone();
        let more = u32::try_from(schedule.steps_of(schedule.iterations)).ok()?;
        asked.reference = Some(spec.reference.checked_add(more)?);
        let spec = asked.check().ok()?;
        let (data, sample, network) = (data.clone(), sample.clone(), network.clone());
        let model = Model::Net(NetModel { spec: spec.clone(), data, sample, network });
        Some(Self { spec: ValidSpec::Net(spec), model })
    }

    /// The first test examples as images, if they are.
    pub fn tiles(&self) -> Tiles {
        match &self.model {
            Model::Net(NetModel { spec, data, .. }) => match Scene::of_images(spec.asked().data) {
                Scene::Images { side } if matches!(data.test.targets, Targets::Classes(_)) => {
                    tiles(side, (0..data.test.len()).map(|i| data.test.inputs.grey(i)))
                }
                _ => Tiles::default(),
            },
            Model::Toy(_) => Tiles::default(),
        }
    }

    fn problem(&self, stream: Stream) -> Subject {
        match &self.model {
            Model::Net(NetModel { spec, data, sample, network }) => {
                let seed = spec.asked().runs.seed;
                let batches = Batches::new(data.train.len(), spec.batch as usize, seed, stream);
                Subject::Network(Box::new(NetworkProblem::new(
                    network.clone(),
                    (data.clone(), sample.clone()),
                    batches,
                )))
            }
            Model::Toy(valid) => Subject::Toy(ToyProblem::new(valid.toy.surface.clone())),
        }
    }

    /// Parameters to start training the reference from: random ones of a net, the toy's own.
    fn start(&self) -> Params {
        match &self.model {
            Model::Net(NetModel { spec, network, .. }) => {
                network.init(&mut Random::new(spec.asked().runs.seed, Stream::Init))
            }
            Model::Toy(valid) => ToyProblem::params(valid.toy.start),
        }
    }

    /// Training of the reference net, from fresh random weights, or the way to a toy's minimum.
    pub fn reference_run(&self) -> ReferenceRun {
        let steps = match &self.model {
            Model::Net(NetModel { spec, .. }) => spec.reference,
            Model::Toy(_) => 0,
        };
        let what = (self.spec.schedule(), steps);
        ReferenceRun::new(self.problem(Stream::ReferenceBatches), self.start(), what)
    }

    /// A net from elsewhere as the reference: nothing is trained, only judged.
    ///
    /// # Errors
    /// If the parameters do not have the shape of this experiment's net, or its losses are not finite.
    pub fn imported_reference(&self, params: Params) -> Result<Reference, ExperimentError> {
        let Model::Net(NetModel { data, network, .. }) = &self.model else {
            return Err(ExperimentError::WrongShape);
        };
        if !self.has_shape_of(&params) {
            return Err(ExperimentError::WrongShape);
        }
        let mut workspace = Workspace::default();
        let mut judge = |examples: &Examples| {
            network.evaluate(&params, (&examples.inputs, &examples.targets), &mut workspace)
        };
        let (train, test) = (judge(&data.train), judge(&data.test));
        let valid = data.valid.as_ref().map(judge);
        let votes = match data.test.targets {
            Targets::Classes(_) => network.votes(&params, &data.test.inputs, &mut workspace),
            Targets::Values(_) => Vec::new(),
        };
        if !train.loss.is_finite() || !test.loss.is_finite() {
            return Err(ExperimentError::NotFinite);
        }
        let graded = Graded::new(&data.test.targets, &votes);
        let digest = params.digest();
        Ok(Reference { params, train, valid, test, votes, graded, digest, sgd_steps: 0 })
    }

    fn has_shape_of(&self, params: &Params) -> bool {
        self.start().same_shape(params)
    }

    /// The run of one pane from a trained reference net, with all there is to see of every iteration.
    ///
    /// # Errors
    /// If there is no such pane, or the reference does not fit this experiment or is not finite.
    pub fn pane_run(&self, pane: usize, reference: &Reference) -> Result<PaneRun, ExperimentError> {
        self.run(self.pane(pane)?, reference, Watch::Page(Box::new(Judge::new(reference.params.clone()))))
    }

    /// The same run of which nothing but the end is judged and kept: a cell of a sweep.
    ///
    /// # Errors
    /// As for [`Experiment::pane_run`].
    pub fn cell_run(&self, pane: usize, reference: &Reference) -> Result<PaneRun, ExperimentError> {
        self.run(self.pane(pane)?, reference, Watch::End(EndOnly))
    }

    /// The reference net rounded once, to the codebook of a pane, as a cell of a sweep.
    ///
    /// # Errors
    /// As for [`Experiment::pane_run`].
    pub fn rounding_run(&self, pane: usize, reference: &Reference) -> Result<PaneRun, ExperimentError> {
        let once = PaneSpec { method: Method::Dc, rate: None, ..self.pane(pane)? };
        self.run(once, reference, Watch::End(EndOnly))
    }

    /// Measures how fast the net of a pane will answer, without training it: random weights are quantized once. How long an answer
    /// takes depends on shapes and codes, not on what they have learned.
    ///
    /// # Errors
    /// As for [`Experiment::pane_run`]; and for two weights, which answer nothing.
    pub fn speed_run(&self, pane: usize) -> Result<SpeedRun, ExperimentError> {
        let Model::Net(NetModel { data, network, .. }) = &self.model else {
            return Err(ExperimentError::NotUnderstood);
        };
        let pane = self.pane(pane)?;
        let (runs, params) = (self.spec.runs(), self.start());
        let what = (&pane.scheme(), runs.cstep, self.share());
        let run = Run::new(Method::Dc, what, *self.spec.schedule(), params, runs.seed)?;
        let state = run.state();
        let packed = Packed::new(network, &pane.codebook, &state.theta, &state.quantized);
        Ok(SpeedRun::brief(network.clone(), data.clone(), &packed))
    }

    fn share(&self) -> Share {
        match &self.model {
            Model::Net(NetModel { spec, .. }) => spec.asked().share,
            Model::Toy(_) => Share::Layer,
        }
    }

    fn pane(&self, pane: usize) -> Result<PaneSpec, ExperimentError> {
        self.spec.panes().get(pane).cloned().ok_or(ExperimentError::NoSuchPane(pane))
    }

    fn run(
        &self,
        pane_spec: PaneSpec,
        reference: &Reference,
        watch: Watch,
    ) -> Result<PaneRun, ExperimentError> {
        if !self.has_shape_of(&reference.params) {
            return Err(ExperimentError::WrongShape);
        }
        let (runs, mut schedule) = (self.spec.runs(), *self.spec.schedule());
        schedule.rate = pane_spec.rate.unwrap_or(schedule.rate);
        let run = Run::new(
            pane_spec.method,
            (&pane_spec.scheme(), runs.cstep, self.share()),
            schedule,
            reference.params.clone(),
            runs.seed,
        )?;
        let what = (self.spec.data(), pane_spec, schedule.most);
        Ok(PaneRun::new(what, run, self.problem(Stream::Batches), (reference, watch)))
    }
}

/// Generates or decodes the data.
fn load(asked: &NetSpec, library: &Library) -> Result<Dataset, ExperimentError> {
    let (kind, noise, seed) = (asked.data, asked.noise, asked.runs.seed);
    let split = Split { n: asked.n.map(|n| n as usize), valid: asked.valid, fold: asked.fold, seed };
    #[expect(clippy::cast_possible_truncation, reason = "noise is a small number")]
    let data = match (kind, kind.shape()) {
        (_, Some(shape)) => synthetic(shape, noise as f32, seed),
        (DataKind::Mnist, None) => {
            let mnist = library.mnist.as_ref().ok_or(ExperimentError::NoFiles(kind))?;
            return Ok(mnist.dataset(&split));
        }
        (DataKind::SuperResolution, None) => super_resolution(noise, seed),
        (_, None) => library.digits.as_ref().ok_or(ExperimentError::NoFiles(kind))?.dataset(),
    };
    Ok(data.split(&split))
}
