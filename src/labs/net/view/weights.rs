//! The weights of a pane: the strip or the plane, what is pointed at, and the entries' shares.

use std::rc::Rc;

use yew::prelude::*;

use crate::experiment::{Frame, LayerFrame};
use crate::kit::{DataTable, Plot, Same, grouped, minus, use_css, use_stage, walk};
use crate::labs::net::words::{StripWords, words};
use crate::labs::net::{Act, Lit, State, weights};
use crate::link::Look;
use crate::plot::{Picture, Spot, Weights};

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub lab: Same<State>,
    pub index: usize,
    pub position: f64,
    pub on: Callback<Act>,
}

/// The weights of a pane.
#[component]
pub fn WeightsView(props: &Props) -> Html {
    let stage = use_stage();
    let words = &words(stage.lang).strip;
    let node = use_css();
    let Props { lab, index, position, on } = props;
    let index = *index;
    let pointed = lab.lit.filter(|lit| lit.pane == index).map(|lit| (lit.spot, lit.at));
    let pane = &lab.runs.panes[index];
    let frames = pane.around(*position).map(|(from, to)| (from.clone(), to.clone()));
    let shown = frames.as_ref().map(|(from, to)| {
        let lit = pointed.map(|(spot, _)| spot).filter(|spot| is_there(*spot, from));
        Weights { lit, ..weights((from, to), lab, (index, *position), words) }
    });
    let told = shown
        .as_ref()
        .zip(pointed)
        .map(|(weights, (spot, at))| (tell(weights, spot, frames.as_ref(), words), at));
    let label = frames.as_ref().map_or_else(
        || words.weights.to_owned(),
        |(from, _)| {
            let entries = from.layers.iter().map(|l| l.codebook.len()).max().unwrap_or(0);
            (words.strip_summary)(from.record.iteration, entries)
        },
    );
    let picture = Rc::new(match shown {
        None => Picture::Blank,
        Some(weights) if lab.look == Look::Plane => Picture::Plane(weights),
        Some(weights) => Picture::Strip(weights),
    });
    let on_spot = on.reform(move |spot: Option<(Spot, (f64, f64))>| {
        Act::Light(spot.map(|(spot, at)| Lit { pane: index, spot, at: Some(at) }))
    });
    let table = {
        let from = frames.as_ref().map(|(from, _)| from.clone());
        Callback::from(move |()| from.as_deref().map(|frame| entry_table(frame, words)).unwrap_or_default())
    };
    let light =
        on.reform(move |spot: Option<Spot>| Act::Light(spot.map(|spot| Lit { pane: index, spot, at: None })));
    html! {
        <div class="weights" ref={node}>
            <Plot picture={picture} class="main" title={words.weights} label={label} table={table} on_spot={on_spot} printed={(598, 192)} />
            { tip(told) }
            <div class="shares">
                // Custom properties cannot be printed: only their room is kept.
                if !stage.printed {
                    { for frames.iter().flat_map(|(from, _)| from.layers.iter().enumerate()).map(|(l, layer)| {
                        shares(l, layer, pointed.map(|(spot, _)| spot), words, &light)
                    }) }
                }
            </div>
        </div>
    }
}

/// What is pointed at, beside the pointer; for an entry chosen below, at the edge.
fn tip(told: Option<(String, Option<(f64, f64)>)>) -> Html {
    let (text, at) = told.map_or((None, None), |(text, at)| (Some(text), at));
    let place = at.map(|(x, y)| format!("--x:{x:.0}px;--y:{y:.0}px"));
    html! {
        <p class={classes!("tip", at.is_none().then_some("edge"))} data-css={place} hidden={text.is_none()}
            role="status">{ text.unwrap_or_default() }</p>
    }
}

/// Whether a spot pointed at earlier is still something.
fn is_there(spot: Spot, frame: &Frame) -> bool {
    match spot {
        Spot::Entry { layer, entry } => frame.layers.get(layer).is_some_and(|l| entry < l.codebook.len()),
        Spot::Dot { layer, index } => frame.layers.get(layer).is_some_and(|l| index < l.weights.len()),
    }
}

/// What there is to say of a spot.
fn tell(
    weights: &Weights,
    spot: Spot,
    frames: Option<&(Rc<Frame>, Rc<Frame>)>,
    words: &StripWords,
) -> String {
    let Some((from, _)) = frames.filter(|(from, _)| is_there(spot, from)) else { return String::new() };
    match spot {
        Spot::Entry { layer, entry } => {
            let layer_frame = &from.layers[layer];
            let (count, share) = share(layer_frame, layer_frame.counts().get(entry).copied().unwrap_or(0));
            let value = thousandths(weights.layers[layer].codebook.get(entry).copied().unwrap_or(0.0));
            (words.entry)(layer + 1, &value, count, share)
        }
        Spot::Dot { layer, index } => {
            let own = &weights.layers[layer];
            (words.dot)(layer + 1, index * from.layers[layer].stride, own.values[index], own.threads[index])
        }
    }
}

fn thousandths(value: f32) -> String {
    minus(&format!("{value:.3}"))
}

/// How many of a layer's weights an entry stands for, estimated from the sample if it is one, and their share.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of weights"
)]
fn share(layer: &LayerFrame, counted: usize) -> (usize, f64) {
    let share = counted as f64 / layer.assignment.len().max(1) as f64;
    ((share * layer.total as f64).round() as usize, share)
}

/// Up to this many entries have their values written into their shares.
const NAMED: usize = 8;

/// A layer's entries by their shares: each can be focused, and lights its dots.
fn shares(
    l: usize,
    layer: &LayerFrame,
    lit: Option<Spot>,
    words: &'static StripWords,
    light: &Callback<Option<Spot>>,
) -> Html {
    html! {
        <div class="layer-shares own-keys" role="group" aria-label={(words.shares)(l + 1)} onkeydown={Callback::from(walk)}>
            { for layer.codebook.iter().zip(layer.counts()).enumerate().map(|(e, (&value, counted))| {
                let (count, share) = share(layer, counted);
                let spot = Spot::Entry { layer: l, entry: e };
                let told = (words.entry)(l + 1, &thousandths(value), count, share);
                let name = if layer.codebook.len() <= NAMED { format!("{:.0} %", 100.0 * share) } else { String::new() };
                // Its name begins with what is to be read on it.
                let told = if name.is_empty() { told } else { format!("{name}: {told}") };
                html! {
                    <button key={e} type="button" class={classes!("share", (lit == Some(spot)).then_some("lit"))}
                        data-css={format!("--share:{:.4}", share.max(0.001))}
                        tabindex={if e == 0 { "0" } else { "-1" }} aria-label={told}
                        onpointerenter={light.reform(move |_| Some(spot))} onpointerleave={light.reform(|_| None)}
                        onfocus={light.reform(move |_| Some(spot))} onblur={light.reform(|_| None)}
                        onclick={light.reform(move |_| Some(spot))}>
                        <span aria-hidden="true">{ name }</span>
                    </button>
                }
            }) }
        </div>
    }
}

/// Every entry of every layer, with what it stands for.
fn entry_table(frame: &Frame, words: &StripWords) -> DataTable {
    let mut rows = Vec::new();
    for (l, layer) in frame.layers.iter().enumerate() {
        for ((e, &entry), counted) in layer.codebook.iter().enumerate().zip(layer.counts()) {
            let (count, share) = share(layer, counted);
            let own = layer.weights.iter().zip(&layer.assignment).filter(|(_, a)| usize::from(**a) == e);
            let (mut sum, mut n) = (0.0_f64, 0.0_f64);
            for (w, _) in own {
                sum += f64::from((w - entry).abs());
                n += 1.0;
            }
            rows.push(vec![
                (l + 1).to_string(),
                minus(&format!("{entry:.5}")),
                grouped(count as u64),
                format!("{:.1} %", 100.0 * share),
                if n > 0.0 { format!("{:.5}", sum / n) } else { "–".to_owned() },
            ]);
        }
    }
    DataTable { head: words.weights_head.map(str::to_owned).to_vec(), rows }
}
