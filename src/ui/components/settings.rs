//! Every setting of the experiment, grouped.

use std::rc::Rc;

use yew::prelude::*;

use super::View;
use super::dialog::dialog;
use super::field::{Choice, Field, Select};
use crate::experiment::{DataKind, Key};
use crate::link::Link;
use crate::ui::state::{Action, Lab, for_data, with_defaults};
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
        props.on.reform(move |chosen: String| {
            wrong.set(None);
            Action::Configure(Box::new(for_data(&asked, chosen.parse().unwrap_or(asked.data))))
        })
    };
    let kinds: Vec<Choice> =
        DataKind::ALL.into_iter().map(|(kind, name)| (name.into(), (words.data_name)(kind).into())).collect();
    let net = props.lab.spec.net.to_string();
    let restore = {
        let asked = asked.clone();
        props.on.reform(move |_: MouseEvent| Action::Configure(Box::new(with_defaults(&asked))))
    };
    // The page may hold this twice.
    let (data_id, net_id) = if props.all { ("set-data", "set-net") } else { ("data", "net") };
    html! {
        <>
            if !toy {
            <div class="quick">
                <label>{ words.data }
                    <Select value={asked.data.name()} choices={kinds} on={data} id={data_id} />
                </label>
                <label>{ words.net }
                    <Field value={net} id={net_id} title={words.net_hint} on={change(props, "net", &wrong)} />
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

/// Writes one setting from its control; what cannot be run is said, and nothing changes.
fn change(props: &Props, key: Key, wrong: &Wrong) -> Callback<String> {
    let (spec, on, wrong) = (props.lab.spec.asked().clone(), props.on.clone(), wrong.setter());
    let words = &props.words.settings;
    Callback::from(move |typed: String| match Link::with(&spec, key, &typed) {
        Ok(spec) => {
            wrong.set(None);
            on.emit(Action::Configure(Box::new(spec)));
        }
        Err(fault) => wrong.set(Some((key, (words.wrong)(&fault)))),
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
    let on = change(props, key, wrong);
    let (label, about) = (words.label)(key);
    let (id, hint) = (format!("set-{key}"), format!("hint-{key}"));
    html! {
        <div class="setting">
            <label for={id.clone()}>{ label }</label>
            { control(key, value, words, (id, hint.clone()), on) }
            <p id={hint} class="hint">{ about }{ " " }{ default_of(&props.lab, key, words) }</p>
            { refused(key, wrong) }
        </div>
    }
}

fn control(
    key: Key,
    value: String,
    words: &SettingsText,
    (id, hint): (String, String),
    on: Callback<String>,
) -> Html {
    if choices(key).is_empty() {
        let keypad =
            if matches!(key, "n" | "iters" | "steps" | "ref" | "batch") { "numeric" } else { "decimal" };
        return html! { <Field {value} {id} described={hint} {keypad} {on} /> };
    }
    let choices: Vec<Choice> =
        choices(key).iter().map(|&word| (word.into(), (words.choice)(word).into())).collect();
    html! { <Select {value} {choices} {id} described={hint} {on} /> }
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
