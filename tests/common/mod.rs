//! Shared by the native, the WebAssembly and the browser tests.
#![allow(dead_code, reason = "every test uses its own part")]

#[cfg(not(target_arch = "wasm32"))]
use lc_lab::data::Mnist;
use lc_lab::experiment::{Experiment, Library, ReferenceEvent, Report, ValidSpec};
use lc_lab::link::Link;

/// The golden digests: a line per link with the reference's digest and one per pane.
pub const DIGESTS: &str = include_str!("../golden/digests.txt");

/// Link and digests of every golden line.
pub fn golden() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    DIGESTS.lines().filter(|line| !line.is_empty()).map(|line| {
        let mut words = line.split(' ');
        (words.next().unwrap_or_default(), words.collect())
    })
}

/// Runs a link to its report.
pub fn run(link: &str) -> Report {
    let (spec, _, notices) = Link::parse_valid(link);
    assert!(notices.is_empty(), "{link}: {notices:?}");
    let experiment = Experiment::new(spec.clone(), &library(&spec)).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
        panic!("{link}: the reference diverged");
    };
    let panes = (0..experiment.spec().panes().len()).map(|pane| {
        let mut run = experiment.pane_run(pane, &reference).unwrap();
        run.finish();
        run.report(0.0)
    });
    Report::new(experiment.spec(), &reference, panes.collect())
}

/// The files a spec needs, where `make data` puts them.
#[cfg(not(target_arch = "wasm32"))]
pub fn library(spec: &ValidSpec) -> Library {
    use std::rc::Rc;
    thread_local! {
        static MNIST: std::cell::OnceCell<Rc<Mnist>> = const { std::cell::OnceCell::new() };
    }
    let half = |name: &str| {
        ["labels-idx1-ubyte", "images-idx3-ubyte"]
            .iter()
            .flat_map(|kind| {
                let path = format!("{}/data/{name}-{kind}", env!("CARGO_MANIFEST_DIR"));
                std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}: run make data first"))
            })
            .collect()
    };
    let read = || Rc::new(Mnist::new(half("train"), half("t10k")).unwrap());
    let needed = spec.data().is_some_and(lc_lab::experiment::DataKind::needs_files);
    let mnist = needed.then(|| MNIST.with(|mnist| mnist.get_or_init(read).clone()));
    Library { mnist, ..Library::default() }
}

/// In a browser's test there are no files but the digits.
#[cfg(target_arch = "wasm32")]
pub fn library(_: &ValidSpec) -> Library {
    let digits = lc_lab::data::Digits::new(include_bytes!("../../src/data/digits.bin"));
    Library { digits: digits.ok(), ..Library::default() }
}

/// A report's digests in the order of a golden line.
pub fn digests(report: &Report) -> Vec<String> {
    let panes = report.panes.iter().map(|pane| pane.digest.clone().unwrap_or_else(|| "diverged".to_owned()));
    std::iter::once(report.reference.digest.clone()).chain(panes).collect()
}

/// Digest of tanh, exp and ln over a grid.
pub const ELEMENTARY: &str = include_str!("../golden/elementary.txt");

/// What [`ELEMENTARY`] should be.
pub fn elementary_digest() -> String {
    use lc_lab::math::{Fnv64, exp, ln, tanh};
    let mut digest = Fnv64::default();
    for i in -2000..2000_i16 {
        let x = f32::from(i) / 100.0;
        digest.update(&[tanh(x), exp(x), ln(x.abs())]);
    }
    digest.hex()
}
