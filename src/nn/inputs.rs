//! What a network is asked: rows of inputs, as numbers or as bytes that become numbers when needed.

use std::rc::Rc;

use ndarray::{Array2, ArrayView2, Axis};

use crate::math::{Packing, Shift, Sparse};

/// Rows of inputs, one per example.
#[derive(Clone, Debug, PartialEq)]
pub enum Inputs {
    /// (examples, width).
    Values(Array2<f32>),
    /// Grey images kept as bytes: a quarter of the memory, and a batch is converted in passing.
    Pixels(Pixels),
}

/// One example as it is kept.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// Numbers.
    Values(&'a [f32]),
    /// Bytes, and the number each stands for before the mean is subtracted.
    Pixels(&'a [u8], &'a [f32; 256]),
}

/// Some of a shared collection of images; pixel p of position j stands for p / 255 - mean_j.
#[derive(Clone, Debug, PartialEq)]
pub struct Pixels {
    bytes: Rc<Vec<u8>>,
    width: usize,
    rows: Vec<u32>,
    mean: Rc<Mean>,
    /// p / 255 for every p: looking up is several times as fast as dividing.
    levels: Rc<[f32; 256]>,
}

/// What is subtracted from every image: all of it, and where it is not zero.
#[derive(Debug, Default, PartialEq)]
struct Mean {
    values: Vec<f32>,
    row: Sparse,
}

impl Mean {
    fn new(values: Vec<f32>) -> Self {
        let mut row = Sparse::default();
        row.push_row(pixels(values.len()), |position| values[position]);
        Self { values, row }
    }
}

/// Images as a dense first layer is asked them, X = S - 1 m^T: where they have ink, S, and their mean m.
#[derive(Debug, Default)]
pub(super) struct Ink {
    images: Sparse,
    positions: Sparse,
    mean: Rc<Mean>,
    ones: Vec<f32>,
}

impl Ink {
    /// Number of images.
    pub(super) fn rows(&self) -> usize {
        self.images.rows()
    }

    /// Y = X W = S W - 1 (m^T W), for W of (pixels, outputs).
    pub(super) fn forward(&mut self, weights: &[f32], y: &mut [f32], packing: &mut Packing) {
        let outputs = weights.len() / self.mean.values.len();
        self.ones.resize(self.rows(), 1.0);
        self.images.product((weights, outputs), (&self.ones, Shift::Row(&self.mean.row)), y, packing);
    }

    /// dL/dW = X^T dY = S^T dY - m (1^T dY), from dL/dY and the sums of its rows.
    pub(super) fn backward(
        &mut self,
        (dy, sums): (&[f32], &[f32]),
        weights: &mut [f32],
        packing: &mut Packing,
    ) {
        self.images.transpose_into(self.mean.values.len(), &mut self.positions);
        let factors = &self.mean.values;
        self.positions.product((dy, sums.len()), (factors, Shift::Given(sums)), weights, packing);
    }
}

impl Pixels {
    /// All images of `width` pixels in `bytes`, nothing subtracted.
    ///
    /// # Panics
    /// If the bytes are not whole images.
    pub fn new(bytes: Rc<Vec<u8>>, width: usize) -> Self {
        assert!(width > 0 && bytes.len().is_multiple_of(width), "images are whole");
        let rows = (0..u32::try_from(bytes.len() / width).expect("fewer than 2^32 images")).collect();
        let mut levels = [0.0; 256];
        levels.iter_mut().zip(0..=u8::MAX).for_each(|(level, p)| *level = f32::from(p) / 255.0);
        Self { bytes, width, rows, mean: Rc::new(Mean::new(vec![0.0; width])), levels: Rc::new(levels) }
    }

    /// The mean of p / 255 over these images at each position, in order.
    pub fn mean(&self) -> Vec<f32> {
        let mut sums = vec![0_u64; self.width];
        for &row in &self.rows {
            sums.iter_mut().zip(self.image(row)).for_each(|(sum, &p)| *sum += u64::from(p));
        }
        #[expect(clippy::cast_precision_loss, reason = "sums of bytes are far below 2^53")]
        let scale = 1.0 / (255.0 * (self.rows.len().max(1) as f64));
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "see above")]
        sums.into_iter().map(|sum| (sum as f64 * scale) as f32).collect()
    }

    /// The same images with `mean` subtracted from then on.
    ///
    /// # Panics
    /// If the mean has another width.
    #[must_use]
    pub fn centred(self, mean: Vec<f32>) -> Self {
        assert_eq!(mean.len(), self.width, "one mean per pixel");
        Self { mean: Rc::new(Mean::new(mean)), ..self }
    }

    /// The given images, in that order.
    #[must_use]
    pub fn select(&self, images: &[usize]) -> Self {
        Self { rows: images.iter().map(|&i| self.rows[i]).collect(), ..self.clone() }
    }

    fn image(&self, row: u32) -> &[u8] {
        let start = row as usize * self.width;
        &self.bytes[start..start + self.width]
    }

    /// The given examples by their ink, written into `ink`.
    pub(super) fn ink<'a>(&self, examples: impl Iterator<Item = usize>, ink: &'a mut Ink) -> &'a mut Ink {
        ink.images.clear();
        ink.mean = self.mean.clone();
        for example in examples {
            let (image, levels) = (self.image(self.rows[example]), &*self.levels);
            ink.images.push_row(pixels(image.len()), |position| levels[usize::from(image[position])]);
        }
        ink
    }

    fn write(&self, row: u32, values: &mut [f32]) {
        let (mean, image) = (&self.mean.values[..values.len()], &self.image(row)[..values.len()]);
        let (levels, mut i) = (&*self.levels, 0);
        while i < values.len() {
            values[i] = levels[usize::from(image[i])] - mean[i];
            i += 1;
        }
    }
}

/// How many pixels an image has.
fn pixels(count: usize) -> u32 {
    u32::try_from(count).expect("an image is smaller than 2^32 pixels")
}

/// Rows, and then others of the same width.
pub(super) fn stacked(rows: &Array2<f32>, others: &Array2<f32>) -> Array2<f32> {
    let (own, width) = rows.dim();
    let row = |(i, j)| if i < own { rows[(i, j)] } else { others[(i - own, j)] };
    Array2::from_shape_fn((own + others.nrows(), width), row)
}

impl Inputs {
    /// Number of examples.
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.nrows(),
            Self::Pixels(pixels) => pixels.rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Numbers per example.
    pub fn width(&self) -> usize {
        match self {
            Self::Values(values) => values.ncols(),
            Self::Pixels(pixels) => pixels.width,
        }
    }

    /// These, and then others of the same kind.
    ///
    /// # Panics
    /// If they are of another kind or width, or images of another collection.
    #[must_use]
    pub fn followed_by(&self, others: &Self) -> Self {
        match (self, others) {
            (Self::Values(own), Self::Values(others)) => Self::Values(stacked(own, others)),
            (Self::Pixels(own), Self::Pixels(others)) if Rc::ptr_eq(&own.bytes, &others.bytes) => {
                Self::Pixels(Pixels { rows: [&own.rows[..], &others.rows].concat(), ..own.clone() })
            }
            _ => unreachable!("the inputs of a data set are of one kind"),
        }
    }

    /// An example as it is kept.
    ///
    /// # Panics
    /// If there is none of this number.
    pub fn row(&self, example: usize) -> Row<'_> {
        match self {
            Self::Values(values) => Row::Values(values.row(example).to_slice().unwrap_or_default()),
            Self::Pixels(pixels) => Row::Pixels(pixels.image(pixels.rows[example]), &pixels.levels),
        }
    }

    /// What is subtracted from every row, if they are bytes.
    pub fn mean(&self) -> Option<&[f32]> {
        match self {
            Self::Values(_) => None,
            Self::Pixels(pixels) => Some(&pixels.mean.values),
        }
    }

    /// The rows as they are kept, unless they are bytes.
    pub fn values(&self) -> Option<&Array2<f32>> {
        match self {
            Self::Values(values) => Some(values),
            Self::Pixels(_) => None,
        }
    }

    /// The given examples, in that order.
    #[must_use]
    pub fn select(&self, examples: &[usize]) -> Self {
        match self {
            Self::Values(values) => Self::Values(values.select(Axis(0), examples)),
            Self::Pixels(pixels) => Self::Pixels(pixels.select(examples)),
        }
    }

    /// An example's numbers as grey levels, 0 for nothing and 255 for 1.
    pub fn grey(&self, example: usize) -> Vec<u8> {
        match self {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate")]
            Self::Values(values) => values.row(example).iter().map(|v| (255.0 * v + 0.5) as u8).collect(),
            Self::Pixels(pixels) => pixels.image(pixels.rows[example]).to_vec(),
        }
    }

    /// What the net is asked for an image drawn by hand, `ink` from 0 to 1 per pixel; `None` if it has
    /// another size.
    pub fn row_of(&self, ink: &[f32]) -> Option<Vec<f32>> {
        (ink.len() == self.width()).then(|| match self {
            Self::Values(_) => ink.to_vec(),
            Self::Pixels(pixels) => {
                ink.iter().zip(&pixels.mean.values).map(|(ink, mean)| ink - mean).collect()
            }
        })
    }

    /// The rows of the given examples, written into `buffer`.
    pub fn gather<'a>(
        &self,
        examples: impl ExactSizeIterator<Item = usize>,
        buffer: &'a mut Vec<f32>,
    ) -> ArrayView2<'a, f32> {
        let shape = (examples.len(), self.width());
        buffer.resize(shape.0 * shape.1, 0.0);
        for (slot, example) in buffer.chunks_exact_mut(shape.1.max(1)).zip(examples) {
            match self {
                Self::Values(values) => {
                    slot.iter_mut().zip(values.row(example)).for_each(|(slot, &value)| *slot = value);
                }
                Self::Pixels(pixels) => pixels.write(pixels.rows[example], slot),
            }
        }
        ArrayView2::from_shape(shape, buffer).expect("the buffer was sized for it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_scaled_centred_and_chosen() {
        let all = Pixels::new(Rc::new(vec![0, 255, 51, 0, 255, 102]), 2);
        let mean = all.mean();
        assert!((mean[0] - (0.0 + 0.2 + 1.0) / 3.0).abs() < 1e-6 && (mean[1] - 1.4 / 3.0).abs() < 1e-6);
        let inputs = Inputs::Pixels(all.centred(vec![0.5, 0.25]));
        assert_eq!((inputs.len(), inputs.width()), (3, 2));
        let few = inputs.select(&[2, 0]);
        let mut buffer = Vec::new();
        assert_eq!(few.gather(0..2, &mut buffer), ndarray::array![[0.5, 0.15], [-0.5, 0.75]]);
        assert_eq!(few.gather([1].into_iter(), &mut buffer), ndarray::array![[-0.5, 0.75]]);
        assert_eq!(few.grey(0), [255, 102]);
        assert_eq!(
            few.row_of(&[1.0, 0.4]),
            few.gather([0].into_iter(), &mut buffer).to_slice().map(<[f32]>::to_vec)
        );
        assert_eq!((few.row_of(&[1.0]), few.row_of(&[1.0; 3])), (None, None));
    }

    #[test]
    fn a_buffer_serves_blocks_of_every_size() {
        let values = ndarray::array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        let inputs = Inputs::Values(values.clone());
        let mut buffer = Vec::new();
        assert_eq!(inputs.gather(0..3, &mut buffer), values);
        assert_eq!(inputs.gather(2..3, &mut buffer), ndarray::array![[5.0, 6.0]]);
        assert_eq!(inputs.gather(0..0, &mut buffer).nrows(), 0);
    }
}
