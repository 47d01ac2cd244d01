//! The Trade-off lab: how small may a net be? A sweep of nets, methods and codebooks, each run of which is a link of the Network
//! lab; what is given up for size as a picture; and a planner that answers a question with its evidence.
//!
//! ```
//! use lc_lab::labs::{Given, Lab};
//! use lc_lab::link::Link;
//! let (link, notices) = Link::open("#lab=tradeoff&within=2");
//! assert!(notices.is_empty());
//! let lab = Lab::open(&link.lab, &Given::default());
//! // Before anything is computed it asks for what comes with the page.
//! assert!(lab.awaits().is_some() && lab.wanted().is_empty());
//! assert_eq!(Link::from(lab.link()).to_string(), "#lab=tradeoff&within=2");
//! ```

mod file;
mod pictures;
mod speeds;
mod state;
mod studies;
mod sweep;
mod take;
mod view;
pub mod words;
mod work;

pub use file::{Bad, BadLine};
pub use speeds::{Speeds, Us};
pub use state::{Act, Entry, FOLDS, FileRead, Folded, Known, MOST_COMPARED, Origin, State};
pub use sweep::{MOST_CELLS, Pick, Place, Sweep, link_of};
pub use take::Take;
pub use view::{View, quick, settings};
pub use work::{Pace, Work};

#[cfg(test)]
mod tests;
