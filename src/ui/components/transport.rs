//! Reset, play, step, speed, scrubber, seed.

use yew::prelude::*;

use super::View;
use super::field::{Choice, Field, Select, Slider};
use super::icon::{Icon, icon};
use crate::link::SPEEDS;
use crate::ui::browser;
use crate::ui::state::{Action, Motion, Pane, ReferenceState, Step};

/// The transport bar.
pub fn transport(view: &View) -> Html {
    let (words, lab) = (&view.words.transport, &view.lab);
    let playing = matches!(lab.motion, Motion::Playing | Motion::Stepping { .. });
    let last = lab.last_iteration();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let shown = lab.position.floor() as u32;
    let on = &view.on;
    let scrub = on.reform(|place: String| Action::Scrub(place.parse().unwrap_or(0)));
    let speed = on.reform(|chosen: String| {
        let speed = SPEEDS.iter().find(|(word, _)| *word == chosen).map(|(_, speed)| *speed);
        Action::SetSpeed(speed.unwrap_or_default())
    });
    let speeds: Vec<Choice> =
        SPEEDS.iter().map(|&(word, speed)| (word.into(), (words.speed_name)(speed).into())).collect();
    let speed_now = SPEEDS.iter().find(|(_, speed)| *speed == lab.view.speed).map_or("", |(word, _)| *word);
    let dice = on.reform(|_: MouseEvent| Action::SetSeed(browser::fresh_seed()));
    html! {
        <section class="transport" aria-label={words.label}>
            <div class="buttons">
                <button type="button" class="icon" aria-label={words.reset} title={format!("{} (R)", words.reset)}
                    onclick={on.reform(|_| Action::Reset)}>{ icon(Icon::Reset) }</button>
                <button type="button" class="icon play" id="play"
                    aria-label={if playing { words.pause } else { words.play }}
                    title={format!("{} (Space)", if playing { words.pause } else { words.play })}
                    onclick={on.reform(|_| Action::TogglePlay)}>{ icon(if playing { Icon::Pause } else { Icon::Play }) }</button>
                <div role="group" class="switch steps" aria-label={words.step}>
                    { for [(Step::L, "L", words.only_l, "L"), (Step::C, "C", words.only_c, "C"), (Step::Both, "L+C", words.step, "→")]
                        .map(|(step, short, name, key)| html! {
                            <button type="button" class={if step == Step::C { "c-step" } else if step == Step::L { "l-step" } else { "" }}
                                aria-label={format!("{short}: {name}")} title={format!("{name} ({key})")} disabled={playing || !lab.can_step(step)}
                                onclick={on.reform(move |_| Action::Step(step))}>{ short }</button>
                        }) }
                </div>
                <label class="speed">
                    <span class="visually-hidden">{ words.speed }</span>
                    <Select value={speed_now} choices={speeds} on={speed} name={words.speed} />
                </label>
            </div>
            <div class="scrub">
                <Slider id="scrubber" range={(AttrValue::from("0"), AttrValue::from(last.to_string()), AttrValue::from("1"))}
                    value={shown.to_string()} name={words.scrubber} told={(words.iteration)(shown, last)} on={scrub} />
                <output class="where">
                    <span class="iteration">{ (words.iteration)(shown, last) }</span>
                    { status(view) }
                </output>
            </div>
            <div class="seed">
                <label><span class="seed-word">{ words.seed }</span>{ " " }
                    <Field value={lab.spec.asked().seed.to_string()} keypad="numeric" longest="20" on={on.reform(Action::TypeSeed)} />
                </label>
                <button type="button" class="icon" aria-label={words.dice} title={words.dice}
                    onclick={dice}>{ icon(Icon::Dice) }</button>
            </div>
        </section>
    }
}

/// What is being computed.
fn status(view: &View) -> Html {
    let (words, lab) = (&view.words.transport, &view.lab);
    if let ReferenceState::Training { done, failed: None, .. } = &lab.reference {
        return html! { <span class="status">{ (words.training_reference)(*done, lab.spec.reference) }</span> };
    }
    if lab.panes.iter().any(Pane::is_poster) {
        return html! { <span class="status">{ view.words.poster }</span> };
    }
    if lab.motion == Motion::Filling && lab.is_busy() {
        return html! { <span class="status">{ (words.computing)(lab.computed(), lab.last_iteration()) }</span> };
    }
    html! {}
}
