//! The story of the example that is shown.

use yew::prelude::*;

use super::examples::address;
use crate::experiment::Preset;
use crate::kit::{Icon, icon, use_stage};
use crate::link::Eye;
use crate::page::Action;
use crate::page::words::words;

/// Properties of [`Tale`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The example.
    pub preset: &'static Preset,
    /// What is chosen for the eye stays.
    pub eye: Eye,
    /// Told what happens.
    pub on: Callback<Action>,
}

/// Its title and its text, the ways to its neighbours, and the way to be rid of it.
#[component]
pub fn Tale(props: &Props) -> Html {
    let stage = use_stage();
    let (all, examples) = (words(stage.lang), &words(stage.lang).examples);
    let (title, about) = (examples.about)(props.preset.name);
    let beside = |step: isize, name: &'static str, sign: &'static str| {
        let other = Preset::beside(props.preset.name, step);
        let on = props.on.reform(move |_: MouseEvent| Action::Tell(Some(other.name)));
        let title = format!("{name}: {}", (examples.about)(other.name).0);
        html! {
            <a class="icon" href={address(other, props.eye, &stage)} aria-label={title.clone()} {title} onclick={on}>{ sign }</a>
        }
    };
    html! {
        <section class="tale" aria-label={title}>
            <p><strong>{ title }</strong>{ " " }{ about }</p>
            { beside(-1, examples.previous, "‹") }
            { beside(1, examples.next, "›") }
            <button type="button" class="icon" aria-label={all.dismiss} title={all.dismiss}
                onclick={props.on.reform(|_: MouseEvent| Action::Tell(None))}>{ icon(Icon::Close) }</button>
        </section>
    }
}
