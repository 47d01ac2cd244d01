//! The strip view of the weights: every weight a dot, its height its value, layers side by side; the
//! codebook entries are lines with hollow diamonds, a thread joins a dot to its entry, and the density of the
//! values stands beside them on the same axis.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::style::Style;
use super::text::{label, number, path, pixel, ticks, width, write};
use super::weights::{Spot, Weights};

/// Where things are, in device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct StripLayout {
    columns: Vec<Column>,
    left: f32,
    top: f32,
    bottom: f32,
    range: (f32, f32),
    scale: f32,
}

/// One layer's place: from `left` to `right` the dots, then the density up to `bars`, then the labels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Column {
    left: f32,
    right: f32,
    bars: f32,
}

/// Room for the labels of the axis and below the layers, in CSS pixels.
const LEFT: f32 = 46.0;
const BELOW: f32 = 22.0;
const ABOVE: f32 = 8.0;
/// Room for the labels of the entries, right of each layer.
const ENTRY_LABELS: f32 = 56.0;
/// Room for the density, where there is any to spare.
const DENSITY: f32 = 44.0;
/// Least width of a layer's dots for there to be a density.
const ROOMY: f32 = 60.0;
/// Height of the density's bars.
const BIN: f32 = 4.0;
/// Least distance between the labels of two entries.
const LABEL_HEIGHT: f64 = 14.0;
/// Up to this many entries all have labels.
const PUSHED: usize = 8;
/// How far one may point beside a dot or an entry.
const REACH: f32 = 9.0;

impl StripLayout {
    /// Divides a drawing of `size` device pixels. Layers get widths in proportion to the square
    /// root of their number of weights, so that small layers stay legible.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "pixels are small numbers"
    )]
    pub fn new(weights: &Weights, (width, height): (u32, u32), style: &Style) -> Self {
        let scale = style.scale as f32;
        let shares: Vec<f32> = weights.layers.iter().map(|l| (l.total.max(1) as f32).sqrt()).collect();
        let total: f32 = shares.iter().sum();
        let count = shares.len() as f32;
        let left = LEFT * scale;
        let free = width as f32 - left - ENTRY_LABELS * scale * count;
        let smallest = shares.iter().copied().fold(f32::INFINITY, f32::min) / total;
        let roomy = (free - count * DENSITY * scale) * smallest >= ROOMY * scale;
        let density = if roomy { DENSITY * scale } else { 0.0 };
        let room = (free - count * density).max(1.0);
        let mut x = left;
        let mut columns = Vec::new();
        for share in shares {
            let right = x + room * share / total;
            columns.push(Column { left: x, right, bars: right + density });
            x = right + density + ENTRY_LABELS * scale;
        }
        let bottom = height as f32 - BELOW * scale;
        Self { columns, left, top: ABOVE * scale, bottom, range: weights.range, scale }
    }

    /// Height in pixels of a value.
    pub fn y(&self, value: f32) -> f32 {
        let (low, high) = self.range;
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }

    /// Position across of dot `i` of `n` in a layer.
    #[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
    fn x(&self, layer: usize, i: usize, n: usize) -> f32 {
        let Column { left, right, .. } = self.columns[layer];
        left + (right - left) * (i as f32 + 0.5) / n as f32
    }

    /// What is at a position: a dot nearby, or else an entry at about that height.
    pub fn spot(&self, weights: &Weights, (x, y): (f32, f32)) -> Option<Spot> {
        let reach = REACH * self.scale;
        let layer = self
            .columns
            .iter()
            .position(|column| (column.left - reach..column.bars + ENTRY_LABELS * self.scale).contains(&x))?;
        let own = &weights.layers[layer];
        let n = own.values.len();
        let near = |place: f32, at: f32| (place - at).abs();
        if x <= self.columns[layer].right + reach {
            let distance = |i: usize| near(self.x(layer, i, n), x).hypot(near(self.y(own.values[i]), y));
            let nearest = (0..n).map(|i| (distance(i), i)).min_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, index)) = nearest.filter(|(distance, _)| *distance <= reach) {
                return Some(Spot::Dot { layer, index });
            }
        }
        let entries = own.codebook.iter().enumerate().map(|(e, &value)| (near(self.y(value), y), e));
        let nearest = entries.min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.filter(|(distance, _)| *distance <= reach).map(|(_, entry)| Spot::Entry { layer, entry })
    }
}

/// Dots, threads and density.
pub fn draw_strip_marks(marks: &mut dyn Marks, weights: &Weights, layout: &StripLayout, style: &Style) {
    for (l, layer) in weights.layers.iter().enumerate() {
        let n = layer.values.len();
        let strengths = weights.strengths(layer, style);
        for (i, (&value, &thread)) in layer.values.iter().zip(&layer.threads).enumerate() {
            let x = layout.x(l, i, n);
            let alpha = strengths.thread * weights.presence(l, i);
            marks.line((x, layout.y(value)), (x, layout.y(thread)), style.c_step, alpha);
        }
        for (i, &value) in layer.values.iter().enumerate() {
            let at = (layout.x(l, i, n), layout.y(value));
            marks.disc(at, strengths.radius, style.l_step, strengths.dot * weights.presence(l, i));
        }
        if layout.columns[l].bars > layout.columns[l].right {
            draw_density(marks, weights, l, layout, style);
        }
        if let Some(Spot::Dot { layer, index }) = weights.lit
            && layer == l
            && let Some(&value) = weights.layers[l].values.get(index)
        {
            marks.disc((layout.x(l, index, n), layout.y(value)), 2.5 * strengths.radius, style.ink, 0.9);
        }
    }
}

/// How many weights there are at each height, the lit entry's in the hue of threads.
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
        let bin = (((layout.y(value) - layout.top) / height).max(0.0) as usize).min(bins - 1);
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

/// Axis, entries and labels, over the marks.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_strip_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    weights: &Weights,
    layout: &StripLayout,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (left, right) = (layout.left, layout.columns.last().map_or(0.0, |c| c.bars));
    for tick in ticks(weights.range) {
        let y = pixel(layout.y(tick));
        path(area, [(pixel(left), y), (pixel(right), y)], style.grid.mix(0.7))?;
        let at = (pixel(left) - style.px(8.0), y);
        write(area, number(tick), at, label(style, style.muted, HPos::Right, VPos::Center))?;
    }
    for (l, (layer, column)) in weights.layers.iter().zip(&layout.columns).enumerate() {
        let (from, to) = (pixel(column.left), pixel(column.bars));
        for &ghost in &layer.ghost {
            let y = pixel(layout.y(ghost));
            let faint = style.c_step.mix(0.45).stroke_width(style.stroke(1.0));
            path(area, [(from, y), (to, y)], faint)?;
        }
        let strength = weights.strengths(layer, style).entry;
        // Few entries get their labels pushed apart; of many, a label that would cover the one below or the topmost is
        // left out: how far the codebook reaches is the first thing to be read.
        let push = layer.codebook.len() <= PUSHED;
        let top = layer.codebook.last().map_or(0, |&entry| pixel(layout.y(entry)));
        let last = layer.codebook.len().saturating_sub(1);
        let mut last_label = None;
        for (e, &entry) in layer.codebook.iter().enumerate() {
            let lit = weights.lit_entry(l) == Some(e);
            let (colour, wide) = if lit { (style.c_step, 2.5) } else { (style.ink, 1.0) };
            let y = pixel(layout.y(entry));
            let line = colour.mix(if lit { 1.0 } else { strength }).stroke_width(style.stroke(wide));
            path(area, [(from, y), (to, y)], line)?;
            let (x, r) = (to + style.px(6.0), style.px(5.0));
            let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
            area.draw(&Polygon::new(corners, style.paper))?;
            path(area, corners, colour.stroke_width(style.stroke(1.5)))?;
            let free = last_label.map_or(y, |below: i32| y.min(below - style.px(LABEL_HEIGHT)));
            if push || e == last || free == y && y - top >= style.px(LABEL_HEIGHT) {
                let free = if push { free } else { y };
                last_label = Some(free);
                let at = (x + style.px(9.0), free);
                write(area, number(entry), at, label(style, colour, HPos::Left, VPos::Center))?;
            }
        }
        let at = (from, pixel(layout.bottom) + style.px(6.0));
        let room = f64::from(column.bars - column.left) / style.scale + f64::from(ENTRY_LABELS);
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
            range: (-1.5, 1.5),
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
            let (x, y) = (layout.x(1, i, 10).round() as usize, layout.y(value).round() as usize);
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
                    let at = (layout.x(layer, index, own.values.len()), layout.y(value));
                    assert_eq!(layout.spot(&weights, at), Some(Spot::Dot { layer, index }));
                }
                for (entry, &value) in own.codebook.iter().enumerate() {
                    let at = (layout.columns[layer].bars + 20.0 * scale as f32, layout.y(value) + 3.0);
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
}
