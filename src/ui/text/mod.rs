//! Every word on the page, in every language, by type: a catalogue that lacks a text does not
//! compile.

mod en;
mod ja;
pub mod table;

use crate::experiment::{DataKind, Draw, Expected, Fault, Feasible, ToyKind};
use crate::lc::Method;
use crate::link::{Lang, Look, Notice, Speed};
use crate::protocol::Reason;
use crate::ui::state::{Caption, Outcome};

/// One language's words. Functions are texts with something to fill in.
pub struct Text {
    /// `lang` attribute.
    pub code: &'static str,
    /// Below the name.
    pub tagline: &'static str,
    /// What one sees, in three pieces around the coloured words.
    pub lead: Lead,
    /// Transport.
    pub transport: Transport,
    /// Panes.
    pub pane: PaneText,
    /// Charts.
    pub chart: ChartText,
    /// Table of numbers.
    pub table: TableText,
    /// Language switch, for screen readers.
    pub language: &'static str,
    /// Theme switch.
    pub theme: &'static str,
    /// Closes a notice.
    pub dismiss: &'static str,
    /// Something in the link was left out.
    pub notice: fn(&Notice) -> String,
    /// Settings.
    pub settings: SettingsText,
    /// What of a net is shown.
    pub look: LookText,
    /// What happens, with its equation.
    pub caption: fn(Caption) -> Said,
    /// Plots: enlarging, saving, tables.
    pub plot: PlotText,
    /// What the net does.
    pub net: NetText,
    /// The Plane lab.
    pub toy: ToyText,
    /// Examples to load.
    pub presets: PresetsText,
    /// Keys.
    pub keys: KeysText,
    /// For screen readers, once per iteration: number, of how many, and of every run its name, loss and
    /// test error.
    pub summary: fn(u32, u32, &[RunInShort]) -> String,
    /// The program is on its way.
    pub loading: &'static str,
    /// What is shown was computed beforehand.
    pub poster: &'static str,
    /// Download of the report.
    pub download: &'static str,
    /// Below the table: what the numbers mean and do not mean.
    pub caveat: &'static str,
}

/// The sentence that explains the picture; `(number of weights)` goes into the first piece.
pub struct Lead {
    /// Up to the word for weights.
    pub net: fn(Option<usize>) -> String,
    /// The word for weights, in the weights' hue.
    pub weight: &'static str,
    /// Up to the word for threads.
    pub and_thread: &'static str,
    /// The word for threads, in their hue.
    pub thread: &'static str,
    /// Up to the word for entries.
    pub to_entry: &'static str,
    /// The word for codebook entries.
    pub entry: &'static str,
    /// The rest.
    pub end: &'static str,
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

/// Settings.
#[allow(missing_docs, reason = "each is the label of the control it is named after")]
pub struct SettingsText {
    pub open: &'static str,
    pub data: &'static str,
    pub data_name: fn(DataKind) -> &'static str,
    pub net: &'static str,
    pub net_hint: &'static str,
    pub groups: [&'static str; 4],
    /// A setting's label and what it does.
    pub label: fn(&str) -> (&'static str, &'static str),
    /// The name of a choice.
    pub choice: fn(&str) -> &'static str,
    pub defaults: &'static str,
    pub default: fn(&str) -> String,
    pub restarts: &'static str,
    /// What is wrong with a value.
    pub wrong: fn(&Fault) -> String,
}

/// What of a net is shown.
#[allow(missing_docs, reason = "each is the label of the control it is named after")]
pub struct LookText {
    pub label: &'static str,
    pub name: fn(Look) -> &'static str,
}

/// Plots.
#[allow(missing_docs, reason = "each is the label of the control it is named after")]
pub struct PlotText {
    pub enlarge: fn(&str) -> String,
    pub save: fn(&str) -> String,
    pub close: &'static str,
    pub table: &'static str,
    pub weights: &'static str,
    pub weights_head: [&'static str; 5],
    pub iteration: &'static str,
    /// Layer, entry, how many weights, their share.
    pub entry: fn(usize, &str, usize, f64) -> String,
    /// Layer, index, value, entry, distance.
    pub dot: fn(usize, usize, f32, f32) -> String,
    pub shares: fn(usize) -> String,
}

/// What the net does.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct NetText {
    pub reference: &'static str,
    pub quantized: &'static str,
    pub features: &'static str,
    pub confusion: &'static str,
    pub confusion_head: [&'static str; 3],
    pub differ: fn(u32, u32) -> String,
    /// Right answer, then both nets' answers with their confidences.
    pub example: fn(u8, (u8, f32), (u8, f32)) -> String,
    pub examples: &'static str,
    pub agree: &'static str,
    pub pad: &'static str,
    pub pad_hint: &'static str,
    pub wipe: &'static str,
    /// The iteration a verdict is of.
    pub verdict: fn(u32) -> String,
    pub class: &'static str,
    pub none: &'static str,
}

/// Examples to load.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct PresetsText {
    pub open: &'static str,
    pub works: &'static str,
    pub fails: &'static str,
    /// Title, and two sentences, by the preset's name.
    pub about: fn(&str) -> (&'static str, &'static str),
}

/// The Plane lab.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ToyText {
    /// The labs, for the tabs, and what the tabs are called.
    pub labs: [&'static str; 2],
    pub labs_label: &'static str,
    pub toy: &'static str,
    /// A toy's name, and what it shows.
    pub about: fn(ToyKind) -> (&'static str, &'static str),
    /// Before and after the words for w and Delta(Theta).
    pub lead: [&'static str; 5],
    /// What a dial sets, by its key; whether there are two wells.
    pub dial: fn(&str, bool) -> &'static str,
    /// What happens: start, L step, C step, multipliers, end.
    pub captions: fn(Caption) -> &'static str,
    pub caveat: &'static str,
    pub dials: &'static str,
    pub penalty: &'static str,
    pub map: &'static str,
    pub map_head: [&'static str; 6],
    /// w*, direct compression, the best point.
    pub marks: [&'static str; 3],
    pub reference: &'static str,
    pub loss: &'static str,
    pub loss_about: &'static str,
    pub feasible: fn(&Feasible) -> String,
    /// A method's name, and where its run ended.
    pub outcome: fn(Method, &Outcome) -> String,
    /// The handle's weights, and whether it is a start.
    pub handle: fn(f64, f64, bool) -> String,
    pub entry: &'static str,
    pub luck: &'static str,
    pub try_luck: &'static str,
    pub luck_about: &'static str,
    /// Won, tied, lost.
    pub verdicts: [&'static str; 3],
    /// Method and codebook; how many were won, tied, lost; in how many rounding was not best.
    pub luck_told: fn(&str, [usize; 3], usize) -> String,
    /// On how many of them the run diverged.
    pub luck_diverged: fn(usize) -> String,
    /// How many are done.
    pub luck_progress: fn(u32) -> String,
    /// Loss of rounding, of the run, of the best.
    pub draw: fn(&Draw) -> String,
}

/// Keys.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct KeysText {
    pub open: &'static str,
    /// Key and what it does.
    pub list: &'static [(&'static str, &'static str)],
}

/// Transport.
#[allow(missing_docs, reason = "each is the label of the control it is named after")]
pub struct Transport {
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
    /// Megabytes received, of how many.
    pub loading: fn(u32, u32) -> String,
    pub first_images: &'static str,
    pub computing: fn(u32, u32) -> String,
    pub seed: &'static str,
    pub dice: &'static str,
}

/// Panes.
#[allow(missing_docs, reason = "each is the label of the control it is named after")]
pub struct PaneText {
    pub label: fn(usize) -> String,
    pub method: &'static str,
    pub method_name: fn(Method) -> &'static str,
    pub codebook: &'static str,
    pub codebook_name: fn(&str) -> &'static str,
    pub entries: &'static str,
    pub exponent: &'static str,
    pub values: &'static str,
    pub duplicate: &'static str,
    pub remove: &'static str,
    /// Number, weights, and of how many weights one is shown; from the longest to the shortest way to say it.
    pub layer: fn(usize, usize, usize) -> Vec<String>,
    pub strip_summary: fn(u32, usize) -> String,
    pub diverged: &'static str,
    pub reference_diverged: &'static str,
    /// Why a run cannot go on.
    pub failed: fn(&Reason) -> String,
    /// A run has said nothing for long.
    pub quiet: &'static str,
    pub retry: &'static str,
    pub start_again: &'static str,
}

/// Charts.
#[allow(missing_docs, reason = "each is the title of what it is named after")]
pub struct ChartText {
    pub loss: &'static str,
    pub reference: &'static str,
    pub violation: &'static str,
    pub mu: &'static str,
    pub codebook: &'static str,
    pub layer: fn(usize) -> String,
    pub solver: &'static str,
    pub of_weights: &'static str,
    pub of_quantized: &'static str,
}

/// A column: its head and one sentence about it.
pub struct Column {
    /// Head.
    pub head: &'static str,
    /// Explanation, with the unit.
    pub about: &'static str,
}

/// Table of numbers.
#[allow(missing_docs, reason = "each is the column it is named after")]
pub struct TableText {
    pub caption: &'static str,
    pub run: &'static str,
    pub reference: &'static str,
    pub train_loss: Column,
    pub train_error: Column,
    pub test_error: Column,
    pub change: Column,
    pub disagreement: Column,
    pub bits: Column,
    pub size: Column,
    pub ratio: Column,
    pub steps: Column,
    pub seconds: Column,
    pub pin: &'static str,
    pub pin_name: &'static str,
    pub unpin: &'static str,
    pub show_pin: &'static str,
    pub csv: &'static str,
    pub json: &'static str,
}

/// The words of a language.
pub fn text(lang: Lang) -> &'static Text {
    match lang {
        Lang::En => &en::TEXT,
        Lang::Ja => &ja::TEXT,
    }
}

/// A whole number with thousands separated by commas.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Two weights as a point: three decimals, fewer where they are zeros.
fn point([x, y]: [f64; 2]) -> String {
    format!("({}, {})", short(x), short(y))
}

fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// A loss with three decimals, or two digits where that would be zero.
fn loss(value: f64) -> String {
    if value == 0.0 || value >= 1e-3 {
        format!("{value:.3}")
    } else {
        format!("{value:.1e}").replace('-', "−")
    }
}

/// How a loss compares with another.
enum Against {
    /// By so many percent.
    Below(String),
    Equal,
    Above(String),
}

impl Against {
    fn of(loss: f64, other: f64) -> Self {
        let margin = 1e-3 * loss.max(other).max(1e-9);
        let percent = |share: f64| {
            if share < 0.1 { format!("{:.1}", 100.0 * share) } else { format!("{:.0}", 100.0 * share) }
        };
        if loss < other - margin {
            Self::Below(percent(1.0 - loss / other))
        } else if loss > other + margin {
            Self::Above(percent(loss / other.max(1e-12) - 1.0))
        } else {
            Self::Equal
        }
    }
}

/// Farther from the codebook than this, a run has not arrived.
const AWAY: f64 = 5e-4;

/// Whether a value is one a sentence can name a range for.
fn range_of(expected: &Expected) -> Option<(String, String)> {
    match expected {
        Expected::Integer { min, max } => Some((grouped(*min), grouped(*max))),
        Expected::Number { min, max } => Some((min.to_string(), max.to_string())),
        Expected::OneOf(_) | Expected::Widths | Expected::Panes | Expected::Values => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    #[test]
    fn thousands_are_grouped() {
        let texts: Vec<String> = [0, 12, 999, 1000, 266_200, 12_345_678].map(grouped).into();
        assert_eq!(texts, ["0", "12", "999", "1,000", "266,200", "12,345,678"]);
    }

    #[test]
    fn every_notice_names_what_was_wrong_in_every_language() {
        let (_, _, notices) =
            Link::parse_valid("#seed=x&foo=1&bar&mu0=-1&panes=a&net=0&data=mars&iters=5000");
        assert_eq!(notices.len(), 8);
        for lang in [Lang::En, Lang::Ja] {
            for (notice, named) in
                notices.iter().zip(["seed", "foo", "bar", "panes", "data", "net", "mu0", "iters"])
            {
                let said = (text(lang).notice)(notice);
                assert!(said.contains(named), "{said}: {named}");
            }
        }
    }

    /// Words that are looked up: none is missing, none stands for two things, and Japanese is Japanese.
    #[test]
    fn what_is_looked_up_has_words_of_its_own_in_every_language() {
        use crate::experiment::{PRESETS, Toy};
        use crate::quant::Codebook;
        let settings = [
            "n", "noise", "act", "share", "cstep", "mu0", "growth", "iters", "steps", "ref", "batch", "lr",
            "decay", "momentum",
        ];
        for lang in [Lang::En, Lang::Ja] {
            let words = text(lang);
            let labels = settings.map(|key| (words.settings.label)(key).0).to_vec();
            let abouts = settings.map(|key| (words.settings.label)(key).1).to_vec();
            let choices =
                ["tanh", "relu", "layer", "net", "exact", "paper"].map(words.settings.choice).to_vec();
            let data = DataKind::ALL.map(|(kind, _)| (words.settings.data_name)(kind)).to_vec();
            let codebooks =
                Codebook::samples().map(|codebook| (words.pane.codebook_name)(codebook.name())).to_vec();
            let dials = Toy::KEYS
                .into_iter()
                .chain(["mu0", "growth"])
                .map(|key| (words.toy.dial)(key, false))
                .collect();
            let presets = PRESETS.iter().map(|preset| (words.presets.about)(preset.name).0).collect();
            let methods = Method::ALL.map(words.pane.method_name).to_vec();
            for list in [labels, abouts, choices, data, codebooks, dials, presets, methods] {
                let list: Vec<&str> = list;
                let distinct: std::collections::BTreeSet<&&str> = list.iter().collect();
                assert!(distinct.len() == list.len() && !distinct.contains(&""), "{list:?}");
                let foreign = |word: &str| word.chars().any(|c| ('\u{3040}'..'\u{a000}').contains(&c));
                let japanese = list.iter().filter(|word| foreign(word)).count();
                assert!(if lang == Lang::Ja { japanese * 2 > list.len() } else { japanese == 0 }, "{list:?}");
            }
        }
    }
}
