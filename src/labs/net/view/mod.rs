//! The Network lab as it is shown.

mod cascade;
mod loading;
mod net;
mod pad;
mod weights;

use std::rc::Rc;

use strum::VariantArray;
use yew::prelude::*;

use super::words::{NetWords, words};
use super::{Act, SEEDS, Seeds, State, Whose};
use crate::experiment::{DataKind, NetSpec, Scene, Setting};
use crate::kit::{Choice, Same, Select, Stage, unless, use_css, use_stage, when};
use crate::labs::runs::view::{
    Numbers, OverSeeds, RunRow, SavingsShown, TakeAwayWindow, TransportShown, charts, has_charts, loss_chart,
    outcome_of, own_settings, pane_frame, pane_head, savings_window, seed_field, setting_row, settings_form,
    take_button, told, transport, trouble_of,
};
use crate::labs::runs::{self, Column, Figures, Outcome, Runs, savings};
use crate::labs::{LabState, ViewProps};
use crate::link::{Look, Piece};
use cascade::cascade_window;
use loading::preview;
use net::net;
use pad::Pad;
use weights::{WeightsView, readout};

type Props = ViewProps<State, Act>;

/// The lab.
#[component]
pub fn View(props: &Props) -> Html {
    let stage = use_stage();
    let more = use_state_eq(|| false);
    let (taking, saving) = (use_state_eq(|| None::<usize>), use_state_eq(|| false));
    let node = use_css();
    let (words, lab) = (words(stage.lang), &props.state);
    let position = lab.runs.shown(stage.reduced);
    let on_runs = props.on.reform(Act::Runs);
    let asked = lab.spec.asked();
    let subject = format!("{} · {}", (runs::words::words(stage.lang).data_name)(asked.data), lab.spec.net);
    let rows = RunRow::all(&lab.runs, position, &subject, |i| lab.link_to(i));
    let reference =
        lab.runs.reference.trained().map(|reference| Figures::of_reference(reference, lab.runs.speed()));
    let report = {
        let lab = lab.clone();
        Callback::from(move |()| lab.report())
    };
    let columns = if asked.valid > 0.0 { Column::HELD_OUT } else { Column::OF_NETS };
    let runs = Same::from(Rc::new(lab.runs.clone()));
    let drawn = lab.look == Look::Net && matches!(*lab.scene, Scene::Images { .. });
    let looks: Vec<Look> =
        Look::VARIANTS.iter().copied().filter(|look| stage.shows((*look).into())).collect();
    let has_panes = !looks.is_empty() || has_charts(&stage, false);
    html! {
        <div class={classes!("lab", format!("look-{}", lab.look))}>
            if stage.shows(Piece::Caption) || stage.shows(Piece::Legend) || looks.len() > 1 {
                <div class="story">
                    { lead(lab, words, &stage) }
                    if looks.len() > 1 {
                        <div role="group" aria-label={words.look.label} class="switch looks">
                            { for looks.iter().map(|&look| html! {
                                <button type="button" data-look={look.to_string()} aria-pressed={(look == lab.look).to_string()}
                                    onclick={props.on.reform(move |_| Act::SetLook(look))}>{ (words.look.name)(look) }</button>
                            }) }
                        </div>
                    }
                </div>
            }
            if has_panes {
                <div class="panes" data-count={lab.runs.panes.len().to_string()}>
                    { for lab.loading.iter().map(|loading| preview(loading, words)) }
                    <>{ for (0..lab.runs.panes.len()).map(|index| pane((props, &stage), &runs, (index, position), (*more, &taking))) }</>
                </div>
            }
            <div class="figures">
                if drawn && stage.shows(Piece::Net) && !stage.printed {
                    <Pad lab={lab.clone()} on={props.on.clone()} />
                }
                if stage.shows(Piece::Loss) {
                    { loss_chart(&stage, (&runs, position), runs::words::words(stage.lang).chart.loss, &more) }
                }
                if stage.shows(Piece::Table) {
                    <Numbers reference_name={words.reference} {reference} runs={rows} columns={columns} caveat={words.caveat}
                        {report} finished={lab.runs.is_finished()} seeds={over_seeds(props)} pins={props.pins.clone()} on_pin={props.on_pin.clone()} lab="net"
                        asked={savings_button(&stage, &lab.runs, &saving)} />
                }
            </div>
            if stage.shows(Piece::Transport) {
                { transport(&stage, &TransportShown::of(&lab.runs, position, lab.spec.reference), &on_runs) }
            }
            <div class="windows" ref={node}>{ windows(props, &stage, (&taking, &saving)) }</div>
        </div>
    }
}

/// Asks what nets save; once something is measured.
fn savings_button(stage: &Stage, runs: &Runs, saving: &UseStateHandle<bool>) -> Html {
    let words = &runs::words::words(stage.lang).savings;
    let missing = runs.speed().is_none();
    let open = {
        let saving = saving.clone();
        Callback::from(move |_: MouseEvent| saving.set(true))
    };
    html! {
        <button type="button" class="more" id={stage.id("savings")} title={if missing { words.not_yet } else { words.open }}
            aria-haspopup="dialog" aria-disabled={when(missing)} onclick={unless(missing, open)}>{ words.short }</button>
    }
}

/// The window that is open, if any.
fn windows(
    props: &Props,
    stage: &Stage,
    (taking, saving): (&UseStateHandle<Option<usize>>, &UseStateHandle<bool>),
) -> Html {
    let (lab, words) = (&props.state, words(stage.lang));
    let taken = taking.and_then(|index| Some((index, lab.runs.panes.get(index)?)));
    let not_yet = runs::words::words(stage.lang).take.not_yet;
    let take_none = {
        let taking = taking.clone();
        Callback::from(move |()| taking.set(None))
    };
    let take = {
        let taking = taking.clone();
        Callback::from(move |index: usize| taking.set(Some(index)))
    };
    let save_none = {
        let saving = saving.clone();
        Callback::from(move |()| saving.set(false))
    };
    // Only for a window that is open: the page is drawn many times a second.
    let open = **saving && lab.cascade.is_none();
    let savings = if open { savings(&lab.runs) } else { Vec::new() };
    let first = if open { lab.first_two() } else { None };
    let ask = first.map(|two| props.on.reform(move |_: MouseEvent| Act::Cascade(Some(two))));
    let shown = SavingsShown {
        savings: &savings,
        reference_name: words.reference,
        cascade: (words.cascade.open, ask),
    };
    html! {
        <>
            if open { { savings_window(stage, &shown, save_none) } }
            { cascade_window(stage, lab, &props.on, &take) }
            if let Some((index, pane)) = taken {
                <TakeAwayWindow net={pane.net.clone()} notes={lab.notes_of(index)} missing={not_yet} on_close={take_none} />
            }
        </>
    }
}

/// The comparison over other seeds, as the table shows it.
fn over_seeds(props: &Props) -> OverSeeds {
    let (lab, reference) = (&props.state, props.state.runs.reference.trained());
    let ends = |whose| lab.seeds.as_ref().map(|seeds| seeds.ends(whose)).unwrap_or_default();
    let each = |whose: fn(usize) -> Whose| (0..lab.runs.panes.len()).map(|i| ends(whose(i))).collect();
    let longer = lab.seeds.as_ref().and_then(|seeds| seeds.of(lab.spec.asked().runs.seed, Whose::Longer));
    OverSeeds {
        progress: lab.seeds.as_ref().and_then(Seeds::progress).map(|done| (done, SEEDS)),
        done: lab.seeds.as_ref().map_or(0, Seeds::done),
        failed: lab.seeds.as_ref().and_then(Seeds::failed).cloned(),
        reference: ends(Whose::Reference),
        longer: ends(Whose::Longer),
        runs: each(Whose::Run),
        rounded: each(Whose::Rounded),
        errors: lab.spec.asked().data.chance().is_some(),
        longer_now: longer.filter(|end| end.train_loss.is_some()).zip(reference).map(|(end, reference)| {
            let steps = lab.spec.schedule.steps_of(lab.spec.schedule.iterations);
            Figures::of_longer(reference, &end, steps)
        }),
        on_try: props.on.reform(|()| Act::TrySeeds),
    }
}

fn pane(
    (props, stage): (&Props, &Stage),
    runs: &Same<Runs>,
    (index, position): (usize, f64),
    (more, taking): (bool, &UseStateHandle<Option<usize>>),
) -> Html {
    let (lab, on_runs) = (&props.state, props.on.reform(Act::Runs));
    let (pane, words) = (&lab.runs.panes[index], words(stage.lang));
    let outcome = Outcome::of(&lab.runs, index, position, lab.spec.asked().data);
    let open = {
        let taking = taking.clone();
        Callback::from(move |_: MouseEvent| taking.set(Some(index)))
    };
    let take = take_button(stage, pane, open);
    let pictures = if !stage.shows(lab.look.into()) {
        html! {}
    } else if lab.look == Look::Net {
        net(words, (lab, &props.on), (index, position), more)
    } else {
        html! { <WeightsView lab={lab.clone()} {index} {position} on={props.on.clone()} /> }
    };
    let inside = html! {
        <>
            { pane_head(stage, (&pane.spec, true), (index, lab.runs.panes.len()), &on_runs, take) }
            { trouble_of(stage, lab.runs.trouble(index).as_ref(), index, &on_runs) }
            { outcome_of(stage, outcome.as_ref(), readout(lab, index, position, words)) }
            { pictures }
            if has_charts(stage, more) { { charts(stage, runs, index, position) } }
        </>
    };
    pane_frame(stage, index, "", inside)
}

/// One line that says what one sees; or, while something happens, what that is.
fn lead(lab: &State, words: &'static NetWords, stage: &Stage) -> Html {
    let runs = &lab.runs;
    // Where nothing says what the marks mean, it is told what has happened.
    let told_last = stage.is_embedded() && !stage.shows(Piece::Legend);
    let rests = runs.is_resting_at_the_end() && !told_last;
    let caption = runs.caption().filter(|_| stage.shows(Piece::Caption) && !rests);
    if let Some(caption) = caption {
        let said = (runs::words::words(stage.lang).caption)(caption, runs::words::Course::of(runs));
        return told(caption, said.sentence, said.equation);
    }
    if !stage.shows(Piece::Legend) {
        return html! { <p class="lead"></p> };
    }
    match (lab.look, &*lab.scene) {
        (Look::Net, Scene::Plane { .. }) => return html! { <p class="lead">{ words.lead.plane }</p> },
        (Look::Plane, _) => return html! { <p class="lead">{ words.lead.pairs }</p> },
        (Look::Net, Scene::Images { .. }) => return html! { <p class="lead">{ words.lead.images }</p> },
        _ => {}
    }
    let lead = &words.lead;
    let weights = runs.reference.trained().map(|reference| reference.params.weight_count());
    html! {
        <p class="lead">
            { (lead.net)(weights) }
            <span class="l-step"><span class="dot" aria-hidden="true"></span>{ lead.weight }</span>
            { lead.to_value }
            <span class="entry"><span class="diamond" aria-hidden="true"></span>{ lead.value }</span>
            <span class="rest">{ lead.end }</span>
        </p>
    }
}

/// Data, net and seed.
pub fn quick(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let spec = state.spec.asked();
    html! {
        <>
            { data_and_net(stage, spec, on, ["data", "net"]) }
            { seed_field(stage, spec.runs.seed, &on.reform(Act::Runs)) }
        </>
    }
}

fn data_and_net(stage: &Stage, spec: &NetSpec, on: &Callback<Act>, ids: [&'static str; 2]) -> Html {
    let words = words(stage.lang);
    let own = spec.data;
    let name = |&kind: &DataKind| -> Choice {
        (kind.name().into(), (runs::words::words(stage.lang).data_name)(kind).into())
    };
    let kinds: Vec<Choice> = DataKind::VARIANTS.iter().map(name).collect();
    let data = on.reform(move |chosen: String| Act::SetData(chosen.parse().unwrap_or(own)));
    let configure = on.reform(|spec: NetSpec| Act::Configure(Box::new(spec)));
    html! {
        <div class="quick">
            <label>{ words.data }
                <Select value={own.name()} choices={kinds} on={data} id={stage.id(ids[0])} />
            </label>
            { setting_row(spec, Setting::Net, Some((words.net, words.net_hint, ids[1])), &configure) }
        </div>
    }
}

/// The settings by group, as [`NetWords::groups`] name them. Data and net themselves come first.
const GROUPS: [&[Setting]; 4] = [
    &[Setting::N, Setting::Valid, Setting::Fold, Setting::Noise, Setting::Act],
    &[Setting::Share, Setting::Cstep],
    &[Setting::Mu0, Setting::Growth, Setting::Iters],
    &[
        Setting::Steps,
        Setting::First,
        Setting::Ref,
        Setting::Batch,
        Setting::Lr,
        Setting::Decay,
        Setting::Momentum,
    ],
];

/// All settings.
pub fn settings(stage: &Stage, state: &State, on: &Callback<Act>) -> Html {
    let (words, runs_words) = (words(stage.lang), runs::words::words(stage.lang));
    let spec = state.spec.asked();
    let configure = on.reform(|spec: NetSpec| Act::Configure(Box::new(spec)));
    let restore = {
        let plain = spec.with_defaults();
        configure.reform(move |_: MouseEvent| plain.clone())
    };
    let groups: Vec<_> = words.groups.into_iter().zip(GROUPS).collect();
    html! {
        <>
            <p>{ words.restarts }</p>
            { data_and_net(stage, spec, on, ["set-data", "set-net"]) }
            { own_settings(&spec.panes(), state.spec.schedule.rate, &on.reform(Act::Runs), runs_words) }
            { settings_form(spec, &groups, &configure) }
            <p class="actions"><button type="button" onclick={restore}>{ runs_words.settings.defaults }</button></p>
        </>
    }
}
