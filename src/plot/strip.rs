//! The strip view of the weights: every weight a dot, its height its value, layers side by side, each on an axis of its
//! own; the values of the codebook are lines with hollow diamonds, a thread joins a dot to its value, and the density of
//! the weights stands beside them on the same axis. Where the dots were at the start they leave a ghost.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::style::Style;
use super::text::{LABEL_HEIGHT, label, number, path, pixel, spread, ticks, width, write};
use super::weights::{LayerWeights, Spot, Weights};
use crate::math::order_of;

/// Where things are, in device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct StripLayout {
    columns: Vec<Column>,
    /// Whether there is room for the numbers of the axes.
    numbered: bool,
    top: f32,
    bottom: f32,
    ranges: Vec<(f32, f32)>,
    scale: f32,
}

/// One layer's column: dots, then the density, then what the values are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Column {
    left: f32,
    right: f32,
    bars: f32,
    end: f32,
}

/// Room for the numbers of an axis, for the line below, and above, in CSS pixels.
const AXIS: f32 = 46.0;
const BELOW: f32 = 22.0;
const ABOVE: f32 = 9.0;
/// Room for a value, and for a value with its share.
const VALUES: f32 = 64.0;
const SHARES: f32 = 116.0;
/// Room for the density.
const DENSITY: f32 = 44.0;
/// Dots have at least this much room before the density or shares get any.
const ROOMY: f32 = 90.0;
/// Where dots would have less room than this, axes have no numbers.
const TIGHT: f32 = 40.0;
/// Height of a bin of the density.
const BIN: f32 = 4.0;
/// With more values than this, labels that have no room are left out.
const PUSHED: usize = 8;
/// With more values than this, their diamonds are small.
const CROWD: usize = 16;
/// How far one may point beside a mark.
const REACH: f32 = 9.0;

impl StripLayout {
    /// Equal columns, whatever the layers' sizes: a small layer is as much a part of the net as a large one.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "pixels are small numbers"
    )]
    pub fn new(weights: &Weights, (width, height): (u32, u32), style: &Style) -> Self {
        let scale = style.scale as f32;
        let count = weights.layers.len().max(1) as f32;
        let each = width as f32 / count / scale;
        let told = weights.layers.iter().any(|layer| !layer.shares.is_empty());
        // What there is room for: first the dots, then shares, then the density.
        let named = if told && each - AXIS - SHARES >= ROOMY { SHARES } else { VALUES };
        let numbered = each - AXIS - VALUES >= TIGHT;
        let axis = if numbered { AXIS } else { 8.0 };
        let density = if each - AXIS - named - DENSITY >= ROOMY { DENSITY } else { 0.0 };
        let column = |l: usize| {
            let left = (l as f32 * each + axis) * scale;
            let right = ((l as f32 + 1.0) * each - named - density) * scale;
            let right = right.max(left + scale);
            Column { left, right, bars: right + density * scale, end: (l as f32 + 1.0) * each * scale }
        };
        Self {
            columns: (0..weights.layers.len()).map(column).collect(),
            numbered,
            top: ABOVE * scale,
            bottom: height as f32 - BELOW * scale,
            ranges: weights.layers.iter().map(|layer| layer.range).collect(),
            scale,
        }
    }

    /// The height of a value of a layer.
    pub fn y(&self, layer: usize, value: f32) -> f32 {
        let (low, high) = self.ranges[layer];
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }

    /// The height a dot is drawn at: what is beyond the axis is at its end.
    fn dot(&self, layer: usize, value: f32) -> f32 {
        self.y(layer, value).clamp(self.top, self.bottom)
    }

    #[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
    fn x(&self, layer: usize, i: usize, n: usize) -> f32 {
        let Column { left, right, .. } = self.columns[layer];
        left + (right - left) * (i as f32 + 0.5) / n as f32
    }

    /// The dot, or else the value, near a position.
    pub fn spot(&self, weights: &Weights, (x, y): (f32, f32)) -> Option<Spot> {
        let reach = REACH * self.scale;
        let layer = self.columns.iter().position(|column| (column.left - reach..column.end).contains(&x))?;
        let own = &weights.layers[layer];
        let n = own.values.len();
        let near = |place: f32, at: f32| (place - at).abs();
        if x <= self.columns[layer].right + reach {
            let distance =
                |i: usize| near(self.x(layer, i, n), x).hypot(near(self.dot(layer, own.values[i]), y));
            let nearest = (0..n).map(|i| (distance(i), i)).min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, index)) = nearest.filter(|(distance, _)| *distance <= reach) {
                return Some(Spot::Dot { layer, index });
            }
        }
        let entries = own.codebook.iter().enumerate().map(|(e, &value)| (near(self.y(layer, value), y), e));
        let nearest = entries.min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.filter(|(distance, _)| *distance <= reach).map(|(_, entry)| Spot::Entry { layer, entry })
    }

    /// How many dots are beyond either end of a layer's axis: above, below.
    fn beyond(&self, layer: usize, values: &[f32]) -> [usize; 2] {
        let (low, high) = self.ranges[layer];
        [values.iter().filter(|&&v| v > high).count(), values.iter().filter(|&&v| v < low).count()]
    }
}

/// Ghosts, threads, dots and density.
pub fn draw_strip_marks(marks: &mut dyn Marks, weights: &Weights, layout: &StripLayout, style: &Style) {
    for (l, layer) in weights.layers.iter().enumerate() {
        let n = layer.values.len();
        let strengths = weights.strengths(layer, style);
        for (i, &value) in layer.start.iter().enumerate().take(n) {
            let at = (layout.x(l, i, n), layout.dot(l, value));
            marks.disc(at, strengths.radius, style.muted, 0.3 * strengths.dot);
        }
        for (i, (&value, &thread)) in layer.values.iter().zip(&layer.threads).enumerate() {
            let x = layout.x(l, i, n);
            let alpha = strengths.thread * weights.presence(l, i);
            marks.line((x, layout.dot(l, value)), (x, layout.dot(l, thread)), style.c_step, alpha);
        }
        let (low, high) = layer.range;
        for (i, &value) in layer.values.iter().enumerate() {
            let (x, y) = (layout.x(l, i, n), layout.dot(l, value));
            let alpha = strengths.dot * weights.presence(l, i);
            if (low..=high).contains(&value) {
                marks.disc((x, y), strengths.radius, style.l_step, alpha);
            } else {
                // It points to where it is.
                let r = 1.8 * strengths.radius * if value > high { 1.0 } else { -1.0 };
                marks.area(&[vec![(x - r, y + r), (x + r, y + r), (x, y - r)]], style.l_step);
            }
        }
        if layout.columns[l].bars > layout.columns[l].right {
            draw_density(marks, weights, l, layout, style);
        }
        if let Some(Spot::Dot { layer, index }) = weights.lit
            && layer == l
            && let Some(&value) = weights.layers[l].values.get(index)
        {
            let at = (layout.x(l, index, n), layout.dot(l, value));
            marks.disc(at, 2.5 * strengths.radius, style.ink, 0.9);
        }
    }
}

/// How many weights are where; those of the lit value stand out.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "casts saturate, and counts are small"
)]
fn draw_density(marks: &mut dyn Marks, weights: &Weights, l: usize, layout: &StripLayout, style: &Style) {
    let (layer, column) = (&weights.layers[l], layout.columns[l]);
    let height = BIN * layout.scale;
    let bins = ((layout.bottom - layout.top) / height).ceil().max(1.0) as usize;
    let (mut all, mut lit) = (vec![0_u32; bins], vec![0_u32; bins]);
    let entry = weights.lit_entry(l);
    for (i, &value) in layer.values.iter().enumerate() {
        let bin = (((layout.dot(l, value) - layout.top) / height).max(0.0) as usize).min(bins - 1);
        all[bin] += 1;
        if entry.is_some() && layer.assignment.get(i).map(|&a| usize::from(a)) == entry {
            lit[bin] += 1;
        }
    }
    let most = all.iter().copied().max().unwrap_or(0).max(1) as f32;
    let start = column.right + 3.0 * layout.scale;
    let room = column.bars - start - 8.0 * layout.scale;
    for bin in 0..bins {
        let top = layout.top + bin as f32 * height;
        for (count, colour, alpha) in [(all[bin], style.l_step, 0.45), (lit[bin], style.c_step, 1.0)] {
            if count > 0 {
                let length = (room * count as f32 / most).max(layout.scale);
                let corner = (start + length, top + height - layout.scale.max(1.0));
                marks.rect((start, top), corner, colour, alpha);
            }
        }
    }
}

/// The values' labels of a layer with their heights: of few all, pushed apart; of many those that have room, the topmost
/// first, for how far the codebook reaches is the first thing to be read.
fn labels(layer: &LayerWeights, l: usize, layout: &StripLayout) -> Vec<(usize, f32)> {
    // From the top of the picture downwards.
    let downwards: Vec<f64> = layer.codebook.iter().map(|value| -f64::from(*value)).collect();
    let order = order_of(&downwards);
    let heights: Vec<f32> = order.iter().map(|&e| layout.y(l, layer.codebook[e])).collect();
    let gap = LABEL_HEIGHT * layout.scale;
    if order.len() <= PUSHED {
        let places = spread(&heights, gap, (layout.top, layout.bottom));
        return order.into_iter().zip(places).collect();
    }
    let mut kept: Vec<(usize, f32)> = Vec::new();
    let last = heights.last().copied().unwrap_or(0.0);
    for (i, (entry, height)) in order.iter().copied().zip(heights).enumerate() {
        let free = kept.last().is_none_or(|(_, above)| height - above >= gap);
        if free && (i + 1 == order.len() || i == 0 || last - height >= gap) {
            kept.push((entry, height));
        }
    }
    kept
}

/// A share in per cent; what is not there and what is hardly there are told apart.
fn told(share: f32) -> String {
    if share > 0.0 && share < 0.01 {
        return format!("{:.1} %", (100.0 * share).max(0.1));
    }
    format!("{:.0} %", 100.0 * share)
}

/// Axes, lines and labels, over the marks.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_strip_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    weights: &Weights,
    layout: &StripLayout,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    for (l, (layer, column)) in weights.layers.iter().zip(&layout.columns).enumerate() {
        let (from, to) = (pixel(column.left), pixel(column.bars));
        for tick in ticks(layer.range) {
            let y = pixel(layout.y(l, tick));
            path(area, [(from, y), (to, y)], style.grid.mix(0.7))?;
            if layout.numbered {
                let at = (from - style.px(6.0), y);
                write(area, number(tick), at, label(style, style.muted, HPos::Right, VPos::Center))?;
            }
        }
        for &ghost in &layer.ghost {
            let y = pixel(layout.y(l, ghost));
            let faint = style.c_step.mix(0.45).stroke_width(style.stroke(1.0));
            path(area, [(from, y), (to, y)], faint)?;
        }
        let strength = weights.strengths(layer, style).entry;
        // Many small diamonds still leave gaps to be seen.
        let radius = if layer.codebook.len() > CROWD { 3.0 } else { 5.0 };
        let lit = |e: usize| weights.lit_entry(l) == Some(e);
        for (e, &entry) in layer.codebook.iter().enumerate() {
            let (colour, wide) = if lit(e) { (style.c_step, 2.5) } else { (style.ink, 1.0) };
            let y = pixel(layout.y(l, entry));
            let line = colour.mix(if lit(e) { 1.0 } else { strength }).stroke_width(style.stroke(wide));
            path(area, [(from, y), (to, y)], line)?;
            let (x, r) = (to + style.px(6.0), style.px(if lit(e) { 5.0 } else { radius }));
            let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
            area.draw(&Polygon::new(corners, style.paper))?;
            path(area, corners, colour.stroke_width(style.stroke(1.5)))?;
        }
        let room = f64::from(column.end - column.bars) / style.scale - 20.0;
        for (e, height) in labels(layer, l, layout) {
            let (value, y) = (layer.codebook[e], pixel(height));
            let colour = if lit(e) { style.c_step } else { style.ink };
            let at = pixel(layout.y(l, value));
            let x = to + style.px(18.0);
            if (y - at).abs() > style.px(3.0) {
                path(area, [(to + style.px(11.0), at), (x - style.px(2.0), y)], style.muted.mix(0.8))?;
            }
            let share = layer.shares.get(e).map(|&share| format!("{} · {}", number(value), told(share)));
            let text = share.filter(|text| width(text) <= room).unwrap_or_else(|| number(value));
            write(area, text, (x, y), label(style, colour, HPos::Left, VPos::Center))?;
        }
        let [above, below] = layout.beyond(l, &layer.values);
        for (count, arrow, y, side) in
            [(above, '▲', layout.top, VPos::Top), (below, '▼', layout.bottom, VPos::Bottom)]
        {
            if count > 0 {
                let at = (from + style.px(4.0), pixel(y));
                write(area, format!("{arrow} {count}"), at, label(style, style.ink, HPos::Left, side))?;
            }
        }
        let at = (from, pixel(layout.bottom) + style.px(6.0));
        let room = f64::from(column.end - column.left) / style.scale;
        if let Some(text) = layer.labels.iter().find(|text| width(text) <= room) {
            write(area, text.clone(), at, label(style, style.muted, HPos::Left, VPos::Top))?;
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::plot::{Emphasis, LayerWeights, Raster};

    pub(crate) fn weights() -> Weights {
        let layer = |n: usize, label: &str| LayerWeights {
            values: (0..n).map(|i| (i as f32 / n as f32) * 2.0 - 1.0).collect(),
            threads: (0..n).map(|i| if 2 * i < n { -0.5 } else { 0.5 }).collect(),
            assignment: (0..n).map(|i| u8::from(2 * i >= n)).collect(),
            codebook: vec![-0.5, 0.5],
            range: (-1.5, 1.5),
            start: vec![],
            shares: vec![0.5, 0.5],
            ghost: vec![],
            labels: vec![
                "too long for any column that there could be in this drawing".to_owned(),
                label.to_owned(),
            ],
            total: n,
            pair: 1,
        };
        Weights {
            layers: vec![layer(40, "layer 1"), layer(10, "layer 2")],
            emphasis: Emphasis::None,
            lit: None,
        }
    }

    #[test]
    fn dots_stand_at_their_values() {
        let (weights, style) = (weights(), Style::LIGHT);
        let layout = StripLayout::new(&weights, (500, 200), &style);
        let mut raster = Raster::new(500, 200, style.paper);
        draw_strip_marks(&mut raster, &weights, &layout, &style);
        for (i, &value) in weights.layers[1].values.iter().enumerate() {
            let (x, y) = (layout.x(1, i, 10).round() as usize, layout.y(1, value).round() as usize);
            let pixel = &raster.pixels()[4 * (y * 500 + x)..][..3];
            assert_ne!(pixel, [255, 255, 255], "dot {i}");
        }
    }

    #[test]
    fn the_frame_is_the_golden_one() {
        let (mut weights, style) = (weights(), Style::LIGHT);
        weights.lit = Some(Spot::Entry { layer: 0, entry: 1 });
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (500, 200)).into_drawing_area();
            let layout = StripLayout::new(&weights, (500, 200), &style);
            draw_strip_frame(&area, &weights, &layout, &style).unwrap();
        }
        crate::plot::golden::check("strip", &svg);
    }

    #[test]
    fn every_dot_and_entry_can_be_pointed_at_on_every_screen() {
        let weights = weights();
        for (scale, size) in [(1.0, (500, 200)), (2.0, (1000, 400)), (1.0, (300, 220))] {
            let layout = StripLayout::new(&weights, size, &Style::LIGHT.scaled(scale));
            for (layer, own) in weights.layers.iter().enumerate() {
                for (index, &value) in own.values.iter().enumerate() {
                    let at = (layout.x(layer, index, own.values.len()), layout.y(layer, value));
                    assert_eq!(layout.spot(&weights, at), Some(Spot::Dot { layer, index }));
                }
                for (entry, &value) in own.codebook.iter().enumerate() {
                    let at = (layout.columns[layer].bars + 20.0 * scale as f32, layout.y(layer, value) + 3.0);
                    assert_eq!(layout.spot(&weights, at), Some(Spot::Entry { layer, entry }));
                }
            }
            assert_eq!(layout.spot(&weights, (f32::NAN, 3.0)), None);
            assert_eq!(layout.spot(&weights, (2.0, 3.0)), None);
        }
    }

    #[test]
    fn pointing_at_an_entry_dims_the_others_dots() {
        let mut weights = weights();
        weights.lit = Some(Spot::Entry { layer: 0, entry: 0 });
        assert!(
            weights.presence(0, 0) > 1.0 && weights.presence(0, 39) < 0.5 && weights.presence(1, 0) < 0.5
        );
        weights.lit = Some(Spot::Dot { layer: 1, index: 9 });
        assert_eq!((weights.lit_entry(1), weights.lit_entry(0)), (Some(1), None));
        assert!(weights.presence(1, 9) > weights.presence(1, 8));
    }

    #[test]
    fn what_is_beyond_the_axis_is_counted_and_can_be_pointed_at() {
        let mut weights = weights();
        weights.layers[0].values[3] = 7.0;
        weights.layers[0].values[4] = -9.0;
        weights.layers[0].values[5] = -2.0;
        let layout = StripLayout::new(&weights, (500, 200), &Style::LIGHT);
        assert_eq!(layout.beyond(0, &weights.layers[0].values), [1, 2]);
        let at = (layout.x(0, 3, 40), layout.top);
        assert_eq!(layout.spot(&weights, at), Some(Spot::Dot { layer: 0, index: 3 }));
    }
}
