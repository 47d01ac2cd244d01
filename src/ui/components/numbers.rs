//! The table of numbers, aligned across runs.

use std::rc::Rc;

use yew::prelude::*;

use crate::experiment::{Frame, Reference};
use crate::quant::Codebook;
use crate::ui::browser;
use crate::ui::state::{Lab, Pane, ReferenceState};
use crate::ui::text::{Column, TableText, Text, grouped};

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub position: f64,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lab, &other.lab) && self.position == other.position
    }
}

/// One row's figures; those that are not known yet are dashes.
type Cells = [String; 10];

/// The table.
#[component]
pub fn Numbers(props: &Props) -> Html {
    let (words, lab) = (&props.words.table, &props.lab);
    let reference = match &lab.reference {
        ReferenceState::Trained(reference) => Some(&**reference),
        _ => None,
    };
    let columns = columns(words);
    let row = |class: &'static str, name: Html, cells: Cells| {
        html! {
            <div role="row" class={class}>
                <span role="rowheader" class="name">{ name }</span>
                { for cells.into_iter().map(|cell| html! { <span role="cell">{ cell }</span> }) }
            </div>
        }
    };
    let report = lab.report();
    let download = report.clone().map(|report| {
        Callback::from(move |_: MouseEvent| {
            let text = serde_json::to_string_pretty(&report).unwrap_or_default();
            // A browser that refuses downloads says so itself.
            let _ = browser::download("lc-lab-report.json", &text);
        })
    });
    html! {
        <section class="numbers">
            <div role="table" aria-label={words.caption} class="table" data-runs={lab.panes.len().to_string()}>
                <div role="row" class="heads">
                    <span role="columnheader" class="name">{ words.run }</span>
                    { for columns.iter().map(|column| html! {
                        <span role="columnheader"><abbr title={column.about}>{ column.head }</abbr></span>
                    }) }
                </div>
                { row("reference", html! { words.reference }, reference.map_or_else(dashes, |r| reference_cells(r, lab))) }
                { for lab.panes.iter().enumerate().map(|(i, pane)| {
                    let name = html! { <><span class="badge" aria-hidden="true">{ i + 1 }</span>{ name(pane, props.words) }</> };
                    let frame = pane.around(props.position).map(|(frame, _)| frame);
                    let cells = match (frame, reference) {
                        (Some(frame), Some(reference)) => pane_cells(frame, pane, reference),
                        _ => dashes(),
                    };
                    row("run", name, cells)
                }) }
            </div>
            <div class="below">
                <p>{ props.words.caveat }</p>
                <button type="button" id="download" disabled={download.is_none()}
                    onclick={download.unwrap_or_else(Callback::noop)}>{ props.words.download }</button>
            </div>
        </section>
    }
}

fn columns(words: &TableText) -> [&Column; 10] {
    [
        &words.train_loss,
        &words.train_error,
        &words.test_error,
        &words.change,
        &words.disagreement,
        &words.bits,
        &words.size,
        &words.ratio,
        &words.steps,
        &words.seconds,
    ]
}

fn name(pane: &Pane, words: &Text) -> String {
    let method = (words.pane.method_name)(pane.spec.method);
    let codebook = match &pane.spec.codebook {
        Codebook::Adaptive { k } => format!("K = {k}"),
        Codebook::Adaptive0 { k } => format!("K = {k}, 0"),
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => {
            format!("{} ({c})", (words.pane.codebook_name)(pane.spec.codebook.name()))
        }
        other => (words.pane.codebook_name)(other.name()).to_owned(),
    };
    format!("{method}, {codebook}")
}

fn dashes() -> Cells {
    std::array::from_fn(|_| "–".to_owned())
}

fn percent(fraction: Option<f64>) -> String {
    fraction.map_or_else(|| "–".to_owned(), |f| format!("{:.1} %", 100.0 * f))
}

fn loss(value: f64) -> String {
    if value < 0.1 { format!("{value:.4}") } else { format!("{value:.3}") }
}

fn reference_cells(reference: &Reference, lab: &Lab) -> Cells {
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53 parameters")]
    let bytes = 4.0 * (reference.params.weight_count() + reference.params.bias_count()) as f64;
    let none = || "–".to_owned();
    [
        loss(reference.train.loss),
        percent(reference.train.error),
        percent(reference.test.error),
        none(),
        none(),
        "32".to_owned(),
        whole(bytes),
        "1×".to_owned(),
        grouped(lab.spec.reference.into()),
        none(),
    ]
}

fn pane_cells(frame: &Frame, pane: &Pane, reference: &Reference) -> Cells {
    let record = &frame.record;
    let change = record.test_error.zip(reference.test.error).map(|(own, before)| 100.0 * (own - before));
    let bits = frame.size.bits_per_weight;
    [
        loss(record.loss_q),
        percent(record.train_error),
        percent(record.test_error),
        change.map_or_else(|| "–".to_owned(), |points| format!("{points:+.1}").replace('-', "−")),
        percent(frame.disagreement),
        if bits.fract() == 0.0 { format!("{bits:.0}") } else { format!("{bits:.1}") },
        whole((frame.size.quantized_bits / 8.0).ceil()),
        format!("{:.1}×", frame.size.compression_ratio()),
        grouped(frame.sgd_steps),
        format!("{:.1}", pane.seconds),
    ]
}

fn whole(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive count")]
    let count = value as u64;
    grouped(count)
}
