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
    /// Error on the examples held out.
    ValidError,
    /// Test error minus the reference net's.
    Change,
    /// The lower limit of that, in files.
    #[strum(serialize = "change_low")]
    Low,
    /// Its upper limit, in files.
    #[strum(serialize = "change_high")]
    High,
    /// Test examples that only the reference net answers rightly.
    #[strum(serialize = "only_reference_right")]
    Lost,
    /// Test examples that only the quantized net answers rightly.
    #[strum(serialize = "only_quantized_right")]
    Won,
    /// Test examples answered differently from the reference net.
    Disagreement,
    /// Index bits per weight.
    #[strum(serialize = "bits_per_weight")]
    Bits,
    /// Bytes.
    #[strum(serialize = "bytes")]
    Size,
    /// Size of the reference net over this size.
    #[strum(serialize = "compression_ratio")]
    Ratio,
    /// Bytes with entropy-coded indices.
    #[strum(serialize = "entropy_coded_bytes")]
    Coded,
    /// Minibatches.
    #[strum(serialize = "sgd_steps")]
    Steps,
    /// Computing time.
    Seconds,
    /// Microseconds per answer, one at a time, as measured here.
    #[strum(serialize = "us_per_answer")]
    Us,
    /// Times as fast as with weights in full.
    Faster,
}

impl Column {
    /// The columns that nets have on the page: what decides, and then the rest.
    pub const OF_NETS: [&[Self]; 2] = [
        &[Self::TestError, Self::Change, Self::Size, Self::Ratio, Self::Us],
        &[
            Self::TrainLoss,
            Self::TrainError,
            Self::Disagreement,
            Self::Lost,
            Self::Won,
            Self::Bits,
            Self::Coded,
            Self::Steps,
            Self::Seconds,
        ],
    ];

    /// The same where examples are held out: nets are chosen by these.
    pub const HELD_OUT: [&[Self]; 2] = [
        &[Self::ValidError, Self::TestError, Self::Change, Self::Size, Self::Ratio, Self::Us],
        Self::OF_NETS[1],
    ];

    /// Those of two weights, which have neither examples nor minibatches.
    pub const OF_TOYS: [&[Self]; 2] = [&[Self::TrainLoss, Self::Ratio], &[Self::Bits, Self::Size]];

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
            Self::ValidError => figures.valid_error,
            Self::Change => figures.change,
            Self::Low => figures.limits.map(|(low, _)| low),
            Self::High => figures.limits.map(|(_, high)| high),
            Self::Lost => figures.lost.map(f64::from),
            Self::Won => figures.won.map(f64::from),
            Self::Disagreement => figures.disagreement,
            Self::Bits => Some(figures.bits),
            Self::Size => Some(figures.bytes),
            Self::Ratio => Some(figures.ratio),
            Self::Coded => figures.entropy_bytes,
            Self::Steps => Some(steps),
            Self::Seconds => figures.seconds,
            Self::Us => figures.us,
            Self::Faster => figures.faster,
        }
    }

    /// The figure as the page writes it; a dash where there is none.
    pub fn cell(self, figures: Option<&Figures>) -> String {
        let value = figures.and_then(|figures| self.value(figures));
        let Some((value, figures)) = value.zip(figures) else { return "–".to_owned() };
        match self {
            Self::TrainLoss if value < 0.1 => format!("{value:.4}"),
            Self::TrainLoss => format!("{value:.3}"),
            Self::TrainError | Self::TestError | Self::ValidError | Self::Disagreement => {
                format!("{:.1} %", 100.0 * value)
            }
            Self::Change => match figures.limits {
                Some((low, high)) => {
                    minus(&format!("{:+.1} ({:+.1} … {:+.1})", 100.0 * value, 100.0 * low, 100.0 * high))
                }
                None => points(value),
            },
            Self::Low | Self::High => points(value),
            Self::Bits if value.fract() == 0.0 => format!("{value:.0}"),
            Self::Us => match figures.faster {
                Some(faster) => format!("{} ({faster:.1}×)", micro(value)),
                None => micro(value),
            },
            Self::Ratio if value == 1.0 => "1×".to_owned(),
            Self::Ratio | Self::Faster => format!("{value:.1}×"),
            Self::Size | Self::Coded | Self::Steps | Self::Lost | Self::Won => whole(value),
            Self::Bits | Self::Seconds => format!("{value:.1}"),
        }
    }
}

/// Percentage points with their sign.
fn points(value: f64) -> String {
    minus(&format!("{:+.1}", 100.0 * value))
}

/// Microseconds, three digits of them at most.
pub fn micro(value: f64) -> String {
    match value {
        small if small < 1.0 => format!("{small:.2}"),
        small if small < 100.0 => format!("{small:.1}"),
        _ => whole(value.round()),
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
        let cells = |columns: &[Column]| -> Vec<String> {
            columns.iter().map(|column| column.cell(Some(&figures))).collect()
        };
        let [first, more] = Column::OF_NETS;
        assert_eq!(cells(first), ["–", "−1.1", "1,234", "28.4×", "–"]);
        let fast = Figures { us: Some(7.64), faster: Some(3.25), ..figures.clone() };
        let full = Figures { us: Some(1234.5), ..figures.clone() };
        assert_eq!([&fast, &full].map(|figures| Column::Us.cell(Some(figures))), ["7.6 (3.2×)", "1,235"]);
        assert_eq!(Column::Faster.cell(Some(&fast)), "3.2×");
        assert_eq!(cells(more), ["0.0123", "0.1 %", "–", "–", "–", "1.5", "999", "8,000", "–"]);
        assert!(first.iter().chain(more).all(|column| column.cell(None) == "–"));
        let held_out = Figures { valid_error: Some(0.035), ..figures.clone() };
        assert_eq!(Column::HELD_OUT[0][0].cell(Some(&held_out)), "3.5 %");
        assert_eq!(Column::HELD_OUT[0][0].cell(Some(&figures)), "–");
        let sure = Figures { change: Some(0.0056), limits: Some((-0.0141, 0.0255)), ..figures.clone() };
        assert_eq!(Column::Change.cell(Some(&sure)), "+0.6 (−1.4 … +2.5)");
        let whole = Figures { train_loss: 0.25, bits: 32.0, ratio: 1.0, bytes: 7.0, ..Figures::default() };
        let cells: Vec<String> =
            Column::OF_TOYS.concat().iter().map(|column| column.cell(Some(&whole))).collect();
        assert_eq!(cells, ["0.250", "1×", "32", "7"]);
    }
}
