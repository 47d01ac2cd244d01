//! Mounts the page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    lc_lab::ui::mount();
}
