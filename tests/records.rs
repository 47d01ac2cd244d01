//! What the opening shows of MNIST is recorded, and kept with the code: here a part of it is computed anew. `make records`
//! computes all of it, which takes minutes.

mod common;

use lc_lab::experiment::{
    Experiment, Frame, OpeningData, OpeningSpec, Preset, PresetName, Recording, ReferenceEvent, Spec,
};
use lc_lab::lc::Advance;
use lc_lab::link::Link;

/// Iterations of LC that are computed.
const PART: usize = 3;

fn kept(spec: OpeningSpec) -> Recording {
    let path = format!("{}/www/records/{}.bin", env!("CARGO_MANIFEST_DIR"), spec.name());
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    Recording::from_bytes(&bytes)
        .unwrap_or_else(|| panic!("{path} is no recording of this program: make records"))
}

/// What of two moments must be equal to the last bit.
fn figures(frame: &Frame) -> impl PartialEq + std::fmt::Debug {
    (frame.record.clone(), frame.graded.clone(), frame.changed.to_bits(), frame.sgd_steps)
}

#[test]
fn the_records_of_mnist_are_what_runs_give() {
    let (mut reference, mut examples) = (None, 0);
    for spec in OpeningSpec::all().filter(|spec| spec.data == OpeningData::Mnist) {
        let asked = Spec::Net(spec.comparison());
        let (recording, valid) = (kept(spec), asked.check().unwrap());
        assert_eq!(recording.spec, asked, "{}", spec.name());
        let replay = recording.replay().unwrap();
        let experiment = Experiment::new(valid.clone(), &common::library(&valid)).unwrap();
        let reference = reference.get_or_insert_with(|| {
            let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
                panic!()
            };
            *reference
        });
        assert_eq!(replay.reference.digest, reference.digest);
        assert_eq!((&replay.reference.graded, replay.tiles.len()), (&reference.graded, 361));
        let mut rounded = experiment.pane_run(1, reference).unwrap();
        rounded.finish();
        assert_eq!(rounded.report(0.0), replay.panes[1].1, "{}", spec.name());
        // The example of MNIST is one of these.
        let example = Preset::named(PresetName::Mnist).unwrap();
        if Link::parse(example.link).0.lab.spec() == Some(asked.clone()) {
            examples += 1;
            let errors = [reference.test.error, replay.panes[0].1.test_error, replay.panes[1].1.test_error];
            let shown = errors.map(|error| format!("{:.1}", 100.0 * error.unwrap()));
            assert_eq!(
                shown.to_vec(),
                example.ends.iter().map(|end| format!("{end:.1}")).collect::<Vec<_>>()
            );
        }
        if spec != (OpeningSpec { data: OpeningData::Mnist, ..OpeningSpec::default() }) {
            continue;
        }
        let (mut lc, mut at) = (experiment.pane_run(0, reference).unwrap(), 0);
        while at < PART {
            if let Advance::Iterated(_) = lc.advance(u32::MAX) {
                let frame = lc.frame().unwrap();
                assert_eq!(figures(&frame), figures(&replay.panes[0].0[at]), "iteration {at}");
                at += 1;
            }
        }
    }
    assert_eq!(examples, 1);
}
