//! What weights are tied to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::corrected::Corrected;
use super::{Codebook, Freedom, ParseCodebookError, Quantizer, Solver};
use crate::math::number;

/// A codebook, and how much is kept beside it: `adaptive:2`, `adaptive:2~1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scheme {
    /// The codebook.
    pub codebook: Codebook,
    /// Percent of a group's weights that are kept in full, if any are.
    pub kept: Option<f64>,
}

impl Scheme {
    /// Most percent that may be kept.
    pub const MOST: f64 = 50.0;

    /// The projection Pi.
    pub fn quantizer(&self, solver: Solver) -> Box<dyn Quantizer> {
        let base = self.codebook.quantizer(solver);
        match self.kept {
            Some(percent) => {
                Box::new(Corrected { base, percent, fixed: self.codebook.freedom() == Freedom::None })
            }
            None => base,
        }
    }
}

impl From<Codebook> for Scheme {
    fn from(codebook: Codebook) -> Self {
        Self { codebook, kept: None }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.codebook.fmt(f)?;
        self.kept.map_or(Ok(()), |percent| write!(f, "~{percent}"))
    }
}

impl FromStr for Scheme {
    type Err = ParseCodebookError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((codebook, percent)) = text.split_once('~') else {
            return text.parse().map(Codebook::into);
        };
        let percent = number(percent).filter(|percent| *percent > 0.0 && *percent <= Self::MOST);
        let percent = percent.ok_or_else(|| ParseCodebookError(text.to_owned()))?;
        Ok(Self { codebook: codebook.parse()?, kept: Some(percent) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_written_as_they_are_read() {
        for text in ["adaptive:2", "adaptive:2~1", "binary-scaled~0.5", "fixed:-1;0;1~50", "budget:1.5~2"] {
            assert_eq!(text.parse::<Scheme>().unwrap().to_string(), text);
        }
        for text in [
            "adaptive:2~",
            "adaptive:2~0",
            "adaptive:2~51",
            "adaptive:2~-1",
            "adaptive:2~1~1",
            "~1",
            "adaptive~1",
        ] {
            assert!(text.parse::<Scheme>().is_err(), "{text}");
        }
    }
}
