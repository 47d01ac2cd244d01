//! Pages that are translated by the browser or by an extension, although this one speaks for itself: translators put
//! other elements where texts were, and what is written into those texts from then on is not seen.

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit, MutationRecord};
use yew::prelude::*;

/// Milliseconds between two times the page is made anew: a translator may do it again.
const APART: u32 = 500;

/// Counts how often texts were taken away: with another number everything on the page is to be made anew.
#[hook]
pub fn use_translation(page: &web_sys::Element) -> u32 {
    let page = page.clone();
    let times = use_state_eq(|| 0_u32);
    let set = times.setter();
    let now = *times;
    use_effect_with(now, move |now| {
        let now = *now;
        let watch = (|| {
            let timer = std::cell::RefCell::new(None);
            let heard = Closure::<dyn FnMut(js_sys::Array)>::new(move |records: js_sys::Array| {
                let foreign = records.iter().any(|record| {
                    let added = record.unchecked_into::<MutationRecord>().added_nodes();
                    (0..added.length()).filter_map(|i| added.item(i)).any(|node| node.node_name() == "FONT")
                });
                if foreign && timer.borrow().is_none() {
                    let set = set.clone();
                    let wait = if now == 0 { 0 } else { APART };
                    timer.replace(Some(Timeout::new(wait, move || set.set(now.wrapping_add(1)))));
                }
            });
            let observer = MutationObserver::new(heard.as_ref().unchecked_ref()).ok()?;
            let wish = MutationObserverInit::new();
            wish.set_child_list(true);
            wish.set_subtree(true);
            observer.observe_with_options(&page, &wish).ok()?;
            Some((observer, heard))
        })();
        move || {
            if let Some((observer, _heard)) = watch {
                observer.disconnect();
            }
        }
    });
    now
}
