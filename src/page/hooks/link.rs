//! The address follows the state, and the state the address.

use std::cell::Cell;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::Store;
use crate::kit::browser;
use crate::link::has_lost_hash;
use crate::page::Action;

/// Milliseconds between two changes of the address: browsers allow about a hundred in half a minute.
const APART: f64 = 350.0;

/// Keeps address and state together, on pages that have the address.
#[hook]
pub fn use_link(store: &Store, own: bool) {
    // While something moves the address rests.
    let resting = own && store.lab.is_resting();
    let link = store.link().to_string();
    // So it does while something is dragged: it follows when that pauses.
    let settled = store.lab.settled_after();
    let written = use_memo((), |()| Cell::new(f64::NEG_INFINITY));
    use_effect_with((resting, link), move |(resting, link)| {
        let mut timer = None;
        if *resting && *link != browser::hash() {
            let left = (written.get() + APART - browser::now()).max(f64::from(settled));
            let write = {
                let (link, written) = (link.clone(), written.clone());
                move || {
                    written.set(browser::now());
                    write(&link);
                }
            };
            if left > 0.0 {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a fraction of a second"
                )]
                let left = left.ceil() as u32;
                timer = Some(Timeout::new(left, write));
            } else {
                write();
            }
        }
        move || drop(timer)
    });
    let dispatcher = store.dispatcher();
    use_effect_with(own, move |&own| {
        let listener = own.then(|| {
            EventListener::new(&browser::window(), "hashchange", move |_| {
                dispatcher.dispatch(Action::Open(browser::link()));
            })
        });
        move || drop(listener)
    });
}

fn write(link: &str) {
    // An empty hash leaves the path alone, so that a default link stays as short as it was.
    let path = path();
    let address = if link.is_empty() || has_lost_hash(&format!("{path}#")) {
        format!("{}{link}", plain(&path))
    } else {
        link.to_owned()
    };
    let history = browser::window().history();
    let _ = history.map(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    browser::announce("lc-lab:state", "link", &link.into());
}

fn path() -> String {
    let location = browser::window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// A path without settings that lost their `#`: they are behind it now.
fn plain(path: &str) -> &str {
    let end = if has_lost_hash(path) { path.find("%23").or_else(|| path.find('?')) } else { None };
    &path[..end.unwrap_or(path.len())]
}
