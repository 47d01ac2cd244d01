//! The keys of a link, one table for both directions.

use std::fmt;
use std::str::FromStr;

use super::Link;
use super::typed;
use super::view::{LANGS, LOOKS, SPEEDS, THEMES, Words};
use crate::experiment::{Architecture, Expected, Key, LabKind, PaneSpec, Spec, ToyKind};
use crate::lc::Share;
use crate::nn::Activation;
use crate::quant::Solver;

/// Version of the link format.
const VERSION: &str = "1";
const ACTIVATIONS: Words<Activation> = &[("tanh", Activation::Tanh), ("relu", Activation::Relu)];
const SHARES: Words<Share> = &[("layer", Share::Layer), ("net", Share::Net)];
const SOLVERS: Words<Solver> = &[("exact", Solver::Exact), ("paper", Solver::Paper)];
const SWITCH: Words<bool> = &[("0", false), ("1", true)];

/// Keys that decide something in the Network lab only, and in the Plane lab only.
const OF_NETS: [Key; 8] = ["data", "n", "noise", "net", "act", "share", "ref", "batch"];
const OF_TOYS: [Key; 7] = ["toy", "theta", "e1", "e2", "wx", "wy", "penalty"];

/// With which choice a key decides nothing, if so; as links write it.
pub(super) fn idle(key: Key, spec: &Spec) -> Option<&'static str> {
    match spec.lab {
        LabKind::Plane if OF_NETS.contains(&key) || key == "view" => Some("lab=plane"),
        LabKind::Plane if spec.toy.kind == ToyKind::Wells && matches!(key, "theta" | "e1" | "e2") => {
            Some("toy=wells")
        }
        LabKind::Network if OF_TOYS.contains(&key) => Some("lab=net"),
        LabKind::Network | LabKind::Plane => None,
    }
}

/// One key: how it is written (nothing for the default) and read.
pub(super) struct Entry {
    pub(super) key: Key,
    pub(super) write: fn(&Link) -> Option<String>,
    pub(super) read: fn(&mut Link, &str) -> Result<(), Expected>,
}

/// All keys in the order of the link format.
pub(super) const TABLE: &[Entry] = &[
    Entry { key: "v", write: |_| None, read: |_, text| word(&[(VERSION, ())], text) },
    Entry {
        key: "lab",
        write: |l| spell(&LabKind::ALL, l.spec.lab),
        read: |l, text| word(&LabKind::ALL, text).map(|v| l.spec.lab = v),
    },
    Entry {
        key: "toy",
        write: |l| changed(&l.spec.toy.kind, &ToyKind::default()),
        read: |l, text| {
            let words = || ToyKind::ALL.iter().map(|(_, name)| *name).collect();
            l.spec.toy.kind = text.parse().map_err(|_| Expected::OneOf(words()))?;
            Ok(())
        },
    },
    Entry {
        key: "theta",
        write: |l| show(l.spec.toy.theta.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.toy.theta = Some(v)),
    },
    Entry {
        key: "e1",
        write: |l| show(l.spec.toy.e1.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.toy.e1 = Some(v)),
    },
    Entry {
        key: "e2",
        write: |l| show(l.spec.toy.e2.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.toy.e2 = Some(v)),
    },
    Entry {
        key: "wx",
        write: |l| show(l.spec.toy.wx.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.toy.wx = Some(v)),
    },
    Entry {
        key: "wy",
        write: |l| show(l.spec.toy.wy.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.toy.wy = Some(v)),
    },
    Entry {
        key: "data",
        write: |l| changed(&l.spec.data, &Spec::default().data),
        read: |l, text| {
            let words = || crate::experiment::DataKind::ALL.iter().map(|(_, name)| *name).collect();
            l.spec.data = text.parse().map_err(|_| Expected::OneOf(words()))?;
            Ok(())
        },
    },
    Entry {
        key: "n",
        write: |l| show(l.spec.n.as_ref()),
        read: |l, text| {
            // Reports write out the default.
            l.spec.n = if text == "all" { None } else { Some(integer(text)?) };
            Ok(())
        },
    },
    Entry {
        key: "noise",
        write: |l| changed(&l.spec.noise, &Spec::default().noise),
        read: |l, text| number(text).map(|v| l.spec.noise = v),
    },
    Entry {
        key: "net",
        write: |l| show(l.spec.net.as_ref()),
        read: |l, text| {
            l.spec.net = Some(Architecture::from_str(text).map_err(|_| Expected::Widths)?);
            Ok(())
        },
    },
    Entry {
        key: "act",
        write: |l| spell(ACTIVATIONS, l.spec.act),
        read: |l, text| word(ACTIVATIONS, text).map(|v| l.spec.act = v),
    },
    Entry { key: "panes", write: write_panes, read: read_panes },
    Entry {
        key: "share",
        write: |l| spell(SHARES, l.spec.share),
        read: |l, text| word(SHARES, text).map(|v| l.spec.share = v),
    },
    Entry {
        key: "cstep",
        write: |l| spell(SOLVERS, l.spec.cstep),
        read: |l, text| word(SOLVERS, text).map(|v| l.spec.cstep = v),
    },
    Entry {
        key: "mu0",
        write: |l| show(l.spec.mu0.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.mu0 = Some(v)),
    },
    Entry {
        key: "growth",
        write: |l| show(l.spec.growth.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.growth = Some(v)),
    },
    Entry {
        key: "iters",
        write: |l| show(l.spec.iters.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.iters = Some(v)),
    },
    Entry {
        key: "steps",
        write: |l| show(l.spec.steps.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.steps = Some(v)),
    },
    Entry {
        key: "ref",
        write: |l| show(l.spec.reference.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.reference = Some(v)),
    },
    Entry {
        key: "batch",
        write: |l| show(l.spec.batch.as_ref()),
        read: |l, text| integer(text).map(|v| l.spec.batch = Some(v)),
    },
    Entry {
        key: "lr",
        write: |l| show(l.spec.lr.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.lr = Some(v)),
    },
    Entry {
        key: "decay",
        write: |l| show(l.spec.decay.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.decay = Some(v)),
    },
    Entry {
        key: "momentum",
        write: |l| show(l.spec.momentum.as_ref()),
        read: |l, text| number(text).map(|v| l.spec.momentum = Some(v)),
    },
    Entry {
        key: "seed",
        write: |l| changed(&l.spec.seed, &Spec::default().seed),
        read: |l, text| integer(text).map(|v| l.spec.seed = v),
    },
    Entry {
        key: "view",
        write: |l| spell(LOOKS, l.view.look),
        read: |l, text| word(LOOKS, text).map(|v| l.view.look = v),
    },
    Entry {
        key: "penalty",
        write: |l| spell(SWITCH, l.view.penalty),
        read: |l, text| word(SWITCH, text).map(|v| l.view.penalty = v),
    },
    Entry {
        key: "iter",
        write: |l| show(l.view.iter.as_ref()),
        read: |l, text| integer(text).map(|v| l.view.iter = Some(v)),
    },
    Entry {
        key: "speed",
        write: |l| spell(SPEEDS, l.view.speed),
        read: |l, text| word(SPEEDS, text).map(|v| l.view.speed = v),
    },
    Entry {
        key: "play",
        write: |l| spell(SWITCH, l.view.play),
        read: |l, text| word(SWITCH, text).map(|v| l.view.play = v),
    },
    Entry {
        key: "lang",
        write: |l| l.view.lang.and_then(|v| spelling(LANGS, v)),
        read: |l, text| word(LANGS, text).map(|v| l.view.lang = Some(v)),
    },
    Entry {
        key: "theme",
        write: |l| l.view.theme.and_then(|v| spelling(THEMES, v)),
        read: |l, text| word(THEMES, text).map(|v| l.view.theme = Some(v)),
    },
];

fn write_panes(link: &Link) -> Option<String> {
    if link.spec.panes == link.spec.usual_panes() {
        return None;
    }
    let panes: Vec<String> = link.spec.panes.iter().map(ToString::to_string).collect();
    Some(panes.join(","))
}

fn read_panes(link: &mut Link, text: &str) -> Result<(), Expected> {
    let panes: Result<Vec<PaneSpec>, _> = text.split(',').map(str::parse).collect();
    link.spec.panes = panes.map_err(|_| Expected::Panes)?;
    Ok(())
}

fn changed<T: PartialEq + fmt::Display>(value: &T, default: &T) -> Option<String> {
    (value != default).then(|| value.to_string())
}

fn show<T: fmt::Display>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

fn spelling<T: Copy + PartialEq>(words: Words<T>, value: T) -> Option<String> {
    words.iter().find(|(_, v)| *v == value).map(|(text, _)| (*text).to_owned())
}

/// The word for a value, nothing for the default.
fn spell<T: Copy + PartialEq + Default>(words: Words<T>, value: T) -> Option<String> {
    if value == T::default() { None } else { spelling(words, value) }
}

fn word<T: Copy>(words: &[(&'static str, T)], text: &str) -> Result<T, Expected> {
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    found.ok_or_else(|| Expected::OneOf(words.iter().map(|(word, _)| *word).collect()))
}

/// What would have been good is said by the table of limits: see [`super::Link::parse`].
fn integer(text: &str) -> Result<u32, Expected> {
    typed::integer(text).ok_or(Expected::Integer { min: 0, max: u32::MAX.into() })
}

fn number(text: &str) -> Result<f64, Expected> {
    typed::number(text).ok_or(Expected::Number { min: f64::MIN, max: f64::MAX })
}
