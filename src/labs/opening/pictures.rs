//! From the opening's state to what its plots show. Pure, so that the same pictures can be made without a page.

use super::state::{Card, State};
use super::words::OpeningWords;
use crate::experiment::{Boundary, Insight, Scene};
use crate::labs::runs::between;
use crate::plot::{BoundaryPlot, Emphasis, MosaicPlot, Picture};

/// What a card's net does: its regions of the plane, or its answers on images; what it gets wrong is marked.
pub fn card_picture(state: &State, card: Card) -> Picture {
    let wrong = || state.graded(card).map(|graded| graded.wrong.clone()).unwrap_or_default();
    match &*state.scene {
        Scene::Plane { extent, points, classes, reference } => {
            let boundary: Option<&Boundary> = match card {
                Card::Full => Some(reference),
                Card::Rounded | Card::Trained => match state.frame(card).map(|frame| &frame.insight) {
                    Some(Insight::Plane(boundary)) => Some(boundary),
                    _ => None,
                },
            };
            boundary.map_or(Picture::Blank, |boundary| {
                Picture::Boundary(BoundaryPlot {
                    boundary: boundary.clone(),
                    other: None,
                    extent: *extent,
                    points: points.iter().copied().zip(classes.iter().copied()).collect(),
                    wrong: wrong(),
                    pin: None,
                })
            })
        }
        Scene::Images { .. } if !state.tiles.is_empty() && state.graded(card).is_some() => {
            Picture::Mosaic(MosaicPlot { tiles: state.tiles.clone(), wrong: wrong() })
        }
        Scene::Images { .. } | Scene::None => Picture::Blank,
    }
}

/// The weights on their way: LC's, or while another card is pointed at, that card's.
pub fn strip(state: &State, words: &OpeningWords) -> Picture {
    // The first iteration is rounding, and its weights are those of the net in 32 bits.
    let pane = 0;
    let position = match state.lit {
        Some(Card::Full | Card::Rounded) => 0.0,
        Some(Card::Trained) | None => state.runs.position,
    };
    let Some((from, to)) = state.runs.panes.get(pane).and_then(|pane| pane.around(position)) else {
        return Picture::Blank;
    };
    let mut weights = between((from, to), &state.runs, (pane, position), |l, layer| {
        (words.layer)(l + 1, layer.total).to_vec()
    });
    match state.lit {
        // The net in 32 bits has no lines yet.
        Some(Card::Full) => weights.emphasis = Emphasis::Dots,
        Some(Card::Rounded) => weights.emphasis = Emphasis::Threads,
        Some(Card::Trained) | None => {}
    }
    Picture::Strip(weights)
}
