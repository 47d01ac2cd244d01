//! Runs in dedicated workers: [`Desk`] does the work, `host` is the worker's side of the wire,
//! `client` the page's.

mod desk;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
mod files;
#[cfg(target_arch = "wasm32")]
pub mod host;

pub use desk::Desk;
