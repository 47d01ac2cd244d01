//! The Trade-off lab's settings: what is run, and what is asked of it.

use super::choices::{Architecture, DataKind, PaneSpec};
use super::fault::{Expected, Fault};
use super::key::{Asked, Key, Keyed, integer_key, number_key, word_key, words};
use super::net::NetSpec;
use super::runs;
use super::setting::Setting;
use super::typed;

words! {
    /// What is to be small.
    Aim {
        /// Bytes of the quantized net.
        #[default]
        Bytes,
        /// The same with entropy-coded indices.
        Coded,
        /// Microseconds per answer, on the machine at hand.
        Us,
    }
}

words! {
    /// The axis of what a net costs.
    Cost {
        /// Bytes of the quantized net.
        #[default]
        Bytes,
        /// The same with entropy-coded indices.
        Coded,
        /// Bits per weight.
        Bits,
        /// Microseconds per answer, on the machine at hand.
        Us,
    }
}

words! {
    /// The axis of how good a net is.
    Goodness {
        /// Error on the examples held out for choosing; on the test examples where none are.
        #[default]
        Error,
        /// Mean training loss.
        Loss,
    }
}

words! {
    /// What of a sweep is looked at.
    Study {
        /// What is given up for size.
        #[default]
        Front,
        /// Many values in a narrow net, or few in a wide one.
        Widths,
        /// How much depends on where a run starts.
        Starts,
    }
}

/// A sweep as asked for: every choice of method and codebook on every net with every seed, and what is asked of that. `None`
/// means the default of the data and the study.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepSpec {
    /// What all cells share. Its net, its runs and what it holds out are not asked.
    pub base: NetSpec,
    /// Hidden layers.
    pub nets: Option<Vec<Architecture>>,
    /// Methods and codebooks.
    pub choices: Option<Vec<PaneSpec>>,
    /// How many seeds, from that of the base on.
    pub seeds: Option<u32>,
    /// Share of the training examples that is held out for choosing, and never trained on.
    pub valid: f64,
    /// By how many points the error may be larger than the best 32-bit net's.
    pub within: Option<f64>,
    /// What is to be small.
    pub aim: Aim,
    /// The most bytes, or microseconds, there may be of it.
    pub at_most: Option<f64>,
    /// The horizontal axis.
    pub x: Cost,
    /// The vertical axis.
    pub y: Goodness,
    /// What is looked at.
    pub study: Study,
    /// First mus tried on the first net with the first choice, where starts are looked at.
    pub mu0s: Option<Vec<f64>>,
    /// Growths of mu tried with each of them.
    pub growths: Option<Vec<f64>>,
}

/// Share held out where nothing is said of it.
const VALID: f64 = 0.2;
/// Shares a link may hold out.
const SHARES: std::ops::RangeInclusive<f64> = 0.0..=0.5;
/// Methods and codebooks where nothing is said of them.
const CHOICES: &str = "lc:binary-scaled,lc:ternary-scaled,lc:adaptive:2,lc:adaptive:4,lc:adaptive:16,lc:budget:1.5,lc:budget:3,lc:adaptive:2~1";
/// The same where more values are to be weighed against more units.
const SIZES: &str = "lc:adaptive:2,lc:adaptive:3,lc:adaptive:4,lc:adaptive:8,lc:adaptive:16";

impl Default for SweepSpec {
    fn default() -> Self {
        Self {
            base: NetSpec::default(),
            nets: None,
            choices: None,
            seeds: None,
            valid: VALID,
            within: None,
            aim: Aim::default(),
            at_most: None,
            x: Cost::default(),
            y: Goodness::default(),
            study: Study::default(),
            mu0s: None,
            growths: None,
        }
    }
}

fn joined(nets: &[Architecture]) -> String {
    nets.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// What is joined by commas, each thing once.
fn once<T: std::str::FromStr + PartialEq>(text: &str) -> Option<Vec<T>> {
    let mut all: Vec<T> = Vec::new();
    for item in text.split(',') {
        let item = item.trim().parse().ok()?;
        if !all.contains(&item) {
            all.push(item);
        }
    }
    Some(all)
}

/// A row for numbers that are tried where starts are looked at.
macro_rules! numbers_key {
    ($setting:ident, $range:expr, $field:ident) => {
        Key {
            setting: Setting::$setting,
            expected: Expected::Numbers { min: *$range.start(), max: *$range.end() },
            show: |s| numbers(s.$field.as_deref().unwrap_or_default()),
            is_default: |s| s.$field.is_none(),
            set: |s, text| {
                let all: Option<Vec<f64>> = text.split(',').map(typed::number).collect();
                all.map(|all| s.$field = Some(all))
            },
            reset: |s| s.$field = None,
            fits: |s| {
                let all = s.$field.as_deref().unwrap_or_default();
                all.len() <= SweepSpec::MOST_NUMBERS && all.iter().all(|value| $range.contains(value))
            },
            idle: |s| (s.study != Study::Starts).then_some("study=front"),
        }
    };
}

fn numbers(all: &[f64]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

static KEYS: [Key<SweepSpec>; 12] = [
    Key {
        setting: Setting::Panes,
        expected: Expected::Choices,
        show: |s| runs::written(&s.choices()),
        is_default: |s| s.choices.as_ref().is_none_or(|choices| *choices == s.usual_choices()),
        set: |s, text| once(text).map(|choices| s.choices = Some(choices)),
        reset: |s| s.choices = None,
        fits: |s| {
            let choices = s.choices();
            let real = |choice: &PaneSpec| choice.to_string().parse().as_ref() == Ok(choice);
            (1..=SweepSpec::MOST_CHOICES).contains(&choices.len()) && choices.iter().all(real)
        },
        idle: |_| None,
    },
    Key {
        setting: Setting::Valid,
        expected: Expected::Number { min: *SHARES.start(), max: *SHARES.end() },
        show: |s| s.valid.to_string(),
        is_default: |s| s.valid == VALID,
        set: |s, text| typed::share(text).map(|valid| s.valid = valid),
        reset: |s| s.valid = VALID,
        fits: |s| SHARES.contains(&s.valid),
        idle: |_| None,
    },
    Key {
        setting: Setting::Nets,
        expected: Expected::Nets,
        show: |s| joined(&s.nets()),
        is_default: |s| s.nets.as_ref().is_none_or(|nets| *nets == s.usual_nets()),
        set: |s, text| once(text).map(|nets| s.nets = Some(nets)),
        reset: |s| s.nets = None,
        fits: |s| {
            let nets = s.nets();
            (1..=SweepSpec::MOST_NETS).contains(&nets.len())
                && nets.iter().all(|net| net.is_valid(s.base.data))
        },
        idle: |_| None,
    },
    integer_key!(Seeds, (1..=100_u32), seeds),
    number_key!(Within, (0.0..=100.0_f64), within),
    word_key!(Aim, Aim, aim),
    number_key!(Atmost, (1.0..=1e9_f64), at_most),
    word_key!(X, Cost, x),
    word_key!(Y, Goodness, y),
    word_key!(Study, Study, study),
    numbers_key!(Mu0s, (1e-12..=1e12_f64), mu0s),
    numbers_key!(Growths, (1.0..=100.0_f64), growths),
];

impl Keyed for SweepSpec {
    fn keys() -> &'static [Key<Self>] {
        &KEYS
    }
}

impl Asked for SweepSpec {
    fn filled(&self) -> Self {
        Self {
            base: self.base.filled(),
            nets: Some(self.nets()),
            choices: Some(self.choices()),
            seeds: self.seeds.or(Some(SEEDS)),
            within: self.within.or(Some(WITHIN)),
            ..self.clone()
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let filled = self.filled();
        let wrong = Self::keys().iter().filter(|key| !(key.fits)(&filled));
        let own = wrong.map(|key| key.fault(&(key.show)(&filled)));
        self.base.faults().into_iter().chain(own).collect()
    }

    fn repaired(&self) -> (Self, Vec<Fault>) {
        let (mut repaired, faults) = (self.clone(), self.faults());
        for fault in &faults {
            if let Some(key) = Self::key(fault.setting) {
                (key.reset)(&mut repaired);
            }
        }
        repaired.base = repaired.base.repaired().0;
        // What fits may depend on what else is asked for.
        if repaired.faults().is_empty() { (repaired, faults) } else { (Self::default(), faults) }
    }
}

/// Seeds where nothing is said of them.
const SEEDS: u32 = 3;
/// Points of error where nothing is said of them.
const WITHIN: f64 = 1.0;

impl SweepSpec {
    /// Most methods and codebooks.
    pub const MOST_CHOICES: usize = 64;
    /// Most nets.
    pub const MOST_NETS: usize = 16;
    /// Most first mus, and most growths.
    pub const MOST_NUMBERS: usize = 8;

    /// The nets of a link that names none.
    pub fn usual_nets(&self) -> Vec<Architecture> {
        let dense =
            |all: &[&[usize]]| all.iter().map(|widths| Architecture::Dense(widths.to_vec())).collect();
        match self.base.data {
            DataKind::Digits => dense(&[&[8], &[16], &[32], &[64]]),
            DataKind::Mnist => dense(&[&[30], &[100], &[300, 100]]),
            DataKind::SuperResolution => dense(&[&[]]),
            DataKind::Moons | DataKind::Circles | DataKind::Spiral | DataKind::Xor | DataKind::Blobs => {
                dense(&[&[8], &[16, 16], &[32, 32]])
            }
        }
    }

    /// The nets: those asked for, or the usual ones.
    pub fn nets(&self) -> Vec<Architecture> {
        self.nets.clone().unwrap_or_else(|| self.usual_nets())
    }

    /// The methods and codebooks of a link that names none.
    pub fn usual_choices(&self) -> Vec<PaneSpec> {
        let text = if self.study == Study::Widths { SIZES } else { CHOICES };
        text.split(',').filter_map(|choice| choice.parse().ok()).collect()
    }

    /// The methods and codebooks: those asked for, or the usual ones.
    pub fn choices(&self) -> Vec<PaneSpec> {
        self.choices.clone().unwrap_or_else(|| self.usual_choices())
    }

    /// Every first mu with every growth that is to be tried.
    pub fn grid(&self) -> Vec<(f64, f64)> {
        let (Study::Starts, Some(mu0s), Some(growths)) = (self.study, &self.mu0s, &self.growths) else {
            return Vec::new();
        };
        mu0s.iter().flat_map(|mu0| growths.iter().map(move |growth| (*mu0, *growth))).collect()
    }

    /// How many seeds.
    pub fn seeds(&self) -> u32 {
        self.seeds.unwrap_or(SEEDS)
    }

    /// By how much the error may be larger than the best 32-bit net's, as a fraction of the examples.
    pub fn tolerance(&self) -> f64 {
        self.points() / 100.0
    }

    /// The same in points.
    pub fn points(&self) -> f64 {
        self.within.unwrap_or(WITHIN)
    }

    /// With one setting as somebody typed it, whether it is the sweep's own or one that its cells share; see [`Asked::with`].
    ///
    /// # Errors
    /// If it is no value of this setting, or cannot be used beside the others.
    pub fn typed(&self, setting: Setting, text: &str) -> Result<Self, Fault> {
        if Self::key(setting).is_some() {
            return self.with(setting, text);
        }
        let changed = Self { base: self.base.with(setting, text)?, ..self.clone() };
        changed.faults().pop().map_or(Ok(changed), Err)
    }

    /// For other data: what was set for the data before goes; choices, seeds and what is asked stay.
    #[must_use]
    pub fn for_data(&self, data: DataKind) -> Self {
        Self { base: self.base.for_data(data), nets: None, at_most: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use strum::VariantArray;

    use super::*;

    #[test]
    fn every_data_set_and_study_has_a_sweep_of_its_own() {
        for &data in DataKind::VARIANTS {
            for &study in Study::VARIANTS {
                let spec =
                    SweepSpec { base: NetSpec { data, ..NetSpec::default() }, study, ..SweepSpec::default() };
                assert_eq!((spec.faults(), spec.pairs().len()), (vec![], usize::from(study != Study::Front)));
            }
        }
        let plain = SweepSpec::default();
        assert_eq!((plain.nets().len(), plain.choices().len(), plain.seeds()), (4, 8, 3));
        assert_eq!((plain.valid, plain.tolerance()), (0.2, 0.01));
        let widths = SweepSpec { study: Study::Widths, ..plain };
        assert_eq!(widths.choices().len(), 5);
    }

    #[test]
    fn what_is_shared_and_what_is_the_sweeps_own_are_typed_alike() {
        let plain = SweepSpec::default();
        let faster = plain.typed(Setting::Lr, "0,3").unwrap();
        assert_eq!(faster.base.runs.lr, Some(0.3));
        let few = faster.typed(Setting::Nets, "8, 16,8").unwrap();
        assert_eq!(few.nets(), ["8", "16"].map(|net| net.parse().unwrap()));
        assert_eq!(few.typed(Setting::Nets, "").unwrap(), faster);
        assert_eq!(few.typed(Setting::Nets, "8,16,32,64").unwrap(), faster, "the usual ones are no choice");
        for (setting, text) in [
            (Setting::Nets, "lenet5"),
            (Setting::Nets, "8,"),
            (Setting::Panes, "lc"),
            (Setting::Lr, "-1"),
            (Setting::Seeds, "0"),
            (Setting::Within, "-1"),
        ] {
            assert_eq!(plain.typed(setting, text).unwrap_err().setting, setting);
        }
        let lenet = plain.typed(Setting::Data, "mnist").unwrap().typed(Setting::Nets, "lenet5").unwrap();
        assert_eq!(lenet.typed(Setting::Data, "digits").unwrap_err().setting, Setting::Nets);
        assert_eq!(lenet.for_data(DataKind::Digits).faults(), []);
        let (repaired, faults) =
            SweepSpec { base: NetSpec { noise: -1.0, ..few.base.clone() }, valid: 9.0, ..few.clone() }
                .repaired();
        assert_eq!((repaired, faults.len()), (few, 2));
    }

    #[test]
    fn there_is_an_end_to_what_is_swept() {
        let plain = SweepSpec::default();
        let many = |count: usize| (1..=count).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert!(
            plain.typed(Setting::Nets, &many(16)).is_ok() && plain.typed(Setting::Nets, &many(17)).is_err()
        );
        let choices =
            |count: usize| (1..=count).map(|n| format!("lc:adaptive:{n}")).collect::<Vec<_>>().join(",");
        assert!(plain.typed(Setting::Panes, &choices(64)).is_ok());
        assert!(plain.typed(Setting::Panes, &choices(65)).is_err());
    }
}
