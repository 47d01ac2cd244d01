//! The curves of a pane over the iterations.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::lc::IterationRecord;
use crate::plot::{Curves, Line, Marker, Style, draw_curves};
use crate::ui::hooks::{Screen, area};
use crate::ui::state::{Lab, ReferenceState};
use crate::ui::text::Text;

/// Which curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Training loss of w and of the quantized net.
    Loss,
    /// Root mean square of w - Delta(Theta).
    Violation,
    /// Penalty parameter.
    Mu,
}

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub lab: Rc<Lab>,
    pub index: usize,
    pub chart: Chart,
    pub position: f64,
    pub screen: Screen,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lab, &other.lab) && self.screen == other.screen && self.position == other.position
    }
}

/// A chart of a pane.
#[component]
pub fn CurvesView(props: &Props) -> Html {
    let canvas = use_node_ref();
    let lengths: Vec<usize> = props.lab.panes.iter().map(|pane| pane.frames.len()).collect();
    let runs: Vec<u32> = props.lab.panes.iter().map(|pane| pane.run).collect();
    let trained = matches!(props.lab.reference, ReferenceState::Trained(_));
    let depends = (lengths, runs, trained, props.position.floor(), props.screen, props.words.code, props.lab.last_iteration());
    {
        let (canvas, lab, words) = (canvas.clone(), props.lab.clone(), props.words);
        let (index, chart) = (props.index, props.chart);
        use_effect_with(depends, move |(_, _, _, cursor, screen, ..)| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let Some(_) = screen.fit(&canvas) else { return };
            let style = screen.style();
            if let Some(area) = area(&canvas) {
                let _ = area.fill(&style.paper);
                // A canvas reports no errors worth telling: the next change draws again.
                let _ = draw_curves(&area, &curves(&lab, index, chart, words, &style, *cursor), &style);
            }
        });
    }
    html! {
        <canvas ref={canvas} class={classes!("chart", (props.chart == Chart::Loss).then_some("wide"))} role="img"
            aria-label={title(props.chart, props.words)}></canvas>
    }
}

fn title(chart: Chart, words: &Text) -> &'static str {
    match chart {
        Chart::Loss => words.chart.loss,
        Chart::Violation => words.chart.violation,
        Chart::Mu => words.chart.mu,
    }
}

/// The curve's hue and its value in a record.
type Series = (fn(&Style) -> crate::plot::Colour, fn(&IterationRecord) -> f64, Marker);

fn series(chart: Chart) -> Vec<Series> {
    match chart {
        Chart::Loss => vec![
            (|style| style.l_step, |record| record.loss_w, Marker::None),
            (|style| style.c_step, |record| record.loss_q, Marker::Dot),
        ],
        Chart::Violation => vec![(|style| style.c_step, |record| record.violation_rms, Marker::None)],
        Chart::Mu => vec![(|style| style.l_step, |record| record.mu, Marker::None)],
    }
}

fn curves(lab: &Lab, index: usize, chart: Chart, words: &Text, style: &Style, cursor: f64) -> Curves {
    let series = series(chart);
    let level = match (&lab.reference, chart) {
        (ReferenceState::Trained(reference), Chart::Loss) => {
            Some((reference.train.loss, words.chart.reference.to_owned()))
        }
        _ => None,
    };
    let records = lab.panes.iter().flat_map(|pane| &pane.frames).map(|frame| &frame.record);
    let seen = records.flat_map(|record| series.iter().map(|(_, value, _)| value(record)));
    let line = |&(colour, value, marker): &Series| Line {
        values: lab.panes[index].frames.iter().map(|frame| value(&frame.record)).collect(),
        colour: colour(style),
        marker,
    };
    Curves {
        title: title(chart, words).to_owned(),
        iterations: lab.last_iteration(),
        range: decades(seen.chain(level.iter().map(|(level, _)| *level))),
        lines: series.iter().map(line).collect(),
        level,
        cursor: Some(cursor),
    }
}

/// Whole powers of ten around all positive values.
fn decades(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let positive = values.filter(|v| v.is_finite() && *v > 0.0);
    let (low, high) = positive.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return (0.001, 1.0);
    }
    let (low, high) = (low.log10().floor(), high.log10().ceil());
    (10_f64.powf(low), 10_f64.powf(if high > low { high } else { low + 1.0 }))
}
