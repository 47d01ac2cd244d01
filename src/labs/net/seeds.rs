//! The same comparison with other seeds: how much of what is seen is luck.

use crate::experiment::{NetSpec, Spec};
use crate::protocol::{Reason, RunId};
use crate::sweep::{End, Seeded};
use crate::worker::{Task, Wanted};

/// How many seeds are tried.
pub const SEEDS: u32 = 10;
/// How many at a time.
const AT_ONCE: usize = 2;

/// A comparison with several seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Seeds {
    /// What is compared, whatever its seed.
    spec: NetSpec,
    /// The seeds to come, each with its run, the shown one first.
    waiting: Vec<(u32, RunId)>,
    /// What came of the others.
    done: Vec<(u32, Seeded)>,
    /// Why it could not go on.
    failed: Option<Reason>,
}

/// Whose ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The net all start from.
    Reference,
    /// The same, trained for as long as the runs.
    Longer,
    /// That net rounded once, to the codebook of a run.
    Rounded(usize),
    /// A run.
    Run(usize),
}

fn with_seed(spec: &NetSpec, seed: u32) -> NetSpec {
    let mut spec = spec.clone();
    spec.runs.seed = seed;
    spec
}

impl Seeds {
    /// Ten seeds of a comparison, its own among them; `run` names runs.
    pub fn new(spec: &NetSpec, mut run: impl FnMut() -> RunId) -> Self {
        let own = spec.runs.seed;
        let others = (1..).filter(|seed| *seed != own).take(SEEDS as usize - 1);
        let waiting = std::iter::once(own).chain(others).map(|seed| (seed, run())).collect();
        Self { spec: with_seed(spec, 0), waiting, done: Vec::new(), failed: None }
    }

    /// Whether they are of this comparison.
    pub fn are_of(&self, spec: &NetSpec) -> bool {
        with_seed(spec, 0) == self.spec
    }

    /// What workers should be at.
    pub fn wanted(&self) -> impl Iterator<Item = Wanted> + use<'_> {
        self.waiting.iter().take(AT_ONCE).map(|&(seed, run)| Wanted {
            run,
            task: Task::Seed { spec: Spec::Net(with_seed(&self.spec, seed)) },
            to: None,
            drawing: None,
            computing: true,
            urgent: true,
        })
    }

    /// Takes in what came of a run, if it is one of them.
    pub fn hear(&mut self, run: RunId, seeded: &Seeded) {
        if let Some(place) = self.waiting.iter().position(|(_, own)| *own == run) {
            let (seed, _) = self.waiting.remove(place);
            self.done.push((seed, seeded.clone()));
        }
    }

    /// A run cannot go on; nor do the others, for they would fare no better.
    pub fn lose(&mut self, run: RunId, reason: &Reason) {
        if self.waiting.iter().any(|(_, own)| *own == run) {
            self.waiting.clear();
            self.failed = Some(reason.clone());
        }
    }

    /// Whether one of its runs is called that.
    pub fn has(&self, run: RunId) -> bool {
        self.waiting.iter().any(|(_, own)| *own == run)
    }

    /// How many are done, while more are to come.
    pub fn progress(&self) -> Option<usize> {
        (!self.waiting.is_empty()).then_some(self.done.len())
    }

    /// How many are done.
    pub fn done(&self) -> usize {
        self.done.len()
    }

    /// Why it could not go on.
    pub fn failed(&self) -> Option<&Reason> {
        self.failed.as_ref()
    }

    fn end(seeded: &Seeded, whose: Whose) -> Option<End> {
        match whose {
            Whose::Reference => Some(seeded.reference),
            Whose::Longer => Some(seeded.longer),
            Whose::Rounded(i) => seeded.rounded.get(i).copied(),
            Whose::Run(i) => seeded.runs.get(i).copied(),
        }
    }

    /// The test errors, or losses where nothing is classified, by seed.
    pub fn ends(&self, whose: Whose) -> Vec<f64> {
        let figure = |end: End| end.test_error.or(end.train_loss);
        self.done.iter().filter_map(|(_, seeded)| figure(Self::end(seeded, whose)?)).collect()
    }

    /// What came of one net with one seed, if that is done.
    pub fn of(&self, seed: u32, whose: Whose) -> Option<End> {
        let (_, seeded) = self.done.iter().find(|(own, _)| *own == seed)?;
        Self::end(seeded, whose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds(own: u32) -> Seeds {
        let mut run = 40;
        Seeds::new(&with_seed(&NetSpec::default(), own), || {
            run += 1;
            run
        })
    }

    fn end(error: f64) -> End {
        End { train_loss: Some(1.0), test_error: Some(error) }
    }

    #[test]
    fn ten_different_seeds_are_tried_two_at_a_time_the_own_one_first() {
        for own in [1, 4, 10, 77] {
            let mut all = seeds(own);
            let mut tried = Vec::new();
            while all.progress().is_some() {
                let wanted: Vec<Wanted> = all.wanted().collect();
                assert!((1..=2).contains(&wanted.len()));
                let Task::Seed { spec: Spec::Net(spec) } = &wanted[0].task else { panic!() };
                assert!(all.are_of(spec));
                tried.push(spec.runs.seed);
                all.hear(wanted[0].run, &Seeded::default());
            }
            assert_eq!((tried[0], tried.len()), (own, 10));
            tried.sort_unstable();
            tried.dedup();
            assert_eq!(tried.len(), 10);
        }
    }

    #[test]
    fn ends_are_told_by_net_and_other_runs_are_not_heard() {
        let mut all = seeds(3);
        let seeded =
            Seeded { reference: end(0.1), longer: end(0.2), rounded: vec![end(0.3)], runs: vec![end(0.4)] };
        all.hear(999, &seeded);
        assert_eq!(all.progress(), Some(0));
        all.hear(41, &seeded);
        assert_eq!(all.progress(), Some(1));
        let all_of = [Whose::Reference, Whose::Longer, Whose::Rounded(0), Whose::Run(0), Whose::Run(1)];
        assert_eq!(all_of.map(|whose| all.ends(whose)), [vec![0.1], vec![0.2], vec![0.3], vec![0.4], vec![]]);
        assert_eq!((all.of(3, Whose::Longer), all.of(4, Whose::Longer)), (Some(end(0.2)), None));
        let mut loss = seeds(3);
        let only_loss = End { train_loss: Some(0.7), test_error: None };
        loss.hear(41, &Seeded { reference: only_loss, ..seeded });
        assert_eq!(loss.ends(Whose::Reference), [0.7]);
    }

    #[test]
    fn what_is_lost_ends_it_and_says_why() {
        let mut all = seeds(1);
        all.lose(7, &Reason::OtherBuild);
        assert_eq!((all.progress(), all.failed()), (Some(0), None));
        assert!(all.has(42));
        all.lose(42, &Reason::OtherBuild);
        assert_eq!((all.progress(), all.failed()), (None, Some(&Reason::OtherBuild)));
        assert!(!all.are_of(&NetSpec { noise: 0.5, ..NetSpec::default() }));
    }
}
