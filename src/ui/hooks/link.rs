//! The address follows the state, and the state the address.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::Store;
use crate::ui::browser;
use crate::ui::state::{Action, Motion};

/// Milliseconds without a change after which a state of the Plane lab is told to the world.
pub(super) const SETTLED: u32 = 120;

/// Keeps address and state together.
#[hook]
pub fn use_link(store: &Store) {
    // While something moves the address rests: browsers limit how often it may change.
    let resting = matches!(store.motion, Motion::Paused | Motion::Filling);
    let link = store.link().to_string();
    // So it does while something is dragged in the Plane lab: it follows when that pauses.
    let delay = store.toy().map(|_| SETTLED);
    use_effect_with((resting, link), move |(resting, link)| {
        let mut timer = None;
        if *resting && *link != browser::hash() {
            let link = link.clone();
            match delay {
                Some(delay) => timer = Some(Timeout::new(delay, move || write(&link))),
                None => write(&link),
            }
        }
        move || drop(timer)
    });
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::window(), "hashchange", move |_| {
            dispatcher.dispatch(Action::Open(browser::hash()));
        });
        move || drop(listener)
    });
}

fn write(link: &str) {
    // An empty hash leaves the path alone, so that a default link stays as short as it was.
    let address = if link.is_empty() { path() } else { link.to_owned() };
    let history = browser::window().history();
    let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    browser::announce("lc-lab:state", "link", &link.into());
}

fn path() -> String {
    let location = browser::window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
