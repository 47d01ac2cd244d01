//! One run: what it is, its weights, its curves.

use yew::prelude::*;

use super::View;
use super::curves::curves;
use super::field::{Choice, Field, Select};
use super::icon::{Icon, icon};
use super::map::map;
use super::net::net;
use super::weights::weights_view;
use crate::experiment::PaneSpec;
use crate::lc::Method;
use crate::link::Look;
use crate::protocol::Reason;
use crate::quant::Codebook;
use crate::ui::pictures::Chart;
use crate::ui::state::{Action, PaneState, ReferenceState, codebook_named, sizes, with_parameter};

/// A pane.
pub fn pane(view: &View, index: usize) -> Html {
    let words = &view.words.pane;
    let pane = &view.lab.panes[index];
    let spec = pane.spec.clone();
    let count = view.lab.panes.len();
    let toy = view.lab.toy().is_some();
    let change = |make: fn(&PaneSpec, &str) -> PaneSpec| {
        let spec = spec.clone();
        view.on.reform(move |chosen: String| Action::SetPane(index, make(&spec, &chosen)))
    };
    let method =
        change(|spec, name| PaneSpec { method: name.parse().unwrap_or(spec.method), ..spec.clone() });
    let codebook =
        change(|spec, name| PaneSpec { codebook: codebook_named(name, &spec.codebook), ..spec.clone() });
    let methods: Vec<Choice> =
        Method::ALL.into_iter().map(|m| (m.name().into(), (words.method_name)(m).into())).collect();
    let codebooks: Vec<Choice> = Codebook::samples()
        .iter()
        .map(Codebook::name)
        .map(|name| (name.into(), (words.codebook_name)(name).into()))
        .collect();
    html! {
        <article class={classes!("pane", toy.then_some("toy"))} aria-label={(words.label)(index + 1)}>
            <div class="pane-head">
                <span class="badge" aria-hidden="true">{ index + 1 }</span>
                <Select value={spec.method.name()} choices={methods} on={method} name={words.method} />
                <Select value={spec.codebook.name()} choices={codebooks} on={codebook} name={words.codebook} />
                { parameter_field(view, index) }
                <span class="grow"></span>
                <button type="button" class="icon" aria-label={words.duplicate} title={words.duplicate}
                    disabled={count == 4} onclick={view.on.reform(move |_| Action::DuplicatePane(index))}>{ icon(Icon::Duplicate) }</button>
                <button type="button" class="icon" aria-label={words.remove} title={words.remove}
                    disabled={count == 1} onclick={view.on.reform(move |_| Action::RemovePane(index))}>{ icon(Icon::Close) }</button>
            </div>
            { trouble(view, index) }
            if toy {
                { map(view, index) }
            } else if view.lab.view.look == Look::Net {
                { net(view, index) }
            } else {
                { weights_view(view, index) }
            }
            <p class="legends">
                <span class="c-step"><span class="dot" aria-hidden="true"></span>{ view.words.chart.of_quantized }</span>
                <span class="l-step"><span class="bar" aria-hidden="true"></span>{ view.words.chart.of_weights }</span>
                <span class="ref"><span class="bar dashed" aria-hidden="true"></span>{ view.words.chart.reference }</span>
            </p>
            <div class="charts">
                { for Chart::of(&view.lab).into_iter().map(|chart| curves(view, index, chart)) }
            </div>
        </article>
    }
}

/// The codebook's parameter: K, the smallest power, or the values.
fn parameter_field(view: &View, index: usize) -> Html {
    let (words, spec) = (&view.words.pane, view.lab.panes[index].spec.clone());
    let choice = |label: &'static str, offered: Vec<usize>, chosen: usize| {
        let choices: Vec<Choice> =
            offered.into_iter().map(|value| (value.to_string().into(), value.to_string().into())).collect();
        let spec = spec.clone();
        let on = view.on.reform(move |parameter: String| {
            let codebook = with_parameter(&spec.codebook, &parameter);
            Action::SetPane(index, PaneSpec { codebook, ..spec.clone() })
        });
        html! {
            <label class="entries">{ label }{ " " }<Select value={chosen.to_string()} {choices} {on} /></label>
        }
    };
    match &spec.codebook {
        Codebook::Adaptive { k } | Codebook::Adaptive0 { k } => choice(words.entries, sizes(*k), *k),
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => {
            choice(words.exponent, (0..=31).collect(), *c as usize)
        }
        codebook @ (Codebook::Fixed(_) | Codebook::FixedScaled(_)) => {
            let text = codebook.to_string();
            let values = text.split_once(':').map_or("", |(_, values)| values).to_owned();
            html! {
                <label class="entries">
                    <span class="visually-hidden">{ words.values }</span>
                    <Field value={values} title={words.values}
                        on={view.on.reform(move |typed| Action::TypeValues(index, typed))} />
                </label>
            }
        }
        Codebook::Binary | Codebook::BinaryScaled | Codebook::Ternary | Codebook::TernaryScaled => html! {},
    }
}

/// What is wrong with the run, if anything.
fn trouble(view: &View, index: usize) -> Html {
    let words = &view.words.pane;
    let button = |name: &'static str| {
        html! { <button type="button" onclick={view.on.reform(move |_| Action::Retry(index))}>{ name }</button> }
    };
    let lost = |reason: &Reason| {
        html! { <div class="trouble" role="alert"><p>{ (words.failed)(reason) }</p>{ button(words.retry) }</div> }
    };
    let stopped =
        |sentence: &'static str| html! { <div class="trouble" role="alert"><p>{ sentence }</p></div> };
    // A silent run goes on: this is to be known, not to be alarmed about.
    let quiet = || {
        html! { <div class="trouble quiet" role="status"><p>{ words.quiet }</p>{ button(words.start_again) }</div> }
    };
    match (&view.lab.reference, &view.lab.panes[index].state) {
        (ReferenceState::Diverged, _) => stopped(words.reference_diverged),
        (ReferenceState::Training { failed: Some(reason), .. }, _) | (_, PaneState::Failed(reason)) => {
            lost(reason)
        }
        (ReferenceState::Training { quiet: true, .. }, _) => quiet(),
        (_, PaneState::Finished(report)) if report.train_loss.is_none() => stopped(words.diverged),
        _ if view.lab.panes[index].quiet => quiet(),
        _ => html! {},
    }
}
