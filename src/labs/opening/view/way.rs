//! The way of the net that is trained: its weights, what happens to them, and the buttons that move them.

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use crate::kit::{Choice, DataTable, Icon, Plot, Same, Select, Slider, Stage, icon, minus, unless, when};
use crate::labs::opening::words::{OpeningWords, Telling, words};
use crate::labs::opening::{Act, Card, Cost, State, strip};
use crate::labs::runs::{self, Caption, Motion, Step, whole};
use crate::link::{Piece, Speed};

/// Strip, sentence, transport.
pub fn way(stage: &Stage, state: &Same<State>, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    let title = (words.strip)(state.spec.codebook().entries());
    let table = {
        let state = state.clone();
        Callback::from(move |()| table(&state, words))
    };
    html! {
        <>
            if stage.shows(Piece::Weights) {
                <section class="strip way" aria-label={title.clone()}>
                    <h3>{ title.clone() }</h3>
                    <Plot picture={Rc::new(strip(state, words))} class="main" title={title.clone()} label={title} {table} printed={(920, 168)} />
                    { telling(state, words) }
                </section>
            }
            if stage.shows(Piece::Transport) {
                { transport(stage, state, &on.reform(Act::Runs), words) }
            }
        </>
    }
}

/// What happens, beside what it happens to.
fn telling(state: &State, words: &'static OpeningWords) -> Html {
    let runs = &state.runs;
    let Some((frame, _)) = runs.panes.first().and_then(|pane| pane.around(runs.position)) else {
        return html! { <div class="telling"></div> };
    };
    let told = match runs.caption() {
        _ if state.is_at_the_end() => Telling::End {
            arrived: frame.has_arrived(),
            changed: 100.0 * frame.changed,
            works: !matches!(state.cost(Card::Trained), Some(Cost::Breaks(_))),
        },
        Some(Caption::Start) | None => Telling::Start,
        Some(Caption::Both) => Telling::Both,
        Some(Caption::L) => Telling::L,
        Some(Caption::C | Caption::End) => Telling::C,
        Some(Caption::Multipliers) => Telling::Pull,
    };
    let (lead, sentence) = (words.telling)(told, state.spec.values);
    let hue = match told {
        Telling::L => "l-step",
        Telling::C => "c-step",
        _ => "",
    };
    html! { <div class="telling"><p class={hue}><strong>{ lead }</strong></p><p>{ sentence }</p></div> }
}

fn transport(stage: &Stage, state: &State, on: &Callback<runs::Act>, words: &'static OpeningWords) -> Html {
    let all = runs::words::words(stage.lang);
    let (play, scrubber) = (stage.id("play"), stage.id("scrubber"));
    let runs = &state.runs;
    let playing = matches!(runs.motion, Motion::Playing | Motion::Stepping { .. } | Motion::Glimpse);
    let (last, iteration) = (runs.last_iteration(), whole(runs.position));
    let empty = runs.panes.iter().all(|pane| pane.frames.is_empty());
    let told = (all.transport.iteration)(runs.seen(), last);
    let scrub = on.reform(|place: String| runs::Act::Scrub(place.parse().unwrap_or(0)));
    let speed = on.reform(|chosen: String| runs::Act::SetSpeed(chosen.parse().unwrap_or_default()));
    let speeds: Vec<Choice> = Speed::VARIANTS
        .iter()
        .map(|&speed| (speed.to_string().into(), (all.transport.speed_name)(speed).into()))
        .collect();
    let phase = runs.caption().filter(|_| playing && runs.is_readable());
    let both = playing && !runs.is_readable();
    let steps = [
        (Step::L, "l-step", words.only_l, both || phase == Some(Caption::L)),
        (Step::C, "c-step", words.only_c, both || phase == Some(Caption::C)),
    ];
    // At the end the first step is meant.
    let can =
        |step| !playing && !empty && (runs.can_step(step) || (state.is_at_the_end() && step == Step::L));
    html! {
        <div class="transport own" role="group" aria-label={all.transport.label}>
            <button type="button" class="play" id={play} aria-disabled={when(empty)}
                onclick={unless(empty, on.reform(|_| runs::Act::TogglePlay))}>
                { icon(if playing { Icon::Pause } else { Icon::Play }) }
                <span>{ if playing { words.pause } else if state.is_at_the_end() { words.replay } else { words.play } }</span>
            </button>
            { for steps.into_iter().map(|(step, hue, name, lit)| html! {
                <button type="button" class={classes!("step", hue, lit.then_some("lit"))} aria-disabled={when(!can(step))}
                    onclick={unless(!can(step), on.reform(move |_| runs::Act::Step(step)))}>{ name }</button>
            }) }
            <label class="speed">
                <span class="visually-hidden">{ all.transport.speed }</span>
                <Select value={runs.playback.speed.to_string()} choices={speeds} on={speed} name={all.transport.speed} />
            </label>
            <Slider id={scrubber} range={(AttrValue::from("0"), AttrValue::from(last.to_string()), AttrValue::from("1"))}
                value={iteration.to_string()} name={all.transport.scrubber} told={told.clone()} on={scrub} />
            <output class="iteration">{ told }</output>
        </div>
    }
}

/// The values of every layer, and how many weights have each.
fn table(state: &State, words: &OpeningWords) -> DataTable {
    let frame =
        state.runs.panes.first().and_then(|pane| pane.around(state.runs.position)).map(|(frame, _)| frame);
    let layers = frame.into_iter().flat_map(|frame| frame.layers.iter().enumerate());
    let rows = layers.flat_map(|(l, layer)| {
        layer.codebook.iter().zip(layer.counts()).map(move |(value, own)| {
            #[expect(clippy::cast_precision_loss, reason = "counts of weights")]
            let share = 100.0 * own as f64 / layer.assignment.len().max(1) as f64;
            vec![(l + 1).to_string(), minus(&format!("{value:.5}")), format!("{share:.1}")]
        })
    });
    DataTable { head: vec!["#".to_owned(), words.one_value.to_owned(), "%".to_owned()], rows: rows.collect() }
}
