//! Examples to load.

use yew::prelude::*;

use super::View;
use super::dialog::dialog;
use crate::experiment::{PRESETS, Preset};
use crate::link::Link;
use crate::ui::browser;

/// Cards, those that work before those that fail.
pub fn presets(view: &View) -> Html {
    let words = &view.words.presets;
    let group = |fails: bool| PRESETS.iter().filter(move |preset| preset.fails == fails);
    let content = html! {
        <>
            { for [(words.works, false), (words.fails, true)].map(|(title, fails)| html! {
                <section>
                    <h3>{ title }</h3>
                    <ul class="cards">{ for group(fails).map(|preset| card(view, preset)) }</ul>
                </section>
            }) }
        </>
    };
    dialog(view, words.open, "presets", content)
}

/// A link like any other: it can be copied, opened in a new tab, and gone back from.
fn card(view: &View, preset: &Preset) -> Html {
    let (title, about) = (view.words.presets.about)(preset.name);
    let (mut link, _) = Link::parse(preset.link);
    // What is chosen for the eye stays.
    (link.view.lang, link.view.theme) = (view.lab.view.lang, view.lab.view.theme);
    let href = browser::address(&link.to_string());
    html! {
        <li>
            <a class="card" {href} data-preset={preset.name} onclick={view.on_close.reform(|_: MouseEvent| ())}>
                <img src={format!("presets/{}.png", preset.name)} alt="" loading="lazy" width="320" height="150" />
                <strong>{ title }</strong>
                <span>{ about }</span>
            </a>
        </li>
    }
}
