//! The opening: what rounding a net to few bits costs, and what training it for them saves, in one picture. It shows a
//! recorded comparison, which the Network lab shows in full, and which can be computed here to prove it.

mod claims;
mod pictures;
mod seeds;
mod state;
mod view;
pub mod words;

pub use claims::{Cost, Storage};
pub use pictures::{card_picture, strip};
pub use seeds::{errors, seeds};
pub use state::{Act, Card, Proof, Source, State};
pub use view::{View, quick, settings};

#[cfg(test)]
mod tests;
