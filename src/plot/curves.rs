//! Curves over LC iterations, on a logarithmic or a plain axis.
//!
//! Axes are placed by hand: plotters' own chart layout measures its labels through the document
//! with an inline style, which a strict Content-Security-Policy forbids.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::style::{Colour, Style};
use super::text::{font, number, path, ticks, write};

/// A small chart of curves over iterations.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Last iteration on the axis.
    pub iterations: u32,
    /// The vertical axis.
    pub axis: Axis,
    /// The curves.
    pub lines: Vec<Line>,
    /// A dashed horizontal line.
    pub level: Option<f64>,
    /// The iteration shown elsewhere on the page.
    pub cursor: Option<f64>,
}

/// A vertical axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// Logarithmic, between two powers of ten.
    Decades(i32, i32),
    /// Plain, between two values.
    Plain(f32, f32),
}

/// One curve: a value per iteration, from 0 on.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Values; those that are not numbers, or not on the axis for not being positive, are left out.
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
    axis: Axis,
}

impl Frame {
    fn new((width, height): (u32, u32), curves: &Curves, style: &Style) -> Self {
        Self {
            left: LEFT * style.scale,
            right: f64::from(width) - RIGHT * style.scale,
            top: ABOVE * style.scale,
            bottom: f64::from(height) - BELOW * style.scale,
            iterations: f64::from(curves.iterations.max(1)),
            axis: match curves.axis {
                Axis::Decades(low, high) => Axis::Decades(low, high.max(low + 1)),
                plain @ Axis::Plain(..) => plain,
            },
        }
    }

    fn x(&self, iteration: f64) -> i32 {
        pixel(self.left + (self.right - self.left) * iteration / self.iterations)
    }

    /// Height of a value that is [`shown`]; values off the axis end at its edges.
    fn y(&self, value: f64) -> i32 {
        let (low, high, value) = match self.axis {
            Axis::Decades(low, high) => (f64::from(low), f64::from(high), value.log10()),
            Axis::Plain(low, high) => (f64::from(low), f64::from(high), value),
        };
        let share = ((value - low) / (high - low).max(1e-30)).clamp(0.0, 1.0);
        pixel(self.bottom - (self.bottom - self.top) * share)
    }

    /// Whether a value has a place on the axis.
    fn shown(&self, value: f64) -> bool {
        value.is_finite() && (value > 0.0 || matches!(self.axis, Axis::Plain(..)))
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
    draw_axes(area, &frame, style)?;
    let (left, right) = (pixel(frame.left), pixel(frame.right));
    if let Some(level) = curves.level.filter(|level| frame.shown(*level)) {
        let (y, dash) = (frame.y(level), style.px(6.0).max(2));
        let mut x = left;
        while x < right {
            let ends = [(x, y), ((x + dash * 2 / 3).min(right), y)];
            path(area, ends, style.reference.stroke_width(style.stroke(1.5)))?;
            x += dash;
        }
    }
    if let Some(cursor) = curves.cursor {
        let x = frame.x(cursor);
        let line = style.muted.mix(0.6).stroke_width(style.stroke(1.0));
        path(area, [(x, pixel(frame.top)), (x, pixel(frame.bottom))], line)?;
    }
    for line in &curves.lines {
        let shown = line.values.iter().enumerate().filter(|(_, v)| frame.shown(**v));
        #[expect(clippy::cast_precision_loss, reason = "few iterations")]
        let points: Vec<(i32, i32)> = shown.map(|(i, &v)| (frame.x(i as f64), frame.y(v))).collect();
        path(area, points.clone(), line.colour.stroke_width(style.stroke(2.0)))?;
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
    frame: &Frame,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let font = font(style).color(&style.muted);
    let (left, right, bottom) = (pixel(frame.left), pixel(frame.right), pixel(frame.bottom));
    let room = ((frame.bottom - frame.top) / (LABEL_HEIGHT * style.scale)).max(1.0);
    let labels: Vec<(f64, String)> = match frame.axis {
        Axis::Decades(low, high) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few decades")]
            let every = (f64::from(high - low) / room).ceil().max(1.0) as usize;
            let decades = (low..=high).step_by(every);
            decades.map(|decade| (10_f64.powi(decade), power_of_ten(decade))).collect()
        }
        Axis::Plain(low, high) => {
            let all = ticks((low, high));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a few labels"
            )]
            let every = (all.len() as f64 / room).ceil().max(1.0) as usize;
            let whole = all.iter().all(|tick| tick.fract() == 0.0);
            let text =
                |tick: f32| if whole { format!("{tick:.0}").replace('-', "−") } else { number(tick) };
            all.into_iter().step_by(every).map(|tick| (f64::from(tick), text(tick))).collect()
        }
    };
    for (value, text) in labels {
        let y = frame.y(value);
        path(area, [(left, y), (right, y)], style.grid)?;
        let font = font.pos(Pos::new(HPos::Right, VPos::Center));
        write(area, text, (left - style.px(6.0), y), font)?;
    }
    // A narrow axis has room for its ends only, a short one has nothing in between.
    let roomy = frame.right - frame.left > 120.0 * style.scale && frame.iterations >= 2.0;
    let middle = (0.5 * frame.iterations).floor();
    for iteration in [0.0].into_iter().chain(roomy.then_some(middle)).chain([frame.iterations]) {
        let side = if iteration == frame.iterations { HPos::Right } else { HPos::Center };
        let at = (frame.x(iteration), bottom + style.px(5.0));
        write(area, format!("{iteration:.0}"), at, font.pos(Pos::new(side, VPos::Top)))?;
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
            axis: Axis::Decades(-3, 0),
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
        let curves = Curves {
            iterations: 0,
            axis: Axis::Decades(0, 0),
            lines: vec![],
            level: Some(f64::NAN),
            cursor: None,
        };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (100, 80)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert!(svg.contains("10") && !svg.contains("NaN"));
    }

    #[test]
    fn a_plain_axis_has_zero_and_negative_values_on_it() {
        let line = Line {
            values: vec![-0.5, 0.0, 0.5, f64::INFINITY],
            colour: Style::LIGHT.ink,
            marker: Marker::Dot,
        };
        let curves = Curves {
            iterations: 3,
            axis: Axis::Plain(-1.0, 1.0),
            lines: vec![line],
            level: None,
            cursor: None,
        };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (300, 120)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(svg.contains("−1.00") && !svg.contains("inf"));
    }

    #[test]
    fn powers_of_ten_are_short() {
        let texts: Vec<String> = [-7, -3, -1, 0, 2, 3, 6].map(power_of_ten).into();
        assert_eq!(texts, ["1e−7", "0.001", "0.1", "1", "100", "1000", "1e6"]);
    }
}
