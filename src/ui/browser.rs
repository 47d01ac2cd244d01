//! The browser's services, for components and hooks.

use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, HtmlElement, Window};

use crate::link::Lang;

pub(super) fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The language of the browser, as far as the page speaks it.
pub(super) fn browser_lang() -> Lang {
    match window().navigator().language() {
        Some(tag) if tag.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

/// The address as a link: its hash, with its `#`; all of it where there is none, because settings may have lost theirs.
pub(super) fn link() -> String {
    let hash = hash();
    if hash.len() > 1 { hash } else { window().location().href().unwrap_or_default() }
}

/// The address's hash, with its `#`.
pub(super) fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The page's address with another hash: a link that begins with `#` alone is taken for one within the page.
pub(super) fn address(hash: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    format!("{page}{}", if hash.is_empty() { "#" } else { hash })
}

/// Milliseconds on the page's monotonic clock.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

/// Whether a media query matches now.
pub(super) fn media_matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Tells the surroundings: a `CustomEvent` on this window, and a message to a page that embeds
/// this one.
pub(super) fn announce(event: &str, detail_name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = window().dispatch_event(&event);
    }
    if let Ok(Some(parent)) = window().parent()
        && parent != window()
    {
        let message = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&message, &"type".into(), &event.into());
        let _ = js_sys::Reflect::set(&message, &detail_name.into(), detail);
        // The report holds nothing private, and the embedding page's origin is not known.
        let _ = parent.post_message(&message, "*");
    }
}

/// A text as a downloaded file.
pub(super) fn download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let bag = web_sys::BlobPropertyBag::new();
    bag.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    save(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &bag)?)
}

fn save(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Not at once: some browsers read it a moment later.
    gloo_timers::callback::Timeout::new(60_000, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
    Ok(())
}

/// What is painted on a canvas of that size, as a downloaded bitmap.
pub(super) fn download_png(
    name: &str,
    (width, height): (u32, u32),
    paint: impl FnOnce(&web_sys::HtmlCanvasElement),
) -> Result<(), JsValue> {
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    paint(&canvas);
    let name = name.to_owned();
    let done = Closure::once_into_js(move |blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<web_sys::Blob>() {
            // A browser that refuses downloads says so itself.
            let _ = save(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}

/// The build of the script that started the program.
pub(super) fn script_build() -> Option<String> {
    js_sys::Reflect::get(&window(), &"lcLabBuild".into()).ok()?.as_string()
}

/// The comparison computed beforehand, if the page came with one of this build.
pub(super) fn poster() -> Option<crate::experiment::Poster> {
    let bytes = js_sys::Reflect::get(&window(), &"lcLabPoster".into()).ok()?;
    crate::experiment::Poster::from_bytes(&bytes.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
}

/// What cannot be said in markup: opens dialogs that have just come, and sets custom properties.
pub(super) fn after_render() {
    if let Ok(Some(dialog)) = document().query_selector("dialog:not([open])") {
        // Fails only if it is open already.
        let _ = dialog.unchecked_into::<web_sys::HtmlDialogElement>().show_modal();
    }
    apply_css();
}

/// Sets the custom properties elements ask for in `data-css`: a `style` attribute would break a strict
/// Content-Security-Policy.
fn apply_css() {
    let Ok(all) = document().query_selector_all("[data-css]") else { return };
    for i in 0..all.length() {
        let Some(element) = all.item(i).and_then(|node| node.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let asked = element.get_attribute("data-css").unwrap_or_default();
        // Setting one costs much more than looking whether it was set.
        if element.get_attribute("data-css-set").as_deref() == Some(asked.as_str()) {
            continue;
        }
        let _ = element.set_attribute("data-css-set", &asked);
        for (name, value) in asked.split(';').filter_map(|pair| pair.split_once(':')) {
            let _ = element.style().set_property(name, value);
        }
    }
}

/// A fresh seed from the system's generator.
pub(super) fn fresh_seed() -> u32 {
    getrandom::u32().unwrap_or(1)
}
