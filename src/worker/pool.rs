//! Which workers there are and what each is told, decided without a browser: from the runs that are wanted and from what
//! workers say, orders are made that the page only carries out.
//!
//! A worker serves one run at a time. One that has died, or comes from another build, is ended and never given work again;
//! messages about runs it no longer serves are dropped. A worker that is silent for long is not taken for dead: a slow
//! machine, a heavy step and a page that slept look the same from here. It is told, and who wants to starts the run anew.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::data::{Stroke, ink};
use crate::experiment::{PlaneSpec, Reference, Spec};
use crate::protocol::{BUILD, FromWorker, Reason, RunId, ToWorker};

/// Names one worker, for as long as the page lives.
pub type WorkerId = u32;

/// A run that should exist.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its name.
    pub run: RunId,
    /// What it is.
    pub task: Task,
    /// Up to which iteration it may compute.
    pub to: Option<u32>,
    /// What its nets are to judge.
    pub drawing: Option<Drawing>,
    /// Whether it should be computing now.
    pub computing: bool,
    /// Whether a worker is to be found for it: one that has nothing left to compute is only kept where it is.
    pub urgent: bool,
}

/// What a run is.
#[derive(Clone, Debug)]
pub enum Task {
    /// Training the reference net of a comparison.
    Reference {
        /// The comparison.
        spec: Spec,
    },
    /// The run of one pane.
    Pane {
        /// The comparison.
        spec: Spec,
        /// Which of its panes.
        pane: usize,
        /// The net to start from.
        reference: Rc<Reference>,
        /// Whether nothing but its end is wanted.
        brief: bool,
        /// What to go on from, as [`FromWorker::Saved`] has it.
        saved: Option<Rc<Vec<u8>>>,
    },
    /// A comparison to its ends.
    Seed {
        /// The comparison.
        spec: Spec,
    },
    /// How fast the first net of a comparison will answer.
    Speed {
        /// The comparison.
        spec: Spec,
    },
    /// A batch of random toys under the first pane of a comparison.
    Luck {
        /// The comparison.
        spec: PlaneSpec,
    },
}

/// Something drawn by hand, to be judged by the nets of an iteration.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The iteration.
    pub iteration: u32,
    /// What was drawn.
    pub strokes: Rc<Vec<Stroke>>,
    /// Pixels along a side of the images the nets take.
    pub side: usize,
}

/// How somebody who computes is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A worker of the page's script.
    Script,
    /// A worker of a blob that imports the script: pages of no origin may start only such.
    Blob,
    /// No worker: the page's own thread, slice by slice.
    Here,
}

impl Way {
    /// The ways there are, the best first: `nobodys` pages have no origin.
    pub fn all(nobodys: bool) -> &'static [Self] {
        if nobodys { &[Self::Blob, Self::Here] } else { &[Self::Script] }
    }
}

/// What is to be done with workers.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Start one under this name.
    Start(WorkerId, Way),
    /// Tell it something; it is ready to hear.
    Send(WorkerId, ToWorker),
    /// End it.
    End(WorkerId),
}

/// What came from a worker.
#[derive(Clone, Debug)]
pub enum Heard {
    /// A message.
    Told(FromWorker),
    /// Bytes that are none: it comes from another build.
    Garbled,
    /// It could not start, or is gone; what the browser says.
    Died(String),
}

/// What the page's state is to know.
#[derive(Clone, Debug)]
pub enum News {
    /// A run's worker has something to tell of it.
    Told(Box<FromWorker>),
    /// A run's worker is gone.
    Lost(RunId, Reason),
    /// A run's worker has said nothing for long.
    Quiet(RunId),
}

/// Milliseconds without a word after which a run is called quiet, while the page is awake.
const SILENCE: f64 = 15_000.0;
/// Milliseconds between two calls of [`Pool::look`]. When one comes much later, the page slept, and so did its workers.
pub const LOOK_EVERY: u32 = 2_000;

struct Worker {
    ready: bool,
    /// How it was started.
    way: Way,
    /// What it will be told when it is ready.
    waiting: Vec<ToWorker>,
    run: Option<RunId>,
    /// Up to which iteration it was told to compute.
    to: Option<u32>,
    /// What it was last asked to judge.
    asked: Option<Drawing>,
    /// When it last had reason to speak or did, on the page's waking clock.
    heard: f64,
    quiet: bool,
}

impl Worker {
    fn new(way: Way) -> Self {
        Self {
            ready: false,
            way,
            waiting: Vec::new(),
            run: None,
            to: None,
            asked: None,
            heard: 0.0,
            quiet: false,
        }
    }
}

/// All workers.
pub struct Pool {
    /// How workers can be started here, the best way first, without those that have failed.
    ways: &'static [Way],
    workers: BTreeMap<WorkerId, Worker>,
    last: WorkerId,
    /// Milliseconds the page was awake.
    awake: f64,
    looked: Option<f64>,
    /// Whether starting workers fails here: then none is started before it is needed.
    discouraged: bool,
    /// Whether all wait, because nobody sees what they would compute.
    rests: bool,
}

impl Task {
    fn message(&self, run: RunId) -> ToWorker {
        match self.clone() {
            Self::Reference { spec } => ToWorker::TrainReference { run, spec: Box::new(spec) },
            Self::Seed { spec } => ToWorker::TrySeed { run, spec: Box::new(spec) },
            Self::Speed { spec } => ToWorker::Measure { run, spec: Box::new(spec) },
            Self::Luck { spec } => ToWorker::TryLuck { run, spec: Box::new(spec) },
            Self::Pane { spec, pane, reference, brief, saved } => {
                let (spec, reference) = (Box::new(spec), Box::new((*reference).clone()));
                let saved = saved.map(|saved| (*saved).clone());
                ToWorker::Start { run, spec, pane, reference, brief, saved }
            }
        }
    }
}

impl Default for Pool {
    fn default() -> Self {
        Self::new(Way::all(false))
    }
}

impl Pool {
    /// None yet; they are to be started in these ways, of which there is at least one.
    pub fn new(ways: &'static [Way]) -> Self {
        Self {
            ways,
            workers: BTreeMap::new(),
            last: 0,
            awake: 0.0,
            looked: None,
            discouraged: false,
            rests: false,
        }
    }

    /// What to do so that every wanted run has a worker that knows what is wanted of it. Up to `spares` without a run are
    /// kept; while a reference net is trained, as many as that start up for the runs to come.
    pub fn orders(&mut self, wanted: &[Wanted], spares: usize) -> Vec<Order> {
        let mut orders = Vec::new();
        self.let_go(wanted, &mut orders);
        if self.rests {
            return orders;
        }
        for want in wanted {
            let own = self.workers.iter().find(|(_, worker)| worker.run == Some(want.run)).map(|(id, _)| *id);
            let id = match own {
                Some(id) => id,
                None if !want.urgent => continue,
                None => {
                    let id = self.free().unwrap_or_else(|| self.start(&mut orders));
                    self.take_up(id, want, &mut orders);
                    id
                }
            };
            self.keep_told(id, want, &mut orders);
        }
        let runs_to_come = wanted.iter().any(|want| matches!(want.task, Task::Reference { .. }));
        while runs_to_come && !self.discouraged && self.workers.len() < spares {
            self.start(&mut orders);
        }
        let idle: Vec<WorkerId> =
            self.workers.iter().filter(|(_, worker)| worker.run.is_none()).map(|(id, _)| *id).collect();
        for id in idle.into_iter().skip(spares) {
            self.workers.remove(&id);
            orders.push(Order::End(id));
        }
        orders
    }

    /// All workers wait where they are, or go on. Who waits is not quiet, and none is started.
    pub fn rest(&mut self, rests: bool) -> Vec<Order> {
        if std::mem::replace(&mut self.rests, rests) == rests {
            return Vec::new();
        }
        let mut orders = Vec::new();
        let all: Vec<WorkerId> = self.workers.keys().copied().collect();
        for id in all {
            self.tell(id, ToWorker::Rest(rests), &mut orders);
        }
        orders
    }

    /// Takes in what came from a worker: what to do about it, and what the state is to know.
    pub fn hear(&mut self, id: WorkerId, heard: Heard) -> (Vec<Order>, Option<News>) {
        let Some(worker) = self.workers.get_mut(&id) else { return (Vec::new(), None) };
        match heard {
            Heard::Told(FromWorker::Ready { build }) if build == BUILD => {
                worker.ready = true;
                worker.heard = self.awake;
                self.discouraged = false;
                let orders =
                    std::mem::take(&mut worker.waiting).into_iter().map(|message| Order::Send(id, message));
                (orders.collect(), None)
            }
            Heard::Told(FromWorker::Ready { .. }) | Heard::Garbled => self.lose(id, Reason::OtherBuild),
            Heard::Told(FromWorker::Panicked { message }) => self.lose(id, Reason::Stopped(message)),
            Heard::Died(said) if worker.ready => self.lose(id, Reason::Stopped(said)),
            Heard::Died(said) => match self.start_otherwise(id) {
                Some(orders) => (orders, None),
                None => self.lose(id, Reason::NoStart(said)),
            },
            Heard::Told(message) => {
                let own = message.run().is_some() && message.run() == worker.run;
                if own {
                    (worker.heard, worker.quiet) = (self.awake, false);
                }
                (Vec::new(), own.then(|| News::Told(Box::new(message))))
            }
        }
    }

    /// Looks whether a worker has been silent for long, at a time in milliseconds.
    pub fn look(&mut self, now: f64, wanted: &[Wanted]) -> Vec<News> {
        let passed = now - self.looked.replace(now).unwrap_or(now);
        if self.rests {
            return Vec::new();
        }
        self.awake += passed.clamp(0.0, 2.0 * f64::from(LOOK_EVERY));
        let mut news = Vec::new();
        for worker in self.workers.values_mut() {
            let Some(run) = worker.run else { continue };
            let busy = wanted.iter().any(|want| want.run == run && want.computing);
            if busy && !worker.quiet && self.awake - worker.heard > SILENCE {
                worker.quiet = true;
                news.push(News::Quiet(run));
            }
        }
        news
    }

    fn start(&mut self, orders: &mut Vec<Order>) -> WorkerId {
        self.last += 1;
        let way = self.way();
        self.workers.insert(self.last, Worker::new(way));
        orders.push(Order::Start(self.last, way));
        self.last
    }

    fn way(&self) -> Way {
        self.ways.first().copied().unwrap_or(Way::Script)
    }

    /// Starts a worker anew that could not be started, if there is another way; it is still to be told what it was.
    fn start_otherwise(&mut self, id: WorkerId) -> Option<Vec<Order>> {
        let failed = self.workers.get(&id).filter(|worker| !worker.ready)?.way;
        if failed == self.way() {
            self.ways = self.ways.get(1..).filter(|left| !left.is_empty())?;
        }
        let way = self.way();
        self.workers.get_mut(&id)?.way = way;
        Some(vec![Order::End(id), Order::Start(id, way)])
    }

    /// A worker without a run; rather one that is ready.
    fn free(&self) -> Option<WorkerId> {
        let free = self.workers.iter().filter(|(_, worker)| worker.run.is_none());
        free.max_by_key(|(_, worker)| worker.ready).map(|(id, _)| *id)
    }

    fn take_up(&mut self, id: WorkerId, want: &Wanted, orders: &mut Vec<Order>) {
        if let Some(worker) = self.workers.get_mut(&id) {
            (worker.run, worker.to, worker.asked) = (Some(want.run), None, None);
            self.tell(id, want.task.message(want.run), orders);
        }
    }

    /// Tells a worker how far its run may compute and what to judge, where that has changed.
    fn keep_told(&mut self, id: WorkerId, want: &Wanted, orders: &mut Vec<Order>) {
        let Some(worker) = self.workers.get_mut(&id) else { return };
        let (to, asked) = (want.to.filter(|_| worker.to != want.to), want.drawing != worker.asked);
        if want.to.is_some() {
            worker.to = want.to;
        }
        if asked {
            worker.asked.clone_from(&want.drawing);
        }
        if let Some(to) = to {
            self.tell(id, ToWorker::Advance { run: want.run, to }, orders);
        }
        let drawing = want.drawing.as_ref().filter(|_| asked);
        if let Some(drawing) = drawing
            && let Some(ink) = ink(&drawing.strokes, drawing.side)
        {
            self.tell(id, ToWorker::Judge { run: want.run, iteration: drawing.iteration, ink }, orders);
        }
    }

    /// Tells a worker something, now or when it is ready. It has reason to speak from now on.
    fn tell(&mut self, id: WorkerId, message: ToWorker, orders: &mut Vec<Order>) {
        let Some(worker) = self.workers.get_mut(&id) else { return };
        worker.heard = self.awake;
        if worker.ready {
            orders.push(Order::Send(id, message));
        } else {
            worker.waiting.push(message);
        }
    }

    /// Frees the workers of runs that are no longer wanted. One that was quiet may be stuck: it is ended.
    fn let_go(&mut self, wanted: &[Wanted], orders: &mut Vec<Order>) {
        let unwanted =
            |worker: &Worker| worker.run.is_some_and(|run| wanted.iter().all(|want| want.run != run));
        let ids: Vec<WorkerId> =
            self.workers.iter().filter(|(_, worker)| unwanted(worker)).map(|(id, _)| *id).collect();
        for id in ids {
            let Some(worker) = self.workers.get_mut(&id) else { continue };
            if worker.quiet {
                self.workers.remove(&id);
                orders.push(Order::End(id));
            } else if worker.ready {
                orders.extend(worker.run.take().map(|run| Order::Send(id, ToWorker::Stop { run })));
            } else {
                // It has not heard of its run yet, and need not.
                worker.run = None;
                worker.waiting.retain(|message| matches!(message, ToWorker::Rest(_)));
            }
        }
    }

    fn lose(&mut self, id: WorkerId, reason: Reason) -> (Vec<Order>, Option<News>) {
        let Some(worker) = self.workers.remove(&id) else { return (Vec::new(), None) };
        self.discouraged |= !worker.ready;
        (vec![Order::End(id)], worker.run.map(|run| News::Lost(run, reason)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(run: RunId) -> Wanted {
        let task = Task::Reference { spec: Spec::default() };
        Wanted { run, task, to: None, drawing: None, computing: true, urgent: true }
    }

    fn ready() -> Heard {
        Heard::Told(FromWorker::Ready { build: BUILD.to_owned() })
    }

    fn progress(run: RunId) -> Heard {
        Heard::Told(FromWorker::Progress { run, done: 1, of: 2 })
    }

    fn trains(run: RunId) -> ToWorker {
        ToWorker::TrainReference { run, spec: Box::default() }
    }

    #[test]
    fn a_worker_is_told_when_it_is_ready_and_serves_the_next_run_after() {
        let mut pool = Pool::default();
        assert_eq!(pool.orders(&[want(1)], 1), [Order::Start(1, Way::Script)]);
        assert_eq!(pool.orders(&[want(1)], 1), []);
        assert_eq!(pool.hear(1, ready()).0, [Order::Send(1, trains(1))]);
        assert_eq!(
            pool.orders(&[want(2)], 1),
            [Order::Send(1, ToWorker::Stop { run: 1 }), Order::Send(1, trains(2))]
        );
        assert!(pool.hear(1, progress(1)).1.is_none(), "late words of the run before");
        assert!(matches!(pool.hear(1, progress(2)).1, Some(News::Told(_))));
        assert_eq!(pool.orders(&[], 0), [Order::Send(1, ToWorker::Stop { run: 2 }), Order::End(1)]);
    }

    #[test]
    fn a_dead_worker_is_ended_told_of_and_never_given_work() {
        let mut pool = Pool::default();
        pool.orders(&[want(1)], 3);
        for id in 1..=3 {
            pool.hear(id, ready());
        }
        // A spare one dies unnoticed.
        let (orders, news) = pool.hear(3, Heard::Died("gone".to_owned()));
        assert!(orders == [Order::End(3)] && news.is_none());
        let (orders, news) = pool.hear(1, Heard::Told(FromWorker::Panicked { message: "oh".to_owned() }));
        assert_eq!(orders, [Order::End(1)]);
        assert!(matches!(news, Some(News::Lost(1, Reason::Stopped(why))) if why == "oh"));
        assert!(pool.hear(1, progress(1)).1.is_none());
        assert_eq!(pool.orders(&[want(2)], 1), [Order::Send(2, trains(2))]);
        // One that was ready did start.
        let (_, news) = pool.hear(2, Heard::Died("gone".to_owned()));
        assert!(matches!(news, Some(News::Lost(2, Reason::Stopped(why))) if why == "gone"));
        assert_eq!(pool.orders(&[want(2)], 1), [Order::Start(4, Way::Script)]);
        pool.hear(4, ready());
        assert_eq!(pool.orders(&[want(2), want(3)], 2), [Order::Start(5, Way::Script)]);
    }

    #[test]
    fn workers_that_cannot_start_are_told_of_at_once_and_not_started_for_nothing() {
        let mut pool = Pool::default();
        assert_eq!(pool.orders(&[want(1)], 3).len(), 3);
        pool.hear(2, Heard::Died(String::new()));
        let (_, news) = pool.hear(1, Heard::Died("404".to_owned()));
        assert!(matches!(news, Some(News::Lost(1, Reason::NoStart(why))) if why == "404"));
        pool.hear(3, Heard::Garbled);
        assert_eq!(pool.orders(&[], 3), [], "no spare ones here");
        assert_eq!(pool.orders(&[want(2)], 3), [Order::Start(4, Way::Script)]);
        pool.hear(4, ready());
        assert_eq!(pool.orders(&[want(2)], 2), [Order::Start(5, Way::Script)], "here it works again");
    }

    #[test]
    fn a_worker_of_another_build_is_refused_before_it_is_told_anything() {
        let mut pool = Pool::default();
        pool.orders(&[want(1)], 1);
        let (orders, news) = pool.hear(1, Heard::Told(FromWorker::Ready { build: "another".to_owned() }));
        assert_eq!(orders, [Order::End(1)]);
        assert!(matches!(news, Some(News::Lost(1, Reason::OtherBuild))));
    }

    /// Looks every two seconds until so many milliseconds have passed.
    fn watch(pool: &mut Pool, now: &mut f64, milliseconds: f64, wanted: &[Wanted]) -> Vec<RunId> {
        let (mut quiet, end) = (Vec::new(), *now + milliseconds);
        while *now < end {
            *now += f64::from(LOOK_EVERY);
            for news in pool.look(*now, wanted) {
                let News::Quiet(run) = news else { panic!("{news:?}") };
                quiet.push(run);
            }
        }
        quiet
    }

    #[test]
    fn silence_is_told_once_and_never_taken_for_death() {
        let (mut pool, mut now, wanted) = (Pool::default(), 0.0, [want(1)]);
        pool.look(now, &wanted);
        pool.orders(&wanted, 1);
        pool.hear(1, ready());
        assert!(watch(&mut pool, &mut now, 14_000.0, &wanted).is_empty());
        pool.hear(1, progress(1));
        assert!(watch(&mut pool, &mut now, 14_000.0, &wanted).is_empty());
        assert_eq!(watch(&mut pool, &mut now, 60_000.0, &wanted), [1]);
        assert_eq!(pool.orders(&wanted, 1), [], "its worker goes on");
        pool.hear(1, progress(1));
        assert_eq!(watch(&mut pool, &mut now, 20_000.0, &wanted), [1]);
        // Started anew, it gets another worker: this one may be stuck.
        assert_eq!(pool.orders(&[want(2)], 1), [Order::End(1), Order::Start(2, Way::Script)]);
        // Who has nothing to compute has nothing to say.
        let idle = [Wanted { computing: false, ..want(2) }];
        pool.hear(2, ready());
        assert!(watch(&mut pool, &mut now, 60_000.0, &idle).is_empty());
    }

    #[test]
    fn sleep_is_no_silence() {
        let (mut pool, mut now, wanted) = (Pool::default(), 0.0, [want(1)]);
        pool.look(now, &wanted);
        pool.orders(&wanted, 1);
        pool.hear(1, ready());
        for _ in 0..3 {
            now += 3_600_000.0;
            assert!(pool.look(now, &wanted).is_empty());
        }
        assert!(watch(&mut pool, &mut now, 2_000.0, &wanted).is_empty());
        // Looks that come a little late are no sleep: the time between them counts.
        let late = (0..4).map(|_| {
            now += 3_900.0;
            pool.look(now, &wanted).len()
        });
        assert_eq!(late.sum::<usize>(), 1);
    }

    #[test]
    fn what_is_wanted_of_a_run_is_told_once_and_again_when_it_changes() {
        let (mut pool, stroke) = (Pool::default(), vec![[0.2, 0.2], [0.8, 0.8]]);
        let drawing = |iteration| Drawing { iteration, strokes: Rc::new(vec![stroke.clone()]), side: 8 };
        let first = Wanted { to: Some(3), ..want(1) };
        pool.orders(std::slice::from_ref(&first), 1);
        pool.hear(1, ready());
        assert_eq!(pool.orders(std::slice::from_ref(&first), 1), []);
        let more = Wanted { to: Some(5), drawing: Some(drawing(2)), ..want(1) };
        let orders = pool.orders(std::slice::from_ref(&more), 1);
        assert_eq!(orders[0], Order::Send(1, ToWorker::Advance { run: 1, to: 5 }));
        assert!(
            matches!(&orders[1..], [Order::Send(1, ToWorker::Judge { iteration: 2, ink, .. })] if ink.len() == 64)
        );
        assert_eq!(pool.orders(std::slice::from_ref(&more), 1), []);
        // A run that is over stays with its worker, and gets no other.
        let over = Wanted { urgent: false, computing: false, ..more };
        assert_eq!(pool.orders(std::slice::from_ref(&over), 1), []);
        pool.hear(1, Heard::Died(String::new()));
        assert_eq!(pool.orders(&[over], 0), []);
    }

    #[test]
    fn where_one_way_fails_the_next_is_tried_with_the_same_work() {
        let mut pool = Pool::new(Way::all(true));
        assert_eq!(pool.orders(&[want(1)], 2), [Order::Start(1, Way::Blob), Order::Start(2, Way::Blob)]);
        let died = || Heard::Died("no".to_owned());
        assert_eq!(pool.hear(1, died()).0, [Order::End(1), Order::Start(1, Way::Here)]);
        // The other one was started in the way that has failed by now, and takes no further step.
        assert_eq!(pool.hear(2, died()).0, [Order::End(2), Order::Start(2, Way::Here)]);
        assert_eq!(pool.hear(1, ready()).0, [Order::Send(1, trains(1))]);
        // Nothing is left after that.
        let (orders, news) = pool.hear(2, died());
        assert!(orders == [Order::End(2)] && news.is_none());
        let lost = pool.orders(&[want(1), want(2)], 1);
        assert_eq!(lost, [Order::Start(3, Way::Here)]);
        assert!(matches!(pool.hear(3, died()).1, Some(News::Lost(2, Reason::NoStart(_)))));
    }

    #[test]
    fn who_rests_is_started_by_nobody_and_is_not_quiet() {
        let (mut pool, wanted) = (Pool::default(), [want(1)]);
        assert_eq!(pool.rest(true), []);
        assert_eq!(pool.orders(&wanted, 1), []);
        assert_eq!((pool.rest(false), pool.rest(false)), (vec![], vec![]));
        assert_eq!(pool.orders(&wanted, 1), [Order::Start(1, Way::Script)]);
        // Before it is ready, too.
        assert_eq!(pool.rest(true), []);
        assert_eq!(
            pool.hear(1, ready()).0,
            [Order::Send(1, trains(1)), Order::Send(1, ToWorker::Rest(true))]
        );
        let mut now = 0.0;
        assert!(watch(&mut pool, &mut now, 60_000.0, &wanted).is_empty());
        assert_eq!(pool.rest(false), [Order::Send(1, ToWorker::Rest(false))]);
        assert_eq!(watch(&mut pool, &mut now, 60_000.0, &wanted), [1]);
    }

    /// Fifteen seconds and no less, of which a page that looks late counts no more than two looks' worth.
    #[test]
    fn silence_is_measured_in_waking_time() {
        let quiet_at = |times: &[f64]| {
            let mut pool = Pool::default();
            pool.orders(&[want(1)], 1);
            pool.hear(1, ready());
            times.iter().position(|now| !pool.look(*now, &[want(1)]).is_empty())
        };
        assert_eq!(quiet_at(&[0.0, 3e3, 6e3, 9e3, 12e3, 15e3, 15_000.1]), Some(6));
        assert_eq!(quiet_at(&[0.0, 4e3, 8e3, 12e3, 16e3]), Some(4));
        assert_eq!(quiet_at(&[0.0, 1e7, 2e7, 3e7, 4e7, 5e7]), Some(4));
    }
}
