//! What was wrong with a link or a change.

use yew::prelude::*;

use crate::kit::{Icon, Stage, icon};
use crate::link::Notice;
use crate::page::Action;
use crate::page::words::words;

/// Dismissible notices.
pub fn notices(stage: &Stage, all: &[Notice], on: &Callback<Action>) -> Html {
    let words = words(stage.lang);
    html! {
        <div class="notices" role="status">
            { for all.iter().enumerate().map(|(i, notice)| html! {
                <p class="notice">
                    <span>{ (words.notice)(notice) }</span>
                    <button type="button" class="icon" aria-label={words.dismiss} title={words.dismiss}
                        onclick={on.reform(move |_| Action::Dismiss(i))}>{ icon(Icon::Close) }</button>
                </p>
            }) }
        </div>
    }
}
