//! The Plane lab's controls: which toy, and its parameters as dials.

use yew::prelude::*;

use super::View;
use super::field::{Choice, Select, Slider};
use crate::experiment::{Key, Toy, ToyKind};
use crate::math::number;
use crate::ui::state::{Action, Lab};

/// Which toy.
pub fn toy_choice(view: &View, toy: &Toy) -> Html {
    let words = &view.words.toy;
    let own = toy.kind;
    let choose = view.on.reform(move |chosen: String| Action::SetToy(chosen.parse().unwrap_or(own)));
    let choices: Vec<Choice> =
        ToyKind::ALL.into_iter().map(|(kind, name)| (name.into(), (words.about)(kind).0.into())).collect();
    html! {
        <div class="quick">
            <label>{ words.toy }
                <Select id="toy" value={own.to_string()} {choices} on={choose} />
            </label>
        </div>
    }
}

/// A dial's range; of the decimal logarithm where the last is true.
type Range = (f64, f64, f64, bool);

/// Every dial by its key in links.
const DIALS: [(Key, Range); 7] = [
    ("theta", (-180.0, 180.0, 1.0, false)),
    ("e1", (-2.0, 1.0, 0.01, true)),
    ("e2", (-2.0, 1.0, 0.01, true)),
    ("wx", (-4.0, 4.0, 0.01, false)),
    ("wy", (-4.0, 4.0, 0.01, false)),
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
    // A link may set more than the dial offers: then it goes that far, so that the thumb tells the truth.
    let (min, max) = (min.min(place), max.max(place));
    let turn = view.on.reform(move |turned: String| {
        let place = number(&turned).unwrap_or(place);
        // Two digits are as fine as a logarithmic dial can be set.
        let value =
            if logarithmic { number(&format!("{:.1e}", libm::pow(10.0, place))) } else { Some(place) };
        Action::SetDial(key, value.unwrap_or(place))
    });
    html! {
        <label class="dial">
            <span>{ (view.words.toy.dial)(key, wells) }</span>
            <output>{ told.clone() }</output>
            <Slider id={format!("dial-{key}")} range={(text(min), text(max), text(step))} value={trimmed(place)} {told} on={turn} />
        </label>
    }
}

/// A number as an attribute.
fn text(value: f64) -> AttrValue {
    value.to_string().into()
}

/// A place on a dial as browsers write it.
fn trimmed(place: f64) -> String {
    let text = format!("{place:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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
