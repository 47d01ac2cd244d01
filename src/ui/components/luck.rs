//! Random toys: how often learning pays.

use yew::prelude::*;

use super::{View, walk};
use crate::experiment::{Draw, Luck, Spec, Verdict};
use crate::link::{self, Link};
use crate::ui::browser;
use crate::ui::state::{Action, Tried};
use crate::ui::text::table::name;

/// A button, and then every toy as a dot.
pub fn luck(view: &View) -> Html {
    let words = &view.words.toy;
    let tried = view.lab.tried();
    let running = tried.is_some_and(|tried| tried.luck.is_none());
    html! {
        <section class="luck" aria-label={words.luck}>
            <h2>{ words.luck }</h2>
            <p class="hint">{ words.luck_about }</p>
            <button type="button" id="luck" disabled={running} onclick={view.on.reform(|_| Action::TryLuck)}>{ words.try_luck }</button>
            {
                match tried.map(|tried| (tried, &tried.luck)) {
                    None => html! {},
                    Some((tried, None)) => html! { <p class="told" role="status">{ (words.luck_progress)(tried.done) }</p> },
                    Some((tried, Some(Ok(luck)))) => batch(view, tried, luck),
                    Some((_, Some(Err(reason)))) => html! {
                        <p class="trouble" role="alert">{ (view.words.pane.failed)(reason) }</p>
                    },
                }
            }
        </section>
    }
}

fn batch(view: &View, tried: &Tried, luck: &Luck) -> Html {
    let words = &view.words.toy;
    let groups = [Verdict::Won, Verdict::Tied, Verdict::Lost];
    let counts = groups.map(|verdict| luck.count(verdict));
    let could = luck.draws.iter().filter(|draw| draw.could_be_won()).count();
    html! {
        <>
            <p class="told" role="status">{ (words.luck_told)(&name(&tried.pane, view.words), counts, could) }
                { (luck.diverged > 0).then(|| (words.luck_diverged)(luck.diverged)) }</p>
            <div class="piles">
                { for groups.into_iter().zip(counts).zip(words.verdicts).map(|((verdict, count), title)| html! {
                    <div class={pile(verdict)} data-css={format!("--share:{}", count.max(14))}>
                        <h3>{ count }{ " " }{ title }</h3>
                        <div class="toys own-keys" onkeydown={Callback::from(walk)}>
                            { for luck.draws.iter().filter(|draw| draw.verdict() == verdict).enumerate().map(|(i, draw)| dot(view, draw, i)) }
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
fn dot(view: &View, draw: &Draw, i: usize) -> Html {
    let lab = &view.lab;
    let spec = Spec { toy: draw.toy.clone(), mu0: Some(lab.spec.schedule.mu0), ..lab.spec.asked().clone() };
    let kept = link::View { iter: None, play: false, ..lab.view.clone() };
    let href = browser::address(&Link { spec, view: kept }.to_string());
    let told = (view.words.toy.draw)(draw);
    let chosen = lab.toy().is_some_and(|toy| {
        let own = [draw.toy.theta, draw.toy.e1, draw.toy.e2, draw.toy.wx, draw.toy.wy];
        own == toy.parameters.map(Some)
    });
    html! {
        <a {href} class="toy-dot" tabindex={if i == 0 { "0" } else { "-1" }} aria-label={told.clone()} title={told}
            aria-current={chosen.then_some("true")}></a>
    }
}
