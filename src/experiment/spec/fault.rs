//! Settings with values that cannot be used.

use std::borrow::Cow;
use std::fmt;

use super::choices::Architecture;
use super::setting::Setting;
use super::sweep::SweepSpec;
use crate::data::Fold;
use crate::quant::Entries;

/// What would have been a good value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// A whole number in a range.
    Integer {
        /// Smallest.
        min: u32,
        /// Largest.
        max: u32,
    },
    /// A number in a range.
    Number {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// Some of a few words.
    SomeOf(Cow<'static, [&'static str]>),
    /// Hidden widths, or a named architecture.
    Widths,
    /// One of several parts.
    Fold,
    /// Several nets.
    Nets,
    /// Two panes and a threshold.
    Cascade,
    /// One to four panes.
    Panes,
    /// Many methods and codebooks.
    Choices,
    /// The values of a codebook.
    Values,
    /// Several numbers in a range.
    Numbers {
        /// Smallest.
        min: f64,
        /// Largest.
        max: f64,
    },
}

/// One setting with a value that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Which setting.
    pub setting: Setting,
    /// What was given.
    pub value: String,
    /// What would have been good.
    pub expected: Expected,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Number { min, max } => write!(f, "a number from {min} to {max}"),
            Self::OneOf(words) => write!(f, "one of {}", words.join(", ")),
            Self::SomeOf(words) => write!(f, "some of {}, joined by commas", words.join(", ")),
            Self::Widths => write!(
                f,
                "linear, up to {} widths from 1 to {} such as 300-100, or lenet5 or lenet5-act (activations after its convolutions too) with data=mnist",
                Architecture::MAX_LAYERS,
                Architecture::MAX_WIDTH
            ),
            Self::Nets => write!(f, "up to {} nets joined by commas, such as 8,16,300-100", SweepSpec::MOST_NETS),
            Self::Choices => write!(
                f,
                "up to {} of method:codebook joined by commas, such as lc:adaptive:4,dc:binary",
                SweepSpec::MOST_CHOICES
            ),
            Self::Numbers { min, max } => {
                write!(f, "up to {} numbers from {min} to {max} joined by commas", SweepSpec::MOST_NUMBERS)
            }
            Self::Fold => write!(f, "one of 2 to {} parts such as 1/5", Fold::MOST),
            Self::Values => write!(f, "up to {} numbers such as -1; 0; 0.5", Entries::MAX),
            Self::Cascade => f.write_str("two of the runs, or a run and ref, and a threshold, such as 1,2;0.5"),
            Self::Panes => f.write_str("one to four of method:codebook, such as lc:adaptive:4,dc:binary, with a learning rate of its own as in lc:binary@0.05"),
        }
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={} is not {}", self.setting, self.value, self.expected)
    }
}
