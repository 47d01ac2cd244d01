//! A table as colours: a figure for every pair of two choices, with lines along which something else stays the same.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::scale::Logarithmic;
use super::style::{Colour, Style};
use super::text::{float, label, narrow, path, whole, width, write};
use super::weights::Spot;

/// Figures over two choices. The less, the darker.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatPlot {
    /// What stands below the columns.
    pub columns: Vec<String>,
    /// What stands before the rows, the first at the bottom.
    pub rows: Vec<String>,
    /// A figure per row and column; those that are no positive numbers are left empty.
    pub values: Vec<Vec<f64>>,
    /// What is written into each.
    pub texts: Vec<Vec<String>>,
    /// Lines along which this is the same, drawn at round values; empty for none.
    pub sizes: Vec<Vec<f64>>,
    /// Row and column of the one that is best.
    pub chosen: Option<(usize, usize)>,
    /// Row and column of the one that is looked at.
    pub marked: Option<(usize, usize)>,
    /// What columns and rows are.
    pub names: [String; 2],
}

const RIGHT: f64 = 14.0;
const ABOVE: f64 = 24.0;
const BELOW: f64 = 40.0;

struct Layout {
    left: f64,
    top: f64,
    /// Of one field.
    wide: f64,
    high: f64,
    columns: usize,
    rows: usize,
}

impl Layout {
    fn new(plot: &HeatPlot, (w, h): (u32, u32), style: &Style) -> Self {
        let names = plot.rows.iter().map(|row| width(row)).fold(30.0, f64::max) + 14.0;
        let left = (names * style.scale).min(0.5 * f64::from(w));
        let (columns, rows) = (plot.columns.len().max(1), plot.rows.len().max(1));
        Self {
            left,
            top: ABOVE * style.scale,
            wide: (f64::from(w) - left - RIGHT * style.scale).max(1.0) / float(columns),
            high: (f64::from(h) - (ABOVE + BELOW) * style.scale).max(1.0) / float(rows),
            columns,
            rows,
        }
    }

    /// The upper left corner of a field.
    fn corner(&self, row: usize, column: usize) -> (f64, f64) {
        (self.left + self.wide * float(column), self.top + self.high * (float(self.rows) - 1.0 - float(row)))
    }

    /// The middle of a field, or a place between some.
    fn middle(&self, row: f64, column: f64) -> (f64, f64) {
        (self.left + self.wide * (column + 0.5), self.top + self.high * (float(self.rows) - 0.5 - row))
    }
}

fn get(table: &[Vec<f64>], row: usize, column: usize) -> Option<f64> {
    let value = *table.get(row)?.get(column)?;
    Logarithmic::shows(value).then_some(value)
}

impl HeatPlot {
    /// Every field that has a figure.
    fn fields(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let places =
            (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
        places.filter_map(|(row, column)| Some((row, column, get(&self.values, row, column)?)))
    }

    /// The field at a position in device pixels: its number, row by row.
    pub(super) fn spot(&self, at: (f32, f32), size: (u32, u32), style: &Style) -> Option<Spot> {
        let layout = Layout::new(self, size, style);
        let (x, y) = (f64::from(at.0) - layout.left, f64::from(at.1) - layout.top);
        if x < 0.0 || y < 0.0 {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are positive and small"
        )]
        let (column, down) = ((x / layout.wide) as usize, (y / layout.high) as usize);
        let row = layout.rows.checked_sub(down + 1)?;
        (column < layout.columns && get(&self.values, row, column).is_some())
            .then_some(Spot::Point(row * layout.columns + column))
    }
}

/// A hue between the paper and the L step's, by a share that is at most six tenths, so that what is written stays legible.
fn tint(share: f64, style: &Style) -> Colour {
    let mix = |own: u8, paper: u8| {
        let mixed = f64::from(paper) + 0.6 * share.clamp(0.0, 1.0) * (f64::from(own) - f64::from(paper));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let mixed = mixed.round() as u8;
        mixed
    };
    let (own, paper) = (style.l_step, style.paper);
    RGBColor(mix(own.0, paper.0), mix(own.1, paper.1), mix(own.2, paper.2))
}

/// The fields.
pub(super) fn draw_heat_marks(marks: &mut dyn Marks, plot: &HeatPlot, size: (u32, u32), style: &Style) {
    let layout = Layout::new(plot, size, style);
    let axis = Logarithmic::around(plot.fields().map(|(.., value)| value));
    for (row, column, value) in plot.fields() {
        let (x, y) = layout.corner(row, column);
        let gap = style.scale;
        let to = (x + layout.wide - gap, y + layout.high - gap);
        marks.rect(narrow((x, y)), narrow(to), tint(1.0 - axis.share(value), style), 1.0);
    }
}

/// Names, figures, and lines of equal size.
pub(super) fn draw_heat_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &HeatPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let layout = Layout::new(plot, area.dim_in_pixel(), style);
    let text = |words: &str, at: (f64, f64), colour, side, height| {
        write(area, words.to_owned(), (whole(at.0), whole(at.1)), label(style, colour, side, height))
    };
    let bottom = layout.top + layout.high * float(layout.rows);
    for (column, name) in plot.columns.iter().enumerate() {
        let (x, _) = layout.middle(0.0, float(column));
        text(name, (x, bottom + 4.0 * style.scale), style.muted, HPos::Center, VPos::Top)?;
    }
    for (row, name) in plot.rows.iter().enumerate() {
        let (_, y) = layout.middle(float(row), 0.0);
        text(name, (layout.left - 6.0 * style.scale, y), style.muted, HPos::Right, VPos::Center)?;
    }
    for line in lines(&plot.sizes) {
        let points: Vec<(i32, i32)> = line
            .iter()
            .map(|&(row, column)| layout.middle(row, column))
            .map(|(x, y)| (whole(x), whole(y)))
            .collect();
        path(area, points, style.c_step.stroke_width(style.stroke(1.5)))?;
    }
    let room = layout.high >= 15.0 * style.scale;
    for (row, column, _) in plot.fields().filter(|_| room) {
        let words = plot.texts.get(row).and_then(|row| row.get(column));
        if let Some(words) = words.filter(|words| width(words) * style.scale < layout.wide) {
            text(words, layout.middle(float(row), float(column)), style.ink, HPos::Center, VPos::Center)?;
        }
    }
    for (field, colour) in [(plot.marked, style.l_step), (plot.chosen, style.ink)] {
        let Some((row, column)) =
            field.filter(|(row, column)| *row < layout.rows && *column < layout.columns)
        else {
            continue;
        };
        let (x, y) = layout.corner(row, column);
        let (right, low) = (whole(x + layout.wide - style.scale), whole(y + layout.high - style.scale));
        let (x, y) = (whole(x), whole(y));
        let around = [(x, y), (right, y), (right, low), (x, low), (x, y)];
        path(area, around, colour.stroke_width(style.stroke(2.5)))?;
    }
    let [across, up] = &plot.names;
    let right = layout.left + layout.wide * float(layout.columns);
    text(across, (right, bottom + 21.0 * style.scale), style.ink, HPos::Right, VPos::Top)?;
    text(up, (2.0 * style.scale, 2.0 * style.scale), style.ink, HPos::Left, VPos::Top)
}

/// Lines along which a table has the same value, at every power of two, each as its pieces from field to field: places by row and
/// column. Between the middles of neighbours the logarithm is taken to be linear.
fn lines(table: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut all = Vec::new();
    let rows = table.len();
    let columns = table.iter().map(Vec::len).min().unwrap_or(0);
    for (row, column) in (1..rows).flat_map(|row| (1..columns).map(move |column| (row - 1, column - 1))) {
        let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)];
        let values: Option<Vec<f64>> = corners.iter().map(|&(r, c)| Some(get(table, r, c)?.log2())).collect();
        let Some(values) = values else { continue };
        let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
        let mut level = low.ceil();
        while level <= high {
            let mut crossings = Vec::new();
            for side in 0..4 {
                let next = (side + 1) % 4;
                let (a, b) = (values[side], values[next]);
                if (a < level) != (b < level) {
                    let share = (level - a) / (b - a);
                    let place = |corner: (usize, usize)| (float(corner.0), float(corner.1));
                    let (from, to) = (place(corners[side]), place(corners[next]));
                    crossings.push((from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1)));
                }
            }
            for pair in crossings.chunks_exact(2) {
                all.push(pair.to_vec());
            }
            level += 1.0;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Picture;

    fn plot() -> HeatPlot {
        HeatPlot {
            columns: ["8", "16", "32"].map(str::to_owned).to_vec(),
            rows: ["2 values", "4 values"].map(str::to_owned).to_vec(),
            values: vec![vec![0.3, 0.1, 0.02], vec![0.1, f64::NAN, 0.01]],
            texts: vec![vec!["0.3".to_owned(), "0.1".to_owned(), "0.02".to_owned()]; 2],
            sizes: vec![vec![160.0, 270.0, 480.0], vec![250.0, 430.0, 790.0]],
            chosen: Some((0, 2)),
            marked: Some((1, 0)),
            names: ["units".to_owned(), "values".to_owned()],
        }
    }

    #[test]
    fn figures_are_fields_with_lines_of_equal_size() {
        let svg = Picture::Heat(plot()).svg((420, 240), &Style::LIGHT);
        assert!(!svg.contains("NaN") && svg.contains("4 values"));
        crate::plot::golden::check("heat", &svg);
        let none = HeatPlot {
            columns: vec![],
            rows: vec![],
            values: vec![],
            sizes: vec![],
            chosen: Some((5, 5)),
            ..plot()
        };
        for size in [(1, 1), (300, 100)] {
            assert!(!Picture::Heat(none.clone()).svg(size, &Style::DARK).contains("NaN"));
        }
    }

    #[test]
    fn every_field_is_found_where_it_is_drawn() {
        let (plot, size, style) = (plot(), (840, 480), Style::LIGHT.scaled(2.0));
        let layout = Layout::new(&plot, size, &style);
        for (row, column, _) in plot.fields() {
            let at = narrow(layout.middle(float(row), float(column)));
            assert_eq!(plot.spot(at, size, &style), Some(Spot::Point(row * 3 + column)));
        }
        assert_eq!(plot.spot(narrow(layout.middle(1.0, 1.0)), size, &style), None, "it has no figure");
        assert_eq!(plot.spot((0.0, 0.0), size, &style), None);
        assert_eq!(plot.spot((839.0, 479.0), size, &style), None);
    }

    /// Along a line the table is what the line stands for.
    #[test]
    fn along_a_line_the_size_is_the_same() {
        let size = |row: f64, column: f64| (6.0 + 1.3 * row + 0.9 * column).exp2();
        let table: Vec<Vec<f64>> =
            (0..4).map(|row| (0..5).map(|column| size(float(row), float(column))).collect()).collect();
        let lines = lines(&table);
        assert!(lines.len() > 10);
        for (row, column) in lines.into_iter().flatten() {
            let level = size(row, column).log2();
            assert!((level - level.round()).abs() < 1e-9, "{row} {column}: {level}");
        }
        assert!(super::lines(&[]).is_empty() && super::lines(&[vec![1.0; 4]]).is_empty());
    }
}
