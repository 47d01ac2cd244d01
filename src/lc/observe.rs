//! Who is told of what a run does. The driver asks before it does work that only serves telling.

use super::run::IterationRecord;
use super::state::State;

/// Follows a run.
pub trait Observe {
    /// Whether states the run goes on from are to be judged on all examples, and told. Its end always is.
    fn wants_every_iteration(&self) -> bool {
        true
    }

    /// An iteration is complete and judged (first of all direct compression).
    fn iterated(&mut self, _state: &State, _record: &IterationRecord) {}
}

/// Wants every iteration judged, and keeps nothing.
pub struct EveryIteration;

impl Observe for EveryIteration {}

/// Wants nothing but the end: a cell of a sweep.
pub struct EndOnly;

impl Observe for EndOnly {
    fn wants_every_iteration(&self) -> bool {
        false
    }
}
