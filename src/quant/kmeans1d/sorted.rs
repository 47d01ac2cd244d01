//! Sorted distinct values, and the squared error of any interval of them in constant time.

use crate::math::{DoubleDouble, sort_singles};

/// The squared error of intervals of values in ascending order, between cuts numbered from 0 to [`Cost::cuts`].
///
/// Implementors satisfy the quadrangle inequality cost(a, c) + cost(b, d) <= cost(a, d) + cost(b, c) for
/// a <= b <= c <= d, which is what the searches rely on.
pub(super) trait Cost {
    /// The last cut, behind all values.
    fn cuts(&self) -> usize;

    /// Error of the values between two cuts.
    fn cost(&self, from: usize, to: usize) -> f64;
}

impl<C: Cost> Cost for &C {
    fn cuts(&self) -> usize {
        (*self).cuts()
    }

    fn cost(&self, from: usize, to: usize) -> f64 {
        (*self).cost(from, to)
    }
}

/// The distinct values of a group in ascending order, each with its multiplicity, as prefix sums in f64.
pub(crate) struct Sorted {
    /// Distinct values, ascending.
    values: Vec<f32>,
    /// Prefix sums of multiplicities, of values and of squares, all of length distinct + 1.
    /// Values are taken relative to their median, so that squares of a far-off cloud do not cancel.
    prefix: Vec<[f64; 3]>,
}

impl Sorted {
    /// Sorts finite values.
    pub(crate) fn new(values: &[f32]) -> Self {
        // Adding zero turns -0.0 into 0.0: they are one value, and sort next to each other.
        let mut all: Vec<f32> = values.iter().map(|v| v + 0.0).collect();
        sort_singles(&mut all);
        let median = f64::from(all[all.len() / 2]);
        let mut distinct: Vec<f32> = Vec::new();
        let mut prefix = vec![[0.0; 3]];
        for run in all.chunk_by(|a, b| a == b) {
            #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
            let n = run.len() as f64;
            let v = f64::from(run[0]) - median;
            let [count, sum, square] = prefix[distinct.len()];
            prefix.push([count + n, sum + n * v, square + n * v * v]);
            distinct.push(run[0]);
        }
        Self { values: distinct, prefix }
    }

    /// The distinct values.
    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }

    /// Multiplicity of the values before distinct index `to`.
    pub(crate) fn count_before(&self, to: usize) -> f64 {
        self.prefix[to][0]
    }

    /// Multiplicity of a distinct value.
    fn count(&self, i: usize) -> f64 {
        self.prefix[i + 1][0] - self.prefix[i][0]
    }

    /// Mean of the interval `from..to`; for one distinct value that value itself.
    pub(crate) fn mean(&self, from: usize, to: usize) -> f64 {
        let mut sum = 0.0;
        let mut count = 0.0;
        for i in from..to {
            let n = self.prefix[i + 1][0] - self.prefix[i][0];
            sum += n * f64::from(self.values[i]);
            count += n;
        }
        sum / count
    }

    /// Squared error of the interval `from..to` around a centre, summed value by value: slow, and right at every scale.
    pub(super) fn error_around(&self, (from, to): (usize, usize), centre: f64) -> f64 {
        let square = |i: usize| {
            let distance = f64::from(self.values[i]) - centre;
            self.count(i) * distance * distance
        };
        (from..to).map(square).sum()
    }

    /// The entries of a clustering: the means of its intervals, ascending.
    pub(crate) fn centroids(&self, ends: &[usize]) -> Vec<f32> {
        let starts = std::iter::once(0).chain(ends.iter().copied());
        #[expect(clippy::cast_possible_truncation, reason = "a mean of f32 values is in their range")]
        let centroids = starts.zip(ends).map(|(from, &to)| self.mean(from, to) as f32).collect();
        centroids
    }

    /// The same where the first interval, which may be empty, belongs to an entry pinned at zero.
    pub(crate) fn centroids_after_zero(&self, ends: &[usize]) -> Vec<f32> {
        #[expect(clippy::cast_possible_truncation, reason = "a mean of f32 values is in their range")]
        let centroids = ends.windows(2).map(|pair| self.mean(pair[0], pair[1]) as f32).collect();
        centroids
    }

    /// Sum of squares of all values, relative to their median: the size of what the prefix sums may have rounded away.
    pub(super) fn spread(&self) -> f64 {
        self.prefix[self.values.len()][2]
    }

    /// The interval a value is in.
    pub(crate) fn interval(&self, ends: &[usize], value: f32) -> usize {
        ends[..ends.len() - 1].partition_point(|&end| end == 0 || self.values[end - 1] < value)
    }

    /// For every one of the original values the interval it is in.
    pub(crate) fn assign(&self, values: &[f32], ends: &[usize]) -> Vec<u8> {
        let largest: Vec<f32> = ends[..ends.len() - 1].iter().map(|&end| self.values[end - 1]).collect();
        #[expect(clippy::cast_possible_truncation, reason = "at most 256 intervals")]
        let interval = |v: f32| largest.partition_point(|&l| l < v) as u8;
        values.iter().map(|&v| interval(v)).collect()
    }
}

impl Cost for Sorted {
    fn cuts(&self) -> usize {
        self.values.len()
    }

    fn cost(&self, from: usize, to: usize) -> f64 {
        let ([n0, s0, q0], [n1, s1, q1]) = (self.prefix[from], self.prefix[to]);
        let (n, s, q) = (n1 - n0, s1 - s0, q1 - q0);
        // Rounding may leave a tiny negative number where values coincide.
        if to - from < 2 { 0.0 } else { (q - s * s / n).max(0.0) }
    }
}

/// The same costs, right to about ten digits whatever the scales of the values: a weight of 1e12 beside ones of 1e-3,
/// or a cloud far from zero. Several times slower.
///
/// Sums run outwards from zero on either side, so that a large value burdens only intervals that hold it or larger
/// ones; and they keep twice the digits, so that of values around M, which are at least M/2^24 apart, less than that
/// is lost.
pub(super) struct Precise<'a> {
    sorted: &'a Sorted,
    /// Where values are no longer negative.
    zero: usize,
    /// Sums of values and of squares between zero and each cut.
    sums: Vec<[DoubleDouble; 2]>,
}

impl<'a> Precise<'a> {
    pub(super) fn new(sorted: &'a Sorted) -> Self {
        let values = sorted.values();
        let zero = values.partition_point(|&v| v < 0.0);
        let mut sums = vec![[DoubleDouble::default(); 2]; values.len() + 1];
        let add = |before: [DoubleDouble; 2], i: usize| {
            let (n, v) = (sorted.count(i), f64::from(values[i]));
            // A square of 24 bits times a count is wider than a double.
            [before[0] + DoubleDouble::product(n, v), before[1] + DoubleDouble::product(n, v * v)]
        };
        for i in zero..values.len() {
            sums[i + 1] = add(sums[i], i);
        }
        for i in (0..zero).rev() {
            sums[i] = add(sums[i + 1], i);
        }
        Self { sorted, zero, sums }
    }
}

impl Cost for Precise<'_> {
    fn cuts(&self) -> usize {
        self.sorted.cuts()
    }

    fn cost(&self, from: usize, to: usize) -> f64 {
        if to - from < 2 {
            return 0.0;
        }
        let (low, high) = (self.sums[from], self.sums[to]);
        let [s, q] = if from >= self.zero {
            [0, 1].map(|i| high[i] - low[i])
        } else if to <= self.zero {
            [0, 1].map(|i| low[i] - high[i])
        } else {
            [0, 1].map(|i| high[i] + low[i])
        };
        let n = self.sorted.count_before(to) - self.sorted.count_before(from);
        (q - (s * s).over(n)).value().max(0.0)
    }
}

/// Magnitudes in ascending order of which the smallest go to an entry pinned at zero: cut 0 lies before that entry's
/// interval, which may be empty and costs its squares; cut i + 1 is the values' cut i.
///
/// The quadrangle inequality holds for the first interval too: with m the mean of the values between cuts b and c,
/// cost(b, d) - cost(b, c) is at most the sum of (v - m)^2 over the values from c to d, and all of them are >= m >= 0.
pub(super) struct WithZero<'a, C> {
    magnitudes: &'a C,
    /// Sum of squares before each of the values' cuts.
    squares: Vec<f64>,
}

impl<'a, C: Cost> WithZero<'a, C> {
    pub(super) fn new(sorted: &Sorted, magnitudes: &'a C) -> Self {
        let mut squares = vec![0.0];
        for (i, &v) in sorted.values().iter().enumerate() {
            // All terms are positive: nothing cancels.
            squares.push(squares[i] + sorted.count(i) * f64::from(v) * f64::from(v));
        }
        Self { magnitudes, squares }
    }
}

impl<C: Cost> Cost for WithZero<'_, C> {
    fn cuts(&self) -> usize {
        self.magnitudes.cuts() + 1
    }

    fn cost(&self, from: usize, to: usize) -> f64 {
        match (from.checked_sub(1), to.checked_sub(1)) {
            (Some(from), Some(to)) => self.magnitudes.cost(from, to),
            (None, Some(to)) => self.squares[to],
            _ => 0.0,
        }
    }
}
