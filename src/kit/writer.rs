//! Nets as files, by the program that writes them.

use crate::files::{Format, Unwritable};

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// The net cannot be said in that format.
    Unwritable(Unwritable),
    /// The program could not be had; what the browser says.
    NoProgram(String),
}

#[cfg(target_arch = "wasm32")]
mod page {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_name = lcLabWrite)]
        pub(super) async fn write(net: &[u8], format: &str, notes: Vec<String>) -> Result<JsValue, JsValue>;
    }
}

/// What a file is to say of its net, name by name, beside what the net says itself.
pub type Notes = Vec<(String, String)>;

/// Writes a net, as [`crate::files::Net::to_bytes`], and tells what came of it.
#[cfg(target_arch = "wasm32")]
pub fn write(
    net: std::rc::Rc<Vec<u8>>,
    (format, notes): (Format, Notes),
    told: impl FnOnce(Result<Vec<u8>, NoFile>) + 'static,
) {
    use wasm_bindgen::JsCast;

    wasm_bindgen_futures::spawn_local(async move {
        let notes = notes.into_iter().flat_map(|(name, text)| [name, text]).collect();
        let written = page::write(&net, &format.to_string(), notes).await;
        told(match written.map(JsCast::dyn_into::<js_sys::Uint8Array>) {
            Ok(Ok(bytes)) => Ok(bytes.to_vec()),
            Ok(Err(other)) | Err(other) => {
                let reason = other.as_string().and_then(|reason| reason.parse().ok());
                Err(reason.map_or_else(|| NoFile::NoProgram(crate::worker::said(&other)), NoFile::Unwritable))
            }
        });
    });
}

/// Where pages are printed, nothing is written.
#[cfg(not(target_arch = "wasm32"))]
pub fn write(
    _net: std::rc::Rc<Vec<u8>>,
    (_format, _notes): (Format, Notes),
    told: impl FnOnce(Result<Vec<u8>, NoFile>) + 'static,
) {
    told(Err(NoFile::NoProgram(String::new())));
}
