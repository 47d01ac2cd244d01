//! The strip view of a pane's weights.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::experiment::{Frame, LayerFrame};
use crate::plot::{LayerStrip, Raster, Strip, StripLayout, draw_strip_frame, draw_strip_marks};
use crate::ui::hooks::Screen;
use crate::ui::state::Phase;
use crate::ui::text::Text;

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    /// The iteration reached and the one on the way to.
    pub frames: Option<(Rc<Frame>, Rc<Frame>)>,
    pub position: f64,
    pub range: (f32, f32),
    pub screen: Screen,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        let same_frames = match (&self.frames, &other.frames) {
            (Some((a, b)), Some((c, d))) => Rc::ptr_eq(a, c) && Rc::ptr_eq(b, d),
            (None, None) => true,
            _ => false,
        };
        same_frames
            && std::ptr::eq(self.words, other.words)
            && self.position == other.position
            && self.range == other.range
            && self.screen == other.screen
    }
}

/// The weights of a pane.
#[component]
pub fn StripView(props: &Props) -> Html {
    let canvas = use_node_ref();
    {
        let (canvas, screen) = (canvas.clone(), props.screen);
        let strip = props.frames.as_ref().map(|(from, to)| strip(from, to, props));
        use_effect(move || {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                draw(&canvas, strip.as_ref(), screen);
            }
        });
    }
    let summary = props.frames.as_ref().map(|(from, _)| {
        let entries = from.layers.iter().map(|l| l.codebook.len()).max().unwrap_or(0);
        (props.words.pane.strip_summary)(from.record.iteration, entries)
    });
    html! { <canvas ref={canvas} class="strip" role="img" aria-label={summary.unwrap_or_default()}></canvas> }
}

fn draw(canvas: &HtmlCanvasElement, strip: Option<&Strip>, screen: Screen) {
    let Some((width, height)) = screen.fit(canvas) else { return };
    let style = screen.style();
    let mut raster = Raster::new(width as usize, height as usize, style.paper);
    let layout = strip.map(|strip| StripLayout::new(strip, (width, height), &style));
    if let (Some(strip), Some(layout)) = (strip, &layout) {
        draw_strip_marks(&mut raster, strip, layout, &style);
    }
    if let (Some(area), Some(strip), Some(layout)) = (crate::ui::hooks::blit(canvas, &raster), strip, &layout)
    {
        // A canvas reports no errors worth telling: the next frame draws again.
        let _ = draw_strip_frame(&area, strip, layout, &style);
    }
}

/// What to draw between two iterations: first the dots drift (L step), then the codebook moves and
/// threads re-attach (C step).
fn strip(from: &Frame, to: &Frame, props: &Props) -> Strip {
    let (drift, snap) = match Phase::at(props.position) {
        None => (0.0, 0.0),
        Some(Phase::L(t)) => (eased(t), 0.0),
        Some(Phase::C(t)) => (1.0, eased(t)),
    };
    let layers = from.layers.iter().zip(&to.layers).enumerate();
    let layers = layers.map(|(i, (from, to))| LayerStrip {
        values: mixed(&from.weights, &to.weights, drift),
        threads: mixed(&targets(from), &targets(to), snap),
        codebook: if from.codebook.len() == to.codebook.len() {
            mixed(&from.codebook, &to.codebook, snap)
        } else {
            to.codebook.clone()
        },
        ghost: if snap > 0.0 { from.codebook.clone() } else { Vec::new() },
        labels: (props.words.pane.layer)(i + 1, from.total, from.stride),
        total: from.total,
    });
    Strip { layers: layers.collect(), range: props.range }
}

/// The entry of every weight.
fn targets(layer: &LayerFrame) -> Vec<f32> {
    layer.assignment.iter().map(|&a| layer.codebook[usize::from(a)]).collect()
}

fn mixed(from: &[f32], to: &[f32], t: f32) -> Vec<f32> {
    if t == 0.0 {
        return from.to_vec();
    }
    from.iter().zip(to).map(|(&a, &b)| a + t * (b - a)).collect()
}

/// Slow at both ends.
fn eased(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
