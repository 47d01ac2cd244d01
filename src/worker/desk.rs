//! What a worker does with messages, without the wire: testable natively.

use std::rc::Rc;

use super::jobs::{self, Bench, Job, Pace};
use crate::data::{Digits, Mnist};
use crate::experiment::{DataKind, ExperimentError, Library};
use crate::protocol::{FileTrouble, FromWorker, Reason, RunId, ToWorker};

/// The one run a worker is busy with, worked on slice by slice.
#[derive(Default)]
pub struct Desk {
    job: Option<Box<dyn Job>>,
    told: f64,
    library: Library,
    waiting: Option<Waiting>,
    /// Whose files are on their way.
    fetching: Vec<DataKind>,
    pace: Pace,
    /// Whether all of that has to wait.
    rests: bool,
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

impl Desk {
    /// Takes a message. Answers only if something is wrong with it. What needs files that are not
    /// there yet waits for them (see [`Desk::waits_for_files`]).
    pub fn receive(&mut self, message: ToWorker) -> Option<FromWorker> {
        match message {
            ToWorker::TrainReference { run, .. }
            | ToWorker::TryLuck { run, .. }
            | ToWorker::TrySeed { run, .. }
            | ToWorker::Measure { run, .. }
            | ToWorker::Start { run, .. } => {
                (self.job, self.waiting, self.pace) = (None, None, Pace::default());
                match jobs::start(&message, &self.library) {
                    Ok(job) => self.job = job,
                    Err(ExperimentError::NoFiles(kind)) => {
                        self.waiting = Some(Waiting { run, kind, message, leave: None });
                    }
                    Err(error) => return Some(FromWorker::Failed { run, reason: error.into() }),
                }
            }
            ToWorker::Advance { run, to } => {
                if let Some(job) = self.job_of(run) {
                    job.allow(to);
                } else if let Some(waiting) = self.waiting.as_mut().filter(|waiting| waiting.run == run) {
                    waiting.leave = Some(to);
                }
            }
            ToWorker::Judge { run, iteration, ink } => return self.job_of(run)?.judge(iteration, &ink),
            ToWorker::Rest(rests) => self.rests = rests,
            ToWorker::Stop { run } => {
                self.job.take_if(|job| job.run() == run);
                self.waiting.take_if(|waiting| waiting.run == run);
            }
        }
        None
    }

    fn job_of(&mut self, run: RunId) -> Option<&mut Box<dyn Job>> {
        self.job.as_mut().filter(|job| job.run() == run)
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
        !self.rests && self.job.as_ref().is_some_and(|job| job.is_busy())
    }

    /// Works for about `slice` seconds by `clock`, or until there is nothing to do, and tells
    /// `send` what happened.
    pub fn work(&mut self, slice: f64, clock: &dyn Fn() -> f64, send: &mut dyn FnMut(FromWorker)) {
        let start = clock();
        while !self.rests
            && let Some(job) = self.job.as_mut().filter(|job| job.is_busy())
            && clock() - start < slice
        {
            let mut bench = Bench { clock, send, pace: &mut self.pace, told: &mut self.told };
            if !job.work(&mut bench) {
                self.job = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::experiment::Reference;
    use crate::lc::Stop;
    use crate::link::Link;

    /// What a link asks for.
    fn spec(link: &str) -> Box<crate::experiment::Spec> {
        let (link, notices) = Link::parse(link);
        assert_eq!(notices, []);
        Box::new(link.lab.spec().unwrap())
    }

    const LINK: &str = "#data=moons&ref=50&iters=3&steps=20&panes=lc:adaptive:2,dc:binary";

    fn work_until_idle(desk: &mut Desk) -> Vec<FromWorker> {
        let mut sent = Vec::new();
        while desk.is_busy() {
            desk.work(f64::INFINITY, &|| 0.0, &mut |message| sent.push(message));
        }
        sent
    }

    fn trained(desk: &mut Desk) -> Box<Reference> {
        desk.receive(ToWorker::TrainReference { run: 1, spec: spec(LINK) });
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
        let train = || ToWorker::TrainReference { run: 4, spec: spec(MNIST) };
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
        other.receive(ToWorker::Start {
            run: 5,
            spec: spec(MNIST),
            pane: 0,
            reference,
            brief: false,
            saved: None,
        });
        other.receive(ToWorker::Advance { run: 5, to: 1 });
        assert!(!other.is_busy());
        other.supply(DataKind::Mnist, Ok(Files::Mnist(Box::new(Mnist::new(half(), half()).unwrap()))));
        assert!(matches!(work_until_idle(&mut other).last(), Some(FromWorker::Finished { run: 5, .. })));
    }

    #[test]
    fn digits_are_waited_for_where_they_are_not_at_hand() {
        let library = Library { digits: None, mnist: None };
        let mut desk = Desk { library, ..Desk::default() };
        desk.receive(ToWorker::TrainReference { run: 1, spec: spec("#ref=5") });
        assert_eq!((desk.is_busy(), desk.waits_for_files()), (false, Some((1, DataKind::Digits))));
        assert_eq!(desk.supply(DataKind::Digits, Ok(Files::Digits(Digits::default()))), None);
        assert!(matches!(work_until_idle(&mut desk).last(), Some(FromWorker::Trained { run: 1, .. })));
    }

    #[test]
    fn files_of_one_data_set_do_not_hold_up_another() {
        let mut desk = Desk { library: Library { digits: None, mnist: None }, ..Desk::default() };
        desk.receive(ToWorker::TrainReference { run: 1, spec: spec("#data=mnist&ref=5") });
        assert_eq!((desk.next_fetch(), desk.next_fetch()), (Some(DataKind::Mnist), None));
        // While these are on their way something else is wanted.
        desk.receive(ToWorker::TrainReference { run: 2, spec: spec("#ref=5") });
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
        // What failed is asked for again by the next that needs it, what is on its way is not.
        let mut other = Desk { library: Library { digits: None, mnist: None }, ..Desk::default() };
        for (run, link) in [(1, "#data=mnist&ref=5"), (2, "#ref=5")] {
            other.receive(ToWorker::TrainReference { run, spec: spec(link) });
            assert!(other.next_fetch().is_some());
        }
        other.supply(DataKind::Mnist, Err(FileTrouble::Other { file: "x".to_owned() }));
        assert_eq!(other.next_fetch(), None);
        other.receive(ToWorker::TrainReference { run: 3, spec: spec("#data=mnist&ref=5") });
        assert_eq!(other.next_fetch(), Some(DataKind::Mnist));
        desk.receive(ToWorker::TrainReference { run: 3, spec: spec("#data=mnist&ref=5") });
        assert_eq!(desk.next_fetch(), Some(DataKind::Mnist));
    }

    #[test]
    fn a_spec_that_cannot_be_used_whole_is_refused() {
        let mut desk = Desk::default();
        for link in [
            "#mu0=-1",
            "#net=0",
            "#panes=dc:binary,dc:binary,dc:binary,dc:binary,dc:binary",
            "#lab=plane&wx=9",
        ] {
            let answer = desk.receive(ToWorker::TrainReference { run: 6, spec: spec(link) });
            let reason = Reason::Refused(ExperimentError::NotUnderstood);
            assert_eq!(answer, Some(FromWorker::Failed { run: 6, reason }), "{link}");
        }
    }

    /// However long a minibatch takes, the clock is looked at soon after; quick ones are done many at a time.
    #[test]
    fn the_clock_is_looked_at_after_every_slow_minibatch() {
        let looks = |seconds: f64| {
            let (mut desk, time, count) = (Desk::default(), Cell::new(0.0), Cell::new(0));
            desk.receive(ToWorker::TrainReference { run: 1, spec: spec("#data=moons&ref=400") });
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
        let crate::experiment::Spec::Plane(spec) = *spec("#lab=plane&panes=lc:binary&iters=5") else {
            panic!()
        };
        let spec = Box::new(spec);
        assert_eq!(desk.receive(ToWorker::TryLuck { run: 9, spec }), None);
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
        assert_eq!(
            desk.receive(ToWorker::Start {
                run: 2,
                spec: spec(LINK),
                pane: 0,
                reference,
                brief: false,
                saved: None
            }),
            None
        );
        assert!(!desk.is_busy());
        desk.receive(ToWorker::Advance { run: 99, to: 3 });
        assert!(!desk.is_busy(), "another run's leave is not ours");
        desk.receive(ToWorker::Advance { run: 2, to: 0 });
        let sent = work_until_idle(&mut desk);
        assert!(
            matches!(&sent[..], [FromWorker::Iterated { run: 2, frame, .. }, FromWorker::Saved { run: 2, .. }] if frame.record.iteration == 0)
        );
        desk.receive(ToWorker::Advance { run: 2, to: 1000 });
        let sent = work_until_idle(&mut desk);
        // After the last iteration there is nothing to go on with.
        assert_eq!(sent.len(), 7);
        assert!(
            matches!(&sent[5], FromWorker::Net { run: 2, net, leads } if !net.is_empty() && leads.len() == 400)
        );
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
        desk.receive(ToWorker::Start {
            run: 2,
            spec: spec(LINK),
            pane: 1,
            reference,
            brief: false,
            saved: None,
        });
        desk.receive(ToWorker::Advance { run: 2, to: 5 });
        desk.receive(ToWorker::Stop { run: 2 });
        assert!(!desk.is_busy());
    }

    #[test]
    fn a_reference_of_another_shape_is_refused_by_name() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        let answer = desk.receive(ToWorker::Start {
            run: 3,
            spec: spec("#data=digits"),
            pane: 0,
            reference,
            brief: false,
            saved: None,
        });
        assert!(
            matches!(answer, Some(FromWorker::Failed { run: 3, reason }) if reason == Reason::Refused(ExperimentError::WrongShape))
        );
    }

    #[test]
    fn a_finished_run_still_says_what_its_nets_make_of_a_drawing() {
        const LINK: &str = "#ref=100&iters=2&steps=20&panes=lc:adaptive:2";
        let mut desk = Desk::default();
        desk.receive(ToWorker::TrainReference { run: 1, spec: spec(LINK) });
        let Some(FromWorker::Trained { reference, scene, .. }) = work_until_idle(&mut desk).pop() else {
            panic!()
        };
        assert_eq!(*scene, crate::experiment::Scene::Images { side: 8 });
        desk.receive(ToWorker::Start {
            run: 2,
            spec: spec(LINK),
            pane: 0,
            reference,
            brief: false,
            saved: None,
        });
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
        let answer = desk.receive(ToWorker::Start {
            run: 4,
            spec: spec(LINK),
            pane: 7,
            reference,
            brief: false,
            saved: None,
        });
        assert!(matches!(answer, Some(FromWorker::Failed { run: 4, .. })));
    }

    /// A slice ends when its time is over, and not a job later.
    #[test]
    fn a_slice_is_as_long_as_it_is_said() {
        for (slice, jobs) in [(0.5, 0), (1.5, 1), (3.0, 1), (3.5, 2), (5.0, 2)] {
            let mut desk = Desk::default();
            let crate::experiment::Spec::Plane(toy) = *spec("#lab=plane&iters=1") else { panic!() };
            desk.receive(ToWorker::TryLuck { run: 1, spec: Box::new(toy) });
            let (time, mut sent) = (Cell::new(10.0), 0);
            // One second from look to look: at the start, before every job, and in it.
            desk.work(slice, &|| time.replace(time.get() + 1.0), &mut |_| sent += 1);
            assert_eq!(sent, jobs, "{slice}");
        }
    }

    /// What is told is the time spent computing, not the time between.
    #[test]
    fn a_run_tells_how_long_it_took() {
        let mut desk = Desk::default();
        let reference = trained(&mut desk);
        desk.receive(ToWorker::Start {
            run: 2,
            spec: spec(LINK),
            pane: 0,
            reference,
            brief: false,
            saved: None,
        });
        desk.receive(ToWorker::Advance { run: 2, to: 3 });
        let (looks, mut told) = (Cell::new(0_u32), Vec::new());
        let clock = || f64::from(looks.replace(looks.get() + 1));
        desk.work(f64::INFINITY, &clock, &mut |message| {
            if let FromWorker::Iterated { seconds, .. } = message {
                // Of three looks per job two are around the work.
                told.push((seconds, f64::from((looks.get() - 1) / 3)));
            }
        });
        assert!(
            told.len() == 4 && told.iter().all(|(seconds, jobs)| seconds == jobs && *jobs > 0.0),
            "{told:?}"
        );
    }
}
