//! Name, labs, the lab's own controls, examples and settings, language and theme.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::LabKind;
use crate::kit::{Icon, Stage, icon, unless, when};
use crate::link::{Eye, LabLink, Lang, Link, Theme};
use crate::page::words::words;
use crate::page::{Action, Page, Window};

/// The page's head, around the lab's own controls. Where there is no room for all, `menu` opens it.
pub fn header(
    stage: &Stage,
    page: &Page,
    menu: &UseStateHandle<bool>,
    (own, on): (Html, &Callback<Action>),
) -> Html {
    let (words, dark) = (words(stage.lang), stage.screen.dark);
    let (lab, eye) = (page.lab.kind(), page.eye);
    let opening = lab == LabKind::Opening;
    let theme = if dark { Theme::Light } else { Theme::Dark };
    let opens = |window: Window| on.reform(move |_: MouseEvent| Action::Show(Some(window.clone())));
    let flip = {
        let menu = menu.clone();
        Callback::from(move |_: MouseEvent| menu.set(!*menu))
    };
    let other = if stage.lang == Lang::En { Lang::Ja } else { Lang::En };
    let [back, forth] = page.changes.can();
    let step = |can: bool, name: &'static str, key: &'static str, which: Icon, action: Action| {
        let on = unless(!can, on.reform(move |_: MouseEvent| action.clone()));
        html! {
            <button type="button" class="icon" aria-label={name} title={format!("{name} ({key})")} aria-disabled={when(!can)} onclick={on}>{ icon(which) }</button>
        }
    };
    html! {
        <header class={classes!("head", menu.then_some("open"))}>
            <h1><a href={stage.href(&Link { lab: LabLink::of(LabKind::Opening), eye }.to_string())}>{ "LC Lab" }</a></h1>
            <nav aria-label={words.labs_label} class="switch labs">
                { for LabKind::VARIANTS.iter().filter(|lab| **lab != LabKind::Opening).map(|&other| tab(stage, (other, lab == other), (words.labs)(other), eye)) }
            </nav>
            <span class="grow"></span>
            <button type="button" class="icon menu" aria-label={words.menu} title={words.menu} aria-expanded={menu.to_string()} onclick={flip}>{ icon(Icon::Menu) }</button>
            { own }
            <div class="tools">
                { step(back, words.undo, "Ctrl Z", Icon::Undo, Action::Undo) }
                { step(forth, words.redo, "Ctrl Shift Z", Icon::Redo, Action::Redo) }
                <button type="button" id={stage.id("presets")} onclick={opens(Window::Examples)}>{ words.examples.open }</button>
                if !opening {
                    <button type="button" class="icon" id={stage.id("settings")} aria-label={words.settings} title={words.settings} onclick={opens(Window::Settings)}>{ icon(Icon::Sliders) }</button>
                }
                <button type="button" class="icon" id={stage.id("share")} aria-label={words.share.open} title={words.share.open} onclick={opens(Window::Share)}>{ icon(Icon::Share) }</button>
                <button type="button" class="lang" lang={other.code()} onclick={on.reform(move |_| Action::SetLang(other))}>
                    { match other { Lang::En => "EN", Lang::Ja => "日本語" } }
                </button>
                <button type="button" class="icon" aria-label={words.theme} title={words.theme}
                    onclick={on.reform(move |_| Action::SetTheme(theme))}>
                    { icon(if dark { Icon::Sun } else { Icon::Moon }) }
                </button>
                <button type="button" class="icon" id={stage.id("about")} aria-label={words.about.open} title={words.about.open}
                    onclick={opens(Window::About)}>{ "?" }</button>
            </div>
        </header>
    }
}

/// A lab as a link like any other. What is chosen for the eye stays.
fn tab(stage: &Stage, (lab, current): (LabKind, bool), name: &'static str, eye: Eye) -> Html {
    let link = Link { lab: LabLink::of(lab), eye };
    html! { <a href={stage.href(&link.to_string())} aria-current={current.then_some("page")}>{ name }</a> }
}
