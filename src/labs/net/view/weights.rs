//! The weights of a pane: the strip or the plane, what is pointed at, and the entries' shares.

use std::rc::Rc;

use yew::prelude::*;

use crate::experiment::{Boundary, Frame, Insight, LayerFrame, Scene};
use crate::kit::{DataTable, Plot, Same, grouped, minus, use_css, use_stage, walk};
use crate::labs::net::words::{NetWords, StripWords, words};
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
    let pointed = lab.lit.filter(|lit| lit.pane == index).map(|lit| lit.spot);
    let pane = &lab.runs.panes[index];
    let frames = pane.around(*position).map(|(from, to)| (from.clone(), to.clone()));
    let shown = frames.as_ref().map(|(from, to)| {
        let lit = pointed.filter(|spot| is_there(*spot, from));
        Weights { lit, ..weights((from, to), lab, (index, *position), words) }
    });
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
    let light = on.reform(move |spot: Option<Spot>| Act::Light(spot.map(|spot| Lit { pane: index, spot })));
    let table = {
        let from = frames.as_ref().map(|(from, _)| from.clone());
        Callback::from(move |()| from.as_deref().map(|frame| entry_table(frame, words)).unwrap_or_default())
    };
    html! {
        <div class="weights" ref={node}>
            <Plot picture={picture} class="main" title={words.weights} label={label} table={table} on_spot={light.clone()} printed={(598, 192)} />
            // What is written at the lines, for the keyboard and for ears.
            <div class="shares">
                // Custom properties cannot be printed: only their room is kept.
                if !stage.printed {
                    { for frames.iter().flat_map(|(from, _)| from.layers.iter().enumerate()).map(|(l, layer)| {
                        shares(l, layer, pointed, words, &light)
                    }) }
                }
            </div>
        </div>
    }
}

/// What is pointed at in a pane, in words.
pub fn readout(lab: &State, index: usize, position: f64, words: &NetWords) -> Option<String> {
    let spot = lab.lit.filter(|lit| lit.pane == index)?.spot;
    let (from, to) = lab.runs.panes[index].around(position)?;
    if let Spot::Place { across, up } = spot {
        let (Scene::Plane { reference, .. }, Insight::Plane(own)) = (&*lab.scene, &from.insight) else {
            return None;
        };
        let answer =
            |boundary: &Boundary| boundary.vote((across, up)).map(|vote| (vote.class, vote.confidence));
        return Some((words.net_view.place)(answer(reference)?, answer(own)?));
    }
    let weights = weights((from, to), lab, (index, position), &words.strip);
    let outputs = |layer: usize| {
        let layers = lab.runs.reference.trained().map(|reference| &reference.params.layers);
        layers.and_then(|layers| layers.get(layer)).map_or(1, |layer| layer.biases.len().max(1))
    };
    is_there(spot, from).then(|| tell(&weights, spot, (from, &outputs), &words.strip))
}

/// Whether a spot pointed at earlier is still something.
fn is_there(spot: Spot, frame: &Frame) -> bool {
    match spot {
        Spot::Entry { layer, entry } => frame.layers.get(layer).is_some_and(|l| entry < l.codebook.len()),
        Spot::Dot { layer, index } => frame.layers.get(layer).is_some_and(|l| index < l.weights.len()),
        Spot::Place { .. } | Spot::Point(_) => false,
    }
}

/// What there is to say of a spot that is there.
fn tell(
    weights: &Weights,
    spot: Spot,
    (from, outputs): (&Frame, &dyn Fn(usize) -> usize),
    words: &StripWords,
) -> String {
    match spot {
        Spot::Entry { layer, entry } => {
            let layer_frame = &from.layers[layer];
            let (count, share) = share(layer_frame, layer_frame.counts().get(entry).copied().unwrap_or(0));
            let value = thousandths(weights.layers[layer].codebook.get(entry).copied().unwrap_or(0.0));
            (words.entry)(layer + 1, &value, count, share)
        }
        Spot::Dot { layer, index } => {
            let own = &weights.layers[layer];
            let number = index * from.layers[layer].stride;
            let (input, output) = (number / outputs(layer), number % outputs(layer));
            // Answers are counted from 0, as digits are.
            let last = layer + 1 == weights.layers.len();
            (words.dot)(
                (layer + 1, input + 1, output + usize::from(!last), last),
                own.values[index],
                own.threads[index],
            )
        }
        Spot::Place { .. } | Spot::Point(_) => String::new(),
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
