//! What a pane's net does: its answers over the plane, or on images.

use std::rc::Rc;

use yew::prelude::*;

use super::weights::WeightsView;
use crate::experiment::{Boundary, Confusion, Disagreement, Frame, Insight, Paired, Scene};
use crate::kit::{DataTable, Plot, Same};
use crate::labs::net::words::{NetViewWords, NetWords};
use crate::labs::net::{Act, Lit, State};
use crate::nn::Vote;
use crate::plot::{BoundaryPlot, ConfusionPlot, GalleryPlot, ImagesPlot, Picture, Spot};

/// What the net does.
pub fn net(
    words: &'static NetWords,
    (lab, on): (&Same<State>, &Callback<Act>),
    (index, position): (usize, f64),
    more: bool,
) -> Html {
    let (words, pane) = (&words.net_view, &lab.runs.panes[index]);
    let Some((frame, _)) = pane.around(position) else {
        return html! { <div class="net"></div> };
    };
    match (&*lab.scene, &frame.insight) {
        (Scene::Plane { extent, points, classes, reference }, Insight::Plane(own)) => {
            let points: Vec<([f32; 2], u8)> = points.iter().copied().zip(classes.iter().copied()).collect();
            let pointed = lab.lit.filter(|lit| lit.pane == index).map(|lit| lit.spot);
            let plot = Picture::Boundary(BoundaryPlot {
                boundary: own.clone(),
                other: Some(reference.clone()),
                extent: *extent,
                points,
                wrong: frame.graded.as_ref().map(|graded| graded.wrong.clone()).unwrap_or_default(),
                pin: match pointed {
                    Some(Spot::Place { across, up }) => Some((across, up)),
                    _ => None,
                },
            });
            let (rows, light) = (
                boundary_table(own, words),
                on.reform(move |spot: Option<Spot>| Act::Light(spot.map(|spot| Lit { pane: index, spot }))),
            );
            html! {
                <div class="net boundaries">
                    <Plot picture={Rc::new(plot)} title={words.boundary} label={words.boundary}
                        table={Callback::from(move |()| rows.clone())} on_spot={light} printed={(260, 260)} />
                    <WeightsView lab={lab.clone()} {index} {position} on={on.clone()} />
                </div>
            }
        }
        (Scene::Images { side }, Insight::Images(confusion)) => {
            let paired = frame.graded.as_ref().zip(lab.runs.reference.trained());
            let paired =
                paired.and_then(|(own, reference)| Some(Paired::new(reference.graded.as_ref()?, own)));
            html! {
                <div class="net images">
                    { first_layer(frame, *side, words) }
                    { examples(confusion, *side, (words, false), paired.map(|paired| paired.only_reference)) }
                    { examples(confusion, *side, (words, true), paired.map(|paired| paired.only_quantized)) }
                    if more {
                        { titled(words.confusion.to_owned(), confusion_picture(confusion, words), confusion_table(confusion, words)) }
                    }
                </div>
            }
        }
        (Scene::Images { side }, _) => {
            html! { <div class="net images">{ first_layer(frame, *side, words) }</div> }
        }
        _ => html! { <div class="net"><p>{ words.none }</p></div> },
    }
}

fn titled(title: String, picture: Picture, table: DataTable) -> Html {
    let table = Callback::from(move |()| table.clone());
    html! {
        <figure>
            <figcaption title={title.clone()}>{ title.clone() }</figcaption>
            <Plot picture={Rc::new(picture)} title={title.clone()} label={title} {table} />
        </figure>
    }
}

fn first_layer(frame: &Frame, side: usize, words: &NetViewWords) -> Html {
    // Kernels of a convolution are smaller than the images.
    let first = frame.layers.first();
    let total = first.map_or(0, |layer| layer.total);
    let patch = if total.is_multiple_of(side * side) { side } else { 5 };
    let mut images = frame.features(patch * patch);
    images.truncate(crate::experiment::UNITS);
    let largest = images.iter().flatten().fold(0.0_f32, |most, v| most.max(v.abs()));
    let title = (words.features)(images.len(), total / (patch * patch).max(1), largest);
    let rows = images.iter().enumerate();
    let row = |(unit, weights): (usize, &Vec<f32>)| {
        std::iter::once((unit + 1).to_string()).chain(weights.iter().map(|w| format!("{w:.3}"))).collect()
    };
    let head = std::iter::once("#".to_owned())
        .chain((0..patch * patch).map(|p| format!("{},{}", p % patch, p / patch)));
    let table = DataTable { head: head.collect(), rows: rows.map(row).collect() };
    titled(title, Picture::Images(ImagesPlot { images, side: patch }), table)
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

/// Examples that rounding has made worse, or better; how many there are.
fn examples(
    confusion: &Confusion,
    side: usize,
    (words, better): (&NetViewWords, bool),
    count: Option<u32>,
) -> Html {
    let right = |example: &&Disagreement| {
        let net = if better { example.quantized } else { example.reference };
        net.class == example.label
    };
    let own: Vec<&Disagreement> = confusion.examples.iter().filter(right).collect();
    let title = (words.examples)(better, count.unwrap_or(0), own.len());
    let told = |example: &Disagreement| {
        let vote = |vote: Vote| (vote.class, vote.confidence);
        (words.example)(example.label, vote(example.reference), vote(example.quantized))
    };
    let image = |example: &&Disagreement| {
        let other = if better { example.reference.class } else { example.quantized.class };
        (example.grey.clone(), (words.plate)(example.label, other, better))
    };
    let picture = Picture::Gallery(GalleryPlot { images: own.iter().map(image).collect(), side });
    let rows: Vec<Vec<String>> = own.iter().map(|e| vec![e.index.to_string(), told(e)]).collect();
    let table = DataTable { head: vec!["#".to_owned(), title.clone()], rows };
    titled(title, picture, table)
}
