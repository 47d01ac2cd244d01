//! A batch of random toys.

use super::{Bench, Job};
use crate::experiment::{ExperimentError, PlaneSpec};
use crate::protocol::{FromWorker, RunId};
use crate::sweep::LuckRun;

pub(super) struct LuckJob {
    run: RunId,
    toys: LuckRun,
}

impl LuckJob {
    pub(super) fn new(run: RunId, spec: &PlaneSpec) -> Result<Self, ExperimentError> {
        let valid = spec.check().map_err(|_| ExperimentError::NotUnderstood)?;
        Ok(Self { run, toys: LuckRun::new(valid).ok_or(ExperimentError::NoSuchPane(0))? })
    }
}

impl Job for LuckJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        if let Some(luck) = self.toys.advance() {
            bench.send(FromWorker::Lucky { run: self.run, luck: Box::new(luck) });
            return false;
        }
        bench.progress((bench.clock)(), self.run, self.toys.progress());
        true
    }
}
