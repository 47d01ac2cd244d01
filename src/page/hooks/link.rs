//! The address follows the state, and the state the address.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlElement};
use yew::prelude::*;

use super::Store;
use crate::kit::{browser, target};
use crate::link::has_lost_hash;
use crate::page::Action;

/// Milliseconds between two changes of the address: browsers allow about a hundred in half a minute.
const APART: f64 = 350.0;

/// Keeps address and state together, on pages that have the address.
#[hook]
pub fn use_link(store: &Store, own: bool) {
    let link = store.link().to_string();
    // While something is dragged the address rests; it follows when that pauses.
    let settled = store.lab.settled_after();
    let written = use_memo((), |()| Cell::new(f64::NEG_INFINITY));
    // What was asked for and not taken leaves no trace in the state, but one in the address.
    let asked = store.opened;
    // Each change is a step of the history: who has made a slip can go back, and stays on the page.
    let count = store.changes.count();
    // A figure's steps would stand in the way of who goes back from the page around it.
    let steps = !store.eye.embed;
    // Where the page around unloads a figure and loads it again, as decks do with their slides, it is as it was left.
    let figure = use_memo((), |()| browser::hash());
    let told = use_memo((), |()| Cell::new(count));
    let settle = store.dispatcher();
    use_effect_with((own, link, asked, count), move |(own, link, _, count)| {
        let mut timer = None;
        if *link == browser::hash() {
            told.set(*count);
        }
        if *own && *link != browser::hash() {
            let left = (written.get() + APART - browser::now()).max(f64::from(settled));
            let write = {
                let (link, written, figure, count) = (link.clone(), written.clone(), figure.clone(), *count);
                move || {
                    written.set(browser::now());
                    write(&link, told.replace(count) != count && steps);
                    if !steps {
                        browser::leave(&figure, &link);
                    }
                    settle.dispatch(Action::Settled);
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
        let focused: Rc<RefCell<Option<HtmlElement>>> = Rc::default();
        let listeners = own.then(|| {
            let on_focus = {
                let focused = focused.clone();
                move |event: &Event| drop(focused.replace(target(event)))
            };
            let on_hash = move |_: &Event| {
                dispatcher.dispatch(Action::Open(browser::link()));
                // Going to an address within the page takes the focus away.
                let body = browser::document().active_element().is_none_or(|own| own.tag_name() == "BODY");
                // Giving it back is heard at once, above: nothing may be borrowed meanwhile.
                let element = focused.borrow().clone().filter(|_| body);
                if let Some(element) = element {
                    let _ = element.focus();
                }
            };
            [
                EventListener::new(&browser::document(), "focusin", on_focus),
                EventListener::new(&browser::window(), "hashchange", on_hash),
            ]
        });
        move || drop(listeners)
    });
}

/// Puts a link into the address, as a new step of the history or in place of the last.
fn write(link: &str, step: bool) {
    // An empty hash leaves the path alone, so that a default link stays as short as it was.
    let path = path();
    let address = if link.is_empty() || has_lost_hash(&format!("{path}#")) {
        format!("{}{link}", plain(&path))
    } else {
        link.to_owned()
    };
    let (nothing, address) = (&JsValue::NULL, Some(&address[..]));
    let _ = browser::window().history().map(|history| {
        if step {
            history.push_state_with_url(nothing, "", address)
        } else {
            history.replace_state_with_url(nothing, "", address)
        }
    });
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
