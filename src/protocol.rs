//! The whole wire protocol between the page and its workers: postcard bytes of these two enums.

use serde::{Deserialize, Serialize};

use crate::experiment::{DataKind, ExperimentError, Frame, Luck, PaneReport, Reference, Scene};

/// The build this program comes from, in 16 characters. The page's script, its poster and its workers carry the same: parts
/// of another build (from a stale cache) are refused.
pub const BUILD: &str = env!("LC_LAB_BUILD");

/// Names one run. Messages of runs that are no longer wanted are recognised by it and dropped.
pub type RunId = u32;

/// From the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Train the reference net of a link's experiment.
    TrainReference {
        /// The run's name.
        run: RunId,
        /// The experiment, as a link.
        link: String,
    },
    /// Prepare the run of one pane; it computes nothing before [`ToWorker::Advance`].
    Start {
        /// The run's name.
        run: RunId,
        /// The experiment, as a link.
        link: String,
        /// Which of the link's panes.
        pane: usize,
        /// The net to start from.
        reference: Box<Reference>,
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
    /// Run a batch of random toys under the first pane of a link's experiment.
    TryLuck {
        /// The run's name.
        run: RunId,
        /// The experiment, as a link.
        link: String,
    },
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
            | Self::Finished { run, .. }
            | Self::Judged { run, .. }
            | Self::Lucky { run, .. }
            | Self::Loading { run, .. }
            | Self::Failed { run, .. } => Some(*run),
        }
    }
}

/// Bytes that are not a message of this version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message could not be read: {0}")]
pub struct DecodeError(String);

/// Encodes a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_stdvec(message).expect("messages are plain data")
}

/// Decodes a message.
///
/// # Errors
/// If the bytes are not a message.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, DecodeError> {
    postcard::from_bytes(bytes).map_err(|error| DecodeError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_wire() {
        let messages = [
            ToWorker::TrainReference { run: 1, link: "#seed=3".to_owned() },
            ToWorker::Advance { run: 2, to: 40 },
            ToWorker::Stop { run: u32::MAX },
        ];
        for message in messages {
            assert_eq!(decode::<ToWorker>(&encode(&message)).unwrap(), message);
        }
    }

    #[test]
    fn broken_bytes_are_an_error() {
        for bytes in [&[][..], &[250], &[1, 255, 255, 255, 255, 255, 255], &[0, 1, 200, 1, 7]] {
            assert!(decode::<ToWorker>(bytes).is_err(), "{bytes:?}");
        }
    }
}
