//! Name, labs, the lab's own controls, examples and settings, language and theme.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::LabKind;
use crate::kit::{Icon, Stage, icon, unless, use_stage, when};
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
    /// Whether there is something to undo, and to redo.
    pub can: [bool; 2],
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
    let open = use_state_eq(|| false);
    let flip = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let other = if stage.lang == Lang::En { Lang::Ja } else { Lang::En };
    let [back, forth] = props.can;
    let step = |can: bool, name: &'static str, key: &'static str, which: Icon, action: Action| {
        let on = unless(!can, on.reform(move |_: MouseEvent| action.clone()));
        html! {
            <button type="button" class="icon" aria-label={name} title={format!("{name} ({key})")} aria-disabled={when(!can)} onclick={on}>{ icon(which) }</button>
        }
    };
    html! {
        <header class={classes!("head", open.then_some("open"))}>
            <h1><a href={stage.href(&Link { lab: LabLink::of(LabKind::Opening), eye: props.eye }.to_string())}>{ "LC Lab" }</a></h1>
            <nav aria-label={words.labs_label} class="switch labs">
                { for LabKind::VARIANTS.iter().filter(|lab| **lab != LabKind::Opening).map(|&lab| tab(props, lab, (words.labs)(lab), &stage)) }
            </nav>
            <span class="grow"></span>
            <button type="button" class="icon menu" aria-label={words.menu} title={words.menu} aria-expanded={open.to_string()} onclick={flip}>{ icon(Icon::Menu) }</button>
            { props.children.clone() }
            <div class="tools">
                { step(back, words.undo, "Ctrl Z", Icon::Undo, Action::Undo) }
                { step(forth, words.redo, "Ctrl Shift Z", Icon::Redo, Action::Redo) }
                <button type="button" id={stage.id("presets")} onclick={opens(Window::Examples)}>{ words.examples.open }</button>
                if !opening {
                    <button type="button" class="icon" id={stage.id("settings")} aria-label={words.settings} title={words.settings} onclick={opens(Window::Settings)}>{ icon(Icon::Sliders) }</button>
                }
                <button type="button" class="lang" lang={other.code()} onclick={on.reform(move |_| Action::SetLang(other))}>
                    { match other { Lang::En => "English", Lang::Ja => "日本語" } }
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
fn tab(props: &Props, lab: LabKind, name: &'static str, stage: &Stage) -> Html {
    let link = Link { lab: LabLink::of(lab), eye: props.eye };
    let current = props.lab == lab;
    html! { <a href={stage.href(&link.to_string())} aria-current={current.then_some("page")}>{ name }</a> }
}
