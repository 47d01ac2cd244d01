//! What a worker does with messages, without the wire: testable natively.

use std::rc::Rc;

use crate::data::{Digits, Mnist};
use crate::experiment::{
    DataKind, Experiment, ExperimentError, Library, LuckRun, PaneRun, ReferenceEvent, ReferenceRun,
};
use crate::lc::Advance;
use crate::link::Link;
use crate::protocol::{FileTrouble, FromWorker, Reason, RunId, ToWorker};

/// Seconds between two looks at the clock, about. What is not divisible, a minibatch of a very wide net, takes as long as
/// it takes.
const GLANCE: f64 = 0.002;
/// Most minibatches, or blocks to judge, between two looks at the clock.
const MOST: u32 = 64;
/// Time between two signs of life.
const PROGRESS_SECONDS: f64 = 0.2;

/// The one run a worker is busy with, worked on slice by slice.
#[derive(Default)]
pub struct Desk {
    job: Option<Job>,
    last_progress: f64,
    library: Library,
    waiting: Option<Waiting>,
    /// Whose files are on their way.
    fetching: Vec<DataKind>,
    pace: Pace,
}

/// How many minibatches are done between two looks at the clock: one to begin with, then as many as are quick.
struct Pace(u32);

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

/// A data set's files, read.
pub enum Files {
    /// For `data=digits`.
    Digits(Digits),
    /// For `data=mnist`.
    Mnist(Box<Mnist>),
}

/// What is to be done once the files are there that it needs.
struct Waiting {
    run: RunId,
    /// Whose files.
    kind: DataKind,
    message: ToWorker,
    /// Up to which iteration, if that has been said.
    leave: Option<u32>,
}

enum Job {
    Reference { run: RunId, experiment: Box<Experiment>, training: Box<ReferenceRun>, of: u32 },
    Luck { run: RunId, toys: Box<LuckRun> },
    Pane { run: RunId, pane: Box<PaneRun>, of: u32, to: Option<u32>, seconds: f64, told: bool },
}

impl Job {
    /// The work a message asks for; nothing if it asks for none.
    fn new(message: &ToWorker, library: &Library) -> Result<Option<Self>, ExperimentError> {
        let experiment = |link: &str| -> Result<Experiment, ExperimentError> {
            let (spec, _, notices) = Link::parse_valid(link);
            // Something else than was asked for is worse than nothing.
            if notices.is_empty() {
                Experiment::new(spec, library)
            } else {
                Err(ExperimentError::NotUnderstood)
            }
        };
        Ok(match message {
            ToWorker::TrainReference { run, link } => {
                let experiment = experiment(link)?;
                let training = Box::new(experiment.reference_run());
                let of = experiment.spec().reference;
                Some(Self::Reference { run: *run, experiment: Box::new(experiment), training, of })
            }
            ToWorker::Start { run, link, pane, reference } => {
                let experiment = experiment(link)?;
                let (pane, of) =
                    (Box::new(experiment.pane_run(*pane, reference)?), experiment.spec().schedule.steps);
                Some(Self::Pane { run: *run, pane, of, to: None, seconds: 0.0, told: false })
            }
            ToWorker::TryLuck { run, link } => {
                let toys = LuckRun::new(experiment(link)?.spec().clone());
                toys.map(|toys| Self::Luck { run: *run, toys: Box::new(toys) })
            }
            ToWorker::Advance { .. } | ToWorker::Judge { .. } | ToWorker::Stop { .. } => None,
        })
    }

    fn run(&self) -> RunId {
        match self {
            Self::Reference { run, .. } | Self::Luck { run, .. } | Self::Pane { run, .. } => *run,
        }
    }
}

impl Desk {
    /// Takes a message. Answers only if something is wrong with it. What needs files that are not
    /// there yet waits for them (see [`Desk::waits_for_files`]).
    pub fn receive(&mut self, message: ToWorker) -> Option<FromWorker> {
        match message {
            ToWorker::TrainReference { run, .. }
            | ToWorker::TryLuck { run, .. }
            | ToWorker::Start { run, .. } => {
                (self.job, self.waiting, self.pace) = (None, None, Pace::default());
                match Job::new(&message, &self.library) {
                    Ok(job) => self.job = job,
                    Err(ExperimentError::NoFiles(kind)) => {
                        self.waiting = Some(Waiting { run, kind, message, leave: None });
                    }
                    Err(error) => return Some(FromWorker::Failed { run, reason: error.into() }),
                }
            }
            ToWorker::Advance { run, to } => match (&mut self.job, &mut self.waiting) {
                (Some(Job::Pane { run: own, to: leave, .. }), _)
                | (_, Some(Waiting { run: own, leave, .. }))
                    if *own == run =>
                {
                    *leave = Some(to);
                }
                _ => {}
            },
            ToWorker::Judge { run, iteration, ink } => {
                let Some(Job::Pane { pane, .. }) = self.job.as_mut().filter(|job| job.run() == run) else {
                    return None;
                };
                let (iteration, [reference, quantized]) = pane.judge(iteration, &ink)?;
                return Some(FromWorker::Judged { run, iteration, reference, quantized });
            }
            ToWorker::Stop { run } => {
                self.job.take_if(|job| job.run() == run);
                self.waiting.take_if(|waiting| waiting.run == run);
            }
        }
        None
    }

    /// The run that cannot start before the files are there, and the data set they are of, if there is one.
    pub fn waits_for_files(&self) -> Option<(RunId, DataKind)> {
        self.waiting.as_ref().map(|waiting| (waiting.run, waiting.kind))
    }

    /// The data set whose files are needed and not on their way yet; they are from now on, until [`Desk::supply`] hears
    /// of them.
    pub fn next_fetch(&mut self) -> Option<DataKind> {
        let (_, kind) = self.waits_for_files().filter(|(_, kind)| !self.fetching.contains(kind))?;
        self.fetching.push(kind);
        Some(kind)
    }

    /// Puts the files of a data set into the library and starts the run that waited for them; or, with the reason why
    /// there are none, answers it. A run that waits for other files goes on waiting.
    pub fn supply(&mut self, kind: DataKind, files: Result<Files, FileTrouble>) -> Option<FromWorker> {
        self.fetching.retain(|other| *other != kind);
        let waiting = self.waiting.take_if(|waiting| waiting.kind == kind);
        match files {
            Ok(files) => {
                match files {
                    Files::Digits(digits) => self.library.digits = Some(digits),
                    Files::Mnist(mnist) => self.library.mnist = Some(Rc::from(mnist)),
                }
                let Waiting { run, message, leave, .. } = waiting?;
                let answer = self.receive(message);
                if let Some(to) = leave {
                    self.receive(ToWorker::Advance { run, to });
                }
                answer
            }
            Err(trouble) => waiting.map(|waiting| FromWorker::Failed {
                run: waiting.run,
                reason: Reason::NoFiles(kind, trouble),
            }),
        }
    }

    /// Whether there is anything to compute now.
    pub fn is_busy(&self) -> bool {
        match &self.job {
            Some(Job::Reference { .. } | Job::Luck { .. }) => true,
            // A finished run stays, to answer questions.
            Some(Job::Pane { pane, told: false, to, .. }) => {
                let next = pane.history().last().map_or(0, |r| r.iteration + 1);
                to.is_some_and(|to| next <= to)
            }
            Some(Job::Pane { .. }) | None => false,
        }
    }

    /// Works for about `slice` seconds by `clock`, or until there is nothing to do, and tells
    /// `send` what happened.
    pub fn work(&mut self, slice: f64, clock: &dyn Fn() -> f64, send: &mut dyn FnMut(FromWorker)) {
        let start = clock();
        while self.is_busy() && clock() - start < slice {
            match self.job.as_mut() {
                Some(Job::Reference { .. }) => self.train(clock, send),
                Some(Job::Luck { .. }) => self.try_luck(clock, send),
                Some(Job::Pane { .. }) => self.advance(clock, send),
                None => return,
            }
        }
    }

    fn train(&mut self, clock: &dyn Fn() -> f64, send: &mut dyn FnMut(FromWorker)) {
        let Some(Job::Reference { run, experiment, training, of }) = &mut self.job else { return };
        let (run, of, start) = (*run, *of, clock());
        let event = training.advance(self.pace.0);
        let now = clock();
        self.pace.took(now - start);
        match event {
            ReferenceEvent::Progress { done } => {
                self.progress(now, FromWorker::Progress { run, done, of }, send);
            }
            ReferenceEvent::Trained(reference) => {
                let scene = Box::new(experiment.scene(&reference));
                self.job = None;
                send(FromWorker::Trained { run, reference, scene });
            }
            ReferenceEvent::Diverged => {
                self.job = None;
                send(FromWorker::ReferenceDiverged { run });
            }
        }
    }

    fn try_luck(&mut self, clock: &dyn Fn() -> f64, send: &mut dyn FnMut(FromWorker)) {
        let Some(Job::Luck { run, toys }) = &mut self.job else { return };
        let run = *run;
        if let Some(luck) = toys.advance() {
            self.job = None;
            send(FromWorker::Lucky { run, luck: Box::new(luck) });
        } else {
            let (done, of) = toys.progress();
            self.progress(clock(), FromWorker::Progress { run, done, of }, send);
        }
    }

    fn advance(&mut self, clock: &dyn Fn() -> f64, send: &mut dyn FnMut(FromWorker)) {
        let Some(Job::Pane { run, pane, of, seconds, .. }) = &mut self.job else { return };
        let (run, of, start) = (*run, *of, clock());
        let event = pane.advance(self.pace.0);
        let now = clock();
        *seconds += now - start;
        self.pace.took(now - start);
        match event {
            Advance::LStep { done } => self.progress(now, FromWorker::Progress { run, done, of }, send),
            // Blocks to judge take their own time.
            Advance::LStepDone => self.pace = Pace::default(),
            Advance::Judging => self.progress(now, FromWorker::Progress { run, done: of, of }, send),
            Advance::Iterated(_) => {
                self.pace = Pace::default();
                let Some(Job::Pane { pane, seconds, .. }) = &mut self.job else { return };
                if let Some(frame) = pane.frame() {
                    send(FromWorker::Iterated { run, frame: Box::new(frame), seconds: *seconds });
                }
                // The last iteration's end is known only by asking for the next thing to do.
                if pane.is_over() {
                    self.finish(send);
                }
            }
            Advance::Finished(_) => self.finish(send),
        }
    }

    fn finish(&mut self, send: &mut dyn FnMut(FromWorker)) {
        if let Some(Job::Pane { run, pane, seconds, told, .. }) = &mut self.job {
            *told = true;
            pane.advance(0);
            send(FromWorker::Finished { run: *run, report: Box::new(pane.report(*seconds)) });
        }
    }

    fn progress(&mut self, now: f64, message: FromWorker, send: &mut dyn FnMut(FromWorker)) {
        if now - self.last_progress >= PROGRESS_SECONDS {
            self.last_progress = now;
            send(message);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::experiment::Reference;
    use crate::lc::Stop;

    const LINK: &str = "#data=moons&ref=50&iters=3&steps=20&panes=lc:adaptive:2,dc:binary";

    fn work_until_idle(desk: &mut Desk) -> Vec<FromWorker> {
        let mut sent = Vec::new();
        while desk.is_busy() {
            desk.work(f64::INFINITY, &|| 0.0, &mut |message| sent.push(message));
        }
        sent
    }

    #[expect(clippy::unnecessary_box_returns, reason = "as messages carry it")]
    fn trained(desk: &mut Desk) -> Box<Reference> {
        desk.receive(ToWorker::TrainReference { run: 1, link: LINK.to_owned() });
        match work_until_idle(desk).pop() {
            Some(FromWorker::Trained { run: 1, reference, .. }) => reference,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_needs_files_waits_for_them() {
        const MNIST: &str = "#data=mnist&net=3&ref=2&iters=1&steps=2&batch=2&panes=lc:binary";
        let half = || {
            let mut bytes =
                vec![0, 0, 8, 1, 0, 0, 0, 2, 7, 8, 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28];
            bytes.extend((0..2 * 784).map(|i| (i % 251) as u8));
            bytes
        };
        let mut desk = Desk::default();
        let train = || ToWorker::TrainReference { run: 4, link: MNIST.to_owned() };
        assert_eq!(desk.receive(train()), None);
        assert!(!desk.is_busy() && desk.waits_for_files() == Some((4, DataKind::Mnist)));
        let trouble = || FileTrouble::Missing { file: "x".to_owned(), status: 404 };
        let told = desk.supply(DataKind::Mnist, Err(trouble()));
        assert_eq!(
            told,
            Some(FromWorker::Failed { run: 4, reason: Reason::NoFiles(DataKind::Mnist, trouble()) })
        );
        desk.receive(train());
        desk.receive(ToWorker::Stop { run: 4 });
        assert_eq!((desk.waits_for_files(), desk.supply(DataKind::Mnist, Err(trouble()))), (None, None));
        desk.receive(train());
        assert_eq!(
            desk.supply(DataKind::Mnist, Ok(Files::Mnist(Box::new(Mnist::new(half(), half()).unwrap())))),
            None
        );
        let Some(FromWorker::Trained { reference, .. }) = work_until_idle(&mut desk).pop() else { panic!() };
        // Leave given while waiting is not forgotten.
        let mut other = Desk::default();
        other.receive(ToWorker::Start { run: 5, link: MNIST.to_owned(), pane: 0, reference });
        other.receive(ToWorker::Advance { run: 5, to: 1 });
        assert!(!other.is_busy());
        other.supply(DataKind::Mnist, Ok(Files::Mnist(Box::new(Mnist::new(half(), half()).unwrap()))));
        assert!(matches!(work_until_idle(&mut other).last(), Some(FromWorker::Finished { run: 5, .. })));
    }

    #[test]
    fn digits_are_waited_for_where_they_are_not_at_hand() {
        let library = Library { digits: None, mnist: None };
        let mut desk = Desk { library, ..Desk::default() };
        desk.receive(ToWorker::TrainReference { run: 1, link: "#ref=5".to_owned() });
        assert_eq!((desk.is_busy(), desk.waits_for_files()), (false, Some((1, DataKind::Digits))));
        assert_eq!(desk.supply(DataKind::Digits, Ok(Files::Digits(Digits::default()))), None);
        assert!(matches!(work_until_idle(&mut desk).last(), Some(FromWorker::Trained { run: 1, .. })));
    }

    #[test]
    fn files_of_one_data_set_do_not_hold_up_another() {
        let mut desk = Desk { library: Library { digits: None, mnist: None }, ..Desk::default() };
        desk.receive(ToWorker::TrainReference { run: 1, link: "#data=mnist&ref=5".to_owned() });
        assert_eq!((desk.next_fetch(), desk.next_fetch()), (Some(DataKind::Mnist), None));
        // While these are on their way something else is wanted.
        desk.receive(ToWorker::TrainReference { run: 2, link: "#ref=5".to_owned() });
        assert_eq!((desk.next_fetch(), desk.next_fetch()), (Some(DataKind::Digits), None));
        let trouble = FileTrouble::Missing { file: "x".to_owned(), status: 404 };
        assert_eq!(
            desk.supply(DataKind::Mnist, Err(trouble.clone())),
            None,
            "nobody waits for them any more"
        );
        assert_eq!(desk.waits_for_files(), Some((2, DataKind::Digits)));
        assert_eq!(desk.supply(DataKind::Digits, Ok(Files::Digits(Digits::default()))), None);
        assert!(matches!(work_until_idle(&mut desk).last(), Some(FromWorker::Trained { run: 2, .. })));
        // What failed is asked for again by the next that needs it.
        desk.receive(ToWorker::TrainReference { run: 3, link: "#data=mnist&ref=5".to_owned() });
        assert_eq!(desk.next_fetch(), Some(DataKind::Mnist));
    }

    #[test]
    fn a_link_that_cannot_be_used_whole_is_refused() {
        let mut desk = Desk::default();
        for link in ["#seed=x", "#lab=plane&data=moons", "#what=1"] {
            let answer = desk.receive(ToWorker::TrainReference { run: 6, link: link.to_owned() });
            let reason = Reason::Refused(ExperimentError::NotUnderstood);
            assert_eq!(answer, Some(FromWorker::Failed { run: 6, reason }), "{link}");
        }
    }

    /// However long a minibatch takes, the clock is looked at soon after; quick ones are done many at a time.
    #[test]
    fn the_clock_is_looked_at_after_every_slow_minibatch() {
        let looks = |seconds: f64| {
            let (mut desk, time, count) = (Desk::default(), Cell::new(0.0), Cell::new(0));
            desk.receive(ToWorker::TrainReference { run: 1, link: "#data=moons&ref=400".to_owned() });
            let clock = || {
                count.set(count.get() + 1);
                // Every second look is after some work.
                time.set(time.get() + seconds);
                time.get()
            };
            while desk.is_busy() {
                desk.work(f64::INFINITY, &clock, &mut |_| {});
            }
            count.get()
        };
        assert!(looks(1.0) > 800 && looks(1e-6) < 100, "{} {}", looks(1.0), looks(1e-6));
    }

    #[test]
    fn random_toys_are_run_in_slices_and_told_whole() {
        let mut desk = Desk::default();
        let link = "#lab=plane&panes=lc:binary&iters=5";
        assert_eq!(desk.receive(ToWorker::TryLuck { run: 9, link: link.to_owned() }), None);
        let (mut sent, mut slices) = (Vec::new(), 0);
        while desk.is_busy() {
            let time = Cell::new(0.0);
            let clock = || time.replace(time.get() + 0.005);
            desk.work(0.01, &clock, &mut |message| sent.push(message));
            slices += 1;
        }
        let Some(FromWorker::Lucky { run: 9, luck }) = sent.pop() else { panic!() };
        assert!(slices > 50 && luck.draws.len() + luck.diverged == 200, "{slices}");
    }

    #[test]
    fn a_run_waits_for_leave_and_ends_with_its_report() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        assert_eq!(desk.receive(ToWorker::Start { run: 2, link: LINK.to_owned(), pane: 0, reference }), None);
        assert!(!desk.is_busy());
        desk.receive(ToWorker::Advance { run: 99, to: 3 });
        assert!(!desk.is_busy(), "another run's leave is not ours");
        desk.receive(ToWorker::Advance { run: 2, to: 0 });
        let sent = work_until_idle(&mut desk);
        assert!(
            matches!(&sent[..], [FromWorker::Iterated { run: 2, frame, .. }] if frame.record.iteration == 0)
        );
        desk.receive(ToWorker::Advance { run: 2, to: 1000 });
        let sent = work_until_idle(&mut desk);
        assert_eq!(sent.len(), 4);
        match sent.last() {
            Some(FromWorker::Finished { run: 2, report }) => {
                assert_eq!((report.iterations, report.stop), (3, Some(Stop::Iterations)));
                assert_eq!(report.history.len(), 4);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_stopped_run_is_forgotten() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        desk.receive(ToWorker::Start { run: 2, link: LINK.to_owned(), pane: 1, reference });
        desk.receive(ToWorker::Advance { run: 2, to: 5 });
        desk.receive(ToWorker::Stop { run: 2 });
        assert!(!desk.is_busy());
    }

    #[test]
    fn a_reference_of_another_shape_is_refused_by_name() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        let answer =
            desk.receive(ToWorker::Start { run: 3, link: "#data=digits".to_owned(), pane: 0, reference });
        assert!(
            matches!(answer, Some(FromWorker::Failed { run: 3, reason }) if reason == Reason::Refused(ExperimentError::WrongShape))
        );
    }

    #[test]
    fn a_finished_run_still_says_what_its_nets_make_of_a_drawing() {
        const LINK: &str = "#ref=100&iters=2&steps=20&panes=lc:adaptive:2";
        let mut desk = Desk::default();
        desk.receive(ToWorker::TrainReference { run: 1, link: LINK.to_owned() });
        let Some(FromWorker::Trained { reference, scene, .. }) = work_until_idle(&mut desk).pop() else {
            panic!()
        };
        assert_eq!(*scene, crate::experiment::Scene::Images { side: 8 });
        desk.receive(ToWorker::Start { run: 2, link: LINK.to_owned(), pane: 0, reference });
        desk.receive(ToWorker::Advance { run: 2, to: 9 });
        work_until_idle(&mut desk);
        let mut ask = |run: u32, iteration: u32, pixels: usize| {
            desk.receive(ToWorker::Judge { run, iteration, ink: vec![0.5; pixels] })
        };
        let mut seen = Vec::new();
        for (asked, told) in [(0, 0), (2, 2), (7, 2)] {
            let Some(FromWorker::Judged { iteration, reference, quantized, .. }) = ask(2, asked, 64) else {
                panic!()
            };
            assert_eq!(iteration, told);
            assert!((reference.iter().sum::<f32>() - 1.0).abs() < 1e-5 && quantized.len() == 10);
            seen.push(quantized);
        }
        assert_eq!(seen[1], seen[2]);
        assert_ne!(seen[0], seen[1]);
        assert_eq!((ask(2, 0, 63), ask(3, 0, 64)), (None, None));
    }

    #[test]
    fn a_pane_that_does_not_exist_is_refused() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        let answer = desk.receive(ToWorker::Start { run: 4, link: LINK.to_owned(), pane: 7, reference });
        assert!(matches!(answer, Some(FromWorker::Failed { run: 4, .. })));
    }
}
