//! Where things are on the map.

use super::MapPlot;
use crate::plot::style::Style;
use crate::plot::text::pixel;
use crate::toy::Point;

/// Room left of the square for labels, in CSS pixels; as much is below. Handles over the plot rely on it.
pub const LEFT: f64 = 34.0;
/// Room right of the square.
pub const RIGHT: f64 = 8.0;
/// Room above it.
pub const ABOVE: f64 = 8.0;

/// Where things are, in device pixels.
pub(super) struct Layout {
    left: f64,
    top: f64,
    side: f64,
    pub(super) extent: f64,
}

impl Layout {
    /// The largest square in the middle of an area.
    pub(super) fn new(plot: &MapPlot, (width, height): (u32, u32), style: &Style) -> Self {
        let all = f64::from(width.min(height));
        let left = (f64::from(width) - all) / 2.0 + LEFT * style.scale;
        let side = (all - (LEFT + RIGHT) * style.scale).max(1.0);
        Self { left, top: ABOVE * style.scale, side, extent: plot.ground.extent() }
    }

    pub(super) fn place(&self, [x, y]: Point) -> (f64, f64) {
        let share = |v: f64| f64::midpoint(v / self.extent, 1.0);
        (self.left + self.side * share(x), self.top + self.side * (1.0 - share(y)))
    }

    pub(super) fn fine(&self, (x, y): (f64, f64)) -> (f32, f32) {
        let (x, y) = self.place([x, y]);
        #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
        let at = (x as f32, y as f32);
        at
    }

    pub(super) fn whole(&self, point: Point) -> (i32, i32) {
        let (x, y) = self.fine((point[0], point[1]));
        (pixel(x), pixel(y))
    }

    /// Whether a point is shown.
    pub(super) fn shows(&self, point: Point) -> bool {
        point.iter().all(|v| v.abs() <= self.extent * 1.001)
    }

    /// The part of the line from a point to another that is shown, if any (Liang and Barsky).
    pub(super) fn clip(&self, from: Point, to: Point) -> Option<[Point; 2]> {
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
