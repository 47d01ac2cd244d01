//! Figures in other pages: hear what these ask for, tell them how high the figure is, and rest while nobody sees it.

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, KeyboardEvent, MessageEvent, ResizeObserver,
};
use yew::prelude::*;

use super::Store;
use crate::kit::{browser, target};
use crate::page::{Action, Heights, Wish};

/// Whether a figure has to rest: it is not in sight, or the page around it says so. Pages of their own never do.
#[hook]
pub fn use_frame(store: &Store, own: bool) -> bool {
    let embedded = own && store.eye.embed;
    let (seen, told, hidden) =
        (use_state_eq(|| false), use_state_eq(|| false), use_state_eq(|| browser::document().hidden()));
    let rests = embedded && (!*seen || *told || *hidden);
    use_wishes(store, own, told.setter());
    use_effect_with(embedded, {
        let hidden = hidden.setter();
        move |&embedded| {
            let listener = embedded.then(|| {
                EventListener::new(&browser::document(), "visibilitychange", move |_| {
                    hidden.set(browser::document().hidden());
                })
            });
            move || drop(listener)
        }
    });
    use_effect_with(embedded, {
        let seen = seen.setter();
        move |&embedded| {
            let watches = embedded.then(|| {
                let all = seen.clone();
                let sight = watch_sight(move |now| seen.set(now));
                if sight.is_none() {
                    // Nobody can say.
                    all.set(true);
                }
                (watch_height(), sight)
            });
            move || drop(watches)
        }
    });
    use_effect_with((embedded, rests, store.lab.wants_workers()), |&(embedded, rests, wants)| {
        if embedded {
            browser::announce("lc-lab:busy", "workers", &u32::try_from(wants).unwrap_or(u32::MAX).into());
            browser::announce("lc-lab:rests", "rests", &rests.into());
        }
    });
    rests
}

/// Hears the page around this one, and nobody else; and gives it the focus back.
#[hook]
fn use_wishes(store: &Store, own: bool, hold: UseStateSetter<bool>) {
    let (dispatcher, embed) = (store.dispatcher(), store.eye.embed);
    use_effect_with((own, embed), move |&(own, embed)| {
        let framed = own && browser::parent().is_some();
        let heard = move |event: &web_sys::Event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            let source: JsValue = event.source().map_or(JsValue::NULL, Into::into);
            if browser::parent().is_none_or(|parent| JsValue::from(parent) != source) {
                return;
            }
            let text = |name: &str| Reflect::get(&event.data(), &name.into()).ok()?.as_string();
            match text("type").and_then(|kind| Wish::read(&kind, text("link").as_deref())) {
                Some(Wish::Hold(on)) => hold.set(on),
                Some(wish) => dispatcher.dispatch(Action::Wish(wish)),
                None => {}
            }
        };
        let leave = |event: &web_sys::Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| event.key() == "Escape") else {
                return;
            };
            // What is open over the page has the focus, and closes first.
            let within = target::<Element>(event).and_then(|own| own.closest("dialog").ok().flatten());
            if within.is_none() && !event.default_prevented() {
                browser::give_focus_back();
            }
        };
        let listeners = (
            framed.then(|| EventListener::new(&browser::window(), "message", heard)),
            (framed && embed).then(|| EventListener::new(&browser::window(), "keydown", leave)),
        );
        move || drop(listeners)
    });
}

/// Something watched, until it is dropped.
struct Watch {
    end: Box<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        (self.end)();
    }
}

fn inner_height() -> f64 {
    browser::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// Tells the page around how high this one is, whenever that changes.
fn watch_height() -> Option<Watch> {
    let body = browser::document().body()?;
    let measured = body.clone();
    let mut heights = Heights::default();
    let heard = Closure::<dyn FnMut()>::new(move || {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
        let [height, frame] =
            [measured.get_bounding_client_rect().height(), inner_height()].map(|pixels| pixels.ceil() as u32);
        if let Some(height) = heights.tell(height, frame, browser::now()) {
            browser::tell_height(height);
        }
    });
    let observer = ResizeObserver::new(heard.as_ref().unchecked_ref()).ok()?;
    observer.observe(&body);
    Some(Watch {
        end: Box::new(move || {
            let _ = &heard;
            observer.disconnect();
        }),
    })
}

/// How much of a figure's frame has to be in sight before it begins, so that nobody misses what is played; or so many pixels.
const SEEN: f64 = 0.35;
const MANY: f64 = 300.0;

/// Tells whether this page is in sight, through all frames around it: from a good part of it on, until nothing is.
fn watch_sight(seen: impl Fn(bool) + 'static) -> Option<Watch> {
    let body = browser::document().body()?;
    let heard = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let last =
            entries.iter().next_back().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(last) = last {
            let there = last.intersection_rect().height();
            if there >= MANY || there >= SEEN * inner_height() || !last.is_intersecting() {
                seen(last.is_intersecting());
            }
        }
    });
    let options = web_sys::IntersectionObserverInit::new();
    let steps: js_sys::Array = (0..20).map(|twentieth| JsValue::from(f64::from(twentieth) / 20.0)).collect();
    options.set_threshold(&steps);
    let observer = IntersectionObserver::new_with_options(heard.as_ref().unchecked_ref(), &options).ok()?;
    observer.observe(&body);
    Some(Watch {
        end: Box::new(move || {
            let _ = &heard;
            observer.disconnect();
        }),
    })
}
