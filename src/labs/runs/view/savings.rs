//! Smaller, faster? What the runs' nets save, as bars beside the 32-bit net, by how many are asked at once, and in operations.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Dialog, Plot, Stage, grouped, when};
use crate::labs::runs::words::{RunsWords, name, words};
use crate::labs::runs::{Saving, micro, savings_said};
use crate::plot::{Marker, Picture, Related, RelationAxis, RelationPlot, Style};

/// What the window is made from.
pub struct SavingsShown<'a> {
    /// What was measured, after the net it is compared with.
    pub savings: &'a [Saving],
    /// What the net all start from is called.
    pub reference_name: &'static str,
    /// Asks for two nets as one, where that can be had, and how that is called.
    pub cascade: (&'static str, Option<Callback<MouseEvent>>),
}

/// The window, if there is something to show.
pub fn savings_window(stage: &Stage, shown: &SavingsShown, on_close: Callback<()>) -> Html {
    let words = &words(stage.lang).savings;
    html! {
        <Dialog title={words.open} class="savings" {on_close}>
            if shown.savings.len() < 2 {
                <p role="status">{ words.not_yet }</p>
            } else {
                { inside(stage, shown) }
            }
        </Dialog>
    }
}

fn inside(stage: &Stage, shown: &SavingsShown) -> Html {
    let (all, savings) = (words(stage.lang), shown.savings);
    let words = &all.savings;
    let Some((full, others)) = savings.split_first() else { return html! {} };
    let called = |saving: &Saving| match &saving.pane {
        Some((_, spec)) => name(spec, all),
        None => shown.reference_name.to_owned(),
    };
    let picture = Rc::new(Picture::Relation(batches(stage, savings, all, &called)));
    let table = {
        let table = times(savings, &savings.iter().map(called).collect::<Vec<_>>());
        Callback::from(move |()| table.clone())
    };
    // Bars of a column end at its largest.
    let most = |figure: &dyn Fn(&Saving) -> f64| savings.iter().map(figure).fold(1e-9, f64::max);
    let (largest, slowest) = (most(&|saving| saving.bytes), most(&|saving| saving.us));
    let bar = |share: f64, figure: String, times: Option<f64>| {
        html! {
            <span role="cell" class="bar-cell">
                <i aria-hidden="true" data-css={format!("--x:{share:.4}")}></i>
                <span>{ figure }{ for times.map(|times| html! { <small>{ format!(" {times:.1}×") }</small> }) }</span>
            </span>
        }
    };
    let row = |saving: &Saving| {
        let times = |of: f64, own: f64| saving.pane.as_ref().map(|_| of / own);
        html! {
            <div role="row" class={if saving.pane.is_some() { "run" } else { "reference" }}>
                <span role="rowheader">{ badge(saving) }{ called(saving) }</span>
                { bar(saving.bytes / largest, grouped(whole(saving.bytes)), times(full.bytes, saving.bytes)) }
                { bar(saving.us / slowest, micro(saving.us), times(full.us, saving.us)) }
            </div>
        }
    };
    let (as_one, ask) = shown.cascade.clone();
    html! {
        <>
            <p>{ words.about }</p>
            <div class="bars" role="table" aria-label={words.open}>
                <div role="row" class="heads">
                    <span role="columnheader">{ all.table.run }</span>
                    <span role="columnheader">{ words.bytes }</span>
                    <span role="columnheader">{ words.us }</span>
                </div>
                { for savings.iter().map(row) }
            </div>
            <ul class="said">
                { for savings_said(savings).iter().map(|said| html! { <li>{ (words.said)(said) }</li> }) }
            </ul>
            <p class="actions"><button type="button" id={stage.id("cascade")} aria-haspopup="dialog" aria-disabled={when(ask.is_none())} onclick={ask}>{ as_one }</button></p>
            <h3>{ words.batches }</h3>
            <Plot {picture} title={words.batches} label={words.batches} table={Some(table)} class="tall" />
            <ul class="told">
                { for others.iter().map(|saving| html! { <li>{ badge(saving) }{ (words.crossing)(saving.crossing) }{ " " }{ (words.answers)(saving.differ) }</li> }) }
            </ul>
            <h3>{ words.operations }</h3>
            <div class="scroll own-arrows" tabindex="0" role="region" aria-label={words.operations}>
                <table>
                    <thead><tr><td></td>{ for words.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                    <tbody>{ for savings.iter().map(|saving| html! {
                        <tr>
                            <th scope="row">{ badge(saving) }{ called(saving) }</th>
                            { for figures(saving).map(|figure| html! { <td>{ figure }</td> }) }
                        </tr>
                    }) }</tbody>
                </table>
            </div>
            <p class="hint">{ words.energy }</p>
        </>
    }
}

fn badge(saving: &Saving) -> Html {
    match &saving.pane {
        Some((i, _)) => html! { <><span class="badge" aria-hidden="true">{ i + 1 }</span>{ " " }</> },
        None => html! {},
    }
}

/// Operations, bytes of weights read, and nanojoules.
fn figures(saving: &Saving) -> [String; 6] {
    let all = &saving.operations;
    let count = |value: f64| grouped(whole(value));
    [
        count(all.multiplications),
        count(all.additions),
        count(all.whole_additions),
        count(all.look_ups),
        count(all.bytes),
        count(1e-3 * all.picojoules()),
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
