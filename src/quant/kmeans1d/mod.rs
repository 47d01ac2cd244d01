//! One-dimensional k-means: on sorted values clusters are intervals, which makes the global
//! optimum a shortest path and a Lloyd iteration a few binary searches.
//!
//! A clustering is written as its *ends*: cluster c holds the distinct values from `ends[c - 1]`
//! (0 for the first) up to but not including `ends[c]`.

mod dynamic;
mod exact;
mod lagrangian;
mod lloyd;
mod sorted;

pub(super) use exact::{exact, pinned};
pub(super) use lloyd::{lloyd, plus_plus};
pub(super) use sorted::Sorted;

#[cfg(test)]
mod tests;
