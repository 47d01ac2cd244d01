//! The shell's words.

mod en;
mod ja;

use crate::experiment::{LabKind, PresetName};
use crate::link::{Lang, Notice};

/// The shell's words. Functions are texts with something to fill in.
pub struct PageWords {
    /// Below the name.
    pub tagline: &'static str,
    /// A lab's name.
    pub labs: fn(LabKind) -> &'static str,
    /// What the tabs are called.
    pub labs_label: &'static str,
    /// Language switch, for screen readers.
    pub language: &'static str,
    /// Theme switch.
    pub theme: &'static str,
    /// Closes a notice.
    pub dismiss: &'static str,
    /// Something in the link was left out, or a change refused.
    pub notice: fn(&Notice) -> String,
    /// The window of settings.
    pub settings: &'static str,
    /// The program is on its way.
    pub loading: &'static str,
    /// Examples to load.
    pub examples: ExamplesWords,
    /// Keys.
    pub keys: KeysWords,
}

/// Examples to load.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct ExamplesWords {
    pub open: &'static str,
    pub works: &'static str,
    pub fails: &'static str,
    /// Title, and two sentences.
    pub about: fn(PresetName) -> (&'static str, &'static str),
}

/// Keys.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct KeysWords {
    pub open: &'static str,
    /// Key and what it does.
    pub list: &'static [(&'static str, &'static str)],
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static PageWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}
