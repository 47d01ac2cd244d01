//! How the page shows an experiment, and the words of its closed sets.

/// How the page shows an experiment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// What of a net is shown.
    pub look: Look,
    /// Whether the penalised loss is drawn over the loss, in the Plane lab.
    pub penalty: bool,
    /// Scrubber position; `None` for the last iteration.
    pub iter: Option<u32>,
    /// Speed of playing.
    pub speed: Speed,
    /// Start by itself.
    pub play: bool,
    /// Language; `None` for the browser's.
    pub lang: Option<Lang>,
    /// Theme; `None` for the browser's.
    pub theme: Option<Theme>,
}

/// What of a net is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Every weight a dot, layers side by side.
    #[default]
    Strip,
    /// Pairs of weights as points of a plane.
    Plane,
    /// What the net does.
    Net,
}

/// How fast the page plays a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// Slow motion.
    Slow,
    /// Every phase can be followed.
    #[default]
    Normal,
    /// Four times that.
    Four,
    /// Sixteen times that.
    Sixteen,
    /// As fast as the machine goes.
    Max,
}

/// Language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// A closed set of words.
pub(super) type Words<T> = &'static [(&'static str, T)];

/// The looks with their words.
pub const LOOKS: Words<Look> = &[("strip", Look::Strip), ("plane", Look::Plane), ("net", Look::Net)];
/// The speeds with their words.
pub const SPEEDS: Words<Speed> = &[
    ("slow", Speed::Slow),
    ("1", Speed::Normal),
    ("4", Speed::Four),
    ("16", Speed::Sixteen),
    ("max", Speed::Max),
];
/// The languages with their words.
pub const LANGS: Words<Lang> = &[("en", Lang::En), ("ja", Lang::Ja)];
pub(super) const THEMES: Words<Theme> = &[("light", Theme::Light), ("dark", Theme::Dark)];
