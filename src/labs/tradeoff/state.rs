//! The Trade-off lab's state, and everything that can be done to it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::file::{self, Bad, BadLine};
use super::pictures::{Told, axis_of};
use super::speeds::{Speeds, Us};
use super::sweep::{Pick, Sweep, link_of};
use super::take::Take;
use super::work::{Came, Pace, Work, cost, whole};
use crate::data::Fold;
use crate::experiment::{
    Aim, Asked, Cost, DataKind, Fault, Keyed, NetSpec, Paired, PaneSpec, Report, Setting, Study, SweepSpec,
};
use crate::labs::{Awaited, Given, LabState, Supply};
use crate::link::{LabLink, Lang, Link, NetLink, TradeoffLink};
use crate::math::{order_of, order_of_pairs};
use crate::protocol::{FromWorker, Reason, RunId};
use crate::sweep::{Candidate, Cell, Group, Line, Outcome, Score, Wish, answer, best_reference};
use crate::worker::{News, Wanted};

/// The lab.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The sweep, and what is asked of it.
    pub spec: SweepSpec,
    /// Its cells in their places.
    pub sweep: Rc<Sweep>,
    /// Every cell that is known, whichever sweep it is of.
    known: Rc<BTreeMap<String, Known>>,
    /// What this browser has kept, by link, as text: read when it is asked for.
    kept: Rc<BTreeMap<String, String>>,
    /// What was waited for and has come, or will not.
    had: Vec<Awaited>,
    /// Cells on their way.
    pub work: Option<Work>,
    /// Whether nothing is to begin by itself: it was stopped.
    stopped: bool,
    /// Cells that were computed here, in the order in which they came.
    pub computed: Rc<Vec<Rc<Cell>>>,
    /// Cells computed here a second time, and whether they were the same to the last bit.
    proven: Rc<BTreeMap<String, bool>>,
    /// The choice that is looked at.
    pub looked_at: Option<Pick>,
    /// The choices that are to be compared.
    pub compared: Vec<Pick>,
    /// A file that is being read.
    reading: Option<Reading>,
    /// The sweep of a file that has been read, which is to be opened.
    found: Option<SweepSpec>,
    /// The choices whose answers to the test examples have been shown.
    tested: Vec<(String, String)>,
    /// What came of the file that was read last.
    pub file: Option<FileRead>,
    /// How fast its nets answer here.
    pub speeds: Speeds,
    /// The net that is to be taken along.
    pub take: Option<Take>,
    hands: usize,
    pace: Pace,
    last_run: RunId,
}

/// A cell, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What came of it.
    pub cell: Rc<Cell>,
    /// From where.
    pub origin: Origin,
}

/// Where a cell comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The page.
    Shipped,
    /// This browser, at another time.
    Kept,
    /// A file.
    File,
    /// It was computed here.
    Here,
}

/// A file that is read piece by piece, so that the page goes on answering.
#[derive(Clone, Debug, PartialEq)]
struct Reading {
    name: String,
    text: Rc<str>,
    /// How far it is read, in bytes and in lines.
    at: (usize, usize),
    read: Vec<(Rc<Cell>, NetSpec, usize)>,
    bad: Vec<BadLine>,
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileRead {
    /// Its name.
    pub name: String,
    /// Cells that are shown.
    pub cells: usize,
    /// Lines that were left out: the first of them, and how many there are.
    pub bad: (Vec<BadLine>, usize),
}

/// Something that is done in the lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Another sweep, or other questions.
    Configure(Box<SweepSpec>),
    /// A setting as it was typed or chosen.
    Type(Setting, String),
    /// Other data.
    SetData(DataKind),
    /// A choice is looked at, or none any more.
    Look(Option<Pick>),
    /// A choice is to be compared, or no longer.
    Compare(Pick),
    /// Nothing is to be compared any more.
    CompareNone,
    /// One seed more, which is computed at once.
    AddSeed,
    /// What is missing is to be computed.
    Start,
    /// Workers rest, or go on.
    Pause(bool),
    /// What is missing is not computed after all.
    Stop,
    /// A cell that is known is to be computed here.
    Prove(Pick, usize),
    /// Every example is to be a test example once, for a choice.
    Fold(Pick),
    /// A file was given: its name and what is in it.
    File(String, Rc<str>),
    /// What came of it has been read.
    DismissFile,
    /// The net of a cell is to be taken along.
    Take(Pick, usize),
    /// It is not, or has been.
    TakeNone,
}

/// A choice with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which.
    pub pick: Pick,
    /// Its cells by seed, as far as they are known.
    pub cells: Vec<Option<Known>>,
}

/// What all test examples together say of a choice, each having been one once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Folded {
    /// Parts of which it is known.
    pub parts: usize,
    /// Paired answers of these parts.
    pub paired: Paired,
}

/// In how many parts the examples are cut.
pub const FOLDS: u32 = 5;
/// Seconds that a sweep may take to begin by itself.
const BY_ITSELF: f64 = 20.0;
/// Most choices that are compared.
pub const MOST_COMPARED: usize = 4;
/// Most workers.
const MOST_HANDS: usize = 8;
/// Lines of a file that are read at a time.
const AT_ONCE: usize = 60;
/// Largest file that is read, in bytes.
const LARGEST: usize = 64 << 20;
/// Lines that were left out of which each is named.
const NAMED: usize = 5;

impl State {
    /// Every choice of which anything is known, in the order of nets and choices.
    pub fn entries(&self) -> Vec<Entry> {
        let mut all: BTreeMap<Pick, Vec<Option<Known>>> = BTreeMap::new();
        for place in self.sweep.places.iter().filter(|place| place.grid.is_none()) {
            if let Some(known) = self.known.get(&*place.link) {
                let cells = all.entry(place.pick).or_insert_with(|| vec![None; self.sweep.seeds]);
                if let Some(slot) = cells.get_mut(place.seed) {
                    *slot = Some(known.clone());
                }
            }
        }
        all.into_iter().map(|(pick, cells)| Entry { pick, cells }).collect()
    }

    /// What is known of every first mu and growth that is tried.
    pub fn grid(&self) -> Vec<Option<Known>> {
        let mut all = vec![None; self.sweep.grid.len()];
        for place in &self.sweep.places {
            if let Some(slot) = place.grid.and_then(|i| all.get_mut(i)) {
                *slot = self.known.get(&*place.link).cloned();
            }
        }
        all
    }

    /// How many of the sweep's cells are known, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        let known = self.sweep.places.iter().filter(|place| self.known.contains_key(&*place.link)).count();
        (known, self.sweep.places.len())
    }

    /// Whether somebody wants to know how fast nets answer.
    pub fn asks_speed(&self) -> bool {
        self.spec.aim == Aim::Us || (self.spec.x == Cost::Us && self.spec.study == Study::Front)
    }

    /// How long an answer of a choice takes here, once that was measured.
    pub fn us_of(&self, pick: Pick) -> Option<Us> {
        self.speeds.of(&self.sweep, pick)
    }

    /// What the planner is told of what is known.
    pub fn candidates<'a>(&self, entries: &'a [Entry]) -> Vec<Candidate<'a>> {
        let all = entries.iter();
        all.map(|entry| Candidate {
            net: entry.pick.net,
            choice: entry.pick.choice,
            cells: entry.cells.iter().flatten().map(|known| &*known.cell).collect(),
            us: self.us_of(entry.pick).map(|us| us.packed),
        })
        .collect()
    }

    /// What the sweep is asked.
    pub fn wish(&self) -> Wish {
        Wish { aim: self.spec.aim, within: self.spec.tolerance(), at_most: self.spec.at_most }
    }

    /// The answer, from what is known; the candidates are those of [`State::entries`]. `None` where nothing is classified, nothing
    /// is held out for choosing, or nothing is known.
    pub fn outcome(&self, entries: &[Entry]) -> Option<Outcome> {
        let candidates = self.candidates(entries);
        // Who is the fastest is known when all are measured.
        let unmeasured = self.spec.aim == Aim::Us && candidates.iter().any(|one| one.us.is_none());
        if self.spec.base.data == DataKind::SuperResolution || unmeasured {
            return None;
        }
        answer(&candidates, &self.wish())
    }

    /// The mean error of the best 32-bit net on the examples held out.
    pub fn best_reference(&self, entries: &[Entry]) -> Option<f64> {
        best_reference(&self.candidates(entries))
    }

    /// The net whose 32-bit nets have the fewest errors on the examples held out, and their mean test error.
    pub fn best_net(&self, entries: &[Entry]) -> Option<(usize, f64)> {
        let of = |net: usize| {
            // All choices on a net start from the same nets: one of them says it.
            let whole = |entry: &&Entry| entry.pick.net == net && entry.cells.iter().any(Option::is_some);
            let cells = entries.iter().find(whole)?.cells.iter().flatten();
            let scores: Vec<_> = cells.map(|known| known.cell.reference).collect();
            #[expect(clippy::cast_precision_loss, reason = "few seeds")]
            let mean = |figure: &dyn Fn(&Score) -> Option<f64>| {
                let all: Option<Vec<f64>> = scores.iter().map(figure).collect();
                all.map(|all| all.iter().sum::<f64>() / all.len() as f64)
            };
            Some((net, mean(&|score| score.valid_error)?, mean(&|score| score.end.test_error)?))
        };
        let best = (0..self.sweep.nets.len()).filter_map(of).min_by(|a, b| a.1.total_cmp(&b.1))?;
        Some((best.0, best.2))
    }

    /// The comparisons that make every example a test example once, for a choice.
    fn folds(&self, pick: Pick) -> Vec<NetSpec> {
        let Some(cell) = self.sweep.cell(pick, 0) else { return Vec::new() };
        let fold = |part: u32| NetSpec { fold: Some(Fold { part, of: FOLDS }), ..cell.clone() };
        (1..=FOLDS).map(fold).collect()
    }

    /// Whether a choice can be tested on every example once: not if the sweep says itself which part is tested.
    pub fn can_fold(&self) -> bool {
        self.spec.base.fold.is_none()
    }

    /// What is known of that.
    pub fn folded(&self, pick: Pick) -> Option<Folded> {
        let folds = self.folds(pick).into_iter().filter(|_| self.can_fold());
        let paired = folds.filter_map(|cell| self.known.get(&link_of(&cell))?.cell.paired);
        let (mut parts, mut sum) = (0, Paired::default());
        for one in paired {
            (parts, sum) = (parts + 1, sum.and(&one));
        }
        (parts > 0).then_some(Folded { parts, paired: sum })
    }

    /// About how many seconds that would take.
    pub fn fold_seconds(&self, pick: Pick) -> f64 {
        let groups: Vec<Rc<Group>> = self.folds(pick).into_iter().map(alone).collect();
        self.pace().seconds(cost(&groups, &whole(&groups)), self.hands)
    }

    /// About how many seconds the cells that are missing take, and whether that was measured here.
    pub fn estimate(&self) -> (f64, bool) {
        let todo = self.missing();
        (self.pace().seconds(cost(&self.sweep.groups, &todo), self.hands), self.pace().is_measured())
    }

    /// About how many seconds it takes until a net can be taken along.
    pub fn take_seconds(&self, take: &Take) -> f64 {
        take.seconds(self.pace())
    }

    /// About how many seconds another seed takes.
    pub fn seed_seconds(&self) -> f64 {
        let groups: Vec<Rc<Group>> = self.sweep.groups.iter().take(self.sweep.nets.len()).cloned().collect();
        self.pace().seconds(cost(&groups, &whole(&groups)), self.hands)
    }

    fn pace(&self) -> Pace {
        self.work.as_ref().map_or(self.pace, |work| work.pace)
    }

    /// For each group the numbers of the cells that are not known.
    fn missing(&self) -> Vec<BTreeSet<usize>> {
        let mut todo = vec![BTreeSet::new(); self.sweep.groups.len()];
        for place in &self.sweep.places {
            if !self.known.contains_key(&*place.link)
                && let Some(group) = todo.get_mut(place.at.0)
            {
                group.insert(place.at.1);
            }
        }
        todo
    }

    /// Whether a cell was computed here too, and was the same.
    pub fn is_proven(&self, link: &str) -> Option<bool> {
        self.proven.get(link).copied()
    }

    /// The link of a cell.
    pub fn link_of(&self, pick: Pick, seed: usize) -> Option<String> {
        self.sweep.cell(pick, seed).map(link_of)
    }

    /// The comparison of the choices that are to be compared, if there are several.
    pub fn comparison(&self) -> Option<String> {
        let (first, more) = self.compared.split_first()?;
        if more.is_empty() {
            return None;
        }
        let mut spec = self.sweep.cell(*first, 0)?.clone();
        let choices: Vec<PaneSpec> =
            self.compared.iter().filter_map(|pick| Some(self.sweep.of(*pick)?.1.clone())).collect();
        spec.runs.panes = Some(choices);
        Some(Link::from(LabLink::Net(NetLink { spec, ..NetLink::default() })).to_string())
    }

    /// Whether a file is being read, and how far.
    pub fn reading(&self) -> Option<(&str, f64)> {
        let reading = self.reading.as_ref()?;
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = reading.at.0 as f64 / reading.text.len().max(1) as f64;
        Some((&reading.name, share))
    }

    /// Whether a file is being read, or what it is of is about to be opened.
    fn is_reading(&self) -> bool {
        self.reading.is_some() || self.found.is_some()
    }

    /// What workers are at cannot go on, and why.
    pub fn trouble(&self) -> Option<&Reason> {
        self.work.as_ref()?.failed.as_ref()
    }

    /// Whether the answer waits for what comes with the page, or what this browser has kept.
    pub fn is_waiting(&self) -> bool {
        self.awaited().is_some()
    }

    fn awaited(&self) -> Option<Awaited> {
        let data = self.spec.base.data;
        let shipped = matches!(data, DataKind::Digits | DataKind::Mnist).then_some(Awaited::Sweep(data));
        shipped.into_iter().chain([Awaited::Kept]).find(|awaited| !self.had.contains(awaited))
    }

    /// Another sweep, or other questions.
    fn configure(&mut self, spec: SweepSpec) -> Vec<Fault> {
        if let Some(fault) = spec.faults().pop() {
            return vec![fault];
        }
        let before = std::mem::replace(&mut self.spec, spec);
        let asked = |spec: &SweepSpec| {
            (spec.base.clone(), spec.nets(), spec.choices(), spec.seeds(), spec.valid.to_bits())
        };
        if asked(&before) != asked(&self.spec) {
            self.replan();
        }
        Vec::new()
    }

    /// Other cells than before: what is known stays so, what is missing is to be thought about again.
    fn replan(&mut self) {
        let (before, after) = (self.sweep.clone(), Rc::new(Sweep::new(&self.spec)));
        self.sweep = after;
        let again = |pick: Pick| {
            let (net, choice) = before.of(pick)?;
            let net = self.sweep.nets.iter().position(|own| own == net)?;
            Some(Pick { net, choice: self.sweep.choices.iter().position(|own| own == choice)? })
        };
        self.looked_at = self.looked_at.and_then(again);
        self.compared = self.compared.iter().filter_map(|pick| again(*pick)).collect();
        self.rest();
        self.stopped = false;
        self.remember();
    }

    /// Nothing is on its way any more.
    fn rest(&mut self) {
        if let Some(work) = self.work.take() {
            self.pace = work.pace;
        }
    }

    /// What this browser has kept of the cells of the sweep, and of the folds of its choices.
    fn remember(&mut self) {
        if self.kept.is_empty() {
            return;
        }
        let folds = self.can_fold().then(|| self.sweep.places.iter().filter(|place| place.seed == 0));
        let folds = folds.into_iter().flatten().flat_map(|place| self.folds(place.pick));
        // Only where there are any is their link worth writing.
        let folds: Vec<String> = if self.kept.keys().any(|link| link.contains("fold=")) {
            folds.map(|cell| link_of(&cell)).collect()
        } else {
            Vec::new()
        };
        let links =
            self.sweep.places.iter().map(|place| &*place.link).chain(folds.iter().map(String::as_str));
        let mut found = Vec::new();
        for link in links.filter(|link| !self.known.contains_key(*link)) {
            let cell = self.kept.get(link).and_then(|text| file::read(text).ok());
            found.extend(cell.filter(|(cell, _)| cell.link == link).map(|(cell, _)| cell));
        }
        self.learn(found, Origin::Kept);
    }

    fn learn(&mut self, cells: impl IntoIterator<Item = Cell>, origin: Origin) {
        let mut cells = cells.into_iter().peekable();
        if cells.peek().is_some() {
            let known = Rc::make_mut(&mut self.known);
            for cell in cells {
                // What is known is not forgotten for a file's sake.
                known.entry(cell.link.clone()).or_insert_with(|| Known { cell: Rc::new(cell), origin });
            }
        }
    }

    /// Computes what is missing.
    fn start(&mut self) {
        let todo = self.missing();
        if todo.iter().all(BTreeSet::is_empty) {
            return;
        }
        self.work = Some(Work::new(self.sweep.groups.clone(), todo, (self.hands, self.pace)));
        self.stopped = false;
    }

    /// Computes cells beside those of the sweep.
    fn also(&mut self, cells: Vec<NetSpec>) {
        let (hands, pace) = (self.hands, self.pace);
        let work = self.work.get_or_insert_with(|| Work::new(Vec::new(), Vec::new(), (hands, pace)));
        (work.paused, work.failed) = (false, None);
        for cell in cells {
            work.add(alone(cell));
        }
    }

    fn pause(&mut self, pause: bool) {
        if let Some(work) = &mut self.work {
            (work.paused, work.failed) = (pause, None);
        }
    }

    fn compare(&mut self, pick: Pick) {
        if let Some(place) = self.compared.iter().position(|own| *own == pick) {
            self.compared.remove(place);
        } else if self.can_be_compared(pick) {
            self.compared.push(pick);
        }
    }

    /// Whether a choice can be added to those that are to be compared: there is room, and it is on the same net.
    pub fn can_be_compared(&self, pick: Pick) -> bool {
        let same = self.compared.first().is_none_or(|first| first.net == pick.net);
        same && self.compared.len() < MOST_COMPARED && self.sweep.of(pick).is_some()
    }

    /// Begins to read a file.
    fn open_file(&mut self, name: String, text: Rc<str>) {
        self.file = None;
        if text.len() > LARGEST {
            self.file = Some(FileRead { name, cells: 0, bad: (vec![(1, Bad::NotOne)], 1) });
            return;
        }
        self.reading = Some(Reading { name, text, at: (0, 0), read: Vec::new(), bad: Vec::new() });
    }

    /// Reads a little more of it.
    fn read_on(&mut self) {
        // What comes of it is made in breaths of their own.
        if let Some(spec) = self.found.take() {
            // It fits, or it would not have been found.
            let _ = self.configure(spec);
            return;
        }
        if let Some(reading) = self.reading.take_if(|reading| reading.at.0 == reading.text.len()) {
            self.end_file(reading);
            return;
        }
        let Some(reading) = &mut self.reading else { return };
        for _ in 0..AT_ONCE {
            let rest = &reading.text[reading.at.0..];
            if rest.is_empty() {
                break;
            }
            let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
            let line = rest[..end].trim();
            (reading.at.0, reading.at.1) = (reading.at.0 + end, reading.at.1 + 1);
            if line.is_empty() {
                continue;
            }
            match file::read(line) {
                Ok((cell, spec)) => reading.read.push((Rc::new(cell), spec, reading.at.1)),
                Err(bad) => reading.bad.push((reading.at.1, bad)),
            }
        }
    }

    /// A file is read: if it is of another sweep, that is opened.
    fn end_file(&mut self, reading: Reading) {
        let Reading { name, read, mut bad, .. } = reading;
        let specs: Vec<NetSpec> = read.iter().map(|(_, spec, _)| spec.clone()).collect();
        let own: BTreeSet<&str> = self.sweep.places.iter().map(|place| &*place.link).collect();
        let of_this = read.iter().all(|(cell, ..)| own.contains(&*cell.link));
        let found = if of_this { None } else { file::sweep_of(&specs) };
        let fits = |i: usize| of_this || found.as_ref().is_some_and(|(_, own)| own.get(i) == Some(&true));
        let mut cells = Vec::new();
        for (i, (cell, _, line)) in read.iter().enumerate() {
            if fits(i) {
                cells.push((**cell).clone());
            } else {
                bad.push((*line, Bad::Other));
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a file has few lines")]
        let lines: Vec<f64> = bad.iter().map(|(line, _)| *line as f64).collect();
        let mut bad: Vec<BadLine> = order_of(&lines).into_iter().map(|i| bad[i]).collect();
        let count = bad.len();
        bad.truncate(NAMED);
        self.file = Some(FileRead { name, cells: cells.len(), bad: (bad, count) });
        self.learn(cells, Origin::File);
        if let Some((spec, _)) = found {
            let asked = SweepSpec {
                within: self.spec.within,
                aim: self.spec.aim,
                x: self.spec.x,
                y: self.spec.y,
                study: self.spec.study,
                ..spec
            };
            self.found = Some(asked);
        }
    }

    /// A cell has been computed here.
    fn finished(&mut self, line: &Line) {
        let cell = Rc::new(Cell::from(line));
        Rc::make_mut(&mut self.computed).push(cell.clone());
        let known = Known { cell: cell.clone(), origin: Origin::Here };
        if let Some(before) = Rc::make_mut(&mut self.known).insert(cell.link.clone(), known) {
            Rc::make_mut(&mut self.proven).insert(cell.link.clone(), *before.cell == *cell);
        }
    }

    /// As if that had come with the page.
    #[cfg(test)]
    pub(super) fn had_of(&mut self, data: DataKind, supply: &Supply) {
        self.had.retain(|had| *had != Awaited::Sweep(data));
        self.show(&Awaited::Sweep(data), supply);
        self.rest();
        self.settle();
    }

    /// How many choices have been tested by now: the more, the less a yes means.
    pub fn tested(&self) -> usize {
        self.tested.len()
    }

    /// Remembers the choice whose answers to the test examples are shown now.
    fn note_tested(&mut self) {
        if self.is_waiting() || self.is_reading() {
            return;
        }
        let entries = self.entries();
        let Some(Outcome::Found(answer)) = self.outcome(&entries) else { return };
        let of = entries.get(answer.candidate).and_then(|entry| self.sweep.of(entry.pick));
        let Some((net, choice)) = of.map(|(net, choice)| (net.to_string(), choice.to_string())) else {
            return;
        };
        if !self.tested.contains(&(net.clone(), choice.clone())) {
            self.tested.push((net, choice));
        }
    }

    /// To the next larger choice, or the next smaller one; from the answer on where none is looked at.
    fn beside(&self, larger: bool) -> Option<Act> {
        let entries = self.entries();
        let (told, _) = super::pictures::all_told(self, &entries);
        let keys: Vec<(f64, f64)> = told.iter().map(|told| told.at).collect();
        let told: Vec<&Told> = order_of_pairs(&keys).into_iter().map(|i| &told[i]).collect();
        let place = |pick: Pick| told.iter().position(|told| told.pick == pick);
        let next = match self.looked_at.and_then(place) {
            Some(now) if larger => (now + 1).min(told.len() - 1),
            Some(now) => now.saturating_sub(1),
            None => match self.outcome(&entries) {
                Some(Outcome::Found(answer)) => place(entries.get(answer.candidate)?.pick)?,
                _ => 0,
            },
        };
        told.get(next).map(|told| Act::Look(Some(told.pick)))
    }
}

/// What is to be small is what one wants to see, and a limit of bytes is none of microseconds.
fn following(setting: Setting, before: Aim, mut spec: SweepSpec) -> SweepSpec {
    if setting == Setting::Aim {
        spec.x = axis_of(spec.aim);
        if (before == Aim::Us) != (spec.aim == Aim::Us) {
            spec.at_most = None;
        }
    }
    spec
}

/// A cell by itself.
fn alone(cell: NetSpec) -> Rc<Group> {
    Rc::new(Group { cells: vec![cell] })
}

impl LabState for State {
    type Link = TradeoffLink;
    type Act = Act;
    fn open(link: &TradeoffLink, given: &Given) -> Self {
        let spec = link.spec.clone();
        Self {
            sweep: Rc::new(Sweep::new(&spec)),
            spec,
            known: Rc::default(),
            kept: Rc::default(),
            had: Vec::new(),
            work: None,
            stopped: false,
            computed: Rc::default(),
            proven: Rc::default(),
            looked_at: None,
            compared: Vec::new(),
            reading: None,
            found: None,
            tested: Vec::new(),
            file: None,
            speeds: Speeds::default(),
            take: None,
            hands: given.hands.clamp(1, MOST_HANDS),
            pace: Pace::default(),
            last_run: given.last_run,
        }
    }

    fn reopen(&mut self, link: &TradeoffLink, _: &Given) {
        // A link's settings are such that they can be used.
        let _ = self.configure(link.spec.clone());
    }

    fn after(&mut self, act: Act) -> Vec<Fault> {
        match act {
            Act::Configure(spec) => return self.configure(*spec),
            Act::Type(setting, text) => {
                return match self.spec.typed(setting, &text) {
                    Ok(spec) => self.configure(following(setting, self.spec.aim, spec)),
                    Err(fault) => vec![fault],
                };
            }
            Act::SetData(data) => return self.configure(self.spec.for_data(data)),
            Act::Look(pick) => self.looked_at = pick.filter(|pick| self.sweep.of(*pick).is_some()),
            Act::Compare(pick) => self.compare(pick),
            Act::CompareNone => self.compared.clear(),
            Act::AddSeed => {
                let seeds = (self.spec.seeds() + 1).to_string();
                match self.spec.typed(Setting::Seeds, &seeds) {
                    Ok(spec) => {
                        let faults = self.configure(spec);
                        self.start();
                        return faults;
                    }
                    Err(fault) => return vec![fault],
                }
            }
            Act::Start => self.start(),
            Act::Pause(pause) => self.pause(pause),
            Act::Stop => {
                self.rest();
                self.stopped = true;
            }
            Act::Prove(pick, seed) => {
                if let Some(cell) = self.sweep.cell(pick, seed).cloned() {
                    self.also(vec![cell]);
                }
            }
            Act::Fold(pick) => {
                let missing = |cell: &NetSpec| !self.known.contains_key(&link_of(cell));
                let folds: Vec<NetSpec> = self.folds(pick).into_iter().filter(missing).collect();
                if self.can_fold() && !folds.is_empty() {
                    self.also(folds);
                }
            }
            Act::File(name, text) => self.open_file(name, text),
            Act::DismissFile => self.file = None,
            Act::Take(pick, seed) => {
                let run = self.last_run.wrapping_add(1);
                self.take = self.sweep.cell(pick, seed).map(|cell| Take::new(cell.clone(), run));
                self.last_run = run;
            }
            Act::TakeNone => self.take = None,
        }
        Vec::new()
    }

    fn key(&self, key: &str) -> Option<Act> {
        match key {
            " " => self.work.as_ref().map(|work| Act::Pause(!work.paused)),
            "Escape" => self.looked_at.map(|_| Act::Look(None)),
            "ArrowLeft" => self.beside(false),
            "ArrowRight" => self.beside(true),
            _ => None,
        }
    }

    fn hear(&mut self, news: News) {
        let message = match news {
            News::Lost(run, reason) => {
                if let Some(work) = &mut self.work {
                    work.lose(run, &reason);
                }
                if let Some(take) = &mut self.take {
                    take.lose(run, &reason);
                }
                self.speeds.lose(run, &reason);
                return;
            }
            // A cell may take minutes: silence is no reason to worry anybody.
            News::Quiet(_) => return,
            News::Told(message) => *message,
        };
        if let Some(take) = &mut self.take
            && take.run() == message.run()
        {
            self.last_run = self.last_run.wrapping_add(1);
            take.hear(&message, self.last_run);
            return;
        }
        if message.run().is_some() && self.speeds.run() == message.run() {
            self.speeds.hear(&message);
            return;
        }
        let Some(work) = &mut self.work else { return };
        let done = match message {
            FromWorker::Trained { run, reference, .. } => {
                work.hear(run, Came::Reference(Some(Rc::from(reference))))
            }
            FromWorker::ReferenceDiverged { run } => work.hear(run, Came::Reference(None)),
            FromWorker::Finished { run, report } => work.hear(run, Came::Cell(report)),
            FromWorker::Failed { run, reason } => {
                work.lose(run, &reason);
                None
            }
            _ => None,
        };
        if let Some(line) = done {
            self.finished(&line);
        }
    }

    fn tick(&mut self, _: f64, _: bool) {
        self.read_on();
    }

    fn settle(&mut self) {
        if self.work.is_none() && !self.stopped && !self.is_reading() && !self.is_waiting() {
            let (known, of) = self.count();
            if known < of && self.estimate().0 <= BY_ITSELF {
                self.start();
            }
        }
        let mut last = self.last_run;
        let done = self.work.as_mut().map(|work| {
            work.share_out(|| {
                last = last.wrapping_add(1);
                last
            })
        });
        self.last_run = last;
        for line in done.into_iter().flatten() {
            self.finished(&line);
        }
        self.note_tested();
        if self.work.as_ref().is_some_and(Work::is_over) {
            self.rest();
        }
        // What else is computed would be measured as well.
        let idle = self.work.as_ref().is_none_or(|work| work.paused)
            && self.take.as_ref().and_then(Take::run).is_none();
        if idle && self.asks_speed() {
            let mut last = self.last_run;
            self.speeds.next(&self.sweep, || {
                last = last.wrapping_add(1);
                last
            });
            self.last_run = last;
        } else {
            self.speeds.rest();
        }
    }

    fn is_moving(&self) -> bool {
        self.is_reading()
    }

    fn awaits(&self) -> Option<Awaited> {
        self.awaited()
    }

    fn show(&mut self, awaited: &Awaited, supply: &Supply) {
        if self.had.contains(awaited) {
            return;
        }
        match (awaited, supply) {
            (Awaited::Sweep(_), Supply::Text(text)) => {
                let cells = text.lines().filter_map(|line| Some(file::read(line).ok()?.0));
                let cells: Vec<Cell> = cells.collect();
                self.learn(cells, Origin::Shipped);
            }
            (Awaited::Kept, Supply::Cells(kept)) => {
                self.kept = kept.clone();
                self.remember();
            }
            (Awaited::Sweep(_) | Awaited::Kept, Supply::Nothing) => {}
            _ => return,
        }
        self.had.push(awaited.clone());
    }

    fn fresh(&self) -> &[Rc<Cell>] {
        &self.computed
    }

    fn wanted(&self) -> Vec<Wanted> {
        let work = self.work.as_ref().map(Work::wanted).unwrap_or_default();
        work.into_iter()
            .chain(self.take.as_ref().and_then(Take::wanted))
            .chain(self.speeds.wanted())
            .collect()
    }

    fn workers(&self) -> usize {
        self.hands
    }

    fn link(&self) -> TradeoffLink {
        TradeoffLink { spec: self.spec.clone() }
    }

    fn is_finished(&self) -> bool {
        let (known, of) = self.count();
        known == of
    }

    fn report(&self) -> Option<Report> {
        None
    }

    fn run_ids(&self) -> Vec<RunId> {
        let work = self.work.as_ref().map(Work::runs).unwrap_or_default();
        work.into_iter().chain(self.take.as_ref().and_then(Take::run)).chain(self.speeds.run()).collect()
    }

    fn last_run(&self) -> RunId {
        self.last_run
    }

    fn troubles(&self) -> Vec<String> {
        self.trouble().map(ToString::to_string).into_iter().collect()
    }

    fn summary(&self, lang: Lang) -> String {
        super::words::summary(self, lang)
    }
}

/// Settings of the sweep by their table, whether they are its own or what its cells share.
pub fn shown(spec: &SweepSpec, setting: Setting) -> String {
    let filled = spec.filled();
    let own = SweepSpec::key(setting).map(|key| (key.show)(&filled));
    own.or_else(|| NetSpec::key(setting).map(|key| (key.show)(&filled.base))).unwrap_or_default()
}
