//! The examples the page offers do what their texts say.

mod common;

use lc_lab::experiment::{PRESETS, PresetName, Report};
use lc_lab::lc::Method;
use lc_lab::link::{Lang, Link};
use lc_lab::page::words::words;

fn losses(report: &Report) -> Vec<f64> {
    report.panes.iter().map(|pane| pane.train_loss.unwrap_or(f64::INFINITY)).collect()
}

/// MNIST's takes minutes: RESULTS.md has it.
#[test]
fn every_example_runs_and_ends_as_it_is_told() {
    for preset in PRESETS.iter().filter(|preset| preset.name != PresetName::Mnist) {
        let (link, notices) = Link::parse(preset.link);
        assert!(notices.is_empty(), "{}: {notices:?}", preset.name);
        assert_eq!(link.to_string(), preset.link, "written as links are written");
        let report = common::run(preset.link);
        let (all, reference) = (losses(&report), report.reference.train_loss);
        let errors: Vec<f64> = report.panes.iter().filter_map(|pane| pane.test_error).collect();
        let before = report.reference.test_error.unwrap_or(0.0);
        let ends: Vec<String> = match report.reference.test_error {
            Some(before) => [before].iter().chain(&errors).map(|e| format!("{:.1}", 100.0 * e)).collect(),
            None => [reference].iter().chain(&all).map(|loss| format!("{loss:.2}")).collect(),
        };
        let decimals = if report.reference.test_error.is_some() { 1 } else { 2 };
        let told: Vec<String> = preset.ends.iter().map(|end| format!("{end:.decimals$}")).collect();
        assert_eq!(ends, told, "{}: what its card shows", preset.name);
        let rms = |pane: usize| report.panes[pane].history.last().unwrap().violation_rms;
        let equal_steps = report.panes.iter().all(|pane| pane.sgd_steps == report.panes[0].sgd_steps);
        let told = match preset.name {
            PresetName::Bits => errors.iter().all(|e| *e < before + 0.02),
            PresetName::Rounding => errors[1] > 1.9 * errors[0] && errors[1] < 2.0 * errors[0],
            PresetName::Methods => {
                equal_steps && (1..4).all(|i| errors[i] > errors[0] && all[i] > 5.0 * all[0])
            }
            // That the rates are the best of eleven is in RESULTS.md.
            PresetName::Rates => {
                equal_steps && (1..4).all(|i| errors[i] > errors[0] && all[i] > 8.0 * all[0])
            }
            PresetName::Zeros => {
                let codebooks = report.panes[0].codebooks.as_ref().unwrap();
                codebooks.iter().all(|c| c.contains(&0.0))
            }
            PresetName::Powers => all[0] < all[1] && all[1] < 2.0 * reference,
            PresetName::Moons => errors[0] <= before && errors[1] > 0.1,
            // Against a reference that has finished: training on as long as LC does not better it by a point.
            PresetName::Spiral => errors[0] <= before && errors[1] > 0.4,
            PresetName::Circles => all[0] < 1.1 * reference && all[1] > 50.0 * all[0],
            PresetName::Multipliers => {
                report.panes[1].iterations > 2 * report.panes[0].iterations && errors[1] > errors[0]
            }
            PresetName::Superres => all[0] < all[1] && report.panes[0].sgd_steps == 0,
            PresetName::MuLarge => {
                let gentle = common::run(&preset.link.replace("&mu0=1", ""));
                errors[0] >= 0.25 && gentle.panes[0].test_error.unwrap() * 400.0 <= 1.0
            }
            PresetName::MuSmall => rms(0) > 0.1 && errors[0] > 2.0 * errors[1],
            PresetName::RoundingOnly => errors[0] > before + 0.1 && errors[1] > before && errors[2] < before,
            PresetName::NoScale => errors[0] > 9.0 * errors[1] && errors[2] > errors[0],
            PresetName::Mnist => true,
        };
        assert!(told, "{}: {all:?} {errors:?}, reference {reference} {before}", preset.name);
        assert!(preset.fails || report.panes[0].method == Method::Lc);
    }
}

#[test]
fn every_example_has_its_own_words_and_picture() {
    for lang in [Lang::En, Lang::Ja] {
        let mut titles = std::collections::BTreeSet::new();
        for preset in PRESETS {
            let (title, about) = (words(lang).examples.about)(preset.name);
            assert!(titles.insert(title), "{title} twice");
            let ends = about.matches(['.', '。']).count();
            assert_eq!(ends, 2, "two sentences: {about}");
            let picture = format!("{}/www/presets/{}.svg", env!("CARGO_MANIFEST_DIR"), preset.name);
            assert!(std::fs::metadata(&picture).is_ok_and(|file| file.len() > 1000), "{picture}");
        }
    }
}
