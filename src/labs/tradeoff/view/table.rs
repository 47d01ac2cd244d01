//! All choices as a table, and as files.

use std::fmt::Write;
use yew::prelude::*;

use super::super::pictures::Told;
use super::super::state::{Act, Entry, Origin, State};
use super::super::sweep::Pick;
use super::super::words::{TradeoffWords, words};
use super::Scene;
use crate::experiment::Standing;
use crate::kit::{Stage, browser, grouped};
use crate::math::order_of;

/// Rows that are shown at once: a thousand would hold up the page.
const SHOWN: usize = 40;

/// The table; `shown` is how many rows are, none before it is asked for.
pub(super) fn cells(stage: &Stage, scene: &Scene, on: &Callback<Act>, shown: &UseStateHandle<usize>) -> Html {
    let (words, state) = (&scene.words.table, scene.state);
    let show = |rows: usize| {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(rows))
    };
    let open = **shown > 0;
    let told = |pick: Pick| scene.told.iter().find(|told| told.pick == pick);
    let size = |entry: &Entry| told(entry.pick).map_or(f64::INFINITY, |told| told.bytes.0);
    let sizes: Vec<f64> = scene.entries.iter().map(size).collect();
    let order: Vec<&Entry> = order_of(&sizes).into_iter().map(|i| &scene.entries[i]).collect();
    let count = order.len();
    let save_csv = {
        let (state, entries) = (state.clone(), scene.entries.clone());
        // A browser that refuses downloads says so itself.
        move |_: MouseEvent| drop(browser::download("lc-lab-sweep.csv", "text/csv", &csv(&state, &entries)))
    };
    let save_json = {
        let entries = scene.entries.clone();
        move |_: MouseEvent| {
            let _ = browser::download("lc-lab-sweep.jsonl", "application/x-ndjson", &lines(&entries));
        }
    };
    html! {
        <section class="cells">
            <p class="actions">
                <button type="button" id={stage.id("all-choices")} aria-expanded={open.to_string()} onclick={show(if open { 0 } else { SHOWN })}>{ (words.title)(count) }</button>
                <button type="button" onclick={save_csv}>{ words.csv }</button>
                <button type="button" onclick={save_json}>{ words.json }</button>
            </p>
            if open {
                <div class="scroll" tabindex="0" role="region" aria-label={words.caption}>
                    <table>
                        <caption class="visually-hidden">{ words.caption }</caption>
                        <thead><tr>{ for words.head.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                        <tbody>{ for order.iter().take(**shown).map(|entry| row(state, entry, told(entry.pick), (stage.lang, on))) }</tbody>
                    </table>
                </div>
                if count > **shown {
                    <p><button type="button" onclick={show(**shown + SHOWN)}>{ (words.more)((count - **shown).min(SHOWN)) }</button></p>
                }
            }
        </section>
    }
}

fn row(
    state: &State,
    entry: &Entry,
    told: Option<&Told>,
    (lang, on): (crate::link::Lang, &Callback<Act>),
) -> Html {
    let all: &TradeoffWords = words(lang);
    let Some((net, choice)) = state.sweep.of(entry.pick) else { return html! {} };
    let pick = entry.pick;
    let look = on.reform(move |_: MouseEvent| Act::Look(Some(pick)));
    let known: Vec<_> = entry.cells.iter().flatten().collect();
    let off = known.iter().any(|known| known.cell.standing == Some(Standing::Off));
    let note = match told {
        None => Some(all.table.standing[0]),
        Some(_) if off => Some(all.table.standing[1]),
        Some(_) => None,
    };
    let mut origins: Vec<&str> = known.iter().map(|known| origin(known.origin, all)).collect();
    origins.dedup();
    let current = (state.looked_at == Some(pick)).then_some("true");
    html! {
        <tr key={format!("{} {}", pick.net, pick.choice)} aria-current={current}>
            <th scope="row"><button type="button" title={all.table.look} onclick={look}>{ (all.net_short)(net) }</button></th>
            <td class="name">{ (all.choice)(choice) }{ for note.map(|note| html! { <span class="wrong">{ " (" }{ note }{ ")" }</span> }) }</td>
            <td>{ for told.map(|told| whole(told.bytes.0)) }</td>
            <td>{ for told.map(|told| format!("{:.1}×", told.ratio)) }</td>
            <td>{ for told.and_then(|told| told.held_out).map(|(own, _)| format!("{:.1} %", 100.0 * own)) }</td>
            <td>{ known.len() }</td>
            <td>{ origins.join(", ") }</td>
        </tr>
    }
}

fn whole(amount: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
    let amount = amount.round() as u64;
    grouped(amount)
}

fn origin(origin: Origin, words: &TradeoffWords) -> &'static str {
    let place = match origin {
        Origin::Shipped => 0,
        Origin::Kept => 1,
        Origin::File => 2,
        Origin::Here => 3,
    };
    words.table.origin[place]
}

/// Every run that is known, a line each, as `headless sweep --brief` writes them.
fn lines(entries: &[Entry]) -> String {
    let cells = entries.iter().flat_map(|entry| entry.cells.iter().flatten());
    let mut text = String::new();
    for line in cells.filter_map(|known| serde_json::to_string(&*known.cell).ok()) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Every run that is known, with the names that the lines have.
pub(super) fn csv(state: &State, entries: &[Entry]) -> String {
    let mut text = String::from(
        "net,choice,seed,bytes,entropy_coded_bytes,compression_ratio,valid_error,train_loss,reference_valid_error,reference_train_loss,digest,link,us_per_answer\n",
    );
    for entry in entries {
        let Some((net, choice)) = state.sweep.of(entry.pick) else { continue };
        for (seed, known) in entry.cells.iter().enumerate() {
            let Some(known) = known else { continue };
            let (cell, seed) =
                (&known.cell, state.sweep.cell(entry.pick, seed).map_or(0, |spec| spec.runs.seed));
            let figure = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
            let eighth = |bits: Option<f64>| figure(bits.map(|bits| bits / 8.0));
            // Writing to a text does not fail.
            let _ = writeln!(
                text,
                "{net},\"{choice}\",{seed},{},{},{},{},{},{},{},{},\"{}\",{}",
                eighth(cell.size_bits),
                eighth(cell.coded_bits),
                figure(cell.ratio),
                figure(cell.quantized.valid_error),
                figure(cell.quantized.end.train_loss),
                figure(cell.reference.valid_error),
                figure(cell.reference.end.train_loss),
                cell.digest.as_deref().unwrap_or_default(),
                cell.link,
                figure(state.us_of(entry.pick).map(|us| us.packed)),
            );
        }
    }
    text
}
