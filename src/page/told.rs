//! What is told and kept of runs from moment to moment.

use std::rc::Rc;

use super::state::{Action, Page};
use super::tests::{SMALL, opened, runs_of, serve, stopped, tick};
use crate::experiment::Speed as Measured;
use crate::labs::runs::{self, Caption, Motion, PaneState, ReferenceState, Step, Trouble};
use crate::link::{Lang, Speed};
use crate::protocol::{FromWorker, Reason, RunId};
use crate::worker::News;

/// Something a worker says.
fn told(page: &Page, message: FromWorker) -> Page {
    page.after(Action::News(vec![News::Told(Box::new(message))]))
}

fn lost(page: &Page, run: RunId, reason: Reason) -> Page {
    page.after(Action::News(vec![News::Lost(run, reason)]))
}

#[test]
fn it_rests_at_the_end_only_where_nothing_else_is_shown_or_has_just_moved() {
    let end = opened(SMALL);
    assert!(end.runs().is_resting_at_the_end());
    assert!(!opened(&format!("{SMALL}&iter=1")).runs().is_resting_at_the_end());
    let playing = end.then(runs::Act::SetSpeed(Speed::Normal)).then(runs::Act::TogglePlay);
    assert!(!playing.runs().is_resting_at_the_end());
    let mut played = playing;
    while played.runs().motion == Motion::Playing {
        played = played.after(tick(200.0));
    }
    // Who has just seen the way is told how it ended.
    assert!(played.runs().motion == Motion::Paused && !played.runs().is_resting_at_the_end());
    assert!(played.then(runs::Act::Scrub(u32::MAX)).runs().is_resting_at_the_end());
    // In the middle of an iteration.
    let half = end.then(runs::Act::Scrub(2)).then(runs::Act::Step(Step::L)).after(tick(5000.0));
    assert_eq!((half.runs().position, half.runs().motion), (2.5, Motion::Paused));
    assert!(!half.runs().is_resting_at_the_end());
}

#[test]
fn what_is_happening_is_told_where_something_happens() {
    // Rounding has one step, and nothing happens in it.
    let rounded = opened("#data=moons&panes=dc:binary,dc:adaptive:2&ref=20");
    assert_eq!((rounded.runs().caption(), rounded.runs().last_iteration()), (None, 0));
    // Nothing is there yet.
    let fresh = Page::open(SMALL, Lang::En, Vec::new(), None);
    assert_eq!((fresh.runs().caption(), fresh.runs().last_iteration()), (None, 3));
    // What fills up is not told of.
    let mut filling = fresh;
    while filling.runs().panes[0].frames.is_empty() {
        let spec = Box::new(filling.lab.link().spec().unwrap());
        filling = match filling.runs().reference.clone() {
            ReferenceState::Training { run, .. } => {
                let said = super::tests::answers(&[crate::protocol::ToWorker::TrainReference { run, spec }]);
                said.into_iter().fold(filling, |page, message| told(&page, message))
            }
            ReferenceState::Trained(reference) => {
                let (run, reference) = (filling.runs().panes[0].run, Box::new((*reference).clone()));
                let start = crate::protocol::ToWorker::Start {
                    run,
                    spec,
                    pane: 0,
                    reference,
                    brief: false,
                    saved: None,
                };
                let advance = crate::protocol::ToWorker::Advance { run, to: 1 };
                let said = super::tests::answers(&[start, advance]);
                said.into_iter().fold(filling, |page, message| told(&page, message))
            }
            ReferenceState::Diverged => panic!("it does not"),
        };
    }
    assert_eq!((filling.runs().motion, filling.runs().caption()), (Motion::Filling, None));
    // Where it stands still: the start, a C step, the end.
    let page = opened(SMALL);
    let at = |iteration| page.then(runs::Act::Scrub(iteration)).runs().caption();
    assert_eq!([0, 1, 2, 3].map(at), [Caption::Start, Caption::C, Caption::C, Caption::End].map(Some));
    // Too quick to be told one by one, until the end is there.
    let mut quick =
        page.then(runs::Act::SetSpeed(Speed::Sixteen)).then(runs::Act::TogglePlay).after(tick(10.0));
    assert_eq!((quick.runs().motion, quick.runs().caption()), (Motion::Playing, Some(Caption::Both)));
    while quick.runs().motion == Motion::Playing {
        assert_eq!(quick.runs().caption(), Some(Caption::Both));
        quick = quick.after(tick(10.0));
    }
    assert_eq!(quick.runs().caption(), Some(Caption::End));
}

/// While another run is still computing, the end of the way is reached and told, however fast it went.
#[test]
fn the_end_is_told_even_while_it_still_plays() {
    let mut page = opened(&format!("{SMALL}&iter=1&speed=16")).then(runs::Act::Scrub(3));
    serve(&mut page);
    let mut page = page.then(runs::Act::TogglePlay);
    let mut seen = Vec::new();
    for _ in 0..200 {
        page = page.after(tick(4.0));
        if page.runs().position == 3.0 {
            seen.push(page.runs().caption());
        }
    }
    assert!(!seen.is_empty() && seen.iter().all(|caption| *caption == Some(Caption::End)), "{seen:?}");
}

#[test]
fn only_whole_steps_are_shown_where_motion_is_to_be_reduced() {
    let page = opened(SMALL).then(runs::Act::SetSpeed(Speed::Normal)).then(runs::Act::TogglePlay);
    for (milliseconds, whole) in
        [(150.0, 0.0), (200.0, 0.5), (200.0, 1.0), (100.0, 1.0), (150.0, 1.0), (100.0, 1.5)].iter().scan(
            0.0,
            |sum, (ms, whole)| {
                *sum += ms;
                Some((*sum, *whole))
            },
        )
    {
        let at = page.after(tick(milliseconds));
        let exact = milliseconds / 550.0;
        assert!((at.runs().shown(false) - at.runs().position).abs() < 1e-12);
        assert!((at.runs().position - exact).abs() < 0.06, "{} {exact}", at.runs().position);
        assert_eq!(at.runs().shown(true), whole, "{milliseconds} {}", at.runs().position);
    }
}

#[test]
fn what_has_gone_wrong_is_told_to_the_page_around() {
    let page = opened(SMALL);
    assert_eq!(page.runs().troubles(), Vec::<String>::new());
    let gone = || Reason::NoStart("gone".to_owned());
    let fresh = Page::open(SMALL, Lang::En, Vec::new(), None);
    let ReferenceState::Training { run, .. } = fresh.runs().reference else { panic!("training") };
    assert_eq!(lost(&fresh, run, gone()).runs().troubles(), [gone().to_string()]);
    let quiet = fresh.after(Action::News(vec![News::Quiet(run)]));
    assert_eq!([0, 1].map(|i| quiet.runs().trouble(i)), [0, 1].map(|_| Some(Trouble::Quiet)));
    assert_eq!(quiet.runs().troubles(), Vec::<String>::new());
    let diverged = told(&fresh, FromWorker::ReferenceDiverged { run });
    assert_eq!(diverged.runs().troubles(), ["the reference net diverged"]);
    let some = opened(&format!("{SMALL}&iter=1"));
    let some = lost(&some, some.runs().panes[0].run, gone());
    assert_eq!(some.runs().troubles(), [gone().to_string()]);
    let wild = "#data=moons&act=relu&panes=dc:binary,lc:binary&mu0=0.001&iters=3&steps=300&ref=0&lr=100";
    assert_eq!(opened(wild).runs().troubles(), ["a run diverged"]);
}

/// The names of runs are never used twice, and the last is known.
#[test]
fn every_start_has_a_name_of_its_own() {
    let names = |page: &Page| -> Vec<RunId> { page.runs().panes.iter().map(|pane| pane.run).collect() };
    let page = opened(SMALL);
    assert_eq!(Some(page.runs().last_run()), names(&page).into_iter().max());
    let again = page.then(runs::Act::SetSeed(5));
    assert!(names(&again).iter().all(|name| *name > page.runs().last_run()));
    assert_eq!(Some(again.runs().last_run()), names(&again).into_iter().max());
}

#[test]
fn the_first_measured_run_tells_the_speed_of_the_table() {
    let page = opened(SMALL);
    let speed = |us: f64| Measured { us: [us; 3], full_us: [2.0 * us; 3], ..Measured::default() };
    let measured = |page: &Page, pane: usize, us: f64| {
        let (run, speed) = (page.runs().panes[pane].run, Box::new(speed(us)));
        told(page, FromWorker::Measured { run, speed })
    };
    let unmeasured = {
        let mut page = page.clone();
        // A run that has just been computed here is measured too.
        let bare = |pane: &runs::Pane| runs::Pane { speed: None, ..pane.clone() };
        let crate::labs::Lab::Net(lab) = &mut page.lab else { panic!("it is the Network lab") };
        Rc::make_mut(lab).runs.panes = lab.runs.panes.iter().map(bare).collect();
        page
    };
    assert_eq!(unmeasured.runs().speed(), None);
    let second = measured(&unmeasured, 1, 3.0);
    assert_eq!(second.runs().speed(), Some(&speed(3.0)));
    assert_eq!(measured(&second, 0, 5.0).runs().speed(), Some(&speed(5.0)));
}

#[test]
fn what_was_taken_out_and_comes_back_was_computed_and_has_nobody_to_ask() {
    let page = opened(SMALL);
    let run = page.runs().panes[0].run;
    let quiet = page.after(Action::News(vec![News::Quiet(run)]));
    let without = quiet.then(runs::Act::RemovePane(0));
    let back = without.after(Action::Undo);
    let pane = &back.runs().panes[0];
    assert!(matches!(pane.state, PaneState::Finished(_)) && pane.alone && !pane.quiet && pane.run == run);
    assert!(!back.runs().panes[1].alone);
}

#[test]
fn a_comparison_in_another_order_computes_nothing_anew() {
    let page = opened(SMALL);
    let runs: Vec<RunId> = page.runs().panes.iter().map(|pane| pane.run).collect();
    let other = SMALL.replace("lc:adaptive:2,dc:binary", "dc:binary,lc:adaptive:2");
    let turned = page.after(Action::Open(other.clone()));
    let after: Vec<RunId> = turned.runs().panes.iter().map(|pane| pane.run).collect();
    assert_eq!(after, [runs[1], runs[0]]);
    assert!(turned.runs().panes.iter().all(|pane| !pane.alone));
    // One that was there twice is there twice.
    let twice = page.after(Action::Open(SMALL.replace("dc:binary", "lc:adaptive:2")));
    assert!(twice.runs().panes[0].run == runs[0] && twice.runs().panes[1].run != runs[0]);
}

#[test]
fn a_run_that_joins_does_not_stop_what_plays() {
    let page =
        opened(SMALL).then(runs::Act::SetSpeed(Speed::Slow)).then(runs::Act::TogglePlay).after(tick(3000.0));
    let more = page.then(runs::Act::DuplicatePane(0));
    assert_eq!((more.runs().motion, more.runs().position), (Motion::Playing, page.runs().position));
    let resting = opened(&format!("{SMALL}&iter=1")).then(runs::Act::DuplicatePane(0));
    assert_eq!(resting.runs().motion, Motion::Paused);
}

/// Axes do not jump while a run is computed again that has been there.
#[test]
fn a_run_begun_again_keeps_its_axes() {
    let page = opened("#panes=lc:adaptive:2&ref=20&iters=1&steps=2");
    let axes = |page: &Page| (page.runs().value_range(), page.runs().layer_ranges());
    let before = axes(&page);
    assert_ne!(before.0, (-1.0, 1.0));
    let alone = lost(&page, page.runs().panes[0].run, stopped("gone"));
    let again = alone.net(crate::labs::net::Act::PenDown([0.5, 0.5]));
    assert!(runs_of(&again).panes[0].frames.is_empty());
    assert_eq!(axes(&again), before);
}

/// A recording is of so many runs, and nothing for who plays.
#[test]
fn a_recording_is_taken_only_where_it_fits() {
    use crate::experiment::{Experiment, Library, Recording};
    let finished = opened(SMALL);
    let spec = finished.lab.link().spec().unwrap().check().unwrap();
    let experiment = Experiment::new(spec, &Library::default()).unwrap();
    let recording = Recording::new(&experiment, finished.runs().reference.trained().unwrap()).unwrap();
    let replay = recording.replay().unwrap();
    let hung = |hash: &str| {
        let page = Page::open(hash, Lang::En, Vec::new(), None);
        let crate::labs::Lab::Net(mut lab) = page.lab else { panic!("it is the Network lab") };
        let lab = Rc::make_mut(&mut lab);
        lab.runs.hang(&replay);
        lab.runs.panes.iter().filter(|pane| pane.recorded).count()
    };
    assert_eq!(hung(SMALL), 2);
    assert_eq!(hung(&SMALL.replace(",dc:binary", "")), 0);
    assert_eq!(hung(&SMALL.replace(",dc:binary", ",dc:binary,dc:ternary")), 0);
    assert_eq!(hung(&format!("{SMALL}&play=1")), 0);
    let one = Page::open(&format!("{}&play=1", SMALL.replace(",dc:binary", "")), Lang::En, Vec::new(), None);
    assert!(one.runs().panes.iter().all(|pane| !pane.recorded));
}
