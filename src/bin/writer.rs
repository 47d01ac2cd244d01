//! Writes nets as files: a program of its own, which the page fetches when the first file is wanted.

#[cfg(target_arch = "wasm32")]
mod browser {
    use lc_lab::files::{self, Format, Net};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Writes the net of these bytes in a format, with notes: names and texts in turn.
    ///
    /// # Errors
    /// The name of the reason, if the net cannot be said in it; no name, if these are not a net or a format of this build.
    #[wasm_bindgen]
    pub fn write(net: &[u8], format: &str, notes: Vec<String>) -> Result<Vec<u8>, String> {
        let asked = Net::from_bytes(net).zip(format.parse::<Format>().ok());
        let (net, format) = asked.ok_or_else(String::new)?;
        let notes = notes.chunks_exact(2).map(|note| (note[0].clone(), note[1].clone()));
        files::write(&net.noted(notes), format).map_err(|reason| <&str>::from(reason).to_owned())
    }
}

fn main() {}
