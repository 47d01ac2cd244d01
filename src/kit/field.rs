//! Controls that show what they are told, always. Markup alone cannot promise that: once somebody has chosen or typed, a
//! browser shows that, whatever the attributes say.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::events::value_of;
use super::stage::use_stage;

/// A choice: its value, and what it is called.
pub type Choice = (AttrValue, AttrValue);

/// Properties of [`Select`].
#[derive(Clone, PartialEq, Properties)]
pub struct SelectProps {
    /// What is chosen.
    pub value: AttrValue,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// Told what was chosen.
    pub on: Callback<String>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name, where no label of the page names it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// The id of what describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
}

/// A select.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    {
        let (node, value) = (node.clone(), props.value.clone());
        // After every render: options may have come and gone, and with them what is chosen.
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>().filter(|select| select.value() != *value) {
                select.set_value(&value);
            }
        });
    }
    let onchange = {
        let (node, value, on) = (node.clone(), props.value.clone(), props.on.clone());
        Callback::from(move |event: Event| {
            let chosen = value_of(&event);
            // What it shows is said by the state: if that refuses, nothing has changed.
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(&value);
            }
            on.emit(chosen);
        })
    };
    html! {
        <select ref={node} id={props.id.clone()} aria-label={props.name.clone()} title={props.name.clone()}
            aria-describedby={props.described.clone()} {onchange}>
            { for props.choices.iter().map(|(value, name)| html! {
                <option value={value.clone()} selected={*value == props.value}>{ name.clone() }</option>
            }) }
        </select>
    }
}

/// Properties of [`Field`].
#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// What it shows.
    pub value: AttrValue,
    /// Told what was typed, when it is left.
    pub on: Callback<String>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name, where no label of the page names it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// What it takes.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The id of what describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    /// What an empty field stands for.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// The keypad that phones show.
    #[prop_or_default]
    pub keypad: Option<AttrValue>,
    /// Most characters.
    #[prop_or_default]
    pub longest: Option<AttrValue>,
    /// Told that something is being typed.
    #[prop_or_default]
    pub on_typing: Callback<()>,
}

/// A field for text. What is being typed stays until the value it stands for changes.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    // Where no effect runs, markup has to say it.
    let printed = use_stage().printed.then(|| props.value.clone());
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.value.clone(), move |value| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.set_value(value);
            }
        });
    }
    let onchange = {
        let (node, value, on) = (node.clone(), props.value.clone(), props.on.clone());
        Callback::from(move |event: Event| {
            let typed = value_of(&event);
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.set_value(&value);
            }
            on.emit(typed);
        })
    };
    html! {
        <input ref={node} type="text" value={printed} id={props.id.clone()} aria-label={props.name.clone()} title={props.title.clone()}
            aria-describedby={props.described.clone()} inputmode={props.keypad.clone()} placeholder={props.placeholder.clone()} maxlength={props.longest.clone()}
            autocomplete="off" {onchange} oninput={props.on_typing.reform(|_: InputEvent| ())} />
    }
}

/// Properties of [`Slider`].
#[derive(Clone, PartialEq, Properties)]
pub struct SliderProps {
    /// Where it is.
    pub value: AttrValue,
    /// Smallest, largest, step.
    pub range: (AttrValue, AttrValue, AttrValue),
    /// Told every value on the way.
    pub on: Callback<String>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its name, where no label of the page names it.
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// The value in words.
    pub told: AttrValue,
}

/// A slider.
#[component]
pub fn Slider(props: &SliderProps) -> Html {
    let printed = use_stage().printed.then(|| props.value.clone());
    let node = use_node_ref();
    {
        let (node, value) = (node.clone(), props.value.clone());
        // After every render: a value beyond the end before it moved is set back by the browser.
        use_effect(move || {
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|input| input.value() != *value) {
                input.set_value(&value);
            }
        });
    }
    let on = props.on.reform(|event: InputEvent| value_of(&event));
    let (min, max, step) = props.range.clone();
    html! {
        <input ref={node} type="range" id={props.id.clone()} {min} {max} {step} value={printed} aria-label={props.name.clone()}
            aria-valuetext={props.told.clone()} oninput={on} />
    }
}
