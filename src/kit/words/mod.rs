//! Words of what every lab's page is made of.

mod en;
mod ja;

use crate::link::Lang;

/// Words of what every lab's page is made of. Functions are texts with something to fill in.
pub struct KitWords {
    /// `lang` attribute.
    pub code: &'static str,
    /// Name of the button that enlarges a plot of this title.
    pub enlarge: fn(&str) -> String,
    /// Saves in a format.
    pub save: fn(&str) -> String,
    /// close
    pub close: &'static str,
    /// table
    pub table: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static KitWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}
