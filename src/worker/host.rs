//! Where runs are computed: a desk with its turns and its files, in a worker or, where there can be none, in the page itself.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use super::desk::Desk;
use super::fetch::fetch_files;
use super::wire;
use crate::experiment::DataKind;
use crate::protocol::{BUILD, FromWorker, ToWorker, decode, encode};

/// How long is computed before messages are looked for.
const SLICE_SECONDS: f64 = 0.012;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds on the monotonic clock of wherever this is.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// A desk that is worked at between the messages to whoever else is on its thread.
pub struct Host {
    desk: Rc<RefCell<Desk>>,
    turn: Turn,
    send: Rc<dyn Fn(FromWorker)>,
}

impl Host {
    /// One that tells what it has to tell by `send`, never while it is told something itself.
    pub fn new(send: impl Fn(FromWorker) + 'static) -> Self {
        let host = Self { desk: Rc::default(), turn: Turn::new(), send: Rc::new(send) };
        let (desk, turn, send) = (host.desk.clone(), host.turn.clone(), host.send.clone());
        host.turn.on(Closure::<dyn FnMut()>::new(move || {
            let mut desk = desk.borrow_mut();
            desk.work(SLICE_SECONDS, &|| now() / 1000.0, &mut |message| send(message));
            if desk.is_busy() {
                turn.ask();
            }
        }));
        host
    }

    /// Takes a message.
    pub fn receive(&self, message: ToWorker) {
        let answer = self.desk.borrow_mut().receive(message);
        if let Some(answer) = answer {
            (self.send)(answer);
        }
        self.fetch_what_is_needed();
        self.turn.ask();
    }

    /// Fetches the files that runs wait for, each data set's on its own.
    fn fetch_what_is_needed(&self) {
        loop {
            let next = self.desk.borrow_mut().next_fetch();
            let Some(kind) = next else { return };
            let own = Self { desk: self.desk.clone(), turn: self.turn.clone(), send: self.send.clone() };
            wasm_bindgen_futures::spawn_local(async move {
                own.fetch(kind).await;
                own.fetch_what_is_needed();
                own.turn.ask();
            });
        }
    }

    /// Fetches the files of a data set, telling the run that waits for them how far that has come.
    async fn fetch(&self, kind: DataKind) {
        let told = |received, of, preview| {
            let waiting = self.desk.borrow().waits_for_files();
            if let Some((run, _)) = waiting.filter(|(_, other)| *other == kind) {
                (self.send)(FromWorker::Loading { run, received, of, preview });
            }
        };
        let files = fetch_files(kind, told).await;
        let answer = self.desk.borrow_mut().supply(kind, files);
        if let Some(answer) = answer {
            (self.send)(answer);
        }
    }

    /// Nothing more is computed.
    pub fn end(&self) {
        self.turn.end();
    }
}

/// Serves this worker's messages from now on.
pub fn serve() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let script = js_sys::Reflect::get(&scope, &"lcLabBuild".into()).ok().and_then(|build| build.as_string());
    if script.as_deref() != Some(BUILD) {
        // What no page understands: it is told that this worker is not of its build.
        let _ = scope.post_message(&JsValue::NULL);
        return;
    }
    let panicked = scope.clone();
    std::panic::set_hook(Box::new(move |info| {
        post(&panicked, FromWorker::Panicked { message: info.to_string() });
    }));
    let sender = scope.clone();
    let host = Host::new(move |message| post(&sender, message));
    let on_message = {
        let scope = scope.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            match decode::<ToWorker>(wire::open(&event.data())) {
                Ok(message) => host.receive(message),
                Err(error) => post(&scope, FromWorker::Panicked { message: error.to_string() }),
            }
        })
    };
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    post(&scope, FromWorker::Ready { build: BUILD.to_owned() });
}

/// Posts a message; its bytes are transferred, not copied.
fn post(scope: &DedicatedWorkerGlobalScope, message: FromWorker) {
    let (arrays, buffers) = wire::pack(&encode(message));
    // Posting plain bytes from a living worker does not fail.
    let _ = scope.post_message_with_transfer(&arrays, &buffers);
}

/// Asks the event loop for a turn after the messages already waiting: a message to oneself,
/// because timers are held back to 4 ms.
#[derive(Clone)]
struct Turn {
    here: MessagePort,
    there: MessagePort,
    asked: Rc<Cell<bool>>,
}

impl Turn {
    fn new() -> Self {
        let channel = MessageChannel::new().expect("there are message channels wherever there are workers");
        Self { here: channel.port1(), there: channel.port2(), asked: Rc::default() }
    }

    fn ask(&self) {
        if !self.asked.replace(true) {
            let _ = self.there.post_message(&JsValue::NULL);
        }
    }

    fn on(&self, callback: Closure<dyn FnMut()>) {
        let asked = self.asked.clone();
        let turn = Closure::<dyn FnMut()>::new(move || {
            asked.replace(false);
            let function: &js_sys::Function = callback.as_ref().unchecked_ref();
            let _ = function.call0(&JsValue::NULL);
        });
        self.here.set_onmessage(Some(turn.into_js_value().unchecked_ref()));
    }

    fn end(&self) {
        self.here.set_onmessage(None);
        self.here.close();
    }
}
