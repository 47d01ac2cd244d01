//! One figure over another: lines through a few points, on logarithmic or plain axes.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::curves::{Marker, mark};
use super::front::amount;
use super::scale::Logarithmic;
use super::style::{Colour, Style};
use super::text::{LABEL_HEIGHT, label, path, spread, ticks, whole, width, write};
use crate::math::order_of;

/// Lines over a pair of axes.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationPlot {
    /// The lines.
    pub lines: Vec<Related>,
    /// A ring around each of these places.
    pub marked: Vec<(f64, f64)>,
    /// Across, and upwards.
    pub axes: [RelationAxis; 2],
}

/// A line of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Its points, from left to right; those without a place on the axes are left out.
    pub points: Vec<(f64, f64)>,
    /// Hue.
    pub colour: Colour,
    /// Mark at each point.
    pub marker: Marker,
    /// Written beside its last point.
    pub name: String,
}

/// An axis of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationAxis {
    /// What it is called.
    pub name: String,
    /// Whether equal distances are equal ratios.
    pub logarithmic: bool,
    /// Whether its values are fractions, told in percent.
    pub percent: bool,
    /// Values that are labelled; round ones if there are none.
    pub ticks: Vec<f64>,
}

/// Room for labels, in CSS pixels.
const LEFT: f64 = 50.0;
const RIGHT: f64 = 12.0;
const ABOVE: f64 = 24.0;
const BELOW: f64 = 40.0;

/// Where values of an axis go.
enum Scale {
    Logarithmic(Logarithmic),
    Plain(f64, f64),
}

impl Scale {
    fn around(axis: &RelationAxis, values: impl Iterator<Item = f64> + Clone) -> Self {
        if axis.logarithmic {
            return Self::Logarithmic(Logarithmic::around(values));
        }
        let most = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
        Self::Plain(0.0, if most > 0.0 { 1.08 * most } else { 1.0 })
    }

    /// From 0 to 1; `None` for what has no place.
    fn share(&self, value: f64) -> Option<f64> {
        match self {
            Self::Logarithmic(axis) => Logarithmic::shows(value).then(|| axis.share(value)),
            Self::Plain(low, high) => {
                value.is_finite().then(|| ((value - low) / (high - low)).clamp(0.0, 1.0))
            }
        }
    }

    /// Labelled values, and what is written there.
    fn labels(&self, axis: &RelationAxis, most: usize) -> Vec<(f64, String)> {
        let per = if axis.percent { 100.0 } else { 1.0 };
        let values = match self {
            _ if !axis.ticks.is_empty() => axis.ticks.clone(),
            Self::Logarithmic(scale) => scale.ticks(most),
            #[expect(clippy::cast_possible_truncation, reason = "labels have few digits")]
            Self::Plain(low, high) => {
                let all = ticks(((per * low) as f32, (per * high) as f32));
                let every = all.len().div_ceil(most.max(2)).max(1);
                all.into_iter().step_by(every).map(|tick| f64::from(tick) / per).collect()
            }
        };
        // Single precision shows in the last digits.
        let text = |value: f64| {
            format!(
                "{}{}",
                amount_or_zero((1e5 * per * value).round() / 1e5),
                if axis.percent { " %" } else { "" }
            )
        };
        values.into_iter().map(|value| (value, text(value))).collect()
    }
}

fn amount_or_zero(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { amount(value) }
}

struct Layout {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: Scale,
    y: Scale,
}

impl Layout {
    fn new(plot: &RelationPlot, (w, h): (u32, u32), style: &Style) -> Self {
        let names = plot.lines.iter().filter(|line| !line.name.is_empty());
        let names = names.map(|line| width(&line.name) + 10.0).fold(0.0, f64::max);
        let left = LEFT * style.scale;
        let all = plot.lines.iter().flat_map(|line| line.points.iter().copied());
        let bottom = (f64::from(h) - BELOW * style.scale).max(2.0);
        Self {
            left,
            right: (f64::from(w) - (RIGHT + names) * style.scale).max(left + 1.0),
            top: (ABOVE * style.scale).min(bottom - 1.0),
            bottom,
            x: Scale::around(
                &plot.axes[0],
                all.clone().map(|point| point.0).chain(plot.axes[0].ticks.iter().copied()),
            ),
            y: Scale::around(&plot.axes[1], all.map(|point| point.1)),
        }
    }

    fn place(&self, (x, y): (f64, f64)) -> Option<(i32, i32)> {
        let (x, y) = self.x.share(x).zip(self.y.share(y))?;
        Some((
            whole(self.left + (self.right - self.left) * x),
            whole(self.bottom - (self.bottom - self.top) * y),
        ))
    }
}

/// Axes, lines and names.
pub(super) fn draw_relation<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &RelationPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let layout = Layout::new(plot, area.dim_in_pixel(), style);
    let (left, right) = (whole(layout.left), whole(layout.right));
    let (top, bottom) = (whole(layout.top), whole(layout.bottom));
    let muted = |side, height| label(style, style.muted, side, height);
    let rows = Logarithmic::room((layout.bottom - layout.top) / style.scale, 24.0);
    for (value, text) in layout.y.labels(&plot.axes[1], rows) {
        let Some(share) = layout.y.share(value) else { continue };
        let y = whole(layout.bottom - (layout.bottom - layout.top) * share);
        path(area, [(left, y), (right, y)], style.grid)?;
        write(area, text, (left - style.px(6.0), y), muted(HPos::Right, VPos::Center))?;
    }
    let columns = Logarithmic::room((layout.right - layout.left) / style.scale, 52.0);
    for (value, text) in layout.x.labels(&plot.axes[0], columns) {
        let Some(share) = layout.x.share(value) else { continue };
        let x = whole(layout.left + (layout.right - layout.left) * share);
        path(area, [(x, top), (x, bottom)], style.grid)?;
        write(area, text, (x, bottom + style.px(4.0)), muted(HPos::Center, VPos::Top))?;
    }
    let ink = |side| label(style, style.ink, side, VPos::Top);
    write(area, plot.axes[1].name.clone(), (style.px(2.0), style.px(2.0)), ink(HPos::Left))?;
    write(area, plot.axes[0].name.clone(), (right, bottom + style.px(21.0)), ink(HPos::Right))?;
    let mut named = Vec::new();
    for line in &plot.lines {
        let points: Vec<(i32, i32)> = line.points.iter().filter_map(|point| layout.place(*point)).collect();
        path(area, points.clone(), line.colour.stroke_width(style.stroke(2.0)))?;
        for &point in &points {
            mark(area, point, (line.marker, line.colour), style)?;
        }
        if let Some(&(_, y)) = points.last().filter(|_| !line.name.is_empty()) {
            named.push((f64::from(y), &line.name, line.colour));
        }
    }
    for place in plot.marked.iter().filter_map(|place| layout.place(*place)) {
        area.draw(&Circle::new(place, style.px(7.0), style.ink.stroke_width(style.stroke(2.0))))?;
    }
    let heights: Vec<f64> = named.iter().map(|named| named.0).collect();
    let order = order_of(&heights);
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
    let (wanted, gap, ends): (Vec<f32>, f32, (f32, f32)) = (
        order.iter().map(|&i| heights[i] as f32).collect(),
        LABEL_HEIGHT * style.scale as f32,
        (layout.top as f32, layout.bottom as f32),
    );
    for (i, y) in order.into_iter().zip(spread(&wanted, gap, ends)) {
        let (_, name, colour) = &named[i];
        let at = (right + style.px(6.0), whole(f64::from(y)));
        write(area, (*name).clone(), at, label(style, *colour, HPos::Left, VPos::Center))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Picture;

    fn axis(name: &str, logarithmic: bool, ticks: &[f64]) -> RelationAxis {
        RelationAxis { name: name.to_owned(), logarithmic, percent: !logarithmic, ticks: ticks.to_vec() }
    }

    #[test]
    fn the_plot_is_the_golden_one_and_leaves_out_what_has_no_place() {
        let line = |name: &str, marker, points: &[(f64, f64)]| Related {
            points: points.to_vec(),
            colour: Style::LIGHT.c_step,
            marker,
            name: name.to_owned(),
        };
        let batches = RelationPlot {
            lines: vec![
                line("32 bits", Marker::Square, &[(1.0, 25.0), (8.0, 12.0), (32.0, 0.0), (128.0, 8.0)]),
                line("2 values", Marker::Dot, &[(1.0, 6.0), (128.0, 6.0)]),
            ],
            marked: vec![(1.0, 6.0)],
            axes: [axis("at a time", true, &[1.0, 8.0, 32.0, 128.0]), axis("us per answer", true, &[])],
        };
        crate::plot::golden::check("relation", &Picture::Relation(batches).svg((420, 240), &Style::LIGHT));
        let shares = RelationPlot {
            lines: vec![line("", Marker::None, &[(0.0, 0.05), (f64::NAN, 1.0), (1.0, 0.02)])],
            marked: vec![],
            axes: [axis("asked", false, &[]), axis("error", false, &[])],
        };
        for size in [(420, 240), (1, 1)] {
            let svg = Picture::Relation(shares.clone()).svg(size, &Style::DARK);
            assert!(!svg.contains("NaN") && (size.0 == 1 || svg.contains("80 %")), "{svg}");
        }
        let empty = RelationPlot { lines: vec![], ..shares };
        assert!(!Picture::Relation(empty).svg((200, 100), &Style::DARK).contains("NaN"));
    }
}
