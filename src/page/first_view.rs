//! What the page shows before its program has loaded: the end of the opening's comparison, rendered from the page's own
//! components when the page is built.

use std::rc::Rc;

use yew::{Callback, LocalServerRenderer};

use super::state::Page;
use super::view::{Shell, ShellProps};
use crate::experiment::Replay;
use crate::kit::Stage;
use crate::link::Lang;

/// The markup, of the opening's recording; its words in both languages, of which the style sheet shows one.
pub fn markup(replay: &Rc<Replay>) -> String {
    let [en, ja] = [Lang::En, Lang::Ja].map(|lang| rendered(replay, lang));
    both(&en, &ja)
}

/// The page in a language.
fn rendered(replay: &Rc<Replay>, lang: Lang) -> String {
    printed(Page::open("", lang, Vec::new(), Some(replay.clone())), lang)
}

/// A page as markup, with its plots drawn into it.
pub(super) fn printed(page: Page, lang: Lang) -> String {
    let show = page.eye.shown(page.lab.kind());
    let stage = Stage { lang, printed: true, show, ids: "first-".into(), ..Stage::default() };
    let props = ShellProps { page: Rc::new(page), stage, on: Callback::noop() };
    let future = LocalServerRenderer::<Shell>::with_props(props).hydratable(false).render();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.map(|runtime| tokio::task::LocalSet::new().block_on(&runtime, future)).unwrap_or_default()
}

/// A piece of markup: a tag, or the text up to the next.
pub(super) fn pieces(markup: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') { rest.find('>').map(|at| at + 1) } else { rest.find('<') };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The same markup in two languages as one: where texts differ both are there, and where choices differ there are two
/// selects, for nothing else can be within one. Attributes are the first one's: nobody hears of them before the program
/// takes over.
fn both(en: &str, ja: &str) -> String {
    let (en, ja) = (pieces(en), pieces(ja));
    if en.len() != ja.len() {
        return en.concat();
    }
    let (mut html, mut at, mut drawn) = (String::new(), 0, false);
    while at < en.len() {
        // No other markup can be within a drawing: its few words are the first one's.
        drawn = (drawn || en[at].starts_with("<svg")) && en[at] != "</svg>";
        if en[at].starts_with("<select") {
            let rest = en[at..].iter().position(|piece| *piece == "</select>");
            let end = rest.map_or(en.len(), |rest| at + rest + 1);
            let of = |pieces: &[&str], lang: &str| {
                pieces[at..end].concat().replacen(
                    "<select",
                    &format!("<select class=\"said\" lang=\"{lang}\""),
                    1,
                )
            };
            html += &if en[at + 1..end] == ja[at + 1..end] {
                en[at..end].concat()
            } else {
                of(&en, "en") + &of(&ja, "ja")
            };
            at = end;
            continue;
        }
        if drawn || en[at] == ja[at] || en[at].starts_with('<') {
            html += en[at];
        } else {
            for (lang, text) in [("en", en[at]), ("ja", ja[at])] {
                html.extend(["<span class=\"said\" lang=\"", lang, "\">", text, "</span>"]);
            }
        }
        at += 1;
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Experiment, Library, OpeningSpec, Recording, ReferenceEvent, Spec};

    #[test]
    fn two_languages_are_in_one_markup() {
        let merged = both(
            "<p>one<i>x</i></p><svg><text>two</text></svg><select id=\"a\"><option>yes</option></select>",
            "<p>一<i>x</i></p><svg><text>二</text></svg><select id=\"a\"><option>はい</option></select>",
        );
        let want = "<p><span class=\"said\" lang=\"en\">one</span><span class=\"said\" lang=\"ja\">一</span><i>x</i></p><svg><text>two</text></svg><select class=\"said\" lang=\"en\" id=\"a\">\
             <option>yes</option></select><select class=\"said\" lang=\"ja\" id=\"a\"><option>はい</option></select>";
        assert_eq!(merged, want);
    }

    #[test]
    fn the_first_view_shows_three_nets_in_both_languages_without_inline_style() {
        let spec = Spec::Net(OpeningSpec::default().comparison()).check().unwrap();
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let replay = Rc::new(Recording::new(&experiment, &reference).unwrap().replay().unwrap());
        let html = markup(&replay);
        assert!(html.contains("lang=\"ja\"") && html.contains("rounding breaks the net"));
        assert_eq!(html.matches("<article").count(), 3);
        assert!(
            html.contains("var(--l-step)") && html.contains("var(--tint-b)") && !html.contains("<canvas")
        );
        assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("NaN"));
    }
}
