//! The whole wire protocol between the page and its workers: postcard bytes of these two enums.

use serde::{Deserialize, Serialize};

use crate::experiment::{Frame, PaneReport, Reference, Scene};

/// Changes whenever a message does. A worker of another version (from a stale cache) is refused.
pub const VERSION: u32 = 4;

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
        /// The worker's [`VERSION`].
        version: u32,
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
    /// The files the run needs are not there.
    NoFiles {
        /// The run's name.
        run: RunId,
        /// Why, in English.
        reason: String,
    },
    /// The run cannot go on.
    Failed {
        /// The run's name.
        run: RunId,
        /// Why, in English.
        reason: String,
    },
    /// The worker has panicked and must be replaced.
    Panicked {
        /// The panic message.
        message: String,
    },
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

/// Bytes as a text, for storages that keep texts only.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)]))
        .collect()
}

/// The bytes of such a text; `None` if it is not one.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_goes_both_ways_and_nonsense_does_not() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&to_hex(&bytes)), Some(bytes));
        assert_eq!(
            (from_hex(""), from_hex("abc"), from_hex("zz"), from_hex("日本")),
            (Some(vec![]), None, None, None)
        );
    }

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
