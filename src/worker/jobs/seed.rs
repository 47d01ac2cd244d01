//! A comparison with another seed.

use super::{Bench, Job};
use crate::experiment::{ExperimentError, Library, Spec};
use crate::protocol::{FromWorker, RunId};
use crate::sweep::SeedRun;

pub(super) struct SeedJob {
    run: RunId,
    comparison: SeedRun,
    /// Slices of work done: a sign of life, no more.
    done: u32,
}

impl SeedJob {
    pub(super) fn new(run: RunId, spec: &Spec, library: &Library) -> Result<Self, ExperimentError> {
        let valid = spec.check().map_err(|_| ExperimentError::NotUnderstood)?;
        Ok(Self { run, comparison: SeedRun::new(valid, library)?, done: 0 })
    }
}

impl Job for SeedJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        let run = self.run;
        let (event, now, _) = bench.paced(|budget| self.comparison.advance(budget));
        match event {
            Ok(None) => {
                self.done = self.done.saturating_add(1);
                bench.progress(now, run, (self.done, u32::MAX));
                true
            }
            Ok(Some(seeded)) => {
                bench.send(FromWorker::Seeded { run, seeded: Box::new(seeded) });
                false
            }
            Err(error) => {
                bench.send(FromWorker::Failed { run, reason: error.into() });
                false
            }
        }
    }
}
