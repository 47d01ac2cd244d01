//! One table says everything of a lab's settings: how each is written, read, checked and left alone. Links, reports, fields
//! and help go by it.

use super::fault::{Expected, Fault};
use super::setting::Setting;

/// One setting of an `S`, as links write it.
pub struct Key<S> {
    /// Which.
    pub setting: Setting,
    /// What it takes.
    pub expected: Expected,
    /// Its value, written out; empty where there is none.
    pub show: fn(&S) -> String,
    /// Whether it is left at its default, so that links need not mention it.
    pub is_default: fn(&S) -> bool,
    /// Sets it from a text; `None` if that is no value of it.
    pub set: fn(&mut S, &str) -> Option<()>,
    /// Leaves it alone.
    pub reset: fn(&mut S),
    /// Whether it can be used as it is, defaults being filled in.
    pub fits: fn(&S) -> bool,
    /// The choice beside which it decides nothing, as links write it, if that is made.
    pub idle: fn(&S) -> Option<&'static str>,
}

/// What has a table of settings.
pub trait Keyed: Clone + Default + PartialEq + 'static {
    /// The table, in the order of links.
    fn keys() -> &'static [Key<Self>];

    /// One setting's row, if it has that setting.
    fn key(setting: Setting) -> Option<&'static Key<Self>> {
        Self::keys().iter().find(|key| key.setting == setting)
    }

    /// Settings and their values, without those that are left alone or decide nothing.
    fn pairs(&self) -> Vec<(Setting, String)> {
        let own = Self::keys().iter().filter(|key| !(key.is_default)(self) && (key.idle)(self).is_none());
        own.map(|key| (key.setting, (key.show)(self))).collect()
    }
}

impl<S> Key<S> {
    /// What is wrong with a text that is no value of this.
    pub fn fault(&self, text: &str) -> Fault {
        Fault { setting: self.setting, value: shortened(text), expected: self.expected.clone() }
    }
}

/// What is asked for in a lab, and can be checked.
pub trait Asked: Keyed {
    /// With a value for everything.
    #[must_use]
    fn filled(&self) -> Self;

    /// Every setting with a value that cannot be used.
    fn faults(&self) -> Vec<Fault> {
        let filled = self.filled();
        let wrong = Self::keys().iter().filter(|key| !(key.fits)(&filled));
        wrong.map(|key| key.fault(&(key.show)(&filled))).collect()
    }

    /// With everything that cannot be used left alone instead, and what that was.
    fn repaired(&self) -> (Self, Vec<Fault>) {
        let (mut repaired, faults) = (self.clone(), self.faults());
        for fault in &faults {
            if let Some(key) = Self::key(fault.setting) {
                (key.reset)(&mut repaired);
            }
        }
        // What fits may depend on what else is asked for.
        if repaired.faults().is_empty() { (repaired, faults) } else { (Self::default(), faults) }
    }

    /// With one setting as somebody typed it; an empty text leaves it alone. Whatever the text holds, no other setting
    /// changes; and none does where this one decides nothing.
    ///
    /// # Errors
    /// If it is no value of this setting, or cannot be used beside the others.
    fn with(&self, setting: Setting, text: &str) -> Result<Self, Fault> {
        let mut changed = self.clone();
        let key = Self::key(setting).filter(|key| (key.idle)(self).is_none());
        let Some(key) = key else { return Ok(changed) };
        let text = text.trim();
        if text.is_empty() {
            (key.reset)(&mut changed);
        } else {
            (key.set)(&mut changed, text).ok_or_else(|| key.fault(text))?;
            // Its default is not worth mentioning.
            let mut plain = changed.clone();
            (key.reset)(&mut plain);
            if plain.filled() == changed.filled() {
                changed = plain;
            }
        }
        match changed.faults().pop() {
            // What was there already, however it is written, is no change.
            None if changed.filled() == self.filled() => Ok(self.clone()),
            None => Ok(changed),
            Some(fault) => Err(fault),
        }
    }
}

/// At most 40 characters of a text that goes into a message.
pub fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A row for a whole number in a range, or none for its default.
macro_rules! integer_key {
    ($setting:ident, $range:expr, $($field:ident).+) => {
        $crate::experiment::Key {
            setting: $crate::experiment::Setting::$setting,
            expected: $crate::experiment::Expected::Integer { min: *$range.start(), max: *$range.end() },
            show: |s| s.$($field).+.map_or_else(String::new, |value| value.to_string()),
            is_default: |s| s.$($field).+.is_none(),
            set: |s, text| $crate::experiment::typed_integer(text).map(|value| s.$($field).+ = Some(value)),
            reset: |s| s.$($field).+ = None,
            fits: |s| s.$($field).+.is_none_or(|value| $range.contains(&value)),
            idle: |_| None,
        }
    };
}

/// A row for a number in a range, or none for its default.
macro_rules! number_key {
    ($setting:ident, $range:expr, $($field:ident).+ $(, $idle:expr)?) => {
        $crate::experiment::Key {
            setting: $crate::experiment::Setting::$setting,
            expected: $crate::experiment::Expected::Number { min: *$range.start(), max: *$range.end() },
            show: |s| s.$($field).+.map_or_else(String::new, |value| value.to_string()),
            is_default: |s| s.$($field).+.is_none(),
            set: |s, text| $crate::experiment::typed_number(text).map(|value| s.$($field).+ = Some(value)),
            reset: |s| s.$($field).+ = None,
            fits: |s| s.$($field).+.is_none_or(|value| $range.contains(&value)),
            idle: number_key!(@idle $($idle)?),
        }
    };
    (@idle) => { |_| None };
    (@idle $idle:expr) => { $idle };
}

/// A row for one of a closed set's words.
macro_rules! word_key {
    ($setting:ident, $words:ty, $($field:ident).+) => {
        $crate::experiment::Key {
            setting: $crate::experiment::Setting::$setting,
            expected: $crate::experiment::Expected::OneOf(<$words as strum::VariantNames>::VARIANTS),
            show: |s| s.$($field).+.to_string(),
            is_default: |s| s.$($field).+ == <$words>::default(),
            set: |s, text| text.parse().ok().map(|value| s.$($field).+ = value),
            reset: |s| s.$($field).+ = <$words>::default(),
            fits: |_| true,
            idle: |_| None,
        }
    };
}

/// A closed set of words, as links write them.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$of:meta])* $word:ident),* $(,)? }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, strum::Display, strum::EnumString,
            strum::IntoStaticStr, strum::VariantArray, strum::VariantNames,
        )]
        #[strum(serialize_all = "lowercase")]
        pub enum $name { $($(#[$of])* $word),* }
    };
}

pub(crate) use {integer_key, number_key, word_key, words};
