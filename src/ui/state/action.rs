//! Everything that can happen to the page, and what it does to the state.

use std::rc::Rc;

use super::edit::with_values;
use super::motion::{HALF, Motion, Step, advance};
use super::pins::{MAX_PINS, Pin};
use super::{Lab, Loading, Pane, PaneState, ReferenceState, Verdict, whole};
use crate::experiment::{Key, PaneSpec, Point, Reference, Scene, Spec, ToyKind};
use crate::link::{Lang, Link, Look, Notice, Speed, Theme};
use crate::protocol::{FromWorker, Reason, RunId};
use crate::worker::News;

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
    /// Other settings: everything begins anew.
    Configure(Box<Spec>),
    /// Another seed.
    SetSeed(u32),
    /// A seed as it was typed.
    TypeSeed(String),
    /// The values of a pane's codebook as they were typed.
    TypeValues(usize, String),
    /// Something else of the nets is to be shown.
    SetLook(Look),
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
    /// An L step, a C step, or both.
    Step(Step),
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
    News(Vec<News>),
    /// Another toy.
    SetToy(ToyKind),
    /// A parameter of the toy or of the schedule, by its key.
    SetDial(Key, f64),
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
    /// The pen is put down at a point of the pad.
    PenDown([f32; 2]),
    /// The pen moves on to a point.
    PenMove([f32; 2]),
    /// The pad is wiped.
    Wipe,
    /// A pane's run is to stay in the table, under a name.
    Pin(usize, Box<Pin>),
    /// A pinned run is called something else.
    RenamePin(usize, String),
    /// A pinned run is no longer wanted.
    RemovePin(usize),
    /// A notice is read.
    Dismiss(usize),
    /// A pane whose worker is gone, or silent, starts again.
    Retry(usize),
    /// Pins were changed in another window.
    ReplacePins(Vec<Pin>),
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
            Action::Configure(spec) => lab.configure(*spec),
            Action::SetSeed(seed) => {
                let spec = lab.spec.asked().clone();
                lab.configure(Spec { seed, ..spec });
            }
            Action::TypeSeed(text) => match Link::with(lab.spec.asked(), "seed", &text) {
                Ok(spec) => lab.configure(spec),
                Err(fault) => lab.refuse(vec![fault]),
            },
            Action::TypeValues(i, text) => lab.type_values(i, &text),
            Action::SetLook(look) if lab.toy().is_none() => lab.view.look = look,
            Action::SetLook(_) => {}
            Action::SetSpeed(speed) => lab.view.speed = speed,
            Action::SetLang(lang) => lab.view.lang = Some(lang),
            Action::SetTheme(theme) => lab.view.theme = Some(theme),
            Action::Reset => lab.show(0),
            Action::TogglePlay => lab.toggle_play(),
            Action::Step(step) => lab.step(step),
            Action::StepBack => lab.show(whole((lab.position.ceil() - 1.0).max(0.0))),
            Action::Scrub(iteration) => lab.show(iteration),
            Action::Tick { milliseconds, reduced } => lab.tick(milliseconds, reduced),
            Action::News(news) => {
                for item in news {
                    match item {
                        News::Told(message) => lab.hear(*message),
                        News::Lost(run, reason) => lab.lose(run, reason),
                        News::Quiet(run) => lab.set_quiet(run, true),
                    }
                }
                if lab.motion == Motion::Filling {
                    lab.tick(0.0, true);
                }
            }
            Action::SetToy(kind) => lab.set_toy(kind),
            Action::SetDial(key, value) => lab.set_dial(key, value),
            Action::MoveWeights(to) => lab.move_weights(to),
            Action::MoveEntry { pane, entry, to } => lab.move_entry(pane, entry, to),
            Action::TogglePenalty => lab.view.penalty = lab.toy().is_some() && !lab.view.penalty,
            Action::TryLuck => lab.try_luck(),
            Action::PenDown(point) => lab.draw(|drawing| drawing.push(vec![point])),
            Action::PenMove(point) => lab.draw(|drawing| {
                if let Some(stroke) = drawing.last_mut() {
                    stroke.push(point);
                }
            }),
            Action::Wipe => {
                lab.drawing = Rc::default();
                lab.panes.iter_mut().for_each(|pane| pane.verdict = None);
            }
            Action::Pin(i, pin) => {
                if lab.pins.len() >= MAX_PINS {
                    lab.notices = vec![Notice::PinsFull(MAX_PINS)];
                } else if i < lab.panes.len() {
                    Rc::make_mut(&mut lab.pins).push(*pin);
                }
            }
            Action::RenamePin(i, name) => {
                if let Some(pin) = Rc::make_mut(&mut lab.pins).get_mut(i) {
                    pin.name = name;
                }
            }
            Action::RemovePin(i) => {
                if i < lab.pins.len() {
                    Rc::make_mut(&mut lab.pins).remove(i);
                }
            }
            Action::Dismiss(i) => {
                if i < lab.notices.len() {
                    lab.notices.remove(i);
                }
            }
            Action::Retry(i) => lab.retry(i),
            Action::ReplacePins(mut pins) => {
                pins.truncate(MAX_PINS);
                lab.pins = Rc::new(pins);
            }
        }
        lab.settle();
        lab
    }

    fn open_link(&mut self, hash: &str) {
        let (spec, view, notices) = Link::parse_valid(hash);
        self.notices = notices;
        self.view = view;
        if spec == self.spec && !self.view.play {
            // The same experiment looked at differently: everything computed stays.
            self.show(self.view.iter.unwrap_or(u32::MAX));
            self.motion = self.at_rest();
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

    /// Begins anew with other settings. Settings that cannot be run change nothing but say so.
    fn configure(&mut self, spec: Spec) {
        match spec.check() {
            Ok(valid) if valid == self.spec => {}
            Ok(valid) => {
                self.spec = valid;
                self.view.iter = None;
                self.view.play = false;
                self.start();
            }
            Err(faults) => self.refuse(faults),
        }
    }

    /// The values of a pane's codebook, as somebody typed them.
    fn type_values(&mut self, i: usize, text: &str) {
        let Some(pane) = self.panes.get(i).map(|pane| pane.spec.clone()) else { return };
        match with_values(&pane.codebook, text) {
            Ok(codebook) => self.replace_pane(i, &PaneSpec { codebook, ..pane }),
            Err(fault) => self.refuse(vec![fault]),
        }
    }

    fn draw(&mut self, change: impl FnOnce(&mut Vec<crate::data::Stroke>)) {
        change(Rc::make_mut(&mut self.drawing));
        // Somebody has to be there to answer.
        let silent = |pane: &Pane| pane.is_poster() || pane.alone;
        if self.panes.iter().any(silent) {
            self.start_again(silent);
            self.motion = self.at_rest();
        }
    }

    fn toggle_play(&mut self) {
        self.motion = match self.motion {
            Motion::Playing | Motion::Stepping { .. } => {
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
                self.view.iter = None;
                self.go_live();
                Motion::Playing
            }
        };
    }

    /// Whether a step can be taken from here.
    pub fn can_step(&self, step: Step) -> bool {
        let middle = self.position.fract() > 0.0;
        self.position < f64::from(self.last_iteration())
            && match step {
                Step::L => !middle,
                Step::C => middle,
                Step::Both => true,
            }
    }

    fn step(&mut self, step: Step) {
        if self.can_step(step) {
            self.go_live();
            self.pause = 0.0;
            let to = self.position.floor() + if step == Step::L { HALF } else { 1.0 };
            self.motion = Motion::Stepping { to };
        }
    }

    fn show(&mut self, iteration: u32) {
        let last = self.last_iteration();
        if iteration < last {
            self.go_live();
        }
        self.motion = Motion::Paused;
        self.pause = 0.0;
        self.position = f64::from(iteration.min(last));
        self.remember_position();
    }

    /// Puts the position into the link: the last iteration is the default and needs no mention.
    fn remember_position(&mut self) {
        let iteration = whole(self.position);
        self.view.iter = (iteration < self.last_iteration()).then_some(iteration);
    }

    /// Where the motion ends, and how fast it is.
    fn destination(&self, reduced: bool) -> (f64, Speed) {
        let last = f64::from(self.last_iteration());
        match self.motion {
            Motion::Stepping { to } if reduced => (to.min(last), Speed::Max),
            Motion::Stepping { to } if self.view.speed == Speed::Slow => (to.min(last), Speed::Slow),
            Motion::Stepping { to } => (to.min(last), Speed::Normal),
            Motion::Playing => (last, self.view.speed),
            Motion::Filling | Motion::Paused => (last, Speed::Max),
        }
    }

    /// Whether the passing of time changes anything now; not so while the next frame is being computed.
    pub fn is_moving(&self) -> bool {
        let end = self.destination(true).0;
        match self.motion {
            Motion::Paused | Motion::Filling => false,
            _ if self.panes.iter().all(|pane| pane.frames.is_empty()) => false,
            Motion::Playing | Motion::Stepping { .. } => {
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

    fn tick(&mut self, milliseconds: f64, reduced: bool) {
        let computed = f64::from(self.computed());
        if self.motion == Motion::Paused || self.panes.iter().all(|pane| pane.frames.is_empty()) {
            return;
        }
        let (end, speed) = self.destination(reduced);
        let from = (self.position, self.pause);
        (self.position, self.pause) = advance(speed, from, milliseconds, computed.min(end));
        if self.has_arrived(end) {
            self.motion = Motion::Paused;
            self.remember_position();
        }
    }

    fn hear(&mut self, message: FromWorker) {
        if let Some(run) = message.run() {
            self.set_quiet(run, false);
        }
        match message {
            FromWorker::Progress { run, done, .. } => {
                if let ReferenceState::Training { run: own, done: so_far, .. } = &mut self.reference
                    && *own == run
                {
                    *so_far = done;
                    self.loading = None;
                }
                self.luck_progress(run, done);
            }
            FromWorker::Trained { run, reference, scene } => {
                self.set_reference(run, Some((reference, scene)));
            }
            FromWorker::ReferenceDiverged { run } => self.set_reference(run, None),
            FromWorker::Iterated { run, frame, seconds } => {
                // What was said twice is heard once.
                let next = |pane: &Pane| pane.frames.len() == frame.record.iteration as usize;
                if let Some(pane) = self.pane_of(run).filter(|pane| next(pane)) {
                    pane.push(*frame, seconds);
                }
            }
            FromWorker::Finished { run, report } => {
                if let Some(pane) = self.pane_of(run) {
                    pane.seconds = report.seconds;
                    pane.state = PaneState::Finished(Rc::from(report));
                }
            }
            FromWorker::Judged { run, iteration, reference, quantized } => {
                let drawn = !self.drawing.is_empty();
                if let Some(pane) = self.pane_of(run).filter(|_| drawn) {
                    pane.verdict = Some(Verdict { iteration, reference, quantized });
                }
            }
            FromWorker::Failed { run, reason } => self.lose(run, reason),
            FromWorker::Lucky { run, luck } => self.luck_came(run, *luck),
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

    fn set_reference(&mut self, run: RunId, trained: Option<(Box<Reference>, Box<Scene>)>) {
        if matches!(&self.reference, ReferenceState::Training { run: own, .. } if *own == run) {
            self.reference = match trained {
                Some((reference, scene)) => {
                    self.scene = (*scene).into();
                    ReferenceState::Trained((*reference).into())
                }
                None => ReferenceState::Diverged,
            };
        }
    }

    fn lose(&mut self, run: RunId, reason: Reason) {
        self.set_quiet(run, false);
        if let ReferenceState::Training { run: own, failed, .. } = &mut self.reference
            && *own == run
        {
            *failed = Some(reason.clone());
            self.loading = None;
        }
        if let Some(pane) = self.pane_of(run) {
            if pane.is_computing() {
                pane.state = PaneState::Failed(reason.clone());
            } else {
                pane.alone = true;
            }
        }
        self.luck_lost(run, reason);
    }

    fn set_quiet(&mut self, run: RunId, now: bool) {
        if let ReferenceState::Training { run: own, quiet, .. } = &mut self.reference
            && *own == run
        {
            *quiet = now;
        }
        if let Some(pane) = self.pane_of(run) {
            pane.quiet = now;
        }
    }

    fn retry(&mut self, i: usize) {
        if i >= self.panes.len() {
            return;
        }
        if let ReferenceState::Training { failed, quiet, .. } = &self.reference {
            if failed.is_some() || *quiet {
                self.reference = ReferenceState::fresh(self.new_run());
                self.loading = None;
            }
            return;
        }
        let run = self.new_run();
        let pane = &mut self.panes[i];
        if pane.quiet || matches!(pane.state, PaneState::Failed(_)) {
            *pane = Pane::new(pane.spec.clone(), run);
            if self.motion == Motion::Paused {
                self.motion = self.at_rest();
            }
            self.compute_here();
        }
    }
}
