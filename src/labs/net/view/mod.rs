//! The Network lab as it is shown.

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
use crate::kit::{Choice, Same, Select, use_stage};
use crate::labs::runs::view::{
    Charts, Losses, Numbers, OutcomeView, OverSeeds, PaneFrame, PaneHead, RunRow, Seed, SettingRow,
    SettingsForm, Transport, TransportShown, TroubleView, told,
};
use crate::labs::runs::{self, Column, Figures, Outcome, Runs};
use crate::labs::{LabState, ViewProps};
use crate::link::Look;
use loading::Preview;
use net::NetView;
use pad::Pad;
use weights::{WeightsView, readout};

type Props = ViewProps<State, Act>;

/// The lab.
#[component]
pub fn View(props: &Props) -> Html {
    let stage = use_stage();
    let more = use_state_eq(|| false);
    let (words, lab) = (words(stage.lang), &props.state);
    let position = lab.runs.shown(stage.reduced);
    let on_runs = props.on.reform(Act::Runs);
    let asked = lab.spec.asked();
    let subject = format!("{} · {}", (words.data_name)(asked.data), lab.spec.net);
    let rows = RunRow::all(&lab.runs, position, &subject, |i| lab.link_to(i));
    let reference = lab.runs.reference.trained().map(|reference| Figures::of_reference(reference));
    let report = {
        let lab = lab.clone();
        Callback::from(move |()| lab.report())
    };
    let on_more = {
        let more = more.clone();
        Callback::from(move |()| more.set(!*more))
    };
    let runs = Same::from(Rc::new(lab.runs.clone()));
    let drawn = lab.look == Look::Net && matches!(*lab.scene, Scene::Images { .. });
    html! {
        <div class={classes!("lab", format!("look-{}", lab.look))}>
            <div class="story">
                { lead(lab, words, stage.lang) }
                <div role="group" aria-label={words.look.label} class="switch looks">
                    { for Look::VARIANTS.iter().map(|&look| html! {
                        <button type="button" data-look={look.to_string()} aria-pressed={(look == lab.look).to_string()}
                            onclick={props.on.reform(move |_| Act::SetLook(look))}>{ (words.look.name)(look) }</button>
                    }) }
                </div>
            </div>
            <div class="panes" data-count={lab.runs.panes.len().to_string()}>
                { for lab.loading.iter().map(|loading| html! { <Preview loading={loading.clone()} /> }) }
                <>{ for (0..lab.runs.panes.len()).map(|index| pane(props, &runs, (index, position), (*more, words))) }</>
            </div>
            <div class="figures">
                if drawn {
                    <Pad lab={lab.clone()} on={props.on.clone()} />
                }
                <Losses runs={runs.clone()} {position} title={runs::words::words(stage.lang).chart.loss} more={*more} {on_more} />
                <Numbers reference_name={words.reference} {reference} runs={rows} columns={Column::OF_NETS} caveat={words.caveat}
                    {report} finished={lab.runs.is_finished()} seeds={over_seeds(props)} pins={props.pins.clone()} on_pin={props.on_pin.clone()} />
            </div>
            <Transport shown={TransportShown::of(&lab.runs, position, lab.spec.reference)} on={on_runs.clone()} />
        </div>
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
        failed: lab.seeds.as_ref().and_then(Seeds::failed).cloned(),
        reference: ends(Whose::Reference),
        longer: ends(Whose::Longer),
        runs: each(Whose::Run),
        rounded: each(Whose::Rounded),
        errors: lab.spec.asked().data.chance().is_some(),
        longer_now: longer.filter(|end| end.train_loss.is_some()).zip(reference).map(|(end, reference)| {
            let steps = u64::from(lab.spec.schedule.iterations) * u64::from(lab.spec.schedule.steps);
            Figures::of_longer(reference, &end, steps)
        }),
        on_try: props.on.reform(|()| Act::TrySeeds),
    }
}

fn pane(
    props: &Props,
    runs: &Same<Runs>,
    (index, position): (usize, f64),
    (more, words): (bool, &'static NetWords),
) -> Html {
    let (lab, on_runs) = (&props.state, props.on.reform(Act::Runs));
    let pane = &lab.runs.panes[index];
    let outcome = Outcome::of(&lab.runs, index, position, Some(lab.spec.asked().data));
    html! {
        <PaneFrame key={index} {index}>
            <PaneHead spec={pane.spec.clone()} {index} count={lab.runs.panes.len()} on={on_runs.clone()} />
            <TroubleView trouble={lab.runs.trouble(index)} {index} on={on_runs} />
            <OutcomeView {outcome} readout={readout(lab, index, position, words)} />
            if lab.look == Look::Net {
                <NetView lab={lab.clone()} {index} {position} {more} on={props.on.clone()} />
            } else {
                <WeightsView lab={lab.clone()} {index} {position} on={props.on.clone()} />
            }
            if more {
                <Charts runs={runs.clone()} {index} {position} />
            }
        </PaneFrame>
    }
}

/// One line that says what one sees; or, while something happens, what that is.
fn lead(lab: &State, words: &'static NetWords, lang: crate::link::Lang) -> Html {
    let runs = &lab.runs;
    if let Some(caption) = runs.caption().filter(|_| !runs.is_resting_at_the_end()) {
        let said = (runs::words::words(lang).caption)(caption, runs::words::Course::of(runs));
        return told(caption, said.sentence, said.equation);
    }
    match (lab.look, &*lab.scene) {
        (Look::Net, Scene::Plane { .. }) => return html! { <p class="lead">{ words.lead.plane }</p> },
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
#[component]
pub fn Quick(props: &Props) -> Html {
    let seed = props.state.spec.asked().runs.seed;
    html! {
        <>
            <DataAndNet spec={props.state.spec.asked().clone()} on={props.on.clone()} ids={["data", "net"]} />
            <Seed {seed} on={props.on.reform(Act::Runs)} />
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct DataProps {
    spec: NetSpec,
    on: Callback<Act>,
    ids: [&'static str; 2],
}

#[component]
fn DataAndNet(props: &DataProps) -> Html {
    let stage = use_stage();
    let words = words(stage.lang);
    let own = props.spec.data;
    let name = |&kind: &DataKind| -> Choice { (kind.name().into(), (words.data_name)(kind).into()) };
    let kinds: Vec<Choice> = DataKind::VARIANTS.iter().map(name).collect();
    let data = props.on.reform(move |chosen: String| Act::SetData(chosen.parse().unwrap_or(own)));
    let configure = props.on.reform(|spec: NetSpec| Act::Configure(Box::new(spec)));
    html! {
        <div class="quick">
            <label>{ words.data }
                <Select value={own.name()} choices={kinds} on={data} id={stage.id(props.ids[0])} />
            </label>
            <SettingRow<NetSpec> spec={props.spec.clone()} setting={Setting::Net} on={configure}
                named={(words.net, words.net_hint)} id={props.ids[1]} />
        </div>
    }
}

/// The settings by group, as [`NetWords::groups`] name them. Data and net themselves come first.
const GROUPS: [&[Setting]; 4] = [
    &[Setting::N, Setting::Noise, Setting::Act],
    &[Setting::Share, Setting::Cstep],
    &[Setting::Mu0, Setting::Growth, Setting::Iters],
    &[Setting::Steps, Setting::Ref, Setting::Batch, Setting::Lr, Setting::Decay, Setting::Momentum],
];

/// All settings.
#[component]
pub fn Settings(props: &Props) -> Html {
    let lang = use_stage().lang;
    let words = words(lang);
    let spec = props.state.spec.asked().clone();
    let configure = props.on.reform(|spec: NetSpec| Act::Configure(Box::new(spec)));
    let restore = {
        let plain = spec.with_defaults();
        configure.reform(move |_: MouseEvent| plain.clone())
    };
    let groups: Vec<_> = words.groups.into_iter().zip(GROUPS).collect();
    html! {
        <>
            <p>{ words.restarts }</p>
            <DataAndNet spec={spec.clone()} on={props.on.clone()} ids={["set-data", "set-net"]} />
            <SettingsForm<NetSpec> {spec} {groups} on={configure} />
            <p class="actions"><button type="button" onclick={restore}>{ runs::words::words(lang).settings.defaults }</button></p>
        </>
    }
}
