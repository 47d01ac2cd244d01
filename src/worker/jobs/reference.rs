//! ReferenceJob the reference net.

use super::{Bench, Job, experiment};
use crate::experiment::{
    Experiment, ExperimentError, Library, ReferenceEvent, ReferenceRun, Spec, ValidSpec,
};
use crate::protocol::{FromWorker, RunId};

pub(super) struct ReferenceJob {
    run: RunId,
    experiment: Experiment,
    training: ReferenceRun,
    of: u32,
}

impl ReferenceJob {
    pub(super) fn new(run: RunId, spec: &Spec, library: &Library) -> Result<Self, ExperimentError> {
        let experiment = experiment(spec, library)?;
        let of = if let ValidSpec::Net(valid) = experiment.spec() { valid.reference } else { 0 };
        Ok(Self { run, training: experiment.reference_run(), experiment, of })
    }
}

impl Job for ReferenceJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        let run = self.run;
        let (event, now, _) = bench.paced(|budget| self.training.advance(budget));
        match event {
            ReferenceEvent::Progress { done } => {
                bench.progress(now, run, (done, self.of));
                true
            }
            ReferenceEvent::Trained(reference) => {
                let scene = Box::new(self.experiment.scene(&reference));
                bench.send(FromWorker::Trained { run, reference, scene });
                false
            }
            ReferenceEvent::Diverged => {
                bench.send(FromWorker::ReferenceDiverged { run });
                false
            }
        }
    }
}
