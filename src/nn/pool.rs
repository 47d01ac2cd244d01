//! Maximum pooling over squares of 2x2, stride 2.

/// Images are rows of (y, x, channel), channel fastest. An odd last line or column is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MaxPool {
    /// Height and width of the input images.
    pub size: (usize, usize),
    /// Channels of the images.
    pub channels: usize,
}

impl MaxPool {
    /// Width of an input row.
    pub fn inputs(&self) -> usize {
        self.size.0 * self.size.1 * self.channels
    }

    /// Width of an output row.
    pub fn outputs(&self) -> usize {
        (self.size.0 / 2) * (self.size.1 / 2) * self.channels
    }

    /// For each output of an image: its four inputs' places, in reading order.
    fn squares(&self) -> impl Iterator<Item = [usize; 4]> {
        let Self { size: (height, width), channels } = *self;
        (0..height / 2).flat_map(move |y| {
            (0..width / 2).flat_map(move |x| {
                (0..channels).map(move |c| {
                    let corner = (2 * y * width + 2 * x) * channels + c;
                    let below = corner + width * channels;
                    [corner, corner + channels, below, below + channels]
                })
            })
        })
    }

    pub(super) fn forward(&self, x: &[f32], y: &mut [f32]) {
        for (image, pooled) in x.chunks_exact(self.inputs()).zip(y.chunks_exact_mut(self.outputs())) {
            for (slot, square) in pooled.iter_mut().zip(self.squares()) {
                *slot = image[largest(image, square)];
            }
        }
    }

    /// Each output's gradient goes to the input it was taken from; of equal ones to the first.
    pub(super) fn backward(&self, x: &[f32], dy: &[f32], dx: &mut [f32]) {
        dx.fill(0.0);
        let images = x.chunks_exact(self.inputs()).zip(dx.chunks_exact_mut(self.inputs()));
        for ((image, image_dx), dy) in images.zip(dy.chunks_exact(self.outputs())) {
            for (&d, square) in dy.iter().zip(self.squares()) {
                image_dx[largest(image, square)] = d;
            }
        }
    }
}

/// The place of the first of the largest values; NaN counts as larger than any number.
fn largest(image: &[f32], [first, rest @ ..]: [usize; 4]) -> usize {
    let larger = |a: f32, b: f32| a > b || (a.is_nan() && !b.is_nan());
    rest.into_iter().fold(first, |best, place| if larger(image[place], image[best]) { place } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_each_square_passes_and_gets_the_gradient() {
        let pool = MaxPool { size: (3, 4), channels: 1 };
        #[rustfmt::skip]
        let x = [1.0, 2.0, 5.0, 5.0,
                 3.0, 0.0, 5.0, f32::NAN,
                 9.0, 9.0, 9.0, 9.0];
        let mut y = [0.0; 2];
        pool.forward(&x, &mut y);
        assert!(y[0] == 3.0 && y[1].is_nan());
        let mut x = x;
        x[7] = 4.0;
        let mut dx = [1.0; 12];
        pool.backward(&x, &[10.0, 20.0], &mut dx);
        #[rustfmt::skip]
        assert_eq!(dx, [0.0, 0.0, 20.0, 0.0,
                        10.0, 0.0, 0.0, 0.0,
                        0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn channels_do_not_mix() {
        let pool = MaxPool { size: (2, 2), channels: 2 };
        let mut y = [0.0; 2];
        pool.forward(&[1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0], &mut y);
        assert_eq!(y, [4.0, -1.0]);
    }
}
