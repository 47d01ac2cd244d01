//! What the algorithm needs to know of a model and its data.

use crate::nn::{Evaluation, Params, Pull, Tally, Vote};

/// A loss over parameters, seen one minibatch at a time.
pub trait Problem {
    /// Loss of the next minibatch at `at`, and its gradient over `gradient` (same shape).
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64;

    /// Goes on as if so many minibatches had been used.
    fn skip(&mut self, _batches: u64) {}

    /// Where the model has a closed form: writes the exact minimum of the training loss, plus the
    /// pull if there is one, over `params`, and gives true. Otherwise changes nothing.
    fn minimise(&mut self, _pull: Option<Pull>, _params: &mut Params) -> bool {
        false
    }

    /// Mean training loss of the best answer that is the same whatever the input.
    fn guessing(&self) -> f64;

    /// How many training examples [`Part::Sample`] has, if it is not all of them.
    fn sample(&self) -> Option<u32> {
        None
    }

    /// Whether examples are held out for choosing.
    fn holds_out(&self) -> bool {
        false
    }

    /// Goes on with judging `at` on a part of the examples, for at most `blocks` blocks of them;
    /// loss and error once that is done.
    fn tally(&mut self, part: Part, at: &Params, tally: &mut Tally, blocks: u32) -> Option<Evaluation>;
}

/// A part of the examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Those that are trained on.
    Train,
    /// Some of those, the same throughout: what is between a run's start and its end is judged on them.
    Sample,
    /// Those that are held out for choosing among nets.
    Valid,
    /// Those that neither train nor choose.
    Test,
}

/// Several judgements one after the other, resumable after any block: on a large set one takes
/// seconds.
#[derive(Default)]
pub struct Judgement {
    done: Vec<Evaluation>,
    tally: Option<Tally>,
    votes: Vec<Option<Vote>>,
}

impl Judgement {
    /// Goes on, for about `blocks` blocks; all evaluations, once there is one for every subject.
    pub fn advance(
        &mut self,
        problem: &mut dyn Problem,
        subjects: &[(Part, &Params)],
        blocks: u32,
    ) -> Option<&[Evaluation]> {
        while let Some(&(part, at)) = subjects.get(self.done.len()) {
            let fresh = || if part == Part::Test { Tally::with_votes() } else { Tally::default() };
            let evaluation = problem.tally(part, at, self.tally.get_or_insert_with(fresh), blocks)?;
            self.done.push(evaluation);
            if let Some(votes) = self.tally.take().and_then(Tally::into_votes) {
                self.votes = votes;
            }
        }
        Some(&self.done)
    }

    /// What the subject judged last on the test examples says of each; nothing for regression.
    pub fn take_votes(&mut self) -> Vec<Option<Vote>> {
        std::mem::take(&mut self.votes)
    }
}
