//! The page's state: one value, one reducer.

use std::rc::Rc;

use super::changes::Changes;
use super::frame::{Wish, framed};
use crate::experiment::{Preset, PresetName};
use crate::kit::Enlarged;
use crate::labs::runs::{MAX_PINS, Pin, PinAct};
use crate::labs::{self, Awaited, Given, Lab, Supply};
use crate::link::{Eye, LabLink, Lang, Link, Notice, Theme};
use crate::worker::News;

/// Everything on the page that can change.
#[derive(Clone, Debug)]
pub struct Page {
    /// The lab that is open.
    pub lab: Lab,
    /// What is chosen for the eye.
    pub eye: Eye,
    /// What was wrong with a link or a change, until dismissed.
    pub notices: Vec<Notice>,
    /// Runs kept in the table.
    pub pins: Rc<Vec<Pin>>,
    /// What is open over the page.
    pub window: Option<Window>,
    /// The example that was chosen last, until its story is put away.
    tale: Option<PresetName>,
    /// How many addresses were opened.
    pub opened: u32,
    /// What was chosen before.
    pub changes: Changes,
    /// Whether it is shown large, without what an audience does not need.
    pub presenting: bool,
    /// Whether another version of it is there, for whoever wants to go over to it.
    pub outdated: bool,
    /// Whether something that was kept could not be read, and is set aside.
    pub aside: bool,
    /// What labs are given: the recording that came last, and how many workers there can be.
    given: Given,
    browser_lang: Lang,
}

/// What opens over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// Examples to load.
    Examples,
    /// All settings.
    Settings,
    /// What this is, and the list of keys.
    About,
    /// The link, and figures for other pages.
    Share,
    /// A plot.
    Plot(Enlarged),
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The address changed: back, forward, or a link pasted.
    Open(String),
    /// The page around this one asks for something.
    Wish(Wish),
    /// Something is done in the lab.
    Lab(labs::Act),
    /// Back to what was chosen before.
    Undo,
    /// Forth to what was left by going back.
    Redo,
    /// The address tells what is there: nothing is being dragged any more.
    Settled,
    /// Another language.
    SetLang(Lang),
    /// Another theme.
    SetTheme(Theme),
    /// An example is chosen, or its story put away.
    Tell(Option<PresetName>),
    /// For an audience, or no longer.
    Present(bool),
    /// Another version of it is there, or is not wanted now.
    Outdated(bool),
    /// Something that was kept could not be read and is set aside, or is dealt with.
    Aside(bool),
    /// The browser keeps nothing.
    NotKept,
    /// Something opens over the page, or closes.
    Show(Option<Window>),
    /// Time passes.
    Tick {
        /// How long since the last tick.
        milliseconds: f64,
        /// The viewer asked for less motion: steps are taken at once.
        reduced: bool,
    },
    /// Something a lab waited for has come, or cannot be had.
    Supply(Awaited, Supply),
    /// Workers have news.
    News(Vec<News>),
    /// Something is done to pinned runs.
    Pin(PinAct),
    /// Pins were changed in another window.
    ReplacePins(Vec<Pin>),
    /// A notice is read.
    Dismiss(usize),
}

impl Page {
    /// The page for a link; `browser_lang` is spoken where the link names no language. The recording
    /// that is given is shown if it is of the link's comparison.
    pub fn open(hash: &str, browser_lang: Lang, pins: Vec<Pin>, given: impl Into<Given>) -> Self {
        let (link, notices) = Link::open(hash);
        let given = given.into();
        let mut page = Self {
            lab: Lab::open(&link.lab, &given),
            eye: link.eye,
            notices,
            pins: Rc::new(pins),
            window: None,
            tale: None,
            opened: 0,
            changes: Changes::default(),
            presenting: false,
            outdated: false,
            aside: false,
            given,
            browser_lang,
        };
        page.lab.settle();
        page
    }

    /// The state after something happened.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut page = self.clone();
        match action {
            Action::Open(hash) => {
                page.open_link(&hash);
                let (now, before) = (page.lab.link().chosen(), self.lab.link().chosen());
                if now != before {
                    page.changes.open(before, &now);
                }
            }
            Action::Wish(wish) => page.grant(&wish),
            Action::Undo => page.go(Changes::back),
            Action::Redo => page.go(Changes::forth),
            Action::Settled => page.changes.settle(),
            Action::Lab(act) => {
                let dragged = act.is_drag();
                let faults = page.lab.after(act);
                page.note_change(self, dragged);
                if !faults.is_empty() {
                    page.notices = faults.into_iter().map(Notice::Refused).collect();
                } else if page.lab.link() != self.lab.link() {
                    // What was refused before is past when something else was taken.
                    page.notices.retain(|notice| !matches!(notice, Notice::Refused(_)));
                }
            }
            Action::SetLang(lang) => page.eye.lang = Some(lang),
            Action::SetTheme(theme) => page.eye.theme = Some(theme),
            Action::Tell(tale) => page.tale = tale,
            Action::Present(on) => page.presenting = on,
            Action::Outdated(on) => page.outdated = on,
            Action::Aside(on) => page.aside = on,
            // Once is enough, however often it is tried.
            Action::NotKept if page.notices.contains(&Notice::NotKept) => {}
            Action::NotKept => page.notices.push(Notice::NotKept),
            Action::Show(window) => page.window = window,
            Action::Tick { milliseconds, reduced } => {
                page.lab.tick(milliseconds, reduced);
                // A file has been read to its end, and was of another sweep.
                page.note_change(self, false);
            }
            Action::Supply(awaited, supply) => {
                page.lab.show(&awaited, &supply);
                if let Supply::Replay(replay) = supply {
                    page.given.replay = Some(replay);
                }
            }
            Action::News(news) => news.into_iter().for_each(|item| page.lab.hear(item)),
            Action::Pin(act) => page.pin(act),
            Action::ReplacePins(mut pins) => {
                pins.truncate(MAX_PINS);
                page.pins = Rc::new(pins);
            }
            Action::Dismiss(i) => {
                if i < page.notices.len() {
                    page.notices.remove(i);
                }
            }
        }
        page.lab.settle();
        page
    }

    fn open_link(&mut self, hash: &str) {
        self.show_link(Link::open(hash));
    }

    fn show_link(&mut self, (link, notices): (Link, Vec<Notice>)) {
        self.opened = self.opened.wrapping_add(1);
        (self.notices, self.eye) = (notices, link.eye);
        self.lab.reopen(&link.lab, &self.given);
    }

    /// Does what the page around asks for. Whether a figure rests is its frame's own.
    fn grant(&mut self, wish: &Wish) {
        let key = match wish {
            Wish::Set(link) => {
                self.show_link(framed(link, self.eye));
                None
            }
            Wish::Play => (self.lab.playing() == Some(false)).then_some(" "),
            Wish::Pause => (self.lab.playing() == Some(true)).then_some(" "),
            Wish::Step => Some("ArrowRight"),
            Wish::Hold(_) => None,
        };
        if let Some(act) = key.and_then(|key| self.lab.key(key)) {
            // What a key does is never refused.
            self.lab.after(act);
        }
    }

    /// Remembers what was chosen before, if that has changed.
    fn note_change(&mut self, before: &Self, dragged: bool) {
        let (now, before) = (self.lab.link().chosen(), before.lab.link().chosen());
        if now != before {
            self.changes.record(before, dragged);
        }
    }

    /// To what was chosen at another time, at the iteration and the speed of now.
    fn go(&mut self, way: impl FnOnce(&mut Changes, LabLink) -> Option<LabLink>) {
        let now = self.lab.link();
        let playback = now.playback().clone();
        if let Some(link) = way(&mut self.changes, now.chosen()) {
            let link = link.played(&playback);
            self.notices.clear();
            self.lab.reopen(&link, &self.given);
        }
    }

    fn pin(&mut self, act: PinAct) {
        match act {
            PinAct::Add(_) if self.pins.len() >= MAX_PINS => self.notices = vec![Notice::PinsFull(MAX_PINS)],
            PinAct::Add(pin) => Rc::make_mut(&mut self.pins).push(*pin),
            PinAct::Rename(id, name) => {
                if let Some(pin) = Rc::make_mut(&mut self.pins).iter_mut().find(|pin| pin.id == id) {
                    pin.name = name;
                }
            }
            PinAct::Remove(id) => Rc::make_mut(&mut self.pins).retain(|pin| pin.id != id),
        }
    }

    /// The example whose story is to be told: the one that was chosen, while it is what is there.
    pub fn tale(&self) -> Option<&'static Preset> {
        let preset = Preset::named(self.tale?)?;
        let (link, _) = Link::parse(preset.link);
        (link.lab.spec() == self.lab.link().spec() && link.lab.spec().is_some()).then_some(preset)
    }

    /// The link that describes the page as it is.
    pub fn link(&self) -> Link {
        Link { lab: self.lab.link(), eye: self.eye }
    }

    /// The language to speak.
    pub fn lang(&self) -> Lang {
        self.eye.lang.unwrap_or(self.browser_lang)
    }
}
