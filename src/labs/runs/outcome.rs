//! How a run stands, in counted test examples: against the reference net, and against rounding that once.

use super::state::Runs;
use crate::experiment::{DataKind, Graded, Score, Standing, Whereabouts, betters};

/// How a run stands at an iteration.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What of the test examples it gets wrong.
    pub score: Score,
    /// What can be said of its weights.
    pub standing: Standing,
    /// Root mean square of what they are off their values.
    pub distance: f64,
    /// Weights on another value than rounding gave them, as a fraction; `None` where there is nothing but rounding.
    pub changed: Option<f64>,
}

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
        let ended = pane.ended_at(frame.record.iteration).is_some();
        let (method, iteration) = (pane.spec.method, frame.record.iteration);
        let bettered = first.is_some_and(|first| betters(frame.record.loss_q, first.record.loss_q));
        let at = Whereabouts { method, iteration, ended, arrived: frame.has_arrived(), bettered };
        let standing = Standing::of(&at, &score, data);
        Some(Self {
            score,
            standing,
            distance: frame.record.violation_rms,
            changed: first.map(|_| frame.changed),
        })
    }
}
