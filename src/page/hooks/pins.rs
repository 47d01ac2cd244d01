//! Pinned runs survive in the browser's storage, where there is one, and are shared by the windows of a browser.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

use super::Store;
use crate::kit::browser;
use crate::labs::runs::{Pin, merge_pins, read_old_pins, read_pins, write_pins};
use crate::page::Action;

/// Where they are kept, and where the first version of the page kept them.
const KEY: &str = "lc-lab:pins:2";
const OLD_KEY: &str = "lc-lab:pins:1";

/// Sandboxed pages have no storage, and asking for it is an error.
fn has_storage() -> bool {
    browser::window().local_storage().is_ok_and(|storage| storage.is_some())
}

/// The runs pinned before.
pub fn stored_pins() -> Vec<Pin> {
    if !has_storage() {
        return Vec::new();
    }
    let item = |key| LocalStorage::raw().get_item(key).ok().flatten();
    match item(KEY) {
        Some(stored) => read_pins(&stored),
        None => read_old_pins(&item(OLD_KEY).unwrap_or_default()),
    }
}

/// Keeps them, and hears of those that other windows make.
#[hook]
pub fn use_pins(store: &Store) {
    // As they were when storage and window were last equal.
    let known = use_mut_ref(|| (*store.pins).clone());
    let dispatcher = store.dispatcher();
    {
        let (known, dispatcher) = (known.clone(), dispatcher.clone());
        use_effect_with(store.pins.clone(), move |pins| {
            // What has just been read need not be written.
            if **pins == *known.borrow() || !has_storage() {
                return;
            }
            let merged = merge_pins(&stored_pins(), &known.borrow(), pins);
            // A full storage forgets pins with the page; nothing else is lost.
            let _ = LocalStorage::raw().set_item(KEY, &write_pins(&merged));
            known.replace(merged.clone());
            if merged != **pins {
                dispatcher.dispatch(Action::ReplacePins(merged));
            }
        });
    }
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::window(), "storage", move |event| {
            let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
            // Without a key everything was cleared.
            if key.is_none_or(|key| key == KEY) {
                let pins = stored_pins();
                known.replace(pins.clone());
                dispatcher.dispatch(Action::ReplacePins(pins));
            }
        });
        move || drop(listener)
    });
}
