//! The names of the codebooks, as links and reports write them.

use std::fmt;
use std::str::FromStr;

use super::adaptive::Adaptive;
use super::binary::{Binary, BinaryScaled};
use super::{MAX_ENTRIES, Quantizer};

/// A kind of codebook.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Codebook {
    /// K free entries: one-dimensional k-means.
    Adaptive {
        /// Number of entries, 1 to 256.
        k: usize,
    },
    /// {-1, +1}.
    Binary,
    /// {-a, +a} with a free scale a >= 0.
    BinaryScaled,
}

/// How C steps with a choice of solver are solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Solver {
    /// The global optimum.
    #[default]
    Exact,
    /// The paper's iteration: Lloyd's algorithm from k-means++, then from the previous codebook.
    Paper,
}

impl Codebook {
    /// The projection Pi for this codebook.
    pub fn quantizer(&self, solver: Solver) -> Box<dyn Quantizer> {
        match *self {
            Self::Adaptive { k } => Box::new(Adaptive { k, solver }),
            Self::Binary => Box::new(Binary),
            Self::BinaryScaled => Box::new(BinaryScaled),
        }
    }

    /// The name without parameters.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Adaptive { .. } => "adaptive",
            Self::Binary => "binary",
            Self::BinaryScaled => "binary-scaled",
        }
    }

    /// K, the number of entries.
    pub fn entries(&self) -> usize {
        match self {
            Self::Adaptive { k } => *k,
            Self::Binary | Self::BinaryScaled => 2,
        }
    }

    /// How many floats must be stored with a codebook that has `entries` entries.
    pub fn stored_floats(&self, entries: usize) -> usize {
        match self {
            Self::Adaptive { .. } => entries,
            Self::Binary => 0,
            Self::BinaryScaled => 1,
        }
    }
}

impl fmt::Display for Codebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adaptive { k } => write!(f, "adaptive:{k}"),
            Self::Binary | Self::BinaryScaled => f.write_str(self.name()),
        }
    }
}

/// A text that names no codebook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a codebook: adaptive:K (K from 1 to {MAX_ENTRIES}), binary or binary-scaled")]
pub struct ParseCodebookError(pub String);

impl FromStr for Codebook {
    type Err = ParseCodebookError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseCodebookError(text.to_owned());
        let (name, parameter) = match text.split_once(':') {
            Some((name, parameter)) => (name, Some(parameter)),
            None => (text, None),
        };
        match (name, parameter) {
            ("adaptive", Some(k)) => match k.parse() {
                Ok(k) if (1..=MAX_ENTRIES).contains(&k) => Ok(Self::Adaptive { k }),
                _ => Err(error()),
            },
            ("binary", None) => Ok(Self::Binary),
            ("binary-scaled", None) => Ok(Self::BinaryScaled),
            _ => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for text in ["adaptive:1", "adaptive:256", "binary", "binary-scaled"] {
            assert_eq!(text.parse::<Codebook>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        for text in
            ["", "adaptive", "adaptive:", "adaptive:0", "adaptive:257", "adaptive:-1", "binary:2", "trinary"]
        {
            let error = text.parse::<Codebook>().unwrap_err();
            assert!(error.to_string().contains(&format!("'{text}'")), "{error}");
        }
    }
}
