//! The page's side of the wire.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::protocol::{FromWorker, ToWorker, VERSION, decode, encode};

/// Why a worker is of no more use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// It comes from another version of the page.
    OtherVersion,
    /// It could not start, or died.
    Died(String),
}

/// What a worker tells the page.
pub type Told = Result<FromWorker, WorkerError>;

/// A worker. Terminated when dropped.
pub struct Client {
    worker: Worker,
    inbox: Rc<RefCell<Inbox>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// Messages wait here until the worker is ready.
enum Inbox {
    Waiting(Vec<ToWorker>),
    Ready,
}

impl Client {
    /// Starts a worker from the script at `url`, with this page's own program, already compiled; `told`
    /// hears what it has to say.
    ///
    /// # Errors
    /// If the browser does not start workers here.
    pub fn spawn(url: &str, told: impl Fn(Told) + 'static) -> Result<Self, WorkerError> {
        let died = |error: JsValue| WorkerError::Died(super::said(&error));
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options).map_err(died)?;
        worker.post_message(&wasm_bindgen::module()).map_err(died)?;
        let inbox = Rc::new(RefCell::new(Inbox::Waiting(Vec::new())));
        let told = Rc::new(told);
        let on_message = {
            let (worker, inbox, told) = (worker.clone(), inbox.clone(), told.clone());
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                let bytes = event.data().dyn_into::<Uint8Array>().map(|b| b.to_vec()).unwrap_or_default();
                match decode::<FromWorker>(&bytes) {
                    Ok(FromWorker::Ready { version }) if version == VERSION => {
                        if let Inbox::Waiting(messages) = inbox.replace(Inbox::Ready) {
                            for message in &messages {
                                post(&worker, message);
                            }
                        }
                        told(Ok(FromWorker::Ready { version }));
                    }
                    // Bytes this page cannot read also come from another version.
                    Ok(FromWorker::Ready { .. }) | Err(_) => told(Err(WorkerError::OtherVersion)),
                    Ok(FromWorker::Panicked { message }) => told(Err(WorkerError::Died(message))),
                    Ok(message) => told(Ok(message)),
                }
            })
        };
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A script that cannot be loaded gives an event without a message.
            let message = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|m| m.as_string());
            told(Err(WorkerError::Died(message.unwrap_or_default())));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, inbox, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a message, now or when the worker is ready.
    pub fn send(&self, message: ToWorker) {
        match &mut *self.inbox.borrow_mut() {
            Inbox::Waiting(messages) => messages.push(message),
            Inbox::Ready => post(&self.worker, &message),
        }
    }
}

fn post(worker: &Worker, message: &ToWorker) {
    let bytes = Uint8Array::from(encode(message).as_slice());
    // Posting plain bytes does not fail; to a dead worker it does nothing, and its death is told.
    let _ = worker.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
