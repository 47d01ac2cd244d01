//! A sweep's cells in their places: which net, which choice, which seed.

use std::rc::Rc;

use crate::experiment::{Architecture, NetSpec, PaneSpec, Spec, SweepSpec};
use crate::link::Link;
use crate::sweep::{Group, Plan};

/// One choice of method and codebook on one net, by their numbers in the sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pick {
    /// Which net.
    pub net: usize,
    /// Which method and codebook.
    pub choice: usize,
}

/// A cell's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Net and choice.
    pub pick: Pick,
    /// Which seed, from 0.
    pub seed: usize,
    /// Its group's number, and its own in the group.
    pub at: (usize, usize),
    /// The cell as a comparison of the Network lab.
    pub link: Rc<str>,
    /// Which of the first mus and growths it tries, if it is there for these.
    pub grid: Option<usize>,
}

/// What a sweep is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// The nets.
    pub nets: Vec<Architecture>,
    /// Methods and codebooks.
    pub choices: Vec<PaneSpec>,
    /// How many seeds are shown.
    pub seeds: usize,
    /// How many cells more were asked for than the page takes.
    pub beyond: usize,
    /// Cells that start from one reference net, in the order in which they are run.
    pub groups: Vec<Rc<Group>>,
    /// First mus and growths that are tried.
    pub grid: Vec<(f64, f64)>,
    /// Every cell, in that order.
    pub places: Vec<Place>,
}

/// Most cells the page lists and computes; more are for `headless sweep`.
pub const MOST_CELLS: usize = 5000;

/// A comparison of the Network lab as links write it.
pub fn link_of(cell: &NetSpec) -> String {
    Link::from(Spec::Net(cell.clone())).to_string()
}

impl Sweep {
    /// The cells of a spec. Seeds beyond what the page takes are left out.
    pub fn new(spec: &SweepSpec) -> Self {
        let (nets, choices) = (spec.nets(), spec.choices());
        let most = (MOST_CELLS / (nets.len() * choices.len()).max(1)).max(1);
        let asked = spec.seeds() as usize;
        let seeds = asked.min(most);
        let mut plan = Plan::from(spec);
        plan.seeds = u32::try_from(seeds).unwrap_or(1);
        let groups: Vec<Rc<Group>> = plan.groups().into_iter().map(Rc::new).collect();
        let places = groups.iter().enumerate().flat_map(|(group, all)| {
            let (nets, choices) = (&nets, &choices);
            all.cells.iter().enumerate().filter_map(move |(cell, spec)| {
                let pick = Pick {
                    net: nets.iter().position(|net| Some(net) == spec.net.as_ref())?,
                    choice: choices.iter().position(|choice| spec.panes().first() == Some(choice))?,
                };
                let (seed, grid) = (group / nets.len().max(1), cell.checked_sub(choices.len()));
                Some(Place { pick, seed, at: (group, cell), link: link_of(spec).into(), grid })
            })
        });
        let places = places.collect();
        let beyond = (asked - seeds) * nets.len() * choices.len();
        Self { nets, choices, seeds, beyond, groups, places, grid: spec.grid() }
    }

    /// Net and method with codebook of a pick.
    pub fn of(&self, pick: Pick) -> Option<(&Architecture, &PaneSpec)> {
        Some((self.nets.get(pick.net)?, self.choices.get(pick.choice)?))
    }

    /// The comparison of a pick with one of its seeds.
    pub fn cell(&self, pick: Pick, seed: usize) -> Option<&NetSpec> {
        let place = self
            .places
            .iter()
            .find(|place| place.pick == pick && place.seed == seed && place.grid.is_none())?;
        self.groups.get(place.at.0)?.cells.get(place.at.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Setting;

    fn sweep(settings: &[(Setting, &str)]) -> Sweep {
        let typed = |spec: SweepSpec, &(setting, text): &(Setting, &str)| spec.typed(setting, text).unwrap();
        Sweep::new(&settings.iter().fold(SweepSpec::default(), typed))
    }

    /// Every cell has a place of its own, and its link is the one its place says.
    #[test]
    fn every_cell_has_its_place() {
        let sweep =
            sweep(&[(Setting::Nets, "16,8"), (Setting::Panes, "lc:binary,dc:ternary"), (Setting::Seed, "5")]);
        assert_eq!((sweep.places.len(), sweep.groups.len(), sweep.beyond), (12, 6, 0));
        let mut all: Vec<(Pick, usize)> = sweep.places.iter().map(|place| (place.pick, place.seed)).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 12);
        for place in &sweep.places {
            let (net, choice) = sweep.of(place.pick).unwrap();
            let seed = if place.seed == 0 { 5 } else { 5 + place.seed };
            assert_eq!(*place.link, format!("#valid=0.2&net={net}&panes={choice}&seed={seed}"));
            assert_eq!(link_of(sweep.cell(place.pick, place.seed).unwrap()), *place.link);
        }
        assert_eq!(sweep.cell(Pick { net: 2, choice: 0 }, 0), None);
        assert_eq!(sweep.of(Pick { net: 0, choice: 9 }), None);
    }

    #[test]
    fn there_is_an_end_to_what_the_page_takes() {
        let many: Vec<String> = (1..=60).map(|k| format!("lc:adaptive:{k}")).collect();
        let sweep = sweep(&[(Setting::Panes, &many.join(",")), (Setting::Seeds, "100")]);
        assert_eq!((sweep.seeds, sweep.places.len(), sweep.beyond), (20, 4800, 80 * 240));
    }
}
