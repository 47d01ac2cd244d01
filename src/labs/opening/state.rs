//! The opening's state, and everything that can be done to it.

use std::rc::Rc;

use super::claims::Cost;
use crate::experiment::{
    Fault, Frame, Graded, OpeningSpec, PaneSpec, Replay, Scene, Setting, Spec, Tiles, ValidNet, ValidSpec,
};
use crate::labs::runs::{self, Motion, Runs, RunsLab, whole};
use crate::labs::{Awaited, Given, LabState, Supply};
use crate::link::{Lang, OpeningLink, OpeningView};
use crate::protocol::{FromWorker, RunId};
use crate::worker::{News, Wanted};

/// The opening.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is shown.
    pub spec: OpeningSpec,
    /// The runs: LC first, then rounding.
    pub runs: Runs,
    /// The data as something to look at.
    pub scene: Rc<Scene>,
    /// Test examples as images.
    pub tiles: Rc<Tiles>,
    /// Where what is shown comes from.
    pub source: Source,
    /// The card that is pointed at.
    pub lit: Option<Card>,
    /// The digests of the recording: of the reference net, then of the runs.
    recorded: Option<Vec<String>>,
    /// Milliseconds since anybody did anything, until the way is shown by itself.
    idle: Option<f64>,
    still: bool,
    valid: ValidNet,
}

/// Where what is shown comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A recording that is on its way.
    Awaited,
    /// A recording.
    Recorded,
    /// A recording that is not to be had.
    Missing,
    /// It is computed here.
    Live(Proof),
}

/// What computing here has proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing yet.
    Computing,
    /// Every net is bit by bit the recorded one.
    Same,
    /// A net is another one.
    Other,
    /// There is no recording to compare with.
    Alone,
}

/// One of the three nets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    /// As it was trained, in 32 bits.
    Full,
    /// The same, rounded once.
    Rounded,
    /// Trained for few bits.
    Trained,
}

/// Something that is done in the opening.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// To its runs.
    Runs(runs::Act),
    /// Another comparison.
    Choose(OpeningSpec),
    /// The comparison is to be computed here.
    Compute,
    /// A card is pointed at, or none any more.
    Light(Option<Card>),
    /// Somebody is there.
    Touch,
}

/// Milliseconds without input after which the way is shown by itself.
const PATIENCE: f64 = 1200.0;

fn valid(spec: OpeningSpec) -> ValidNet {
    spec.comparison().check().expect("the opening's comparisons can be run")
}

impl Card {
    /// All of them, as they stand side by side.
    pub const ALL: [Self; 3] = [Self::Full, Self::Rounded, Self::Trained];
}

impl State {
    fn panes(&self) -> Vec<PaneSpec> {
        self.valid.asked().panes()
    }

    fn start(&mut self) {
        self.runs.start(&self.panes(), self.valid.schedule);
        (self.scene, self.lit) = (Rc::default(), None);
    }

    fn hang(&mut self, replay: &Rc<Replay>) {
        self.runs.playback.play = false;
        self.runs.hang(replay);
        (self.scene, self.tiles) = (Rc::new(replay.scene.clone()), Rc::new(replay.tiles.clone()));
        self.source = Source::Recorded;
        self.recorded = self.digests();
    }

    fn begin(&mut self, given: &Given) {
        self.valid = valid(self.spec);
        let play = self.runs.playback.play;
        self.start();
        (self.source, self.recorded) = (Source::Awaited, None);
        let own = Spec::Net(self.valid.asked().clone());
        if let Some(replay) = given.replay.as_ref().filter(|replay| replay.spec == own) {
            self.hang(replay);
        }
        if play {
            self.runs.playback.play = true;
        }
    }

    /// The digests of what has ended.
    fn digests(&self) -> Option<Vec<String>> {
        let report = self.report()?;
        let runs = report.panes.into_iter().map(|pane| pane.digest.unwrap_or_default());
        Some(std::iter::once(report.reference.digest).chain(runs).collect())
    }

    /// The iteration of a card that is shown.
    pub fn frame(&self, card: Card) -> Option<&Rc<Frame>> {
        let (pane, position) = match card {
            Card::Full => return None,
            Card::Rounded => (1, 0.0),
            Card::Trained => (0, self.runs.position),
        };
        self.runs.panes.get(pane)?.around(position).map(|(frame, _)| frame)
    }

    /// Which test examples a card's net answers wrongly.
    pub fn graded(&self, card: Card) -> Option<&Graded> {
        match card {
            Card::Full => self.runs.reference.trained()?.graded.as_ref(),
            Card::Rounded | Card::Trained => self.frame(card)?.graded.as_ref(),
        }
    }

    /// Training steps of the net in 32 bits, and those that LC takes from there.
    pub fn steps(&self) -> (u32, u32) {
        let schedule = &self.valid.schedule;
        let more = schedule.steps_of(schedule.iterations);
        (self.valid.reference, u32::try_from(more).unwrap_or(u32::MAX))
    }

    /// What a card's net costs against the net in 32 bits, in test error.
    pub fn cost(&self, card: Card) -> Option<Cost> {
        Some(Cost::new(self.graded(card)?.error(), self.graded(Card::Full)?.error()))
    }

    /// The last iteration of LC, once it is there.
    pub fn end(&self) -> Option<&Rc<Frame>> {
        let pane = self.runs.panes.first()?;
        pane.frames.last().filter(|_| !pane.is_computing())
    }

    /// Whether the end is shown.
    pub fn is_at_the_end(&self) -> bool {
        self.runs.position >= f64::from(self.runs.last_iteration())
    }

    /// Somebody is there: nothing moves by itself any more.
    fn touch(&mut self) {
        self.idle = None;
        if self.runs.motion == Motion::Glimpse {
            self.runs.show(u32::MAX);
        }
    }
}

impl RunsLab for State {
    fn runs(&self) -> &Runs {
        &self.runs
    }

    fn runs_mut(&mut self) -> &mut Runs {
        &mut self.runs
    }

    /// What is compared is the opening's own.
    fn choose(&mut self, _: Vec<PaneSpec>) -> Result<(), Vec<Fault>> {
        Err(Vec::new())
    }

    fn type_setting(&mut self, _: Setting, _: &str) -> Result<(), Fault> {
        Ok(())
    }
}

impl LabState for State {
    type Act = Act;
    type Link = OpeningLink;
    fn open(link: &OpeningLink, given: &Given) -> Self {
        let valid = valid(link.spec);
        let OpeningView { playback, still } = link.view.clone();
        let asked = valid.asked().panes();
        let rests = still || playback.play || playback.iter.is_some() || given.returning;
        let runs = Runs::new(&asked, valid.schedule, playback, (false, given.last_run));
        let mut state = Self {
            spec: link.spec,
            runs,
            scene: Rc::default(),
            tiles: Rc::default(),
            source: Source::Awaited,
            lit: None,
            recorded: None,
            idle: (!rests).then_some(0.0),
            still,
            valid,
        };
        state.begin(given);
        state
    }

    fn reopen(&mut self, link: &OpeningLink, given: &Given) {
        self.touch();
        self.still = link.view.still;
        if link.spec == self.spec && !link.view.playback.play {
            self.runs.show_as(link.view.playback.clone());
            return;
        }
        self.spec = link.spec;
        self.runs.playback = link.view.playback.clone();
        self.begin(given);
    }

    fn after(&mut self, act: Act) -> Vec<Fault> {
        match act {
            Act::Light(card) => self.lit = card,
            Act::Touch => self.touch(),
            Act::Choose(spec) => {
                self.touch();
                if spec != self.spec {
                    self.spec = spec;
                    self.runs.playback.iter = None;
                    self.begin(&Given::default());
                }
            }
            Act::Compute => {
                self.touch();
                (self.runs.playback.iter, self.source) = (None, Source::Live(Proof::Computing));
                self.runs.start(&self.panes(), self.valid.schedule);
            }
            Act::Runs(act) => {
                self.touch();
                // Where there is no next step the first one is meant.
                if matches!(act, runs::Act::Step(_)) && self.is_at_the_end() {
                    self.runs.show(0);
                }
                return runs::after(self, act);
            }
        }
        Vec::new()
    }

    fn key(&self, key: &str) -> Option<Act> {
        runs::Act::of_key(key).map(Act::Runs)
    }

    fn awaits(&self) -> Option<Awaited> {
        (self.source == Source::Awaited).then(|| Awaited::Recording(self.spec.name()))
    }

    fn show(&mut self, awaited: &Awaited, supply: &Supply) {
        if self.awaits().as_ref() != Some(awaited) {
            return;
        }
        let own = Spec::Net(self.valid.asked().clone());
        match supply {
            Supply::Replay(replay) if replay.spec == own => self.hang(replay),
            _ => self.source = Source::Missing,
        }
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Told(message) => {
                if let FromWorker::Trained { run, scene, .. } = &*message
                    && self.runs.is_training(*run)
                {
                    self.scene = Rc::new((**scene).clone());
                }
                self.runs.hear(&message);
            }
            News::Lost(run, reason) => self.runs.lose(run, &reason),
            News::Quiet(run) => self.runs.set_quiet(run, true),
        }
        self.runs.fill();
    }

    fn tick(&mut self, milliseconds: f64, reduced: bool) {
        if let Some(idle) = &mut self.idle {
            *idle += milliseconds;
            if reduced || self.source == Source::Missing {
                self.idle = None;
            } else if *idle >= PATIENCE && self.source == Source::Recorded {
                self.idle = None;
                self.runs.glimpse();
            }
            return;
        }
        self.runs.tick(milliseconds, reduced);
    }

    fn settle(&mut self) {
        self.runs.settle();
        if self.source == Source::Live(Proof::Computing)
            && let Some(digests) = self.digests()
        {
            self.source = Source::Live(match &self.recorded {
                None => Proof::Alone,
                Some(recorded) if *recorded == digests => Proof::Same,
                Some(_) => Proof::Other,
            });
        }
    }

    fn is_moving(&self) -> bool {
        self.idle.is_some() || self.runs.is_moving()
    }

    fn playing(&self) -> Option<bool> {
        Some(self.runs.plays())
    }

    fn wanted(&self) -> Vec<Wanted> {
        match self.source {
            Source::Live(_) => runs::wanted(&self.runs, self.valid.asked(), |_| None),
            Source::Awaited | Source::Recorded | Source::Missing => Vec::new(),
        }
    }

    fn workers(&self) -> usize {
        if matches!(self.source, Source::Live(_)) { self.runs.panes.len() } else { 0 }
    }

    fn link(&self) -> OpeningLink {
        let view = OpeningView { playback: self.runs.playback.clone(), still: self.still };
        OpeningLink { spec: self.spec, view }
    }

    fn is_finished(&self) -> bool {
        self.runs.is_finished()
    }

    fn report(&self) -> Option<crate::experiment::Report> {
        self.runs.report(&ValidSpec::Net(self.valid.clone()))
    }

    fn run_ids(&self) -> Vec<RunId> {
        self.runs.panes.iter().map(|pane| pane.run).collect()
    }

    fn last_run(&self) -> RunId {
        self.runs.last_run()
    }

    fn troubles(&self) -> Vec<String> {
        self.runs.troubles()
    }

    fn summary(&self, lang: Lang) -> String {
        // What moves by itself is not told: nobody asked for it.
        if self.runs.motion == Motion::Glimpse || self.idle.is_some() {
            return String::new();
        }
        let Some(graded) = self.graded(Card::Trained) else { return String::new() };
        (super::words::words(lang).summary)(
            whole(self.runs.position),
            self.runs.last_iteration(),
            100.0 * graded.error(),
        )
    }
}
