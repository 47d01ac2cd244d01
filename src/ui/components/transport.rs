//! Reset, play, step, speed, scrubber, seed.

use web_sys::Event;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::{View, put_back, value_of};
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
    let scrub = on.reform(|event: InputEvent| Action::Scrub(value_of(&event).parse().unwrap_or(0)));
    let speed = on.reform(|event: Event| {
        let chosen = value_of(&event);
        let speed = SPEEDS.iter().find(|(word, _)| *word == chosen).map(|(_, speed)| *speed);
        Action::SetSpeed(speed.unwrap_or_default())
    });
    let current = lab.spec.asked().seed;
    // A field that is left with something else than a seed shows the seed again.
    let seed = on.reform(move |event: Event| {
        let seed = value_of(&event).trim().parse().unwrap_or(current);
        put_back(&event, &seed.to_string());
        Action::SetSeed(seed)
    });
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
                                aria-label={name} title={format!("{name} ({key})")} disabled={playing || !lab.can_step(step)}
                                onclick={on.reform(move |_| Action::Step(step))}>{ short }</button>
                        }) }
                </div>
                <label class="speed">
                    <span class="visually-hidden">{ words.speed }</span>
                    <select onchange={speed} title={words.speed}>
                        { for SPEEDS.iter().map(|&(word, speed)| html! {
                            <option value={word} selected={speed == lab.view.speed}>
                                { (words.speed_name)(speed) }
                            </option>
                        }) }
                    </select>
                </label>
            </div>
            <div class="scrub">
                <input type="range" id="scrubber" min="0" max={last.to_string()} step="1"
                    value={shown.to_string()} aria-label={words.scrubber}
                    aria-valuetext={(words.iteration)(shown, last)} oninput={scrub} />
                <output class="where">
                    <span class="iteration">{ (words.iteration)(shown, last) }</span>
                    { status(view) }
                </output>
            </div>
            <div class="seed">
                <label><span class="seed-word">{ words.seed }</span>{ " " }
                    <input type="text" inputmode="numeric" maxlength="10" data-value={current.to_string()}
                        onchange={seed} />
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
