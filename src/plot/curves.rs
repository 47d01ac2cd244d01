//! Curves over LC iterations on a logarithmic axis.
//!
//! Axes are placed by hand: plotters' own chart layout measures its labels through the document
//! with an inline style, which a strict Content-Security-Policy forbids.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::style::{Colour, Style};

/// A small chart of curves over iterations.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Last iteration on the axis.
    pub iterations: u32,
    /// Powers of ten at the bottom and the top of the axis.
    pub decades: (i32, i32),
    /// The curves.
    pub lines: Vec<Line>,
    /// A dashed horizontal line.
    pub level: Option<f64>,
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

/// Room for labels, in CSS pixels.
const LEFT: f64 = 50.0;
const RIGHT: f64 = 10.0;
const ABOVE: f64 = 9.0;
const BELOW: f64 = 21.0;
/// Least distance between two labels of the vertical axis.
const LABEL_HEIGHT: f64 = 17.0;

/// Where values go, in device pixels.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    iterations: f64,
    decades: (f64, f64),
}

impl Frame {
    fn new((width, height): (u32, u32), curves: &Curves, style: &Style) -> Self {
        Self {
            left: LEFT * style.scale,
            right: f64::from(width) - RIGHT * style.scale,
            top: ABOVE * style.scale,
            bottom: f64::from(height) - BELOW * style.scale,
            iterations: f64::from(curves.iterations.max(1)),
            decades: (f64::from(curves.decades.0), f64::from(curves.decades.1.max(curves.decades.0 + 1))),
        }
    }

    fn x(&self, iteration: f64) -> i32 {
        pixel(self.left + (self.right - self.left) * iteration / self.iterations)
    }

    /// Height of a positive value; values off the axis end at its edges.
    fn y(&self, value: f64) -> i32 {
        let (low, high) = self.decades;
        let share = ((value.log10() - low) / (high - low)).clamp(0.0, 1.0);
        pixel(self.bottom - (self.bottom - self.top) * share)
    }
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
    let frame = Frame::new(area.dim_in_pixel(), curves, style);
    draw_axes(area, curves, &frame, style)?;
    let (left, right) = (pixel(frame.left), pixel(frame.right));
    if let Some(level) = curves.level.filter(|level| *level > 0.0) {
        let (y, dash) = (frame.y(level), style.px(6.0).max(2));
        let mut x = left;
        while x < right {
            let ends = [(x, y), ((x + dash * 2 / 3).min(right), y)];
            area.draw(&PathElement::new(ends, style.reference.stroke_width(style.stroke(1.5))))?;
            x += dash;
        }
    }
    if let Some(cursor) = curves.cursor {
        let x = frame.x(cursor);
        let line = style.muted.mix(0.6).stroke_width(style.stroke(1.0));
        area.draw(&PathElement::new([(x, pixel(frame.top)), (x, pixel(frame.bottom))], line))?;
    }
    for line in &curves.lines {
        let positive = line.values.iter().enumerate().filter(|(_, v)| v.is_finite() && **v > 0.0);
        #[expect(clippy::cast_precision_loss, reason = "few iterations")]
        let points: Vec<(i32, i32)> = positive.map(|(i, &v)| (frame.x(i as f64), frame.y(v))).collect();
        area.draw(&PathElement::new(points.clone(), line.colour.stroke_width(style.stroke(2.0))))?;
        if line.marker == Marker::Dot {
            for point in points {
                area.draw(&Circle::new(point, style.px(2.5).max(1), line.colour.filled()))?;
            }
        }
    }
    Ok(())
}

fn draw_axes<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    curves: &Curves,
    frame: &Frame,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let font = ("sans-serif", 13.0 * style.scale).into_font().color(&style.muted);
    let (left, right, bottom) = (pixel(frame.left), pixel(frame.right), pixel(frame.bottom));
    let (low, high) = (curves.decades.0, curves.decades.1.max(curves.decades.0 + 1));
    let labels = ((frame.bottom - frame.top) / (LABEL_HEIGHT * style.scale)).max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few decades")]
    let every = (f64::from(high - low) / labels).ceil().max(1.0) as usize;
    for decade in (low..=high).step_by(every) {
        let y = frame.y(10_f64.powi(decade));
        area.draw(&PathElement::new([(left, y), (right, y)], style.grid))?;
        let text = font.pos(Pos::new(HPos::Right, VPos::Center));
        area.draw(&Text::new(power_of_ten(decade), (left - style.px(6.0), y), text))?;
    }
    // A narrow axis has room for its ends only, a short one has nothing in between.
    let roomy = frame.right - frame.left > 120.0 * style.scale && frame.iterations >= 2.0;
    let middle = (0.5 * frame.iterations).floor();
    for iteration in [0.0].into_iter().chain(roomy.then_some(middle)).chain([frame.iterations]) {
        let side = if iteration == frame.iterations { HPos::Right } else { HPos::Center };
        let at = (frame.x(iteration), bottom + style.px(5.0));
        area.draw(&Text::new(format!("{iteration:.0}"), at, font.pos(Pos::new(side, VPos::Top))))?;
    }
    Ok(())
}

fn pixel(position: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers, and casts saturate")]
    let whole = position.round() as i32;
    whole
}

/// 0.01, 1, 100 in full, others as 1e−5.
fn power_of_ten(exponent: i32) -> String {
    match exponent {
        0..=3 => format!("{:.0}", 10_f64.powi(exponent)),
        -3..0 => format!("{:.*}", exponent.unsigned_abs() as usize, 10_f64.powi(exponent)),
        _ => format!("1e{exponent}").replace('-', "−"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_the_golden_one_and_leaves_out_what_is_not_a_number() {
        let curves = Curves {
            iterations: 4,
            decades: (-3, 0),
            lines: vec![
                Line {
                    values: vec![0.5, 0.1, f64::NAN, 0.02, 0.01],
                    colour: Style::LIGHT.c_step,
                    marker: Marker::Dot,
                },
                Line { values: vec![0.01, 0.0, 0.005], colour: Style::LIGHT.l_step, marker: Marker::None },
            ],
            level: Some(0.004),
            cursor: Some(2.0),
        };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (300, 120)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert!(!svg.contains("NaN"));
        assert_eq!(svg.matches("<circle").count(), 4);
        crate::plot::golden::check("curves", &svg);
    }

    #[test]
    fn an_empty_chart_draws_its_axes() {
        let curves =
            Curves { iterations: 0, decades: (0, 0), lines: vec![], level: Some(f64::NAN), cursor: None };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (100, 80)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert!(svg.contains("10") && !svg.contains("NaN"));
    }

    #[test]
    fn powers_of_ten_are_short() {
        let texts: Vec<String> = [-7, -3, -1, 0, 2, 3, 6].map(power_of_ten).into();
        assert_eq!(texts, ["1e−7", "0.001", "0.1", "1", "100", "1000", "1e6"]);
    }
}
