//! The Plane lab's controls: which toy, and its parameters as dials.

use web_sys::{Event, InputEvent};
use yew::prelude::*;

use super::{View, value_of};
use crate::experiment::{Key, Toy, ToyKind};
use crate::math::number;
use crate::ui::state::{Action, Lab};

/// Which toy.
pub fn toy_choice(view: &View, toy: &Toy) -> Html {
    let words = &view.words.toy;
    let own = toy.kind;
    let choose = view.on.reform(move |event: Event| Action::SetToy(value_of(&event).parse().unwrap_or(own)));
    html! {
        <div class="quick">
            <label>{ words.toy }
                <select id="toy" onchange={choose}>
                    { for ToyKind::ALL.into_iter().map(|(kind, name)| html! {
                        <option value={name} selected={kind == own}>{ (words.about)(kind).0 }</option>
                    }) }
                </select>
            </label>
        </div>
    }
}

/// A dial's range; of the decimal logarithm where the last is true.
type Range = (f64, f64, f64, bool);

/// Every dial by its key in links.
const DIALS: [(Key, Range); 7] = [
    ("theta", (-90.0, 90.0, 1.0, false)),
    ("e1", (-2.0, 1.0, 0.01, true)),
    ("e2", (-2.0, 1.0, 0.01, true)),
    ("wx", (-2.4, 2.4, 0.01, false)),
    ("wy", (-2.4, 2.4, 0.01, false)),
    ("mu0", (-3.0, 1.0, 0.01, true)),
    ("growth", (1.02, 2.0, 0.01, false)),
];

/// What the toy shows, and its parameters.
pub fn dials(view: &View, toy: &Toy) -> Html {
    let words = &view.words.toy;
    let wells = toy.kind == ToyKind::Wells;
    let shown = DIALS.iter().filter(|(key, _)| !wells || !matches!(*key, "theta" | "e1" | "e2"));
    html! {
        <section class="dials" aria-label={words.dials}>
            <p>{ (words.about)(toy.kind).1 }</p>
            { for shown.map(|&(key, range)| dial(view, key, range, wells)) }
        </section>
    }
}

fn dial(view: &View, key: Key, (min, max, step, logarithmic): Range, wells: bool) -> Html {
    let value = current(&view.lab, key);
    let place = if logarithmic { libm::log10(value) } else { value };
    let unit = if key == "theta" { "°" } else { "" };
    let told = format!("{value}{unit}").replace('-', "−");
    let turn = view.on.reform(move |event: InputEvent| {
        let place = number(&value_of(&event)).unwrap_or(place);
        // Two digits are as fine as a logarithmic dial can be set.
        let value =
            if logarithmic { number(&format!("{:.1e}", libm::pow(10.0, place))) } else { Some(place) };
        Action::SetDial(key, value.unwrap_or(place))
    });
    html! {
        <label class="dial">
            <span>{ (view.words.toy.dial)(key, wells) }</span>
            <output>{ told.clone() }</output>
            <input type="range" id={format!("dial-{key}")} min={min.to_string()} max={max.to_string()} step={step.to_string()}
                value={format!("{place:.4}")} aria-valuetext={told} oninput={turn} />
        </label>
    }
}

/// A setting's value.
fn current(lab: &Lab, key: Key) -> f64 {
    let parameter = Toy::KEYS.iter().position(|own| *own == key);
    match (parameter, lab.toy()) {
        (Some(i), Some(toy)) => toy.parameters[i],
        _ if key == "mu0" => lab.spec.schedule.mu0,
        _ => lab.spec.schedule.growth,
    }
}
