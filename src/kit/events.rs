//! What events say.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// The element an event comes from.
pub fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The value of the input or select an event comes from.
pub fn value_of(event: &Event) -> String {
    let input = target::<HtmlInputElement>(event).map(|input| input.value());
    input.or_else(|| target::<HtmlSelectElement>(event).map(|select| select.value())).unwrap_or_default()
}

/// Arrow keys go from one element to its neighbours.
pub fn walk(event: KeyboardEvent) {
    let Some(own) = target::<HtmlElement>(&event) else { return };
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => own.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => own.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // An element in the page can be focused.
        let _ = next.focus();
    }
}
