//! English.

use super::{
    Aim, AnswerWords, Architecture, AskWords, Bad, Codebook, Cost, FileWords, Goodness, PlotWords, Rejection,
    ReportWords, StudiesWords, TableWords, TradeoffWords, Verdict, WorkWords, about, bytes, grouped, limits,
    micro, percent, points, times, widths,
};
use crate::lc::Method;

fn seconds(amount: f64) -> String {
    let (amount, minutes) = about(amount);
    if minutes { format!("about {amount:.0} min") } else { format!("about {amount:.0} s") }
}

/// Points, as many as those.
fn some(points: f64) -> String {
    if points == 1.0 { "1 point".to_owned() } else { format!("{points} points") }
}

fn range((low, high): (f64, f64), seeds: usize) -> String {
    if seeds < 2 {
        "one seed".to_owned()
    } else {
        format!("{seeds} seeds, {} to {}", percent(low), percent(high))
    }
}

pub(super) static WORDS: TradeoffWords = TradeoffWords {
    title: "How small may it be?",
    ask: AskWords {
        sentence: [
            "At most",
            "points more errors than the best 32-bit net, as small as possible in",
            "and no more than",
        ],
        units: ["bytes.", "bytes.", "µs."],
        within: "Tolerance in points of error",
        aim: "What is to be small",
        aims: ["bytes", "entropy-coded bytes", "µs per answer, here"],
        at_most: "Most bytes or µs; empty for any",
    },
    answer: AnswerWords {
        label: "Answer",
        cost: |amount, aim| match aim {
            Aim::Bytes => format!("{} bytes", bytes(amount)),
            Aim::Coded => format!("{} entropy-coded bytes", bytes(amount)),
            Aim::Us => format!("{} µs per answer", micro(amount)),
        },
        which: |net, choice| format!("A net with {net}; {choice}."),
        smaller: |ratio, reference, aim| {
            if aim == Aim::Us {
                format!(
                    "{} times as fast as the same net in 32 bits ({} µs).",
                    times(ratio),
                    micro(reference)
                )
            } else {
                format!(
                    "{} times smaller than the same net in 32 bits ({} bytes).",
                    times(ratio),
                    bytes(reference)
                )
            }
        },
        worse: |paired| {
            let (low, high) = limits(paired);
            let difference = paired.difference();
            let word = if difference < 0.0 { "fewer" } else { "more" };
            format!(
                "{} points {word} test errors than the same net in 32 bits ({} to {} in 90 of 100 such tests).",
                points(difference.abs()),
                points(low),
                points(high)
            )
        },
        verdict: |verdict, tolerance, paired| {
            let (examples, asked) = (grouped(paired.examples().into()), some(tolerance));
            let so_far = 100.0 * paired.difference();
            match verdict {
                Verdict::Yes => (
                    "Yes:",
                    format!(
                        "at most {asked} more test errors than the same net in 32 bits, by {examples} test examples (95 % sure)."
                    ),
                ),
                Verdict::No => (
                    "No:",
                    format!(
                        "more than {asked} more test errors than the same net in 32 bits, by {examples} test examples (95 % sure)."
                    ),
                ),
                Verdict::NotEnough { needed } => {
                    let lean = if so_far < tolerance { "It leans to yes" } else { "It leans to no" };
                    let needed = match needed {
                        Some(needed) => format!("; about {} would be sure if it stayed so", bytes(*needed)),
                        None => String::new(),
                    };
                    (
                        "Not enough evidence:",
                        format!(
                            "{examples} test examples do not tell whether it makes at most {asked} more errors than the same net in 32 bits. {lean}{needed}."
                        ),
                    )
                }
            }
        },
        against_best: |best, above, beyond, alone| {
            let the = if alone { "Of the test examples alone: the" } else { "The" };
            let than = if above < 0.0 { "fewer" } else { "more" };
            let beyond = if beyond { ", which is more than you tolerate" } else { "" };
            format!(
                "{the} best 32-bit net makes {} test errors, this one {} points {than}{beyond}.",
                percent(best),
                points(above.abs())
            )
        },
        nothing: "Nothing that was tried is good enough.",
        closest: |which, worse| format!("Closest: {which}, {} points worse.", points(worse)),
        smallest: |amount| format!("The smallest that was tried has {} bytes.", bytes(amount)),
        waiting: "Looking up what is known…",
        no_classes: "Here nothing is classified: there are no errors to plan with. The picture shows the loss.",
        not_held_out: "No examples are held out for choosing: hold some out (below) to get an answer.",
        unknown: "Nothing is computed yet.",
        measuring: |done, of| format!("Measuring on this machine how fast each net answers: {done} of {of}…"),
        provisional: |known, of| {
            format!("So far: {} of {} runs are done.", grouped(known as u64), grouped(of as u64))
        },
        open: "Open this run",
        export: "Its figures (JSON)",
        fold: |amount| format!("Test it on every example once ({})", seconds(amount)),
        folding: |parts, of| format!("{parts} of {of} parts of all examples tested"),
        more_seeds: |amount| format!("One more seed ({})", seconds(amount)),
        evidence: "Evidence",
        of_test: |examples| format!("Answers to the {} test examples", grouped(examples.into())),
        of_folds: |examples| {
            format!(
                "Answers to all {} examples, each tested by a net that had not seen it",
                grouped(examples.into())
            )
        },
        paired: ["32 bits right", "32 bits wrong", "small net right", "small net wrong"],
        tested: |paired, seed| {
            let share = |wrong: u32| percent(f64::from(wrong) / f64::from(paired.examples().max(1)));
            let seed = seed
                .map(|seed| format!(" Tested is seed {seed}, which has the fewest errors held out."))
                .unwrap_or_default();
            format!(
                "Test errors: {}; the same net in 32 bits {}.{seed}",
                share(paired.only_reference + paired.neither),
                share(paired.only_quantized + paired.neither)
            )
        },
        held_out: |(mean, span, seeds, same), best| {
            format!(
                "Chosen by examples held out from training: {} errors ({}); the same net in 32 bits {}, the best 32-bit net {}.",
                percent(mean),
                range(span, seeds),
                percent(same),
                percent(best)
            )
        },
        looked: |nets| {
            if nets < 2 {
                "In this visit the test examples were looked at for this net only.".to_owned()
            } else {
                format!(
                    "In this visit the test examples were looked at for {nets} choices: the more, the less a “yes” is worth."
                )
            }
        },
        rejected: |aim| if aim == Aim::Us { "Faster, but" } else { "Smaller, but" },
        none_smaller: |aim| {
            if aim == Aim::Us { "Nothing faster was tried." } else { "Nothing smaller was tried." }
        },
        why_not: |rejection| match rejection {
            Rejection::Diverged => "a run diverged".to_owned(),
            Rejection::Off => "its weights did not arrive on their values".to_owned(),
            Rejection::TooLarge => "larger than allowed".to_owned(),
            Rejection::Worse(by) => format!("{} points worse on the examples held out", points(*by)),
        },
        not_tried: "Not tried",
        tried: |nets, choices, seeds| {
            format!("Anything but these {nets} nets, {choices} choices and {seeds} seeds (below).")
        },
        own_data: "Data from the field decide: nothing here knows yours.",
    },
    plot: PlotWords {
        title: "Size against error",
        label: |choices, front| {
            format!("{choices} choices, {front} of which nothing beats in size and error at once")
        },
        x: |cost| match cost {
            Cost::Bytes => "bytes",
            Cost::Coded => "entropy-coded bytes",
            Cost::Bits => "bits per weight, everything counted",
            Cost::Us => "µs per answer, measured here",
        },
        y: |goodness, held_out| match (goodness, held_out) {
            (Goodness::Loss, _) => "training loss",
            (Goodness::Error, true) => "errors on examples held out",
            (Goodness::Error, false) => "errors on test examples",
        },
        axes: ["Across", "Up"],
        legend: [
            "learned values",
            "two values ±a",
            "0 and ±a",
            "other values",
            "learned, by a budget",
            "some kept in full",
            "32 bits",
        ],
        rest: "Pale: beaten. Band: good enough. Large mark: wide net. Small dots: seeds.",
        rounded: "Grey: rounded once.",
        beaten: "Show what is beaten",
        hint: "Point at a mark, or use ← →, to see its figures.",
        head: [
            "Net",
            "Method and codebook",
            "Bytes",
            "Entropy-coded bytes",
            "Times smaller",
            "Held-out error",
            "Training loss",
            "Seeds",
            "µs per answer",
        ],
        us: |own, full| format!(" {} µs per answer here, in 32 bits {}.", micro(own), micro(full)),
        readout: |size, ratio, error, loss| {
            let error = error.map(|(mean, span, seeds, reference)| {
                format!(
                    " Errors held out: {} ({}); same net in 32 bits {}.",
                    percent(mean),
                    range(span, seeds),
                    percent(reference)
                )
            });
            let loss = loss.map(|loss| format!(" Training loss {loss:.4}."));
            format!(
                "{} bytes, {} times smaller.{}",
                bytes(size),
                times(ratio),
                error.or(loss).unwrap_or_default()
            )
        },
        seed: |seed| format!("Open seed {seed}"),
        compare: "Compare",
        compared: "Compared",
        compare_now: |count| format!("Compare these {count} in the Network lab"),
        compare_none: "Clear comparison",
        other_net: "Only choices on the same net can be compared side by side, and no more than four.",
        prove: "Compute it here",
        proven: |same| {
            if same { "Computed here: the same to the last bit." } else { "Computed here: not the same." }
        },
    },
    studies: StudiesWords {
        label: "What is looked at",
        names: ["Size against error", "Values or units", "Starts"],
        widths_axes: ["hidden units", "values"],
        widths_hint: "Darker: less training loss, which is written into each field. Along each line the size is the same, from line to line it doubles. Click a field to want its loss.",
        optimum: |wanted, which, amount| {
            format!(
                "For a training loss of {wanted:.4} or less, the smallest is {} bytes: {which}",
                bytes(amount)
            )
        },
        loss: "training loss",
        starts_head: ["Codebook", "32-bit net", "At the end"],
        spread: |times, name, net| {
            format!(
                "With {net}, seeds of the same choice end up to {times:.1} times apart ({name}): each start leads to a local optimum of its own."
            )
        },
        starts_hint: "Rings: the 32-bit nets that runs start from. Dots: where they end. A line per seed. Choose a choice in “Size against error” to see its net.",
        grid: "First μ and growth",
        grid_axes: ["growth of μ", "first μ"],
        grid_start: "Try 16 schedules",
        grid_hint: "Training loss at the end; darker is less. ≠: the weights did not come to their values, μ grew too little. =: stuck where rounding once ends, μ grew too soon.",
        mu0s: ("First μ", "Up to eight, separated by commas"),
        growths: ("Growth", "Up to eight factors, separated by commas"),
    },
    work: WorkWords {
        label: "What is tried",
        nets: ("Nets", "Hidden layers, separated by commas: 8,16,32-16; linear for none"),
        choices: (
            "Methods and codebooks",
            "Separated by commas: lc:binary-scaled,lc:adaptive:4,dc:adaptive:4,lc:budget:1.5,lc:adaptive:2~1",
        ),
        seeds: ("Seeds", "How often everything is run, from the first seed on"),
        valid: ("Held out", "Share of the training examples kept for choosing, and never trained on"),
        all_there: |cells| format!("All {} runs are there.", grouped(cells as u64)),
        missing: |cells, amount, measured| {
            let machine = if measured { " on this machine" } else { ", a guess" };
            format!("{} runs are missing: {}{machine}.", grouped(cells as u64), seconds(amount))
        },
        start: "Compute them",
        progress: |done, of, left| {
            format!("{} of {} runs, {} left", grouped(done as u64), grouped(of as u64), seconds(left))
        },
        paused: "Paused.",
        pause: "Pause",
        resume: "Go on",
        stop: "Stop",
        beyond: |cells| {
            format!(
                "{} runs more are asked for than a page takes; headless sweep runs them all.",
                grouped(cells as u64)
            )
        },
        retry: "Try again",
    },
    table: TableWords {
        title: |count| format!("All choices ({count})"),
        caption: "All choices, the smallest first",
        head: ["Net", "Method and codebook", "Bytes", "Smaller", "Held-out error", "Seeds", "From"],
        more: |count| format!("Show {count} more"),
        csv: "Table (CSV)",
        json: "Runs (JSON lines)",
        origin: ["the page", "this browser", "a file", "here, now"],
        standing: ["diverged", "weights not on their values"],
        look: "Show in the picture",
    },
    file: FileWords {
        open: "Open results…",
        hint: "A file of headless sweep, or drop one anywhere",
        reading: |name, share| format!("Reading {name}: {:.0} %", 100.0 * share),
        read: |name, cells| format!("{name}: {} runs.", grouped(cells as u64)),
        bad: |line, bad| {
            let why = match bad {
                Bad::NotOne => "is no run of a sweep",
                Bad::Link => "has a link that is no run of the Network lab",
                Bad::Figures => "has figures that cannot be",
                Bad::Other => "is of another sweep",
            };
            format!("Line {line} {why}; it is left out.")
        },
        more_bad: |count| format!("So are {count} more."),
        dismiss: "Close",
    },
    report: ReportWords {
        open: "Report",
        title: "Pilot report",
        print: "Print (one A4 page)",
        question: "Question",
        answer: "Answer",
        evidence: "Evidence",
        settings: "What was tried",
        link: "Everything again, to the last bit",
        digests: "Digests of the 32-bit net and of the small net",
        asked: |tolerance, aim, most, data| {
            let most = most.map(|most| format!(", at most {}", bytes(most))).unwrap_or_default();
            let aim = ["as few bytes", "as few entropy-coded bytes", "as few µs per answer"][aim as usize];
            format!(
                "{data}: at most {} more errors than the best 32-bit net, {aim} as possible{most}.",
                some(tolerance)
            )
        },
        made: "Made with LC Lab. Limits are of the examples, not of the seeds. Field data decide.",
    },
    data: "Data",
    take_first: |amount| {
        format!(
            "Only figures were kept of this run, so its net is trained here first, the same to the last bit: {}.",
            seconds(amount)
        )
    },
    take_diverged: "This net diverges: there is nothing to take along.",
    net: |net| match (net, widths(net)) {
        (Architecture::LeNet5 { .. }, _) => "the layers of LeNet5".to_owned(),
        (_, Some(widths)) => format!("{widths} hidden units"),
        (_, None) => "no hidden layer".to_owned(),
    },
    net_short: |net| widths(net).unwrap_or_else(|| "linear".to_owned()),
    choice: |choice| {
        let codebook = match &choice.codebook {
            Codebook::Adaptive { k } => format!("{k} learned values per layer"),
            Codebook::Adaptive0 { k } => format!("0 and {} learned values per layer", k.saturating_sub(1)),
            Codebook::Budget { bits } => format!("learned values, {bits} bits a weight on average"),
            Codebook::Binary => "values ±1".to_owned(),
            Codebook::BinaryScaled => "values ±a, one a per layer".to_owned(),
            Codebook::Ternary => "values 0 and ±1".to_owned(),
            Codebook::TernaryScaled => "values 0 and ±a, one a per layer".to_owned(),
            Codebook::Pow2 { .. } => "powers of two".to_owned(),
            Codebook::Pow2Scaled { .. } => "powers of two times a".to_owned(),
            Codebook::Fixed(_) => "values of its own".to_owned(),
            Codebook::FixedScaled(_) => "values of its own times a".to_owned(),
        };
        let kept = choice.kept.map(|kept| format!(", {kept} % of the weights in full")).unwrap_or_default();
        let method = match choice.method {
            Method::Lc => "",
            Method::Lcqp => ", by the penalty alone",
            Method::Dc => ", rounded once",
            Method::Idc => ", rounded repeatedly",
            Method::Ste => ", straight-through",
            Method::Trained => ", values trained",
        };
        let rate = choice.rate.map(|rate| format!(", learning rate {rate}")).unwrap_or_default();
        format!("{codebook}{kept}{method}{rate}")
    },
    choice_short: |choice| {
        let codebook = match &choice.codebook {
            Codebook::Adaptive { k } => format!("{k} values"),
            Codebook::Adaptive0 { k } => format!("0, {} values", k.saturating_sub(1)),
            Codebook::Budget { bits } => format!("{bits} bits"),
            Codebook::Binary => "±1".to_owned(),
            Codebook::BinaryScaled => "±a".to_owned(),
            Codebook::Ternary => "0, ±1".to_owned(),
            Codebook::TernaryScaled => "0, ±a".to_owned(),
            Codebook::Pow2 { .. } | Codebook::Pow2Scaled { .. } => "2ⁿ".to_owned(),
            Codebook::Fixed(_) | Codebook::FixedScaled(_) => "own values".to_owned(),
        };
        match choice.kept {
            Some(kept) => format!("{codebook} + {kept} %"),
            None => codebook,
        }
    },
    groups: ["Data and net", "Quantization", "Training"],
    restarts: "These are shared by all runs of the sweep. What is known of others is kept.",
    defaults: "Back to the defaults of these data",
};
