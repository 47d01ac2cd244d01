//! The Network lab's words.

mod en;
mod ja;

use crate::experiment::{Paired, Z_95};
use crate::kit::{grouped, minus};
use crate::link::{Lang, Look};

/// The Network lab's words. Functions are texts with something to fill in.
pub struct NetWords {
    /// Below the table: what the numbers mean and do not mean.
    pub caveat: &'static str,
    /// The reference net in the table.
    pub reference: &'static str,
    /// Megabytes received, of how many.
    pub loading: fn(u32, u32) -> String,
    /// The preview of a data set.
    pub first_images: &'static str,
    /// The choice of data.
    pub data: &'static str,
    /// The field for the net.
    pub net: &'static str,
    /// What it takes.
    pub net_hint: &'static str,
    /// Data and net, quantization, schedule, training.
    pub groups: [&'static str; 4],
    /// What a change of settings does.
    pub restarts: &'static str,
    /// The sentence that explains the picture; the number of weights goes into the first piece.
    pub lead: Lead,
    /// What of a net is shown.
    pub look: LookWords,
    /// The weights.
    pub strip: StripWords,
    /// Two nets as one.
    pub cascade: CascadeWords,
    /// What the net does.
    pub net_view: NetViewWords,
}

/// Two nets as one.
pub struct CascadeWords {
    /// The button, and the window's title.
    pub open: &'static str,
    /// Nothing has ended yet.
    pub not_yet: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Who answers first,
    pub small: &'static str,
    /// and who is asked where that is not sure.
    pub large: &'static str,
    /// The slider.
    pub sure: &'static str,
    /// The threshold in words.
    pub threshold: fn(f64) -> String,
    /// Error, and the share of questions of which the second net is asked.
    pub result: fn(f64, f64) -> String,
    /// Beside the second net alone.
    pub paired: fn(&Paired) -> String,
    /// The columns of the figures.
    pub heads: [&'static str; 3],
    /// The row of both.
    pub both: &'static str,
    /// Before the buttons of the best thresholds,
    pub best: &'static str,
    /// which are named by the points more that are allowed, and the share then asked.
    pub within: fn(f64, f64) -> String,
    /// The curve's name,
    pub curve: &'static str,
    /// its axes: microseconds, or bytes; errors,
    pub axes: [&'static str; 3],
    /// and the columns of its table.
    pub table: [&'static str; 5],
    /// Who answers where.
    pub pad: &'static str,
    /// That both as one take longer than the second alone.
    pub slower: &'static str,
    /// What the numbers do not say; bytes of both.
    pub caveat: fn(f64) -> String,
}

/// The sentence that explains the picture; the number of weights goes into the first piece.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct Lead {
    pub net: fn(Option<usize>) -> String,
    pub weight: &'static str,
    pub to_value: &'static str,
    pub value: &'static str,
    pub end: &'static str,
    /// What the dots of pairs of weights are.
    pub pairs: &'static str,
    /// What the colours of a plane are.
    pub plane: &'static str,
    /// What the pictures of nets on images are.
    pub images: &'static str,
}

/// What of a net is shown.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct LookWords {
    pub label: &'static str,
    pub name: fn(Look) -> &'static str,
}

/// The weights.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct StripWords {
    pub weights: &'static str,
    pub weights_head: [&'static str; 5],
    /// Layer, entry, how many weights, their share.
    pub entry: fn(usize, &str, usize, f64) -> String,
    /// Layer, where the weight comes from and leads to, and whether that is an answer; then the weight and its value.
    pub dot: fn((usize, usize, usize, bool), f32, f32) -> String,
    pub shares: fn(usize) -> String,
    /// After a layer's name: how many values it has, where every layer has its own number of them.
    pub values: fn(usize) -> String,
    /// After a layer's name: how many of its weights are kept in full.
    pub in_full: fn(usize) -> String,
    /// Number, weights, and of how many weights one is shown; from the longest to the shortest way to say it.
    pub layer: fn(usize, usize, usize) -> Vec<String>,
    pub strip_summary: fn(u32, usize) -> String,
}

/// What the net does.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct NetViewWords {
    pub reference: &'static str,
    pub boundary: &'static str,
    /// What both nets answer at a place, with their confidences.
    pub place: fn((u8, f32), (u8, f32)) -> String,
    /// How many units are shown, of how many, and the largest weight.
    pub features: fn(usize, usize, f32) -> String,
    pub confusion: &'static str,
    pub confusion_head: [&'static str; 3],
    /// Right answer, then both nets' answers with their confidences.
    pub example: fn(u8, (u8, f32), (u8, f32)) -> String,
    /// Whether these got better, how many did, and how many are shown.
    pub examples: fn(bool, u32, usize) -> String,
    /// Below an image: the right answer, the other, and whether that was before.
    pub plate: fn(u8, u8, bool) -> String,
    pub pad: &'static str,
    pub pad_hint: &'static str,
    pub wipe: &'static str,
    pub seen: &'static str,
    pub class: &'static str,
    pub none: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static NetWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

/// How many times as probable a lead is, in few digits.
fn grouped_times(lead: f64) -> String {
    let times = lead.exp();
    if times >= 1e9 {
        return format!("{times:.0e}");
    }
    let unit = 10.0_f64.powf(times.log10().floor() - 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below a thousand million")]
    let round = ((times / unit).round() * unit) as u64;
    grouped(round)
}

/// A number of bytes.
fn grouped_bytes(bytes: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
    let whole = bytes.round() as u64;
    grouped(whole)
}
