//! What was wrong with a link or a change.

use yew::prelude::*;

use crate::kit::{Icon, icon, use_stage};
use crate::link::Notice;
use crate::page::Action;
use crate::page::words::words;

/// Properties of [`Notices`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is to be told.
    pub notices: Vec<Notice>,
    /// Told what happens.
    pub on: Callback<Action>,
}

/// Dismissible notices.
#[component]
pub fn Notices(props: &Props) -> Html {
    let words = words(use_stage().lang);
    html! {
        <div class="notices" role="status">
            { for props.notices.iter().enumerate().map(|(i, notice)| html! {
                <p class="notice">
                    <span>{ (words.notice)(notice) }</span>
                    <button type="button" class="icon" aria-label={words.dismiss} title={words.dismiss}
                        onclick={props.on.reform(move |_| Action::Dismiss(i))}>{ icon(Icon::Close) }</button>
                </p>
            }) }
        </div>
    }
}
