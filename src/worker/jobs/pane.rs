//! The run of one pane. It is kept when it is over, to answer questions.

use super::{Bench, Job, Pace, experiment};
use crate::experiment::{ExperimentError, Library, PaneRun, Reference, Spec};
use crate::lc::Advance;
use crate::protocol::{FromWorker, RunId};

pub(super) struct PaneJob {
    run: RunId,
    pane: PaneRun,
    /// Minibatches in an L step.
    of: u32,
    /// Up to which iteration it may compute.
    to: Option<u32>,
    seconds: f64,
    /// Whether its end has been told.
    told: bool,
    /// Whether nothing else is wanted of it.
    brief: bool,
}

impl PaneJob {
    pub(super) fn new(
        run: RunId,
        (spec, pane, brief): (&Spec, usize, bool),
        reference: &Reference,
        library: &Library,
    ) -> Result<Self, ExperimentError> {
        let experiment = experiment(spec, library)?;
        let of = experiment.spec().schedule().steps;
        let pane = if brief {
            experiment.cell_run(pane, reference)?
        } else {
            experiment.pane_run(pane, reference)?
        };
        Ok(Self { run, pane, of, to: None, seconds: 0.0, told: false, brief })
    }

    fn finish(&mut self, bench: &mut Bench) {
        self.told = true;
        self.pane.advance(0);
        bench.send(FromWorker::Finished { run: self.run, report: Box::new(self.pane.report(self.seconds)) });
    }
}

impl Job for PaneJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn is_busy(&self) -> bool {
        let next = self.pane.history().last().map_or(0, |record| record.iteration + 1);
        !self.told && self.to.is_some_and(|to| next <= to)
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        let (run, of) = (self.run, self.of);
        let (event, now, seconds) = bench.paced(|budget| self.pane.advance(budget));
        self.seconds += seconds;
        match event {
            Advance::LStep { done } => bench.progress(now, run, (done, of)),
            // Blocks to judge take their own time.
            Advance::LStepDone => *bench.pace = Pace::default(),
            Advance::Judging => bench.progress(now, run, (of, of)),
            Advance::Passed => {}
            Advance::Iterated(_) => {
                *bench.pace = Pace::default();
                if let Some(frame) = self.pane.frame().filter(|_| !self.brief) {
                    bench.send(FromWorker::Iterated { run, frame: Box::new(frame), seconds: self.seconds });
                }
                // The last iteration's end is known only by asking for the next thing to do.
                if self.pane.is_over() {
                    self.finish(bench);
                }
            }
            Advance::Finished(_) => self.finish(bench),
        }
        true
    }

    fn allow(&mut self, to: u32) {
        self.to = Some(to);
    }

    fn judge(&mut self, iteration: u32, ink: &[f32]) -> Option<FromWorker> {
        let (iteration, [reference, quantized]) = self.pane.judge(iteration, ink)?;
        Some(FromWorker::Judged { run: self.run, iteration, reference, quantized })
    }
}
