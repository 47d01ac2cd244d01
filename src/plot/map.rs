//! Two weights and everything about them: the loss as filled contours, where the codebook lets them be, and the
//! path of a run.

use std::cell::OnceCell;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::contours::{Field, Loop, levels};
use super::raster::Marks;
use super::style::{Colour, Style};
use super::text::{label, number, path, pixel, ticks, width, write};
use crate::experiment::{Feasible, Point, Surface};

/// What is to be seen.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlot {
    /// The loss.
    pub surface: Surface,
    /// The plane is shown from -extent to extent, in both weights.
    pub extent: f64,
    /// Where the codebook lets the weights be.
    pub feasible: Feasible,
    /// w*, the minimum the run starts from.
    pub reference: Point,
    /// Direct compression.
    pub rounding: Point,
    /// The best feasible point.
    pub best: Point,
    /// w and Delta(Theta) after every iteration.
    pub path: Vec<(Point, Point)>,
    /// The iteration shown; what comes later is faint.
    pub now: usize,
    /// w and Delta(Theta) at the moment shown.
    pub current: (Point, Point),
    /// mu, and the point the penalty of the L step shown pulls to.
    pub penalty: Option<(f64, Point)>,
    /// The multipliers and -grad L at w, as arrows: of length 1 for the longest there will be.
    pub forces: Option<[Point; 2]>,
    /// Names of w*, direct compression, the best point.
    pub names: [&'static str; 3],
    /// Levels and what they enclose, the highest first; found when first drawn.
    pub ground: OnceCell<Vec<(f64, Vec<Loop>)>>,
}

/// Room around the square, in CSS pixels: left and below for labels. Handles over the plot rely on it.
const LEFT: f64 = 34.0;
const RIGHT: f64 = 8.0;
const ABOVE: f64 = 8.0;
/// Most level lines.
const LEVELS: usize = 9;
/// Of the penalised loss.
const PENALTY_LEVELS: usize = 7;
/// How dark the highest ground is.
const DARKEST: f32 = 0.24;
/// Length of the longest arrow, as a share of half a side.
const ARROW: f64 = 0.3;

/// Where things are, in device pixels.
struct Layout {
    left: f64,
    top: f64,
    side: f64,
    extent: f64,
}

impl Layout {
    /// The largest square in the middle of an area.
    fn new(plot: &MapPlot, (width, height): (u32, u32), style: &Style) -> Self {
        let all = f64::from(width.min(height));
        let left = (f64::from(width) - all) / 2.0 + LEFT * style.scale;
        let side = (all - (LEFT + RIGHT) * style.scale).max(1.0);
        Self { left, top: ABOVE * style.scale, side, extent: plot.extent.max(1e-9) }
    }

    fn place(&self, [x, y]: Point) -> (f64, f64) {
        let share = |v: f64| f64::midpoint(v / self.extent, 1.0);
        (self.left + self.side * share(x), self.top + self.side * (1.0 - share(y)))
    }

    fn fine(&self, (x, y): (f64, f64)) -> (f32, f32) {
        let (x, y) = self.place([x, y]);
        #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
        let at = (x as f32, y as f32);
        at
    }

    fn whole(&self, point: Point) -> (i32, i32) {
        let (x, y) = self.fine((point[0], point[1]));
        (pixel(x), pixel(y))
    }

    /// Whether a point is shown.
    fn shows(&self, point: Point) -> bool {
        point.iter().all(|v| v.abs() <= self.extent * 1.001)
    }

    /// The part of the line from a point to another that is shown, if any (Liang and Barsky).
    fn clip(&self, from: Point, to: Point) -> Option<[Point; 2]> {
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for axis in 0..2 {
            let step = to[axis] - from[axis];
            for sign in [-1.0, 1.0] {
                let (towards, room) = (sign * step, self.extent - sign * from[axis]);
                if towards == 0.0 {
                    if room < 0.0 {
                        return None;
                    }
                } else if towards < 0.0 {
                    enter = enter.max(room / towards);
                } else {
                    leave = leave.min(room / towards);
                }
            }
        }
        let at = |t: f64| [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
        (enter <= leave).then(|| [at(enter), at(leave)])
    }
}

/// A colour between two.
fn mixed(from: Colour, to: Colour, share: f32) -> Colour {
    let channel = |from: u8, to: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let byte = (f32::from(from) + share * (f32::from(to) - f32::from(from))).round() as u8;
        byte
    };
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// The plane's levels and what they enclose, the highest first.
fn ground<'a>(plot: &'a MapPlot, layout: &Layout) -> &'a [(f64, Vec<Loop>)] {
    plot.ground.get_or_init(|| {
        let field = Field::new(layout.extent, |x, y| plot.surface.loss([x, y]));
        let (_, high) = field.range();
        levels((0.0, high), LEVELS).into_iter().rev().map(|level| (level, field.loops(level))).collect()
    })
}

/// A line around what is enclosed, but not along the plot's edge.
fn outline(marks: &mut dyn Marks, layout: &Layout, points: &[(f32, f32)], (colour, alpha): (Colour, f32)) {
    let (low, high) =
        (layout.fine((-layout.extent, -layout.extent)), layout.fine((layout.extent, layout.extent)));
    let along = |a: f32, b: f32, edges: [f32; 2]| edges.iter().any(|e| (a - e).abs() + (b - e).abs() < 0.01);
    let mut before = points.last().copied().unwrap_or_default();
    for &point in points {
        let on_edge = along(before.0, point.0, [low.0, high.0]) || along(before.1, point.1, [low.1, high.1]);
        if !on_edge {
            marks.line(before, point, colour, alpha);
        }
        before = point;
    }
}

/// Ground, level lines, and the penalised loss.
pub fn draw_map_marks(marks: &mut dyn Marks, plot: &MapPlot, size: (u32, u32), style: &Style) {
    let layout = Layout::new(plot, size, style);
    let edge = layout.extent;
    let corners = [(-edge, -edge), (edge, -edge), (edge, edge), (-edge, edge)].map(|p| layout.fine(p));
    marks.area(&[corners.to_vec()], mixed(style.paper, style.ink, DARKEST));
    let placed = |loops: &[Loop]| -> Vec<Vec<(f32, f32)>> {
        loops.iter().map(|points| points.iter().map(|p| layout.fine(*p)).collect()).collect()
    };
    let ground: Vec<_> = ground(plot, &layout).iter().map(|(_, loops)| placed(loops)).collect();
    #[expect(clippy::cast_precision_loss, reason = "few levels")]
    let step = DARKEST / ground.len().max(1) as f32;
    #[expect(clippy::cast_precision_loss, reason = "few levels")]
    for (i, outlines) in ground.iter().enumerate() {
        let share = step * (ground.len() - 1 - i) as f32;
        marks.area(outlines, mixed(style.paper, style.ink, share));
    }
    for outlines in &ground {
        for points in outlines {
            outline(marks, &layout, points, (style.muted, 0.45));
        }
    }
    if let Some((mu, target)) = plot.penalty {
        let pulled = |x: f64, y: f64| {
            let away = (x - target[0]).powi(2) + (y - target[1]).powi(2);
            plot.surface.loss([x, y]) + 0.5 * mu * away
        };
        let field = Field::new(layout.extent, pulled);
        let (low, high) = field.range();
        for level in levels((low, high), PENALTY_LEVELS) {
            for points in placed(&field.loops(low + level)) {
                outline(marks, &layout, &points, (style.l_step, 0.9));
            }
        }
    }
    draw_threads(marks, plot, &layout, style);
}

/// Threads from w to Delta(Theta), the way of Delta(Theta), and w wherever it was.
fn draw_threads(marks: &mut dyn Marks, plot: &MapPlot, layout: &Layout, style: &Style) {
    let mut line = |ends: [Point; 2], alpha: f32| {
        if let Some([from, to]) = layout.clip(ends[0], ends[1]) {
            let [from, to] = [from, to].map(|p| layout.fine((p[0], p[1])));
            marks.line(from, to, style.c_step, alpha);
        }
    };
    for (i, &(w, q)) in plot.path.iter().enumerate() {
        line([w, q], if i <= plot.now { 0.6 } else { 0.15 });
    }
    for (i, pair) in plot.path.windows(2).enumerate() {
        line([pair[0].1, pair[1].1], if i < plot.now { 0.5 } else { 0.12 });
    }
    #[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
    let radius = 2.8 * style.scale as f32;
    for (w, _) in plot.path.iter().take(plot.now + 1).filter(|(w, _)| layout.shows(*w)) {
        marks.disc(layout.fine((w[0], w[1])), radius, style.l_step, 1.0);
    }
}

type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Everything else, over the marks.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_map_frame<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &MapPlot,
    style: &Style,
) -> Drawn<DB> {
    let layout = Layout::new(plot, area.dim_in_pixel(), style);
    let pen = Pen { area, layout: &layout, style };
    pen.axes()?;
    pen.feasible(&plot.feasible)?;
    pen.level_labels(plot)?;
    pen.path(plot)?;
    pen.points(plot)?;
    pen.forces(plot)
}

/// What drawing needs at every turn.
struct Pen<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    layout: &'a Layout,
    style: &'a Style,
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    fn line(&self, points: Vec<(i32, i32)>, colour: Colour, alpha: f64, wide: f64) -> Drawn<DB> {
        let stroke = colour.mix(alpha).stroke_width(self.style.stroke(wide));
        path(self.area, points, stroke)
    }

    /// A line between two points, as far as it is shown.
    fn segment(&self, from: Point, to: Point, colour: Colour, alpha: f64, wide: f64) -> Drawn<DB> {
        match self.layout.clip(from, to) {
            Some(ends) => self.line(ends.map(|end| self.layout.whole(end)).to_vec(), colour, alpha, wide),
            None => Ok(()),
        }
    }

    fn diamond(&self, at: Point, radius: f64, colour: Colour, filled: bool) -> Drawn<DB> {
        if !self.layout.shows(at) {
            return Ok(());
        }
        let ((x, y), r) = (self.layout.whole(at), self.style.px(radius));
        let corners = vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y), (x, y - r)];
        if filled {
            self.area.draw(&Polygon::new(corners, colour.filled()))
        } else {
            self.line(corners, colour, 1.0, 1.5)
        }
    }

    fn disc(&self, at: Point, radius: f64, colour: Colour) -> Drawn<DB> {
        if !self.layout.shows(at) {
            return Ok(());
        }
        self.area.draw(&Circle::new(self.layout.whole(at), self.style.px(radius), colour.filled()))
    }

    /// A text over a patch of paper, its left edge in the middle at a pixel.
    fn text(&self, text: &str, (x, y): (i32, i32), colour: Colour) -> Drawn<DB> {
        let (wide, high) = (self.style.px(width(text) + 2.0), self.style.px(8.0));
        let paper = self.style.paper.mix(0.78).filled();
        self.area.draw(&Rectangle::new([(x - self.style.px(2.0), y - high), (x + wide, y + high)], paper))?;
        write(self.area, text.to_owned(), (x, y), label(self.style, colour, HPos::Left, VPos::Center))
    }

    fn axes(&self) -> Drawn<DB> {
        let (layout, style) = (self.layout, self.style);
        let edge = layout.extent;
        #[expect(clippy::cast_possible_truncation, reason = "labels have two decimals")]
        let range = (-edge as f32, edge as f32);
        let whole = ticks(range).iter().all(|tick| tick.fract() == 0.0);
        for tick in ticks(range) {
            let text = if whole { format!("{tick:.0}").replace('-', "−") } else { number(tick) };
            let (_, y) = layout.whole([-edge, tick.into()]);
            let (x, bottom) = layout.whole([tick.into(), -edge]);
            let at = (layout.whole([-edge, 0.0]).0 - style.px(6.0), y);
            let font = label(style, style.muted, HPos::Right, VPos::Center);
            write(self.area, text.clone(), at, font)?;
            let font = label(style, style.muted, HPos::Center, VPos::Top);
            write(self.area, text, (x, bottom + style.px(14.0)), font)?;
        }
        // The axes themselves: rays and grids are about the origin.
        self.segment([-edge, 0.0], [edge, 0.0], style.muted, 0.5, 1.0)?;
        self.segment([0.0, -edge], [0.0, edge], style.muted, 0.5, 1.0)?;
        let corners = [[-edge, -edge], [edge, -edge], [edge, edge], [-edge, edge], [-edge, -edge]];
        self.line(corners.map(|c| layout.whole(c)).to_vec(), style.muted, 0.6, 1.0)?;
        let names = label(style, style.muted, HPos::Right, VPos::Bottom);
        let (x, y) = layout.whole([edge, 0.0]);
        write(self.area, "w₁".to_owned(), (x - style.px(4.0), y - style.px(2.0)), names)?;
        let (x, y) = layout.whole([0.0, edge]);
        let names = label(style, style.muted, HPos::Left, VPos::Top);
        write(self.area, "w₂".to_owned(), (x + style.px(5.0), y + style.px(3.0)), names)
    }

    fn feasible(&self, feasible: &Feasible) -> Drawn<DB> {
        // Long enough to leave the plane on either side.
        let far = 3.0 * self.layout.extent;
        let ink = self.style.ink;
        match feasible {
            Feasible::Points(points) => points.iter().try_for_each(|&p| self.diamond(p, 6.0, ink, false)),
            Feasible::Rays(rays) => {
                rays.iter().try_for_each(|d| self.segment([0.0; 2], d.map(|v| far * v), ink, 0.75, 1.5))?;
                self.diamond([0.0; 2], 5.0, ink, false)
            }
            Feasible::Lines(lines) => lines
                .iter()
                .try_for_each(|d| self.segment(d.map(|v| -far * v), d.map(|v| far * v), ink, 0.85, 2.0)),
            Feasible::Plane => Ok(()),
        }
    }

    /// Each level's number on its line, on the far side of the minimum from where the path goes.
    fn level_labels(&self, plot: &MapPlot) -> Drawn<DB> {
        let centre = plot.reference;
        let away = [0, 1].map(|i| 2.0 * centre[i] - plot.rounding[i] - plot.best[i]);
        let away = if away[0].hypot(away[1]) < 1e-6 { [-1.0, 1.0] } else { away };
        let (from, to) = (self.layout.fine((0.0, 0.0)), self.layout.fine((away[0], away[1])));
        let away = (to.0 - from.0, to.1 - from.1);
        let origin = self.layout.fine((centre[0], centre[1]));
        let room = self.style.px(15.0);
        let mut taken: Vec<(i32, i32)> = vec![self.layout.whole(centre)];
        if let Feasible::Points(points) = &plot.feasible {
            taken.extend(points.iter().take(64).map(|p| self.layout.whole(*p)));
        }
        let edge = self.layout.extent;
        let ((left, bottom), (right, top)) =
            (self.layout.whole([-0.94 * edge; 2]), self.layout.whole([0.94 * edge; 2]));
        for (level, outlines) in ground(plot, self.layout).iter().rev() {
            let straight = |p: &(f32, f32)| {
                let d = (p.0 - origin.0, p.1 - origin.1);
                (d.0 * away.0 + d.1 * away.1) / d.0.hypot(d.1).max(1e-6)
            };
            let inside =
                |&(x, y): &(f32, f32)| (left..right).contains(&pixel(x)) && (top..bottom).contains(&pixel(y));
            let shown = outlines.iter().flatten().map(|p| self.layout.fine(*p)).filter(inside);
            let Some((x, y)) = shown.max_by(|a, b| straight(a).total_cmp(&straight(b))) else { continue };
            let text = level.to_string();
            let at = (pixel(x) - self.style.px(width(&text) / 2.0), pixel(y));
            let clear = |t: &(i32, i32)| (t.0 - pixel(x)).abs() > 2 * room || (t.1 - at.1).abs() > room;
            if taken.iter().all(clear) {
                taken.push((pixel(x), at.1));
                self.text(&text, at, self.style.muted)?;
            }
        }
        Ok(())
    }

    /// The way of w, and Delta(Theta) wherever it was; threads and dots are among the marks.
    fn path(&self, plot: &MapPlot) -> Drawn<DB> {
        let (style, now) = (self.style, plot.now.min(plot.path.len().saturating_sub(1)));
        let way = |part: &[(Point, Point)], last: Option<Point>| -> Vec<(i32, i32)> {
            let points = part.iter().map(|(w, _)| *w).chain(last);
            let mut pixels: Vec<(i32, i32)> =
                points.filter(|w| self.layout.shows(*w)).map(|w| self.layout.whole(w)).collect();
            pixels.dedup();
            pixels
        };
        let (w, q) = plot.current;
        self.line(way(plot.path.get(now..).unwrap_or_default(), None), style.l_step, 0.25, 2.0)?;
        self.line(way(plot.path.get(..=now).unwrap_or_default(), Some(w)), style.l_step, 1.0, 2.0)?;
        let mut before = None;
        for &(_, q) in plot.path.iter().take(now + 1).filter(|(_, q)| self.layout.shows(*q)) {
            let at = self.layout.whole(q);
            if before.replace(at) != Some(at) {
                self.diamond(q, 3.0, style.c_step, true)?;
            }
        }
        self.segment(w, q, style.c_step, 1.0, 2.0)?;
        self.diamond(q, 10.0, style.paper, true)?;
        self.diamond(q, 8.0, style.c_step, true)?;
        self.disc(w, 7.0, style.paper)?;
        self.disc(w, 5.0, style.l_step)
    }

    /// w*, rounding and the best point, with their names.
    fn points(&self, plot: &MapPlot) -> Drawn<DB> {
        let (style, layout) = (self.style, self.layout);
        let r = style.px(6.0);
        if layout.shows(plot.reference) {
            let (x, y) = layout.whole(plot.reference);
            for end in [(r, r), (r, -r)] {
                self.line(vec![(x - end.0, y - end.1), (x + end.0, y + end.1)], style.ink, 1.0, 2.0)?;
            }
        }
        // A box around rounding, a ring around the best point: both may be around the same.
        if layout.shows(plot.rounding) {
            let ((x, y), r) = (layout.whole(plot.rounding), style.px(11.0));
            let corners =
                vec![(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r), (x - r, y - r)];
            self.line(corners, style.ink, 1.0, 1.5)?;
        }
        if layout.shows(plot.best) {
            let ring = style.ink.stroke_width(style.stroke(2.0));
            self.area.draw(&Circle::new(layout.whole(plot.best), style.px(14.0), ring))?;
        }
        let [reference, rounding, best] = plot.names;
        let near = |a: Point, b: Point| {
            let (a, b) = (layout.place(a), layout.place(b));
            (a.0 - b.0).hypot(a.1 - b.1) < 24.0 * style.scale
        };
        let mut named: Vec<(Point, String)> = Vec::new();
        for (point, name) in [(plot.best, best), (plot.rounding, rounding), (plot.reference, reference)] {
            match named.iter_mut().find(|(other, _)| near(*other, point)) {
                Some((_, names)) => *names = format!("{names}, {name}"),
                None => named.push((point, name.to_owned())),
            }
        }
        let right = layout.whole([layout.extent, 0.0]).0;
        for (point, name) in named.into_iter().filter(|(point, _)| layout.shows(*point)) {
            let (x, y) = layout.whole(point);
            let wide = style.px(width(&name) + 2.0);
            let gap = style.px(18.0);
            let x = if x + gap + wide > right { x - gap - wide } else { x + gap };
            self.text(&name, (x, y), style.ink)?;
        }
        Ok(())
    }

    fn forces(&self, plot: &MapPlot) -> Drawn<DB> {
        let Some(forces) = plot.forces else { return Ok(()) };
        let w = plot.current.0;
        let long = ARROW * self.layout.extent;
        for (force, colour, name) in forces
            .into_iter()
            .zip([self.style.c_step, self.style.l_step])
            .zip(["λ", "−∇L"])
            .map(|((f, c), n)| (f, c, n))
        {
            let length = force[0].hypot(force[1]);
            if length * ARROW < 0.01 {
                continue;
            }
            let tip = [0, 1].map(|i| w[i] + long * force[i]);
            self.segment(w, tip, colour, 1.0, 3.0)?;
            let along = force.map(|f| f / length);
            let head = 0.05 * self.layout.extent;
            for side in [-1.0, 1.0] {
                let back = [
                    tip[0] - head * (along[0] - side * 0.5 * along[1]),
                    tip[1] - head * (along[1] + side * 0.5 * along[0]),
                ];
                self.segment(tip, back, colour, 1.0, 3.0)?;
            }
            let beyond = [0, 1].map(|i| tip[i] + 0.06 * self.layout.extent * along[i]);
            if self.layout.shows(beyond) {
                let (x, y) = self.layout.whole(beyond);
                self.text(name, (x - self.style.px(width(name) / 2.0), y), colour)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;
    use crate::plot::{Picture, Raster};

    pub(crate) fn map() -> MapPlot {
        let surface = Link::parse_valid("#lab=plane").0.toy.unwrap().surface;
        MapPlot {
            surface,
            extent: 2.5,
            feasible: Feasible::of(&"binary".parse().unwrap()),
            reference: [0.67, 0.03],
            rounding: [1.0, 1.0],
            best: [1.0, -1.0],
            path: vec![([0.67, 0.03], [1.0, 1.0]), ([0.8, -0.2], [1.0, 1.0]), ([0.9, -0.6], [1.0, -1.0])],
            now: 1,
            current: ([0.85, -0.4], [1.0, 0.0]),
            penalty: Some((0.3, [1.0, 1.0])),
            forces: Some([[0.5, 0.5], [-0.4, -0.4]]),
            names: ["w*", "rounding", "best"],
            ground: OnceCell::new(),
        }
    }

    #[test]
    fn the_map_is_the_golden_one() {
        let svg = Picture::Map(Box::new(map())).svg((420, 420), &Style::LIGHT);
        assert!(!svg.contains("NaN") && svg.contains("rounding") && svg.contains("−∇L"));
        crate::plot::golden::check("map", &svg);
    }

    #[test]
    fn low_ground_is_light_and_the_map_fills_its_square() {
        let (plot, style) = (map(), Style::LIGHT);
        let mut raster = Raster::new(420, 420, style.paper);
        draw_map_marks(&mut raster, &plot, (420, 420), &style);
        let layout = Layout::new(&plot, (420, 420), &style);
        let grey = |point: Point| {
            let (x, y) = layout.whole(point);
            raster.pixels()[4 * (usize::try_from(y).unwrap() * 420 + usize::try_from(x).unwrap())]
        };
        assert!(grey([0.6, 0.12]) > 240 && grey([-2.4, -2.4]) < 220);
    }

    #[test]
    fn every_feasible_set_and_odd_place_draws() {
        for codebook in [
            "binary",
            "ternary-scaled",
            "pow2-scaled:31",
            "adaptive:1",
            "adaptive0:2",
            "adaptive:4",
            "fixed:3e38",
        ] {
            for extent in [2.5, 0.0, 1e300, f64::NAN] {
                let feasible = Feasible::of(&codebook.parse().unwrap());
                let plot = MapPlot {
                    extent,
                    feasible,
                    rounding: [f64::NAN, 1.0],
                    best: [1e300, f64::INFINITY],
                    now: 99,
                    path: vec![([f64::NAN; 2], [1e308, -1e308]); 3],
                    forces: Some([[f64::NAN, 0.0], [f64::INFINITY, 0.0]]),
                    ground: OnceCell::new(),
                    ..map()
                };
                for size in [(420, 420), (1, 1), (900, 300)] {
                    let picture = Picture::Map(Box::new(plot.clone()));
                    assert!(picture.svg(size, &Style::DARK).ends_with("</svg>\n"), "{codebook} {extent}");
                    picture.raster(size, &Style::DARK);
                }
            }
        }
    }
}
