//! The Plane lab's problems: two weights, so that the loss, the codebook's reach and the path of a run can be
//! seen whole. A toy is one more [`Problem`](crate::lc::Problem) for the same driver.

mod feasible;
mod luck;
mod problem;
mod surface;
mod toy;

pub use feasible::Feasible;
pub use luck::{Draw, Luck, LuckRun, Verdict, lucky};
pub use surface::{Point, Surface};
pub use toy::{Toy, ToyKind, ToySpec};

pub(super) use problem::ToyProblem;

#[cfg(test)]
mod tests;
