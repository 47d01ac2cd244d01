//! Where a codebook lets two weights be, and the best of it.

use super::surface::{Point, Surface};
use crate::quant::{Codebook, Freedom};

/// All points Delta(Theta) can be: one codebook for two weights.
#[derive(Clone, Debug, PartialEq)]
pub enum Feasible {
    /// A grid of points: entries that cannot move.
    Points(Vec<Point>),
    /// Half-lines from the origin, in these directions: a free scale.
    Rays(Vec<Point>),
    /// Lines through the origin, in these directions: fewer free entries than weights.
    Lines(Vec<Point>),
    /// Everything: each weight can have an entry of its own.
    Plane,
}

impl Feasible {
    /// What a codebook allows.
    pub fn of(codebook: &Codebook) -> Self {
        let entries: Vec<f64> = codebook.shape().into_iter().flatten().map(f64::from).collect();
        let grid = || entries.iter().flat_map(|&y| entries.iter().map(move |&x| [x, y]));
        match (codebook.freedom(), codebook.entries()) {
            (Freedom::None, _) => Self::Points(grid().collect()),
            (Freedom::Scale, _) => {
                let mut rays: Vec<Point> = Vec::new();
                for [x, y] in grid() {
                    let length = (x * x + y * y).sqrt();
                    let ray = [x / length, y / length];
                    let same = |r: &Point| (r[0] - ray[0]).abs() + (r[1] - ray[1]).abs() < 1e-9;
                    if length > 0.0 && length.is_finite() && !rays.iter().any(same) {
                        rays.push(ray);
                    }
                }
                Self::Rays(rays)
            }
            (Freedom::Entries { pinned_zero: false }, 1) => Self::Lines(vec![[1.0, 1.0]]),
            (Freedom::Entries { pinned_zero: true }, 1) => Self::Points(vec![[0.0, 0.0]]),
            (Freedom::Entries { pinned_zero: true }, 2) => {
                Self::Lines(vec![[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
            }
            (Freedom::Entries { .. }, _) => Self::Plane,
        }
    }

    /// The feasible point of least loss, by trying every point, half-line or line.
    pub fn best(&self, surface: &Surface) -> Point {
        let along = |directions: &[Point], forwards: bool| {
            let points = directions.iter().map(|&d| {
                let t = surface.along(d, forwards);
                [t * d[0], t * d[1]]
            });
            least(points, surface)
        };
        match self {
            Self::Points(points) => least(points.iter().copied(), surface),
            Self::Rays(rays) => along(rays, true),
            Self::Lines(lines) => along(lines, false),
            Self::Plane => surface.lowest(),
        }
    }
}

/// The first point of least loss.
fn least(points: impl Iterator<Item = Point>, surface: &Surface) -> Point {
    points.min_by(|a, b| surface.loss(*a).total_cmp(&surface.loss(*b))).unwrap_or_default()
}
