//! Measuring how fast a net will answer, without training it.

use super::{Bench, Job, experiment};
use crate::experiment::{ExperimentError, Library, Spec, SpeedEvent, SpeedRun};
use crate::protocol::{FromWorker, Reason, RunId};

pub(super) struct SpeedJob {
    run: RunId,
    measuring: SpeedRun,
}

impl SpeedJob {
    pub(super) fn new(run: RunId, spec: &Spec, library: &Library) -> Result<Self, ExperimentError> {
        Ok(Self { run, measuring: experiment(spec, library)?.speed_run(0)? })
    }
}

impl Job for SpeedJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        let run = self.run;
        match self.measuring.advance(bench.clock) {
            SpeedEvent::Progress => return true,
            SpeedEvent::Measured(speed) => bench.send(FromWorker::Measured { run, speed }),
            SpeedEvent::NoClock => bench.send(FromWorker::Failed { run, reason: Reason::NoClock }),
        }
        false
    }
}
