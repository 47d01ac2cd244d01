//! Figures as the table writes them.

use super::{Column, TableText, Text, grouped};
use crate::experiment::PaneSpec;
use crate::quant::Codebook;
use crate::ui::state::Figures;

/// One row's figures as they are written; those that are not known yet are dashes.
pub type Cells = [String; 10];

/// The columns in order.
pub fn columns(words: &TableText) -> [&Column; 10] {
    [
        &words.train_loss,
        &words.train_error,
        &words.test_error,
        &words.change,
        &words.disagreement,
        &words.bits,
        &words.size,
        &words.ratio,
        &words.steps,
        &words.seconds,
    ]
}

/// What a run is called.
pub fn name(pane: &PaneSpec, words: &Text) -> String {
    let method = (words.pane.method_name)(pane.method);
    let codebook = match &pane.codebook {
        Codebook::Adaptive { k } => format!("K = {k}"),
        Codebook::Adaptive0 { k } => format!("K = {k}, 0"),
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => {
            format!("{} ({c})", (words.pane.codebook_name)(pane.codebook.name()))
        }
        other => (words.pane.codebook_name)(other.name()).to_owned(),
    };
    format!("{method}, {codebook}")
}

/// A row without figures.
pub fn dashes() -> Cells {
    std::array::from_fn(|_| "–".to_owned())
}

fn percent(fraction: Option<f64>) -> String {
    fraction.map_or_else(|| "–".to_owned(), |f| format!("{:.1} %", 100.0 * f))
}

fn loss(value: f64) -> String {
    if value < 0.1 { format!("{value:.4}") } else { format!("{value:.3}") }
}

/// A row.
pub fn cells(figures: &Figures) -> Cells {
    let size = whole(figures.bytes);
    [
        loss(figures.train_loss),
        percent(figures.train_error),
        percent(figures.test_error),
        figures.change.map_or_else(|| "–".to_owned(), |f| format!("{:+.1}", 100.0 * f).replace('-', "−")),
        percent(figures.disagreement),
        if figures.bits.fract() == 0.0 {
            format!("{:.0}", figures.bits)
        } else {
            format!("{:.1}", figures.bits)
        },
        figures.entropy_bytes.map_or_else(|| size.clone(), |coded| format!("{size} | {}", whole(coded))),
        if figures.ratio == 1.0 { "1×".to_owned() } else { format!("{:.1}×", figures.ratio) },
        grouped(figures.sgd_steps),
        figures.seconds.map_or_else(|| "–".to_owned(), |seconds| format!("{seconds:.1}")),
    ]
}

fn whole(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive count")]
    let count = value as u64;
    grouped(count)
}
