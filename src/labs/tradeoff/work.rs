//! What of a sweep is being computed, and by how many workers.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::sweep::link_of;
use crate::experiment::{PaneReport, Reference, Spec};
use crate::protocol::{Reason, RunId};
use crate::sweep::{Agenda, Group, Line, Task as Next, cell_cost, reference_cost};
use crate::worker::{Task, Wanted};

/// Cells on their way.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    groups: Vec<Rc<Group>>,
    /// `None` for a reference net that diverged.
    agenda: Agenda<Option<Rc<Reference>>>,
    at: Vec<(RunId, Job)>,
    /// How many workers share it.
    hands: usize,
    /// Whether it rests.
    pub paused: bool,
    /// Cells that are done.
    pub done: usize,
    /// Cells there are to do, those included.
    pub of: usize,
    /// Why it cannot go on.
    pub failed: Option<Reason>,
    /// What is left to do costs so much.
    left: f64,
    /// How long things take here.
    pub pace: Pace,
}

/// What somebody is at.
#[derive(Clone, Debug, PartialEq)]
enum Job {
    Reference { group: usize },
    Cell { group: usize, cell: usize, reference: Rc<Reference> },
}

/// How long what costs so much takes here.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pace {
    seconds: f64,
    cost: f64,
}

/// Seconds for a multiplication where nothing has been measured yet. Runs that end before their last iteration, as most do, are
/// accounted for.
const GUESS: f64 = 1.0 / 1.2e10;

impl Pace {
    /// Something has taken so long.
    fn took(&mut self, seconds: f64, cost: f64) {
        if seconds.is_finite() && seconds > 0.0 {
            self.seconds += seconds;
            self.cost += cost;
        }
    }

    /// Whether anything has been measured.
    pub fn is_measured(&self) -> bool {
        self.cost > 0.0
    }

    /// About how many seconds something takes so many workers.
    pub fn seconds(&self, cost: f64, hands: usize) -> f64 {
        let each = if self.is_measured() { self.seconds / self.cost } else { GUESS };
        #[expect(clippy::cast_precision_loss, reason = "a few workers")]
        let hands = hands.max(1) as f64;
        each * cost / hands
    }
}

/// What came of a run of workers.
#[derive(Clone, Debug, PartialEq)]
pub enum Came {
    /// A reference net; `None` if it diverged.
    Reference(Option<Rc<Reference>>),
    /// The run of a cell.
    Cell(Box<PaneReport>),
}

/// All cells of some groups.
pub fn whole(groups: &[Rc<Group>]) -> Vec<BTreeSet<usize>> {
    let all = |group: &Rc<Group>| {
        let mut all = BTreeSet::new();
        all.extend(0..group.cells.len());
        all
    };
    groups.iter().map(all).collect()
}

/// What some cells cost, with the reference nets they start from.
pub fn cost(groups: &[Rc<Group>], todo: &[BTreeSet<usize>]) -> f64 {
    let all = groups.iter().zip(todo).filter(|(_, todo)| !todo.is_empty());
    all.map(|(group, todo)| {
        let cells = todo.iter().filter_map(|i| group.cells.get(*i));
        group.cells.first().map_or(0.0, reference_cost) + cells.map(cell_cost).sum::<f64>()
    })
    .sum()
}

impl Work {
    /// These cells of these groups.
    pub fn new(groups: Vec<Rc<Group>>, todo: Vec<BTreeSet<usize>>, (hands, pace): (usize, Pace)) -> Self {
        Self {
            left: cost(&groups, &todo),
            of: todo.iter().map(BTreeSet::len).sum(),
            agenda: Agenda::new(todo),
            groups,
            at: Vec::new(),
            hands: hands.max(1),
            paused: false,
            done: 0,
            failed: None,
            pace,
        }
    }

    /// More cells, after those there are.
    pub fn add(&mut self, group: Rc<Group>) {
        let groups = [group.clone()];
        let all = whole(&groups);
        self.left += cost(&groups, &all);
        let all = all.into_iter().next().unwrap_or_default();
        self.of += all.len();
        self.groups.push(group);
        self.agenda.add(all);
    }

    /// Whether everything is done.
    pub fn is_over(&self) -> bool {
        self.agenda.is_empty() && self.at.is_empty()
    }

    /// About how many seconds are left.
    pub fn seconds_left(&self) -> f64 {
        self.pace.seconds(self.left.max(0.0), self.hands)
    }

    /// Gives every worker something to do; what needs none of them is done at once.
    pub fn share_out(&mut self, mut name: impl FnMut() -> RunId) -> Vec<Line> {
        let mut done = Vec::new();
        while !self.paused && self.failed.is_none() && self.at.len() < self.hands {
            match self.agenda.take() {
                None => break,
                Some(Next::Reference { group }) => self.at.push((name(), Job::Reference { group })),
                Some(Next::Cell { group, cell, reference }) => {
                    if let Some(reference) = Option::as_ref(&reference) {
                        self.at.push((name(), Job::Cell { group, cell, reference: reference.clone() }));
                    } else {
                        let link = self.finish((group, cell));
                        done.push(Line { link, reference: None, pane: None });
                    }
                }
            }
        }
        done
    }

    /// A cell is done; its link.
    fn finish(&mut self, (group, cell): (usize, usize)) -> String {
        self.done += 1;
        let spec = self.groups.get(group).and_then(|group| group.cells.get(cell));
        self.left -= spec.map_or(0.0, cell_cost);
        spec.map(link_of).unwrap_or_default()
    }

    /// What workers should be at.
    pub fn wanted(&self) -> Vec<Wanted> {
        if self.paused || self.failed.is_some() {
            return Vec::new();
        }
        let spec = |group: usize, cell: usize| self.groups.get(group)?.cells.get(cell).cloned();
        let task = |job: &Job| match job {
            Job::Reference { group } => Some(Task::Reference { spec: Spec::Net(spec(*group, 0)?) }),
            Job::Cell { group, cell, reference } => {
                let (spec, reference) = (Spec::Net(spec(*group, *cell)?), reference.clone());
                Some(Task::Pane { spec, pane: 0, reference, brief: true, saved: None })
            }
        };
        let wanted = |(run, job): &(RunId, Job)| {
            let task = task(job)?;
            Some(Wanted { run: *run, task, to: Some(u32::MAX), drawing: None, computing: true, urgent: true })
        };
        self.at.iter().filter_map(wanted).collect()
    }

    /// Takes in what came of a run, if it is one of these.
    pub fn hear(&mut self, run: RunId, came: Came) -> Option<Line> {
        let place = self.at.iter().position(|(own, _)| *own == run)?;
        match (&self.at[place].1, came) {
            (&Job::Reference { group }, Came::Reference(reference)) => {
                self.at.remove(place);
                self.agenda.trained(group, reference);
                let first = self.groups.get(group).and_then(|group| group.cells.first());
                self.left -= first.map_or(0.0, reference_cost);
                None
            }
            (Job::Cell { group, cell, reference }, Came::Cell(report)) => {
                let (group, cell, reference) = (*group, *cell, reference.clone());
                self.at.remove(place);
                let spec = self.groups.get(group).and_then(|group| group.cells.get(cell));
                self.pace.took(report.seconds, spec.map_or(0.0, cell_cost));
                let link = self.finish((group, cell));
                Some(Line::of(link, &reference, *report))
            }
            _ => None,
        }
    }

    /// A run cannot go on; nor do the others, for they would fare no better.
    pub fn lose(&mut self, run: RunId, reason: &Reason) {
        if self.at.iter().any(|(own, _)| *own == run) {
            self.failed = Some(reason.clone());
        }
    }

    /// The names of the runs at work.
    pub fn runs(&self) -> Vec<RunId> {
        self.at.iter().map(|(run, _)| *run).collect()
    }
}
