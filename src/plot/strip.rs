//! The strip view of the weights: every weight a dot, its height its value, layers side by side;
//! the codebook entries are lines with hollow diamonds, a thread joins a dot to its entry.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::raster::Raster;
use super::style::Style;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// From the input to the output.
    pub layers: Vec<LayerStrip>,
    /// Smallest and largest value on the axis.
    pub range: (f32, f32),
}

/// One layer's dots and lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerStrip {
    /// Height of every dot.
    pub values: Vec<f32>,
    /// Height of the other end of every dot's thread.
    pub threads: Vec<f32>,
    /// Heights of the lines.
    pub codebook: Vec<f32>,
    /// Heights of the fading lines of the codebook before, if it is moving.
    pub ghost: Vec<f32>,
    /// Weights of the layer, of which the dots may be a sample.
    pub total: usize,
    /// Written below: the first of these that fits.
    pub labels: Vec<String>,
}

/// Where things are, in device pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct StripLayout {
    /// Left and right edge of every layer.
    columns: Vec<(f32, f32)>,
    top: f32,
    bottom: f32,
    range: (f32, f32),
}

/// Room for the labels of the axis and below the layers, in CSS pixels.
const LEFT: f64 = 46.0;
const BELOW: f64 = 22.0;
const ABOVE: f64 = 8.0;
/// Room for the labels of the entries, right of each layer.
const ENTRY_LABELS: f64 = 58.0;
/// Least distance between the labels of two entries.
const LABEL_HEIGHT: f64 = 14.0;

impl StripLayout {
    /// Divides a drawing of `size` device pixels. Layers get widths in proportion to the square
    /// root of their number of weights, so that small layers stay legible.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "pixels are small numbers"
    )]
    pub fn new(strip: &Strip, (width, height): (u32, u32), style: &Style) -> Self {
        let labels = (ENTRY_LABELS * style.scale) as f32;
        let left = (LEFT * style.scale) as f32;
        let shares: Vec<f32> = strip.layers.iter().map(|l| (l.total.max(1) as f32).sqrt()).collect();
        let total: f32 = shares.iter().sum();
        let room = (width as f32 - left - labels * shares.len() as f32).max(1.0);
        let mut x = left;
        let mut columns = Vec::new();
        for share in shares {
            let right = x + room * share / total;
            columns.push((x, right));
            x = right + labels;
        }
        let bottom = (f64::from(height) - BELOW * style.scale) as f32;
        Self { columns, top: (ABOVE * style.scale) as f32, bottom, range: strip.range }
    }

    /// Height in pixels of a value.
    pub fn y(&self, value: f32) -> f32 {
        let (low, high) = self.range;
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }

    /// Position across of dot `i` of `n` in a layer.
    #[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
    fn x(&self, layer: usize, i: usize, n: usize) -> f32 {
        let (left, right) = self.columns[layer];
        left + (right - left) * (i as f32 + 0.5) / n as f32
    }
}

/// Dots and threads, into the buffer.
pub fn draw_strip_marks(raster: &mut Raster, strip: &Strip, layout: &StripLayout, style: &Style) {
    #[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
    let scale = style.scale as f32;
    for (l, layer) in strip.layers.iter().enumerate() {
        let n = layer.values.len();
        // Dense layers get smaller, fainter marks: what matters is where the crowd is.
        let (radius, thread_alpha, dot_alpha) = if n > 1000 { (1.3, 0.16, 0.55) } else { (2.1, 0.3, 0.75) };
        for (i, (&value, &thread)) in layer.values.iter().zip(&layer.threads).enumerate() {
            raster.vertical(
                layout.x(l, i, n),
                (layout.y(value), layout.y(thread)),
                style.c_step,
                thread_alpha,
            );
        }
        for (i, &value) in layer.values.iter().enumerate() {
            raster.disc((layout.x(l, i, n), layout.y(value)), radius * scale, style.l_step, dot_alpha);
        }
    }
}

/// Axis, entries and labels, over the marks.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_strip_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    strip: &Strip,
    layout: &StripLayout,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let font = ("sans-serif", 13.0 * style.scale).into_font();
    let text = |colour: &RGBColor, h: HPos, v: VPos| font.clone().color(colour).pos(Pos::new(h, v));
    let (left, right) =
        (layout.columns.first().map_or(0.0, |c| c.0), layout.columns.last().map_or(0.0, |c| c.1));
    for tick in ticks(strip.range) {
        let y = pixel(layout.y(tick));
        area.draw(&PathElement::new([(pixel(left), y), (pixel(right), y)], style.grid.mix(0.7)))?;
        let at = (pixel(left) - style.px(8.0), y);
        area.draw(&Text::new(number(tick), at, text(&style.muted, HPos::Right, VPos::Center)))?;
    }
    for (layer, &(from, to)) in strip.layers.iter().zip(&layout.columns) {
        for &ghost in &layer.ghost {
            let y = pixel(layout.y(ghost));
            let faint = style.c_step.mix(0.45).stroke_width(style.stroke(1.0));
            area.draw(&PathElement::new([(pixel(from), y), (pixel(to), y)], faint))?;
        }
        let mut last_label = None;
        for &entry in &layer.codebook {
            let y = pixel(layout.y(entry));
            let line = style.ink.mix(0.8).stroke_width(style.stroke(1.0));
            area.draw(&PathElement::new([(pixel(from), y), (pixel(to), y)], line))?;
            let (x, r) = (pixel(to) + style.px(6.0), style.px(5.0));
            let corners = [(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
            area.draw(&Polygon::new(corners, style.paper))?;
            area.draw(&PathElement::new(corners, style.ink.stroke_width(style.stroke(1.5))))?;
            // Where entries crowd, a label that would cover the one below it is left out.
            if last_label.is_none_or(|below: i32| below - y >= style.px(LABEL_HEIGHT)) {
                last_label = Some(y);
                let at = (x + style.px(9.0), y);
                area.draw(&Text::new(number(entry), at, text(&style.ink, HPos::Left, VPos::Center)))?;
            }
        }
        let at = (pixel(from), pixel(layout.bottom) + style.px(6.0));
        let room = f64::from(to - from) / style.scale + ENTRY_LABELS;
        if let Some(label) = layer.labels.iter().find(|label| width(label) <= room) {
            area.draw(&Text::new(label.clone(), at, text(&style.muted, HPos::Left, VPos::Top)))?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers, and casts saturate")]
fn pixel(position: f32) -> i32 {
    position.round() as i32
}

/// Width of a label in CSS pixels, guessed generously from its letters: measuring needs the page.
fn width(label: &str) -> f64 {
    label.chars().map(|c| if c.is_ascii() { 6.6 } else { 12.5 }).sum()
}

/// A value with two decimals and a true minus sign.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "−") }
}

/// Three to six round values within a range.
fn ticks((low, high): (f32, f32)) -> Vec<f32> {
    let (low, high) = (f64::from(low), f64::from(high));
    let span = high - low;
    if !(span.is_finite() && span > 0.0) {
        return Vec::new();
    }
    let mut step = 1e-6;
    for factor in [2.0, 2.5, 2.0].into_iter().cycle().take(60) {
        // A little slack for the rounding of the steps themselves.
        if span / step <= 6.001 {
            break;
        }
        step *= factor;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most six steps")]
    let (first, last) = ((low / step).ceil() as i32, (high / step).floor() as i32);
    #[expect(clippy::cast_possible_truncation, reason = "labels have two decimals")]
    let values = (first..=last).map(|i| (f64::from(i) * step) as f32).collect();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip() -> Strip {
        let layer = |n: usize, label: &str| LayerStrip {
            values: (0..n).map(|i| (i as f32 / n as f32) * 2.0 - 1.0).collect(),
            threads: (0..n).map(|i| if 2 * i < n { -0.5 } else { 0.5 }).collect(),
            codebook: vec![-0.5, 0.5],
            ghost: vec![],
            labels: vec![
                "too long for any column that there could be in this drawing".to_owned(),
                label.to_owned(),
            ],
            total: n,
        };
        Strip { layers: vec![layer(40, "layer 1"), layer(10, "layer 2")], range: (-1.5, 1.5) }
    }

    #[test]
    fn ticks_are_few_round_and_inside() {
        for (low, high, want) in
            [(-1.5, 1.5, 7), (-1.0, 1.0, 5), (-0.03, 0.04, 0), (-1000.0, 2000.0, 0), (0.0, 0.0, 0)]
        {
            let ticks = ticks((low, high));
            assert!(ticks.iter().all(|t| (low..=high).contains(t)), "{ticks:?}");
            assert!(ticks.len() <= 7 && (want == 0 || ticks.len() == want), "{low} {high} {ticks:?}");
        }
        assert_eq!(ticks((f32::NAN, 1.0)), Vec::<f32>::new());
    }

    #[test]
    fn dots_stand_at_their_values() {
        let (strip, style) = (strip(), Style::LIGHT);
        let layout = StripLayout::new(&strip, (400, 200), &style);
        let mut raster = Raster::new(400, 200, style.paper);
        draw_strip_marks(&mut raster, &strip, &layout, &style);
        for (i, &value) in strip.layers[1].values.iter().enumerate() {
            let (x, y) = (layout.x(1, i, 10).round() as usize, layout.y(value).round() as usize);
            let pixel = &raster.pixels()[4 * (y * 400 + x)..][..3];
            assert_ne!(pixel, [255, 255, 255], "dot {i}");
        }
    }

    #[test]
    fn the_frame_is_the_golden_one() {
        let (strip, style) = (strip(), Style::LIGHT);
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (400, 200)).into_drawing_area();
            let layout = StripLayout::new(&strip, (400, 200), &style);
            draw_strip_frame(&area, &strip, &layout, &style).unwrap();
        }
        crate::plot::golden::check("strip", &svg);
    }
}
