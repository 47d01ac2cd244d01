//! What of a sweep is done next, by however many hands.

use std::collections::BTreeSet;
use std::sync::Arc;

/// What somebody is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Task<R> {
    /// Train the net that a group starts from.
    Reference {
        /// The group's number.
        group: usize,
    },
    /// Run a cell.
    Cell {
        /// Its group's number.
        group: usize,
        /// Its number in the group.
        cell: usize,
        /// What it starts from.
        reference: Arc<R>,
    },
}

#[derive(Clone, Debug, PartialEq)]
enum Stage<R> {
    Waiting,
    Training,
    Ready(Arc<R>),
    /// Its cells have all been handed out, or it has none.
    Through,
}

/// The order in which a sweep is worked through. Cells of one group share its reference net, which is trained once; who has
/// nothing else to do trains the next one ahead, so that several hands are at work to the end, whatever their number.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda<R> {
    groups: Vec<(Stage<R>, BTreeSet<usize>)>,
}

impl<R> Agenda<R> {
    /// For each group the numbers of the cells that are still to be run.
    pub fn new(todo: impl IntoIterator<Item = BTreeSet<usize>>) -> Self {
        let mut agenda = Self { groups: Vec::new() };
        todo.into_iter().for_each(|cells| agenda.add(cells));
        agenda
    }

    /// One more group, after those there are.
    pub fn add(&mut self, cells: BTreeSet<usize>) {
        self.groups.push((if cells.is_empty() { Stage::Through } else { Stage::Waiting }, cells));
    }

    /// The next task: the first cell that can be run, else the next reference net. `None` if there is none at the moment:
    /// none at all, if [`Agenda::is_empty`], else until a reference net that is being trained is there.
    pub fn take(&mut self) -> Option<Task<R>> {
        for (group, (stage, cells)) in self.groups.iter_mut().enumerate() {
            let Stage::Ready(reference) = stage else { continue };
            let (reference, Some(cell)) = (Arc::clone(reference), cells.pop_first()) else { continue };
            if cells.is_empty() {
                *stage = Stage::Through;
            }
            return Some(Task::Cell { group, cell, reference });
        }
        let waiting = |(stage, _): &(Stage<R>, _)| matches!(stage, Stage::Waiting);
        let group = self.groups.iter().position(waiting)?;
        self.groups[group].0 = Stage::Training;
        Some(Task::Reference { group })
    }

    /// A group's reference net is there.
    pub fn trained(&mut self, group: usize, reference: R) {
        let (stage, _) = &mut self.groups[group];
        if matches!(stage, Stage::Training) {
            *stage = Stage::Ready(Arc::new(reference));
        }
    }

    /// Whether everything has been handed out.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|(stage, _)| matches!(stage, Stage::Through))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    fn agenda(sizes: &[usize]) -> Agenda<usize> {
        Agenda::new(sizes.iter().map(|&size| (0..size).collect()))
    }

    #[test]
    fn a_reference_comes_before_its_cells_and_is_trained_ahead_of_need() {
        let mut agenda = agenda(&[2, 0, 1]);
        assert_eq!(agenda.take(), Some(Task::Reference { group: 0 }));
        assert_eq!(agenda.take(), Some(Task::Reference { group: 2 }));
        assert_eq!(agenda.take(), None);
        assert!(!agenda.is_empty());
        agenda.trained(2, 20);
        assert_eq!(agenda.take(), Some(Task::Cell { group: 2, cell: 0, reference: Arc::new(20) }));
        agenda.trained(0, 10);
        // Not twice, and no group that nobody trains.
        agenda.trained(2, 99);
        agenda.trained(1, 99);
        for cell in 0..2 {
            assert_eq!(agenda.take(), Some(Task::Cell { group: 0, cell, reference: Arc::new(10) }));
        }
        assert!(agenda.take().is_none() && agenda.is_empty());
        assert!(Agenda::<()>::new([]).is_empty());
    }

    /// Hands that come and go as they like: every cell once, from its own group's reference, each of which is trained once.
    #[test]
    fn everything_is_done_once_in_whatever_order_the_hands_work() {
        let mut random = Random::new(3, Stream::Data);
        for _ in 0..300 {
            let mut below = |n| usize::try_from(random.below(n)).unwrap();
            let sizes: Vec<usize> = (0..5).map(|_| below(4)).collect();
            let (mut agenda, hands) = (agenda(&sizes), 1 + below(3));
            let (mut busy, mut trained, mut run) = (vec![], vec![], vec![]);
            while !(agenda.is_empty() && busy.is_empty()) {
                while busy.len() < hands {
                    let Some(task) = agenda.take() else { break };
                    busy.push(task);
                }
                assert!(!busy.is_empty(), "somebody always has something to do");
                match busy.swap_remove(below(u32::try_from(busy.len()).unwrap())) {
                    Task::Reference { group } => {
                        agenda.trained(group, group);
                        trained.push(group);
                    }
                    Task::Cell { group, cell, reference } => {
                        assert_eq!(*reference, group);
                        run.push((group, cell));
                    }
                }
            }
            trained.sort_unstable();
            run.sort_unstable();
            let with_cells: Vec<usize> = (0..5).filter(|&group| sizes[group] > 0).collect();
            let all: Vec<(usize, usize)> =
                (0..5).flat_map(|group| (0..sizes[group]).map(move |cell| (group, cell))).collect();
            assert_eq!((trained, run), (with_cells, all));
        }
    }
}
