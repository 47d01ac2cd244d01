//! The columns of the table of numbers.

use strum::{IntoStaticStr, VariantArray};

use super::figures::Figures;
use crate::kit::{grouped, minus};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Column {
    /// Mean training loss.
    TrainLoss,
    /// Training error.
    TrainError,
    /// Test error.
    TestError,
    /// Test error minus the reference net's.
    Change,
    /// Test examples answered differently from the reference net.
    Disagreement,
    /// Index bits per weight.
    #[strum(serialize = "bits_per_weight")]
    Bits,
    /// Bytes; on the page with those of entropy-coded indices beside them.
    #[strum(serialize = "bytes")]
    Size,
    /// Size of the reference net over this size.
    #[strum(serialize = "compression_ratio")]
    Ratio,
    /// Bytes with entropy-coded indices, in files.
    #[strum(serialize = "entropy_coded_bytes")]
    Coded,
    /// Minibatches.
    #[strum(serialize = "sgd_steps")]
    Steps,
    /// Computing time.
    Seconds,
}

impl Column {
    /// The columns that nets have on the page.
    pub const OF_NETS: [Self; 10] = [
        Self::TrainLoss,
        Self::TrainError,
        Self::TestError,
        Self::Change,
        Self::Disagreement,
        Self::Bits,
        Self::Size,
        Self::Ratio,
        Self::Steps,
        Self::Seconds,
    ];

    /// Those of two weights, which have neither examples nor minibatches.
    pub const OF_TOYS: [Self; 4] = [Self::TrainLoss, Self::Bits, Self::Size, Self::Ratio];

    /// The name in files.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The figure; `None` where it makes no sense or is not known.
    pub fn value(self, figures: &Figures) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of minibatches are far below 2^53")]
        let steps = figures.sgd_steps as f64;
        match self {
            Self::TrainLoss => Some(figures.train_loss),
            Self::TrainError => figures.train_error,
            Self::TestError => figures.test_error,
            Self::Change => figures.change,
            Self::Disagreement => figures.disagreement,
            Self::Bits => Some(figures.bits),
            Self::Size => Some(figures.bytes),
            Self::Ratio => Some(figures.ratio),
            Self::Coded => figures.entropy_bytes,
            Self::Steps => Some(steps),
            Self::Seconds => figures.seconds,
        }
    }

    /// The figure as the page writes it; a dash where there is none.
    pub fn cell(self, figures: Option<&Figures>) -> String {
        let value = figures.and_then(|figures| self.value(figures));
        let Some((value, figures)) = value.zip(figures) else { return "–".to_owned() };
        match self {
            Self::TrainLoss if value < 0.1 => format!("{value:.4}"),
            Self::TrainLoss => format!("{value:.3}"),
            Self::TrainError | Self::TestError | Self::Disagreement => format!("{:.1} %", 100.0 * value),
            Self::Change => minus(&format!("{:+.1}", 100.0 * value)),
            Self::Bits if value.fract() == 0.0 => format!("{value:.0}"),
            Self::Size => match figures.entropy_bytes {
                Some(coded) => format!("{} | {}", whole(value), whole(coded)),
                None => whole(value),
            },
            Self::Ratio if value == 1.0 => "1×".to_owned(),
            Self::Ratio => format!("{value:.1}×"),
            Self::Coded | Self::Steps => whole(value),
            Self::Bits | Self::Seconds => format!("{value:.1}"),
        }
    }
}

fn whole(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive count")]
    let count = value as u64;
    grouped(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_page_writes_them() {
        let figures = Figures {
            train_loss: 0.012_34,
            train_error: Some(0.0012),
            change: Some(-0.011),
            bits: 1.5,
            bytes: 1234.0,
            entropy_bytes: Some(999.0),
            ratio: 28.36,
            sgd_steps: 8000,
            ..Figures::default()
        };
        let cells = Column::OF_NETS.map(|column| column.cell(Some(&figures)));
        assert_eq!(cells, ["0.0123", "0.1 %", "–", "−1.1", "–", "1.5", "1,234 | 999", "28.4×", "8,000", "–"]);
        assert!(Column::OF_NETS.iter().all(|column| column.cell(None) == "–"));
        let whole = Figures { train_loss: 0.25, bits: 32.0, ratio: 1.0, bytes: 7.0, ..Figures::default() };
        assert_eq!(Column::OF_TOYS.map(|column| column.cell(Some(&whole))), ["0.250", "32", "7", "1×"]);
    }
}
