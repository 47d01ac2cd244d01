//! Two weights instead of a net, so that the loss, the codebook's reach and the path of a run can be seen whole. A toy is one
//! more [`Problem`](crate::lc::Problem) for the same driver.
//!
//! ```
//! use lc_lab::quant::Codebook;
//! use lc_lab::toy::{Feasible, Surface};
//! // A valley along the first axis whose bottom is at (0.4, 0): of the four corners those on the right are nearest.
//! let surface = Surface::quadratic(90.0, [1.0, 0.1], [0.4, 0.0]);
//! let best = Feasible::of(&Codebook::Binary).best(&surface);
//! assert_eq!(best[0], 1.0);
//! ```

mod feasible;
mod problem;
mod surface;
#[expect(clippy::module_inception, reason = "the room is named after what it is about")]
mod toy;

pub use feasible::Feasible;
pub use problem::ToyProblem;
pub use surface::{Point, Surface};
pub use toy::{Toy, ToyKind};
