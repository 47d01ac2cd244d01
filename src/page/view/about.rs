//! What this is, who made what it stands on, and the keys.

use yew::prelude::*;

use super::offline::OfflineView;
use crate::kit::{Dialog, Stage};
use crate::page::words::words;

/// The window; told when it has closed.
pub fn about(stage: &Stage, on_close: Callback<()>) -> Html {
    let words = words(stage.lang);
    let (about, keys) = (&words.about, &words.keys);
    html! {
        <Dialog title={about.open} class="about" {on_close}>
            { for about.what.iter().map(|paragraph| html! { <p>{ *paragraph }</p> }) }
            <h3>{ keys.title }</h3>
            <dl>
                { for keys.list.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> }) }
            </dl>
            <h3>{ words.offline.title }</h3>
            <OfflineView />
            <h3>{ about.sources }</h3>
            <ul>
                { for about.credits.iter().map(|(before, name, address, after)| html! {
                    <li>{ *before }<a href={*address} target="_blank" rel="noopener">{ *name }</a>{ *after }</li>
                }) }
            </ul>
        </Dialog>
    }
}
