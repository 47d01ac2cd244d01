//! Pinned runs survive in the browser's storage, where there is one, and are shared by the windows of a browser.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

use super::Store;
use crate::kit::browser;
use crate::labs::runs::{Pin, Stored, merge_pins, read_old_pins, read_pins, set_aside, write_pins};
use crate::page::Action;

/// Where they are kept, where the first version of the page kept them, and what could not be read.
const KEY: &str = "lc-lab:pins:2";
const OLD_KEY: &str = "lc-lab:pins:1";
const ASIDE: &str = "lc-lab:aside:1";

/// Sandboxed pages have no storage, and asking for it is an error.
fn storage() -> Option<web_sys::Storage> {
    browser::window().local_storage().ok().flatten()
}

fn item(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// What was stored, and under which name.
fn stored() -> (&'static str, Stored) {
    match item(KEY) {
        Some(stored) => (KEY, read_pins(&stored)),
        None => (OLD_KEY, read_old_pins(&item(OLD_KEY).unwrap_or_default())),
    }
}

/// The runs pinned before.
pub fn stored_pins() -> Vec<Pin> {
    stored().1.pins
}

/// Puts what cannot be read where nothing overwrites it. Whether it is there.
fn put_aside(storage: &web_sys::Storage, bad: &str) -> bool {
    let before = item(ASIDE).unwrap_or_default();
    match set_aside(&before, bad) {
        Some(all) => storage.set_item(ASIDE, &all).is_ok(),
        None => before.contains(bad),
    }
}

/// Gives the viewer what was set aside, and is rid of it.
pub fn save_aside() {
    let (Some(storage), Some(aside)) = (storage(), item(ASIDE)) else { return };
    if browser::download("lc-lab-set-aside.txt", "text/plain", &aside).is_err() {
        return;
    }
    // What lies where it cannot be read would be found again.
    let (key, Stored { pins, bad }) = stored();
    if bad.is_some() {
        let _ = if key == KEY { storage.set_item(KEY, &write_pins(&pins)) } else { storage.remove_item(key) };
    }
    let _ = storage.remove_item(ASIDE);
}

/// Keeps them, and hears of those that other windows make.
#[hook]
pub fn use_pins(store: &Store) {
    // As they were when storage and window were last equal.
    let known = use_mut_ref(|| (*store.pins).clone());
    let dispatcher = store.dispatcher();
    use_effect_with((), {
        let dispatcher = dispatcher.clone();
        move |()| {
            let set = storage().zip(stored().1.bad).is_some_and(|(storage, bad)| put_aside(&storage, &bad));
            if set || item(ASIDE).is_some() {
                dispatcher.dispatch(Action::Aside(true));
            }
        }
    });
    {
        let (known, dispatcher) = (known.clone(), dispatcher.clone());
        use_effect_with(store.pins.clone(), move |pins| {
            // What has just been read need not be written.
            if **pins == *known.borrow() {
                return;
            }
            // In a sandbox nobody expects to find anything another day.
            let Some(storage) = storage() else { return };
            let Stored { pins: before, bad } = stored().1;
            let merged = merge_pins(&before, &known.borrow(), pins);
            // Nothing is written over what has no other place.
            let free = bad.is_none_or(|bad| put_aside(&storage, &bad));
            if !free || storage.set_item(KEY, &write_pins(&merged)).is_err() {
                dispatcher.dispatch(Action::NotKept);
                return;
            }
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
