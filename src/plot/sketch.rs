//! Marks in few bytes, for a glance: discs at whole pixels, neighbours joined to a line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::paths::{Kind, Look, Paths};
use super::raster::{Marks, finite};
use super::style::Colour;
use super::text::pixel;

/// Paths, with discs put together row by row.
#[derive(Default)]
pub struct Sketch {
    paths: Paths,
    /// Where discs are, by look, height and place across.
    rows: Vec<(Look, BTreeMap<i32, BTreeSet<i32>>)>,
}

/// Pixels an outline may be off.
const OFF: f32 = 0.7;

impl Sketch {
    /// A mark at a place; marks that look alike make one path.
    fn mark(&mut self, look: Look, (x, y): (f32, f32)) {
        if !finite((x, y)) {
            return;
        }
        let at = self.rows.iter().position(|(own, _)| *own == look).unwrap_or_else(|| {
            self.rows.push((look, BTreeMap::new()));
            self.rows.len() - 1
        });
        self.rows[at].1.entry(pixel(y)).or_default().insert(pixel(x));
    }

    /// The paths as elements. Writing to a text does not fail.
    pub fn svg(mut self) -> String {
        for (look, rows) in self.rows {
            let path = self.paths.path(look);
            if let Kind::Cross(_) = look.kind {
                for (y, places) in rows {
                    for x in places {
                        let _ = write!(path, "M{} {}l8 8m0-8l-8 8", x - 4, y - 4);
                    }
                }
                continue;
            }
            // From mark to mark: the way there is shorter to write than the place.
            let mut pen = (0, 0);
            let mut write = |(from, to): (i32, i32), y: i32| {
                let (dx, dy) = (from - pen.0, y - pen.1);
                let gap = if dy < 0 { "" } else { " " };
                let _ = write!(path, "m{dx}{gap}{dy}h{}", to - from);
                pen = (to, y);
            };
            for (y, places) in rows {
                let mut run: Option<(i32, i32)> = None;
                for x in places {
                    run = match run {
                        Some((from, to)) if x <= to + 2 => Some((from, x)),
                        before => {
                            if let Some(run) = before {
                                write(run, y);
                            }
                            Some((x, x))
                        }
                    };
                }
                if let Some(run) = run {
                    write(run, y);
                }
            }
        }
        self.paths.svg()
    }
}

/// A line through as few of its points as leave the others no further off than `OFF` (Douglas and Peucker, 1973).
fn simplified(points: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return Vec::new() };
    let (dx, dy) = (last.0 - first.0, last.1 - first.1);
    let length = dx.hypot(dy);
    let off = |&(x, y): &(f32, f32)| {
        let (px, py) = (x - first.0, y - first.1);
        if length > 0.0 { (px * dy - py * dx).abs() / length } else { px.hypot(py) }
    };
    let farthest = points.iter().map(off).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    match farthest {
        Some((at, distance)) if distance > OFF && at > 0 && at + 1 < points.len() => {
            let mut line = simplified(&points[..=at]);
            line.pop();
            line.extend(simplified(&points[at..]));
            line
        }
        _ => vec![first, last],
    }
}

impl Marks for Sketch {
    fn disc(&mut self, at: (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        self.mark(Look { colour, alpha, kind: Kind::Disc(radius) }, at);
    }

    fn square(&mut self, at: (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        self.mark(Look { colour, alpha, kind: Kind::Square(radius) }, at);
    }

    fn cross(&mut self, at: (f32, f32), _: f32, scale: f32, colour: Colour) {
        self.mark(Look { colour, alpha: 1.0, kind: Kind::Cross(1.5 * scale) }, at);
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        // At a glance nobody sees a line shorter than a pixel.
        if (to.0 - from.0).abs().max((to.1 - from.1).abs()) >= 1.0 {
            self.paths.line(from, to, colour, alpha);
        }
    }

    fn rect(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        self.paths.rect(from, to, colour, alpha);
    }

    fn area(&mut self, outlines: &[Vec<(f32, f32)>], colour: Colour) {
        let whole = |&(x, y): &(f32, f32)| (x.round(), y.round());
        let outlines = outlines.iter().filter(|outline| !outline.is_empty()).map(|outline| {
            // A closed line has no ends: it is cut where it is farthest from its start.
            let start = outline.first().copied().unwrap_or_default();
            let away = |point: &(f32, f32)| (point.0 - start.0).hypot(point.1 - start.1);
            let farthest = outline.iter().map(away).enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
            let at = farthest.map_or(0, |(at, _)| at);
            let mut line = simplified(&outline[..=at]);
            line.extend(simplified(&[&outline[at..], &[start]].concat()).into_iter().skip(1));
            line.iter().map(whole).collect::<Vec<_>>()
        });
        self.paths.area(&outlines.collect::<Vec<_>>(), colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::RGBColor;

    #[test]
    fn neighbours_become_one_line_and_gaps_stay() {
        let (black, mut sketch) = (RGBColor(0, 0, 0), Sketch::default());
        for x in [1.0, 2.2, 4.0, 9.0, f32::NAN] {
            sketch.disc((x, 3.0), 2.0, black, 1.0);
        }
        sketch.line((0.0, 0.0), (0.4, 0.0), black, 1.0);
        let svg = sketch.svg();
        assert!(svg.contains("m1 3h3m5 0h0") && svg.matches("<path").count() == 1, "{svg}");
    }
}
