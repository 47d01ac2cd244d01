//! The keys of the whole page: see the list it shows for `?`.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::Store;
use crate::kit::{browser, target};
use crate::page::{Action, Asked, Focus, Held, Window, asked};

/// What an element does with keys itself; `by_keyboard` if it got the focus that way. Browsers' own notion of it,
/// `:focus-visible`, is true again as soon as a key is pressed.
fn focus(element: &Element, by_keyboard: bool) -> Focus {
    let within = |selector| element.closest(selector).is_ok_and(|found| found.is_some());
    let kind = element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::type_);
    let pressed = matches!(element.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY")
        || kind.as_deref() == Some("checkbox");
    let written = match kind.as_deref() {
        Some("range" | "checkbox") => false,
        Some(_) => true,
        None => matches!(element.tag_name().as_str(), "SELECT" | "TEXTAREA"),
    };
    Focus {
        keys: written || within("dialog, .own-keys"),
        arrows: kind.as_deref() == Some("range") || within(".own-arrows"),
        space: pressed && by_keyboard,
    }
}

/// Listens within an element, or on all of the document, except where a control needs the key itself.
#[hook]
pub fn use_keys(store: &Store, within: Option<Element>) {
    let dispatcher = store.dispatcher();
    let current = use_mut_ref(|| store.clone());
    current.replace(store.clone());
    use_effect_with((), move |()| {
        // A Space that plays must not press the button as well, which browsers do when the key comes up.
        let played = Rc::new(Cell::new(false));
        // How the focus got where it is, and what hand was at work last.
        let (focused, pointing) = (Rc::new(Cell::new(true)), Rc::new(Cell::new(false)));
        let on_pointer = {
            let (focused, pointing) = (focused.clone(), pointing.clone());
            move |event: &Event| {
                pointing.set(true);
                // What has the focus already gets it once more, so to speak.
                let target = target::<web_sys::Node>(event);
                let own = browser::document().active_element();
                if own.is_some_and(|own| own.contains(target.as_ref())) {
                    focused.set(false);
                }
            }
        };
        let on_focus = {
            let (focused, pointing) = (focused.clone(), pointing.clone());
            move |_: &Event| focused.set(!pointing.get())
        };
        let on_down = {
            let played = played.clone();
            move |event: &Event| {
                pointing.set(false);
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let target = target::<Element>(event);
                let held = match (event.ctrl_key() || event.meta_key(), event.shift_key(), event.alt_key()) {
                    (false, _, false) => Held::Nothing,
                    (true, false, false) => Held::Command,
                    (true, true, false) => Held::CommandShift,
                    (.., true) => Held::Other,
                };
                let focus = target.as_ref().map(|t| focus(t, focused.get())).unwrap_or_default();
                let store = current.borrow().clone();
                let Some(asked) = asked(&store, &event.key(), held, focus) else { return };
                event.prevent_default();
                played.set(event.key() == " ");
                match asked {
                    // A key held down is one wish.
                    Asked::Do(_) if event.key() == " " && event.repeat() => {}
                    Asked::Do(act) => dispatcher.dispatch(Action::Lab(act)),
                    Asked::Present(on) => dispatcher.dispatch(Action::Present(on)),
                    Asked::Undo => dispatcher.dispatch(Action::Undo),
                    Asked::Redo => dispatcher.dispatch(Action::Redo),
                    Asked::Help => dispatcher.dispatch(Action::Show(Some(Window::About))),
                }
            }
        };
        let on_up = move |event: &Event| {
            if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == " ")
                && played.replace(false)
            {
                event.prevent_default();
            }
        };
        let options = EventListenerOptions::enable_prevent_default;
        let place: EventTarget = within.map_or_else(|| browser::document().into(), Into::into);
        let early = EventListenerOptions::run_in_capture_phase;
        let listeners = [
            EventListener::new_with_options(&place, "pointerdown", early(), on_pointer),
            EventListener::new_with_options(&place, "focusin", early(), on_focus),
            EventListener::new_with_options(&place, "keydown", options(), on_down),
            EventListener::new_with_options(&place, "keyup", options(), on_up),
        ];
        move || drop(listeners)
    });
}
