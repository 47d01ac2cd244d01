//! The address follows the state, and the state the address.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::Store;
use crate::ui::browser;
use crate::ui::state::{Action, Motion};

/// Keeps address and state together.
#[hook]
pub fn use_link(store: &Store) {
    // While something moves the address rests: browsers limit how often it may change.
    let resting = matches!(store.motion, Motion::Paused | Motion::Filling);
    let link = store.link().to_string();
    use_effect_with((resting, link), |(resting, link)| {
        if *resting && *link != browser::hash() {
            // An empty hash leaves the path alone, so that a default link stays as short as it was.
            let address = if link.is_empty() { path() } else { link.clone() };
            let history = browser::window().history();
            let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
            browser::announce("lc-lab:state", "link", &link.as_str().into());
        }
    });
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::window(), "hashchange", move |_| {
            dispatcher.dispatch(Action::Open(browser::hash()));
        });
        move || drop(listener)
    });
}

fn path() -> String {
    let location = browser::window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
