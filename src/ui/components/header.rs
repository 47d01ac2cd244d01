//! Name, what one sees, language and theme.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::link::{LANGS, Lang, Theme};
use crate::ui::state::Action;
use crate::ui::text::Text;

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub dark: bool,
    pub lang: Lang,
    /// Number of weights, once there is a net.
    pub weights: Option<usize>,
    pub on: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.dark == other.dark
            && self.lang == other.lang
            && self.weights == other.weights
            && self.on == other.on
    }
}

/// The page's head.
#[component]
pub fn Header(props: &Props) -> Html {
    let words = props.words;
    let lead = &words.lead;
    let theme = if props.dark { Theme::Light } else { Theme::Dark };
    html! {
        <header class="head">
            <div class="brand">
                <h1>{ "LC Lab" }</h1>
                <p class="tagline">{ words.tagline }</p>
                <div class="switches">
                    <div role="group" aria-label={words.language} class="langs">
                        { for LANGS.iter().map(|&(code, lang)| html! {
                            <button type="button" lang={code} aria-pressed={(lang == props.lang).to_string()}
                                onclick={props.on.reform(move |_| Action::SetLang(lang))}>
                                { if lang == Lang::Ja { "日本語" } else { "English" } }
                            </button>
                        }) }
                    </div>
                    <button type="button" class="icon" aria-label={words.theme} title={words.theme}
                        onclick={props.on.reform(move |_| Action::SetTheme(theme))}>
                        { icon(if props.dark { Icon::Sun } else { Icon::Moon }) }
                    </button>
                </div>
            </div>
            <p class="lead">
                { (lead.net)(props.weights) }
                <span class="l-step"><span class="dot" aria-hidden="true"></span>{ lead.weight }</span>
                { lead.and_thread }
                <span class="c-step"><span class="thread" aria-hidden="true"></span>{ lead.thread }</span>
                { lead.to_entry }
                <span class="entry"><span class="diamond" aria-hidden="true"></span>{ lead.entry }</span>
                { lead.end }
            </p>
        </header>
    }
}
