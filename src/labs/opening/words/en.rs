//! English.

use super::{Card, Cost, OpeningData, OpeningWords, Proof, Telling, Values, bytes, grouped, percent, points};

fn plural(bits: u32) -> &'static str {
    if bits == 1 { "bit" } else { "bits" }
}

pub(super) static WORDS: OpeningWords = OpeningWords {
    headline: |bits, rounded, trained| {
        [
            format!("{bits}-bit weights, not 32-bit:"),
            match rounded {
                Cost::Breaks(_) => "rounding breaks the net;".to_owned(),
                Cost::Points(cost) => format!("rounding costs {} points;", points(cost)),
                Cost::Little(_) => "rounding costs little;".to_owned(),
                Cost::Nothing => "rounding does no harm here,".to_owned(),
            },
            match (trained, rounded) {
                (Cost::Breaks(_), _) => "training for it fails too.".to_owned(),
                (Cost::Nothing | Cost::Little(_), Cost::Nothing) => "and training for it neither.".to_owned(),
                (Cost::Nothing | Cost::Little(_), _) => "training for it works.".to_owned(),
                (Cost::Points(cost), _) if cost < 1.05 => "training for it costs 1 point.".to_owned(),
                (Cost::Points(cost), _) => format!("training for it costs {} points.", points(cost)),
            },
        ]
    },
    about: |weights, values| {
        format!(
            "{} weights, in the end only {values} values in each layer: LC (Learning-Compression) trains and rounds in turn. Above: means of ten seeds.",
            grouped(weights as u64)
        )
    },
    card: |card, bits| match card {
        Card::Full => "The net, 32 bits".to_owned(),
        Card::Rounded => format!("Rounded to {bits} {}", plural(bits)),
        Card::Trained => format!("Trained for {bits} {} (LC)", plural(bits)),
    },
    wrong: |data, of| match data {
        OpeningData::Spiral => format!("of {} test points wrong", grouped(of.into())),
        OpeningData::Digits | OpeningData::Mnist => format!("of {} test digits wrong", grouped(of.into())),
    },
    costs: |cost| match cost {
        Cost::Breaks(cost) | Cost::Points(cost) | Cost::Little(cost) => {
            format!("{} points more wrong", points(cost))
        }
        Cost::Nothing => "no more wrong".to_owned(),
    },
    bytes: |size| format!("{} bytes", bytes(size)),
    smaller: |ratio| format!("{ratio:.1} times smaller"),
    storage: |parts| {
        let [bits, values, biases] = parts.map(bytes);
        format!("bits {bits} · values {values} · biases (32-bit) {biases}")
    },
    picture: |data, card| match (data, card) {
        (OpeningData::Spiral, Card::Full) => "Where the net in 32 bits sees each of two classes",
        (OpeningData::Spiral, Card::Rounded) => "Where the rounded net sees each of two classes",
        (OpeningData::Spiral, Card::Trained) => {
            "Where the net that LC trains sees each of two classes, rounded at this moment"
        }
        (_, Card::Full) => "Test digits, those that the net in 32 bits gets wrong marked",
        (_, Card::Rounded) => "Test digits, those that the rounded net gets wrong marked",
        (_, Card::Trained) => {
            "Test digits, those that the net LC trains gets wrong marked, rounded at this moment"
        }
    },
    legend: |data, of| match data {
        OpeningData::Spiral => {
            "The net tells two arms of a spiral apart. × marks a test point it gets wrong.".to_owned()
        }
        OpeningData::Digits => {
            "The net reads handwritten digits. Filled: a test digit it gets wrong.".to_owned()
        }
        OpeningData::Mnist => format!(
            "The net reads handwritten digits. Filled: one it gets wrong, of the first {of} test digits."
        ),
    },
    strip: |values| match values {
        2 => "Each dot is one weight. It must end on one of its layer’s two lines.".to_owned(),
        values => format!("Each dot is one weight. It must end on one of its layer’s {values} lines."),
    },
    telling: |telling, values| {
        match telling {
        Telling::Start => ("Start.", "The finished net, rounded: each weight to its nearest line. This is the rounded card.".to_owned()),
        Telling::L => ("Train (L).", "The net learns on, each weight pulled towards its line. The card waits for the next rounding.".to_owned()),
        Telling::C => ("Round (C).", match values {
            Values::Fixed => "Each weight takes the line nearest to it. The lines are given and stay.".to_owned(),
            Values::Scaled => "Each weight takes the line nearest to it, and the lines move together to fit.".to_owned(),
            Values::Learned => "Each weight takes the line nearest to it, and each line moves to the middle of its weights.".to_owned(),
        }),
        Telling::Pull => ("Again, harder.", "The pull grows, and the gaps that are left are remembered.".to_owned()),
        Telling::Both => ("Train (L), round (C), in turn.", "The pull towards the lines grows and grows.".to_owned()),
        Telling::End { arrived, changed, works } => (
            if arrived { "Done: every weight is on a line." } else { "The end: nearly on the lines." },
            match values {
                _ if !works => "But a net of these values answers wrongly: they do not fit its weights. Learned values do better.".to_owned(),
                Values::Fixed => format!(
                    "{} % of the weights are on another line than rounding gave them. With the biases, that makes a net that works.",
                    percent(changed)
                ),
                Values::Scaled | Values::Learned => format!(
                    "The lines moved, {} % of the weights changed lines, and the biases moved: a net that works again.",
                    percent(changed)
                ),
            },
        ),
    }
    },
    one_value: "a value",
    layer: |layer, weights| {
        [format!("layer {layer}: {} weights", grouped(weights as u64)), format!("layer {layer}")]
    },
    replay: "Replay",
    play: "Play",
    pause: "Pause",
    only_l: "Train (L)",
    only_c: "Round (C)",
    bits: "Bits",
    values: "Values",
    values_name: |values| match values {
        Values::Fixed => "fixed",
        Values::Scaled => "one scale",
        Values::Learned => "learned",
    },
    values_about: |values| match values {
        Values::Fixed => "The values are given beforehand, the same in every layer.",
        Values::Scaled => "The values are given but for one scale, which each layer learns.",
        Values::Learned => "Each layer learns its values.",
    },
    data: "Data",
    data_name: |data| match data {
        OpeningData::Spiral => "spiral",
        OpeningData::Digits => "digits",
        OpeningData::Mnist => "MNIST",
    },
    more: |data| match data {
        OpeningData::Mnist => "All numbers (computed here)",
        OpeningData::Spiral | OpeningData::Digits => "All numbers, losses, methods, settings",
    },
    compute: |data| match data {
        OpeningData::Mnist => "Compute it here (minutes)",
        OpeningData::Spiral | OpeningData::Digits => "Compute it here",
    },
    proof: |proof| match proof {
        Proof::Computing => "Computing here …",
        Proof::Same => "Computed here: bit by bit the recorded nets.",
        Proof::Other => "Computed here: not the recorded nets. Please tell us.",
        Proof::Alone => "Computed here.",
    },
    awaited: "Fetching the record …",
    missing: "This record could not be fetched. It can be computed here.",
    training: "Training the net in 32 bits …",
    seeds: |seeds| {
        format!(
            "Over {} seeds, wrong in the mean: 32 bits {} %, rounded {} %, LC {} % ({} to {}).",
            seeds.count,
            percent(seeds.reference),
            percent(seeds.rounded),
            percent(seeds.trained),
            percent(seeds.range.0),
            percent(seeds.range.1)
        )
    },
    steps: |reference, more| {
        format!(
            "The net in 32 bits was trained for {} steps; LC trains it for {} more.",
            grouped(reference.into()),
            grouped(more.into())
        )
    },
    summary: |at, of, error| {
        format!("Iteration {at} of {of}: {} percent of the test examples wrong.", percent(error))
    },
};
