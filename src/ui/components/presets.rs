//! Examples to load.

use std::rc::Rc;

use yew::prelude::*;

use super::dialog::Dialog;
use crate::experiment::{PRESETS, Preset};
use crate::link::Link;
use crate::ui::state::Lab;
use crate::ui::text::Text;

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub on_close: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.lab.view == other.lab.view
    }
}

/// Cards, those that work before those that fail.
#[component]
pub fn Presets(props: &Props) -> Html {
    let words = &props.words.presets;
    let group = |fails: bool| PRESETS.iter().filter(move |preset| preset.fails == fails);
    html! {
        <Dialog title={words.open} close={props.words.plot.close} class="presets" on_close={props.on_close.clone()}>
            { for [(words.works, false), (words.fails, true)].map(|(title, fails)| html! {
                <section>
                    <h3>{ title }</h3>
                    <ul class="cards">{ for group(fails).map(|preset| card(props, preset)) }</ul>
                </section>
            }) }
        </Dialog>
    }
}

/// A link like any other: it can be copied, opened in a new tab, and gone back from.
fn card(props: &Props, preset: &Preset) -> Html {
    let (title, about) = (props.words.presets.about)(preset.name);
    let (mut link, _) = Link::parse(preset.link);
    // What is chosen for the eye stays.
    (link.view.lang, link.view.theme) = (props.lab.view.lang, props.lab.view.theme);
    let href = link.to_string();
    let href = if href.is_empty() { "#".to_owned() } else { href };
    html! {
        <li>
            <a class="card" {href} data-preset={preset.name} onclick={props.on_close.reform(|_: MouseEvent| ())}>
                <img src={format!("presets/{}.png", preset.name)} alt="" loading="lazy" width="320" height="150" />
                <strong>{ title }</strong>
                <span>{ about }</span>
            </a>
        </li>
    }
}
