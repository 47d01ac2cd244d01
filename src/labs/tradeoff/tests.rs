use std::collections::BTreeMap;
use std::rc::Rc;

use super::*;
use crate::experiment::{Aim, Asked, DataKind, Setting, SweepSpec, Verdict};
use crate::labs::{Awaited, Given, LabState, Supply};
use crate::link::{LabLink, Link, TradeoffLink};
use crate::math::{Random, Stream};
use crate::protocol::{BUILD, FromWorker, Reason};
use crate::sweep::{Cell, Outcome};
use crate::worker::{Desk, Heard, News, Order, Pool, WorkerId};

/// A sweep of seconds: eight cells on made-up data.
const SMALL: &str =
    "#lab=tradeoff&data=moons&n=60&ref=80&iters=4&steps=10&panes=dc:binary,lc:adaptive:2&nets=3,4&seeds=2";

fn link(text: &str) -> TradeoffLink {
    let (link, notices) = Link::open(text);
    assert_eq!(notices, [], "{text}");
    let LabLink::Tradeoff(link) = link.lab else { panic!("{text}") };
    link
}

fn opened(text: &str, hands: usize) -> State {
    let mut state = State::open(&link(text), &Given { hands, ..Given::default() });
    while let Some(awaited) = state.awaits() {
        state.show(&awaited, &Supply::Nothing);
    }
    state.settle();
    state
}

fn act(state: &mut State, act: Act) {
    assert_eq!(state.after(act), []);
    state.settle();
}

/// A machine: the page's pool with desks instead of workers.
#[derive(Default)]
struct Machine {
    pool: Pool,
    desks: BTreeMap<WorkerId, Desk>,
    /// By how much the clock moves with every look.
    tick: f64,
    time: std::cell::Cell<f64>,
}

impl Machine {
    fn carry_out(&mut self, orders: Vec<Order>, state: &mut State) {
        for order in orders {
            match order {
                Order::Start(id, _) => {
                    self.desks.insert(id, Desk::default());
                    let ready = Heard::Told(FromWorker::Ready { build: BUILD.to_owned() });
                    let (orders, _) = self.pool.hear(id, ready);
                    self.carry_out(orders, state);
                }
                Order::Send(id, message) => {
                    let answer = self.desks.get_mut(&id).and_then(|desk| desk.receive(message));
                    self.told(id, answer, state);
                }
                Order::End(id) => drop(self.desks.remove(&id)),
            }
        }
    }

    fn told(&mut self, id: WorkerId, message: Option<FromWorker>, state: &mut State) {
        let Some(message) = message else { return };
        let (orders, news) = self.pool.hear(id, Heard::Told(message));
        self.carry_out(orders, state);
        if let Some(news) = news {
            state.hear(news);
            state.settle();
        }
    }

    /// Everybody works a little; whether anybody did.
    fn turn(&mut self, state: &mut State) -> bool {
        let orders = self.pool.orders(&state.wanted(), state.workers());
        self.carry_out(orders, state);
        let busy: Vec<WorkerId> =
            self.desks.iter().filter(|(_, desk)| desk.is_busy()).map(|(id, _)| *id).collect();
        for id in &busy {
            let mut said = Vec::new();
            if let Some(desk) = self.desks.get_mut(id) {
                let clock = || self.time.replace(self.time.get() + self.tick);
                desk.work(0.01, &clock, &mut |message| said.push(message));
            }
            for message in said {
                self.told(*id, Some(message), state);
            }
        }
        !busy.is_empty()
    }

    fn run(&mut self, state: &mut State) {
        for _ in 0..200_000 {
            if !self.turn(state) {
                return;
            }
        }
        panic!("it does not end");
    }
}

fn cells(state: &State) -> Vec<Cell> {
    let entries = state.entries();
    let all = entries.iter().flat_map(|entry| entry.cells.iter().flatten());
    let mut all: Vec<Cell> = all.map(|known| (*known.cell).clone()).collect();
    all.sort_by(|a, b| a.link.cmp(&b.link));
    all
}

/// One worker or three, in whatever order they come: the same cells, each of which is the run that its link names.
#[test]
fn the_cells_are_the_runs_whoever_computes_them() {
    let mut alone = opened(SMALL, 1);
    // It is of seconds: it begins by itself.
    assert!(alone.work.is_some() && alone.wanted().len() == 1);
    Machine::default().run(&mut alone);
    assert_eq!(alone.count(), (8, 8));
    assert!(alone.is_finished() && alone.work.is_none() && alone.wanted().is_empty());
    let mut many = opened(SMALL, 3);
    Machine::default().run(&mut many);
    assert_eq!(cells(&alone), cells(&many));
    for cell in cells(&alone) {
        let (valid, _, notices) = Link::parse_valid(&cell.link);
        assert_eq!(notices, []);
        let experiment =
            crate::experiment::Experiment::new(valid, &crate::experiment::Library::default()).unwrap();
        let crate::experiment::ReferenceEvent::Trained(reference) =
            experiment.reference_run().advance(u32::MAX)
        else {
            panic!()
        };
        let line = crate::sweep::Line::run(cell.link.clone(), &experiment, Some(&*reference)).unwrap();
        assert_eq!(Cell::from(&line), cell);
    }
}

/// A cell's net is trained again to be taken along: the same net, and nothing else of the lab changes.
#[test]
fn the_net_of_a_cell_comes_again_to_the_last_bit() {
    let mut state = opened(SMALL, 2);
    let mut machine = Machine::default();
    machine.run(&mut state);
    let before = cells(&state);
    let pick = Pick { net: 1, choice: 1 };
    act(&mut state, Act::Take(pick, 1));
    let take = state.take.clone().unwrap();
    assert!(take.net().is_none() && take.failed().is_none() && state.take_seconds(&take) > 0.0);
    assert_eq!(Some(take.link()), state.link_of(pick, 1));
    machine.run(&mut state);
    let net = crate::files::Net::from_bytes(&state.take.as_ref().unwrap().net().unwrap()).unwrap();
    let cell = before.iter().find(|cell| cell.link == take.link()).unwrap();
    assert_eq!(Some(net.packed.unpack().digest()), cell.digest);
    assert!(cells(&state) == before && state.wanted().is_empty() && state.run_ids().is_empty());
    act(&mut state, Act::TakeNone);
    assert_eq!(state.take, None);
    // What is not there cannot be taken, and a worker that dies is told.
    act(&mut state, Act::Take(Pick { net: 9, choice: 0 }, 0));
    assert_eq!(state.take, None);
    act(&mut state, Act::Take(pick, 0));
    let run = state.take.as_ref().unwrap().run().unwrap();
    state.hear(News::Lost(run, Reason::Stopped("gone".to_owned())));
    state.settle();
    assert!(matches!(state.take.as_ref().unwrap().failed(), Some(Some(Reason::Stopped(_)))));
    assert!(state.wanted().is_empty());
}

/// What takes so long is measured when somebody asks, one after the other, and only while nothing else is computed.
#[test]
fn times_are_measured_when_they_are_asked_for() {
    let mut state = opened(SMALL, 2);
    let mut machine = Machine { tick: 0.006, ..Machine::default() };
    // A limit of bytes stays one while bytes are asked for.
    act(&mut state, Act::Type(Setting::Atmost, "32768".to_owned()));
    act(&mut state, Act::Type(Setting::Aim, "coded".to_owned()));
    assert_eq!(state.spec.at_most, Some(32768.0));
    act(&mut state, Act::Type(Setting::Aim, "us".to_owned()));
    assert_eq!(state.spec.at_most, None);
    assert!(state.speeds.run().is_none(), "cells are at work");
    machine.run(&mut state);
    assert_eq!((state.count(), state.speeds.progress(&state.sweep)), ((8, 8), (4, 4)));
    let entries = state.entries();
    let (told, _) = pictures::all_told(&state, &entries);
    assert!(told.iter().all(|told| told.us.is_some() && told.aimed(Aim::Us).0 > 0.0));
    // Other times are other answers; here all take the same.
    assert!(state.outcome(&entries).is_some() && state.wanted().is_empty());
    // What is not asked for is not measured.
    let mut other = opened(SMALL, 2);
    Machine { tick: 0.006, ..Machine::default() }.run(&mut other);
    assert_eq!(other.speeds.progress(&other.sweep), (0, 4));
    // A clock that stands still tells nothing, and that is told.
    act(&mut other, Act::Type(Setting::X, "us".to_owned()));
    Machine::default().run(&mut other);
    assert_eq!(other.speeds.failed, Some(Reason::NoClock));
    let (told, on) = pictures::all_told(&other, &other.entries());
    assert!(told.iter().all(|told| told.at.0.is_nan()) && on.is_empty());
}

/// Paused, gone on with, stopped, begun again: only what is missing is computed, and it is the same.
#[test]
fn what_was_stopped_goes_on_with_what_is_missing() {
    let mut whole = opened(SMALL, 2);
    Machine::default().run(&mut whole);
    for seed in 0..6 {
        let mut random = Random::new(seed, Stream::Data);
        let (mut state, mut machine) = (opened(SMALL, 2), Machine::default());
        for _ in 0..60 {
            for _ in 0..random.below(6) {
                machine.turn(&mut state);
            }
            match random.below(4) {
                0 => act(&mut state, Act::Pause(true)),
                1 => act(&mut state, Act::Pause(false)),
                2 => act(&mut state, Act::Stop),
                _ => act(&mut state, Act::Start),
            }
            let (known, of) = state.count();
            assert_eq!((of, state.computed.len()), (8, known), "nothing is computed twice");
        }
        act(&mut state, Act::Pause(false));
        act(&mut state, Act::Start);
        machine.run(&mut state);
        assert_eq!(cells(&state), cells(&whole));
        assert_eq!(state.computed.len(), 8);
    }
}

#[test]
fn another_seed_computes_that_seed_only() {
    let mut state = opened(SMALL, 2);
    Machine::default().run(&mut state);
    act(&mut state, Act::Type(Setting::Seeds, "3".to_owned()));
    assert_eq!(state.count(), (8, 12));
    Machine::default().run(&mut state);
    assert_eq!((state.count(), state.computed.len()), ((12, 12), 12));
    // What is asked of it changes no cell, and begins nothing.
    for (setting, text) in
        [(Setting::Within, "7"), (Setting::Aim, "coded"), (Setting::Atmost, "20"), (Setting::X, "bits")]
    {
        act(&mut state, Act::Type(setting, text.to_owned()));
        assert_eq!((state.count(), state.work.is_some()), ((12, 12), false));
    }
    assert_eq!(state.after(Act::Type(Setting::Nets, "0".to_owned())).len(), 1);
    act(&mut state, Act::Type(Setting::Seeds, "2".to_owned()));
    assert_eq!(state.count(), (8, 8));
}

fn shipped(data: DataKind) -> Supply {
    let path = format!("{}/www/sweeps/{data}.jsonl", env!("CARGO_MANIFEST_DIR"));
    Supply::Text(std::fs::read_to_string(path).unwrap().into())
}

/// The sweeps that come with the page are whole: the default link is answered at once, and nothing is computed.
#[test]
fn what_comes_with_the_page_answers_at_once() {
    for (text, data, of) in
        [("#lab=tradeoff", DataKind::Digits, 96), ("#lab=tradeoff&data=mnist", DataKind::Mnist, 72)]
    {
        let mut state = State::open(&link(text), &Given::default());
        assert_eq!(state.awaits(), Some(Awaited::Sweep(data)));
        state.settle();
        assert!(state.work.is_none(), "it waits");
        state.show(&Awaited::Sweep(data), &shipped(data));
        assert_eq!(state.awaits(), Some(Awaited::Kept));
        state.show(&Awaited::Kept, &Supply::Nothing);
        state.settle();
        assert_eq!((state.count(), state.work.is_some(), state.awaits()), ((of, of), false, None));
        let entries = state.entries();
        assert!(matches!(state.outcome(&entries), Some(Outcome::Found(_))), "{text}");
        for lang in [crate::link::Lang::En, crate::link::Lang::Ja] {
            assert!(!state.summary(lang).is_empty());
        }
    }
}

/// What this browser has kept is what is computed no more.
#[test]
fn what_was_kept_is_not_computed_again() {
    let mut state = opened(SMALL, 2);
    Machine::default().run(&mut state);
    let text = |cell: &Rc<Cell>| (cell.link.clone(), serde_json::to_string(&**cell).unwrap());
    let kept: BTreeMap<String, String> = state.fresh().iter().map(text).collect();
    let kept = Rc::new(kept);
    let mut again = State::open(&link(SMALL), &Given::default());
    again.show(&Awaited::Kept, &Supply::Cells(kept.clone()));
    again.settle();
    assert_eq!((again.count(), again.work.is_some()), ((8, 8), false));
    assert_eq!(cells(&again), cells(&state));
    // What is damaged is not taken for a cell.
    let damaged: BTreeMap<String, String> =
        kept.iter().map(|(link, text)| (link.clone(), text.replacen("digest", "digset", 1))).collect();
    let swapped: BTreeMap<String, String> = kept.keys().cloned().zip(kept.values().rev().cloned()).collect();
    for bad in [damaged, swapped] {
        let mut other = State::open(&link(SMALL), &Given::default());
        other.show(&Awaited::Kept, &Supply::Cells(Rc::new(bad)));
        assert_eq!(other.count().0, 0);
    }
    // Seeds that are asked for later are found too.
    let mut fewer = State::open(&link(&SMALL.replace("seeds=2", "seeds=1")), &Given::default());
    fewer.show(&Awaited::Kept, &Supply::Cells(kept));
    assert_eq!(fewer.count(), (4, 4));
    act(&mut fewer, Act::Type(Setting::Seeds, "2".to_owned()));
    assert_eq!(fewer.count(), (8, 8));
}

#[test]
fn a_cell_that_is_computed_again_is_proven() {
    let mut state = opened(SMALL, 1);
    Machine::default().run(&mut state);
    let pick = Pick { net: 1, choice: 1 };
    let own = state.link_of(pick, 1).unwrap();
    assert_eq!(state.is_proven(&own), None);
    act(&mut state, Act::Prove(pick, 1));
    assert!(state.work.is_some());
    Machine::default().run(&mut state);
    assert_eq!((state.is_proven(&own), state.count()), (Some(true), (8, 8)));
    act(&mut state, Act::Prove(Pick { net: 9, choice: 0 }, 0));
    assert!(state.work.is_none());
}

#[test]
fn folds_test_every_example_once() {
    let mut state = opened(&SMALL.replace("seeds=2", "seeds=1"), 2);
    Machine::default().run(&mut state);
    let pick = Pick { net: 0, choice: 1 };
    assert_eq!(state.folded(pick), None);
    act(&mut state, Act::Fold(pick));
    Machine::default().run(&mut state);
    let folded = state.folded(pick).unwrap();
    let test = |state: &State| state.entries()[0].cells[0].as_ref().unwrap().cell.paired.unwrap().examples();
    // Made-up data have as many training examples as test examples, also where few of them are trained on.
    assert_eq!((folded.parts, folded.paired.examples()), (5, 2 * test(&state)));
    // Asked for again there is nothing to do.
    act(&mut state, Act::Fold(pick));
    assert!(state.work.is_none());
    let mut fixed = opened(&format!("{SMALL}&fold=1/5"), 1);
    act(&mut fixed, Act::Fold(pick));
    assert!(!fixed.can_fold() && fixed.folded(pick).is_none());
}

/// A file of the lab's own cells, with lines that are none among them.
#[test]
fn files_are_shown_line_by_line_and_what_is_bad_is_named() {
    let mut state = opened(SMALL, 2);
    Machine::default().run(&mut state);
    let good: Vec<String> =
        state.computed.iter().map(|cell| serde_json::to_string(&**cell).unwrap()).collect();
    let other = good[0].replace("data=moons", "data=xor");
    let wild = good[1].replace("\"size_bits\":", "\"size_bits\":-");
    let two = good[2]
        .replace("panes=dc:binary", "panes=dc:binary,dc:ternary")
        .replace("panes=lc:adaptive:2", "panes=lc:binary,dc:ternary");
    let mut text = format!("{}\n\n{{\n{wild}\n{two}\n{other}\n\"link\"\n", good[0]);
    text.push_str(&good[1..].join("\r\n"));
    let read = |state: &mut State, text: &str| {
        act(state, Act::File("x.jsonl".to_owned(), text.into()));
        for _ in 0..1000 {
            if !state.is_moving() {
                return;
            }
            state.tick(16.0, false);
            state.settle();
        }
        panic!("it does not end");
    };
    // Elsewhere than where they were computed: the sweep is opened that they are of.
    let mut elsewhere = opened("#lab=tradeoff&data=circles&seeds=1&n=60&ref=5&iters=2&steps=2&within=3", 1);
    act(&mut elsewhere, Act::Stop);
    read(&mut elsewhere, &text);
    let file = elsewhere.file.clone().unwrap();
    assert_eq!(
        file.bad,
        (vec![(3, Bad::NotOne), (4, Bad::Figures), (5, Bad::Link), (6, Bad::Other), (7, Bad::NotOne)], 5)
    );
    assert_eq!((file.cells, elsewhere.count(), elsewhere.work.is_some()), (8, (8, 8), false));
    assert_eq!(cells(&elsewhere), cells(&state));
    let asked = |spec: &SweepSpec| (spec.within, spec.seeds(), spec.nets().len(), spec.choices().len());
    assert_eq!((&elsewhere.spec.base, asked(&elsewhere.spec)), (&state.spec.base, (Some(3.0), 2, 2, 2)));
    assert_eq!(Link::from(LabLink::Tradeoff(elsewhere.link())).to_string().matches("seeds=2").count(), 1);
    // Where it belongs nothing else is opened, and what is no file of this is no harm.
    let mut at_home = State::open(&link(SMALL), &Given::default());
    read(&mut at_home, &good.join("\n"));
    assert_eq!((at_home.count(), &at_home.spec), ((8, 8), &state.spec));
    for nonsense in ["", "\n\n", "{}", "null", "[1,2]", "{\"link\":5}", "\u{0}\u{ffff}", &"[".repeat(5000)] {
        let before = at_home.spec.clone();
        read(&mut at_home, nonsense);
        assert_eq!((&at_home.spec, at_home.count()), (&before, (8, 8)), "{nonsense:?}");
    }
    act(&mut at_home, Act::DismissFile);
    assert_eq!(at_home.file, None);
}

/// Whole reports and figures only are the same cells.
#[test]
fn both_kinds_of_lines_are_read() {
    let (valid, _, _) =
        Link::parse_valid("#data=moons&n=60&valid=0.2&ref=50&iters=2&steps=5&net=3&panes=lc:binary");
    let experiment =
        crate::experiment::Experiment::new(valid, &crate::experiment::Library::default()).unwrap();
    let crate::experiment::ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX)
    else {
        panic!()
    };
    let name = "#data=moons&n=60&valid=0.2&net=3&panes=lc:binary&iters=2&steps=5&ref=50".to_owned();
    for reference in [Some(&*reference), None] {
        let line = crate::sweep::Line::run(name.clone(), &experiment, reference).unwrap();
        let (whole, brief) =
            (serde_json::to_string(&line).unwrap(), serde_json::to_string(&Cell::from(&line)).unwrap());
        assert_eq!(file::read(&whole).unwrap().0, Cell::from(&line));
        assert_eq!(file::read(&brief).unwrap().0, Cell::from(&line));
    }
}

#[test]
fn a_worker_that_is_lost_stops_the_work_until_somebody_tries_again() {
    let mut state = opened(SMALL, 2);
    let mut machine = Machine::default();
    for _ in 0..3 {
        machine.turn(&mut state);
    }
    let run = state.wanted()[0].run;
    state.hear(News::Lost(run, Reason::Stopped("gone".to_owned())));
    state.settle();
    assert!(state.wanted().is_empty() && state.trouble().is_some() && !state.troubles().is_empty());
    act(&mut state, Act::Pause(false));
    Machine::default().run(&mut state);
    assert_eq!(state.count(), (8, 8));
}

#[test]
fn a_reference_that_diverges_leaves_its_cells_without_figures() {
    let mut state =
        opened("#lab=tradeoff&data=superres&nets=8&lr=100&ref=300&panes=dc:binary&seeds=1&valid=0", 1);
    Machine::default().run(&mut state);
    assert_eq!(state.count(), (1, 1));
    assert!(cells(&state)[0].digest.is_none() && state.outcome(&state.entries()).is_none());
    let (told, on) = pictures::all_told(&state, &state.entries());
    assert!(told.is_empty() && on.is_empty());
}

#[test]
fn choices_are_looked_at_and_compared() {
    let mut state = opened("#lab=tradeoff", 1);
    state.had_of(DataKind::Digits, &shipped(DataKind::Digits));
    let all = state.entries();
    let Some(Act::Look(Some(first))) = state.key("ArrowRight") else { panic!() };
    let Some(Outcome::Found(answer)) = state.outcome(&all) else { panic!() };
    assert_eq!(all[answer.candidate].pick, first, "from the answer on");
    act(&mut state, Act::Look(Some(first)));
    let mut seen = vec![first];
    while let Some(Act::Look(Some(next))) =
        state.key("ArrowRight").filter(|next| *next != Act::Look(state.looked_at))
    {
        act(&mut state, Act::Look(Some(next)));
        seen.push(next);
    }
    while let Some(Act::Look(Some(next))) =
        state.key("ArrowLeft").filter(|next| *next != Act::Look(state.looked_at))
    {
        act(&mut state, Act::Look(Some(next)));
        seen.push(next);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 32, "the arrows lead to every choice");
    let pick = |net, choice| Pick { net, choice };
    act(&mut state, Act::Compare(pick(1, 0)));
    assert_eq!(state.comparison(), None);
    for choice in 1..6 {
        act(&mut state, Act::Compare(pick(1, choice)));
    }
    act(&mut state, Act::Compare(pick(2, 0)));
    assert_eq!(state.compared, [0, 1, 2, 3].map(|choice| pick(1, choice)));
    let link = state.comparison().unwrap();
    let (opened, notices) = Link::open(&link);
    let LabLink::Net(net) = opened.lab else { panic!() };
    assert_eq!((notices, net.spec.panes().len()), (vec![], 4));
    act(&mut state, Act::Compare(pick(1, 2)));
    assert_eq!(state.compared.len(), 3);
    // What is looked at and compared stays so as far as it is there.
    act(&mut state, Act::Look(Some(pick(1, 1))));
    act(&mut state, Act::Type(Setting::Panes, "lc:adaptive:4,lc:ternary-scaled".to_owned()));
    assert_eq!(state.looked_at, Some(pick(1, 1)));
    assert_eq!(state.compared.len(), 2);
    act(&mut state, Act::CompareNone);
    assert!(state.compared.is_empty());
}

/// The default sweep's three verdicts, by the tolerance; from what comes with the page.
#[test]
fn the_answer_has_three_verdicts() {
    let mut state = opened("#lab=tradeoff", 1);
    state.had_of(DataKind::Digits, &shipped(DataKind::Digits));
    let mut seen = (0, 0, 0);
    for within in ["0", "0.5", "1", "2", "3", "5", "8", "20"] {
        act(&mut state, Act::Type(Setting::Within, within.to_owned()));
        if let Some(Outcome::Found(answer)) = state.outcome(&state.entries()) {
            match answer.verdict {
                Verdict::Yes => seen.0 += 1,
                Verdict::No => seen.1 += 1,
                Verdict::NotEnough { .. } => seen.2 += 1,
            }
        }
    }
    assert!(seen.0 > 0 && seen.2 > 0, "{seen:?}");
    // The best 32-bit net is the one that the tolerance is counted from, whichever choice stands for it.
    let entries = state.entries();
    let (net, error) = state.best_net(&entries).unwrap();
    let held_out = |net: usize| {
        let cells = entries.iter().find(|entry| entry.pick.net == net).unwrap().cells.iter().flatten();
        cells.map(|known| known.cell.reference.valid_error.unwrap()).sum::<f64>()
    };
    assert!((0..4).all(|other| held_out(net) <= held_out(other)));
    assert!((held_out(net) / 3.0 - state.best_reference(&entries).unwrap()).abs() < 1e-12);
    assert!((0.05..0.12).contains(&error), "{error}");
}

/// Whatever is done in whatever order: no panic, and the link that the lab tells opens to the same sweep.
#[test]
fn a_random_walk_ends_where_its_link_says() {
    for seed in 0..8 {
        let mut random = Random::new(100 + seed, Stream::Data);
        let (mut state, mut machine) = (opened(SMALL, 2), Machine::default());
        for _ in 0..120 {
            let mut below = |n: u32| random.below(n);
            let pick = Pick { net: below(3) as usize, choice: below(3) as usize };
            let text =
                ["2", "0.3", "3,5", "lc:binary,dc:adaptive:3", "", "x", "1e9", "front", "bits", "loss", "us"]
                    [below(11) as usize];
            let setting = [
                Setting::Nets,
                Setting::Panes,
                Setting::Seeds,
                Setting::Valid,
                Setting::Within,
                Setting::Aim,
                Setting::Atmost,
                Setting::X,
                Setting::Y,
                Setting::Seed,
                Setting::Lr,
                Setting::Fold,
            ][below(12) as usize];
            let acts = [
                Act::Type(setting, text.to_owned()),
                Act::Look(Some(pick)),
                Act::Compare(pick),
                Act::Prove(pick, below(3) as usize),
                Act::Fold(pick),
                Act::Start,
                Act::Stop,
                Act::Pause(below(2) == 0),
                Act::File("f".to_owned(), "{}\nx".into()),
                Act::Take(pick, below(3) as usize),
                Act::TakeNone,
            ];
            let before = state.spec.clone();
            let faults = state.after(acts[below(11) as usize].clone());
            state.settle();
            assert!(faults.is_empty() || state.spec == before, "what is refused changes nothing");
            for _ in 0..below(4) {
                machine.turn(&mut state);
            }
            state.tick(16.0, true);
            state.settle();
            let text = Link::from(LabLink::Tradeoff(state.link())).to_string();
            let (again, notices) = Link::open(&text);
            assert_eq!((again.lab, notices), (LabLink::Tradeoff(state.link()), vec![]), "{text}");
            assert!(state.spec.faults().is_empty());
            let (known, of) = state.count();
            assert!(known <= of && state.wanted().len() <= 4);
            let entries = state.entries();
            let (told, on) = pictures::all_told(&state, &entries);
            assert!(on.iter().all(|i| *i < told.len()));
            let _ = state.summary(crate::link::Lang::En);
        }
    }
}
