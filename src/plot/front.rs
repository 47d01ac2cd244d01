//! What a net costs against how good it is: every choice of a sweep as a mark, its seeds as faint dots around it, and a staircase
//! through those that nothing beats in both.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::scale::Logarithmic;
use super::style::{Colour, Style};
use super::text::{LABEL_HEIGHT, label, narrow, path, whole, width, write};
use super::weights::Spot;

/// Choices of a sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontPlot {
    /// The choices. Those that lack a figure, or whose figure is no positive number, are left out.
    pub points: Vec<FrontPoint>,
    /// The numbers of those on the front, from the cheapest on.
    pub front: Vec<usize>,
    /// The best and the worst value of the vertical axis that is still good enough.
    pub band: Option<(f64, f64)>,
    /// The most that may be paid.
    pub limit: Option<f64>,
    /// The number of the choice that is the answer.
    pub chosen: Option<usize>,
    /// The numbers of those that are looked at, or picked to be compared.
    pub marked: Vec<usize>,
    /// What the axes are called.
    pub names: [String; 2],
    /// Whether the vertical axis is of fractions, written as percent.
    pub percent: bool,
}

/// A choice: mean over its seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontPoint {
    /// What it costs, how good it is.
    pub at: (f64, f64),
    /// The same of every seed.
    pub seeds: Vec<(f64, f64)>,
    /// Its mark.
    pub shape: Shape,
    /// Hue.
    pub colour: Colour,
    /// Radius of the mark in CSS pixels.
    pub radius: f32,
    /// Whether something else is better in both; it is fainter then.
    pub beaten: bool,
    /// Written beside it where there is room.
    pub name: String,
}

/// The mark of a family of codebooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A square: 32 bits.
    Square,
    /// A disc.
    Disc,
    /// A triangle, point up.
    Up,
    /// A triangle, point down.
    Down,
    /// A square on its corner.
    Diamond,
    /// A disc with a hole.
    Ring,
    /// Two bars.
    Plus,
}

/// Room for labels, in CSS pixels.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 14.0;
const ABOVE: f64 = 22.0;
const BELOW: f64 = 38.0;
/// How near a pointer must be to a mark, in CSS pixels.
const NEAR: f64 = 24.0;

type Segment = ((f64, f64), (f64, f64));

/// Where values go, in device pixels.
struct Layout {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    x: Logarithmic,
    y: Logarithmic,
    /// How far above the lower edge nothing is.
    nothing: f64,
}

impl Layout {
    fn new(plot: &FrontPlot, (width, height): (u32, u32), style: &Style) -> Self {
        let all = || plot.points.iter().flat_map(|point| point.seeds.iter().chain([&point.at]));
        let band = plot.band.into_iter().flat_map(|(best, worst)| [best, worst]);
        Self {
            left: LEFT * style.scale,
            right: (f64::from(width) - RIGHT * style.scale).max(LEFT * style.scale + 1.0),
            top: ABOVE * style.scale,
            bottom: (f64::from(height) - BELOW * style.scale).max(ABOVE * style.scale + 1.0),
            nothing: 8.0 * style.scale,
            x: Logarithmic::around(all().map(|at| at.0)),
            y: Logarithmic::around(all().map(|at| at.1).chain(band)),
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.x.share(value)
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * self.y.share(value)
    }

    /// Round values across and up.
    fn ticks(&self, style: &Style) -> [Vec<f64>; 2] {
        let across = Logarithmic::room((self.right - self.left) / style.scale, 64.0);
        let up = Logarithmic::room((self.bottom - self.top) / style.scale, 26.0);
        [self.x.ticks(across), self.y.ticks(up)]
    }

    /// Lines at these, from end to end.
    fn grid(&self, style: &Style) -> Vec<Segment> {
        let [across, up] = self.ticks(style);
        let vertical = across.into_iter().map(|tick| self.x(tick)).map(|x| ((x, self.top), (x, self.bottom)));
        let level = up.into_iter().map(|tick| self.y(tick)).map(|y| ((self.left, y), (self.right, y)));
        vertical.chain(level).collect()
    }

    /// Where a mark is. A share of nothing wrong lies at the lower edge.
    fn place(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let shown = Logarithmic::shows(x) && y.is_finite() && y >= 0.0;
        // What has none lies just above the edge, where the axis says 0.
        shown.then(|| (self.x(x), if y == 0.0 { self.bottom - self.nothing } else { self.y(y) }))
    }
}

/// The marks.
pub(super) fn draw_front_marks(marks: &mut dyn Marks, plot: &FrontPlot, size: (u32, u32), style: &Style) {
    let layout = Layout::new(plot, size, style);
    #[expect(clippy::cast_possible_truncation, reason = "a few device pixels per CSS pixel")]
    let scale = style.scale as f32;
    for (from, to) in layout.grid(style) {
        marks.line(narrow(from), narrow(to), style.grid, 1.0);
    }
    if let Some((best, worst)) = plot.band {
        let corner = narrow((layout.left, layout.y(worst)));
        marks.rect(corner, narrow((layout.right, layout.y(best))), style.l_step, 0.12);
    }
    for point in &plot.points {
        let alpha = if point.beaten { 0.2 } else { 0.45 };
        for place in point.seeds.iter().filter_map(|&at| layout.place(at)) {
            marks.disc(narrow(place), 1.8 * scale, point.colour, alpha);
        }
    }
    // What is beaten lies below what is not.
    let (beaten, front): (Vec<_>, Vec<_>) = plot.points.iter().partition(|point| point.beaten);
    for point in beaten.into_iter().chain(front) {
        if let Some(place) = layout.place(point.at) {
            let colour = if point.beaten { fainter(point.colour, style.paper) } else { point.colour };
            shape(marks, point.shape, narrow(place), (point.radius * scale, scale), (colour, style.paper));
        }
    }
}

/// Halfway to the paper.
fn fainter(colour: Colour, paper: Colour) -> Colour {
    let mix =
        |own: u8, paper: u8| u8::try_from((u16::from(own) * 2 + u16::from(paper) * 3) / 5).unwrap_or(own);
    RGBColor(mix(colour.0, paper.0), mix(colour.1, paper.1), mix(colour.2, paper.2))
}

fn shape(
    marks: &mut dyn Marks,
    shape: Shape,
    (x, y): (f32, f32),
    (r, scale): (f32, f32),
    (colour, paper): (Colour, Colour),
) {
    match shape {
        Shape::Square => marks.square((x, y), 0.88 * r, colour, 1.0),
        Shape::Disc => marks.disc((x, y), r, colour, 1.0),
        Shape::Ring => {
            marks.disc((x, y), r, colour, 1.0);
            marks.disc((x, y), 0.5 * r, paper, 1.0);
        }
        Shape::Up => marks
            .area(&[vec![(x, y - 1.15 * r), (x + 1.1 * r, y + 0.8 * r), (x - 1.1 * r, y + 0.8 * r)]], colour),
        Shape::Down => marks
            .area(&[vec![(x, y + 1.15 * r), (x + 1.1 * r, y - 0.8 * r), (x - 1.1 * r, y - 0.8 * r)]], colour),
        Shape::Diamond => {
            marks.area(
                &[vec![(x, y - 1.2 * r), (x + 1.2 * r, y), (x, y + 1.2 * r), (x - 1.2 * r, y)]],
                colour,
            );
        }
        Shape::Plus => {
            let arm = (0.36 * r).max(scale);
            marks.rect((x - r, y - arm), (x + r, y + arm), colour, 1.0);
            marks.rect((x - arm, y - r), (x + arm, y + r), colour, 1.0);
        }
    }
}

/// Axes, staircase, names.
pub(super) fn draw_front_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &FrontPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let layout = Layout::new(plot, area.dim_in_pixel(), style);
    draw_axes(area, &layout, plot, style)?;
    let place = |i: &usize| plot.points.get(*i).and_then(|point| layout.place(point.at));
    // Down where a step is there, then along: what costs more and is no better does not come in between.
    let mut stairs: Vec<(i32, i32)> = Vec::new();
    for at in plot.front.iter().filter_map(place) {
        let (x, y) = (whole(at.0), whole(at.1));
        if let Some(&(_, before)) = stairs.last() {
            stairs.push((x, before));
        }
        stairs.push((x, y));
    }
    if let Some(&(_, y)) = stairs.last() {
        stairs.push((whole(layout.right), y));
    }
    if stairs.len() > 1 {
        path(area, stairs, style.c_step.stroke_width(style.stroke(1.5)))?;
    }
    if let Some(limit) = plot.limit.filter(|limit| Logarithmic::shows(*limit)) {
        let x = whole(layout.x(limit));
        path(
            area,
            [(x, whole(layout.top)), (x, whole(layout.bottom))],
            style.ink.stroke_width(style.stroke(1.5)),
        )?;
    }
    let ring = |i: usize, radius: f64, colour: Colour, stroke: f64| {
        let Some((x, y)) = place(&i) else { return Ok(()) };
        let r = style.px(radius + f64::from(plot.points[i].radius)).max(1);
        area.draw(&Circle::new((whole(x), whole(y)), r, colour.stroke_width(style.stroke(stroke))))
    };
    for &i in &plot.marked {
        ring(i, 4.0, style.l_step, 2.0)?;
    }
    if let Some(i) = plot.chosen {
        ring(i, 5.0, style.ink, 2.0)?;
    }
    draw_names(area, &layout, plot, style)
}

/// The names of the answer, of what is looked at and of what is on the front, each where it meets neither another name nor a mark.
fn draw_names<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &Layout,
    plot: &FrontPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let mut order: Vec<usize> = plot.chosen.into_iter().chain(plot.marked.iter().copied()).collect();
    // The ends of the front first: they say how far it goes.
    let inner = plot.front.iter().skip(1).rev().skip(1).rev();
    order.extend(plot.front.last().into_iter().chain(plot.front.first()).chain(inner));
    let mut named: Vec<usize> = Vec::new();
    for i in order {
        if !named.contains(&i) && plot.points.get(i).is_some_and(|point| !point.name.is_empty()) {
            named.push(i);
        }
    }
    let (height, gap) = (f64::from(LABEL_HEIGHT) * style.scale, 5.0 * style.scale);
    let mut taken: Vec<[f64; 4]> = plot
        .points
        .iter()
        .filter_map(|point| {
            let ((x, y), r) = (layout.place(point.at)?, f64::from(point.radius) * style.scale);
            Some([x - r, y - r, x + r, y + r])
        })
        .collect();
    for i in named {
        let point = &plot.points[i];
        let Some((x, y)) = layout.place(point.at) else { continue };
        let (wide, away) = (width(&point.name) * style.scale, (f64::from(point.radius) + 6.0) * style.scale);
        let right = [x + away, y - height, x + away + wide, y];
        let above = [x - wide / 2.0, y - away - height, x + wide / 2.0, y - away];
        let below = [x - away - wide, y + gap, x - away, y + gap + height];
        let left = [x - away - wide, y - height / 2.0, x - away, y + height / 2.0];
        let fits = |space: &[f64; 4]| {
            space[0] >= layout.left
                && space[2] <= layout.right
                && space[1] >= 0.0
                && space[3] <= layout.bottom
                && taken.iter().all(|own| {
                    own[2] <= space[0] || space[2] <= own[0] || own[3] <= space[1] || space[3] <= own[1]
                })
        };
        let Some(space) = [right, above, below, left].into_iter().find(fits) else { continue };
        taken.push(space);
        let colour = if plot.chosen == Some(i) { style.ink } else { style.muted };
        let at = (whole(space[0]), whole(f64::midpoint(space[1], space[3])));
        write(area, point.name.clone(), at, label(style, colour, HPos::Left, VPos::Center))?;
    }
    Ok(())
}

fn draw_axes<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    layout: &Layout,
    plot: &FrontPlot,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let (left, right) = (whole(layout.left), whole(layout.right));
    let (top, bottom) = (whole(layout.top), whole(layout.bottom));
    let [across, up] = layout.ticks(style);
    for tick in across {
        let at = (whole(layout.x(tick)), bottom + style.px(4.0));
        write(area, amount(tick), at, label(style, style.muted, HPos::Center, VPos::Top))?;
    }
    for tick in up {
        let at = (left - style.px(5.0), whole(layout.y(tick)));
        let text = if plot.percent { format!("{} %", amount(100.0 * tick)) } else { amount(tick) };
        write(area, text, at, label(style, style.muted, HPos::Right, VPos::Center))?;
    }
    if plot.points.iter().any(|point| point.at.1 == 0.0) {
        let at = (left - style.px(5.0), bottom - style.px(8.0));
        write(area, "0".to_owned(), at, label(style, style.muted, HPos::Right, VPos::Center))?;
    }
    path(area, [(left, top), (left, bottom), (right, bottom)], style.muted.stroke_width(style.stroke(1.0)))?;
    let [across, up] = &plot.names;
    let at = (right, bottom + style.px(20.0));
    write(area, across.clone(), at, label(style, style.ink, HPos::Right, VPos::Top))?;
    write(area, up.clone(), (style.px(2.0), style.px(2.0)), label(style, style.ink, HPos::Left, VPos::Top))
}

/// A round value as an axis carries it.
pub(super) fn amount(value: f64) -> String {
    match value {
        // A little off, because powers of ten below one are.
        value if value >= 0.999_999e6 => format!("{}M", tidy(value / 1e6)),
        value if value >= 0.999_999e4 => format!("{}k", tidy(value / 1e3)),
        value if value >= 1e-4 => tidy(value),
        value => format!("{value:.0e}").replace('-', "−"),
    }
}

fn tidy(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl FrontPlot {
    /// The mark that is nearest to a position in device pixels, if one is near.
    pub(super) fn spot(&self, at: (f32, f32), size: (u32, u32), style: &Style) -> Option<Spot> {
        let layout = Layout::new(self, size, style);
        let away = |(i, point): (usize, &FrontPoint)| {
            let (x, y) = layout.place(point.at)?;
            Some((i, (x - f64::from(at.0)).hypot(y - f64::from(at.1)) / style.scale))
        };
        let near = self.points.iter().enumerate().filter_map(away).filter(|(_, away)| *away <= NEAR);
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| Spot::Point(i))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Picture;

    fn point(at: (f64, f64), shape: Shape, beaten: bool, name: &str) -> FrontPoint {
        let (x, y) = at;
        FrontPoint {
            at,
            seeds: vec![(x, 0.9 * y), (x, 1.1 * y)],
            shape,
            colour: Style::LIGHT.c_step,
            radius: 5.0,
            beaten,
            name: name.to_owned(),
        }
    }

    fn plot() -> FrontPlot {
        FrontPlot {
            points: vec![
                point((154.0, 0.086), Shape::Up, false, "±a, 8"),
                point((408.0, 0.028), Shape::Down, false, "0 ±a, 16"),
                point((1024.0, 0.019), Shape::Plus, false, "3 bits, 32"),
                point((330.0, 0.04), Shape::Ring, true, "kept"),
                point((824.0, 0.027), Shape::Disc, true, ""),
                point((900.0, 0.027), Shape::Diamond, true, ""),
                point((9000.0, 0.02), Shape::Square, false, "32 bits"),
                point((f64::NAN, 0.02), Shape::Square, false, "nowhere"),
                point((500.0, 0.0), Shape::Disc, false, ""),
            ],
            front: vec![0, 1, 2],
            band: Some((0.0197, 0.0297)),
            limit: Some(2000.0),
            chosen: Some(1),
            marked: vec![4],
            names: ["bytes".to_owned(), "error".to_owned()],
            percent: true,
        }
    }

    #[test]
    fn a_front_is_a_staircase_with_names() {
        let svg = Picture::Front(plot()).svg((520, 320), &Style::LIGHT);
        assert!(!svg.contains("NaN") && !svg.contains("nowhere"));
        assert!(svg.contains("0 ±a, 16") && svg.contains("3 %") && svg.contains("1000"));
        crate::plot::golden::check("front", &svg);
    }

    #[test]
    fn what_is_pointed_at_is_the_nearest_mark() {
        let (plot, size, style) = (plot(), (1040, 640), Style::LIGHT.scaled(2.0));
        let layout = Layout::new(&plot, size, &style);
        for (i, point) in plot.points.iter().enumerate().filter(|(_, point)| point.at.0.is_finite()) {
            let at = narrow(layout.place(point.at).unwrap());
            assert_eq!(plot.spot(at, size, &style), Some(Spot::Point(i)));
            assert_eq!(plot.spot((at.0 + 8.0, at.1 - 6.0), size, &style), Some(Spot::Point(i)));
        }
        assert_eq!(plot.spot((0.0, 0.0), size, &style), None);
    }

    #[test]
    fn nothing_to_show_is_an_empty_frame() {
        let empty = FrontPlot { points: vec![], front: vec![3], chosen: Some(5), marked: vec![9], ..plot() };
        for size in [(1, 1), (300, 200)] {
            assert!(!Picture::Front(empty.clone()).svg(size, &Style::DARK).contains("NaN"));
            let _ = Picture::Front(plot()).raster(size, &Style::DARK);
        }
    }

    #[test]
    fn round_values_are_short() {
        let texts = [200.0, 1000.0, 20_000.0, 1.5e6, 0.5, 1.0 / 1000.0, 2e-6].map(amount);
        assert_eq!(texts, ["200", "1000", "20k", "1.5M", "0.5", "0.001", "2e−6"]);
    }
}
