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

impl Sketch {
    /// The paths as elements. Writing to a text does not fail.
    pub fn svg(mut self) -> String {
        for (look, rows) in self.rows {
            let path = self.paths.path(look);
            let mut write = |(from, to): (i32, i32), y: i32| {
                let _ = write!(path, "M{from} {y}h{}", to - from);
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

impl Marks for Sketch {
    fn disc(&mut self, (x, y): (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        let look = Look { colour, alpha, kind: Kind::Disc(radius) };
        if !finite((x, y)) {
            return;
        }
        let at = self.rows.iter().position(|(own, _)| *own == look).unwrap_or_else(|| {
            self.rows.push((look, BTreeMap::new()));
            self.rows.len() - 1
        });
        self.rows[at].1.entry(pixel(y)).or_default().insert(pixel(x));
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
        self.paths.area(outlines, colour);
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
        assert!(svg.contains("M1 3h3M9 3h0") && svg.matches("<path").count() == 1, "{svg}");
    }
}
