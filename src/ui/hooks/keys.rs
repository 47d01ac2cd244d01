//! The keys of the whole page: see the list it shows for `?`.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::Store;
use crate::link::Look;
use crate::ui::browser;
use crate::ui::state::{Action, Step};

/// Listens on the whole page, except where a control needs the key itself. `help` is asked for by `?`.
#[hook]
pub fn use_keys(store: &Store, help: Callback<()>) {
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener =
            EventListener::new_with_options(&browser::document(), "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
                let tag = target.as_ref().map(Element::tag_name).unwrap_or_default();
                let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
                let own = |selector| {
                    target.as_ref().is_some_and(|t| t.closest(selector).is_ok_and(|e| e.is_some()))
                };
                if modified
                    || matches!(tag.as_str(), "INPUT" | "SELECT" | "TEXTAREA")
                    || own("dialog, .own-keys")
                {
                    return;
                }
                let action = match event.key().as_str() {
                    // Space on a focused button presses that button.
                    " " if !matches!(tag.as_str(), "BUTTON" | "A" | "SUMMARY") => Action::TogglePlay,
                    "ArrowRight" => Action::Step(Step::Both),
                    "ArrowLeft" => Action::StepBack,
                    "l" | "L" => Action::Step(Step::L),
                    "c" | "C" => Action::Step(Step::C),
                    "r" | "R" => Action::Reset,
                    "p" | "P" => Action::TogglePenalty,
                    "1" => Action::SetLook(Look::Strip),
                    "2" => Action::SetLook(Look::Plane),
                    "3" => Action::SetLook(Look::Net),
                    "?" => {
                        help.emit(());
                        return;
                    }
                    _ => return,
                };
                event.prevent_default();
                dispatcher.dispatch(action);
            });
        move || drop(listener)
    });
}
