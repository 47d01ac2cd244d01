//! A net taken along from the page is the file that the native runner writes.

use std::time::Instant;

use lc_lab::experiment::{Experiment, ReferenceEvent};
use lc_lab::files::{Format, write};
use lc_lab::link::Link;
use strum::VariantArray;

use super::{Browser, Setup, TURN};
use crate::common;

const LINK: &str =
    "#data=moons&net=9&ref=30&iters=1&steps=10&panes=lc:adaptive:3,lc:adaptive:2&play=1&speed=max";
/// Keeps what would be downloaded.
pub(super) const KEEP: &str = "window.saved = [];
    const create = URL.createObjectURL;
    let last;
    URL.createObjectURL = (blob) => { last = blob; return create.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () {
        const name = this.download;
        saved.push(last.arrayBuffer().then((bytes) => [name, [...new Uint8Array(bytes)]]));
    }";

/// What the native runner writes for a link's only run.
pub(super) fn native(link: &str, format: Format) -> Option<Vec<u8>> {
    let (spec, _, notices) = Link::parse_valid(link);
    assert_eq!(notices, [], "{link}");
    let experiment = Experiment::new(spec.clone(), &common::library(&spec)).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
    let mut run = experiment.pane_run(0, &reference).unwrap();
    run.finish();
    write(&run.net().unwrap().of_link(link), format).ok()
}

/// Digests of what the native runner's packed nets put out.
fn native_outputs(link: &str) -> Vec<String> {
    let (spec, _, _) = Link::parse_valid(link);
    let experiment = Experiment::new(spec.clone(), &common::library(&spec)).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
    let runs = 0..experiment.spec().panes().len();
    let outputs = runs.map(|pane| {
        let mut run = experiment.pane_run(pane, &reference).unwrap();
        run.finish();
        let start = Instant::now();
        run.speed_run().unwrap().finish(&|| start.elapsed().as_secs_f64()).unwrap().outputs
    });
    outputs.collect()
}

page_test!(a_net_taken_along_is_the_file_the_native_runner_writes, Setup::default(), |browser| {
    browser.open(LINK).await;
    let report = browser.report(1).await;
    // Measured on this machine, of nets that answer alike.
    for (pane, outputs) in report["panes"].as_array().unwrap().iter().zip(native_outputs(LINK)) {
        let speed = &pane["speed"];
        assert_eq!(speed["outputs"], outputs, "the packed net's outputs, to the bit");
        assert!(speed["us"][1].as_f64().unwrap() > 0.0 && speed["windows"] == 15, "{speed}");
        assert_eq!((&speed["asked"], &speed["differ"]), (&serde_json::json!(400), &serde_json::json!(0)));
    }
    browser.get(&format!("{KEEP}; return true")).await;
    browser.click(".pane:nth-of-type(1) [data-part=take]").await;
    for &format in Format::VARIANTS {
        let before = browser.text(".take-away .told").await;
        browser.click(&format!(".take-away [data-format={format}]")).await;
        let changed = format!("return document.querySelector('.take-away .told').innerText !== {before:?}");
        browser.until("what came of it", &changed).await;
    }
    assert!(browser.text(".take-away .told").await.starts_with("Saved net.h, "));
    let saved = browser.get("return Promise.all(saved)").await;
    let saved = saved.as_array().unwrap();
    let wanted: Vec<Format> =
        Format::VARIANTS.iter().copied().filter(|format| *format != Format::OnnxFast).collect();
    assert_eq!(saved.len(), wanted.len(), "values that are not evenly spaced have no fast ONNX");
    for (file, format) in saved.iter().zip(wanted) {
        assert_eq!(file[0], format.file_name());
        let bytes: Vec<u8> = serde_json::from_value(file[1].clone()).unwrap();
        let link = "#data=moons&net=9&panes=lc:adaptive:3&iters=1&steps=10&ref=30";
        assert!(native(link, format) == Some(bytes), "{format}");
    }
});
