//! Everything that can happen to the page, and what it does to the state.

use std::rc::Rc;

use super::motion::{Motion, rate};
use super::{Lab, Loading, Pane, PaneState, ReferenceState, Trouble};
use crate::experiment::{PaneSpec, Reference};
use crate::link::{Lang, Link, Speed, Theme};
use crate::protocol::{FromWorker, RunId};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The address changed: back, forward, or a link pasted.
    Open(String),
    /// Another method or codebook for a pane.
    SetPane(usize, PaneSpec),
    /// One more pane, like an existing one.
    DuplicatePane(usize),
    /// One pane less.
    RemovePane(usize),
    /// Another seed.
    SetSeed(u32),
    /// Another speed.
    SetSpeed(Speed),
    /// Another language.
    SetLang(Lang),
    /// Another theme.
    SetTheme(Theme),
    /// Back to direct compression.
    Reset,
    /// Play or pause.
    TogglePlay,
    /// One iteration forward.
    Step,
    /// One iteration back.
    StepBack,
    /// Show an iteration.
    Scrub(u32),
    /// Time passes.
    Tick {
        /// How long since the last tick.
        milliseconds: f64,
        /// The viewer asked for less motion: steps are taken at once.
        reduced: bool,
    },
    /// Workers have news.
    News(Vec<PaneNews>),
    /// A notice is read.
    Dismiss(usize),
    /// A pane whose worker is gone starts again.
    Retry(usize),
}

/// What a worker told, or that it is gone. Runs are told apart by their names.
#[derive(Clone, Debug)]
pub enum PaneNews {
    /// A message.
    Told(Box<FromWorker>),
    /// The worker at this run is gone.
    Died(RunId, String),
}

impl Lab {
    /// The state after something happened.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut lab = self.clone();
        match action {
            Action::Open(hash) => lab.open_link(&hash),
            Action::SetPane(i, pane) => lab.replace_pane(i, &pane),
            Action::DuplicatePane(i) => {
                let mut panes = lab.numbered_panes();
                if let Some((pane, _)) = panes.get(i).cloned() {
                    panes.insert(i + 1, (pane, None));
                    lab.set_panes(panes);
                }
            }
            Action::RemovePane(i) => {
                let mut panes = lab.numbered_panes();
                if i < panes.len() {
                    panes.remove(i);
                    lab.set_panes(panes);
                }
            }
            Action::SetSeed(seed) => lab.set_seed(seed),
            Action::SetSpeed(speed) => lab.view.speed = speed,
            Action::SetLang(lang) => lab.view.lang = Some(lang),
            Action::SetTheme(theme) => lab.view.theme = Some(theme),
            Action::Reset => lab.show(0),
            Action::TogglePlay => lab.toggle_play(),
            Action::Step => lab.step(),
            Action::StepBack => {
                let before = (lab.position.ceil() - 1.0).max(0.0);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "small and positive"
                )]
                lab.show(before as u32);
            }
            Action::Scrub(iteration) => lab.show(iteration),
            Action::Tick { milliseconds, reduced } => lab.tick(milliseconds, reduced),
            Action::News(news) => {
                for item in news {
                    match item {
                        PaneNews::Told(message) => lab.hear(*message),
                        PaneNews::Died(run, reason) => lab.lose(run, Trouble::Died(reason)),
                    }
                }
                if lab.motion == Motion::Filling {
                    lab.tick(0.0, true);
                }
            }
            Action::Dismiss(i) => {
                if i < lab.notices.len() {
                    lab.notices.remove(i);
                }
            }
            Action::Retry(i) => lab.retry(i),
        }
        lab
    }

    fn open_link(&mut self, hash: &str) {
        let (spec, view, notices) = Link::parse_valid(hash);
        self.notices = notices;
        self.view = view;
        if spec == self.spec && !self.view.play {
            // The same experiment looked at differently: everything computed stays.
            self.show(self.view.iter.unwrap_or(u32::MAX));
            if self.view.iter.is_none() {
                self.motion = Motion::Filling;
            }
        } else {
            self.spec = spec;
            self.start();
        }
    }

    fn numbered_panes(&self) -> Vec<(PaneSpec, Option<usize>)> {
        self.panes.iter().enumerate().map(|(i, pane)| (pane.spec.clone(), Some(i))).collect()
    }

    fn replace_pane(&mut self, i: usize, pane: &PaneSpec) {
        let mut panes = self.numbered_panes();
        if let Some(slot) = panes.get_mut(i) {
            slot.0.clone_from(pane);
            self.set_panes(panes);
        }
    }

    fn set_seed(&mut self, seed: u32) {
        let mut spec = self.spec.asked().clone();
        if spec.seed == seed {
            return;
        }
        spec.seed = seed;
        if let Ok(valid) = spec.check() {
            self.spec = valid;
            self.view.iter = None;
            self.view.play = false;
            self.start();
        }
    }

    fn toggle_play(&mut self) {
        self.motion = match self.motion {
            Motion::Playing | Motion::Stepping { .. } => {
                // Pausing inside an animation finishes it: what is shown is always an iteration.
                self.position = self.position.round();
                self.remember_position();
                Motion::Paused
            }
            Motion::Filling | Motion::Paused => {
                if self.motion == Motion::Filling || self.position >= f64::from(self.last_iteration()) {
                    self.position = 0.0;
                }
                self.view.iter = None;
                Motion::Playing
            }
        };
    }

    fn step(&mut self) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let to = self.position.floor() as u32 + 1;
        if to <= self.last_iteration() {
            self.motion = Motion::Stepping { to };
        }
    }

    fn show(&mut self, iteration: u32) {
        self.motion = Motion::Paused;
        self.position = f64::from(iteration.min(self.last_iteration()));
        self.remember_position();
    }

    /// Puts the position into the link: the last iteration is the default and needs no mention.
    fn remember_position(&mut self) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let iteration = self.position as u32;
        self.view.iter = (iteration < self.last_iteration()).then_some(iteration);
    }

    fn tick(&mut self, milliseconds: f64, reduced: bool) {
        let computed = f64::from(self.computed());
        let (limit, rate) = match self.motion {
            Motion::Paused => return,
            Motion::Filling => (computed, None),
            Motion::Playing => (computed, rate(self.view.speed)),
            Motion::Stepping { to } => {
                (computed.min(f64::from(to)), rate(Speed::Normal).filter(|_| !reduced))
            }
        };
        if self.panes.iter().all(|pane| pane.frames.is_empty()) {
            return;
        }
        let reached = rate.map_or(limit, |rate| (self.position + rate * milliseconds).min(limit));
        self.position = reached.max(self.position);
        let end = match self.motion {
            Motion::Stepping { to } => f64::from(to),
            _ => f64::from(self.last_iteration()),
        };
        let all_there =
            !self.panes.iter().any(Pane::is_computing) || matches!(self.motion, Motion::Stepping { .. });
        if self.position >= end && all_there {
            self.motion = Motion::Paused;
            self.remember_position();
        }
    }

    fn hear(&mut self, message: FromWorker) {
        match message {
            FromWorker::Progress { run, done, .. } => {
                if let ReferenceState::Training { run: own, done: so_far, .. } = &mut self.reference
                    && *own == run
                {
                    *so_far = done;
                    self.loading = None;
                }
            }
            FromWorker::Trained { run, reference } => self.set_reference(run, Some(reference)),
            FromWorker::ReferenceDiverged { run } => self.set_reference(run, None),
            FromWorker::Iterated { run, frame, seconds } => {
                if let Some(pane) = self.pane_of(run) {
                    pane.push(*frame, seconds);
                }
            }
            FromWorker::Finished { run, report } => {
                if let Some(pane) = self.pane_of(run) {
                    pane.seconds = report.seconds;
                    pane.state = PaneState::Finished(report);
                }
            }
            FromWorker::Failed { run, reason } => self.lose(run, Trouble::Died(reason)),
            FromWorker::NoFiles { run, reason } => self.lose(run, Trouble::NoFiles(reason)),
            FromWorker::Loading { run, received, of, preview } => {
                if matches!(&self.reference, ReferenceState::Training { run: own, .. } if *own == run) {
                    let before = self.loading.take().and_then(|loading| loading.preview);
                    self.loading = Some(Loading { received, of, preview: preview.map(Rc::from).or(before) });
                }
            }
            FromWorker::Ready { .. } | FromWorker::Panicked { .. } => {}
        }
    }

    fn pane_of(&mut self, run: RunId) -> Option<&mut Pane> {
        self.panes.iter_mut().find(|pane| pane.run == run)
    }

    fn set_reference(&mut self, run: RunId, reference: Option<Box<Reference>>) {
        if matches!(&self.reference, ReferenceState::Training { run: own, .. } if *own == run) {
            self.reference = match reference {
                Some(reference) => ReferenceState::Trained((*reference).into()),
                None => ReferenceState::Diverged,
            };
        }
    }

    fn lose(&mut self, run: RunId, trouble: Trouble) {
        if let ReferenceState::Training { run: own, failed, .. } = &mut self.reference
            && *own == run
        {
            *failed = Some(trouble.clone());
            self.loading = None;
        }
        if let Some(pane) = self.pane_of(run)
            && pane.is_computing()
        {
            pane.state = PaneState::Failed(trouble);
        }
    }

    fn retry(&mut self, i: usize) {
        if let ReferenceState::Training { failed: Some(_), .. } = &self.reference {
            self.reference = ReferenceState::Training { run: self.new_run(), done: 0, failed: None };
        }
        let run = self.new_run();
        if let Some(pane) = self.panes.get_mut(i)
            && matches!(pane.state, PaneState::Failed(_))
        {
            *pane = Pane::new(pane.spec.clone(), run);
            if self.motion == Motion::Paused && self.view.iter.is_none() {
                self.motion = Motion::Filling;
            }
        }
    }
}
