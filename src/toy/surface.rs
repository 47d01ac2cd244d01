//! Losses over two weights.

/// Two weights, or a direction in their plane.
pub type Point = [f64; 2];

/// A loss over two weights.
#[derive(Clone, Debug, PartialEq)]
pub enum Surface {
    /// 1/2 (w - w*)' A (w - w*) with A symmetric and positive definite.
    Quadratic {
        /// A, row by row.
        a: [Point; 2],
        /// w*.
        minimum: Point,
    },
    /// 1/4 (w1^2 - 1.44)^2 + 1/2 (w2 - 0.6 w1 - 0.2)^2, with a minimum of 0 on either side.
    TwoWells,
}

/// Where the two wells' minima are on the first axis, squared, and the line both lie on.
const WELL: f64 = 1.44;
const SLOPE: f64 = 0.6;
const OFFSET: f64 = 0.2;
/// Most steps of gradient descent in one L step.
const STEPS: u32 = 2000;

impl Surface {
    /// A = U diag(e1, e2) U' with U the rotation by `theta` degrees.
    pub fn quadratic(theta: f64, [e1, e2]: Point, minimum: Point) -> Self {
        let angle = theta * (std::f64::consts::PI / 180.0);
        let (sin, cos) = (libm::sin(angle), libm::cos(angle));
        let mixed = (e1 - e2) * sin * cos;
        let a = [[e1 * cos * cos + e2 * sin * sin, mixed], [mixed, e1 * sin * sin + e2 * cos * cos]];
        Self::Quadratic { a, minimum }
    }

    /// L(w).
    pub fn loss(&self, [x, y]: Point) -> f64 {
        match self {
            Self::Quadratic { a, minimum } => {
                let d = [x - minimum[0], y - minimum[1]];
                0.5 * dot(d, times(a, d))
            }
            Self::TwoWells => {
                let (well, line) = (x * x - WELL, y - SLOPE * x - OFFSET);
                0.25 * well * well + 0.5 * line * line
            }
        }
    }

    /// Its gradient.
    pub fn gradient(&self, [x, y]: Point) -> Point {
        match self {
            Self::Quadratic { a, minimum } => times(a, [x - minimum[0], y - minimum[1]]),
            Self::TwoWells => {
                let line = y - SLOPE * x - OFFSET;
                [x * (x * x - WELL) - SLOPE * line, line]
            }
        }
    }

    /// The minimum of L(w) + mu/2 ||w - target||^2: by formula where L is quadratic, else the one that gradient
    /// descent reaches from `start`.
    pub fn minimum(&self, mu: f64, target: Point, start: Point) -> Point {
        let Self::Quadratic { a, minimum } = self else { return self.descend(mu, target, start) };
        if mu == 0.0 {
            return *minimum;
        }
        // (A + mu I) w = A w* + mu target.
        let right = times(a, *minimum);
        let right = [right[0] + mu * target[0], right[1] + mu * target[1]];
        let system = [[a[0][0] + mu, a[0][1]], [a[1][0], a[1][1] + mu]];
        let determinant = system[0][0] * system[1][1] - system[0][1] * system[1][0];
        [
            (system[1][1] * right[0] - system[0][1] * right[1]) / determinant,
            (system[0][0] * right[1] - system[1][0] * right[0]) / determinant,
        ]
    }

    /// Gradient descent on two wells until it stands still. The rate follows the curvature, which is at most
    /// 3 w1^2 + 1.5 + mu.
    fn descend(&self, mu: f64, target: Point, mut w: Point) -> Point {
        for _ in 0..STEPS {
            let gradient = self.gradient(w);
            let slope = [0, 1].map(|i| gradient[i] + mu * (w[i] - target[i]));
            let rate = 1.0 / (3.0 * w[0] * w[0] + 1.5 + mu);
            w = [0, 1].map(|i| w[i] - rate * slope[i]);
            if rate * (slope[0].abs() + slope[1].abs()) < 1e-13 {
                break;
            }
        }
        w
    }

    /// A point of least loss of all.
    pub fn lowest(&self) -> Point {
        match self {
            Self::Quadratic { minimum, .. } => *minimum,
            Self::TwoWells => {
                let x = WELL.sqrt();
                [x, SLOPE * x + OFFSET]
            }
        }
    }

    /// The t of least L(t d), or of least with t >= 0.
    pub fn along(&self, d: Point, forwards: bool) -> f64 {
        let derivative = self.derivative_along(d);
        let candidates = roots(derivative).into_iter().filter(|t| !forwards || *t >= 0.0).chain([0.0]);
        let loss = |t: f64| self.loss([t * d[0], t * d[1]]);
        candidates.min_by(|s, t| loss(*s).total_cmp(&loss(*t))).unwrap_or(0.0)
    }

    /// Coefficients of 1, t, t^2, t^3 in d/dt L(t d).
    fn derivative_along(&self, d: Point) -> [f64; 4] {
        match self {
            Self::Quadratic { a, minimum } => [-dot(d, times(a, *minimum)), dot(d, times(a, d)), 0.0, 0.0],
            Self::TwoWells => {
                let line = d[1] - SLOPE * d[0];
                let square = d[0] * d[0];
                [-OFFSET * line, line * line - WELL * square, 0.0, square * square]
            }
        }
    }
}

fn dot(a: Point, b: Point) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

fn times(a: &[Point; 2], v: Point) -> Point {
    [dot(a[0], v), dot(a[1], v)]
}

/// Real roots of a cubic (or less): between its turning points it is monotone, so halving finds each.
fn roots(p: [f64; 4]) -> Vec<f64> {
    let value = |t: f64| ((p[3] * t + p[2]) * t + p[1]) * t + p[0];
    let Some(degree) = p.iter().rposition(|c| *c != 0.0).filter(|degree| *degree > 0) else {
        return Vec::new();
    };
    // Cauchy's bound on the magnitude of every root.
    let bound = 1.0 + p[..degree].iter().fold(0.0_f64, |m, c| m.max((c / p[degree]).abs()));
    let (a, b, c) = (3.0 * p[3], 2.0 * p[2], p[1]);
    let square = b * b - 4.0 * a * c;
    let mut ends = vec![-bound, bound];
    if a != 0.0 && square > 0.0 {
        ends.extend([-1.0, 1.0].map(|sign| ((sign * square.sqrt() - b) / (2.0 * a)).clamp(-bound, bound)));
    } else if a == 0.0 && b != 0.0 {
        ends.push((-c / b).clamp(-bound, bound));
    }
    crate::math::sort_doubles(&mut ends);
    let pieces = ends.windows(2).map(|pair| (pair[0], pair[1]));
    let changes = pieces.filter(|(low, high)| (value(*low) > 0.0) != (value(*high) > 0.0));
    changes
        .map(|(mut low, mut high)| {
            let rising = value(high) > 0.0;
            for _ in 0..200 {
                let middle = 0.5 * (low + high);
                if (value(middle) > 0.0) == rising { high = middle } else { low = middle }
            }
            0.5 * (low + high)
        })
        .collect()
}
