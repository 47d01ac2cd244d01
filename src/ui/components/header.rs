//! Name, data and net, examples and settings, language and theme.

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::settings::Settings;
use super::toy::toy_choice;
use super::{View, Window};
use crate::experiment::{LabKind, Spec};
use crate::link::{self, LANGS, Lang, Link, Theme};
use crate::ui::browser;
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
            <nav aria-label={words.toy.labs_label} class="switch labs">
                { for LabKind::ALL.into_iter().zip(words.toy.labs).map(|((_, lab), name)| tab(view, lab, name)) }
            </nav>
            <p class="tagline">{ words.tagline }</p>
            if let Some(toy) = view.lab.toy() {
                { toy_choice(view, toy) }
            } else {
                <Settings {words} lab={view.lab.clone()} on={view.on.clone()} all=false />
            }
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

/// A lab as a link like any other. What is chosen for the eye stays.
fn tab(view: &View, lab: LabKind, name: &'static str) -> Html {
    let current = view.lab.spec.asked().lab == lab;
    let spec = Spec { lab, ..Spec::default() };
    let spec = Spec { panes: spec.usual_panes(), ..spec };
    let (lang, theme) = (view.lab.view.lang, view.lab.view.theme);
    let link = Link { spec, view: link::View { lang, theme, ..link::View::default() } };
    html! { <a href={browser::address(&link.to_string())} aria-current={current.then_some("page")}>{ name }</a> }
}
