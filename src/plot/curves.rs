//! Curves over LC iterations, on a logarithmic or a plain axis.
//!
//! Axes are placed by hand: plotters' own chart layout measures its labels through the document
//! with an inline style, which a strict Content-Security-Policy forbids.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::style::{Colour, Style};
use super::text::{LABEL_HEIGHT, font, label, number, path, spread, ticks, width, write};
use crate::math::order_of;

/// A small chart of curves over iterations.
#[derive(Clone, Debug, PartialEq)]
pub struct Curves {
    /// Last iteration on the axis.
    pub iterations: u32,
    /// The vertical axis.
    pub axis: Axis,
    /// The curves.
    pub lines: Vec<Line>,
    /// Horizontal lines.
    pub levels: Vec<Level>,
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

/// A horizontal line, dashed.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Where it is.
    pub value: f64,
    /// Hue.
    pub colour: Colour,
    /// Whether its dashes are short.
    pub dotted: bool,
    /// Written at its right end.
    pub name: String,
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
    /// Written beside its last value.
    pub name: String,
}

/// Marks along a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// None: a plain line.
    None,
    /// A dot per iteration.
    Dot,
    /// A square per iteration.
    Square,
    /// A cross per iteration.
    Cross,
    /// A ring per iteration.
    Ring,
}

/// Room for labels, in CSS pixels.
const LEFT: f64 = 50.0;
const RIGHT: f64 = 10.0;
const ABOVE: f64 = 9.0;
const BELOW: f64 = 21.0;
/// Least distance between two labels of the vertical axis.
const APART: f64 = 17.0;

/// Least distance between two marks.
const MARKS_APART: f64 = 7.0;

/// Where values go, in device pixels.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    iterations: f64,
    axis: Axis,
}

/// Room for the names at the right, in CSS pixels.
fn names(curves: &Curves) -> f64 {
    let all = curves.lines.iter().map(|line| &line.name).chain(curves.levels.iter().map(|level| &level.name));
    all.filter(|name| !name.is_empty()).map(|name| width(name) + 8.0).fold(0.0, f64::max)
}

impl Frame {
    fn new((width, height): (u32, u32), curves: &Curves, style: &Style) -> Self {
        Self {
            left: LEFT * style.scale,
            right: f64::from(width) - (RIGHT + names(curves)) * style.scale,
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
    for level in curves.levels.iter().filter(|level| frame.shown(level.value)) {
        let (y, (dash, drawn)) = (frame.y(level.value), if level.dotted { (4.0, 2.0) } else { (6.0, 4.0) });
        let (dash, drawn) = (style.px(dash).max(2), style.px(drawn).max(1));
        let mut x = left;
        while x < right {
            let ends = [(x, y), ((x + drawn).min(right), y)];
            path(area, ends, level.colour.stroke_width(style.stroke(1.5)))?;
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
        // Where values lie close, every so many have a mark.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few values")]
        let every = (MARKS_APART * style.scale * frame.iterations / (frame.right - frame.left).max(1.0))
            .ceil()
            .max(1.0) as usize;
        for point in points.into_iter().step_by(every) {
            mark(area, point, (line.marker, line.colour), style)?;
        }
    }
    draw_names(area, &frame, curves, style)
}

/// A mark at a value.
pub(super) fn mark<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    (x, y): (i32, i32),
    (marker, colour): (Marker, Colour),
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (r, fill) = (style.px(2.5).max(1), colour.filled());
    match marker {
        Marker::None => Ok(()),
        Marker::Dot => area.draw(&Circle::new((x, y), r, fill)),
        Marker::Square => area.draw(&Rectangle::new([(x - r, y - r), (x + r, y + r)], fill)),
        Marker::Cross => {
            let stroke = colour.stroke_width(style.stroke(1.5));
            path(area, [(x - r, y - r), (x + r, y + r)], stroke)?;
            path(area, [(x - r, y + r), (x + r, y - r)], stroke)
        }
        Marker::Ring => {
            area.draw(&Circle::new((x, y), r + 1, fill))?;
            area.draw(&Circle::new((x, y), (r - style.px(0.5)).max(1), style.paper.filled()))
        }
    }
}

/// What lines and levels are called, at their right ends, pushed apart.
fn draw_names<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    frame: &Frame,
    curves: &Curves,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let last = |line: &Line| line.values.iter().copied().rfind(|value| frame.shown(*value));
    let lines = curves.lines.iter().filter_map(|line| Some((last(line)?, &line.name, line.colour)));
    let levels = curves.levels.iter().filter(|level| frame.shown(level.value));
    let named = lines.chain(levels.map(|level| (level.value, &level.name, level.colour)));
    let named: Vec<(i32, &String, Colour)> = named
        .filter(|(_, name, _)| !name.is_empty())
        .map(|(value, name, colour)| (frame.y(value), name, colour))
        .collect();
    let heights: Vec<f64> = named.iter().map(|(y, ..)| f64::from(*y)).collect();
    let order = order_of(&heights);
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
    let wanted: Vec<f32> = order.iter().map(|&i| heights[i] as f32).collect();
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
    let (gap, ends) = (LABEL_HEIGHT * style.scale as f32, (frame.top as f32, frame.bottom as f32));
    for (i, y) in order.into_iter().zip(spread(&wanted, gap, ends)) {
        let (_, name, colour) = &named[i];
        let at = (pixel(frame.right) + style.px(6.0), pixel(f64::from(y)));
        write(area, (*name).clone(), at, label(style, *colour, HPos::Left, VPos::Center))?;
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
    let room = ((frame.bottom - frame.top) / (APART * style.scale)).max(1.0);
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

    fn level(value: f64, dotted: bool, name: &str) -> Level {
        Level { value, colour: Style::LIGHT.reference, dotted, name: name.to_owned() }
    }

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
                    name: "1".to_owned(),
                },
                Line {
                    values: vec![0.01, 0.0, 0.005],
                    colour: Style::LIGHT.l_step,
                    marker: Marker::None,
                    name: String::new(),
                },
            ],
            levels: vec![level(0.004, false, "32 bits"), level(0.5, true, "rounded once")],
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
            levels: vec![level(f64::NAN, false, "nowhere")],
            cursor: None,
        };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (100, 80)).into_drawing_area();
            draw_curves(&area, &curves, &Style::LIGHT).unwrap();
        }
        assert!(svg.contains("10") && !svg.contains("NaN") && !svg.contains("nowhere"));
    }

    #[test]
    fn a_plain_axis_has_zero_and_negative_values_on_it() {
        let line = Line {
            values: vec![-0.5, 0.0, 0.5, f64::INFINITY],
            colour: Style::LIGHT.ink,
            marker: Marker::Dot,
            name: String::new(),
        };
        let curves = Curves {
            iterations: 3,
            axis: Axis::Plain(-1.0, 1.0),
            lines: vec![line],
            levels: vec![],
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
