//! Golden files for tests: `tests/golden/NAME.svg`. Set `LC_LAB_BLESS=1` to write them anew, then look at what changed.
//! The test that writes one fails all the same, so that nothing passes by blessing itself.

use std::path::Path;

pub(crate) fn check(name: &str, svg: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.svg"));
    if std::env::var_os("LC_LAB_BLESS").is_some() {
        std::fs::write(&path, svg).unwrap();
        panic!("{name}.svg is written anew: look at it, then test again");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == svg, "{name}.svg differs from its golden file; look at it, then bless it");
}
