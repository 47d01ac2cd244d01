//! What this is, who made what it stands on, and the keys.

use yew::prelude::*;

use crate::kit::{Dialog, use_stage};
use crate::page::words::words;

/// Properties of [`About`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Told when the window has closed.
    pub on_close: Callback<()>,
}

/// The window.
#[component]
pub fn About(props: &Props) -> Html {
    let words = words(use_stage().lang);
    let (about, keys) = (&words.about, &words.keys);
    html! {
        <Dialog title={about.open} class="about" on_close={props.on_close.clone()}>
            { for about.what.iter().map(|paragraph| html! { <p>{ *paragraph }</p> }) }
            <h3>{ keys.title }</h3>
            <dl>
                { for keys.list.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
            <h3>{ about.sources }</h3>
            <ul>
                { for about.credits.iter().map(|(before, name, address, after)| html! {
                    <li>{ *before }<a href={*address} target="_blank" rel="noopener">{ *name }</a>{ *after }</li>
                }) }
            </ul>
        </Dialog>
    }
}
