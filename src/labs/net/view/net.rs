//! What a pane's net does: its answers over the plane, or on images.

use std::rc::Rc;

use yew::prelude::*;

use super::pad::Pad;
use crate::experiment::{Boundary, Confusion, Disagreement, Frame, Insight, Scene};
use crate::kit::{DataTable, Plot, Same, use_stage};
use crate::labs::net::words::{NetViewWords, words};
use crate::labs::net::{Act, State};
use crate::nn::Vote;
use crate::plot::{BoundaryPlot, ConfusionPlot, GalleryPlot, ImagesPlot, Picture};

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub lab: Same<State>,
    pub index: usize,
    pub position: f64,
    pub on: Callback<Act>,
}

/// What the net does.
#[component]
pub fn NetView(props: &Props) -> Html {
    let words = &words(use_stage().lang).net_view;
    let Props { lab, index, position, on } = props;
    let pane = &lab.runs.panes[*index];
    let Some((frame, _)) = pane.around(*position) else {
        return html! { <div class="net"></div> };
    };
    match (&*lab.scene, &frame.insight) {
        (Scene::Plane { extent, points, classes, reference }, Insight::Plane(own)) => {
            let points: Vec<([f32; 2], u8)> = points.iter().copied().zip(classes.iter().copied()).collect();
            let plot = Picture::Boundary(BoundaryPlot {
                boundary: own.clone(),
                other: Some(reference.clone()),
                extent: *extent,
                points,
                wrong: frame.graded.as_ref().map(|graded| graded.wrong.clone()).unwrap_or_default(),
            });
            html! {
                <div class="net boundaries">{ titled(words.quantized, plot, boundary_table(own, words)) }</div>
            }
        }
        (Scene::Images { side }, Insight::Images(confusion)) => {
            html! {
                <div class="net images">
                    { first_layer(frame, *side, words) }
                    { titled(words.confusion, confusion_picture(confusion, words), confusion_table(confusion, words)) }
                    { examples(confusion, *side, words) }
                    <Pad drawing={lab.drawing.clone()} verdict={lab.verdict(pane).cloned()} on={on.clone()} />
                </div>
            }
        }
        (Scene::Images { side }, _) => {
            html! { <div class="net">{ first_layer(frame, *side, words) }</div> }
        }
        _ => html! { <div class="net"><p>{ words.none }</p></div> },
    }
}

fn titled(title: &'static str, picture: Picture, table: DataTable) -> Html {
    let table = Callback::from(move |()| table.clone());
    html! {
        <figure>
            <figcaption>{ title }</figcaption>
            <Plot picture={Rc::new(picture)} {title} label={title} {table} />
        </figure>
    }
}

fn first_layer(frame: &Frame, side: usize, words: &NetViewWords) -> Html {
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
    titled(words.features, Picture::Images(ImagesPlot { images, side: patch }), table)
}

/// How much of the plane each class gets.
fn boundary_table(boundary: &Boundary, words: &NetViewWords) -> DataTable {
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

fn confusion_picture(confusion: &Confusion, words: &NetViewWords) -> Picture {
    let [rows, columns, _] = words.confusion_head.map(str::to_owned);
    let confusion = Confusion { examples: Vec::new(), ..confusion.clone() };
    Picture::Confusion(ConfusionPlot { confusion, rows, columns })
}

fn confusion_table(confusion: &Confusion, words: &NetViewWords) -> DataTable {
    let n = confusion.classes.max(1);
    let counts = confusion.counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let row = |(i, count): (usize, &u32)| vec![(i / n).to_string(), (i % n).to_string(), count.to_string()];
    DataTable { head: words.confusion_head.map(str::to_owned).to_vec(), rows: counts.map(row).collect() }
}

/// Examples the two nets answer differently.
fn examples(confusion: &Confusion, side: usize, words: &NetViewWords) -> Html {
    let n = confusion.classes;
    let all: u32 = confusion.counts.iter().sum();
    let same: u32 = (0..n).filter_map(|class| confusion.counts.get(class * n + class)).sum();
    let title = if all == same { words.agree.to_owned() } else { (words.differ)(all - same, all) };
    let told = |example: &Disagreement| {
        let vote = |vote: Vote| (vote.class, vote.confidence);
        (words.example)(example.label, vote(example.reference), vote(example.quantized))
    };
    let image = |example: &Disagreement| {
        let name = format!("{} → {}", example.reference.class, example.quantized.class);
        (example.grey.clone(), name)
    };
    let picture =
        Picture::Gallery(GalleryPlot { images: confusion.examples.iter().map(image).collect(), side });
    let rows: Vec<Vec<String>> =
        confusion.examples.iter().map(|e| vec![e.index.to_string(), told(e)]).collect();
    let table = DataTable { head: vec!["#".to_owned(), words.examples.to_owned()], rows };
    let table = Callback::from(move |()| table.clone());
    html! {
        <figure>
            <figcaption title={title.clone()}>{ title.clone() }</figcaption>
            <Plot picture={Rc::new(picture)} title={words.examples} label={title} {table} />
        </figure>
    }
}
