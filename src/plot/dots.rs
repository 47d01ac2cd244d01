//! Where runs of the same choice begin and end: a row per choice, a line per run from its start to its end.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::front::amount;
use super::raster::Marks;
use super::scale::Logarithmic;
use super::style::{Colour, Style};
use super::text::{float, label, narrow, path, whole, width, write};

/// Runs by choice, on a logarithmic axis.
#[derive(Clone, Debug, PartialEq)]
pub struct DotsPlot {
    /// The choices, from above.
    pub rows: Vec<DotsRow>,
    /// What the axis is called.
    pub name: String,
}

/// The runs of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct DotsRow {
    /// What it is called.
    pub name: String,
    /// Start and end of every run; what is no positive number is left out.
    pub runs: Vec<(f64, f64)>,
    /// Hue of the ends.
    pub colour: Colour,
}

const RIGHT: f64 = 14.0;
const ABOVE: f64 = 6.0;
const BELOW: f64 = 40.0;

struct Layout {
    left: f64,
    right: f64,
    top: f64,
    high: f64,
    bottom: f64,
    axis: Logarithmic,
}

impl Layout {
    fn new(plot: &DotsPlot, (w, h): (u32, u32), style: &Style) -> Self {
        let names = plot.rows.iter().map(|row| width(&row.name)).fold(30.0, f64::max) + 12.0;
        let left = (names * style.scale).min(0.5 * f64::from(w));
        let all = plot.rows.iter().flat_map(|row| row.runs.iter().flat_map(|run| [run.0, run.1]));
        let (top, bottom) = (ABOVE * style.scale, f64::from(h) - BELOW * style.scale);
        Self {
            left,
            right: (f64::from(w) - RIGHT * style.scale).max(left + 1.0),
            top,
            high: (bottom - top).max(1.0) / float(plot.rows.len().max(1)),
            bottom: bottom.max(top + 1.0),
            axis: Logarithmic::around(all),
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.axis.share(value)
    }

    /// Height of a run within its row.
    fn y(&self, row: usize, run: usize, of: usize) -> f64 {
        self.top + self.high * (float(row) + (float(run) + 1.0) / (float(of) + 1.0))
    }

    fn ticks(&self, style: &Style) -> Vec<f64> {
        self.axis.ticks(Logarithmic::room((self.right - self.left) / style.scale, 64.0))
    }
}

/// Grid, lines and dots.
pub(super) fn draw_dots_marks(marks: &mut dyn Marks, plot: &DotsPlot, size: (u32, u32), style: &Style) {
    let layout = Layout::new(plot, size, style);
    #[expect(clippy::cast_possible_truncation, reason = "a few device pixels per CSS pixel")]
    let scale = style.scale as f32;
    for tick in layout.ticks(style) {
        let x = layout.x(tick);
        marks.line(narrow((x, layout.top)), narrow((x, layout.bottom)), style.grid, 1.0);
    }
    for (r, row) in plot.rows.iter().enumerate() {
        let runs = row.runs.iter().enumerate();
        for (i, &(start, end)) in
            runs.filter(|(_, run)| Logarithmic::shows(run.0) && Logarithmic::shows(run.1))
        {
            let y = layout.y(r, i, row.runs.len());
            let (from, to) = ((layout.x(start), y), (layout.x(end), y));
            marks.line(narrow(from), narrow(to), row.colour, 0.5);
            marks.disc(narrow(from), 3.0 * scale, style.reference, 1.0);
            marks.disc(narrow(from), 1.6 * scale, style.paper, 1.0);
            marks.disc(narrow(to), 3.6 * scale, row.colour, 1.0);
        }
    }
}

/// Names and axis.
pub(super) fn draw_dots_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &DotsPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let layout = Layout::new(plot, area.dim_in_pixel(), style);
    let text = |words: String, at: (f64, f64), colour, side, height| {
        write(area, words, (whole(at.0), whole(at.1)), label(style, colour, side, height))
    };
    for (r, row) in plot.rows.iter().enumerate() {
        let y = layout.top + layout.high * (float(r) + 0.5);
        text(row.name.clone(), (layout.left - 6.0 * style.scale, y), style.muted, HPos::Right, VPos::Center)?;
        let line = layout.top + layout.high * (float(r) + 1.0);
        let ends = [(whole(layout.left), whole(line)), (whole(layout.right), whole(line))];
        path(area, ends, style.grid.stroke_width(style.stroke(1.0)))?;
    }
    for tick in layout.ticks(style) {
        let at = (layout.x(tick), layout.bottom + 4.0 * style.scale);
        text(amount(tick), at, style.muted, HPos::Center, VPos::Top)?;
    }
    let at = (layout.right, layout.bottom + 21.0 * style.scale);
    text(plot.name.clone(), at, style.ink, HPos::Right, VPos::Top)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Picture;

    #[test]
    fn runs_lead_from_their_starts_to_their_ends() {
        let row = |name: &str, runs: &[(f64, f64)]| DotsRow {
            name: name.to_owned(),
            runs: runs.to_vec(),
            colour: Style::LIGHT.c_step,
        };
        let rows = vec![
            row("2 values", &[(0.004, 0.02), (0.005, 0.03), (0.004, f64::NAN)]),
            row("4 values", &[(0.004, 0.003)]),
            row("nothing", &[]),
        ];
        let plot = DotsPlot { rows, name: "training loss".to_owned() };
        let svg = Picture::Dots(plot).svg((420, 200), &Style::LIGHT);
        assert!(!svg.contains("NaN") && svg.contains("nothing"));
        crate::plot::golden::check("dots", &svg);
        let empty = DotsPlot { rows: vec![], name: String::new() };
        assert!(!Picture::Dots(empty).svg((1, 1), &Style::DARK).contains("NaN"));
    }
}
