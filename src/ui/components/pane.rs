//! One run: what it is, its weights, its curves.

use web_sys::Event;
use yew::prelude::*;

use super::View;
use super::curves::curves;
use super::icon::{Icon, icon};
use super::map::map;
use super::net::net;
use super::value_of;
use super::weights::weights_view;
use crate::experiment::PaneSpec;
use crate::lc::Method;
use crate::link::Look;
use crate::quant::Codebook;
use crate::ui::pictures::Chart;
use crate::ui::state::{Action, PaneState, ReferenceState, Trouble};
use crate::ui::text::PaneText;

/// Codebook sizes offered.
const SIZES: [usize; 10] = [1, 2, 3, 4, 6, 8, 16, 32, 64, 256];

/// A pane.
pub fn pane(view: &View, index: usize) -> Html {
    let words = &view.words.pane;
    let pane = &view.lab.panes[index];
    let spec = pane.spec.clone();
    let count = view.lab.panes.len();
    let toy = view.lab.toy().is_some();
    let change = |make: fn(&PaneSpec, &str) -> PaneSpec| {
        let spec = spec.clone();
        view.on.reform(move |event: Event| Action::SetPane(index, make(&spec, &value_of(&event))))
    };
    let method =
        change(|spec, name| PaneSpec { method: name.parse().unwrap_or(spec.method), ..spec.clone() });
    let codebook =
        change(|spec, name| PaneSpec { codebook: codebook_named(name, &spec.codebook), ..spec.clone() });
    // A parameter that cannot be read leaves the codebook as it was.
    let parameter = change(|spec, value| PaneSpec {
        codebook: format!("{}:{value}", spec.codebook.name())
            .parse()
            .unwrap_or_else(|_| spec.codebook.clone()),
        ..spec.clone()
    });
    html! {
        <article class={classes!("pane", toy.then_some("toy"))} aria-label={(words.label)(index + 1)}>
            <div class="pane-head">
                <span class="badge" aria-hidden="true">{ index + 1 }</span>
                <select aria-label={words.method} title={words.method} onchange={method}>
                    { for Method::ALL.into_iter().map(|m| html! {
                        <option value={m.name()} selected={m == spec.method}>{ (words.method_name)(m) }</option>
                    }) }
                </select>
                <select aria-label={words.codebook} title={words.codebook} onchange={codebook}>
                    { for Codebook::samples().iter().map(Codebook::name).map(|name| html! {
                        <option value={name} selected={name == spec.codebook.name()}>
                            { (words.codebook_name)(name) }
                        </option>
                    }) }
                </select>
                { parameter_field(&spec.codebook, words, parameter) }
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
fn parameter_field(codebook: &Codebook, words: &PaneText, on: Callback<Event>) -> Html {
    let choice = |label: &'static str, offered: Vec<usize>, chosen: usize| {
        html! {
            <label class="entries">{ label }{ " " }
                <select onchange={on.clone()}>
                    { for offered.into_iter().map(|value| html! {
                        <option value={value.to_string()} selected={value == chosen}>{ value }</option>
                    }) }
                </select>
            </label>
        }
    };
    match codebook {
        Codebook::Adaptive { k } | Codebook::Adaptive0 { k } => choice(words.entries, sizes(*k), *k),
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => {
            choice(words.exponent, (0..=31).collect(), *c as usize)
        }
        Codebook::Fixed(_) | Codebook::FixedScaled(_) => {
            let text = codebook.to_string();
            let values = text.split_once(':').map_or("", |(_, values)| values).to_owned();
            html! {
                <label class="entries">
                    <span class="visually-hidden">{ words.values }</span>
                    <input type="text" value={values} title={words.values} onchange={on} />
                </label>
            }
        }
        Codebook::Binary | Codebook::BinaryScaled | Codebook::Ternary | Codebook::TernaryScaled => html! {},
    }
}

/// The codebook of a name, with the parameter of the one before where that fits.
fn codebook_named(name: &str, before: &Codebook) -> Codebook {
    let text = before.to_string();
    let parameter = text.split_once(':').map_or("", |(_, parameter)| parameter);
    let kept = format!("{name}:{parameter}").parse().ok();
    let sample = || Codebook::samples().into_iter().find(|sample| sample.name() == name);
    kept.or_else(sample).unwrap_or_else(|| before.clone())
}

/// The sizes offered, and the one chosen by a link.
fn sizes(chosen: usize) -> Vec<usize> {
    let mut sizes = SIZES.to_vec();
    if !sizes.contains(&chosen) {
        sizes.push(chosen);
        sizes.sort_unstable();
    }
    sizes
}

/// What is wrong with the run, if anything.
fn trouble(view: &View, index: usize) -> Html {
    let words = &view.words.pane;
    let retry = html! {
        <button type="button" onclick={view.on.reform(move |_| Action::Retry(index))}>{ words.retry }</button>
    };
    let lost = |trouble: &Trouble| {
        let sentence = match trouble {
            Trouble::Died(reason) => (words.failed)(reason),
            Trouble::NoFiles(_) => words.no_files.to_owned(),
        };
        html! { <div class="trouble" role="alert"><p>{ sentence }</p>{ retry.clone() }</div> }
    };
    match (&view.lab.reference, &view.lab.panes[index].state) {
        (ReferenceState::Diverged, _) => {
            html! { <div class="trouble" role="alert"><p>{ words.reference_diverged }</p></div> }
        }
        (ReferenceState::Training { failed: Some(trouble), .. }, _) | (_, PaneState::Failed(trouble)) => {
            lost(trouble)
        }
        (_, PaneState::Finished(report)) if report.train_loss.is_none() => {
            html! { <div class="trouble" role="alert"><p>{ words.diverged }</p></div> }
        }
        _ => html! {},
    }
}
