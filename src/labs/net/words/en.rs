//! English.

use super::{DataKind, Lead, Look, LookWords, NetViewWords, NetWords, StripWords, grouped};

pub(super) static WORDS: NetWords = NetWords {
    caveat: "Test differences of a point or two are chance. Every machine gives the same numbers, except seconds.",
    reference: "Reference net, 32-bit",
    loading: |received, of| format!("Loading MNIST: {received} of {of} MB"),
    first_images: "The first training images",
    data: "Data",
    data_name: |kind| match kind {
        DataKind::Moons => "Two moons",
        DataKind::Circles => "Circles",
        DataKind::Spiral => "Spiral",
        DataKind::Xor => "XOR",
        DataKind::Blobs => "Three blobs",
        DataKind::Digits => "Digits 8×8",
        DataKind::Mnist => "MNIST 28×28",
        DataKind::SuperResolution => "Super-resolution",
    },
    net: "Net",
    net_hint: "Hidden layers: widths such as 32 or 300-100; linear for none; lenet5, or lenet5-act with activations after its convolutions too, with MNIST",
    groups: ["Data and net", "Quantization", "Schedule", "Training"],
    restarts: "A change trains the reference net anew and starts all runs over. Method and codebook are chosen above each run.",
    lead: Lead {
        net: |n| n.map_or_else(String::new, |n| format!("{} ", grouped(n as u64))),
        weight: "weights",
        and_thread: ", each tied by a ",
        thread: "thread",
        to_entry: " to the ",
        entry: "codebook entry",
        end: " replacing it. LC trains and rounds in turn.",
    },
    look: LookWords {
        label: "What is shown",
        name: |look| match look {
            Look::Strip => "Weights",
            Look::Plane => "Pairs",
            Look::Net => "What the net does",
        },
    },
    strip: StripWords {
        weights: "Weights and codebook",
        weights_head: ["Layer", "Entry", "Weights", "Share", "Mean distance"],
        entry: |layer, value, count, share| {
            format!("Layer {layer}, entry {value}: {} weights, {:.1} %", grouped(count as u64), 100.0 * share)
        },
        dot: |layer, index, value, entry| {
            format!(
                "Layer {layer}, weight {}: {value:.4}, entry {entry:.4}, distance {:.4}",
                grouped(index as u64),
                (value - entry).abs()
            )
            .replace('-', "−")
        },
        shares: |layer| format!("Shares of the entries of layer {layer}"),
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
    },
    net_view: NetViewWords {
        reference: "Reference net",
        quantized: "Quantized net",
        features: "First layer",
        confusion: "Reference against quantized",
        confusion_head: ["Reference says", "Quantized says", "Test examples"],
        differ: |different, of| {
            format!(
                "{} of {} test images answered differently",
                grouped(different.into()),
                grouped(of.into())
            )
        },
        example: |label, (before, sure), (own, own_sure)| {
            format!(
                "A {label}: reference {before} ({:.0} %), quantized {own} ({:.0} %)",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        examples: "Test images answered differently",
        agree: "Both nets give the same answers.",
        pad: "Draw a digit",
        pad_hint: "Draw with mouse, finger or pen. With the keyboard: arrows move the pen, Space lifts it and puts it down, Delete wipes.",
        wipe: "Wipe",
        verdict: |iteration| format!("after iteration {iteration}"),
        class: "Digit",
        none: "These data have no picture of what the net does. Try moons, digits or MNIST.",
    },
};
