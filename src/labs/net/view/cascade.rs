//! Two nets as one: a window with two choices, a slider, what comes of it, and who answers where.

use std::rc::Rc;

use yew::prelude::*;

use super::super::cascade::{AsOne, STEP, Together};
use super::super::words::{NetWords, words};
use super::super::{Act, State};
use crate::experiment::Scene;
use crate::kit::{Choice, DataTable, Dialog, Plot, Select, Slider, Stage};
use crate::labs::runs::view::take_button;
use crate::labs::runs::{self, micro};
use crate::link::TwoAsOne;
use crate::plot::{BoundaryPlot, Marker, Picture, Related, RelationAxis, RelationPlot, Style};

/// Points of the curve.
const POINTS: usize = 60;

/// The window, while two nets are looked at as one; not before both are there.
///
/// Told which of them somebody wants to take along.
pub(super) fn cascade_window(stage: &Stage, lab: &State, on: &Callback<Act>, take: &Callback<usize>) -> Html {
    let pair = lab.cascade.and_then(|two| Some((two, lab.together(&two)?)));
    let Some((two, together)) = pair else { return html! {} };
    let all = words(stage.lang);
    let words = &all.cascade;
    let name = |pane: Option<usize>| called(stage, lab, all, pane);
    let key = |pane: Option<usize>| pane.map_or_else(|| "ref".to_owned(), |i| (i + 1).to_string());
    let choices = |panes: Vec<Option<usize>>| -> Vec<Choice> {
        panes.into_iter().map(|pane| (key(pane).into(), name(pane).into())).collect()
    };
    let pick_small = on.reform(move |text: String| {
        let small = text.parse::<usize>().map_or(0, |i| i.saturating_sub(1));
        // Whoever answers first is not asked again.
        let large = two.large.filter(|large| *large != small);
        Act::Cascade(Some(TwoAsOne { small, large, ..two }))
    });
    let pick_large = on.reform(move |text: String| {
        let large = text.parse::<usize>().ok().map(|i| i.saturating_sub(1));
        Act::Cascade(Some(TwoAsOne { large, ..two }))
    });
    html! {
        <Dialog title={words.open} class="cascade" on_close={on.reform(|()| Act::Cascade(None))}>
            <p>{ words.about }</p>
            <p class="actions">
                <label>{ words.small }{ " " }
                    <Select id={stage.id("cascade-small")} value={key(Some(two.small))} choices={choices(lab.small_ones().into_iter().map(Some).collect())} on={pick_small} />
                </label>
                <label>{ words.large }{ " " }
                    <Select id={stage.id("cascade-large")} value={key(two.large)} choices={choices(lab.large_ones(two.small))} on={pick_large} />
                </label>
            </p>
            { answers(stage, (lab, two, &together), on, take) }
        </Dialog>
    }
}

fn called(stage: &Stage, lab: &State, words: &NetWords, pane: Option<usize>) -> String {
    let runs = runs::words::words(stage.lang);
    match pane.and_then(|i| Some((i, lab.runs.panes.get(i)?))) {
        Some((i, pane)) => format!("{} · {}", i + 1, runs::words::name(&pane.spec, runs)),
        None => words.reference.to_owned(),
    }
}

/// Slider, sentence, figures and pictures.
fn answers(
    stage: &Stage,
    (lab, two, together): (&State, TwoAsOne, &Together),
    on: &Callback<Act>,
    take: &Callback<usize>,
) -> Html {
    let words = &words(stage.lang).cascade;
    let move_to = on.reform(move |text: String| {
        let threshold = text.parse::<f64>().unwrap_or(two.threshold).clamp(0.0, TwoAsOne::MOST);
        Act::Cascade(Some(TwoAsOne { threshold, ..two }))
    });
    let now = together.at(two.threshold);
    let told = (words.threshold)(two.threshold);
    let best = [0.0, 0.5, 1.0].map(|points| (points, together.best(points)));
    let most = together.most();
    let slower = together.us.zip(now.us).is_some_and(|(us, now)| now > us[1]);
    let boundary = lab.answered(&two);
    html! {
        <>
            <p class="slide">
                <label for={stage.id("cascade-t")}>{ words.sure }</label>
                <Slider id={stage.id("cascade-t")} value={two.threshold.to_string()} told={told.clone()} on={move_to}
                    range={("0".into(), most.to_string().into(), STEP.to_string().into())} />
                <output>{ told }</output>
            </p>
            <p class="big" role="status">{ (words.result)(now.at.error(), now.at.share()) }</p>
            <p>{ (words.paired)(&now.paired) }{ " " }{ slower.then_some(words.slower) }</p>
            { figures(stage, (lab, two), (together, &now), take) }
            <p class="actions">{ words.best }
                { for best.map(|(points, threshold)| {
                    let go = on.reform(move |_: MouseEvent| Act::Cascade(Some(TwoAsOne { threshold, ..two })));
                    html! { <button type="button" aria-pressed={(threshold == two.threshold).to_string()} onclick={go}>{ (words.within)(points, together.at(threshold).at.share()) }</button> }
                }) }
            </p>
            <div class="pictures">
                { curve(stage, together, &now) }
                { for boundary.map(|(boundary, asked)| pad(stage, lab, boundary, asked)) }
            </div>
            <p class="hint">{ (words.caveat)(together.bytes[0] + together.bytes[1]) }</p>
        </>
    }
}

/// The two nets, and both as one.
fn figures(
    stage: &Stage,
    (lab, two): (&State, TwoAsOne),
    (together, now): (&Together, &AsOne),
    take: &Callback<usize>,
) -> Html {
    let all = words(stage.lang);
    let words = &all.cascade;
    let ends = [together.at(0.0), together.at(TwoAsOne::MOST)];
    let us = |own: Option<f64>| own.map_or_else(|| "–".to_owned(), micro);
    let row = |name: Html, error: f64, bytes: f64, time: Option<f64>| {
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td>{ format!("{:.1} %", 100.0 * error) }</td>
                <td>{ whole(bytes) }</td>
                <td>{ us(time) }</td>
            </tr>
        }
    };
    let alone = |i: usize| together.us.map(|us| us[i]);
    // A net taken along from here says how it answers with the other one.
    let name = |pane: Option<usize>| {
        let own = pane.and_then(|i| Some((i, lab.runs.panes.get(i)?)));
        let button = own.map(|(i, pane)| take_button(stage, pane, take.reform(move |_: MouseEvent| i)));
        html! { <>{ called(stage, lab, all, pane) }{ " " }{ for button }</> }
    };
    html! {
        <table>
            <thead><tr><td></td>{ for words.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
            <tbody>
                { row(name(Some(two.small)), ends[0].at.error(), together.bytes[0], alone(0)) }
                { row(html! { words.both }, now.at.error(), now.bytes, now.us) }
                { row(name(two.large), ends[1].at.error(), together.bytes[1], alone(1)) }
            </tbody>
        </table>
    }
}

fn whole(bytes: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
    let whole = bytes.round() as u64;
    crate::kit::grouped(whole)
}

/// Error over what an answer costs, from the one net to the other.
fn curve(stage: &Stage, together: &Together, now: &AsOne) -> Html {
    let words = &words(stage.lang).cascade;
    let style: Style = stage.screen.colours();
    let cost = |as_one: &AsOne| as_one.us.unwrap_or(as_one.bytes);
    let all: Vec<AsOne> =
        together.cascade.curve(POINTS).iter().map(|at| together.at(f64::from(at.threshold))).collect();
    let axis = |name: &str, percent: bool| RelationAxis {
        name: name.to_owned(),
        logarithmic: false,
        percent,
        ticks: Vec::new(),
    };
    let table = {
        let rows: Vec<Vec<String>> = all
            .iter()
            .map(|one| {
                vec![
                    format!("{:.2}", one.at.threshold),
                    format!("{:.1} %", 100.0 * one.at.share()),
                    format!("{:.2} %", 100.0 * one.at.error()),
                    whole(one.bytes),
                    one.us.map_or_else(|| "–".to_owned(), micro),
                ]
            })
            .collect();
        let head: Vec<String> = words.table.iter().map(|head| (*head).to_owned()).collect();
        Callback::from(move |()| DataTable { head: head.clone(), rows: rows.clone() })
    };
    let plot = RelationPlot {
        lines: vec![Related {
            points: all.iter().map(|one| (cost(one), one.at.error())).collect(),
            colour: style.c_step,
            marker: Marker::None,
            name: String::new(),
        }],
        marked: vec![(cost(now), now.at.error())],
        axes: [
            axis(if now.us.is_some() { words.axes[0] } else { words.axes[1] }, false),
            axis(words.axes[2], true),
        ],
    };
    html! { <Plot picture={Rc::new(Picture::Relation(plot))} title={words.curve} label={words.curve} table={Some(table)} class="tall" /> }
}

/// Who answers where, over the plane.
fn pad(
    stage: &Stage,
    lab: &State,
    boundary: crate::experiment::Boundary,
    asked: crate::experiment::Boundary,
) -> Html {
    let words = &words(stage.lang).cascade;
    let Scene::Plane { extent, points, classes, .. } = &*lab.scene else { return html! {} };
    let points = points.iter().copied().zip(classes.iter().copied()).collect();
    let plot =
        BoundaryPlot { boundary, extent: *extent, points, wrong: Vec::new(), other: Some(asked), pin: None };
    html! {
        <div>
            <Plot picture={Rc::new(Picture::Boundary(plot))} title={words.pad} label={words.pad} class="tall" />
            <p class="hint">{ words.pad }</p>
        </div>
    }
}
