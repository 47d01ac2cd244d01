//! The curves of a pane over the iterations.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Plot, Same, minus, use_stage};
use crate::labs::runs::words::{RunsWords, words};
use crate::labs::runs::{Chart, Runs, curves, values, whole};
use crate::lc::IterationRecord;
use crate::plot::Picture;

/// Properties of [`Charts`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The runs.
    pub runs: Same<Runs>,
    /// Which of them.
    pub index: usize,
    /// Which charts.
    pub charts: Vec<Chart>,
    /// The iteration shown.
    pub position: f64,
    /// What the chart of the loss is called, if not by its own name.
    #[prop_or_default]
    pub loss: Option<AttrValue>,
}

/// The charts of a pane, below their legend.
#[component]
pub fn Charts(props: &Props) -> Html {
    let words = words(use_stage().lang);
    html! {
        <>
            <p class="legends">
                <span class="c-step"><span class="dot" aria-hidden="true"></span>{ words.chart.of_quantized }</span>
                <span class="l-step"><span class="bar" aria-hidden="true"></span>{ words.chart.of_weights }</span>
                <span class="ref"><span class="bar dashed" aria-hidden="true"></span>{ words.chart.reference }</span>
            </p>
            <div class="charts">
                { for props.charts.iter().map(|&chart| html! { <OneChart key={chart.title(&words.chart)} all={props.clone()} {chart} /> }) }
            </div>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OneProps {
    all: Props,
    chart: Chart,
}

#[component]
fn OneChart(props: &OneProps) -> Html {
    let (stage, chart) = (use_stage(), props.chart);
    let Props { runs, index, position, loss, .. } = &props.all;
    let (words, index) = (words(stage.lang), *index);
    let cursor = position.floor();
    let picture = Rc::new(Picture::Curves(curves(runs, index, chart, &stage.screen.style(), cursor)));
    let records = runs.panes[index].records();
    let now = records.get(whole(cursor) as usize).or(records.last());
    let own = loss.clone().filter(|_| chart == Chart::Loss);
    let title = own.unwrap_or_else(|| chart.title(&words.chart).into());
    let label = now.map_or_else(
        || title.to_string(),
        |record| {
            let values: Vec<String> = values(chart, record).iter().map(|v| plain(*v)).collect();
            format!("{title}: {}", values.join(" / "))
        },
    );
    let table = {
        let runs = runs.clone();
        Callback::from(move |()| {
            let rows = runs.panes[index].records();
            let row = |record: &&IterationRecord| {
                let cells = values(chart, record).into_iter().map(plain);
                std::iter::once(record.iteration.to_string()).chain(cells).collect()
            };
            DataTable { head: head(chart, &runs, index, words), rows: rows.iter().map(row).collect() }
        })
    };
    let wide = chart == Chart::Loss;
    html! {
        <figure class={classes!("chart", wide.then_some("wide"))}>
            <figcaption>{ title.clone() }</figcaption>
            <Plot {picture} {title} {label} {table} printed={if wide { (214, 92) } else { (126, 92) }} />
        </figure>
    }
}

fn plain(value: f64) -> String {
    let text =
        if value != 0.0 && value.abs() < 1e-3 { format!("{value:.2e}") } else { format!("{value:.4}") };
    minus(&text)
}

/// The heads of the table of a chart.
fn head(chart: Chart, runs: &Runs, index: usize, words: &RunsWords) -> Vec<String> {
    let mut head = vec![words.chart.iteration.to_owned()];
    match chart {
        Chart::Loss => head.extend([words.chart.of_weights.to_owned(), words.chart.of_quantized.to_owned()]),
        Chart::Codebook => {
            let codebooks =
                runs.panes[index].records().first().map(|r| r.codebooks.clone()).unwrap_or_default();
            for (l, codebook) in codebooks.iter().enumerate() {
                head.extend((1..=codebook.len()).map(|e| format!("{}: {e}", (words.chart.layer)(l + 1))));
            }
        }
        chart => head.push(chart.title(&words.chart).to_owned()),
    }
    head
}
