//! One line that says what one sees: what dots, threads and diamonds are; or, while something happens, what
//! that is, with its equation.

use yew::prelude::*;

use super::View;
use crate::link::LOOKS;
use crate::ui::state::{Action, Caption, Lab, Motion, ReferenceState};
use crate::ui::text::Text;

/// The line, and the switch of looks.
pub fn story(view: &View) -> Html {
    let (words, lab) = (view.words, &view.lab);
    let toy = lab.toy().is_some();
    let resting = lab.motion == Motion::Paused && lab.view.iter.is_none() && lab.position.fract() == 0.0;
    let said = match lab.caption().filter(|_| !resting) {
        Some(caption) => told(caption, toy, words),
        None if toy => toy_lead(words),
        None => lead(lab, words),
    };
    html! {
        <div class="story">
            { said }
            if toy {
                <label class="check">
                    <input type="checkbox" id="penalty" checked={lab.view.penalty} onchange={view.on.reform(|_| Action::TogglePenalty)} />
                    { words.toy.penalty }
                </label>
            } else {
            <div role="group" aria-label={words.look.label} class="switch looks">
                { for LOOKS.iter().map(|&(name, look)| html! {
                    <button type="button" data-look={name} aria-pressed={(look == lab.view.look).to_string()}
                        onclick={view.on.reform(move |_| Action::SetLook(look))}>{ (words.look.name)(look) }</button>
                }) }
            </div>
            }
        </div>
    }
}

fn told(caption: Caption, toy: bool, words: &Text) -> Html {
    let said = (words.caption)(caption);
    let sentence = if toy { (words.toy.captions)(caption) } else { said.sentence };
    let hue = match caption {
        Caption::L => "l-step",
        Caption::C | Caption::Multipliers => "c-step",
        Caption::Start | Caption::End => "",
    };
    html! {
        <p class="lead caption">
            <span class={hue}>{ sentence }</span>{ " " }
            <span class="equation">{ said.equation }</span>
        </p>
    }
}

fn toy_lead(words: &Text) -> Html {
    let [start, weights, middle, thread, end] = words.toy.lead;
    html! {
        <p class="lead">
            { start }
            <span class="l-step"><span class="dot" aria-hidden="true"></span>{ weights }</span>
            { middle }
            <span class="c-step"><span class="thread" aria-hidden="true"></span>{ thread }</span>
            { end }
        </p>
    }
}

fn lead(lab: &Lab, words: &Text) -> Html {
    let lead = &words.lead;
    let weights = match &lab.reference {
        ReferenceState::Trained(reference) => Some(reference.params.weight_count()),
        _ => None,
    };
    html! {
        <p class="lead">
            { (lead.net)(weights) }
            <span class="l-step"><span class="dot" aria-hidden="true"></span>{ lead.weight }</span>
            { lead.and_thread }
            <span class="c-step"><span class="thread" aria-hidden="true"></span>{ lead.thread }</span>
            { lead.to_entry }
            <span class="entry"><span class="diamond" aria-hidden="true"></span>{ lead.entry }</span>
            { lead.end }
        </p>
    }
}
