//! Curves over the iterations, from the runs to what charts show.

use super::pane::Pane;
use super::state::{Runs, whole};
use super::words::ChartWords;
use crate::lc::IterationRecord;
use crate::link::Piece;
use crate::plot::{Axis, Colour, Curves, Level, Line, Marker, Style};
use crate::quant::Codebook;

/// Which curves, beside those of the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// The values of the codebooks.
    Codebook,
    /// Root mean square of w - Delta(Theta).
    Violation,
    /// Penalty parameter.
    Mu,
    /// Iterations of the C step's solver.
    Solver,
    /// How many entries each layer has.
    Sizes,
}

impl Chart {
    /// The charts of a run there is something to see in: rounding once has no way, only a penalty has a mu, and exact C
    /// steps do not iterate.
    pub fn of(pane: &Pane) -> Vec<Self> {
        if !pane.spec.method.iterates() {
            return Vec::new();
        }
        let mut charts = vec![Self::Codebook, Self::Violation];
        if matches!(pane.spec.codebook, Codebook::Budget { .. }) {
            charts.push(Self::Sizes);
        }
        if pane.spec.method.has_penalty() {
            charts.push(Self::Mu);
        }
        if pane.frames.iter().any(|frame| frame.record.lloyd_iterations > 0) {
            charts.push(Self::Solver);
        }
        charts
    }

    /// The piece of a lab it belongs to.
    pub fn piece(self) -> Piece {
        match self {
            Self::Codebook | Self::Sizes => Piece::Entries,
            Self::Violation | Self::Solver => Piece::Distance,
            Self::Mu => Piece::Mu,
        }
    }

    /// What it is called.
    pub fn title(self, words: &ChartWords) -> &'static str {
        match self {
            Self::Codebook => words.codebook,
            Self::Violation => words.violation,
            Self::Mu => words.mu,
            Self::Solver => words.solver,
            Self::Sizes => words.sizes,
        }
    }
}

/// What a chart shows of an iteration, curve by curve.
pub fn values(chart: Chart, record: &IterationRecord) -> Vec<f64> {
    match chart {
        Chart::Codebook => record.codebooks.iter().flatten().map(|&v| f64::from(v)).collect(),
        Chart::Violation => vec![record.violation_rms],
        Chart::Mu => vec![record.mu],
        Chart::Solver => vec![record.lloyd_iterations.into()],
        #[expect(clippy::cast_precision_loss, reason = "at most 256")]
        Chart::Sizes => record.codebooks.iter().map(|codebook| codebook.len() as f64).collect(),
    }
}

/// How many iterations are drawn: what is still to come may be guessed.
fn shown(cursor: f64) -> usize {
    whole(cursor) as usize + 1
}

/// A chart of a pane, up to the iteration shown elsewhere.
pub fn curves(runs: &Runs, index: usize, chart: Chart, style: &Style, cursor: f64) -> Curves {
    let records = runs.panes[index].records();
    let mut first_layer = 0;
    // Every record once: codebooks may have hundreds of entries.
    let shown = records.iter().take(shown(cursor));
    let rows: Vec<Vec<f64>> = match chart {
        Chart::Codebook => {
            let shown: Vec<&IterationRecord> = shown.copied().collect();
            let rows = aligned(&shown);
            first_layer = rows.first().map_or(0, |(first, _)| *first);
            rows.into_iter().map(|(_, row)| row).collect()
        }
        _ => shown.map(|record| values(chart, record)).collect(),
    };
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |column: usize| {
        let colour: Colour = match chart {
            Chart::Codebook if column >= first_layer => style.reference,
            // Layers take turns.
            Chart::Sizes if column % 2 == 1 => style.reference,
            Chart::Codebook | Chart::Violation | Chart::Solver | Chart::Mu | Chart::Sizes => style.ink,
        };
        let value = |row: &Vec<f64>| row.get(column).copied().unwrap_or(f64::NAN);
        Line { values: rows.iter().map(value).collect(), colour, marker: Marker::None, name: String::new() }
    };
    let axis = match chart {
        Chart::Codebook => {
            let (low, high) = runs.value_range();
            Axis::Plain(low, high)
        }
        Chart::Solver => {
            let all = runs.panes.iter().flat_map(|pane| pane.records());
            let most = all.map(|record| record.lloyd_iterations).max().unwrap_or(0).max(4);
            #[expect(clippy::cast_precision_loss, reason = "few iterations")]
            let top = most as f32;
            Axis::Plain(0.0, top)
        }
        _ => {
            let all = runs.panes.iter().flat_map(|pane| pane.records());
            let (low, high) = decades(all.flat_map(|record| values(chart, record)));
            Axis::Decades(low, high)
        }
    };
    Curves {
        iterations: runs.last_iteration(),
        axis,
        lines: (0..columns).map(line).collect(),
        levels: Vec::new(),
        cursor: Some(cursor),
    }
}

/// The entries of every iteration, each layer's in columns of its own, as many as it ever has: under a budget their number
/// changes. With each row how many columns the first layer has.
fn aligned(records: &[&IterationRecord]) -> Vec<(usize, Vec<f64>)> {
    let layers = records.iter().map(|record| record.codebooks.len()).max().unwrap_or(0);
    let most = |l: usize| records.iter().filter_map(|r| r.codebooks.get(l)).map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..layers).map(most).collect();
    let row = |record: &&IterationRecord| {
        let columns = record.codebooks.iter().zip(&widths).flat_map(|(codebook, &width)| {
            let entries = codebook.iter().map(|&entry| f64::from(entry));
            entries.chain(std::iter::repeat(f64::NAN)).take(width)
        });
        (widths.first().copied().unwrap_or(0), columns.collect())
    };
    records.iter().map(row).collect()
}

/// The marks of the first, second, ... run.
const MARKERS: [Marker; 4] = [Marker::Dot, Marker::Square, Marker::Cross, Marker::Ring];

/// The training losses of all runs on one axis: of the rounded nets with the runs' numbers, of w, and the levels of the
/// reference net and of rounding it once, where every run begins.
pub fn losses(runs: &Runs, words: &ChartWords, style: &Style, cursor: f64) -> Curves {
    let line = |(i, pane): (usize, &Pane)| {
        let of =
            |loss: fn(&IterationRecord) -> f64| pane.frames.iter().map(|frame| loss(&frame.record)).collect();
        let name = if pane.spec.method.iterates() { (i + 1).to_string() } else { String::new() };
        [
            Line {
                values: of(|r| r.loss_w),
                colour: style.l_step,
                marker: Marker::None,
                name: String::new(),
            },
            Line { values: of(|r| r.loss_q), colour: style.c_step, marker: MARKERS[i % MARKERS.len()], name },
        ]
    };
    let lines: Vec<Line> = runs.panes.iter().enumerate().flat_map(line).collect();
    let mut rounded: Vec<(f64, Vec<String>)> = Vec::new();
    for (i, pane) in runs.panes.iter().enumerate() {
        let Some(loss) = pane.frames.first().map(|frame| frame.record.loss_q) else { continue };
        match rounded.iter_mut().find(|(other, _)| *other == loss) {
            Some((_, numbers)) => numbers.push((i + 1).to_string()),
            None => rounded.push((loss, vec![(i + 1).to_string()])),
        }
    }
    let alone = rounded.len() == 1;
    let once = |(value, numbers): (f64, Vec<String>)| {
        let name =
            if alone { words.once.to_owned() } else { format!("{} {}", numbers.join("+"), words.once) };
        Level { value, colour: style.c_step, dotted: true, name }
    };
    let reference = runs.reference.trained().map(|reference| Level {
        value: reference.train.loss,
        colour: style.reference,
        dotted: false,
        name: words.reference.to_owned(),
    });
    let levels: Vec<Level> = reference.into_iter().chain(rounded.into_iter().map(once)).collect();
    // The axis is that of the whole way, so that it stays.
    let records = runs.panes.iter().flat_map(|pane| pane.frames.iter().map(|frame| &frame.record));
    let all = records.flat_map(|record| [record.loss_w, record.loss_q]);
    let (low, high) = decades(all.chain(levels.iter().map(|level| level.value)));
    Curves {
        iterations: runs.last_iteration(),
        axis: Axis::Decades(low, high),
        lines,
        levels,
        cursor: Some(cursor),
    }
}

/// Most powers of ten on an axis.
const MOST_DECADES: i32 = 8;

/// The powers of ten around all positive values.
fn decades(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let positive = values.filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = positive.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return (-3, 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "exponents of f64 are small")]
    let (low, high) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    // What is smaller still is as good as zero.
    let high = high.max(low + 1);
    (low.max(high - MOST_DECADES), high)
}

/// Slow at both ends.
pub fn eased(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
