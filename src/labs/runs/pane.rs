//! One run's state.

use std::rc::Rc;

use crate::experiment::{Frame, PaneReport, PaneSpec, Speed};
use crate::lc::{IterationRecord, Schedule};
use crate::protocol::{Reason, RunId};

/// Iterations that a run which goes on is expected to take more.
const MORE: u32 = 10;

/// A pane: what it runs and what has come of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pane {
    /// Method and codebook.
    pub spec: PaneSpec,
    /// Its run. Every start, also of the same thing again, has a new one.
    pub run: RunId,
    /// One per iteration so far; the first is direct compression.
    pub frames: Vec<Rc<Frame>>,
    /// Computing time of the run so far.
    pub seconds: f64,
    /// Largest magnitude of any weight so far.
    pub largest: Option<f32>,
    /// How far the weights and entries of each layer have reached from 0, but for a few.
    pub reach: Vec<f32>,
    /// How fast its net answers, once that was measured.
    pub speed: Option<Rc<Speed>>,
    /// Its net at its end, as [`crate::files::Net::to_bytes`].
    pub net: Option<Rc<Vec<u8>>>,
    /// By how much its best output leads the second, for every test example.
    pub leads: Rc<Vec<f32>>,
    /// How it is.
    pub state: PaneState,
    /// Whether it was computed beforehand.
    pub recorded: bool,
    /// Whether its worker has said nothing for long.
    pub quiet: bool,
    /// All it takes to go on after its last iteration, for another worker.
    pub saved: Option<Rc<Vec<u8>>>,
    /// Workers that died over it since it last went on.
    pub deaths: u32,
    /// Whether the worker that could answer for its nets is gone, though its run is over.
    pub alone: bool,
}

/// How a pane is.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneState {
    /// There is more to compute.
    Running,
    /// The run is over.
    Finished(Rc<PaneReport>),
    /// It cannot go on; frames so far are kept.
    Failed(Reason),
}

impl Pane {
    /// A pane that has computed nothing yet.
    pub(super) fn new(spec: PaneSpec, run: RunId) -> Self {
        Self {
            spec,
            run,
            frames: Vec::new(),
            seconds: 0.0,
            largest: None,
            reach: Vec::new(),
            speed: None,
            net: None,
            leads: Rc::default(),
            state: PaneState::Running,
            recorded: false,
            quiet: false,
            saved: None,
            deaths: 0,
            alone: false,
        }
    }

    /// A run computed beforehand.
    pub(super) fn recorded(spec: PaneSpec, run: RunId, (frames, report): (Vec<Frame>, PaneReport)) -> Self {
        let state = PaneState::Finished(Rc::new(report));
        let mut pane = Self { recorded: true, alone: true, ..Self::new(spec, run) };
        for frame in frames {
            pane.push(frame, 0.0);
        }
        Self { state, ..pane }
    }

    /// The last iteration there will be under a schedule, as far as can be said: a run that is not on its values after its usual
    /// iterations goes on. There are more than the one that a link asks for.
    pub fn end(&self, schedule: &Schedule, asked: Option<u32>) -> u32 {
        let usual = schedule.iterations;
        match &self.state {
            PaneState::Finished(report) => report.iterations,
            _ if self.spec.method.has_penalty() => {
                let soon =
                    self.last_iteration().filter(|last| *last >= usual).map(|last| last.saturating_add(MORE));
                usual
                    .max(soon.unwrap_or(0))
                    .max(asked.map_or(0, |asked| asked.saturating_add(1)))
                    .min(schedule.most)
            }
            _ if self.spec.method.iterates() => usual,
            _ => 0,
        }
    }

    /// The figures of every iteration so far.
    pub fn records(&self) -> Vec<&IterationRecord> {
        self.frames.iter().map(|frame| &frame.record).collect()
    }

    /// Whether more is to come.
    pub fn is_computing(&self) -> bool {
        self.state == PaneState::Running
    }

    /// The last iteration computed.
    pub fn last_iteration(&self) -> Option<u32> {
        self.frames.last().map(|frame| frame.record.iteration)
    }

    /// The report, if an iteration is the run's last.
    pub fn ended_at(&self, iteration: u32) -> Option<&PaneReport> {
        match &self.state {
            PaneState::Finished(report) if report.iterations == iteration => Some(report),
            _ => None,
        }
    }

    /// The frames to show at a position: the one reached, and the one on the way to.
    pub fn around(&self, position: f64) -> Option<(&Rc<Frame>, &Rc<Frame>)> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let (from, to) = (position.floor() as usize, position.ceil() as usize);
        let last = self.frames.len().checked_sub(1)?;
        Some((&self.frames[from.min(last)], &self.frames[to.min(last)]))
    }

    pub(crate) fn push(&mut self, frame: Frame, seconds: f64) {
        self.largest = Some(self.largest.unwrap_or(0.0).max(frame.largest()));
        for (l, reach) in frame.reach().into_iter().enumerate() {
            match self.reach.get_mut(l) {
                Some(own) => *own = own.max(reach),
                None => self.reach.push(reach),
            }
        }
        self.seconds = seconds;
        self.deaths = 0;
        self.frames.push(Rc::new(frame));
    }
}
