//! A window over the page: the browser's own dialog, which keeps the focus and goes at Escape.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};

/// A dialog; [`browser::after_render`](crate::ui::browser::after_render) opens it, and it is there until it closes.
pub fn dialog(view: &View, title: &str, class: &'static str, content: Html) -> Html {
    let words = &view.words.plot;
    let close = Callback::from(|event: MouseEvent| {
        let button = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let dialog = button.and_then(|button| button.closest("dialog").ok().flatten());
        if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
            dialog.close();
        }
    });
    html! {
        <dialog {class} aria-label={title.to_owned()} onclose={view.on_close.reform(|_: Event| ())}>
            <div class="dialog-head">
                <h2>{ title }</h2>
                <button type="button" class="icon" aria-label={words.close} title={words.close} onclick={close}>
                    { icon(Icon::Close) }
                </button>
            </div>
            { content }
        </dialog>
    }
}
