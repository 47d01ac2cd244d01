//! Many runs at once, of each of which nothing but the end is kept.
//!
//! ```
//! use lc_lab::experiment::PlaneSpec;
//! use lc_lab::sweep::LuckRun;
//! let mut toys = LuckRun::new(PlaneSpec::default().check().unwrap()).unwrap();
//! assert!(toys.advance().is_none());
//! assert_eq!(toys.progress(), (1, 200));
//! ```

mod agenda;
mod cell;
mod cost;
mod front;
mod luck;
mod plan;
mod planner;
mod seed;

pub use agenda::{Agenda, Task};
pub use cell::{Cell, Line, Score};
pub use cost::{cell_cost, reference_cost};
pub use front::{Choice, front};
pub use luck::{Draw, Luck, LuckRun, Verdict, lucky};
pub use plan::{Group, Plan};
pub use planner::{Answer, Candidate, Outcome, Rejection, Wish, answer, best_reference};
pub use seed::{End, SeedRun, Seeded};
