//! The runs of a comparison, and which moment of them is shown.
//!
//! Runs are not commanded but wanted: the state says which runs should exist and how far each may compute
//! ([`Runs::leave`]); the worker pool does the rest.

use std::rc::Rc;

use super::motion::{self, Caption, HALF, HOLD, Motion, Pace, Phase, Step, Tempo, advance};
use super::pane::{Pane, PaneState};
use crate::experiment::{PaneSpec, Reference, Replay, Report, Speed as Measured, ValidSpec};
use crate::lc::Schedule;
use crate::link::{Playback, Speed};
use crate::protocol::{FromWorker, Reason, RunId};

/// The runs side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// The net every pane starts from.
    pub reference: ReferenceState,
    /// The runs, in order.
    pub panes: Vec<Pane>,
    /// Whether and why the position changes by itself.
    pub motion: Motion,
    /// The iteration shown; between two whole numbers during an animation.
    pub position: f64,
    /// The moment a link asks for, and how it is played.
    pub playback: Playback,
    /// What every run goes by.
    schedule: Schedule,
    /// Milliseconds left of a pause at the position.
    pause: f64,
    /// Whether the end that is shown was just reached by playing: it is told until something is done.
    just_played: bool,
    /// Finished runs that were taken out of the comparison, the last one last: somebody may come back to them.
    spare: Vec<Pane>,
    /// Whether runs are there as soon as they are asked for.
    at_once: bool,
    next_run: RunId,
}

/// How far the reference net is.
#[derive(Clone, Debug, PartialEq)]
pub enum ReferenceState {
    /// Being trained.
    Training {
        /// The training run.
        run: RunId,
        /// Minibatches done.
        done: u32,
        /// Its worker has said nothing for long.
        quiet: bool,
        /// It cannot go on.
        failed: Option<Reason>,
        /// Workers that died over it.
        deaths: u32,
    },
    /// Ready.
    Trained(Rc<Reference>),
    /// Its loss left the finite numbers.
    Diverged,
}

/// What is wrong with a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// The net it was to start from left the finite numbers.
    ReferenceDiverged,
    /// It left them itself.
    Diverged,
    /// It cannot go on.
    Lost(Reason),
    /// Its worker, or the one it waits for, has said nothing for long.
    Quiet,
}

impl ReferenceState {
    /// Training that begins.
    fn fresh(run: RunId) -> Self {
        Self::Training { run, done: 0, quiet: false, failed: None, deaths: 0 }
    }

    /// The net, if it is trained.
    pub fn trained(&self) -> Option<&Rc<Reference>> {
        match self {
            Self::Trained(reference) => Some(reference),
            Self::Training { .. } | Self::Diverged => None,
        }
    }
}

impl Runs {
    /// Runs that have computed nothing, shown as a link asks. `at_once` if they are computed where they are asked for.
    pub(crate) fn new(
        panes: &[PaneSpec],
        schedule: Schedule,
        playback: Playback,
        (at_once, next_run): (bool, RunId),
    ) -> Self {
        let mut runs = Self {
            reference: ReferenceState::Diverged,
            panes: Vec::new(),
            motion: Motion::Paused,
            position: 0.0,
            playback,
            schedule,
            pause: 0.0,
            spare: Vec::new(),
            just_played: false,
            at_once,
            next_run,
        };
        runs.start(panes, schedule);
        runs
    }

    /// Throws away all runs and begins anew.
    pub(crate) fn start(&mut self, panes: &[PaneSpec], schedule: Schedule) {
        self.renew(panes, schedule);
        (self.position, self.pause, self.just_played) = (0.0, 0.0, false);
        self.motion = match self.playback {
            Playback { play: true, .. } => Motion::Playing,
            Playback { iter: Some(iter), .. } => {
                self.position = f64::from(iter.min(self.last_iteration()));
                Motion::Paused
            }
            Playback { iter: None, .. } => Motion::Filling,
        };
    }

    /// A reference and panes that have computed nothing, while what is shown goes on being shown.
    pub(crate) fn renew(&mut self, panes: &[PaneSpec], schedule: Schedule) {
        self.schedule = schedule;
        self.spare.clear();
        self.reference = ReferenceState::fresh(self.new_run());
        self.panes = panes.iter().map(|pane| Pane::new(pane.clone(), self.new_run())).collect();
    }

    /// Shows what was computed beforehand instead of computing it.
    pub fn hang(&mut self, replay: &Replay) {
        if self.playback.play || replay.panes.len() != self.panes.len() {
            return;
        }
        self.reference = ReferenceState::Trained(Rc::new(replay.reference.clone()));
        let ends = self.panes.iter().zip(&replay.panes);
        self.panes =
            ends.map(|(pane, way)| Pane::recorded(pane.spec.clone(), pane.run, way.clone())).collect();
        self.motion = Motion::Paused;
        let last = self.last_iteration();
        self.position = f64::from(self.playback.iter.unwrap_or(last).min(last));
    }

    /// The last name given to a run.
    pub fn last_run(&self) -> RunId {
        self.next_run
    }

    pub(crate) fn new_run(&mut self) -> RunId {
        self.next_run += 1;
        self.next_run
    }

    /// The motion of a comparison that is to be shown where the link says: filled up if that is its end.
    fn at_rest(&self) -> Motion {
        if self.playback.iter.is_some() || self.at_once { Motion::Paused } else { Motion::Filling }
    }

    fn start_again(&mut self, which: impl Fn(&Pane) -> bool) {
        for i in 0..self.panes.len() {
            if which(&self.panes[i]) {
                let (run, before) = (self.new_run(), &self.panes[i]);
                let (largest, reach) = (before.largest, before.reach.clone());
                self.panes[i] = Pane { largest, reach, ..Pane::new(before.spec.clone(), run) };
            }
        }
    }

    /// Somebody has to be there to answer for every net.
    pub(crate) fn want_answers(&mut self) {
        let silent = |pane: &Pane| pane.alone;
        if self.panes.iter().any(silent) {
            self.start_again(silent);
            self.motion = self.at_rest();
        }
    }

    /// Other panes, each new or like one that is there, of which everything computed is kept.
    pub(crate) fn set_panes(&mut self, panes: Vec<(PaneSpec, Option<usize>)>) {
        let mut before: Vec<Option<Pane>> = std::mem::take(&mut self.panes).into_iter().map(Some).collect();
        let take = |before: &mut Vec<Option<Pane>>, spec: &PaneSpec, i: usize| {
            before.get_mut(i).and_then(|pane| pane.take_if(|pane| pane.spec == *spec))
        };
        let mut after: Vec<(PaneSpec, Option<Pane>)> = Vec::new();
        for (spec, from) in panes {
            let kept = from.and_then(|i| take(&mut before, &spec, i));
            after.push((spec, kept));
        }
        for gone in before.into_iter().flatten().filter(|pane| matches!(pane.state, PaneState::Finished(_))) {
            self.spare.push(Pane { alone: true, quiet: false, ..gone });
        }
        let excess = self.spare.len().saturating_sub(MOST_SPARE);
        self.spare.drain(..excess);
        for (spec, kept) in after {
            let spare =
                || self.spare.iter().rposition(|pane| pane.spec == spec).map(|i| self.spare.remove(i));
            let pane = kept.or_else(spare);
            let pane = pane.unwrap_or_else(|| Pane::new(spec, self.new_run()));
            self.panes.push(pane);
        }
        // A pane that must still compute catches up; what is shown stays where it was, and at the
        // end means at the new end.
        if !matches!(self.motion, Motion::Playing) {
            self.motion = self.at_rest();
        }
    }

    /// The same comparison of other runs, as another link asks: those that are there already stay.
    pub(crate) fn compare(&mut self, specs: Vec<PaneSpec>, playback: Playback) {
        let mut free: Vec<usize> = (0..self.panes.len()).collect();
        let mut take = |spec: &PaneSpec| {
            let place = free.iter().position(|&i| self.panes[i].spec == *spec)?;
            Some(free.remove(place))
        };
        let panes =
            specs.into_iter().map(|spec| (take(&spec), spec)).map(|(from, spec)| (spec, from)).collect();
        self.set_panes(panes);
        self.show_as(playback);
    }

    /// The same comparison, shown as another link asks.
    pub(crate) fn show_as(&mut self, playback: Playback) {
        self.playback = playback;
        self.show(self.playback.iter.unwrap_or(u32::MAX));
        self.motion = self.at_rest();
    }

    /// Everything that was wanted is there: shown at the end, or where the link asks.
    pub(crate) fn come_to_rest(&mut self) {
        let last = self.last_iteration();
        if matches!(self.motion, Motion::Playing | Motion::Glimpse) {
            self.position = self.position.min(f64::from(last));
        } else {
            self.motion = Motion::Paused;
            self.pause = 0.0;
            self.position = f64::from(self.playback.iter.unwrap_or(last).min(last));
        }
    }

    /// What is happening, if it is to be told.
    pub fn caption(&self) -> Option<Caption> {
        if self.panes.iter().all(|pane| pane.around(self.position).is_none()) || self.last_iteration() == 0 {
            return None;
        }
        if !self.is_readable() && self.position < f64::from(self.last_iteration()) {
            return Some(Caption::Both);
        }
        match Phase::at(self.position) {
            Some(Phase::L(_)) => Some(Caption::L),
            None if self.motion == Motion::Filling => None,
            None if self.position == 0.0 => Some(Caption::Start),
            None if self.pause > 0.0 => Some(Caption::Multipliers),
            None if self.position >= f64::from(self.last_iteration()) => Some(Caption::End),
            Some(Phase::C(_)) | None => Some(Caption::C),
        }
    }

    /// Whether the end is shown and nothing moves, nor has just done so.
    pub fn is_resting_at_the_end(&self) -> bool {
        // In the middle of an iteration the link says which.
        self.motion == Motion::Paused && self.playback.iter.is_none() && !self.just_played
    }

    /// The last iteration there will be, as far as can be said.
    pub fn last_iteration(&self) -> u32 {
        self.panes.iter().map(|pane| self.end_of(pane)).max().unwrap_or(0)
    }

    fn end_of(&self, pane: &Pane) -> u32 {
        pane.end(&self.schedule, self.playback.iter)
    }

    /// The last iteration that every pane still computing has reached.
    pub fn computed(&self) -> u32 {
        let computing = self.panes.iter().filter(|pane| pane.is_computing());
        let slowest =
            computing.map(|pane| u32::try_from(pane.frames.len()).unwrap_or(u32::MAX).saturating_sub(1));
        slowest.min().unwrap_or_else(|| self.last_iteration())
    }

    /// The iteration that is seen: what is asked for, or how far the runs have come on the way there.
    pub fn seen(&self) -> u32 {
        let computing = self.panes.iter().filter(|pane| pane.is_computing());
        let there = computing.filter_map(|pane| Some(pane.around(self.position)?.0.record.iteration));
        there.chain([whole(self.position)]).min().unwrap_or(0)
    }

    /// Up to which iteration panes may compute now.
    pub fn leave(&self) -> u32 {
        let last = self.last_iteration();
        let shown = whole(self.position.ceil());
        // Panes that have computed further are caught up with, so that a new one fits in.
        let furthest = self.panes.iter().map(|p| p.frames.len().saturating_sub(1)).max().unwrap_or(0);
        let ahead = match self.motion {
            Motion::Paused => 0,
            Motion::Stepping { to } => whole(to.ceil()).saturating_sub(shown),
            Motion::Filling | Motion::Glimpse => return last,
            Motion::Playing => motion::look_ahead(self.playback.speed),
        };
        let wanted = shown.saturating_add(ahead).max(u32::try_from(furthest).unwrap_or(u32::MAX));
        wanted.min(last)
    }

    /// What can't be outside what the runs have, is not: a run that ended early or went takes its iterations along.
    pub(crate) fn settle(&mut self) {
        let last = self.last_iteration();
        self.position = self.position.min(f64::from(last));
        // The last iteration is the default and needs no mention.
        self.playback.iter = self.playback.iter.filter(|iter| *iter < last);
    }

    /// The position a link to one run alone has to name.
    pub fn position_of(&self, index: usize) -> Option<u32> {
        let iteration = whole(self.position);
        // Of this run alone the end may come before that of the others.
        let last = self.panes.get(index).map_or(0, |pane| self.end_of(pane));
        (iteration < last).then_some(iteration)
    }

    /// Whether anything is being computed.
    pub fn is_busy(&self) -> bool {
        match &self.reference {
            ReferenceState::Training { failed, .. } => failed.is_none(),
            ReferenceState::Trained(_) => {
                let leave = Some(self.leave());
                self.panes.iter().any(|pane| pane.is_computing() && pane.last_iteration() < leave)
            }
            ReferenceState::Diverged => false,
        }
    }

    /// Whether every pane has finished.
    pub fn is_finished(&self) -> bool {
        self.reference.trained().is_some()
            && self.panes.iter().all(|pane| matches!(pane.state, PaneState::Finished(_)))
    }

    /// The measuring that the table's 32-bit net is told by: that of the first run that has one.
    pub fn speed(&self) -> Option<&Measured> {
        self.panes.iter().find_map(|pane| pane.speed.as_deref())
    }

    /// The report of a comparison, once every pane has finished.
    pub fn report(&self, spec: &ValidSpec) -> Option<Report> {
        let reference = self.reference.trained()?;
        let finished = |pane: &Pane| match &pane.state {
            PaneState::Finished(report) => Some((**report).clone()),
            _ => None,
        };
        let panes = self.panes.iter().map(finished).collect::<Option<Vec<_>>>()?;
        let speeds = self.panes.iter().map(|pane| pane.speed.as_deref().cloned()).collect();
        Some(Report { speeds, ..Report::new(spec, reference, panes) })
    }

    /// What is wrong with a run, if anything.
    pub fn trouble(&self, index: usize) -> Option<Trouble> {
        let pane = self.panes.get(index)?;
        match (&self.reference, &pane.state) {
            (ReferenceState::Diverged, _) => Some(Trouble::ReferenceDiverged),
            (ReferenceState::Training { failed: Some(reason), .. }, _) | (_, PaneState::Failed(reason)) => {
                Some(Trouble::Lost(reason.clone()))
            }
            (ReferenceState::Training { quiet: true, .. }, _) => Some(Trouble::Quiet),
            (_, PaneState::Finished(report)) if report.train_loss.is_none() => Some(Trouble::Diverged),
            _ => pane.quiet.then_some(Trouble::Quiet),
        }
    }

    /// The position to show; only whole steps where motion is to be reduced.
    pub fn shown(&self, reduced: bool) -> f64 {
        if reduced { (self.position * 2.0).floor() / 2.0 } else { self.position }
    }

    /// What has gone wrong, in English, for the page around.
    pub fn troubles(&self) -> Vec<String> {
        let of_reference = match &self.reference {
            ReferenceState::Diverged => Some("the reference net diverged".to_owned()),
            ReferenceState::Training { failed: Some(reason), .. } => Some(reason.to_string()),
            _ => None,
        };
        let of_panes = self.panes.iter().filter_map(|pane| match &pane.state {
            PaneState::Failed(reason) => Some(reason.to_string()),
            PaneState::Finished(report) if report.train_loss.is_none() => Some("a run diverged".to_owned()),
            _ => None,
        });
        of_reference.into_iter().chain(of_panes).collect()
    }

    /// Range of all values seen, the same for every pane so that panes can be compared.
    pub fn value_range(&self) -> (f32, f32) {
        let seen = self.panes.iter().filter_map(|pane| pane.largest);
        let largest = seen.fold(0.0_f32, f32::max);
        if largest == 0.0 {
            return (-1.0, 1.0);
        }
        // Rounded up to quarters, so that the axis does not creep.
        let edge = (largest * 1.04 * 4.0).ceil() / 4.0;
        (-edge, edge)
    }

    /// The range of each layer's axis, the same for every pane so that panes can be compared. Where runs are drawn to
    /// their codebooks it is theirs: others may leave it, and would make hairlines of these.
    pub fn layer_ranges(&self) -> Vec<(f32, f32)> {
        let drawn = |pane: &&Pane| pane.spec.method.has_penalty() && !pane.reach.is_empty();
        let some = self.panes.iter().any(|pane| drawn(&pane));
        let counted = self.panes.iter().filter(|pane| !some || drawn(pane));
        let layers = self.panes.iter().map(|pane| pane.reach.len()).max().unwrap_or(0);
        let mut reach = vec![0.0_f32; layers];
        for pane in counted {
            reach.iter_mut().zip(&pane.reach).for_each(|(all, own)| *all = all.max(*own));
        }
        reach.into_iter().map(|reach| (-axis_end(reach), axis_end(reach))).collect()
    }

    /// The penalty parameter at a position, where runs have one: it is the schedule's, and all have the same.
    pub fn mu(&self, position: f64) -> Option<f64> {
        let mut own = self.panes.iter().filter(|pane| pane.spec.method.has_penalty());
        own.find_map(|pane| Some(pane.around(position)?.0.record.mu)).filter(|mu| *mu > 0.0)
    }

    /// Whether a step can be taken from here.
    pub fn can_step(&self, step: Step) -> bool {
        let (middle, last) = (self.position.fract() > 0.0, f64::from(self.last_iteration()));
        match step {
            // At the end the first L step is meant.
            Step::L => !middle && last > 0.0,
            Step::C => middle,
            Step::Both => self.position < last,
        }
    }

    pub(super) fn toggle_play(&mut self) {
        self.just_played = false;
        self.motion = match self.motion {
            Motion::Playing | Motion::Glimpse | Motion::Stepping { .. } => {
                // Pausing inside an animation ends the step it shows.
                self.position = (self.position / HALF).round() * HALF;
                self.pause = 0.0;
                self.remember_position();
                Motion::Paused
            }
            Motion::Filling | Motion::Paused => {
                if self.motion == Motion::Filling || self.position >= f64::from(self.last_iteration()) {
                    self.position = 0.0;
                }
                self.playback.iter = None;
                let pace = Pace::At(self.playback.speed, self.last_iteration());
                self.pause = if self.position == 0.0 && pace.holds_the_start() { HOLD } else { 0.0 };
                Motion::Playing
            }
        };
    }

    pub(super) fn step(&mut self, step: Step) {
        if self.can_step(step) {
            (self.pause, self.just_played) = (0.0, false);
            if self.position >= f64::from(self.last_iteration()) {
                self.position = 0.0;
            }
            let to = self.position.floor() + if step == Step::L { HALF } else { 1.0 };
            self.motion = Motion::Stepping { to };
        }
    }

    pub(crate) fn show(&mut self, iteration: u32) {
        let last = self.last_iteration();
        self.motion = Motion::Paused;
        (self.pause, self.just_played) = (0.0, false);
        self.position = f64::from(iteration.min(last));
        self.remember_position();
    }

    /// Puts the position into the link: the last iteration is the default and needs no mention.
    fn remember_position(&mut self) {
        let iteration = whole(self.position);
        self.playback.iter = (iteration < self.last_iteration()).then_some(iteration);
    }

    /// Where the motion ends, and how fast it is.
    fn destination(&self, reduced: bool) -> (f64, Pace) {
        let last = self.last_iteration();
        let (end, at) = (f64::from(last), |speed| Pace::At(speed, last));
        match self.motion {
            Motion::Stepping { to } if reduced => (to.min(end), at(Speed::Max)),
            Motion::Stepping { to } if self.playback.speed == Speed::Slow => (to.min(end), at(Speed::Slow)),
            Motion::Stepping { to } => (to.min(end), at(Speed::Normal)),
            Motion::Playing => (end, at(self.playback.speed)),
            Motion::Glimpse => (end, Pace::Glimpse(last)),
            Motion::Filling | Motion::Paused => (end, at(Speed::Max)),
        }
    }

    /// Whether single steps are slow enough to be told of; else only that there are such steps.
    pub fn is_readable(&self) -> bool {
        let pace = self.destination(false).1;
        match self.motion {
            Motion::Playing | Motion::Glimpse => {
                Tempo::of(pace, whole(self.position)).is_some_and(Tempo::is_readable)
            }
            Motion::Stepping { .. } | Motion::Paused | Motion::Filling => true,
        }
    }

    /// Shows the whole way in a few seconds, and ends where it is.
    pub(crate) fn glimpse(&mut self) {
        (self.position, self.pause, self.motion) = (0.0, 0.0, Motion::Glimpse);
    }

    /// Whether the passing of time changes anything now; not so while the next frame is being computed.
    pub fn plays(&self) -> bool {
        matches!(self.motion, Motion::Playing | Motion::Stepping { .. } | Motion::Glimpse)
    }

    /// Whether the passing of time changes anything now.
    pub fn is_moving(&self) -> bool {
        let end = self.destination(true).0;
        match self.motion {
            Motion::Paused | Motion::Filling => false,
            _ if self.panes.iter().all(|pane| pane.frames.is_empty()) => false,
            Motion::Playing | Motion::Glimpse | Motion::Stepping { .. } => {
                self.pause > 0.0
                    || self.position < f64::from(self.computed()).min(end)
                    || self.has_arrived(end)
            }
        }
    }

    /// Whether the motion is over once the position is at its end: what is still computing goes on playing.
    fn has_arrived(&self, end: f64) -> bool {
        let all_there =
            !self.panes.iter().any(Pane::is_computing) || matches!(self.motion, Motion::Stepping { .. });
        self.position >= end && all_there && self.pause <= 0.0
    }

    /// Time passes.
    pub(crate) fn tick(&mut self, milliseconds: f64, reduced: bool) {
        let computed = f64::from(self.computed());
        if self.motion == Motion::Paused || self.panes.iter().all(|pane| pane.frames.is_empty()) {
            return;
        }
        let (end, pace) = self.destination(reduced);
        let from = (self.position, self.pause);
        (self.position, self.pause) = advance(pace, from, milliseconds, computed.min(end));
        if self.has_arrived(end) {
            self.just_played = self.motion == Motion::Playing;
            self.motion = Motion::Paused;
            self.remember_position();
        }
    }

    /// As much of a comparison that fills up as there is.
    pub(crate) fn fill(&mut self) {
        if self.motion == Motion::Filling {
            self.tick(0.0, true);
        }
    }

    /// Takes in what a worker says of the runs; what is of something else is left.
    pub(crate) fn hear(&mut self, message: &FromWorker) {
        if let Some(run) = message.run() {
            self.set_quiet(run, false);
        }
        match message {
            FromWorker::Progress { run, done, .. } => {
                if let ReferenceState::Training { run: own, done: so_far, .. } = &mut self.reference
                    && own == run
                {
                    *so_far = *done;
                }
            }
            FromWorker::Trained { run, reference, .. } if self.is_training(*run) => {
                self.reference = ReferenceState::Trained(Rc::new((**reference).clone()));
            }
            FromWorker::ReferenceDiverged { run } if self.is_training(*run) => {
                self.reference = ReferenceState::Diverged;
            }
            FromWorker::Iterated { run, frame, seconds } => {
                // What was said twice is heard once.
                let next = |pane: &Pane| pane.frames.len() == frame.record.iteration as usize;
                if let Some(pane) = self.pane_of(*run).filter(|pane| next(pane)) {
                    pane.push((**frame).clone(), *seconds);
                }
            }
            FromWorker::Saved { run, saved } => {
                if let Some(pane) = self.pane_of(*run) {
                    pane.saved = Some(Rc::new(saved.clone()));
                }
            }
            FromWorker::Measured { run, speed } => {
                if let Some(pane) = self.pane_of(*run) {
                    pane.speed = Some(Rc::new((**speed).clone()));
                }
            }
            FromWorker::Net { run, net, leads } => {
                if let Some(pane) = self.pane_of(*run) {
                    (pane.net, pane.leads) = (Some(Rc::new(net.clone())), Rc::new(leads.clone()));
                }
            }
            FromWorker::Finished { run, report } => {
                if let Some(pane) = self.pane_of(*run) {
                    pane.seconds = report.seconds;
                    pane.saved = None;
                    pane.state = PaneState::Finished(Rc::new((**report).clone()));
                }
            }
            FromWorker::Failed { run, reason } => self.lose(*run, reason),
            _ => {}
        }
    }

    /// Whether a run trains the reference net.
    pub(crate) fn is_training(&self, run: RunId) -> bool {
        matches!(&self.reference, ReferenceState::Training { run: own, .. } if *own == run)
    }

    pub(crate) fn pane_of(&mut self, run: RunId) -> Option<&mut Pane> {
        self.panes.iter_mut().find(|pane| pane.run == run)
    }

    /// A run's worker is gone.
    pub(crate) fn lose(&mut self, run: RunId, reason: &Reason) {
        self.set_quiet(run, false);
        // What stopped in the middle is begun again unasked: a run that begins again tells what it told before, to the last bit.
        if matches!(reason, Reason::Stopped(_)) && self.revive(run) {
            return;
        }
        if let ReferenceState::Training { run: own, failed, .. } = &mut self.reference
            && *own == run
        {
            *failed = Some(reason.clone());
        }
        if let Some(pane) = self.pane_of(run) {
            if pane.is_computing() {
                pane.state = PaneState::Failed(reason.clone());
            } else {
                pane.alone = true;
            }
        }
    }

    /// Gives what a worker left undone to another one; not after that many deaths in a row.
    fn revive(&mut self, run: RunId) -> bool {
        let next = self.new_run();
        if let ReferenceState::Training { run: own, deaths, failed: None, .. } = &mut self.reference
            && *own == run
            && *deaths < MOST_DEATHS
        {
            (*own, *deaths) = (next, *deaths + 1);
            return true;
        }
        let Some(pane) = self.pane_of(run).filter(|pane| pane.is_computing() && pane.deaths < MOST_DEATHS)
        else {
            return false;
        };
        (pane.run, pane.deaths) = (next, pane.deaths + 1);
        true
    }

    /// A run's worker has said nothing for long, or speaks again.
    pub(crate) fn set_quiet(&mut self, run: RunId, now: bool) {
        if let ReferenceState::Training { run: own, quiet, .. } = &mut self.reference
            && *own == run
        {
            *quiet = now;
        }
        if let Some(pane) = self.pane_of(run) {
            pane.quiet = now;
        }
    }

    /// A run that is lost or silent starts anew, as does the training all wait for.
    pub(super) fn retry(&mut self, i: usize) {
        if i >= self.panes.len() {
            return;
        }
        if let ReferenceState::Training { failed, quiet, .. } = &self.reference {
            if failed.is_some() || *quiet {
                self.reference = ReferenceState::fresh(self.new_run());
            }
            return;
        }
        let run = self.new_run();
        let pane = &mut self.panes[i];
        if pane.quiet || matches!(pane.state, PaneState::Failed(_)) {
            if pane.saved.is_some() {
                // What was done stays done.
                (pane.run, pane.state, pane.quiet, pane.deaths) = (run, PaneState::Running, false, 0);
            } else {
                *pane = Pane::new(pane.spec.clone(), run);
            }
            if self.motion == Motion::Paused {
                self.motion = self.at_rest();
            }
        }
    }
}

/// So many workers may die in a row; the next death is told.
const MOST_DEATHS: u32 = 2;
/// Most finished runs that are kept beside the comparison.
const MOST_SPARE: usize = 8;

/// A round end of an axis for what reaches so far, so that the axis does not creep.
fn axis_end(reach: f32) -> f32 {
    if reach <= 0.0 || !reach.is_finite() {
        return 1.0;
    }
    let step = 10_f32.powf((1.04 * reach).log10().floor()) / 4.0;
    (1.04 * reach / step).ceil() * step
}

/// A position as a whole iteration.
pub fn whole(position: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small, and casts saturate")]
    let iteration = position as u32;
    iteration
}
