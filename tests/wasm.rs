//! The core in a browser's WebAssembly: the same bits as natively.
#![cfg(target_arch = "wasm32")]

mod common;
#[path = "common/fuzz.rs"]
mod targets;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn golden_links_have_their_digests() {
    // What needs files is compared on the page, by the end-to-end tests.
    for (link, digests) in common::golden().filter(|(link, _)| !link.contains("data=mnist")) {
        assert_eq!(common::digests(&common::run(link)), digests, "{link}");
    }
}

#[wasm_bindgen_test]
fn elementary_functions_have_the_bits_they_have_natively() {
    assert_eq!(common::elementary_digest(), common::ELEMENTARY.trim());
}

#[wasm_bindgen_test]
fn fresh_seeds_differ() {
    let seeds: Vec<u32> = (0..4).map(|_| getrandom::u32().unwrap()).collect();
    assert!(seeds.windows(2).any(|pair| pair[0] != pair[1]), "{seeds:?}");
}

/// Sizes are half as long here: what takes bytes from outside takes whole ones, halves, and lengths that lie.
#[wasm_bindgen_test]
fn what_takes_bytes_takes_them_here_too() {
    for target in &targets::TARGETS {
        for seed in (target.seeds)() {
            (target.takes)(&seed);
            (target.takes)(&seed[..seed.len() / 2]);
            for at in (0..seed.len()).step_by(seed.len() / 40 + 1) {
                let mut lies = seed.clone();
                lies[at] = 255;
                (target.takes)(&lies);
            }
        }
    }
    for (name, bytes) in targets::CAUGHT {
        let target = targets::TARGETS.iter().find(|target| target.name == name).unwrap();
        (target.takes)(bytes);
    }
}
