//! Nets taken elsewhere: every format holds the net it says it does, in the bytes the page tells, and a C compiler's program
//! gives our outputs to the bit.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use lc_lab::data::Dataset;
use lc_lab::experiment::{Experiment, PaneRun, ReferenceEvent};
use lc_lab::files::{Format, Hints, Unwritable, fit, read, write};
use lc_lab::link::Link;
use lc_lab::nn::{Inputs, Row, Workspace};
use strum::VariantArray;

/// The finished runs of a link.
fn finished(link: &str) -> (Experiment, Vec<PaneRun>) {
    let (spec, _, notices) = Link::parse_valid(link);
    assert_eq!(notices, [], "{link}");
    let experiment = Experiment::new(spec.clone(), &common::library(&spec)).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
        panic!("{link}")
    };
    let runs = (0..experiment.spec().panes().len()).map(|pane| {
        let mut run = experiment.pane_run(pane, &reference).unwrap();
        run.finish();
        run
    });
    let runs = runs.collect();
    (experiment, runs)
}

const CODEBOOKS: [&str; 6] = [
    "lc:adaptive:2,lc:adaptive:5,lc:adaptive:16,lc:adaptive:40",
    "lc:adaptive0:4,lc:budget:1.5,lc:binary-scaled,lc:ternary-scaled",
    "dc:binary,dc:ternary,lc:pow2-scaled:3,dc:pow2:2",
    "dc:fixed:-0.2;0.1;0.3,lc:fixed-scaled:0.1;0.7;0.9,lc:adaptive:2~1,lc:binary-scaled~5",
    "trained:adaptive:4,idc:adaptive0:3,ste:binary-scaled,lcqp:adaptive:4",
    "lc:adaptive:1,lc:fixed-scaled:-1;0;3,lc:pow2-scaled:6,dc:adaptive:256",
];

/// The names and bytes of a `.safetensors` file's tensors.
fn tensors(bytes: &[u8]) -> Vec<(String, usize)> {
    let file = safetensors::SafeTensors::deserialize(bytes).expect("the library reads what is written");
    file.iter().map(|(name, view)| (name.to_owned(), view.data().len())).collect()
}

#[test]
fn sizes_told_are_sizes_of_files_for_every_codebook() {
    for (panes, share) in CODEBOOKS.iter().flat_map(|panes| ["layer", "net"].map(|share| (panes, share))) {
        if share == "net" && panes.contains("trained") {
            continue;
        }
        let link = format!("#data=moons&net=9-7&ref=30&iters=2&steps=10&share={share}&panes={panes}");
        let (_, runs) = finished(&link);
        for mut run in runs {
            let told = run.report(0.0).size_bits.unwrap() / 8.0;
            let file = write(&run.net().unwrap().of_link("#"), Format::Packed).unwrap();
            let all = tensors(&file);
            let bytes: usize = all.iter().map(|(_, bytes)| bytes).sum();
            // Codes of three layers and places of as many groups are filled up to whole bytes; a scale that is not a single
            // is written as a double.
            #[expect(clippy::cast_precision_loss, reason = "a few bytes")]
            let more = bytes as f64 - told;
            let scales = if panes.contains("fixed-scaled") { 4.0 * 3.0 } else { 0.0 };
            assert!((0.0..6.0 + scales).contains(&more), "{panes} {share}: {bytes} {told}");
            // The header is the same for every run again and again: nothing in it has an order of its own.
            assert_eq!(write(&run.net().unwrap().of_link("#"), Format::Packed).unwrap(), file);
        }
    }
}

#[test]
fn weights_in_full_are_read_back_by_our_own_import() {
    for link in [
        "#data=moons&net=9-7&ref=30&iters=2&steps=10&panes=lc:adaptive:4,dc:binary~5",
        "#data=superres&ref=10&iters=1&panes=lc:adaptive:3",
    ] {
        let (experiment, runs) = finished(link);
        for mut run in runs {
            let digest = run.report(0.0).digest.unwrap();
            for format in [Format::Safetensors, Format::Npz] {
                let file = write(&run.net().unwrap().of_link("#"), format).unwrap();
                let fitted =
                    fit(experiment.network().unwrap(), &read(&file).unwrap(), &Hints::default()).unwrap();
                assert_eq!(fitted.params.digest(), digest, "{link} {format}");
                assert_eq!(write(&run.net().unwrap().of_link("#"), format).unwrap(), file);
            }
        }
    }
}

#[test]
fn what_a_format_cannot_say_is_refused() {
    let (_, mut runs) = finished(
        "#data=moons&net=9&ref=30&iters=1&steps=10&panes=lc:adaptive:3,dc:binary~5,lc:ternary-scaled,lc:adaptive:2",
    );
    let can: Vec<bool> = runs
        .iter_mut()
        .map(|run| write(&run.net().unwrap().of_link("#"), Format::OnnxFast) != Err(Unwritable::Uneven))
        .collect();
    assert_eq!(can, [false, false, true, true]);
}

/// Twice the same header does no harm, and another net beside it none either.
const MAIN: &str = r#"
#include <stdio.h>
#include "net.h"
#include "net.h"
#define LC_NET(name) other_##name
#include "other.h"
int main(void) {
    static INPUT input[lc_net_inputs];
    float outputs[lc_net_outputs];
    if (!lc_net_check() || !other_check()) return 3;
    while (fread(input, sizeof(INPUT), lc_net_inputs, stdin) == lc_net_inputs) {
        int best = lc_net_run(input, outputs);
        fwrite(&best, sizeof best, 1, stdout);
        fwrite(outputs, sizeof(float), lc_net_outputs, stdout);
    }
    return 0;
}
"#;

/// All test examples as the header takes them.
fn bytes_of(data: &Dataset) -> Vec<u8> {
    let inputs = &data.test.inputs;
    let row = |example| match inputs.row(example) {
        Row::Values(values) => values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<u8>>(),
        Row::Pixels(pixels, _) => pixels.to_vec(),
    };
    (0..inputs.len()).flat_map(row).collect()
}

/// Compiles a header and runs it over all test examples: classes and outputs.
fn compiled(header: &[u8], data: &Dataset, folder: &Path) -> (Vec<i32>, Vec<f32>) {
    std::fs::create_dir_all(folder).unwrap();
    // Of other inputs, another activation, and with weights kept.
    let (_, mut others) =
        finished("#data=circles&net=5&act=relu&ref=30&iters=1&steps=10&panes=dc:adaptive:3~5");
    let other = write(&others[0].net().unwrap(), Format::CHeader).unwrap();
    std::fs::write(folder.join("other.h"), other).unwrap();
    std::fs::write(folder.join("net.h"), header).unwrap();
    std::fs::write(folder.join("main.c"), MAIN).unwrap();
    std::fs::write(folder.join("input"), bytes_of(data)).unwrap();
    let kind = if matches!(data.test.inputs, Inputs::Pixels(_)) { "unsigned char" } else { "float" };
    let compiler = Command::new("cc")
        .args([
            "-std=c99",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-ffp-contract=off",
            &format!("-DINPUT={kind}"),
        ])
        .args(["-o", "main", "main.c"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let input = std::fs::File::open(folder.join("input")).unwrap();
    let output = Command::new(folder.join("main")).stdin(input).output().unwrap();
    assert!(output.status.success());
    let words: Vec<[u8; 4]> = output.stdout.as_chunks().0.to_vec();
    let width = 1 + data.outputs;
    assert_eq!(words.len(), data.test.len() * width);
    let classes = words.iter().step_by(width).map(|word| i32::from_le_bytes(*word)).collect();
    let outputs =
        words.chunks(width).flat_map(|row| row[1..].iter().map(|word| f32::from_le_bytes(*word))).collect();
    (classes, outputs)
}

fn check_header(link: &str, name: &str) {
    let (experiment, runs) = finished(link);
    let (network, data) = (experiment.network().unwrap(), experiment.data().unwrap());
    for (i, mut run) in runs.into_iter().enumerate() {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("c-{name}-{i}"));
        let header = write(&run.net().unwrap().of_link("#a=*/&\\"), Format::CHeader).unwrap();
        let (classes, outputs) = compiled(&header, data, &folder);
        let params = run.packed().unwrap().unpack();
        let wanted = network.outputs_of(&params, &data.test.inputs, &mut Workspace::default());
        let bits = |values: &[f32]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&outputs), bits(&wanted), "{link} {i}");
        let best = |row: &[f32]| {
            let last = (0..row.len()).rev().max_by(|&a, &b| row[a].total_cmp(&row[b]));
            i32::try_from(last.unwrap()).unwrap()
        };
        assert_eq!(classes, wanted.chunks(data.outputs).map(best).collect::<Vec<_>>(), "{link} {i}");
    }
}

#[test]
fn a_c_program_gives_our_outputs_to_the_bit() {
    check_header(
        "#ref=200&iters=3&steps=30&panes=lc:binary-scaled,lc:adaptive:5,dc:adaptive:4~2,lc:adaptive:1",
        "digits",
    );
    check_header(
        "#data=spiral&act=relu&ref=200&iters=3&steps=30&share=net&panes=lc:ternary-scaled",
        "spiral",
    );
    check_header("#data=superres&ref=10&iters=1&panes=lc:adaptive:3", "superres");
}

#[test]
fn a_c_program_reads_ten_thousand_digits_as_we_do() {
    check_header(
        "#data=mnist&n=2000&net=300-100&ref=60&iters=2&steps=20&panes=lc:adaptive:2,lc:adaptive:4",
        "mnist",
    );
}

/// All that is written for a run, with what the peers compare it with, for `tests/peers/exports.py`.
#[test]
fn every_format_is_written_by_the_native_runner() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("exported");
    let _ = std::fs::remove_dir_all(&folder);
    let output = Command::new(env!("CARGO_BIN_EXE_headless"))
        .args(["#data=moons&net=9&ref=30&iters=1&steps=10&panes=lc:adaptive:2,lc:adaptive:3", "--export"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let count = |pane: &str| std::fs::read_dir(folder.join(pane)).unwrap().count();
    assert_eq!((count("pane-1"), count("pane-2")), (Format::VARIANTS.len(), Format::VARIANTS.len() - 1));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("pane-2: no onnx-fast: its values are not evenly spaced"), "{told}");
    let toy = Command::new(env!("CARGO_BIN_EXE_headless"))
        .args(["#lab=plane&panes=lc:binary&iters=1", "--export"])
        .arg(&folder)
        .output()
        .unwrap();
    assert_eq!(toy.status.code(), Some(1));
}
