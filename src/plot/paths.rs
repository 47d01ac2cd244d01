//! Marks as vectors for a file.

use std::fmt::Write;

use super::raster::{Marks, finite};
use super::style::Colour;

/// The same marks as paths of an SVG file, where they should stay sharp at any size: one path for all marks
/// that look alike.
#[derive(Default)]
pub struct Paths {
    paths: Vec<(Look, String)>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) colour: Colour,
    pub(super) alpha: f32,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Disc(f32),
    #[cfg(not(target_arch = "wasm32"))]
    Square(f32),
    #[cfg(not(target_arch = "wasm32"))]
    Cross(f32),
    Line,
    Rect,
    Area,
}

impl Paths {
    pub(super) fn path(&mut self, look: Look) -> &mut String {
        let known = self.paths.iter().rposition(|(own, _)| *own == look);
        let at = known.unwrap_or_else(|| {
            self.paths.push((look, String::new()));
            self.paths.len() - 1
        });
        &mut self.paths[at].1
    }

    /// The paths as elements.
    pub fn svg(self) -> String {
        let element = |(look, path): &(Look, String)| {
            let Colour { 0: r, 1: g, 2: b } = look.colour;
            let colour = format!("#{r:02X}{g:02X}{b:02X}");
            let alpha = (look.alpha.clamp(0.0, 1.0) * 100.0).round() / 100.0;
            match look.kind {
                // A line of no length with round ends is a disc.
                Kind::Disc(radius) => format!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"{alpha}\" stroke-width=\"{:.1}\" stroke-linecap=\"round\"/>\n",
                    2.0 * radius
                ),
                // With square ends it is a square.
                #[cfg(not(target_arch = "wasm32"))]
                Kind::Square(radius) => format!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{:.1}\" stroke-linecap=\"square\"/>\n",
                    2.0 * radius
                ),
                #[cfg(not(target_arch = "wasm32"))]
                Kind::Cross(width) => format!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"/>\n"
                ),
                Kind::Line => format!(
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"{alpha}\"/>\n"
                ),
                Kind::Rect => format!("<path d=\"{path}\" fill=\"{colour}\" fill-opacity=\"{alpha}\"/>\n"),
                Kind::Area => format!("<path d=\"{path}\" fill=\"{colour}\" fill-rule=\"evenodd\"/>\n"),
            }
        };
        self.paths.iter().map(element).collect()
    }
}

/// A coordinate in tenths of a pixel.
fn tenths(coordinate: f32) -> f32 {
    (coordinate * 10.0).round() / 10.0
}

impl Marks for Paths {
    fn disc(&mut self, (x, y): (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        let look = Look { colour, alpha, kind: Kind::Disc(radius) };
        if !finite((x, y)) {
            return;
        }
        let path = self.path(look);
        let _ = write!(path, "M{} {}h0", tenths(x), tenths(y));
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        let [x, y, to_x, to_y] = [from.0, from.1, to.0, to.1].map(tenths);
        if finite(from) && finite(to) && (x, y) != (to_x, to_y) {
            let path = self.path(Look { colour, alpha, kind: Kind::Line });
            let _ = write!(path, "M{x} {y}L{to_x} {to_y}");
        }
    }

    fn rect(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        if finite(from) && finite(to) {
            let path = self.path(Look { colour, alpha, kind: Kind::Rect });
            let [x, y, width, height] = [from.0, from.1, to.0 - from.0, to.1 - from.1].map(tenths);
            let _ = write!(path, "M{x} {y}h{width}v{height}h{}z", -width);
        }
    }

    fn area(&mut self, outlines: &[Vec<(f32, f32)>], colour: Colour) {
        if !outlines.iter().flatten().all(|point| finite(*point)) {
            return;
        }
        let path = self.path(Look { colour, alpha: 1.0, kind: Kind::Area });
        for outline in outlines {
            for (i, &(x, y)) in outline.iter().enumerate() {
                let _ = write!(path, "{}{} {}", if i == 0 { 'M' } else { 'L' }, tenths(x), tenths(y));
            }
            path.push('z');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::RGBColor;

    #[test]
    fn marks_that_look_alike_share_a_path_and_areas_are_closed() {
        let (black, mut paths) = (RGBColor(0, 0, 0), Paths::default());
        paths.disc((1.0, 2.04), 3.0, black, 0.5);
        paths.disc((4.0, 5.0), 3.0, black, 0.5);
        paths.disc((f32::NAN, 5.0), 3.0, black, 0.5);
        paths.area(&[vec![(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]], black);
        paths.area(&[vec![(0.0, f32::INFINITY)]], black);
        let svg = paths.svg();
        assert!(svg.contains("M1 2h0M4 5h0") && svg.contains("M0 0L2 0L2 2L0 2z"), "{svg}");
        assert_eq!(svg.matches("<path").count(), 2);
    }
}
