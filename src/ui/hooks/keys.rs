//! Space plays and pauses, arrows step, R resets.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::Store;
use crate::ui::browser;
use crate::ui::state::Action;

/// Listens on the whole page, except where a control needs the key itself.
#[hook]
pub fn use_keys(store: &Store) {
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&browser::document(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
                let tag = target.map(|t| t.tag_name()).unwrap_or_default();
                let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
                if modified || matches!(tag.as_str(), "INPUT" | "SELECT" | "TEXTAREA") {
                    return;
                }
                let action = match event.key().as_str() {
                    // Space on a focused button presses that button.
                    " " if tag != "BUTTON" => Action::TogglePlay,
                    "ArrowRight" => Action::Step,
                    "ArrowLeft" => Action::StepBack,
                    "r" | "R" => Action::Reset,
                    _ => return,
                };
                event.prevent_default();
                dispatcher.dispatch(action);
            });
        move || drop(listener)
    });
}
