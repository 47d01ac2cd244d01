//! The Learning-Compression algorithm and the methods it is compared with.
//!
//! A [`Run`] drives a [`Method`] over a [`Problem`]: L steps of a fixed number of minibatches,
//! each followed by a C step, under a [`Schedule`]. It can stop after any of them and go on later. Who wants to know more
//! than how it ends observes it ([`Observe`]).

mod groups;
mod method;
mod observe;
mod penalty;
mod problem;
mod run;
mod schedule;
mod state;

mod methods {
    //! One file per method.
    pub(super) mod direct;
    pub(super) mod iterated;
    pub(super) mod learning_compression;
    pub(super) mod straight_through;
    pub(super) mod trained;
}

#[cfg(test)]
mod tests;

pub use groups::Share;
pub use method::Method;
pub use observe::{EndOnly, EveryIteration, Observe};
pub use penalty::Penalty;
pub use problem::{Judgement, Part, Problem};
pub use run::{Advance, IterationRecord, Run, Stop};
pub use schedule::{Iteration, Schedule};
pub use state::State;
