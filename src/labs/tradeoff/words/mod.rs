//! The Trade-off lab's words.

mod en;
mod ja;

use super::file::Bad;
use super::state::State;
use crate::experiment::{
    Aim, Architecture, Cost, Goodness, Paired, PaneSpec, Setting, Verdict, Z_ONE_SIDED_95,
};
use crate::kit::{grouped, minus};
use crate::labs::runs::micro;
use crate::link::Lang;
use crate::quant::Codebook;
use crate::sweep::{Outcome, Rejection};

/// The Trade-off lab's words. Functions are texts with something to fill in.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct TradeoffWords {
    pub title: &'static str,
    pub ask: AskWords,
    pub answer: AnswerWords,
    pub plot: PlotWords,
    pub studies: StudiesWords,
    pub work: WorkWords,
    pub table: TableWords,
    pub file: FileWords,
    pub report: ReportWords,
    pub data: &'static str,
    /// A net that is to be taken along is computed first; seconds.
    pub take_first: fn(f64) -> String,
    pub take_diverged: &'static str,
    /// Hidden layers in words.
    pub net: fn(&Architecture) -> String,
    /// The same in a few letters, for a plot.
    pub net_short: fn(&Architecture) -> String,
    /// Method and codebook in words.
    pub choice: fn(&PaneSpec) -> String,
    /// Codebook in a few letters, for a plot.
    pub choice_short: fn(&PaneSpec) -> String,
    /// Titles of the groups of settings.
    pub groups: [&'static str; 3],
    pub restarts: &'static str,
    pub defaults: &'static str,
}

/// The question.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct AskWords {
    /// Before and after the tolerance, and after the aim.
    pub sentence: [&'static str; 3],
    /// What the limit is in, by aim.
    pub units: [&'static str; 3],
    pub within: &'static str,
    pub aim: &'static str,
    pub aims: [&'static str; 3],
    pub at_most: &'static str,
}

/// The answer.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct AnswerWords {
    pub label: &'static str,
    /// What is to be small of the answer: bytes, entropy-coded bytes, microseconds.
    pub cost: fn(f64, Aim) -> String,
    /// Net and choice.
    pub which: fn(&str, &str) -> String,
    /// How many times smaller, or faster, than the same net in 32 bits, and what that takes.
    pub smaller: fn(f64, f64, Aim) -> String,
    /// By how many points worse, its limits.
    pub worse: fn(&Paired) -> String,
    /// Test errors of the net and of the same net in 32 bits; the seed that was tested, where there are several.
    pub tested: fn(&Paired, Option<u32>) -> String,
    /// Yes, no, not enough; with the tolerance in points, and the answers it comes from.
    pub verdict: fn(&Verdict, f64, &Paired) -> (&'static str, String),
    /// The test error of the best 32-bit net, by how much the answer's is above, whether that is more than is tolerated, and whether
    /// other figures beside it are of all examples.
    pub against_best: fn(f64, f64, bool, bool) -> String,
    /// Nothing is good enough.
    pub nothing: &'static str,
    pub closest: fn(&str, f64) -> String,
    /// Bytes of the smallest, where none is small enough.
    pub smallest: fn(f64) -> String,
    pub waiting: &'static str,
    /// Nothing is classified.
    pub no_classes: &'static str,
    /// Nothing is held out.
    pub not_held_out: &'static str,
    pub unknown: &'static str,
    /// So many of so many choices were measured.
    pub measuring: fn(usize, usize) -> String,
    /// From how many runs of how many it is.
    pub provisional: fn(usize, usize) -> String,
    pub open: &'static str,
    pub export: &'static str,
    /// Tests on every example once; seconds.
    pub fold: fn(f64) -> String,
    /// So many of so many parts.
    pub folding: fn(usize, u32) -> String,
    pub more_seeds: fn(f64) -> String,
    pub evidence: &'static str,
    /// The examples answered: of the test set, or of all.
    pub of_test: fn(u32) -> String,
    pub of_folds: fn(u32) -> String,
    /// Heads of the table: 32 bits right, wrong; quantized right, wrong.
    pub paired: [&'static str; 4],
    /// Errors on the examples held out, and the best 32-bit net's.
    pub held_out: fn(HeldOut, f64) -> String,
    /// For how many choices the test examples have been looked at.
    pub looked: fn(usize) -> String,
    /// Before what is smaller, or faster, and was not taken; and where there is nothing.
    pub rejected: fn(Aim) -> &'static str,
    pub none_smaller: fn(Aim) -> &'static str,
    pub why_not: fn(&Rejection) -> String,
    pub not_tried: &'static str,
    /// Nets, choices, seeds.
    pub tried: fn(usize, usize, usize) -> String,
    pub own_data: &'static str,
}

/// Errors on examples held out: the mean over seeds, the lowest and the highest, how many seeds, and that of the 32-bit net.
pub type HeldOut = (f64, (f64, f64), usize, f64);

/// The plot.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct PlotWords {
    pub title: &'static str,
    pub label: fn(usize, usize) -> String,
    pub x: fn(Cost) -> &'static str,
    pub y: fn(Goodness, bool) -> &'static str,
    pub axes: [&'static str; 2],
    /// Learned values, two of them fixed, three, powers or others, a budget, corrections, 32 bits.
    pub legend: [&'static str; 7],
    pub rest: &'static str,
    /// Said where something was only rounded.
    pub rounded: &'static str,
    pub beaten: &'static str,
    pub hint: &'static str,
    pub head: [&'static str; 9],
    /// Bytes, times smaller, error and range, error of the 32-bit net.
    pub readout: fn(f64, f64, Option<HeldOut>, Option<f64>) -> String,
    /// Microseconds per answer, and of the same net in 32 bits.
    pub us: fn(f64, f64) -> String,
    pub seed: fn(u32) -> String,
    pub compare: &'static str,
    pub compared: &'static str,
    pub compare_now: fn(usize) -> String,
    pub compare_none: &'static str,
    pub other_net: &'static str,
    pub prove: &'static str,
    pub proven: fn(bool) -> &'static str,
}

/// The looks at a sweep.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct StudiesWords {
    pub label: &'static str,
    /// Front, widths, starts.
    pub names: [&'static str; 3],
    pub widths_axes: [&'static str; 2],
    pub widths_hint: &'static str,
    /// The loss that is wanted, what is smallest, its bytes.
    pub optimum: fn(f64, &str, f64) -> String,
    pub loss: &'static str,
    pub starts_head: [&'static str; 3],
    /// Largest end over smallest, of which choice, on which net.
    pub spread: fn(f64, &str, &str) -> String,
    pub starts_hint: &'static str,
    pub grid: &'static str,
    pub grid_axes: [&'static str; 2],
    pub grid_start: &'static str,
    pub grid_hint: &'static str,
    pub mu0s: (&'static str, &'static str),
    pub growths: (&'static str, &'static str),
}

/// What is computed.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct WorkWords {
    pub label: &'static str,
    pub nets: (&'static str, &'static str),
    pub choices: (&'static str, &'static str),
    pub seeds: (&'static str, &'static str),
    pub valid: (&'static str, &'static str),
    pub all_there: fn(usize) -> String,
    /// How many are missing, seconds, whether that was measured.
    pub missing: fn(usize, f64, bool) -> String,
    pub start: &'static str,
    pub progress: fn(usize, usize, f64) -> String,
    pub paused: &'static str,
    pub pause: &'static str,
    pub resume: &'static str,
    pub stop: &'static str,
    pub beyond: fn(usize) -> String,
    pub retry: &'static str,
}

/// All choices.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct TableWords {
    pub title: fn(usize) -> String,
    pub caption: &'static str,
    pub head: [&'static str; 7],
    pub more: fn(usize) -> String,
    pub csv: &'static str,
    pub json: &'static str,
    pub origin: [&'static str; 4],
    /// A run diverged; its weights are not on their values.
    pub standing: [&'static str; 2],
    pub look: &'static str,
}

/// Files.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct FileWords {
    pub open: &'static str,
    pub hint: &'static str,
    pub reading: fn(&str, f64) -> String,
    pub read: fn(&str, usize) -> String,
    pub bad: fn(usize, Bad) -> String,
    pub more_bad: fn(usize) -> String,
    pub dismiss: &'static str,
}

/// The pilot report.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ReportWords {
    pub open: &'static str,
    pub title: &'static str,
    pub print: &'static str,
    pub question: &'static str,
    pub answer: &'static str,
    pub evidence: &'static str,
    pub settings: &'static str,
    pub link: &'static str,
    pub digests: &'static str,
    /// Tolerance, what is to be small, the most of it, data.
    pub asked: fn(f64, Aim, Option<f64>, &str) -> String,
    pub made: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static TradeoffWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

/// The answer in a sentence, for those who do not see the page. It changes only when the answer does.
pub fn summary(state: &State, lang: Lang) -> String {
    let (words, entries) = (words(lang), state.entries());
    match state.outcome(&entries) {
        _ if state.is_waiting() => words.answer.waiting.to_owned(),
        Some(Outcome::Found(answer)) => {
            let entry = &entries[answer.candidate];
            let Some((net, choice)) = state.sweep.of(entry.pick) else { return String::new() };
            let aim = state.spec.aim;
            let cost = state.candidates(&entries).get(answer.candidate).and_then(|own| own.cost(aim));
            let bytes = (words.answer.cost)(cost.unwrap_or(f64::NAN), aim);
            let which = (words.answer.which)(&(words.net)(net), &(words.choice)(choice));
            let paired = state.folded(entry.pick).filter(|folded| folded.parts == super::FOLDS as usize);
            let paired = paired.map_or(answer.paired, |folded| folded.paired);
            let verdict = paired.verdict(state.spec.tolerance());
            let (mark, verdict) = (words.answer.verdict)(&verdict, state.spec.points(), &paired);
            format!("{bytes} {which} {mark} {verdict}")
        }
        Some(Outcome::Nothing { .. }) => words.answer.nothing.to_owned(),
        None => words.answer.unknown.to_owned(),
    }
}

/// Points of error with one decimal, two where that would be nothing.
fn points(fraction: f64) -> String {
    let points = 100.0 * fraction;
    let text =
        if points != 0.0 && points.abs() < 0.095 { format!("{points:.2}") } else { format!("{points:.1}") };
    minus(if text == "-0.0" { "0.0" } else { &text })
}

/// A fraction as percent.
fn percent(fraction: f64) -> String {
    format!("{:.1} %", 100.0 * fraction)
}

/// A number of bytes.
fn bytes(amount: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
    let whole = amount.round() as u64;
    grouped(whole)
}

/// How many times smaller.
fn times(ratio: f64) -> String {
    if ratio < 9.95 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

/// Seconds as one says them: to about a tenth.
fn about(seconds: f64) -> (f64, bool) {
    if seconds < 90.0 {
        ((seconds / 5.0).ceil().max(1.0) * 5.0, false)
    } else {
        ((seconds / 60.0).ceil(), true)
    }
}

/// Limits of a difference at 95 % on one side.
fn limits(paired: &Paired) -> (f64, f64) {
    paired.limits(Z_ONE_SIDED_95)
}

/// Hidden layers as links write them, but for those that have a name.
fn widths(net: &Architecture) -> Option<String> {
    match net {
        Architecture::Dense(widths) if widths.is_empty() => None,
        Architecture::Dense(widths) => {
            Some(widths.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
        }
        Architecture::LeNet5 { .. } => Some("LeNet5".to_owned()),
    }
}

/// The settings all cells share, by group.
pub const GROUPS: [&[Setting]; 3] = [
    &[Setting::N, Setting::Noise, Setting::Act, Setting::Fold],
    &[Setting::Share, Setting::Cstep, Setting::Mu0, Setting::Growth, Setting::Iters],
    &[
        Setting::Steps,
        Setting::First,
        Setting::Ref,
        Setting::Batch,
        Setting::Lr,
        Setting::Decay,
        Setting::Momentum,
    ],
];
