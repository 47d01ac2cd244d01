//! The labs: what can be looked at, each in a room of its own. A lab is one line of `labs!`; the page knows them only by
//! what it forwards to them.
//!
//! ```
//! use lc_lab::labs::{Given, Lab};
//! use lc_lab::link::Link;
//! let (link, _) = Link::open("#lab=plane");
//! let lab = Lab::open(&link.lab, &Given::default());
//! // Two weights are computed at once, and need no workers.
//! assert!(lab.report().is_some() && lab.wanted().is_empty());
//! ```

pub mod net;
pub mod opening;
pub mod plane;
pub mod runs;
pub mod tradeoff;

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::experiment::{DataKind, Fault, LabKind, Replay, Report};
use crate::kit::{Same, Stage};
use crate::link::{LabLink, Lang};
use crate::protocol::RunId;
use crate::sweep::Cell;
use crate::worker::{News, Wanted};
use runs::{Pin, PinAct};

/// What a lab opens with, beside its link.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// A comparison computed beforehand.
    pub replay: Option<Rc<Replay>>,
    /// The last name that was given to a run.
    pub last_run: RunId,
    /// Whether somebody comes from another lab.
    pub returning: bool,
    /// How many workers can be at work at once; at least one is.
    pub hands: usize,
}

impl From<Option<Rc<Replay>>> for Given {
    fn from(replay: Option<Rc<Replay>>) -> Self {
        Self { replay, ..Self::default() }
    }
}

/// Something a lab waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Awaited {
    /// A recorded comparison, by its name.
    Recording(String),
    /// The sweep of a data set that comes with the page.
    Sweep(DataKind),
    /// The cells that this browser has kept.
    Kept,
}

/// What has come of that.
#[derive(Clone, Debug)]
pub enum Supply {
    /// It is not to be had.
    Nothing,
    /// A comparison computed beforehand.
    Replay(Rc<Replay>),
    /// A file.
    Text(Rc<str>),
    /// What was kept, by name.
    Cells(Rc<BTreeMap<String, String>>),
}

/// What the page asks of a lab's state.
pub trait LabState: Clone {
    /// What links say of it.
    type Link;
    /// What can be done in it.
    type Act;

    /// The lab as a link asks for it. What the link holds can be run.
    fn open(link: &Self::Link, given: &Given) -> Self;
    /// Another link to the same lab: what is computed already stays, where it is of the same comparison.
    fn reopen(&mut self, link: &Self::Link, given: &Given);
    /// Does something, and tells why it was not done if so.
    fn after(&mut self, act: Self::Act) -> Vec<Fault>;
    /// What a key does here.
    fn key(&self, key: &str) -> Option<Self::Act>;
    /// Whether it is one of many small steps that make one change: something is being dragged.
    fn is_drag(_act: &Self::Act) -> bool {
        false
    }
    /// Takes in what comes from workers.
    fn hear(&mut self, news: News);
    /// Time passes; steps are taken at once where motion is to be reduced.
    fn tick(&mut self, milliseconds: f64, reduced: bool);
    /// After all of that: what cannot be outside of bounds is not.
    fn settle(&mut self);
    /// Whether the passing of time changes anything now.
    fn is_moving(&self) -> bool;
    /// Whether it plays; `None` where there is nothing to play.
    fn playing(&self) -> Option<bool> {
        None
    }
    /// Milliseconds without a change after which a state is told to the world.
    fn settled_after(&self) -> u32 {
        0
    }
    /// What it waits for.
    fn awaits(&self) -> Option<Awaited> {
        None
    }
    /// Takes in what it waited for.
    fn show(&mut self, _awaited: &Awaited, _supply: &Supply) {}
    /// Cells that were computed here, in the order in which they came: this browser keeps them.
    fn fresh(&self) -> &[Rc<Cell>] {
        &[]
    }
    /// What workers should be at.
    fn wanted(&self) -> Vec<Wanted>;
    /// How many workers are to be kept.
    fn workers(&self) -> usize;
    /// The link that describes it as it is.
    fn link(&self) -> Self::Link;
    /// Whether all is computed.
    fn is_finished(&self) -> bool;
    /// The report, once all is computed.
    fn report(&self) -> Option<Report>;
    /// What names the runs there are: when it changes, something else is being computed.
    fn run_ids(&self) -> Vec<RunId>;
    /// The last name that was given to a run.
    fn last_run(&self) -> RunId;
    /// What has gone wrong, in English.
    fn troubles(&self) -> Vec<String>;
    /// What is shown, in a sentence.
    fn summary(&self, lang: Lang) -> String;
}

/// What views of a lab are given.
#[derive(Clone, PartialEq, Properties)]
pub struct ViewProps<S: PartialEq, A: PartialEq> {
    /// The lab.
    pub state: Same<S>,
    /// Told what to do in it.
    pub on: Callback<A>,
    /// Runs kept in the table.
    pub pins: Same<Vec<Pin>>,
    /// Told what to do with them.
    pub on_pin: Callback<PinAct>,
}

/// Declares the labs: a name, and the room with its `State`, `Act`, `View`, and what its `quick` and `settings` show.
macro_rules! labs {
    ($($name:ident: $room:ident),* $(,)?) => {
        /// The lab that is open.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Lab {
            $(#[doc = concat!("See [`", stringify!($room), "`].")] $name(Rc<$room::State>),)*
        }

        /// What can be done in a lab.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Act {
            $(#[doc = concat!("See [`", stringify!($room), "`].")] $name($room::Act),)*
        }

        impl Act {
            /// Whether it is one of many small steps that make one change.
            pub fn is_drag(&self) -> bool {
                match self { $(Self::$name(act) => $room::State::is_drag(act),)* }
            }
        }

        /// Does the same to whatever lab is open.
        macro_rules! each {
            ($lab:expr, $state:ident => $do:expr) => {
                match $lab { $(Lab::$name($state) => $do,)* }
            };
        }

        impl Lab {
            /// The lab of a link.
            pub fn open(link: &LabLink, given: &Given) -> Self {
                match link { $(LabLink::$name(link) => Self::$name(Rc::new($room::State::open(link, given))),)* }
            }

            /// Another link. The same lab keeps what it can.
            pub fn reopen(&mut self, link: &LabLink, given: &Given) {
                match (&mut *self, link) {
                    $((Self::$name(state), LabLink::$name(link)) => Rc::make_mut(state).reopen(link, given),)*
                    _ => *self = Self::open(link, &Given { last_run: self.last_run(), returning: true, ..given.clone() }),
                }
            }

            /// Which lab it is.
            pub fn kind(&self) -> LabKind {
                match self { $(Self::$name(_) => LabKind::$name,)* }
            }

            /// Does something, and tells why it was not done if so. What is meant for another lab changes nothing.
            pub fn after(&mut self, act: Act) -> Vec<Fault> {
                match (self, act) {
                    $((Self::$name(state), Act::$name(act)) => Rc::make_mut(state).after(act),)*
                    _ => Vec::new(),
                }
            }

            /// What a key does here.
            pub fn key(&self, key: &str) -> Option<Act> {
                match self { $(Self::$name(state) => state.key(key).map(Act::$name),)* }
            }

            /// The link that describes it as it is.
            pub fn link(&self) -> LabLink {
                match self { $(Self::$name(state) => LabLink::$name(state.link()),)* }
            }

            /// The lab itself.
            pub fn view(&self, on: &Callback<Act>, pins: &Rc<Vec<Pin>>, on_pin: &Callback<PinAct>) -> Html {
                match self { $(Self::$name(state) => html! {
                    <$room::View state={Same::from(state.clone())} on={on.reform(Act::$name)} pins={Same::from(pins.clone())} on_pin={on_pin.clone()} />
                },)* }
            }

            /// The controls it has in the page's head.
            pub fn quick(&self, stage: &Stage, on: &Callback<Act>) -> Html {
                match self { $(Self::$name(state) => $room::quick(stage, state, &on.reform(Act::$name)),)* }
            }

            /// All its settings.
            pub fn settings(&self, stage: &Stage, on: &Callback<Act>) -> Html {
                match self { $(Self::$name(state) => $room::settings(stage, state, &on.reform(Act::$name)),)* }
            }
        }
    };
}

labs! { Opening: opening, Net: net, Plane: plane, Tradeoff: tradeoff }

impl Lab {
    /// Takes in what comes from workers.
    pub fn hear(&mut self, news: News) {
        each!(self, state => Rc::make_mut(state).hear(news));
    }

    /// Time passes.
    pub fn tick(&mut self, milliseconds: f64, reduced: bool) {
        each!(self, state => Rc::make_mut(state).tick(milliseconds, reduced));
    }

    /// What cannot be outside of bounds is not.
    pub fn settle(&mut self) {
        each!(self, state => Rc::make_mut(state).settle());
    }

    /// Whether the passing of time changes anything now.
    pub fn is_moving(&self) -> bool {
        each!(self, state => state.is_moving())
    }

    /// Whether it plays; `None` where there is nothing to play.
    pub fn playing(&self) -> Option<bool> {
        each!(self, state => state.playing())
    }

    /// How many workers would be computing now.
    pub fn wants_workers(&self) -> usize {
        self.wanted().iter().filter(|want| want.computing).count()
    }

    /// Milliseconds without a change after which a state is told to the world.
    pub fn settled_after(&self) -> u32 {
        each!(self, state => state.settled_after())
    }

    /// What it waits for.
    pub fn awaits(&self) -> Option<Awaited> {
        each!(self, state => state.awaits())
    }

    /// Takes in what it waited for.
    pub fn show(&mut self, awaited: &Awaited, supply: &Supply) {
        each!(self, state => Rc::make_mut(state).show(awaited, supply));
    }

    /// Cells that were computed here, in the order in which they came.
    pub fn fresh(&self) -> &[Rc<Cell>] {
        each!(self, state => state.fresh())
    }

    /// What workers should be at.
    pub fn wanted(&self) -> Vec<Wanted> {
        each!(self, state => state.wanted())
    }

    /// How many workers are to be kept.
    pub fn workers(&self) -> usize {
        each!(self, state => state.workers())
    }

    /// Whether all is computed.
    pub fn is_finished(&self) -> bool {
        each!(self, state => state.is_finished())
    }

    /// The report, once all is computed.
    pub fn report(&self) -> Option<Report> {
        each!(self, state => state.report())
    }

    /// What names the runs there are.
    pub fn run_ids(&self) -> Vec<RunId> {
        each!(self, state => state.run_ids())
    }

    /// The last name that was given to a run.
    pub fn last_run(&self) -> RunId {
        each!(self, state => state.last_run())
    }

    /// What has gone wrong, in English.
    pub fn troubles(&self) -> Vec<String> {
        each!(self, state => state.troubles())
    }

    /// What is shown, in a sentence.
    pub fn summary(&self, lang: Lang) -> String {
        each!(self, state => state.summary(lang))
    }
}
