//! A window over the page: the browser's own dialog, which keeps the focus and goes at Escape.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::{Icon, icon};

/// Properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: AttrValue,
    pub close: &'static str,
    #[prop_or_default]
    pub class: Classes,
    pub on_close: Callback<()>,
    pub children: Html,
}

/// Open for as long as it is there.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                // Fails only if it is open already.
                let _ = dialog.show_modal();
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
                <h2>{ props.title.clone() }</h2>
                <button type="button" class="icon" aria-label={props.close} title={props.close} onclick={close}>
                    { icon(Icon::Close) }
                </button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}
