//! Super-resolution as linear regression (section 5.2 of the paper): undo nothing, learn the
//! interpolation. A 4x4 image is the input, its bilinear enlargement to 8x8 plus noise the target.

use ndarray::Array2;

use super::{Dataset, Examples};
use crate::math::{Cholesky, Random, Stream};
use crate::nn::{Inputs, Targets};

const SIDE: usize = 4;
const LARGE: usize = 8;
/// Training examples, and as many test examples.
const EXAMPLES: usize = 200;

/// 200 training and 200 test examples: x ~ N(0, exp(-distance / 2)) on the 4x4 grid,
/// y = (U kron U) x + noise, with U the 8x4 matrix of bilinear enlargement.
pub fn super_resolution(noise: f64, seed: u32) -> Dataset {
    let mut random = Random::new(seed, Stream::Data);
    let smooth = Cholesky::new(&covariance()).expect("an exponential covariance is positive definite");
    let enlarge = enlargement();
    let mut part = || {
        let mut inputs = Array2::zeros((EXAMPLES, SIDE * SIDE));
        let mut values = Array2::zeros((EXAMPLES, LARGE * LARGE));
        for (mut x, mut y) in inputs.outer_iter_mut().zip(values.outer_iter_mut()) {
            let white: Vec<f64> = (0..SIDE * SIDE).map(|_| random.normal()).collect();
            for (slot, v) in x.iter_mut().zip(smooth.times(&white)) {
                *slot = single(v);
            }
            for (slot, row) in y.iter_mut().zip(&enlarge) {
                let clean: f64 = row.iter().zip(&x).map(|(w, &v)| w * f64::from(v)).sum();
                *slot = single(clean + noise * random.normal());
            }
        }
        Examples { inputs: Inputs::Values(inputs), targets: Targets::Values(values) }
    };
    let (train, test) = (part(), part());
    Dataset { train, valid: None, test, outputs: LARGE * LARGE }
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
fn single(value: f64) -> f32 {
    value as f32
}

fn coordinate(i: usize) -> f64 {
    f64::from(u8::try_from(i).expect("a small grid"))
}

/// exp(-distance / 2) between the pixels of the small image.
fn covariance() -> Vec<Vec<f64>> {
    let place = |i: usize| (coordinate(i / SIDE), coordinate(i % SIDE));
    let entry = |i, j| {
        let ((a, b), (c, d)) = (place(i), place(j));
        libm::exp(-((a - c) * (a - c) + (b - d) * (b - d)).sqrt() / 2.0)
    };
    (0..SIDE * SIDE).map(|i| (0..SIDE * SIDE).map(|j| entry(i, j)).collect()).collect()
}

/// U kron U: rows are the large image's pixels. Pixel i of the large side lies at
/// p = (i + 1/2)/2 - 1/2 of the small one; beyond the edge the edge counts.
fn enlargement() -> Vec<Vec<f64>> {
    let mut u = vec![vec![0.0; SIDE]; LARGE];
    for (i, row) in u.iter_mut().enumerate() {
        let p = (0.5 * coordinate(i) - 0.25).clamp(0.0, coordinate(SIDE - 1));
        for (j, weight) in row.iter_mut().enumerate() {
            *weight = (1.0 - (p - coordinate(j)).abs()).max(0.0);
        }
    }
    let row = |i: usize| (0..SIDE * SIDE).map(|j| u[i / LARGE][j / SIDE] * u[i % LARGE][j % SIDE]).collect();
    (0..LARGE * LARGE).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_enlargement_has_the_documented_values_and_keeps_constants() {
        let mut values: Vec<f64> = enlargement().concat();
        values.sort_by(f64::total_cmp);
        values.dedup();
        assert_eq!(values, [0.0, 1.0 / 16.0, 3.0 / 16.0, 0.25, 9.0 / 16.0, 0.75, 1.0]);
        for row in enlargement() {
            assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn neighbouring_pixels_are_correlated_as_they_should_be() {
        let data = super_resolution(0.1, 1);
        assert_eq!((data.train.len(), data.test.len(), data.features(), data.outputs), (200, 200, 16, 64));
        let column = |j: usize| data.train.inputs.values().unwrap().column(j).to_vec();
        let product = |a: &[f32], b: &[f32]| -> f64 {
            a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>() / 200.0
        };
        let (a, b) = (column(5), column(6));
        let correlation = product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt();
        assert!((correlation - (-0.5_f64).exp()).abs() < 0.15, "{correlation}");
    }
}
