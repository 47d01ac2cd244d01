//! The whole wire protocol between the page and its workers: these two enums, and how they travel ([`encode`], [`decode`]).

mod codec;

pub use codec::{Attachment, DecodeError, Message, Parcel, decode, encode};

use serde::{Deserialize, Serialize};

use crate::experiment::{
    DataKind, ExperimentError, Frame, PaneReport, PlaneSpec, Reference, Scene, Spec, Speed,
};
use crate::sweep::{Luck, Seeded};

/// The build this program comes from, in 16 characters. The page's script, its poster and its workers carry the same: parts
/// of another build (from a stale cache) are refused.
pub const BUILD: &str = env!("LC_LAB_BUILD");

/// Names one run. Messages of runs that are no longer wanted are recognised by it and dropped.
pub type RunId = u32;

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Train the reference net of a comparison.
    TrainReference {
        /// The run's name.
        run: RunId,
        /// The comparison.
        spec: Box<Spec>,
    },
    /// Prepare the run of one pane; it computes nothing before [`ToWorker::Advance`].
    Start {
        /// The run's name.
        run: RunId,
        /// The comparison.
        spec: Box<Spec>,
        /// Which of its panes.
        pane: usize,
        /// The net to start from.
        reference: Box<Reference>,
        /// Whether nothing but its end is wanted, as of a cell of a sweep.
        brief: bool,
        /// What to go on from, as [`FromWorker::Saved`] has it: what another worker had done of it.
        saved: Option<Vec<u8>>,
    },
    /// Compute up to and including an iteration (0 is direct compression), then wait.
    Advance {
        /// The run's name.
        run: RunId,
        /// The iteration.
        to: u32,
    },
    /// Say what reference and quantized net make of an image drawn by hand.
    Judge {
        /// The run's name.
        run: RunId,
        /// The iteration whose quantized net is asked.
        iteration: u32,
        /// From 0 to 1 per pixel.
        ink: Vec<f32>,
    },
    /// Run a batch of random toys under the first pane of a comparison.
    TryLuck {
        /// The run's name.
        run: RunId,
        /// The comparison.
        spec: Box<PlaneSpec>,
    },
    /// Run a comparison to its ends.
    TrySeed {
        /// The run's name.
        run: RunId,
        /// The comparison.
        spec: Box<Spec>,
    },
    /// Measure how fast the first net of a comparison will answer, without training it.
    Measure {
        /// The run's name.
        run: RunId,
        /// The comparison.
        spec: Box<Spec>,
    },
    /// Wait with whatever is being computed, or go on.
    Rest(bool),
    /// Forget the run.
    Stop {
        /// The run's name.
        run: RunId,
    },
}

/// From a worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first message.
    Ready {
        /// The worker's [`BUILD`].
        build: String,
    },
    /// Minibatches done, in the reference's training or the current L step. A sign of life.
    Progress {
        /// The run's name.
        run: RunId,
        /// Done.
        done: u32,
        /// Of how many.
        of: u32,
    },
    /// The reference net is trained.
    Trained {
        /// The run's name.
        run: RunId,
        /// The net.
        reference: Box<Reference>,
        /// The data as something to look at.
        scene: Box<Scene>,
    },
    /// The reference net's training left the finite numbers.
    ReferenceDiverged {
        /// The run's name.
        run: RunId,
    },
    /// An iteration is complete.
    Iterated {
        /// The run's name.
        run: RunId,
        /// What to show of it.
        frame: Box<Frame>,
        /// Computing time of the run so far.
        seconds: f64,
    },
    /// All it takes to go on after the last iteration, as [`crate::lc::Saved::to_bytes`].
    Saved {
        /// The run's name.
        run: RunId,
        /// What was saved.
        saved: Vec<u8>,
    },
    /// How fast a run's net answers; said before it is over.
    Measured {
        /// The run's name.
        run: RunId,
        /// How fast that is.
        speed: Box<Speed>,
    },
    /// What a run's net is at its end, as [`crate::files::Net::to_bytes`]; said before it is over.
    Net {
        /// The run's name.
        run: RunId,
        /// The net.
        net: Vec<u8>,
        /// By how much its best output leads the second, for every test example.
        leads: Vec<f32>,
    },
    /// The run is over.
    Finished {
        /// The run's name.
        run: RunId,
        /// Its part of the report.
        report: Box<PaneReport>,
    },
    /// The answer to [`ToWorker::Judge`]: a probability per class.
    Judged {
        /// The run's name.
        run: RunId,
        /// The iteration the quantized net is of: the last one where an earlier one was not kept.
        iteration: u32,
        /// The reference net's answer.
        reference: Vec<f32>,
        /// The quantized net's answer.
        quantized: Vec<f32>,
    },
    /// A batch of random toys is done.
    Lucky {
        /// The run's name.
        run: RunId,
        /// What came of them.
        luck: Box<Luck>,
    },
    /// A comparison has come to its ends.
    Seeded {
        /// The run's name.
        run: RunId,
        /// What they are.
        seeded: Box<Seeded>,
    },
    /// Files are on their way. A sign of life.
    Loading {
        /// The run's name.
        run: RunId,
        /// Bytes received.
        received: u32,
        /// Of how many; 0 if not known yet.
        of: u32,
        /// Once, when they have arrived: the first images, 28x28 pixels each.
        preview: Option<Vec<u8>>,
    },
    /// The run cannot go on.
    Failed {
        /// The run's name.
        run: RunId,
        /// Why.
        reason: Reason,
    },
    /// The worker has panicked and must be replaced.
    Panicked {
        /// The panic message.
        message: String,
    },
}

/// Why a run cannot go on. What a browser or a panic says of it is quoted as it is, in its own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Reason {
    /// Its worker comes from another build of the page.
    #[error("a part of the page comes from another version: please reload")]
    OtherBuild,
    /// Its worker could not start.
    #[error("the worker could not start: {0}")]
    NoStart(String),
    /// Its worker stopped in the middle.
    #[error("the worker stopped: {0}")]
    Stopped(String),
    /// The data set's files could not be had.
    #[error("the files of data={0} could not be had: {1}")]
    NoFiles(DataKind, FileTrouble),
    /// Times are too short for the browser's clock.
    #[error("this browser's clock is too coarse to measure by")]
    NoClock,
    /// What it was told makes no run.
    #[error(transparent)]
    Refused(#[from] ExperimentError),
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FileTrouble {
    /// The server has none.
    #[error("{file}: status {status}")]
    Missing {
        /// Its address beside the page.
        file: String,
        /// What the server answered.
        status: u16,
    },
    /// It did not come, or not whole.
    #[error("{file}: {said}")]
    Interrupted {
        /// Its address beside the page.
        file: String,
        /// What the browser says.
        said: String,
    },
    /// It is not what this program expects: damaged, or of another version.
    #[error("{file} is not the file this version of the page expects")]
    Other {
        /// Its address beside the page.
        file: String,
    },
}

impl FromWorker {
    /// The run a message is about.
    pub fn run(&self) -> Option<RunId> {
        match self {
            Self::Ready { .. } | Self::Panicked { .. } => None,
            Self::Progress { run, .. }
            | Self::Trained { run, .. }
            | Self::ReferenceDiverged { run }
            | Self::Iterated { run, .. }
            | Self::Measured { run, .. }
            | Self::Saved { run, .. }
            | Self::Net { run, .. }
            | Self::Finished { run, .. }
            | Self::Judged { run, .. }
            | Self::Lucky { run, .. }
            | Self::Seeded { run, .. }
            | Self::Loading { run, .. }
            | Self::Failed { run, .. } => Some(*run),
        }
    }
}

/// The arrays of a net.
fn of_net(reference: &mut Reference) -> Vec<Attachment<'_>> {
    let layers = reference.params.layers.iter_mut();
    layers.flat_map(|layer| [&mut layer.weights, &mut layer.biases]).map(Attachment::Singles).collect()
}

impl Message for ToWorker {
    fn attachments(&mut self) -> Vec<Attachment<'_>> {
        match self {
            Self::Start { reference, saved, .. } => {
                let saved = saved.iter_mut().map(Attachment::Bytes);
                of_net(reference).into_iter().chain(saved).collect()
            }
            Self::Judge { ink, .. } => vec![Attachment::Singles(ink)],
            Self::TrainReference { .. }
            | Self::Advance { .. }
            | Self::TryLuck { .. }
            | Self::TrySeed { .. }
            | Self::Measure { .. }
            | Self::Rest(_)
            | Self::Stop { .. } => Vec::new(),
        }
    }
}

impl Message for FromWorker {
    fn attachments(&mut self) -> Vec<Attachment<'_>> {
        match self {
            Self::Trained { reference, .. } => of_net(reference),
            Self::Iterated { frame, .. } => {
                let layers = frame.layers.iter_mut();
                layers
                    .flat_map(|layer| {
                        [Attachment::Singles(&mut layer.weights), Attachment::Bytes(&mut layer.assignment)]
                    })
                    .collect()
            }
            Self::Loading { preview, .. } => preview.iter_mut().map(Attachment::Bytes).collect(),
            Self::Saved { saved, .. } => vec![Attachment::Bytes(saved)],
            Self::Net { net, leads, .. } => vec![Attachment::Bytes(net), Attachment::Singles(leads)],
            Self::Ready { .. }
            | Self::Progress { .. }
            | Self::ReferenceDiverged { .. }
            | Self::Measured { .. }
            | Self::Finished { .. }
            | Self::Judged { .. }
            | Self::Lucky { .. }
            | Self::Seeded { .. }
            | Self::Failed { .. }
            | Self::Panicked { .. } => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Experiment, Library, ReferenceEvent};
    use crate::link::Link;

    /// Every message with something in it, of a small run.
    fn messages() -> (Vec<ToWorker>, Vec<FromWorker>) {
        let (spec, _, _) = Link::parse_valid("#data=moons&net=3&ref=5&iters=1&steps=2&panes=lc:adaptive:2");
        let asked = Box::new(spec.asked());
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let mut run = experiment.pane_run(0, &reference).unwrap();
        run.finish();
        let (frame, report) = (Box::new(run.frame().unwrap()), Box::new(run.report(0.5)));
        let scene = Box::new(experiment.scene(&reference));
        let plane = Box::new(PlaneSpec::default());
        (
            vec![
                ToWorker::TrainReference { run: 1, spec: asked.clone() },
                ToWorker::Start {
                    run: 2,
                    spec: asked,
                    pane: 0,
                    reference: reference.clone(),
                    brief: false,
                    saved: None,
                },
                ToWorker::Advance { run: 2, to: 40 },
                ToWorker::Judge { run: 2, iteration: 3, ink: vec![0.25, f32::MIN_POSITIVE, -0.0] },
                ToWorker::TryLuck { run: 3, spec: plane },
                ToWorker::Stop { run: u32::MAX },
            ],
            vec![
                FromWorker::Ready { build: BUILD.to_owned() },
                FromWorker::Trained { run: 1, reference, scene },
                FromWorker::Iterated { run: 2, frame, seconds: 0.25 },
                FromWorker::Finished { run: 2, report },
                FromWorker::Loading { run: 1, received: 5, of: 9, preview: Some(vec![1, 2, 3]) },
                FromWorker::Loading { run: 1, received: 5, of: 9, preview: None },
                FromWorker::Lucky { run: 3, luck: Box::default() },
                FromWorker::Net { run: 2, net: vec![1, 2, 3], leads: vec![0.5] },
                FromWorker::Failed { run: 1, reason: Reason::NoStart("404".to_owned()) },
            ],
        )
    }

    #[test]
    fn messages_survive_the_wire_and_parcels_that_are_none_are_errors() {
        fn check<M: Message + Clone + PartialEq + std::fmt::Debug>(messages: Vec<M>) {
            for message in messages {
                let parcel = encode(message.clone());
                assert_eq!(decode::<M>(parcel.clone()).unwrap(), message);
                let more =
                    Parcel { attachments: [&parcel.attachments[..], &[vec![1]]].concat(), ..parcel.clone() };
                assert!(decode::<M>(more).is_err(), "{message:?}");
                let less =
                    Parcel { message: parcel.message[..parcel.message.len() - 1].to_vec(), ..parcel.clone() };
                assert!(decode::<M>(less).is_err(), "{message:?}");
                if !parcel.attachments.is_empty() {
                    let without = Parcel { attachments: Vec::new(), ..parcel.clone() };
                    assert!(decode::<M>(without).is_err(), "{message:?}");
                }
            }
        }
        let (to, from) = messages();
        let cut = |mut parcel: Parcel| {
            parcel.attachments[0].pop();
            parcel
        };
        assert!(decode::<ToWorker>(cut(encode(to[1].clone()))).is_err());
        // Large arrays are beside the message, not in it.
        let FromWorker::Iterated { frame, .. } = &from[2] else { panic!() };
        let weights: usize = frame.layers.iter().map(|layer| layer.weights.len()).sum();
        assert_eq!(encode(from[2].clone()).attachments.iter().map(Vec::len).sum::<usize>(), 5 * weights);
        check(to);
        check(from);
    }

    #[test]
    fn broken_bytes_are_an_error() {
        for bytes in [&[][..], &[250], &[1, 255, 255, 255, 255, 255, 255], &[0, 1, 200, 1, 7]] {
            let parcel = Parcel { message: bytes.to_vec(), attachments: Vec::new() };
            assert!(decode::<ToWorker>(parcel.clone()).is_err(), "{bytes:?}");
        }
    }
}
