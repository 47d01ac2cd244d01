//! What is tried: nets, choices, seeds; what of it is computed, and files of it.

use yew::prelude::*;

use super::{Scene, read};
use crate::experiment::{Setting, SweepSpec};
use crate::kit::{Stage, target};
use crate::labs::runs::view::setting_row;
use crate::labs::runs::words::words as runs_words;
use crate::labs::tradeoff::state::Act;

/// What is tried, in a row.
pub(super) fn tried(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let (words, state) = (&scene.words.work, scene.state);
    let configure = on.reform(|spec: SweepSpec| Act::Configure(Box::new(spec)));
    let row = |setting: Setting, (name, title): (&'static str, &'static str), id: &'static str| {
        setting_row(&state.spec, setting, Some((name, title, id)), &configure)
    };
    html! {
        <section class="tried" aria-label={words.label}>
            <h2>{ words.label }</h2>
            <div class="rows">
                { row(Setting::Nets, words.nets, "nets") }
                { row(Setting::Panes, words.choices, "choices") }
                { row(Setting::Seeds, words.seeds, "seeds") }
                { row(Setting::Valid, words.valid, "valid") }
            </div>
            { files(stage, scene, on) }
        </section>
    }
}

/// How far it has come.
pub(super) fn progress(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let (words, state) = (&scene.words.work, scene.state);
    let button = |id: &str, name: &'static str, act: Act| {
        let onclick = on.reform(move |_: MouseEvent| act.clone());
        html! { <button type="button" id={stage.id(id)} {onclick}>{ name }</button> }
    };
    let (known, of) = state.count();
    let now = match &state.work {
        Some(work) => {
            let trouble = work.failed.as_ref().map(|reason| (runs_words(stage.lang).pane.failed)(reason));
            html! {
                <>
                    <progress max={work.of.to_string()} value={work.done.to_string()} aria-label={words.label}></progress>
                    <span>{ (words.progress)(work.done, work.of, work.seconds_left()) }</span>
                    if let Some(trouble) = trouble {
                        <span class="wrong" role="alert">{ trouble }</span>
                        { button("retry", words.retry, Act::Pause(false)) }
                    } else if work.paused {
                        <span>{ words.paused }</span>
                        { button("resume", words.resume, Act::Pause(false)) }
                    } else {
                        { button("pause", words.pause, Act::Pause(true)) }
                    }
                    { button("stop", words.stop, Act::Stop) }
                </>
            }
        }
        None if state.is_waiting() => html! { <span>{ scene.words.answer.waiting }</span> },
        None if known < of => {
            let (seconds, measured) = state.estimate();
            html! {
                <>
                    <span>{ (words.missing)(of - known, seconds, measured) }</span>
                    { button("compute", words.start, Act::Start) }
                </>
            }
        }
        None => html! { <span>{ (words.all_there)(of) }</span> },
    };
    html! {
        <p class="progress" id={stage.id("progress")}>
            { now }
            if state.sweep.beyond > 0 {
                <span class="wrong">{ (words.beyond)(state.sweep.beyond) }</span>
            }
        </p>
    }
}

/// Files of results.
fn files(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let (words, state) = (&scene.words.file, scene.state);
    let onchange = {
        let on = on.clone();
        Callback::from(move |event: Event| {
            let Some(input) = target::<web_sys::HtmlInputElement>(&event) else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                read(&file, &on);
            }
            // The same file may be chosen again.
            input.set_value("");
        })
    };
    let told = state.file.as_ref().map(|file| {
        let (bad, count) = &file.bad;
        html! {
            <span class="told" role="status">
                { (words.read)(&file.name, file.cells) }
                { for bad.iter().map(|&(line, why)| html! { <span class="wrong">{ " " }{ (words.bad)(line, why) }</span> }) }
                if *count > bad.len() {
                    { " " }{ (words.more_bad)(count - bad.len()) }
                }
                { " " }<button type="button" onclick={on.reform(|_: MouseEvent| Act::DismissFile)}>{ words.dismiss }</button>
            </span>
        }
    });
    html! {
        <p class="files">
            <label class="button" title={words.hint}>{ words.open }<input type="file" id={stage.id("results")} class="visually-hidden" accept=".jsonl,.json,.txt" {onchange} /></label>
            <span class="hint">{ words.hint }</span>
            if let Some((name, share)) = state.reading() {
                <span role="status">{ (words.reading)(name, share) }</span>
            }
            { told }
        </p>
    }
}
