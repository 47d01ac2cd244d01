//! Curves over LC iterations on a linear or logarithmic axis.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::style::{Colour, Style};

/// A small chart of curves over iterations.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Written above.
    pub title: String,
    /// Last iteration on the axis.
    pub iterations: u32,
    /// Smallest and largest value; logarithmic, so both positive.
    pub range: (f64, f64),
    /// The curves.
    pub lines: Vec<Line>,
    /// A horizontal line with its label.
    pub level: Option<(f64, String)>,
    /// The iteration shown elsewhere on the page.
    pub cursor: Option<f64>,
}

/// One curve: a value per iteration, from 0 on.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Values; those that are not positive numbers are left out.
    pub values: Vec<f64>,
    /// Hue.
    pub colour: Colour,
    /// Mark at each value, so that curves differ by more than hue.
    pub marker: Marker,
}

/// Marks along a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// None: a plain line.
    None,
    /// A dot per iteration.
    Dot,
}

/// Draws the chart.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_curves<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    curves: &Curves,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let font = ("sans-serif", 12.0 * style.scale).into_font();
    let (low, high) = curves.range;
    let last = f64::from(curves.iterations.max(1));
    let mut chart = ChartBuilder::on(area)
        .caption(&curves.title, font.clone().color(&style.ink))
        .margin_right(style.px(10.0))
        .x_label_area_size(style.px(20.0))
        .y_label_area_size(style.px(46.0))
        .build_cartesian_2d(0.0..last, (low..high).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(style.grid.mix(0.7))
        .axis_style(style.grid)
        .x_labels(5)
        .y_labels(4)
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| magnitude(*y))
        .label_style(font.clone().color(&style.muted))
        .draw()?;
    if let Some((level, label)) = &curves.level {
        let dashes = DashedLineSeries::new(
            [(0.0, *level), (last, *level)],
            style.px(5.0).max(1).unsigned_abs(),
            style.px(4.0).max(1).unsigned_abs(),
            style.reference.stroke_width(style.px(1.5).max(1).unsigned_abs()),
        );
        chart.draw_series(dashes)?;
        let anchor = plotters::style::text_anchor::Pos::new(
            plotters::style::text_anchor::HPos::Right,
            plotters::style::text_anchor::VPos::Bottom,
        );
        let text = font.color(&style.reference).pos(anchor);
        chart.draw_series([Text::new(label.clone(), (last, *level), text)])?;
    }
    if let Some(cursor) = curves.cursor {
        chart.draw_series([PathElement::new([(cursor, low), (cursor, high)], style.muted.mix(0.6))])?;
    }
    for line in &curves.lines {
        let points = line.values.iter().enumerate().filter(|(_, v)| v.is_finite() && **v > 0.0);
        #[expect(clippy::cast_precision_loss, reason = "few iterations")]
        let points: Vec<(f64, f64)> = points.map(|(i, &v)| (i as f64, v.clamp(low, high))).collect();
        let stroke = line.colour.stroke_width(style.px(2.0).max(1).unsigned_abs());
        chart.draw_series(LineSeries::new(points.iter().copied(), stroke))?;
        if line.marker == Marker::Dot {
            let dot = |&point| Circle::new(point, style.px(2.2).max(1), line.colour.filled());
            chart.draw_series(points.iter().map(dot))?;
        }
    }
    Ok(())
}

/// A label for a value on a logarithmic axis.
fn magnitude(value: f64) -> String {
    let text = if value >= 0.001 { format!("{value}") } else { format!("{value:.0e}") };
    // Rounding noise of powers of ten would print seventeen digits.
    if text.len() > 6 { format!("{value:.3}") } else { text.replace('-', "−") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_the_golden_one_and_leaves_out_what_is_not_a_number() {
        let curves = Curves {
            title: "training loss".to_owned(),
            iterations: 4,
            range: (0.001, 1.0),
            lines: vec![
                Line { values: vec![0.5, 0.1, f64::NAN, 0.02, 0.01], colour: Style::LIGHT.c_step, marker: Marker::Dot },
                Line { values: vec![0.01, 0.0, 0.005], colour: Style::LIGHT.l_step, marker: Marker::None },
            ],
            level: Some((0.004, "reference".to_owned())),
            cursor: Some(2.0),
        };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (300, 120)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert!(!svg.contains("NaN"));
        crate::plot::golden::check("curves", &svg);
    }

    #[test]
    fn labels_are_short() {
        assert_eq!(magnitude(0.1), "0.1");
        assert_eq!(magnitude(1.0), "1");
        assert_eq!(magnitude(0.001), "0.001");
        assert_eq!(magnitude(1e-5), "1e−5");
        assert_eq!(magnitude(0.010_000_000_000_000_002), "0.010");
    }
}
