//! Who has the focus keeps it: what it is on does not vanish, and if it must, its neighbour gets it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};
use yew::Callback;

use super::events::target;

/// The value of `aria-disabled`. A button that can do nothing for now is not `disabled`: that would take the focus from
/// whoever has just pressed it.
pub fn when(idle: bool) -> Option<&'static str> {
    idle.then_some("true")
}

/// What a button does, unless it can do nothing for now.
pub fn unless<E: 'static>(idle: bool, on: Callback<E>) -> Callback<E> {
    if idle { Callback::noop() } else { on }
}

/// Gives the focus to the same part (`data-part`) of the element before its own: that one and its own are the
/// `selector`'s.
pub fn focus_before(event: &Event, selector: &str) {
    let found = || {
        let own = target::<Element>(event)?.closest("button").ok()??;
        let before = own.closest(selector).ok()??.previous_element_sibling()?;
        let class = own.get_attribute("data-part")?;
        before.query_selector(&format!("[data-part={class}]")).ok()??.dyn_into::<HtmlElement>().ok()
    };
    if let Some(element) = found() {
        // An element in the page can be focused.
        let _ = element.focus();
    }
}
