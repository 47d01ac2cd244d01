//! Smaller, faster? What the runs' nets save, as bars beside the 32-bit net, by how many are asked at once, and in operations.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Dialog, Plot, Stage, grouped, unless, use_css, use_stage, when};
use crate::labs::runs::words::{RunsWords, name, words};
use crate::labs::runs::{Runs, Saving, micro, savings, savings_said};
use crate::plot::{Marker, Picture, Related, RelationAxis, RelationPlot, Style};

/// Properties of [`Savings`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What was measured, after the net it is compared with.
    pub savings: Rc<Vec<Saving>>,
    /// What the net all start from is called.
    pub reference_name: AttrValue,
}

impl Props {
    /// For runs.
    pub fn of(runs: &Runs, reference_name: &'static str) -> Self {
        Self { savings: Rc::new(savings(runs)), reference_name: reference_name.into() }
    }
}

/// The button, and the window it opens.
#[component]
pub fn Savings(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).savings;
    let open = use_state_eq(|| false);
    let set = |to: bool| {
        let open = open.clone();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    let missing = props.savings.len() < 2;
    let title = if missing { words.not_yet } else { words.about };
    let onclick = unless(missing, Callback::from(move |_: MouseEvent| show()));
    html! {
        <>
            <button type="button" class="more" id={stage.id("savings")} {title} aria-haspopup="dialog"
                aria-disabled={when(missing)} {onclick}>{ words.open }</button>
            if *open && !missing {
                <Dialog title={words.open} class="savings" on_close={Callback::from(move |()| close())}>
                    <Shown ..props.clone() />
                </Dialog>
            }
        </>
    }
}

/// What is in the window.
#[component]
fn Shown(props: &Props) -> Html {
    let (stage, node) = (use_stage(), use_css());
    let all = words(stage.lang);
    let words = &all.savings;
    let Some((full, others)) = props.savings.split_first() else { return html! {} };
    let called = |saving: &Saving| match &saving.pane {
        Some((_, spec)) => name(spec, all),
        None => props.reference_name.to_string(),
    };
    let picture = Rc::new(Picture::Relation(batches(&stage, &props.savings, all, &called)));
    let table = {
        let (savings, names) = (props.savings.clone(), props.savings.iter().map(called).collect::<Vec<_>>());
        Callback::from(move |()| times(&savings, &names))
    };
    html! {
        <div ref={node}>
            <p>{ words.about }</p>
            <div class="bars" role="table" aria-label={words.open}>
                <div role="row" class="heads">
                    <span role="columnheader"></span>
                    <span role="columnheader">{ words.bytes }</span>
                    <span role="columnheader">{ words.us }</span>
                </div>
                { for props.savings.iter().map(|saving| {
                    let bar = |own: f64, of: f64, figure: String, times: String| html! {
                        <span role="cell" class="bar-cell">
                            <i aria-hidden="true" data-css={format!("--x:{:.4}", (own / of).min(1.5))}></i>
                            <span>{ figure }{ " " }<small>{ times }</small></span>
                        </span>
                    };
                    let times = |of: f64, own: f64| if saving.pane.is_some() { format!("{:.1}×", of / own) } else { String::new() };
                    html! {
                        <div role="row" class={if saving.pane.is_some() { "run" } else { "reference" }}>
                            <span role="rowheader">{ badge(saving) }{ called(saving) }</span>
                            { bar(saving.bytes, full.bytes, grouped(whole(saving.bytes)), times(full.bytes, saving.bytes)) }
                            { bar(saving.us, full.us, micro(saving.us), times(full.us, saving.us)) }
                        </div>
                    }
                }) }
            </div>
            <ul class="told">
                { for others.iter().map(|saving| html! { <li>{ badge(saving) }{ (words.answers)(saving.differ) }</li> }) }
            </ul>
            <ul class="said">
                { for savings_said(&props.savings).iter().map(|said| html! { <li>{ (words.said)(said) }</li> }) }
            </ul>
            <h3>{ words.batches }</h3>
            <Plot {picture} title={words.batches} label={words.batches} table={Some(table)} class="tall" />
            <ul class="told">
                { for others.iter().map(|saving| html! { <li>{ badge(saving) }{ (words.crossing)(saving.crossing) }</li> }) }
            </ul>
            <h3>{ words.operations }</h3>
            <div class="scroll own-arrows" tabindex="0" role="region" aria-label={words.operations}>
                <table>
                    <thead><tr><td></td>{ for words.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                    <tbody>{ for props.savings.iter().map(|saving| html! {
                        <tr>
                            <th scope="row">{ badge(saving) }{ called(saving) }</th>
                            { for figures(saving).map(|figure| html! { <td>{ figure }</td> }) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="hint">{ words.energy }</p>
        </div>
    }
}

fn badge(saving: &Saving) -> Html {
    match &saving.pane {
        Some((i, _)) => html! { <><span class="badge" aria-hidden="true">{ i + 1 }</span>{ " " }</> },
        None => html! {},
    }
}

/// Operations, bytes of weights read, and microjoules.
fn figures(saving: &Saving) -> [String; 6] {
    let all = &saving.operations;
    let count = |value: f64| grouped(whole(value));
    [
        count(all.multiplications),
        count(all.additions),
        count(all.whole_additions),
        count(all.look_ups),
        count(all.bytes),
        format!("{:.2}", 1e-6 * all.picojoules()),
    ]
}

fn whole(value: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    let whole = value.round() as u64;
    whole
}

/// Time by how many are asked at once.
fn batches(
    stage: &Stage,
    savings: &[Saving],
    words: &RunsWords,
    called: &dyn Fn(&Saving) -> String,
) -> RelationPlot {
    let (style, words) = (stage.screen.colours(), &words.savings);
    let markers = [Marker::Dot, Marker::Cross, Marker::Ring, Marker::Square];
    let hue =
        |style: &Style, saving: &Saving| if saving.pane.is_some() { style.c_step } else { style.reference };
    #[expect(clippy::cast_precision_loss, reason = "small batches")]
    let line = |saving: &Saving| Related {
        points: saving.batches.iter().map(|(batch, us)| (*batch as f64, *us)).collect(),
        colour: hue(&style, saving),
        marker: saving.pane.as_ref().map_or(Marker::Square, |(i, _)| markers[i % markers.len()]),
        name: saving.pane.as_ref().map_or_else(|| called(saving), |(i, _)| format!("{}", i + 1)),
    };
    #[expect(clippy::cast_precision_loss, reason = "small batches")]
    let ticks = savings.first().map(|full| full.batches.iter().map(|(batch, _)| *batch as f64).collect());
    let axis = |name: &str, ticks: Vec<f64>| RelationAxis {
        name: name.to_owned(),
        logarithmic: true,
        percent: false,
        ticks,
    };
    RelationPlot {
        lines: savings.iter().map(line).collect(),
        marked: Vec::new(),
        axes: [axis(words.axes[0], ticks.unwrap_or_default()), axis(words.axes[1], Vec::new())],
    }
}

fn times(savings: &[Saving], names: &[String]) -> DataTable {
    let mut head = vec![String::new()];
    head.extend(
        savings.iter().take(1).flat_map(|full| full.batches.iter().map(|(batch, _)| batch.to_string())),
    );
    let row = |(saving, name): (&Saving, &String)| {
        let mut row = vec![name.clone()];
        row.extend(saving.batches.iter().map(|(_, us)| micro(*us)));
        row
    };
    DataTable { head, rows: savings.iter().zip(names).map(row).collect() }
}
