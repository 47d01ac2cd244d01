//! Transitions, driven with frames from real (small) runs.

use super::*;
use std::rc::Rc;

use crate::experiment::{Experiment, Library, Recording, ValidSpec};
use crate::labs::runs::{
    self, Caption, MAX_PINS, Motion, PaneState, Pin, PinAct, ReferenceState, Runs, Step,
};
use crate::labs::{Act, Lab, net};
use crate::lc::Method;
use crate::link::{Lang, Notice, Speed};
use crate::protocol::{FromWorker, Reason, ToWorker};
use crate::worker::{Desk, News};

pub(super) const SMALL: &str = "#data=moons&panes=lc:adaptive:2,dc:binary&iters=3&steps=10&ref=50";

/// Something done to the runs of the lab that is open.
pub(super) fn runs_act(page: &Page, act: runs::Act) -> Action {
    Action::Lab(match &page.lab {
        Lab::Opening(_) => Act::Opening(crate::labs::opening::Act::Runs(act)),
        Lab::Net(_) => Act::Net(net::Act::Runs(act)),
        Lab::Plane(_) => Act::Plane(crate::labs::plane::Act::Runs(act)),
        Lab::Tradeoff(_) => panic!("it has no runs to be played"),
    })
}

/// The runs of the lab that is open.
pub(super) fn runs_of(page: &Page) -> &Runs {
    match &page.lab {
        Lab::Opening(lab) => &lab.runs,
        Lab::Net(lab) => &lab.runs,
        Lab::Plane(lab) => &lab.runs,
        Lab::Tradeoff(_) => panic!("it has no runs to be played"),
    }
}

pub(super) fn net_of(page: &Page) -> &net::State {
    let Lab::Net(lab) = &page.lab else { panic!("it is the Network lab") };
    lab
}

pub(super) fn tick(milliseconds: f64) -> Action {
    Action::Tick { milliseconds, reduced: false }
}

impl Page {
    pub(super) fn runs(&self) -> &Runs {
        runs_of(self)
    }

    /// After something was done to the runs.
    pub(super) fn then(&self, act: runs::Act) -> Self {
        self.after(runs_act(self, act))
    }

    /// After something was done in the Network lab.
    pub(super) fn net(&self, act: net::Act) -> Self {
        self.after(Action::Lab(Act::Net(act)))
    }
}

/// Does what the page's hook does, with desks instead of workers, until nothing is left to do.
pub(super) fn serve(page: &mut Page) {
    let seen = |page: &Page| {
        let runs = runs_of(page);
        format!("{:?}", (runs.position, runs.panes.iter().map(|p| p.frames.len()).collect::<Vec<_>>()))
    };
    for _ in 0..5_000 {
        let before = seen(page);
        let spec = || Box::new(page.lab.link().spec().unwrap());
        let runs = runs_of(page);
        let mut messages = Vec::new();
        match &runs.reference {
            ReferenceState::Training { run, failed: None, .. } => {
                messages.extend(answers(&[ToWorker::TrainReference { run: *run, spec: spec() }]));
            }
            ReferenceState::Trained(reference) => {
                for (i, pane) in runs.panes.iter().enumerate().filter(|(_, p)| p.is_computing()) {
                    let start = ToWorker::Start {
                        run: pane.run,
                        spec: spec(),
                        pane: i,
                        reference: Box::new((**reference).clone()),
                        brief: false,
                        saved: None,
                    };
                    let leave = ToWorker::Advance { run: pane.run, to: runs.leave() };
                    // A desk of its own each time computes everything again; known frames are skipped.
                    messages.extend(answers(&[start, leave]));
                }
            }
            _ => {}
        }
        let news = messages.into_iter().map(|m| News::Told(Box::new(m))).collect();
        *page = page.after(Action::News(news)).after(tick(100.0));
        if before == seen(page) && !runs_of(page).is_busy() {
            return;
        }
    }
    panic!("it never comes to rest");
}

pub(crate) fn answers(messages: &[ToWorker]) -> Vec<FromWorker> {
    let (mut desk, mut sent) = (Desk::default(), Vec::new());
    for message in messages {
        sent.extend(desk.receive(message.clone()));
        while desk.is_busy() {
            desk.work(f64::INFINITY, &|| 0.0, &mut |m| {
                if !matches!(m, FromWorker::Progress { .. }) {
                    sent.push(m);
                }
            });
        }
    }
    sent
}

pub(super) fn stopped(said: &str) -> Reason {
    Reason::Stopped(said.to_owned())
}

pub(super) fn opened(hash: &str) -> Page {
    let mut lab = Page::open(hash, Lang::En, Vec::new(), None);
    serve(&mut lab);
    lab
}

#[test]
fn an_opened_link_is_computed_to_its_end_and_shown_there() {
    let lab = opened(SMALL);
    assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (3.0, Motion::Paused));
    let report = lab.lab.report().expect("both panes are finished");
    assert_eq!((report.panes.len(), report.panes[0].iterations, report.panes[1].iterations), (2, 3, 0));
    assert_eq!(lab.link().to_string(), SMALL);
}

#[test]
fn a_link_with_a_position_opens_there_and_computes_no_further() {
    let lab = opened(&format!("{SMALL}&iter=1"));
    assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (1.0, Motion::Paused));
    assert_eq!(runs_of(&lab).panes[0].frames.len(), 2);
    assert!(lab.lab.report().is_none());
}

#[test]
fn play_from_the_end_starts_over_and_ends_paused() {
    let lab = opened(SMALL).then(runs::Act::SetSpeed(Speed::Normal)).then(runs::Act::TogglePlay);
    assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (0.0, Motion::Playing));
    let mut lab = lab.after(tick(300.0));
    assert!((runs_of(&lab).position - 0.5).abs() < 1e-9);
    for _ in 0..20 {
        lab = lab.after(tick(100.0));
    }
    assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (3.0, Motion::Paused));
}

#[test]
fn pausing_rests_on_an_iteration_and_the_link_remembers_it() {
    let lab = opened(SMALL).then(runs::Act::SetSpeed(Speed::Normal)).then(runs::Act::TogglePlay);
    let lab = lab.after(tick(660.0)).then(runs::Act::TogglePlay);
    assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (1.0, Motion::Paused));
    assert!(lab.link().to_string().ends_with("&iter=1&speed=1"));
}

#[test]
fn steps_go_both_ways_and_stop_at_the_ends() {
    let mut lab = opened(SMALL).then(runs::Act::Reset);
    assert_eq!(runs_of(&lab).position, 0.0);
    lab = lab.then(runs::Act::StepBack);
    assert_eq!(runs_of(&lab).position, 0.0);
    for want in [1.0, 2.0, 3.0, 3.0] {
        lab = lab.then(runs::Act::Step(Step::Both)).after(tick(600.0));
        assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (want, Motion::Paused));
    }
    lab = lab.then(runs::Act::StepBack);
    assert_eq!(runs_of(&lab).position, 2.0);
}

#[test]
fn with_reduced_motion_a_step_is_taken_at_once() {
    let lab = opened(SMALL).then(runs::Act::Reset).then(runs::Act::Step(Step::Both));
    assert_eq!(lab.after(Action::Tick { milliseconds: 1.0, reduced: true }).runs().position, 1.0);
}

#[test]
fn changing_one_pane_keeps_the_reference_and_the_other_pane() {
    let before = opened(SMALL);
    let changed = "lc:adaptive:3".parse().unwrap();
    let mut lab = before.then(runs::Act::SetPane(0, changed));
    assert!(matches!(runs_of(&lab).reference, ReferenceState::Trained(_)));
    assert_eq!(runs_of(&lab).panes[1], runs_of(&before).panes[1]);
    assert!(
        runs_of(&lab).panes[0].frames.is_empty()
            && runs_of(&lab).panes[0].run != runs_of(&before).panes[0].run
    );
    serve(&mut lab);
    assert!(lab.lab.report().is_some());
    assert!(lab.link().to_string().contains("panes=lc:adaptive:3,dc:binary"));
}

#[test]
fn panes_can_be_duplicated_up_to_four_and_removed_down_to_one() {
    let mut lab = opened(SMALL);
    for want in [3, 4, 4] {
        lab = lab.then(runs::Act::DuplicatePane(0));
        assert_eq!(runs_of(&lab).panes.len(), want);
    }
    for want in [3, 2, 1, 1] {
        lab = lab.then(runs::Act::RemovePane(0));
        assert_eq!(runs_of(&lab).panes.len(), want);
    }
    assert_eq!(lab.then(runs::Act::RemovePane(9)).runs().panes.len(), 1);
}

#[test]
fn another_seed_starts_over_and_the_same_seed_does_not() {
    let before = opened(SMALL);
    assert_eq!(before.then(runs::Act::SetSeed(1)).runs().panes, runs_of(&before).panes);
    let mut lab = before.then(runs::Act::SetSeed(2));
    assert!(runs_of(&lab).panes.iter().all(|pane| pane.frames.is_empty()));
    serve(&mut lab);
    let digest = |lab: &Page| lab.lab.report().unwrap().reference.digest;
    assert_ne!(digest(&lab), digest(&before));
    lab = lab.then(runs::Act::SetSeed(1));
    serve(&mut lab);
    assert_eq!(digest(&lab), digest(&before), "the same seed replays the same run");
}

#[test]
fn news_of_forgotten_runs_changes_nothing() {
    let before = opened(SMALL);
    let (run, frame) = (runs_of(&before).panes[0].run, runs_of(&before).panes[0].frames[1].clone());
    let lab = before.then(runs::Act::SetSeed(9));
    let stale = FromWorker::Iterated { run, frame: Box::new((*frame).clone()), seconds: 1.0 };
    let after = lab.after(Action::News(vec![News::Told(Box::new(stale)), News::Lost(run, stopped(""))]));
    assert_eq!(runs_of(&after).panes, runs_of(&lab).panes);
}

#[test]
fn a_dead_worker_is_replaced_and_the_third_death_in_a_row_is_told() {
    let mut lab = opened(&format!("{SMALL}&iter=1"));
    let lost = |lab: &mut Page| {
        let run = runs_of(lab).panes[0].run;
        *lab = lab.clone().after(Action::News(vec![News::Lost(run, stopped("out of memory"))]));
        run
    };
    for _ in 0..2 {
        let run = lost(&mut lab);
        let pane = &runs_of(&lab).panes[0];
        assert!(pane.run != run && pane.is_computing() && pane.frames.len() == 2, "what was shown stays");
        serve(&mut lab);
    }
    lost(&mut lab);
    assert_eq!(runs_of(&lab).panes[0].state, PaneState::Failed(stopped("out of memory")));
    assert_eq!(runs_of(&lab).panes[0].frames.len(), 2);
    let run = runs_of(&lab).panes[0].run;
    lab = lab.then(runs::Act::Retry(0));
    assert!(runs_of(&lab).panes[0].run != run && runs_of(&lab).panes[0].is_computing());
    serve(&mut lab);
    assert_eq!(runs_of(&lab).panes[0].frames.len(), 2);
}

/// Whoever dies and when: the end is that of a run nobody disturbed.
#[test]
fn a_run_ends_alike_however_often_its_worker_dies() {
    let whole = opened(SMALL).lab.report().unwrap();
    let mut lab = Page::open(&format!("{SMALL}&iter=0"), Lang::En, Vec::new(), None);
    let ReferenceState::Training { run, .. } = runs_of(&lab).reference else { panic!("training") };
    lab = lab.after(Action::News(vec![News::Lost(run, stopped("gone"))]));
    for iteration in 0..10 {
        lab = lab.then(runs::Act::Scrub(iteration));
        serve(&mut lab);
        for pane in 0..runs_of(&lab).panes.len() {
            let run = runs_of(&lab).panes[pane].run;
            lab = lab.after(Action::News(vec![News::Lost(run, stopped("gone"))]));
        }
    }
    lab = lab.then(runs::Act::Scrub(u32::MAX));
    serve(&mut lab);
    let ends = |report: &crate::experiment::Report| {
        report.panes.iter().map(|pane| (pane.digest.clone(), pane.history.clone())).collect::<Vec<_>>()
    };
    assert!(ends(&lab.lab.report().unwrap()) == ends(&whole));
}

#[test]
fn training_is_begun_again_and_the_third_death_in_a_row_is_told_too() {
    let mut lab = Page::open(SMALL, Lang::En, Vec::new(), None);
    for death in 0..3 {
        assert!(runs_of(&lab).is_busy(), "{death}");
        let ReferenceState::Training { run, .. } = runs_of(&lab).reference else { panic!("training") };
        lab = lab.after(Action::News(vec![News::Lost(run, stopped("gone"))]));
    }
    assert!(!runs_of(&lab).is_busy());
    lab = lab.then(runs::Act::Retry(0));
    serve(&mut lab);
    assert!(lab.lab.report().is_some());
}

#[test]
fn a_diverging_run_ends_with_its_history_and_an_empty_report() {
    let wild = "#data=moons&act=relu&panes=dc:binary,lc:binary&mu0=0.001&iters=3&steps=300&ref=0&lr=100";
    let lab = opened(wild);
    let report = lab.lab.report().unwrap();
    assert_eq!(report.panes[1].stop, Some(crate::lc::Stop::Diverged));
    assert!(report.panes[1].train_loss.is_none() && report.panes[1].digest.is_none());
    assert!(report.panes[0].train_loss.is_some());
    assert_eq!(runs_of(&lab).panes[1].frames.len(), 1, "what came before is kept");
}

#[test]
fn a_diverging_reference_ends_the_comparison() {
    let lab = opened("#data=moons&net=64-64-64&act=relu&panes=dc:binary&ref=300&lr=100");
    assert!(matches!(runs_of(&lab).reference, ReferenceState::Diverged));
    assert!(!runs_of(&lab).is_busy() && lab.lab.report().is_none());
}

#[test]
fn the_same_experiment_opened_again_keeps_what_was_computed() {
    let before = opened(SMALL);
    let lab = before.after(Action::Open(format!("{SMALL}&iter=2&lang=ja")));
    assert_eq!(runs_of(&lab).panes, runs_of(&before).panes);
    assert_eq!((runs_of(&lab).position, lab.lang()), (2.0, Lang::Ja));
    let other = before.after(Action::Open(format!("{SMALL}&seed=4")));
    assert!(runs_of(&other).panes.iter().all(|p| p.frames.is_empty()));
}

#[test]
fn broken_links_open_with_notices_that_can_be_dismissed() {
    let lab = Page::open("#seed=banana&what=ever&panes=lc:adaptive:0", Lang::En, Vec::new(), None);
    assert_eq!(lab.notices.len(), 3);
    assert_eq!(runs_of(&lab).panes.len(), 2);
    let lab = lab.after(Action::Dismiss(1)).after(Action::Dismiss(7));
    assert_eq!(lab.notices.len(), 2);
}

#[test]
fn panes_share_an_axis_that_covers_every_weight() {
    let lab = opened(SMALL);
    let (low, high) = runs_of(&lab).value_range();
    let ranges = runs_of(&lab).layer_ranges();
    for pane in &runs_of(&lab).panes {
        for frame in &pane.frames {
            let all = frame.layers.iter().flat_map(|l| l.weights.iter().chain(&l.codebook));
            assert!(all.into_iter().all(|v| (low..=high).contains(v)));
            // Of each layer's own axis one weight in so many may be beyond; no value is, and none is a hairline.
            for (layer, (low, high)) in frame.layers.iter().zip(&ranges) {
                let beyond = layer.weights.iter().filter(|v| !(*low..=*high).contains(*v)).count();
                assert!(200 * beyond <= layer.weights.len() + 200, "{beyond} of {}", layer.weights.len());
                assert!(
                    layer.codebook.iter().all(|v| (*low..=*high).contains(v))
                        || pane.spec.method == Method::Dc
                );
            }
        }
    }
    assert!(ranges.iter().all(|(low, high)| *low == -*high));
}

#[test]
fn l_and_c_steps_take_turns() {
    let mut lab = opened(SMALL).then(runs::Act::Reset);
    let tick = || tick(1000.0);
    for (step, other, want) in [
        (Step::L, Step::C, 0.5),
        (Step::C, Step::L, 1.0),
        (Step::L, Step::C, 1.5),
        (Step::Both, Step::L, 2.0),
    ] {
        if step != Step::Both {
            assert!(runs_of(&lab).can_step(step) && !runs_of(&lab).can_step(other));
            assert_eq!(lab.then(runs::Act::Step(other)).runs().motion, Motion::Paused);
        }
        lab = lab.then(runs::Act::Step(step)).after(tick());
        assert_eq!((runs_of(&lab).position, runs_of(&lab).motion), (want, Motion::Paused));
    }
    lab = lab.then(runs::Act::Step(Step::Both)).after(tick());
    assert!(!runs_of(&lab).can_step(Step::Both) && !runs_of(&lab).can_step(Step::C));
    assert_eq!(runs_of(&lab).caption(), Some(Caption::End));
    // From the end the first L step is meant.
    lab = lab.then(runs::Act::Step(Step::L)).after(tick());
    assert_eq!(runs_of(&lab).position, 0.5);
}

#[test]
fn slow_motion_tells_of_every_phase_in_turn() {
    let mut lab = opened(SMALL).then(runs::Act::SetSpeed(Speed::Slow)).then(runs::Act::TogglePlay);
    let mut told = Vec::new();
    while runs_of(&lab).motion == Motion::Playing {
        lab = lab.after(tick(50.0));
        if told.last() != Some(&runs_of(&lab).caption()) {
            told.push(runs_of(&lab).caption());
        }
    }
    let round = [Caption::L, Caption::C, Caption::Multipliers];
    let round = round.iter().cycle().take(9);
    let want: Vec<Option<Caption>> =
        [&Caption::Start].into_iter().chain(round).chain([&Caption::End]).map(|c| Some(*c)).collect();
    assert_eq!(told, want);
}

#[test]
fn a_recording_is_the_whole_way_and_others_can_join_it() {
    let finished = opened(SMALL);
    let spec = finished.lab.link().spec().unwrap().check().unwrap();
    assert!(matches!(spec, ValidSpec::Net(_)));
    let experiment = Experiment::new(spec, &Library::default()).unwrap();
    let recording = Recording::new(&experiment, runs_of(&finished).reference.trained().unwrap()).unwrap();
    let replay = Rc::new(recording.replay().unwrap());
    let page = Page::open(SMALL, Lang::En, Vec::new(), Some(replay.clone()));
    assert!(!runs_of(&page).is_busy() && runs_of(&page).panes.iter().all(|pane| pane.recorded));
    assert_eq!((runs_of(&page).position, runs_of(&page).panes[0].frames.len()), (3.0, 4));
    // But for times, which would be another machine's, it says what a run says.
    let told = |page: &Page| {
        page.lab.report().map(|report| {
            report.panes.into_iter().map(|pane| (pane.digest, pane.history)).collect::<Vec<_>>()
        })
    };
    assert_eq!(told(&page), told(&finished));
    // Any moment of it is there.
    let back = page.then(runs::Act::Scrub(1));
    assert!(!runs_of(&back).is_busy() && runs_of(&back).position == 1.0);
    assert!(back.lab.wanted().is_empty());
    // A run that joins it is computed; those that judge a drawing must be there.
    let mut more = page.then(runs::Act::DuplicatePane(1));
    serve(&mut more);
    assert_eq!(
        runs_of(&more).panes.iter().map(|pane| pane.recorded).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(runs_of(&more).is_finished());
    // A recording of something else is not shown.
    let other = Page::open(&format!("{SMALL}&seed=9"), Lang::En, Vec::new(), Some(replay));
    assert!(!runs_of(&other).panes.iter().any(|pane| pane.recorded));
}

#[test]
fn settings_that_cannot_be_run_change_nothing_and_say_so() {
    let lab = opened(SMALL);
    let asked = net_of(&lab).spec.asked().clone();
    let with = |mu0: f64| {
        let mut spec = asked.clone();
        spec.runs.mu0 = Some(mu0);
        lab.net(net::Act::Configure(Box::new(spec)))
    };
    let bad = with(-1.0);
    assert_eq!(
        (&net_of(&bad).spec, bad.notices.len(), runs_of(&bad).panes.len()),
        (&net_of(&lab).spec, 1, 2)
    );
    assert!(bad.lab.report().is_some());
    let good = with(0.5);
    assert!(good.link().to_string().contains("mu0=0.5") && runs_of(&good).is_busy());
}

/// However often it is tried; and again after it was put away.
#[test]
fn that_nothing_is_kept_is_told_once() {
    let told = |page: &Page| page.notices.iter().filter(|notice| **notice == Notice::NotKept).count();
    let page = opened(SMALL).after(Action::NotKept).after(Action::NotKept);
    assert_eq!(told(&page), 1);
    let page = page.after(Action::Dismiss(0));
    assert_eq!((told(&page), told(&page.after(Action::NotKept))), (0, 1));
    let page = page.after(Action::Aside(true));
    assert!(page.aside && !page.after(Action::Aside(false)).aside);
}

#[test]
fn an_opened_address_is_a_change_and_the_same_again_is_none() {
    let page = opened(SMALL);
    assert_eq!(page.after(Action::Open(SMALL.to_owned())).changes.can(), [false, false]);
    let other = page.after(Action::Open("#seed=4".to_owned()));
    assert_eq!(other.changes.can(), [true, false]);
    let back = other.after(Action::Undo);
    assert_eq!((back.lab.link().chosen(), back.changes.can()), (page.lab.link().chosen(), [false, true]));
}

#[test]
fn pins_can_be_made_renamed_and_removed() {
    let pin = |id: u32| Pin { id, name: id.to_string(), ..Pin::default() };
    let mut lab = opened(SMALL);
    for id in 0..60 {
        lab = lab.after(Action::Pin(PinAct::Add(Box::new(pin(id)))));
    }
    assert_eq!((lab.pins.len(), &lab.notices[..]), (MAX_PINS, &[Notice::PinsFull(MAX_PINS)][..]));
    lab = lab.after(Action::Pin(PinAct::Rename(1, "mine".to_owned()))).after(Action::Pin(PinAct::Remove(0)));
    assert_eq!((lab.pins[0].name.as_str(), lab.pins.len()), ("mine", MAX_PINS - 1));
    lab = lab.after(Action::Pin(PinAct::Remove(99))).after(Action::Pin(PinAct::Rename(99, String::new())));
    assert_eq!(lab.after(Action::Open("#seed=4".to_owned())).pins.len(), MAX_PINS - 1);
}

#[test]
fn a_drawing_grows_with_the_pen_and_answers_to_a_wiped_one_are_dropped() {
    let mut lab = opened(SMALL);
    lab = lab.net(net::Act::PenMove([0.1, 0.1]));
    assert!(net_of(&lab).drawing.is_empty());
    lab = lab.net(net::Act::PenDown([0.1, 0.1])).net(net::Act::PenMove([0.2, 0.3]));
    assert_eq!(*net_of(&lab).drawing, vec![vec![[0.1, 0.1], [0.2, 0.3]]]);
    let answer = |lab: &Page| {
        let (run, probabilities) = (runs_of(lab).panes[0].run, vec![0.5, 0.5]);
        let told = FromWorker::Judged {
            run,
            iteration: 1,
            reference: probabilities.clone(),
            quantized: probabilities,
        };
        lab.after(Action::News(vec![News::Told(Box::new(told))]))
    };
    assert_eq!(net_of(&answer(&lab)).verdicts[0].1.iteration, 1);
    let wiped = answer(&lab).net(net::Act::Wipe);
    assert_eq!((net_of(&wiped).verdicts.len(), net_of(&answer(&wiped)).verdicts.len()), (0, 0));
}

#[test]
fn nothing_ticks_while_the_next_frame_is_being_computed() {
    let mut lab = Page::open(SMALL, Lang::En, Vec::new(), None).then(runs::Act::SetSpeed(Speed::Normal));
    assert!(!runs_of(&lab).is_moving());
    lab = lab.then(runs::Act::TogglePlay);
    assert!(!runs_of(&lab).is_moving(), "there is nothing to show yet");
    serve(&mut lab);
    assert!(!runs_of(&lab).is_moving() && runs_of(&lab).motion == Motion::Paused);
    let lab = lab.then(runs::Act::TogglePlay);
    assert!(runs_of(&lab).is_moving());
}

/// While what is asked for is computed, the number is of what is seen.
#[test]
fn the_number_is_of_the_frame_that_is_seen() {
    let lab = opened(&format!("{SMALL}&iter=1"));
    let lab = lab.then(runs::Act::Scrub(3));
    assert_eq!((runs_of(&lab).position, runs_of(&lab).panes[0].frames.len()), (3.0, 2));
    assert_eq!(runs_of(&lab).seen(), 1);
    assert!(lab.lab.summary(Lang::En).starts_with("Iteration 1 of 3."), "{}", lab.lab.summary(Lang::En));
    let mut lab = lab;
    serve(&mut lab);
    assert_eq!((runs_of(&lab).position, runs_of(&lab).seen()), (3.0, 3));
}

/// Whatever makes the last iteration an earlier one takes the position along.
#[test]
fn the_position_is_never_outside_what_the_runs_have() {
    let lab = opened(SMALL).then(runs::Act::SetPane(0, "dc:adaptive:2".parse().unwrap()));
    assert_eq!((runs_of(&lab).position, runs_of(&lab).last_iteration()), (0.0, 0));
    let lab = opened(SMALL).then(runs::Act::RemovePane(0));
    assert_eq!((runs_of(&lab).position, runs_of(&lab).last_iteration()), (0.0, 0));
    let lab = opened("#data=moons&panes=dc:binary&ref=20&iter=20");
    assert_eq!((runs_of(&lab).position, runs_of(&lab).playback.iter), (0.0, None));
    // A run that converges before the iteration that was asked for.
    let early = "#data=moons&panes=lc:binary&mu0=100000000&growth=2&iters=200&steps=2&ref=20";
    let lab = opened(&format!("{early}&iter=150"));
    assert!(
        runs_of(&lab).last_iteration() < 150
            && runs_of(&lab).position == f64::from(runs_of(&lab).last_iteration()),
        "{}",
        runs_of(&lab).position
    );
    assert_eq!(lab.link().to_string(), early);
}

#[test]
fn a_pin_made_while_playing_links_to_what_it_shows() {
    let lab =
        opened(SMALL).then(runs::Act::SetSpeed(Speed::Normal)).then(runs::Act::TogglePlay).after(tick(560.0));
    assert!(
        runs_of(&lab).motion == Motion::Playing
            && runs_of(&lab).position > 1.0
            && runs_of(&lab).position < 1.5
    );
    assert!(net_of(&lab).link_to(0).ends_with("&iter=1"), "{}", net_of(&lab).link_to(0));
    assert!(!net_of(&lab).link_to(1).contains("&iter="), "rounding has only one iteration");
    assert_eq!(net_of(&opened(SMALL)).link_to(0), SMALL.replace(",dc:binary", ""));
}

#[test]
fn what_is_typed_is_read_or_refused_with_a_notice() {
    let lab = opened(SMALL);
    assert_eq!(net_of(&lab.then(runs::Act::TypeSeed("１２".to_owned()))).spec.asked().runs.seed, 12);
    for bad in ["4294967296", "-1", "1&lr=3", "x", "1#"] {
        let after = lab.then(runs::Act::TypeSeed(bad.to_owned()));
        assert_eq!((&net_of(&after).spec, after.notices.len()), (&net_of(&lab).spec, 1), "{bad}");
    }
    let lab = lab.then(runs::Act::SetPane(1, "dc:fixed:-1;1".parse().unwrap()));
    let typed = |text: &str| lab.then(runs::Act::TypeValues(1, text.to_owned()));
    assert_eq!(typed("−0.5、 0,25").runs().panes[1].spec.to_string(), "dc:fixed:-0.5;0.25");
    for bad in ["", "a", "1;2,dc:binary", "0,5"] {
        let after = typed(bad);
        assert_eq!((&net_of(&after).spec, after.notices.len()), (&net_of(&lab).spec, 1), "{bad}");
    }
}

#[test]
fn a_silent_run_is_told_goes_on_or_is_started_anew() {
    let mut lab = opened(&format!("{SMALL}&iter=1"));
    let run = runs_of(&lab).panes[0].run;
    lab = lab.after(Action::News(vec![News::Quiet(run)]));
    assert!(
        runs_of(&lab).panes[0].quiet
            && runs_of(&lab).panes[0].is_computing()
            && !runs_of(&lab).panes[1].quiet
    );
    let spoke = FromWorker::Progress { run, done: 1, of: 10 };
    assert!(!lab.after(Action::News(vec![News::Told(Box::new(spoke))])).runs().panes[0].quiet);
    let anew = lab.then(runs::Act::Retry(0));
    assert!(runs_of(&anew).panes[0].run != run && !runs_of(&anew).panes[0].quiet);
    // So with the reference net.
    let lab = Page::open(SMALL, Lang::En, Vec::new(), None);
    let ReferenceState::Training { run, .. } = runs_of(&lab).reference else { panic!() };
    let anew = lab.after(Action::News(vec![News::Quiet(run)])).then(runs::Act::Retry(0));
    assert!(
        matches!(runs_of(&anew).reference, ReferenceState::Training { run: now, quiet: false, .. } if now != run)
    );
    assert!(
        matches!(lab.then(runs::Act::Retry(0)).runs().reference, ReferenceState::Training { run: now, .. } if now == run)
    );
}

#[test]
fn a_finished_run_whose_worker_died_is_computed_again_only_to_judge_a_drawing() {
    let mut lab = opened("#panes=dc:binary&ref=20");
    let run = runs_of(&lab).panes[0].run;
    lab = lab.after(Action::News(vec![News::Lost(run, stopped("gone"))]));
    assert!(
        runs_of(&lab).is_finished()
            && runs_of(&lab).panes[0].alone
            && lab.lab.wanted().iter().all(|want| !want.urgent)
    );
    lab = lab.net(net::Act::PenDown([0.5, 0.5]));
    assert!(runs_of(&lab).panes[0].run != run && lab.lab.wanted().iter().any(|want| want.urgent));
    serve(&mut lab);
    assert!(
        runs_of(&lab).is_finished() && !runs_of(&lab).panes[0].alone && lab.lab.wanted()[0].drawing.is_some()
    );
}

#[test]
fn only_methods_with_a_penalty_tell_of_one() {
    let report = opened(
        "#data=moons&panes=lc:binary,idc:binary,ste:binary,trained:binary-scaled&iters=2&steps=5&ref=20",
    )
    .lab
    .report()
    .unwrap();
    for pane in &report.panes {
        let mu: Vec<f64> = pane.history.iter().map(|record| record.mu).collect();
        let none = pane.method != crate::lc::Method::Lc;
        assert!(mu[0] == 0.0 && mu[1..].iter().all(|mu| (*mu == 0.0) == none), "{:?}: {mu:?}", pane.method);
    }
}

#[test]
fn going_from_lab_to_lab_starts_what_is_there_to_start() {
    let lab = Page::open("#lab=plane", Lang::En, Vec::new(), None).after(Action::Open(SMALL.to_owned()));
    assert!(
        matches!(lab.lab, Lab::Net(_)) && matches!(runs_of(&lab).reference, ReferenceState::Training { .. })
    );
    let mut lab = lab;
    serve(&mut lab);
    assert!(runs_of(&lab).is_finished());
    let lab = lab.after(Action::Open("#lab=plane&play=1&speed=max".to_owned()));
    assert_eq!((runs_of(&lab).motion, runs_of(&lab).position), (Motion::Playing, 0.0));
    let lab = lab.after(tick(16.0));
    assert_eq!(
        (runs_of(&lab).motion, runs_of(&lab).position),
        (Motion::Paused, f64::from(runs_of(&lab).last_iteration()))
    );
}

/// The page says of every run what is wrong with it, the worst first.
#[test]
fn what_is_wrong_with_a_run_is_decided_here() {
    use runs::Trouble;
    let lab = opened(SMALL);
    assert_eq!([0, 1, 9].map(|i| lab.runs().trouble(i)), [None, None, None]);
    let lab = opened(&format!("{SMALL}&iter=1"));
    let run = lab.runs().panes[0].run;
    let quiet = lab.after(Action::News(vec![News::Quiet(run)]));
    assert_eq!([0, 1].map(|i| quiet.runs().trouble(i)), [Some(Trouble::Quiet), None]);
    let gone = || Reason::NoStart("gone".to_owned());
    let lost = quiet.after(Action::News(vec![News::Lost(run, gone())]));
    assert_eq!([0, 1].map(|i| lost.runs().trouble(i)), [Some(Trouble::Lost(gone())), None]);
    let wild = "#data=moons&act=relu&panes=dc:binary,lc:binary&mu0=0.001&iters=3&steps=300&ref=0&lr=100";
    assert_eq!([0, 1].map(|i| opened(wild).runs().trouble(i)), [None, Some(Trouble::Diverged)]);
    let reference = opened("#data=moons&net=64-64-64&act=relu&panes=dc:binary&ref=300&lr=100");
    assert_eq!(reference.runs().trouble(0), Some(Trouble::ReferenceDiverged));
    // All wait for the reference net.
    let lab = Page::open(SMALL, Lang::En, Vec::new(), None);
    let ReferenceState::Training { run, .. } = lab.runs().reference else { panic!() };
    let lost = lab.after(Action::News(vec![News::Lost(run, gone())]));
    assert_eq!([0, 1].map(|i| lost.runs().trouble(i)), [0, 1].map(|_| Some(Trouble::Lost(gone()))));
}

#[test]
fn a_refusal_is_past_when_something_else_is_taken() {
    let lab = opened(&format!("{SMALL}&what=1"));
    let refused = lab.then(runs::Act::TypeSeed("1#".to_owned()));
    assert!(matches!(refused.notices[..], [Notice::Refused(_)]));
    assert_eq!(refused.then(runs::Act::TypeSeed("x".to_owned())).notices.len(), 1);
    assert_eq!(refused.then(runs::Act::TypeSeed("5".to_owned())).notices, []);
    // What was wrong with the link stays until it is read.
    let other = lab.then(runs::Act::TypeSeed("5".to_owned()));
    assert!(matches!(other.notices[..], [Notice::UnknownKey(_)]));
}

/// Whatever is typed into the settings of whatever data, what the page takes a worker takes too.
#[test]
fn a_setting_the_page_takes_is_one_its_workers_take() {
    use crate::experiment::{DataKind, Keyed, NetSpec};
    use strum::VariantArray;
    for data in DataKind::VARIANTS {
        let page = Page::open(&format!("#data={data}"), Lang::En, Vec::new(), None);
        for key in NetSpec::keys() {
            for text in ["0.5", "3", "relu", "net", "paper", "8", "dc:binary"] {
                let after = page.net(net::Act::Type(key.setting, text.to_owned()));
                let spec = Box::new(after.lab.link().spec().unwrap());
                let mut desk = Desk::default();
                let answer = desk.receive(ToWorker::TrainReference { run: 1, spec });
                assert_eq!(answer, None, "data={data} {}={text}", key.setting);
            }
        }
    }
}
