//! The whole state as a readable, stable link: `#key=value&key=value`, defaults omitted, keys in
//! a fixed order. One table drives both directions.

mod table;
mod typed;
mod view;

use std::fmt;

use percent_encoding::percent_decode_str;

use crate::experiment::{Fault, Key, Spec, ValidSpec, limits};

use table::{TABLE, idle};
pub use typed::typed_list;
pub use view::{LANGS, LOOKS, Lang, Look, SPEEDS, Speed, Theme, View};

/// What a link says: the experiment, and how the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The experiment.
    pub spec: Spec,
    /// The page.
    pub view: View,
}

/// Something the page has to tell: what was left out of a link, or a change that was not made.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// No such key.
    UnknownKey(String),
    /// A key with a value that cannot be used; its default is used instead.
    BadValue(Fault),
    /// A piece that is not `key=value`.
    NotAPair(String),
    /// A key that is there more than once; the last one counts.
    Twice(Key),
    /// A key that decides nothing beside another choice, which is given as links write it.
    Idle(Key, &'static str),
    /// The settings stand behind this instead of `#`. They are read all the same.
    LostHash(&'static str),
    /// A change with a value that cannot be used; nothing was changed.
    Refused(Fault),
    /// No more runs can be pinned than so many.
    PinsFull(usize),
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(f, "'{key}' is not a setting"),
            Self::BadValue(fault) | Self::Refused(fault) => fault.fmt(f),
            Self::PinsFull(most) => write!(f, "no more than {most} runs can be pinned"),
            Self::Twice(key) => write!(f, "'{key}' is there twice; the last one counts"),
            Self::Idle(key, choice) => write!(f, "'{key}' decides nothing with {choice}"),
            Self::LostHash(instead) => write!(f, "settings come after '#', not after '{instead}'"),
            Self::NotAPair(text) => write!(f, "'{text}' is not of the form key=value"),
        }
    }
}

impl Link {
    /// Reads a link, a hash with or without its `#`, or the part after it. Never fails: what
    /// cannot be used is left out and named.
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let (mut link, mut notices) = (Self::default(), Vec::new());
        let (hash, instead) = settings_of(text);
        notices.extend(instead.map(|instead| (0, Notice::LostHash(instead))));
        let mut pairs: Vec<(usize, &table::Entry, String)> = Vec::new();
        for (place, piece) in hash.split('&').enumerate().filter(|(_, piece)| !piece.is_empty()) {
            // Whoever quotes a link in HTML writes its `&` like this.
            let piece = piece.strip_prefix("amp;").unwrap_or(piece);
            let Some((key, value)) = piece.split_once('=') else {
                notices.push((place, Notice::NotAPair(shortened(piece))));
                continue;
            };
            let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
            let Some(entry) = TABLE.iter().find(|entry| entry.key == key) else {
                notices.push((place, Notice::UnknownKey(shortened(key))));
                continue;
            };
            let before = pairs.len();
            pairs.retain(|(_, other, _)| other.key != key);
            if pairs.len() < before && !notices.iter().any(|(_, notice)| *notice == Notice::Twice(entry.key))
            {
                notices.push((place, Notice::Twice(entry.key)));
            }
            pairs.push((place, entry, value));
        }
        // The lab and the toy decide which other keys mean something, wherever they stand.
        pairs.sort_by_key(|(_, entry, _)| (entry.key != "lab", entry.key != "toy"));
        let mut read: Vec<Key> = Vec::new();
        for (place, entry, value) in pairs {
            if let Some(choice) = idle(entry.key, &link.spec) {
                notices.push((place, Notice::Idle(entry.key, choice)));
            } else if let Err(expected) = (entry.read)(&mut link, &value) {
                let expected = limits(entry.key, link.spec.lab).map_or(expected, Into::into);
                let fault = Fault { key: entry.key, value: shortened(&value), expected };
                notices.push((place, Notice::BadValue(fault)));
            } else {
                read.push(entry.key);
            }
        }
        notices.sort_by_key(|(place, _)| *place);
        let mut notices: Vec<Notice> = notices.into_iter().map(|(_, notice)| notice).collect();
        if read.contains(&"noise") && !link.spec.data.has_noise() && link.spec.noise != Spec::default().noise
        {
            link.spec.noise = Spec::default().noise;
            notices.push(Notice::Idle("noise", link.spec.data.choice()));
        }
        if !read.contains(&"panes") {
            link.spec.panes = link.spec.usual_panes();
        }
        (link, notices)
    }

    /// The spec with one setting written anew, as somebody typed it; an empty text means the default. Whatever the text
    /// holds, no other setting changes; and none does where this one decides nothing.
    ///
    /// # Errors
    /// If it is no value of this setting, or cannot be run beside the others.
    pub fn with(spec: &Spec, key: Key, text: &str) -> Result<Spec, Fault> {
        let mut link = Self { spec: spec.clone(), view: View::default() };
        let entry = TABLE.iter().find(|entry| entry.key == key && idle(key, spec).is_none());
        let Some(entry) = entry else { return Ok(link.spec) };
        let text = text.trim();
        if text.is_empty() {
            // The link without it, read again: links are made of settings, not of what was typed.
            let others =
                link.pairs().filter(|(other, _)| *other != key).map(|(key, value)| format!("{key}={value}"));
            link = Self::parse(&others.collect::<Vec<_>>().join("&")).0;
        } else {
            (entry.read)(&mut link, text).map_err(|expected| Fault {
                key,
                value: shortened(text),
                expected: limits(key, spec.lab).map_or(expected, Into::into),
            })?;
        }
        match link.spec.check() {
            Ok(_) => Ok(link.spec),
            Err(mut faults) => Err(faults.swap_remove(0)),
        }
    }

    /// Keys and values, defaults omitted, in the order of the format.
    fn pairs(&self) -> impl Iterator<Item = (Key, String)> {
        let own = TABLE.iter().filter(|entry| idle(entry.key, &self.spec).is_none());
        own.filter_map(|entry| Some((entry.key, (entry.write)(self)?)))
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
        for (i, (key, value)) in self.pairs().enumerate() {
            write!(f, "{}{key}={value}", if i == 0 { '#' } else { '&' })?;
        }
        Ok(())
    }
}

/// The settings in a link, and what they stand behind if that is not `#`: mail clients and servers turn it into `%23`,
/// people type `?`.
fn settings_of(text: &str) -> (&str, Option<&'static str>) {
    let known = |text: &str| {
        let key = |piece: &str| {
            piece.split_once('=').is_some_and(|(key, _)| TABLE.iter().any(|entry| entry.key == key))
        };
        text.split('&').any(|piece| key(piece.strip_prefix("amp;").unwrap_or(piece)))
    };
    let (before, hash) = match text.split_once('#') {
        Some((before, hash)) => (before, Some(hash)),
        None if text.contains("://") || text.starts_with(['?', '/']) => (text, None),
        None => match text.split_once("%23") {
            Some((_, hash)) => return (hash, Some("%23")),
            None => ("", Some(text)),
        },
    };
    if hash.is_none_or(str::is_empty) {
        for instead in ["%23", "?"] {
            if let Some((_, settings)) = before.split_once(instead)
                && known(settings)
            {
                return (settings, Some(instead));
            }
        }
    }
    (hash.unwrap_or(""), None)
}

/// Whether a setting means nothing beside the lab and the toy of a spec.
pub fn decides_nothing(key: Key, spec: &Spec) -> bool {
    idle(key, spec).is_some()
}

/// Whether the part of an address before its `#` holds settings that belong behind it.
pub fn has_lost_hash(address: &str) -> bool {
    settings_of(address.split('#').next().unwrap_or_default()).1.is_some()
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
    use crate::experiment::PaneSpec;
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

    fn told(text: &str) -> (String, Vec<String>) {
        let (link, notices) = Link::parse(text);
        (link.to_string(), notices.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_lost_hash_is_read_as_meant_and_told() {
        let meant = "#data=moons&seed=3";
        for (text, instead) in [
            ("https://example.org/lab/?data=moons&seed=3", "'?'"),
            ("https://example.org/lab/%23data=moons&seed=3", "'%23'"),
            ("%23data=moons&seed=3", "'%23'"),
            ("?data=moons&seed=3", "'?'"),
            ("https://example.org/lab/?data=moons&seed=3#", "'?'"),
        ] {
            let (link, notices) = told(text);
            assert_eq!((&link[..], notices.len()), (meant, 1), "{text}");
            assert!(notices[0].contains(instead) && has_lost_hash(text), "{text}: {notices:?}");
        }
        for text in
            ["#data=moons&amp;seed=3", "https://example.org/?utm=1#data=moons&seed=3", "data=moons&seed=3"]
        {
            assert_eq!(told(text), (meant.to_owned(), vec![]), "{text}");
            assert!(!has_lost_hash(text));
        }
        for text in ["https://example.org/lab/?q=1", "https://example.org/100%23", "/lab/?"] {
            assert_eq!(told(text), (String::new(), vec![]), "{text}");
        }
    }

    #[test]
    fn nothing_asked_for_is_ignored_in_silence() {
        for (text, link, notice) in [
            ("#seed=1&seed=2", "#seed=2", "'seed' is there twice"),
            ("#toy=wells&wx=-1", "", "'wx' decides nothing with lab=net"),
            ("#data=moons&lab=plane", "#lab=plane", "'data' decides nothing with lab=plane"),
            ("#lab=plane&view=net", "#lab=plane", "'view' decides nothing with lab=plane"),
            (
                "#theta=3&lab=plane&toy=wells",
                "#lab=plane&toy=wells",
                "'theta' decides nothing with toy=wells",
            ),
            ("#noise=0.3", "", "'noise' decides nothing with data=digits"),
            ("#lab=plane&wx=abc", "#lab=plane", "wx=abc is not a number from -4 to 4"),
            ("#iters=many&lab=plane", "#lab=plane", "iters=many is not a whole number from 0 to 300"),
            ("#lr=abc", "", "lr=abc is not a number from 0.000001 to 100"),
            ("#steps=-3", "", "steps=-3 is not a whole number from 1 to 100000"),
        ] {
            let (got, notices) = told(text);
            assert_eq!(got, link, "{text}");
            assert!(notices.iter().any(|told| told.starts_with(notice)), "{text}: {notices:?}");
        }
        assert_eq!(told("#noise=0.1&data=moons").1, Vec::<String>::new());
    }

    /// Whatever is typed into a field, nothing but that setting changes.
    #[test]
    fn an_edit_never_does_more_than_it_says() {
        let before = Link::parse("#data=moons&seed=7&lr=0.3").0.spec;
        for text in [
            "0.1#",
            "8&seed=9",
            "https://example.org/#seed=5",
            "#",
            "0.1&",
            "&",
            "=",
            "0.1;2",
            "%30",
            "lr=0.2",
        ] {
            for key in ["lr", "net", "seed", "n", "mu0", "act"] {
                let fault = Link::with(&before, key, text).unwrap_err();
                assert_eq!(fault.key, key, "{text}");
            }
        }
        let with = |key, text| {
            Link { spec: Link::with(&before, key, text).unwrap(), view: View::default() }.to_string()
        };
        assert_eq!(with("lr", " 0,05 "), "#data=moons&lr=0.05&seed=7");
        assert_eq!(with("seed", "１２"), "#data=moons&lr=0.3&seed=12");
        assert_eq!(with("lr", ""), "#data=moons&seed=7");
        assert_eq!(with("seed", " "), "#data=moons&lr=0.3");
        assert_eq!(with("net", "8"), "#data=moons&net=8&lr=0.3&seed=7");
        let fault = Link::with(&before, "net", "lenet5").unwrap_err();
        assert_eq!((fault.key, &fault.value[..]), ("net", "lenet5"));
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
