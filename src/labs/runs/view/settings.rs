//! Settings as controls: by a lab's table, whatever lab it is.

use yew::prelude::*;

use crate::experiment::{Asked, Expected, Fault, Setting, is_left_open};
use crate::kit::{Choice, Field, Select, use_stage};
use crate::labs::runs::words::{RunsWords, words};

/// Groups of settings, each with its title; told a changed spec.
pub fn settings_form<S: Asked>(
    spec: &S,
    groups: &[(&'static str, &'static [Setting])],
    on: &Callback<S>,
) -> Html {
    html! {
        <div class="groups">
            { for groups.iter().filter(|(_, settings)| !settings.is_empty()).map(|(title, settings)| html! {
                <fieldset>
                    <legend>{ *title }</legend>
                    { for settings.iter().map(|&setting| setting_row(spec, setting, None, on)) }
                </fieldset>
            }) }
        </div>
    }
}

/// A setting of a spec as a row; `named` gives it a name and a hint of its own instead of an explanation below, and an id.
/// What decides nothing beside the others is not offered.
pub fn setting_row<S: Asked>(
    spec: &S,
    setting: Setting,
    named: Option<(&'static str, &'static str, &'static str)>,
    on: &Callback<S>,
) -> Html {
    let Some(key) = S::key(setting).filter(|key| (key.idle)(spec).is_none()) else { return html! {} };
    let mut plain = spec.clone();
    (key.reset)(&mut plain);
    let change = {
        let (spec, on) = (spec.clone(), on.clone());
        Callback::from(move |typed: String| spec.with(setting, &typed).map(|spec| on.emit(spec)).err())
    };
    let (value, plain) = ((key.show)(&spec.filled()), (key.show)(&plain.filled()));
    html! { <SettingRow key={setting.name()} {setting} expected={&key.expected} {value} {plain} {change} {named} /> }
}

/// Properties of [`SettingRow`].
#[derive(Clone, PartialEq, Properties)]
struct RowProps {
    /// Which setting.
    setting: Setting,
    /// What it takes.
    expected: &'static Expected,
    /// What it is.
    value: String,
    /// What it would be if it were left alone.
    plain: String,
    /// Told what was typed or chosen; says what was wrong with it.
    change: Callback<String, Option<Fault>>,
    named: Option<(&'static str, &'static str, &'static str)>,
}

/// One setting. What cannot be run is said, and nothing changes.
#[component]
fn SettingRow(props: &RowProps) -> Html {
    let (stage, setting) = (use_stage(), props.setting);
    let words = words(stage.lang);
    let wrong = use_state_eq(|| None::<Fault>);
    {
        let wrong = wrong.setter();
        // What was wrong with a value is past when another is there.
        use_effect_with(props.value.clone(), move |_| wrong.set(None));
    }
    let change = {
        let (wrong, change) = (wrong.setter(), props.change.clone());
        Callback::from(move |typed: String| wrong.set(change.emit(typed)))
    };
    // A complaint is past as soon as something else is being typed: it may be what was there before, which changes nothing.
    let on_typing = {
        let wrong = wrong.setter();
        Callback::from(move |()| wrong.set(None))
    };
    // What is left open is an empty field.
    let value = if is_left_open(&props.value) { String::new() } else { props.value.clone() };
    let own = props.named.map_or_else(|| format!("set-{setting}"), |(_, _, id)| id.to_owned());
    let (id, hint) = (stage.id(&own), stage.id(&format!("hint-{setting}")));
    // One node either way: where nodes come and go, the field beside them would be made anew and lose the focus.
    let told = html! {
        if let Some(fault) = &*wrong {
            <p class="wrong" role="alert">{ (words.settings.wrong)(fault) }</p>
        }
    };
    if let Some((label, title, _)) = props.named {
        return html! {
            <>
                <label>{ label }<Field {value} {id} {title} on={change} {on_typing} /></label>
                { told }
            </>
        };
    }
    let (label, about) = (words.settings.label)(setting).unwrap_or_default();
    let control = match props.expected {
        Expected::OneOf(offered) => {
            let choices: Vec<Choice> =
                offered.iter().map(|&word| (word.into(), choice(setting, word, words).into())).collect();
            html! { <Select {value} {choices} id={id.clone()} described={hint.clone()} on={change} /> }
        }
        expected => {
            let keypad = if matches!(expected, Expected::Integer { .. }) { "numeric" } else { "decimal" };
            html! { <Field {value} id={id.clone()} described={hint.clone()} {keypad} on={change} {on_typing} /> }
        }
    };
    html! {
        <div class="setting">
            <label for={id}>{ label }</label>
            { control }
            { told }
            <p id={hint} class="hint">{ about }{ " " }{ default_of(props.expected, &props.plain, words) }</p>
        </div>
    }
}

/// What a word of a closed set is called.
fn choice(setting: Setting, word: &'static str, words: &RunsWords) -> &'static str {
    let words = &words.settings;
    let named = match setting {
        Setting::Act => word.parse().ok().map(words.activation),
        Setting::Share => word.parse().ok().map(words.share),
        Setting::Cstep => word.parse().ok().map(words.solver),
        _ => None,
    };
    named.unwrap_or(word)
}

/// What a number would be if it were left alone.
fn default_of(expected: &Expected, plain: &str, words: &RunsWords) -> String {
    match expected {
        Expected::Integer { .. } | Expected::Number { .. } if !is_left_open(plain) => {
            format!("({})", (words.settings.default)(plain))
        }
        _ => String::new(),
    }
}
