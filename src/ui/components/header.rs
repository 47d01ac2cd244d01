//! Name, data and net, examples and settings, language and theme.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::settings::QuickSettings;
use crate::link::{LANGS, Lang, Theme};
use crate::ui::state::{Action, Lab};
use crate::ui::text::Text;

/// What opens over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Examples to load.
    Presets,
    /// All settings.
    Settings,
    /// The list of keys.
    Keys,
}

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub dark: bool,
    pub on: Callback<Action>,
    pub on_open: Callback<Window>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.dark == other.dark && std::ptr::eq(self.words, other.words) && self.lab.spec == other.lab.spec
    }
}

/// The page's head.
#[component]
pub fn Header(props: &Props) -> Html {
    let words = props.words;
    let theme = if props.dark { Theme::Light } else { Theme::Dark };
    let opens = |window: Window, name: &'static str, id: &'static str| {
        html! { <button type="button" {id} onclick={props.on_open.reform(move |_| window)}>{ name }</button> }
    };
    html! {
        <header class="head">
            <h1>{ "LC Lab" }</h1>
            <p class="tagline">{ words.tagline }</p>
            <QuickSettings {words} lab={props.lab.clone()} on={props.on.clone()} />
            <div class="tools">
                { opens(Window::Presets, words.presets.open, "presets") }
                { opens(Window::Settings, words.settings.open, "settings") }
                <div role="group" aria-label={words.language} class="switch langs">
                    { for LANGS.iter().map(|&(code, lang)| html! {
                        <button type="button" lang={code} aria-pressed={(lang == props.lab.lang()).to_string()}
                            onclick={props.on.reform(move |_| Action::SetLang(lang))}>
                            { if lang == Lang::Ja { "日本語" } else { "English" } }
                        </button>
                    }) }
                </div>
                <button type="button" class="icon" aria-label={words.theme} title={words.theme}
                    onclick={props.on.reform(move |_| Action::SetTheme(theme))}>
                    { icon(if props.dark { Icon::Sun } else { Icon::Moon }) }
                </button>
                <button type="button" class="icon" id="keys" aria-label={words.keys.open} title={words.keys.open}
                    onclick={props.on_open.reform(|_| Window::Keys)}>{ "?" }</button>
            </div>
        </header>
    }
}
