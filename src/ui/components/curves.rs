//! The curves of a pane over the iterations.

use std::rc::Rc;

use yew::prelude::*;

use super::View;
use super::plot::{DataTable, Plot};
use crate::lc::IterationRecord;
use crate::plot::Picture;
use crate::ui::pictures::{self, Chart, values};
use crate::ui::state::Lab;
use crate::ui::text::Text;

/// A chart of a pane.
pub fn curves(view: &View, index: usize, chart: Chart) -> Html {
    let words = &view.words.chart;
    let cursor = view.position.floor();
    let picture =
        Rc::new(Picture::Curves(pictures::curves(&view.lab, index, chart, &view.screen.style(), cursor)));
    let records = view.lab.panes[index].records();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let now = records.get(cursor as usize).or(records.last());
    let toy = view.lab.toy().is_some();
    let title = if toy && chart == Chart::Loss { view.words.toy.loss } else { chart.title(words) };
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
