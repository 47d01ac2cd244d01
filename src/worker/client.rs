//! The page's side of the wire: starts a worker and passes on what it says. What to make of that, [`super::Pool`] decides.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::pool::Heard;
use super::wire;
use crate::protocol::{BUILD, FromWorker, ToWorker, decode, encode};

/// A worker. Terminated when dropped.
pub struct Client {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _on_garbled: Closure<dyn FnMut(Event)>,
}

impl Client {
    /// Starts a worker from the script at `url`, with this page's own program, already compiled; `told`
    /// hears what comes from it.
    ///
    /// # Errors
    /// If the browser does not start workers here; what it says.
    pub fn spawn(url: &str, told: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let died = |error: JsValue| super::said(&error);
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options).map_err(died)?;
        let start = Object::new();
        Reflect::set(&start, &"build".into(), &BUILD.into()).map_err(died)?;
        Reflect::set(&start, &"program".into(), &wasm_bindgen::module()).map_err(died)?;
        worker.post_message(&start).map_err(died)?;
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
                let message = Reflect::get(&event, &"message".into()).ok().and_then(|m| m.as_string());
                told(Heard::Died(message.unwrap_or_default()));
            })
        };
        let on_garbled = Closure::<dyn FnMut(Event)>::new(move |_| told(Heard::Garbled));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.set_onmessageerror(Some(on_garbled.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error, _on_garbled: on_garbled })
    }

    /// Sends a message.
    pub fn send(&self, message: ToWorker) {
        let (arrays, buffers) = wire::pack(&encode(message));
        // Posting plain bytes does not fail; to a dead worker it does nothing, and its death is told.
        let _ = self.worker.post_message_with_transfer(&arrays, &buffers);
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.set_onmessageerror(None);
        self.worker.terminate();
    }
}
