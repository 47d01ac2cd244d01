//! What stands on the ground of the map: axes, feasible points, the path, names, forces.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::MapPlot;
use super::layout::Layout;
use crate::plot::style::{Colour, Style};
use crate::plot::text::{label, number, path, pixel, ticks, width, write};
use crate::toy::{Feasible, Point};

/// Length of the longest arrow, as a share of half a side.
const ARROW: f64 = 0.3;

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
        for (level, outlines) in plot.ground.levels().iter().rev() {
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
