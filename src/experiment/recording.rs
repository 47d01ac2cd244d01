//! A comparison with all its iterations, computed beforehand: as small as it can be drawn from again.
//!
//! ```
//! use lc_lab::experiment::{Experiment, Library, Recording, ReferenceEvent};
//! use lc_lab::link::Link;
//! let (spec, _, _) = Link::parse_valid("#data=moons&net=4&ref=50&iters=2&steps=5&panes=lc:binary-scaled");
//! let experiment = Experiment::new(spec, &Library::default()).unwrap();
//! let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
//! let bytes = Recording::new(&experiment, &reference).unwrap().to_bytes();
//! let replay = Recording::from_bytes(&bytes).unwrap().replay().unwrap();
//! assert_eq!(replay.panes[0].0.len(), 3);
//! ```

use serde::{Deserialize, Serialize};

use super::frame::{Frame, LayerFrame};
use super::insight::{Boundary, Insight, Scene};
use super::paired::Graded;
use super::pane::PaneRun;
use super::reference::Reference;
use super::report::PaneReport;
use super::setup::{Experiment, ExperimentError, Library};
use super::spec::Spec;
use crate::lc::{Advance, IterationRecord};
use crate::nn::{Params, Workspace};
use crate::quant::Size;

/// Most weights of a net that are recorded; of larger nets about so many by regular steps.
const RECORDED: usize = 3_000;
/// Most dots of a layer that is recorded in part.
const DOTS: usize = 600;
/// Levels a recorded weight is written in, but for the lowest.
const LEVELS: f32 = 255.0;
/// Most bytes a recording may unpack to: far more than any there is.
#[cfg(not(target_arch = "wasm32"))]
const MOST_BYTES: u64 = 64 << 20;

/// A comparison as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// What it compares.
    pub spec: Spec,
    reference: Reference,
    tiles: Tiles,
    panes: Vec<RecordedPane>,
}

/// The first test examples as images.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tiles {
    /// Pixels along a side.
    pub side: usize,
    /// Their grey levels, image by image, row by row; nothing where examples are no images.
    pub grey: Vec<u8>,
}

/// A comparison ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// What it compares.
    pub spec: Spec,
    /// The reference net; of large nets without its weights.
    pub reference: Reference,
    /// The data, and what the reference net makes of it.
    pub scene: Scene,
    /// The first test examples as images.
    pub tiles: Tiles,
    /// The iterations of every pane from rounding on, and its report.
    pub panes: Vec<(Vec<Frame>, PaneReport)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct RecordedPane {
    layers: Vec<RecordedLayer>,
    frames: Vec<RecordedFrame>,
    /// Without its history, which is the frames'.
    report: PaneReport,
}

/// What is the same in all iterations, with where the recorded weights lie: level 0 is `low`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct RecordedLayer {
    total: usize,
    stride: usize,
    low: f32,
    step: f32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct RecordedFrame {
    record: IterationRecord,
    /// Of each layer's recorded weights the levels, as differences from the iteration before, and the entries.
    layers: Vec<(Vec<u8>, Vec<u8>)>,
    /// Of nets whose answers are shown all over the plane.
    biases: Vec<Vec<f32>>,
    disagreement: Option<f64>,
    graded: Option<Graded>,
    changed: f64,
    size: Size,
    sgd_steps: u64,
}

impl Tiles {
    /// Most images.
    pub const MOST: usize = 361;

    /// How many images there are.
    pub fn len(&self) -> usize {
        self.grey.len() / (self.side * self.side).max(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.grey.is_empty()
    }
}

impl Recording {
    /// Runs every pane of an experiment to its end. Times are left out: they would be this machine's.
    ///
    /// # Errors
    /// If the reference does not fit the experiment.
    pub fn new(experiment: &Experiment, reference: &Reference) -> Result<Self, ExperimentError> {
        let panes = 0..experiment.spec().panes().len();
        let panes = panes.map(|pane| Ok(RecordedPane::new(experiment.pane_run(pane, reference)?)));
        Ok(Self {
            spec: experiment.spec().asked(),
            reference: reference.clone().shown_only(RECORDED),
            tiles: experiment.tiles(),
            panes: panes.collect::<Result<_, ExperimentError>>()?,
        })
    }

    /// What its runs end with; without their histories.
    pub fn reports(&self) -> Vec<&PaneReport> {
        self.panes.iter().map(|pane| &pane.report).collect()
    }

    /// The reference net's test error.
    pub fn reference_error(&self) -> Option<f64> {
        self.reference.test.error
    }

    /// Its bytes: postcard's, deflated (zlib's format, as browsers inflate it). Pages only read them.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn to_bytes(&self) -> Vec<u8> {
        use std::io::Write;

        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        // Writing into memory does not fail.
        let _ = encoder.write_all(&postcard::to_stdvec(self).unwrap_or_default());
        encoder.finish().unwrap_or_default()
    }

    /// A recording from its bytes; `None` if they are none.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        use std::io::Read;

        let mut plain = Vec::new();
        flate2::read::ZlibDecoder::new(bytes).take(MOST_BYTES).read_to_end(&mut plain).ok()?;
        Self::from_plain(&plain)
    }

    /// A recording from its inflated bytes, as browsers give them; `None` if they are none.
    pub fn from_plain(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// The comparison as it was seen when it ran; the weights as exactly as they are drawn.
    ///
    /// # Errors
    /// If it is not of a comparison that this program can run.
    pub fn replay(&self) -> Result<Replay, ExperimentError> {
        let valid = self.spec.check().map_err(|_| ExperimentError::NotUnderstood)?;
        let experiment = match valid.data() {
            Some(data) if data.shape().is_some() => {
                Some(Experiment::new(valid.clone(), &Library::default())?)
            }
            _ => None,
        };
        let scene = match &experiment {
            Some(experiment) => experiment.scene(&self.reference),
            None => valid.data().map(Scene::of_images).unwrap_or_default(),
        };
        let panes = self.panes.iter().map(|pane| {
            let frames = pane.frames(|params| match (&experiment, &scene) {
                (Some(experiment), Scene::Plane { extent, .. }) => {
                    let params = params.fill(&self.reference.params)?;
                    let network = experiment.network()?;
                    Some(Insight::Plane(Boundary::new(*extent, network, &params, &mut Workspace::default())))
                }
                _ => None,
            });
            let frames = frames.ok_or(ExperimentError::NotUnderstood)?;
            let history = frames.iter().map(|frame| frame.record.clone()).collect();
            Ok((frames, PaneReport { history, ..pane.report.clone() }))
        });
        let panes = panes.collect::<Result<_, ExperimentError>>()?;
        Ok(Replay {
            spec: self.spec.clone(),
            reference: self.reference.clone(),
            scene,
            tiles: self.tiles.clone(),
            panes,
        })
    }
}

/// What an iteration's quantized net is made of, where all its weights are recorded.
struct Parts<'a> {
    layers: &'a [LayerFrame],
    biases: &'a [Vec<f32>],
}

impl Parts<'_> {
    /// The net, in the shape of another one.
    fn fill(&self, like: &Params) -> Option<Params> {
        let mut params = like.clone();
        if params.layers.len() != self.layers.len() || self.biases.len() != self.layers.len() {
            return None;
        }
        for (params, (layer, biases)) in params.layers.iter_mut().zip(self.layers.iter().zip(self.biases)) {
            if layer.assignment.len() != params.weights.len() || biases.len() != params.biases.len() {
                return None;
            }
            for (weight, &entry) in params.weights.iter_mut().zip(&layer.assignment) {
                *weight = *layer.codebook.get(usize::from(entry))?;
            }
            params.biases.clone_from(biases);
        }
        Some(params)
    }
}

impl RecordedPane {
    fn new(mut run: PaneRun) -> Self {
        let (mut frames, mut biases) = (Vec::new(), Vec::new());
        loop {
            match run.advance(u32::MAX) {
                Advance::Finished(_) => break,
                Advance::Iterated(_) => {
                    frames.extend(run.frame().map(Frame::thinned));
                    biases.push(
                        run.state().quantized.layers.iter().map(|l| l.biases.clone()).collect::<Vec<_>>(),
                    );
                }
                Advance::LStep { .. } | Advance::LStepDone | Advance::Judging | Advance::Passed => {}
            }
        }
        let layers: Vec<RecordedLayer> = (0..frames.first().map_or(0, |frame| frame.layers.len()))
            .map(|l| RecordedLayer::new(frames.iter().map(|frame| &frame.layers[l])))
            .collect();
        let mut before: Vec<Vec<u8>> = vec![Vec::new(); layers.len()];
        let recorded = frames.into_iter().zip(biases).map(|(frame, biases)| {
            let own = frame.layers.into_iter().zip(&layers).zip(&mut before).map(|((layer, of), before)| {
                let levels: Vec<u8> = layer.weights.iter().map(|&w| of.level(w)).collect();
                before.resize(levels.len(), 0);
                let moved = levels.iter().zip(&*before).map(|(now, then)| now.wrapping_sub(*then)).collect();
                *before = levels;
                (moved, layer.assignment)
            });
            RecordedFrame {
                layers: own.collect(),
                biases: if matches!(frame.insight, Insight::Plane(_)) { biases } else { Vec::new() },
                record: frame.record,
                disagreement: frame.disagreement,
                graded: frame.graded,
                changed: frame.changed,
                size: frame.size,
                sgd_steps: frame.sgd_steps,
            }
        });
        let frames = recorded.collect();
        let report = PaneReport { history: Vec::new(), ..run.report(0.0) };
        Self { layers, frames, report }
    }

    /// The iterations, with what there is to see of each net; `None` if its parts do not fit.
    fn frames(&self, look: impl Fn(Parts) -> Option<Insight>) -> Option<Vec<Frame>> {
        let mut levels: Vec<Vec<u8>> = vec![Vec::new(); self.layers.len()];
        let frames = self.frames.iter().map(|frame| {
            if frame.layers.len() != self.layers.len() || frame.record.codebooks.is_empty() {
                return None;
            }
            let mut layers = Vec::new();
            for (l, (of, (moved, assignment))) in self.layers.iter().zip(&frame.layers).enumerate() {
                levels[l].resize(moved.len(), 0);
                levels[l]
                    .iter_mut()
                    .zip(moved)
                    .for_each(|(level, moved)| *level = level.wrapping_add(*moved));
                let codebooks = &frame.record.codebooks;
                let codebook = codebooks.get(l).unwrap_or(&codebooks[0]).clone();
                if assignment.len() != moved.len()
                    || assignment.iter().any(|&e| usize::from(e) >= codebook.len())
                {
                    return None;
                }
                let weights = levels[l].iter().map(|&level| of.low + of.step * f32::from(level)).collect();
                let assignment = assignment.clone();
                layers.push(LayerFrame {
                    total: of.total,
                    stride: of.stride,
                    weights,
                    assignment,
                    kept: Vec::new(),
                    codebook,
                });
            }
            let insight = look(Parts { layers: &layers, biases: &frame.biases });
            Some(Frame {
                record: frame.record.clone(),
                layers,
                disagreement: frame.disagreement,
                graded: frame.graded.clone(),
                changed: frame.changed,
                insight: insight.unwrap_or_default(),
                features: Vec::new(),
                size: frame.size,
                sgd_steps: frame.sgd_steps,
            })
        });
        frames.collect()
    }
}

impl RecordedLayer {
    fn new<'a>(layers: impl Iterator<Item = &'a LayerFrame> + Clone) -> Self {
        let all = layers.clone().flat_map(|layer| layer.weights.iter().copied());
        let (low, high) =
            all.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), w| (low.min(w), high.max(w)));
        let (total, stride) = layers.last().map_or((0, 1), |layer| (layer.total, layer.stride));
        if low < high {
            Self { total, stride, low, step: (high - low) / LEVELS }
        } else {
            Self { total, stride, low: if low.is_finite() { low } else { 0.0 }, step: 0.0 }
        }
    }

    fn level(&self, weight: f32) -> u8 {
        let level = if self.step > 0.0 { ((weight - self.low) / self.step).round() } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
        let level = level as u8;
        level
    }
}

impl Frame {
    /// With as many weights as are recorded.
    fn thinned(mut self) -> Self {
        let all: usize = self.layers.iter().map(|layer| layer.total).sum();
        if all > RECORDED {
            for layer in &mut self.layers {
                // Of what is there already one in so many.
                let more = layer.weights.len().div_ceil(DOTS).max(1);
                layer.weights = layer.weights.iter().step_by(more).copied().collect();
                layer.assignment = layer.assignment.iter().step_by(more).copied().collect();
                layer.stride *= more;
            }
        }
        self
    }
}

impl Reference {
    /// Without weights and answers where the net has more weights than so many.
    fn shown_only(mut self, most: usize) -> Self {
        if self.params.weight_count() > most {
            self.params.layers.clear();
            self.votes.clear();
        }
        self
    }

    /// Whether runs can start from it: of a recording of a large net only its figures are there.
    pub fn is_whole(&self) -> bool {
        !self.params.layers.is_empty()
    }
}

impl Replay {
    /// Largest magnitude of any weight or entry.
    pub fn largest(&self) -> f32 {
        self.panes.iter().flat_map(|(frames, _)| frames).fold(0.0, |most, frame| most.max(frame.largest()))
    }
}

/// Images of the first test examples, no larger than `MOST_SIDE` pixels along a side.
pub(super) fn tiles(side: usize, images: impl Iterator<Item = Vec<u8>>) -> Tiles {
    const MOST_SIDE: usize = 14;
    let by = side.div_ceil(MOST_SIDE).max(1);
    let small = side / by;
    let mut grey = Vec::new();
    for image in images.take(Tiles::MOST) {
        for (y, x) in (0..small).flat_map(|y| (0..small).map(move |x| (y, x))) {
            let part = (0..by * by).map(|p| (by * y + p / by, by * x + p % by));
            let sum: usize =
                part.map(|(y, x)| image.get(y * side + x).map_or(0, |&grey| usize::from(grey))).sum();
            // Sixteen levels are as many as can be told apart so small.
            grey.push(u8::try_from(sum / (by * by)).unwrap_or(u8::MAX) & 0xf0);
        }
    }
    Tiles { side: small, grey }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::ReferenceEvent;
    use crate::link::Link;

    fn recorded(link: &str) -> (Experiment, Reference, Recording) {
        let experiment = Experiment::new(Link::parse_valid(link).0, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let recording = Recording::new(&experiment, &reference).unwrap();
        (experiment, *reference, recording)
    }

    #[test]
    fn a_replay_shows_what_was_seen() {
        for link in [
            "#data=spiral&ref=200&iters=4&steps=20&panes=lc:adaptive:3,dc:binary,ste:binary-scaled",
            "#data=blobs&net=4&ref=100&iters=3&steps=10&share=net&panes=lc:ternary",
            "#ref=100&iters=3&steps=10&panes=lc:binary-scaled",
        ] {
            let (experiment, reference, recording) = recorded(link);
            let again = Recording::from_bytes(&recording.to_bytes()).unwrap();
            assert_eq!(again, recording);
            let replay = again.replay().unwrap();
            assert_eq!(replay.reference, reference);
            for (pane, (frames, report)) in replay.panes.iter().enumerate() {
                let mut run = experiment.pane_run(pane, &reference).unwrap();
                let mut live = Vec::new();
                run.finish_with(|frame| live.push(frame));
                assert_eq!(*report, run.report(0.0));
                assert_eq!(frames.len(), live.len());
                let spread = 2.0 * live.iter().map(Frame::largest).fold(0.0, f32::max);
                for (shown, mut seen) in frames.iter().cloned().zip(live) {
                    for (shown, seen) in shown.layers.iter().zip(&mut seen.layers) {
                        for (shown, seen) in shown.weights.iter().zip(&seen.weights) {
                            assert!(
                                (shown - seen).abs() <= 0.6 * spread / LEVELS,
                                "{link}: {shown} for {seen}"
                            );
                        }
                        seen.weights.clone_from(&shown.weights);
                    }
                    if !matches!(seen.insight, Insight::Plane(_)) {
                        seen.insight = Insight::None;
                    }
                    assert_eq!(shown, seen, "{link}");
                }
            }
        }
    }

    #[test]
    fn large_nets_are_recorded_in_part_and_images_made_small() {
        let (_, reference, recording) = recorded("#net=64&ref=20&iters=2&steps=5&panes=lc:adaptive:2");
        assert!(reference.is_whole() && reference.params.weight_count() > RECORDED);
        let replay = recording.replay().unwrap();
        assert!(!replay.reference.is_whole() && replay.reference.graded == reference.graded);
        for layer in &replay.panes[0].0[1].layers {
            assert_eq!(layer.weights.len(), layer.total.div_ceil(layer.stride));
            assert!(layer.weights.len() <= DOTS);
        }
        let tiles = recording.tiles;
        assert_eq!((tiles.side, tiles.len(), tiles.is_empty()), (8, 360, false));
        // Each corner of four pixels is their mean, in sixteen levels.
        let image = (0..784).map(|p| if p == 29 { 255 } else { 0 }).collect();
        let small = super::tiles(28, std::iter::once(image));
        assert_eq!((small.side, small.len(), small.grey[0], small.grey[1]), (14, 1, 0x30, 0));
    }

    #[test]
    fn what_is_no_recording_is_none() {
        let (_, _, mut recording) = recorded("#data=moons&net=4&ref=20&iters=1&steps=5&panes=lc:binary");
        let bytes = recording.to_bytes();
        for at in [0, bytes.len() / 3, bytes.len() - 1] {
            let mut broken = bytes.clone();
            broken[at] ^= 0x55;
            assert_eq!(Recording::from_bytes(&broken), None, "{at}");
            assert_eq!(Recording::from_bytes(&bytes[..at]), None, "{at}");
        }
        recording.panes[0].frames[0].layers[0].1[0] = 9;
        assert_eq!(recording.replay(), Err(ExperimentError::NotUnderstood));
    }
}
