//! Gets what a lab waits for: recordings and sweeps that come with the page, and cells that this browser has kept.

use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::prelude::*;

use super::Store;
use crate::experiment::Recording;
use crate::kit::{Same, browser, kept};
use crate::labs::{Awaited, Supply};
use crate::page::Action;
use crate::protocol::BUILD;
use crate::sweep::Cell;

/// What is waited for is fetched, and given to the state; so is that it cannot be had. What was computed is kept.
#[hook]
pub fn use_supplies(store: &Store) {
    let dispatcher = store.dispatcher();
    let failed = store.dispatcher();
    use_effect_with(store.lab.awaits(), move |awaited| {
        let Some(awaited) = awaited.clone() else { return };
        let supply = {
            let awaited = awaited.clone();
            move |supply| dispatcher.dispatch(Action::Supply(awaited, supply))
        };
        match awaited {
            Awaited::Recording(name) => {
                let heard = Closure::once_into_js(move |bytes: JsValue| {
                    let bytes = bytes.dyn_into::<js_sys::Uint8Array>().ok().map(|bytes| bytes.to_vec());
                    let replay = bytes.and_then(|bytes| Recording::from_plain(&bytes)?.replay().ok());
                    supply(replay.map_or(Supply::Nothing, |replay| Supply::Replay(Rc::new(replay))));
                });
                browser::fetch_inflated(&format!("records/{name}.bin?{BUILD}"), &heard);
            }
            Awaited::Sweep(data) => {
                browser::fetch_text(&format!("sweeps/{data}.jsonl?{BUILD}"), move |text| {
                    supply(text.map_or(Supply::Nothing, |text| Supply::Text(text.into())));
                });
            }
            Awaited::Kept => kept::all(move |all: Option<BTreeMap<String, String>>| {
                supply(all.map_or(Supply::Nothing, |all| Supply::Cells(Rc::new(all))));
            }),
        }
    });
    // How many of the cells computed here are kept already.
    let written = use_mut_ref(|| 0);
    let fresh = store.lab.fresh();
    let own: Vec<Same<Cell>> = fresh.iter().cloned().map(Same::from).collect();
    use_effect_with(own.len(), move |count| {
        let mut written = written.borrow_mut();
        // Another lab has none.
        *written = (*written).min(*count);
        let more = own.get(*written..).unwrap_or_default();
        let text = |cell: &Same<Cell>| Some((cell.link.clone(), serde_json::to_string(&**cell).ok()?));
        let more: Vec<(String, String)> = more.iter().filter_map(text).collect();
        *written = *count;
        if !more.is_empty() {
            kept::keep(more, move || {
                // In a sandbox nobody expects to find anything another day.
                if !browser::is_nobodys() {
                    failed.dispatch(Action::NotKept);
                }
            });
        }
    });
}
