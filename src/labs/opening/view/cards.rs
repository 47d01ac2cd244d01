//! The three nets side by side.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Plot, Same, Stage, use_css, use_stage};
use crate::labs::opening::words::{OpeningWords, percent, words};
use crate::labs::opening::{Act, Card, Cost, Proof, Source, State, Storage, card_picture};
use crate::labs::runs::ReferenceState;
use crate::plot::Picture;

/// What one card shows: drawn anew only when that changes.
#[derive(Clone, PartialEq, Properties)]
struct CardProps {
    card: Card,
    title: String,
    picture: Rc<Picture>,
    label: &'static str,
    error: Option<String>,
    wrong: String,
    cost: Option<String>,
    bytes: Option<String>,
    smaller: Option<String>,
    storage: Option<Storage>,
    legend: String,
    lit: bool,
    bad: bool,
    on: Callback<Act>,
}

/// All three.
pub fn cards(stage: &Stage, state: &Same<State>, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    html! {
        <div class="cards three">
            { for Card::ALL.iter().map(|&card| one(state, card, words, on)) }
            { waiting(state, words) }
        </div>
    }
}

fn one(state: &Same<State>, card: Card, words: &'static OpeningWords, on: &Callback<Act>) -> Html {
    let spec = state.spec;
    let graded = state.graded(card);
    let of = graded.map_or(0, |graded| graded.of);
    let cost = state.cost(card).filter(|_| card != Card::Full);
    let bad = matches!(cost, Some(Cost::Breaks(_) | Cost::Points(_))) && card == Card::Rounded;
    let cost = cost.map(words.costs);
    let frame = state.frame(Card::Rounded);
    let storage = frame.filter(|_| card != Card::Full).map(|frame| Storage::of(frame));
    let full_bytes = frame.map(|frame| frame.size.reference_bits / 8.0);
    let bytes = if card == Card::Full { full_bytes } else { storage.map(|storage| storage.bytes()) };
    let smaller = storage.zip(full_bytes).map(|(storage, full)| (words.smaller)(full / storage.bytes()));
    let shown = u32::try_from(state.tiles.len()).unwrap_or(0);
    html! {
        <OneCard key={format!("{card:?}")} {card} title={(words.card)(card, spec.bits.count())}
            picture={Rc::new(card_picture(state, card))} label={(words.picture)(spec.data, card)}
            error={graded.map(|graded| percent(100.0 * graded.error()))} wrong={(words.wrong)(spec.data, of)} {cost}
            bytes={bytes.map(words.bytes)} {smaller} {storage} legend={(words.legend)(spec.data, shown)}
            lit={state.lit == Some(card)} {bad} on={on.clone()} />
    }
}

/// One net: what it does, how much of it is wrong, how large it is.
#[component]
fn OneCard(props: &CardProps) -> Html {
    let stage = use_stage();
    let words = words(stage.lang);
    let node = use_css();
    let card = props.card;
    let light = |card: Option<Card>| props.on.reform(move |_: PointerEvent| Act::Light(card));
    let focus = |card: Option<Card>| props.on.reform(move |_: FocusEvent| Act::Light(card));
    let class = match card {
        Card::Full => "full",
        Card::Rounded => "rounded",
        Card::Trained => "trained",
    };
    let row = [
        props.title.clone(),
        props.error.clone().unwrap_or_default(),
        props.bytes.clone().unwrap_or_default(),
    ];
    let table = Callback::from(move |()| DataTable {
        head: vec![String::new(), "%".to_owned(), String::new()],
        rows: vec![row.to_vec()],
    });
    html! {
        <article class={classes!("net-card", class, props.lit.then_some("lit"), props.bad.then_some("bad"))} tabindex="0" aria-label={props.title.clone()}
            onpointerenter={light(Some(card))} onpointerleave={light(None)} onfocus={focus(Some(card))} onblur={focus(None)} ref={node}>
            <Plot picture={props.picture.clone()} class="look" title={props.title.clone()} label={props.label} {table} printed={(228, 228)} />
            <div class="says">
                <h3>{ &props.title }</h3>
                if let Some(error) = &props.error {
                    <p class="figure"><strong>{ error }</strong>{ "\u{202f}%" }</p>
                    <p class="of">{ props.cost.as_ref().unwrap_or(&props.wrong) }</p>
                    if card == Card::Full {
                        <p class="legend">{ &props.legend }</p>
                    }
                    <p class="bytes">{ props.bytes.clone().unwrap_or_default() }</p>
                    if let Some(smaller) = &props.smaller {
                        <p class="smaller">{ smaller }</p>
                    }
                    if let Some(storage) = props.storage {
                        { storage_bar(storage, words, stage.printed) }
                    }
                }
            </div>
        </article>
    }
}

/// Where the bytes go: bits, values, and biases that stay as they are.
fn storage_bar(storage: Storage, words: &'static OpeningWords, printed: bool) -> Html {
    let parts = [storage.bits, storage.values, storage.biases];
    html! {
        <>
        <p class="storage" aria-hidden="true">
            { for parts.into_iter().zip(["bits", "values", "biases"]).map(|(part, class)| {
                // Custom properties cannot be printed: the program brings them.
                let share = (!printed).then(|| format!("--share:{:.4}", part / storage.bytes()));
                html! { <span class={class} data-css={share}></span> }
            }) }
        </p>
        <p class="parts">{ (words.storage)(parts) }</p>
        </>
    }
}

/// What is awaited, or being computed.
fn waiting(state: &State, words: &'static OpeningWords) -> Html {
    let told = match (state.source, &state.runs.reference) {
        (Source::Awaited, _) => words.awaited,
        (Source::Missing, _) => words.missing,
        (Source::Live(Proof::Computing), ReferenceState::Training { failed: None, .. }) => words.training,
        _ => return html! {},
    };
    html! { <p class="waiting" role="status">{ told }</p> }
}
