//! The opening's words.

mod en;
mod ja;

use super::claims::Cost;
use super::{Card, Proof};
use crate::experiment::{OpeningData, Values};
use crate::kit::{grouped, minus};
use crate::link::Lang;

/// What happens, to be told beside the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Telling {
    /// The finished net, rounded.
    Start,
    /// The L step.
    L,
    /// The C step.
    C,
    /// The pull grows.
    Pull,
    /// Steps too short to be told one by one.
    Both,
    /// The end.
    End {
        /// Whether every weight is on a line.
        arrived: bool,
        /// How many percent are on another line than rounding gave them.
        changed: f64,
        /// Whether the net does what it is for.
        works: bool,
    },
}

/// The opening's words. Functions are texts with something to fill in.
#[allow(missing_docs, reason = "each is the text of what it is named after")]
pub struct OpeningWords {
    /// The claim in three clauses: bits; what rounding costs; what training costs.
    pub headline: fn(u32, Cost, Cost) -> [String; 3],
    /// What LC is: weights, values per layer.
    pub about: fn(usize, usize) -> String,
    /// A card's name.
    pub card: fn(Card, u32) -> String,
    /// What is wrong of how many.
    pub wrong: fn(OpeningData, u32) -> String,
    pub costs: fn(Cost) -> String,
    pub bytes: fn(f64) -> String,
    pub smaller: fn(f64) -> String,
    /// Bytes of bits, values and biases.
    pub storage: fn([f64; 3]) -> String,
    /// What a card's picture shows.
    pub picture: fn(OpeningData, Card) -> &'static str,
    /// What its marks mean.
    pub legend: fn(OpeningData, u32) -> String,
    /// What the strip shows; how many values.
    pub strip: fn(usize) -> String,
    /// Lead and sentence of what happens, by whose values they are.
    pub telling: fn(Telling, Values) -> (&'static str, String),
    /// The name of a line.
    pub one_value: &'static str,
    pub layer: fn(usize, usize) -> [String; 2],
    pub replay: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub only_l: &'static str,
    pub only_c: &'static str,
    pub bits: &'static str,
    pub values: &'static str,
    pub values_name: fn(Values) -> &'static str,
    /// What such values are.
    pub values_about: fn(Values) -> &'static str,
    pub data: &'static str,
    pub data_name: fn(OpeningData) -> &'static str,
    pub more: fn(OpeningData) -> &'static str,
    pub compute: fn(OpeningData) -> &'static str,
    pub proof: fn(Proof) -> &'static str,
    pub awaited: &'static str,
    pub missing: &'static str,
    pub training: &'static str,
    /// Over ten seeds: mean test errors in percent of the net, rounded, and LC with its range.
    pub seeds: fn(&Seeds) -> String,
    /// Training steps of the net in 32 bits, and how many more LC takes.
    pub steps: fn(u32, u32) -> String,
    /// The moment in a sentence.
    pub summary: fn(u32, u32, f64) -> String,
}

/// Test errors over ten seeds, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seeds {
    /// How many.
    pub count: usize,
    /// Mean of the nets in 32 bits.
    pub reference: f64,
    /// Mean of the rounded ones.
    pub rounded: f64,
    /// Mean of LC's.
    pub trained: f64,
    /// The best and the worst of LC's.
    pub range: (f64, f64),
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static OpeningWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

/// Whole bytes, in groups of digits.
fn bytes(bytes: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a small positive number"
    )]
    let whole = bytes.round() as u64;
    grouped(whole)
}

/// Percent with as many places as can be told apart.
pub fn percent(value: f64) -> String {
    if value >= 9.95 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// Points of percent.
fn points(value: f64) -> String {
    minus(&if value.abs() >= 9.95 { format!("{value:.0}") } else { format!("{value:.1}") })
}
