//! The two other looks at a sweep, where the front is otherwise.

use std::rc::Rc;

use yew::prelude::*;

use super::Scene;
use super::scatter::Seen;
use crate::experiment::{Setting, SweepSpec};
use crate::kit::{DataTable, Plot, Stage};
use crate::labs::runs::view::setting_row;
use crate::labs::tradeoff::state::Act;
use crate::labs::tradeoff::studies::{grid, shown_net, spread, starts, widths};
use crate::labs::tradeoff::words::TradeoffWords;
use crate::plot::{DotsPlot, HeatPlot, Picture, Spot};

/// First mus and growths of a grid that nobody has chosen yet.
const GRID: (&str, &str) = ("0.0001,0.001,0.01,0.1", "1.05,1.1,1.2,1.4");

fn figure(
    title: &'static str,
    label: &str,
    picture: Picture,
    table: DataTable,
    on_spot: Option<Callback<Option<Spot>>>,
) -> Html {
    let table = Callback::from(move |()| table.clone());
    html! { <Plot picture={Rc::new(picture)} {title} label={label.to_owned()} {table} {on_spot} printed={(560, 300)} /> }
}

/// A heat map as a table.
fn table_of(plot: &HeatPlot) -> DataTable {
    let head = std::iter::once(String::new()).chain(plot.columns.iter().cloned()).collect();
    let row = |(name, texts): (&String, &Vec<String>)| {
        std::iter::once(name.clone()).chain(texts.iter().cloned()).collect()
    };
    DataTable { head, rows: plot.rows.iter().zip(&plot.texts).map(row).collect() }
}

/// Many values in a narrow net, or few in a wide one.
pub(super) fn widths_view(scene: &Scene, on: &Callback<Act>, seen: &Seen) -> Html {
    let (words, state) = (scene.words, scene.state);
    let made = widths(state, &scene.told, words);
    let optimum = made.optimum.and_then(|(wanted, pick, bytes)| {
        let (net, choice) = state.sweep.of(pick)?;
        Some((words.studies.optimum)(
            wanted,
            &(words.answer.which)(&(words.net)(net), &(words.choice)(choice)),
            bytes,
        ))
    });
    let sentence = optimum.unwrap_or_default();
    let pointed = seen.pointed.and_then(|i| made.picks.get(i).copied());
    let on_spot = {
        let pointed = seen.pointed.clone();
        Callback::from(move |spot: Option<Spot>| {
            pointed.set(if let Some(Spot::Point(i)) = spot { Some(i) } else { None });
        })
    };
    let onclick = on.reform(move |_: MouseEvent| Act::Look(pointed));
    let table = table_of(&made.plot);
    html! {
        <>
            <p class="lead">{ &sentence }</p>
            <div class="picked" {onclick}>
                { figure(words.studies.names[1], &sentence, Picture::Heat(made.plot), table, Some(on_spot)) }
            </div>
            <p class="hint">{ words.studies.widths_hint }</p>
        </>
    }
}

fn dots_table(plot: &DotsPlot, words: &TradeoffWords) -> DataTable {
    let row = |row: &crate::plot::DotsRow| {
        row.runs
            .iter()
            .map(|run| vec![row.name.clone(), format!("{:.5}", run.0), format!("{:.5}", run.1)])
            .collect::<Vec<_>>()
    };
    DataTable {
        head: words.studies.starts_head.iter().map(|head| (*head).to_owned()).collect(),
        rows: plot.rows.iter().flat_map(row).collect(),
    }
}

/// How much depends on where a run starts.
pub(super) fn starts_view(stage: &Stage, scene: &Scene, on: &Callback<Act>) -> Html {
    let (words, state) = (scene.words, scene.state);
    let plot = starts(state, words, &stage.screen.style());
    let net = state.sweep.nets.get(shown_net(state)).map(|net| (words.net)(net)).unwrap_or_default();
    let sentence =
        spread(&plot).map(|(times, name)| (words.studies.spread)(times, name, &net)).unwrap_or_default();
    let table = dots_table(&plot, words);
    let configure = on.reform(|spec: SweepSpec| Act::Configure(Box::new(spec)));
    let row = |setting: Setting, (name, title): (&'static str, &'static str), id: &'static str| {
        setting_row(&state.spec, setting, Some((name, title, id)), &configure)
    };
    let grid = grid(state, words);
    let usual = {
        let spec = state.spec.clone();
        on.reform(move |_: MouseEvent| {
            let with =
                |spec: &SweepSpec, setting, text| spec.typed(setting, text).unwrap_or_else(|_| spec.clone());
            Act::Configure(Box::new(with(&with(&spec, Setting::Mu0s, GRID.0), Setting::Growths, GRID.1)))
        })
    };
    let first = state.sweep.nets.first().zip(state.sweep.choices.first());
    let first = first.map(|(net, choice)| (words.answer.which)(&(words.net)(net), &(words.choice)(choice)));
    html! {
        <>
            <p class="lead">{ &sentence }</p>
            { figure(words.studies.names[2], &sentence, Picture::Dots(plot), table, None) }
            <p class="hint">{ words.studies.starts_hint }</p>
            <h3>{ words.studies.grid }{ " — " }{ first.unwrap_or_default() }</h3>
            if let Some(grid) = grid {
                { figure(words.studies.grid, words.studies.grid_hint, Picture::Heat(grid.clone()), table_of(&grid), None) }
                <p class="hint">{ words.studies.grid_hint }</p>
            } else {
                <p class="actions"><button type="button" id={stage.id("grid")} onclick={usual}>{ words.studies.grid_start }</button></p>
            }
            <div class="rows">
                { row(Setting::Mu0s, words.studies.mu0s, "mu0s") }
                { row(Setting::Growths, words.studies.growths, "growths") }
            </div>
        </>
    }
}
