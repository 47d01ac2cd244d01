//! Name, data and net, examples and settings, language and theme.

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::settings::Settings;
use super::{View, Window};
use crate::link::{LANGS, Lang, Theme};
use crate::ui::state::Action;

/// The page's head.
pub fn header(view: &View) -> Html {
    let words = view.words;
    let theme = if view.dark { Theme::Light } else { Theme::Dark };
    let opens = |window: Window, name: &'static str, id: &'static str| {
        html! { <button type="button" {id} onclick={view.on_open.reform(move |_| window.clone())}>{ name }</button> }
    };
    html! {
        <header class="head">
            <h1>{ "LC Lab" }</h1>
            <p class="tagline">{ words.tagline }</p>
            <Settings {words} lab={view.lab.clone()} on={view.on.clone()} all=false />
            <div class="tools">
                { opens(Window::Presets, words.presets.open, "presets") }
                { opens(Window::Settings, words.settings.open, "settings") }
                <div role="group" aria-label={words.language} class="switch langs">
                    { for LANGS.iter().map(|&(code, lang)| html! {
                        <button type="button" lang={code} aria-pressed={(lang == view.lab.lang()).to_string()}
                            onclick={view.on.reform(move |_| Action::SetLang(lang))}>
                            { if lang == Lang::Ja { "日本語" } else { "English" } }
                        </button>
                    }) }
                </div>
                <button type="button" class="icon" aria-label={words.theme} title={words.theme}
                    onclick={view.on.reform(move |_| Action::SetTheme(theme))}>
                    { icon(if view.dark { Icon::Sun } else { Icon::Moon }) }
                </button>
                <button type="button" class="icon" id="keys" aria-label={words.keys.open} title={words.keys.open}
                    onclick={view.on_open.reform(|_| Window::Keys)}>{ "?" }</button>
            </div>
        </header>
    }
}
