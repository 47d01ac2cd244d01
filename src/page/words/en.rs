//! English.

use super::{
    AboutWords, ExamplesWords, Host, KeysWords, LabKind, Lang, Notice, OfflineWords, PageWords, Piece,
    PresetName, ShareWords, megabytes,
};
use crate::experiment::Fault;

/// What is wrong with a value.
fn complaint(fault: &Fault) -> String {
    (crate::labs::runs::words::words(Lang::En).complaint)(fault)
}

pub(super) static WORDS: PageWords = PageWords {
    labs: |lab| match lab {
        LabKind::Opening => "The idea",
        LabKind::Net => "Network",
        LabKind::Plane => "Plane",
        LabKind::Tradeoff => "Trade-off",
    },
    labs_label: "Labs",
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
        Notice::Sweep => "This link is of a sweep, which is many runs.".to_owned(),
        Notice::NotKept => String::from(
            "This browser keeps nothing more: its storage is full or closed. What you pin or compute is there until you leave the page; save what you need as a file.",
        ),
        Notice::PinsFull(most) => {
            format!("{most} runs are pinned, and that is the most there can be: remove one to pin another.")
        }
    },
    settings: "Settings",
    loading: "Loading the program …",
    examples: ExamplesWords {
        open: "Examples",
        works: "These work",
        fails: "These fail, and show why",
        wrong: "Wrong",
        bits: "32-bit",
        loss: "Loss",
        previous: "Previous example",
        next: "Next example",
        about: |name| match name {
            PresetName::Bits => (
                "One bit or two",
                "Every weight becomes one of four values, or plus or minus one value. Both nets end within two points of the 32-bit net.",
            ),
            PresetName::Rounding => (
                "Learning against rounding",
                "Two values per layer, learned by LC or found by rounding the finished net. Rounding gets nearly twice as many digits wrong.",
            ),
            PresetName::Methods => (
                "Four ways to two values",
                "LC beside training and rounding in turn, straight-through training, and training the values alone, with equally many steps. LC makes the fewest errors, at this learning rate.",
            ),
            PresetName::Rates => (
                "Each method at its best rate",
                "The same four and as many steps, each with the learning rate, out of eleven, at which its training loss is lowest. LC’s training loss is still eight times lower than the next.",
            ),
            PresetName::Zeros => (
                "Pruned as well",
                "One of the values is pinned at zero, so that weights are pruned and quantized at once. Multiplications by zero need not be made at all.",
            ),
            PresetName::Powers => (
                "Powers of two",
                "Multiplying by a power of two is a shift of bits. A free scale in front makes up for the coarse grid.",
            ),
            PresetName::Moons => (
                "Two moons by one bit",
                "The same boundary from weights that are plus or minus one value per layer. Rounding once breaks it.",
            ),
            PresetName::Spiral => (
                "A spiral by two values",
                "Sixteen units twice, every weight one of two values. LC keeps the arms apart as well as the 32-bit net, which was trained longer; rounding once does not.",
            ),
            PresetName::Circles => (
                "Pairs of weights",
                "Each dot is a hidden unit’s two weights, drawn onto the corners of a square. Watch them turn there instead of jumping.",
            ),
            PresetName::Multipliers => (
                "With and without multipliers",
                "The augmented Lagrangian beside the plain quadratic penalty. Without multipliers the weights need twice as many iterations to get to their values, and the net makes more errors.",
            ),
            PresetName::Superres => (
                "Without SGD",
                "Linear regression from small images to large ones: each L step is solved exactly. So what differs is the method alone.",
            ),
            PresetName::Mnist => (
                "LeNet300 on MNIST",
                "266,200 weights to one bit each, on the full data set. Takes a minute or two; the pictures move meanwhile.",
            ),
            PresetName::MuLarge => (
                "μ starts too large",
                "The first pull is so hard that the net hardly trains any more. With this seed a quarter of the points end wrong; from a gentle start it is one in 400.",
            ),
            PresetName::MuSmall => (
                "μ starts too small",
                "The pull is still too weak when the iterations end: the weights are far off their values. Rounding them then makes more errors than rounding at once.",
            ),
            PresetName::RoundingOnly => (
                "Two values by rounding",
                "Rounding a finished net is fine for sixteen values and poor for two. The fewer values, the more learning pays.",
            ),
            PresetName::NoScale => (
                "One bit without a scale",
                "Plus or minus one is far from the size these weights need. A single free scale per layer mends it.",
            ),
        },
    },
    undo: "Undo",
    redo: "Redo",
    menu: "Menu",
    about: AboutWords {
        open: "About LC Lab",
        what: &[
            "A neural net is a list of numbers, its weights, usually stored in 32 bits each. Quantizing it means that every weight becomes one of a few shared values, so that only the number of its value has to be stored: one bit for two values, two bits for four. The list of values is the codebook.",
            "Rounding each weight of a finished net to its nearest value is quick, and with one or two bits it often breaks the net. Learning-Compression (LC) alternates two steps instead: in the L step the net trains while its weights are pulled towards their values, in the C step weights and values are matched anew. The pull, μ, grows until every weight is on its value.",
            "Everything is computed here, in your browser; nothing is uploaded. The same link gives the same numbers on every machine.",
        ],
        sources: "Sources, authors, licences",
        credits: &[
            (
                "The method: M. Á. Carreira-Perpiñán and Y. Idelbayev, ",
                "Model compression as constrained optimization, with application to neural nets. Part II: quantization",
                "https://arxiv.org/abs/1707.04319",
                ", 2017.",
            ),
            (
                "Digits 8×8: E. Alpaydin and C. Kaynak, ",
                "Optical Recognition of Handwritten Digits",
                "https://doi.org/10.24432/C50P49",
                ", UCI Machine Learning Repository, CC BY 4.0.",
            ),
            (
                "MNIST: Y. LeCun, C. Cortes and C. J. C. Burges, ",
                "The MNIST database of handwritten digits",
                "https://yann.lecun.com/exdb/mnist/",
                ", CC BY-SA 3.0.",
            ),
            (
                "The uncertainty of differences: R. G. Newcombe, ",
                "Improved confidence intervals for the difference between binomial proportions based on paired data",
                "https://pubmed.ncbi.nlm.nih.gov/9839354/",
                ", Statistics in Medicine 17, 1998.",
            ),
            (
                "LC Lab: © 2026 The LC Lab developers, ",
                "MIT",
                "https://opensource.org/license/mit",
                " or Apache-2.0, as you like.",
            ),
        ],
    },
    keys: KeysWords {
        title: "Keys",
        list: &[
            ("Space", "play, pause"),
            ("→", "one iteration forward"),
            ("←", "one iteration back"),
            ("← →", "in the Trade-off lab: the next smaller, the next larger choice"),
            ("L", "the next L step"),
            ("C", "the next C step"),
            ("R", "back to the start"),
            ("1  2  3", "weights, pairs, answers"),
            ("P", "in the Plane lab: draw loss + penalty"),
            ("← ↑ → ↓", "move a focused handle; finely with Shift"),
            ("F", "presentation: larger, without what is not needed"),
            ("Ctrl Z", "undo; with Shift redo"),
            ("?", "this window"),
            ("Tab", "to every control; arrows move among values, on the scrubber and on the pad"),
        ],
    },
    open_in: "Open in LC Lab",
    share: ShareWords {
        open: "Share",
        link: "Link to this",
        now: "Link to this iteration",
        state: "The link holds everything: whoever opens it sees the same numbers.",
        copy: "Copy",
        copied: "Copied",
        code: "The link as a QR code",
        too_long: "The link is too long for a QR code.",
        figure: "A figure for your page",
        figure_about: "Copy these lines into your page. The figure runs in the reader’s browser; it is loaded from the address in them, where LC Lab has to stay.",
        at_home: "This page is on your own computer: readers elsewhere will not find it there. Put LC Lab on a server, and open Share there.",
        pieces: "What it shows",
        piece: |piece| match piece {
            Piece::Transport => "Play and step",
            Piece::Weights => "Weights",
            Piece::Pairs => "Pairs",
            Piece::Net => "Answers",
            Piece::Loss => "Losses",
            Piece::Entries => "Values by iteration",
            Piece::Distance => "Distance to the values",
            Piece::Mu => "Penalty μ",
            Piece::Table => "Numbers",
            Piece::Caption => "What happens, told",
            Piece::Legend => "What the marks mean",
            Piece::Settings => "Settings",
            Piece::Plane => "Map",
            Piece::Front => "Size against error",
            Piece::Planner => "Question and answer",
        },
        into: "For",
        host: |host| match host {
            Host::Element => "HTML",
            Host::Frame => "HTML without scripts (iframe)",
            Host::MdBook => "mdBook",
            Host::Myst => "MyST, Sphinx, Jupyter Book",
            Host::Jupyter => "Jupyter notebook",
            Host::Reveal => "reveal.js",
        },
        host_about: |host| match host {
            Host::Element => {
                "The better choice: as high as what it shows, loaded when it is scrolled into view, in the light or dark colours of your page. Until then, on paper and without scripts there is what stands inside the element: a link, or a picture of your own."
            }
            Host::Frame => {
                "For pages that may have no scripts. It keeps the height that is written, which is that of a column of about 700 pixels: narrow screens need more, and scroll inside."
            }
            Host::MdBook => {
                "Into a chapter, between blank lines. The height is where it begins; it grows by itself."
            }
            Host::Myst => "Into a page of Markdown. The height is where it begins; it grows by itself.",
            Host::Jupyter => "Into a cell of code.",
            Host::Reveal => {
                "Into a slide; it is loaded when that is near. Escape gives the keys back to the slides."
            }
        },
        look: "Look at the figure",
    },
    offline: OfflineWords {
        title: "Without a network",
        update: "A new version is there. This one goes on until you reload.",
        reload: "Reload",
        aside: (
            "Some of what this browser kept for you could not be read. It was set aside.",
            "Save it as a file",
        ),
        looking: "Looking what is kept …",
        cannot: "Nothing is kept: this browser, or where the page is, does not allow it. The page as one file (lc-lab.html) needs no network.",
        lost: "Not all of it came: try again when there is a network. ",
        ready: |kept| format!("Ready for offline: {} kept.", megabytes(kept)),
        partly: |kept, missing| {
            format!(
                "{} kept. What you open is kept as well; {} are missing.",
                megabytes(kept),
                megabytes(missing)
            )
        },
        check: "Check",
        keep: |missing| format!("Keep all of it ({})", megabytes(missing)),
        keep_large: |missing| format!("Keep MNIST too ({})", megabytes(missing)),
    },
};
