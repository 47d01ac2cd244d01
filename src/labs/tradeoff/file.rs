//! Results of a sweep as files hold them: a line of JSON per cell, as `headless sweep` and its example on Ray write them.

use serde_json::{Map, Value};

use super::sweep::link_of;
use crate::experiment::{Architecture, Asked, NetSpec, PaneSpec, SweepSpec};
use crate::link::{LabLink, Link};
use crate::sweep::Cell;

/// Why a line was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// It is no line of a sweep.
    NotOne,
    /// Its link does not name one run of the Network lab, as such lines do.
    Link,
    /// Its figures cannot be true.
    Figures,
    /// It belongs to another sweep than the first line.
    Other,
}

/// A line that was left out, by its number from 1.
pub type BadLine = (usize, Bad);

/// Reads a line: the whole report of a cell, or its figures only.
///
/// # Errors
/// Why it is no cell.
pub fn read(line: &str) -> Result<(Cell, NetSpec), Bad> {
    let value: Value = serde_json::from_str(line).map_err(|_| Bad::NotOne)?;
    let brief = if value.get("pane").is_some() { shortened(&value) } else { value };
    let cell: Cell = serde_json::from_value(brief).map_err(|_| Bad::NotOne)?;
    let (link, notices) = Link::open(&cell.link);
    let LabLink::Net(net) = link.lab else { return Err(Bad::Link) };
    let one = net.spec.runs.panes.as_ref().is_some_and(|panes| panes.len() == 1);
    if !one || !notices.is_empty() || link_of(&net.spec) != cell.link {
        return Err(Bad::Link);
    }
    if is_possible(&cell) { Ok((cell, net.spec)) } else { Err(Bad::Figures) }
}

/// The figures of a whole report, under the names that they have alone.
fn shortened(line: &Value) -> Value {
    let of = |part: &str, figure: &str| {
        line.get(part).and_then(|part| part.get(figure)).cloned().unwrap_or_default()
    };
    let score = |part: &str| {
        let mut score = Map::new();
        for figure in ["valid_error", "train_loss", "test_error"] {
            score.insert(figure.to_owned(), of(part, figure));
        }
        Value::Object(score)
    };
    let mut cell = Map::new();
    for (name, value) in [
        ("link", line.get("link").cloned().unwrap_or_default()),
        ("from", of("reference", "digest")),
        ("digest", of("pane", "digest")),
        ("reference", score("reference")),
        ("quantized", score("pane")),
        ("paired", of("pane", "paired")),
        ("size_bits", of("pane", "size_bits")),
        ("coded_bits", of("pane", "entropy_coded_bits")),
        ("ratio", of("pane", "compression_ratio")),
        ("standing", of("pane", "standing")),
    ] {
        cell.insert(name.to_owned(), value);
    }
    Value::Object(cell)
}

/// Whether figures are what figures can be: what is damaged or made up is not shown beside what is computed.
fn is_possible(cell: &Cell) -> bool {
    let share = |figure: Option<f64>| figure.is_none_or(|share| (0.0..=1.0).contains(&share));
    let amount = |figure: Option<f64>| figure.is_none_or(|amount| amount.is_finite() && amount > 0.0);
    let loss = |figure: Option<f64>| figure.is_none_or(|loss| loss.is_finite() && loss >= 0.0);
    let digest = |digest: &Option<String>| {
        digest.as_ref().is_none_or(|text| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let scores = [&cell.reference, &cell.quantized];
    scores.iter().all(|score| {
        share(score.valid_error) && share(score.end.test_error) && loss(score.end.train_loss)
    }) && [cell.size_bits, cell.coded_bits, cell.ratio].into_iter().all(amount)
        && digest(&cell.from)
        && digest(&cell.digest)
        // What has figures has weights.
        && (cell.digest.is_some() || cell.size_bits.is_none())
        && (cell.from.is_some() || cell.digest.is_none())
        && cell.paired.is_none_or(|paired| {
            let counts = [paired.both, paired.only_reference, paired.only_quantized, paired.neither];
            let sum: u64 = counts.iter().map(|&count| u64::from(count)).sum();
            sum > 0 && sum < u64::from(u32::MAX)
        })
}

/// The sweep that cells are of, by the first of them, and for each whether it is one of its cells. `None` if there is none.
pub fn sweep_of(cells: &[NetSpec]) -> Option<(SweepSpec, Vec<bool>)> {
    let shared = |cell: &NetSpec| {
        let mut shared = cell.clone();
        (shared.net, shared.runs.panes, shared.runs.seed, shared.valid) = (None, None, 0, 0.0);
        shared
    };
    let first = cells.first()?;
    let base = shared(first);
    let own: Vec<bool> = cells.iter().map(|cell| shared(cell) == base && cell.valid == first.valid).collect();
    let (mut nets, mut choices): (Vec<Architecture>, Vec<PaneSpec>) = (Vec::new(), Vec::new());
    let (mut low, mut high) = (u32::MAX, 0);
    for (cell, _) in cells.iter().zip(&own).filter(|(_, own)| **own) {
        let net = cell.filled().net?;
        if !nets.contains(&net) {
            nets.push(net);
        }
        for choice in cell.panes() {
            if !choices.contains(&choice) {
                choices.push(choice);
            }
        }
        (low, high) = (low.min(cell.runs.seed), high.max(cell.runs.seed));
    }
    let mut base = base;
    base.runs.seed = low;
    let mut spec = SweepSpec { base, valid: first.valid, ..SweepSpec::default() };
    // What the data have anyway, in whatever order, need not be said.
    let same = |usual: &dyn Fn(usize) -> bool, count: usize, len: usize| count == len && (0..len).all(usual);
    let usual = spec.usual_nets();
    if !same(&|i| usual.get(i).is_some_and(|net| nets.contains(net)), usual.len(), nets.len()) {
        spec.nets = Some(nets);
    }
    let usual = spec.usual_choices();
    if !same(&|i| usual.get(i).is_some_and(|choice| choices.contains(choice)), usual.len(), choices.len()) {
        spec.choices = Some(choices);
    }
    let count = high.saturating_sub(low).saturating_add(1);
    spec.seeds = Some(count).filter(|count| *count != spec.seeds());
    spec.faults().is_empty().then_some((spec, own))
}
