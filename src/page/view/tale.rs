//! The story of the example that is shown.

use yew::prelude::*;

use super::examples::address;
use crate::experiment::Preset;
use crate::kit::{Icon, Stage, icon};
use crate::link::Eye;
use crate::page::Action;
use crate::page::words::words;

/// Its title and its text, the ways to its neighbours, and the way to be rid of it. What is chosen for the eye stays.
pub fn tale(stage: &Stage, preset: &'static Preset, eye: Eye, on: &Callback<Action>) -> Html {
    let (all, examples) = (words(stage.lang), &words(stage.lang).examples);
    let (title, about) = (examples.about)(preset.name);
    let beside = |step: isize, name: &'static str, sign: &'static str| {
        let other = Preset::beside(preset.name, step);
        let tell = on.reform(move |_: MouseEvent| Action::Tell(Some(other.name)));
        let title = format!("{name}: {}", (examples.about)(other.name).0);
        html! {
            <a class="icon" href={address(other, eye, stage)} aria-label={title.clone()} {title} onclick={tell}>{ sign }</a>
        }
    };
    html! {
        <section class="tale" aria-label={title}>
            <p><strong>{ title }</strong>{ " " }{ about }</p>
            { beside(-1, examples.previous, "‹") }
            { beside(1, examples.next, "›") }
            <button type="button" class="icon" aria-label={all.dismiss} title={all.dismiss}
                onclick={on.reform(|_: MouseEvent| Action::Tell(None))}>{ icon(Icon::Close) }</button>
        </section>
    }
}
