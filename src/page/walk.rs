//! Random walks: thousands of things that people, workers and browsers do, in any order, with what must hold after each.

use std::collections::{BTreeMap, VecDeque};

use strum::VariantArray;

use super::tests::{runs_act, runs_of};
use super::*;
use crate::experiment::{Experiment, Library, PaneSpec, ReferenceEvent, Setting, ValidSpec};
use crate::labs::runs::{self, Motion, PaneState, ReferenceState, Step};
use crate::labs::{Act, Lab, net, plane};
use crate::link::{Lang, Link, Look, Speed, Theme, TwoAsOne};
use crate::math::{Random, Stream};
use crate::protocol::{BUILD, FromWorker, ToWorker};
use crate::toy::ToyKind;
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
    page: Page,
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
            page: Page::open(SMALL, Lang::En, Vec::new(), None),
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
        self.page = self.page.after(action);
        check(&self.page, &told);
        self.reconcile();
    }

    /// As the page does after every change.
    fn reconcile(&mut self) {
        let orders = self.pool.orders(&self.page.lab.wanted(), self.page.lab.workers());
        self.carry_out(orders);
        let living = self.workers.len();
        assert!(living <= 10, "{living} workers");
    }

    fn carry_out(&mut self, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Start(id, _) => {
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
        let news = self.pool.look(self.now, &self.page.lab.wanted());
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
        let on_runs = |world: &Self, act| runs_act(&world.page, act);
        let on_net = |act| Action::Lab(Act::Net(act));
        let on_plane = |act| Action::Lab(Act::Plane(act));
        match self.below(42) {
            0 => Action::Open(self.pick(&LINKS).to_owned()),
            1 | 2 => {
                let run = self.pick(&runs).parse().unwrap();
                on_runs(self, runs::Act::SetPane(pane, run))
            }
            3 => on_runs(self, runs::Act::DuplicatePane(pane)),
            4 | 5 => on_runs(self, runs::Act::RemovePane(pane)),
            6 => {
                let (setting, text) = self.pick(&[
                    (Setting::Iters, "2"),
                    (Setting::Iters, "0"),
                    (Setting::Mu0, "0,5"),
                    (Setting::Lr, "1e5"),
                    (Setting::Net, "2"),
                    (Setting::Net, "2&seed=3"),
                    (Setting::Act, "relu"),
                    (Setting::Share, "net"),
                    (Setting::Noise, "0.5"),
                    (Setting::Steps, ""),
                ]);
                match &self.page.lab {
                    Lab::Plane(_) => on_plane(plane::Act::Type(setting, text.to_owned())),
                    // Elsewhere than in its lab it changes nothing.
                    _ => on_net(net::Act::Type(setting, text.to_owned())),
                }
            }
            7 => {
                let seed = self.random.below(3);
                on_runs(self, runs::Act::SetSeed(seed))
            }
            8 => on_net(net::Act::SetLook(self.pick(Look::VARIANTS))),
            9 => {
                let speed = self.pick(Speed::VARIANTS);
                on_runs(self, runs::Act::SetSpeed(speed))
            }
            10 => Action::SetLang(self.pick(&[Lang::En, Lang::Ja])),
            11 => Action::SetTheme(self.pick(&[Theme::Light, Theme::Dark])),
            12 => on_runs(self, runs::Act::Reset),
            13 | 14 => on_runs(self, runs::Act::TogglePlay),
            15..=17 => {
                let step = self.pick(&[Step::L, Step::C, Step::Both]);
                on_runs(self, runs::Act::Step(step))
            }
            18 => on_runs(self, runs::Act::StepBack),
            19 | 20 => {
                let iteration = self.random.below(9);
                on_runs(self, runs::Act::Scrub(iteration))
            }
            21 => on_plane(plane::Act::SetToy(self.pick(ToyKind::VARIANTS))),
            22 => {
                use plane::Dial;
                let (dial, value) = self.pick(&[
                    (Dial::Theta, 20.0),
                    (Dial::Mu0, 0.5),
                    (Dial::Growth, 1.5),
                    (Dial::Wx, 9.0),
                    (Dial::E1, -1.0),
                ]);
                on_plane(plane::Act::SetDial(dial, value))
            }
            23 => on_plane(plane::Act::MoveWeights(self.pick(&[[0.5, -1.0], [9.0, f64::NAN], [-0.1, 0.1]]))),
            24 => {
                let (entry, to) = (self.below(4), self.pick(&[-3.0, 0.3, f64::INFINITY]));
                on_plane(plane::Act::MoveEntry { pane, entry, to })
            }
            25 => on_plane(plane::Act::TogglePenalty),
            26 => on_plane(plane::Act::TryLuck),
            27 => on_net(net::Act::PenDown([0.5, 0.4])),
            28 => on_net(net::Act::PenMove([0.6, 0.9])),
            29 => on_net(net::Act::Wipe),
            30 => on_runs(self, runs::Act::Retry(pane)),
            31 => {
                let text = self.pick(&["２", "banana", "1&lr=3"]).to_owned();
                on_runs(self, runs::Act::TypeSeed(text))
            }
            32 => {
                let text = self.pick(&["-1 2", "0,5", "#"]).to_owned();
                on_runs(self, runs::Act::TypeValues(pane, text))
            }
            33 => Action::Show(self.pick(&[None, Some(Window::Settings), Some(Window::About)])),
            34 | 35 => Action::Undo,
            36 => Action::Redo,
            37 => on_net(net::Act::TrySeeds),
            38..=40 => on_net(self.two_as_one()),
            _ => Action::Tick { milliseconds: self.pick(&[0.0, 16.0, 100.0]), reduced: self.below(2) == 0 },
        }
    }

    /// Two nets as one, whether they are there or not; or no longer.
    fn two_as_one(&mut self) -> net::Act {
        let (small, large) = (self.below(3), self.below(4));
        let threshold = self.pick(&[0.0, 0.5, 1.25, 4.0]);
        let two = TwoAsOne { small, large: large.checked_sub(1), threshold };
        net::Act::Cascade((threshold > 0.0).then_some(two))
    }

    /// Undoing and redoing leaves what is chosen as it was.
    fn back_and_forth(&mut self) {
        let before = self.page.link();
        if self.page.changes.can()[0] {
            self.act(Action::Undo);
            self.act(Action::Redo);
            assert_eq!(self.page.link().lab.chosen(), before.lab.chosen());
        }
    }

    /// Until everything that was asked for is there.
    fn settle_down(&mut self) {
        self.trouble = false;
        for _ in 0..20_000 {
            let runs = runs_of(&self.page);
            let done = runs.is_finished() || matches!(runs.reference, ReferenceState::Diverged);
            let lucky = match &self.page.lab {
                Lab::Plane(lab) => lab.tried().is_none_or(|tried| tried.luck.is_some()),
                Lab::Opening(_) | Lab::Net(_) | Lab::Tradeoff(_) => true,
            };
            if done && lucky && runs.motion != Motion::Filling {
                return;
            }
            for i in 0..runs.panes.len() {
                self.act(runs_act(&self.page, runs::Act::Retry(i)));
            }
            let runs = runs_of(&self.page);
            if runs.motion == Motion::Paused && runs.position < f64::from(runs.last_iteration()) {
                self.act(runs_act(&self.page, runs::Act::Scrub(u32::MAX)));
            }
            self.act(Action::Tick { milliseconds: 100.0, reduced: true });
            for id in self.workers.keys().copied().collect::<Vec<_>>() {
                self.listen(id);
            }
            self.worker_step();
        }
        let runs = runs_of(&self.page);
        panic!("it never ends: {:?} at {} of {}", runs.motion, runs.position, runs.last_iteration());
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
fn check(page: &Page, after: &str) {
    let runs = runs_of(page);
    let last = runs.last_iteration();
    assert!((0.0..=f64::from(last)).contains(&runs.position), "{after}: {} of {last}", runs.position);
    assert!(
        runs.playback.iter.is_none_or(|iter| iter < last),
        "{after}: iter={:?} of {last}",
        runs.playback.iter
    );
    assert!(runs.computed() <= last && runs.leave() <= last, "{after}");
    // The panes are those of the spec, and what they have is in order.
    let specs: Vec<PaneSpec> = runs.panes.iter().map(|pane| pane.spec.clone()).collect();
    let asked = match &page.lab {
        Lab::Opening(lab) => lab.spec.comparison().panes(),
        Lab::Net(lab) => lab.spec.asked().panes(),
        Lab::Plane(lab) => lab.spec.asked().panes(),
        Lab::Tradeoff(_) => panic!("nobody goes there"),
    };
    assert_eq!(specs, asked, "{after}");
    for pane in &runs.panes {
        let numbers = pane.frames.iter().map(|frame| frame.record.iteration);
        assert!(numbers.eq(0..u32::try_from(pane.frames.len()).unwrap()), "{after}: frames in order");
        if let PaneState::Finished(report) = &pane.state {
            assert_eq!(report.history.len(), pane.frames.len(), "{after}");
        }
    }
    // The address says it all, and nothing that cannot be read; and its spec can be run.
    let text = page.link().to_string();
    let (link, notices) = Link::open(&text);
    assert_eq!((&notices[..], link.to_string()), (&[][..], text.clone()), "{after}");
    assert_eq!(link.lab.spec().unwrap(), page.lab.link().spec().unwrap(), "{after}: {text}");
    for i in 0..runs.panes.len() {
        let one = link_to(page, i);
        let (_, notices) = Link::open(&one);
        assert_eq!(notices, [], "{after}: {one}");
    }
}

fn link_to(page: &Page, i: usize) -> String {
    match &page.lab {
        Lab::Opening(_) | Lab::Tradeoff(_) => page.link().to_string(),
        Lab::Net(lab) => lab.link_to(i),
        Lab::Plane(lab) => lab.link_to(i),
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
    Some((0..spec.panes().len()).map(pane).collect())
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
                5 if world.below(8) == 0 => world.back_and_forth(),
                _ => world.worker_step(),
            }
        }
        world.settle_down();
        let report =
            world.page.lab.report().map(|report| report.panes.into_iter().map(|pane| pane.digest).collect());
        let spec = world.page.lab.link().spec().unwrap().check().unwrap();
        assert_eq!(report, digests(&spec), "seed {seed}: {}", world.page.link());
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
        let link = world.page.link().to_string();
        let opened = Page::open(&link, Lang::En, Vec::new(), None);
        assert_eq!((opened.link().to_string(), &opened.notices[..]), (link, &[][..]), "seed {seed}");
        assert_eq!(opened.lab.link().spec().unwrap(), world.page.lab.link().spec().unwrap());
    }
}
