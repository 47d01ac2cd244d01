//! Two-dimensional toy problems, seeded.

use ndarray::Array2;

use super::{Dataset, Examples};
use crate::math::{Random, Stream};
use crate::nn::{Inputs, Targets};

/// Training examples, and as many test examples.
const EXAMPLES: usize = 400;

/// Which toy problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Shape {
    /// Two interleaved half circles.
    Moons,
    /// A circle inside another.
    Circles,
    /// Two arms of a spiral, one and a half turns each.
    Spiral,
    /// Four quadrants, opposite ones alike.
    Xor,
    /// Three Gaussian clouds on a circle.
    Blobs,
}

/// 400 training and 400 test examples of a shape, with Gaussian noise of the given standard
/// deviation added to both coordinates. Classes alternate, so that every prefix is balanced.
pub fn synthetic(shape: Shape, noise: f32, seed: u32) -> Dataset {
    let mut random = Random::new(seed, Stream::Data);
    let mut part = || {
        let mut inputs = Array2::zeros((EXAMPLES, 2));
        let mut classes = Vec::with_capacity(EXAMPLES);
        for (i, mut row) in inputs.outer_iter_mut().enumerate() {
            let (class, point) = draw(shape, i, &mut random);
            for (slot, coordinate) in row.iter_mut().zip(point) {
                #[expect(clippy::cast_possible_truncation, reason = "coordinates are small numbers")]
                let value = (coordinate + f64::from(noise) * random.normal()) as f32;
                *slot = value;
            }
            classes.push(class);
        }
        Examples { inputs: Inputs::Values(inputs), targets: Targets::Classes(classes) }
    };
    let (train, test) = (part(), part());
    Dataset { train, valid: None, test, outputs: if shape == Shape::Blobs { 3 } else { 2 } }
}

/// Class and noiseless position of example `i`.
fn draw(shape: Shape, i: usize, random: &mut Random) -> (u8, [f64; 2]) {
    use std::f64::consts::{PI, TAU};
    let class = u8::from(i % 2 == 1);
    let side = if class == 0 { 1.0 } else { -1.0 };
    let u = f64::from(random.uniform());
    let polar = |radius: f64, angle: f64| [radius * libm::cos(angle), radius * libm::sin(angle)];
    match shape {
        Shape::Moons => {
            let [x, y] = polar(1.0, PI * u);
            (class, [side * x + if class == 0 { -0.5 } else { 0.5 }, side * (y - 0.25)])
        }
        Shape::Circles => (class, polar(if class == 0 { 1.0 } else { 0.5 }, TAU * u)),
        Shape::Spiral => {
            let phase = if class == 0 { 0.0 } else { PI };
            (class, polar(0.2 + 2.0 * u, 1.5 * TAU * u + phase))
        }
        Shape::Xor => {
            let v = f64::from(random.uniform());
            // Kept off the axes a little, so that noise decides how hard it is.
            let (a, b) = (0.1 + 0.9 * u, 0.1 + 0.9 * v);
            let flip = if (i / 2).is_multiple_of(2) { 1.0 } else { -1.0 };
            (class, [flip * a, flip * side * b])
        }
        Shape::Blobs => {
            let class = u8::try_from(i % 3).unwrap_or(0);
            let [x, y] = polar(1.0, TAU * f64::from(class) / 3.0 + PI / 2.0);
            (class, [x + 0.2 * random.normal(), y + 0.2 * random.normal()])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Shape; 5] = [Shape::Moons, Shape::Circles, Shape::Spiral, Shape::Xor, Shape::Blobs];

    #[test]
    fn every_shape_is_seeded_balanced_and_finite() {
        for shape in ALL {
            let data = synthetic(shape, 0.1, 1);
            assert_eq!(data, synthetic(shape, 0.1, 1));
            assert_ne!(data, synthetic(shape, 0.1, 2));
            assert!(data.train.inputs.values().unwrap().iter().all(|v| v.is_finite() && v.abs() < 4.0));
            assert_ne!(data.train.inputs, data.test.inputs);
            let Targets::Classes(classes) = &data.train.targets else { panic!("classes") };
            for class in 0..data.outputs {
                let n = classes.iter().filter(|&&c| usize::from(c) == class).count();
                assert!(n.abs_diff(EXAMPLES / data.outputs) <= 1, "{shape:?}: {n}");
            }
        }
    }

    #[test]
    fn without_noise_the_circles_have_their_radii() {
        let data = synthetic(Shape::Circles, 0.0, 1);
        for (i, row) in data.train.inputs.values().unwrap().outer_iter().enumerate() {
            let radius = row[0].hypot(row[1]);
            assert!((radius - if i % 2 == 0 { 1.0 } else { 0.5 }).abs() < 1e-6);
        }
    }

    #[test]
    fn without_noise_xor_is_the_sign_of_the_product() {
        let data = synthetic(Shape::Xor, 0.0, 1);
        let Targets::Classes(classes) = &data.train.targets else { panic!("classes") };
        for (row, &class) in data.train.inputs.values().unwrap().outer_iter().zip(classes) {
            assert_eq!(row[0] * row[1] < 0.0, class == 1);
        }
    }
}
