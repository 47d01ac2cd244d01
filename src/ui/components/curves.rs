//! The curves of a pane over the iterations.

use std::rc::Rc;

use yew::prelude::*;

use super::View;
use super::plot::{DataTable, Plot};
use crate::lc::IterationRecord;
use crate::plot::{Axis, Colour, Curves, Line, Marker, Picture, Style};
use crate::ui::state::{Lab, ReferenceState};
use crate::ui::text::{ChartText, Text};

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
    pub fn of(lab: &Lab) -> Vec<Self> {
        let records = lab.panes.iter().flat_map(|pane| pane.records());
        let mut charts = vec![Self::Loss, Self::Codebook, Self::Violation, Self::Mu];
        if records.into_iter().any(|record| record.lloyd_iterations > 0) {
            charts.push(Self::Solver);
        }
        charts
    }

    fn title(self, words: &ChartText) -> &'static str {
        match self {
            Self::Loss => words.loss,
            Self::Codebook => words.codebook,
            Self::Violation => words.violation,
            Self::Mu => words.mu,
            Self::Solver => words.solver,
        }
    }
}

/// A chart of a pane.
pub fn curves(view: &View, index: usize, chart: Chart) -> Html {
    let words = &view.words.chart;
    let cursor = view.position.floor();
    let picture = Rc::new(Picture::Curves(plot(&view.lab, index, chart, &view.screen.style(), cursor)));
    let records = view.lab.panes[index].records();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let now = records.get(cursor as usize).or(records.last());
    let title = chart.title(words);
    let label = now.map_or_else(
        || title.to_owned(),
        |record| {
            let values: Vec<String> = values(chart, record).iter().map(|v| plain(*v)).collect();
            format!("{title}: {}", values.join(" / "))
        },
    );
    let table = {
        let (lab, words) = (view.lab.clone(), view.words);
        Callback::from(move |()| {
            let rows = lab.panes[index].records();
            let row = |record: &&IterationRecord| {
                let cells = values(chart, record).into_iter().map(plain);
                std::iter::once(record.iteration.to_string()).chain(cells).collect()
            };
            DataTable { head: head(chart, &lab, index, words), rows: rows.iter().map(row).collect() }
        })
    };
    html! {
        <figure class={classes!("chart", (chart == Chart::Loss).then_some("wide"))}>
            <figcaption>{ title }</figcaption>
            <Plot words={&view.words.plot} {picture} title={title} {label} {table} screen={view.screen}
                on_enlarge={view.on_enlarge.clone()} />
        </figure>
    }
}

fn plain(value: f64) -> String {
    let text =
        if value != 0.0 && value.abs() < 1e-3 { format!("{value:.2e}") } else { format!("{value:.4}") };
    text.replace('-', "−")
}

/// What a chart shows of an iteration, curve by curve.
fn values(chart: Chart, record: &IterationRecord) -> Vec<f64> {
    match chart {
        Chart::Loss => vec![record.loss_w, record.loss_q],
        Chart::Codebook => record.codebooks.iter().flatten().map(|&v| f64::from(v)).collect(),
        Chart::Violation => vec![record.violation_rms],
        Chart::Mu => vec![record.mu],
        Chart::Solver => vec![record.lloyd_iterations.into()],
    }
}

/// The heads of the table of a chart.
fn head(chart: Chart, lab: &Lab, index: usize, words: &Text) -> Vec<String> {
    let mut head = vec![words.plot.iteration.to_owned()];
    match chart {
        Chart::Loss => head.extend([words.chart.of_weights.to_owned(), words.chart.of_quantized.to_owned()]),
        Chart::Codebook => {
            let codebooks =
                lab.panes[index].records().first().map(|r| r.codebooks.clone()).unwrap_or_default();
            for (l, codebook) in codebooks.iter().enumerate() {
                head.extend((1..=codebook.len()).map(|e| format!("{}: {e}", (words.chart.layer)(l + 1))));
            }
        }
        chart => head.push(chart.title(&words.chart).to_owned()),
    }
    head
}

fn plot(lab: &Lab, index: usize, chart: Chart, style: &Style, cursor: f64) -> Curves {
    let level = match (&lab.reference, chart) {
        (ReferenceState::Trained(reference), Chart::Loss) => Some(reference.train.loss),
        _ => None,
    };
    let records = lab.panes[index].records();
    let columns = records.iter().map(|record| values(chart, record).len()).max().unwrap_or(0);
    let first_layer = records.first().and_then(|r| r.codebooks.first()).map_or(0, Vec::len);
    let line = |column: usize| {
        let (colour, marker): (Colour, Marker) = match chart {
            Chart::Loss if column == 0 => (style.l_step, Marker::None),
            Chart::Loss => (style.c_step, Marker::Dot),
            Chart::Codebook if column < first_layer => (style.ink, Marker::None),
            Chart::Codebook => (style.reference, Marker::None),
            Chart::Violation | Chart::Solver => (style.c_step, Marker::None),
            Chart::Mu => (style.l_step, Marker::None),
        };
        let value =
            |record: &&IterationRecord| values(chart, record).get(column).copied().unwrap_or(f64::NAN);
        Line { values: records.iter().map(value).collect(), colour, marker }
    };
    let axis = match chart {
        Chart::Codebook => {
            let (low, high) = lab.value_range();
            Axis::Plain(low, high)
        }
        Chart::Solver => {
            let all = lab.panes.iter().flat_map(|pane| pane.records());
            let most = all.map(|record| record.lloyd_iterations).max().unwrap_or(0).max(4);
            #[expect(clippy::cast_precision_loss, reason = "few iterations")]
            let top = most as f32;
            Axis::Plain(0.0, top)
        }
        _ => {
            let all = lab.panes.iter().flat_map(|pane| pane.records());
            let (low, high) = decades(all.flat_map(|record| values(chart, record)).chain(level));
            Axis::Decades(low, high)
        }
    };
    Curves {
        iterations: lab.last_iteration(),
        axis,
        lines: (0..columns).map(line).collect(),
        level,
        cursor: Some(cursor),
    }
}

/// The powers of ten around all positive values.
fn decades(values: impl Iterator<Item = f64>) -> (i32, i32) {
    let positive = values.filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = positive.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return (-3, 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "exponents of f64 are small")]
    let (low, high) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    (low, high.max(low + 1))
}
