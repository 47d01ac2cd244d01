//! The table of numbers, aligned across runs, with the runs pinned to it.

use std::rc::Rc;

use yew::prelude::*;

use crate::experiment::{Frame, PaneSpec, Report};
use crate::kit::{Field, Icon, Same, browser, icon, unless, use_css, use_stage, when};
use crate::labs::runs::words::{RunsWords, name, three_digits, words};
use crate::labs::runs::{Column, Figures, Pane, Pin, PinAct, Row, Runs, csv, json};
use crate::protocol::Reason;

/// Properties of [`Numbers`].
#[derive(Clone, PartialEq, Properties)]
pub struct NumbersProps {
    /// What the net all start from is called.
    pub reference_name: AttrValue,
    /// Its figures.
    pub reference: Option<Figures>,
    /// The runs.
    pub runs: Vec<RunRow>,
    /// The columns there is something to see in: what decides, and the rest.
    pub columns: [&'static [Column]; 2],
    /// What a column is called here, and what it is, if not by its own words.
    #[prop_or_default]
    pub heads: Option<(Column, &'static str, &'static str)>,
    /// What the numbers mean and do not mean.
    pub caveat: AttrValue,
    /// The report, when all is computed.
    pub report: Callback<(), Option<Report>>,
    /// Whether there is one.
    pub finished: bool,
    /// What else can be asked, beside the table's own buttons.
    #[prop_or_default]
    pub asked: Html,
    /// The same over other seeds, where that can be had.
    #[prop_or_default]
    pub seeds: Option<OverSeeds>,
    /// Pinned runs, of which those of this lab are shown.
    pub pins: Same<Vec<Pin>>,
    /// What links call this lab.
    pub lab: &'static str,
    /// Told what to do with them.
    pub on_pin: Callback<PinAct>,
}

/// A comparison over several seeds.
#[derive(Clone, PartialEq)]
pub struct OverSeeds {
    /// How many are done and of how many, while more are to come.
    pub progress: Option<(usize, u32)>,
    /// How many are done.
    pub done: usize,
    /// Why it could not go on.
    pub failed: Option<Reason>,
    /// Test errors, or losses where nothing is classified: of the reference net,
    pub reference: Vec<f64>,
    /// of that net trained for as long as the runs,
    pub longer: Vec<f64>,
    /// of the runs,
    pub runs: Vec<Vec<f64>>,
    /// and of the reference net rounded once to the codebook of each.
    pub rounded: Vec<Vec<f64>>,
    /// Whether these are errors.
    pub errors: bool,
    /// The figures of the net trained for as long, with the seed shown.
    pub longer_now: Option<Figures>,
    /// Asks for it.
    pub on_try: Callback<()>,
}

impl OverSeeds {
    /// The largest of all, where the dots' axis ends.
    fn most(&self) -> f64 {
        let all = [&self.reference, &self.longer].into_iter().chain(&self.runs).chain(&self.rounded);
        all.flatten().copied().fold(1e-9, f64::max)
    }

    /// A dot for each seed on an axis common to all, the mean, and from where to where.
    fn cell(&self, ends: &[f64]) -> Html {
        if ends.is_empty() {
            return html! { "–" };
        }
        let told = told_of(ends, self.done, self.errors);
        let most = self.most();
        html! {
            <>
                <span class="seed-dots" aria-hidden="true">
                    { for ends.iter().map(|end| html! { <i data-css={format!("--x:{:.4}", end / most)}></i> }) }
                </span>
                <span>{ cell(&told) }</span>
            </>
        }
    }
}

/// The mean of some ends, and from where to where; of how many seeds, where others diverged.
fn told_of(ends: &[f64], done: usize, errors: bool) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a few seeds")]
    let mean = ends.iter().sum::<f64>() / ends.len() as f64;
    let (low, high) =
        ends.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), &end| (low.min(end), high.max(end)));
    let mut told = if errors {
        format!("{:.1} % ({:.1} … {:.1})", 100.0 * mean, 100.0 * low, 100.0 * high)
    } else {
        format!("{} ({} … {})", three_digits(mean), three_digits(low), three_digits(high))
    };
    if ends.len() < done {
        told = format!("{}/{done}: {told}", ends.len());
    }
    told
}

/// A run's row.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Method and codebook.
    pub spec: PaneSpec,
    /// What it runs on.
    pub subject: String,
    /// A link to it alone.
    pub link: String,
    /// Its figures at the iteration shown.
    pub figures: Option<Figures>,
    /// Those of the reference net rounded once, if they are to stand below it.
    pub once: Option<Figures>,
}

impl RunRow {
    /// The rows of runs at a position.
    pub fn all(runs: &Runs, position: f64, subject: &str, link: impl Fn(usize) -> String) -> Vec<Self> {
        let reference = runs.reference.trained();
        let full = runs.speed();
        let of = |pane: &Pane, frame: Option<&Rc<Frame>>| {
            frame.zip(reference).map(|(frame, net)| Figures::of_pane(frame, pane, net).beside(full))
        };
        let row = |(i, pane): (usize, &Pane)| Self {
            spec: pane.spec.clone(),
            subject: subject.to_owned(),
            link: link(i),
            figures: of(pane, pane.around(position).map(|(frame, _)| frame)),
            once: of(pane, pane.frames.first()).filter(|_| tells_rounding(&runs.panes, i)),
        };
        runs.panes.iter().enumerate().map(row).collect()
    }
}

/// Whether the rounded reference net stands below a run: once for runs of one codebook, and not where a run is just that.
fn tells_rounding(panes: &[Pane], i: usize) -> bool {
    let own = &panes[i].spec;
    let alike = |pane: &&Pane| pane.spec.codebook == own.codebook;
    own.method.iterates()
        && !panes.iter().filter(alike).any(|pane| !pane.spec.method.iterates())
        && !panes[i + 1..].iter().any(|pane| alike(&pane))
}

/// The table.
#[component]
pub fn Numbers(props: &NumbersProps) -> Html {
    let stage = use_stage();
    let words = words(stage.lang);
    let node = use_css();
    let more = use_state_eq(|| false);
    let [first, rest] = props.columns;
    let columns: Vec<Column> = first.iter().chain(if *more { rest } else { &[] }).copied().collect();
    let table = &words.table;
    let seeds = props.seeds.as_ref().filter(|seeds| !seeds.reference.is_empty());
    let row = |class: &'static str, key: u32, name: Html, figures: Option<&Figures>, ends: &[f64]| {
        html! {
            <div {key} role="row" class={class}>
                <span role="rowheader" class="name">{ name }</span>
                { for columns.iter().map(|column| html! { <span role="cell">{ cell(&column.cell(figures)) }</span> }) }
                { for seeds.map(|seeds| html! { <span role="cell" class="over-seeds">{ seeds.cell(ends) }</span> }) }
            </div>
        }
    };
    let head = |&column: &Column| match props.heads {
        Some((own, head, about)) if own == column => (head, about),
        _ => (table.column)(column),
    };
    let flip = {
        let more = more.clone();
        Callback::from(move |_: MouseEvent| more.set(!*more))
    };
    html! {
        <section class={classes!("numbers", more.then_some("wide"))} ref={node}>
            <div class="scroll own-arrows" tabindex="0" role="region" aria-label={table.caption}>
                <div role="table" aria-label={table.caption} class="table" data-runs={props.runs.len().to_string()}
                    data-css={format!("--columns:{0};--rows:{1}", columns.len() + usize::from(seeds.is_some()), columns.len() + 1 + usize::from(seeds.is_some()))}>
                    <div role="row" class="heads">
                        <span role="columnheader" class="name">{ table.run }</span>
                        { for columns.iter().map(head).map(|(head, about)| html! {
                            <span role="columnheader"><abbr title={about} data-about={about} tabindex="0">{ head }</abbr></span>
                        }) }
                        { for seeds.map(|_| html! {
                            <span role="columnheader"><abbr title={table.over_seeds.1} data-about={table.over_seeds.1} tabindex="0">{ table.over_seeds.0 }</abbr></span>
                        }) }
                    </div>
                    { row("reference", 0, html! { &props.reference_name }, props.reference.as_ref(), seeds.map_or(&[], |seeds| &seeds.reference)) }
                    <>{ for seeds.map(|seeds| row("reference longer", 1, html! { table.longer }, seeds.longer_now.as_ref(), &seeds.longer)) }</>
                    <>{ for (0..).zip(&props.runs).map(|(i, run)| html! {
                        <key={i}>
                            { row("run", 0, run_name(props, i, run, words), run.figures.as_ref(), ends(seeds.map(|seeds| &seeds.runs), i)) }
                            { for run.once.as_ref().map(|once| row("once", 1, html! { table.once }, Some(once), ends(seeds.map(|seeds| &seeds.rounded), i))) }
                        </>
                    }) }</>
                    <>{ for pins(props).map(|pin| {
                        row("pin", pin.id, pin_name(props, pin, words, stage.href(&pin.link)), Some(&pin.figures), &[])
                    }) }</>
                </div>
            </div>
            <div class="ask">
                <button type="button" class="more columns" aria-label={table.more} title={table.more} aria-pressed={more.to_string()} onclick={flip}>{ icon(Icon::More) }</button>
                { for props.seeds.as_ref().map(|seeds| seeds_button(seeds, words, stage.id("seeds"))) }
                { props.asked.clone() }
            </div>
            if let Some(reason) = props.seeds.as_ref().and_then(|seeds| seeds.failed.as_ref()) {
                <p class="wrong" role="alert">{ (words.pane.failed)(reason) }</p>
            }
            if *more {
                <div class="below">
                    <p>{ &props.caveat }</p>
                    { exports(props, words, |name| stage.id(name)) }
                </div>
            }
        </section>
    }
}

/// The pinned runs of this lab: another's have other columns, and another meaning.
fn pins(props: &NumbersProps) -> impl Iterator<Item = &Pin> {
    props.pins.iter().filter(|pin| pin.lab() == props.lab)
}

/// The ends of one of several nets.
fn ends(all: Option<&Vec<Vec<f64>>>, i: u32) -> &[f64] {
    all.and_then(|all| all.get(i as usize)).map_or(&[], |ends| ends)
}

/// Asks for other seeds, and says how far that is.
fn seeds_button(seeds: &OverSeeds, words: &'static RunsWords, id: String) -> Html {
    let table = &words.table;
    let (name, about) = table.seeds;
    let done = seeds.progress.is_none() && !seeds.reference.is_empty();
    let idle = seeds.progress.is_some() || done;
    let name = seeds.progress.map_or_else(|| name.to_owned(), |(done, of)| (table.seeds_done)(done, of));
    let on = unless(idle, seeds.on_try.reform(|_: MouseEvent| ()));
    html! {
        <button type="button" class="more" {id} title={about}
            aria-disabled={when(idle)} onclick={on}>{ name }</button>
    }
}

/// A figure, and in brackets its limits, which have no room everywhere.
fn cell(text: &str) -> Html {
    match text.split_once(" (") {
        Some((figure, limits)) => {
            html! { <>{ figure }<span class="limits">{ format!(" ({limits}") }</span></> }
        }
        None => html! { text },
    }
}

/// A run's name, with the button that pins it.
fn run_name(props: &NumbersProps, i: u32, run: &RunRow, words: &'static RunsWords) -> Html {
    let called = name(&run.spec, words);
    let pin = run.figures.clone().map(|figures| Pin {
        id: 0,
        name: format!("{called} · {}", run.subject),
        link: run.link.clone(),
        figures,
    });
    let disabled = pin.is_none();
    let onclick = props.on_pin.reform(move |_: MouseEvent| {
        PinAct::Add(Box::new(Pin { id: browser::fresh_seed(), ..pin.clone().unwrap_or_default() }))
    });
    html! {
        <>
            <span class="badge" aria-hidden="true">{ i + 1 }</span>
            <span class="called">{ called.clone() }</span>
            <button type="button" class="small pin-it" aria-label={format!("{}: {called}", words.table.pin)}
                title={words.table.pin} {disabled} {onclick}>{ icon(Icon::Pin) }</button>
        </>
    }
}

/// A pinned run's name, to be changed, and the ways to it and to be rid of it.
fn pin_name(props: &NumbersProps, pin: &Pin, words: &'static RunsWords, href: String) -> Html {
    let (words, id) = (&words.table, pin.id);
    let rename = props.on_pin.reform(move |name| PinAct::Rename(id, name));
    html! {
        <>
            <Field name={words.pin_name} value={pin.name.clone()} longest="80" on={rename} />
            <a {href} class="small" aria-label={format!("{}: {}", words.show_pin, pin.name)} title={words.show_pin}>{ icon(Icon::Play) }</a>
            <button type="button" class="small unpin" aria-label={format!("{}: {}", words.unpin, pin.name)} title={words.unpin}
                onclick={props.on_pin.reform(move |_| PinAct::Remove(id))}>{ icon(Icon::Close) }</button>
        </>
    }
}

/// The table and the report as files.
fn exports(props: &NumbersProps, words: &'static RunsWords, id: impl Fn(&str) -> String) -> Html {
    let runs = props
        .runs
        .iter()
        .filter_map(|run| Some((name(&run.spec, words), run.link.clone(), run.figures.clone()?)));
    let pins = pins(props).map(|pin| (pin.name.clone(), pin.link.clone(), pin.figures.clone()));
    let first =
        props.reference.clone().map(|figures| (props.reference_name.to_string(), String::new(), figures));
    let rows: Rc<Vec<Row>> = Rc::new(first.into_iter().chain(runs).chain(pins).collect());
    // A browser that refuses downloads says so itself.
    let save_csv = {
        let rows = rows.clone();
        move |_: MouseEvent| drop(browser::download("lc-lab-table.csv", "text/csv", &csv(&rows)))
    };
    let save_json = move |_: MouseEvent| {
        drop(browser::download("lc-lab-table.json", "application/json", &json(&rows)));
    };
    let report = props.report.clone();
    let save_report = move |_: MouseEvent| {
        if let Some(report) = report.emit(()) {
            drop(browser::download("lc-lab-report.json", "application/json", &report.to_json()));
        }
    };
    html! {
        <div class="exports">
            <button type="button" id={id("csv")} onclick={save_csv}>{ words.table.csv }</button>
            <button type="button" id={id("json")} onclick={save_json}>{ words.table.json }</button>
            <button type="button" id={id("download")} disabled={!props.finished} onclick={save_report}>{ words.download }</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_that_diverged_are_not_left_out_in_silence() {
        assert_eq!(told_of(&[0.1, 0.2, 0.3], 3, true), "20.0 % (10.0 … 30.0)");
        assert_eq!(told_of(&[0.1, 0.3], 3, true), "2/3: 20.0 % (10.0 … 30.0)");
        assert_eq!(told_of(&[0.5], 1, false), "0.500 (0.500 … 0.500)");
    }
}
