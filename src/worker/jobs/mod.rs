//! The kinds of work a worker does, one per file, slice by slice.

mod luck;
mod pane;
mod reference;
mod seed;
mod speed;

use crate::experiment::{Experiment, ExperimentError, Library, Spec};
use crate::lc::Saved;
use crate::protocol::{FromWorker, RunId, ToWorker};

/// Seconds between two looks at the clock, about. What is not divisible, a minibatch of a very wide net, takes as long as
/// it takes.
const GLANCE: f64 = 0.002;
/// Most minibatches, or blocks to judge, between two looks at the clock.
const MOST: u32 = 64;
/// Time between two signs of life.
const PROGRESS_SECONDS: f64 = 0.2;

/// A run at work.
pub(super) trait Job {
    /// Its name.
    fn run(&self) -> RunId;

    /// Whether there is anything to compute now.
    fn is_busy(&self) -> bool {
        true
    }

    /// Does a little, and says whether the job is to be kept.
    fn work(&mut self, bench: &mut Bench) -> bool;

    /// It may compute up to and including this iteration.
    fn allow(&mut self, _to: u32) {}

    /// What its nets say of an image, if it has any.
    fn judge(&mut self, _iteration: u32, _ink: &[f32]) -> Option<FromWorker> {
        None
    }
}

/// The job a message asks for; nothing if it asks for none.
pub(super) fn start(message: &ToWorker, library: &Library) -> Result<Option<Box<dyn Job>>, ExperimentError> {
    Ok(match message {
        ToWorker::TrainReference { run, spec } => {
            Some(Box::new(reference::ReferenceJob::new(*run, spec, library)?))
        }
        ToWorker::Start { run, spec, pane, reference, brief, saved } => {
            let mut job = pane::PaneJob::new(*run, (spec, *pane, *brief), reference, library)?;
            // What cannot be gone on with is begun again.
            if let Some(saved) = saved.as_deref().and_then(Saved::from_bytes) {
                job.restore(saved);
            }
            Some(Box::new(job))
        }
        ToWorker::TryLuck { run, spec } => Some(Box::new(luck::LuckJob::new(*run, spec)?)),
        ToWorker::TrySeed { run, spec } => Some(Box::new(seed::SeedJob::new(*run, spec, library)?)),
        ToWorker::Measure { run, spec } => Some(Box::new(speed::SpeedJob::new(*run, spec, library)?)),
        ToWorker::Advance { .. } | ToWorker::Judge { .. } | ToWorker::Rest(_) | ToWorker::Stop { .. } => None,
    })
}

/// What a spec asks for. Something else than was asked for is worse than nothing.
fn experiment(spec: &Spec, library: &Library) -> Result<Experiment, ExperimentError> {
    Experiment::new(spec.check().map_err(|_| ExperimentError::NotUnderstood)?, library)
}

/// How many minibatches are done between two looks at the clock: one to begin with, then as many as are quick.
pub(super) struct Pace(u32);

impl Default for Pace {
    fn default() -> Self {
        Self(1)
    }
}

impl Pace {
    /// After so many took that long.
    fn took(&mut self, seconds: f64) {
        if seconds > 2.0 * GLANCE {
            self.0 = 1.max(self.0 / 2);
        } else if seconds < GLANCE / 2.0 {
            self.0 = MOST.min(self.0 * 2);
        }
    }
}

/// What jobs work with.
pub(super) struct Bench<'a> {
    /// Seconds.
    pub(super) clock: &'a dyn Fn() -> f64,
    /// Tells the page.
    pub(super) send: &'a mut dyn FnMut(FromWorker),
    pub(super) pace: &'a mut Pace,
    /// When the last sign of life was given.
    pub(super) told: &'a mut f64,
}

impl Bench<'_> {
    /// Does as much as is quick, and keeps the time: what came of it, when, and how long it took.
    fn paced<T>(&mut self, work: impl FnOnce(u32) -> T) -> (T, f64, f64) {
        let start = (self.clock)();
        let done = work(self.pace.0);
        let now = (self.clock)();
        self.pace.took(now - start);
        (done, now, now - start)
    }

    fn send(&mut self, message: FromWorker) {
        (self.send)(message);
    }

    /// A sign of life, if the last one was a while ago.
    fn progress(&mut self, now: f64, run: RunId, (done, of): (u32, u32)) {
        if now - *self.told >= PROGRESS_SECONDS {
            *self.told = now;
            self.send(FromWorker::Progress { run, done, of });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// From one up to the most and back, by halves and doubles, and no change in between.
    #[test]
    fn the_pace_follows_the_time_things_take() {
        let after = |pace: u32, seconds: f64| {
            let mut pace = Pace(pace);
            pace.took(seconds);
            pace.0
        };
        assert_eq!(Pace::default().0, 1);
        for (pace, quick, slow) in [(1, 2, 1), (2, 4, 1), (8, 16, 4), (9, 18, 4), (40, 64, 20), (64, 64, 32)]
        {
            assert_eq!((after(pace, 0.0), after(pace, 0.000_99)), (quick, quick));
            assert_eq!((after(pace, 0.0041), after(pace, 9.0)), (slow, slow));
            for seconds in [0.001, 0.002, 0.0039, 0.004] {
                assert_eq!(after(pace, seconds), pace, "{seconds}");
            }
        }
    }

    #[test]
    fn a_bench_keeps_the_time_and_gives_a_sign_of_life_now_and_then() {
        let (time, mut sent, mut pace, mut told) = (Cell::new(3.0), Vec::new(), Pace(5), 0.0);
        let clock = || time.replace(time.get() + 0.001);
        let mut send = |message| sent.push(message);
        let mut bench = Bench { clock: &clock, send: &mut send, pace: &mut pace, told: &mut told };
        let (budget, now, seconds) = bench.paced(|budget| budget);
        assert_eq!((budget, now), (5, 3.001));
        assert!((seconds - 0.001).abs() < 1e-9);
        for (now, done) in [(0.1, 1), (0.2, 2), (0.39, 3), (0.4, 4), (0.5, 5), (1.0, 6)] {
            bench.progress(now, 7, (done, 9));
        }
        let told: Vec<FromWorker> = [2, 4, 6].map(|done| FromWorker::Progress { run: 7, done, of: 9 }).into();
        assert_eq!(sent, told);
    }
}
