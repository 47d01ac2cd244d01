//! Random walks: thousands of things that people, workers and browsers do, in any order, with what must hold after each.

use std::collections::{BTreeMap, VecDeque};

use super::*;
use crate::experiment::{Experiment, Library, ReferenceEvent, ToyKind};
use crate::link::{LOOKS, SPEEDS, Theme};
use crate::math::{Random, Stream};
use crate::protocol::{BUILD, FromWorker, ToWorker};
use crate::worker::{Desk, Heard, LOOK_EVERY, News, Order, Pool, WorkerId};

/// A worker in its own world: what it was sent, and what it has said that nobody has heard yet.
#[derive(Default)]
struct Fake {
    desk: Desk,
    inbox: VecDeque<ToWorker>,
    outbox: VecDeque<Heard>,
    dead: bool,
}

/// The page and its workers, without a browser.
struct World {
    lab: Lab,
    pool: Pool,
    workers: BTreeMap<WorkerId, Fake>,
    ended: Vec<WorkerId>,
    now: f64,
    random: Random,
    /// Whether workers may die, speak twice or come from elsewhere.
    trouble: bool,
}

impl World {
    fn new(seed: u32) -> Self {
        let mut world = Self {
            lab: Lab::open(SMALL, Lang::En, Vec::new(), None),
            pool: Pool::default(),
            workers: BTreeMap::new(),
            ended: Vec::new(),
            now: 0.0,
            random: Random::new(seed, Stream::Data),
            trouble: true,
        };
        world.reconcile();
        world
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.below(u32::try_from(n).unwrap()) as usize
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn act(&mut self, action: Action) {
        let told = format!("{action:?}");
        self.lab = self.lab.after(action);
        check(&self.lab, &told);
        self.reconcile();
    }

    /// As the page does after every change.
    fn reconcile(&mut self) {
        let orders = self.pool.orders(&self.lab.wanted(), self.lab.panes.len());
        self.carry_out(orders);
        let living = self.workers.len();
        assert!(living <= 10, "{living} workers");
    }

    fn carry_out(&mut self, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Start(id) => {
                    assert!(!self.ended.contains(&id) && !self.workers.contains_key(&id));
                    let mut fake = Fake::default();
                    let fate = if self.trouble { self.random.below(20) } else { 9 };
                    fake.outbox.push_back(match fate {
                        0 => Heard::Died("404".to_owned()),
                        1 => Heard::Told(FromWorker::Ready { build: "older".to_owned() }),
                        2 => Heard::Garbled,
                        _ => Heard::Told(FromWorker::Ready { build: BUILD.to_owned() }),
                    });
                    fake.dead = fate < 3;
                    self.workers.insert(id, fake);
                }
                Order::Send(id, message) => {
                    let fake = self.workers.get_mut(&id).expect("only workers that exist are told anything");
                    fake.inbox.push_back(message);
                }
                Order::End(id) => {
                    assert!(self.workers.remove(&id).is_some(), "a worker is ended once");
                    self.ended.push(id);
                }
            }
        }
    }

    /// One worker does something, or something happens to it.
    fn worker_step(&mut self) {
        let ids: Vec<WorkerId> = self.workers.keys().copied().collect();
        if ids.is_empty() {
            return;
        }
        let id = self.pick(&ids);
        let (fate, trouble) = (self.random.below(100), self.trouble);
        let Some(fake) = self.workers.get_mut(&id) else { return };
        if trouble && fate < 2 {
            let last = if fate == 0 {
                Heard::Died("out of memory".to_owned())
            } else {
                Heard::Told(FromWorker::Panicked { message: "panicked".to_owned() })
            };
            fake.outbox.push_back(last);
            fake.dead = true;
        }
        if !fake.dead {
            if let Some(message) = fake.inbox.pop_front() {
                let answer = fake.desk.receive(message);
                fake.outbox.extend(answer.map(Heard::Told));
            }
            let outbox = &mut fake.outbox;
            let time = std::cell::Cell::new(0.0);
            let clock = || time.replace(time.get() + 0.004);
            fake.desk.work(0.02, &clock, &mut |message| outbox.push_back(Heard::Told(message)));
        }
        if trouble
            && fate == 3
            && let Some(Heard::Told(message)) = fake.outbox.back().cloned()
        {
            // Said twice.
            fake.outbox.push_back(Heard::Told(message));
        }
        // Or it keeps it to itself for now.
        if fate % 3 != 0 {
            self.listen(id);
        }
    }

    fn listen(&mut self, id: WorkerId) {
        let Some(heard) = self.workers.get_mut(&id).and_then(|fake| fake.outbox.pop_front()) else { return };
        let (orders, news) = self.pool.hear(id, heard);
        self.carry_out(orders);
        if let Some(news) = news {
            self.act(Action::News(vec![news]));
        }
    }

    fn time_passes(&mut self) {
        self.now += self.pick(&[f64::from(LOOK_EVERY), 9_000.0, 1e7]);
        let news = self.pool.look(self.now, &self.lab.wanted());
        if !news.is_empty() {
            assert!(news.iter().all(|news| matches!(news, News::Quiet(_))), "silence is never death");
            self.act(Action::News(news));
        }
    }

    /// Something a person does.
    fn person(&mut self) -> Action {
        let pane = self.below(5);
        let runs = [
            "lc:adaptive:2",
            "dc:binary",
            "lcqp:ternary-scaled",
            "idc:adaptive:3",
            "ste:binary",
            "trained:adaptive0:3",
            "lc:fixed:-1;0.5",
            "lc:pow2-scaled:2",
        ];
        match self.below(34) {
            0 => Action::Open(self.pick(&LINKS).to_owned()),
            1 | 2 => Action::SetPane(pane, self.pick(&runs).parse().unwrap()),
            3 => Action::DuplicatePane(pane),
            4 | 5 => Action::RemovePane(pane),
            6 => {
                let edit = self.pick(&[
                    ("iters", "2"),
                    ("iters", "0"),
                    ("mu0", "0,5"),
                    ("lr", "1e5"),
                    ("net", "2"),
                    ("net", "2&seed=3"),
                    ("act", "relu"),
                    ("share", "net"),
                    ("steps", ""),
                ]);
                match Link::with(self.lab.spec.asked(), edit.0, edit.1) {
                    Ok(spec) => Action::Configure(Box::new(spec)),
                    Err(_) => Action::Dismiss(0),
                }
            }
            7 => Action::SetSeed(self.random.below(3)),
            8 => Action::SetLook(self.pick(LOOKS).1),
            9 => Action::SetSpeed(self.pick(SPEEDS).1),
            10 => Action::SetLang(self.pick(&[Lang::En, Lang::Ja])),
            11 => Action::SetTheme(self.pick(&[Theme::Light, Theme::Dark])),
            12 => Action::Reset,
            13 | 14 => Action::TogglePlay,
            15..=17 => Action::Step(self.pick(&[Step::L, Step::C, Step::Both])),
            18 => Action::StepBack,
            19 | 20 => Action::Scrub(self.random.below(9)),
            21 => Action::SetToy(self.pick(&ToyKind::ALL).0),
            22 => {
                let (key, value) =
                    self.pick(&[("theta", 20.0), ("mu0", 0.5), ("growth", 1.5), ("wx", 9.0), ("e1", -1.0)]);
                Action::SetDial(key, value)
            }
            23 => Action::MoveWeights(self.pick(&[[0.5, -1.0], [9.0, f64::NAN], [-0.1, 0.1]])),
            24 => {
                Action::MoveEntry { pane, entry: self.below(4), to: self.pick(&[-3.0, 0.3, f64::INFINITY]) }
            }
            25 => Action::TogglePenalty,
            26 => Action::TryLuck,
            27 => Action::PenDown([0.5, 0.4]),
            28 => Action::PenMove([0.6, 0.9]),
            29 => Action::Wipe,
            30 => Action::Retry(pane),
            31 => Action::TypeSeed(self.pick(&["２", "banana", "1&lr=3"]).to_owned()),
            32 => Action::TypeValues(pane, self.pick(&["-1 2", "0,5", "#"]).to_owned()),
            _ => Action::Tick { milliseconds: self.pick(&[0.0, 16.0, 100.0]), reduced: self.below(2) == 0 },
        }
    }

    /// Until everything that was asked for is there.
    fn settle_down(&mut self) {
        self.trouble = false;
        for _ in 0..20_000 {
            let done = self.lab.is_finished() || matches!(self.lab.reference, ReferenceState::Diverged);
            let lucky = self.lab.tried().is_none_or(|tried| tried.luck.is_some());
            if done && lucky && self.lab.motion != Motion::Filling {
                return;
            }
            for i in 0..self.lab.panes.len() {
                self.act(Action::Retry(i));
            }
            if self.lab.motion == Motion::Paused && self.lab.position < f64::from(self.lab.last_iteration()) {
                self.act(Action::Scrub(u32::MAX));
            }
            self.act(Action::Tick { milliseconds: 100.0, reduced: true });
            for id in self.workers.keys().copied().collect::<Vec<_>>() {
                self.listen(id);
            }
            self.worker_step();
        }
        panic!(
            "it never ends: {:?} at {} of {}",
            self.lab.motion,
            self.lab.position,
            self.lab.last_iteration()
        );
    }
}

const SMALL: &str = "#data=moons&n=30&net=3&panes=lc:adaptive:2,dc:binary&iters=3&steps=2&ref=6&batch=8";
const LINKS: [&str; 9] = [
    SMALL,
    "#data=moons&n=30&net=3&panes=dc:binary&iters=3&steps=2&ref=6&batch=8&iter=20",
    "#data=blobs&n=30&net=3&panes=lc:binary,lc:binary&iters=5&steps=1&ref=6&batch=8&iter=2&play=1&speed=max",
    "#data=superres&n=20&panes=lc:adaptive:3,ste:binary&iters=4&seed=2",
    "#n=20&net=2&panes=lc:ternary&iters=2&steps=1&ref=2&batch=4&view=net",
    "#data=moons&n=30&net=3&act=relu&panes=lc:binary,dc:binary&iters=3&steps=30&ref=0&lr=100",
    "#lab=plane&iters=4",
    "#lab=plane&toy=wells&panes=lc:adaptive:1,ste:fixed:-1;1&iters=3&steps=2&iter=9",
    "#seed=banana&what=1&lab=plane&data=moons&toy=wells&theta=3&iters=2&iters=3",
];

/// What holds whatever has happened.
fn check(lab: &Lab, after: &str) {
    let last = lab.last_iteration();
    assert!((0.0..=f64::from(last)).contains(&lab.position), "{after}: {} of {last}", lab.position);
    assert!(lab.view.iter.is_none_or(|iter| iter < last), "{after}: iter={:?} of {last}", lab.view.iter);
    assert!(lab.computed() <= last && lab.leave() <= last, "{after}");
    // The panes are those of the spec, and what they have is in order.
    let specs: Vec<&PaneSpec> = lab.panes.iter().map(|pane| &pane.spec).collect();
    assert_eq!(specs, lab.spec.asked().panes.iter().collect::<Vec<_>>(), "{after}");
    for pane in &lab.panes {
        let numbers = pane.frames.iter().map(|frame| frame.record.iteration);
        assert!(numbers.eq(0..u32::try_from(pane.frames.len()).unwrap()), "{after}: frames in order");
        if let PaneState::Finished(report) = &pane.state {
            assert_eq!(
                report.history.len(),
                pane.frames.len().max(report.history.len() * usize::from(pane.is_poster())),
                "{after}"
            );
        }
    }
    // The address says it all, and nothing that cannot be read.
    let text = lab.link().to_string();
    let (spec, view, notices) = Link::parse_valid(&text);
    assert_eq!(
        (&notices[..], Link { spec: spec.asked().clone(), view }.to_string()),
        (&[][..], text.clone()),
        "{after}"
    );
    assert_eq!(spec, lab.spec, "{after}: {text}");
    for i in 0..lab.panes.len() {
        let (_, _, notices) = Link::parse_valid(&lab.link_to(i));
        assert_eq!(notices, [], "{after}: {}", lab.link_to(i));
    }
}

/// The digests of an experiment, computed on their own.
fn digests(spec: &ValidSpec) -> Option<Vec<Option<String>>> {
    let experiment = Experiment::new(spec.clone(), &Library::default()).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
        return None;
    };
    let pane = |i: usize| {
        let mut run = experiment.pane_run(i, &reference).unwrap();
        run.finish();
        run.report(0.0).digest
    };
    Some((0..spec.asked().panes.len()).map(pane).collect())
}

#[test]
fn whatever_happens_the_page_is_whole_and_ends_with_the_right_numbers() {
    for seed in 0..40 {
        let mut world = World::new(seed);
        for _ in 0..250 {
            match world.below(10) {
                0..=3 => {
                    let action = world.person();
                    world.act(action);
                }
                4 => world.time_passes(),
                _ => world.worker_step(),
            }
        }
        world.settle_down();
        let report =
            world.lab.report().map(|report| report.panes.into_iter().map(|pane| pane.digest).collect());
        assert_eq!(report, digests(&world.lab.spec), "seed {seed}: {}", world.lab.link());
    }
}

#[test]
fn a_link_taken_from_any_moment_opens_to_the_same_page() {
    for seed in 100..112 {
        let mut world = World::new(seed);
        for _ in 0..120 {
            let action = world.person();
            world.act(action);
            world.worker_step();
        }
        let link = world.lab.link().to_string();
        let opened = Lab::open(&link, Lang::En, Vec::new(), None);
        assert_eq!((opened.link().to_string(), &opened.notices[..]), (link, &[][..]), "seed {seed}");
        assert_eq!(opened.spec, world.lab.spec);
    }
}
