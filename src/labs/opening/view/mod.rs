//! The opening as it is shown: a claim, three nets that prove it, the way of one of them, and what else there is.

mod cards;
mod choices;
mod way;

use yew::prelude::*;

use super::claims::Cost;
use super::words::words;
use super::{Act, Card, State, seeds};
use crate::kit::{Stage, use_stage};
use crate::labs::ViewProps;
use crate::labs::runs::view::trouble_of;
use crate::link::Piece;
use cards::cards;
use choices::choices;
use way::way;

type Props = ViewProps<State, Act>;

/// The opening.
#[component]
pub fn View(props: &Props) -> Html {
    let (stage, state) = (use_stage(), &props.state);
    let words = words(stage.lang);
    let touch = props.on.reform(|_: PointerEvent| Act::Touch);
    let trouble = state.runs.trouble(0).or_else(|| state.runs.trouble(1));
    let wheel = props.on.reform(|_: WheelEvent| Act::Touch);
    html! {
        <div class="opening" onpointerdown={touch} onwheel={wheel}>
            if stage.shows(Piece::Caption) {
                { claim(state, words) }
            }
            if stage.shows(Piece::Table) {
                { cards(&stage, state, &props.on) }
            }
            { trouble_of(&stage, trouble.as_ref(), usize::from(state.runs.trouble(0).is_none()), &props.on.reform(Act::Runs)) }
            { way(&stage, state, &props.on) }
            if stage.shows(Piece::Settings) {
                { choices(&stage, state, &props.on) }
            }
        </div>
    }
}

/// What it is about, in two clauses, and what LC is.
fn claim(state: &State, words: &super::words::OpeningWords) -> Html {
    let error = |card| state.graded(card).map(crate::experiment::Graded::error);
    let end = state.end().and_then(|frame| frame.graded.as_ref()).map(crate::experiment::Graded::error);
    let shown = (error(Card::Full), error(Card::Rounded), end);
    let (Some(full), Some(rounded), Some(trained)) = shown else {
        return html! { <div class="claim"></div> };
    };
    // One seed is luck: what is claimed holds over ten, where they were tried.
    let (full, rounded, trained) = seeds(state.spec).map_or((full, rounded, trained), |seeds| {
        (seeds.reference / 100.0, seeds.rounded / 100.0, seeds.trained / 100.0)
    });
    let (rounding, training) = (Cost::new(rounded, full), Cost::new(trained, full));
    let bad = |cost| matches!(cost, Cost::Breaks(_) | Cost::Points(_));
    let bits = state.spec.bits.count();
    let [subject, rounded, trained] = (words.headline)(bits, rounding, training);
    let layers = state.end().map(|frame| &frame.layers);
    let weights = layers.map_or(0, |layers| layers.iter().map(|layer| layer.total).sum());
    let values = state.spec.codebook().entries();
    html! {
        <div class="claim">
            <h2>{ subject }{ " " }<span class={bad(rounding).then_some("cost")}>{ rounded }</span>{ " " }<span class={matches!(training, Cost::Breaks(_)).then_some("cost")}>{ trained }</span></h2>
            <p>{ (words.about)(weights, values) }</p>
        </div>
    }
}

/// Nothing of it is in the page's head.
pub fn quick(_: &Stage, _: &State, _: &Callback<Act>) -> Html {
    html! {}
}

/// It has no settings but those in sight.
pub fn settings(_: &Stage, _: &State, _: &Callback<Act>) -> Html {
    html! {}
}
