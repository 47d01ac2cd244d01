//! Serves runs to the page, in a dedicated worker.

fn main() {
    #[cfg(target_arch = "wasm32")]
    lc_lab::worker::host::serve();
}
