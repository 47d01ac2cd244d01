//! [`Spec`]: what was asked for. [`ValidSpec`]: what can be run; only [`Spec::check`] gives one.

use super::choices::{Architecture, DataKind, LabKind, PaneSpec};
use super::defaults::Defaults;
use super::fault::{Expected, Fault, Faults, Key};
use super::plane::{Toy, ToyKind, ToySpec};
use crate::lc::{Method, Schedule, Share};
use crate::nn::Activation;
use crate::quant::{Codebook, Solver};

/// An experiment as asked for. `None` means the data set's default.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// Nets or two weights.
    pub lab: LabKind,
    /// Data set.
    pub data: DataKind,
    /// Training examples used; `None` for all.
    pub n: Option<u32>,
    /// Standard deviation of the synthetic data's noise.
    pub noise: f64,
    /// Layers between inputs and outputs.
    pub net: Option<Architecture>,
    /// Activation of the hidden layers.
    pub act: Activation,
    /// The two weights' problem, in the Plane lab.
    pub toy: ToySpec,
    /// Runs to compare.
    pub panes: Vec<PaneSpec>,
    /// One codebook per layer or for the net.
    pub share: Share,
    /// How C steps are solved.
    pub cstep: Solver,
    /// First mu.
    pub mu0: Option<f64>,
    /// Factor from mu to mu.
    pub growth: Option<f64>,
    /// LC iterations.
    pub iters: Option<u32>,
    /// SGD steps per L step.
    pub steps: Option<u32>,
    /// SGD steps of the reference net.
    pub reference: Option<u32>,
    /// Minibatch size.
    pub batch: Option<u32>,
    /// Learning rate.
    pub lr: Option<f64>,
    /// Factor on the learning rate from iteration to iteration.
    pub decay: Option<f64>,
    /// Nesterov momentum.
    pub momentum: Option<f64>,
    /// Seed of all randomness.
    pub seed: u32,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            lab: LabKind::default(),
            data: DataKind::default(),
            n: None,
            noise: 0.1,
            net: None,
            act: Activation::Tanh,
            toy: ToySpec::default(),
            panes: vec![
                PaneSpec { method: Method::Lc, codebook: Codebook::Adaptive { k: 4 } },
                PaneSpec { method: Method::Lc, codebook: Codebook::BinaryScaled },
            ],
            share: Share::Layer,
            cstep: Solver::Exact,
            mu0: None,
            growth: None,
            iters: None,
            steps: None,
            reference: None,
            batch: None,
            lr: None,
            decay: None,
            momentum: None,
            seed: 1,
        }
    }
}

/// Most panes side by side.
pub(crate) const MAX_PANES: usize = 4;

/// An experiment that can be run: every setting filled in and in range.
#[derive(Clone, Debug, PartialEq)]
pub struct ValidSpec {
    asked: Spec,
    /// Layers between inputs and outputs.
    pub net: Architecture,
    /// Schedule of every pane.
    pub schedule: Schedule,
    /// SGD steps of the reference net.
    pub reference: u32,
    /// Minibatch size.
    pub batch: u32,
    /// The two weights' problem, in the Plane lab.
    pub toy: Option<Toy>,
}

/// The run has converged when w is this close to the codebook, root mean square.
const TOLERANCE: f64 = 1e-5;
/// Two weights are shown to six digits, and differ in the last bit if at all.
const TOY_TOLERANCE: f64 = 1.5e-7;

impl ValidSpec {
    /// What was asked for, with `None` where a default was wanted.
    pub fn asked(&self) -> &Spec {
        &self.asked
    }

    /// Every setting by its key, defaults filled in, in the order of links.
    pub fn settings(&self) -> Vec<(Key, String)> {
        let (spec, schedule) = (&self.asked, &self.schedule);
        let panes: Vec<String> = spec.panes.iter().map(ToString::to_string).collect();
        let mut all = vec![
            ("data", spec.data.to_string()),
            ("n", spec.n.map_or_else(|| "all".to_owned(), |n| n.to_string())),
            ("noise", spec.noise.to_string()),
            ("net", self.net.to_string()),
            ("act", if spec.act == Activation::Tanh { "tanh" } else { "relu" }.to_owned()),
            ("panes", panes.join(",")),
            ("share", if spec.share == Share::Layer { "layer" } else { "net" }.to_owned()),
            ("cstep", if spec.cstep == Solver::Exact { "exact" } else { "paper" }.to_owned()),
            ("mu0", schedule.mu0.to_string()),
            ("growth", schedule.growth.to_string()),
            ("iters", schedule.iterations.to_string()),
            ("steps", schedule.steps.to_string()),
            ("ref", self.reference.to_string()),
            ("batch", self.batch.to_string()),
            ("lr", schedule.rate.to_string()),
            ("decay", schedule.decay.to_string()),
            ("momentum", schedule.momentum.to_string()),
            ("seed", spec.seed.to_string()),
        ];
        if let Some(toy) = &self.toy {
            all.retain(|(key, _)| OF_TOYS.contains(key));
            all.splice(0..0, toy.settings());
        }
        all
    }
}

/// Settings that mean something where there are two weights only, beside the toy's own.
const OF_TOYS: [Key; 10] =
    ["panes", "cstep", "mu0", "growth", "iters", "steps", "lr", "decay", "momentum", "seed"];

impl Toy {
    /// Every setting by its key, in the order of links. Two wells have a shape of their own.
    fn settings(&self) -> Vec<(Key, String)> {
        let own = |key: Key| self.kind != ToyKind::Wells || !matches!(key, "theta" | "e1" | "e2");
        let parameters = Self::KEYS.into_iter().zip(self.parameters).filter(|(key, _)| own(key));
        let parameters = parameters.map(|(key, value)| (key, value.to_string()));
        [("lab", "plane".to_owned()), ("toy", self.kind.to_string())].into_iter().chain(parameters).collect()
    }
}

impl Spec {
    /// The panes a link means that names none.
    pub fn usual_panes(&self) -> Vec<PaneSpec> {
        match self.lab {
            LabKind::Network => Self::default().panes,
            LabKind::Plane => self.toy.kind.panes(),
        }
    }

    /// The toy, if its parameters can be used.
    fn toy(&self, faults: &mut Faults) -> Toy {
        let asked = &self.toy;
        let given = [asked.theta, asked.e1, asked.e2, asked.wx, asked.wy];
        let mut parameters = asked.kind.parameters();
        for (i, key) in Toy::KEYS.into_iter().enumerate() {
            parameters[i] = faults.number(key, given[i].unwrap_or(parameters[i]));
        }
        Toy::new(asked.kind, parameters)
    }

    /// Fills in defaults and checks every setting.
    ///
    /// # Errors
    /// Every setting with a value that cannot be used.
    pub fn check(&self) -> Result<ValidSpec, Vec<Fault>> {
        let mut faults = Faults { lab: self.lab, found: Vec::new() };
        let d = Defaults::of(self);
        let net = self.net.clone().unwrap_or(d.net);
        faults.check("net", &net, net.is_valid(self.data), || Expected::Widths);
        let panes: Vec<String> = self.panes.iter().map(ToString::to_string).collect();
        faults.check("panes", &panes.join(","), (1..=MAX_PANES).contains(&panes.len()), || Expected::Panes);
        if let Some(n) = self.n {
            faults.integer("n", n);
        }
        faults.number("noise", self.noise);
        let toy = (self.lab == LabKind::Plane).then(|| self.toy(&mut faults));
        #[expect(clippy::cast_possible_truncation, reason = "in single precision from here on")]
        let schedule = Schedule {
            mu0: faults.number("mu0", self.mu0.unwrap_or(d.mu0)),
            growth: faults.number("growth", self.growth.unwrap_or(d.growth)),
            iterations: faults.integer("iters", self.iters.unwrap_or(d.iters)),
            steps: faults.integer("steps", self.steps.unwrap_or(d.steps)),
            rate: faults.number("lr", self.lr.unwrap_or(d.lr)),
            decay: faults.number("decay", self.decay.unwrap_or(d.decay)),
            momentum: faults.number("momentum", self.momentum.unwrap_or(d.momentum)) as f32,
            tolerance: if toy.is_some() { TOY_TOLERANCE } else { TOLERANCE },
        };
        let reference = faults.integer("ref", self.reference.unwrap_or(d.reference));
        let batch = faults.integer("batch", self.batch.unwrap_or(d.batch));
        if !faults.found.is_empty() {
            return Err(faults.found);
        }
        Ok(ValidSpec { asked: self.clone(), net, schedule, reference, batch, toy })
    }

    /// Like [`Spec::check`], but settings that cannot be used fall back to their defaults and are
    /// reported.
    pub fn check_or_default(&self) -> (ValidSpec, Vec<Fault>) {
        match self.check() {
            Ok(valid) => (valid, Vec::new()),
            Err(faults) => {
                let mut repaired = self.clone();
                let default = Self::default();
                for fault in &faults {
                    match fault.key {
                        "net" => repaired.net = None,
                        "panes" => repaired.panes = self.usual_panes(),
                        "n" => repaired.n = None,
                        "noise" => repaired.noise = default.noise,
                        "mu0" => repaired.mu0 = None,
                        "growth" => repaired.growth = None,
                        "iters" => repaired.iters = None,
                        "steps" => repaired.steps = None,
                        "lr" => repaired.lr = None,
                        "decay" => repaired.decay = None,
                        "momentum" => repaired.momentum = None,
                        "ref" => repaired.reference = None,
                        "theta" => repaired.toy.theta = None,
                        "e1" => repaired.toy.e1 = None,
                        "e2" => repaired.toy.e2 = None,
                        "wx" => repaired.toy.wx = None,
                        "wy" => repaired.toy.wy = None,
                        "batch" => repaired.batch = None,
                        _ => {}
                    }
                }
                // A fault of a setting unknown here would be one too many: then everything falls back.
                let plain = || Self { lab: self.lab, panes: self.usual_panes(), ..Self::default() };
                let valid = repaired.check().or_else(|_| plain().check());
                (valid.expect("every lab's default is valid"), faults)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Limits, limits};

    #[test]
    fn the_default_spec_is_valid_for_every_data_set() {
        for (data, name) in DataKind::ALL {
            let valid = Spec { data, ..Spec::default() }.check().unwrap();
            assert_eq!(valid.settings()[0], ("data", name.to_owned()));
        }
    }

    /// The smallest and the largest value of every number are taken, one step beyond is refused, in every lab.
    #[test]
    fn every_limit_is_held_exactly() {
        type Set = fn(&mut Spec, f64);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole numbers in range")]
        fn whole(value: f64) -> Option<u32> {
            (value >= 0.0).then_some(value as u32)
        }
        let settings: [(Key, Set); 17] = [
            ("n", |s, v| s.n = whole(v)),
            ("noise", |s, v| s.noise = v),
            ("mu0", |s, v| s.mu0 = Some(v)),
            ("growth", |s, v| s.growth = Some(v)),
            ("iters", |s, v| s.iters = whole(v)),
            ("steps", |s, v| s.steps = whole(v)),
            ("ref", |s, v| s.reference = whole(v)),
            ("batch", |s, v| s.batch = whole(v)),
            ("lr", |s, v| s.lr = Some(v)),
            ("decay", |s, v| s.decay = Some(v)),
            ("momentum", |s, v| s.momentum = Some(v)),
            ("seed", |s, v| s.seed = whole(v).unwrap_or(0)),
            ("theta", |s, v| s.toy.theta = Some(v)),
            ("e1", |s, v| s.toy.e1 = Some(v)),
            ("e2", |s, v| s.toy.e2 = Some(v)),
            ("wx", |s, v| s.toy.wx = Some(v)),
            ("wy", |s, v| s.toy.wy = Some(v)),
        ];
        for (_, lab) in LabKind::ALL {
            for (key, set) in settings {
                let try_with = |value: f64| {
                    let mut spec = Spec { lab, ..Spec::default() };
                    spec.panes = spec.usual_panes();
                    set(&mut spec, value);
                    spec.check().err().unwrap_or_default()
                };
                let (min, max, below, above) = match limits(key, lab).unwrap() {
                    Limits::Integer(min, max) => {
                        let [min, max] = [min, max].map(f64::from);
                        (
                            min,
                            max,
                            (min > 0.0).then_some(min - 1.0),
                            (max < f64::from(u32::MAX)).then_some(max + 1.0),
                        )
                    }
                    Limits::Number(min, max) => (min, max, Some(min.next_down()), Some(max.next_up())),
                };
                for good in [min, max] {
                    assert_eq!(try_with(good), [], "{key}={good}");
                }
                if lab == LabKind::Network && Toy::KEYS.contains(&key) {
                    continue;
                }
                for bad in [below, above].into_iter().flatten() {
                    let faults = try_with(bad);
                    assert_eq!((faults.len(), faults[0].key), (1, key), "{key}={bad}");
                    assert_eq!(faults[0].expected, limits(key, lab).unwrap().into());
                }
            }
        }
        let net = |widths: &[usize]| Architecture::Dense(widths.to_vec()).is_valid(DataKind::Digits);
        assert!(net(&[1, 1024, 1, 1024]) && net(&[]));
        assert!(!net(&[1; 5]) && !net(&[0]) && !net(&[1025]));
        let panes = |count: usize| {
            Spec { panes: vec![Spec::default().panes[0].clone(); count], ..Spec::default() }.check().is_ok()
        };
        assert_eq!([0, 1, 4, 5].map(panes), [false, true, true, false]);
    }

    #[test]
    fn every_bad_setting_is_named_and_only_those_fall_back() {
        let spec = Spec {
            net: Some(Architecture::Dense(vec![0])),
            panes: vec![],
            n: Some(0),
            noise: f64::NAN,
            mu0: Some(-1.0),
            growth: Some(0.5),
            iters: Some(5000),
            steps: Some(0),
            lr: Some(f64::INFINITY),
            decay: Some(0.0),
            momentum: Some(1.0),
            reference: Some(9_999_999),
            batch: Some(0),
            seed: 77,
            ..Spec::default()
        };
        let faults = spec.check().unwrap_err();
        let mut keys: Vec<Key> = faults.iter().map(|f| f.key).collect();
        keys.sort_unstable();
        let all = [
            "batch", "decay", "growth", "iters", "lr", "momentum", "mu0", "n", "net", "noise", "panes",
            "ref", "steps",
        ];
        assert_eq!(keys, all);
        let (valid, _) = spec.check_or_default();
        assert_eq!(valid.asked().seed, 77);
        assert_eq!(valid.schedule, Spec::default().check().unwrap().schedule);
        assert!(faults.iter().all(|f| f.to_string().starts_with(f.key)));
    }
}
