//! Pinned runs survive in the browser's storage, where there is one.

use gloo_storage::{LocalStorage, Storage};
use yew::prelude::*;

use super::Store;
use crate::protocol::{decode, encode, from_hex, to_hex};
use crate::ui::browser;
use crate::ui::state::{MAX_PINS, Pin};

/// Where they are kept.
const KEY: &str = "lc-lab:pins:1";

/// Sandboxed pages have no storage, and asking for it is an error.
fn has_storage() -> bool {
    browser::window().local_storage().is_ok_and(|storage| storage.is_some())
}

/// The runs pinned before. What cannot be read is as good as nothing.
pub fn stored_pins() -> Vec<Pin> {
    if !has_storage() {
        return Vec::new();
    }
    let text = LocalStorage::raw().get_item(KEY).ok().flatten().unwrap_or_default();
    let mut pins: Vec<Pin> = from_hex(&text).and_then(|bytes| decode(&bytes).ok()).unwrap_or_default();
    pins.truncate(MAX_PINS);
    pins
}

/// Keeps them.
#[hook]
pub fn use_pins(store: &Store) {
    let first = use_mut_ref(|| true);
    use_effect_with(store.pins.clone(), move |pins| {
        // What has just been read need not be written.
        if !first.replace(false) && has_storage() {
            // A full storage forgets pins with the page; nothing else is lost.
            let _ = LocalStorage::raw().set_item(KEY, &to_hex(&encode(&**pins)));
        }
    });
}
