//! The Plane lab's transitions.

use super::*;
use crate::link::{Lang, Link, View};
use crate::protocol::ToWorker;
use crate::ui::state::{Action, Caption, Step};
use crate::worker::News;

const PLANE: &str = "#lab=plane";

/// All that is computed of a toy.
fn paths(lab: &Lab) -> Vec<Vec<crate::experiment::Frame>> {
    lab.panes.iter().map(|pane| pane.frames.iter().map(|frame| (**frame).clone()).collect()).collect()
}

#[test]
fn toys_are_run_to_their_end_at_once_and_need_no_workers() {
    let lab = Lab::open(PLANE, Lang::En, Vec::new(), None);
    assert!(lab.is_finished() && !lab.is_busy() && lab.motion == Motion::Paused);
    assert_eq!(lab.position, f64::from(lab.last_iteration()));
    let report = lab.report().unwrap();
    assert_eq!(report.panes.len(), 2);
    let outcome = lab.outcome(0).unwrap();
    assert_eq!((outcome.end, outcome.best), ([1.0, -1.0], [1.0, -1.0]));
    assert!(outcome.loss < 0.3 * outcome.rounding && lab.outcome(1).unwrap().end == [1.0, 1.0]);
    // Played, stepped and scrubbed like any run.
    let lab = lab.after(Action::Reset).after(Action::Step(Step::L));
    let lab = lab.after(Action::Tick { milliseconds: 400.0, reduced: false });
    assert_eq!((lab.position, lab.caption()), (0.5, Some(Caption::L)));
    let lab = lab.after(Action::Scrub(7));
    assert_eq!((lab.position, lab.link().to_string()), (7.0, "#lab=plane&iter=7".to_owned()));
}

/// Dragging must show what opening the link afterwards shows.
#[test]
fn whatever_is_dragged_equals_a_run_from_scratch() {
    let mut lab = Lab::open("#lab=plane&penalty=1", Lang::En, Vec::new(), None);
    let actions = [
        Action::MoveWeights([0.313_33, -1.2]),
        Action::MoveWeights([-1.9, 0.777]),
        Action::SetDial("theta", -20.0),
        Action::SetDial("e2", 0.3),
        Action::SetDial("mu0", 0.25),
        Action::MoveEntry { pane: 0, entry: 1, to: 0.444 },
        Action::MoveEntry { pane: 1, entry: 0, to: -1.7 },
        Action::SetPane(1, "dc:adaptive:1".parse().unwrap()),
        Action::DuplicatePane(1),
        Action::SetToy(crate::experiment::ToyKind::Wells),
        Action::MoveWeights([-0.2, 0.9]),
        Action::RemovePane(0),
    ];
    for action in actions {
        let said = format!("{action:?}");
        lab = lab.after(action);
        let link = lab.link().to_string();
        let again = Lab::open(&link, Lang::En, Vec::new(), None);
        assert_eq!(again.notices, vec![], "{said}: {link}");
        assert_eq!(paths(&lab), paths(&again), "{said}: {link}");
        assert_eq!((lab.position, lab.extent()), (again.position, again.extent()), "{said}");
        assert!(lab.is_finished() && lab.view.penalty);
    }
}

#[test]
fn what_is_dragged_stays_in_the_plane_shown_and_entries_in_their_order() {
    let lab =
        Lab::open("#lab=plane&panes=lc:ternary,lcqp:ternary,dc:binary&iter=3", Lang::En, Vec::new(), None);
    let extent = lab.extent();
    let far = lab.after(Action::MoveWeights([99.0, -99.0]));
    assert_eq!((far.extent(), far.position), (extent, 3.0), "nothing jumps");
    assert_eq!((far.spec.asked().toy.wx, far.spec.asked().toy.wy), (Some(2.4), Some(-2.4)));
    // The middle entry cannot pass its neighbours; panes with the same codebook go along, others do not.
    let moved = lab.after(Action::MoveEntry { pane: 0, entry: 1, to: 5.0 });
    let names: Vec<String> = moved.panes.iter().map(|pane| pane.spec.to_string()).collect();
    assert_eq!(names, ["lc:fixed:-1;0.95;1", "lcqp:fixed:-1;0.95;1", "dc:binary"]);
    for (pane, entry) in [(0, 9), (9, 0)] {
        assert_eq!(lab.after(Action::MoveEntry { pane, entry, to: 0.5 }).link(), lab.link());
    }
    for nonsense in [f64::NAN, f64::INFINITY] {
        let after = lab.after(Action::MoveWeights([nonsense, 0.0]));
        assert!(after.is_finished(), "{nonsense}");
        assert!(lab.after(Action::SetDial("e1", nonsense)).is_finished());
        assert!(lab.after(Action::MoveEntry { pane: 0, entry: 0, to: nonsense }).is_finished());
    }
    let refused = lab.after(Action::SetDial("e1", -3.0));
    assert_eq!((refused.spec, refused.notices.len()), (lab.spec.clone(), 1));
    assert_eq!(lab.after(Action::SetDial("colour", 1.0)).spec, lab.spec);
}

#[test]
fn another_toy_brings_its_own_runs_unless_others_were_chosen() {
    use crate::experiment::ToyKind;
    let lab = Lab::open("#lab=plane&wx=1.5&mu0=0.5", Lang::En, Vec::new(), None);
    let shared = lab.after(Action::SetToy(ToyKind::Shared));
    assert_eq!(shared.link().to_string(), "#lab=plane&toy=shared");
    assert_eq!(shared.last_iteration(), 100);
    let chosen = lab.after(Action::SetPane(0, "ste:ternary".parse().unwrap()));
    let chosen = chosen.after(Action::SetToy(ToyKind::Wells));
    assert_eq!(chosen.link().to_string(), "#lab=plane&toy=wells&panes=ste:ternary,lcqp:binary");
}

#[test]
fn luck_lasts_while_toys_are_looked_at_and_goes_with_what_it_depends_on() {
    let lab = Lab::open(PLANE, Lang::En, Vec::new(), None);
    assert!(lab.luck().is_none());
    let mut lab = lab.after(Action::TryLuck);
    let (run, link) = lab.luck_wanted().unwrap();
    let told = super::super::tests::answers(&[ToWorker::TryLuck { run, link }]).pop().unwrap();
    lab = lab.after(Action::News(vec![News::Told(Box::new(told))]));
    assert!(lab.luck_wanted().is_none());
    let luck = lab.luck().unwrap();
    assert_eq!(luck.draws.len(), 200);
    let spec = crate::experiment::Spec { toy: luck.draws[3].toy.clone(), ..lab.spec.asked().clone() };
    let link = Link { spec, view: View::default() }.to_string();
    let shown = lab.after(Action::Open(link));
    assert!(shown.luck().is_some());
    let (own, drawn) = (shown.outcome(0).unwrap(), &shown.luck().unwrap().draws[3]);
    assert_eq!((own.loss, own.rounding, own.best_loss), (drawn.end, drawn.rounding, drawn.best));
    for other in
        [Action::SetSeed(9), Action::SetDial("mu0", 0.7), Action::SetPane(0, "lc:ternary".parse().unwrap())]
    {
        assert!(shown.after(other.clone()).luck().is_none(), "{other:?}");
    }
    assert!(Lab::open("", Lang::En, Vec::new(), None).after(Action::TryLuck).luck_wanted().is_none());
    let lost = shown.after(Action::TryLuck);
    let (run, _) = lost.luck_wanted().unwrap();
    let lost = lost.after(Action::News(vec![News::Lost(run, Reason::Stopped(String::new()))]));
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
    use crate::ui::pictures;
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
        let mut lab = Lab::open(&link, Lang::En, Vec::new(), None);
        if round % 3 == 0 {
            lab = lab.after(Action::MoveEntry { pane: 0, entry: 0, to: 0.3 }).after(Action::Reset);
        }
        for pane in 0..lab.panes.len() {
            let position = lab.position;
            for lang in [Lang::En, Lang::Ja] {
                let words = crate::ui::text::text(lang);
                if let Some(plot) = pictures::map(&lab, pane, position, words) {
                    let svg = Picture::Map(Box::new(plot)).svg((300, 300), &Style::LIGHT);
                    assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"), "{link}");
                }
                if let Some(outcome) = lab.outcome(pane) {
                    assert!(!(words.toy.outcome)(lab.panes[pane].spec.method, &outcome).is_empty());
                }
            }
            for chart in pictures::Chart::of(&lab) {
                pictures::curves(&lab, pane, chart, &Style::LIGHT, position);
            }
        }
    }
}
