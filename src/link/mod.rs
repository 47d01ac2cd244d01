//! The whole state as a readable, stable link: `#key=value&key=value`, defaults omitted, keys in a fixed order. A table per
//! lab ([`Keyed`]) drives both directions.

mod cascade;
mod embed;
mod view;

use crate::math::order_of;
use std::fmt;

use percent_encoding::percent_decode_str;
use strum::VariantArray;

use crate::experiment::{
    Asked, Expected, Fault, Keyed, LabKind, NetSpec, OpeningSpec, PlaneSpec, Setting, Spec, SweepSpec,
    ValidSpec, shortened,
};

pub use cascade::TwoAsOne;
pub use embed::{Piece, Show};
use view::Head;
pub use view::{Eye, Lang, Look, NetView, OpeningView, PlaneView, Playback, Speed, Theme};

/// What a link says: what a lab is to show, and what is chosen for the eye.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    /// The lab.
    pub lab: LabLink,
    /// The page.
    pub eye: Eye,
}

/// What a link says of a lab.
#[derive(Clone, Debug, PartialEq)]
pub enum LabLink {
    /// The idea in a picture.
    Opening(OpeningLink),
    /// The Network lab.
    Net(NetLink),
    /// The Plane lab.
    Plane(PlaneLink),
    /// The Trade-off lab.
    Tradeoff(TradeoffLink),
}

/// A link to the opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OpeningLink {
    /// What is shown.
    pub spec: OpeningSpec,
    /// How.
    pub view: OpeningView,
}

/// What a link says of the Network lab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetLink {
    /// The comparison.
    pub spec: NetSpec,
    /// How it is shown.
    pub view: NetView,
}

/// What a link says of the Plane lab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaneLink {
    /// The comparison.
    pub spec: PlaneSpec,
    /// How it is shown.
    pub view: PlaneView,
}

/// What a link says of the Trade-off lab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TradeoffLink {
    /// The sweep, and what is asked of it.
    pub spec: SweepSpec,
}

/// A sweep has no moments.
static STILL: Playback = Playback { iter: None, speed: Speed::Narrated, play: false };

impl Default for LabLink {
    fn default() -> Self {
        Self::of(LabKind::default())
    }
}

impl LabLink {
    /// How it is played.
    pub fn playback(&self) -> &Playback {
        match self {
            Self::Opening(link) => &link.view.playback,
            Self::Net(link) => &link.view.playback,
            Self::Plane(link) => &link.view.playback,
            Self::Tradeoff(_) => &STILL,
        }
    }

    /// The same, played in another way.
    #[must_use]
    pub fn played(mut self, playback: &Playback) -> Self {
        let own = match &mut self {
            Self::Opening(link) => &mut link.view.playback,
            Self::Net(link) => &mut link.view.playback,
            Self::Plane(link) => &mut link.view.playback,
            Self::Tradeoff(_) => return self,
        };
        own.clone_from(playback);
        self
    }

    /// What is chosen, at whatever moment it is shown.
    #[must_use]
    pub fn chosen(self) -> Self {
        self.played(&Playback::default())
    }

    /// A lab as it opens by itself.
    pub fn of(lab: LabKind) -> Self {
        match lab {
            LabKind::Opening => Self::Opening(OpeningLink::default()),
            LabKind::Net => Self::Net(NetLink::default()),
            LabKind::Plane => Self::Plane(PlaneLink::default()),
            LabKind::Tradeoff => Self::Tradeoff(TradeoffLink::default()),
        }
    }

    /// Which lab it is.
    pub fn kind(&self) -> LabKind {
        match self {
            Self::Opening(_) => LabKind::Opening,
            Self::Net(_) => LabKind::Net,
            Self::Plane(_) => LabKind::Plane,
            Self::Tradeoff(_) => LabKind::Tradeoff,
        }
    }

    /// The comparison; `None` for a sweep, which is many.
    pub fn spec(&self) -> Option<Spec> {
        match self {
            Self::Opening(link) => Some(Spec::Net(link.spec.comparison())),
            Self::Net(link) => Some(Spec::Net(link.spec.clone())),
            Self::Plane(link) => Some(Spec::Plane(link.spec.clone())),
            Self::Tradeoff(_) => None,
        }
    }

    fn read(lab: LabKind, reader: &mut Reader) -> Self {
        match lab {
            LabKind::Opening => Self::Opening(OpeningLink { spec: reader.read(), view: reader.read() }),
            LabKind::Net => Self::Net(NetLink { spec: reader.read(), view: reader.read() }),
            LabKind::Plane => Self::Plane(PlaneLink { spec: reader.read(), view: reader.read() }),
            LabKind::Tradeoff => {
                // What differs from cell to cell is the sweep's own; the rest is what all share.
                let own: SweepSpec = reader.read();
                if let Some((place, _)) = reader.take(Setting::Net) {
                    reader.notices.push((place, Notice::Idle(Setting::Net, lab.choice())));
                }
                Self::Tradeoff(TradeoffLink { spec: SweepSpec { base: reader.read(), ..own } })
            }
        }
    }

    fn pairs(&self) -> Vec<(Setting, String)> {
        match self {
            Self::Opening(link) => [link.spec.pairs(), link.view.pairs()].concat(),
            Self::Net(link) => [link.spec.pairs(), link.view.pairs()].concat(),
            Self::Plane(link) => [link.spec.pairs(), link.view.pairs()].concat(),
            Self::Tradeoff(link) => [link.spec.base.pairs(), link.spec.pairs()].concat(),
        }
    }

    /// Leaves alone what cannot be used, and says what that was.
    fn repair(&mut self) -> Vec<Fault> {
        fn repair<S: Asked>(spec: &mut S) -> Vec<Fault> {
            let (repaired, faults) = spec.repaired();
            *spec = repaired;
            faults
        }
        match self {
            Self::Opening(link) => {
                let comparison = link.spec.comparison();
                link.view.playback.within(&comparison.panes(), &comparison.schedule())
            }
            Self::Net(link) => {
                let faults = repair(&mut link.spec);
                let (panes, schedule) = (link.spec.panes(), link.spec.schedule());
                let absent = link.view.cascade.take_if(|two| !two.within(&link.spec));
                let absent = absent.map(|two| Fault {
                    setting: Setting::Cascade,
                    value: two.to_string(),
                    expected: Expected::Cascade,
                });
                let absent = absent.into_iter().collect();
                [faults, link.view.playback.within(&panes, &schedule), absent].concat()
            }
            Self::Plane(link) => {
                let faults = repair(&mut link.spec);
                let (panes, schedule) = (link.spec.panes(), link.spec.schedule());
                [faults, link.view.playback.within(&panes, &schedule)].concat()
            }
            Self::Tradeoff(link) => repair(&mut link.spec),
        }
    }
}

impl From<Spec> for LabLink {
    fn from(spec: Spec) -> Self {
        match spec {
            Spec::Net(spec) => Self::Net(NetLink { spec, view: NetView::default() }),
            Spec::Plane(spec) => Self::Plane(PlaneLink { spec, view: PlaneView::default() }),
        }
    }
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
    Twice(Setting),
    /// A key that decides nothing beside another choice, which is given as links write it.
    Idle(Setting, &'static str),
    /// The settings stand behind this instead of `#`. They are read all the same.
    LostHash(&'static str),
    /// A change with a value that cannot be used; nothing was changed.
    Refused(Fault),
    /// No more runs can be pinned than so many.
    PinsFull(usize),
    /// The browser keeps nothing for another day: its storage is full, or closed.
    NotKept,
    /// The link is of a sweep, where one comparison is wanted.
    Sweep,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(f, "'{key}' is not a setting"),
            Self::BadValue(fault) | Self::Refused(fault) => fault.fmt(f),
            Self::Sweep => f.write_str("lab=tradeoff is many runs: 'headless sweep' runs them"),
            Self::NotKept => f.write_str("this browser keeps nothing: its storage is full or closed"),
            Self::PinsFull(most) => write!(f, "no more than {most} runs can be pinned"),
            Self::Twice(setting) => write!(f, "'{setting}' is there twice; the last one counts"),
            Self::Idle(setting, choice) => write!(f, "'{setting}' decides nothing with {choice}"),
            Self::LostHash(instead) => write!(f, "settings come after '#', not after '{instead}'"),
            Self::NotAPair(text) => write!(f, "'{text}' is not of the form key=value"),
        }
    }
}

/// The pieces of a link, and what is wrong with them, each with its place.
#[derive(Default)]
struct Reader {
    pairs: Vec<(usize, Setting, String)>,
    notices: Vec<(usize, Notice)>,
}

impl Reader {
    fn new(hash: &str) -> Self {
        let mut reader = Self::default();
        for (place, piece) in hash.split('&').enumerate().filter(|(_, piece)| !piece.is_empty()) {
            // Whoever quotes a link in HTML writes its `&` like this.
            let piece = piece.strip_prefix("amp;").unwrap_or(piece);
            let Some((key, value)) = piece.split_once('=') else {
                reader.notices.push((place, Notice::NotAPair(shortened(piece))));
                continue;
            };
            let Ok(setting) = key.parse::<Setting>() else {
                reader.notices.push((place, Notice::UnknownKey(shortened(key))));
                continue;
            };
            let before = reader.pairs.len();
            reader.pairs.retain(|(_, other, _)| *other != setting);
            let told = |reader: &Self| reader.notices.iter().any(|(_, told)| *told == Notice::Twice(setting));
            if reader.pairs.len() < before && !told(&reader) {
                reader.notices.push((place, Notice::Twice(setting)));
            }
            reader.pairs.push((place, setting, percent_decode_str(value).decode_utf8_lossy().into_owned()));
        }
        reader
    }

    /// Whether nothing is asked for but what is chosen for the eye.
    fn is_bare(&self) -> bool {
        let eye = |(_, setting, _): &(usize, Setting, String)| {
            matches!(setting, Setting::V | Setting::Lang | Setting::Theme | Setting::Embed | Setting::Show)
        };
        self.notices.is_empty() && self.pairs.iter().all(eye)
    }

    /// Takes out a key, and gives its value.
    fn take(&mut self, setting: Setting) -> Option<(usize, String)> {
        let at = self.pairs.iter().position(|(_, other, _)| *other == setting)?;
        let (place, _, text) = self.pairs.remove(at);
        Some((place, text))
    }

    /// Takes out what is in a table, in the table's order: what decides whether others mean something comes first there.
    fn read<S: Keyed>(&mut self) -> S {
        let mut all = S::default();
        for key in S::keys() {
            let setting = key.setting;
            let Some((place, text)) = self.take(setting) else { continue };
            if let Some(choice) = (key.idle)(&all) {
                let mut alone = S::default();
                // Reports write out defaults, also where these decide nothing.
                if (key.set)(&mut alone, &text).is_none() || alone != S::default() {
                    self.notices.push((place, Notice::Idle(setting, choice)));
                }
            } else if (key.set)(&mut all, &text).is_none() {
                self.notices.push((place, Notice::BadValue(key.fault(&text))));
            }
        }
        all
    }

    /// What was wrong, in the order of the link. What nobody has taken out is another lab's.
    fn notices(mut self, lab: &'static str) -> Vec<Notice> {
        let idle = self.pairs.into_iter().map(|(place, setting, _)| (place, Notice::Idle(setting, lab)));
        self.notices.extend(idle);
        #[expect(clippy::cast_precision_loss, reason = "a link has few pieces")]
        let places: Vec<f64> = self.notices.iter().map(|(place, _)| *place as f64).collect();
        order_of(&places).into_iter().map(|i| self.notices[i].1.clone()).collect()
    }
}

impl Link {
    /// Reads a link, a hash with or without its `#`, or the part after it. Never fails: what
    /// cannot be used is left out and named.
    ///
    /// ```
    /// use lc_lab::link::Link;
    /// let (link, notices) = Link::parse("#data=moons&seed=7&colour=red");
    /// assert_eq!((link.to_string().as_str(), notices.len()), ("#data=moons&seed=7", 1));
    /// ```
    pub fn parse(text: &str) -> (Self, Vec<Notice>) {
        let (hash, instead) = settings_of(text);
        let mut reader = Reader::new(hash);
        reader.notices.extend(instead.map(|instead| (0, Notice::LostHash(instead))));
        let bare = reader.is_bare();
        let Head { lab } = reader.read();
        let lab = if bare { LabKind::Opening } else { lab };
        let link = Self { lab: LabLink::read(lab, &mut reader), eye: reader.read() };
        (link, reader.notices(lab.choice()))
    }

    /// Reads a link to a sweep, as [`Link::open`] reads those to all labs; `None` if it is none.
    ///
    /// ```
    /// use lc_lab::link::Link;
    /// let (sweep, notices) = Link::parse_sweep("#lab=tradeoff&data=moons&nets=4,8-8&seeds=2&lr=0.3").unwrap();
    /// assert_eq!((sweep.nets().len(), sweep.choices().len(), sweep.seeds(), notices.len()), (2, 8, 2, 0));
    /// assert_eq!(sweep.base.runs.lr, Some(0.3));
    /// assert!(Link::parse_sweep("#lab=net").is_none());
    /// ```
    pub fn parse_sweep(text: &str) -> Option<(SweepSpec, Vec<Notice>)> {
        let (link, notices) = Self::open(text);
        let LabLink::Tradeoff(sweep) = link.lab else { return None };
        Some((sweep.spec, notices))
    }

    /// Like [`Link::parse`], and leaves alone, and names, what cannot be run.
    pub fn open(text: &str) -> (Self, Vec<Notice>) {
        let (mut link, mut notices) = Self::parse(text);
        notices.extend(link.lab.repair().into_iter().map(Notice::BadValue));
        notices.extend(link.eye.within(link.lab.kind()).map(Notice::BadValue));
        link.look_at_what_is_shown();
        (link, notices)
    }

    /// Where one look is shown and another is chosen, the one that is shown is chosen.
    fn look_at_what_is_shown(&mut self) {
        let Some(show) = self.eye.shown(self.lab.kind()) else { return };
        if let LabLink::Net(NetLink { view, .. }) = &mut self.lab
            && !show.has(view.look.into())
            && let Some(other) = Look::VARIANTS.iter().find(|look| show.has((**look).into()))
        {
            view.look = *other;
        }
    }

    /// Like [`Link::open`], with what is to be run.
    pub fn parse_valid(text: &str) -> (ValidSpec, Self, Vec<Notice>) {
        let (mut link, notices) = Self::open(text);
        if link.lab == LabLink::Opening(OpeningLink::default()) {
            // Where there is no page there is no opening of it.
            link.lab = LabLink::default();
        }
        let mut notices = notices;
        if link.lab.spec().is_none() {
            notices.push(Notice::Sweep);
        }
        let asked = link.lab.spec().unwrap_or_default();
        let valid = asked.check().or_else(|_| Spec::default().check());
        (valid.expect("the default can be run"), link, notices)
    }
}

impl From<LabLink> for Link {
    fn from(lab: LabLink) -> Self {
        Self { lab, eye: Eye::default() }
    }
}

impl From<Spec> for Link {
    fn from(spec: Spec) -> Self {
        LabLink::from(spec).into()
    }
}

impl fmt::Display for Link {
    /// The hash with its `#`; empty if everything is default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without settings a link is the opening's; any other that names no lab is the Network lab's.
        let (kind, own) = (self.lab.kind(), self.lab.pairs());
        let head = match kind {
            LabKind::Opening if own.is_empty() => Vec::new(),
            LabKind::Net if own.is_empty() => vec![(Setting::Lab, kind.to_string())],
            lab => Head { lab }.pairs(),
        };
        let all = [head, own, self.eye.pairs()].concat();
        for (i, (setting, value)) in all.iter().enumerate() {
            write!(f, "{}{setting}={value}", if i == 0 { '#' } else { '&' })?;
        }
        Ok(())
    }
}

/// The settings in a link, and what they stand behind if that is not `#`: mail clients and servers turn it into `%23`,
/// people type `?`.
fn settings_of(text: &str) -> (&str, Option<&'static str>) {
    let known = |text: &str| {
        let key = |piece: &str| piece.split_once('=').is_some_and(|(key, _)| key.parse::<Setting>().is_ok());
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

/// Whether the part of an address before its `#` holds settings that belong behind it.
pub fn has_lost_hash(address: &str) -> bool {
    settings_of(address.split('#').next().unwrap_or_default()).1.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::PaneSpec;
    use crate::lc::Method;
    use crate::quant::Codebook;

    fn net(link: &Link) -> &NetSpec {
        let LabLink::Net(net) = &link.lab else { panic!("{link} is not of nets") };
        &net.spec
    }

    fn pane(method: Method, codebook: Codebook) -> PaneSpec {
        PaneSpec::new(method, codebook)
    }

    #[test]
    fn the_bare_link_is_the_openings() {
        let bare = Link::from(LabLink::of(LabKind::Opening));
        assert_eq!(bare.to_string(), "");
        for text in ["", "#", "https://example.org/lab/", "https://example.org/lab/#", "#lab=opening", "#v=1"]
        {
            assert_eq!(Link::parse(text), (bare.clone(), vec![]), "{text}");
        }
        let eye = Eye { lang: Some(Lang::Ja), theme: Some(Theme::Dark), ..Eye::default() };
        assert_eq!(Link::parse("#lang=ja&theme=dark"), (Link { eye, ..bare }, vec![]));
        assert_eq!(Link::default().to_string(), "#lab=net");
        for text in ["#lab=net", "#v=1&lab=net&view=strip", "#view=strip", "#play=0"] {
            assert_eq!(Link::parse(text), (Link::default(), vec![]), "{text}");
        }
        // Where there is no page, the bare link is the Network lab's.
        assert_eq!(Link::parse_valid("#").0.asked(), Spec::default());
        let (spec, link, notices) =
            Link::parse_valid("#lab=opening&data=digits&bits=2&values=learned&play=0&theme=dark");
        assert_eq!(
            (notices, link.to_string()),
            (vec![], "#lab=opening&data=digits&bits=2&values=learned&play=0&theme=dark".to_owned())
        );
        assert_eq!(spec.panes()[0].codebook, Codebook::Adaptive { k: 4 });
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
            net(&link).panes(),
            [pane(Method::Dc, Codebook::Binary), pane(Method::Lcqp, Codebook::Adaptive { k: 3 })]
        );
    }

    #[test]
    fn what_is_broken_is_named_and_the_rest_kept() {
        let (spec, link, notices) = Link::parse_valid(
            "#seed=5&colour=red&growth=2&mu0=-3&data=mars&oops&lang=ja&panes=lc:adaptive:999",
        );
        assert_eq!((spec.runs().seed, spec.schedule().growth, link.eye.lang), (5, 2.0, Some(Lang::Ja)));
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
            ("#toy=wells&wx=-1", "#lab=net", "'wx' decides nothing with lab=net"),
            ("#data=moons&lab=plane", "#lab=plane", "'data' decides nothing with lab=plane"),
            ("#lab=plane&view=net", "#lab=plane", "'view' decides nothing with lab=plane"),
            (
                "#theta=3&lab=plane&toy=wells",
                "#lab=plane&toy=wells",
                "'theta' decides nothing with toy=wells",
            ),
            ("#noise=0.3", "#lab=net", "'noise' decides nothing with data=digits"),
            ("#lab=plane&wx=abc", "#lab=plane", "wx=abc is not a number from -4 to 4"),
            ("#iters=many&lab=plane", "#lab=plane", "iters=many is not a whole number from 0 to 300"),
            ("#lr=abc", "#lab=net", "lr=abc is not a number from 0.000001 to 100"),
            ("#steps=-3", "#lab=net", "steps=-3 is not a whole number from 1 to 100000"),
            ("#iter=999", "#lab=net", "iter=999 is not a whole number from 0 to 120"),
            ("#mu0=1&iter=999", "#mu0=1", "iter=999 is not a whole number from 0 to 40"),
            ("#iters=7&iter=8", "#iters=7", "iter=8 is not a whole number from 0 to 7"),
            ("#panes=ste:binary&iter=41", "#panes=ste:binary", "iter=41 is not a whole number from 0 to 40"),
            ("#lab=plane&iter=101", "#lab=plane", "iter=101 is not a whole number from 0 to 100"),
            ("#panes=dc:binary&iter=1", "#panes=dc:binary", "iter=1 is not a whole number from 0 to 0"),
            ("#iter=x", "#lab=net", "iter=x is not a whole number"),
        ] {
            let (opened, notices) = Link::open(text);
            let (got, notices) =
                (opened.to_string(), notices.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(got, link, "{text}");
            assert!(notices.iter().any(|told| told.starts_with(notice)), "{text}: {notices:?}");
        }
        assert_eq!(Link::open("#iter=40").1, vec![]);
        assert_eq!(told("#noise=0.1&data=moons").1, Vec::<String>::new());
    }

    /// Whatever is typed into a field, nothing but that setting changes.
    #[test]
    fn an_edit_never_does_more_than_it_says() {
        let before = net(&Link::parse("#data=moons&seed=7&lr=0.3").0).clone();
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
            for setting in [Setting::Lr, Setting::Net, Setting::Seed, Setting::N, Setting::Mu0, Setting::Act]
            {
                let fault = before.with(setting, text).unwrap_err();
                assert_eq!(fault.setting, setting, "{text}");
            }
        }
        let with = |setting, text| Link::from(Spec::Net(before.with(setting, text).unwrap())).to_string();
        assert_eq!(with(Setting::Lr, " 0,05 "), "#data=moons&lr=0.05&seed=7");
        assert_eq!(with(Setting::Seed, "１２"), "#data=moons&lr=0.3&seed=12");
        assert_eq!(with(Setting::Lr, ""), "#data=moons&seed=7");
        assert_eq!(with(Setting::Seed, " "), "#data=moons&lr=0.3");
        assert_eq!(with(Setting::Net, "8"), "#data=moons&net=8&lr=0.3&seed=7");
        let fault = before.with(Setting::Net, "lenet5").unwrap_err();
        assert_eq!((fault.setting, &fault.value[..]), (Setting::Net, "lenet5"));
    }

    #[test]
    fn what_is_chosen_for_the_eye_is_in_every_labs_link() {
        for text in [
            "#view=net&iter=3&speed=slow&play=1&lang=ja&theme=dark",
            "#lab=plane&penalty=1&iter=3&speed=16&lang=en",
        ] {
            assert_eq!(told(text), (text.to_owned(), vec![]));
        }
        assert_eq!([Lang::En, Lang::Ja].map(Lang::code), ["en", "ja"]);
    }

    #[test]
    fn what_was_there_already_is_no_change_and_defaults_leave_no_trace() {
        let before = net(&Link::parse("#data=moons&lr=0.3").0).clone();
        for (setting, text) in [
            (Setting::Lr, "0,30"),
            (Setting::Mu0, "rule"),
            (Setting::Iters, "rule"),
            (Setting::First, "1"),
            (Setting::Batch, "32"),
            (Setting::Seed, "1"),
            (Setting::Net, "16-16"),
        ] {
            assert_eq!(before.with(setting, text), Ok(before.clone()), "{setting}={text}");
        }
        let there = before.with(Setting::Growth, "2").unwrap();
        assert_ne!(there, before);
        assert_eq!(there.with(Setting::Growth, "1.1"), Ok(before));
    }

    #[test]
    fn percent_encoding_is_understood() {
        let (link, notices) = Link::parse("#panes=dc%3Abinary%2Clc%3Aadaptive%3A2");
        assert_eq!((net(&link).panes().len(), notices.len()), (2, 0));
    }

    #[test]
    fn settings_of_a_report_are_a_link_again() {
        let valid = Spec::Net(NetSpec::default().with(Setting::Seed, "3").unwrap()).check().unwrap();
        let pairs: Vec<String> =
            valid.settings().iter().map(|(key, value)| format!("{key}={value}")).collect();
        let (again, _, notices) = Link::parse_valid(&pairs.join("&"));
        assert_eq!(notices, []);
        assert_eq!(again.settings(), valid.settings());
    }
}
