//! What happens, in a line with its equation.

use yew::prelude::*;

use crate::labs::runs::Caption;

/// A sentence for what happens, in its hue, and the equation.
pub fn told(caption: Caption, sentence: &'static str, equation: &'static str) -> Html {
    let hue = match caption {
        Caption::L => "l-step",
        Caption::C | Caption::Multipliers => "c-step",
        Caption::Start | Caption::Both | Caption::End => "",
    };
    html! {
        <p class="lead caption">
            <span class={hue}>{ sentence }</span>{ " " }
            <span class="equation">{ equation }</span>
        </p>
    }
}
