//! How often learning pays: toys drawn at random.

use crate::experiment::{Experiment, PaneSpec, PlaneSpec, ReferenceEvent, RunsSpec, ToySpec, ValidPlane};
use crate::lc::Method;
use crate::math::{Random, Stream};
use crate::toy::{Feasible, ToyKind};

/// Against rounding the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The run's loss is lower.
    Won,
    /// It is the same, to one part in a thousand.
    Tied,
    /// It is higher.
    Lost,
}

/// One toy, and what came of it.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Draw {
    /// The toy.
    pub toy: ToySpec,
    /// Loss of the rounded minimum.
    pub rounding: f64,
    /// Loss of the run's end.
    pub end: f64,
    /// Loss of the best feasible point.
    pub best: f64,
}

/// A batch of toys under one method and codebook.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Luck {
    /// The toys, won ones first, each group with the largest differences first.
    pub draws: Vec<Draw>,
    /// How many more there were on which the run diverged.
    pub diverged: usize,
}

impl Draw {
    /// Who won.
    pub fn verdict(&self) -> Verdict {
        let margin = 1e-3 * self.rounding.max(self.end);
        if self.end < self.rounding - margin {
            Verdict::Won
        } else if self.end > self.rounding + margin {
            Verdict::Lost
        } else {
            Verdict::Tied
        }
    }

    /// Whether rounding left something to win.
    pub fn could_be_won(&self) -> bool {
        self.best < self.rounding * (1.0 - 1e-3)
    }
}

/// Toys in a batch.
const DRAWS: u32 = 200;

impl Luck {
    /// How many ended in some way.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.draws.iter().filter(|draw| draw.verdict() == verdict).count()
    }

    fn add(&mut self, draw: Option<Draw>) {
        let Some(draw) = draw else {
            self.diverged += 1;
            return;
        };
        let gain = |draw: &Draw| (draw.rounding / draw.end.max(1e-30)).max(1e-30);
        let before = |other: &Draw| {
            other.verdict().cmp(&draw.verdict()).then(gain(&draw).total_cmp(&gain(other))).is_le()
        };
        let place = self.draws.partition_point(before);
        self.draws.insert(place, draw);
    }
}

/// A batch on its way, toy by toy: the angle uniform, the larger curvature 1, the smaller one uniform in its logarithm from
/// 0.03 to 1, both weights of the minimum uniform from -2 to 2. Rounded as links write them, so that each can be looked at.
pub struct LuckRun {
    spec: ValidPlane,
    pane: PaneSpec,
    feasible: Feasible,
    random: Random,
    luck: Luck,
    done: u32,
}

impl LuckRun {
    /// The first pane's method and codebook on toys drawn with the spec's seed, under its schedule. `None` without a pane.
    pub fn new(spec: ValidPlane) -> Option<Self> {
        let pane = lucky(spec.asked().panes().first()?);
        let feasible = Feasible::of(&pane.codebook);
        let random = Random::new(spec.asked().runs.seed, Stream::Toys);
        Some(Self { spec, pane, feasible, random, luck: Luck::default(), done: 0 })
    }

    /// Runs the next toy; the whole batch, once all are done.
    pub fn advance(&mut self) -> Option<Luck> {
        if self.done < DRAWS {
            self.done += 1;
            let toy = draw(&mut self.random);
            self.luck.add(run(toy, &self.spec, &self.pane, &self.feasible));
        }
        (self.done == DRAWS).then(|| std::mem::take(&mut self.luck))
    }

    /// Toys done, and how many there are.
    pub fn progress(&self) -> (u32, u32) {
        (self.done, DRAWS)
    }
}

/// What is run on random toys in the name of a pane: rounding against itself would tell nothing.
pub fn lucky(pane: &PaneSpec) -> PaneSpec {
    let method = if pane.method == Method::Dc { Method::Lc } else { pane.method };
    PaneSpec { method, ..pane.clone() }
}

fn draw(random: &mut Random) -> ToySpec {
    let mut between = |low: f64, high: f64| low + (high - low) * f64::from(random.uniform());
    let hundredths = |value: f64| (value * 100.0).round() / 100.0;
    let theta = between(-90.0, 90.0).round();
    let e2 = hundredths(libm::pow(10.0, between(libm::log10(0.03), 0.0)));
    let (wx, wy) = (hundredths(between(-2.0, 2.0)), hundredths(between(-2.0, 2.0)));
    let kind = ToyKind::Misleads;
    ToySpec { kind, theta: Some(theta), e1: Some(1.0), e2: Some(e2), wx: Some(wx), wy: Some(wy) }
}

/// The run's end on a toy; `None` if it diverged.
fn run(toy: ToySpec, spec: &ValidPlane, pane: &PaneSpec, feasible: &Feasible) -> Option<Draw> {
    let rounding = PaneSpec::new(Method::Dc, pane.codebook.clone());
    let runs = RunsSpec { panes: Some(vec![pane.clone(), rounding]), ..spec.filled().runs.clone() };
    let valid = PlaneSpec { toy: toy.clone(), runs }.check().ok()?;
    let surface = valid.toy.surface.clone();
    let experiment = Experiment::on_toy(valid);
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
        return None;
    };
    let end = |pane: usize| {
        let mut run = experiment.cell_run(pane, &reference).ok()?;
        run.finish();
        run.report(0.0).train_loss
    };
    Some(Draw { toy, rounding: end(1)?, end: end(0)?, best: surface.loss(feasible.best(&surface)) })
}
