//! What was wrong with a link.

use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::ui::state::Action;

/// Dismissible notices.
pub fn notices(view: &View) -> Html {
    let words = view.words;
    html! {
        <div class="notices" role="status">
            { for view.lab.notices.iter().enumerate().map(|(i, notice)| html! {
                <p class="notice">
                    <span>{ (words.notice)(notice) }</span>
                    <button type="button" class="icon" aria-label={words.dismiss} title={words.dismiss}
                        onclick={view.on.reform(move |_| Action::Dismiss(i))}>{ icon(Icon::Close) }</button>
                </p>
            }) }
        </div>
    }
}
