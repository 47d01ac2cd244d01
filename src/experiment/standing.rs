//! What can be said of a run's weights, in a word.

use serde::{Deserialize, Serialize};

use super::spec::DataKind;
use crate::lc::Method;

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
        /// By the reference net rounded once; `None` where that is what this is, or is not known.
        rounded: Option<usize>,
    },
    /// The mean training loss where nothing is classified.
    Loss {
        /// This net's.
        own: f64,
        /// The reference net's.
        reference: f64,
        /// The rounded reference net's; `None` where that is what this is, or is not known.
        rounded: Option<f64>,
    },
}

/// What can be said of a run's weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// They are the reference net's, rounded once.
    Rounded,
    /// They are on the way.
    UnderWay,
    /// The end: every weight is on its value.
    Arrived,
    /// The end of a method that rounds what it has trained.
    Kept,
    /// The end, but weights are off their values: the run was cut off.
    Off,
    /// The end, and the net is no better than if it had been rounded, though that cost something: neither in test examples nor,
    /// by far, in training loss.
    Stuck,
    /// The net all start from answers hardly better than by chance.
    Unlearned,
}

/// A reference net has learned if it makes at most this share of the errors of answering at random.
const LEARNED: f64 = 0.7;
/// Weights are on their values if the root mean square of what they are off is at most this share of the largest weight: there
/// is nothing to be seen of it.
const SEEN: f64 = 0.01;

/// Where a run is.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts {
    /// Its method.
    pub method: Method,
    /// The iteration that is looked at.
    pub iteration: u32,
    /// Whether that is its last.
    pub ended: bool,
    /// Whether its weights are on their values.
    pub arrived: bool,
    /// Whether its training loss is far below what rounding once gave (less than half of it).
    pub bettered: bool,
}

/// Whether a training loss is far below another: some test examples more or less do not tell whether anything was learned.
pub(crate) fn betters(loss: f64, rounded: f64) -> bool {
    loss < 0.5 * rounded
}

/// Whether weights are on their values for all one can see, given the root mean square of what they are off and the largest
/// magnitude of any weight or entry.
pub(super) fn has_arrived(distance: f64, largest: f32) -> bool {
    distance <= SEEN * f64::from(largest)
}

impl Standing {
    /// What can be said of a run on a data set that has come so far, with such a score.
    pub fn of(at: &Whereabouts, score: &Score, data: DataKind) -> Self {
        match at.method {
            _ if score.is_of_an_unlearned_reference(data) => Self::Unlearned,
            _ if at.iteration == 0 => Self::Rounded,
            _ if !at.ended => Self::UnderWay,
            method if method.has_penalty() && !at.arrived => Self::Off,
            _ if score.is_no_better_than_rounding() && !at.bettered => Self::Stuck,
            method if method.has_penalty() => Self::Arrived,
            _ => Self::Kept,
        }
    }
}

impl Score {
    fn is_of_an_unlearned_reference(&self, data: DataKind) -> bool {
        match (self, data.chance()) {
            (Self::Errors { of, reference, .. }, Some(chance)) => {
                #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 examples")]
                let wrong = *reference as f64;
                wrong > LEARNED * chance * f64::from(*of)
            }
            _ => false,
        }
    }

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

    fn errors(wrong: usize, reference: usize, rounded: impl Into<Option<usize>>) -> Score {
        Score::Errors { wrong, of: 360, reference, rounded: rounded.into() }
    }

    #[test]
    fn a_run_is_stuck_only_where_rounding_cost_something() {
        assert!(errors(90, 30, 90).is_no_better_than_rounding());
        assert!(!errors(89, 30, 90).is_no_better_than_rounding());
        assert!(!errors(30, 30, 30).is_no_better_than_rounding());
        assert!(!errors(90, 30, None).is_no_better_than_rounding());
        let loss = |own, rounded| Score::Loss { own, reference: 0.1, rounded };
        assert!(loss(0.5, Some(0.5)).is_no_better_than_rounding());
        assert!(
            !loss(0.4, Some(0.5)).is_no_better_than_rounding()
                && !loss(0.1, Some(0.1)).is_no_better_than_rounding()
        );
    }

    #[test]
    fn every_standing_has_its_run() {
        let on =
            Whereabouts { method: Method::Lc, iteration: 40, ended: true, arrived: true, bettered: false };
        let of = |at: &Whereabouts, score: &Score| Standing::of(at, score, DataKind::Digits);
        let good = errors(30, 30, 90);
        assert_eq!(of(&on, &good), Standing::Arrived);
        assert!(has_arrived(0.01, 1.0) && !has_arrived(0.011, 1.0) && has_arrived(0.0, 0.0));
        assert_eq!(of(&Whereabouts { arrived: false, ..on }, &good), Standing::Off);
        assert_eq!(of(&on, &errors(90, 30, 90)), Standing::Stuck);
        // Where rounding costs a single example, a net that fits the training examples far better has learned.
        assert_eq!(of(&Whereabouts { bettered: true, ..on }, &errors(31, 30, 31)), Standing::Arrived);
        assert!(betters(0.0013, 0.0122) && !betters(0.5, 1.0) && !betters(f64::NAN, 1.0));
        assert_eq!(of(&Whereabouts { ended: false, ..on }, &good), Standing::UnderWay);
        assert_eq!(of(&Whereabouts { iteration: 0, ..on }, &good), Standing::Rounded);
        // What is far from its codebook while it trains is rounded at the end.
        assert_eq!(of(&Whereabouts { method: Method::Ste, arrived: false, ..on }, &good), Standing::Kept);
        // Nine of ten wrong is chance; seven tenths of that is the limit: 226.8 of 360.
        assert_eq!(of(&on, &errors(30, 226, 300)), Standing::Arrived);
        assert_eq!(of(&on, &errors(30, 227, 300)), Standing::Unlearned);
    }
}
