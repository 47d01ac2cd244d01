//! The Plane lab's settings. Its runs are computed on the page itself, at every move of a pointer, and are kept short.

use serde::{Deserialize, Serialize};

use super::choices::{PaneSpec, RATES};
use super::fault::Fault;
use super::key::{Asked, Key, Keyed, integer_key, number_key, word_key};
use super::runs::{RunsSpec, has_panes, panes_key, seed_key};
use crate::lc::{Method, Schedule};
use crate::quant::{Codebook, Solver};
use crate::toy::{Toy, ToyKind};

/// A toy as asked for; `None` is the toy's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ToySpec {
    /// Which.
    pub kind: ToyKind,
    /// Angle of the steepest axis, in degrees.
    pub theta: Option<f64>,
    /// Curvature along that axis.
    pub e1: Option<f64>,
    /// Curvature across it.
    pub e2: Option<f64>,
    /// First weight of the minimum; of the start where there are two wells.
    pub wx: Option<f64>,
    /// Second weight.
    pub wy: Option<f64>,
}

/// A comparison on two weights as asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaneSpec {
    /// The two weights' problem.
    pub toy: ToySpec,
    /// The runs.
    pub runs: RunsSpec,
}

/// Two wells have a shape of their own.
fn shapeless(spec: &PlaneSpec) -> Option<&'static str> {
    (spec.toy.kind == ToyKind::Wells).then_some("toy=wells")
}

static KEYS: [Key<PlaneSpec>; 16] = [
    word_key!(Toy, ToyKind, toy.kind),
    number_key!(Theta, (-180.0..=180.0_f64), toy.theta, shapeless),
    number_key!(E1, (0.01..=10.0_f64), toy.e1, shapeless),
    number_key!(E2, (0.01..=10.0_f64), toy.e2, shapeless),
    number_key!(Wx, (-4.0..=4.0_f64), toy.wx),
    number_key!(Wy, (-4.0..=4.0_f64), toy.wy),
    Key {
        fits: |s| s.runs.panes_fit() && s.panes().iter().all(PaneSpec::is_for_two_weights),
        ..panes_key!()
    },
    word_key!(Cstep, Solver, runs.cstep),
    number_key!(Mu0, (1e-12..=1e12_f64), runs.mu0),
    number_key!(Growth, (1.0..=10.0_f64), runs.growth),
    integer_key!(Iters, (0..=300_u32), runs.iters),
    integer_key!(Steps, (1..=200_u32), runs.steps),
    number_key!(Lr, RATES, runs.lr),
    number_key!(Decay, (0.1..=1.0_f64), runs.decay),
    number_key!(Momentum, (0.0..=0.999_f64), runs.momentum),
    seed_key!(),
];

impl Keyed for PlaneSpec {
    fn keys() -> &'static [Key<Self>] {
        &KEYS
    }
}

impl Asked for PlaneSpec {
    fn filled(&self) -> Self {
        let kind = self.toy.kind;
        let [theta, e1, e2, wx, wy] = kind.parameters().map(Some);
        let shaped = |asked: Option<f64>, own| if kind == ToyKind::Wells { None } else { asked.or(own) };
        Self {
            toy: ToySpec {
                kind,
                theta: shaped(self.toy.theta, theta),
                e1: shaped(self.toy.e1, e1),
                e2: shaped(self.toy.e2, e2),
                wx: self.toy.wx.or(wx),
                wy: self.toy.wy.or(wy),
            },
            // L steps of toys are solved; steps are for methods that have none, plain gradient descent.
            runs: self.runs.filled(RunsSpec {
                panes: Some(self.usual_panes()),
                mu0: Some(usual_mu0(kind)),
                growth: Some(1.1),
                iters: Some(100),
                steps: Some(100),
                lr: Some(0.1),
                decay: Some(1.0),
                momentum: Some(0.0),
                ..RunsSpec::default()
            }),
        }
    }
}

/// First mu of a toy.
fn usual_mu0(kind: ToyKind) -> f64 {
    match kind {
        ToyKind::Misleads | ToyKind::Suffices => 0.01,
        ToyKind::Shared => 0.1,
        ToyKind::Wells => 0.05,
    }
}

/// Two weights are shown to six digits, and differ in the last bit if at all.
const TOLERANCE: f64 = 1.5e-7;

/// A comparison on two weights that can be run: every setting filled in and in range.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidPlane {
    asked: PlaneSpec,
    filled: PlaneSpec,
    /// The two weights' problem.
    pub toy: Toy,
    /// Schedule of every pane.
    pub schedule: Schedule,
}

impl ValidPlane {
    /// What was asked for, with `None` where a default was wanted.
    pub fn asked(&self) -> &PlaneSpec {
        &self.asked
    }

    /// The same with every default filled in.
    pub fn filled(&self) -> &PlaneSpec {
        &self.filled
    }
}

impl PlaneSpec {
    has_panes!();

    /// The runs that show what the toy is for.
    pub fn usual_panes(&self) -> Vec<PaneSpec> {
        let pane = PaneSpec::new;
        let one = || Codebook::Adaptive { k: 1 };
        match self.toy.kind {
            ToyKind::Misleads | ToyKind::Suffices => {
                vec![pane(Method::Lc, Codebook::Binary), pane(Method::Lcqp, Codebook::Binary)]
            }
            ToyKind::Shared => vec![pane(Method::Lc, one()), pane(Method::Lcqp, one())],
            ToyKind::Wells => vec![pane(Method::Lc, Codebook::Binary), pane(Method::Lc, one())],
        }
    }

    /// The schedule of every pane, as far as it can be used.
    pub fn schedule(&self) -> Schedule {
        self.filled().runs.schedule(TOLERANCE, (0, 0))
    }

    /// Fills in defaults and checks every setting.
    ///
    /// # Errors
    /// Every setting with a value that cannot be used.
    pub fn check(&self) -> Result<ValidPlane, Vec<Fault>> {
        let (filled, faults) = (self.filled(), self.faults());
        if !faults.is_empty() {
            return Err(faults);
        }
        let (kind, own) = (self.toy.kind, self.toy.kind.parameters());
        let asked = [filled.toy.theta, filled.toy.e1, filled.toy.e2, filled.toy.wx, filled.toy.wy];
        let parameters = std::array::from_fn(|i| asked[i].unwrap_or(own[i]));
        Ok(ValidPlane {
            toy: Toy::new(kind, parameters),
            schedule: self.schedule(),
            asked: self.clone(),
            filled,
        })
    }

    /// Whether it is the toy as it was made: what is said of that holds for no other surface, and no other runs.
    pub fn is_the_toys_own(&self) -> bool {
        let usual = self.runs.panes.as_ref().is_none_or(|panes| *panes == self.usual_panes());
        usual && *self == self.with_defaults()
    }

    /// With every setting as the toy has it; toy, runs and seed stay.
    #[must_use]
    pub fn with_defaults(&self) -> Self {
        let runs = RunsSpec { panes: self.runs.panes.clone(), seed: self.runs.seed, ..RunsSpec::default() };
        Self { toy: ToySpec { kind: self.toy.kind, ..ToySpec::default() }, runs }
    }
}
