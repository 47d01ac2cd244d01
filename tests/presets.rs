//! The examples the page offers do what their texts say.

mod common;

use lc_lab::experiment::{PRESETS, Report};
use lc_lab::lc::Method;
use lc_lab::link::{Lang, Link};
use lc_lab::ui::text::text;

fn losses(report: &Report) -> Vec<f64> {
    report.panes.iter().map(|pane| pane.train_loss.unwrap_or(f64::INFINITY)).collect()
}

/// MNIST's takes minutes: RESULTS.md has it.
#[test]
fn every_example_runs_and_ends_as_it_is_told() {
    for preset in PRESETS.iter().filter(|preset| preset.name != "mnist") {
        let (link, notices) = Link::parse(preset.link);
        assert!(notices.is_empty(), "{}: {notices:?}", preset.name);
        assert_eq!(link.to_string(), preset.link, "written as links are written");
        let report = common::run(preset.link);
        let (all, reference) = (losses(&report), report.reference.train_loss);
        let rms = |pane: usize| report.panes[pane].history.last().unwrap().violation_rms;
        let told = match preset.name {
            "bits" => all.iter().all(|l| *l < 2.0 * reference),
            "rounding" => all[1] > 90.0 * all[0],
            "methods" => all[1..].iter().all(|l| *l > 5.0 * all[0]),
            "zeros" => {
                let codebooks = report.panes[0].codebooks.as_ref().unwrap();
                all[0] < reference && codebooks.iter().all(|c| c.contains(&0.0))
            }
            "powers" => all[0] < all[1] && all[1] < 2.0 * reference,
            "moons" => all[0] < 2.0 * reference && all[1] > 100.0 * all[0],
            "spiral" => all[0] < reference && all[1] > 100.0 * all[0],
            "circles" => all[0] < 1.1 * reference && all[1] > 50.0 * all[0],
            "multipliers" => rms(1) > 10.0 * rms(0) && all[1] > 10.0 * all[0],
            "superres" => all[0] < all[1] && report.panes[0].sgd_steps == 0,
            // Against .0050 of the same comparison from the default mu0.
            "mu-large" => all[0] > 25.0 * 0.005 && all[0] < all[1],
            "mu-small" => rms(0) > 0.1 && all[0] > all[1],
            "rounding-only" => all[0] > 10.0 * all[1] && all[1] > 5.0 * all[2] && all[2] < 2.0 * reference,
            "no-scale" => all[0] > 4.0 * all[1] && all[2] > 4.0 * all[0],
            other => panic!("{other} has no check"),
        };
        assert!(told, "{}: {all:?}, reference {reference}", preset.name);
        assert!(preset.fails || report.panes[0].method == Method::Lc);
    }
}

#[test]
fn every_example_has_its_own_words_and_picture() {
    for lang in [Lang::En, Lang::Ja] {
        let mut titles = std::collections::BTreeSet::new();
        for preset in PRESETS {
            let (title, about) = (text(lang).presets.about)(preset.name);
            assert!(titles.insert(title), "{title} twice");
            let ends = about.matches(['.', '。']).count();
            assert_eq!(ends, 2, "two sentences: {about}");
            let picture = format!("{}/www/presets/{}.png", env!("CARGO_MANIFEST_DIR"), preset.name);
            assert!(std::fs::metadata(&picture).is_ok_and(|file| file.len() > 1000), "{picture}");
        }
    }
}
