//! Against others' programs, from PyPI: the same clusterings as exact k-means elsewhere, the same net from files that NumPy
//! and safetensors write. `make test-all` runs it.

#[path = "../common/mod.rs"]
mod common;

use std::path::PathBuf;
use std::process::Command;

use lc_lab::experiment::{Experiment, ReferenceEvent};
use lc_lab::files::{Format, write};
use lc_lab::link::Link;
use lc_lab::math::{Random, Stream};
use lc_lab::nn::{Row, Workspace};
use lc_lab::quant::{Codebook, Solver};
use strum::VariantArray;

/// What a script beside this file prints.
fn python(script: &str, arguments: &[&str]) -> String {
    let python = std::env::var("PEERS_PYTHON").expect("make test-all says where the peers are");
    let file = format!("{}/tests/peers/{script}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python).arg(file).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn exact_k_means_ends_where_others_end() {
    let mut random = Random::new(77, Stream::Data);
    #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
    let mut normal = move || random.normal() as f32;
    let plain: Vec<f32> = (0..20_000).map(|_| normal()).collect();
    let heavy: Vec<f32> = (0..20_000).map(|_| normal().powi(5)).collect();
    let clusters: Vec<f32> = (0..20_000).map(|i| [-0.3, -0.1, 0.1, 0.3][i % 4] + 0.01 * normal()).collect();
    for (name, values) in [("plain", plain), ("heavy", heavy), ("clusters", clusters)] {
        let file = directory("peers").join(format!("{name}.f32"));
        let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        std::fs::write(&file, bytes).unwrap();
        for k in [2, 5, 16, 64] {
            let quantizer = Codebook::Adaptive { k }.quantizer(Solver::Exact);
            let own = quantizer.project(&values, None, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap();
            for package in ["ckwrap", "kmeans1d"] {
                let printed = python("cluster.py", &[package, file.to_str().unwrap(), &k.to_string()]);
                let error: f64 = printed.trim().split_once(' ').unwrap().1.parse().unwrap();
                // Entries are singles here and doubles there.
                assert!(
                    own.distortion <= error * (1.0 + 1e-6),
                    "{name}, {package}, K={k}: {} {error}",
                    own.distortion
                );
            }
        }
    }
}

#[test]
fn files_that_numpy_and_safetensors_write_hold_the_same_net() {
    let folder = directory("nets");
    python("write_net.py", &[folder.to_str().unwrap()]);
    let digest = |file: &str| {
        let path = folder.join(file);
        let link = "#net=12&iters=0&panes=dc:binary";
        let output = Command::new(env!("CARGO_BIN_EXE_headless"))
            .args([link, "--reference", path.to_str().unwrap()])
            .output()
            .unwrap();
        assert!(output.status.success(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        report["reference"]["digest"].as_str().unwrap().to_owned()
    };
    let first = digest("torch.safetensors");
    for file in [
        "half.npz",
        "single.npz",
        "double.npz",
        "big-endian.npz",
        "column-major.npz",
        "compressed.npz",
        "streamed.npz",
        "nameless.npz",
    ] {
        assert_eq!(digest(file), first, "{file}");
    }
}

/// The test examples as other programs are asked them: pixels divided by 255, everything else as it is.
fn asked(data: &lc_lab::data::Dataset) -> Vec<f32> {
    let inputs = &data.test.inputs;
    let row = |example| match inputs.row(example) {
        Row::Values(values) => values.to_vec(),
        Row::Pixels(pixels, levels) => pixels.iter().map(|&pixel| levels[usize::from(pixel)]).collect(),
    };
    (0..inputs.len()).flat_map(row).collect()
}

/// Every file says the same net to whoever reads it: weights to the bit, answers on all test examples, outputs but for rounding.
#[test]
fn exported_nets_answer_elsewhere_as_they_do_here() {
    for (name, link) in [
        (
            "digits",
            "#ref=400&iters=3&steps=60&panes=lc:binary-scaled,lc:adaptive:5,lc:ternary-scaled,dc:adaptive:40",
        ),
        (
            "kept",
            "#act=relu&ref=400&iters=3&steps=60&share=net&panes=lc:adaptive:2~2,lc:adaptive0:4,lc:fixed-scaled:0.1;0.7;0.9",
        ),
        (
            "mnist",
            "#data=mnist&n=2000&net=300-100&ref=100&iters=2&steps=40&panes=lc:adaptive:2,lc:adaptive:4",
        ),
    ] {
        let (spec, _, notices) = Link::parse_valid(link);
        assert_eq!(notices, []);
        let experiment = Experiment::new(spec.clone(), &common::library(&spec)).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let (network, data) = (experiment.network().unwrap(), experiment.data().unwrap());
        for pane in 0..spec.panes().len() {
            let mut run = experiment.pane_run(pane, &reference).unwrap();
            run.finish();
            let folder = directory(&format!("exports/{name}-{pane}"));
            let path = |file: &str| folder.join(file);
            let _ = std::fs::remove_file(path("net.fast.onnx"));
            for &format in Format::VARIANTS {
                if let Ok(bytes) = write(&run.net().unwrap().of_link(link), format) {
                    std::fs::write(path(format.file_name()), bytes).unwrap();
                }
            }
            let write = |file: &str, values: &[f32]| {
                let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
                std::fs::write(folder.join(file), bytes).unwrap();
            };
            let params = run.packed().unwrap().unpack();
            write("inputs", &asked(data));
            write("outputs", &network.outputs_of(&params, &data.test.inputs, &mut Workspace::default()));
            let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/www");
            let printed =
                python("exports.py", &[folder.to_str().unwrap(), &data.features().to_string(), reader]);
            assert!(printed.lines().count() >= 2, "{printed}");
            for line in printed.lines() {
                let [file, asked, differ, off] = line.split(' ').collect::<Vec<_>>()[..] else {
                    panic!("{line}")
                };
                assert_eq!((asked.parse(), differ), (Ok(data.test.len()), "0"), "{link} {pane}: {file}");
                assert!(off.parse::<f64>().unwrap() < 2e-5, "{link} {pane}: {line}");
            }
        }
    }
}

/// The programs in README, as they stand there, ask the same net the same question.
#[test]
fn the_programs_in_the_readme_run_and_agree() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let section = readme.split("## Take it with you").nth(1).unwrap().split("\n## ").next().unwrap();
    let programs = |language: &str| -> Vec<String> {
        let opening = format!("```{language}\n");
        section.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
    };
    let nets = directory("readme");
    let output = Command::new(env!("CARGO_BIN_EXE_headless"))
        .args(["#panes=lc:binary-scaled", "--export", nets.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = nets.join("pane-1");
    let said = |command: &mut Command| {
        let output = command.current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let python = std::env::var("PEERS_PYTHON").expect("make test-all says where the peers are");
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/www");
    let mut answers: Vec<String> = programs("python")
        .iter()
        .map(|program| said(Command::new(&python).env("PYTHONPATH", reader).args(["-c", program])))
        .collect();
    let [program] = &programs("c")[..] else { panic!() };
    std::fs::write(folder.join("main.c"), program).unwrap();
    said(Command::new("cc").args([
        "-std=c99",
        "-ffp-contract=off",
        "-Wall",
        "-Werror",
        "-o",
        "main",
        "main.c",
    ]));
    answers.push(said(&mut Command::new(folder.join("main"))));
    assert_eq!(answers.len(), 3);
    assert!(
        answers.iter().all(|answer| answer.starts_with("class ") && *answer == answers[0]),
        "{answers:?}"
    );
}
