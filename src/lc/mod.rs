//! The Learning-Compression algorithm and the methods it is compared with.
//!
//! A [`Run`] drives a [`Method`] over a [`Problem`]: L steps of a fixed number of minibatches,
//! each followed by a C step, under a [`Schedule`]. It can stop after any of them and go on later. Who wants to know more
//! than how it ends observes it ([`Observe`]).
//!
//! ```
//! use lc_lab::lc::{Advance, EndOnly, FirstMu, Method, Run, Schedule, Share, Stop, Tolerance};
//! use lc_lab::quant::{Codebook, Scheme, Solver};
//! use lc_lab::toy::{Surface, ToyProblem};
//! // Rounding the minimum (0.67, 0.03) to plus or minus one: iteration 0 of every method, and all there is of `dc`.
//! let schedule = Schedule {
//!     mu0: FirstMu::Given(0.01), growth: 1.1, iterations: 100, most: 100, steps: 1, first: 1.0,
//!     rate: 0.1, decay: 1.0, momentum: 0.0, tolerance: Tolerance::Absolute(1e-6),
//! };
//! let minimum = [0.67, 0.03];
//! let what = (&Scheme::from(Codebook::Binary), Solver::Exact, Share::Layer);
//! let mut run = Run::new(Method::Dc, what, schedule, ToyProblem::params(minimum), 1)?;
//! let mut problem = ToyProblem::new(Surface::quadratic(35.0, [1.0, 0.1], minimum));
//! while run.advance(&mut problem, &mut EndOnly, u32::MAX) != Advance::Finished(Stop::Iterations) {}
//! assert_eq!(run.state().quantized.layers[0].weights, [1.0, 1.0]);
//! # Ok::<(), lc_lab::quant::QuantError>(())
//! ```

mod groups;
mod method;
mod observe;
mod penalty;
mod problem;
mod run;
mod saved;
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
pub use saved::Saved;
pub use schedule::{FirstMu, Iteration, Rounding, Schedule, Tolerance};
pub use state::State;
