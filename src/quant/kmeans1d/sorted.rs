//! Sorted distinct values with prefix sums.

use crate::math::sort_singles;

/// The distinct values of a group in ascending order, each with its multiplicity, as prefix sums
/// in f64: the squared error of any interval in constant time.
pub(crate) struct Sorted {
    /// Distinct values, ascending.
    values: Vec<f32>,
    /// Prefix sums of multiplicities, of values and of squares, all of length distinct + 1.
    /// Values are taken relative to `shift`, so that squares of a far-off cloud do not cancel.
    prefix: Vec<[f64; 3]>,
    shift: f64,
}

impl Sorted {
    /// Sorts finite values.
    pub(crate) fn new(values: &[f32]) -> Self {
        // Adding zero turns -0.0 into 0.0: they are one value, and sort next to each other.
        let mut all: Vec<f32> = values.iter().map(|v| v + 0.0).collect();
        sort_singles(&mut all);
        let shift = f64::from(all[all.len() / 2]);
        let mut distinct: Vec<f32> = Vec::new();
        let mut prefix = vec![[0.0; 3]];
        for run in all.chunk_by(|a, b| a == b) {
            #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
            let n = run.len() as f64;
            let v = f64::from(run[0]) - shift;
            let [count, sum, square] = prefix[distinct.len()];
            prefix.push([count + n, sum + n * v, square + n * v * v]);
            distinct.push(run[0]);
        }
        Self { values: distinct, prefix, shift }
    }

    /// The distinct values.
    pub(crate) fn values(&self) -> &[f32] {
        &self.values
    }

    /// Squared error of the interval `from..to` of distinct values around its mean.
    pub(crate) fn cost(&self, from: usize, to: usize) -> f64 {
        let ([n0, s0, q0], [n1, s1, q1]) = (self.prefix[from], self.prefix[to]);
        let (n, s, q) = (n1 - n0, s1 - s0, q1 - q0);
        // Rounding may leave a tiny negative number where values coincide.
        if to - from < 2 { 0.0 } else { (q - s * s / n).max(0.0) }
    }

    /// Multiplicity of the values before distinct index `to`.
    pub(crate) fn count_before(&self, to: usize) -> f64 {
        self.prefix[to][0]
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

    /// Sum of the squares of the values before distinct index `to`.
    pub(crate) fn squares_before(&self, to: usize) -> f64 {
        let [count, sum, square] = self.prefix[to];
        square + 2.0 * self.shift * sum + self.shift * self.shift * count
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
