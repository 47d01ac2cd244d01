//! Name, labs, the lab's own controls, examples and settings, language and theme.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::LabKind;
use crate::kit::{Icon, Stage, icon, use_stage};
use crate::link::{Eye, LabLink, Lang, Link, Theme};
use crate::page::words::words;
use crate::page::{Action, Window};

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The lab that is open.
    pub lab: LabKind,
    /// What is chosen for the eye.
    pub eye: Eye,
    /// The lab's own controls.
    pub children: Html,
    /// Told what happens.
    pub on: Callback<Action>,
}

/// The page's head.
#[component]
pub fn Header(props: &Props) -> Html {
    let stage = use_stage();
    let (words, on, dark) = (words(stage.lang), &props.on, stage.screen.dark);
    let opening = props.lab == LabKind::Opening;
    let theme = if dark { Theme::Light } else { Theme::Dark };
    let opens = |window: Window| on.reform(move |_: MouseEvent| Action::Show(Some(window.clone())));
    html! {
        <header class="head">
            <h1><a href={stage.href(&Link { lab: LabLink::of(LabKind::Opening), eye: props.eye }.to_string())}>{ "LC Lab" }</a></h1>
            <nav aria-label={words.labs_label} class="switch labs">
                { for LabKind::VARIANTS.iter().filter(|lab| **lab != LabKind::Opening).map(|&lab| tab(props, lab, (words.labs)(lab), &stage)) }
            </nav>
            <p class="tagline">{ if opening { "" } else { words.tagline } }</p>
            { props.children.clone() }
            <div class="tools">
                <button type="button" id={stage.id("presets")} onclick={opens(Window::Examples)}>{ words.examples.open }</button>
                if !opening {
                    <button type="button" id={stage.id("settings")} onclick={opens(Window::Settings)}>{ words.settings }</button>
                }
                <div role="group" aria-label={words.language} class="switch langs">
                    { for Lang::VARIANTS.iter().map(|&lang| html! {
                        <button type="button" lang={lang.code()} aria-pressed={(lang == stage.lang).to_string()}
                            onclick={on.reform(move |_| Action::SetLang(lang))}>
                            { match lang { Lang::En => "English", Lang::Ja => "日本語" } }
                        </button>
                    }) }
                </div>
                <button type="button" class="icon" aria-label={words.theme} title={words.theme}
                    onclick={on.reform(move |_| Action::SetTheme(theme))}>
                    { icon(if dark { Icon::Sun } else { Icon::Moon }) }
                </button>
                <button type="button" class="icon" id={stage.id("keys")} aria-label={words.keys.open} title={words.keys.open}
                    onclick={opens(Window::Keys)}>{ "?" }</button>
            </div>
        </header>
    }
}

/// A lab as a link like any other. What is chosen for the eye stays.
fn tab(props: &Props, lab: LabKind, name: &'static str, stage: &Stage) -> Html {
    let link = Link { lab: LabLink::of(lab), eye: props.eye };
    let current = props.lab == lab;
    html! { <a href={stage.href(&link.to_string())} aria-current={current.then_some("page")}>{ name }</a> }
}
