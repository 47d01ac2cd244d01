//! Losses: mean per example, and their gradients with respect to the network's outputs.

use super::inputs::stacked;
use ndarray::{Array2, Axis};

use crate::math::{exp_slice, ln};

/// What a network should answer, example by example.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// Class indices.
    Classes(Vec<u8>),
    /// Rows of values (regression).
    Values(Array2<f32>),
}

impl Targets {
    /// Number of examples.
    pub fn len(&self) -> usize {
        match self {
            Self::Classes(classes) => classes.len(),
            Self::Values(values) => values.nrows(),
        }
    }

    /// Whether there are no examples.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The targets of the given examples, in that order.
    #[must_use]
    pub fn select(&self, examples: &[usize]) -> Self {
        match self {
            Self::Classes(classes) => Self::Classes(examples.iter().map(|&i| classes[i]).collect()),
            Self::Values(values) => Self::Values(values.select(Axis(0), examples)),
        }
    }

    /// These, and then others of the same kind.
    ///
    /// # Panics
    /// If they are of another kind or width.
    #[must_use]
    pub fn followed_by(&self, others: &Self) -> Self {
        match (self, others) {
            (Self::Classes(own), Self::Classes(others)) => Self::Classes([&own[..], others].concat()),
            (Self::Values(own), Self::Values(others)) => Self::Values(stacked(own, others)),
            _ => unreachable!("the targets of a data set are of one kind"),
        }
    }

    /// Mean loss of the best answer that is the same for every example: of classes the entropy of their shares in nats, of
    /// values their squared distance from the mean; 0 without examples.
    pub fn guessing(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 examples")]
        let all = self.len().max(1) as f64;
        match self {
            Self::Classes(classes) => {
                let mut counts = [0_u32; 256];
                for &class in classes {
                    counts[usize::from(class)] += 1;
                }
                let shares = counts.iter().filter(|count| **count > 0).map(|&count| f64::from(count) / all);
                shares.map(|share| -share * libm::log2(share) * std::f64::consts::LN_2).sum()
            }
            Self::Values(values) => {
                let distance = |column: ndarray::ArrayView1<f32>| {
                    let mean = column.iter().map(|&v| f64::from(v)).sum::<f64>() / all;
                    column.iter().map(|&v| (f64::from(v) - mean) * (f64::from(v) - mean)).sum::<f64>() / all
                };
                values.columns().into_iter().map(distance).sum()
            }
        }
    }
}

/// Which loss the network minimises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Loss {
    /// Softmax and negative log-likelihood, in nats; for [`Targets::Classes`].
    CrossEntropy,
    /// Sum over outputs of squared differences; for [`Targets::Values`].
    SquaredError,
}

impl Loss {
    /// Sum of the examples' losses for rows of `outputs` (width each); replaces the outputs by
    /// the gradient of the *mean* loss with respect to them.
    ///
    /// # Panics
    /// If the targets are not of the loss's kind.
    pub(super) fn sum_and_gradient(self, outputs: &mut [f32], width: usize, targets: &Targets) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 examples")]
        let scale = 1.0 / targets.len() as f32;
        let mut sum = 0.0;
        match (self, targets) {
            (Self::CrossEntropy, Targets::Classes(classes)) => {
                for (row, &class) in outputs.chunks_exact_mut(width).zip(classes) {
                    sum += f64::from(cross_entropy(row, usize::from(class), scale));
                }
            }
            (Self::SquaredError, Targets::Values(values)) => {
                for (output, &value) in outputs.iter_mut().zip(values) {
                    let difference = *output - value;
                    sum += f64::from(difference) * f64::from(difference);
                    *output = 2.0 * scale * difference;
                }
            }
            _ => unreachable!("a network's loss and its data set's targets are of one kind"),
        }
        sum
    }
}

/// -ln softmax(row)[class]; replaces the row by scale * (softmax(row) - onehot(class)).
fn cross_entropy(row: &mut [f32], class: usize, scale: f32) -> f32 {
    // A NaN must not lose against numbers here: it has to reach the loss.
    let max = row.iter().fold(f32::NEG_INFINITY, |m, &v| if v > m || v.is_nan() { v } else { m });
    for v in row.iter_mut() {
        *v -= max;
    }
    let margin = row[class];
    exp_slice(row);
    let sum: f32 = row.iter().sum();
    for v in row.iter_mut() {
        *v *= scale / sum;
    }
    row[class] -= scale;
    ln(sum) - margin
}
