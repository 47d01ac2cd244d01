//! Settings as controls: by a lab's table, whatever lab it is.

use yew::prelude::*;

use crate::experiment::{Asked, Expected, Fault, Setting};
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
                    { for settings.iter().map(|&setting| html! {
                        <SettingRow<S> key={setting.name()} spec={spec.clone()} {setting} on={on.clone()} />
                    }) }
                </fieldset>
            }) }
        </div>
    }
}

/// Properties of [`SettingRow`].
#[derive(Clone, PartialEq, Properties)]
pub struct RowProps<S: PartialEq> {
    /// What is asked for.
    pub spec: S,
    /// Which setting.
    pub setting: Setting,
    /// Told a changed spec.
    pub on: Callback<S>,
    /// A name and a hint of its own: then it has no explanation below.
    #[prop_or_default]
    pub named: Option<(&'static str, &'static str)>,
    /// Its id, if not the usual one.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// One setting. What cannot be run is said, and nothing changes; what decides nothing beside the others is not offered.
#[component]
pub fn SettingRow<S: Asked>(props: &RowProps<S>) -> Html {
    let (stage, setting) = (use_stage(), props.setting);
    let words = words(stage.lang);
    let wrong = use_state_eq(|| None::<Fault>);
    {
        let wrong = wrong.setter();
        // What was wrong with a value is past when another is there.
        use_effect_with(props.spec.clone(), move |_| wrong.set(None));
    }
    let Some(key) = S::key(setting).filter(|key| (key.idle)(&props.spec).is_none()) else { return html! {} };
    let change = {
        let (spec, on, wrong) = (props.spec.clone(), props.on.clone(), wrong.setter());
        Callback::from(move |typed: String| match spec.with(setting, &typed) {
            Ok(spec) => {
                wrong.set(None);
                on.emit(spec);
            }
            Err(fault) => wrong.set(Some(fault)),
        })
    };
    // A complaint is past as soon as something else is being typed: it may be what was there before, which changes nothing.
    let on_typing = {
        let wrong = wrong.setter();
        Callback::from(move |()| wrong.set(None))
    };
    // All training examples are an empty field.
    let value = (key.show)(&props.spec.filled());
    let value = if value == "all" { String::new() } else { value };
    let own = props.id.as_ref().map_or_else(|| format!("set-{setting}"), ToString::to_string);
    let (id, hint) = (stage.id(&own), stage.id(&format!("hint-{setting}")));
    // One node either way: where nodes come and go, the field beside them would be made anew and lose the focus.
    let told = html! {
        if let Some(fault) = &*wrong {
            <p class="wrong" role="alert">{ (words.settings.wrong)(fault) }</p>
        }
    };
    if let Some((label, title)) = props.named {
        return html! {
            <>
                <label>{ label }<Field {value} {id} {title} on={change} {on_typing} /></label>
                { told }
            </>
        };
    }
    let (label, about) = (words.settings.label)(setting).unwrap_or_default();
    let control = match key.expected {
        Expected::OneOf(offered) => {
            let choices: Vec<Choice> =
                offered.iter().map(|&word| (word.into(), choice(setting, word, words).into())).collect();
            html! { <Select {value} {choices} id={id.clone()} described={hint.clone()} on={change} /> }
        }
        ref expected => {
            let keypad = if matches!(expected, Expected::Integer { .. }) { "numeric" } else { "decimal" };
            html! { <Field {value} id={id.clone()} described={hint.clone()} {keypad} on={change} {on_typing} /> }
        }
    };
    html! {
        <div class="setting">
            <label for={id}>{ label }</label>
            { control }
            { told }
            <p id={hint} class="hint">{ about }{ " " }{ default_of(&props.spec, setting, words) }</p>
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
fn default_of<S: Asked>(spec: &S, setting: Setting, words: &RunsWords) -> String {
    let Some(key) = S::key(setting) else { return String::new() };
    let mut plain = spec.clone();
    (key.reset)(&mut plain);
    let value = (key.show)(&plain.filled());
    match key.expected {
        Expected::Integer { .. } | Expected::Number { .. } if value != "all" => {
            format!("({})", (words.settings.default)(&value))
        }
        _ => String::new(),
    }
}
