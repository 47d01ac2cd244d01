//! A pad to draw a digit on, and what all nets make of it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::data::{Stroke, ink};
use crate::experiment::{Scene, Tiles};
use crate::kit::{Icon, Plot, Same, icon, target, unless, use_css, use_stage, when};
use crate::labs::net::words::{NetViewWords, words};
use crate::labs::net::{Act, State, Verdict};
use crate::math::order_of;
use crate::plot::{MosaicPlot, Picture};

/// Pixels along the pad's side; how far an arrow key moves the pen, as a share of the side.
const SIDE: u32 = 240;
const STEP: f32 = 1.0 / 16.0;

/// Properties.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub lab: Same<State>,
    pub on: Callback<Act>,
}

/// Where the keyboard's pen is, and whether it writes.
#[derive(Clone, Copy, PartialEq)]
struct Pen {
    at: [f32; 2],
    down: bool,
}

/// The pad.
#[component]
pub fn Pad(props: &Props) -> Html {
    let words = &words(use_stage().lang).net_view;
    let node = use_css();
    let canvas = use_node_ref();
    let pen = use_state_eq(|| None::<Pen>);
    // The pointer that draws.
    let drawing = use_mut_ref(|| None::<i32>);
    {
        let canvas = canvas.clone();
        use_effect_with((Same::from(props.lab.drawing.clone()), *pen), move |(drawing, pen)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                // A canvas reports no errors worth telling.
                let _ = paint(&canvas, drawing, *pen);
            }
        });
    }
    let down = {
        let (on, drawing) = (props.on.clone(), drawing.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(at) = place(&event) else { return };
            // Other buttons mean something else, and other fingers are a palm.
            if event.button() != 0 || !event.is_primary() {
                return;
            }
            event.prevent_default();
            if let Some(element) = target::<Element>(&event) {
                // The stroke goes on where the pointer leaves the pad; without capture it just ends there.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            drawing.replace(Some(event.pointer_id()));
            on.emit(Act::PenDown(at));
        })
    };
    let moved = {
        let (on, drawing) = (props.on.clone(), drawing.clone());
        Callback::from(move |event: PointerEvent| {
            if *drawing.borrow() != Some(event.pointer_id()) {
                return;
            }
            // A menu may have swallowed that the button came up.
            if event.buttons() & 1 == 0 {
                drawing.replace(None);
            } else if let Some(at) = place(&event) {
                on.emit(Act::PenMove(at));
            }
        })
    };
    let up = Callback::from(move |event: PointerEvent| {
        drawing.borrow_mut().take_if(|pointer| *pointer == event.pointer_id());
    });
    let key = {
        let (on, pen) = (props.on.clone(), pen.clone());
        Callback::from(move |event: KeyboardEvent| {
            let now = pen.unwrap_or(Pen { at: [0.5, 0.5], down: false });
            let go = |x: f32, y: f32| Pen {
                at: [now.at[0] + x * STEP, now.at[1] + y * STEP].map(|c| c.clamp(0.0, 1.0)),
                ..now
            };
            let next = match event.key().as_str() {
                "ArrowLeft" => go(-1.0, 0.0),
                "ArrowRight" => go(1.0, 0.0),
                "ArrowUp" => go(0.0, -1.0),
                "ArrowDown" => go(0.0, 1.0),
                " " => Pen { down: !now.down, ..now },
                "Delete" | "Backspace" => {
                    on.emit(Act::Wipe);
                    Pen { down: false, ..now }
                }
                _ => return,
            };
            event.prevent_default();
            if next.down && !now.down {
                on.emit(Act::PenDown(next.at));
            } else if next.down {
                on.emit(Act::PenMove(next.at));
            }
            pen.set(Some(next));
        })
    };
    let lift = Callback::from(move |_: FocusEvent| pen.set(None));
    let empty = props.lab.drawing.is_empty();
    html! {
        <section class="pad" aria-label={words.pad} ref={node}>
            <p class="title">{ words.pad }
                <button type="button" class="small" aria-label={words.wipe} title={words.wipe} aria-disabled={when(empty)}
                    onclick={unless(empty, props.on.reform(|_| Act::Wipe))}>{ icon(Icon::Close) }</button>
            </p>
            <canvas ref={canvas} class="own-keys" tabindex="0" role="application" aria-label={format!("{}. {}", words.pad, words.pad_hint)} title={words.pad_hint}
                onpointerdown={down} onpointermove={moved} onpointerup={up.clone()} onpointercancel={up}
                onkeydown={key} onblur={lift}></canvas>
            { verdicts(&props.lab, words) }
        </section>
    }
}

/// What the nets see, and what each makes of it.
fn verdicts(lab: &State, words: &NetViewWords) -> Html {
    let Scene::Images { side } = *lab.scene else { return html! {} };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
    let grey = |ink: Vec<f32>| ink.into_iter().map(|ink| (255.0 * ink) as u8).collect();
    let grey = ink(&lab.drawing, side).map_or_else(|| vec![0; side * side], grey);
    let seen = Picture::Mosaic(MosaicPlot { tiles: Rc::new(Tiles { side, grey }), wrong: Vec::new() });
    let told: Vec<Option<&Verdict>> = lab.runs.panes.iter().map(|pane| lab.verdict(pane)).collect();
    let reference = told.iter().flatten().next().map(|verdict| &verdict.reference[..]);
    let iteration = told.iter().flatten().next().map(|verdict| verdict.iteration.to_string());
    html! {
        <div class="verdict" role="status" data-iteration={iteration}>
            <figure class="seen">
                <Plot picture={Rc::new(seen)} title={words.seen} label={words.seen} />
                <figcaption>{ words.seen }</figcaption>
            </figure>
            { votes("ref", html! { words.reference }, reference) }
            <>{ for told.iter().enumerate().map(|(i, verdict)| {
                let named = html! { <span class="badge">{ i + 1 }</span> };
                votes("own", named, verdict.map(|verdict| &verdict.quantized[..]))
            }) }</>
        </div>
    }
}

/// How many answers are shown of a net.
const SHOWN: usize = 3;

/// A net's likeliest answers.
fn votes(class: &'static str, name: Html, all: Option<&[f32]>) -> Html {
    let all = all.unwrap_or_default();
    let unsure: Vec<f64> = all.iter().map(|share| -f64::from(*share)).collect();
    let ranked: Vec<(usize, f32)> =
        order_of(&unsure).into_iter().take(SHOWN).map(|digit| (digit, all[digit])).collect();
    let first = ranked.first().map(|(digit, share)| format!("{digit} ({:.0} %)", 100.0 * share));
    html! {
        <div class={classes!("votes", class)}>
            <span class="who">{ name }</span>
            <strong>{ first.unwrap_or_else(|| "–".to_owned()) }</strong>
            <span class="bars" aria-hidden="true">
                { for ranked.iter().map(|(digit, share)| html! {
                    <span class="bar-of" data-css={format!("--share:{share:.3}")}>{ *digit }</span>
                }) }
            </span>
        </div>
    }
}

/// Where on the pad a pointer is, from (0, 0) to (1, 1).
fn place(event: &PointerEvent) -> Option<[f32; 2]> {
    let pad = target::<Element>(event)?;
    let bounds = pad.get_bounding_client_rect();
    #[expect(clippy::cast_possible_truncation, reason = "a share")]
    let share = |at: i32, from: f64, length: f64| ((f64::from(at) - from) / length.max(1.0)) as f32;
    Some([
        share(event.client_x(), bounds.left(), bounds.width()),
        share(event.client_y(), bounds.top(), bounds.height()),
    ])
}

fn paint(canvas: &HtmlCanvasElement, drawing: &[Stroke], pen: Option<Pen>) -> Option<()> {
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let side = f64::from(SIDE);
    let at = |p: [f32; 2]| (f64::from(p[0]) * side, f64::from(p[1]) * side);
    context.set_line_width(0.07 * side);
    context.set_line_cap("round");
    context.set_line_join("round");
    // Grey is legible on both papers.
    context.set_stroke_style_str("#808890");
    for stroke in drawing {
        context.begin_path();
        for (i, &point) in stroke.iter().enumerate() {
            let (x, y) = at(point);
            if i == 0 {
                context.move_to(x, y);
            }
            context.line_to(x, y);
        }
        context.stroke();
    }
    if let Some(pen) = pen {
        let (x, y) = at(pen.at);
        context.set_line_width(if pen.down { 6.0 } else { 2.0 });
        context.begin_path();
        context.arc(x, y, 0.05 * side, 0.0, std::f64::consts::TAU).ok()?;
        context.stroke();
    }
    Some(())
}
