//! The Plane lab's state, and everything that can be done to it.

use std::rc::Rc;

use strum::{Display, VariantArray};

use crate::experiment::{
    Asked, Experiment, Fault, Keyed, PaneSpec, PlaneSpec, ReferenceEvent, Setting, ToySpec, ValidPlane,
    ValidSpec,
};
use crate::labs::runs::{self, Motion, PaneState, ReferenceState, Runs, RunsLab};
use crate::labs::{Given, LabState};
use crate::link::{LabLink, Lang, Link, PlaneLink, PlaneView, Playback};
use crate::plot::Ground;
use crate::protocol::{FromWorker, Reason, RunId};
use crate::quant::Codebook;
use crate::sweep::{Luck, lucky};
use crate::toy::{Feasible, Point, ToyKind};
use crate::worker::{News, Task, Wanted};

/// The lab.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The comparison.
    pub spec: ValidPlane,
    /// Whether the penalised loss is drawn over the loss.
    pub penalty: bool,
    /// The runs.
    pub runs: Runs,
    /// The loss over the plane shown.
    pub ground: Option<Rc<Ground>>,
    /// Where the panes' codebooks let two weights be. Kept, because for many entries it takes a while to find.
    reaches: Vec<(PaneSpec, Rc<Reach>)>,
    tried: Option<Tried>,
}

/// Where a codebook lets two weights be, and the best of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// All of it.
    pub feasible: Feasible,
    /// The point of least loss.
    pub best: Point,
}

/// A parameter of the toy or of the schedule that is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Dial {
    /// Angle of the steepest axis.
    Theta,
    /// Curvature along it.
    E1,
    /// Curvature across it.
    E2,
    /// First weight of the minimum, or of the start.
    Wx,
    /// Second weight.
    Wy,
    /// First mu.
    Mu0,
    /// Growth of mu.
    Growth,
}

impl Dial {
    /// What it sets.
    pub fn setting(self) -> Setting {
        match self {
            Self::Theta => Setting::Theta,
            Self::E1 => Setting::E1,
            Self::E2 => Setting::E2,
            Self::Wx => Setting::Wx,
            Self::Wy => Setting::Wy,
            Self::Mu0 => Setting::Mu0,
            Self::Growth => Setting::Growth,
        }
    }
}

/// Something that is done in the lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// To its runs.
    Runs(runs::Act),
    /// Other settings.
    Configure(Box<PlaneSpec>),
    /// A setting as it was typed or chosen.
    Type(Setting, String),
    /// Another toy.
    SetToy(ToyKind),
    /// A dial is turned.
    SetDial(Dial, f64),
    /// The toy's minimum, or where the search for it starts, is dragged.
    MoveWeights(Point),
    /// An entry of a pane's codebook is dragged.
    MoveEntry {
        /// The pane.
        pane: usize,
        /// The entry.
        entry: usize,
        /// Its new value.
        to: f64,
    },
    /// The penalised loss is to be drawn, or no longer.
    TogglePenalty,
    /// A batch of random toys is to be run.
    TryLuck,
}

/// Where a run of the Plane lab ended, and what it is to be compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Delta(Theta) at the end.
    pub end: Point,
    /// Its loss.
    pub loss: f64,
    /// Loss of direct compression.
    pub rounding: f64,
    /// The best feasible point.
    pub best: Point,
    /// Its loss.
    pub best_loss: f64,
    /// Root mean square of w - Delta(Theta) at the end.
    pub distance: f64,
}

/// A batch of random toys, and what it depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Pane, seed and schedule.
    spec: PlaneSpec,
    run: RunId,
    /// What is run on each.
    pub pane: PaneSpec,
    /// Toys done so far.
    pub done: u32,
    /// What came of all of them, or why nothing will.
    pub luck: Option<Result<Rc<Luck>, Reason>>,
}

/// How far a dragged entry keeps from its neighbours.
const APART: f64 = 0.05;
/// How far weights and entries can be dragged, as a share of what is shown.
const REACH: f64 = 0.96;
/// Halves of the sides of the planes shown.
const EXTENTS: [f64; 4] = [2.5, 5.0, 10.0, 100.0];

/// As links write what was dragged.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The codebook with one of its entries elsewhere, if they are ones that can be set one by one.
fn with_entry(codebook: &Codebook, entry: usize, to: f64) -> Option<Codebook> {
    let mut entries = movable(codebook)?;
    if entry >= entries.len() {
        return None;
    }
    let low = entry.checked_sub(1).map_or(-100.0, |before| entries[before] + APART);
    let high = entries.get(entry + 1).map_or(100.0, |after| after - APART);
    if low > high {
        return None;
    }
    entries[entry] = hundredths(to.clamp(low, high));
    let text: Vec<String> = entries.iter().map(ToString::to_string).collect();
    format!("fixed:{}", text.join(";")).parse().ok()
}

/// Entries that can be set one by one: those of fixed codebooks, if they are few.
pub fn movable(codebook: &Codebook) -> Option<Vec<f64>> {
    let fixed =
        matches!(codebook, Codebook::Binary | Codebook::Ternary | Codebook::Pow2 { .. } | Codebook::Fixed(_));
    let entries = codebook.shape().filter(|entries| fixed && entries.len() <= 9)?;
    // By way of their texts: 0.1 in single precision is not 0.1 in double.
    Some(entries.iter().map(|entry| entry.to_string().parse().unwrap_or(0.0)).collect())
}

/// What a spec asks for; a link's can be run, and a default always.
fn valid(spec: &PlaneSpec) -> ValidPlane {
    spec.check().or_else(|_| PlaneSpec::default().check()).expect("the default can be run")
}

impl State {
    /// Where a pane's codebook lets two weights be.
    pub fn reach(&self, index: usize) -> Option<&Reach> {
        let pane = &self.runs.panes.get(index)?.spec;
        self.reaches.iter().find(|(own, _)| own == pane).map(|(_, reach)| &**reach)
    }

    /// Runs everything that has not been run yet, to its end.
    fn run_here(&mut self) {
        let surface = self.spec.toy.surface.clone();
        let experiment = Experiment::on_toy(self.spec.clone());
        if self.runs.reference.trained().is_none() {
            self.runs.reference = match experiment.reference_run().advance(u32::MAX) {
                ReferenceEvent::Trained(reference) => ReferenceState::Trained(Rc::from(reference)),
                _ => ReferenceState::Diverged,
            };
            self.reaches.clear();
        }
        let Some(reference) = self.runs.reference.trained().cloned() else { return };
        for (i, pane) in self.runs.panes.iter_mut().enumerate().filter(|(_, pane)| pane.is_computing()) {
            if !self.reaches.iter().any(|(own, _)| *own == pane.spec) {
                let feasible = Feasible::of(&pane.spec.codebook);
                let reach = Reach { best: feasible.best(&surface), feasible };
                self.reaches.push((pane.spec.clone(), Rc::new(reach)));
            }
            match experiment.pane_run(i, &reference) {
                Ok(mut run) => {
                    run.finish_with(|frame| pane.push(frame, 0.0));
                    pane.state = PaneState::Finished(Rc::new(run.report(0.0)));
                }
                Err(error) => pane.state = PaneState::Failed(error.into()),
            }
        }
        let panes = &self.runs.panes;
        self.reaches.retain(|(own, _)| panes.iter().any(|pane| pane.spec == *own));
        let extent = self.extent();
        let fits = |ground: &Rc<Ground>| *ground.surface() == surface && ground.extent() == extent;
        if !self.ground.as_ref().is_some_and(fits) {
            self.ground = Some(Rc::new(Ground::new(surface, extent)));
        }
        self.runs.come_to_rest();
    }

    /// Another toy, schedule or codebook, while what is shown goes on being shown.
    fn reshape(&mut self, spec: &PlaneSpec) -> Vec<Fault> {
        match spec.check() {
            Ok(valid) if valid == self.spec => Vec::new(),
            Ok(valid) => {
                self.spec = valid;
                self.runs.renew(&self.spec.asked().panes(), self.spec.schedule);
                self.run_here();
                Vec::new()
            }
            Err(faults) => faults,
        }
    }

    /// Begins anew with other settings.
    fn configure(&mut self, spec: &PlaneSpec) -> Vec<Fault> {
        let before = self.spec.clone();
        let faults = self.reshape(spec);
        if self.spec != before {
            (self.runs.playback.iter, self.runs.playback.play) = (None, false);
            self.runs.motion = Motion::Paused;
            self.runs.come_to_rest();
        }
        faults
    }

    /// Another toy, as it is meant. Runs that were chosen stay.
    fn set_toy(&mut self, kind: ToyKind) -> Vec<Fault> {
        let mut spec = self.spec.asked().clone();
        let chosen = spec.panes();
        let usual = chosen == spec.usual_panes();
        spec.toy = ToySpec { kind, ..ToySpec::default() };
        spec.set_panes(if usual { spec.usual_panes() } else { chosen });
        (spec.runs.mu0, spec.runs.growth) = (None, None);
        self.reshape(&spec)
    }

    fn set_dial(&mut self, dial: Dial, value: f64) -> Vec<Fault> {
        let mut spec = self.spec.asked().clone();
        let idle = PlaneSpec::key(dial.setting()).is_none_or(|key| (key.idle)(&spec).is_some());
        if idle {
            return Vec::new();
        }
        let slot = match dial {
            Dial::Theta => &mut spec.toy.theta,
            Dial::E1 => &mut spec.toy.e1,
            Dial::E2 => &mut spec.toy.e2,
            Dial::Wx => &mut spec.toy.wx,
            Dial::Wy => &mut spec.toy.wy,
            Dial::Mu0 => &mut spec.runs.mu0,
            Dial::Growth => &mut spec.runs.growth,
        };
        *slot = Some(value);
        self.reshape(&spec)
    }

    /// The minimum (or the start) dragged to a point, as far as the plane shown goes.
    fn move_weights(&mut self, to: Point) -> Vec<Fault> {
        let reach = (REACH * self.extent()).min(4.0);
        let [x, y] = to.map(|w| hundredths(w.clamp(-reach, reach)));
        let mut spec = self.spec.asked().clone();
        (spec.toy.wx, spec.toy.wy) = (Some(x), Some(y));
        self.reshape(&spec)
    }

    /// An entry of a pane's fixed codebook dragged to a value. Panes with the same codebook go along: they are
    /// there to be compared.
    fn move_entry(&mut self, pane: usize, entry: usize, to: f64) -> Vec<Fault> {
        let reach = REACH * self.extent();
        let mut spec = self.spec.asked().clone();
        let mut panes = spec.panes();
        let Some(before) = panes.get(pane).map(|pane| pane.codebook.clone()) else { return Vec::new() };
        let Some(after) = with_entry(&before, entry, to.clamp(-reach, reach)) else { return Vec::new() };
        for pane in panes.iter_mut().filter(|pane| pane.codebook == before) {
            pane.codebook = after.clone();
        }
        spec.set_panes(panes);
        self.reshape(&spec)
    }

    /// The plane is shown from minus this to this: everything fits, in steps, so that it does not creep.
    pub fn extent(&self) -> f64 {
        let start = self.spec.toy.start;
        let entries = self.runs.panes.iter().filter_map(|pane| pane.spec.codebook.shape()).flatten();
        let fixed = self.runs.panes.iter().all(|pane| movable(&pane.spec.codebook).is_some());
        let entries = entries.filter(|_| fixed).map(|entry| f64::from(entry.abs()));
        let seen = self.runs.panes.iter().filter_map(|pane| pane.largest).map(f64::from);
        let largest = start.into_iter().map(f64::abs).chain(entries).chain(seen).fold(0.0, f64::max);
        EXTENTS.into_iter().find(|extent| largest <= 0.97 * extent).unwrap_or(largest * 1.2)
    }

    /// Where a pane's run ended and what it is to be compared with, once it is shown there: before, one may guess.
    pub fn outcome(&self, index: usize) -> Option<Outcome> {
        if self.runs.position < f64::from(self.runs.last_iteration()) {
            return None;
        }
        let (toy, pane) = (&self.spec.toy, self.runs.panes.get(index)?);
        let (first, last) = (pane.frames.first()?, pane.frames.last()?);
        let best = self.reach(index)?.best;
        Some(Outcome {
            end: last.rounded(),
            loss: last.record.loss_q,
            rounding: first.record.loss_q,
            best,
            best_loss: toy.surface.loss(best),
            distance: last.record.violation_rms,
        })
    }

    /// What a batch of random toys depends on.
    fn luck_spec(&self) -> Option<PlaneSpec> {
        let pane = self.runs.panes.first()?;
        let mut spec = PlaneSpec { toy: ToySpec::default(), runs: self.spec.filled().runs.clone() };
        spec.set_panes(vec![pane.spec.clone()]);
        Some(spec)
    }

    /// The batch of random toys, if it was asked for and nothing it depends on has changed.
    pub fn tried(&self) -> Option<&Tried> {
        let tried = self.tried.as_ref()?;
        (Some(&tried.spec) == self.luck_spec().as_ref()).then_some(tried)
    }

    /// What came of it, once it is done.
    pub fn luck(&self) -> Option<&Luck> {
        self.tried()?.luck.as_ref()?.as_ref().ok().map(|luck| &**luck)
    }

    fn try_luck(&mut self) {
        if let (Some(spec), Some(pane)) = (self.luck_spec(), self.runs.panes.first()) {
            let pane = lucky(&pane.spec);
            self.tried = Some(Tried { spec, run: self.runs.new_run(), pane, done: 0, luck: None });
        }
    }

    /// The batch a worker should be at.
    pub(super) fn luck_wanted(&self) -> Option<(RunId, PlaneSpec)> {
        let tried = self.tried().filter(|tried| tried.luck.is_none())?;
        Some((tried.run, tried.spec.clone()))
    }

    fn tried_in(&mut self, run: RunId) -> Option<&mut Tried> {
        self.tried.as_mut().filter(|tried| tried.run == run && tried.luck.is_none())
    }

    /// A link to one run alone, at the iteration shown.
    pub fn link_to(&self, index: usize) -> String {
        let mut spec = self.spec.asked().clone();
        spec.set_panes(spec.panes().into_iter().skip(index).take(1).collect());
        let playback = Playback { iter: self.runs.position_of(index), ..Playback::default() };
        let view = PlaneView { playback, ..PlaneView::default() };
        Link::from(LabLink::Plane(PlaneLink { spec, view })).to_string()
    }
}

impl RunsLab for State {
    fn runs(&self) -> &Runs {
        &self.runs
    }

    fn runs_mut(&mut self) -> &mut Runs {
        &mut self.runs
    }

    fn choose(&mut self, panes: Vec<PaneSpec>) -> Result<(), Vec<Fault>> {
        let mut spec = self.spec.asked().clone();
        spec.set_panes(panes);
        self.spec = spec.check()?;
        Ok(())
    }

    fn type_setting(&mut self, setting: Setting, text: &str) -> Result<(), Fault> {
        let spec = self.spec.asked().with(setting, text)?;
        self.configure(&spec);
        Ok(())
    }

    fn compute(&mut self) {
        self.run_here();
    }
}

impl LabState for State {
    type Act = Act;
    type Link = PlaneLink;
    fn open(link: &PlaneLink, given: &Given) -> Self {
        let spec = valid(&link.spec);
        let playback = link.view.playback.clone();
        let runs = Runs::new(&spec.asked().panes(), spec.schedule, playback, (true, given.last_run));
        let penalty = link.view.penalty;
        let mut state = Self { spec, penalty, runs, ground: None, reaches: Vec::new(), tried: None };
        state.run_here();
        state
    }

    fn reopen(&mut self, link: &PlaneLink, _: &Given) {
        let spec = valid(&link.spec);
        self.penalty = link.view.penalty;
        if spec == self.spec && !link.view.playback.play {
            self.runs.show_as(link.view.playback.clone());
            return;
        }
        self.spec = spec;
        self.runs.playback = link.view.playback.clone();
        self.runs.start(&self.spec.asked().panes(), self.spec.schedule);
        self.run_here();
    }

    fn after(&mut self, act: Act) -> Vec<Fault> {
        match act {
            Act::Runs(act) => runs::after(self, act),
            Act::Configure(spec) => self.configure(&spec),
            Act::Type(setting, text) => self.type_setting(setting, &text).err().into_iter().collect(),
            Act::SetToy(kind) => self.set_toy(kind),
            Act::SetDial(dial, value) => self.set_dial(dial, value),
            Act::MoveWeights(to) => self.move_weights(to),
            Act::MoveEntry { pane, entry, to } => self.move_entry(pane, entry, to),
            Act::TogglePenalty => {
                self.penalty = !self.penalty;
                Vec::new()
            }
            Act::TryLuck => {
                self.try_luck();
                Vec::new()
            }
        }
    }

    fn is_drag(act: &Act) -> bool {
        matches!(act, Act::SetDial(..) | Act::MoveWeights(_) | Act::MoveEntry { .. })
    }

    fn key(&self, key: &str) -> Option<Act> {
        match key {
            "p" | "P" => Some(Act::TogglePenalty),
            key => runs::Act::of_key(key).map(Act::Runs),
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Told(message) => match *message {
                FromWorker::Progress { run, done, .. } => {
                    if let Some(tried) = self.tried_in(run) {
                        tried.done = done;
                    }
                }
                FromWorker::Lucky { run, luck } => {
                    if let Some(tried) = self.tried_in(run) {
                        tried.luck = Some(Ok(Rc::from(luck)));
                    }
                }
                FromWorker::Failed { run, reason } => self.hear(News::Lost(run, reason)),
                _ => {}
            },
            News::Lost(run, reason) => {
                if let Some(tried) = self.tried_in(run) {
                    tried.luck = Some(Err(reason));
                }
            }
            News::Quiet(_) => {}
        }
    }

    fn tick(&mut self, milliseconds: f64, reduced: bool) {
        self.runs.tick(milliseconds, reduced);
    }

    fn settle(&mut self) {
        self.runs.settle();
    }

    fn is_moving(&self) -> bool {
        self.runs.is_moving()
    }

    fn settled_after(&self) -> u32 {
        120
    }

    fn playing(&self) -> Option<bool> {
        Some(self.runs.plays())
    }

    fn wanted(&self) -> Vec<Wanted> {
        let wanted = |(run, spec)| Wanted {
            run,
            task: Task::Luck { spec },
            to: None,
            drawing: None,
            computing: true,
            urgent: true,
        };
        self.luck_wanted().map(wanted).into_iter().collect()
    }

    fn workers(&self) -> usize {
        self.runs.panes.len()
    }

    fn link(&self) -> PlaneLink {
        let view = PlaneView { penalty: self.penalty, playback: self.runs.playback.clone() };
        PlaneLink { spec: self.spec.asked().clone(), view }
    }

    fn is_finished(&self) -> bool {
        self.runs.is_finished()
    }

    fn report(&self) -> Option<crate::experiment::Report> {
        self.runs.report(&ValidSpec::Plane(self.spec.clone()))
    }

    fn run_ids(&self) -> Vec<RunId> {
        self.runs.panes.iter().map(|pane| pane.run).collect()
    }

    fn last_run(&self) -> RunId {
        self.runs.last_run()
    }

    fn troubles(&self) -> Vec<String> {
        self.runs.troubles()
    }

    fn summary(&self, lang: Lang) -> String {
        runs::summary(&self.runs, lang)
    }
}
