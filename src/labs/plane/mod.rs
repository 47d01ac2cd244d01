//! The Plane lab: two weights, so that loss, codebook and path can be seen whole. Its runs are so small that they are computed
//! in the reducer and at once, at every move of a pointer.

mod pictures;
mod state;
mod view;
pub mod words;

pub use pictures::map;
pub use state::{Act, Dial, Outcome, State, Tried, movable};
pub use view::{View, quick, settings};

#[cfg(test)]
mod tests;
