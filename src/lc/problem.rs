//! What the algorithm needs to know of a model and its data.

use crate::nn::{Evaluation, Params, Pull};

/// A loss over parameters, seen one minibatch at a time.
pub trait Problem {
    /// Loss of the next minibatch at `at`, and its gradient over `gradient` (same shape).
    fn gradient(&mut self, at: &Params, gradient: &mut Params) -> f64;

    /// Where the model has a closed form: writes the exact minimum of the training loss, plus the
    /// pull if there is one, over `params`, and gives true. Otherwise changes nothing.
    fn minimise(&mut self, _pull: Option<Pull>, _params: &mut Params) -> bool {
        false
    }

    /// Loss and error over all training examples.
    fn train(&mut self, at: &Params) -> Evaluation;

    /// Loss and error over the test examples.
    fn test(&mut self, at: &Params) -> Evaluation;
}
