//! Curves over the iterations, from the runs to what charts show.

use super::state::{ReferenceState, Runs};
use super::words::ChartWords;
use crate::lc::IterationRecord;
use crate::plot::{Axis, Colour, Curves, Line, Marker, Style};

/// Which curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Training loss of w and of the quantized net.
    Loss,
    /// The entries of the codebooks.
    Codebook,
    /// Root mean square of w - Delta(Theta).
    Violation,
    /// Penalty parameter.
    Mu,
    /// Iterations of the C step's solver.
    Solver,
}

impl Chart {
    /// The charts there is something to see in: exact C steps do not iterate.
    pub fn of(runs: &Runs) -> Vec<Self> {
        let records = runs.panes.iter().flat_map(|pane| pane.records());
        let mut charts = vec![Self::Loss, Self::Codebook, Self::Violation, Self::Mu];
        if records.into_iter().any(|record| record.lloyd_iterations > 0) {
            charts.push(Self::Solver);
        }
        charts
    }

    /// What it is called.
    pub fn title(self, words: &ChartWords) -> &'static str {
        match self {
            Self::Loss => words.loss,
            Self::Codebook => words.codebook,
            Self::Violation => words.violation,
            Self::Mu => words.mu,
            Self::Solver => words.solver,
        }
    }
}

/// What a chart shows of an iteration, curve by curve.
pub fn values(chart: Chart, record: &IterationRecord) -> Vec<f64> {
    match chart {
        Chart::Loss => vec![record.loss_w, record.loss_q],
        Chart::Codebook => record.codebooks.iter().flatten().map(|&v| f64::from(v)).collect(),
        Chart::Violation => vec![record.violation_rms],
        Chart::Mu => vec![record.mu],
        Chart::Solver => vec![record.lloyd_iterations.into()],
    }
}

/// A chart of a pane, with the iteration shown elsewhere.
pub fn curves(runs: &Runs, index: usize, chart: Chart, style: &Style, cursor: f64) -> Curves {
    let level = match (&runs.reference, chart) {
        (ReferenceState::Trained(reference), Chart::Loss) => Some(reference.train.loss),
        _ => None,
    };
    let records = runs.panes[index].records();
    let first_layer = records.first().and_then(|r| r.codebooks.first()).map_or(0, Vec::len);
    // Every record once: codebooks may have hundreds of entries.
    let rows: Vec<Vec<f64>> = records.iter().map(|record| values(chart, record)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |column: usize| {
        let (colour, marker): (Colour, Marker) = match chart {
            Chart::Loss if column == 0 => (style.l_step, Marker::None),
            Chart::Loss => (style.c_step, Marker::Dot),
            Chart::Codebook if column < first_layer => (style.ink, Marker::None),
            Chart::Codebook => (style.reference, Marker::None),
            Chart::Violation | Chart::Solver | Chart::Mu => (style.ink, Marker::None),
        };
        let value = |row: &Vec<f64>| row.get(column).copied().unwrap_or(f64::NAN);
        Line { values: rows.iter().map(value).collect(), colour, marker }
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
            let (low, high) = decades(all.flat_map(|record| values(chart, record)).chain(level));
            Axis::Decades(low, high)
        }
    };
    Curves {
        iterations: runs.last_iteration(),
        axis,
        lines: (0..columns).map(line).collect(),
        level,
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
