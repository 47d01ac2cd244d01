//! Workers that are killed at any moment: nothing that was shown is lost, and runs end as if nothing had happened.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::labs::runs::Runs;
use crate::labs::{Given, Lab};
use crate::link::{Lang, Link};
use crate::math::{Random, Stream};
use crate::page::{Action, Page};
use crate::protocol::{BUILD, FromWorker, RunId};
use crate::worker::{Desk, Heard, Order, Pool, WorkerId};

/// The page, its pool, and desks instead of workers.
struct World {
    page: Page,
    pool: Pool,
    desks: BTreeMap<WorkerId, Desk>,
    clock: Cell<f64>,
    /// What each run's iterations were when they were told first.
    told: BTreeSet<(RunId, u32)>,
}

impl World {
    fn new(link: &str) -> Self {
        let page = Page::open(link, Lang::En, Vec::new(), Given { hands: 2, ..Given::default() });
        let clock = Cell::new(0.0);
        Self { page, pool: Pool::default(), desks: BTreeMap::new(), clock, told: BTreeSet::new() }
    }

    fn runs(&self) -> &Runs {
        let Lab::Net(state) = &self.page.lab else { panic!() };
        &state.runs
    }

    fn carry_out(&mut self, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Start(id, _) => {
                    self.desks.insert(id, Desk::default());
                    self.hear(id, Heard::Told(FromWorker::Ready { build: BUILD.to_owned() }));
                }
                Order::Send(id, message) => {
                    let answer = self.desks.get_mut(&id).unwrap().receive(message);
                    if let Some(answer) = answer {
                        self.hear(id, Heard::Told(answer));
                    }
                }
                Order::End(id) => drop(self.desks.remove(&id)),
            }
        }
    }

    fn hear(&mut self, id: WorkerId, heard: Heard) {
        let (orders, news) = self.pool.hear(id, heard);
        self.carry_out(orders);
        if let Some(news) = news {
            self.page = self.page.after(Action::News(vec![news]));
        }
    }

    /// Everybody is told what to do, and one of them does a little of it.
    fn turn(&mut self, random: &mut Random) {
        let orders = self.pool.orders(&self.page.lab.wanted(), self.page.lab.workers());
        self.carry_out(orders);
        let busy: Vec<WorkerId> =
            self.desks.iter().filter(|(_, desk)| desk.is_busy()).map(|(id, _)| *id).collect();
        if let Some(id) = busy.get(random.below(u32::try_from(busy.len()).unwrap()) as usize) {
            let (clock, mut said) = (&self.clock, Vec::new());
            // Every look at the clock takes a while.
            let look = || clock.replace(clock.get() + 0.002);
            self.desks.get_mut(id).unwrap().work(0.003, &look, &mut |message| said.push(message));
            for message in said {
                if let FromWorker::Iterated { run, frame, .. } = &message {
                    self.told.insert((*run, frame.record.iteration));
                }
                self.hear(*id, Heard::Told(message));
            }
        }
        self.page = self.page.after(Action::Tick { milliseconds: 16.0, reduced: true });
    }

    fn frames(&self) -> Vec<usize> {
        self.runs().panes.iter().map(|pane| pane.frames.len()).collect()
    }
}

/// Digests, histories and all else but computing times.
fn report(page: &Page) -> String {
    let mut report = page.lab.report().unwrap();
    report.panes.iter_mut().for_each(|pane| pane.seconds = 0.0);
    report.speeds.clear();
    report.to_json()
}

fn uninterrupted(link: &str) -> String {
    let (mut world, mut random) = (World::new(link), Random::new(1, Stream::Toys));
    while world.page.lab.report().is_none() {
        world.turn(&mut random);
    }
    report(&world.page)
}

/// Methods whose state from iteration to iteration differs: multipliers, momentum, random starts, values kept in full.
const LINK: &str = "#data=moons&net=6-5&ref=60&iters=40&steps=8&panes=lc:adaptive:3,ste:adaptive:2,lcqp:budget:1.5,idc:adaptive:2~5&cstep=paper";

#[test]
fn a_hundred_kills_change_nothing() {
    let whole = uninterrupted(LINK);
    let (mut world, mut random) = (World::new(LINK), Random::new(7, Stream::Toys));
    let mut kills = 0;
    for turn in 0.. {
        assert!(turn < 100_000, "it does not end");
        if world.page.lab.report().is_some() {
            break;
        }
        let before = world.frames();
        world.turn(&mut random);
        // Not three in a row of the same run: that is told.
        let patient = world.runs().panes.iter().all(|pane| pane.deaths < 2);
        let ids: Vec<WorkerId> = world.desks.keys().copied().collect();
        if kills < 100 && patient && !before.contains(&0) && random.below(2) == 0 {
            let id = ids[random.below(u32::try_from(ids.len()).unwrap()) as usize];
            world.desks.remove(&id);
            world.hear(id, Heard::Died("killed".to_owned()));
            kills += 1;
        }
        let after = world.frames();
        assert!(
            before.iter().zip(&after).all(|(before, after)| before <= after),
            "{before:?}, then {after:?}"
        );
    }
    assert_eq!(kills, 100);
    assert_eq!(report(&world.page), whole);
}

/// Nothing is computed twice but what had not been told.
#[test]
fn a_run_goes_on_after_its_last_iteration() {
    let link = "#data=moons&net=6&ref=60&iters=30&steps=8&panes=lc:adaptive:2";
    let (mut world, mut random) = (World::new(link), Random::new(3, Stream::Toys));
    while world.frames() != [12] {
        world.turn(&mut random);
    }
    let id = *world.desks.iter().find(|(_, desk)| desk.is_busy()).unwrap().0;
    world.desks.remove(&id);
    world.hear(id, Heard::Died("killed".to_owned()));
    world.told.clear();
    while world.page.lab.report().is_none() {
        world.turn(&mut random);
    }
    let again: Vec<u32> = world.told.iter().map(|(_, iteration)| *iteration).collect();
    assert_eq!(again.first(), Some(&12));
    assert_eq!(report(&world.page), uninterrupted(link));
}

/// What was saved by nobody we know is not gone on with.
#[test]
fn what_is_no_saved_run_begins_again() {
    use crate::experiment::{Experiment, Library, ReferenceEvent};
    use crate::lc::{Advance, Saved};
    let run = |link: &str| {
        let (spec, _, _) = Link::parse_valid(link);
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        experiment.pane_run(0, &reference).unwrap()
    };
    let link = "#data=moons&net=6&ref=20&iters=5&steps=5&panes=lc:adaptive:2";
    let mut first = run(link);
    assert!(first.save().is_none(), "not before it has begun");
    while !matches!(first.advance(u32::MAX), Advance::Iterated(_)) {}
    let bytes = first.save().unwrap().to_bytes();
    assert!(run(link).restore(Saved::from_bytes(&bytes).unwrap()));
    for other in [
        "#data=moons&net=7&ref=20&iters=5&steps=5&panes=lc:adaptive:2",
        "#data=moons&net=6-6&ref=20&iters=5&steps=5&panes=lc:adaptive:2",
    ] {
        assert!(!run(other).restore(Saved::from_bytes(&bytes).unwrap()), "{other}");
    }
    // Bytes changed at random are none, or something that can be gone on with.
    let mut random = Random::new(5, Stream::Toys);
    for _ in 0..400 {
        let mut broken = bytes.clone();
        let at = random.below(u32::try_from(broken.len()).unwrap()) as usize;
        broken[at] ^= 1 << random.below(8);
        if let Some(saved) = Saved::from_bytes(&broken) {
            let mut other = run(link);
            if other.restore(saved) {
                other.advance(3);
            }
        }
    }
}
