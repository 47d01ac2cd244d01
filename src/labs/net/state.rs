//! The Network lab's state, and everything that can be done to it.

use std::rc::Rc;

use super::seeds::Seeds;
use crate::data::Stroke;
use crate::experiment::{
    Asked, DataKind, Fault, NetSpec, PaneSpec, Replay, Scene, Setting, Spec, ValidNet, ValidSpec,
};
use crate::labs::runs::{self, Pane, ReferenceState, Runs, RunsLab, whole};
use crate::labs::{Given, LabState};
use crate::link::{LabLink, Lang, Link, Look, NetLink, NetView, Playback, TwoAsOne};
use crate::plot::Spot;
use crate::protocol::{FromWorker, RunId};
use crate::worker::{Drawing, News, Wanted};

/// The lab.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The comparison.
    pub spec: ValidNet,
    /// What of a net is shown.
    pub look: Look,
    /// Two of the nets as one, while that is shown.
    pub cascade: Option<TwoAsOne>,
    /// The runs.
    pub runs: Runs,
    /// The data as something to look at, once the reference net is trained.
    pub scene: Rc<Scene>,
    /// What was drawn by hand.
    pub drawing: Rc<Vec<Stroke>>,
    /// What nets say of it, by their runs.
    pub verdicts: Vec<(RunId, Verdict)>,
    /// The data set's files, while the reference net waits for them.
    pub loading: Option<Loading>,
    /// What is pointed at.
    pub lit: Option<Lit>,
    /// The comparison with other seeds, if that was asked for.
    pub seeds: Option<Seeds>,
}

/// What is pointed at in a pane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lit {
    /// The pane.
    pub pane: usize,
    /// A weight, a value, or a place of the plane.
    pub spot: Spot,
}

/// Files on their way.
#[derive(Clone, Debug, PartialEq)]
pub struct Loading {
    /// Bytes received.
    pub received: u32,
    /// Of how many; 0 if not known yet.
    pub of: u32,
    /// The first images, once they are there: 28x28 pixels each.
    pub preview: Option<Rc<[u8]>>,
}

/// A probability per class, by two nets, for an image drawn by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The iteration the quantized net is of.
    pub iteration: u32,
    /// The reference net's.
    pub reference: Vec<f32>,
    /// The quantized net's.
    pub quantized: Vec<f32>,
}

/// Something that is done in the lab.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// To its runs.
    Runs(runs::Act),
    /// Other settings: everything begins anew.
    Configure(Box<NetSpec>),
    /// A setting as it was typed or chosen.
    Type(Setting, String),
    /// Other data.
    SetData(DataKind),
    /// Something else of the nets is to be shown.
    SetLook(Look),
    /// Two of the nets are to be looked at as one, or no more.
    Cascade(Option<TwoAsOne>),
    /// Something is pointed at, or nothing any more.
    Light(Option<Lit>),
    /// The pen is put down at a point of the pad.
    PenDown([f32; 2]),
    /// The pen moves on to a point.
    PenMove([f32; 2]),
    /// The pad is wiped.
    Wipe,
    /// The comparison is to be run with other seeds.
    TrySeeds,
}

/// What a spec asks for; a link's can be run, and a default always.
fn valid(spec: &NetSpec) -> ValidNet {
    spec.check().or_else(|_| NetSpec::default().check()).expect("the default can be run")
}

impl State {
    fn panes(&self) -> Vec<PaneSpec> {
        self.spec.asked().panes()
    }

    /// Whether another comparison is of the same nets, data and schedule.
    fn differs_in_panes_only(&self, other: &ValidNet) -> bool {
        let mut asked = other.asked().clone();
        asked.set_panes(self.panes());
        asked.check().is_ok_and(|same| same == self.spec)
    }

    /// Throws away all runs and begins anew with the spec.
    fn start(&mut self) {
        self.runs.start(&self.spec.asked().panes(), self.spec.schedule);
        self.loading = None;
        self.scene = Rc::default();
        self.drawing = Rc::default();
        self.verdicts.clear();
        self.lit = None;
    }

    fn hang(&mut self, given: &Given) {
        let own = Spec::Net(self.spec.asked().clone());
        // Runs can be added to it only where its reference net is there; and what nets do is recorded on planes only.
        let whole = |replay: &&Rc<Replay>| {
            replay.spec == own && replay.reference.is_whole() && matches!(replay.scene, Scene::Plane { .. })
        };
        if let Some(replay) = given.replay.as_ref().filter(whole) {
            self.runs.hang(replay);
            if self.runs.reference.trained().is_some() {
                self.scene = Rc::new(replay.scene.clone());
            }
        }
    }

    /// Begins anew with other settings.
    fn configure(&mut self, spec: &NetSpec) -> Vec<Fault> {
        match spec.check() {
            Ok(valid) if valid == self.spec => Vec::new(),
            Ok(valid) => {
                self.spec = valid;
                (self.runs.playback.iter, self.runs.playback.play) = (None, false);
                self.start();
                Vec::new()
            }
            Err(faults) => faults,
        }
    }

    fn draw(&mut self, change: impl FnOnce(&mut Vec<Stroke>)) {
        change(Rc::make_mut(&mut self.drawing));
        self.runs.want_answers();
    }

    /// What a pane's nets are to judge, if they have anything to judge with.
    fn asked_of(&self, pane: &Pane) -> Option<Drawing> {
        let Scene::Images { side } = *self.scene else { return None };
        let last = pane.last_iteration().filter(|_| !self.drawing.is_empty())?;
        let iteration = whole(self.runs.position).min(last);
        Some(Drawing { iteration, strokes: self.drawing.clone(), side })
    }

    /// What a pane's net and the reference say of the drawing.
    pub fn verdict(&self, pane: &Pane) -> Option<&Verdict> {
        self.verdicts.iter().find(|(run, _)| *run == pane.run).map(|(_, verdict)| verdict)
    }

    /// Two nets as one stay the same two where runs came or went.
    fn follow(&mut self, before: &[RunId]) {
        if before.len() == self.runs.panes.len() {
            return;
        }
        let now = self.run_ids();
        let place = |pane: usize| now.iter().position(|run| before.get(pane) == Some(run));
        self.cascade = self.cascade.and_then(|two| {
            let large = match two.large {
                Some(large) => Some(place(large)?),
                None => None,
            };
            Some(TwoAsOne { small: place(two.small)?, large, ..two })
        });
    }

    /// A link to one run alone, at the iteration shown.
    pub fn link_to(&self, index: usize) -> String {
        let mut spec = self.spec.asked().clone();
        spec.set_panes(self.panes().into_iter().skip(index).take(1).collect());
        let playback = Playback { iter: self.runs.position_of(index), ..Playback::default() };
        let view = NetView { playback, ..NetView::default() };
        Link::from(LabLink::Net(NetLink { spec, view })).to_string()
    }
}

impl RunsLab for State {
    fn runs(&self) -> &Runs {
        &self.runs
    }

    fn runs_mut(&mut self) -> &mut Runs {
        &mut self.runs
    }

    fn choose(&mut self, panes: Vec<PaneSpec>) -> Result<(), Vec<Fault>> {
        let mut spec = self.spec.asked().clone();
        spec.set_panes(panes);
        self.spec = spec.check()?;
        Ok(())
    }

    fn type_setting(&mut self, setting: Setting, text: &str) -> Result<(), Fault> {
        let spec = self.spec.asked().with(setting, text)?;
        self.configure(&spec);
        Ok(())
    }
}

impl LabState for State {
    type Act = Act;
    type Link = NetLink;
    fn open(link: &NetLink, given: &Given) -> Self {
        let spec = valid(&link.spec);
        let playback = link.view.playback.clone();
        let runs = Runs::new(&spec.asked().panes(), spec.schedule, playback, (false, given.last_run));
        let mut state = Self {
            spec,
            look: link.view.look,
            cascade: link.view.cascade,
            runs,
            scene: Rc::default(),
            drawing: Rc::default(),
            verdicts: Vec::new(),
            loading: None,
            lit: None,
            seeds: None,
        };
        state.hang(given);
        state
    }

    fn reopen(&mut self, link: &NetLink, given: &Given) {
        let spec = valid(&link.spec);
        (self.look, self.cascade) = (link.view.look, link.view.cascade);
        if spec == self.spec && !link.view.playback.play {
            // The same comparison looked at differently: everything computed stays.
            self.runs.show_as(link.view.playback.clone());
            return;
        }
        if !link.view.playback.play && self.differs_in_panes_only(&spec) {
            self.spec = spec;
            self.runs.compare(self.spec.asked().panes(), link.view.playback.clone());
            return;
        }
        self.spec = spec;
        self.runs.playback = link.view.playback.clone();
        self.start();
        self.hang(given);
    }

    fn after(&mut self, act: Act) -> Vec<Fault> {
        match act {
            Act::Runs(act) => {
                let before = self.run_ids();
                let faults = runs::after(self, act);
                self.follow(&before);
                return faults;
            }
            Act::Configure(spec) => return self.configure(&spec),
            Act::Type(setting, text) => return self.type_setting(setting, &text).err().into_iter().collect(),
            Act::SetData(data) => return self.configure(&self.spec.asked().for_data(data)),
            Act::SetLook(look) => self.look = look,
            Act::Cascade(two) => self.cascade = two.filter(|two| two.fits(self.runs.panes.len())),
            Act::Light(lit) => self.lit = lit,
            Act::PenDown(point) => self.draw(|drawing| drawing.push(vec![point])),
            Act::PenMove(point) => self.draw(|drawing| {
                if let Some(stroke) = drawing.last_mut() {
                    stroke.push(point);
                }
            }),
            Act::TrySeeds => {
                if self.seeds.as_ref().is_none_or(|seeds| seeds.failed().is_some()) {
                    let runs = &mut self.runs;
                    self.seeds = Some(Seeds::new(self.spec.asked(), || runs.new_run()));
                }
            }
            Act::Wipe => {
                self.drawing = Rc::default();
                self.verdicts.clear();
            }
        }
        Vec::new()
    }

    fn key(&self, key: &str) -> Option<Act> {
        Some(match key {
            "1" => Act::SetLook(Look::Strip),
            "2" => Act::SetLook(Look::Plane),
            "3" => Act::SetLook(Look::Net),
            key => Act::Runs(runs::Act::of_key(key)?),
        })
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Told(message) => {
                match &*message {
                    FromWorker::Trained { run, scene, .. } if self.runs.is_training(*run) => {
                        self.scene = Rc::new((**scene).clone());
                    }
                    FromWorker::Progress { run, .. } | FromWorker::Failed { run, .. }
                        if self.runs.is_training(*run) =>
                    {
                        self.loading = None;
                    }
                    FromWorker::Seeded { run, seeded } => {
                        if let Some(seeds) = &mut self.seeds {
                            seeds.hear(*run, seeded);
                        }
                    }
                    FromWorker::Failed { run, reason } => {
                        if let Some(seeds) = &mut self.seeds {
                            seeds.lose(*run, reason);
                        }
                    }
                    FromWorker::Judged { run, iteration, reference, quantized } => {
                        let verdict = Verdict {
                            iteration: *iteration,
                            reference: reference.clone(),
                            quantized: quantized.clone(),
                        };
                        if !self.drawing.is_empty() && self.runs.pane_of(*run).is_some() {
                            self.verdicts.retain(|(other, _)| other != run);
                            self.verdicts.push((*run, verdict));
                        }
                    }
                    FromWorker::Loading { run, received, of, preview } if self.runs.is_training(*run) => {
                        let before = self.loading.take().and_then(|loading| loading.preview);
                        let preview = preview.clone().map(Rc::from).or(before);
                        self.loading = Some(Loading { received: *received, of: *of, preview });
                    }
                    _ => {}
                }
                self.runs.hear(&message);
            }
            News::Lost(run, reason) => {
                if let Some(seeds) = &mut self.seeds {
                    seeds.lose(run, &reason);
                }
                if self.runs.is_training(run) {
                    self.loading = None;
                }
                self.runs.lose(run, &reason);
            }
            News::Quiet(run) => self.runs.set_quiet(run, true),
        }
        self.runs.fill();
    }

    fn tick(&mut self, milliseconds: f64, reduced: bool) {
        self.runs.tick(milliseconds, reduced);
    }

    fn settle(&mut self) {
        self.runs.settle();
        let runs = &self.runs;
        self.verdicts.retain(|(run, _)| runs.panes.iter().any(|pane| pane.run == *run));
        self.loading.take_if(|_| !matches!(runs.reference, ReferenceState::Training { failed: None, .. }));
        self.lit.take_if(|lit| lit.pane >= runs.panes.len());
        self.cascade.take_if(|two| !two.fits(runs.panes.len()));
        self.seeds.take_if(|seeds| !seeds.are_of(self.spec.asked()));
    }

    fn is_moving(&self) -> bool {
        self.runs.is_moving()
    }

    fn playing(&self) -> Option<bool> {
        Some(self.runs.plays())
    }

    fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = runs::wanted(&self.runs, self.spec.asked(), |pane| self.asked_of(pane));
        // What is looked at comes first.
        if !self.runs.is_busy() {
            wanted.extend(self.seeds.iter().flat_map(Seeds::wanted));
        }
        wanted
    }

    fn workers(&self) -> usize {
        self.runs.panes.len()
    }

    fn link(&self) -> NetLink {
        let view = NetView { look: self.look, cascade: self.cascade, playback: self.runs.playback.clone() };
        NetLink { spec: self.spec.asked().clone(), view }
    }

    fn is_finished(&self) -> bool {
        self.runs.is_finished()
    }

    fn report(&self) -> Option<crate::experiment::Report> {
        let report = self.runs.report(&ValidSpec::Net(self.spec.clone()))?;
        Some(crate::experiment::Report { cascade: self.cascade_report(), ..report })
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
        runs::summary(&self.runs, lang)
    }
}
