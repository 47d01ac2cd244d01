//! The planner: the answer, its evidence, and what was not tried.

use yew::prelude::*;

use super::Scene;
use super::scatter::{of_network, take_button};
use crate::experiment::{Aim, Asked, DataKind, Paired, Setting, Verdict};
use crate::kit::{Stage, browser};
use crate::labs::tradeoff::pictures::{Told, tell};
use crate::labs::tradeoff::state::{Act, FOLDS};
use crate::labs::tradeoff::sweep::Pick;
use crate::labs::tradeoff::words::TradeoffWords;
use crate::sweep::{Answer, Cell, Outcome};

/// Smaller choices that are told of.
const NEXT: usize = 3;

/// What was found, in all its figures.
pub(super) struct Found<'a> {
    pub(super) answer: &'a Answer,
    pub(super) pick: Pick,
    pub(super) told: Told,
    /// The run that is the answer, and which seed it is of.
    pub(super) cell: &'a Cell,
    pub(super) seed: usize,
    /// Paired answers that count: to all examples where each was tested once, to the test examples otherwise.
    pub(super) paired: Paired,
    pub(super) verdict: Verdict,
    /// How many parts of all examples are tested.
    pub(super) parts: usize,
}

/// The answer of a scene, if there is one.
pub(super) fn found<'a>(scene: &'a Scene) -> Option<Found<'a>> {
    let Some(Outcome::Found(answer)) = &scene.outcome else { return None };
    let entry = scene.entries.get(answer.candidate)?;
    let known: Vec<(usize, &Cell)> =
        entry.cells.iter().enumerate().filter_map(|(i, known)| Some((i, &*known.as_ref()?.cell))).collect();
    let &(seed, cell) = known.get(answer.run)?;
    let folded = scene.state.folded(entry.pick);
    let parts = folded.map_or(0, |folded| folded.parts);
    let whole = folded.filter(|folded| folded.parts == FOLDS as usize);
    let paired = whole.map_or(answer.paired, |folded| folded.paired);
    Some(Found {
        answer,
        pick: entry.pick,
        told: tell(scene.state, entry)?,
        cell,
        seed,
        paired,
        verdict: paired.verdict(scene.state.spec.tolerance()),
        parts,
    })
}

/// Net and choice in words.
pub(super) fn which(scene: &Scene, pick: Pick) -> String {
    let words = scene.words;
    let of = scene.state.sweep.of(pick);
    of.map(|(net, choice)| (words.answer.which)(&(words.net)(net), &(words.choice)(choice)))
        .unwrap_or_default()
}

/// The planner.
pub(super) fn planner(
    stage: &Stage,
    scene: &Scene,
    on: &Callback<Act>,
    reporting: &UseStateHandle<bool>,
) -> Html {
    let words = &scene.words.answer;
    let inside = match (found(scene), &scene.outcome) {
        _ if scene.state.is_waiting() && scene.entries.is_empty() => html! { <p>{ words.waiting }</p> },
        _ if scene.state.spec.base.data == DataKind::SuperResolution => html! { <p>{ words.no_classes }</p> },
        _ if scene.state.spec.valid == 0.0 => html! { <p>{ words.not_held_out }</p> },
        (Some(found), _) => html! {
            <>
                { answer(stage, scene, &found, (on, reporting)) }
                { evidence(scene, &found) }
            </>
        },
        (None, Some(Outcome::Nothing { closest })) => html! {
            <>
                <p class="big">{ words.nothing }</p>
                if closest.is_none() {
                    <p>{ for smallest(scene).map(words.smallest) }</p>
                }
                if let Some((i, worse)) = closest {
                    if let Some(entry) = scene.entries.get(*i) {
                        <p>{ (words.closest)(which(scene, entry.pick).trim_end_matches(['.', '。']), *worse) }</p>
                    }
                }
            </>
        },
        _ if scene.state.spec.aim == Aim::Us && !scene.entries.is_empty() => measuring(stage, scene),
        _ => html! { <p>{ words.unknown }</p> },
    };
    let sweep = &scene.state.sweep;
    html! {
        <section class="planner" aria-label={words.label}>
            { inside }
            <p class="untried hint"><strong>{ words.not_tried }{ ": " }</strong>{ (words.tried)(sweep.nets.len(), sweep.choices.len(), sweep.seeds) }{ " " }{ words.own_data }</p>
        </section>
    }
}

/// How far measuring is, or why it cannot go on.
fn measuring(stage: &Stage, scene: &Scene) -> Html {
    let speeds = &scene.state.speeds;
    if let Some(reason) = &speeds.failed {
        return html! { <p class="wrong" role="alert">{ (crate::labs::runs::words::words(stage.lang).pane.failed)(reason) }</p> };
    }
    let (done, of) = speeds.progress(&scene.state.sweep);
    html! { <p role="status">{ (scene.words.answer.measuring)(done, of) }</p> }
}

/// Bytes of the smallest of all, as the aim counts them.
fn smallest(scene: &Scene) -> Option<f64> {
    let sizes = scene.told.iter().map(|told| told.aimed(scene.state.spec.aim).0);
    sizes.min_by(f64::total_cmp)
}

/// What the verdict is called in the style sheet.
fn class_of(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::NotEnough { .. } => "open",
    }
}

/// The net, how small, how much worse, and whether that is sure.
fn answer(
    stage: &Stage,
    scene: &Scene,
    found: &Found,
    (on, reporting): (&Callback<Act>, &UseStateHandle<bool>),
) -> Html {
    let (state, words) = (scene.state, &scene.words.answer);
    let told = &found.told;
    let (aimed, reference) = told.aimed(state.spec.aim);
    let (mark, verdict) = (words.verdict)(&found.verdict, state.spec.points(), &found.paired);
    let (known, of) = state.count();
    let link = state.link_of(found.pick, found.seed).map(|link| stage.href(&of_network(stage, &link)));
    let export = {
        // A line as in a sweep's file: the page takes it back.
        let text = serde_json::to_string(found.cell).unwrap_or_default();
        // A browser that refuses downloads says so itself.
        move |_: MouseEvent| drop(browser::download("lc-lab-answer.json", "application/json", &text))
    };
    let report = {
        let reporting = reporting.clone();
        move |_: MouseEvent| reporting.set(true)
    };
    html! {
        <>
            if known < of {
                <p class="so-far">{ (words.provisional)(known, of) }</p>
            }
            <p class="big">{ (words.cost)(aimed, state.spec.aim) }</p>
            <p class="which">{ which(scene, found.pick) }{ " " }{ (words.smaller)(reference / aimed, reference, state.spec.aim) }</p>
            <p class={classes!("verdict", class_of(&found.verdict))} id={stage.id("verdict")}><strong>{ mark }</strong>{ " " }{ verdict }</p>
            if let Some((told, true)) = against_best(scene, found) {
                <p class="verdict no">{ told }</p>
            }
            { means(stage, scene, found, on) }
            <p class="actions">
                if let Some(href) = link {
                    <a class="button" {href} id={stage.id("open-answer")}>{ words.open }</a>
                }
                { take_button(stage, (found.pick, found.seed), on) }
                <button type="button" onclick={export}>{ words.export }</button>
                <button type="button" id={stage.id("report")} onclick={report}>{ scene.words.report.open }</button>
            </p>
        </>
    }
}

/// What would decide it, if it is open.
fn means(stage: &Stage, scene: &Scene, found: &Found, on: &Callback<Act>) -> Html {
    let (state, words) = (scene.state, &scene.words.answer);
    let folding = found.parts < FOLDS as usize && state.can_fold();
    if found.parts > 0 && folding {
        return html! { <p class="hint" role="status">{ (words.folding)(found.parts, FOLDS) }</p> };
    }
    if !matches!(found.verdict, Verdict::NotEnough { .. }) {
        return html! {};
    }
    let pick = found.pick;
    let more = on.reform(|_: MouseEvent| Act::AddSeed);
    let can_more = state.spec.clone().with(Setting::Seeds, &(state.spec.seeds() + 1).to_string()).is_ok();
    html! {
        <p class="actions means">
            if folding {
                <button type="button" class="now" id={stage.id("fold")} onclick={on.reform(move |_: MouseEvent| Act::Fold(pick))}>
                    { (words.fold)(state.fold_seconds(pick)) }
                </button>
            }
            if can_more {
                <button type="button" id={stage.id("more-seeds")} onclick={more}>{ (words.more_seeds)(state.seed_seconds()) }</button>
            }
        </p>
    }
}

/// The paired table.
pub(super) fn paired_table(paired: &Paired, caption: String, words: &TradeoffWords) -> Html {
    let [right, wrong, own_right, own_wrong] = words.answer.paired;
    let cell = |count: u32| html! { <td>{ crate::kit::grouped(count.into()) }</td> };
    html! {
        <table class="paired">
            <caption>{ caption }</caption>
            <thead><tr><td></td><th scope="col">{ right }</th><th scope="col">{ wrong }</th></tr></thead>
            <tbody>
                <tr><th scope="row">{ own_right }</th>{ cell(paired.both) }{ cell(paired.only_quantized) }</tr>
                <tr><th scope="row">{ own_wrong }</th>{ cell(paired.only_reference) }{ cell(paired.neither) }</tr>
            </tbody>
        </table>
    }
}

/// What stands above it.
pub(super) fn paired_caption(found: &Found, words: &TradeoffWords) -> String {
    let examples = found.paired.examples();
    if found.parts == FOLDS as usize {
        (words.answer.of_folds)(examples)
    } else {
        (words.answer.of_test)(examples)
    }
}

/// How it was chosen, and how many were looked at.
pub(super) fn chosen_by(scene: &Scene, found: &Found) -> String {
    let words = &scene.words.answer;
    let best = scene.state.best_reference(&scene.entries);
    let chosen =
        found.told.held_out.zip(best).map(|((own, same), best)| {
            (words.held_out)((own, found.told.span, found.told.known, same), best)
        });
    format!("{} {}", chosen.unwrap_or_default(), (words.looked)(scene.state.tested()))
}

/// How the test error compares with that of the best 32-bit net, which may be another net's: what is asked for is said of that. `None`
/// if it comes from the best one itself. And whether it is above by more than is tolerated.
pub(super) fn against_best(scene: &Scene, found: &Found) -> Option<(String, bool)> {
    let (net, error) = scene.state.best_net(&scene.entries)?;
    let own = found.cell.quantized.end.test_error.filter(|_| net != found.pick.net)?;
    let above = own - error;
    let beyond = above > scene.state.spec.tolerance();
    // The best net has been asked the test examples only.
    let alone = found.parts == FOLDS as usize;
    Some(((scene.words.answer.against_best)(error, above, beyond, alone), beyond))
}

/// Test errors, and how they differ.
pub(super) fn tested(scene: &Scene, found: &Found) -> String {
    let words = &scene.words.answer;
    let several = found.parts < FOLDS as usize && found.told.known > 1;
    let seed = scene.state.sweep.cell(found.pick, found.seed).map(|cell| cell.runs.seed);
    format!("{} {}", (words.tested)(&found.paired, seed.filter(|_| several)), (words.worse)(&found.paired))
}

/// The next smaller choices, and why each was not taken.
pub(super) fn rejected(scene: &Scene, found: &Found, most: usize) -> Html {
    let words = &scene.words.answer;
    let item = |&(i, rejection): &(usize, crate::sweep::Rejection)| {
        let entry = scene.entries.get(i)?;
        let told = tell(scene.state, entry);
        // Of coded bytes it is said once, above.
        let aim = if scene.state.spec.aim == Aim::Us { Aim::Us } else { Aim::Bytes };
        let size = told.map(|told| told.aimed(scene.state.spec.aim).0);
        let size = size.map(|size| format!("{}: ", (words.cost)(size, aim))).unwrap_or_default();
        let (net, choice) = scene.state.sweep.of(entry.pick)?;
        let name = format!("{} · {}", (scene.words.net_short)(net), (scene.words.choice_short)(choice));
        Some(html! { <li>{ size }{ name }{ ", " }{ (words.why_not)(&rejection) }</li> })
    };
    if found.answer.rejected.is_empty() {
        return html! { <p>{ (words.none_smaller)(scene.state.spec.aim) }</p> };
    }
    html! {
        <>
            <p>{ (words.rejected)(scene.state.spec.aim) }{ ":" }</p>
            <ul>{ for found.answer.rejected.iter().filter_map(item).take(most) }</ul>
        </>
    }
}

/// What the answer rests on.
fn evidence(scene: &Scene, found: &Found) -> Html {
    let words = &scene.words.answer;
    html! {
        <div class="evidence">
            <h3>{ words.evidence }</h3>
            <p>{ tested(scene, found) }{ " " }{ for against_best(scene, found).filter(|(_, beyond)| !beyond).map(|(told, _)| told) }</p>
            { paired_table(&found.paired, paired_caption(found, scene.words), scene.words) }
            <p>{ chosen_by(scene, found) }</p>
            { rejected(scene, found, NEXT) }
        </div>
    }
}
