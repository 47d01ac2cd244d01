//! The workers: compares what runs the state wants with what the workers were told, and tells
//! them the difference.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::{Interval, Timeout};
use yew::prelude::*;

use super::Store;
use crate::data::{Stroke, ink};
use crate::experiment::Scene;
use crate::protocol::{FromWorker, RunId, ToWorker};
use crate::ui::browser;
use crate::ui::state::{Action, Lab, Pane, PaneNews, PaneState, ReferenceState};
use crate::ui::text::text;
use crate::worker::client::{Client, WorkerError};

/// The worker's start script, beside the page: resolved against the page's address, so that the
/// page works under any path.
const WORKER: &str = "start.js";
/// News waits at most this long for an animation frame: hidden pages have none.
const LONGEST_WAIT: u32 = 250;
/// A worker that should be computing gives a sign of life every fraction of a second.
const SILENCE: f64 = 15_000.0;
const LOOK_EVERY: u32 = 2_000;

/// A worker and the run it is busy with.
struct Seat {
    client: Client,
    /// The run its news are about.
    run: Rc<Cell<RunId>>,
    last_heard: Rc<Cell<f64>>,
    started: bool,
    leave: Option<u32>,
    /// The drawing its nets were last asked about, and for which iteration.
    asked: Option<(Rc<Vec<Stroke>>, u32)>,
}

#[derive(Default)]
struct Session {
    seats: BTreeMap<RunId, Seat>,
    spare: Vec<Seat>,
}

type Inbox = Rc<RefCell<Pending>>;

/// News on its way to the state, all at once with the next frame.
#[derive(Default)]
struct Pending {
    news: Vec<PaneNews>,
    frame: Option<AnimationFrame>,
    timeout: Option<Timeout>,
}

/// Keeps workers in step with the state.
#[hook]
pub fn use_session(store: &Store) {
    let session = use_mut_ref(Session::default);
    let inbox: Inbox = use_mut_ref(Pending::default);
    let dispatcher = store.dispatcher();
    let post = use_callback((), move |news: PaneNews, ()| {
        let flush = {
            let (inbox, dispatcher) = (inbox.clone(), dispatcher.clone());
            move || {
                let Pending { news, .. } = inbox.take();
                if !news.is_empty() {
                    dispatcher.dispatch(Action::News(news));
                }
            }
        };
        let mut pending = inbox.borrow_mut();
        pending.news.push(news);
        if pending.frame.is_none() {
            let late = flush.clone();
            pending.frame = Some(request_animation_frame(move |_| flush()));
            pending.timeout = Some(Timeout::new(LONGEST_WAIT, late));
        }
    });

    let current = use_mut_ref(|| store.clone());
    current.replace(store.clone());
    {
        let post = post.clone();
        let session = session.clone();
        let store = store.clone();
        // After every render: comparing is cheap, and telling happens only where something differs.
        use_effect(move || session.borrow_mut().reconcile(&store, &post));
    }
    use_effect_with((), move |()| {
        let watch = Interval::new(LOOK_EVERY, move || {
            let lab = current.borrow().clone();
            let now = browser::now();
            for (run, seat) in &session.borrow().seats {
                if lab.expects_news_of(*run) && now - seat.last_heard.get() > SILENCE {
                    post.emit(PaneNews::Died(*run, "no answer".to_owned()));
                }
            }
        });
        move || drop(watch)
    });
}

impl Session {
    fn reconcile(&mut self, lab: &Lab, post: &Callback<PaneNews>) {
        self.let_go(lab);
        match &lab.reference {
            ReferenceState::Training { run, failed: None, .. } => {
                let message = || ToWorker::TrainReference { run: *run, link: lab.experiment_link() };
                self.ensure(*run, post, message);
                // The panes' workers start up meanwhile; the one that trains will serve a pane too.
                while self.spare.len() + 1 < lab.panes.len() {
                    let Some(seat) = Self::spawn(0, post) else { break };
                    self.spare.push(seat);
                }
            }
            ReferenceState::Trained(reference) => {
                self.ask(lab);
                for (i, pane) in lab.panes.iter().enumerate().filter(|(_, pane)| pane.is_computing()) {
                    self.ensure(pane.run, post, || ToWorker::Start {
                        run: pane.run,
                        link: lab.experiment_link(),
                        pane: i,
                        reference: Box::new((**reference).clone()),
                    });
                    let leave = Some(lab.leave());
                    if let Some(seat) = self.seats.get_mut(&pane.run)
                        && seat.leave != leave
                    {
                        seat.leave = leave;
                        seat.last_heard.set(browser::now());
                        seat.client.send(ToWorker::Advance { run: pane.run, to: lab.leave() });
                    }
                }
            }
            ReferenceState::Training { .. } | ReferenceState::Diverged => {}
        }
    }

    /// Asks every pane's nets what they make of the drawing, when it or the iteration has changed.
    fn ask(&mut self, lab: &Lab) {
        let Scene::Images { side } = *lab.scene else { return };
        if lab.drawing.is_empty() {
            self.seats.values_mut().for_each(|seat| seat.asked = None);
            return;
        }
        let mut drawn = None;
        for pane in lab.panes.iter().filter(|pane| !pane.frames.is_empty()) {
            let Some(seat) = self.seats.get_mut(&pane.run) else { continue };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
            let iteration = (lab.position as u32).min(pane.last_iteration().unwrap_or(0));
            let asked = |(drawing, at): &(Rc<Vec<Stroke>>, u32)| *at == iteration && *drawing == lab.drawing;
            if seat.asked.as_ref().is_some_and(asked) {
                continue;
            }
            if drawn.is_none() {
                drawn = ink(&lab.drawing, side);
            }
            if let Some(ink) = drawn.clone() {
                seat.asked = Some((lab.drawing.clone(), iteration));
                seat.client.send(ToWorker::Judge { run: pane.run, iteration, ink });
            }
        }
    }

    /// Frees the workers of runs that are over or no longer wanted, and drops those that died.
    fn let_go(&mut self, lab: &Lab) {
        let unwanted: Vec<RunId> = self.seats.keys().copied().filter(|run| !lab.wants(*run)).collect();
        for run in unwanted {
            let Some(seat) = self.seats.remove(&run) else { continue };
            // A dead worker is never called again.
            if !lab.has_lost(run) {
                seat.client.send(ToWorker::Stop { run });
                self.spare.push(Seat { started: false, leave: None, asked: None, ..seat });
            }
        }
        self.spare.truncate(lab.panes.len());
    }

    /// A worker for the run, told `message` when it gets it.
    fn ensure(&mut self, run: RunId, post: &Callback<PaneNews>, message: impl FnOnce() -> ToWorker) {
        if !self.seats.contains_key(&run) {
            let Some(seat) = self.spare.pop().or_else(|| Self::spawn(run, post)) else { return };
            self.seats.insert(run, seat);
        }
        if let Some(seat) = self.seats.get_mut(&run).filter(|seat| !seat.started) {
            seat.started = true;
            seat.run.set(run);
            seat.last_heard.set(browser::now());
            seat.client.send(message());
        }
    }

    fn spawn(run: RunId, post: &Callback<PaneNews>) -> Option<Seat> {
        let (run_cell, last_heard) = (Rc::new(Cell::new(run)), Rc::new(Cell::new(browser::now())));
        let told = {
            let (run, last_heard, post) = (run_cell.clone(), last_heard.clone(), post.clone());
            move |told: Result<FromWorker, WorkerError>| {
                last_heard.set(browser::now());
                post.emit(match told {
                    Ok(message) => PaneNews::Told(Box::new(message)),
                    Err(WorkerError::OtherVersion) => {
                        PaneNews::Died(run.get(), text(browser::browser_lang()).pane.other_version.to_owned())
                    }
                    Err(WorkerError::Died(reason)) => PaneNews::Died(run.get(), reason),
                });
            }
        };
        match Client::spawn(WORKER, told) {
            Ok(client) => {
                Some(Seat { client, run: run_cell, last_heard, started: false, leave: None, asked: None })
            }
            Err(error) => {
                let reason = if let WorkerError::Died(reason) = error { reason } else { String::new() };
                post.emit(PaneNews::Died(run, reason));
                None
            }
        }
    }
}

impl Lab {
    /// Whether a worker should be at this run.
    fn wants(&self, run: RunId) -> bool {
        let training =
            matches!(self.reference, ReferenceState::Training { run: own, failed: None, .. } if own == run);
        // Finished runs stay to answer questions.
        let lost = |pane: &Pane| matches!(pane.state, PaneState::Failed(_));
        training || self.panes.iter().any(|pane| pane.run == run && !lost(pane))
    }

    /// Whether this run's worker is known to be gone.
    fn has_lost(&self, run: RunId) -> bool {
        let training = matches!(&self.reference, ReferenceState::Training { run: own, failed: Some(_), .. } if *own == run);
        training
            || self.panes.iter().any(|pane| pane.run == run && matches!(pane.state, PaneState::Failed(_)))
    }

    /// Whether this run's worker should be computing now.
    fn expects_news_of(&self, run: RunId) -> bool {
        self.wants(run)
            && match &self.reference {
                ReferenceState::Trained(_) => {
                    let behind = |p: &Pane| p.is_computing() && p.last_iteration() < Some(self.leave());
                    self.panes.iter().any(|p| p.run == run && behind(p))
                }
                _ => true,
            }
    }
}
