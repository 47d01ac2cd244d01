//! Random toys: how often learning pays.

use yew::prelude::*;

use crate::kit::{Same, Stage, unless, use_css, use_stage, walk, when};
use crate::labs::LabState;
use crate::labs::plane::words::words;
use crate::labs::plane::{Act, State, Tried};
use crate::labs::runs;
use crate::labs::runs::view::seed_field;
use crate::labs::runs::words::name;
use crate::link::{LabLink, Link};
use crate::sweep::{Draw, Luck, Verdict};

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub lab: Same<State>,
    pub on: Callback<Act>,
}

/// A button, and then every toy as a dot.
#[component]
pub fn LuckView(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).luck;
    let node = use_css();
    let tried = props.lab.tried();
    let running = tried.is_some_and(|tried| tried.luck.is_none());
    html! {
        <section class="luck" aria-label={words.title} ref={node}>
            <h2>{ words.title }</h2>
            <p class="hint">{ words.about }</p>
            { seed_field(&stage, props.lab.spec.asked().runs.seed, &props.on.reform(Act::Runs)) }
            <button type="button" id={stage.id("luck")} aria-disabled={when(running)} onclick={unless(running, props.on.reform(|_| Act::TryLuck))}>{ words.run }</button>
            {
                match tried.map(|tried| (tried, &tried.luck)) {
                    None => html! {},
                    Some((tried, None)) => html! { <p class="told" role="status">{ (words.progress)(tried.done) }</p> },
                    Some((tried, Some(Ok(luck)))) => batch(props, tried, luck, &stage),
                    Some((_, Some(Err(reason)))) => html! {
                        <p class="trouble" role="alert">{ (runs::words::words(stage.lang).pane.failed)(reason) }</p>
                    },
                }
            }
        </section>
    }
}

fn batch(props: &Props, tried: &Tried, luck: &Luck, stage: &Stage) -> Html {
    let (words, named) = (&words(stage.lang).luck, name(&tried.pane, runs::words::words(stage.lang)));
    let groups = [Verdict::Won, Verdict::Tied, Verdict::Lost];
    let counts = groups.map(|verdict| luck.count(verdict));
    let could = luck.draws.iter().filter(|draw| draw.could_be_won()).count();
    html! {
        <>
            <p class="told" role="status">{ (words.told)(&named, counts, could) }
                { (luck.diverged > 0).then(|| (words.diverged)(luck.diverged)) }</p>
            <div class="piles">
                { for groups.into_iter().zip(counts).zip(words.verdicts).map(|((verdict, count), title)| html! {
                    <div class={pile(verdict)} data-css={format!("--share:{}", count.max(14))}>
                        <h3>{ count }{ " " }{ title }</h3>
                        <div class="toys own-keys" onkeydown={Callback::from(walk)}>
                            { for luck.draws.iter().filter(|draw| draw.verdict() == verdict).enumerate().map(|(i, draw)| dot(&props.lab, draw, i, stage)) }
                        </div>
                    </div>
                }) }
            </div>
        </>
    }
}

fn pile(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Won => "pile won",
        Verdict::Tied => "pile tied",
        Verdict::Lost => "pile lost",
    }
}

/// A toy as a link like any other.
fn dot(lab: &State, draw: &Draw, i: usize, stage: &Stage) -> Html {
    let mut link = lab.link();
    link.spec.toy = draw.toy.clone();
    link.spec.runs.mu0 = lab.spec.schedule.mu0.given();
    (link.view.playback.iter, link.view.playback.play) = (None, false);
    let href = stage.href(&Link::from(LabLink::Plane(link)).to_string());
    let told = (words(stage.lang).luck.draw)(draw);
    let toy = [draw.toy.theta, draw.toy.e1, draw.toy.e2, draw.toy.wx, draw.toy.wy];
    let chosen = toy == lab.spec.toy.parameters.map(Some);
    html! {
        <a {href} class="toy-dot" tabindex={if i == 0 { "0" } else { "-1" }} aria-label={told.clone()} title={told}
            aria-current={chosen.then_some("true")}></a>
    }
}
