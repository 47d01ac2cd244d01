//! The opening, driven as somebody would who has read nothing, and with what its hook would bring.

use std::rc::Rc;

use super::*;
use crate::experiment::{
    Experiment, Graded, Library, OpeningSpec, Recording, Reference, ReferenceEvent, Replay, Spec,
};
use crate::labs::runs::{self, Motion};
use crate::labs::{Awaited, Given, LabState, Supply};
use crate::link::{LabLink, Lang, Link, OpeningLink};
use crate::math::{Random, Stream};
use crate::protocol::ToWorker;
use crate::worker::{Desk, News, Task};

fn replay(spec: OpeningSpec) -> Rc<Replay> {
    let valid = Spec::Net(spec.comparison()).check().unwrap();
    let experiment = Experiment::new(valid, &Library::default()).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
    let reference: Reference = *reference;
    Rc::new(Recording::new(&experiment, &reference).unwrap().replay().unwrap())
}

fn recording(name: &str) -> Awaited {
    Awaited::Recording(name.to_owned())
}

fn link(text: &str) -> OpeningLink {
    let LabLink::Opening(link) = Link::open(text).0.lab else { panic!("{text} is not the opening's") };
    link
}

fn opened(text: &str) -> State {
    let given = Given { replay: Some(replay(link(text).spec)), ..Given::default() };
    let mut state = State::open(&link(text), &given);
    state.settle();
    state
}

/// Time passes in frames.
fn wait(state: &mut State, milliseconds: u32, reduced: bool) {
    for _ in 0..milliseconds / 20 {
        state.tick(20.0, reduced);
        state.settle();
    }
}

#[test]
fn on_arrival_the_end_is_shown_then_once_the_way_and_then_the_end_again() {
    let mut state = opened("");
    assert_eq!((state.source, state.runs.position, state.is_moving()), (Source::Recorded, 20.0, true));
    let before = card_picture(&state, Card::Trained);
    wait(&mut state, 1100, false);
    assert_eq!((state.runs.position, state.runs.motion), (20.0, Motion::Paused));
    wait(&mut state, 1500, false);
    assert!(state.runs.position > 1.0 && state.runs.position < 19.0, "{}", state.runs.position);
    assert!(!state.runs.is_readable(), "so fast nothing is told step by step");
    assert_eq!(state.summary(Lang::En), "", "what moves by itself is not told");
    wait(&mut state, 4000, false);
    assert_eq!((state.runs.position, state.runs.motion, state.is_moving()), (20.0, Motion::Paused, false));
    assert_eq!(card_picture(&state, Card::Trained), before);
    assert_eq!(Link::from(LabLink::Opening(state.link())).to_string(), "");
    wait(&mut state, 9000, false);
    assert_eq!(state.runs.position, 20.0, "once is enough");
}

#[test]
fn whoever_touches_anything_stops_it_and_some_never_see_it() {
    for when in [0, 2000, 3000] {
        let mut state = opened("");
        wait(&mut state, when, false);
        state.after(Act::Touch);
        assert_eq!((state.runs.position, state.is_moving()), (20.0, false), "{when}");
    }
    for (text, reduced) in [("", true), ("#lab=opening&play=0", false), ("#lab=opening&iter=3", false)] {
        let mut state = opened(text);
        let at = state.runs.position;
        wait(&mut state, 6000, reduced);
        assert_eq!((state.runs.position, state.is_moving()), (at, false), "{text}");
    }
}

#[test]
fn steps_begin_anew_at_the_end_and_the_numbers_are_those_of_the_rounded_net() {
    let mut state = opened("#lab=opening&play=0");
    let error = |state: &State, card| state.graded(card).map(Graded::error).unwrap();
    let (full, rounded, trained) =
        (error(&state, Card::Full), error(&state, Card::Rounded), error(&state, Card::Trained));
    assert!(full < 0.02 && rounded > 0.3 && trained < 0.05, "{full} {rounded} {trained}");
    state.after(Act::Runs(runs::Act::Step(runs::Step::L)));
    wait(&mut state, 600, false);
    assert_eq!(state.runs.position, 0.5);
    // While dots are loose, the card still shows the net as it was rounded.
    assert_eq!(error(&state, Card::Trained), rounded);
    assert_eq!(card_picture(&state, Card::Trained), card_picture(&state, Card::Rounded));
    state.after(Act::Runs(runs::Act::Step(runs::Step::C)));
    wait(&mut state, 600, false);
    assert_eq!((state.runs.position, error(&state, Card::Rounded)), (1.0, rounded));
    // Pointing at a card shows its weights; LC's stay where they were.
    state.after(Act::Light(Some(Card::Rounded)));
    let of_rounding = strip(&state, words::words(Lang::En));
    state.after(Act::Light(None));
    assert_ne!(strip(&state, words::words(Lang::En)), of_rounding);
    let end = state.end().unwrap();
    assert!(end.has_arrived(), "{} of {}", end.record.violation_rms, end.largest());
}

/// Does what the page's hook does, with a desk instead of workers.
fn serve(state: &mut State) {
    for _ in 0..200 {
        let wanted = state.wanted();
        if wanted.is_empty() || state.is_finished() {
            return;
        }
        for wanted in wanted {
            let (mut desk, mut told) = (Desk::default(), Vec::new());
            let mut messages = Vec::new();
            match wanted.task {
                Task::Reference { spec } => {
                    messages.push(ToWorker::TrainReference { run: wanted.run, spec: Box::new(spec) });
                }
                Task::Pane { spec, pane, reference, brief, saved } => {
                    let reference = Box::new((*reference).clone());
                    messages.push(ToWorker::Start {
                        run: wanted.run,
                        spec: Box::new(spec),
                        pane,
                        reference,
                        brief,
                        saved: saved.map(|saved| (*saved).clone()),
                    });
                    messages.push(ToWorker::Advance { run: wanted.run, to: u32::MAX });
                }
                Task::Luck { .. } | Task::Seed { .. } | Task::Speed { .. } => {
                    panic!("nobody asked for these")
                }
            }
            for message in messages {
                told.extend(desk.receive(message));
                while desk.is_busy() {
                    desk.work(f64::INFINITY, &|| 0.0, &mut |message| told.push(message));
                }
            }
            for message in told {
                state.hear(News::Told(Box::new(message)));
                state.settle();
            }
        }
    }
}

#[test]
fn computing_it_here_proves_the_record() {
    let mut state = opened("#lab=opening&play=0");
    assert!(state.wanted().is_empty() && state.workers() == 0);
    state.after(Act::Compute);
    assert_eq!((state.source, state.workers()), (Source::Live(Proof::Computing), 2));
    serve(&mut state);
    assert_eq!(state.source, Source::Live(Proof::Same));
    // Without a record there is nothing to prove.
    let mut state = State::open(&link("#lab=opening&play=0"), &Given::default());
    let awaited = recording(&state.spec.name());
    state.show(&awaited, &Supply::Nothing);
    state.after(Act::Compute);
    serve(&mut state);
    assert_eq!(state.source, Source::Live(Proof::Alone));
}

#[test]
fn another_comparison_is_awaited_and_only_its_own_record_is_taken() {
    let mut state = opened("");
    let digits = link("#lab=opening&data=digits").spec;
    state.after(Act::Choose(digits));
    assert_eq!((state.source, state.awaits()), (Source::Awaited, Some(recording("digits-1-scaled"))));
    assert_eq!(Link::from(LabLink::Opening(state.link())).to_string(), "#lab=opening&data=digits");
    state.show(&recording("spiral-1-scaled"), &Supply::Replay(replay(OpeningSpec::default())));
    assert_eq!(state.source, Source::Awaited, "it comes too late");
    state.show(&recording("digits-1-scaled"), &Supply::Replay(replay(OpeningSpec::default())));
    assert_eq!(state.source, Source::Missing, "it is of something else");
    state.after(Act::Choose(OpeningSpec::default()));
    state.after(Act::Choose(digits));
    state.show(&recording("digits-1-scaled"), &Supply::Replay(replay(digits)));
    assert_eq!((state.source, state.runs.position), (Source::Recorded, 20.0));
    assert!(matches!(card_picture(&state, Card::Rounded), crate::plot::Picture::Mosaic(_)));
}

#[test]
fn whatever_is_done_the_position_is_within_and_the_link_leads_back() {
    let replays = [OpeningSpec::default(), link("#lab=opening&bits=4&values=learned").spec]
        .map(|spec| (spec, replay(spec)));
    for seed in 0..20 {
        let mut random = Random::new(seed, Stream::Init);
        let mut state =
            State::open(&link(""), &Given { replay: Some(replays[0].1.clone()), ..Given::default() });
        for _ in 0..200 {
            match random.below(12) {
                0 => drop(state.after(Act::Touch)),
                1 => drop(state.after(Act::Light(Some(Card::ALL[random.below(3) as usize])))),
                2 => drop(state.after(Act::Choose(replays[random.below(2) as usize].0))),
                3 => {
                    if let Some(name) = state.awaits() {
                        let found = replays.iter().find(|(spec, _)| recording(&spec.name()) == name);
                        let supply =
                            found.map_or(Supply::Nothing, |(_, replay)| Supply::Replay(replay.clone()));
                        state.show(&name, &supply);
                    }
                }
                4 => drop(state.after(Act::Runs(runs::Act::Scrub(random.below(30))))),
                5 => drop(state.after(Act::Runs(runs::Act::TogglePlay))),
                6 => drop(state.after(Act::Runs(runs::Act::Step(runs::Step::Both)))),
                7 => drop(state.after(Act::Runs(runs::Act::StepBack))),
                8 => drop(state.after(Act::Runs(runs::Act::SetSpeed(crate::link::Speed::Max)))),
                9 => drop(state.after(Act::Compute)),
                _ => wait(&mut state, 40 * random.below(40), random.below(5) == 0),
            }
            state.settle();
            let last = f64::from(state.runs.last_iteration());
            assert!((0.0..=last).contains(&state.runs.position));
            let text = Link::from(LabLink::Opening(state.link())).to_string();
            let again = Link::open(&text);
            assert_eq!((again.1, again.0.lab), (vec![], LabLink::Opening(state.link())), "{text}");
            for card in Card::ALL {
                let _ = card_picture(&state, card);
            }
            let _ = strip(&state, words::words(Lang::Ja));
        }
    }
}
