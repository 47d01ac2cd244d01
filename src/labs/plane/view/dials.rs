//! The toy's parameters as dials.

use strum::VariantArray;
use yew::prelude::*;

use crate::experiment::{Keyed, PlaneSpec, ValidPlane};
use crate::kit::{Slider, Stage, minus};
use crate::labs::plane::words::words;
use crate::labs::plane::{Act, Dial};
use crate::toy::ToyKind;

/// A dial's range; of the decimal logarithm where the last is true.
type Range = (f64, f64, f64, bool);

/// How far a dial turns.
fn range(dial: Dial) -> Range {
    match dial {
        Dial::Theta => (-180.0, 180.0, 1.0, false),
        Dial::E1 | Dial::E2 => (-2.0, 1.0, 0.01, true),
        Dial::Wx | Dial::Wy => (-4.0, 4.0, 0.01, false),
        Dial::Mu0 => (-3.0, 1.0, 0.01, true),
        Dial::Growth => (1.02, 2.0, 0.01, false),
    }
}

/// What the toy shows, and its parameters.
pub fn dials(stage: &Stage, spec: &ValidPlane, on: &Callback<Act>) -> Html {
    let words = words(stage.lang);
    let kind = spec.toy.kind;
    let decides =
        |dial: &Dial| PlaneSpec::key(dial.setting()).is_some_and(|key| (key.idle)(spec.asked()).is_none());
    html! {
        <section class="dials" aria-label={words.dials}>
            <p>{ if spec.asked().is_the_toys_own() { (words.about)(kind).1 } else { words.altered } }</p>
            { for Dial::VARIANTS.iter().copied().filter(decides).map(|dial| {
                one(stage, dial, ((words.dial)(dial, kind == ToyKind::Wells), current(spec, dial)), on)
            }) }
        </section>
    }
}

fn one(stage: &Stage, dial: Dial, (name, value): (&'static str, f64), on: &Callback<Act>) -> Html {
    let (min, max, step, logarithmic) = range(dial);
    let place = if logarithmic { libm::log10(value) } else { value };
    let unit = if dial == Dial::Theta { "°" } else { "" };
    let told = minus(&format!("{value}{unit}"));
    // A link may set more than the dial offers: then it goes that far, so that the thumb tells the truth.
    let (min, max) = (min.min(place), max.max(place));
    let turn = on.reform(move |turned: String| {
        let place = turned.parse().unwrap_or(place);
        // Two digits are as fine as a logarithmic dial can be set.
        let fine = || format!("{:.1e}", libm::pow(10.0, place)).parse().unwrap_or(place);
        Act::SetDial(dial, if logarithmic { fine() } else { place })
    });
    html! {
        <label class="dial">
            <span>{ name }</span>
            <output>{ told.clone() }</output>
            <Slider id={stage.id(&format!("dial-{dial}"))} range={(text(min), text(max), text(step))} value={trimmed(place)} {told} on={turn} />
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

/// A dial's value.
fn current(spec: &ValidPlane, dial: Dial) -> f64 {
    let [theta, e1, e2, wx, wy] = spec.toy.parameters;
    match dial {
        Dial::Theta => theta,
        Dial::E1 => e1,
        Dial::E2 => e2,
        Dial::Wx => wx,
        Dial::Wy => wy,
        Dial::Mu0 => spec.schedule.mu0.given().unwrap_or_default(),
        Dial::Growth => spec.schedule.growth,
    }
}
