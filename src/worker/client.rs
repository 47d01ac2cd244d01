//! The page's side of the wire: starts a worker and passes on what it says. What to make of that, [`super::Pool`] decides.

use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker};

#[cfg(target_arch = "wasm32")]
use super::host::Host;
use super::pool::{Heard, Way};
use super::wire;
#[cfg(target_arch = "wasm32")]
use crate::protocol::BUILD;
use crate::protocol::{FromWorker, ToWorker, decode, encode};

#[wasm_bindgen]
extern "C" {
    /// A worker of the page's script, which gets this page's program, already compiled; by way of a blob where it is to have no
    /// origin.
    #[wasm_bindgen(catch, js_name = lcLabWorker)]
    fn start(program: &JsValue, blob: bool) -> Result<Worker, JsValue>;
}

/// Who computes. Ended when dropped.
pub enum Client {
    /// A worker.
    Worker(Away),
    /// This thread, between everything else that it does.
    #[cfg(target_arch = "wasm32")]
    Here(Host),
}

/// A worker, and what hears it.
pub struct Away {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _on_garbled: Closure<dyn FnMut(Event)>,
}

impl Client {
    /// Starts somebody who computes; `told` hears what comes from there.
    ///
    /// # Errors
    /// If the browser does not start workers here; what it says.
    pub fn spawn(way: Way, told: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        match way {
            Way::Script | Way::Blob => Away::spawn(way == Way::Blob, told).map(Self::Worker),
            Way::Here => here(told),
        }
    }

    /// Sends a message.
    pub fn send(&self, message: ToWorker) {
        match self {
            Self::Worker(away) => {
                let (arrays, buffers) = wire::pack(&encode(message));
                // Posting plain bytes does not fail; to a dead worker it does nothing, and its death is told.
                let _ = away.worker.post_message_with_transfer(&arrays, &buffers);
            }
            #[cfg(target_arch = "wasm32")]
            Self::Here(host) => host.receive(message),
        }
    }
}

/// On this thread. What it says is heard once everything that is being done is done.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
fn here(told: impl Fn(Heard) + Clone + 'static) -> Result<Client, String> {
    let tell = move |message: FromWorker| {
        let told = told.clone();
        wasm_bindgen_futures::spawn_local(async move { told(Heard::Told(message)) });
    };
    tell(FromWorker::Ready { build: BUILD.to_owned() });
    Ok(Client::Here(Host::new(tell)))
}

/// Natively nothing is computed this way.
#[cfg(not(target_arch = "wasm32"))]
fn here(_: impl Fn(Heard) + Clone + 'static) -> Result<Client, String> {
    Err(String::new())
}

impl Away {
    fn spawn(blob: bool, told: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let worker = start(&wasm_bindgen::module(), blob).map_err(|error| super::said(&error))?;
        let on_message = {
            let told = told.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                told(decode::<FromWorker>(wire::open(&event.data())).map_or(Heard::Garbled, Heard::Told));
            })
        };
        let on_error = {
            let told = told.clone();
            Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
                event.prevent_default();
                // A script that cannot be loaded gives an event without a message.
                let message =
                    js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|m| m.as_string());
                told(Heard::Died(message.unwrap_or_default()));
            })
        };
        let on_garbled = Closure::<dyn FnMut(Event)>::new(move |_| told(Heard::Garbled));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_garbled.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error, _on_garbled: on_garbled })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        match self {
            Self::Worker(Away { worker, .. }) => {
                worker.set_onmessage(None);
                worker.set_onerror(None);
                worker.set_onmessageerror(None);
                worker.terminate();
            }
            #[cfg(target_arch = "wasm32")]
            Self::Here(host) => host.end(),
        }
    }
}
