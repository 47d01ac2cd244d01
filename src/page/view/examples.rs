//! Examples to load.

use yew::prelude::*;

use crate::experiment::{PRESETS, Preset};
use crate::kit::{Dialog, Stage, use_stage};
use crate::link::{Eye, Link};
use crate::page::words::words;

/// Properties of [`Examples`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is chosen for the eye stays.
    pub eye: Eye,
    /// Told when the window is to close, or has closed.
    pub on_close: Callback<()>,
}

/// Cards, those that work before those that fail.
#[component]
pub fn Examples(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).examples;
    let group = |fails: bool| PRESETS.iter().filter(move |preset| preset.fails == fails);
    html! {
        <Dialog title={words.open} class="presets" on_close={props.on_close.clone()}>
            { for [(words.works, false), (words.fails, true)].map(|(title, fails)| html! {
                <section>
                    <h3>{ title }</h3>
                    <ul class="cards">{ for group(fails).map(|preset| card(props, preset, &stage)) }</ul>
                </section>
            }) }
        </Dialog>
    }
}

/// A link like any other: it can be copied, opened in a new tab, and gone back from.
fn card(props: &Props, preset: &Preset, stage: &Stage) -> Html {
    let (title, about) = (words(stage.lang).examples.about)(preset.name);
    let (link, _) = Link::parse(preset.link);
    let href = stage.href(&Link { eye: props.eye, ..link }.to_string());
    let name = preset.name.to_string();
    html! {
        <li>
            <a class="card" {href} data-preset={name.clone()} onclick={props.on_close.reform(|_: MouseEvent| ())}>
                <img src={format!("presets/{name}.png")} alt="" loading="lazy" width="320" height="150" />
                <strong>{ title }</strong>
                <span>{ about }</span>
            </a>
        </li>
    }
}
