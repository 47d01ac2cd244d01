//! A figure where it cannot run: pictures and numbers as plain markup, for paper, feeds, and browsers without scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use super::first_view::{pieces, printed};
use super::state::{Action, Page};
use crate::experiment::{Replay, Report, ValidSpec};
use crate::kit::grouped;
use crate::labs::runs::{self, Column};
use crate::labs::{Awaited, Supply, net, plane};
use crate::link::{LabLink, Link, Piece, Show, Theme};
use crate::plot::{Style, hex};

/// What a poster is made of, beside its link.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The comparison, computed.
    pub replay: Option<Rc<Replay>>,
    /// The cells of a sweep, a line of JSON each.
    pub cells: Option<Rc<str>>,
    /// What a page would report.
    pub report: Option<Report>,
}

/// The poster of a figure: what it shows but for what is pressed, and the numbers as a table. Colours are written out, so that it
/// needs no style sheet.
pub fn poster(link: &Link, material: &Material) -> String {
    let kind = link.lab.kind();
    let pressed = [Piece::Transport, Piece::Settings, Piece::Table, Piece::Planner];
    let shown = link.eye.show.unwrap_or_else(|| Show::usual(kind));
    let shown = pressed.into_iter().fold(shown, |shown, piece| shown.with(piece, false));
    let mut link = link.clone();
    (link.eye.embed, link.eye.show) = (true, Some(shown));
    let lang = link.eye.lang.unwrap_or_default();
    let mut page = Page::open(&link.to_string(), lang, Vec::new(), material.replay.clone());
    if let Some(cells) = &material.cells {
        page = with_cells(page, cells);
    }
    let style = if link.eye.theme == Some(Theme::Dark) { Style::DARK } else { Style::LIGHT };
    let summary = page.lab.summary(lang);
    let markup = coloured(&quiet(&printed(page, lang)), &style);
    let table =
        material.report.as_ref().map_or_else(|| format!("<p>{summary}</p>"), |report| numbers(report, &link));
    markup + &table
}

/// A sweep with its cells, as if the page had them from a file.
fn with_cells(page: Page, cells: &Rc<str>) -> Page {
    let mut page = page;
    while let Some(awaited) = page.lab.awaits() {
        let supply = match &awaited {
            Awaited::Sweep(_) => Supply::Text(cells.clone()),
            Awaited::Kept => Supply::Cells(Rc::new(BTreeMap::new())),
            Awaited::Recording(_) => Supply::Nothing,
        };
        page = page.after(Action::Supply(awaited, supply));
    }
    // Lines are read some at a time.
    while page.lab.is_moving() {
        page = page.after(Action::Tick { milliseconds: 16.0, reduced: true });
    }
    page
}

/// Without what is pressed, typed into or opened.
fn quiet(markup: &str) -> String {
    const LEFT_OUT: [&str; 6] = ["button", "select", "input", "textarea", "dialog", "canvas"];
    let (mut html, mut within) = (String::new(), None::<&str>);
    for piece in pieces(markup) {
        let name = piece.strip_prefix('<').map_or("", |rest| {
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())]
        });
        match within {
            Some(outer) if outer == name && piece.starts_with("</") => within = None,
            Some(_) => {}
            None if LEFT_OUT.contains(&name) => within = (name != "input").then_some(name),
            None => html += piece,
        }
    }
    // The page around has a main part of its own.
    html.replace("<main>", "<figure>").replace("</main>", "</figure>").replace(NOTICES, "")
}

/// What is empty in every print.
const NOTICES: &str = "<div role=\"status\" class=\"notices\"></div>";

/// With colours in place of the style sheet's, and drawings no wider than there is room.
fn coloured(markup: &str, style: &Style) -> String {
    let mut html = markup.to_owned();
    for (name, colour) in style.named() {
        html = html.replace(&format!("var(--{name})"), &hex(colour));
    }
    html.replace("<svg aria-hidden", "<svg style=\"max-width:100%;height:auto\" aria-hidden")
}

/// The numbers, as the page's table has them.
fn numbers(report: &Report, link: &Link) -> String {
    let lang = link.eye.lang.unwrap_or_default();
    let words = runs::words::words(lang);
    let head = |column: Column| (words.table.column)(column).0;
    let errors = report.reference.test_error.is_some();
    let bytes = |bits: Option<f64>| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
        bits.map_or_else(|| "–".to_owned(), |bits| grouped((bits / 8.0).ceil() as u64))
    };
    let good = |error: Option<f64>, loss: Option<f64>| match (errors, error, loss) {
        (true, Some(error), _) => format!("{:.1} %", 100.0 * error),
        (false, _, Some(loss)) => format!("{loss:.4}"),
        _ => "–".to_owned(),
    };
    let sized = report.panes.iter().any(|pane| pane.size_bits.is_some());
    let spec = link.lab.spec().and_then(|spec| spec.check().ok());
    let panes = spec.iter().flat_map(ValidSpec::panes);
    let names: Vec<String> = panes.map(|pane| runs::words::name(pane, words)).collect();
    let mut html = String::from("<table><thead><tr><td></td>");
    let columns = [
        Some(if errors { head(Column::TestError) } else { head(Column::TrainLoss) }),
        sized.then(|| head(Column::Size)),
        sized.then(|| head(Column::Ratio)),
    ];
    for column in columns.into_iter().flatten() {
        let _ = write!(html, "<th scope=\"col\">{column}</th>");
    }
    html += "</tr></thead><tbody>";
    let mut row = |name: &str, good: String, bits: Option<f64>, ratio: Option<f64>| {
        let _ = write!(html, "<tr><th scope=\"row\">{name}</th><td>{good}</td>");
        if sized {
            let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.1}×"));
            let _ = write!(html, "<td>{}</td><td>{ratio}</td>", bytes(bits));
        }
        html += "</tr>";
    };
    let reference = &report.reference;
    let full = report.panes.iter().find_map(|pane| Some((pane.size_bits? * pane.compression_ratio?).round()));
    let called = match link.lab {
        LabLink::Plane(_) => plane::words::words(lang).reference,
        _ => net::words::words(lang).reference,
    };
    row(called, good(reference.test_error, Some(reference.train_loss)), full, Some(1.0));
    for (pane, name) in report.panes.iter().zip(&names) {
        row(name, good(pane.test_error, pane.train_loss), pane.size_bits, pane.compression_ratio);
    }
    html + "</tbody></table>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Experiment, Library, Recording, ReferenceEvent};

    fn material(link: &str) -> (Link, Material) {
        let (valid, _, notices) = Link::parse_valid(link);
        assert_eq!(notices, []);
        let experiment = Experiment::new(valid, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let recording = Recording::new(&experiment, &reference).unwrap();
        let reports = recording.reports().into_iter().cloned().collect();
        let report = Report::new(experiment.spec(), &reference, reports);
        let replay = Some(Rc::new(recording.replay().unwrap()));
        (Link::open(link).0, Material { replay, cells: None, report: Some(report) })
    }

    #[test]
    fn it_shows_what_the_figure_ends_with_and_needs_nothing_else() {
        let (link, material) = material(
            "#data=moons&net=5&ref=60&iters=3&steps=10&panes=lc:adaptive:2,dc:binary&embed=1&show=transport,weights,loss,settings",
        );
        let html = poster(&link, &material);
        assert_eq!(html.matches("<svg").count(), 3, "two runs and their losses");
        for gone in ["var(", "<button", "<select", "<input", "<script", "<main", "<canvas", "NaN", "inf"] {
            assert!(!html.contains(gone), "{gone}");
        }
        let report = material.report.unwrap();
        for error in report.panes.iter().map(|pane| pane.test_error).chain([report.reference.test_error]) {
            let told = format!("<td>{:.1} %</td>", 100.0 * error.unwrap());
            assert!(html.contains(&told), "{told}");
        }
        // 5 hidden units between 2 inputs and 2 outputs: 20 weights and 7 biases, in 32 bits.
        assert!(html.contains("<td>108</td><td>1.0×</td>"));
    }

    #[test]
    fn it_has_the_figures_language_and_colours() {
        let (link, material) = material(
            "#data=moons&net=5&ref=60&iters=1&steps=10&panes=lc:adaptive:2&lang=ja&theme=dark&embed=1&show=loss",
        );
        let html = poster(&link, &material);
        assert!(html.contains(&hex(Style::DARK.paper)) && !html.contains(&hex(Style::LIGHT.paper)));
        assert!(html.contains("ビット"), "{html}");
        assert_eq!(html.matches("<svg").count(), 1);
    }
}
