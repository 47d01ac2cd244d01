//! What a pane's net does: its answers over the plane, or on images.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::pad::Pad;
use super::plot::{DataTable, Enlarged, Plot};
use crate::experiment::{Boundary, Confusion, Disagreement, Frame, Insight, Scene};
use crate::plot::{BoundaryPlot, ConfusionPlot, ImagesPlot, Picture};
use crate::ui::hooks::{Screen, put_pixels};
use crate::ui::state::{Action, Lab};
use crate::ui::text::{NetText, Text};

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub index: usize,
    pub position: f64,
    pub screen: Screen,
    pub on: Callback<Action>,
    pub on_enlarge: Callback<Enlarged>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lab, &other.lab) && self.screen == other.screen && self.position == other.position
    }
}

/// What the net does.
#[component]
pub fn NetView(props: &Props) -> Html {
    let words = &props.words.net;
    let pane = &props.lab.panes[props.index];
    let Some((frame, _)) = pane.around(props.position) else {
        return html! { <div class="net"></div> };
    };
    match (&*props.lab.scene, &frame.insight) {
        (Scene::Plane { extent, points, classes, reference }, Insight::Plane(own)) => {
            let points: Vec<([f32; 2], u8)> = points.iter().copied().zip(classes.iter().copied()).collect();
            let plot = |boundary: &Boundary| {
                Picture::Boundary(BoundaryPlot {
                    boundary: boundary.clone(),
                    extent: *extent,
                    points: points.clone(),
                })
            };
            html! {
                <div class="net boundaries">
                    { titled(props, words.reference, plot(reference), boundary_table(reference, words)) }
                    { titled(props, words.quantized, plot(own), boundary_table(own, words)) }
                </div>
            }
        }
        (Scene::Images { side }, Insight::Images(confusion)) => {
            html! {
                <div class="net images">
                    { first_layer(props, frame, *side) }
                    { titled(props, words.confusion, confusion_picture(confusion, words), confusion_table(confusion, words)) }
                    { examples(confusion, *side, words) }
                    <Pad {words} drawing={props.lab.drawing.clone()} verdict={pane.verdict.clone()} on={props.on.clone()} />
                </div>
            }
        }
        (Scene::Images { side }, _) => {
            html! { <div class="net">{ first_layer(props, frame, *side) }</div> }
        }
        _ => html! { <div class="net"><p>{ words.none }</p></div> },
    }
}

fn titled(props: &Props, title: &'static str, picture: Picture, table: DataTable) -> Html {
    let table = Callback::from(move |()| table.clone());
    html! {
        <figure>
            <figcaption>{ title }</figcaption>
            <Plot words={&props.words.plot} picture={Rc::new(picture)} {title} label={title} {table}
                screen={props.screen} on_enlarge={props.on_enlarge.clone()} />
        </figure>
    }
}

fn first_layer(props: &Props, frame: &Frame, side: usize) -> Html {
    // Kernels of a convolution are smaller than the images.
    let first = frame.layers.first();
    let patch = if first.is_some_and(|layer| layer.total % (side * side) != 0) { 5 } else { side };
    let mut images = frame.features(patch * patch);
    images.truncate(crate::experiment::UNITS);
    let rows = images.iter().enumerate();
    let row = |(unit, weights): (usize, &Vec<f32>)| {
        std::iter::once((unit + 1).to_string()).chain(weights.iter().map(|w| format!("{w:.3}"))).collect()
    };
    let head = std::iter::once("#".to_owned())
        .chain((0..patch * patch).map(|p| format!("{},{}", p % patch, p / patch)));
    let table = DataTable { head: head.collect(), rows: rows.map(row).collect() };
    titled(props, props.words.net.features, Picture::Images(ImagesPlot { images, side: patch }), table)
}

/// How much of the plane each class gets.
fn boundary_table(boundary: &Boundary, words: &NetText) -> DataTable {
    let count = |class: u8| boundary.votes.iter().flatten().filter(|vote| vote.class == class).count();
    let most = boundary.votes.iter().flatten().map(|vote| vote.class).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a small grid")]
    let share =
        |class: u8| format!("{:.1} %", 100.0 * count(class) as f64 / boundary.votes.len().max(1) as f64);
    DataTable {
        head: vec![words.class.to_owned(), "%".to_owned()],
        rows: (0..=most).map(|class| vec![class.to_string(), share(class)]).collect(),
    }
}

fn confusion_picture(confusion: &Confusion, words: &NetText) -> Picture {
    let [rows, columns, _] = words.confusion_head.map(str::to_owned);
    let confusion = Confusion { examples: Vec::new(), ..confusion.clone() };
    Picture::Confusion(ConfusionPlot { confusion, rows, columns })
}

fn confusion_table(confusion: &Confusion, words: &NetText) -> DataTable {
    let n = confusion.classes.max(1);
    let counts = confusion.counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let row = |(i, count): (usize, &u32)| vec![(i / n).to_string(), (i % n).to_string(), count.to_string()];
    DataTable { head: words.confusion_head.map(str::to_owned).to_vec(), rows: counts.map(row).collect() }
}

/// Examples the two nets answer differently.
fn examples(confusion: &Confusion, side: usize, words: &'static NetText) -> Html {
    let n = confusion.classes;
    let all: u32 = confusion.counts.iter().sum();
    let same: u32 = (0..n).filter_map(|class| confusion.counts.get(class * n + class)).sum();
    let title = if all == same { words.agree.to_owned() } else { (words.differ)(all - same, all) };
    html! {
        <div class="examples">
            <p>{ title }</p>
            <ul tabindex="0">
                { for confusion.examples.iter().map(|example| html! {
                    <Example key={example.index} {words} example={example.clone()} {side} />
                }) }
            </ul>
        </div>
    }
}

#[derive(Properties)]
struct ExampleProps {
    words: &'static NetText,
    example: Disagreement,
    side: usize,
}

impl PartialEq for ExampleProps {
    fn eq(&self, other: &Self) -> bool {
        self.example == other.example && std::ptr::eq(self.words, other.words)
    }
}

#[component]
fn Example(props: &ExampleProps) -> Html {
    let Disagreement { label, grey, reference, quantized, .. } = props.example.clone();
    let canvas = use_node_ref();
    {
        let canvas = canvas.clone();
        use_effect_with((grey, props.side), move |(grey, side)| {
            if let (Some(canvas), Ok(length)) = (canvas.cast::<HtmlCanvasElement>(), u32::try_from(*side)) {
                canvas.set_width(length);
                canvas.set_height(length);
                let pixels: Vec<u8> = grey.iter().flat_map(|&ink| [128, 128, 128, ink]).collect();
                // A canvas reports no errors worth telling.
                let _ = put_pixels(&canvas, &pixels, (length, length));
            }
        });
    }
    let told = (props.words.example)(
        label,
        (reference.class, reference.confidence),
        (quantized.class, quantized.confidence),
    );
    html! {
        <li title={told.clone()}>
            <canvas ref={canvas} class="digit" aria-hidden="true"></canvas>
            <span aria-hidden="true" class="answers">
                <span class="ref">{ reference.class }</span>{ "→" }<span class="c-step">{ quantized.class }</span>
            </span>
            <span class="visually-hidden">{ told }</span>
        </li>
    }
}
