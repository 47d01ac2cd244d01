//! Runs a link without a browser and prints its report.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    lc_lab::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
