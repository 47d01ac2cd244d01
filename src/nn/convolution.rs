//! Convolution as a matrix product over patches (im2col).
//!
//! Images are rows of (y, x, channel), channel fastest: so the product of all patches with the
//! kernels *is* the row of output images, and a line of a patch is one run of its image.

use ndarray::ArrayView2;
use wide::f32x4;

use super::layer::{Scratch, view};
use super::params::LayerParams;
use crate::math::{gemm, gemm_add};

/// Images whose patches are laid out at once. Sums run on from block to block, so this bounds
/// memory and decides nothing else.
const BLOCK: usize = 16;

/// Lines shorter than this are copied value by value: a copy of any length is a call, which costs
/// more than a few values.
const SHORT: usize = 16;

/// A stride-1 convolution without padding; weights are (kernel * kernel * channels, maps), the
/// patch read as (y, x, channel).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Convolution {
    /// Height and width of the input images.
    pub size: (usize, usize),
    /// Channels of the input images.
    pub channels: usize,
    /// Side of the square kernels.
    pub kernel: usize,
    /// Kernels, and channels of the output images.
    pub maps: usize,
}

impl Convolution {
    /// Height and width of the output images.
    pub fn output_size(&self) -> (usize, usize) {
        (self.size.0 + 1 - self.kernel, self.size.1 + 1 - self.kernel)
    }

    /// Width of an input row.
    pub fn inputs(&self) -> usize {
        self.size.0 * self.size.1 * self.channels
    }

    /// Width of an output row.
    pub fn outputs(&self) -> usize {
        self.positions() * self.maps
    }

    /// Numbers in a patch: weights per map.
    pub fn patch(&self) -> usize {
        self.kernel * self.kernel * self.channels
    }

    fn positions(&self) -> usize {
        let (height, width) = self.output_size();
        height * width
    }

    /// Calls `each` with matching lines of all patches of one image: where a line starts in the
    /// patches and in the image. Lines are kernel * channels long.
    fn for_each_line(&self, mut each: impl FnMut(usize, usize)) {
        let (height, width) = self.output_size();
        let mut line = 0;
        for y in 0..height {
            for x in 0..width {
                for dy in 0..self.kernel {
                    each(line, ((y + dy) * self.size.1 + x) * self.channels);
                    line += self.kernel * self.channels;
                }
            }
        }
    }

    /// The patches of the images `x`, one per row.
    fn spread<'a>(&self, x: &[f32], patches: &'a mut Vec<f32>) -> ArrayView2<'a, f32> {
        let (images, line) = (x.len() / self.inputs(), self.kernel * self.channels);
        let per_image = self.positions() * self.patch();
        patches.resize(images * per_image, 0.0);
        for (image, patches) in x.chunks_exact(self.inputs()).zip(patches.chunks_exact_mut(per_image)) {
            if line < SHORT {
                for i in 0..line {
                    self.for_each_line(|to, from| patches[to + i] = image[from + i]);
                }
            } else {
                self.for_each_line(|to, from| {
                    patches[to..to + line].copy_from_slice(&image[from..from + line]);
                });
            }
        }
        view(patches, (images * self.positions(), self.patch()))
    }

    /// Adds every patch to where it was taken from: the transpose of [`Convolution::spread`].
    fn gather(&self, patches: &[f32], dx: &mut [f32]) {
        let line = self.kernel * self.channels;
        let per_image = self.positions() * self.patch();
        dx.fill(0.0);
        for (image, patches) in dx.chunks_exact_mut(self.inputs()).zip(patches.chunks_exact(per_image)) {
            self.for_each_line(|from, to| {
                let terms = &patches[from..from + line];
                add(&mut image[to..to + line], terms);
            });
        }
    }

    pub(super) fn forward(&self, params: &LayerParams, x: &[f32], y: &mut [f32], scratch: &mut Scratch) {
        let weights = view(&params.weights, (self.patch(), self.maps));
        let blocks = y.chunks_mut(BLOCK * self.outputs());
        for (x, y) in x.chunks(BLOCK * self.inputs()).zip(blocks) {
            gemm(self.spread(x, &mut scratch.patches), weights, y, &mut scratch.packing);
        }
        add_biases(y, &params.biases);
    }

    pub(super) fn backward(
        &self,
        params: &LayerParams,
        (x, dy): (&[f32], &[f32]),
        grad: &mut LayerParams,
        mut dx: Option<&mut [f32]>,
        scratch: &mut Scratch,
    ) {
        grad.weights.fill(0.0);
        sum_rows(dy, &mut grad.biases);
        let weights = view(&params.weights, (self.patch(), self.maps));
        let blocks = x.chunks(BLOCK * self.inputs()).zip(dy.chunks(BLOCK * self.outputs()));
        for (block, (x, dy)) in blocks.enumerate() {
            let dy = view(dy, (dy.len() / self.maps, self.maps));
            let patches = self.spread(x, &mut scratch.patches);
            gemm_add(patches.t(), dy, &mut grad.weights, &mut scratch.packing);
            if let Some(dx) = &mut dx {
                // The patches have served: their place is taken by their gradient.
                gemm(dy, weights.t(), &mut scratch.patches, &mut scratch.packing);
                let start = block * BLOCK * self.inputs();
                self.gather(&scratch.patches, &mut dx[start..start + x.len()]);
            }
        }
    }
}

/// Adds the biases to each row of `y`.
pub(super) fn add_biases(y: &mut [f32], biases: &[f32]) {
    for row in y.chunks_exact_mut(biases.len()) {
        add(row, biases);
    }
}

/// The biases' gradient: the sum of the rows of `dy`.
pub(super) fn sum_rows(dy: &[f32], sums: &mut [f32]) {
    sums.fill(0.0);
    for row in dy.chunks_exact(sums.len()) {
        add(sums, row);
    }
}

/// Adds numbers to others, four at a time.
fn add(to: &mut [f32], terms: &[f32]) {
    let ((to, to_tail), (terms, terms_tail)) = (to.as_chunks_mut::<4>(), terms.as_chunks::<4>());
    let mut i = 0;
    while i < to.len() {
        to[i] = (f32x4::from(to[i]) + f32x4::from(terms[i])).to_array();
        i += 1;
    }
    to_tail.iter_mut().zip(terms_tail).for_each(|(sum, term)| *sum += term);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    /// The definition, one output at a time.
    fn oracle(shape: &Convolution, params: &LayerParams, image: &[f32]) -> Vec<f32> {
        let (height, width) = shape.output_size();
        let mut outputs = Vec::new();
        for y in 0..height {
            for x in 0..width {
                for map in 0..shape.maps {
                    let mut sum = f64::from(params.biases[map]);
                    for dy in 0..shape.kernel {
                        for dx in 0..shape.kernel {
                            for c in 0..shape.channels {
                                let weight = (dy * shape.kernel + dx) * shape.channels + c;
                                let pixel = ((y + dy) * shape.size.1 + x + dx) * shape.channels + c;
                                sum += f64::from(params.weights[weight * shape.maps + map])
                                    * f64::from(image[pixel]);
                            }
                        }
                    }
                    outputs.push(sum as f32);
                }
            }
        }
        outputs
    }

    #[test]
    fn the_product_over_patches_is_the_definition() {
        let mut random = Random::new(3, Stream::Init);
        let mut numbers = |n: usize| (0..n).map(|_| random.uniform() - 0.5).collect::<Vec<f32>>();
        for (size, channels, kernel, maps) in
            [((6, 5), 3, 2, 4), ((5, 5), 1, 5, 7), ((7, 4), 2, 3, 1), ((4, 5), 9, 2, 3)]
        {
            let shape = Convolution { size, channels, kernel, maps };
            let params = LayerParams { weights: numbers(shape.patch() * maps), biases: numbers(maps) };
            // More images than fit in a block.
            let x = numbers((BLOCK + 3) * shape.inputs());
            let mut y = vec![f32::NAN; (BLOCK + 3) * shape.outputs()];
            shape.forward(&params, &x, &mut y, &mut Scratch::default());
            for (image, outputs) in x.chunks(shape.inputs()).zip(y.chunks(shape.outputs())) {
                for (got, want) in outputs.iter().zip(oracle(&shape, &params, image)) {
                    assert!((got - want).abs() < 1e-5, "{shape:?}: {got} {want}");
                }
            }
        }
    }
}
