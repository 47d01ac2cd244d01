//! The Plane lab's transitions.

use super::*;
use crate::labs::runs::{Caption, Motion, Step};
use crate::labs::{Given, LabState, runs};
use crate::link::{LabLink, Lang, Link};
use crate::protocol::{Reason, ToWorker};
use crate::toy::ToyKind;
use crate::worker::{Desk, News};

const PLANE: &str = "#lab=plane";

fn open(link: &str) -> State {
    let (link, _) = Link::open(link);
    let LabLink::Plane(link) = link.lab else { panic!("a link of the Plane lab") };
    let mut lab = State::open(&link, &Given::default());
    lab.settle();
    lab
}

impl State {
    fn then(&self, act: Act) -> Self {
        let mut lab = self.clone();
        lab.after(act);
        lab.settle();
        lab
    }

    fn run(&self, act: runs::Act) -> Self {
        self.then(Act::Runs(act))
    }

    fn told(&self, news: News) -> Self {
        let mut lab = self.clone();
        lab.hear(news);
        lab
    }

    fn address(&self) -> String {
        Link::from(LabLink::Plane(LabState::link(self))).to_string()
    }
}

/// All that is computed of a toy.
fn paths(lab: &State) -> Vec<Vec<crate::experiment::Frame>> {
    lab.runs.panes.iter().map(|pane| pane.frames.iter().map(|frame| (**frame).clone()).collect()).collect()
}

#[test]
fn toys_are_run_to_their_end_at_once_and_need_no_workers() {
    let lab = open(PLANE);
    assert!(lab.runs.is_finished() && !lab.runs.is_busy() && lab.runs.motion == Motion::Paused);
    assert_eq!(lab.runs.position, f64::from(lab.runs.last_iteration()));
    let report = lab.report().unwrap();
    assert_eq!(report.panes.len(), 2);
    let outcome = lab.outcome(0).unwrap();
    assert_eq!((outcome.end, outcome.best), ([1.0, -1.0], [1.0, -1.0]));
    assert!(outcome.loss < 0.3 * outcome.rounding && lab.outcome(1).unwrap().end == [1.0, 1.0]);
    // Played, stepped and scrubbed like any run.
    let lab = lab.run(runs::Act::Reset).run(runs::Act::Step(Step::L));
    let mut lab = lab;
    lab.tick(400.0, false);
    assert_eq!((lab.runs.position, lab.runs.caption()), (0.5, Some(Caption::L)));
    let lab = lab.run(runs::Act::Scrub(7));
    assert_eq!((lab.runs.position, lab.address()), (7.0, "#lab=plane&iter=7".to_owned()));
}

/// Dragging must show what opening the link afterwards shows.
#[test]
fn whatever_is_dragged_equals_a_run_from_scratch() {
    let mut lab = open("#lab=plane&penalty=1");
    let actions = [
        Act::MoveWeights([0.313_33, -1.2]),
        Act::MoveWeights([-1.9, 0.777]),
        Act::SetDial(Dial::Theta, -20.0),
        Act::SetDial(Dial::E2, 0.3),
        Act::SetDial(Dial::Mu0, 0.25),
        Act::MoveEntry { pane: 0, entry: 1, to: 0.444 },
        Act::MoveEntry { pane: 1, entry: 0, to: -1.7 },
        Act::Runs(runs::Act::SetPane(1, "dc:adaptive:1".parse().unwrap())),
        Act::Runs(runs::Act::DuplicatePane(1)),
        Act::SetToy(ToyKind::Wells),
        Act::MoveWeights([-0.2, 0.9]),
        Act::Runs(runs::Act::RemovePane(0)),
    ];
    for action in actions {
        let said = format!("{action:?}");
        lab = lab.then(action);
        let link = lab.address();
        let again = open(&link);
        assert_eq!(Link::open(&link).1, vec![], "{said}: {link}");
        assert_eq!(paths(&lab), paths(&again), "{said}: {link}");
        assert_eq!((lab.runs.position, lab.extent()), (again.runs.position, again.extent()), "{said}");
        assert!(lab.runs.is_finished() && lab.penalty);
    }
}

#[test]
fn what_is_dragged_stays_in_the_plane_shown_and_entries_in_their_order() {
    let lab = open("#lab=plane&panes=lc:ternary,lcqp:ternary,dc:binary&iter=3");
    let extent = lab.extent();
    let far = lab.then(Act::MoveWeights([99.0, -99.0]));
    assert_eq!((far.extent(), far.runs.position), (extent, 3.0), "nothing jumps");
    assert_eq!((far.spec.asked().toy.wx, far.spec.asked().toy.wy), (Some(2.4), Some(-2.4)));
    // The middle entry cannot pass its neighbours; panes with the same codebook go along, others do not.
    let moved = lab.then(Act::MoveEntry { pane: 0, entry: 1, to: 5.0 });
    let names: Vec<String> = moved.runs.panes.iter().map(|pane| pane.spec.to_string()).collect();
    assert_eq!(names, ["lc:fixed:-1;0.95;1", "lcqp:fixed:-1;0.95;1", "dc:binary"]);
    for (pane, entry) in [(0, 9), (9, 0)] {
        assert_eq!(lab.then(Act::MoveEntry { pane, entry, to: 0.5 }).address(), lab.address());
    }
    for nonsense in [f64::NAN, f64::INFINITY] {
        let after = lab.then(Act::MoveWeights([nonsense, 0.0]));
        assert!(after.runs.is_finished(), "{nonsense}");
        assert!(lab.then(Act::SetDial(Dial::E1, nonsense)).runs.is_finished());
        assert!(lab.then(Act::MoveEntry { pane: 0, entry: 0, to: nonsense }).runs.is_finished());
    }
    let mut refused = lab.clone();
    assert_eq!(refused.after(Act::SetDial(Dial::E1, -3.0)).len(), 1);
    assert_eq!(refused.spec, lab.spec);
}

#[test]
fn another_toy_brings_its_own_runs_unless_others_were_chosen() {
    let lab = open("#lab=plane&wx=1.5&mu0=0.5");
    let shared = lab.then(Act::SetToy(ToyKind::Shared));
    assert_eq!(shared.address(), "#lab=plane&toy=shared");
    assert_eq!(shared.runs.last_iteration(), 100);
    let chosen = lab.then(Act::Runs(runs::Act::SetPane(0, "ste:ternary".parse().unwrap())));
    let chosen = chosen.then(Act::SetToy(ToyKind::Wells));
    assert_eq!(chosen.address(), "#lab=plane&toy=wells&panes=ste:ternary,lcqp:binary");
}

#[test]
fn luck_lasts_while_toys_are_looked_at_and_goes_with_what_it_depends_on() {
    let lab = open(PLANE);
    assert!(lab.luck().is_none());
    let mut lab = lab.then(Act::TryLuck);
    let (run, spec) = lab.luck_wanted().unwrap();
    let mut desk = Desk::default();
    assert_eq!(desk.receive(ToWorker::TryLuck { run, spec: Box::new(spec) }), None);
    let mut told = Vec::new();
    while desk.is_busy() {
        desk.work(f64::INFINITY, &|| 0.0, &mut |message| told.push(message));
    }
    lab = lab.told(News::Told(Box::new(told.pop().unwrap())));
    assert!(lab.luck_wanted().is_none());
    let luck = lab.luck().unwrap();
    assert_eq!(luck.draws.len(), 200);
    let mut link = LabState::link(&lab);
    link.spec.toy = luck.draws[3].toy.clone();
    let mut shown = lab.clone();
    shown.reopen(&link, &Given::default());
    assert!(shown.luck().is_some());
    let (own, drawn) = (shown.outcome(0).unwrap(), &shown.luck().unwrap().draws[3]);
    assert_eq!((own.loss, own.rounding, own.best_loss), (drawn.end, drawn.rounding, drawn.best));
    for other in [
        Act::Runs(runs::Act::SetSeed(9)),
        Act::SetDial(Dial::Mu0, 0.7),
        Act::Runs(runs::Act::SetPane(0, "lc:ternary".parse().unwrap())),
    ] {
        assert!(shown.then(other.clone()).luck().is_none(), "{other:?}");
    }
    let lost = shown.then(Act::TryLuck);
    let (run, _) = lost.luck_wanted().unwrap();
    let lost = lost.told(News::Lost(run, Reason::Stopped(String::new())));
    assert!(
        lost.luck().is_none()
            && lost.luck_wanted().is_none()
            && matches!(lost.tried().unwrap().luck, Some(Err(_)))
    );
}

/// No link may stop the page, and whatever it shows can be drawn.
#[test]
fn whatever_a_link_says_of_a_toy_the_page_opens_and_draws_it() {
    use crate::math::{Random, Stream};
    use crate::plot::{Picture, Style};
    let mut random = Random::new(12, Stream::Data);
    let mut pick = |words: &[&'static str]| words[random.below(u32::try_from(words.len()).unwrap()) as usize];
    for round in 0..150 {
        let codebooks = [
            "binary",
            "fixed:3e38;-3e38",
            "fixed:0",
            "fixed-scaled:1e-38;5",
            "pow2:31",
            "pow2-scaled:31",
            "adaptive:1",
            "adaptive:256",
            "adaptive0:1",
            "adaptive0:2",
            "ternary-scaled",
            "fixed-scaled:0",
            "fixed:-1e9;1e-9",
        ];
        let methods = ["lc", "lcqp", "dc", "idc", "ste", "trained"];
        let link = format!(
            "#lab=plane&toy={}&theta={}&e1={}&e2={}&wx={}&wy={}&mu0={}&growth={}&iters={}&lr={}&momentum={}&penalty=1&panes={}:{},{}:{}",
            pick(&["misleads", "suffices", "shared", "wells", "x"]),
            pick(&["0", "-180", "45", "1e9"]),
            pick(&["0.01", "10", "nan"]),
            pick(&["0.01", "10", "-1"]),
            pick(&["0", "4", "-4", "1e-30"]),
            pick(&["0", "4", "-4", "inf"]),
            pick(&["1e-12", "0.1", "1e12"]),
            pick(&["1", "1.1", "10"]),
            pick(&["0", "1", "40"]),
            pick(&["1e-6", "100"]),
            pick(&["0", "0.999"]),
            pick(&methods),
            pick(&codebooks),
            pick(&methods),
            pick(&codebooks),
        );
        let mut lab = open(&link);
        if round % 3 == 0 {
            lab = lab.then(Act::MoveEntry { pane: 0, entry: 0, to: 0.3 }).run(runs::Act::Reset);
        }
        for pane in 0..lab.runs.panes.len() {
            let position = lab.runs.position;
            for lang in [Lang::En, Lang::Ja] {
                let words = words::words(lang);
                if let Some(plot) = map(&lab, pane, position, words) {
                    let svg = Picture::Map(Box::new(plot)).svg((300, 300), &Style::LIGHT);
                    assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"), "{link}");
                }
                if let Some(outcome) = lab.outcome(pane) {
                    assert!(!(words.outcome)(lab.runs.panes[pane].spec.method, &outcome).is_empty());
                }
            }
            let words = &runs::words::words(Lang::En).chart;
            runs::losses(&lab.runs, words, &Style::LIGHT, position);
            for chart in runs::Chart::of(&lab.runs.panes[pane]) {
                runs::curves(&lab.runs, pane, chart, &Style::LIGHT, position);
            }
        }
    }
}

#[test]
fn what_is_said_of_a_toy_is_said_of_no_other() {
    use crate::experiment::{Asked, PlaneSpec, Setting};
    let own = PlaneSpec::default();
    assert!(own.is_the_toys_own());
    for (setting, text, still) in [
        (Setting::Seed, "7", true),
        (Setting::Panes, "lc:binary,lcqp:binary", true),
        (Setting::Theta, "55", false),
        (Setting::Wx, "1.6", false),
        (Setting::Mu0, "3", false),
        (Setting::Panes, "lc:ternary", false),
    ] {
        assert_eq!(own.with(setting, text).unwrap().is_the_toys_own(), still, "{setting}={text}");
    }
}

/// What is said of each surface is true of what is shown of it.
#[test]
fn every_surface_shows_what_is_said_of_it() {
    let lab = |kind: &str| open(&format!("#lab=plane&toy={kind}"));
    let ends = |kind: &str| -> Vec<Outcome> {
        let lab = lab(kind);
        (0..lab.runs.panes.len()).map(|pane| lab.outcome(pane).unwrap()).collect()
    };
    let misleads = ends("misleads");
    assert!(misleads[0].loss < 0.5 * misleads[0].rounding && misleads[0].loss <= misleads[0].best_loss);
    let suffices = ends("suffices");
    assert!(suffices.iter().any(|end| end.loss <= end.best_loss * 1.001 && end.rounding > end.loss));
    // Two minima, and from this start the worse one.
    assert!(ends("wells")[0].loss > 2.0 * ends("wells")[0].best_loss);
    // LC is on the best point early; the penalty alone is not there at the end.
    let shared = lab("shared");
    let loss = |pane: usize, iteration: usize| {
        let frames = &shared.runs.panes[pane].frames;
        frames[iteration.min(frames.len() - 1)].record.loss_w
    };
    let best = ends("shared")[0].best_loss;
    let early = (0..100).find(|&iteration| (loss(0, iteration) - best).abs() < 0.01 * best).unwrap();
    let late = (0..100).find(|&iteration| (loss(1, iteration) - best).abs() < 0.01 * best);
    assert!(early <= 20, "{early}");
    assert!(late.is_none_or(|late| late > 3 * early), "{early} {late:?}");
}

#[test]
fn what_a_run_ends_with_is_told_once_it_is_there() {
    let lab = open(PLANE);
    assert!(lab.outcome(0).is_some());
    let start = lab.run(runs::Act::Reset);
    assert!(start.outcome(0).is_none());
    assert!(start.run(runs::Act::Scrub(u32::MAX)).outcome(0).is_some());
}
