//! [`Spec`]: what was asked for, a part per lab. [`ValidSpec`]: what can be run; only `check` gives one.

mod choices;
mod fault;
pub(crate) mod key;
mod net;
mod opening;
mod plane;
pub(crate) mod runs;
mod setting;
mod sweep;
mod typed;

use serde::{Deserialize, Serialize};

pub use choices::{Architecture, DataKind, LabKind, PaneSpec, ParseError, RATES};
pub use fault::{Expected, Fault};
pub use key::{Asked, Key, Keyed, shortened};
pub use net::{NetSpec, ValidNet, is_left_open};
pub use opening::{Bits, OpeningData, OpeningSpec, Values};
pub use plane::{PlaneSpec, ToySpec, ValidPlane};
pub use runs::RunsSpec;
pub use setting::Setting;
pub use sweep::{Aim, Cost, Goodness, Study, SweepSpec};
pub use typed::{integer as typed_integer, number as typed_number, typed_list};

use crate::lc::Schedule;

/// A comparison as asked for, in its lab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Spec {
    /// Of nets.
    Net(NetSpec),
    /// On two weights.
    Plane(PlaneSpec),
}

/// A comparison that can be run: every setting filled in and in range.
#[derive(Clone, Debug, PartialEq)]
pub enum ValidSpec {
    /// Of nets.
    Net(ValidNet),
    /// On two weights.
    Plane(ValidPlane),
}

impl Default for Spec {
    fn default() -> Self {
        Self::Net(NetSpec::default())
    }
}

impl Spec {
    /// Fills in defaults and checks every setting.
    ///
    /// ```
    /// use lc_lab::experiment::{NetSpec, Setting, Spec};
    /// let mut asked = NetSpec::default();
    /// asked.runs.mu0 = Some(-1.0);
    /// let faults = Spec::Net(asked).check().unwrap_err();
    /// assert_eq!((faults.len(), faults[0].setting), (1, Setting::Mu0));
    /// ```
    ///
    /// # Errors
    /// Every setting with a value that cannot be used.
    pub fn check(&self) -> Result<ValidSpec, Vec<Fault>> {
        match self {
            Self::Net(spec) => spec.check().map(ValidSpec::Net),
            Self::Plane(spec) => spec.check().map(ValidSpec::Plane),
        }
    }
}

impl ValidSpec {
    /// What was asked for, with `None` where a default was wanted.
    pub fn asked(&self) -> Spec {
        match self {
            Self::Net(valid) => Spec::Net(valid.asked().clone()),
            Self::Plane(valid) => Spec::Plane(valid.asked().clone()),
        }
    }

    /// The runs, with every default filled in.
    pub fn runs(&self) -> &RunsSpec {
        match self {
            Self::Net(valid) => &valid.filled().runs,
            Self::Plane(valid) => &valid.filled().runs,
        }
    }

    /// What is run side by side.
    pub fn panes(&self) -> &[PaneSpec] {
        self.runs().all_panes()
    }

    /// Schedule of every pane.
    pub fn schedule(&self) -> &Schedule {
        match self {
            Self::Net(valid) => &valid.schedule,
            Self::Plane(valid) => &valid.schedule,
        }
    }

    /// The data set, if there is one.
    pub fn data(&self) -> Option<DataKind> {
        match self {
            Self::Net(valid) => Some(valid.asked().data),
            Self::Plane(_) => None,
        }
    }

    /// Every setting and its value, defaults filled in, in the order of links.
    pub fn settings(&self) -> Vec<(Setting, String)> {
        match self {
            Self::Net(valid) => shown(valid.filled()),
            Self::Plane(valid) => {
                let lab = (Setting::Lab, LabKind::Plane.to_string());
                std::iter::once(lab).chain(shown(valid.filled())).collect()
            }
        }
    }
}

/// Every setting that has a value.
fn shown<S: Keyed>(filled: &S) -> Vec<(Setting, String)> {
    let all = S::keys().iter().map(|key| (key.setting, (key.show)(filled)));
    all.filter(|(_, value)| !value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;
    use crate::quant::Codebook;

    #[test]
    fn the_default_spec_is_valid_for_every_data_set() {
        for &data in DataKind::VARIANTS {
            let valid = Spec::Net(NetSpec { data, ..NetSpec::default() }).check().unwrap();
            assert_eq!(valid.settings()[0], (Setting::Data, data.name().to_owned()));
        }
    }

    /// The smallest and the largest value of every number are taken, one step beyond is refused, and what is refused is
    /// repaired.
    fn limits_are_held<S: Asked + std::fmt::Debug>() {
        for key in S::keys() {
            let setting = key.setting;
            let (good, bad) = match key.expected {
                Expected::Integer { min, max } => {
                    let below = min.checked_sub(1).map(|below| below.to_string());
                    let above = max.checked_add(1).map(|above| above.to_string());
                    ([min, max].map(|value| value.to_string()), [below, above])
                }
                Expected::Number { min, max } => (
                    [min, max].map(|value| value.to_string()),
                    [Some(min.next_down().to_string()), Some(max.next_up().to_string())],
                ),
                _ => continue,
            };
            let mut all = S::default();
            if (key.idle)(&all).is_some() {
                continue;
            }
            for text in good {
                assert_eq!(all.with(setting, &text).map(|all| all.faults()), Ok(vec![]), "{setting}={text}");
            }
            for text in bad.into_iter().flatten() {
                let fault = all.with(setting, &text).unwrap_err();
                assert_eq!((fault.setting, &fault.expected), (setting, &key.expected), "{setting}={text}");
                assert_eq!((key.set)(&mut all, &text), Some(()));
                let (repaired, faults) = all.repaired();
                assert_eq!((repaired, faults.len()), (S::default(), 1), "{setting}={text}");
                (key.reset)(&mut all);
                assert_eq!(all, S::default(), "{setting}");
            }
        }
    }

    #[test]
    fn every_limit_is_held_exactly() {
        limits_are_held::<NetSpec>();
        limits_are_held::<PlaneSpec>();
        limits_are_held::<SweepSpec>();
        let limit = |key: Option<&Key<PlaneSpec>>| key.unwrap().expected.clone();
        assert_eq!(limit(PlaneSpec::key(Setting::Iters)), Expected::Integer { min: 0, max: 300 });
        assert_eq!(limit(PlaneSpec::key(Setting::Steps)), Expected::Integer { min: 1, max: 200 });
        for noise in [0.0, 2.0, f64::from_bits(2.0_f64.to_bits() + 1)] {
            let spec = NetSpec { data: DataKind::Moons, noise, ..NetSpec::default() };
            assert_eq!(spec.check().is_ok(), noise <= 2.0, "{noise}");
        }
        let net = |widths: &[usize]| Architecture::Dense(widths.to_vec()).is_valid(DataKind::Digits);
        assert!(net(&[1, 1024, 1, 1024]) && net(&[]));
        assert!(!net(&[1; 5]) && !net(&[0]) && !net(&[1025]));
        let panes = |count: usize| {
            let mut spec = NetSpec::default();
            spec.runs.panes = Some(vec![spec.usual_panes()[0].clone(); count]);
            spec.check().is_ok()
        };
        assert_eq!([0, 1, 4, 5].map(panes), [false, true, true, false]);
        // A codebook that no text names comes from no link.
        let mut spec = NetSpec::default();
        let codebook = Codebook::Adaptive { k: 0 };
        spec.runs.panes = Some(vec![PaneSpec { codebook, ..spec.usual_panes()[0].clone() }]);
        assert_eq!(spec.check().unwrap_err()[0].setting, Setting::Panes);
    }

    #[test]
    fn every_bad_setting_is_named_and_only_those_fall_back() {
        let runs = RunsSpec {
            panes: Some(vec![]),
            mu0: Some(-1.0),
            growth: Some(0.5),
            iters: Some(5000),
            steps: Some(0),
            lr: Some(f64::INFINITY),
            decay: Some(0.0),
            momentum: Some(1.0),
            seed: 77,
            ..RunsSpec::default()
        };
        let spec = NetSpec {
            net: Some(Architecture::Dense(vec![0])),
            n: Some(0),
            noise: f64::NAN,
            reference: Some(9_999_999),
            batch: Some(0),
            runs,
            ..NetSpec::default()
        };
        let faults = spec.check().unwrap_err();
        let named: Vec<&str> = faults.iter().map(|fault| fault.setting.name()).collect();
        let all = [
            "n", "noise", "net", "panes", "mu0", "growth", "iters", "steps", "ref", "batch", "lr", "decay",
            "momentum",
        ];
        assert_eq!(named, all);
        let (repaired, _) = spec.repaired();
        assert_eq!(repaired, NetSpec::default().with(Setting::Seed, "77").unwrap());
        assert!(faults.iter().all(|fault| fault.to_string().starts_with(fault.setting.name())));
    }

    /// What a report says of a spec is the spec, in every lab; and what decides nothing is not in it.
    #[test]
    fn settings_of_a_valid_spec_are_all_there() {
        let valid = Spec::Plane(PlaneSpec::default()).check().unwrap();
        let named: Vec<&str> = valid.settings().iter().map(|(setting, _)| setting.name()).collect();
        assert_eq!(named[..7], ["lab", "toy", "theta", "e1", "e2", "wx", "wy"]);
        assert!(named.contains(&"momentum") && !named.contains(&"batch"));
        let wells = PlaneSpec::default().with(Setting::Toy, "wells").unwrap();
        let valid = Spec::Plane(wells).check().unwrap();
        let named: Vec<&str> = valid.settings().iter().map(|(setting, _)| setting.name()).collect();
        assert_eq!(named[..5], ["lab", "toy", "wx", "wy", "panes"]);
    }

    #[test]
    fn other_data_keep_what_is_compared_and_nothing_else() {
        let mut spec = NetSpec::default();
        for (setting, text) in [
            (Setting::Data, "moons"),
            (Setting::N, "50"),
            (Setting::Noise, "0.3"),
            (Setting::Net, "4"),
            (Setting::Panes, "dc:binary"),
            (Setting::Share, "net"),
            (Setting::Mu0, "3"),
            (Setting::Seed, "9"),
            (Setting::Act, "relu"),
        ] {
            spec = spec.with(setting, text).unwrap();
        }
        let written = |spec: &NetSpec| {
            spec.pairs()
                .iter()
                .map(|(setting, value)| format!("{setting}={value}"))
                .collect::<Vec<_>>()
                .join("&")
        };
        let other = spec.for_data(DataKind::Digits);
        assert_eq!(written(&other), "act=relu&panes=dc:binary&share=net&seed=9");
        assert_eq!(written(&spec.with_defaults()), "data=moons&panes=dc:binary&seed=9");
    }
}
