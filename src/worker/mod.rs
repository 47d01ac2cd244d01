//! Runs in dedicated workers: [`Desk`] does the work, [`Pool`] decides who does which; `host` is the worker's side of the
//! wire, `client` the page's.

mod desk;
mod pool;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
mod files;
#[cfg(target_arch = "wasm32")]
pub mod host;

pub use desk::Desk;
pub use pool::{Drawing, Heard, Job, LOOK_EVERY, News, Order, Pool, Wanted, WorkerId};

/// What an error of the browser says.
#[cfg(target_arch = "wasm32")]
fn said(error: &wasm_bindgen::JsValue) -> String {
    use wasm_bindgen::JsCast;
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_default()
}
