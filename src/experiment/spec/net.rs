//! The Network lab's settings. The digits' defaults are those of the expected results; the others started from them and were
//! set by hand, not searched for, but for MNIST's: the best of some thirty schedules that take a worker of the page half a
//! minute (RESULTS.md).
//! Checked with K = 4 and with binary-scaled on seeds 1 to 10 (RESULTS.md): LC ends below direct compression on every one,
//! least so for super-resolution with K = 4 (3 % below).
//! The spiral's own size was doubled instead: as it was, a noise of 0.1 overlapped its arms.

use serde::{Deserialize, Serialize};

use super::choices::{Architecture, DataKind, PaneSpec, RATES};
use super::fault::{Expected, Fault};
use super::key::{Asked, Key, Keyed, integer_key, number_key, word_key};
use super::runs::{RunsSpec, has_panes, panes_key, seed_key};
use super::setting::Setting;
use super::typed;
use crate::data::Fold;
use crate::lc::{Method, Schedule, Share};
use crate::nn::Activation;
use crate::quant::{Codebook, Solver};

/// A comparison of nets as asked for. `None` means the data set's default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetSpec {
    /// Data set.
    pub data: DataKind,
    /// Training examples used; `None` for all.
    pub n: Option<u32>,
    /// Share of the training examples that is held out for choosing, and never trained on.
    pub valid: f64,
    /// Another test set than the data's own.
    pub fold: Option<Fold>,
    /// Standard deviation of made-up data's noise.
    pub noise: f64,
    /// Layers between inputs and outputs.
    pub net: Option<Architecture>,
    /// Activation of the hidden layers.
    pub act: Activation,
    /// One codebook per layer or for the net.
    pub share: Share,
    /// SGD steps of the reference net.
    pub reference: Option<u32>,
    /// Minibatch size.
    pub batch: Option<u32>,
    /// The runs.
    pub runs: RunsSpec,
}

/// What reports write for all training examples, and for a first mu and iterations by the rule; links may.
const ALL: &str = "all";
const RULE: &str = "rule";

/// A value that stands for there being none.
pub fn is_left_open(value: &str) -> bool {
    [ALL, RULE].contains(&value)
}

const NOISE: f64 = 0.1;
/// Shares a link may hold out.
const SHARES: std::ops::RangeInclusive<f64> = 0.0..=0.5;
/// Noise a link may ask for.
const NOISES: std::ops::RangeInclusive<f64> = 0.0..=2.0;

impl Default for NetSpec {
    fn default() -> Self {
        Self {
            data: DataKind::default(),
            n: None,
            valid: 0.0,
            fold: None,
            noise: NOISE,
            net: None,
            act: Activation::Tanh,
            share: Share::Layer,
            reference: None,
            batch: None,
            runs: RunsSpec::default(),
        }
    }
}

static KEYS: [Key<NetSpec>; 21] = [
    word_key!(Data, DataKind, data),
    Key {
        // Reports write out the default.
        show: |s| s.n.map_or_else(|| ALL.to_owned(), |n| n.to_string()),
        set: |s, text| {
            s.n = if text == ALL { None } else { Some(typed::integer(text)?) };
            Some(())
        },
        ..integer_key!(N, (1..=60_000_u32), n)
    },
    Key {
        setting: Setting::Valid,
        expected: Expected::Number { min: *SHARES.start(), max: *SHARES.end() },
        show: |s| s.valid.to_string(),
        is_default: |s| s.valid == 0.0,
        set: |s, text| typed::share(text).map(|valid| s.valid = valid),
        reset: |s| s.valid = 0.0,
        fits: |s| SHARES.contains(&s.valid),
        idle: |_| None,
    },
    Key {
        setting: Setting::Fold,
        expected: Expected::Fold,
        show: |s| s.fold.map_or_else(String::new, |fold| format!("{}/{}", fold.part, fold.of)),
        is_default: |s| s.fold.is_none(),
        set: |s, text| {
            let (part, of) = text.split_once('/')?;
            s.fold = Some(Fold { part: typed::integer(part)?, of: typed::integer(of)? });
            Some(())
        },
        reset: |s| s.fold = None,
        fits: |s| {
            s.fold
                .is_none_or(|fold| (2..=Fold::MOST).contains(&fold.of) && (1..=fold.of).contains(&fold.part))
        },
        idle: |_| None,
    },
    Key {
        setting: Setting::Noise,
        expected: Expected::Number { min: *NOISES.start(), max: *NOISES.end() },
        show: |s| s.noise.to_string(),
        is_default: |s| s.noise == NOISE,
        set: |s, text| typed::number(text).map(|noise| s.noise = noise),
        reset: |s| s.noise = NOISE,
        fits: |s| NOISES.contains(&s.noise),
        idle: |s| s.data.without_noise(),
    },
    Key {
        setting: Setting::Net,
        expected: Expected::Widths,
        show: |s| s.net.as_ref().map_or_else(String::new, ToString::to_string),
        is_default: |s| s.net.is_none(),
        set: |s, text| text.parse().ok().map(|net| s.net = Some(net)),
        reset: |s| s.net = None,
        fits: |s| s.net.as_ref().is_none_or(|net| net.is_valid(s.data)),
        idle: |_| None,
    },
    word_key!(Act, Activation, act),
    panes_key!(),
    word_key!(Share, Share, share),
    word_key!(Cstep, Solver, runs.cstep),
    Key {
        // Left open, it is found by a rule.
        show: |s| s.runs.mu0.map_or_else(|| RULE.to_owned(), |mu0| mu0.to_string()),
        set: |s, text| {
            s.runs.mu0 = if text == RULE { None } else { Some(typed::number(text)?) };
            Some(())
        },
        ..number_key!(Mu0, (1e-12..=1e12_f64), runs.mu0)
    },
    number_key!(Growth, (1.0..=10.0_f64), runs.growth),
    Key {
        show: |s| s.runs.iters.map_or_else(|| RULE.to_owned(), |iters| iters.to_string()),
        set: |s, text| {
            s.runs.iters = if text == RULE { None } else { Some(typed::integer(text)?) };
            Some(())
        },
        ..integer_key!(Iters, (0..=1000_u32), runs.iters)
    },
    integer_key!(Steps, (1..=100_000_u32), runs.steps),
    number_key!(First, (0.1..=100.0_f64), runs.first),
    integer_key!(Ref, (0..=1_000_000_u32), reference),
    integer_key!(Batch, (1..=4096_u32), batch),
    number_key!(Lr, RATES, runs.lr),
    number_key!(Decay, (0.1..=1.0_f64), runs.decay),
    number_key!(Momentum, (0.0..=0.999_f64), runs.momentum),
    seed_key!(),
];

impl Keyed for NetSpec {
    fn keys() -> &'static [Key<Self>] {
        &KEYS
    }
}

impl Asked for NetSpec {
    fn filled(&self) -> Self {
        let defaults = Defaults::of(self.data);
        Self {
            net: self.net.clone().or(Some(defaults.net)),
            reference: self.reference.or(Some(defaults.reference)),
            batch: self.batch.or(Some(defaults.batch)),
            runs: self.runs.filled(RunsSpec {
                panes: Some(self.usual_panes()),
                growth: Some(defaults.growth),
                // From a first mu by the rule, until w is on the codebook.
                iters: self.runs.mu0.map(|_| defaults.iters),
                steps: Some(defaults.steps),
                first: Some(1.0),
                lr: Some(defaults.lr),
                decay: Some(defaults.decay),
                momentum: Some(0.9),
                ..RunsSpec::default()
            }),
            ..self.clone()
        }
    }
}

/// From a first mu that is given, the run has converged when w is this close to the codebook, root mean square.
const TOLERANCE: f64 = 1e-5;

/// A comparison of nets that can be run: every setting filled in and in range.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidNet {
    asked: NetSpec,
    filled: NetSpec,
    /// Layers between inputs and outputs.
    pub net: Architecture,
    /// Schedule of every pane.
    pub schedule: Schedule,
    /// SGD steps of the reference net.
    pub reference: u32,
    /// Minibatch size.
    pub batch: u32,
}

impl ValidNet {
    /// What was asked for, with `None` where a default was wanted.
    pub fn asked(&self) -> &NetSpec {
        &self.asked
    }

    /// The same with every default filled in.
    pub fn filled(&self) -> &NetSpec {
        &self.filled
    }
}

impl NetSpec {
    has_panes!();

    /// The runs a link means that names none.
    pub fn usual_panes(&self) -> Vec<PaneSpec> {
        vec![
            PaneSpec::new(Method::Lc, Codebook::Adaptive { k: 4 }),
            PaneSpec::new(Method::Lc, Codebook::BinaryScaled),
        ]
    }

    /// The schedule of every pane, as far as it can be used.
    pub fn schedule(&self) -> Schedule {
        let Defaults { iters, most, .. } = Defaults::of(self.data);
        self.filled().runs.schedule(TOLERANCE, (iters, most))
    }

    /// Fills in defaults and checks every setting.
    ///
    /// # Errors
    /// Every setting with a value that cannot be used.
    pub fn check(&self) -> Result<ValidNet, Vec<Fault>> {
        let (filled, faults) = (self.filled(), self.faults());
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(ValidNet {
            net: filled.net.clone().unwrap_or(Architecture::Dense(Vec::new())),
            schedule: self.schedule(),
            reference: filled.reference.unwrap_or_default(),
            batch: filled.batch.unwrap_or_default(),
            asked: self.clone(),
            filled,
        })
    }

    /// For other data: what was set for the data before goes, what is compared stays.
    #[must_use]
    pub fn for_data(&self, data: DataKind) -> Self {
        let runs = RunsSpec {
            panes: self.runs.panes.clone(),
            cstep: self.runs.cstep,
            seed: self.runs.seed,
            ..RunsSpec::default()
        };
        Self { data, share: self.share, act: self.act, runs, ..Self::default() }
    }

    /// With every setting as the data set has it; data, runs and seed stay.
    #[must_use]
    pub fn with_defaults(&self) -> Self {
        let plain = Self::default();
        let other = self.for_data(self.data);
        let runs = RunsSpec { cstep: plain.runs.cstep, ..other.runs };
        Self { share: plain.share, act: plain.act, runs, ..other }
    }
}

/// The settings a data set works well with.
struct Defaults {
    net: Architecture,
    growth: f64,
    iters: u32,
    /// Iterations of LC by the rule, at most.
    most: u32,
    steps: u32,
    reference: u32,
    batch: u32,
    lr: f64,
    decay: f64,
}

impl Defaults {
    fn of(data: DataKind) -> Self {
        let digits = Self {
            net: Architecture::Dense(vec![32]),
            growth: 1.1,
            iters: 40,
            most: 120,
            steps: 200,
            reference: 4000,
            batch: 128,
            lr: 0.2,
            decay: 0.98,
        };
        match data {
            DataKind::Digits => digits,
            DataKind::Mnist => Self {
                net: Architecture::Dense(vec![300, 100]),
                growth: 1.18,
                // Fifteen epochs, and no more: what is still off its value then is so by what nobody can see.
                iters: 30,
                most: 30,
                steps: 469,
                // Twenty epochs.
                reference: 18_760,
                batch: 64,
                lr: 0.1,
                decay: 0.94,
            },
            DataKind::SuperResolution => Self {
                net: Architecture::Dense(vec![]),
                iters: 60,
                most: 180,
                steps: 100,
                batch: 50,
                lr: 0.02,
                ..digits
            },
            DataKind::Moons | DataKind::Circles | DataKind::Spiral | DataKind::Xor | DataKind::Blobs => {
                // The others have learned all they will by then.
                let reference = if data == DataKind::Spiral { 12_000 } else { digits.reference };
                Self { net: Architecture::Dense(vec![16, 16]), reference, batch: 32, lr: 0.1, ..digits }
            }
        }
    }
}
