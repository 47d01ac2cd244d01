//! The run of one pane. It is kept when it is over, to answer questions.

use super::{Bench, Job, Pace, experiment};
use crate::experiment::{ExperimentError, Library, PaneRun, Reference, Spec, SpeedEvent, SpeedRun};
use crate::lc::{Advance, Saved};
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
    /// Once it is over: measuring how fast its net answers.
    measuring: Option<SpeedRun>,
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
        Ok(Self { run, pane, of, to: None, seconds: 0.0, told: false, brief, measuring: None })
    }

    /// Goes on with what another worker had done of it.
    pub(super) fn restore(&mut self, saved: Saved) {
        self.pane.restore(saved);
    }

    /// The run is over; its net is still to be measured, if that is wanted.
    fn end(&mut self, bench: &mut Bench) {
        self.pane.advance(0);
        if !self.brief {
            self.measuring = self.pane.speed_run();
        }
        if self.measuring.is_none() {
            self.finish(bench);
        }
    }

    fn finish(&mut self, bench: &mut Bench) {
        self.told = true;
        if let Some(net) = self.pane.net() {
            bench.send(FromWorker::Net { run: self.run, net: net.to_bytes(), leads: self.pane.leads() });
        }
        bench.send(FromWorker::Finished { run: self.run, report: Box::new(self.pane.report(self.seconds)) });
    }
}

impl Job for PaneJob {
    fn run(&self) -> RunId {
        self.run
    }

    fn is_busy(&self) -> bool {
        let next = self.pane.history().last().map_or(0, |record| record.iteration + 1);
        !self.told && (self.measuring.is_some() || self.to.is_some_and(|to| next <= to))
    }

    fn work(&mut self, bench: &mut Bench) -> bool {
        let (run, of) = (self.run, self.of);
        if let Some(measuring) = &mut self.measuring {
            match measuring.advance(bench.clock) {
                SpeedEvent::Progress => return true,
                SpeedEvent::Measured(speed) => bench.send(FromWorker::Measured { run, speed }),
                SpeedEvent::NoClock => {}
            }
            self.measuring = None;
            self.finish(bench);
            return true;
        }
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
                    if let Some(saved) = self.pane.save() {
                        bench.send(FromWorker::Saved { run, saved: saved.to_bytes() });
                    }
                }
                // The last iteration's end is known only by asking for the next thing to do.
                if self.pane.is_over() {
                    self.end(bench);
                }
            }
            Advance::Finished(_) => self.end(bench),
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
