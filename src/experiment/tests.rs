//! Whole runs against what the paper and the mathematics promise.

use strum::VariantArray;

use super::standing::Standing;
use super::*;
use crate::lc::{Advance, Stop};
use crate::link::Link;

fn run(link: &str) -> (ReferenceReport, Vec<PaneReport>) {
    run_in_slices(link, u32::MAX)
}

fn run_in_slices(link: &str, budget: u32) -> (ReferenceReport, Vec<PaneReport>) {
    let (spec, _, notices) = Link::parse_valid(link);
    assert!(notices.is_empty(), "{notices:?}");
    let experiment = Experiment::new(spec, &Library::default()).unwrap();
    let mut training = experiment.reference_run();
    let reference = loop {
        match training.advance(budget) {
            ReferenceEvent::Progress { .. } => assert!(budget < u32::MAX),
            ReferenceEvent::Trained(reference) => break reference,
            ReferenceEvent::Diverged => panic!("the reference diverged"),
        }
    };
    let panes = 0..experiment.spec().panes().len();
    let panes = panes.map(|pane| {
        let mut run = experiment.pane_run(pane, &reference).unwrap();
        while !matches!(run.advance(budget), Advance::Finished(_)) {}
        run.report(0.0)
    });
    (ReferenceReport::new(&reference), panes.collect())
}

#[test]
fn super_resolution_has_the_documented_orderings() {
    for seed in 0..5 {
        let (reference, panes) = run(&format!(
            "#data=superres&panes=dc:adaptive:2,idc:adaptive:2,lc:adaptive:2,lcqp:adaptive:2&seed={seed}"
        ));
        let loss = |i: usize| panes[i].train_loss.unwrap();
        assert!(reference.train_loss < loss(2) && (0.5..0.7).contains(&reference.train_loss));
        assert!(loss(2) < 0.95 * loss(0), "seed {seed}: LC {} DC {}", loss(2), loss(0));
        assert!(
            (loss(0) - loss(1)).abs() < 1e-6 * loss(0),
            "with an exact L step iterated rounding stands still"
        );
        assert_eq!((reference.sgd_steps, panes[2].sgd_steps), (0, 0));
        let (_, finer) = run(&format!("#data=superres&panes=dc:adaptive:4,lc:adaptive:4&seed={seed}"));
        assert!(finer[1].train_loss.unwrap() < finer[0].train_loss.unwrap());
        assert!(finer[1].train_error.is_none() && finer[1].disagreement.is_none());
    }
}

#[test]
fn slices_of_any_size_give_the_same_report() {
    // More examples than one block of a judgement.
    let link = "#n=600&ref=30&iters=3&steps=10&panes=lc:adaptive:2,ste:binary-scaled,dc:binary";
    let whole = run(link);
    for budget in [1, 2, 7] {
        assert_eq!(run_in_slices(link, budget), whole, "{budget}");
    }
}

#[test]
fn a_mu_too_large_from_the_start_stays_near_direct_compression() {
    let (_, panes) = run("#data=superres&panes=dc:adaptive:2,lc:adaptive:2&mu0=100");
    let (dc, lc) = (panes[0].train_loss.unwrap(), panes[1].train_loss.unwrap());
    assert!(lc > 0.9 * dc && lc <= dc, "{lc} {dc}");
    assert_eq!(panes[1].stop, Some(Stop::Converged));
}

#[test]
fn lloyd_iterations_fall_towards_one() {
    let (_, panes) = run("#panes=lc:adaptive:4&cstep=paper&mu0=0.001&iters=20");
    let counts: Vec<u32> = panes[0].history.iter().map(|record| record.lloyd_iterations).collect();
    assert!(counts[0] > 10, "{counts:?}");
    assert!(counts[15..].iter().all(|&count| count <= 4), "two layers, one confirmation each: {counts:?}");
}

#[test]
fn defaults_work_on_every_data_set() {
    for data in DataKind::VARIANTS.iter().copied().filter(|data| !data.needs_files()) {
        let name = data.name();
        let (reference, panes) = run(&format!("#data={name}&panes=lc:adaptive:4,dc:adaptive:4"));
        let (lc, dc) = (panes[0].train_loss.unwrap(), panes[1].train_loss.unwrap());
        assert!(lc < dc, "{name}: {lc} {dc}");
        assert!(data.loss() == crate::nn::Loss::SquaredError || reference.train_error < Some(0.2), "{name}");
    }
}

/// More dots than that tell no more: a large net's frames hold one of every so many weights, a long run's fewer still.
#[test]
fn frames_of_large_nets_and_long_runs_hold_a_sample() {
    for (link, most) in [
        ("#net=300-100&ref=0&iters=0&n=20&panes=dc:binary", 20_000),
        ("#net=300-100&ref=0&iters=1000&n=20&panes=dc:binary", 4_000_000 / 1001),
        ("#net=8&ref=0&iters=1000&n=20&panes=dc:binary", 4_000_000 / 1001),
    ] {
        let (spec, _, _) = Link::parse_valid(link);
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let mut run = experiment.pane_run(0, &reference).unwrap();
        run.finish();
        let frame = run.frame().unwrap();
        let held: usize = frame.layers.iter().map(|layer| layer.weights.len()).sum();
        assert!(held <= most && held > most.min(600) / 4, "{link}: {held}");
        for (layer, params) in frame.layers.iter().zip(&reference.params.layers) {
            assert_eq!((layer.total, layer.assignment.len()), (params.weights.len(), layer.weights.len()));
            assert_eq!(layer.weights.len(), layer.total.div_ceil(layer.stride));
            assert!(layer.weights.iter().enumerate().all(|(i, w)| *w == params.weights[i * layer.stride]));
        }
        // Of a sampled first layer the images are kept whole.
        let images = frame.features(64);
        assert!(images.iter().all(|image| image.len() == 64), "{link}");
        assert_eq!(images[0][1], reference.params.layers[0].weights[reference.params.layers[0].biases.len()]);
    }
}

/// A cell of a sweep ends as the run that is watched, and is judged once.
#[test]
fn a_cell_observes_nothing_but_its_end() {
    for link in [
        "#data=moons&ref=50&iters=4&steps=10&panes=lc:adaptive:2,dc:binary,ste:binary-scaled,trained:adaptive:3",
        "#data=superres&mu0=100&iters=20&panes=lc:adaptive:2,lcqp:binary-scaled,idc:adaptive:2",
        "#data=moons&act=relu&mu0=0.001&iters=3&steps=300&ref=0&lr=100&panes=lc:binary",
        "#lab=plane&iters=50",
    ] {
        let (spec, _, notices) = Link::parse_valid(link);
        assert_eq!(notices, []);
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        for pane in 0..experiment.spec().panes().len() {
            let (mut watched, mut cell) = (
                experiment.pane_run(pane, &reference).unwrap(),
                experiment.cell_run(pane, &reference).unwrap(),
            );
            watched.finish();
            cell.finish();
            let (watched, cell) = (watched.report(0.0), cell.report(0.0));
            // Without knowing what rounding gives, nobody can say that a run is stuck.
            let said =
                if watched.standing == Some(Standing::Stuck) { cell.standing } else { watched.standing };
            let history = watched.history.last().cloned().into_iter().collect();
            let once = PaneReport { history, standing: said, ..watched };
            if cell.stop == Some(Stop::Diverged) {
                assert_eq!((cell.stop, cell.digest), (once.stop, once.digest), "{link} {pane}");
            } else {
                assert_eq!(cell, once, "{link} {pane}");
            }
        }
    }
}

#[test]
fn answers_are_counted_one_by_one_and_against_rounding() {
    for data in ["digits", "moons"] {
        let (reference, panes) = run(&format!(
            "#data={data}&ref=300&iters=4&steps=40&panes=lc:adaptive:3,dc:adaptive:3,idc:adaptive:3"
        ));
        for pane in &panes {
            let paired = pane.paired.unwrap();
            let n = f64::from(paired.examples());
            let wrong = f64::from(paired.only_reference + paired.neither);
            assert!((wrong / n - pane.test_error.unwrap()).abs() < 1e-12, "{data} {pane:?}");
            let of_reference = f64::from(paired.only_quantized + paired.neither);
            assert!((of_reference / n - reference.test_error.unwrap()).abs() < 1e-12, "{data}");
            // Who is right where the other is wrong answers differently; both wrong may be so in two ways.
            let differs = pane.disagreement.unwrap() * n;
            let least = f64::from(paired.only_reference + paired.only_quantized);
            assert!((least..=least + f64::from(paired.neither)).contains(&differs.round()), "{data}");
            let (low, high) = paired.limits(Z_95);
            assert!(low <= paired.difference() && paired.difference() <= high);
        }
        let changed: Vec<f64> = panes.iter().map(|pane| pane.changed.unwrap()).collect();
        assert!(changed[0] > 0.0 && changed[0] <= 1.0 && changed[1] == 0.0, "{data}: {changed:?}");
    }
    let (_, panes) = run("#data=superres&panes=lc:adaptive:2");
    assert!(panes[0].paired.is_none() && panes[0].changed.is_some());
}

/// A run's own rate is that of its steps, and of nothing else.
#[test]
fn a_rate_of_its_own_is_for_one_run() {
    let digests = |panes: &str, more: &str| {
        let (_, reports) = run(&format!("#data=moons&iters=4&steps=20&panes={panes}{more}"));
        reports.into_iter().map(|report| report.digest.unwrap()).collect::<Vec<_>>()
    };
    let common = digests("lc:adaptive:2,ste:binary", "&ref=200");
    let own = digests("lc:adaptive:2@0.02,ste:binary@0.1", "&ref=200");
    assert_ne!(own[0], common[0]);
    assert_eq!(own[1], common[1], "0.1 is what moons have anyway");
    // Nothing is trained before: there it is the rate of all.
    assert_eq!(digests("lc:adaptive:2@0.02", "&ref=0"), digests("lc:adaptive:2", "&ref=0&lr=0.02"));
}

/// What is held out is judged, and by nobody trained on; a fold is another test.
#[test]
fn examples_are_held_out_for_choosing_and_every_fold_is_a_test() {
    let panes = "&ref=200&iters=3&steps=20&panes=lc:adaptive:2,dc:binary";
    let report = |more: &str| run(&format!("#data=moons{panes}{more}"));
    let (plain, runs) = report("");
    assert_eq!((plain.valid_error, runs[0].valid_error), (None, None));
    let (held, runs) = report("&valid=0.2");
    // A share of 80 examples, on which the net was not trained.
    for error in [held.valid_error, runs[0].valid_error, runs[1].valid_error] {
        let count = 80.0 * error.unwrap();
        assert!((count - count.round()).abs() < 1e-9);
    }
    assert_ne!(held.digest, plain.digest);
    let folds: Vec<_> = (1..=4).map(|part| report(&format!("&fold={part}/4")).0).collect();
    assert!(folds.iter().all(|fold| fold.digest != plain.digest && fold.digest != held.digest));
    // Of 200 each.
    assert!(folds.iter().all(|fold| (200.0 * fold.test_error.unwrap()).fract().abs() < 1e-9));
}
