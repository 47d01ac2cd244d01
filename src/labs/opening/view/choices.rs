//! What else can be seen: other bits, other values, other data, and everything there is to know of it.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::{Bits, OpeningData, OpeningSpec, Values};
use crate::kit::{Stage, unless, when};
use crate::labs::opening::words::words;
use crate::labs::opening::{Act, Proof, Source, State, seeds};
use crate::link::{LabLink, Link, NetLink};

/// Three switches, and two ways on.
pub fn choices(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let (words, spec) = (words(stage.lang), state.spec);
    let proof = match state.source {
        Source::Live(proof) => (words.proof)(proof),
        Source::Awaited | Source::Recorded | Source::Missing => "",
    };
    let busy = state.source == Source::Live(Proof::Computing);
    let steps = state.steps();
    let link = LabLink::Net(NetLink { spec: spec.comparison(), ..NetLink::default() });
    let href = stage.href(&Link::from(link).to_string());
    html! {
        <>
            <div class="choices">
                { switch(words.bits, Bits::VARIANTS, spec.bits, |bits| (bits.count().to_string(), None),
                    |bits| OpeningSpec { bits, ..spec }, on) }
                { switch(words.values, Values::VARIANTS, spec.values,
                    |values| ((words.values_name)(values).to_owned(), Some((words.values_about)(values))),
                    |values| OpeningSpec { values, ..spec }, on) }
                { switch(words.data, OpeningData::VARIANTS, spec.data, |data| ((words.data_name)(data).to_owned(), None),
                    |data| OpeningSpec { data, ..spec }, on) }
                <button type="button" id={stage.id("compute")} aria-disabled={when(busy)}
                    onclick={unless(busy, on.reform(|_| Act::Compute))}>{ (words.compute)(spec.data) }</button>
                <a class="more" {href}>{ (words.more)(spec.data) }</a>
            </div>
            <p class="seeds">{ seeds(spec).map(|seeds| (words.seeds)(&seeds)).unwrap_or_default() }{ " " }
                { (words.steps)(steps.0, steps.1) }{ " " }
                <span role="status">{ proof }</span></p>
        </>
    }
}

fn switch<T: Copy + PartialEq + 'static>(
    title: &'static str,
    all: &'static [T],
    chosen: T,
    name: impl Fn(T) -> (String, Option<&'static str>),
    choose: impl Fn(T) -> OpeningSpec,
    on: &Callback<Act>,
) -> Html {
    html! {
        <div role="group" aria-label={title} class="chooser">
            <span aria-hidden="true">{ title }</span>
            <div class="switch">
                { for all.iter().map(|&one| {
                    let ((name, about), spec) = (name(one), choose(one));
                    html! {
                        <button type="button" aria-pressed={(one == chosen).to_string()} title={about}
                            onclick={on.reform(move |_: MouseEvent| Act::Choose(spec))}>{ name }</button>
                    }
                }) }
            </div>
        </div>
    }
}
