//! The worker's side of the wire.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent, MessagePort};

use super::desk::Desk;
use super::fetch::fetch_files;
use super::wire;
use crate::experiment::DataKind;
use crate::protocol::{BUILD, FromWorker, ToWorker, decode, encode};

/// How long the worker computes before it looks for messages.
const SLICE_SECONDS: f64 = 0.012;

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
        send(&panicked, FromWorker::Panicked { message: info.to_string() });
    }));
    let (desk, turn) = (Rc::new(RefCell::new(Desk::default())), Turn::new());

    let on_turn = {
        let (scope, desk, turn) = (scope.clone(), desk.clone(), turn.clone());
        Closure::<dyn FnMut()>::new(move || {
            let clock = || scope.performance().map_or(0.0, |p| p.now() / 1000.0);
            let mut desk = desk.borrow_mut();
            desk.work(SLICE_SECONDS, &clock, &mut |message| send(&scope, message));
            if desk.is_busy() {
                turn.ask();
            }
        })
    };
    turn.on(on_turn);

    let on_message = {
        let scope = scope.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let answer = match decode::<ToWorker>(wire::open(&event.data())) {
                Ok(message) => desk.borrow_mut().receive(message),
                Err(error) => Some(FromWorker::Panicked { message: error.to_string() }),
            };
            if let Some(answer) = answer {
                send(&scope, answer);
            }
            fetch_what_is_needed(&scope, &desk, &turn);
            turn.ask();
        })
    };
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    send(&scope, FromWorker::Ready { build: BUILD.to_owned() });
}

/// Fetches the files that runs wait for, each data set's on its own.
fn fetch_what_is_needed(scope: &DedicatedWorkerGlobalScope, desk: &Rc<RefCell<Desk>>, turn: &Turn) {
    loop {
        let next = desk.borrow_mut().next_fetch();
        let Some(kind) = next else { return };
        let (scope, desk, turn) = (scope.clone(), desk.clone(), turn.clone());
        wasm_bindgen_futures::spawn_local(async move {
            fetch(&scope, &desk, kind).await;
            fetch_what_is_needed(&scope, &desk, &turn);
            turn.ask();
        });
    }
}

/// Fetches the files of a data set, telling the run that waits for them how far that has come.
async fn fetch(scope: &DedicatedWorkerGlobalScope, desk: &RefCell<Desk>, kind: DataKind) {
    let told = |received, of, preview| {
        let waiting = desk.borrow().waits_for_files();
        if let Some((run, _)) = waiting.filter(|(_, other)| *other == kind) {
            send(scope, FromWorker::Loading { run, received, of, preview });
        }
    };
    let files = fetch_files(scope, kind, told).await;
    let answer = desk.borrow_mut().supply(kind, files);
    if let Some(answer) = answer {
        send(scope, answer);
    }
}

/// Posts a message; its bytes are transferred, not copied.
fn send(scope: &DedicatedWorkerGlobalScope, message: FromWorker) {
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
    asked: Rc<RefCell<bool>>,
}

impl Turn {
    fn new() -> Self {
        let channel = MessageChannel::new().expect("every worker has message channels");
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
}
