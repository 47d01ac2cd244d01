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
    let depends = (lengths, runs, trained, props.position.floor(), props.screen, props.lab.last_iteration());
    {
        let (canvas, lab) = (canvas.clone(), props.lab.clone());
        let (index, chart) = (props.index, props.chart);
        use_effect_with(depends, move |(_, _, _, cursor, screen, ..)| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let Some(_) = screen.fit(&canvas) else { return };
            let style = screen.style();
            if let Some(area) = area(&canvas) {
                let _ = area.fill(&style.paper);
                // A canvas reports no errors worth telling: the next change draws again.
                let _ = draw_curves(&area, &curves(&lab, index, chart, &style, *cursor), &style);
            }
        });
    }
    let (words, records) = (&props.words.chart, &props.lab.panes[props.index].frames);
    let now = records
        .iter()
        .map(|frame| &frame.record)
        .nth(shown(props.position))
        .or(records.last().map(|f| &f.record));
    let title = match props.chart {
        Chart::Loss => words.loss,
        Chart::Violation => words.violation,
        Chart::Mu => words.mu,
    };
    let summary = now.map(|record| {
        let values: Vec<String> =
            series(props.chart).iter().map(|(_, value, _)| format!("{:.2e}", value(record))).collect();
        format!("{title}: {}", values.join(" / "))
    });
    html! {
        <figure class={classes!("chart", (props.chart == Chart::Loss).then_some("wide"))}>
            <figcaption>
                <span class="title">{ title }</span>
                if props.chart == Chart::Loss {
                    <span class="legend c-step"><span class="dot" aria-hidden="true"></span>{ words.of_quantized }</span>
                    <span class="legend l-step"><span class="bar" aria-hidden="true"></span>{ words.of_weights }</span>
                    <span class="legend ref"><span class="bar dashed" aria-hidden="true"></span>{ words.reference }</span>
                }
            </figcaption>
            <canvas ref={canvas} role="img" aria-label={summary.unwrap_or_else(|| title.to_owned())}></canvas>
        </figure>
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
fn shown(position: f64) -> usize {
    position.floor() as usize
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

fn curves(lab: &Lab, index: usize, chart: Chart, style: &Style, cursor: f64) -> Curves {
    let series = series(chart);
    let level = match (&lab.reference, chart) {
        (ReferenceState::Trained(reference), Chart::Loss) => Some(reference.train.loss),
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
        iterations: lab.last_iteration(),
        decades: decades(seen.chain(level)),
        lines: series.iter().map(line).collect(),
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
