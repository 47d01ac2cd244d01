//! Custom properties, which elements ask for in `data-css`: a `style` attribute would break a strict
//! Content-Security-Policy.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Sets what elements within the one this is given to ask for, after every render of the component that uses it.
#[hook]
pub fn use_css() -> NodeRef {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect(move || {
            if let Some(own) = node.cast::<HtmlElement>() {
                apply(&own);
                let asking = own.query_selector_all("[data-css]");
                let all =
                    asking.into_iter().flat_map(|all| (0..all.length()).filter_map(move |i| all.item(i)));
                all.filter_map(|node| node.dyn_into::<HtmlElement>().ok())
                    .for_each(|element| apply(&element));
            }
        });
    }
    node
}

fn apply(element: &HtmlElement) {
    let asked = |name: &str| AsRef::<Element>::as_ref(element).get_attribute(name);
    let Some(now) = asked("data-css") else { return };
    // Setting one costs much more than looking whether it was set.
    if asked("data-css-set").as_deref() == Some(now.as_str()) {
        return;
    }
    let _ = element.set_attribute("data-css-set", &now);
    for (name, value) in now.split(';').filter_map(|pair| pair.split_once(':')) {
        let _ = element.style().set_property(name, value);
    }
}
