//! The opening's settings: which comparison of a net in 32 bits, rounded, and trained for few bits is shown first.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::choices::{DataKind, PaneSpec};
use super::key::{Key, Keyed, word_key, words};
use super::net::NetSpec;
use super::runs::RunsSpec;
use crate::lc::Method;
use crate::quant::Codebook;

words! {
    /// What the net is to tell apart.
    OpeningData {
        /// Two arms of a spiral.
        #[default]
        Spiral,
        /// Handwritten digits of 8x8 pixels.
        Digits,
        /// Handwritten digits of 28x28 pixels.
        Mnist,
    }
}

words! {
    /// Bits to store a weight in.
    Bits {
        /// One of two values.
        #[default]
        #[strum(serialize = "1")]
        One,
        /// One of up to four.
        #[strum(serialize = "2")]
        Two,
        /// One of up to sixteen.
        #[strum(serialize = "4")]
        Four,
    }
}

words! {
    /// Who says what the values are.
    Values {
        /// They are given.
        Fixed,
        /// They are given but for one scale per layer, which is learned.
        #[default]
        Scaled,
        /// All are learned.
        Learned,
    }
}

/// What the opening shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningSpec {
    /// Data set.
    pub data: OpeningData,
    /// Bits per weight.
    pub bits: Bits,
    /// Whose values.
    pub values: Values,
}

static KEYS: [Key<OpeningSpec>; 3] =
    [word_key!(Data, OpeningData, data), word_key!(Bits, Bits, bits), word_key!(Values, Values, values)];

impl Keyed for OpeningSpec {
    fn keys() -> &'static [Key<Self>] {
        &KEYS
    }
}

impl Bits {
    /// How many.
    pub fn count(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
        }
    }
}

impl OpeningSpec {
    /// All there are, those of a data set together.
    pub fn all() -> impl Iterator<Item = Self> {
        let data = OpeningData::VARIANTS.iter();
        data.flat_map(|&data| {
            Bits::VARIANTS.iter().flat_map(move |&bits| {
                Values::VARIANTS.iter().map(move |&values| Self { data, bits, values })
            })
        })
    }

    /// Its name, as files have it.
    pub fn name(self) -> String {
        format!("{}-{}-{}", self.data, self.bits, self.values)
    }

    /// The codebook that has so many bits and such values.
    pub fn codebook(self) -> Codebook {
        match (self.values, self.bits) {
            (Values::Fixed, Bits::One) => Codebook::Binary,
            (Values::Fixed, Bits::Two) => Codebook::Ternary,
            (Values::Fixed, Bits::Four) => Codebook::Pow2 { c: 6 },
            (Values::Scaled, Bits::One) => Codebook::BinaryScaled,
            (Values::Scaled, Bits::Two) => Codebook::TernaryScaled,
            (Values::Scaled, Bits::Four) => Codebook::Pow2Scaled { c: 6 },
            (Values::Learned, bits) => Codebook::Adaptive { k: 1 << bits.count() },
        }
    }

    /// The comparison: LC, and the same net rounded once. The reference net is trained longer than LC trains, so that
    /// what LC gains is not gained by training on.
    pub fn comparison(self) -> NetSpec {
        let pane = |method| PaneSpec::new(method, self.codebook());
        let panes = Some(vec![pane(Method::Lc), pane(Method::Dc)]);
        let plain = RunsSpec { panes, ..RunsSpec::default() };
        match self.data {
            OpeningData::Spiral => NetSpec {
                data: DataKind::Spiral,
                reference: Some(12_000),
                runs: RunsSpec { mu0: Some(0.005), iters: Some(20), ..plain },
                ..NetSpec::default()
            },
            OpeningData::Digits => NetSpec {
                data: DataKind::Digits,
                reference: Some(12_000),
                runs: RunsSpec { mu0: Some(0.001), iters: Some(20), ..plain },
                ..NetSpec::default()
            },
            OpeningData::Mnist => NetSpec { data: DataKind::Mnist, runs: plain, ..NetSpec::default() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_comparison_can_be_run_and_has_the_bits_it_says() {
        assert_eq!(OpeningSpec::all().count(), 27);
        for spec in OpeningSpec::all() {
            let valid = spec.comparison().check().unwrap();
            let [lc, rounded] = &valid.filled().panes()[..] else { panic!() };
            assert_eq!((lc.method, rounded.method), (Method::Lc, Method::Dc));
            assert_eq!(lc.codebook, rounded.codebook);
            let entries = u32::try_from(lc.codebook.entries()).unwrap();
            assert_eq!(entries.next_power_of_two(), 1 << spec.bits.count(), "{}", spec.name());
        }
    }

    #[test]
    fn the_reference_is_trained_no_shorter_than_lc() {
        for spec in OpeningSpec::all() {
            let filled = spec.comparison().check().unwrap().filled().clone();
            let schedule = spec.comparison().schedule();
            let steps = schedule.steps_of(schedule.most);
            assert!(
                u64::from(filled.reference.unwrap()) >= steps,
                "{}: {:?} < {steps}",
                spec.name(),
                filled.reference
            );
        }
    }
}
