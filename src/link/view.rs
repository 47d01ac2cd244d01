//! How the page shows a comparison, as links write it.

use std::borrow::Cow;

use strum::{Display, EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::cascade::TwoAsOne;
use super::embed::{Piece, Show};
use crate::experiment::spec::key::{integer_key, word_key};
use crate::experiment::{Expected, Fault, Key, Keyed, LabKind, PaneSpec, Setting};
use crate::lc::Schedule;

/// What of a net is shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
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
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray, VariantNames,
)]
pub enum Speed {
    /// The first iteration told slowly, then faster and faster: the whole way within a quarter of a minute.
    #[default]
    #[strum(serialize = "narrated")]
    Narrated,
    /// Slow motion.
    #[strum(serialize = "slow")]
    Slow,
    /// Every phase can be followed.
    #[strum(serialize = "1")]
    Normal,
    /// Four times that.
    #[strum(serialize = "4")]
    Four,
    /// Sixteen times that.
    #[strum(serialize = "16")]
    Sixteen,
    /// As fast as the machine goes.
    #[strum(serialize = "max")]
    Max,
}

/// Language of the page.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// As `lang` attributes and links write it.
    pub fn code(self) -> &'static str {
        self.into()
    }
}

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Display, EnumString, VariantArray, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// Where a run is shown, and how it is played.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Playback {
    /// Scrubber position; `None` for the last iteration.
    pub iter: Option<u32>,
    /// Speed of playing.
    pub speed: Speed,
    /// Start by itself.
    pub play: bool,
}

impl Playback {
    /// Leaves out an iteration beyond the last one of all runs, and says so.
    pub(super) fn within(&mut self, panes: &[PaneSpec], schedule: &Schedule) -> Vec<Fault> {
        let last = panes.iter().map(|pane| schedule.iterations_of(pane.method)).max().unwrap_or(0);
        let beyond = self.iter.take_if(|iter| *iter > last);
        let fault = |iter: u32| Fault {
            setting: Setting::Iter,
            value: iter.to_string(),
            expected: Expected::Integer { min: 0, max: last },
        };
        beyond.map(fault).into_iter().collect()
    }
}

/// How the opening is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpeningView {
    /// The moment, and how it is played.
    pub playback: Playback,
    /// Whether the way is not shown by itself on arrival.
    pub still: bool,
}

/// How the Network lab shows its nets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetView {
    /// What of a net is shown.
    pub look: Look,
    /// Two of the nets as one.
    pub cascade: Option<TwoAsOne>,
    /// Which moment.
    pub playback: Playback,
}

/// How the Plane lab shows its toy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaneView {
    /// Whether the penalised loss is drawn over the loss.
    pub penalty: bool,
    /// Which moment.
    pub playback: Playback,
}

/// What is chosen for the eye, whatever is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Eye {
    /// Language; `None` for the browser's.
    pub lang: Option<Lang>,
    /// Theme; `None` for the browser's.
    pub theme: Option<Theme>,
    /// Whether it is a figure in somebody's page, without what is around a lab.
    pub embed: bool,
    /// Then: what of the lab is shown; `None` for what usually is.
    pub show: Option<Show>,
}

impl Eye {
    /// What of a lab is shown; `None` for all of it.
    pub fn shown(&self, lab: LabKind) -> Option<Show> {
        self.embed.then(|| self.show.unwrap_or_else(|| Show::usual(lab)))
    }

    /// The same for a page of one's own.
    #[must_use]
    pub fn alone(self) -> Self {
        Self { embed: false, show: None, ..self }
    }

    /// Leaves out what is no piece of a lab, and says so.
    pub(super) fn within(&mut self, lab: LabKind) -> Option<Fault> {
        let asked = self.show?;
        let shown = asked.within(lab);
        self.show = Some(shown).filter(|shown| !shown.is_empty());
        let expected = Expected::SomeOf(Piece::of(lab).iter().map(Into::into).collect());
        (shown != asked).then(|| Fault { setting: Setting::Show, value: asked.to_string(), expected })
    }
}

/// A row for something that is or is not.
macro_rules! switch_key {
    ($setting:ident, $($field:ident).+) => {
        Key {
            setting: Setting::$setting,
            expected: Expected::OneOf(&["0", "1"]),
            show: |s| u8::from(s.$($field).+).to_string(),
            is_default: |s| !s.$($field).+,
            set: |s, text| match text {
                "0" => Some(s.$($field).+ = false),
                "1" => Some(s.$($field).+ = true),
                _ => None,
            },
            reset: |s| s.$($field).+ = false,
            fits: |_| true,
            idle: |_| None,
        }
    };
}

/// A row for one of a closed set's words, or none for what the browser says.
macro_rules! wish_key {
    ($setting:ident, $words:ty, $field:ident) => {
        Key {
            setting: Setting::$setting,
            expected: Expected::OneOf(<$words as VariantNames>::VARIANTS),
            show: |s| s.$field.map_or_else(String::new, |word| word.to_string()),
            is_default: |s| s.$field.is_none(),
            set: |s, text| text.parse().ok().map(|word| s.$field = Some(word)),
            reset: |s| s.$field = None,
            fits: |_| true,
            idle: |_| None,
        }
    };
}

/// Most iterations there can be, in any lab.
const MOST_ITERATIONS: u32 = 1000;

static OPENING: [Key<OpeningView>; 3] = [
    integer_key!(Iter, (0..=MOST_ITERATIONS), playback.iter),
    word_key!(Speed, Speed, playback.speed),
    Key {
        setting: Setting::Play,
        expected: Expected::OneOf(&["0", "1"]),
        show: |s| if s.still { "0" } else { "1" }.to_owned(),
        is_default: |s| !s.still && !s.playback.play,
        set: |s, text| {
            (s.still, s.playback.play) = match text {
                "0" => (true, false),
                "1" => (false, true),
                _ => return None,
            };
            Some(())
        },
        reset: |s| (s.still, s.playback.play) = (false, false),
        fits: |_| true,
        idle: |_| None,
    },
];

static NET: [Key<NetView>; 5] = [
    word_key!(View, Look, look),
    Key {
        setting: Setting::Cascade,
        expected: Expected::Cascade,
        show: |s| s.cascade.map_or_else(String::new, |two| two.to_string()),
        is_default: |s| s.cascade.is_none(),
        set: |s, text| text.parse().ok().map(|two| s.cascade = Some(two)),
        reset: |s| s.cascade = None,
        fits: |_| true,
        idle: |_| None,
    },
    integer_key!(Iter, (0..=MOST_ITERATIONS), playback.iter),
    word_key!(Speed, Speed, playback.speed),
    switch_key!(Play, playback.play),
];

static PLANE: [Key<PlaneView>; 4] = [
    switch_key!(Penalty, penalty),
    integer_key!(Iter, (0..=MOST_ITERATIONS), playback.iter),
    word_key!(Speed, Speed, playback.speed),
    switch_key!(Play, playback.play),
];

static EYE: [Key<Eye>; 4] = [
    wish_key!(Lang, Lang, lang),
    wish_key!(Theme, Theme, theme),
    switch_key!(Embed, embed),
    Key {
        setting: Setting::Show,
        expected: Expected::SomeOf(Cow::Borrowed(<Piece as VariantNames>::VARIANTS)),
        show: |s| s.show.map_or_else(String::new, |show| show.to_string()),
        is_default: |s| s.show.is_none(),
        set: |s, text| text.parse().ok().map(|show| s.show = Some(show)),
        reset: |s| s.show = None,
        fits: |_| true,
        idle: |s| (!s.embed).then_some("embed=0"),
    },
];

impl Keyed for OpeningView {
    fn keys() -> &'static [Key<Self>] {
        &OPENING
    }
}

impl Keyed for NetView {
    fn keys() -> &'static [Key<Self>] {
        &NET
    }
}

impl Keyed for PlaneView {
    fn keys() -> &'static [Key<Self>] {
        &PLANE
    }
}

impl Keyed for Eye {
    fn keys() -> &'static [Key<Self>] {
        &EYE
    }
}

/// The lab and the version of the format, which come before everything else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) lab: LabKind,
}

static HEAD: [Key<Head>; 2] = [
    Key {
        setting: Setting::V,
        expected: Expected::OneOf(&["1"]),
        show: |_| String::new(),
        is_default: |_| true,
        set: |_, text| (text == "1").then_some(()),
        reset: |_| {},
        fits: |_| true,
        idle: |_| None,
    },
    word_key!(Lab, LabKind, lab),
];

impl Keyed for Head {
    fn keys() -> &'static [Key<Self>] {
        &HEAD
    }
}
