//! The page; and, where there is no page around it, a worker: one program, so that browsers load and
//! compile what both need only once.

fn main() {
    #[cfg(target_arch = "wasm32")]
    match web_sys::window() {
        Some(_) => lc_lab::page::mount(),
        None => lc_lab::worker::host::serve(),
    }
}
