//! The page's state: one value, one reducer.
//!
//! Runs are not commanded but wanted: the state says which runs should exist and how far each
//! may compute ([`Lab::leave`]); a hook compares that with what the workers were told.

mod action;
mod edit;
mod figures;
mod keys;
mod motion;
mod pane;
mod pins;
mod toy;

use std::rc::Rc;

pub use action::Action;
pub use edit::{codebook_named, for_data, sizes, with_defaults, with_parameter};
pub use figures::{Figures, Row, csv};
pub use keys::{Asked, Focus, asked};
pub use motion::{Caption, Motion, Phase, Step};
pub use pane::{Pane, PaneState, Reach, Verdict};
pub use pins::{MAX_PINS, Pin, merge_pins, read_old_pins, read_pins, write_pins};
pub use toy::{Outcome, Tried, movable};

use crate::data::Stroke;
use crate::experiment::{Fault, PaneSpec, Poster, Reference, Report, Scene, Spec, ValidSpec};
use crate::link::{Lang, Link, Notice, View};
use crate::plot::Ground;
use crate::protocol::{Reason, RunId};
use crate::worker::{Drawing, Job, Wanted};

/// Everything on the page that can change.
#[derive(Clone, Debug)]
pub struct Lab {
    /// The experiment.
    pub spec: ValidSpec,
    /// How it is shown.
    pub view: View,
    /// What was wrong with a link, until dismissed.
    pub notices: Vec<Notice>,
    /// The net every pane starts from.
    pub reference: ReferenceState,
    /// One per pane of the spec.
    pub panes: Vec<Pane>,
    /// Whether and why the position changes by itself.
    pub motion: Motion,
    /// The data as something to look at, once the reference net is trained.
    pub scene: Rc<Scene>,
    /// What was drawn by hand.
    pub drawing: Rc<Vec<Stroke>>,
    /// Runs kept in the table.
    pub pins: Rc<Vec<Pin>>,
    /// The data set's files, while the reference net waits for them.
    pub loading: Option<Loading>,
    /// The iteration shown; between two whole numbers during an animation.
    pub position: f64,
    /// Milliseconds left of a pause at the position.
    pause: f64,
    /// The loss over the plane shown, in the Plane lab.
    pub ground: Option<Rc<Ground>>,
    poster: Option<Rc<Poster>>,
    tried: Option<Tried>,
    next_run: RunId,
    browser_lang: Lang,
}

/// Files on their way.
#[derive(Clone, Debug, PartialEq)]
pub struct Loading {
    /// Bytes received.
    pub received: u32,
    /// Of how many; 0 if not known yet.
    pub of: u32,
    /// The first images, once they are there: 28x28 pixels each.
    pub preview: Option<Rc<[u8]>>,
}

/// How far the reference net is.
#[derive(Clone, Debug)]
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
    },
    /// Ready.
    Trained(Rc<Reference>),
    /// Its loss left the finite numbers.
    Diverged,
}

impl ReferenceState {
    /// Training that begins.
    fn fresh(run: RunId) -> Self {
        Self::Training { run, done: 0, quiet: false, failed: None }
    }
}

impl Lab {
    /// The page for a link; `browser_lang` is spoken where the link names no language. The poster is
    /// shown if it is of the link's experiment.
    pub fn open(hash: &str, browser_lang: Lang, pins: Vec<Pin>, poster: Option<Poster>) -> Self {
        let (spec, view, notices) = Link::parse_valid(hash);
        let mut lab = Self {
            reference: ReferenceState::fresh(0),
            panes: Vec::new(),
            motion: Motion::Paused,
            scene: Rc::default(),
            drawing: Rc::default(),
            pins: Rc::new(pins),
            loading: None,
            position: 0.0,
            pause: 0.0,
            poster: poster.map(Rc::new),
            ground: None,
            tried: None,
            next_run: 0,
            browser_lang,
            spec,
            view,
            notices,
        };
        lab.start();
        lab
    }

    /// Throws away all runs and begins anew with the spec.
    fn start(&mut self) {
        self.reference = ReferenceState::fresh(self.new_run());
        self.renew_panes();
        self.loading = None;
        self.scene = Rc::default();
        self.drawing = Rc::default();
        (self.position, self.pause) = (0.0, 0.0);
        if !self.view.play && self.view.iter.is_none() && self.hang_poster() {
            return;
        }
        self.motion = if self.view.play {
            Motion::Playing
        } else {
            match self.view.iter {
                Some(iter) => {
                    self.position = f64::from(iter.min(self.last_iteration()));
                    Motion::Paused
                }
                None => Motion::Filling,
            }
        };
        self.compute_here();
    }

    /// Panes that have computed nothing.
    fn renew_panes(&mut self) {
        let panes = self.spec.asked().panes.clone();
        self.panes = panes.into_iter().map(|pane| Pane::new(pane, self.new_run())).collect();
    }

    /// The motion of a comparison that is to be shown where the link says: filled up if that is its end.
    fn at_rest(&self) -> Motion {
        if self.view.iter.is_some() || self.toy().is_some() { Motion::Paused } else { Motion::Filling }
    }

    /// Shows the poster, if there is one of this experiment.
    fn hang_poster(&mut self) -> bool {
        let link = self.experiment_link();
        let Some(poster) = self.poster.clone().filter(|poster| poster.link == link) else { return false };
        let specs = self.spec.asked().panes.clone();
        if poster.panes.len() != specs.len() {
            return false;
        }
        self.reference = ReferenceState::Trained(Rc::new(poster.reference.clone()));
        self.scene = Rc::new(poster.scene.clone());
        let panes = specs.into_iter().zip(&poster.panes);
        self.panes = panes
            .map(|(spec, end)| Pane::of_poster(spec, self.new_run(), end.clone(), poster.largest))
            .collect();
        self.motion = Motion::Paused;
        self.position = f64::from(self.last_iteration());
        true
    }

    /// From here on everything shown is computed here: runs that are only posters start.
    fn go_live(&mut self) {
        self.start_again(Pane::is_poster);
    }

    fn start_again(&mut self, which: impl Fn(&Pane) -> bool) {
        for i in 0..self.panes.len() {
            if which(&self.panes[i]) {
                let (run, before) = (self.new_run(), &self.panes[i]);
                let (largest, poster) = (before.largest, before.poster.clone());
                self.panes[i] = Pane { largest, poster, ..Pane::new(before.spec.clone(), run) };
            }
        }
    }

    /// What is happening, if it is to be told.
    pub fn caption(&self) -> Option<Caption> {
        if self.panes.iter().all(|pane| pane.around(self.position).is_none()) || self.last_iteration() == 0 {
            return None;
        }
        match Phase::at(self.position) {
            Some(Phase::L(_)) => Some(Caption::L),
            None if self.motion == Motion::Filling => None,
            None if self.pause > 0.0 => Some(Caption::Multipliers),
            None if self.position == 0.0 => Some(Caption::Start),
            None if self.position >= f64::from(self.last_iteration()) => Some(Caption::End),
            Some(Phase::C(_)) | None => Some(Caption::C),
        }
    }

    fn new_run(&mut self) -> RunId {
        self.next_run += 1;
        self.next_run
    }

    /// The link that describes the page as it is.
    pub fn link(&self) -> Link {
        Link { spec: self.spec.asked().clone(), view: self.view.clone() }
    }

    /// The experiment alone, as workers are told it.
    pub fn experiment_link(&self) -> String {
        Link { spec: self.spec.asked().clone(), view: View::default() }.to_string()
    }

    /// The language to speak.
    pub fn lang(&self) -> Lang {
        self.view.lang.unwrap_or(self.browser_lang)
    }

    /// The last iteration there will be.
    pub fn last_iteration(&self) -> u32 {
        self.panes.iter().map(|pane| self.end_of(pane)).max().unwrap_or(0)
    }

    /// The last iteration there will be of a pane.
    fn end_of(&self, pane: &Pane) -> u32 {
        match &pane.state {
            PaneState::Finished(report) => report.iterations,
            _ if pane.spec.method.iterates() => self.spec.schedule.iterations,
            _ => 0,
        }
    }

    /// The last iteration that every pane still computing has reached.
    pub fn computed(&self) -> u32 {
        let computing = self.panes.iter().filter(|pane| pane.is_computing());
        let slowest =
            computing.map(|pane| u32::try_from(pane.frames.len()).unwrap_or(u32::MAX).saturating_sub(1));
        slowest.min().unwrap_or_else(|| self.last_iteration())
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
            Motion::Filling => return last,
            Motion::Playing => motion::look_ahead(self.view.speed),
        };
        let wanted = shown.saturating_add(ahead).max(u32::try_from(furthest).unwrap_or(u32::MAX));
        wanted.min(last)
    }

    /// What can't be outside what the runs have, is not: a run that ended early or went takes its iterations along.
    fn settle(&mut self) {
        let last = self.last_iteration();
        self.position = self.position.min(f64::from(last));
        // The last iteration is the default and needs no mention.
        self.view.iter = self.view.iter.filter(|iter| *iter < last);
    }

    /// The runs that workers should be at, and what of each is wanted.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        let add = |wanted: &mut Vec<Wanted>, run, job| {
            wanted.push(Wanted { run, job, to: None, drawing: None, computing: true, urgent: true });
        };
        match &self.reference {
            ReferenceState::Training { run, failed: None, .. } if self.toy().is_none() => {
                add(&mut wanted, *run, Job::Reference { link: self.experiment_link() });
            }
            ReferenceState::Trained(reference) if self.toy().is_none() => {
                let (link, leave) = (self.experiment_link(), self.leave());
                let alive = |pane: &Pane| !matches!(pane.state, PaneState::Failed(_)) && !pane.is_poster();
                for (i, pane) in self.panes.iter().enumerate().filter(|(_, pane)| alive(pane)) {
                    let computing = pane.is_computing();
                    wanted.push(Wanted {
                        run: pane.run,
                        job: Job::Pane { link: link.clone(), pane: i, reference: reference.clone() },
                        to: computing.then_some(leave),
                        drawing: self.asked(pane),
                        computing: computing && pane.last_iteration() < Some(leave),
                        urgent: computing,
                    });
                }
            }
            _ => {}
        }
        if let Some((run, link)) = self.luck_wanted() {
            add(&mut wanted, run, Job::Luck { link });
        }
        wanted
    }

    /// What a pane's nets are to judge, if they have anything to judge with.
    fn asked(&self, pane: &Pane) -> Option<Drawing> {
        let Scene::Images { side } = *self.scene else { return None };
        let last = pane.last_iteration().filter(|_| !self.drawing.is_empty())?;
        Some(Drawing { iteration: whole(self.position).min(last), strokes: self.drawing.clone(), side })
    }

    /// A link to one run alone, at the iteration shown.
    pub fn link_to(&self, index: usize) -> String {
        let panes = self.panes.get(index).map(|pane| vec![pane.spec.clone()]).unwrap_or_default();
        let iteration = whole(self.position);
        // Of this run alone the end may come before that of the others.
        let last = self.panes.get(index).map_or(0, |pane| self.end_of(pane));
        let iter = (iteration < last).then_some(iteration);
        let spec = Spec { panes, ..self.spec.asked().clone() };
        Link { spec, view: View { iter, ..View::default() } }.to_string()
    }

    /// Whether anything is being computed.
    pub fn is_busy(&self) -> bool {
        match &self.reference {
            ReferenceState::Training { failed, .. } => failed.is_none(),
            ReferenceState::Trained(_) => self
                .panes
                .iter()
                .any(|pane| pane.is_computing() && pane.last_iteration() < Some(self.leave())),
            ReferenceState::Diverged => false,
        }
    }

    /// Whether every pane has finished.
    pub fn is_finished(&self) -> bool {
        matches!(self.reference, ReferenceState::Trained(_))
            && self.panes.iter().all(|pane| matches!(pane.state, PaneState::Finished(_)))
    }

    /// The report, once every pane has finished.
    pub fn report(&self) -> Option<Report> {
        let ReferenceState::Trained(reference) = &self.reference else { return None };
        let finished = |pane: &Pane| match &pane.state {
            PaneState::Finished(report) => Some((**report).clone()),
            _ => None,
        };
        let panes = self.panes.iter().map(finished).collect::<Option<Vec<_>>>()?;
        Some(Report::new(&self.spec, reference, panes))
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

    /// Says why a change was not made.
    fn refuse(&mut self, faults: Vec<Fault>) {
        self.notices = faults.into_iter().map(Notice::Refused).collect();
    }

    /// Changes the experiment's panes, keeping everything computed that still fits.
    fn set_panes(&mut self, panes: Vec<(PaneSpec, Option<usize>)>) {
        let mut spec = self.spec.asked().clone();
        spec.panes = panes.iter().map(|(pane, _)| pane.clone()).collect();
        match spec.check() {
            Ok(valid) => self.spec = valid,
            Err(faults) => {
                self.refuse(faults);
                return;
            }
        }
        let kept: Vec<Pane> = panes
            .into_iter()
            .map(|(pane, from)| match from.and_then(|i| self.panes.get(i)) {
                Some(old) if old.spec == pane => old.clone(),
                _ => Pane::new(pane, self.new_run()),
            })
            .collect();
        self.panes = kept;
        // A pane that must still compute catches up; what is shown stays where it was, and at the
        // end means at the new end.
        if !matches!(self.motion, Motion::Playing) {
            self.motion = self.at_rest();
        }
        self.compute_here();
    }
}

/// A position as a whole iteration.
pub(super) fn whole(position: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small, and casts saturate")]
    let iteration = position as u32;
    iteration
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod walk;
