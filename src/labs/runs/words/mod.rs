//! Words of every lab that compares runs.

mod en;
mod ja;

use std::fmt::Write;

use crate::experiment::{DataKind, Expected, ExperimentError, Fault, PaneSpec, Score, Setting, Standing};
use crate::files::{Format, Unwritable};
use crate::kit::grouped;
use crate::labs::runs::{Caption, Column, Outcome, Pane, Runs, SavingSaid};
use crate::lc::{Method, Share};
use crate::link::{Lang, Speed};
use crate::nn::Activation;
use crate::protocol::{FileTrouble, Reason};
use crate::quant::{Codebook, Freedom, Solver};

/// Words of every lab that compares runs. Functions are texts with something to fill in.
pub struct RunsWords {
    /// For screen readers, once per iteration: number, of how many, and of every run its name, loss and test error.
    pub summary: fn(u32, u32, &[RunInShort]) -> String,
    /// What is shown was computed beforehand.
    pub recorded: &'static str,
    /// What a data set is called.
    pub data_name: fn(DataKind) -> &'static str,
    /// Download of the report.
    pub download: &'static str,
    /// What happens, with its equation.
    pub caption: fn(Caption, Course) -> Said,
    /// What a run ends with, and that in counts against other nets.
    pub score: fn(&Score) -> [String; 2],
    /// What can be said of its weights, and which share of them is on another value than rounding gave.
    pub standing: fn(&Outcome) -> String,
    /// What is wrong with a value.
    pub complaint: fn(&Fault) -> String,
    /// Transport.
    pub transport: TransportWords,
    /// Panes.
    pub pane: PaneWords,
    /// Nets as files.
    pub take: TakeWords,
    /// What nets save.
    pub savings: SavingsWords,
    /// Charts.
    pub chart: ChartWords,
    /// Table of numbers.
    pub table: TableWords,
    /// Settings.
    pub settings: SettingsWords,
}

/// Transport.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct TransportWords {
    pub label: &'static str,
    pub reset: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub step: &'static str,
    pub only_l: &'static str,
    pub only_c: &'static str,
    pub speed: &'static str,
    pub speed_name: fn(Speed) -> &'static str,
    pub scrubber: &'static str,
    pub iteration: fn(u32, u32) -> String,
    pub training_reference: fn(u32, u32) -> String,
    pub computing: fn(u32, u32) -> String,
    /// The penalty parameter at the position.
    pub mu: fn(&str) -> String,
    pub seed: &'static str,
    pub dice: &'static str,
}

/// Panes.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct PaneWords {
    /// Bits per weight that a budget allows.
    pub budget: &'static str,
    pub kept: &'static str,
    pub kept_about: &'static str,
    pub rate: &'static str,
    pub rate_about: &'static str,
    /// What a run has of its own in the settings.
    pub own: &'static str,
    pub label: fn(usize) -> String,
    pub method: &'static str,
    pub method_name: fn(Method) -> &'static str,
    pub codebook: &'static str,
    pub codebook_name: fn(&Codebook) -> &'static str,
    pub entries: &'static str,
    pub exponent: &'static str,
    pub values: &'static str,
    pub duplicate: &'static str,
    pub remove: &'static str,
    pub diverged: &'static str,
    pub reference_diverged: &'static str,
    /// Why a run cannot go on.
    pub failed: fn(&Reason) -> String,
    /// A run has said nothing for long.
    pub quiet: &'static str,
    pub retry: &'static str,
    pub start_again: &'static str,
}

/// Nets as files.
pub struct TakeWords {
    /// The button, and the window's title.
    pub open: &'static str,
    /// Why it cannot be yet.
    pub not_yet: &'static str,
    /// Why it cannot where the run was computed beforehand.
    pub recorded: &'static str,
    /// What the files are.
    pub about: &'static str,
    /// A format, and whom it is for.
    pub format: fn(Format) -> (&'static str, &'static str),
    /// A file's name and its bytes.
    pub saved: fn(&str, &str) -> String,
    /// Why a net cannot be written so.
    pub refused: fn(Unwritable) -> &'static str,
    /// The program that writes could not be had; what the browser says comes behind it.
    pub no_program: &'static str,
    /// What reads packed nets.
    pub reader: &'static str,
}

/// What nets save.
pub struct SavingsWords {
    /// The button in few letters.
    pub short: &'static str,
    /// The window's title.
    pub open: &'static str,
    /// Nothing is measured yet.
    pub not_yet: &'static str,
    /// What is compared, and how it is measured.
    pub about: &'static str,
    /// Bytes of a net.
    pub bytes: &'static str,
    /// Microseconds per answer.
    pub us: &'static str,
    /// How many answers differ from those of the net in full, of how many.
    pub answers: fn((usize, usize)) -> String,
    /// The curve over batches.
    pub batches: &'static str,
    /// Its axes.
    pub axes: [&'static str; 2],
    /// From how many at once on the net in full is as fast.
    pub crossing: fn(Option<f64>) -> String,
    /// The table of operations,
    pub operations: &'static str,
    /// its columns,
    pub heads: [&'static str; 6],
    /// and where the last one comes from.
    pub energy: &'static str,
    /// What is true of what was measured.
    pub said: fn(&SavingSaid) -> String,
}

/// Charts.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ChartWords {
    /// From how many training examples the figures between start and end come, if not from all.
    pub sampled: fn(u32) -> String,
    pub loss: &'static str,
    pub reference: &'static str,
    pub once: &'static str,
    pub more: &'static str,
    pub violation: &'static str,
    pub mu: &'static str,
    pub codebook: &'static str,
    pub layer: fn(usize) -> String,
    pub solver: &'static str,
    pub sizes: &'static str,
    pub of_weights: &'static str,
    pub of_quantized: &'static str,
    pub iteration: &'static str,
}

/// Table of numbers.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct TableWords {
    pub caption: &'static str,
    pub run: &'static str,
    /// What the reference net gives if it is only rounded, below a run.
    pub once: &'static str,
    pub more: &'static str,
    /// The reference net trained for as long as the runs.
    pub longer: &'static str,
    /// The button that tries other seeds, and what it does.
    pub seeds: (&'static str, &'static str),
    /// How many are done, of how many.
    pub seeds_done: fn(usize, u32) -> String,
    /// The column of seeds, and what is in it.
    pub over_seeds: (&'static str, &'static str),
    /// A column's head, and one sentence about it with its unit.
    pub column: fn(Column) -> (&'static str, &'static str),
    pub pin: &'static str,
    pub pin_name: &'static str,
    pub unpin: &'static str,
    pub show_pin: &'static str,
    pub csv: &'static str,
    pub json: &'static str,
}

/// Settings.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct SettingsWords {
    /// A setting's label and what it does, if it is among the others in the window.
    pub label: fn(Setting) -> Option<(&'static str, &'static str)>,
    pub activation: fn(Activation) -> &'static str,
    pub share: fn(Share) -> &'static str,
    pub solver: fn(Solver) -> &'static str,
    pub defaults: &'static str,
    pub default: fn(&str) -> String,
    /// What is wrong with a value that was typed.
    pub wrong: fn(&Fault) -> String,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static RunsWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

/// What of the runs decides which words are true of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// The method of all runs that iterate, if they have one.
    pub method: Option<Method>,
    /// Whether lines move in any of them.
    pub moves: bool,
    /// Whether all weights are where they are to end.
    pub arrived: bool,
}

impl Course {
    /// Of runs, at the position that is shown.
    pub fn of(runs: &Runs) -> Self {
        let iterating = || runs.panes.iter().filter(|pane| pane.spec.method.iterates());
        let first = iterating().next().map(|pane| pane.spec.method);
        let arrived = |pane: &Pane| pane.around(runs.position).is_some_and(|(frame, _)| frame.has_arrived());
        Self {
            method: first.filter(|method| iterating().all(|pane| pane.spec.method == *method)),
            moves: iterating().any(|pane| pane.spec.codebook.freedom() != Freedom::None),
            arrived: iterating().all(arrived),
        }
    }
}

/// A number with three digits that count; a very small or large one with its power of ten.
pub fn three_digits(value: f64) -> String {
    let size = value.abs();
    let text = match size {
        _ if size == 0.0 => "0".to_owned(),
        1e-3..1e5 => {
            #[expect(clippy::cast_possible_truncation, reason = "exponents are small")]
            let decimals = 2 - size.log10().floor() as i32;
            format!("{value:.*}", usize::try_from(decimals).unwrap_or(0))
        }
        _ => format!("{value:.1e}"),
    };
    crate::kit::minus(&text)
}

/// A run's name, training loss and test error.
pub type RunInShort = (String, f64, Option<f64>);

/// A sentence and its equation.
pub struct Said {
    /// What happens.
    pub sentence: &'static str,
    /// In symbols.
    pub equation: &'static str,
}

/// What a run is called.
pub fn name(pane: &PaneSpec, words: &RunsWords) -> String {
    let method = (words.pane.method_name)(pane.method);
    let codebook = (words.pane.codebook_name)(&pane.codebook);
    let mut name = match &pane.codebook {
        Codebook::Adaptive { k } => format!("{method}, K = {k}"),
        Codebook::Adaptive0 { k } => format!("{method}, K = {k}, 0"),
        Codebook::Pow2 { c } | Codebook::Pow2Scaled { c } => format!("{method}, {codebook} ({c})"),
        Codebook::Budget { bits } => format!("{method}, {bits} {}", words.pane.budget),
        _ => format!("{method}, {codebook}"),
    };
    if let Some(percent) = pane.kept {
        let _ = write!(name, ", {percent} % {}", words.pane.kept);
    }
    if let Some(rate) = pane.rate {
        let _ = write!(name, ", {} {rate}", words.pane.rate);
    }
    name
}

/// The range of a number, where a sentence can name one.
fn range_of(expected: &Expected) -> Option<(String, String)> {
    match expected {
        Expected::Integer { min, max } => Some((grouped((*min).into()), grouped((*max).into()))),
        Expected::Number { min, max } => Some((min.to_string(), max.to_string())),
        Expected::OneOf(_)
        | Expected::SomeOf(_)
        | Expected::Widths
        | Expected::Fold
        | Expected::Nets
        | Expected::Numbers { .. }
        | Expected::Panes
        | Expected::Cascade
        | Expected::Choices
        | Expected::Values => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_that_count() {
        let texts = [0.0, 0.001, 0.012_345, -3.0, 45.678, 1234.5, 2e-7].map(three_digits);
        assert_eq!(texts, ["0", "0.00100", "0.0123", "−3.00", "45.7", "1234", "2.0e−7"]);
    }

    #[test]
    fn what_a_run_ends_with_is_told_in_counts() {
        let errors = |wrong, rounded| Score::Errors { wrong, of: 360, reference: 30, rounded };
        let loss = Score::Loss { own: 0.0123, reference: 0.01, rounded: Some(0.5) };
        for (lang, told) in [
            (
                Lang::En,
                [
                    "8.9 % wrong: 2 of 360 more than 32-bit, 41 fewer than rounding.",
                    "8.3 % wrong: as many as 32-bit, 1 more than rounding.",
                    "7.8 % wrong: 2 of 360 fewer than 32-bit, as many as rounding.",
                    "20.3 % wrong: 43 of 360 more than 32-bit.",
                    "Train loss 0.0123: 32-bit 0.0100, rounding 0.500.",
                ],
            ),
            (
                Lang::Ja,
                [
                    "誤り 8.9 %：360 個中、32 ビットより 2 個多く、丸めるだけより 41 個少ない。",
                    "誤り 8.3 %：32 ビットと同数、丸めるだけより 1 個多い。",
                    "誤り 7.8 %：360 個中、32 ビットより 2 個少なく、丸めるだけと同数。",
                    "誤り 20.3 %：360 個中、32 ビットより 43 個多い。",
                    "訓練損失 0.0123（32 ビット 0.0100、丸めるだけ 0.500）。",
                ],
            ),
        ] {
            let scores = [
                errors(32, Some(73)),
                errors(30, Some(29)),
                errors(28, Some(28)),
                errors(73, None),
                loss.clone(),
            ];
            assert_eq!(scores.map(|score| (words(lang).score)(&score).concat()), told);
        }
    }
}
