//! Every setting of the experiment, grouped.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::dialog::Dialog;
use super::transport::value_of;
use crate::experiment::{DataKind, Fault, Key, Spec};
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
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.lab.spec == other.lab.spec
    }
}

/// Data and net: what is chosen most.
#[component]
pub fn QuickSettings(props: &Props) -> Html {
    let words = &props.words.settings;
    let spec = props.lab.spec.asked();
    let wrong = use_state_eq(|| None::<String>);
    let data = {
        let (spec, wrong) = (spec.clone(), wrong.setter());
        props.on.reform(move |event: Event| {
            wrong.set(None);
            let kind = value_of(&event).parse().unwrap_or(spec.data);
            Action::Configure(Box::new(for_data(&spec, kind)))
        })
    };
    let net = change(props, "net", props.lab.spec.net.to_string(), &wrong);
    html! {
        <div class="quick">
            <label>{ words.data }
                <select onchange={data} id="data">
                    { for DataKind::ALL.into_iter().map(|(kind, name)| html! {
                        <option value={name} selected={kind == spec.data}>{ (words.data_name)(kind) }</option>
                    }) }
                </select>
            </label>
            <label>{ words.net }
                <input type="text" id="net" value={props.lab.spec.net.to_string()} title={words.net_hint} onchange={net}
                    aria-invalid={wrong.is_some().to_string()} />
            </label>
            if let Some(wrong) = &*wrong { <p class="wrong" role="alert">{ wrong.clone() }</p> }
        </div>
    }
}

/// Writes one setting from its control; what cannot be run is said and put back.
fn change(props: &Props, key: Key, shown: String, wrong: &UseStateHandle<Option<String>>) -> Callback<Event> {
    let (spec, on, wrong, words) =
        (props.lab.spec.asked().clone(), props.on.clone(), wrong.setter(), &props.words.settings);
    Callback::from(move |event: Event| match with(&spec, key, &value_of(&event)) {
        Ok(spec) => {
            wrong.set(None);
            on.emit(Action::Configure(Box::new(spec)));
        }
        Err(fault) => {
            wrong.set(Some((words.wrong)(&fault)));
            if let Some(target) = event.target() {
                match target.dyn_into::<HtmlInputElement>() {
                    Ok(input) => input.set_value(&shown),
                    Err(target) => {
                        if let Ok(select) = target.dyn_into::<HtmlSelectElement>() {
                            select.set_value(&shown);
                        }
                    }
                }
            }
        }
    })
}

/// Properties.
#[derive(Properties)]
pub struct DialogProps {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub on: Callback<Action>,
    pub on_close: Callback<()>,
}

impl PartialEq for DialogProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.lab.spec == other.lab.spec
    }
}

/// All the others.
#[component]
pub fn SettingsDialog(props: &DialogProps) -> Html {
    let words = &props.words.settings;
    let asked = props.lab.spec.asked().clone();
    let restore = {
        let asked = asked.clone();
        props.on.reform(move |_: MouseEvent| Action::Configure(Box::new(for_data(&asked, asked.data))))
    };
    html! {
        <Dialog title={words.open} close={props.words.plot.close} class="settings" on_close={props.on_close.clone()}>
            <p>{ words.restarts }</p>
            <QuickSettings words={props.words} lab={props.lab.clone()} on={props.on.clone()} />
            <div class="groups">
                { for GROUPS.iter().zip(words.groups).map(|(keys, title)| html! {
                    <fieldset>
                        <legend>{ title }</legend>
                        { for keys.iter().map(|&key| html! {
                            <Setting key_name={key} words={props.words} lab={props.lab.clone()} on={props.on.clone()} />
                        }) }
                    </fieldset>
                }) }
            </div>
            <p class="actions"><button type="button" onclick={restore}>{ words.defaults }</button></p>
        </Dialog>
    }
}

#[derive(Properties)]
struct SettingProps {
    key_name: Key,
    words: &'static Text,
    lab: Rc<Lab>,
    on: Callback<Action>,
}

impl PartialEq for SettingProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words)
            && self.lab.spec == other.lab.spec
            && self.key_name == other.key_name
    }
}

#[component]
fn Setting(props: &SettingProps) -> Html {
    let (key, words) = (props.key_name, &props.words.settings);
    let wrong = use_state_eq(|| None::<String>);
    let value = current(&props.lab, key);
    let outer = Props { words: props.words, lab: props.lab.clone(), on: props.on.clone() };
    let onchange = change(&outer, key, value.clone(), &wrong);
    let (label, about) = (words.label)(key);
    let (id, hint) = (format!("set-{key}"), format!("hint-{key}"));
    html! {
        <div class="setting">
            <label for={id.clone()}>{ label }</label>
            { control(key, &value, words, (id, hint.clone()), onchange) }
            <p id={hint} class="hint">{ about }{ " " }{ default_of(&props.lab, key, words) }</p>
            if let Some(wrong) = &*wrong { <p class="wrong" role="alert">{ wrong.clone() }</p> }
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
    let plain = Spec { data: lab.spec.asked().data, ..Spec::default() };
    let settings = plain.check().map(|valid| valid.settings()).unwrap_or_default();
    let value = settings.into_iter().find(|(k, _)| *k == key).map(|(_, value)| value);
    match value {
        Some(value) if choices(key).is_empty() && value != "all" => format!("({})", (words.default)(&value)),
        _ => String::new(),
    }
}
