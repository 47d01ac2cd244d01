//! From a sweep to what its plots show. Pure, so that the same pictures can be made without a page.

use super::speeds::Us;
use super::state::{Entry, State};
use super::sweep::Pick;
use super::words::TradeoffWords;
use crate::experiment::{Aim, Architecture, Cost, DataKind, Goodness, PaneSpec};
use crate::lc::Method;
use crate::math::order_of;
use crate::plot::{Colour, FrontPlot, FrontPoint, Shape, Style};
use crate::quant::Codebook;
use crate::sweep::{Cell, Choice, Outcome, front};

/// A choice as the page tells of it: means over its seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Which.
    pub pick: Pick,
    /// What it costs and how good it is, as the axes ask.
    pub at: (f64, f64),
    /// The same of every seed.
    pub seeds: Vec<(f64, f64)>,
    /// Bytes, and with entropy-coded indices.
    pub bytes: (f64, f64),
    /// Size of the same net in 32 bits over its size.
    pub ratio: f64,
    /// Mean error on the examples held out, and of the net it comes from.
    pub held_out: Option<(f64, f64)>,
    /// Lowest and highest of its seeds.
    pub span: (f64, f64),
    /// Mean training loss.
    pub loss: Option<f64>,
    /// How many seeds are known.
    pub known: usize,
    /// How long an answer takes, once that was measured.
    pub us: Option<Us>,
}

impl Told {
    /// What is to be small, and the same of the net in 32 bits.
    pub fn aimed(&self, aim: Aim) -> (f64, f64) {
        let full = (self.bytes.0 * self.ratio).round();
        match aim {
            Aim::Bytes => (self.bytes.0, full),
            Aim::Coded => (self.bytes.1, full),
            Aim::Us => self.us.map_or((f64::NAN, f64::NAN), |us| (us.packed, us.full)),
        }
    }
}

fn mean(figures: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let all: Option<Vec<f64>> = figures.collect();
    let all = all.filter(|all| !all.is_empty())?;
    #[expect(clippy::cast_precision_loss, reason = "few seeds")]
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    Some(mean).filter(|mean| mean.is_finite())
}

/// What is shown along the vertical axis: where nothing is classified, and where nobody asked for errors, the loss.
pub fn goodness(state: &State) -> Goodness {
    if state.spec.base.data == DataKind::SuperResolution { Goodness::Loss } else { state.spec.y }
}

/// The place of a cell's quantized net on both axes; where its time was not measured yet, across it is no number.
fn place(state: &State, cell: &Cell, us: Option<Us>) -> Option<(f64, f64)> {
    let x = match state.spec.x {
        Cost::Bytes => cell.size_bits? / 8.0,
        Cost::Coded => cell.coded_bits? / 8.0,
        Cost::Bits => 32.0 / cell.ratio?,
        Cost::Us => us.map_or(f64::NAN, |us| us.packed),
    };
    let score = &cell.quantized;
    let y = match goodness(state) {
        Goodness::Error => score.valid_error.or(score.end.test_error)?,
        Goodness::Loss => score.end.train_loss?,
    };
    Some((x, y))
}

/// What is told of a choice; `None` if a run of it has no figures, or none is known.
pub fn tell(state: &State, entry: &Entry) -> Option<Told> {
    let cells: Vec<&Cell> = entry.cells.iter().flatten().map(|known| &*known.cell).collect();
    let us = state.us_of(entry.pick);
    let seeds: Option<Vec<(f64, f64)>> = cells.iter().map(|cell| place(state, cell, us)).collect();
    let of = |figure: &dyn Fn(&Cell) -> Option<f64>| mean(cells.iter().map(|cell| figure(cell)));
    let errors = cells.iter().filter_map(|cell| cell.quantized.valid_error);
    let span = errors.fold((f64::INFINITY, 0.0_f64), |(low, high), error| (low.min(error), high.max(error)));
    let seeds = seeds.filter(|seeds| !seeds.is_empty())?;
    let held_out = of(&|cell| cell.quantized.valid_error).zip(of(&|cell| cell.reference.valid_error));
    Some(Told {
        pick: entry.pick,
        at: (
            mean(seeds.iter().map(|at| Some(at.0))).unwrap_or(f64::NAN),
            mean(seeds.iter().map(|at| Some(at.1)))?,
        ),
        known: cells.len(),
        bytes: (of(&|cell| cell.size_bits)? / 8.0, of(&|cell| cell.coded_bits)? / 8.0),
        ratio: of(&|cell| cell.ratio)?,
        held_out,
        span,
        loss: of(&|cell| cell.quantized.end.train_loss),
        us,
        seeds,
    })
}

/// Everything that can be told, and the numbers of what nothing beats.
pub fn all_told(state: &State, entries: &[Entry]) -> (Vec<Told>, Vec<usize>) {
    let told: Vec<Told> = entries.iter().filter_map(|entry| tell(state, entry)).collect();
    // What has no place across is not compared.
    let placed: Vec<usize> = (0..told.len()).filter(|i| told[*i].at.0.is_finite()).collect();
    let choice = |told: &Told| Choice { cost: told.at.0, ends: told.seeds.iter().map(|at| at.1).collect() };
    let choices: Vec<Choice> = placed.iter().map(|i| choice(&told[*i])).collect();
    // Nor is anything the best of all before all have one.
    let whole = placed.len() == told.len();
    let on = if whole { front(&choices).into_iter().map(|i| placed[i]).collect() } else { Vec::new() };
    (told, on)
}

/// The mark of a choice's family.
pub fn shape(choice: &PaneSpec) -> Shape {
    match &choice.codebook {
        _ if choice.kept.is_some() => Shape::Ring,
        Codebook::Adaptive { .. } | Codebook::Adaptive0 { .. } => Shape::Disc,
        Codebook::Binary | Codebook::BinaryScaled => Shape::Up,
        Codebook::Ternary | Codebook::TernaryScaled => Shape::Down,
        Codebook::Budget { .. } => Shape::Plus,
        Codebook::Pow2 { .. }
        | Codebook::Pow2Scaled { .. }
        | Codebook::Fixed(_)
        | Codebook::FixedScaled(_) => Shape::Diamond,
    }
}

/// The hue of a method: LC is what this is about, rounding once what it is compared with.
pub fn colour(method: Method, style: &Style) -> Colour {
    match method {
        Method::Lc | Method::Lcqp => style.c_step,
        Method::Dc => style.reference,
        Method::Idc | Method::Ste | Method::Trained => style.classes[1],
    }
}

/// Radius of a net's mark, by its place among the nets of the sweep.
fn radius(place: usize, of: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "few nets")]
    let share = if of < 2 { 0.5 } else { place as f32 / (of - 1) as f32 };
    4.0 + 3.5 * share
}

/// The picture of what is given up for size: its points are those of `told`, then the 32-bit nets.
pub fn front_plot(
    state: &State,
    (entries, told, on): (&[Entry], &[Told], &[usize]),
    outcome: Option<&Outcome>,
    (words, style, beaten): (&TradeoffWords, &Style, bool),
) -> FrontPlot {
    let sweep = &state.sweep;
    let units: Vec<f64> = sweep.nets.iter().map(Architecture::units).collect();
    // Nets of the same width have marks of the same size.
    let mut widths: Vec<f64> = order_of(&units).into_iter().map(|i| units[i]).collect();
    widths.dedup();
    let size = |net: usize| {
        let own = units.get(net);
        radius(widths.iter().position(|width| Some(width) == own).unwrap_or(0), widths.len())
    };
    let name = |pick: Pick| {
        let (net, choice) = sweep.of(pick)?;
        Some(format!("{} · {}", (words.net_short)(net), (words.choice_short)(choice)))
    };
    let mut points: Vec<FrontPoint> = told
        .iter()
        .enumerate()
        .map(|(i, told)| {
            let (_, choice) = sweep.of(told.pick).unzip();
            let out = !on.contains(&i);
            let shown = beaten || !out;
            FrontPoint {
                at: if shown { told.at } else { (f64::NAN, f64::NAN) },
                seeds: if shown { told.seeds.clone() } else { Vec::new() },
                shape: choice.map_or(Shape::Disc, shape),
                colour: choice.map_or(style.ink, |choice| colour(choice.method, style)),
                radius: size(told.pick.net),
                beaten: out,
                name: name(told.pick).unwrap_or_default(),
            }
        })
        .collect();
    points.extend(references(state, entries).into_iter().map(|(net, at)| FrontPoint {
        at,
        seeds: Vec::new(),
        shape: Shape::Square,
        colour: style.ink,
        radius: size(net),
        beaten: false,
        name: String::new(),
    }));
    let place = |pick: Pick| told.iter().position(|told| told.pick == pick);
    let best =
        state.best_reference(entries).filter(|_| goodness(state) == Goodness::Error && outcome.is_some());
    let chosen = match outcome {
        Some(Outcome::Found(answer)) => entries.get(answer.candidate).and_then(|entry| place(entry.pick)),
        _ => None,
    };
    let same_axis = state.spec.x == axis_of(state.spec.aim);
    FrontPlot {
        points,
        front: on.to_vec(),
        band: best.map(|best| (best, best + state.spec.tolerance())),
        limit: state.spec.at_most.filter(|_| same_axis),
        chosen,
        marked: state.looked_at.iter().chain(&state.compared).filter_map(|pick| place(*pick)).collect(),
        names: [
            (words.plot.x)(state.spec.x).to_owned(),
            (words.plot.y)(goodness(state), state.spec.valid > 0.0).to_owned(),
        ],
        percent: goodness(state) == Goodness::Error,
    }
}

/// The axis of what is to be small.
pub fn axis_of(aim: Aim) -> Cost {
    match aim {
        Aim::Bytes => Cost::Bytes,
        Aim::Coded => Cost::Coded,
        Aim::Us => Cost::Us,
    }
}

/// The 32-bit nets on both axes: mean over the seeds.
fn references(state: &State, entries: &[Entry]) -> Vec<(usize, (f64, f64))> {
    let of = |net: usize| {
        let cells: Vec<&Cell> = entries
            .iter()
            .filter(|entry| entry.pick.net == net)
            .flat_map(|entry| entry.cells.iter().flatten().map(|known| &*known.cell))
            .collect();
        let y = |cell: &&Cell| match goodness(state) {
            Goodness::Error => cell.reference.valid_error.or(cell.reference.end.test_error),
            Goodness::Loss => cell.reference.end.train_loss,
        };
        let x = cells.iter().find_map(|cell| match state.spec.x {
            Cost::Bytes | Cost::Coded => Some((cell.size_bits? * cell.ratio? / 8.0).round()),
            Cost::Bits => Some(32.0),
            Cost::Us => entries
                .iter()
                .filter(|entry| entry.pick.net == net)
                .find_map(|entry| Some(state.us_of(entry.pick)?.full)),
        })?;
        Some((net, (x, mean(cells.iter().map(y))?)))
    };
    (0..state.sweep.nets.len()).filter_map(of).collect()
}
