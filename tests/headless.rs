//! The native runner from the outside: what it prints and how it ends.

use std::path::PathBuf;
use std::process::{Command, Output};

use lc_lab::sweep::{Cell, Line};
use safetensors::Dtype;
use safetensors::tensor::TensorView;

fn headless(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headless")).args(arguments).output().unwrap()
}

fn refused(arguments: &[&str], named: &str) {
    let output = headless(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains(named), "{text} should name {named}");
}

const SMALL: &str = "data=moons&panes=lc:adaptive:2,dc:binary&iters=2&steps=10&ref=20";

#[test]
fn a_link_a_hash_and_its_bare_text_give_the_same_report() {
    let report = |text: &str| {
        let output = headless(&[text]);
        assert!(output.status.success() && output.stderr.is_empty());
        let mut report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for pane in report["panes"].as_array_mut().unwrap() {
            pane["seconds"] = 0.into();
        }
        report
    };
    let first = report(SMALL);
    assert_eq!(first, report(&format!("#{SMALL}")));
    assert_eq!(first, report(&format!("https://example.org/lab/index.html#{SMALL}")));
}

#[test]
fn the_report_has_every_documented_field() {
    let output = headless(&[SMALL]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["version"], 1);
    for key in ["data", "net", "seed", "mu0", "iters", "panes"] {
        assert!(!report["spec"][key].is_null(), "spec.{key}");
    }
    assert_eq!((&report["spec"]["net"], &report["spec"]["seed"]), (&"16-16".into(), &1.into()));
    for key in ["train_loss", "train_error", "test_loss", "test_error", "sgd_steps", "digest"] {
        assert!(!report["reference"][key].is_null(), "reference.{key}");
    }
    for key in [
        "method",
        "codebook",
        "k",
        "train_loss",
        "train_error",
        "test_loss",
        "test_error",
        "disagreement",
        "paired",
        "changed",
        "bits_per_weight",
        "size_bits",
        "compression_ratio",
        "codebooks",
        "distortion",
        "iterations",
        "sgd_steps",
        "stop",
        "seconds",
        "history",
        "digest",
    ] {
        assert!(!report["panes"][0][key].is_null(), "pane.{key}");
    }
    let history = report["panes"][0]["history"].as_array().unwrap();
    assert_eq!(history.len(), 3);
    for key in ["iteration", "mu", "loss_w", "loss_q", "violation", "lloyd_iterations"] {
        assert!(history[2][key].is_number(), "history.{key}");
    }
}

/// If a run is better than the reference, it may only have been trained longer: the longer reference is the one that a link
/// with so many steps gives.
#[test]
fn the_reference_can_be_trained_as_long_as_the_runs() {
    let report = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&headless(arguments).stdout).unwrap()
    };
    let link = "data=moons&panes=lc:adaptive:2&iters=3&steps=20&ref=100";
    let (plain, long) = (report(&[link]), report(&["--long", link]));
    assert!(plain["reference_long"].is_null());
    assert_eq!(long["reference"], plain["reference"]);
    assert_eq!(long["reference_long"], report(&["data=moons&panes=dc:binary&ref=160"])["reference"]);
    refused(&["--long", "#lab=plane"], "--long");
    refused(&["--long", "#data=moons&ref=999999&panes=dc:binary"], "--long");
}

#[test]
fn a_diverged_pane_says_so_and_has_null_figures() {
    let output = headless(&["data=moons&act=relu&panes=lc:binary&mu0=0.001&iters=3&steps=300&ref=0&lr=100"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let pane = &report["panes"][0];
    assert_eq!(pane["stop"], "diverged");
    for key in ["train_loss", "test_error", "size_bits", "digest", "codebooks", "distortion", "disagreement"]
    {
        assert!(pane[key].is_null(), "{key}");
    }
}

#[test]
fn bad_calls_are_refused_in_one_line_that_names_what_is_wrong() {
    refused(&[], "usage");
    refused(&["a", "b"], "usage");
    refused(&["--what", "#"], "usage");
    refused(&["#", "--layout", "sideways"], "out-in or in-out");
    refused(&["#sed=1"], "'sed'");
    refused(&["#seed=-1"], "seed=-1");
    refused(&["#panes=lc:adaptive:0"], "panes=lc:adaptive:0");
    refused(&["#data=mars"], "data=mars");
    refused(&["#mu0=1e99&iters=5"], "mu0");
    refused(&["nonsense"], "'nonsense'");
    refused(&["#seed=1&v=2"], "v=2");
    refused(&["#net=5-0"], "net=5-0");
    // Numbers of something else than was asked for would be worse than none.
    refused(&["https://example.org/lab/?data=moons&seed=3"], "'#'");
    refused(&["https://example.org/lab/%23data=moons&seed=3"], "'#'");
    refused(&["#toy=wells&wx=-1"], "'wx' decides nothing with lab=net");
    refused(&["#lab=plane&data=moons"], "'data' decides nothing with lab=plane");
    refused(&["#seed=1&seed=2"], "'seed' is there twice");
    refused(&["#lab=plane&wx=abc"], "-4 to 4");
    refused(&["#", "--reference", "x", "--order"], "usage");
}

/// A directory of its own for a test's files.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// A file of tensors that all hold `value`.
fn tensors(path: &PathBuf, tensors: &[(&str, &[usize])], value: f32) {
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|(_, shape)| value.to_le_bytes().repeat(shape.iter().product())).collect();
    let views = tensors.iter().zip(&bytes).map(|((name, shape), bytes)| {
        (name.to_string(), TensorView::new(Dtype::F32, shape.to_vec(), bytes).unwrap())
    });
    std::fs::write(path, safetensors::serialize(views, None).unwrap()).unwrap();
}

#[test]
fn a_reference_from_a_file_is_quantized_instead_of_a_trained_one() {
    let file = directory("reference").join("net.safetensors");
    let path = file.to_str().unwrap();
    let link = "#net=5&iters=1&steps=5&panes=dc:adaptive:2";
    tensors(
        &file,
        &[("b.weight", &[10, 5]), ("b.bias", &[10]), ("a.weight", &[5, 64]), ("a.bias", &[5])],
        0.25,
    );
    let output = headless(&["--reference", path, link]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["reference"]["sgd_steps"], 0);
    // Ten equal outputs: a loss of ln 10, and one entry is enough for the codebook.
    let loss = report["reference"]["train_loss"].as_f64().unwrap();
    assert!((loss - 10_f64.ln()).abs() < 1e-5, "{loss}");
    assert_eq!(report["panes"][0]["codebooks"][0], serde_json::json!([0.25]));

    tensors(&file, &[("a.weight", &[5, 64]), ("a.bias", &[5])], 0.25);
    refused(&["--reference", path, link], "layer 2");
    tensors(&file, &[("weight", &[2, 2]), ("bias", &[2])], 0.25);
    let square = "#data=moons&net=linear&iters=1&steps=5&panes=dc:binary";
    refused(&["--reference", path, square], "--layout");
    assert!(headless(&["--reference", path, "--layout", "in-out", square]).status.success());
    // What it was taken for is told.
    let output = headless(&["--reference", path, "--layout", "in-out", square]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("(inputs, outputs), as --layout says"), "{told}");
    let names = [
        ("alpha.weight", &[10, 10][..]),
        ("alpha.bias", &[10]),
        ("beta.weight", &[10, 10]),
        ("beta.bias", &[10]),
        ("first.weight", &[10, 64]),
        ("first.bias", &[10]),
    ];
    tensors(&file, &names, 0.25);
    let two = "#net=10-10&iters=1&steps=5&panes=dc:binary";
    refused(&["--reference", path, two], "--order");
    refused(&["--reference", path, "--order", "first,alpha", two], "2 layers");
    refused(&["--reference", path, "--order", "first,alpha,gamma", two], "gamma");
    let output = headless(&["--reference", path, "--order", "first, beta, alpha", two]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && told.contains("layers first, beta, alpha, as --order says"), "{told}");
    assert!(told.contains("gets 90 % of the training examples wrong"), "{told}");
    tensors(&file, &[("weight", &[2, 2]), ("bias", &[2])], f32::NAN);
    refused(&["--reference", path, square], "not finite");
    std::fs::write(&file, "PK nothing").unwrap();
    refused(&["--reference", path, link], ".npz");
    refused(&["--reference", "no/such/file", link], "no/such/file");
}

#[test]
fn mnist_is_read_from_the_directory_that_is_said() {
    let data = directory("mnist");
    for (half, count) in [("train", 6_u8), ("t10k", 3)] {
        let labels: Vec<u8> = [0, 0, 8, 1, 0, 0, 0, count].into_iter().chain(0..count).collect();
        std::fs::write(data.join(format!("{half}-labels-idx1-ubyte")), labels).unwrap();
        let mut images = vec![0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28];
        images.extend((0..u32::from(count) * 784).map(|i| (i * 31).to_le_bytes()[0]));
        std::fs::write(data.join(format!("{half}-images-idx3-ubyte")), images).unwrap();
    }
    let data = data.to_str().unwrap();
    for net in ["4", "lenet5"] {
        let link = format!("#data=mnist&net={net}&n=5&ref=2&iters=1&steps=2&batch=3&panes=lc:adaptive:2");
        let output = headless(&["--data", data, &link]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["spec"]["net"], net);
        assert!(report["panes"][0]["test_error"].is_number());
    }
    refused(&["--data", "no/such/place", "#data=mnist"], "make data");
    refused(&["--data", data, "#net=lenet5"], "net=lenet5");
}

/// A sweep's lines are the same whatever the number of threads and shards, what is there already is not run again, and each is
/// what its link gives.
#[test]
fn a_sweep_is_the_sum_of_its_cells() {
    const SMALL: &str = "#lab=tradeoff&data=moons&n=40&nets=3,2&ref=40&iters=2&steps=5&seeds=2&panes=lc:adaptive:2~5,dc:binary,lc:budget:3";
    let sorted = |output: &[u8]| {
        let mut lines: Vec<String> =
            std::str::from_utf8(output).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let whole = sorted(&headless(&["sweep", SMALL, "--jobs", "1"]).stdout);
    assert_eq!(whole.len(), 12);
    assert_eq!(sorted(&headless(&["sweep", SMALL, "--jobs", "2"]).stdout), whole);
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let out = folder.join("sweep.jsonl");
    let _ = std::fs::remove_file(&out);
    let file = out.to_str().unwrap();
    for shard in ["2/3", "1/3", "3/3"] {
        assert!(headless(&["sweep", SMALL, "--out", file, "--shard", shard]).status.success());
    }
    assert_eq!(sorted(&std::fs::read(&out).unwrap()), whole);
    // Cut off in the middle of a line, and of the work.
    let text = std::fs::read_to_string(&out).unwrap();
    let half: String = text.lines().take(5).map(|line| line.to_owned() + "\n").collect();
    std::fs::write(&out, half + &text[..30]).unwrap();
    let output = headless(&["sweep", SMALL, "--out", file]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("7 of 7 cells"));
    assert_eq!(sorted(&std::fs::read(&out).unwrap()), whole);
    // Each line is the report of its link, but for the times and what was on the way.
    for line in &whole {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let alone = headless(&[line["link"].as_str().unwrap()]);
        let alone: serde_json::Value = serde_json::from_slice(&alone.stdout).unwrap();
        assert_eq!(line["reference"], alone["reference"]);
        for key in ["digest", "test_error", "valid_error", "size_bits", "paired", "iterations", "codebooks"] {
            assert_eq!(line["pane"][key], alone["panes"][0][key], "{key}");
        }
    }
    // The figures alone are those of the whole lines.
    let brief = sorted(&headless(&["sweep", SMALL, "--brief"]).stdout);
    for (line, figures) in whole.iter().zip(&brief) {
        let line: Line = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::from_str::<Cell>(figures).unwrap(), Cell::from(&line));
        let pane = line.pane.unwrap();
        let figures: serde_json::Value = serde_json::from_str(figures).unwrap();
        assert_eq!(figures["digest"], pane.digest.unwrap());
        assert_eq!(figures["quantized"]["valid_error"], pane.valid_error.unwrap());
        assert_eq!(figures["reference"]["test_error"], line.reference.unwrap().test_error.unwrap());
    }
    std::fs::write(&out, "something else\n").unwrap();
    refused(&["sweep", SMALL, "--out", file], "no output of a sweep");
    refused(&["sweep", SMALL, "--shard", "4/3"], "2/5");
    refused(&["sweep"], "usage");
    refused(&["sweep", "#lab=net"], "lab=tradeoff");
}
