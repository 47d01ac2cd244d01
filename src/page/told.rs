//! What is told and kept of runs from moment to moment.

use std::rc::Rc;

use super::state::{Action, Page};
use super::tests::{SMALL, opened, runs_of, serve, stopped, tick};
use crate::experiment::Speed as Measured;
use crate::labs::runs::{self, Caption, Motion, PaneState, ReferenceState, Step, Trouble};
use crate::link::{Lang, Speed};
use crate::protocol::{FromWorker, Reason, RunId, ToWorker};
use crate::worker::News;

/// Something a worker says.
fn told(page: &Page, message: FromWorker) -> Page {
    page.after(Action::News(vec![News::Told(Box::new(message))]))
}

fn lost(page: &Page, run: RunId, reason: Reason) -> Page {
    page.after(Action::News(vec![News::Lost(run, reason)]))
}

/// After the reference net was trained and the first run has come so far.
fn begun(page: &Page, to: u32) -> Page {
    let say = |page: Page, messages: &[ToWorker]| {
        super::tests::answers(messages).into_iter().fold(page, |page, message| told(&page, message))
    };
    let spec = || Box::new(page.lab.link().spec().unwrap());
    let ReferenceState::Training { run, .. } = page.runs().reference else { panic!("training") };
    let page = say(page.clone(), &[ToWorker::TrainReference { run, spec: spec() }]);
    let reference = Box::new((**page.runs().reference.trained().unwrap()).clone());
    let run = page.runs().panes[0].run;
    let start = ToWorker::Start { run, spec: spec(), pane: 0, reference, brief: false, saved: None };
    say(page, &[start, ToWorker::Advance { run, to }])
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
    let filling = begun(&fresh, 1);
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

/// All axes end at the first quarter beyond the largest magnitude there has been, with a little room.
#[test]
fn the_common_axis_ends_at_a_quarter_beyond_what_was_seen() {
    assert_eq!(Page::open(SMALL, Lang::En, Vec::new(), None).runs().value_range(), (-1.0, 1.0));
    let page = opened(SMALL);
    let frames = page.runs().panes.iter().flat_map(|pane| &pane.frames);
    let all = frames
        .flat_map(|frame| frame.layers.iter().flat_map(|layer| layer.weights.iter().chain(&layer.codebook)));
    let largest = all.fold(0.0_f32, |most, value| most.max(value.abs()));
    let end =
        (0..100_u8).map(|quarters| f32::from(quarters) / 4.0).find(|end| *end >= 1.04 * largest).unwrap();
    assert_eq!(page.runs().value_range(), (-end, end));
}

/// Of each layer the axis reaches as far as the runs that are drawn to their values have; as all have, where there are none.
#[test]
fn each_layers_axis_is_that_of_the_runs_drawn_to_their_values() {
    assert_eq!(Page::open(SMALL, Lang::En, Vec::new(), None).runs().layer_ranges(), []);
    let reach = |page: &Page, counts: &[usize]| {
        let layers = 3;
        let own = |l: usize| {
            let frames = counts.iter().flat_map(|&i| &page.runs().panes[i].frames);
            frames.map(|frame| frame.reach()[l]).fold(0.0_f32, f32::max)
        };
        (0..layers).map(own).collect::<Vec<f32>>()
    };
    let check = |page: &Page, counts: &[usize]| {
        let ranges = page.runs().layer_ranges();
        for ((low, high), reach) in ranges.iter().zip(reach(page, counts)) {
            assert!(*low == -*high && *high >= 1.04 * reach && *high <= 1.35 * reach, "{high} {reach}");
        }
        assert_eq!(ranges.len(), 3);
        ranges
    };
    // Values far beyond all weights: only their own run reaches there.
    let far = "#data=moons&panes=lc:adaptive:2,dc:fixed:-20;20&iters=3&steps=10&ref=50";
    let mixed = opened(far);
    let of_lc = check(&mixed, &[0]);
    assert!(of_lc.iter().all(|(_, high)| *high < 20.0));
    check(&mixed.then(runs::Act::RemovePane(0)), &[0]);
    check(&mixed.then(runs::Act::RemovePane(1)), &[0]);
    let both = opened("#data=moons&panes=dc:adaptive:2,dc:fixed:-20;20&ref=50");
    assert!(check(&both, &[0, 1]).iter().all(|(_, high)| *high >= 20.0));
    // A run that has come to nothing yet says nothing.
    let early = mixed.then(runs::Act::SetPane(0, "lc:adaptive:3".parse().unwrap()));
    assert!(early.runs().panes[0].frames.is_empty());
    check(&early, &[1]);
}

#[test]
fn the_penalty_is_that_of_the_iteration_shown() {
    let page = opened("#data=moons&panes=dc:binary,lc:adaptive:2&iters=3&steps=10&ref=50&mu0=0.5&growth=2");
    let at = |position| page.runs().mu(position);
    assert_eq!([0.0, 1.0, 1.5, 2.0, 3.0].map(at), [None, Some(0.5), Some(0.5), Some(1.0), Some(2.0)]);
    assert_eq!(opened("#data=moons&panes=dc:binary,ste:binary&iters=2&steps=5&ref=20").runs().mu(1.0), None);
}

#[test]
fn nothing_moves_that_has_nothing_to_show_or_nowhere_to_go() {
    let page = opened(SMALL).then(runs::Act::SetSpeed(Speed::Slow));
    assert!(!page.runs().is_moving());
    // The start is held before it is left slowly, and the pause after a step is motion too.
    let playing = page.then(runs::Act::TogglePlay);
    assert!(playing.runs().is_moving() && playing.runs().position == 0.0);
    assert_eq!(playing.after(tick(1000.0)).runs().position, 0.0, "held");
    assert_eq!(playing.after(tick(2500.0 + 700.0)).runs().position, 0.25);
    // All of them computed anew: nothing to show yet.
    let bare = page.then(runs::Act::TogglePlay).then(runs::Act::SetSeed(7));
    assert!(!bare.runs().is_moving());
    // As far as is computed, and no further, while a run still computes.
    let early = opened(&format!("{SMALL}&iter=1&speed=16")).then(runs::Act::TogglePlay);
    let mut early = early;
    for _ in 0..50 {
        early = early.after(tick(50.0));
    }
    assert_eq!((early.runs().motion, early.runs().position), (Motion::Playing, 1.0));
    assert!(!early.runs().is_moving());
}

/// A single step is taken at the pace of slow motion where that is chosen, else at the usual one, and at once where motion is
/// reduced.
#[test]
fn a_single_step_has_its_pace() {
    let begun = |speed| {
        opened(SMALL).then(runs::Act::SetSpeed(speed)).then(runs::Act::Reset).then(runs::Act::Step(Step::L))
    };
    let after = |page: Page, milliseconds| page.after(tick(milliseconds)).runs().position;
    assert_eq!(after(begun(Speed::Slow), 700.0), 0.25);
    assert_eq!(after(begun(Speed::Normal), 150.0), 0.25);
    assert_eq!(after(begun(Speed::Max), 150.0), 0.25);
    assert_eq!(
        begun(Speed::Slow).after(Action::Tick { milliseconds: 1.0, reduced: true }).runs().position,
        0.5
    );
}

#[test]
fn who_plays_sees_the_start_and_who_steps_back_can_step_on() {
    let page = opened(SMALL).then(runs::Act::SetSpeed(Speed::Normal));
    // From the middle it goes on, from the end it begins anew.
    let middle = page.then(runs::Act::Scrub(1)).then(runs::Act::TogglePlay);
    assert_eq!((middle.runs().motion, middle.runs().position), (Motion::Playing, 1.0));
    let can = |page: &Page| [Step::L, Step::C, Step::Both].map(|step| page.runs().can_step(step));
    assert_eq!(can(&page), [true, false, false]);
    assert_eq!(can(&page.then(runs::Act::Scrub(1))), [true, false, true]);
    // Where there is one iteration there is no step.
    let rounded = opened("#data=moons&panes=dc:binary&ref=20");
    assert_eq!(can(&rounded), [false; 3]);
    // The last iteration needs no mention.
    assert_eq!(page.then(runs::Act::Scrub(2)).runs().playback.iter, Some(2));
    assert_eq!(page.then(runs::Act::Scrub(3)).runs().playback.iter, None);
    // Who has played to the end is told so once; who scrubs there afterwards rests.
    let mut played = page.then(runs::Act::Reset).then(runs::Act::TogglePlay);
    while played.runs().motion == Motion::Playing {
        played = played.after(tick(300.0));
    }
    assert!(!played.runs().is_resting_at_the_end());
    let stepped = page.then(runs::Act::Scrub(2)).then(runs::Act::Step(Step::Both)).after(tick(5000.0));
    assert!(stepped.runs().position == 3.0 && stepped.runs().is_resting_at_the_end());
}

/// What workers say is taken in by the run it is of, and by no other.
#[test]
fn what_workers_say_goes_to_their_runs() {
    let fresh = Page::open(SMALL, Lang::En, Vec::new(), None);
    let ReferenceState::Training { run, .. } = fresh.runs().reference else { panic!("training") };
    let done = |page: &Page| match page.runs().reference {
        ReferenceState::Training { done, .. } => done,
        _ => panic!("training"),
    };
    let progress = |run| FromWorker::Progress { run, done: 17, of: 50 };
    assert_eq!(done(&told(&fresh, progress(run))), 17);
    assert_eq!(done(&told(&fresh, progress(run + 100))), 0);
    // Nobody else's end is this one's.
    let other = told(&fresh, FromWorker::ReferenceDiverged { run: run + 100 });
    assert!(matches!(other.runs().reference, ReferenceState::Training { .. }));
    let reference = opened(SMALL).runs().reference.trained().unwrap().clone();
    let trained =
        |run| FromWorker::Trained { run, reference: Box::new((*reference).clone()), scene: Box::default() };
    assert!(told(&fresh, trained(run + 100)).runs().reference.trained().is_none());
    assert!(told(&fresh, trained(run)).runs().reference.trained().is_some());
    // What a finished run has to take along, and that one cannot go on.
    let page = opened(&format!("{SMALL}&iter=1"));
    let run = page.runs().panes[0].run;
    let net = told(&page, FromWorker::Net { run, net: vec![1, 2, 3], leads: vec![0.5] });
    assert_eq!(net.runs().panes[0].net.as_deref(), Some(&vec![1, 2, 3]));
    assert_eq!(
        (&*net.runs().panes[0].leads, net.runs().panes[1].leads.is_empty()),
        (&vec![0.5], page.runs().panes[1].leads.is_empty())
    );
    let reason = Reason::NoStart("no data".to_owned());
    let failed = told(&page, FromWorker::Failed { run, reason: reason.clone() });
    assert_eq!(failed.runs().panes[0].state, PaneState::Failed(reason));
    assert_eq!(failed.runs().panes[1].state, page.runs().panes[1].state);
}

/// A comparison that fills up shows as much as there is.
#[test]
fn what_fills_up_is_shown_as_far_as_it_is() {
    let alone = SMALL.replace(",dc:binary", "");
    let mut page = begun(&Page::open(&alone, Lang::En, Vec::new(), None), 2);
    assert_eq!((page.runs().motion, page.runs().position, page.runs().seen()), (Motion::Filling, 2.0, 2));
    serve(&mut page);
    assert_eq!((page.runs().motion, page.runs().position), (Motion::Paused, 3.0));
}
