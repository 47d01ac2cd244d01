//! Fetches the recordings that a lab waits for.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use super::Store;
use crate::experiment::Recording;
use crate::kit::browser;
use crate::page::Action;
use crate::protocol::BUILD;

/// A recording that is waited for is fetched, and given to the state; so is that there is none.
#[hook]
pub fn use_recordings(store: &Store) {
    let dispatcher = store.dispatcher();
    use_effect_with(store.lab.awaits(), move |awaited| {
        if let Some(name) = awaited.clone() {
            let heard = Closure::once_into_js(move |bytes: JsValue| {
                let bytes = bytes.dyn_into::<js_sys::Uint8Array>().ok().map(|bytes| bytes.to_vec());
                let replay = bytes.and_then(|bytes| Recording::from_plain(&bytes)?.replay().ok());
                dispatcher.dispatch(Action::Recording(name, replay.map(Rc::new)));
            });
            browser::fetch_inflated(
                &format!("records/{}.bin?{BUILD}", awaited.as_deref().unwrap_or_default()),
                &heard,
            );
        }
    });
}
