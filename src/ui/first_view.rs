//! What the page shows before its program has loaded: the end of the default comparison, as markup made when the
//! page is built. It has the classes and sizes of the real thing, so that nothing moves when that takes over.

use std::fmt::Write;

use super::pictures::{Chart, curves, weights};
use super::state::{Figures, Lab, ReferenceState};
use super::text::table::{cells, columns, name};
use super::text::{Text, text};
use crate::experiment::Poster;
use crate::link::Lang;
use crate::plot::{Picture, Style};

/// Sizes of a pane's plots in a window of 1280 x 720; elsewhere they are scaled.
const MAIN: (u32, u32) = (598, 192);
const WIDE_CHART: (u32, u32) = (214, 92);
const CHART: (u32, u32) = (126, 92);

/// Both languages' words, of which the style sheet shows one.
fn both(markup: &str, words: impl Fn(&Text) -> String) -> String {
    let said = [Lang::En, Lang::Ja].map(|lang| {
        let words_of = text(lang);
        format!(
            "<{markup} lang=\"{}\">{}</{}>",
            words_of.code,
            words(words_of),
            markup.split(' ').next().unwrap_or_default()
        )
    });
    said.concat()
}

/// A plot, in the colours of the style sheet.
fn picture(picture: &Picture, size: (u32, u32)) -> String {
    let style = Style::LIGHT;
    let mut svg = picture.sketch(size, &style);
    let start = svg.find('<').unwrap_or(0);
    svg.drain(..start);
    for (colour, variable) in [
        (style.ink, "ink"),
        (style.muted, "muted"),
        (style.grid, "line"),
        (style.l_step, "l-step"),
        (style.c_step, "c-step"),
        (style.reference, "muted"),
        (style.paper, "paper"),
    ] {
        let hex = format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2);
        svg = svg.replace(&hex, &format!("var(--{variable})"));
    }
    // Scaled with its box.
    svg.replacen("<svg ", "<svg aria-hidden=\"true\" ", 1).replace('\n', "")
}

/// The markup, of a poster of the default link.
pub fn markup(poster: &Poster) -> String {
    let lab = Lab::open("", Lang::En, Vec::new(), Some(poster.clone()));
    let ReferenceState::Trained(reference) = &lab.reference else { return String::new() };
    let mut html = String::new();
    let part = &mut html;
    // Writing to a text does not fail.
    let _ = write!(
        part,
        "<div class=\"head\"><h1>LC Lab</h1>{}</div>",
        both("p class=\"tagline\"", |words| words.tagline.to_owned())
    );
    let lead = |words: &Text| {
        let lead = &words.lead;
        format!(
            "{}<b class=\"l-step\"><i class=\"dot\"></i>{}</b>{}<b class=\"c-step\"><i class=\"thread\"></i>{}</b>{}<b class=\"entry\"><i class=\"diamond\"></i>{}</b>{}",
            (lead.net)(Some(reference.params.weight_count())),
            lead.weight,
            lead.and_thread,
            lead.thread,
            lead.to_entry,
            lead.entry,
            lead.end
        )
    };
    let _ = write!(part, "<div class=\"story\">{}</div>", both("p class=\"lead\"", lead));
    let _ = write!(
        part,
        "<div class=\"transport\">{}</div>",
        both("p class=\"status\"", |words| words.loading.to_owned())
    );
    let _ = write!(part, "<div class=\"panes\" data-count=\"{}\">", lab.panes.len());
    for (index, pane) in lab.panes.iter().enumerate() {
        let Some((frame, _)) = pane.around(lab.position) else { continue };
        let main = Picture::Strip(weights((frame, frame), &lab, lab.position, text(Lang::En)));
        let _ = write!(
            part,
            "<div class=\"pane\"><div class=\"pane-head\"><span class=\"badge\">{}</span>{}</div><div class=\"main\">{}</div><div class=\"shares\"></div>",
            index + 1,
            both("strong", |words| name(&pane.spec, words)),
            picture(&main, MAIN)
        );
        let _ = write!(part, "<p class=\"legends\">&nbsp;</p><div class=\"charts\">");
        for chart in Chart::of(&lab) {
            let wide = chart == Chart::Loss;
            let plot = Picture::Curves(curves(&lab, index, chart, &Style::LIGHT, lab.position));
            let _ = write!(
                part,
                "<div class=\"chart{}\">{}{}</div>",
                if wide { " wide" } else { "" },
                both("figcaption", |words| chart.title(&words.chart).to_owned()),
                picture(&plot, if wide { WIDE_CHART } else { CHART })
            );
        }
        let _ = write!(part, "</div></div>");
    }
    let _ =
        write!(part, "</div><div class=\"numbers\"><div class=\"table\" data-runs=\"{}\">", lab.panes.len());
    let heads = |words: &Text| {
        let heads = columns(&words.table).map(|column| format!("<span>{}</span>", column.head)).concat();
        format!("<span class=\"name\">{}</span>{heads}", words.table.run)
    };
    let _ = write!(part, "{}", both("div role=\"row\" class=\"heads\"", heads));
    let mut row = |class: &str, name: String, figures: &Figures| {
        let cells = cells(figures).map(|cell| format!("<span>{cell}</span>")).concat();
        let _ = write!(
            part,
            "<div role=\"row\" class=\"{class}\"><span class=\"name\">{name}</span>{cells}</div>"
        );
    };
    row(
        "reference",
        both("span", |words| words.table.reference.to_owned()),
        &Figures::of_reference(reference),
    );
    for (index, pane) in lab.panes.iter().enumerate() {
        if let Some((frame, _)) = pane.around(lab.position) {
            let name = both("span", |words| name(&pane.spec, words));
            let badge = format!("<span class=\"badge\">{}</span>{name}", index + 1);
            row("run", badge, &Figures::of_pane(frame, pane, reference));
        }
    }
    let _ =
        write!(part, "</div><div class=\"below\">{}</div></div>", both("p", |words| words.caveat.to_owned()));
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Experiment, Library, ReferenceEvent};
    use crate::link::Link;

    #[test]
    fn the_first_view_shows_every_run_in_both_languages_without_inline_style() {
        let link = "#ref=60&iters=2&steps=10";
        let experiment = Experiment::new(Link::parse_valid(link).0, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let mut poster = Poster::new(&experiment, *reference, String::new()).unwrap();
        let html = markup(&poster);
        assert!(html.contains("lang=\"ja\"") && html.contains("K = 4") && html.contains("binary ±a"));
        assert!(html.matches("<svg").count() == 10 && html.contains("var(--l-step)"));
        assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("NaN"));
        poster.link = "#seed=2".to_owned();
        assert_eq!(markup(&poster), "", "a poster of something else is not shown");
    }
}
