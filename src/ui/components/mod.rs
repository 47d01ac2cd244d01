//! What is on the page, one thing per file. Most are functions from the [`View`] to markup; those with a life
//! of their own (a canvas, a dialog, what is pointed at) are Yew components, which cost the page some 4 KB each.

mod app;
mod curves;
mod dialog;
mod field;
mod header;
mod icon;
mod loading;
mod luck;
mod map;
mod net;
mod notices;
mod numbers;
mod pad;
mod pane;
mod plot;
mod presets;
mod settings;
mod story;
mod toy;
mod transport;
mod weights;

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};
use yew::{Callback, UseStateHandle};

use super::browser;
use super::hooks::Screen;
use super::state::{Action, Lab};
use super::text::Text;
use crate::protocol::BUILD;
use plot::Enlarged;
use weights::Pointed;

/// What everything on the page is made of.
#[derive(Clone)]
struct View {
    words: &'static Text,
    lab: Rc<Lab>,
    /// The iteration shown; only whole steps where motion is to be reduced.
    position: f64,
    screen: Screen,
    dark: bool,
    on: Callback<Action>,
    on_enlarge: Callback<Enlarged>,
    on_open: Callback<Window>,
    on_close: Callback<()>,
    pointed: UseStateHandle<Option<Pointed>>,
}

/// What opens over the page.
#[derive(Clone, PartialEq)]
enum Window {
    /// Examples to load.
    Presets,
    /// All settings.
    Settings,
    /// The list of keys.
    Keys,
    /// A plot.
    Plot(Enlarged),
}

/// Arrow keys go from one element to its neighbours.
fn walk(event: KeyboardEvent) {
    let Some(own) = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok()) else { return };
    let next = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => own.next_element_sibling(),
        "ArrowLeft" | "ArrowUp" => own.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|n| n.dyn_into::<HtmlElement>().ok()) {
        // An element in the page can be focused.
        let _ = next.focus();
    }
}

/// The value of the input or select an event comes from.
fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(target) => target.dyn_into::<HtmlSelectElement>().map(|s| s.value()).unwrap_or_default(),
    }
}

/// Mounts the page, if the script that started it is of the same build.
pub fn mount() {
    if browser::script_build().as_deref() != Some(BUILD) {
        crash(
            "The parts of this page come from two versions of it. Please reload. / \
             ページの一部が別のバージョンのものです。再読み込みしてください。",
        );
        return;
    }
    std::panic::set_hook(Box::new(|info| {
        // The page itself may be what is broken: the message goes into an element of its own.
        crash(&format!("LC Lab stopped ({info}). Please reload. / 再読み込みしてください。"));
        browser::announce("lc-lab:error", "message", &JsValue::from_str(&info.to_string()));
    }));
    if let Some(starting) = browser::document().get_element_by_id("starting") {
        starting.remove();
    }
    let root = browser::document().get_element_by_id("app").expect("index.html has #app");
    yew::Renderer::<app::App>::with_root(root).render();
}

/// Shows a message outside of everything that is rendered.
fn crash(text: &str) {
    if let Some(crash) = browser::document().get_element_by_id("crash") {
        crash.set_text_content(Some(text));
        let _ = crash.remove_attribute("hidden");
    }
}
