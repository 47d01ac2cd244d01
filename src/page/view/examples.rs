//! Examples to load.

use yew::prelude::*;

use crate::experiment::{PRESETS, Preset, PresetName};
use crate::kit::{Dialog, Stage};
use crate::link::{Eye, Link, Playback};
use crate::page::Action;
use crate::page::words::{ExamplesWords, words};

/// Cards, those that work before those that fail. What is chosen for the eye stays.
pub fn examples(stage: &Stage, eye: Eye, on: &Callback<Action>) -> Html {
    let words = &words(stage.lang).examples;
    let group = |fails: bool| PRESETS.iter().filter(move |preset| preset.fails == fails);
    html! {
        <Dialog title={words.open} class="presets" on_close={on.reform(|()| Action::Show(None))}>
            { for [(words.works, false), (words.fails, true)].map(|(title, fails)| html! {
                <section>
                    <h3>{ title }</h3>
                    <ul class="cards">{ for group(fails).map(|preset| card(stage, preset, eye, on)) }</ul>
                </section>
            }) }
        </Dialog>
    }
}

/// Where an example is: it plays by itself, where motion is welcome.
pub fn address(preset: &Preset, eye: Eye, stage: &Stage) -> String {
    let (link, _) = Link::parse(preset.link);
    let playback = Playback { play: !stage.reduced, ..Playback::default() };
    stage.href(&Link { eye, lab: link.lab.played(&playback) }.to_string())
}

/// A link like any other: it can be copied, opened in a new tab, and gone back from.
fn card(stage: &Stage, preset: &'static Preset, eye: Eye, on: &Callback<Action>) -> Html {
    let words = &words(stage.lang).examples;
    let (title, about) = (words.about)(preset.name);
    let name = preset.name.to_string();
    let choose = on.reform(|name: PresetName| Action::Tell(Some(name)));
    let close = on.reform(|()| Action::Show(None));
    let onclick = Callback::from(move |_: MouseEvent| {
        choose.emit(preset.name);
        close.emit(());
    });
    html! {
        <li>
            <a class="card" href={address(preset, eye, stage)} data-preset={name.clone()} {onclick}>
                <img src={format!("presets/{name}.svg")} alt="" loading="lazy" width="320" height="150" />
                <strong>{ title }</strong>
                { ends(preset, words) }
                <span>{ about }</span>
            </a>
        </li>
    }
}

/// What it ends with: the 32-bit net, and then each run by its number.
fn ends(preset: &Preset, words: &ExamplesWords) -> Html {
    let errors = preset.name != PresetName::Superres;
    let told = |end: &f64| if errors { format!("{end:.1} %") } else { format!("{end:.2}") };
    let Some((reference, runs)) = preset.ends.split_first() else { return html! {} };
    html! {
        <span class="ends">
            { if errors { words.wrong } else { words.loss } }{ " · " }{ words.bits }{ " " }{ told(reference) }
            { for runs.iter().enumerate().map(|(i, end)| html! {
                <><span class="badge">{ i + 1 }</span>{ " " }<b>{ told(end) }</b></>
            }) }
        </span>
    }
}
