//! The Plane lab as it is shown.

mod dials;
mod luck;
mod map;

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use super::words::{PlaneWords, words};
use super::{Act, State};
use crate::experiment::{PlaneSpec, Setting};
use crate::kit::{Choice, Same, Select, Stage, use_stage};
use crate::labs::runs::view::{
    Numbers, RunRow, TransportShown, charts, has_charts, loss_chart, pane_frame, pane_head, settings_form,
    told, transport, trouble_of,
};
use crate::labs::runs::{self, Column, Figures, Runs};
use crate::labs::{LabState, ViewProps};
use crate::link::Piece;
use crate::toy::ToyKind;
use dials::dials;
use luck::LuckView;
use map::MapView;

type Props = ViewProps<State, Act>;

/// The lab.
#[component]
pub fn View(props: &Props) -> Html {
    let stage = use_stage();
    let more = use_state_eq(|| false);
    let (words, lab) = (words(stage.lang), &props.state);
    let position = lab.runs.shown(stage.reduced);
    let on_runs = props.on.reform(Act::Runs);
    let subject = (words.about)(lab.spec.toy.kind).0;
    let rows = RunRow::all(&lab.runs, position, subject, |i| lab.link_to(i));
    let reference = lab.runs.reference.trained().map(|reference| Figures::of_reference(reference, None));
    let report = {
        let lab = lab.clone();
        Callback::from(move |()| lab.report())
    };
    let runs = Same::from(Rc::new(lab.runs.clone()));
    html! {
        <div class="lab plane">
            if stage.shows(Piece::Caption) || stage.shows(Piece::Legend) || stage.shows(Piece::Settings) {
                <div class="story">
                    { lead(lab, words, &stage) }
                    if stage.shows(Piece::Settings) {
                        <label class="check">
                            <input type="checkbox" id={stage.id("penalty")} checked={lab.penalty} onchange={props.on.reform(|_| Act::TogglePenalty)} />
                            { words.penalty }
                        </label>
                    }
                </div>
            }
            if stage.shows(Piece::Settings) {
                { dials(&stage, &lab.spec, &props.on) }
            }
            if stage.shows(Piece::Plane) || has_charts(&stage, false) {
                <div class="panes" data-count={lab.runs.panes.len().to_string()}>
                    <>{ for (0..lab.runs.panes.len()).map(|index| pane((props, &stage), &runs, (index, position), *more)) }</>
                </div>
            }
            <div class="figures">
                if stage.shows(Piece::Loss) {
                    { loss_chart(&stage, (&runs, position), words.loss, &more) }
                }
                if stage.shows(Piece::Table) {
                    <Numbers reference_name={words.reference} {reference} runs={rows} columns={Column::OF_TOYS}
                        heads={(Column::TrainLoss, words.loss, words.loss_about)} caveat={words.caveat} {report}
                        finished={lab.runs.is_finished()} pins={props.pins.clone()} on_pin={props.on_pin.clone()} lab="plane" />
                }
                if !stage.is_embedded() {
                    <LuckView lab={lab.clone()} on={props.on.clone()} />
                }
            </div>
            if stage.shows(Piece::Transport) {
                { transport(&stage, &TransportShown::of(&lab.runs, position, 0), &on_runs) }
            }
        </div>
    }
}

fn pane(
    (props, stage): (&Props, &Stage),
    runs: &Same<Runs>,
    (index, position): (usize, f64),
    more: bool,
) -> Html {
    let (lab, on_runs) = (&props.state, props.on.reform(Act::Runs));
    let pane = &lab.runs.panes[index];
    let inside = html! {
        <>
            { pane_head(stage, (&pane.spec, false), (index, lab.runs.panes.len()), &on_runs, Html::default()) }
            { trouble_of(stage, lab.runs.trouble(index).as_ref(), index, &on_runs) }
            if stage.shows(Piece::Plane) {
                <MapView lab={lab.clone()} {index} {position} on={props.on.clone()} />
            }
            if has_charts(stage, more) { { charts(stage, runs, index, position) } }
        </>
    };
    pane_frame(stage, index, "toy", inside)
}

/// What one sees; or, while something happens, what that is.
fn lead(lab: &State, words: &PlaneWords, stage: &Stage) -> Html {
    let runs = &lab.runs;
    // Where nothing says what the marks mean, it is told what has happened.
    let told_last = stage.is_embedded() && !stage.shows(Piece::Legend);
    let rests = runs.is_resting_at_the_end() && !told_last;
    let caption = runs.caption().filter(|_| stage.shows(Piece::Caption) && !rests);
    if let Some(caption) = caption {
        let said = (runs::words::words(stage.lang).caption)(caption, runs::words::Course::of(runs));
        return told(caption, (words.captions)(caption), said.equation);
    }
    if !stage.shows(Piece::Legend) {
        return html! { <p class="lead"></p> };
    }
    let [start, weights, middle, thread, end] = words.lead;
    html! {
        <p class="lead">
            { start }
            <span class="l-step"><span class="dot" aria-hidden="true"></span>{ weights }</span>
            { middle }
            <span class="c-step"><span class="thread" aria-hidden="true"></span>{ thread }</span>
            { end }
        </p>
    }
}

/// Which toy.
pub fn quick(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    let own = state.spec.toy.kind;
    let choose = on.reform(move |chosen: String| Act::SetToy(chosen.parse().unwrap_or(own)));
    let name = |&kind: &ToyKind| -> Choice { (kind.to_string().into(), (words.about)(kind).0.into()) };
    let choices: Vec<Choice> = ToyKind::VARIANTS.iter().map(name).collect();
    html! {
        <div class="quick">
            <label>{ words.toy }
                <Select id={stage.id("toy")} value={own.to_string()} {choices} on={choose} />
            </label>
        </div>
    }
}

/// The settings that have no dial, by group.
const GROUPS: [&[Setting]; 4] = [
    &[],
    &[Setting::Cstep],
    &[Setting::Mu0, Setting::Growth, Setting::Iters],
    &[Setting::Steps, Setting::Lr, Setting::Decay, Setting::Momentum],
];

/// All settings.
pub fn settings(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let lang = stage.lang;
    let spec = state.spec.asked();
    let configure = on.reform(|spec: PlaneSpec| Act::Configure(Box::new(spec)));
    let restore = {
        let plain = spec.with_defaults();
        configure.reform(move |_: MouseEvent| plain.clone())
    };
    let groups: Vec<_> = words(lang).groups.into_iter().zip(GROUPS).collect();
    html! {
        <>
            { settings_form(spec, &groups, &configure) }
            <p class="actions"><button type="button" onclick={restore}>{ words(lang).defaults }</button></p>
        </>
    }
}
