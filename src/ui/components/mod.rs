//! What is on the page: one component per file.

mod app;
mod curves;
mod dialog;
mod header;
mod icon;
mod loading;
mod net;
mod notices;
mod numbers;
mod pad;
mod pane;
mod plot;
mod presets;
mod settings;
mod story;
mod transport;
mod weights;

use wasm_bindgen::JsValue;

use super::browser;

/// Mounts the page.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| {
        // The page itself may be what is broken: the message goes into an element of its own.
        if let Some(crash) = browser::document().get_element_by_id("crash") {
            crash.set_text_content(Some(&format!(
                "LC Lab stopped ({info}). Please reload. / 再読み込みしてください。"
            )));
            let _ = crash.remove_attribute("hidden");
        }
        browser::announce("lc-lab:error", "message", &JsValue::from_str(&info.to_string()));
    }));
    if let Some(starting) = browser::document().get_element_by_id("starting") {
        starting.remove();
    }
    let root = browser::document().get_element_by_id("app").expect("index.html has #app");
    yew::Renderer::<app::App>::with_root(root).render();
}
