//! The pilot report: one page to take to a meeting.

use yew::prelude::*;

use super::Scene;
use super::planner::{against_best, chosen_by, found, paired_caption, paired_table, rejected, tested, which};
use crate::experiment::{Keyed, Setting};
use crate::kit::{Dialog, Stage, browser};
use crate::labs::tradeoff::pictures::front_plot;
use crate::labs::{LabState, runs};
use crate::link::{Eye, LabLink, Link};
use crate::plot::{Picture, Style};

/// Size of the picture, in CSS pixels.
const SIZE: (u32, u32) = (680, 300);

/// Most choices that are named in full.
const NAMED: usize = 10;

/// The report, over the page; printed alone.
pub(super) fn report(stage: &Stage, scene: &Scene, reporting: &UseStateHandle<bool>) -> Html {
    let (words, state) = (scene.words, scene.state);
    let on_close = {
        let reporting = reporting.clone();
        Callback::from(move |()| reporting.set(false))
    };
    let Some(found) = found(scene) else {
        return html! { <Dialog title={words.report.title} class="pilot" {on_close}><p>{ words.answer.unknown }</p></Dialog> };
    };
    let spec = &state.spec;
    let points = spec.points();
    let (size, reference) = found.told.aimed(spec.aim);
    let data = (runs::words::words(stage.lang).data_name)(spec.base.data);
    let (mark, verdict) = (words.answer.verdict)(&found.verdict, points, &found.paired);
    // On paper it is dark on light.
    let made = (scene.entries.as_slice(), scene.told.as_slice(), scene.front.as_slice());
    let plot = front_plot(state, made, scene.outcome.as_ref(), (words, &Style::LIGHT, true));
    let svg = Picture::Front(plot).svg(SIZE, &Style::LIGHT);
    let svg = svg.find("<svg").map(|start| svg[start..].to_owned()).unwrap_or_default();
    let eye = Eye { lang: Some(stage.lang), ..Eye::default() };
    let link = Link { eye, ..Link::from(LabLink::Tradeoff(state.link())) };
    let print = |_: MouseEvent| drop(browser::window().print());
    let settings = spec.base.pairs().into_iter().chain(spec.pairs());
    // Nets and choices stand before them.
    let settings = settings.filter(|(setting, _)| !matches!(setting, Setting::Nets | Setting::Panes));
    let settings: Vec<String> = settings.map(|(setting, value)| format!("{setting}={value}")).collect();
    let nets: Vec<String> = state.sweep.nets.iter().map(|net| (words.net_short)(net)).collect();
    let all = &state.sweep.choices;
    // The link names them all; a page has room for some.
    let choices: Vec<String> = if all.len() > NAMED {
        all.iter().map(|choice| (words.choice_short)(choice)).take(3 * NAMED).collect()
    } else {
        all.iter().map(|choice| (words.choice)(choice)).collect()
    };
    html! {
        <Dialog title={words.report.title} class="pilot" {on_close}>
            <p class="actions"><button type="button" id={stage.id("print")} onclick={print}>{ words.report.print }</button></p>
            <article>
                <p class="on-paper">{ "LC Lab — " }{ words.report.title }</p>
                <h3>{ words.report.question }</h3>
                <p>{ (words.report.asked)(points, spec.aim, spec.at_most, data) }</p>
                <h3>{ words.report.answer }</h3>
                <p class="big">{ (words.answer.cost)(size, spec.aim) }</p>
                <p>{ which(scene, found.pick) }{ " " }{ (words.answer.smaller)(reference / size, reference, spec.aim) }</p>
                <p><strong>{ mark }</strong>{ " " }{ verdict }</p>
                <h3>{ words.report.evidence }</h3>
                <p>{ tested(scene, &found) }{ " " }{ for against_best(scene, &found).map(|(told, _)| told) }{ " " }{ chosen_by(scene, &found) }</p>
                <div class="twice">
                    { paired_table(&found.paired, paired_caption(&found, words), words) }
                    <div>{ rejected(scene, &found, 4) }</div>
                </div>
                <div class="printed">{ Html::from_html_unchecked(svg.into()) }</div>
                <h3>{ words.report.settings }</h3>
                <p class="fine">{ nets.join(", ") }{ " — " }{ choices.join("; ") }{ " — " }{ words.work.seeds.0 }{ ": " }{ state.sweep.seeds }{ ". " }{ settings.join(", ") }</p>
                <p class="fine"><strong>{ words.report.digests }{ ": " }</strong>{ found.cell.from.clone().unwrap_or_default() }{ ", " }{ found.cell.digest.clone().unwrap_or_default() }</p>
                <p class="fine"><strong>{ words.report.link }{ ": " }</strong><span class="link">{ stage.href(&link.to_string()) }</span></p>
                <p class="fine hint">{ words.report.made }</p>
            </article>
        </Dialog>
    }
}
