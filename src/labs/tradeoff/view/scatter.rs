//! The picture of what is given up for size, its legend, and the figures of what is looked at.

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use super::super::pictures::{Told, front_plot, shape};
use super::super::state::{Act, State};
use super::super::sweep::Pick;
use super::super::words::{TradeoffWords, words};
use super::Scene;
use super::studies::{starts_view, widths_view};
use crate::experiment::{Cost, Goodness, Setting, Study};
use crate::kit::{Choice, DataTable, Plot, Select, Stage, minus};
use crate::lc::Method;
use crate::link::{Eye, Link};
use crate::math::order_of;
use crate::plot::{Picture, Shape, Spot};

/// What is chosen of the picture for the eye, and what is pointed at.
pub(super) struct Seen {
    pub(super) beaten: UseStateHandle<bool>,
    pub(super) pointed: UseStateHandle<Option<usize>>,
}

/// The picture.
pub(super) fn scatter(stage: &Stage, scene: &Scene, on: &Callback<Act>, seen: &Seen) -> Html {
    let (words, state) = (scene.words, scene.state);
    let Seen { beaten, pointed } = seen;
    let made = (scene.entries.as_slice(), scene.told.as_slice(), scene.front.as_slice());
    let plot = front_plot(state, made, scene.outcome.as_ref(), (words, &stage.screen.style(), **beaten));
    let picture = Rc::new(Picture::Front(plot));
    let on_spot = {
        let pointed = pointed.clone();
        Callback::from(move |spot: Option<Spot>| {
            pointed.set(if let Some(Spot::Point(i)) = spot { Some(i) } else { None });
        })
    };
    let pick_of = |i: usize| scene.told.get(i).map(|told| told.pick);
    let looked = scene.told.iter().position(|told| Some(told.pick) == state.looked_at);
    let onclick = {
        let pick = pointed.and_then(pick_of);
        on.reform(move |_: MouseEvent| Act::Look(pick))
    };
    let shown = pointed.filter(|i| *i < scene.told.len()).or(looked).and_then(|i| scene.told.get(i));
    let table = {
        let (state, told) = (state.clone(), scene.told.clone());
        Callback::from(move |()| data_table(&state, &told, words))
    };
    let flip = {
        let beaten = beaten.clone();
        Callback::from(move |_: Event| beaten.set(!*beaten))
    };
    let label = (words.plot.label)(scene.told.len(), scene.front.len());
    let own = (stage.lang, crate::labs::tradeoff::pictures::goodness(state));
    let axis = |setting: Setting, value: String, choices: Vec<Choice>, name: &'static str| {
        let on = on.reform(move |text: String| Act::Type(setting, text));
        html! { <Select id={stage.id(setting.name())} {name} {value} {choices} {on} /> }
    };
    let costs =
        Cost::VARIANTS.iter().map(|cost| (cost.to_string().into(), (words.plot.x)(*cost).into())).collect();
    let held_out = state.spec.valid > 0.0;
    let errors = Goodness::VARIANTS
        .iter()
        .map(|good| (good.to_string().into(), (words.plot.y)(*good, held_out).into()))
        .collect();
    let study = state.spec.study;
    let study_names = Study::VARIANTS.iter().zip(words.studies.names);
    let studies = study_names.map(|(study, name)| (study.to_string().into(), name.into())).collect();
    let inside = match study {
        Study::Front => html! {
            <>
                <div class="picked" {onclick}>
                    <Plot {picture} title={words.plot.title} {label} {table} {on_spot} printed={(560, 300)} />
                </div>
                { legend(state, words) }
            </>
        },
        Study::Widths => widths_view(scene, on, seen),
        Study::Starts => starts_view(stage, scene, on),
    };
    html! {
        <section class="front" aria-label={words.plot.title}>
            <figure class="chart">
                <figcaption>
                    <span class="axes">
                        { axis(Setting::Study, study.to_string(), studies, words.studies.label) }
                        if study == Study::Front {
                            { axis(Setting::Y, own.1.to_string(), errors, words.plot.axes[1]) }
                            { axis(Setting::X, state.spec.x.to_string(), costs, words.plot.axes[0]) }
                        }
                    </span>
                    if study == Study::Front {
                        <label class="check"><input type="checkbox" id={stage.id("beaten")} checked={**beaten} onchange={flip} />{ words.plot.beaten }</label>
                    }
                </figcaption>
                { inside }
            </figure>
            <div class="readout" aria-live="off">
                {
                    match shown {
                        Some(told) => readout(stage, state, told, state.looked_at == Some(told.pick), on),
                        None => html! { <p class="hint">{ words.plot.hint }</p> },
                    }
                }
                { comparison(stage, state, words, on) }
            </div>
        </section>
    }
}

/// What the marks mean that are there.
fn legend(state: &State, words: &TradeoffWords) -> Html {
    let choices = &state.sweep.choices;
    let marks = [
        (Shape::Disc, '●'),
        (Shape::Up, '▲'),
        (Shape::Down, '▼'),
        (Shape::Diamond, '◆'),
        (Shape::Plus, '✚'),
        (Shape::Ring, '○'),
        (Shape::Square, '■'),
    ];
    let there = |mark: Shape| mark == Shape::Square || choices.iter().any(|choice| shape(choice) == mark);
    let named = marks.into_iter().zip(words.plot.legend).filter(|((mark, _), _)| there(*mark));
    let rounded = choices.iter().any(|choice| choice.method == Method::Dc);
    html! {
        <p class="legend">
            { for named.map(|((mark, sign), name)| html! {
                <span class={(mark == Shape::Square).then_some("bits")}><i aria-hidden="true">{ sign }</i>{ name }</span>
            }) }
            <span class="rest">{ words.plot.rest }{ rounded.then_some(words.plot.rounded) }</span>
        </p>
    }
}

/// The figures of a choice, and what can be done with it once it is chosen.
fn readout(stage: &Stage, state: &State, told: &Told, chosen: bool, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    let Some((net, choice)) = state.sweep.of(told.pick) else { return html! {} };
    let error = told.held_out.map(|(own, reference)| (own, told.span, told.known, reference));
    let figures = (words.plot.readout)(told.bytes.0, told.ratio, error, told.loss);
    let name = (words.answer.which)(&(words.net)(net), &(words.choice)(choice));
    html! {
        <>
            <p><strong>{ name }</strong>{ " " }{ figures }{ for told.us.map(|us| (words.plot.us)(us.packed, us.full)) }</p>
            if chosen {
                <p class="actions">
                    { for (0..state.sweep.seeds).filter_map(|seed| open_link(stage, state, (told.pick, seed), words)) }
                    { compare_button(state, told.pick, words, on) }
                    { prove_button(state, told.pick, words, on) }
                    { take_button(stage, (told.pick, 0), on) }
                </p>
            }
        </>
    }
}

/// The run of a seed as a link of the Network lab.
fn open_link(
    stage: &Stage,
    state: &State,
    (pick, seed): (Pick, usize),
    words: &TradeoffWords,
) -> Option<Html> {
    let number = state.sweep.cell(pick, seed)?.runs.seed;
    let href = stage.href(&of_network(stage, &state.link_of(pick, seed)?));
    Some(html! { <a class="button" {href}>{ (words.plot.seed)(number) }</a> })
}

/// A link of the Network lab in the page's language.
pub(super) fn of_network(stage: &Stage, link: &str) -> String {
    let (mut link, _) = Link::parse(link);
    link.eye = Eye { lang: Some(stage.lang), ..link.eye };
    link.to_string()
}

fn compare_button(state: &State, pick: Pick, words: &TradeoffWords, on: &Callback<Act>) -> Html {
    let is = state.compared.contains(&pick);
    let can = is || state.can_be_compared(pick);
    let onclick = crate::kit::unless(!can, on.reform(move |_: MouseEvent| Act::Compare(pick)));
    let title = if can { None } else { Some(words.plot.other_net) };
    html! {
        <button type="button" class="compare" aria-pressed={is.to_string()} aria-disabled={crate::kit::when(!can)} {title} {onclick}>
            { if is { words.plot.compared } else { words.plot.compare } }
        </button>
    }
}

/// Opens the window that writes a cell's net.
pub(super) fn take_button(stage: &Stage, (pick, seed): (Pick, usize), on: &Callback<Act>) -> Html {
    let onclick = on.reform(move |_: MouseEvent| Act::Take(pick, seed));
    let name = crate::labs::runs::words::words(stage.lang).take.open;
    html! { <button type="button" class="take" aria-haspopup="dialog" {onclick}>{ name }</button> }
}

fn prove_button(state: &State, pick: Pick, words: &TradeoffWords, on: &Callback<Act>) -> Html {
    let proven = state.link_of(pick, 0).and_then(|link| state.is_proven(&link));
    if let Some(same) = proven {
        let class = if same { "right" } else { "wrong" };
        return html! { <span {class} role="status">{ (words.plot.proven)(same) }</span> };
    }
    let onclick = on.reform(move |_: MouseEvent| Act::Prove(pick, 0));
    html! { <button type="button" class="prove" {onclick}>{ words.plot.prove }</button> }
}

/// What is to be compared, as a link.
fn comparison(stage: &Stage, state: &State, words: &TradeoffWords, on: &Callback<Act>) -> Html {
    if state.compared.is_empty() {
        return html! {};
    }
    let href = state.comparison().map(|link| stage.href(&of_network(stage, &link)));
    html! {
        <p class="actions">
            if let Some(href) = href {
                <a class="button now" {href}>{ (words.plot.compare_now)(state.compared.len()) }</a>
            } else {
                <span class="hint">{ words.plot.other_net }</span>
            }
            <button type="button" onclick={on.reform(|_: MouseEvent| Act::CompareNone)}>{ words.plot.compare_none }</button>
        </p>
    }
}

/// Most rows of the table beside the picture: a thousand would hold up the page. The files have all.
const MOST_ROWS: usize = 300;

fn data_table(state: &State, told: &[Told], words: &TradeoffWords) -> DataTable {
    let figure = |value: Option<f64>, digits: usize| {
        value.map_or_else(|| "–".to_owned(), |value| minus(&format!("{value:.digits$}")))
    };
    let sizes: Vec<f64> = told.iter().map(|told| told.bytes.0).collect();
    let row = |i: usize| {
        let told = &told[i];
        let (net, choice) = state.sweep.of(told.pick)?;
        Some(vec![
            net.to_string(),
            choice.to_string(),
            figure(Some(told.bytes.0), 0),
            figure(Some(told.bytes.1), 0),
            figure(Some(told.ratio), 1),
            figure(told.held_out.map(|(own, _)| own), 4),
            figure(told.loss, 5),
            told.known.to_string(),
            figure(told.us.map(|us| us.packed), 1),
        ])
    };
    DataTable {
        head: words.plot.head.iter().map(|head| (*head).to_owned()).collect(),
        rows: order_of(&sizes).into_iter().take(MOST_ROWS).filter_map(row).collect(),
    }
}
