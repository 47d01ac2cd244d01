//! Small texts on plots, and the round values axes carry.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, TextStyle};

use super::style::{Colour, Style};

/// The font of all labels. Not by its name: plotters would change the name's case by a table of all letters there are.
pub(super) fn font(style: &Style) -> FontDesc<'static> {
    FontDesc::new(FontFamily::SansSerif, 13.0 * style.scale, FontStyle::Normal)
}

/// A label's font, colour and the side of its position it stands on.
pub(super) fn label(style: &Style, colour: Colour, side: HPos, height: VPos) -> TextStyle<'static> {
    font(style).color(&colour).pos(Pos::new(side, height))
}

type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// A line through points. One function for all lines: the elements it draws by are compiled once for each type.
pub(super) fn path<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    points: impl Into<Vec<(i32, i32)>>,
    style: impl Into<ShapeStyle>,
) -> Drawn<DB> {
    let (points, style) = (points.into(), style.into());
    area.draw(&PathElement::new(points, style))
}

/// A text at a position.
pub(super) fn write<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    text: String,
    at: (i32, i32),
    style: TextStyle<'static>,
) -> Drawn<DB> {
    area.draw(&Text::new(text, at, style))
}

/// Height of a label in CSS pixels.
pub(super) const LABEL_HEIGHT: f32 = 15.0;

/// Heights for labels that want to be at `wanted`, ascending: none nearer to the next than `gap`, all between `low` and
/// `high` where they fit, and together as near to where they want to be as they can. Neighbours that would overlap make a
/// block, which stands at the mean of what its labels want (pooling of adjacent violators).
pub(super) fn spread(wanted: &[f32], gap: f32, (low, high): (f32, f32)) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a few labels")]
    let float = |n: usize| n as f32;
    let mut blocks: Vec<(f32, usize)> = Vec::new();
    for (i, &place) in wanted.iter().enumerate() {
        let mut block = (place - gap * float(i), 1);
        while let Some(before) = blocks.pop_if(|before| before.0 > block.0) {
            let (a, b) = (float(before.1), float(block.1));
            block = ((before.0 * a + block.0 * b) / (a + b), before.1 + block.1);
        }
        blocks.push(block);
    }
    let room = (high - gap * float(wanted.len().saturating_sub(1))).max(low);
    let starts = blocks.iter().flat_map(|&(place, n)| std::iter::repeat_n(place, n));
    starts.enumerate().map(|(i, place)| place.clamp(low, room) + gap * float(i)).collect()
}

/// Width of a label in CSS pixels, guessed generously from its letters: measuring needs the page.
pub(super) fn width(label: &str) -> f64 {
    label.chars().map(|c| if c.is_ascii() || "−·".contains(c) { 6.6 } else { 12.5 }).sum()
}

/// A value with two decimals, fewer for large ones so that it keeps its room, and a true minus sign.
pub(super) fn number(value: f32) -> String {
    let text = match value.abs() {
        size if size < 9.995 => format!("{value:.2}"),
        size if size < 99.95 => format!("{value:.1}"),
        size if size < 9999.5 => format!("{value:.0}"),
        _ => format!("{value:.0e}"),
    };
    if text == "-0.00" { "0.00".to_owned() } else { text.replace('-', "−") }
}

/// At most seven round values within a range, three at least unless they would need more than two decimals.
pub(super) fn ticks((low, high): (f32, f32)) -> Vec<f32> {
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

/// The nearest whole pixel.
pub(super) fn pixel(position: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers, and casts saturate")]
    let whole = position.round() as i32;
    whole
}

/// The same of what was reckoned in double precision.
pub(super) fn whole(position: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
    let position = position as f32;
    pixel(position)
}

/// A place in single precision, as marks take it.
#[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
pub(super) fn narrow((x, y): (f64, f64)) -> (f32, f32) {
    (x as f32, y as f32)
}

/// A small number of things, to reckon places from.
#[expect(clippy::cast_precision_loss, reason = "few rows and columns")]
pub(super) fn float(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_pushed_apart_no_further_than_they_must_be() {
        let free = spread(&[10.0, 40.0, 80.0], 15.0, (0.0, 100.0));
        assert_eq!(free, [10.0, 40.0, 80.0]);
        let tight = spread(&[50.0, 52.0, 54.0], 15.0, (0.0, 100.0));
        assert_eq!(tight, [37.0, 52.0, 67.0]);
        let edges = spread(&[1.0, 2.0, 97.0, 99.0], 15.0, (0.0, 100.0));
        assert!(edges.windows(2).all(|pair| pair[1] - pair[0] >= 14.99), "{edges:?}");
        assert!(edges[0] >= 0.0 && edges[3] <= 100.0, "{edges:?}");
        assert_eq!(spread(&[], 15.0, (0.0, 100.0)), [] as [f32; 0]);
        // Where there is no room for all they keep their order.
        assert!(spread(&[0.0; 20], 15.0, (0.0, 100.0)).windows(2).all(|pair| pair[1] > pair[0]));
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
    fn numbers_have_true_minus_signs() {
        assert_eq!([-0.5, -0.001, 1.0].map(number), ["−0.50", "0.00", "1.00"]);
        assert_eq!([-12.34, -500.0, 218.2, -3e5, 7e30].map(number), ["−12.3", "−500", "218", "−3e5", "7e30"]);
        assert!([-9.999, -99.96, -9999.6, -1e38].into_iter().all(|v| width(&number(v)) < 39.0));
    }
}
