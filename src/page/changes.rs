//! What was chosen before, change by change, to go back to it and forth again.

use crate::link::LabLink;

/// Most changes that can be undone.
const MOST: usize = 200;

/// The labs as they were before each change, and those that were left by going back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    past: Vec<LabLink>,
    future: Vec<LabLink>,
    /// Whether the last change is still being made: something is being dragged.
    making: bool,
    /// How many there were: each is a step of the browser's history.
    count: u32,
}

impl Changes {
    /// Something else was chosen than `before`; by dragging, where what follows belongs to the same change.
    pub fn record(&mut self, before: LabLink, dragged: bool) {
        self.future.clear();
        if dragged && self.making {
            return;
        }
        self.making = dragged;
        self.count = self.count.wrapping_add(1);
        self.past.push(before);
        if self.past.len() > MOST {
            self.past.remove(0);
        }
    }

    /// What is being dragged has come to rest.
    pub fn settle(&mut self) {
        self.making = false;
    }

    /// What was there before the last change, which is `now`. That is no step of the browser's history: its way back goes
    /// on from there.
    pub fn back(&mut self, now: LabLink) -> Option<LabLink> {
        let before = self.past.pop()?;
        self.future.push(now);
        self.making = false;
        Some(before)
    }

    /// An address was opened where `before` was: going back and forth in the browser is going back and forth here.
    pub fn open(&mut self, before: LabLink, now: &LabLink) {
        if self.past.last() == Some(now) {
            self.back(before);
        } else if self.future.last() == Some(now) {
            self.forth(before);
        } else {
            self.record(before, false);
        }
    }

    /// What was there before going back to what is there `now`.
    pub fn forth(&mut self, now: LabLink) -> Option<LabLink> {
        let after = self.future.pop()?;
        self.past.push(now);
        self.making = false;
        self.count = self.count.wrapping_add(1);
        Some(after)
    }

    /// Whether there is something to go back to, and something to go forth to.
    pub fn can(&self) -> [bool; 2] {
        [!self.past.is_empty(), !self.future.is_empty()]
    }

    /// How many changes there were.
    pub fn count(&self) -> u32 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    fn lab(seed: u32) -> LabLink {
        Link::parse(&format!("#seed={seed}")).0.lab
    }

    #[test]
    fn one_goes_back_as_one_came_and_forth_again_until_something_else_is_chosen() {
        let mut changes = Changes::default();
        assert_eq!((changes.back(lab(1)), changes.forth(lab(1)), changes.can()), (None, None, [false; 2]));
        changes.record(lab(1), false);
        changes.record(lab(2), false);
        assert_eq!(changes.back(lab(3)), Some(lab(2)));
        assert_eq!(changes.back(lab(2)), Some(lab(1)));
        assert_eq!(changes.can(), [false, true]);
        assert_eq!(changes.forth(lab(1)), Some(lab(2)));
        assert_eq!(changes.count(), 3);
        changes.record(lab(2), false);
        assert_eq!((changes.forth(lab(4)), changes.back(lab(4))), (None, Some(lab(2))));
    }

    #[test]
    fn the_browsers_way_back_is_the_same_way() {
        let mut changes = Changes::default();
        (1..4).for_each(|seed| changes.record(lab(seed), false));
        changes.open(lab(4), &lab(3));
        changes.open(lab(3), &lab(2));
        assert_eq!(changes.can(), [true, true]);
        changes.open(lab(2), &lab(3));
        assert_eq!(changes.back(lab(3)), Some(lab(2)));
        changes.open(lab(2), &lab(9));
        assert_eq!((changes.forth(lab(9)), changes.back(lab(9))), (None, Some(lab(2))));
    }

    #[test]
    fn what_is_dragged_is_one_change_until_it_rests() {
        let mut changes = Changes::default();
        (1..9).for_each(|seed| changes.record(lab(seed), true));
        changes.settle();
        (9..12).for_each(|seed| changes.record(lab(seed), true));
        changes.record(lab(12), false);
        let back: Vec<LabLink> = std::iter::from_fn(|| changes.back(lab(13))).collect();
        assert_eq!(back, [lab(12), lab(9), lab(1)]);
    }

    #[test]
    fn there_is_an_end_to_what_is_remembered() {
        let mut changes = Changes::default();
        (0..500).for_each(|seed| changes.record(lab(seed), false));
        let back = std::iter::from_fn(|| changes.back(lab(1))).count();
        assert_eq!(back, MOST);
    }
}
