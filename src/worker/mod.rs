//! Runs in dedicated workers: [`Desk`] does the work, [`Pool`] decides who does which; `host` is the worker's side of the
//! wire, `client` the page's.
//!
//! ```
//! use lc_lab::experiment::PlaneSpec;
//! use lc_lab::protocol::{FromWorker, ToWorker};
//! use lc_lab::worker::Desk;
//! let mut desk = Desk::default();
//! desk.receive(ToWorker::TryLuck { run: 1, spec: Box::new(PlaneSpec::default()) });
//! let mut said = Vec::new();
//! while desk.is_busy() {
//!     desk.work(0.01, &|| 0.0, &mut |message| said.push(message));
//! }
//! assert!(matches!(said.last(), Some(FromWorker::Lucky { run: 1, .. })));
//! ```

mod desk;
mod jobs;
mod pool;

pub mod client;
#[cfg(target_arch = "wasm32")]
pub(crate) mod fetch;
#[cfg(target_arch = "wasm32")]
pub mod host;
mod wire;

pub use desk::Desk;
pub use pool::{Drawing, Heard, LOOK_EVERY, News, Order, Pool, Task, Wanted, Way, WorkerId};

/// What an error of the browser says.
pub(crate) fn said(error: &wasm_bindgen::JsValue) -> String {
    use wasm_bindgen::JsCast;
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_default()
}
