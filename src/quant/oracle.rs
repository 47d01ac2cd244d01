//! Brute force for tests: the best distortion over *all* assignments, and inputs worth trying.

use crate::math::{Random, Stream};

/// Calls `check` with small inputs of every awkward kind.
pub(crate) fn for_each_input(mut check: impl FnMut(&[f32])) {
    let mut random = Random::new(42, Stream::Data);
    for n in 1..=8 {
        for _ in 0..12 {
            let gaussian: Vec<f32> = (0..n).map(|_| random.normal() as f32).collect();
            check(&gaussian);
            check(&gaussian.iter().map(|v| v * v * v).collect::<Vec<_>>());
            check(&gaussian.iter().map(|v| if v.abs() < 0.7 { 0.0 } else { *v }).collect::<Vec<_>>());
            check(&gaussian.iter().map(|v| (v * 2.0).round() / 2.0).collect::<Vec<_>>());
            check(&gaussian.iter().map(|v| v + 100.0).collect::<Vec<_>>());
        }
        check(&vec![0.25; n]);
        check(&vec![-3.0; n]);
        check(&vec![0.0; n]);
    }
}

/// min over all K^n assignments of the distortion with the codebook `codebook(assignment)`.
pub(crate) fn best_over_assignments(
    values: &[f32],
    k: usize,
    codebook: impl Fn(&[usize]) -> Vec<f64>,
) -> f64 {
    let mut assignment = vec![0; values.len()];
    let mut best = f64::INFINITY;
    loop {
        let entries = codebook(&assignment);
        let sum = values.iter().zip(&assignment).map(|(&v, &a)| (f64::from(v) - entries[a]).powi(2)).sum();
        best = f64::min(best, sum);
        let Some(digit) = assignment.iter().position(|&a| a + 1 < k) else { return best };
        assignment[digit] += 1;
        assignment[..digit].fill(0);
    }
}

/// The means of the assigned values, which minimise the distortion for a given assignment.
pub(crate) fn means(values: &[f32], assignment: &[usize], k: usize) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0.0; k], vec![0.0_f64; k]);
    for (&v, &a) in values.iter().zip(assignment) {
        sums[a] += f64::from(v);
        counts[a] += 1.0;
    }
    sums.iter().zip(&counts).map(|(s, n)| s / n.max(1.0)).collect()
}

/// `entries` times the scale a >= 0 that is best for a given assignment.
pub(crate) fn best_scale(values: &[f32], assignment: &[usize], entries: &[f64]) -> Vec<f64> {
    let dot: f64 = values.iter().zip(assignment).map(|(&v, &a)| f64::from(v) * entries[a]).sum();
    let square: f64 = assignment.iter().map(|&a| entries[a] * entries[a]).sum();
    let scale = if square > 0.0 { (dot / square).max(0.0) } else { 0.0 };
    entries.iter().map(|e| scale * e).collect()
}

/// Equal up to the rounding of entries to f32.
pub(crate) fn close(got: f64, want: f64) -> bool {
    (got - want).abs() <= 1e-6 * want.abs().max(1e-3)
}
