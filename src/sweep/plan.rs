//! What a sweep runs: every choice of method and codebook on every net with every seed.

use crate::experiment::{Architecture, NetSpec, PaneSpec, SweepSpec};
use crate::math::order_of;

/// A sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What all cells share.
    pub base: NetSpec,
    /// Hidden layers.
    pub nets: Vec<Architecture>,
    /// Methods and codebooks.
    pub choices: Vec<PaneSpec>,
    /// How many seeds, from that of the base on.
    pub seeds: u32,
    /// First mus and growths tried with the first choice on the first net, for the first seed.
    pub grid: Vec<(f64, f64)>,
}

/// Cells that start from one reference net, which is trained once.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Comparisons of the Network lab, with one run each.
    pub cells: Vec<NetSpec>,
}

impl From<&SweepSpec> for Plan {
    fn from(spec: &SweepSpec) -> Self {
        let base = NetSpec { valid: spec.valid, ..spec.base.clone() };
        Self { base, nets: spec.nets(), choices: spec.choices(), seeds: spec.seeds(), grid: spec.grid() }
    }
}

impl Plan {
    /// All cells: the first seed of everything before the second seed of anything, small nets before large ones, rounding before
    /// what trains.
    pub fn groups(&self) -> Vec<Group> {
        let widths: Vec<f64> = self.nets.iter().map(Architecture::units).collect();
        let nets: Vec<&Architecture> = order_of(&widths).into_iter().map(|i| &self.nets[i]).collect();
        let (quick, slow): (Vec<&PaneSpec>, Vec<&PaneSpec>) =
            self.choices.iter().partition(|choice| !choice.method.iterates());
        let choices: Vec<&PaneSpec> = quick.into_iter().chain(slow).collect();
        let first = self.base.runs.seed;
        let group = |seed: u32, net: &Architecture| {
            let cell = |choice: &&PaneSpec| {
                let mut cell = self.base.clone();
                cell.net = Some(net.clone());
                cell.runs.seed = seed;
                cell.runs.panes = Some(vec![(*choice).clone()]);
                cell
            };
            let grid = self.grid.iter().filter(|_| seed == first && self.nets.first() == Some(net));
            let tried = |&(mu0, growth): &(f64, f64)| {
                let mut cell = cell(&self.choices.first()?);
                (cell.runs.mu0, cell.runs.growth) = (Some(mu0), Some(growth));
                Some(cell)
            };
            Group { cells: choices.iter().map(cell).chain(grid.filter_map(tried)).collect() }
        };
        let seeds = (0..self.seeds).filter_map(|i| first.checked_add(i));
        seeds
            .flat_map(|seed| nets.iter().map(move |net| (seed, *net)))
            .map(|(seed, net)| group(seed, net))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cheap_cells_come_before_dear_ones_and_no_seed_is_ahead() {
        let choice = |text: &str| text.parse::<PaneSpec>().unwrap();
        let plan = Plan {
            base: NetSpec::default(),
            nets: ["32", "8", "linear"].map(|net| net.parse().unwrap()).to_vec(),
            choices: vec![choice("lc:binary"), choice("dc:binary"), choice("ste:binary")],
            seeds: 2,
            grid: vec![(0.1, 1.5), (0.2, 1.5)],
        };
        let groups = plan.groups();
        let of = |group: &Group| {
            let cell = &group.cells[0];
            format!("{} {}", cell.runs.seed, cell.net.as_ref().unwrap())
        };
        let order: Vec<String> = groups.iter().map(of).collect();
        assert_eq!(order, ["1 linear", "1 8", "1 32", "2 linear", "2 8", "2 32"]);
        assert_eq!(groups.iter().map(|group| group.cells.len()).collect::<Vec<_>>(), [3, 3, 5, 3, 3, 3]);
        let tried = &groups[2].cells[3];
        assert_eq!(
            (tried.runs.mu0, tried.runs.growth, tried.panes()[0].to_string()),
            (Some(0.1), Some(1.5), "lc:binary".to_owned())
        );
        for group in &groups {
            let methods: Vec<&str> =
                group.cells[..3].iter().map(|cell| cell.panes()[0].method.name()).collect();
            assert_eq!(methods, ["dc", "lc", "ste"]);
            assert!(group.cells.iter().all(|cell| cell.check().is_ok()));
        }
    }
}
