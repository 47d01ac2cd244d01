//! Reset, play, step, speed, scrubber; and the seed.

use strum::VariantArray;
use yew::prelude::*;

use crate::kit::{Choice, Field, Icon, Select, Slider, Stage, browser, icon, unless, when};
use crate::labs::runs::words::{RunsWords, three_digits, words};
use crate::labs::runs::{Act, Caption, Motion, ReferenceState, Runs, Step, whole};
use crate::link::Speed;

/// All there is to show of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    playing: bool,
    can_step: [bool; 3],
    /// Whether an L step and a C step is being taken.
    lit: [bool; 2],
    iteration: u32,
    seen: u32,
    last: u32,
    speed: Speed,
    mu: Option<f64>,
    busy: Busy,
}

/// What is being computed, if it is to be told.
#[derive(Clone, Debug, PartialEq)]
enum Busy {
    Training { done: u32, of: u32 },
    Recorded,
    Filling { computed: u32, of: u32 },
    No,
}

const STEPS: [Step; 3] = [Step::L, Step::C, Step::Both];

impl Shown {
    /// Of runs at a position, with the steps the reference net takes.
    pub fn of(runs: &Runs, position: f64, reference: u32) -> Self {
        let busy = match &runs.reference {
            ReferenceState::Training { done, failed: None, .. } => {
                Busy::Training { done: *done, of: reference }
            }
            _ if runs.panes.iter().all(|pane| pane.recorded) => Busy::Recorded,
            _ if runs.motion == Motion::Filling && runs.is_busy() => {
                Busy::Filling { computed: runs.computed(), of: runs.last_iteration() }
            }
            _ if runs.seen() < whole(position) => {
                Busy::Filling { computed: runs.seen(), of: whole(position) }
            }
            _ => Busy::No,
        };
        Self {
            playing: matches!(runs.motion, Motion::Playing | Motion::Stepping { .. }),
            can_step: STEPS.map(|step| runs.can_step(step)),
            lit: match (runs.motion, runs.caption()) {
                (Motion::Playing, Some(Caption::Both)) => [true; 2],
                (Motion::Playing | Motion::Stepping { .. }, caption) => {
                    [Caption::L, Caption::C].map(|step| caption == Some(step))
                }
                _ => [false; 2],
            },
            iteration: whole(position),
            seen: runs.seen().min(whole(position)),
            last: runs.last_iteration(),
            speed: runs.playback.speed,
            mu: runs.mu(position),
            busy,
        }
    }
}

/// The transport bar.
pub fn transport(stage: &Stage, shown: &Shown, on: &Callback<Act>) -> Html {
    let all = words(stage.lang);
    let words = &all.transport;
    let Shown { playing, last, iteration, .. } = *shown;
    let lit = shown.lit.into_iter().chain([false]);
    let scrub = on.reform(|place: String| Act::Scrub(place.parse().unwrap_or(0)));
    let speed = on.reform(|chosen: String| Act::SetSpeed(chosen.parse().unwrap_or_default()));
    let name = |&speed: &Speed| -> Choice { (speed.to_string().into(), (words.speed_name)(speed).into()) };
    let speeds: Vec<Choice> = Speed::VARIANTS.iter().map(name).collect();
    let steps = [
        (Step::L, "l-step", "L", words.only_l, "L"),
        (Step::C, "c-step", "C", words.only_c, "C"),
        (Step::Both, "", "L+C", words.step, "→"),
    ];
    html! {
        <section class="transport" aria-label={words.label}>
            <div class="buttons">
                <button type="button" class="icon reset" aria-label={words.reset} title={format!("{} (R)", words.reset)}
                    onclick={on.reform(|_| Act::Reset)}>{ icon(Icon::Reset) }</button>
                <button type="button" class="icon play" id={stage.id("play")}
                    aria-label={if playing { words.pause } else { words.play }}
                    title={format!("{} (Space)", if playing { words.pause } else { words.play })}
                    onclick={on.reform(|_| Act::TogglePlay)}>{ icon(if playing { Icon::Pause } else { Icon::Play }) }</button>
                <div role="group" class="switch steps" aria-label={words.step}>
                    { for steps.into_iter().zip(shown.can_step).zip(lit).map(|(((step, hue, short, name, key), can), lit)| html! {
                        <button type="button" class={classes!(hue, lit.then_some("lit"))} aria-label={format!("{short}: {name}")} title={format!("{name} ({key})")}
                            aria-disabled={when(playing || !can)} onclick={unless(playing || !can, on.reform(move |_| Act::Step(step)))}>{ short }</button>
                    }) }
                </div>
                <label class="speed">
                    <span class="visually-hidden">{ words.speed }</span>
                    <Select value={shown.speed.to_string()} choices={speeds} on={speed} name={words.speed} />
                </label>
            </div>
            <div class="scrub">
                <Slider id={stage.id("scrubber")} range={(AttrValue::from("0"), AttrValue::from(last.to_string()), AttrValue::from("1"))}
                    value={iteration.to_string()} name={words.scrubber} told={(words.iteration)(shown.seen, last)} on={scrub} />
                <output class="where">
                    <span class="iteration">{ (words.iteration)(shown.seen, last) }</span>
                    <span class="short" aria-hidden="true">{ format!("{}/{last}", shown.seen) }</span>
                    { status(shown, all) }
                </output>
            </div>
        </section>
    }
}

/// What is being computed; else how hard the penalty pulls.
fn status(shown: &Shown, words: &RunsWords) -> Html {
    let told = match shown.busy {
        Busy::Training { done, of } => (words.transport.training_reference)(done, of),
        Busy::Recorded => words.recorded.to_owned(),
        Busy::Filling { computed, of } => (words.transport.computing)(computed, of),
        Busy::No => match shown.mu {
            Some(mu) => (words.transport.mu)(&three_digits(mu)),
            None => return html! {},
        },
    };
    html! { <span class="status">{ told }</span> }
}

/// The seed, to be typed or drawn.
pub fn seed_field(stage: &Stage, seed: u32, on: &Callback<Act>) -> Html {
    let words = &words(stage.lang).transport;
    let dice = on.reform(|_: MouseEvent| Act::SetSeed(browser::fresh_seed()));
    html! {
        <div class="seed">
            <label>{ words.seed }{ " " }
                <Field value={seed.to_string()} keypad="numeric" longest="20" on={on.reform(Act::TypeSeed)} />
            </label>
            <button type="button" class="icon" aria-label={words.dice} title={words.dice} onclick={dice}>{ icon(Icon::Dice) }</button>
        </div>
    }
}
