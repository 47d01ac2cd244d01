//! The methods, by name, and what each has to say.

use super::methods::direct::Direct;
use super::methods::iterated::Iterated;
use super::methods::learning_compression::LearningCompression;
use super::methods::straight_through::StraightThrough;
use super::methods::trained::Trained;
use super::problem::Problem;
use super::schedule::Iteration;
use super::state::State;
use crate::quant::{Freedom, QuantError, Scheme, Solver};

/// A way to get from a reference net to a quantized one.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Method {
    /// Learning-Compression with the augmented Lagrangian.
    Lc,
    /// Learning-Compression with the quadratic penalty: multipliers stay zero.
    Lcqp,
    /// Direct compression: Theta = Pi(reference), once.
    Dc,
    /// Iterated direct compression: train, round, train, round.
    Idc,
    /// Training through the rounding, as BinaryConnect does.
    Ste,
    /// Deep Compression's trained quantization: assignments frozen, entries trained.
    Trained,
}

/// A method at work: what happens in an L step and in a C step.
pub(super) trait Steps {
    /// Before an iteration's first minibatch.
    fn begin(&mut self, state: &mut State, iteration: Iteration);

    /// The whole L step at once, where the problem has a closed form for it; gives whether it had.
    fn solve(&mut self, _state: &mut State, _problem: &mut dyn Problem) -> bool {
        false
    }

    /// One minibatch. Gives its loss.
    fn batch(&mut self, state: &mut State, problem: &mut dyn Problem, iteration: Iteration) -> f64;

    /// The C step, and what the method does with its result.
    fn c_step(&mut self, state: &mut State) -> Result<(), QuantError>;
}

impl Method {
    /// The name in links and reports.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether a growing penalty drives w towards the codebook.
    pub fn has_penalty(self) -> bool {
        matches!(self, Self::Lc | Self::Lcqp)
    }

    /// Whether the method iterates at all.
    pub fn iterates(self) -> bool {
        self != Self::Dc
    }

    /// How the method solves its C steps when `asked` for a solver. Training through the rounding
    /// rounds after every minibatch and must end with the quantizer it trained with, so k-means is
    /// the warm-started iteration there.
    pub(super) fn solver(self, asked: Solver) -> Solver {
        if self == Self::Ste { Solver::Paper } else { asked }
    }

    pub(super) fn steps(self, scheme: &Scheme) -> Box<dyn Steps> {
        match self {
            Self::Lc => Box::new(LearningCompression { multipliers: true }),
            Self::Lcqp => Box::new(LearningCompression { multipliers: false }),
            Self::Dc => Box::new(Direct),
            Self::Idc => Box::new(Iterated),
            Self::Ste => Box::new(StraightThrough {
                // What is kept may be anywhere.
                clip: scheme.codebook.freedom() == Freedom::None && scheme.kept.is_none(),
            }),
            Self::Trained => Box::new(Trained { freedom: scheme.codebook.freedom() }),
        }
    }
}
