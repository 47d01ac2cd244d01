//! English.

use std::cmp::Ordering;
use std::fmt::Write;

use super::{
    Activation, Caption, ChartWords, Codebook, Column, DataKind, Expected, ExperimentError, Fault,
    FileTrouble, Format, Method, Outcome, PaneWords, Reason, RunsWords, Said, SavingSaid, SavingsWords,
    Score, Setting, SettingsWords, Share, Solver, Speed, Standing, TableWords, TakeWords, TransportWords,
    Unwritable, grouped, range_of, three_digits,
};

/// What a browser or a panic says, behind a sentence of ours.
fn bracketed(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(" ({said})") }
}

/// Test examples more or fewer than another net's.
fn against(own: usize, other: usize, of: &str, what: &str) -> String {
    match own.cmp(&other) {
        Ordering::Less => format!("{}{of} fewer than {what}", other - own),
        Ordering::Equal => format!("as many as {what}"),
        Ordering::Greater => format!("{}{of} more than {what}", own - other),
    }
}

/// What a run ends with.
fn score(score: &Score) -> [String; 2] {
    match *score {
        Score::Errors { wrong, of, reference, rounded } => {
            #[expect(clippy::cast_precision_loss, reason = "counts of examples")]
            let percent = 100.0 * wrong as f64 / f64::from(of.max(1));
            let bits = against(wrong, reference, &format!(" of {}", grouped(of.into())), "32-bit");
            let once = rounded.map(|rounded| format!(", {}", against(wrong, rounded, "", "rounding")));
            [format!("{percent:.1} % wrong"), format!(": {bits}{}.", once.unwrap_or_default())]
        }
        Score::Loss { own, reference, rounded } => {
            let once = rounded.map(|rounded| format!(", rounding {}", three_digits(rounded)));
            let others = format!(": 32-bit {}{}.", three_digits(reference), once.unwrap_or_default());
            [format!("Train loss {}", three_digits(own)), others]
        }
    }
}

/// What can be said of a run's weights.
fn standing(outcome: &Outcome) -> String {
    let share = 100.0 * outcome.changed.unwrap_or_default();
    match outcome.standing {
        Standing::Rounded => "The finished net, every weight moved to its nearest value.".to_owned(),
        Standing::UnderWay => {
            format!("Under way: {share:.0} % of the weights have left the value rounding gave them.")
        }
        Standing::Arrived => {
            format!("All weights are on their values; {share:.0} % left the one rounding gave them.")
        }
        Standing::Kept => format!("Kept is the rounded net: {share:.0} % left the value rounding gave them."),
        Standing::Off => format!(
            "Not on their values yet (distance {}): more iterations or a larger first μ.",
            three_digits(outcome.distance)
        ),
        Standing::Stuck => {
            "Stuck: no better than rounding. Try a smaller learning rate, or a smaller first μ.".to_owned()
        }
        Standing::Unlearned => {
            "The 32-bit net has not learned: try a smaller learning rate, or more steps.".to_owned()
        }
    }
}

/// What a setting is called, and how links write it.
fn name_of(setting: Setting) -> String {
    let label = match setting {
        Setting::Net => Some("Net"),
        Setting::Nets => Some("Nets"),
        Setting::Seed => Some("Seed"),
        Setting::Seeds => Some("Seeds"),
        Setting::Within => Some("Tolerance"),
        Setting::Atmost => Some("The limit"),
        _ => (WORDS.settings.label)(setting).map(|(label, _)| label),
    };
    label.map_or_else(|| setting.to_string(), |label| format!("{label} ({setting})"))
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
    format!("{} cannot be “{}”: it takes {good}.", name_of(fault.setting), fault.value)
}

pub(super) static WORDS: RunsWords = RunsWords {
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
    recorded: "Recorded when this page was built",
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
    download: "Report (JSON)",
    caption: |caption, course| {
        let (sentence, equation) = match (caption, course.method) {
            (Caption::Start, _) => {
                ("Start: the finished net, rounded once. This is direct compression.", "Θ ← Π(w)")
            }
            (Caption::L, Some(Method::Lc)) => (
                "L step: the net trains, weights pulled towards their values.",
                "w ← argmin L(w) + μ/2 ‖w − Δ(Θ) − λ/μ‖²",
            ),
            (Caption::L, Some(Method::Lcqp)) => (
                "L step: the net trains, weights pulled towards their values.",
                "w ← argmin L(w) + μ/2 ‖w − Δ(Θ)‖²",
            ),
            (Caption::L, Some(Method::Idc)) => {
                ("L step: the net trains on from its rounded weights, and nothing pulls.", "w ← argmin L(w)")
            }
            (Caption::L, Some(Method::Ste)) => (
                "L step: the net trains through its rounding: the rounded net’s gradients move the weights.",
                "w ← w − η ∇L(Δ(Π(w)))",
            ),
            (Caption::L, Some(Method::Trained)) => {
                ("L step: the values train; which weight has which does not change.", "Θ ← argmin L(Δ(Θ))")
            }
            (Caption::L, Some(Method::Dc) | None) => {
                ("L step: each net trains, in the way of its method.", "")
            }
            (Caption::C, Some(Method::Trained)) => {
                ("C step: nothing to choose: each weight keeps its value.", "")
            }
            (Caption::C, Some(Method::Lc)) if course.moves => (
                "C step: each weight takes its nearest value, values move to their weights.",
                "Θ ← Π(w − λ/μ)",
            ),
            (Caption::C, Some(Method::Lc)) => {
                ("C step: each weight takes its nearest value; the values stay.", "Θ ← Π(w − λ/μ)")
            }
            (Caption::C, _) if course.moves => {
                ("C step: each weight takes its nearest value, values move to their weights.", "Θ ← Π(w)")
            }
            (Caption::C, _) => ("C step: each weight takes its nearest value; the values stay.", "Θ ← Π(w)"),
            (Caption::Multipliers, Some(Method::Lc)) => (
                "Multipliers remember the gaps left; μ grows: a stronger pull.",
                "λ ← λ − μ (w − Δ(Θ)),  μ ← a μ",
            ),
            (Caption::Multipliers, Some(Method::Lcqp)) => ("μ grows: a stronger pull.", "μ ← a μ"),
            (Caption::Multipliers, _) => ("And again.", ""),
            (Caption::Both, Some(Method::Lc | Method::Lcqp)) => {
                ("Train (L) and round (C), in turn, while the pull grows.", "")
            }
            (Caption::Both, _) => ("Train (L) and round (C), in turn.", ""),
            (Caption::End, _) if course.arrived => {
                ("End: every weight is on its value. What is stored is the value’s number.", "w = Δ(Θ)")
            }
            (Caption::End, Some(Method::Lc | Method::Lcqp)) => (
                "End, but the weights are not on their values yet: more iterations, or a larger μ. What is stored is the rounded net.",
                "w ≠ Δ(Θ)",
            ),
            (Caption::End, _) => ("End. What is stored is the rounded net.", ""),
        };
        Said { sentence, equation }
    },
    score,
    standing,
    complaint,
    transport: TransportWords {
        label: "Playback",
        reset: "Back to the start",
        play: "Play",
        pause: "Pause",
        step: "L and C step: one iteration forward",
        only_l: "L step only: train",
        only_c: "C step only: round",
        speed: "Speed",
        speed_name: |speed| match speed {
            Speed::Narrated => "narrated",
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
        computing: |at, of| format!("Computing: iteration {at} of {of}"),
        mu: |mu| format!("μ {mu}"),
        seed: "Seed",
        dice: "Draw a new seed",
    },
    take: TakeWords {
        open: "Take this net with you",
        not_yet: "Once this run has ended, its net can be taken along as a file",
        recorded: "This run was computed beforehand, and only its numbers were kept. Press “compute it here” in the opening, and its net can be taken along",
        about: "The quantized net of this run, as files that other programs read. Each says in itself where it is from: link, digest, error, the licence of its data. Answers are the same everywhere, outputs but for rounding.",
        format: |format| match format {
            Format::Packed => (
                "Packed (.safetensors)",
                "Codes, values and biases: the bytes told in the table, and a header. For storing and sending.",
            ),
            Format::Safetensors => (
                "Weights (.safetensors)",
                "Every weight in full, as PyTorch lays them out. Not smaller; any program reads it.",
            ),
            Format::Npz => ("Weights (.npz)", "The same for NumPy."),
            Format::OnnxExact => (
                "ONNX, exact",
                "Looks every weight up in its codebook: any values, the file stays small. Runtimes unpack it first.",
            ),
            Format::OnnxFast => (
                "ONNX, fast",
                "For evenly spaced values: codes with a scale, which runtimes have kernels for. Which of the two is faster, time on the machine it is for.",
            ),
            Format::CHeader => (
                "C header (.h)",
                "For microcontrollers: packed codes and one function from input to class, C99 without dependencies, our outputs to the bit.",
            ),
        },
        saved: |name, bytes| format!("Saved {name}, {bytes} bytes."),
        refused: |reason| match reason {
            Unwritable::Uneven => {
                "Not this one: its values are not evenly spaced, or some weights are kept in full. Take ONNX, exact."
            }
            Unwritable::Convolutions => {
                "Not this one: the net has convolutions, which only the first three formats hold."
            }
        },
        no_program: "The program that writes files could not be fetched.",
        reader: "Thirty lines of NumPy read the packed file: ",
    },
    savings: SavingsWords {
        short: "Faster?",
        open: "Smaller, faster?",
        not_yet: "Once a run has ended, what its net saves is measured",
        about: "Each net beside the same net with its weights in 32 bits: what it takes to keep, and how long an answer takes. Measured by this browser on this machine when the run ended, one question at a time, medians; the quantized nets answer from their packed codes.",
        bytes: "Bytes",
        us: "µs per answer",
        answers: |(differ, asked)| match differ {
            0 => format!(
                "Its packed codes answer all {} test questions as the same values written out in 32 bits do.",
                grouped(asked as u64)
            ),
            1 => format!(
                "1 of {} test answers is another one than with the same values written out in 32 bits: sums are rounded.",
                grouped(asked as u64)
            ),
            _ => format!(
                "{differ} of {} test answers are others than with the same values written out in 32 bits: sums are rounded.",
                grouped(asked as u64)
            ),
        },
        batches: "How many questions at once?",
        axes: ["questions at once", "µs per answer"],
        crossing: |crossing| match crossing {
            None => {
                "Faster than the 32-bit net however many questions it gets at once, up to 128.".to_owned()
            }
            Some(batch) if batch < 1.5 => {
                "No faster than the 32-bit net, even one question at a time.".to_owned()
            }
            Some(batch) => format!(
                "Faster one question at a time; asked about {batch:.0} at once, the 32-bit net catches up."
            ),
        },
        operations: "What an answer costs",
        heads: [
            "multiplications",
            "additions",
            "additions of whole numbers",
            "look-ups",
            "bytes of weights read",
            "nJ, estimated",
        ],
        energy: "Counted for an input without zeros; blank pixels are skipped by all. The last column is an estimate for another chip: each operation counts what M. Horowitz (ISSCC 2014) gives for 45 nm, weights are read from the smallest memory of that list that holds them, and a look-up counts as an addition of bytes. This machine was not measured.",
        said: |said| {
            match said {
            SavingSaid::OneBit(times, true) => format!("One bit per weight makes the file {times:.0} times smaller. It is faster only because of a kernel written for it: multiplying by unpacked weights would be slower."),
            SavingSaid::OneBit(times, false) => format!("One bit per weight makes the file {times:.0} times smaller. That alone makes nothing faster."),
            SavingSaid::OneByOne(times) => format!("Asked many questions at once, the 32-bit net uses every weight it fetches again and again, and takes {times:.1} times less per answer: what can be gained is gained one question at a time."),
            SavingSaid::InCache => "The 32-bit net fits the caches of this machine: there is no memory wall to take away, so smaller alone is not faster.".to_owned(),
            SavingSaid::BeyondCache => "The 32-bit net is larger than most caches: reading fewer bytes is part of what is gained.".to_owned(),
            SavingSaid::PowersOfTwo => "Powers of two do not help in a browser, which has no shift by another amount in each lane. In silicon a shifter is smaller than a multiplier.".to_owned(),
            SavingSaid::AddingOnly => "±a under real inputs is adding and subtracting. XNOR and counting bits would need binary activations: another net.".to_owned(),
            SavingSaid::FreeValues => "Values that are learned cost what fixed ones cost: their sums are computed once per question, then looked up.".to_owned(),
            SavingSaid::FourBits(times) if *times >= 0.95 => format!("Four bits: an eighth of the weights’ size, {times:.1} times as fast."),
            SavingSaid::FourBits(_) => "Four bits: an eighth of the weights’ size, and slower here.".to_owned(),
            SavingSaid::Slower => "Where a net is slower than in 32 bits: for every question tables of sums are filled, which pays only where many units look them up. This net is too small for that.".to_owned(),
            SavingSaid::Unpacked => "More than 16 values are unpacked to 32 bits before the first answer: a smaller file, the same speed.".to_owned(),
        }
        },
    },
    pane: PaneWords {
        own: "Each run",
        rate: "rate",
        rate_about: "Learning rate of this run alone; empty: that of all",
        label: |n| format!("Run {n}"),
        method: "Method",
        method_name: |method| match method {
            Method::Lc => "LC",
            Method::Lcqp => "LC, penalty only",
            Method::Dc => "Rounding once",
            Method::Idc => "Rounding repeatedly",
            Method::Ste => "Straight-through (STE)",
            Method::Trained => "Train the values only",
        },
        codebook: "Codebook",
        codebook_name: |codebook| match codebook {
            Codebook::Adaptive { .. } => "K learned values",
            Codebook::Adaptive0 { .. } => "0 and K − 1 learned",
            Codebook::Budget { .. } => "learned, K by a budget",
            Codebook::Binary => "binary ±1",
            Codebook::BinaryScaled => "binary ±a",
            Codebook::Ternary => "ternary 0, ±1",
            Codebook::TernaryScaled => "ternary 0, ±a",
            Codebook::Pow2 { .. } => "powers of 2",
            Codebook::Pow2Scaled { .. } => "powers of 2 × a",
            Codebook::Fixed(_) => "custom values",
            Codebook::FixedScaled(_) => "custom values × a",
        },
        entries: "K",
        budget: "bits",
        kept: "kept",
        kept_about: "Kept in full, as 32-bit numbers: so many percent of each layer’s weights, those farthest from their values",
        exponent: "smallest",
        values: "values",
        duplicate: "Duplicate this run",
        remove: "Remove this run",
        diverged: "This run diverged: its numbers grew beyond all bounds. What it computed before is kept. Try a smaller learning rate or a smaller first μ.",
        reference_diverged: "The reference net diverged while training. Try a smaller learning rate.",
        failed: |reason| match reason {
            Reason::OtherBuild => {
                "A part of this page comes from another version of it. Please reload the page.".to_owned()
            }
            Reason::NoClock => {
                "This browser's clock is too coarse to measure how fast nets answer.".to_owned()
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
                    " Without a network MNIST has to be kept beforehand (“?”, Keep MNIST too); one file has none, nor has a page that was built without npm."
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
        retry: "Try again",
        start_again: "Start it anew",
    },
    chart: ChartWords {
        sampled: |n| format!("between start and end of {} examples", grouped(n.into())),
        loss: "Train loss",
        reference: "32 bits",
        once: "rounded once",
        more: "More curves",
        violation: "Distance",
        mu: "Penalty μ",
        codebook: "Values",
        layer: |layer| format!("Layer {layer}"),
        solver: "k-means iterations",
        sizes: "K per layer",
        of_weights: "unrounded",
        of_quantized: "rounded",
        iteration: "Iteration",
    },
    table: TableWords {
        caption: "The runs in numbers, at the iteration shown",
        run: "Run",
        once: "rounded once",
        more: "More columns",
        longer: "32 bits, trained as long",
        seeds: (
            "10 seeds",
            "How much is luck? Runs the comparison with ten seeds, and trains the 32-bit net for as long as the runs.",
        ),
        seeds_done: |done, of| format!("{done} of {of} seeds"),
        over_seeds: (
            "Over seeds",
            "Test error (or loss) with each seed, a dot each: the mean, and from the smallest to the largest.",
        ),
        column: |column| match column {
            Column::TrainLoss => (
                "Train loss",
                "Mean loss of the rounded net on the training examples, in nats. A run trains on after the 32-bit net: it had more steps.",
            ),
            Column::TrainError => ("Train error", "Share of training examples the rounded net gets wrong."),
            Column::TestError => {
                ("Test error", "Share of test examples, never trained on, that the rounded net gets wrong.")
            }
            Column::ValidError => (
                "Held-out error",
                "Share of the examples held out, never trained on, that the rounded net gets wrong. Choose among nets by these; the test examples are for the one chosen.",
            ),
            Column::Change => (
                "vs 32-bit, points",
                "Test error minus the 32-bit net’s, in percentage points; negative is better. In brackets its 95 % limits, from the test examples on which the two nets differ.",
            ),
            Column::Low => ("from", "Lower 95 % limit of the difference."),
            Column::High => ("to", "Upper 95 % limit of the difference."),
            Column::Lost => ("Got worse", "Test examples only the 32-bit net answers rightly."),
            Column::Won => ("Got better", "Test examples only the rounded net answers rightly."),
            Column::Disagreement => (
                "Answers changed",
                "Share of test examples the rounded net answers differently from the 32-bit net.",
            ),
            Column::Bits => (
                "Bits",
                "Bits of the number of a weight’s value, on average over the weights. Bytes are all that is stored.",
            ),
            Column::Size => (
                "Bytes",
                "Size of the net: the values’ numbers, the values, the biases in 32 bits, and weights kept in full with their places.",
            ),
            Column::Coded => {
                ("Bytes, coded", "The size if frequent values get shorter numbers (entropy coding).")
            }
            Column::Ratio => ("Smaller by", "Bytes of the 32-bit net divided by the bytes of this one."),
            Column::Steps => {
                ("SGD steps", "Minibatches of training this run has used, after the 32-bit net.")
            }
            Column::Us => (
                "µs/answer",
                "Time for one answer from the packed codes, one at a time, measured here (median of 15 windows). In brackets: times as fast as with 32-bit weights.",
            ),
            Column::Faster => ("Faster by", "Time per answer with 32-bit weights divided by this net's."),
            Column::Seconds => ("Seconds", "Computing time of this run on this machine so far."),
        },
        pin: "Pin this run to the table",
        pin_name: "Name of the pinned run",
        unpin: "Remove the pinned run",
        show_pin: "Show this run",
        csv: "Table (CSV)",
        json: "Table (JSON)",
    },
    settings: SettingsWords {
        label: |setting| {
            Some(match setting {
                Setting::Valid => (
                    "Held out",
                    "Share of the training examples kept for choosing among nets, and never trained on.",
                ),
                Setting::Fold => (
                    "Fold",
                    "1/5 tests on the first of five parts of all examples; over the five every example is tested once.",
                ),
                Setting::N => ("Training examples", "How many are used; empty for all."),
                Setting::Noise => ("Noise", "Spread added to made-up data."),
                Setting::Act => ("Activation", "What hidden units do with their sum."),
                Setting::Share => ("One codebook per", "Layer by layer, or a single one for the whole net."),
                Setting::Cstep => (
                    "C step solved",
                    "Exactly, or by the paper’s iterations, which may stop at a local optimum.",
                ),
                Setting::Mu0 => (
                    "First μ",
                    "How hard the penalty pulls in the first L step; empty: found from what rounding costs.",
                ),
                Setting::Growth => ("Growth of μ", "Factor from one iteration to the next."),
                Setting::Iters => (
                    "LC iterations",
                    "Pairs of an L step and a C step; empty, and the first μ too: until the weights are on their values.",
                ),
                Setting::Steps => ("SGD steps per L step", "Minibatches of training in each L step."),
                Setting::First => ("First L step", "How many times longer than the others it is."),
                Setting::Ref => {
                    ("SGD steps of the reference", "Minibatches the reference net is trained with.")
                }
                Setting::Batch => ("Minibatch", "Examples per SGD step."),
                Setting::Lr => ("Learning rate", "Step size of SGD in the first iteration."),
                Setting::Decay => ("Decay", "Factor on the learning rate from one iteration to the next."),
                Setting::Momentum => ("Momentum", "How much of the last step is kept (Nesterov)."),
                // Each has a control of its own.
                Setting::V
                | Setting::Lab
                | Setting::Toy
                | Setting::Theta
                | Setting::E1
                | Setting::E2
                | Setting::Wx
                | Setting::Wy
                | Setting::Data
                | Setting::Net
                | Setting::Panes
                | Setting::Seed
                | Setting::View
                | Setting::Cascade
                | Setting::Penalty
                | Setting::Iter
                | Setting::Speed
                | Setting::Play
                | Setting::Bits
                | Setting::Nets
                | Setting::Seeds
                | Setting::Within
                | Setting::Aim
                | Setting::Atmost
                | Setting::X
                | Setting::Y
                | Setting::Study
                | Setting::Mu0s
                | Setting::Growths
                | Setting::Values
                | Setting::Lang
                | Setting::Theme
                | Setting::Embed
                | Setting::Show => return None,
            })
        },
        activation: |activation| match activation {
            Activation::Tanh => "tanh",
            Activation::Relu => "ReLU",
        },
        share: |share| match share {
            Share::Layer => "layer",
            Share::Net => "net",
        },
        solver: |solver| match solver {
            Solver::Exact => "exactly",
            Solver::Paper => "as in the paper",
        },
        defaults: "Back to this data set’s defaults",
        default: |value| format!("default {value}"),
        wrong: |fault| format!("{} It was not changed.", complaint(fault)),
    },
};
