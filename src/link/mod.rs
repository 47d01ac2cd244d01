//! The whole state as a readable, stable link: `#key=value&key=value`, defaults omitted, keys in
//! a fixed order. One table drives both directions.

mod table;
mod view;

use std::fmt;

use percent_encoding::percent_decode_str;

use crate::experiment::{Fault, Spec, ValidSpec};

use table::TABLE;
pub use view::{LANGS, LOOKS, Lang, Look, SPEEDS, Speed, Theme, View};

/// What a link says: the experiment, and how the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The experiment.
    pub spec: Spec,
    /// The page.
    pub view: View,
}

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

impl Link {
    /// Reads a link, a hash with or without its `#`, or the part after it. Never fails: what
    /// cannot be used is left out and named.
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let (mut link, mut notices, mut panes_said) = (Self::default(), Vec::new(), false);
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
            } else if key == "panes" {
                panes_said = true;
            }
        }
        if !panes_said {
            link.spec.panes = link.spec.usual_panes();
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
