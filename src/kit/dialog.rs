//! A window over the page: the browser's own dialog, which keeps the focus and goes at Escape.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::browser;
use super::icon::{Icon, icon};
use super::stage::use_stage;

/// Properties of [`Dialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it is called.
    pub title: AttrValue,
    /// Its class.
    pub class: Classes,
    /// Told when it has closed.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A dialog; it is there until it closes.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let words = use_stage().words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before =
                browser::document().active_element().and_then(|own| own.dyn_into::<HtmlElement>().ok());
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // Fails only if it is open already.
                let _ = dialog.show_modal();
            }
            move || {
                // A dialog taken out of the page while it is open leaves the focus nowhere, and while it is open nothing
                // else can have it.
                if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                    dialog.close();
                }
                if let Some(before) = before {
                    let _ = before.focus();
                }
            }
        });
    }
    let close = {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    html! {
        <dialog ref={node} class={props.class.clone()} aria-label={props.title.clone()}
            onclose={props.on_close.reform(|_: Event| ())}>
            <div class="dialog-head">
                <h2>{ &props.title }</h2>
                <button type="button" class="icon" aria-label={words.close} title={words.close} onclick={close}>
                    { icon(Icon::Close) }
                </button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}
