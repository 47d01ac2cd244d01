//! The plane view of the weights: pairs of weights as points, one square per layer, over the grid of all pairs
//! of codebook entries that the points are drawn onto.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::style::Style;
use super::text::{label, number, path, pixel, ticks, width, write};
use super::weights::{LayerWeights, Spot, Weights};

/// Room for the labels of the axes, in CSS pixels.
const LEFT: f32 = 46.0;
const BELOW: f32 = 40.0;
const ABOVE: f32 = 8.0;
const GAP: f32 = 16.0;
/// Beyond that many entries the grid's points would cover everything: lines say it all.
const MOST_DIAMONDS: usize = 8;
/// How far one may point beside a dot.
const REACH: f32 = 9.0;

/// Where things are, in device pixels: a square per layer, in rows.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaneLayout {
    corners: Vec<(f32, f32)>,
    side: f32,
    ranges: Vec<(f32, f32)>,
    scale: f32,
}

impl PlaneLayout {
    /// Squares as large as fit: side by side where there is width for it, else below one another.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "pixels are small numbers"
    )]
    pub fn new(weights: &Weights, (width, height): (u32, u32), style: &Style) -> Self {
        let scale = style.scale as f32;
        let (width, height) = (width as f32 / scale, height as f32 / scale);
        let count = weights.layers.len().max(1);
        let fitting = |across: usize| {
            let down = count.div_ceil(across);
            let (wide, high) = (width / across as f32, height / down as f32);
            (across, (wide - LEFT - GAP).min(high - ABOVE - BELOW).max(1.0), high)
        };
        // Of equal ones that with the most in a row.
        let (across, side, high) =
            (1..=count).map(fitting).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((1, 1.0, height));
        let corner = |l: usize| {
            let (row, column) = ((l / across) as f32, (l % across) as f32);
            let left = LEFT + column * (side + GAP + LEFT);
            // In the middle of the height that is left.
            let top = row * high + ABOVE + 0.5 * (high - ABOVE - BELOW - side).max(0.0);
            (left * scale, top * scale)
        };
        Self {
            corners: (0..weights.layers.len()).map(corner).collect(),
            side: side * scale,
            ranges: weights.layers.iter().map(|layer| layer.range).collect(),
            scale,
        }
    }

    fn place(&self, layer: usize, (x, y): (f32, f32)) -> (f32, f32) {
        let (low, high) = self.ranges[layer];
        let share = |v: f32| (v - low) / (high - low);
        let (left, top) = self.corners[layer];
        (left + self.side * share(x), top + self.side * (1.0 - share(y)))
    }

    /// The dot near a position.
    pub fn spot(&self, weights: &Weights, (x, y): (f32, f32)) -> Option<Spot> {
        let reach = REACH * self.scale;
        let along = |at: f32, start: f32| (start - reach..start + self.side + reach).contains(&at);
        let layer = self.corners.iter().position(|&(left, top)| along(x, left) && along(y, top))?;
        let distance = |(i, point): (usize, (f32, f32))| {
            let at = self.place(layer, point);
            ((at.0 - x).hypot(at.1 - y), i)
        };
        let nearest = pairs(&weights.layers[layer], &weights.layers[layer].values).map(distance);
        let (distance, index) = nearest.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (distance <= reach).then_some(Spot::Dot { layer, index })
    }
}

/// Dot i at (value i, value i + pair). Where the pair is a row further on, as for two inputs, that are the two
/// weights of one unit, and each makes one dot.
fn pairs<'a>(layer: &LayerWeights, values: &'a [f32]) -> impl Iterator<Item = (usize, (f32, f32))> + use<'a> {
    let second = values.get(layer.pair..).unwrap_or_default();
    let first = if layer.pair > 1 { &values[..layer.pair.min(values.len())] } else { values };
    first.iter().zip(second).map(|(&x, &y)| (x, y)).enumerate()
}

/// Points and threads.
pub fn draw_plane_marks(marks: &mut dyn Marks, weights: &Weights, layout: &PlaneLayout, style: &Style) {
    for (l, layer) in weights.layers.iter().enumerate() {
        let strengths = weights.strengths(layer, style);
        for ((i, from), (_, to)) in pairs(layer, &layer.values).zip(pairs(layer, &layer.threads)) {
            let alpha = strengths.thread * weights.presence(l, i);
            marks.line(layout.place(l, from), layout.place(l, to), style.c_step, alpha);
        }
        for (i, point) in pairs(layer, &layer.values) {
            let alpha = strengths.dot * weights.presence(l, i);
            marks.disc(layout.place(l, point), strengths.radius, style.l_step, alpha);
        }
        if let Some(Spot::Dot { layer: lit, index }) = weights.lit
            && lit == l
            && let Some((_, point)) = pairs(layer, &layer.values).nth(index)
        {
            marks.disc(layout.place(l, point), 2.5 * strengths.radius, style.ink, 0.9);
        }
    }
}

/// Axes, the grid of entries and labels, over the marks.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_plane_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    weights: &Weights,
    layout: &PlaneLayout,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let whole = |l: usize, point: (f32, f32)| {
        let (x, y) = layout.place(l, point);
        (pixel(x), pixel(y))
    };
    for (l, layer) in weights.layers.iter().enumerate() {
        let (low, high) = layer.range;
        let ticks = ticks(layer.range);
        #[expect(clippy::cast_precision_loss, reason = "a few ticks")]
        let widest = f64::from(layout.side) / style.scale / (ticks.len() + 1) as f64;
        let wide_enough = ticks.iter().all(|tick| width(&number(*tick)) + 6.0 < widest);
        for tick in ticks {
            let ends = [whole(l, (low, tick)), whole(l, (high, tick))];
            path(area, ends, style.grid.mix(0.7))?;
            path(area, [whole(l, (tick, low)), whole(l, (tick, high))], style.grid.mix(0.7))?;
            let at = (ends[0].0 - style.px(8.0), ends[0].1);
            write(area, number(tick), at, label(style, style.muted, HPos::Right, VPos::Center))?;
            let (x, y) = whole(l, (tick, low));
            if wide_enough {
                let at = (x, y + style.px(6.0));
                write(area, number(tick), at, label(style, style.muted, HPos::Center, VPos::Top))?;
            }
        }
        let strength = weights.strengths(layer, style).entry;
        let lit = weights.lit_entry(l);
        for (e, &entry) in layer.codebook.iter().enumerate() {
            let (colour, wide) = if lit == Some(e) { (style.c_step, 2.0) } else { (style.ink, 1.0) };
            let line = colour.mix(0.35 * strength).stroke_width(style.stroke(wide));
            path(area, [whole(l, (low, entry)), whole(l, (high, entry))], line)?;
            path(area, [whole(l, (entry, low)), whole(l, (entry, high))], line)?;
        }
        if layer.codebook.len() <= MOST_DIAMONDS {
            for &x in &layer.codebook {
                for &y in &layer.codebook {
                    let ((x, y), r) = (whole(l, (x, y)), style.px(5.0));
                    let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
                    path(area, corners, style.ink.stroke_width(style.stroke(1.5)))?;
                }
            }
        }
        let (x, y) = whole(l, (low, low));
        let room = f64::from(layout.side + GAP * layout.scale) / style.scale;
        if let Some(text) = layer.labels.iter().find(|text| width(text) <= room) {
            let at = (x, y + style.px(24.0));
            write(area, text.clone(), at, label(style, style.muted, HPos::Left, VPos::Top))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Raster;
    use crate::plot::strip::tests::weights;

    #[test]
    fn points_lie_where_their_two_weights_say_and_can_be_pointed_at() {
        let (weights, style) = (weights(), Style::LIGHT);
        let layout = PlaneLayout::new(&weights, (500, 220), &style);
        let mut raster = Raster::new(500, 220, style.paper);
        draw_plane_marks(&mut raster, &weights, &layout, &style);
        for (l, layer) in weights.layers.iter().enumerate() {
            assert_eq!(pairs(layer, &layer.values).count(), layer.values.len() - 1);
            for (index, point) in pairs(layer, &layer.values) {
                let (x, y) = layout.place(l, point);
                let pixel = &raster.pixels()[4 * (y.round() as usize * 500 + x.round() as usize)..][..3];
                assert_ne!(pixel, [255, 255, 255], "layer {l}, dot {index}");
                assert_eq!(layout.spot(&weights, (x, y)), Some(Spot::Dot { layer: l, index }));
            }
        }
        assert_eq!(layout.spot(&weights, (f32::NAN, 0.0)), None);
    }

    /// Whatever the picture's proportions: squares that do not meet, as large as the better of a row and a column.
    #[test]
    fn squares_are_as_large_as_they_can_be() {
        let (one, style) = (weights(), Style::LIGHT.scaled(2.0));
        for count in 1..=4 {
            let layers = one.layers.iter().cycle().take(count).cloned().collect();
            let all = Weights { layers, ..one.clone() };
            for (width, height) in [(600, 240), (300, 340), (320, 170), (90, 900), (4, 4)] {
                let layout = PlaneLayout::new(&all, (2 * width, 2 * height), &style);
                let far = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0).abs().max((a.1 - b.1).abs());
                for (i, &corner) in layout.corners.iter().enumerate() {
                    let others = &layout.corners[..i];
                    assert!(others.iter().all(|other| far(corner, *other) > layout.side), "{layout:?}");
                    let (right, bottom) = (corner.0 + layout.side, corner.1 + layout.side);
                    let fits =
                        layout.side == 2.0 || (right <= 2.0 * width as f32 && bottom <= 2.0 * height as f32);
                    assert!(fits, "{width} {height} {layout:?}");
                }
            }
        }
        let two = |size| PlaneLayout::new(&one, size, &style).corners;
        assert_eq!(two((1200, 480))[0].1, two((1200, 480))[1].1, "side by side");
        assert_eq!(two((600, 680))[0].0, two((600, 680))[1].0, "below one another");
    }

    #[test]
    fn for_two_inputs_a_dot_is_a_unit() {
        let layer =
            LayerWeights { pair: 3, values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], ..LayerWeights::default() };
        let units: Vec<_> = pairs(&layer, &layer.values).collect();
        assert_eq!(units, [(0, (1.0, 4.0)), (1, (2.0, 5.0)), (2, (3.0, 6.0))]);
        let odd = LayerWeights { pair: 9, values: vec![1.0], ..LayerWeights::default() };
        assert_eq!(pairs(&odd, &odd.values).count(), 0);
    }

    #[test]
    fn the_frame_is_the_golden_one() {
        let (weights, style) = (weights(), Style::LIGHT);
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (500, 220)).into_drawing_area();
            draw_plane_frame(&area, &weights, &PlaneLayout::new(&weights, (500, 220), &style), &style)
                .unwrap();
        }
        crate::plot::golden::check("plane", &svg);
    }
}
