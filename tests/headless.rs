//! The native runner from the outside: what it prints and how it ends.

use std::process::{Command, Output};

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

#[test]
fn a_diverged_pane_says_so_and_has_null_figures() {
    let output = headless(&["data=moons&act=relu&panes=lc:binary&iters=3&steps=300&ref=0&lr=100"]);
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
    refused(&["#sed=1"], "'sed'");
    refused(&["#seed=-1"], "seed=-1");
    refused(&["#panes=lc:adaptive:0"], "panes=lc:adaptive:0");
    refused(&["#data=mars"], "data=mars");
    refused(&["#mu0=1e99&iters=5"], "mu0");
    refused(&["nonsense"], "'nonsense'");
    refused(&["#seed=1&v=2"], "v=2");
    refused(&["#net=5-0"], "net=5-0");
}
