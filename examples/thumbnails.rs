//! Draws the pictures of the examples the page offers, or of those that are named: `make thumbnails` writes
//! www/presets/NAME.svg. What MNIST's shows is recorded.

use std::fmt::Write;
use std::rc::Rc;

use lc_lab::experiment::{
    Experiment, Insight, Library, PRESETS, Preset, PresetName, Recording, ReferenceEvent, Scene,
};
use lc_lab::labs::net::words::words;
use lc_lab::labs::net::{State, weights};
use lc_lab::labs::runs::{losses, words as runs_words};
use lc_lab::labs::{Given, LabState};
use lc_lab::link::{LabLink, Lang, Link, Look, Playback};
use lc_lab::plot::{BoundaryPlot, Picture, Style};

/// Size of a picture in pixels, and the gap between two parts of it.
const SIZE: (u32, u32) = (640, 300);
const GAP: u32 = 16;

fn main() {
    let named = std::env::args().skip(1).collect::<Vec<_>>();
    let wanted = |preset: &&Preset| named.is_empty() || named.contains(&preset.name.to_string());
    for preset in PRESETS.iter().filter(wanted) {
        let lab = shown(preset);
        let path = format!("www/presets/{}.svg", preset.name);
        std::fs::write(&path, side_by_side(&parts(&lab))).expect("www/presets can be written");
        eprintln!("{path}");
    }
}

/// The lab as it shows the end of an example.
fn shown(preset: &Preset) -> State {
    let (spec, link, _) = Link::parse_valid(preset.link);
    let LabLink::Net(mut link) = link.lab else { panic!("{}: examples are of nets", preset.name) };
    let recording = if preset.name == PresetName::Mnist {
        let bytes = std::fs::read("www/records/mnist-1-learned.bin").expect("run make records first");
        Recording::from_bytes(&bytes).expect("it is this program's")
    } else {
        let experiment = Experiment::new(spec, &Library::default()).expect("the files are there");
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!("{}: the reference diverged", preset.name);
        };
        Recording::new(&experiment, &reference).expect("the reference fits")
    };
    let replay = recording.replay().expect("it is this program's");
    link.view.playback = Playback::default();
    let mut lab = State::open(&link, &Given::default());
    lab.runs.hang(&replay);
    lab.scene = Rc::new(replay.scene);
    lab
}

/// What an example is about: the planes of its nets, or the weights of the first and the losses of all.
fn parts(lab: &State) -> Vec<Picture> {
    let count = lab.runs.panes.len();
    match (lab.look, &*lab.scene) {
        (Look::Net, Scene::Plane { .. }) | (Look::Plane, _) => {
            (0..count).map(|pane| picture(lab, pane)).collect()
        }
        _ => {
            let (words, last) = (&runs_words::words(Lang::En).chart, f64::from(lab.runs.last_iteration()));
            vec![picture(lab, 0), Picture::Curves(losses(&lab.runs, words, &style(), last))]
        }
    }
}

fn style() -> Style {
    Style::LIGHT.scaled(1.3)
}

fn picture(lab: &State, pane: usize) -> Picture {
    let (frame, _) = lab.runs.panes[pane].around(lab.runs.position).expect("a recording has frames");
    let position = lab.runs.position;
    match (lab.look, &*lab.scene, &frame.insight) {
        (Look::Net, Scene::Plane { extent, points, classes, .. }, Insight::Plane(boundary)) => {
            Picture::Boundary(BoundaryPlot {
                boundary: boundary.clone(),
                other: None,
                extent: *extent,
                points: points.iter().copied().zip(classes.iter().copied()).collect(),
                wrong: frame.graded.as_ref().map(|graded| graded.wrong.clone()).unwrap_or_default(),
                pin: None,
            })
        }
        (Look::Plane, ..) => {
            Picture::Plane(weights((frame, frame), lab, (pane, position), &words(Lang::En).strip))
        }
        _ => {
            // Few ghosts tell as much as many, and shares are too small to read.
            let mut weights = weights((frame, frame), lab, (pane, position), &words(Lang::En).strip);
            for layer in &mut weights.layers {
                layer.shares.clear();
                layer.labels.clear();
            }
            Picture::Strip(weights)
        }
    }
}

/// Pictures side by side.
fn side_by_side(parts: &[Picture]) -> String {
    let count = u32::try_from(parts.len()).expect("four at most");
    let width = (SIZE.0 - GAP * (count - 1)) / count;
    let mut all = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\"><rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
        SIZE.0, SIZE.1
    );
    for (i, part) in (0..).zip(parts) {
        let svg = part.sketch((width, SIZE.1), &style());
        let svg = svg.trim_start_matches(|c| c != '<').replacen(
            "<svg ",
            &format!("<svg x=\"{}\" ", i * (width + GAP)),
            1,
        );
        let _ = writeln!(all, "{}", svg.trim_end());
    }
    all + "</svg>\n"
}
