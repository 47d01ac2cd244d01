//! Media queries as values.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::ui::browser;

/// Whether a media query matches, kept up to date.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let matches = use_state(|| browser::media_matches(query));
    let set = matches.setter();
    use_effect_with((), move |()| {
        let list = browser::window().match_media(query).ok().flatten();
        let listener = list
            .map(|list| EventListener::new(&list, "change", move |_| set.set(browser::media_matches(query))));
        move || drop(listener)
    });
    *matches
}
