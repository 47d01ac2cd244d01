//! The page. [`state`] holds everything that can change and every transition; [`text`] every word.
//! Both run natively under test. Components and hooks are for the browser.

#[cfg(not(target_arch = "wasm32"))]
pub mod first_view;
pub mod pictures;
pub mod state;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod hooks;

#[cfg(target_arch = "wasm32")]
pub use components::mount;
