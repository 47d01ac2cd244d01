//! How fast the nets of a sweep answer on this machine: measured one after the other, when somebody asks and nothing else is
//! computed. A choice's method makes no difference, nor does what its net has learned.

use std::collections::BTreeMap;

use super::sweep::{Pick, Sweep};
use crate::experiment::{NetSpec, PaneSpec, Spec};
use crate::lc::Method;
use crate::protocol::{FromWorker, Reason, RunId};
use crate::worker::{Task, Wanted};

/// What was measured, and what is being measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speeds {
    known: BTreeMap<String, Us>,
    at: Option<(RunId, NetSpec)>,
    /// Why no more can be measured.
    pub failed: Option<Reason>,
}

/// Microseconds per answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Us {
    /// From the packed codes.
    pub packed: f64,
    /// Of the same net with weights in full.
    pub full: f64,
}

/// What decides how long an answer takes.
fn key(cell: &NetSpec) -> String {
    let choice =
        cell.panes().into_iter().next().map(|pane| PaneSpec { method: Method::Dc, rate: None, ..pane });
    let net = cell.net.as_ref().map(ToString::to_string).unwrap_or_default();
    let choice = choice.map(|choice| choice.to_string()).unwrap_or_default();
    format!("{} {net} {} {choice}", cell.data, cell.share)
}

impl Speeds {
    /// What is known of a choice.
    pub fn of(&self, sweep: &Sweep, pick: Pick) -> Option<Us> {
        self.known.get(&key(sweep.cell(pick, 0)?)).copied()
    }

    /// How many choices of a sweep were measured, of how many.
    pub fn progress(&self, sweep: &Sweep) -> (usize, usize) {
        let known = picks(sweep).filter(|pick| self.of(sweep, *pick).is_some()).count();
        (known, picks(sweep).count())
    }

    /// Begins with the next choice that was not measured, if nothing is measured yet.
    pub fn next(&mut self, sweep: &Sweep, name: impl FnOnce() -> RunId) {
        if self.at.is_some() || self.failed.is_some() {
            return;
        }
        let next = picks(sweep).find(|pick| self.of(sweep, *pick).is_none());
        self.at = next.and_then(|pick| sweep.cell(pick, 0)).map(|cell| (name(), cell.clone()));
    }

    /// Nothing is measured any more, for now.
    pub fn rest(&mut self) {
        self.at = None;
    }

    /// It can be tried again.
    pub fn again(&mut self) {
        self.failed = None;
    }

    /// The run at work.
    pub fn run(&self) -> Option<RunId> {
        self.at.as_ref().map(|(run, _)| *run)
    }

    /// What a worker should be at.
    pub fn wanted(&self) -> Option<Wanted> {
        let (run, cell) = self.at.clone()?;
        let task = Task::Speed { spec: Spec::Net(cell) };
        Some(Wanted { run, task, to: None, drawing: None, computing: true, urgent: true })
    }

    /// Takes in what a worker says of it.
    pub fn hear(&mut self, message: &FromWorker) {
        match message {
            FromWorker::Measured { speed, .. } => {
                if let Some((_, cell)) = self.at.take() {
                    self.known.insert(key(&cell), Us { packed: speed.us[1], full: speed.full_us[1] });
                }
            }
            FromWorker::Failed { run, reason } => self.lose(*run, reason),
            _ => {}
        }
    }

    /// Its worker is gone.
    pub fn lose(&mut self, run: RunId, reason: &Reason) {
        if self.run() == Some(run) {
            (self.at, self.failed) = (None, Some(reason.clone()));
        }
    }
}

/// Every choice on every net.
fn picks(sweep: &Sweep) -> impl Iterator<Item = Pick> + '_ {
    let places = sweep.places.iter().filter(|place| place.seed == 0 && place.grid.is_none());
    places.map(|place| place.pick)
}
