//! Level lines by marching squares: closed loops around where a function is at most a level.

/// A function's values on a square grid over [-extent, extent]^2, and lines through them.
pub(super) struct Field {
    extent: f64,
    /// (side, side), row by row from the lowest second coordinate; the outermost ring lies on the border and
    /// outside every level, so that all lines close.
    values: Vec<f64>,
}

/// Points along a side, with the ring.
const SIDE: usize = 66;
/// Marks the end of a chain: no edge has this number.
const NONE: usize = usize::MAX;

/// A loop of points; what it encloses lies on its left.
pub type Loop = Vec<(f64, f64)>;

#[expect(clippy::cast_precision_loss, reason = "a small grid")]
fn float(n: usize) -> f64 {
    n as f64
}

impl Field {
    /// Evaluates a function. Values that are not numbers are outside every level.
    pub(super) fn new(extent: f64, f: impl Fn(f64, f64) -> f64) -> Self {
        let mut field = Self { extent, values: Vec::with_capacity(SIDE * SIDE) };
        for j in 0..SIDE {
            for i in 0..SIDE {
                let ring = i == 0 || j == 0 || i == SIDE - 1 || j == SIDE - 1;
                let value = if ring { f64::INFINITY } else { f(field.place(i), field.place(j)) };
                field.values.push(if value.is_nan() { f64::INFINITY } else { value });
            }
        }
        field
    }

    /// A grid line's coordinate: the ring's is that of the border, as is its neighbour's.
    fn place(&self, i: usize) -> f64 {
        let inner = float(i.clamp(1, SIDE - 2) - 1) / float(SIDE - 3);
        self.extent * (2.0 * inner - 1.0)
    }

    /// The largest and the smallest finite value.
    pub(super) fn range(&self) -> (f64, f64) {
        let finite = self.values.iter().copied().filter(|v| v.is_finite());
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    }

    /// Where the line of a level crosses an edge of the grid: 2 at for the one to the right of a point, 2 at + 1
    /// for the one above it.
    fn crossing(&self, edge: usize, level: f64) -> (f64, f64) {
        let (at, up) = (edge / 2, edge % 2);
        let (i, j) = (at % SIDE, at / SIDE);
        let (from, to) = (self.values[at], self.values[if up == 1 { at + SIDE } else { at + 1 }]);
        let share = match (from.is_finite(), to.is_finite()) {
            (true, true) => (level - from) / (to - from),
            // On the border both ends are in the same place.
            (true, false) => 1.0,
            _ => 0.0,
        };
        let (x, y) = (self.place(i), self.place(j));
        if up == 1 {
            (x, y + share * (self.place(j + 1) - y))
        } else {
            (x + share * (self.place(i + 1) - x), y)
        }
    }

    /// The loops around where the function is at most `level`.
    pub(super) fn loops(&self, level: f64) -> Vec<Loop> {
        let inside = |at: usize| self.values[at] <= level;
        // From the edge a line enters a cell by to the one it leaves it by.
        let mut next = vec![NONE; 2 * SIDE * SIDE];
        for at in (0..SIDE - 1).flat_map(|j| (0..SIDE - 1).map(move |i| j * SIDE + i)) {
            let corners = [at, at + 1, at + SIDE + 1, at + SIDE];
            let is_in = corners.map(inside);
            if is_in == [is_in[0]; 4] {
                continue;
            }
            // Counter-clockwise: below, right, above, left. A line enters through an edge where the inside begins,
            // going around, and leaves where it ends: what it encloses is on its left.
            let edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + SIDE), 2 * at + 1];
            let enters = |e: usize| is_in[e] && !is_in[(e + 1) % 4];
            let leaves = |e: usize| !is_in[e] && is_in[(e + 1) % 4];
            // At a saddle, where two lines cross the cell, the mean decides whether the insides meet in its middle:
            // then a line leaves by the next edge, else by the one before.
            let meet = corners.iter().map(|&c| self.values[c]).sum::<f64>() / 4.0 <= level;
            for e in (0..4).filter(|&e| enters(e)) {
                let turns = if meet { [1, 2, 3] } else { [3, 2, 1] };
                if let Some(turn) = turns.into_iter().find(|turn| leaves((e + turn) % 4)) {
                    next[edges[e]] = edges[(e + turn) % 4];
                }
            }
        }
        let mut loops = Vec::new();
        for first in 0..next.len() {
            let (mut edge, mut points) = (first, Vec::new());
            while next[edge] != NONE {
                points.push(self.crossing(edge, level));
                edge = std::mem::replace(&mut next[edge], NONE);
            }
            if points.len() > 2 {
                loops.push(points);
            }
        }
        loops
    }
}

/// Round levels (1, 2, 5 times a power of ten) from below `high` downwards, at most `most` and not far below
/// what can be seen; ascending.
pub(super) fn levels((low, high): (f64, f64), most: usize) -> Vec<f64> {
    if !(high.is_finite() && low.is_finite() && high > low) {
        return Vec::new();
    }
    let span = high - low;
    let mut decade = 10_f64.powi(round_down(span.log10()));
    let mut levels = Vec::new();
    while levels.len() < most && decade > span * 5e-4 {
        for step in [5.0, 2.0, 1.0] {
            if low + step * decade < high && levels.len() < most {
                levels.push(step * decade);
            }
        }
        decade /= 10.0;
    }
    levels.reverse();
    levels
}

fn round_down(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "an exponent")]
    let whole = value.floor() as i32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twice the area a loop encloses, positive if it lies on its left.
    fn area(points: &Loop) -> f64 {
        let next = points.iter().cycle().skip(1);
        points.iter().zip(next).map(|((x, y), (u, v))| x * v - u * y).sum::<f64>() / 2.0
    }

    #[test]
    fn a_circle_is_one_loop_of_its_area_all_on_the_level() {
        let field = Field::new(2.0, |x, y| x * x + y * y);
        let loops = field.loops(1.0);
        assert_eq!(loops.len(), 1);
        assert!((area(&loops[0]) - std::f64::consts::PI).abs() < 0.01, "{}", area(&loops[0]));
        assert!(loops[0].iter().all(|(x, y)| (x * x + y * y - 1.0).abs() < 0.01));
    }

    #[test]
    fn loops_close_along_the_border_and_everything_is_the_whole_square() {
        let half = Field::new(2.0, |x, _| x).loops(0.5);
        assert_eq!(half.len(), 1);
        assert!((area(&half[0]) - 4.0 * 2.5).abs() < 0.05, "{}", area(&half[0]));
        assert!((area(&Field::new(2.0, |_, _| 0.0).loops(1.0)[0]) - 16.0).abs() < 1e-9);
        assert!(Field::new(2.0, |_, _| 2.0).loops(1.0).is_empty());
        assert!(Field::new(2.0, |_, _| f64::NAN).loops(1.0).is_empty());
    }

    #[test]
    fn two_hollows_are_two_loops_and_join_above_the_saddle() {
        let field = Field::new(2.0, |x, y| (x * x - 1.0).powi(2) + y * y);
        assert_eq!((field.loops(0.5).len(), field.loops(1.5).len()), (2, 1));
        assert!(field.loops(0.5).iter().all(|points| area(points) > 0.0));
        // A saddle's diagonal cells: as many points inside as loops tell, whatever the cut.
        let saddle = Field::new(1.0, |x, y| x * y);
        for level in [-0.3, -1e-3, 0.0, 1e-3, 0.3] {
            let inside: f64 = saddle.loops(level).iter().map(area).sum();
            // Area of x y <= c in the square: 2 + 2 c (1 - ln |c|), for c > 0 and c < 0 alike.
            let exact = if level == 0.0 { 2.0 } else { 2.0 + 2.0 * level * (1.0 - f64::ln(level.abs())) };
            assert!((inside - exact).abs() < 0.02, "{level}: {inside} {exact}");
        }
    }

    #[test]
    fn levels_are_round_few_and_within() {
        assert_eq!(levels((0.0, 8.0), 6), [0.1, 0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(levels((0.0, 1.0), 3), [0.1, 0.2, 0.5]);
        for bad in [(0.0, 0.0), (1.0, 0.0), (0.0, f64::INFINITY), (f64::NAN, 1.0)] {
            assert!(levels(bad, 5).is_empty());
        }
    }
}
