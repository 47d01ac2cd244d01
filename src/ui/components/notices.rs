//! What was wrong with a link.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::link::Notice;
use crate::ui::state::Action;
use crate::ui::text::Text;

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub notices: Vec<Notice>,
    pub on: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.notices == other.notices && self.on == other.on
    }
}

/// Dismissible notices.
#[component]
pub fn Notices(props: &Props) -> Html {
    let words = props.words;
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
