//! The names of the codebooks, as links and reports write them.

use std::fmt;
use std::str::FromStr;

use super::adaptive::Adaptive;
use super::adaptive_zero::AdaptiveZero;
use super::binary::BinaryScaled;
use super::budget::Budget;
use super::fixed::{Fixed, Pow2, powers_of_two};
use super::scaled::Scaled;
use super::ternary_scaled::TernaryScaled;
use super::{MAX_ENTRIES, Quantizer};
use crate::math::{number, sort_singles};

/// A kind of codebook.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Codebook {
    /// K free entries: one-dimensional k-means.
    Adaptive {
        /// Number of entries, 1 to 256.
        k: usize,
    },
    /// K entries, one of them pinned at zero: quantization and pruning at once.
    Adaptive0 {
        /// Number of entries with the zero, 1 to 256.
        k: usize,
    },
    /// Free entries, as many in every group as a budget of bits per weight allows all of them together.
    Budget {
        /// Bits per weight, entries included; more than 0, at most 8.
        bits: f64,
    },
    /// {-1, +1}.
    Binary,
    /// {-a, +a} with a free scale a >= 0.
    BinaryScaled,
    /// {-1, 0, +1}.
    Ternary,
    /// {-a, 0, +a} with a free scale a >= 0.
    TernaryScaled,
    /// {0, ±1, ±2^-1, ..., ±2^-C}.
    Pow2 {
        /// Exponent of the smallest power, 0 to 31.
        c: u32,
    },
    /// The same times a free scale a >= 0.
    Pow2Scaled {
        /// Exponent of the smallest power, 0 to 31.
        c: u32,
    },
    /// Entries of one's own.
    Fixed(Entries),
    /// The same times a free scale a >= 0.
    FixedScaled(Entries),
}

/// One to 64 finite entries, ascending and distinct.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Entries(Vec<f32>);

impl Entries {
    /// Most entries a link may list.
    pub const MAX: usize = 64;

    /// Sorts entries and drops repetitions. `None` if there are none, too many, or one is not a
    /// number.
    pub fn new(mut entries: Vec<f32>) -> Option<Self> {
        if entries.iter().any(|e| !e.is_finite()) {
            return None;
        }
        // Adding zero turns -0.0 into 0.0: they are one entry.
        for entry in &mut entries {
            *entry += 0.0;
        }
        sort_singles(&mut entries);
        entries.dedup();
        (1..=Self::MAX).contains(&entries.len()).then_some(Self(entries))
    }
}

/// How C steps with a choice of solver are solved.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
    strum::VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Solver {
    /// The global optimum.
    #[default]
    Exact,
    /// The paper's iteration: Lloyd's algorithm from k-means++, then from the previous codebook;
    /// for scaled codebooks alternation between assignment and scale.
    Paper,
}

/// What of a codebook can be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freedom {
    /// Nothing.
    None,
    /// One scale for all entries.
    Scale,
    /// Every entry, except zero if that is pinned.
    Entries {
        /// Whether an entry stays at zero.
        pinned_zero: bool,
    },
}

impl Codebook {
    /// The projection Pi for this codebook.
    pub fn quantizer(&self, solver: Solver) -> Box<dyn Quantizer> {
        match self {
            Self::Adaptive { k } => Box::new(Adaptive { k: *k, solver }),
            Self::Adaptive0 { k } => Box::new(AdaptiveZero { k: *k }),
            Self::Budget { bits } => Box::new(Budget { bits: *bits, solver }),
            Self::BinaryScaled => Box::new(BinaryScaled),
            Self::TernaryScaled => Box::new(TernaryScaled),
            Self::Pow2 { c } => Box::new(Pow2 { c: *c }),
            Self::Pow2Scaled { .. } | Self::FixedScaled(_) => {
                Box::new(Scaled { entries: self.shape().unwrap_or_default(), solver })
            }
            Self::Binary | Self::Ternary | Self::Fixed(_) => {
                Box::new(Fixed { entries: self.shape().unwrap_or_default() })
            }
        }
    }

    /// The entries of a codebook that is fixed but for its scale, ascending; `None` if entries are learned.
    pub fn shape(&self) -> Option<Vec<f32>> {
        Some(match self {
            Self::Adaptive { .. } | Self::Adaptive0 { .. } | Self::Budget { .. } => return None,
            Self::Binary | Self::BinaryScaled => vec![-1.0, 1.0],
            Self::Ternary | Self::TernaryScaled => vec![-1.0, 0.0, 1.0],
            Self::Pow2 { c } | Self::Pow2Scaled { c } => powers_of_two(*c),
            Self::Fixed(entries) | Self::FixedScaled(entries) => entries.0.clone(),
        })
    }

    /// The name without parameters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Adaptive { .. } => "adaptive",
            Self::Adaptive0 { .. } => "adaptive0",
            Self::Budget { .. } => "budget",
            Self::Binary => "binary",
            Self::BinaryScaled => "binary-scaled",
            Self::Ternary => "ternary",
            Self::TernaryScaled => "ternary-scaled",
            Self::Pow2 { .. } => "pow2",
            Self::Pow2Scaled { .. } => "pow2-scaled",
            Self::Fixed(_) => "fixed",
            Self::FixedScaled(_) => "fixed-scaled",
        }
    }

    /// One codebook of every kind, in the order they are offered.
    pub fn samples() -> [Self; 11] {
        let entries = Entries(vec![-1.0, -0.5, 0.0, 0.5, 1.0]);
        [
            Self::Adaptive { k: 4 },
            Self::Adaptive0 { k: 4 },
            Self::Budget { bits: 1.5 },
            Self::BinaryScaled,
            Self::TernaryScaled,
            Self::Pow2Scaled { c: 2 },
            Self::FixedScaled(entries.clone()),
            Self::Binary,
            Self::Ternary,
            Self::Pow2 { c: 2 },
            Self::Fixed(entries),
        ]
    }

    /// K, the number of entries; of a budget the most there may be.
    pub fn entries(&self) -> usize {
        match self {
            Self::Adaptive { k } | Self::Adaptive0 { k } => *k,
            Self::Budget { .. } => MAX_ENTRIES,
            Self::Binary | Self::BinaryScaled => 2,
            Self::Ternary | Self::TernaryScaled => 3,
            Self::Pow2 { c } | Self::Pow2Scaled { c } => 2 * (*c as usize + 1) + 1,
            Self::Fixed(entries) | Self::FixedScaled(entries) => entries.0.len(),
        }
    }

    /// What can be learned of it.
    pub fn freedom(&self) -> Freedom {
        match self {
            Self::Adaptive { .. } | Self::Budget { .. } => Freedom::Entries { pinned_zero: false },
            Self::Adaptive0 { .. } => Freedom::Entries { pinned_zero: true },
            Self::BinaryScaled | Self::TernaryScaled | Self::Pow2Scaled { .. } | Self::FixedScaled(_) => {
                Freedom::Scale
            }
            Self::Binary | Self::Ternary | Self::Pow2 { .. } | Self::Fixed(_) => Freedom::None,
        }
    }

    /// How many floats must be stored with a codebook that has `entries` entries.
    pub fn stored_floats(&self, entries: usize) -> usize {
        match self.freedom() {
            Freedom::None => 0,
            Freedom::Scale => 1,
            Freedom::Entries { pinned_zero } => entries.saturating_sub(usize::from(pinned_zero)),
        }
    }
}

impl fmt::Display for Codebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Adaptive { k } | Self::Adaptive0 { k } => write!(f, ":{k}"),
            Self::Pow2 { c } | Self::Pow2Scaled { c } => write!(f, ":{c}"),
            Self::Budget { bits } => write!(f, ":{bits}"),
            Self::Fixed(Entries(entries)) | Self::FixedScaled(Entries(entries)) => {
                let texts: Vec<String> = entries.iter().map(ToString::to_string).collect();
                write!(f, ":{}", texts.join(";"))
            }
            Self::Binary | Self::BinaryScaled | Self::Ternary | Self::TernaryScaled => Ok(()),
        }
    }
}

/// A text that names no codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a codebook: adaptive:K or adaptive0:K (K from 1 to {MAX_ENTRIES}), budget:B (up to 8 bits per weight), binary, ternary, pow2:C (C from 0 \
     to 31), fixed:v1;v2;... or one of binary, ternary, pow2, fixed with -scaled"
)]
pub struct ParseCodebookError(pub String);

impl FromStr for Codebook {
    type Err = ParseCodebookError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, parameter) = match text.split_once(':') {
            Some((name, parameter)) => (name, Some(parameter)),
            None => (text, None),
        };
        let k = |text: &str| text.parse().ok().filter(|k| (1..=MAX_ENTRIES).contains(k));
        let c = |text: &str| text.parse().ok().filter(|c| (0..=31).contains(c));
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        let entry = |text: &str| number(text).map(|entry| entry as f32);
        let entries = |text: &str| Entries::new(text.split(';').map(entry).collect::<Option<Vec<f32>>>()?);
        let codebook = match (name, parameter) {
            ("adaptive", Some(text)) => k(text).map(|k| Self::Adaptive { k }),
            ("adaptive0", Some(text)) => k(text).map(|k| Self::Adaptive0 { k }),
            ("budget", Some(text)) => {
                number(text).filter(|bits| *bits > 0.0 && *bits <= 8.0).map(|bits| Self::Budget { bits })
            }
            ("binary", None) => Some(Self::Binary),
            ("binary-scaled", None) => Some(Self::BinaryScaled),
            ("ternary", None) => Some(Self::Ternary),
            ("ternary-scaled", None) => Some(Self::TernaryScaled),
            ("pow2", Some(text)) => c(text).map(|c| Self::Pow2 { c }),
            ("pow2-scaled", Some(text)) => c(text).map(|c| Self::Pow2Scaled { c }),
            ("fixed", Some(text)) => entries(text).map(Self::Fixed),
            ("fixed-scaled", Some(text)) => entries(text).map(Self::FixedScaled),
            _ => None,
        };
        codebook.ok_or_else(|| ParseCodebookError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    #[test]
    fn names_round_trip() {
        for text in [
            "adaptive:1",
            "adaptive0:256",
            "budget:1.5",
            "binary",
            "ternary-scaled",
            "pow2:0",
            "pow2-scaled:31",
            "fixed:-1;0;0.25",
        ] {
            assert_eq!(text.parse::<Codebook>().unwrap().to_string(), text);
        }
        for sample in Codebook::samples() {
            assert_eq!(sample.to_string().parse::<Codebook>().unwrap(), sample);
        }
        assert_eq!("fixed:1;-1;1;-0".parse::<Codebook>().unwrap().to_string(), "fixed:-1;0;1");
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        for text in [
            "",
            "adaptive",
            "adaptive:",
            "adaptive:0",
            "adaptive:257",
            "adaptive:-1",
            "budget:0",
            "budget:8.1",
            "budget",
            "binary:2",
            "trinary",
            "pow2",
            "pow2:32",
            "fixed",
            "fixed:",
            "fixed:1;;2",
            "fixed:nan",
            "fixed:inf;1",
            "fixed-scaled:1e40",
        ] {
            let error = text.parse::<Codebook>().unwrap_err();
            assert!(error.to_string().contains(&format!("'{text}'")), "{error}");
        }
    }

    /// As people who quantize pruned nets expect.
    #[test]
    fn zeros_and_constants_are_what_they_are() {
        let mut random = Random::new(7, Stream::Data);
        let mut project = |codebook: &str, values: &[f32]| {
            let codebook: Codebook = codebook.parse().unwrap();
            codebook.quantizer(Solver::Exact).project(values, None, &mut random).unwrap()
        };
        let mut draw = Random::new(8, Stream::Data);
        let mut pruned: Vec<f32> =
            (0..1000).map(|_| if draw.below(10) > 0 { 0.0 } else { draw.normal() as f32 }).collect();
        pruned[3] = -0.0;
        let zeros = pruned.iter().filter(|v| **v == 0.0).count();
        let projection = project("adaptive0:4", &pruned);
        assert!(projection.quantized().filter(|q| *q == 0.0).count() >= zeros);
        assert!(pruned.iter().zip(projection.quantized()).all(|(v, q)| *v != 0.0 || q == 0.0));
        // The sign of zero is up, and never nothing.
        for codebook in ["binary", "binary-scaled"] {
            let projection = project(codebook, &[0.0, -0.0, 2.0, -1.0]);
            assert_eq!(projection.assignment, [1, 1, 1, 0], "{codebook}");
        }
        // Both sides of zero have values of their own.
        let sides = project("adaptive0:3", &[-1.0, -1.0, 0.0, 5.0, 5.0]);
        assert_eq!(sides.codebook, [-1.0, 0.0, 5.0]);
        // No more entries than there are values.
        for (values, entries) in
            [(&[0.25_f32; 9][..], &[0.25_f32][..]), (&[0.0, 1.0, 0.0, -2.0], &[-2.0, 0.0, 1.0])]
        {
            let projection = project("adaptive:16", values);
            assert_eq!((&projection.codebook[..], projection.distortion), (entries, 0.0));
        }
    }

    /// The laws every projection obeys, whatever the codebook.
    #[test]
    fn every_codebook_obeys_the_laws_of_projections() {
        let mut random = Random::new(5, Stream::Data);
        let values: Vec<f32> = (0..300).map(|_| random.normal() as f32).collect();
        for codebook in Codebook::samples() {
            for solver in [Solver::Exact, Solver::Paper] {
                let quantizer = codebook.quantizer(solver);
                let mut project = |v: &[f32], warm: Option<&[f32]>| quantizer.project(v, warm, &mut random);
                let first = project(&values, None).unwrap();
                if !matches!(codebook, Codebook::Budget { .. }) {
                    assert_eq!(first.codebook.len(), codebook.entries(), "{codebook}");
                }
                assert!(first.codebook.is_sorted(), "{codebook}");
                // Idempotent, from its own codebook.
                let once: Vec<f32> = first.quantized().collect();
                let again = project(&once, Some(&first.codebook)).unwrap();
                assert!(again.distortion < 1e-9, "{codebook} {solver:?}: {}", again.distortion);
                // Never worse than the same codebook with assignments drawn at random.
                let mut draw = Random::new(6, Stream::Data);
                for _ in 0..20 {
                    let other: Vec<f32> = values
                        .iter()
                        .map(|_| first.codebook[draw.below(first.codebook.len() as u32) as usize])
                        .collect();
                    assert!(first.distortion <= crate::math::squared_distance(&values, &other));
                }
                assert!(project(&[1.0, f32::NAN], None).is_err(), "{codebook}");
                assert!(project(&[], None).is_err(), "{codebook}");
            }
        }
    }
}
