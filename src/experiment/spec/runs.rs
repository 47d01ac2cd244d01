//! What every comparison of runs is asked for, whatever it runs on.

use serde::{Deserialize, Serialize};

use super::choices::PaneSpec;
use crate::lc::{FirstMu, Schedule, Tolerance};
use crate::quant::Solver;

/// Runs to compare, and their schedule. `None` means the default of what they run on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunsSpec {
    /// Runs to compare.
    pub panes: Option<Vec<PaneSpec>>,
    /// How C steps are solved.
    pub cstep: Solver,
    /// First mu; of nets `None` is the rule's.
    pub mu0: Option<f64>,
    /// Factor from mu to mu.
    pub growth: Option<f64>,
    /// LC iterations.
    pub iters: Option<u32>,
    /// SGD steps per L step.
    pub steps: Option<u32>,
    /// How many times longer the first L step is.
    pub first: Option<f64>,
    /// Learning rate.
    pub lr: Option<f64>,
    /// Factor on the learning rate from iteration to iteration.
    pub decay: Option<f64>,
    /// Nesterov momentum.
    pub momentum: Option<f64>,
    /// Seed of all randomness.
    pub seed: u32,
}

/// The seed of links that name none.
pub(super) const SEED: u32 = 1;

impl Default for RunsSpec {
    fn default() -> Self {
        Self {
            panes: None,
            cstep: Solver::Exact,
            mu0: None,
            growth: None,
            iters: None,
            steps: None,
            first: None,
            lr: None,
            decay: None,
            momentum: None,
            seed: SEED,
        }
    }
}

/// Under the rule, w is on the codebook when it is this close, as a share of its own size.
const ON_CODEBOOK: Tolerance = Tolerance::Relative(1e-3);

impl RunsSpec {
    /// Most panes side by side.
    pub const MAX_PANES: usize = 4;

    /// With everything that is left open as in another, which has all.
    pub(super) fn filled(&self, from: Self) -> Self {
        Self {
            panes: self.panes.clone().or(from.panes),
            cstep: self.cstep,
            mu0: self.mu0.or(from.mu0),
            growth: self.growth.or(from.growth),
            iters: self.iters.or(from.iters),
            steps: self.steps.or(from.steps),
            first: self.first.or(from.first),
            lr: self.lr.or(from.lr),
            decay: self.decay.or(from.decay),
            momentum: self.momentum.or(from.momentum),
            seed: self.seed,
        }
    }

    /// The schedule of runs with all filled in, whose usual iterations are so many. From a first mu that is given they have
    /// converged when w is so close to the codebook (`absolute`). By the rule they have when it is close enough beside its own
    /// size, and where nobody said how many iterations there are, they go on until then, or for `most`.
    pub(super) fn schedule(&self, absolute: f64, (usual, most): (u32, u32)) -> Schedule {
        let iterations = self.iters.unwrap_or(usual);
        let (mu0, tolerance) = match self.mu0 {
            Some(mu0) => (FirstMu::Given(mu0), Tolerance::Absolute(absolute)),
            None => (FirstMu::Rule, ON_CODEBOOK),
        };
        let most = if self.mu0.or(self.iters.map(Into::into)).is_some() { iterations } else { most };
        #[expect(clippy::cast_possible_truncation, reason = "in single precision from here on")]
        Schedule {
            mu0,
            growth: self.growth.unwrap_or_default(),
            iterations,
            most,
            steps: self.steps.unwrap_or_default(),
            first: self.first.unwrap_or(1.0),
            rate: self.lr.unwrap_or_default(),
            decay: self.decay.unwrap_or_default(),
            momentum: self.momentum.unwrap_or_default() as f32,
            tolerance,
        }
    }

    /// The panes, once filled in.
    pub fn all_panes(&self) -> &[PaneSpec] {
        self.panes.as_deref().unwrap_or_default()
    }

    /// Whether they can be run: from one to four, each with a codebook that there is.
    pub(super) fn panes_fit(&self) -> bool {
        let panes = self.all_panes();
        let real = |pane: &PaneSpec| pane.to_string().parse().as_ref() == Ok(pane);
        (1..=Self::MAX_PANES).contains(&panes.len()) && panes.iter().all(real)
    }
}

/// Panes as links write them.
pub(super) fn written(panes: &[PaneSpec]) -> String {
    panes.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// Panes as links write them, read.
pub(super) fn read(text: &str) -> Option<Vec<PaneSpec>> {
    text.split(',').map(|pane| pane.parse().ok()).collect()
}

/// The row of the runs themselves; a choice of the usual ones is none.
macro_rules! panes_key {
    () => {
        $crate::experiment::Key {
            setting: $crate::experiment::Setting::Panes,
            expected: $crate::experiment::Expected::Panes,
            show: |s| $crate::experiment::spec::runs::written(&s.panes()),
            is_default: |s| s.runs.panes.as_ref().is_none_or(|panes| *panes == s.usual_panes()),
            set: |s, text| $crate::experiment::spec::runs::read(text).map(|panes| s.set_panes(panes)),
            reset: |s| s.runs.panes = None,
            fits: |s| s.runs.panes_fit(),
            idle: |_| None,
        }
    };
}

/// The row of the seed.
macro_rules! seed_key {
    () => {
        $crate::experiment::Key {
            setting: $crate::experiment::Setting::Seed,
            expected: $crate::experiment::Expected::Integer { min: 0, max: u32::MAX },
            show: |s| s.runs.seed.to_string(),
            is_default: |s| s.runs.seed == $crate::experiment::spec::runs::SEED,
            set: |s, text| $crate::experiment::typed_integer(text).map(|seed| s.runs.seed = seed),
            reset: |s| s.runs.seed = $crate::experiment::spec::runs::SEED,
            fits: |_| true,
            idle: |_| None,
        }
    };
}

/// What a lab's spec says of its panes beside what the user chose.
macro_rules! has_panes {
    () => {
        /// The runs to compare: those asked for, or the usual ones.
        pub fn panes(&self) -> Vec<$crate::experiment::PaneSpec> {
            self.runs.panes.clone().unwrap_or_else(|| self.usual_panes())
        }

        /// Chooses the runs to compare. The usual ones are no choice: they go along with what else is chosen.
        pub fn set_panes(&mut self, panes: Vec<$crate::experiment::PaneSpec>) {
            self.runs.panes = (panes != self.usual_panes()).then_some(panes);
        }
    };
}

pub(super) use {has_panes, panes_key, seed_key};
