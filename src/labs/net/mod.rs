//! The Network lab: nets on data, quantized side by side.

mod cascade;
mod pictures;
mod seeds;
mod state;
mod view;
pub mod words;

pub use pictures::weights;
pub use seeds::{SEEDS, Seeds, Whose};
pub use state::{Act, Lit, Loading, State, Verdict};
pub use view::{View, quick, settings};
