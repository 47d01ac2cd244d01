//! How a run stands, in counted test examples: against the reference net, and against rounding that once.

use super::pane::{Pane, PaneState};
use super::state::Runs;
use super::words::has_arrived;
use crate::experiment::{DataKind, Frame, Graded};

/// How a run stands at an iteration.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What of the test examples it gets wrong.
    pub score: Score,
    /// What can be said of its weights.
    pub standing: Standing,
    /// Weights on another value than rounding gave them, as a fraction; `None` where there is nothing but rounding.
    pub changed: Option<f64>,
}

/// What a net gets wrong, beside two others.
#[derive(Clone, Debug, PartialEq)]
pub enum Score {
    /// Test examples, by their numbers.
    Errors {
        /// Answered wrongly.
        wrong: usize,
        /// Of how many.
        of: u32,
        /// By the reference net.
        reference: usize,
        /// By the reference net rounded once; `None` where that is what this is.
        rounded: Option<usize>,
    },
    /// The mean training loss where nothing is classified.
    Loss {
        /// This net's.
        own: f64,
        /// The reference net's.
        reference: f64,
        /// The rounded reference net's; `None` where that is what this is.
        rounded: Option<f64>,
    },
}

/// What can be said of a run's weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// They are the reference net's, rounded once.
    Rounded,
    /// They are on the way.
    UnderWay,
    /// The end: every weight is on its value.
    Arrived,
    /// The end of a method that rounds what it has trained.
    Kept,
    /// The end, but weights are off their values by so much, root mean square.
    NotYet(f64),
    /// The end, and the net is no better than if it had been rounded, though that cost something.
    Stuck,
    /// The net all start from answers hardly better than by chance.
    Unlearned,
}

/// A reference net has learned if it makes at most this share of the errors of answering at random.
const LEARNED: f64 = 0.7;

impl Outcome {
    /// How a run stands at a position; `None` while there is nothing to say.
    pub fn of(runs: &Runs, index: usize, position: f64, data: DataKind) -> Option<Self> {
        let (pane, reference) = (runs.panes.get(index)?, runs.reference.trained()?);
        let (frame, _) = pane.around(position)?;
        let first = pane.frames.first().filter(|_| frame.record.iteration > 0);
        let count = |graded: &Option<Graded>| graded.as_ref().map(|graded| graded.wrong.len());
        let score = match (&frame.graded, &reference.graded) {
            (Some(own), Some(before)) => Score::Errors {
                wrong: own.wrong.len(),
                of: own.of,
                reference: before.wrong.len(),
                rounded: first.and_then(|first| count(&first.graded)),
            },
            _ => Score::Loss {
                own: frame.record.loss_q,
                reference: reference.train.loss,
                rounded: first.map(|first| first.record.loss_q),
            },
        };
        let standing = match (data.chance(), &reference.graded) {
            (Some(chance), Some(graded)) if graded.error() > LEARNED * chance => Standing::Unlearned,
            _ => standing(pane, frame, &score),
        };
        Some(Self { score, standing, changed: first.map(|_| frame.changed) })
    }
}

fn standing(pane: &Pane, frame: &Frame, score: &Score) -> Standing {
    let last =
        matches!(&pane.state, PaneState::Finished(report) if report.iterations == frame.record.iteration);
    match pane.spec.method {
        _ if frame.record.iteration == 0 => Standing::Rounded,
        _ if !last => Standing::UnderWay,
        method if method.has_penalty() && !has_arrived(frame) => Standing::NotYet(frame.record.violation_rms),
        _ if score.is_no_better_than_rounding() => Standing::Stuck,
        method if method.has_penalty() => Standing::Arrived,
        _ => Standing::Kept,
    }
}

impl Score {
    /// Whether nothing was won that rounding had lost.
    fn is_no_better_than_rounding(&self) -> bool {
        match *self {
            Self::Errors { wrong, reference, rounded: Some(rounded), .. } => {
                wrong >= rounded && rounded > reference
            }
            Self::Loss { own, reference, rounded: Some(rounded) } => own >= rounded && rounded > reference,
            Self::Errors { rounded: None, .. } | Self::Loss { rounded: None, .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_stuck_only_where_rounding_cost_something() {
        let score = |wrong, reference, rounded| Score::Errors { wrong, of: 360, reference, rounded };
        assert!(score(90, 30, Some(90)).is_no_better_than_rounding());
        assert!(!score(89, 30, Some(90)).is_no_better_than_rounding());
        assert!(!score(30, 30, Some(30)).is_no_better_than_rounding());
        assert!(!score(90, 30, None).is_no_better_than_rounding());
        let loss = |own, rounded| Score::Loss { own, reference: 0.1, rounded };
        assert!(loss(0.5, Some(0.5)).is_no_better_than_rounding());
        assert!(
            !loss(0.4, Some(0.5)).is_no_better_than_rounding()
                && !loss(0.1, Some(0.1)).is_no_better_than_rounding()
        );
    }
}
