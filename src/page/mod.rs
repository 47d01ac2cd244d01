//! The shell: the page around whatever lab is open, its address, its windows, its workers.

#[cfg(not(target_arch = "wasm32"))]
pub mod first_view;
mod hooks;
mod keys;
mod state;
mod view;
pub mod words;

pub use keys::{Asked, Focus, asked};
pub use state::{Action, Page, Window};
pub use view::mount;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod walk;
