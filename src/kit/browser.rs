//! The browser's services. Where there is no browser they panic: nothing that renders may call them.

use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, Window};

use crate::link::Lang;

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The language of the browser, as far as the page speaks it.
pub fn browser_lang() -> Lang {
    match window().navigator().language() {
        Some(tag) if tag.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

/// The address as a link: its hash, with its `#`; all of it where there is none, because settings may have lost theirs.
pub fn link() -> String {
    let hash = hash();
    if hash.len() > 1 { hash } else { window().location().href().unwrap_or_default() }
}

/// The address's hash, with its `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The page's address without its hash.
pub fn address() -> String {
    let here = window().location().href().unwrap_or_default();
    here.split('#').next().unwrap_or_default().to_owned()
}

/// Where this window keeps how figures were left, by the pages around them, as far as these say who they are, and the addresses
/// they were loaded with.
fn left(figure: &str) -> Option<(web_sys::Storage, String)> {
    parent()?;
    let storage = window().session_storage().ok().flatten()?;
    Some((storage, format!("lc-lab:figure:{}{figure}", document().referrer())))
}

/// Remembers how a figure is left, for when the page around it loads it again.
pub fn leave(figure: &str, link: &str) {
    if let Some((storage, key)) = left(figure) {
        // A figure that cannot be remembered begins as it was put there.
        let _ = storage.set_item(&key, link);
    }
}

/// How the figure of an address was left, if it was.
pub fn was_left(figure: &str) -> Option<String> {
    let (storage, key) = left(figure)?;
    storage.get_item(&key).ok().flatten()
}

/// Whether the page has no origin, as in a sandbox, or as a file: then it has no storage, and may start no ordinary workers.
pub fn is_nobodys() -> bool {
    js_sys::Reflect::get(&window(), &"origin".into()).is_ok_and(|origin| origin == "null")
}

/// Milliseconds on the page's monotonic clock.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

/// Whether a media query matches now.
pub fn media_matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Tells the surroundings: a `CustomEvent` on this window, and a message to a page that embeds
/// this one.
pub fn announce(event: &str, detail_name: &str, detail: &JsValue) {
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
        let _ = js_sys::Reflect::set(&message, &"version".into(), &MESSAGES.into());
        let _ = js_sys::Reflect::set(&message, &detail_name.into(), detail);
        // The report holds nothing private, and the embedding page's origin is not known.
        let _ = parent.post_message(&message, "*");
    }
}

/// The version of every message between a page and the one around it.
const MESSAGES: u8 = 1;

/// The window around this one, if there is one.
pub fn parent() -> Option<Window> {
    let own = window();
    own.parent().ok().flatten().filter(|parent| *parent != own)
}

/// Tells the page around this one how high it is, in the words of all who might listen.
pub fn tell_height(height: u32) {
    announce("lc-lab:height", "height", &height.into());
    let Some(parent) = parent() else { return };
    let learning = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&learning, &"subject".into(), &"lti.frameResize".into());
    let _ = js_sys::Reflect::set(&learning, &"height".into(), &height.into());
    let _ = parent.post_message(&learning, "*");
    let source = window().location().href().unwrap_or_default();
    let told = js_sys::Object::new();
    for (name, value) in
        [("context", "iframe.resize".into()), ("src", source.into()), ("height", height.into())]
    {
        let _ = js_sys::Reflect::set(&told, &name.into(), &value);
    }
    if let Ok(text) = js_sys::JSON::stringify(&told) {
        let _ = parent.post_message(&text, "*");
    }
    if let Ok(request) = js_sys::Reflect::get(&window(), &"requestResize".into())
        && let Some(request) = request.dyn_ref::<js_sys::Function>()
    {
        let _ = request.call0(&window());
    }
}

/// Takes the focus off this page, for the one around it.
pub fn give_focus_back() {
    let own = document().active_element().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(own) = own {
        let _ = own.blur();
    }
    announce("lc-lab:leave", "by", &"Escape".into());
    if let Some(parent) = parent() {
        let _ = parent.focus();
    }
}

/// Copies a text, where pages may; tells whether it was.
#[cfg(target_arch = "wasm32")]
pub fn copy(text: &str, told: impl FnOnce(bool) + 'static) {
    promised_of("lcLabCopy", &text.into(), move |done| told(done.is_some_and(|done| done.is_truthy())));
}

/// Calls a function of the page's script that promises something, and tells what comes of it; nothing where there is no such
/// function, or it fails.
#[cfg(target_arch = "wasm32")]
pub fn promised(name: &str, told: impl FnOnce(Option<JsValue>) + 'static) {
    promised_of(name, &JsValue::UNDEFINED, told);
}

#[cfg(target_arch = "wasm32")]
fn promised_of(name: &str, of: &JsValue, told: impl FnOnce(Option<JsValue>) + 'static) {
    let function = js_sys::Reflect::get(&window(), &name.into());
    let promise = function.and_then(|function| {
        function.dyn_into::<js_sys::Function>()?.call1(&JsValue::NULL, of)?.dyn_into::<js_sys::Promise>()
    });
    wasm_bindgen_futures::spawn_local(async move {
        told(match promise {
            Ok(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.ok(),
            Err(_) => None,
        });
    });
}

/// Without a browser nothing is promised.
#[cfg(not(target_arch = "wasm32"))]
pub fn promised(_: &str, told: impl FnOnce(Option<JsValue>) + 'static) {
    told(None);
}

/// Whether another version of the page waits.
pub fn can_update() -> bool {
    js_sys::Reflect::get(&window(), &"lcLabUpdate".into()).is_ok_and(|update| update.is_function())
}

/// Goes over to the version of the page that waits.
pub fn update() {
    promised("lcLabUpdate", drop);
}

/// Without a browser there is nowhere to copy to.
#[cfg(not(target_arch = "wasm32"))]
pub fn copy(_: &str, told: impl FnOnce(bool) + 'static) {
    told(false);
}

/// A text as a downloaded file.
///
/// # Errors
/// What the browser says, where it has no such things.
pub fn download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let bag = web_sys::BlobPropertyBag::new();
    bag.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    save(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &bag)?)
}

/// Bytes as a downloaded file.
///
/// # Errors
/// What the browser says, where it has no such things.
pub fn download_bytes(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    save(name, &web_sys::Blob::new_with_u8_array_sequence(&parts)?)
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
///
/// # Errors
/// What the browser says, where it has no such things.
pub fn download_png(
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
pub fn script_build() -> Option<String> {
    js_sys::Reflect::get(&window(), &"lcLabBuild".into()).ok()?.as_string()
}

/// What the page's script has left for the program under a name, if it is bytes.
pub fn left_bytes(name: &str) -> Option<Vec<u8>> {
    let bytes = js_sys::Reflect::get(&window(), &name.into()).ok()?;
    Some(bytes.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
}

/// Fetches a deflated file, and calls a function with its inflated bytes, or with nothing if they cannot be had.
#[cfg(target_arch = "wasm32")]
pub fn fetch_inflated(url: &str, heard: &JsValue) {
    use wasm_bindgen_futures::JsFuture;
    use web_sys::Response;

    let (asked, heard) = (crate::worker::fetch::fetched(url), heard.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let bytes = async {
            let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
            let body = answer.body().filter(|_| answer.ok())?;
            let stream = crate::worker::fetch::unpacked(body, "deflate").ok()?;
            let inflated = Response::new_with_opt_readable_stream(Some(&stream)).ok()?;
            let buffer = JsFuture::from(inflated.array_buffer().ok()?).await.ok()?;
            Some(JsValue::from(js_sys::Uint8Array::new(&buffer)))
        };
        let bytes = bytes.await.unwrap_or(JsValue::UNDEFINED);
        if let Some(heard) = heard.dyn_ref::<js_sys::Function>() {
            let _ = heard.call1(&JsValue::NULL, &bytes);
        }
    });
}

/// Without a browser there is nothing to fetch from.
#[cfg(not(target_arch = "wasm32"))]
pub fn fetch_inflated(_: &str, _: &JsValue) {}

/// How much larger the page's letters are than ordinary ones, which have 16 pixels: they grow with the window, and drawings with them.
pub fn zoom() -> f64 {
    let size = || -> Option<f64> {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        style.get_property_value("font-size").ok()?.strip_suffix("px")?.parse().ok()
    };
    size().unwrap_or(16.0) / 16.0
}

/// How many things the machine does at once, as far as the browser tells.
pub fn cores() -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few")]
    let cores = window().navigator().hardware_concurrency().max(1.0) as usize;
    cores
}

/// Fetches a text; nothing if it cannot be had.
#[cfg(target_arch = "wasm32")]
pub fn fetch_text(url: &str, heard: impl FnOnce(Option<String>) + 'static) {
    use wasm_bindgen_futures::JsFuture;

    let asked = crate::worker::fetch::fetched(url);
    wasm_bindgen_futures::spawn_local(async move {
        let text = async {
            let answer: web_sys::Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
            let text = answer.text().ok().filter(|_| answer.ok())?;
            JsFuture::from(text).await.ok()?.as_string()
        };
        heard(text.await);
    });
}

/// Without a browser there is nothing to fetch from.
#[cfg(not(target_arch = "wasm32"))]
pub fn fetch_text(_: &str, heard: impl FnOnce(Option<String>) + 'static) {
    heard(None);
}

/// Reads a file that was given as text; nothing if it cannot be read.
#[cfg(target_arch = "wasm32")]
pub fn read_text(file: &web_sys::Blob, heard: impl FnOnce(Option<String>) + 'static) {
    let text = file.text();
    wasm_bindgen_futures::spawn_local(async move {
        heard(wasm_bindgen_futures::JsFuture::from(text).await.ok().and_then(|text| text.as_string()));
    });
}

/// Without a browser there is nothing to read.
#[cfg(not(target_arch = "wasm32"))]
pub fn read_text(_: &web_sys::Blob, heard: impl FnOnce(Option<String>) + 'static) {
    heard(None);
}

/// A fresh seed from the system's generator.
pub fn fresh_seed() -> u32 {
    getrandom::u32().unwrap_or(1)
}
