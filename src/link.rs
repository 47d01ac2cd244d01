//! The whole state as a readable, stable link: `#key=value&key=value`, defaults omitted, keys in
//! a fixed order. One table drives both directions.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

use crate::experiment::{Expected, Fault, HiddenWidths, Key, PaneSpec, Spec, ValidSpec};
use crate::lc::Share;
use crate::nn::Activation;
use crate::quant::Solver;

/// Version of the link format.
const VERSION: &str = "1";

/// What a link says: the experiment, and how the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The experiment.
    pub spec: Spec,
    /// The page.
    pub view: View,
}

/// How the page shows an experiment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
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
type Words<T> = &'static [(&'static str, T)];

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
const THEMES: Words<Theme> = &[("light", Theme::Light), ("dark", Theme::Dark)];
const ACTIVATIONS: Words<Activation> = &[("tanh", Activation::Tanh), ("relu", Activation::Relu)];
const SHARES: Words<Share> = &[("layer", Share::Layer), ("net", Share::Net)];
const SOLVERS: Words<Solver> = &[("exact", Solver::Exact), ("paper", Solver::Paper)];
const SWITCH: Words<bool> = &[("0", false), ("1", true)];

/// Something in a link that was left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// No such key.
    UnknownKey(String),
    /// A key with a value that cannot be used; its default is used instead.
    BadValue(Fault),
    /// A piece that is not `key=value`.
    NotAPair(String),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(f, "'{key}' is not a setting"),
            Self::BadValue(fault) => fault.fmt(f),
            Self::NotAPair(text) => write!(f, "'{text}' is not of the form key=value"),
        }
    }
}

/// One key: how it is written (nothing for the default) and read.
struct Entry {
    key: Key,
    write: fn(&Link) -> Option<String>,
    read: fn(&mut Link, &str) -> Result<(), Expected>,
}

/// All keys in the order of the link format.
const TABLE: &[Entry] = &[
    Entry { key: "v", write: |_| None, read: |_, text| word(&[(VERSION, ())], text) },
    Entry { key: "lab", write: |_| None, read: |_, text| word(&[("net", ())], text) },
    Entry {
        key: "data",
        write: |l| changed(&l.spec.data, &Spec::default().data),
        read: |l, text| {
            let words = || crate::experiment::DataKind::ALL.iter().map(|(_, name)| *name).collect();
            l.spec.data = text.parse().map_err(|_| Expected::OneOf(words()))?;
            Ok(())
        },
    },
    Entry {
        key: "n",
        write: |l| show(l.spec.n.as_ref()),
        read: |l, text| {
            // Reports write out the default.
            l.spec.n = if text == "all" { None } else { Some(integer(text)?) };
            Ok(())
        },
    },
    Entry {
        key: "noise",
        write: |l| changed(&l.spec.noise, &Spec::default().noise),
        read: |l, text| number(text).map(|v| l.spec.noise = v),
    },
    Entry {
        key: "net",
        write: |l| show(l.spec.net.as_ref()),
        read: |l, text| {
            l.spec.net = Some(HiddenWidths::from_str(text).map_err(|_| Expected::Widths)?);
            Ok(())
        },
    },
    Entry {
        key: "act",
        write: |l| spell(ACTIVATIONS, l.spec.act),
        read: |l, text| word(ACTIVATIONS, text).map(|v| l.spec.act = v),
    },
    Entry { key: "panes", write: write_panes, read: read_panes },
    Entry {
        key: "share",
        write: |l| spell(SHARES, l.spec.share),
        read: |l, text| word(SHARES, text).map(|v| l.spec.share = v),
    },
    Entry {
        key: "cstep",
        write: |l| spell(SOLVERS, l.spec.cstep),
        read: |l, text| word(SOLVERS, text).map(|v| l.spec.cstep = v),
    },
    Entry {
        key: "mu0",
        write: |l| show(l.spec.mu0.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.mu0 = Some(v)),
    },
    Entry {
        key: "growth",
        write: |l| show(l.spec.growth.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.growth = Some(v)),
    },
    Entry {
        key: "iters",
        write: |l| show(l.spec.iters.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.iters = Some(v)),
    },
    Entry {
        key: "steps",
        write: |l| show(l.spec.steps.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.steps = Some(v)),
    },
    Entry {
        key: "ref",
        write: |l| show(l.spec.reference.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.reference = Some(v)),
    },
    Entry {
        key: "batch",
        write: |l| show(l.spec.batch.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.batch = Some(v)),
    },
    Entry {
        key: "lr",
        write: |l| show(l.spec.lr.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.lr = Some(v)),
    },
    Entry {
        key: "decay",
        write: |l| show(l.spec.decay.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.decay = Some(v)),
    },
    Entry {
        key: "momentum",
        write: |l| show(l.spec.momentum.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.momentum = Some(v)),
    },
    Entry {
        key: "seed",
        write: |l| changed(&l.spec.seed, &Spec::default().seed),
        read: |l, text| integer(text).map(|v| l.spec.seed = v),
    },
    Entry { key: "view", write: |_| None, read: |_, text| word(&[("strip", ())], text) },
    Entry {
        key: "iter",
        write: |l| show(l.view.iter.as_ref()),
        read: |l, text| integer(text).map(|v| l.view.iter = Some(v)),
    },
    Entry {
        key: "speed",
        write: |l| spell(SPEEDS, l.view.speed),
        read: |l, text| word(SPEEDS, text).map(|v| l.view.speed = v),
    },
    Entry {
        key: "play",
        write: |l| spell(SWITCH, l.view.play),
        read: |l, text| word(SWITCH, text).map(|v| l.view.play = v),
    },
    Entry {
        key: "lang",
        write: |l| l.view.lang.and_then(|v| spelling(LANGS, v)),
        read: |l, text| word(LANGS, text).map(|v| l.view.lang = Some(v)),
    },
    Entry {
        key: "theme",
        write: |l| l.view.theme.and_then(|v| spelling(THEMES, v)),
        read: |l, text| word(THEMES, text).map(|v| l.view.theme = Some(v)),
    },
];

impl Link {
    /// Reads a link, a hash with or without its `#`, or the part after it. Never fails: what
    /// cannot be used is left out and named.
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let (mut link, mut notices) = (Self::default(), Vec::new());
        let hash = match text.split_once('#') {
            Some((_, hash)) => hash,
            None if text.contains("://") => "",
            None => text,
        };
        for piece in hash.split('&').filter(|piece| !piece.is_empty()) {
            let Some((key, value)) = piece.split_once('=') else {
                notices.push(Notice::NotAPair(shortened(piece)));
                continue;
            };
            let value = percent_decode_str(value).decode_utf8_lossy();
            let Some(entry) = TABLE.iter().find(|entry| entry.key == key) else {
                notices.push(Notice::UnknownKey(shortened(key)));
                continue;
            };
            if let Err(expected) = (entry.read)(&mut link, &value) {
                notices.push(Notice::BadValue(Fault { key: entry.key, value: shortened(&value), expected }));
            }
        }
        (link, notices)
    }

    /// Like [`Link::parse`], and checks the experiment as well.
    pub fn parse_valid(text: &str) -> (ValidSpec, View, Vec<Notice>) {
        let (link, mut notices) = Self::parse(text);
        let (spec, faults) = link.spec.check_or_default();
        notices.extend(faults.into_iter().map(Notice::BadValue));
        (spec, link.view, notices)
    }
}

impl fmt::Display for Link {
    /// The hash with its `#`; empty if everything is default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = TABLE.iter().filter_map(|entry| Some((entry.key, (entry.write)(self)?)));
        for (i, (key, value)) in written.enumerate() {
            write!(f, "{}{key}={value}", if i == 0 { '#' } else { '&' })?;
        }
        Ok(())
    }
}

fn write_panes(link: &Link) -> Option<String> {
    if link.spec.panes == Spec::default().panes {
        return None;
    }
    let panes: Vec<String> = link.spec.panes.iter().map(ToString::to_string).collect();
    Some(panes.join(","))
}

fn read_panes(link: &mut Link, text: &str) -> Result<(), Expected> {
    let panes: Result<Vec<PaneSpec>, _> = text.split(',').map(str::parse).collect();
    link.spec.panes = panes.map_err(|_| Expected::Panes)?;
    Ok(())
}

fn changed<T: PartialEq + fmt::Display>(value: &T, default: &T) -> Option<String> {
    (value != default).then(|| value.to_string())
}

fn show<T: fmt::Display>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

fn spelling<T: Copy + PartialEq>(words: Words<T>, value: T) -> Option<String> {
    words.iter().find(|(_, v)| *v == value).map(|(text, _)| (*text).to_owned())
}

/// The word for a value, nothing for the default.
fn spell<T: Copy + PartialEq + Default>(words: Words<T>, value: T) -> Option<String> {
    if value == T::default() { None } else { spelling(words, value) }
}

fn word<T: Copy>(words: &[(&'static str, T)], text: &str) -> Result<T, Expected> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| Expected::OneOf(words.iter().map(|(word, _)| *word).collect()))
}

fn integer(text: &str) -> Result<u32, Expected> {
    text.parse().map_err(|_| Expected::Integer { min: 0, max: u32::MAX.into() })
}

fn number(text: &str) -> Result<f64, Expected> {
    let value: Option<f64> = text.parse().ok().filter(|v: &f64| v.is_finite());
    value.ok_or(Expected::Number { min: 0.0, max: 1e12 })
}

/// At most 40 characters of a text that goes into a message.
fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lc::Method;
    use crate::quant::Codebook;

    fn pane(method: Method, codebook: Codebook) -> PaneSpec {
        PaneSpec { method, codebook }
    }

    #[test]
    fn the_default_link_is_empty() {
        assert_eq!(Link::default().to_string(), "");
        for text in
            ["", "#", "https://example.org/lab/", "https://example.org/lab/#", "#v=1&lab=net&view=strip"]
        {
            assert_eq!(Link::parse(text), (Link::default(), vec![]), "{text}");
        }
    }

    #[test]
    fn keys_come_in_the_documented_order_whatever_order_they_were_given_in() {
        let (link, notices) =
            Link::parse("#theme=dark&seed=7&panes=dc:binary,lcqp:adaptive:3&mu0=0.01&data=moons&play=1");
        assert_eq!(notices, []);
        assert_eq!(
            link.to_string(),
            "#data=moons&panes=dc:binary,lcqp:adaptive:3&mu0=0.01&seed=7&play=1&theme=dark"
        );
        assert_eq!(
            link.spec.panes,
            [pane(Method::Dc, Codebook::Binary), pane(Method::Lcqp, Codebook::Adaptive { k: 3 })]
        );
    }

    #[test]
    fn what_is_broken_is_named_and_the_rest_kept() {
        let (spec, view, notices) = Link::parse_valid(
            "#seed=5&colour=red&growth=2&mu0=-3&data=mars&oops&lang=ja&panes=lc:adaptive:999",
        );
        assert_eq!((spec.asked().seed, spec.schedule.growth, view.lang), (5, 2.0, Some(Lang::Ja)));
        let texts: Vec<String> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), 5, "{texts:?}");
        for (text, start) in
            texts.iter().zip(["'colour'", "data=mars", "'oops'", "panes=lc:adaptive:999", "mu0=-3"])
        {
            assert!(text.starts_with(start), "{text}");
        }
    }

    #[test]
    fn percent_encoding_is_understood() {
        let (link, notices) = Link::parse("#panes=dc%3Abinary%2Clc%3Aadaptive%3A2");
        assert_eq!((link.spec.panes.len(), notices.len()), (2, 0));
    }

    #[test]
    fn settings_of_a_report_are_a_link_again() {
        let valid = Spec { seed: 3, ..Spec::default() }.check().unwrap();
        let pairs: Vec<String> =
            valid.settings().iter().map(|(key, value)| format!("{key}={value}")).collect();
        let (again, _, notices) = Link::parse_valid(&pairs.join("&"));
        assert_eq!(notices, []);
        assert_eq!(again.settings(), valid.settings());
    }
}
