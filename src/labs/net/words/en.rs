//! English.

use super::{
    CascadeWords, Lead, Look, LookWords, NetViewWords, NetWords, StripWords, Z_95, grouped, grouped_bytes,
    grouped_times, minus,
};

pub(super) static WORDS: NetWords = NetWords {
    caveat: "In brackets: 95 % limits, from the test examples on which the two nets differ. Every machine gives the same numbers, except seconds.",
    reference: "32 bits",
    loading: |received, of| format!("Loading MNIST: {received} of {of} MB"),
    first_images: "The first training images",
    data: "Data",
    net: "Net",
    net_hint: "Hidden layers: widths such as 32 or 300-100; linear for none; lenet5, or lenet5-act with activations after its convolutions too, with MNIST",
    groups: ["Data and net", "Quantization", "Schedule", "Training"],
    restarts: "A change trains the 32-bit net anew and starts all runs over. Method and codebook are chosen above each run; what else a run may have of its own comes first here.",
    lead: Lead {
        net: |n| n.map_or_else(|| "Every ".to_owned(), |n| format!("{} ", grouped(n as u64))),
        weight: "weights",
        to_value: " of 32 bits each must end on a few shared ",
        value: "values",
        end: ": Learning-Compression (LC) trains and rounds in turn.",
        pairs: "Each dot is two weights: one across, the other up. Both must end on a value, so the dot on a crossing of lines.",
        plane: "Colours: the rounded net’s answers. Dashed: the 32-bit net’s border. Crosses: wrong answers. Point to ask both.",
        images: "What the first layer looks for, and which test images rounding made worse or better. Draw one yourself below.",
    },
    look: LookWords {
        label: "What is shown",
        name: |look| match look {
            Look::Strip => "Weights",
            Look::Plane => "Pairs",
            Look::Net => "Answers",
        },
    },
    strip: StripWords {
        weights: "Weights and their values",
        weights_head: ["Layer", "Value", "Weights", "Share", "Mean distance"],
        entry: |layer, value, count, share| {
            format!("Layer {layer}, value {value}: {} weights, {:.1} %", grouped(count as u64), 100.0 * share)
        },
        dot: |(layer, from, to, last), weight, value| {
            let source = if layer == 1 { "input" } else { "unit" };
            let target = if last { "answer" } else { "unit" };
            format!(
                "Layer {layer}, {source} {} → {target} {to}: weight {weight:.4}, value {value:.4}, distance {:.4}",
                grouped(from as u64),
                (weight - value).abs()
            )
            .replace('-', "−")
        },
        shares: |layer| format!("Shares of the values of layer {layer}"),
        values: |k| format!(": {k} {}", if k == 1 { "value" } else { "values" }),
        in_full: |weights| format!(": {weights} kept in full"),
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
            format!("All weights after iteration {iteration}, with {entries} values.")
        },
    },
    cascade: CascadeWords {
        open: "Two nets as one",
        not_yet: "Once a run has ended, its net can answer together with a larger one",
        about: "Most questions are easy. A small net answers them by itself; where it is not sure enough, a second net is asked as well. Both are stored, but the second is read only when it is asked: compression that adapts to the question.",
        small: "First answers",
        large: "if it is not sure, ask",
        sure: "Sure enough is",
        threshold: |threshold| match threshold {
            0.0 => "any lead: the second net is never asked".to_owned(),
            _ if threshold > 7.0 => format!(
                "its first choice is {} times as probable as its second (lead {threshold:.2})",
                grouped_times(threshold)
            ),
            _ => format!(
                "its first choice is {:.1} times as probable as its second (lead {threshold:.2})",
                threshold.exp()
            ),
        },
        result: |error, share| {
            format!(
                "{:.1} % wrong, and {:.0} % of the questions go to the second net.",
                100.0 * error,
                100.0 * share
            )
        },
        paired: |paired| {
            let (low, high) = paired.limits(Z_95);
            minus(&format!(
                "Beside the second net alone {:+.1} points ({:+.1} to {:+.1} at 95 %).",
                100.0 * paired.difference(),
                100.0 * low,
                100.0 * high
            ))
        },
        heads: ["wrong", "bytes read per answer", "µs per answer"],
        both: "Both as one",
        best: "Ask as seldom as this allows:",
        within: |points, share| {
            if points == 0.0 {
                format!("no more errors (asks {:.0} %)", 100.0 * share)
            } else {
                format!(
                    "{points} point{} more errors (asks {:.0} %)",
                    if points > 1.0 { "s" } else { "" },
                    100.0 * share
                )
            }
        },
        curve: "From the one net to the other",
        axes: ["mean µs per answer", "mean bytes read per answer", "wrong"],
        table: ["Lead", "Asked", "Wrong", "Bytes read", "µs"],
        pad: "Who answers where: within the dashed lines the second net is asked.",
        slower: "Here that takes longer than asking the second net alone: it pays where the second net is much larger, or far away.",
        caveat: |bytes| {
            format!(
                "Both nets have to be stored: {} bytes. The best threshold is chosen on the same test examples it is judged by: on new ones expect a little more.",
                grouped_bytes(bytes)
            )
        },
    },
    net_view: NetViewWords {
        reference: "32 bits",
        boundary: "What the rounded net answers, all over the plane",
        place: |(before, sure), (own, own_sure)| {
            format!(
                "Here: in 32 bits class {before} ({:.0} %), rounded class {own} ({:.0} %)",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        features: |shown, of, largest| {
            let units = if shown == of { of.to_string() } else { format!("{shown} of {of}") };
            format!("Layer 1: {units}, ±{largest:.2}")
        },
        confusion: "32-bit net against rounded net",
        confusion_head: ["In 32 bits", "Rounded", "Test examples"],
        example: |label, (before, sure), (own, own_sure)| {
            format!(
                "True digit {label}: in 32 bits {before} ({:.0} %), rounded {own} ({:.0} %)",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        examples: |better, count, shown| {
            let head = if better { "✓ Better" } else { "✗ Worse" };
            let shown =
                if (shown as u64) < count.into() { format!(" ({shown} shown)") } else { String::new() };
            format!("{head}: {}{shown}", grouped(count.into()))
        },
        plate: |label, other, better| {
            if better { format!("{label}, was {other}") } else { format!("{label}, now {other}") }
        },
        pad: "Draw a digit",
        pad_hint: "Draw with mouse, finger or pen. With the keyboard: arrows move the pen, Space lifts it and puts it down, Delete wipes.",
        wipe: "Wipe",
        seen: "What the nets see",
        class: "Digit",
        none: "These data have no picture of what the net does. Try moons, digits or MNIST.",
    },
};
