//! One run: what it is, its weights, its curves.

use std::rc::Rc;

use web_sys::Event;
use yew::prelude::*;

use super::curves::{Chart, CurvesView};
use super::icon::{Icon, icon};
use super::strip::StripView;
use super::transport::value_of;
use crate::experiment::PaneSpec;
use crate::lc::Method;
use crate::quant::Codebook;
use crate::ui::hooks::Screen;
use crate::ui::state::{Action, Lab, PaneState, ReferenceState};
use crate::ui::text::Text;

/// Codebook sizes offered.
const SIZES: [usize; 10] = [1, 2, 3, 4, 6, 8, 16, 32, 64, 256];

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub index: usize,
    pub position: f64,
    pub screen: Screen,
    pub on: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lab, &other.lab) && self.screen == other.screen && self.position == other.position
    }
}

/// A pane.
#[component]
pub fn PaneView(props: &Props) -> Html {
    let (words, index) = (&props.words.pane, props.index);
    let pane = &props.lab.panes[index];
    let spec = pane.spec.clone();
    let count = props.lab.panes.len();
    let change = |make: fn(&PaneSpec, &str) -> PaneSpec| {
        let spec = spec.clone();
        props.on.reform(move |event: Event| Action::SetPane(index, make(&spec, &value_of(&event))))
    };
    let method =
        change(|spec, name| PaneSpec { method: name.parse().unwrap_or(spec.method), ..spec.clone() });
    let codebook =
        change(|spec, name| PaneSpec { codebook: codebook_named(name, &spec.codebook), ..spec.clone() });
    let entries = change(|spec, k| PaneSpec {
        codebook: format!("adaptive:{k}").parse().unwrap_or_else(|_| spec.codebook.clone()),
        ..spec.clone()
    });
    html! {
        <article class="pane" aria-label={(words.label)(index + 1)}>
            <div class="pane-head">
                <span class="badge" aria-hidden="true">{ index + 1 }</span>
                <select aria-label={words.method} title={words.method} onchange={method}>
                    { for Method::ALL.into_iter().map(|m| html! {
                        <option value={m.name()} selected={m == spec.method}>{ (words.method_name)(m) }</option>
                    }) }
                </select>
                <select aria-label={words.codebook} title={words.codebook} onchange={codebook}>
                    { for ["adaptive", "binary-scaled", "binary"].into_iter().map(|name| html! {
                        <option value={name} selected={name == spec.codebook.name()}>
                            { (words.codebook_name)(name) }
                        </option>
                    }) }
                </select>
                if let Codebook::Adaptive { k } = spec.codebook {
                    <label class="entries">{ words.entries }{ " " }
                        <select onchange={entries}>
                            { for sizes(k).into_iter().map(|size| html! {
                                <option value={size.to_string()} selected={size == k}>{ size }</option>
                            }) }
                        </select>
                    </label>
                }
                <span class="grow"></span>
                <button type="button" class="icon" aria-label={words.duplicate} title={words.duplicate}
                    disabled={count == 4} onclick={props.on.reform(move |_| Action::DuplicatePane(index))}>{ icon(Icon::Duplicate) }</button>
                <button type="button" class="icon" aria-label={words.remove} title={words.remove}
                    disabled={count == 1} onclick={props.on.reform(move |_| Action::RemovePane(index))}>{ icon(Icon::Close) }</button>
            </div>
            { trouble(props) }
            <StripView words={props.words} frames={pane.around(props.position).map(|(a, b)| (a.clone(), b.clone()))}
                position={props.position} range={props.lab.value_range()} screen={props.screen} />
            <div class="charts">
                { for [Chart::Loss, Chart::Violation, Chart::Mu].into_iter().map(|chart| html! {
                    <CurvesView words={props.words} lab={props.lab.clone()} {index} {chart}
                        position={props.position} screen={props.screen} />
                }) }
            </div>
        </article>
    }
}

fn codebook_named(name: &str, before: &Codebook) -> Codebook {
    match (name, before) {
        ("adaptive", Codebook::Adaptive { .. }) => before.clone(),
        ("adaptive", _) => Codebook::Adaptive { k: before.entries() },
        _ => name.parse().unwrap_or_else(|_| before.clone()),
    }
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
fn trouble(props: &Props) -> Html {
    let (words, index) = (&props.words.pane, props.index);
    let retry = html! {
        <button type="button" onclick={props.on.reform(move |_| Action::Retry(index))}>{ words.retry }</button>
    };
    let lost = |reason: &str| {
        html! { <div class="trouble" role="alert"><p>{ (words.failed)(reason) }</p>{ retry.clone() }</div> }
    };
    match (&props.lab.reference, &props.lab.panes[index].state) {
        (ReferenceState::Diverged, _) => {
            html! { <div class="trouble" role="alert"><p>{ words.reference_diverged }</p></div> }
        }
        (ReferenceState::Training { failed: Some(reason), .. }, _) | (_, PaneState::Failed { reason }) => {
            lost(reason)
        }
        (_, PaneState::Finished(report)) if report.train_loss.is_none() => {
            html! { <div class="trouble" role="alert"><p>{ words.diverged }</p></div> }
        }
        _ => html! {},
    }
}
