//! The Trade-off lab as it is shown.

mod planner;
mod report;
mod scatter;
mod studies;
mod table;
mod tried;

use std::rc::Rc;

use strum::VariantArray;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::pictures::{Told, all_told};
use super::state::{Act, Entry, State};
use super::words::{GROUPS, TradeoffWords, words};
use crate::experiment::{Aim, DataKind, NetSpec, Setting, SweepSpec};
use crate::kit::{Choice, Field, Select, Stage, browser, use_stage};
use crate::labs::ViewProps;
use crate::labs::runs;
use crate::labs::runs::view::{TakeAwayWindow, settings_form};
use crate::link::Piece;
use crate::sweep::Outcome;
use planner::planner;
use report::report;
use scatter::{Seen, scatter};
use table::cells;
use tried::{progress, tried};

type Props = ViewProps<State, Act>;

/// What everything on the page is made from: looked up once.
pub(super) struct Scene<'a> {
    pub(super) state: &'a Rc<State>,
    pub(super) words: &'static TradeoffWords,
    pub(super) entries: Rc<Vec<Entry>>,
    pub(super) told: Rc<Vec<Told>>,
    pub(super) front: Rc<Vec<usize>>,
    pub(super) outcome: Option<Outcome>,
}

/// The lab.
#[component]
pub fn View(props: &Props) -> Html {
    let stage = use_stage();
    let state: Rc<State> = props.state.clone().into();
    let entries = Rc::new(state.entries());
    let (told, front) = all_told(&state, &entries);
    let outcome = state.outcome(&entries);
    let scene = Scene {
        state: &state,
        words: words(stage.lang),
        entries,
        told: Rc::new(told),
        front: Rc::new(front),
        outcome,
    };
    let reporting = use_state_eq(|| false);
    let over = use_state_eq(|| false);
    let shown = use_state_eq(|| 0);
    let seen = Seen { beaten: use_state_eq(|| true), pointed: use_state_eq(|| None) };
    let dragged = |on: bool| {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(on);
        })
    };
    let dropped = {
        let (over, on) = (over.clone(), props.on.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            if let Some(file) = file {
                read(&file, &on);
            }
        })
    };
    let class = classes!("lab", "tradeoff", (*over).then_some("over"));
    html! {
        <div {class} ondragover={dragged(true)} ondragleave={dragged(false)} ondrop={dropped}>
            if stage.shows(Piece::Planner) {
                { ask(&stage, &scene, &props.on) }
            }
            <div class="sides">
                if stage.shows(Piece::Front) || stage.shows(Piece::Settings) {
                    <div class="left">
                        if stage.shows(Piece::Front) {
                            { scatter(&stage, &scene, &props.on, &seen) }
                        }
                        if stage.shows(Piece::Settings) {
                            { tried(&stage, &scene, &props.on) }
                        }
                    </div>
                }
                if stage.shows(Piece::Planner) {
                    { planner(&stage, &scene, &props.on, &reporting) }
                }
            </div>
            if stage.shows(Piece::Table) {
                { cells(&stage, &scene, &props.on, &shown) }
            }
            if *reporting {
                { report(&stage, &scene, &reporting) }
            }
            { take_away(&stage, &scene, &props.on) }
        </div>
    }
}

/// The window of a net that is to be taken along.
fn take_away(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let Some(take) = &scene.state.take else { return html! {} };
    let words = scene.words;
    let missing = match take.failed() {
        None => (words.take_first)(scene.state.take_seconds(take)),
        Some(None) => words.take_diverged.to_owned(),
        Some(Some(reason)) => (runs::words::words(stage.lang).pane.failed)(reason),
    };
    let close = on.reform(|()| Act::TakeNone);
    html! { <TakeAwayWindow net={take.net()} notes={vec![("link".to_owned(), take.link())]} {missing} on_close={close} /> }
}

/// A file that was given, as text.
pub(super) fn read(file: &web_sys::File, on: &Callback<Act>) {
    let (name, on) = (file.name(), on.clone());
    browser::read_text(file.unchecked_ref(), move |text| {
        on.emit(Act::File(name, text.unwrap_or_default().into()));
    });
}

/// The question, as a sentence with blanks.
fn ask(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let (words, spec) = (&scene.words.ask, &scene.state.spec);
    let typed = |setting: Setting| on.reform(move |text: String| Act::Type(setting, text));
    let aims: Vec<Choice> = Aim::VARIANTS
        .iter()
        .zip(words.aims)
        .map(|(aim, name)| (aim.to_string().into(), name.into()))
        .collect();
    let shown = |setting: Setting| {
        let text = super::state::shown(spec, setting);
        if crate::experiment::is_left_open(&text) { String::new() } else { text }
    };
    let ([before, points, limit], end) = (words.sentence, words.units[spec.aim as usize]);
    html! {
        <div class="question">
            <h2>{ scene.words.title }</h2>
            { progress(stage, scene, on) }
            <p>
                { before }{ " " }
                <Field id={stage.id("within")} name={words.within} value={shown(Setting::Within)} keypad="decimal" on={typed(Setting::Within)} />
                { " " }{ points }{ " " }
                <Select id={stage.id("aim")} name={words.aim} value={spec.aim.to_string()} choices={aims} on={typed(Setting::Aim)} />
                { " " }{ limit }{ " " }
                <Field id={stage.id("atmost")} name={words.at_most} value={shown(Setting::Atmost)} placeholder="∞" keypad="numeric" on={typed(Setting::Atmost)} />
                { " " }{ end }
            </p>
        </div>
    }
}

/// Which data.
pub fn quick(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let (words, own) = (words(stage.lang), state.spec.base.data);
    let choose = on.reform(move |chosen: String| Act::SetData(chosen.parse().unwrap_or(own)));
    let name = |&kind: &DataKind| -> Choice {
        (kind.to_string().into(), (runs::words::words(stage.lang).data_name)(kind).into())
    };
    let choices: Vec<Choice> = DataKind::VARIANTS.iter().map(name).collect();
    html! {
        <div class="quick">
            <label>{ words.data }
                <Select id={stage.id("data")} value={own.to_string()} {choices} on={choose} />
            </label>
        </div>
    }
}

/// All settings that the cells share.
pub fn settings(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    let spec = state.spec.clone();
    let configure = {
        let spec = spec.clone();
        on.reform(move |base: NetSpec| Act::Configure(Box::new(SweepSpec { base, ..spec.clone() })))
    };
    let restore = {
        let (data, seed) = (spec.base.data, spec.base.runs.seed);
        on.reform(move |_: MouseEvent| {
            let mut plain = SweepSpec::default();
            (plain.base.data, plain.base.runs.seed) = (data, seed);
            Act::Configure(Box::new(plain))
        })
    };
    let groups: Vec<_> = words.groups.into_iter().zip(GROUPS).collect();
    html! {
        <>
            <p class="hint">{ words.restarts }</p>
            { settings_form(&spec.base, &groups, &configure) }
            <p class="actions"><button type="button" onclick={restore}>{ words.defaults }</button></p>
        </>
    }
}
