//! The table of numbers, aligned across runs, with the runs pinned to it.

use std::rc::Rc;

use yew::prelude::*;

use super::View;
use super::field::Field;
use super::icon::{Icon, icon};
use crate::experiment::to_json;
use crate::ui::browser;
use crate::ui::state::{Action, Figures, Pane, Pin, ReferenceState, Row, csv};
use crate::ui::text::table::{Cells, cells, columns, dashes, name};

/// The table.
pub fn numbers(view: &View) -> Html {
    let (words, lab) = (&view.words.table, &view.lab);
    let reference = match &lab.reference {
        ReferenceState::Trained(reference) => Some(&**reference),
        _ => None,
    };
    let figures: Vec<Option<Figures>> = lab
        .panes
        .iter()
        .map(|pane| {
            let (frame, _) = pane.around(view.position)?;
            Some(Figures::of_pane(frame, pane, reference?))
        })
        .collect();
    let own = reference.map(Figures::of_reference);
    // Two weights have neither examples nor minibatches.
    let toy = lab.toy();
    let shown: &[usize] = if toy.is_some() { &[0, 5, 6, 7] } else { &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9] };
    let row = |class, name, cells: Cells| row(class, name, shown.iter().map(|&i| cells[i].clone()).collect());
    let (first, caveat) = match toy {
        Some(_) => (view.words.toy.reference, view.words.toy.caveat),
        None => (words.reference, view.words.caveat),
    };
    html! {
        <section class="numbers">
            <div class="scroll own-arrows" tabindex="0" role="region" aria-label={words.caption}>
                <div role="table" aria-label={words.caption} class="table" data-runs={lab.panes.len().to_string()}
                    data-css={format!("--columns:{};--rows:{}", shown.len(), shown.len() + 1)}>
                    <div role="row" class="heads">
                        <span role="columnheader" class="name">{ words.run }</span>
                        { for shown.iter().map(|&i| if i == 0 && toy.is_some() { (view.words.toy.loss, view.words.toy.loss_about) } else { (columns(words)[i].head, columns(words)[i].about) }).map(|(head, about)| html! {
                            <span role="columnheader"><abbr title={about} data-about={about} tabindex="0">{ head }</abbr></span>
                        }) }
                    </div>
                    { row("reference", html! { first }, own.as_ref().map_or_else(dashes, cells)) }
                    { for lab.panes.iter().zip(&figures).enumerate().map(|(i, (pane, figures))| {
                        row("run", run_name(view, i, pane, figures.as_ref()), figures.as_ref().map_or_else(dashes, cells))
                    }) }
                    { for lab.pins.iter().enumerate().map(|(i, pin)| row("pin", pin_name(view, i, pin), cells(&pin.figures))) }
                </div>
            </div>
            <div class="below">
                <p>{ caveat }</p>
                { exports(view, &figures, own.map(|own| (first, own))) }
            </div>
        </section>
    }
}

fn row(class: &'static str, name: Html, cells: Vec<String>) -> Html {
    html! {
        <div role="row" class={class}>
            <span role="rowheader" class="name">{ name }</span>
            { for cells.into_iter().map(|cell| html! { <span role="cell">{ cell }</span> }) }
        </div>
    }
}

/// A run's name, with the button that pins it.
fn run_name(view: &View, i: usize, pane: &Pane, figures: Option<&Figures>) -> Html {
    let words = view.words;
    let pin = figures.map(|figures| {
        let spec = view.lab.spec.asked();
        let subject = match view.lab.toy() {
            Some(toy) => (words.toy.about)(toy.kind).0.to_owned(),
            None => format!("{} · {}", (words.settings.data_name)(spec.data), view.lab.spec.net),
        };
        let name = format!("{} · {subject}", name(&pane.spec, words));
        Pin { id: 0, name, link: view.lab.link_to(i), figures: figures.clone() }
    });
    let disabled = pin.is_none();
    let onclick = view.on.reform(move |_: MouseEvent| {
        Action::Pin(i, Box::new(Pin { id: browser::fresh_seed(), ..pin.clone().unwrap_or_default() }))
    });
    html! {
        <>
            <span class="badge" aria-hidden="true">{ i + 1 }</span>
            <span>{ name(&pane.spec, words) }</span>
            <button type="button" class="small pin-it" aria-label={format!("{}: {}", words.table.pin, name(&pane.spec, words))}
                title={words.table.pin} {disabled} {onclick}>{ icon(Icon::Pin) }</button>
        </>
    }
}

/// A pinned run's name, to be changed, and the ways to it and to be rid of it.
fn pin_name(view: &View, i: usize, pin: &Pin) -> Html {
    let words = &view.words.table;
    let rename = view.on.reform(move |name| Action::RenamePin(i, name));
    let href = browser::address(&pin.link);
    html! {
        <>
            <Field name={words.pin_name} value={pin.name.clone()} longest="80" on={rename} />
            <a {href} class="small" aria-label={format!("{}: {}", words.show_pin, pin.name)} title={words.show_pin}>{ icon(Icon::Play) }</a>
            <button type="button" class="small unpin" aria-label={format!("{}: {}", words.unpin, pin.name)} title={words.unpin}
                onclick={view.on.reform(move |_| Action::RemovePin(i))}>{ icon(Icon::Close) }</button>
        </>
    }
}

/// The table and the report as files.
fn exports(view: &View, figures: &[Option<Figures>], reference: Option<(&str, Figures)>) -> Html {
    let words = view.words;
    let lab = &view.lab;
    let runs =
        lab.panes.iter().zip(figures).enumerate().filter_map(|(i, (pane, figures))| {
            Some((name(&pane.spec, words), lab.link_to(i), figures.clone()?))
        });
    let pins = lab.pins.iter().map(|pin| (pin.name.clone(), pin.link.clone(), pin.figures.clone()));
    let first = reference.map(|(name, figures)| (name.to_owned(), String::new(), figures));
    let rows: Rc<Vec<Row>> = Rc::new(first.into_iter().chain(runs).chain(pins).collect());
    // A browser that refuses downloads says so itself.
    let save_csv = {
        let rows = rows.clone();
        move |_: MouseEvent| drop(browser::download("lc-lab-table.csv", "text/csv", &csv(&rows)))
    };
    let save_json = move |_: MouseEvent| {
        let rows: Vec<Pin> = (1..)
            .zip(rows.iter().cloned())
            .map(|(id, (name, link, figures))| Pin { id, name, link, figures })
            .collect();
        let text = to_json(&rows);
        drop(browser::download("lc-lab-table.json", "application/json", &text));
    };
    let report = lab.clone();
    let save_report = move |_: MouseEvent| {
        if let Some(report) = report.report() {
            let text = to_json(&report);
            drop(browser::download("lc-lab-report.json", "application/json", &text));
        }
    };
    html! {
        <div class="exports">
            <button type="button" id="csv" onclick={save_csv}>{ words.table.csv }</button>
            <button type="button" id="json" onclick={save_json}>{ words.table.json }</button>
            <button type="button" id="download" disabled={!lab.is_finished()} onclick={save_report}>{ words.download }</button>
        </div>
    }
}
