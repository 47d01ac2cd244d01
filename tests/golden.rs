//! The same link gives the same bits: here, in WebAssembly (`wasm.rs`) and on the page (`e2e`).

mod common;

use lc_lab::experiment::Standing;
use lc_lab::lc::Stop;

#[test]
fn golden_links_have_their_digests() {
    let lines: Vec<String> = common::golden()
        .map(|(link, _)| format!("{link} {}", common::digests(&common::run(link)).join(" ")))
        .collect();
    let text = lines.join("\n") + "\n";
    if std::env::var_os("LC_LAB_BLESS").is_some() {
        std::fs::write("tests/golden/digests.txt", &text).unwrap();
        panic!("digests are written anew: say why in the changelog, then test again");
    }
    assert_eq!(text, common::DIGESTS, "results changed: say why in the changelog, then bless");
}

/// The figures the default link promises, see RESULTS in the documentation of the mathematics.
#[test]
fn the_default_comparison_shows_what_it_should() {
    let report = common::run("#panes=lc:adaptive:4,lc:binary-scaled,dc:adaptive:4,dc:binary-scaled");
    let reference = report.reference.test_error.unwrap();
    for (lc, dc) in [(0, 2), (1, 3)] {
        let (lc, dc) = (&report.panes[lc], &report.panes[dc]);
        let (own, rounded) = (lc.train_loss.unwrap(), dc.train_loss.unwrap());
        assert!(own < 0.01 && rounded >= 20.0 * own, "{}: {own} {rounded}", lc.codebook);
        assert!((lc.test_error.unwrap() - reference).abs() <= 0.03);
        assert_eq!((lc.stop, lc.standing), (Some(Stop::Converged), Some(Standing::Arrived)));
    }
    // 64*32 + 32*10 weights, 42 biases; 4 floats per layer's codebook, or 1.
    let (weights, biases) = (2368.0, 42.0);
    for (pane, bits, floats) in [(0, 2.0, 8.0), (1, 1.0, 2.0)] {
        let size = weights * bits + 32.0 * (biases + floats);
        assert_eq!(report.panes[pane].size_bits, Some(size));
        assert_eq!(report.panes[pane].compression_ratio, Some(32.0 * (weights + biases) / size));
        assert_eq!(report.panes[pane].bits_per_weight, Some(bits));
    }
}

#[test]
fn elementary_functions_have_their_bits() {
    assert_eq!(common::elementary_digest(), common::ELEMENTARY.trim());
}
