//! A cell's net to be taken along: it is computed anew, to the last bit as it was, because only figures are kept.

use std::rc::Rc;

use super::sweep::link_of;
use super::work::Pace;
use crate::experiment::{NetSpec, Reference, Spec};
use crate::protocol::{FromWorker, Reason, RunId};
use crate::sweep::{cell_cost, reference_cost};
use crate::worker::{Task, Wanted};

/// A net on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    cell: NetSpec,
    run: RunId,
    stage: Stage,
}

#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Reference,
    Cell(Rc<Reference>),
    Ready(Rc<Vec<u8>>),
    /// `None` if the net diverges.
    Failed(Option<Reason>),
}

impl Take {
    /// The net of a cell, by a run of this name and one of the next.
    pub fn new(cell: NetSpec, run: RunId) -> Self {
        Self { cell, run, stage: Stage::Reference }
    }

    /// The cell's link.
    pub fn link(&self) -> String {
        link_of(&self.cell)
    }

    /// The net, once it is there.
    pub fn net(&self) -> Option<Rc<Vec<u8>>> {
        match &self.stage {
            Stage::Ready(net) => Some(net.clone()),
            _ => None,
        }
    }

    /// Why there will be none: what happened to its run, or `None` if the net diverges.
    pub fn failed(&self) -> Option<Option<&Reason>> {
        match &self.stage {
            Stage::Failed(reason) => Some(reason.as_ref()),
            _ => None,
        }
    }

    /// About how many seconds it takes.
    pub fn seconds(&self, pace: Pace) -> f64 {
        pace.seconds(reference_cost(&self.cell) + cell_cost(&self.cell), 1)
    }

    /// The run at work.
    pub fn run(&self) -> Option<RunId> {
        matches!(self.stage, Stage::Reference | Stage::Cell(_)).then_some(self.run)
    }

    /// What a worker should be at.
    pub fn wanted(&self) -> Option<Wanted> {
        let spec = Spec::Net(self.cell.clone());
        let task = match &self.stage {
            Stage::Reference => Task::Reference { spec },
            Stage::Cell(reference) => {
                Task::Pane { spec, pane: 0, reference: reference.clone(), brief: true, saved: None }
            }
            Stage::Ready(_) | Stage::Failed(_) => return None,
        };
        let to = Some(u32::MAX);
        Some(Wanted { run: self.run, task, to, drawing: None, computing: true, urgent: true })
    }

    /// Takes in what a worker says of it; `next` names another run.
    pub fn hear(&mut self, message: &FromWorker, next: RunId) {
        if message.run() != self.run() {
            return;
        }
        match (message, &self.stage) {
            (FromWorker::Trained { reference, .. }, Stage::Reference) => {
                self.stage = Stage::Cell(Rc::new((**reference).clone()));
                self.run = next;
            }
            (FromWorker::Net { net, .. }, _) => self.stage = Stage::Ready(Rc::new(net.clone())),
            // Its net would have come before its end.
            (FromWorker::ReferenceDiverged { .. } | FromWorker::Finished { .. }, _) => {
                self.stage = Stage::Failed(None);
            }
            (FromWorker::Failed { reason, .. }, _) => self.stage = Stage::Failed(Some(reason.clone())),
            _ => {}
        }
    }

    /// Its worker is gone.
    pub fn lose(&mut self, run: RunId, reason: &Reason) {
        if self.run() == Some(run) {
            self.stage = Stage::Failed(Some(reason.clone()));
        }
    }
}
