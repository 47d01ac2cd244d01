//! Curves over the iterations.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Plot, Same, Stage, minus};
use crate::labs::runs::words::{ChartWords, RunsWords, words};
use crate::labs::runs::{Chart, Runs, curves, losses, values, whole};
use crate::lc::IterationRecord;
use crate::link::Piece;
use crate::plot::Picture;

/// Whether runs have charts beside that of the losses: where `more` asks for them, or a figure shows some.
pub fn has_charts(stage: &Stage, more: bool) -> bool {
    stage.show.map_or(more, |show| show.has_any(&[Piece::Entries, Piece::Distance, Piece::Mu]))
}

/// The charts of a run beside that of the losses.
pub fn charts(stage: &Stage, runs: &Same<Runs>, index: usize, position: f64) -> Html {
    let charts = Chart::of(&runs.panes[index]).into_iter().filter(|chart| stage.shows(chart.piece()));
    html! { <div class="charts">{ for charts.map(|chart| one_chart(stage, runs, (index, position), chart)) }</div> }
}

fn one_chart(stage: &Stage, runs: &Same<Runs>, (index, position): (usize, f64), chart: Chart) -> Html {
    let words = words(stage.lang);
    let cursor = position.floor();
    let picture = Rc::new(Picture::Curves(curves(runs, index, chart, &stage.screen.style(), cursor)));
    let records = runs.panes[index].records();
    let now = records.get(whole(cursor) as usize).or(records.last());
    let title = chart.title(&words.chart);
    let label = now.map_or_else(
        || title.to_owned(),
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
    html! {
        <figure key={title} class="chart">
            <figcaption>{ title }</figcaption>
            <Plot {picture} {title} {label} {table} printed={(126, 92)} />
        </figure>
    }
}

fn plain(value: f64) -> String {
    let text =
        if value != 0.0 && value.abs() < 1e-3 { format!("{value:.2e}") } else { format!("{value:.4}") };
    minus(&text)
}

/// The losses of all runs in one chart, with its legend, and a button that shows the other curves of the runs.
pub fn loss_chart(
    stage: &Stage,
    (runs, position): (&Same<Runs>, f64),
    title: &'static str,
    more: &UseStateHandle<bool>,
) -> Html {
    let words = &words(stage.lang).chart;
    let flip = {
        let more = more.clone();
        Callback::from(move |_: MouseEvent| more.set(!*more))
    };
    let cursor = position.floor();
    let sampled = runs.panes.iter().flat_map(|pane| &pane.frames).find_map(|frame| frame.record.sample);
    let picture = Rc::new(Picture::Curves(losses(runs, words, &stage.screen.style(), cursor)));
    let now = runs.panes.iter().enumerate().filter_map(|(i, pane)| {
        let (frame, _) = pane.around(position)?;
        Some(format!("{}: {} / {}", i + 1, plain(frame.record.loss_w), plain(frame.record.loss_q)))
    });
    let label = std::iter::once(title.to_owned()).chain(now).collect::<Vec<_>>().join(". ");
    let table = {
        let runs = runs.clone();
        Callback::from(move |()| loss_table(&runs, words))
    };
    html! {
        <section class="losses" aria-label={title}>
            <figure class="chart">
                <figcaption>
                    <span>{ title }{ for sampled.map(|n| html! { <small>{ " " }{ (words.sampled)(n) }</small> }) }</span>
                    <span class="legends">
                        <span class="c-step"><span class="dot" aria-hidden="true"></span>{ words.of_quantized }</span>
                        <span class="l-step"><span class="bar" aria-hidden="true"></span>{ words.of_weights }</span>
                    </span>
                    if !stage.is_embedded() {
                        <button type="button" class="more" aria-pressed={more.to_string()} onclick={flip}>{ words.more }</button>
                    }
                </figcaption>
                <Plot {picture} {title} {label} {table} printed={(520, 120)} />
            </figure>
        </section>
    }
}

/// Every run's losses by iteration.
fn loss_table(runs: &Runs, words: &'static ChartWords) -> DataTable {
    let numbers = 1..=runs.panes.len();
    let own = |n: usize| [format!("{n}: {}", words.of_weights), format!("{n}: {}", words.of_quantized)];
    let row = |iteration: usize| {
        let losses = |record: &IterationRecord| [plain(record.loss_w), plain(record.loss_q)];
        let cells = runs.panes.iter().flat_map(move |pane| {
            pane.frames.get(iteration).map_or_else(Default::default, |frame| losses(&frame.record))
        });
        std::iter::once(iteration.to_string()).chain(cells).collect()
    };
    let most = runs.panes.iter().map(|pane| pane.frames.len()).max().unwrap_or(0);
    DataTable {
        head: std::iter::once(words.iteration.to_owned()).chain(numbers.flat_map(own)).collect(),
        rows: (0..most).map(row).collect(),
    }
}

/// The heads of the table of a chart.
fn head(chart: Chart, runs: &Runs, index: usize, words: &RunsWords) -> Vec<String> {
    let mut head = vec![words.chart.iteration.to_owned()];
    match chart {
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
