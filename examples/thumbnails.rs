//! Draws the pictures of the examples the page offers, or of those that are named: `make thumbnails` writes
//! www/presets/NAME.png. MNIST's takes minutes.

use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::Path;
use std::rc::Rc;

use lc_lab::data::Mnist;
use lc_lab::experiment::{
    DataKind, Experiment, Insight, Library, PRESETS, Preset, Recording, ReferenceEvent, Scene,
};
use lc_lab::labs::net::words::words;
use lc_lab::labs::net::{State, weights};
use lc_lab::labs::{Given, LabState};
use lc_lab::link::{LabLink, Lang, Link, Look, Playback};
use lc_lab::plot::{BoundaryPlot, Picture, Style};

/// Size of a picture in pixels.
const SIZE: (u32, u32) = (640, 300);
const GAP: u32 = 16;

fn main() {
    let (mut library, named) = (Library::default(), std::env::args().skip(1).collect::<Vec<_>>());
    let wanted = |preset: &&Preset| named.is_empty() || named.contains(&preset.name.to_string());
    for preset in PRESETS.iter().filter(wanted) {
        let (spec, link, _) = Link::parse_valid(preset.link);
        let LabLink::Net(mut link) = link.lab else { continue };
        if spec.data().is_some_and(DataKind::needs_files) && library.mnist.is_none() {
            library.mnist = Some(Rc::new(mnist()));
        }
        let experiment = Experiment::new(spec, &library).expect("the files are there");
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!("{}: the reference diverged", preset.name);
        };
        let recording = Recording::new(&experiment, &reference).expect("the reference fits");
        let replay = recording.replay().expect("it is this program's");
        link.view.playback = Playback::default();
        let mut lab = State::open(&link, &Given::default());
        lab.runs.hang(&replay);
        lab.scene = Rc::new(replay.scene);
        let panes: Vec<Picture> =
            (0..lab.runs.panes.len()).map(|pane| picture(&lab, pane, link.view.look)).collect();
        let path = format!("www/presets/{}.png", preset.name);
        write(Path::new(&path), &panes);
        eprintln!("{path}");
    }
}

fn picture(lab: &State, pane: usize, look: Look) -> Picture {
    let (frame, _) = lab.runs.panes[pane].around(lab.runs.position).expect("a recording has frames");
    match (look, &*lab.scene, &frame.insight) {
        (Look::Net, Scene::Plane { extent, points, classes, .. }, Insight::Plane(boundary)) => {
            let points = points.iter().copied().zip(classes.iter().copied()).collect();
            Picture::Boundary(BoundaryPlot {
                boundary: boundary.clone(),
                other: None,
                extent: *extent,
                points,
                wrong: Vec::new(),
                pin: None,
            })
        }
        (Look::Plane, ..) => {
            Picture::Plane(weights((frame, frame), lab, (pane, lab.runs.position), &words(Lang::En).strip))
        }
        _ => Picture::Strip(weights((frame, frame), lab, (pane, lab.runs.position), &words(Lang::En).strip)),
    }
}

/// The panes' marks side by side; lines and labels would be too small to read.
fn write(path: &Path, panes: &[Picture]) {
    let count = u32::try_from(panes.len()).expect("four at most");
    let width = (SIZE.0 - GAP * (count - 1)) / count;
    let style = Style::LIGHT.scaled(1.6);
    let rasters: Vec<_> = panes.iter().map(|pane| pane.raster((width, SIZE.1), &style)).collect();
    let mut pixels = vec![255; (SIZE.0 * SIZE.1 * 3) as usize];
    for y in 0..SIZE.1 as usize {
        for (i, raster) in rasters.iter().enumerate() {
            for x in 0..raster.width() {
                let from = 4 * (y * raster.width() + x);
                let to = 3 * (y * SIZE.0 as usize + i * (width + GAP) as usize + x);
                pixels[to..to + 3].copy_from_slice(&raster.pixels()[from..from + 3]);
            }
        }
    }
    let file = File::create(path).expect("www/presets can be written");
    let mut encoder = png::Encoder::new(BufWriter::new(file), SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&pixels))
        .expect("the picture is written");
}

fn mnist() -> Mnist {
    let half = |name: &str| {
        let mut bytes = Vec::new();
        for kind in ["labels-idx1-ubyte", "images-idx3-ubyte"] {
            let file = File::open(format!("data/{name}-{kind}")).and_then(|mut f| f.read_to_end(&mut bytes));
            file.expect("run make data first");
        }
        bytes
    };
    Mnist::new(half("train"), half("t10k")).expect("the files are MNIST's")
}
