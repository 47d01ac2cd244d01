//! Every setting of the experiment, grouped.

use std::rc::Rc;

use web_sys::Event;
use yew::prelude::*;

use super::dialog::dialog;
use super::{View, put_back, value_of};
use crate::experiment::{DataKind, Fault, Key, Spec, ToySpec};
use crate::link::Link;
use crate::ui::state::{Action, Lab};
use crate::ui::text::{SettingsText, Text};

/// The settings by group: data and net, quantization, schedule, training. Data and net themselves come first.
const GROUPS: [&[Key]; 4] = [
    &["n", "noise", "act"],
    &["share", "cstep"],
    &["mu0", "growth", "iters"],
    &["steps", "ref", "batch", "lr", "decay", "momentum"],
];

/// Those that mean something for a toy and have no dial.
const TOY_GROUPS: [&[Key]; 4] =
    [&[], &["cstep"], &["mu0", "growth", "iters"], &["steps", "lr", "decay", "momentum"]];

/// The words a setting takes; none if it takes a number.
fn choices(key: Key) -> &'static [&'static str] {
    match key {
        "act" => &["tanh", "relu"],
        "share" => &["layer", "net"],
        "cstep" => &["exact", "paper"],
        _ => &[],
    }
}

/// The spec with one setting written anew; an empty text means the default.
fn with(spec: &Spec, key: Key, text: &str) -> Result<Spec, Fault> {
    let before = Link { spec: spec.clone(), view: crate::link::View::default() }.to_string();
    let others = before
        .trim_start_matches('#')
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(key));
    let text = text.trim();
    let own = (!text.is_empty()).then(|| format!("{key}={text}"));
    let link: Vec<String> = others.map(str::to_owned).chain(own).collect();
    let (link, notices) = Link::parse(&link.join("&"));
    for notice in notices {
        if let crate::link::Notice::BadValue(fault) = notice {
            return Err(fault);
        }
    }
    match link.spec.check() {
        Ok(_) => Ok(link.spec),
        Err(mut faults) => Err(faults.remove(0)),
    }
}

/// The spec for other data: what was set for the data before goes, what is compared stays.
fn for_data(spec: &Spec, data: DataKind) -> Spec {
    Spec {
        lab: spec.lab,
        toy: ToySpec { kind: spec.toy.kind, ..ToySpec::default() },
        data,
        panes: spec.panes.clone(),
        seed: spec.seed,
        share: spec.share,
        cstep: spec.cstep,
        act: spec.act,
        ..Spec::default()
    }
}

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub on: Callback<Action>,
    /// Not only data and net.
    pub all: bool,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.lab.spec == other.lab.spec
    }
}

/// The key of a value that was refused, and why.
type Wrong = UseStateHandle<Option<(Key, String)>>;

/// Data and net, and below them all other settings if wanted.
#[component]
pub fn Settings(props: &Props) -> Html {
    let words = &props.words.settings;
    let asked = props.lab.spec.asked();
    let toy = props.lab.toy().is_some();
    let wrong: Wrong = use_state_eq(|| None);
    let data = {
        let (asked, wrong) = (asked.clone(), wrong.setter());
        props.on.reform(move |event: Event| {
            wrong.set(None);
            let kind = value_of(&event).parse().unwrap_or(asked.data);
            Action::Configure(Box::new(for_data(&asked, kind)))
        })
    };
    let net = props.lab.spec.net.to_string();
    let restore = {
        let asked = asked.clone();
        props.on.reform(move |_: MouseEvent| Action::Configure(Box::new(for_data(&asked, asked.data))))
    };
    // The page may hold this twice.
    let (data_id, net_id) = if props.all { ("set-data", "set-net") } else { ("data", "net") };
    html! {
        <>
            if !toy {
            <div class="quick">
                <label>{ words.data }
                    <select onchange={data} id={data_id}>
                        { for DataKind::ALL.into_iter().map(|(kind, name)| html! {
                            <option value={name} selected={kind == asked.data}>{ (words.data_name)(kind) }</option>
                        }) }
                    </select>
                </label>
                <label>{ words.net }
                    <input type="text" id={net_id} value={net.clone()} title={words.net_hint}
                        onchange={change(props, "net", net, &wrong)} />
                </label>
                { refused("net", &wrong) }
            </div>
            }
            if props.all {
                <div class="groups">
                    { for (if toy { TOY_GROUPS } else { GROUPS }).iter().zip(words.groups).filter(|(keys, _)| !keys.is_empty()).map(|(keys, title)| html! {
                        <fieldset>
                            <legend>{ title }</legend>
                            { for keys.iter().map(|&key| setting(props, key, &wrong)) }
                        </fieldset>
                    }) }
                </div>
                <p class="actions"><button type="button" onclick={restore}>{ words.defaults }</button></p>
            }
        </>
    }
}

/// Why a setting's value was refused, if it was.
fn refused(key: Key, wrong: &Wrong) -> Html {
    let why = wrong.as_ref().filter(|(own, _)| *own == key).map(|(_, why)| why.clone());
    why.map_or_else(Html::default, |why| html! { <p class="wrong" role="alert">{ why }</p> })
}

/// Writes one setting from its control; what cannot be run is said and put back.
fn change(props: &Props, key: Key, shown: String, wrong: &Wrong) -> Callback<Event> {
    let (spec, on, wrong) = (props.lab.spec.asked().clone(), props.on.clone(), wrong.setter());
    let words = &props.words.settings;
    Callback::from(move |event: Event| match with(&spec, key, &value_of(&event)) {
        Ok(spec) => {
            wrong.set(None);
            on.emit(Action::Configure(Box::new(spec)));
        }
        Err(fault) => {
            wrong.set(Some((key, (words.wrong)(&fault))));
            put_back(&event, &shown);
        }
    })
}

/// All settings in a window.
pub fn settings(view: &View) -> Html {
    let words = &view.words.settings;
    let content = html! {
        <>
            if view.lab.toy().is_none() {
                <p>{ words.restarts }</p>
            }
            <Settings words={view.words} lab={view.lab.clone()} on={view.on.clone()} all=true />
        </>
    };
    dialog(view, words.open, "settings", content)
}

fn setting(props: &Props, key: Key, wrong: &Wrong) -> Html {
    let words = &props.words.settings;
    let value = current(&props.lab, key);
    let onchange = change(props, key, value.clone(), wrong);
    let (label, about) = (words.label)(key);
    let (id, hint) = (format!("set-{key}"), format!("hint-{key}"));
    html! {
        <div class="setting">
            <label for={id.clone()}>{ label }</label>
            { control(key, &value, words, (id, hint.clone()), onchange) }
            <p id={hint} class="hint">{ about }{ " " }{ default_of(&props.lab, key, words) }</p>
            { refused(key, wrong) }
        </div>
    }
}

fn control(
    key: Key,
    value: &str,
    words: &SettingsText,
    (id, hint): (String, String),
    onchange: Callback<Event>,
) -> Html {
    if choices(key).is_empty() {
        let mode =
            if matches!(key, "n" | "iters" | "steps" | "ref" | "batch") { "numeric" } else { "decimal" };
        return html! { <input type="text" {id} inputmode={mode} value={value.to_owned()} {onchange} aria-describedby={hint} /> };
    }
    html! {
        <select {id} {onchange} aria-describedby={hint}>
            { for choices(key).iter().map(|&word| html! {
                <option value={word} selected={word == value}>{ (words.choice)(word) }</option>
            }) }
        </select>
    }
}

/// A setting's value as links write it; empty for all training examples.
fn current(lab: &Lab, key: Key) -> String {
    let settings = lab.spec.settings();
    let value = settings.into_iter().find(|(k, _)| *k == key).map(|(_, value)| value).unwrap_or_default();
    if key == "n" && value == "all" { String::new() } else { value }
}

/// What the setting would be for this data set if it were left alone.
fn default_of(lab: &Lab, key: Key, words: &SettingsText) -> String {
    let plain = for_data(lab.spec.asked(), lab.spec.asked().data);
    let settings = plain.check().map(|valid| valid.settings()).unwrap_or_default();
    let value = settings.into_iter().find(|(k, _)| *k == key).map(|(_, value)| value);
    match value {
        Some(value) if choices(key).is_empty() && value != "all" => format!("({})", (words.default)(&value)),
        _ => String::new(),
    }
}
