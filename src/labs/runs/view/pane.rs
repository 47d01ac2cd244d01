//! What a run is, how it stands, and what is wrong with it.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::{PaneSpec, RunsSpec, Standing};
use crate::kit::{Choice, Field, Icon, Select, Stage, focus_before, icon, unless, when};
use crate::labs::runs::words::{PaneWords, RunsWords, name, words};
use crate::labs::runs::{Act, Outcome, Trouble, codebook_named, sizes, with_method, with_parameter};
use crate::lc::Method;
use crate::link::Piece;
use crate::quant::Codebook;

/// Method and codebook of a pane, and what can be done with it: which it is, and of how many.
///
/// On two weights there is nothing to keep and no budget to divide.
pub fn pane_head(
    stage: &Stage,
    (spec, of_nets): (&PaneSpec, bool),
    (index, count): (usize, usize),
    on: &Callback<Act>,
    more: Html,
) -> Html {
    let all = words(stage.lang);
    if !stage.shows(Piece::Settings) {
        return html! {
            <div class="pane-head">
                <span class="badge" aria-hidden="true">{ index + 1 }</span>
                <strong>{ name(spec, all) }</strong>
            </div>
        };
    }
    let words = &all.pane;
    let change = |make: fn(&PaneSpec, &str) -> PaneSpec| {
        let spec = spec.clone();
        on.reform(move |chosen: String| Act::SetPane(index, make(&spec, &chosen)))
    };
    let method = change(|spec, name| with_method(spec, name.parse().unwrap_or(spec.method)));
    let codebook =
        change(|spec, name| PaneSpec { codebook: codebook_named(name, &spec.codebook), ..spec.clone() });
    let methods: Vec<Choice> =
        Method::VARIANTS.iter().map(|&m| (m.name().into(), (words.method_name)(m).into())).collect();
    let codebooks: Vec<Choice> = Codebook::samples()
        .iter()
        .filter(|codebook| of_nets || !matches!(codebook, Codebook::Budget { .. }))
        .map(|codebook| (codebook.name().into(), (words.codebook_name)(codebook).into()))
        .collect();
    let (full, alone) = (count == RunsSpec::MAX_PANES, count == 1);
    let remove = on.reform(move |event: MouseEvent| {
        // Where the last run goes, the focus stays with the one before.
        if index > 0 && index + 1 == count {
            focus_before(&event, "article");
        }
        Act::RemovePane(index)
    });
    html! {
        <div class="pane-head">
            <span class="badge" aria-hidden="true">{ index + 1 }</span>
            <Select value={spec.method.name()} choices={methods} on={method} name={words.method} />
            <Select value={spec.codebook.name()} choices={codebooks} on={codebook} name={words.codebook} />
            { parameter_field(spec, index, on, words) }
            if of_nets {
                if spec.kept.is_some() {
                    { kept_field(spec, index, on, words) }
                }
                if spec.rate.is_some() {
                    { rate_field(spec, index, None, on, words) }
                }
            }
            <span class="grow"></span>
            <button type="button" class="icon" aria-label={words.duplicate} title={words.duplicate}
                aria-disabled={when(full)} onclick={unless(full, on.reform(move |_| Act::DuplicatePane(index)))}>{ icon(Icon::Duplicate) }</button>
            { more }
            <button type="button" class="icon" data-part="remove" aria-label={words.remove} title={words.remove}
                aria-disabled={when(alone)} onclick={unless(alone, remove)}>{ icon(Icon::Close) }</button>
        </div>
    }
}

/// Budgets offered, in bits per weight.
const BUDGETS: [f64; 8] = [1.1, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0];

/// The codebook's parameter: K, a budget, the smallest power, or the values.
fn parameter_field(spec: &PaneSpec, index: usize, on: &Callback<Act>, words: &PaneWords) -> Html {
    let select = |label: &'static str, choices: Vec<Choice>, chosen: String| {
        let spec = spec.clone();
        let on = on.reform(move |parameter: String| {
            let codebook = with_parameter(&spec.codebook, &parameter);
            Act::SetPane(index, PaneSpec { codebook, ..spec.clone() })
        });
        html! {
            <label class="entries">{ label }{ " " }<Select value={chosen} {choices} {on} /></label>
        }
    };
    let choice = |label: &'static str, offered: Vec<usize>, chosen: usize, name: fn(usize) -> String| {
        let choices = offered.into_iter().map(|value| (value.to_string().into(), name(value).into()));
        select(label, choices.collect(), chosen.to_string())
    };
    match &spec.codebook {
        Codebook::Adaptive { k } | Codebook::Adaptive0 { k } => {
            choice(words.entries, sizes(*k), *k, |k| k.to_string())
        }
        Codebook::Budget { bits } => {
            let mut offered = BUDGETS.to_vec();
            if !offered.contains(bits) {
                let place = offered.partition_point(|other| other < bits);
                offered.insert(place, *bits);
            }
            let choices = offered.iter().map(|bits| (bits.to_string().into(), bits.to_string().into()));
            select(words.budget, choices.collect(), bits.to_string())
        }
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => {
            choice(words.exponent, (0..=31).collect(), *c as usize, power)
        }
        codebook @ (Codebook::Fixed(_) | Codebook::FixedScaled(_)) => {
            let text = codebook.to_string();
            let values = text.split_once(':').map_or("", |(_, values)| values).to_owned();
            html! {
                <label class="entries">
                    <span class="visually-hidden">{ words.values }</span>
                    <Field value={values} title={words.values}
                        on={on.reform(move |typed| Act::TypeValues(index, typed))} />
                </label>
            }
        }
        Codebook::Binary | Codebook::BinaryScaled | Codebook::Ternary | Codebook::TernaryScaled => html! {},
    }
}

/// What each run may have of its own beside its head, where there is room for it; with the learning rate of those that have
/// none of their own.
pub fn own_settings(specs: &[PaneSpec], common: f64, on: &Callback<Act>, words: &RunsWords) -> Html {
    html! {
        <fieldset>
            <legend>{ words.pane.own }</legend>
            { for specs.iter().enumerate().map(|(index, spec)| html! {
                <p class="of-run" role="group" aria-label={name(spec, words)}>
                    <span class="badge" aria-hidden="true">{ index + 1 }</span>
                    <span>{ name(spec, words) }</span>
                    // Rounding once takes no steps.
                    if spec.method.iterates() {
                        { rate_field(spec, index, Some(common), on, &words.pane) }
                    }
                    { kept_field(spec, index, on, &words.pane) }
                </p>
            }) }
            <p class="hint">{ words.pane.rate_about }</p>
            <p class="hint">{ words.pane.kept_about }</p>
        </fieldset>
    }
}

/// How much is kept in full.
fn kept_field(spec: &PaneSpec, index: usize, on: &Callback<Act>, words: &PaneWords) -> Html {
    let chosen = spec.kept.unwrap_or(0.0);
    let mut offered = vec![0.0, 0.5, 1.0, 2.0, 5.0, 10.0];
    if !offered.contains(&chosen) {
        offered.push(chosen);
    }
    let choices: Vec<Choice> =
        offered.iter().map(|kept| (kept.to_string().into(), format!("{kept} %").into())).collect();
    let spec = spec.clone();
    let on = on.reform(move |chosen: String| {
        let kept = chosen.parse().ok().filter(|kept| *kept > 0.0);
        Act::SetPane(index, PaneSpec { kept, ..spec.clone() })
    });
    html! {
        <label class="entries" title={words.kept_about}>
            { words.kept }{ " " }<Select value={chosen.to_string()} {choices} {on} />
        </label>
    }
}

/// The run's own learning rate.
fn rate_field(
    spec: &PaneSpec,
    index: usize,
    common: Option<f64>,
    on: &Callback<Act>,
    words: &PaneWords,
) -> Html {
    let placeholder = common.map(|rate| AttrValue::from(rate.to_string()));
    let value = spec.rate.map_or_else(String::new, |rate| rate.to_string());
    html! {
        <label class="entries rate" title={words.rate_about}>
            { words.rate }{ " " }
            <Field {value} {placeholder} title={words.rate_about} on={on.reform(move |typed| Act::TypeRate(index, typed))} />
        </label>
    }
}

/// 2 to the power of -n.
fn power(n: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised =
        n.to_string().chars().filter_map(|c| DIGITS.get(c.to_digit(10)? as usize)).collect::<String>();
    if n == 0 { "1".to_owned() } else { format!("2⁻{raised}") }
}

/// What is wrong with the run, if anything.
pub fn trouble_of(stage: &Stage, trouble: Option<&Trouble>, index: usize, on: &Callback<Act>) -> Html {
    let words = &words(stage.lang).pane;
    let button = |name: &'static str| {
        html! { <button type="button" onclick={on.reform(move |_| Act::Retry(index))}>{ name }</button> }
    };
    let stopped =
        |sentence: &'static str| html! { <div class="trouble" role="alert"><p>{ sentence }</p></div> };
    match trouble {
        None => html! {},
        Some(Trouble::ReferenceDiverged) => stopped(words.reference_diverged),
        Some(Trouble::Diverged) => stopped(words.diverged),
        Some(Trouble::Lost(reason)) => html! {
            <div class="trouble" role="alert"><p>{ (words.failed)(reason) }</p>{ button(words.retry) }</div>
        },
        // A silent run goes on: this is to be known, not to be alarmed about.
        Some(Trouble::Quiet) => html! {
            <div class="trouble quiet" role="status"><p>{ words.quiet }</p>{ button(words.start_again) }</div>
        },
    }
}

/// How a run stands, in two lines of fixed height: what it gets wrong, and what can be said of its weights; in place of
/// that what is pointed at.
pub fn outcome_of(stage: &Stage, outcome: Option<&Outcome>, readout: Option<String>) -> Html {
    let words = words(stage.lang);
    let wrong =
        outcome.is_some_and(|o| matches!(o.standing, Standing::Off | Standing::Stuck | Standing::Unlearned));
    html! {
        <div class="outcome">
            <p class="score">
                { for outcome.map(|o| (words.score)(&o.score)).map(|[own, others]| html! { <><strong>{ own }</strong>{ others }</> }) }
            </p>
            <p class={classes!("standing", wrong.then_some("wrong"))} hidden={readout.is_some()}>
                { outcome.map(words.standing) }
            </p>
            <p class="readout" role="status" hidden={readout.is_none()}>{ readout.clone() }</p>
        </div>
    }
}

/// The frame of a pane, of the class of what is in it.
pub fn pane_frame(stage: &Stage, index: usize, class: &'static str, children: Html) -> Html {
    let words = words(stage.lang);
    html! {
        <article key={index} class={classes!("pane", class)} aria-label={(words.pane.label)(index + 1)}>{ children }</article>
    }
}
