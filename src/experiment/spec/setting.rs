//! The names of everything a link can set.

use strum::{Display, EnumString, IntoStaticStr, VariantArray};

/// A key of links: what it sets is said where its table is ([`Key`](super::Key)).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub enum Setting {
    /// Version of the link format.
    V,
    /// Which lab.
    Lab,
    /// Which problem of two weights.
    Toy,
    /// Angle of its steepest axis, in degrees.
    Theta,
    /// Curvature along that axis.
    E1,
    /// Curvature across it.
    E2,
    /// First weight of the minimum, or of the start.
    Wx,
    /// Second weight.
    Wy,
    /// Data set.
    Data,
    /// Training examples used.
    N,
    /// Share of the training examples held out for choosing.
    Valid,
    /// Which part of all examples is the test set.
    Fold,
    /// Standard deviation of made-up data's noise.
    Noise,
    /// Layers between inputs and outputs.
    Net,
    /// Activation of hidden layers.
    Act,
    /// Runs to compare.
    Panes,
    /// One codebook per layer or for the net.
    Share,
    /// How C steps are solved.
    Cstep,
    /// First mu.
    Mu0,
    /// Factor from mu to mu.
    Growth,
    /// LC iterations.
    Iters,
    /// SGD steps per L step.
    Steps,
    /// How many times longer the first L step is.
    First,
    /// SGD steps of the reference net.
    Ref,
    /// Minibatch size.
    Batch,
    /// Learning rate.
    Lr,
    /// Factor on the learning rate from iteration to iteration.
    Decay,
    /// Nesterov momentum.
    Momentum,
    /// Seed of all randomness.
    Seed,
    /// What of a net is shown.
    View,
    /// Two nets as one.
    Cascade,
    /// Whether the penalised loss is drawn.
    Penalty,
    /// The iteration shown.
    Iter,
    /// Speed of playing.
    Speed,
    /// Start by itself.
    Play,
    /// Bits per weight in the opening.
    Bits,
    /// Whose values the opening shows.
    Values,
    /// The nets of a sweep.
    Nets,
    /// How many seeds of each.
    Seeds,
    /// By how many points the test error may be larger.
    Within,
    /// What is to be small.
    Aim,
    /// At most so many bytes.
    Atmost,
    /// The axis of what a net costs.
    X,
    /// The axis of how good it is.
    Y,
    /// What of a sweep is looked at.
    Study,
    /// First mus that are tried.
    Mu0s,
    /// Growths of mu that are tried.
    Growths,
    /// Language.
    Lang,
    /// Theme.
    Theme,
    /// Whether it is a figure in another page.
    Embed,
    /// What that figure shows.
    Show,
}

impl Setting {
    /// The name in links.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
