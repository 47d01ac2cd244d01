//! What is kept of the page for when there is no network.

use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::kit::{browser, unless, use_stage, when};
use crate::page::words::words;

/// What there is, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Kept {
    there: f64,
    /// Files missing, and their bytes.
    files: f64,
    missing: f64,
    /// Bytes of MNIST that are missing.
    large: f64,
}

impl Kept {
    fn read(told: &JsValue) -> Option<Self> {
        let numbers: Vec<f64> =
            js_sys::Array::from(told).iter().filter_map(|number| number.as_f64()).collect();
        let &[there, files, missing, large] = numbers.as_slice() else { return None };
        Some(Self { there, files, missing, large })
    }
}

/// What tells how much is kept.
const LOOK: &str = "lcLabKept";

/// As facts, looked up anew whenever it is shown or asked for.
#[component]
pub fn OfflineView() -> Html {
    let words = &words(use_stage().lang).offline;
    let (kept, busy, lost) = (use_state_eq(|| None::<Kept>), use_state_eq(|| false), use_state_eq(|| false));
    let ask = {
        let (kept, busy, lost) = (kept.clone(), busy.clone(), lost.clone());
        Callback::from(move |name: &'static str| {
            let (kept, done, lost) = (kept.setter(), busy.setter(), lost.setter());
            busy.set(true);
            browser::promised(name, move |told| {
                let told = told.as_ref().and_then(Kept::read);
                let failed = told.is_none() && name != LOOK;
                lost.set(failed);
                if !failed {
                    kept.set(told);
                    return done.set(false);
                }
                // A connection that went is no refusal: what there is by now is looked up.
                browser::promised(LOOK, move |told| {
                    kept.set(told.as_ref().and_then(Kept::read));
                    done.set(false);
                });
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(LOOK));
    }
    let button = |id: &'static str, name: String, asks: &'static str| {
        let on = ask.reform(move |_: MouseEvent| asks);
        html! { <button type="button" {id} aria-disabled={when(*busy)} onclick={unless(*busy, on)}>{ name }</button> }
    };
    let told = match *kept {
        _ if *busy => words.looking.to_owned(),
        None => words.cannot.to_owned(),
        Some(kept) if kept.files == 0.0 => (words.ready)(kept.there),
        Some(kept) => (words.partly)(kept.there, kept.missing),
    };
    html! {
        <>
            <p id="kept" role="status">
                if *lost && !*busy { { words.lost } }
                { told }
            </p>
            if let Some(now) = *kept {
                <p class="actions">
                    { button("check", words.check.to_owned(), LOOK) }
                    if now.files > 0.0 { { button("keep", (words.keep)(now.missing), "lcLabKeep") } }
                    if now.large > 0.0 { { button("keep-mnist", (words.keep_large)(now.large), "lcLabKeepAll") } }
                </p>
            }
        </>
    }
}
