//! MNIST: 60,000 + 10,000 handwritten digits of 28x28 pixels (Y. LeCun, C. Cortes, C. J. C. Burges, 1998).
//!
//! The files are not part of this repository; `make data` fetches them. Each half comes as one run
//! of bytes: the IDX file of its labels, then the IDX file of its images.

use std::rc::Rc;

use super::{Dataset, Examples, Split};
use crate::nn::{Inputs, Pixels, Targets};

/// Pixels along a side.
pub const SIDE: usize = 28;
const CLASSES: usize = 10;
/// An IDX file starts with two zeros, 8 for bytes, and its number of dimensions.
const MAGIC: [u8; 3] = [0, 0, 8];

/// Why bytes are not half of MNIST.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MnistError {
    /// Not an IDX file of bytes with so many dimensions.
    #[error("the {0} are not an IDX file of bytes")]
    NotIdx(&'static str),
    /// The file ends early, or goes on after its end.
    #[error("the {what} should have {expected} bytes of data, not {found}")]
    Length {
        /// Labels or images.
        what: &'static str,
        /// As the header says.
        expected: usize,
        /// As there are.
        found: usize,
    },
    /// Images of another size, none, or not one label for each.
    #[error(
        "expected as many labels as images of 28x28 pixels, not {labels} labels and images of {images:?}"
    )]
    Shape {
        /// Number of labels.
        labels: usize,
        /// Number, rows and columns of the images.
        images: [usize; 3],
    },
    /// A label that is no digit.
    #[error("there is a label {0}: labels go from 0 to 9")]
    Label(u8),
}

/// The files' contents, shared by all experiments.
#[derive(Debug)]
pub struct Mnist {
    /// Those to train on, then those to test on.
    labels: Vec<u8>,
    /// Their images.
    pixels: Rc<Vec<u8>>,
    /// How many there are to train on.
    train: usize,
}

struct Half {
    labels: Vec<u8>,
    pixels: Vec<u8>,
}

impl Mnist {
    /// Reads both halves, each its labels' file followed by its images' file.
    ///
    /// # Errors
    /// If one is not what it should be.
    pub fn new(train: Vec<u8>, test: Vec<u8>) -> Result<Self, MnistError> {
        let (mut all, test) = (Half::read(train)?, Half::read(test)?);
        let train = all.labels.len();
        all.labels.extend_from_slice(&test.labels);
        all.pixels.reserve_exact(test.pixels.len());
        all.pixels.extend_from_slice(&test.pixels);
        Ok(Self { labels: all.labels, pixels: Rc::new(all.pixels), train })
    }

    /// How many bytes a half will have, from its first bytes; `None` before that can be told.
    pub fn announced(start: &[u8]) -> Option<usize> {
        let (count, after) = header::<1>(start, "labels").ok()?;
        count[0].checked_mul(SIDE * SIDE + 1)?.checked_add(after + 16)
    }

    /// The pixels of a half's first `n` images, once that many have arrived.
    pub fn first_images(start: &[u8], n: usize) -> Option<&[u8]> {
        let (count, after) = header::<1>(start, "labels").ok()?;
        let images = start.get(after.checked_add(count[0])?..)?;
        let (shape, after) = header::<3>(images, "images").ok()?;
        if shape[1..] != [SIDE, SIDE] {
            return None;
        }
        images.get(after..after + n.min(shape[0]) * SIDE * SIDE)
    }

    /// The data set, divided as asked for: pixels / 255 minus the mean training image.
    pub fn dataset(&self, split: &Split) -> Dataset {
        let parts = split.parts(self.train, self.labels.len() - self.train);
        let images = Pixels::new(self.pixels.clone(), SIDE * SIDE);
        let mean = images.select(&parts.train).mean();
        let images = images.centred(mean);
        let examples = |chosen: &[usize]| Examples {
            inputs: Inputs::Pixels(images.select(chosen)),
            targets: Targets::Classes(chosen.iter().map(|&i| self.labels[i]).collect()),
        };
        Dataset {
            train: examples(&parts.train),
            valid: (!parts.valid.is_empty()).then(|| examples(&parts.valid)),
            test: examples(&parts.test),
            outputs: CLASSES,
        }
    }
}

impl Half {
    fn read(mut bytes: Vec<u8>) -> Result<Self, MnistError> {
        let (count, after) = header::<1>(&bytes, "labels")?;
        let images = after + count[0].min(bytes.len());
        let Some(rest) = bytes.get(images..) else {
            return Err(MnistError::Length {
                what: "labels",
                expected: count[0],
                found: bytes.len().saturating_sub(after),
            });
        };
        let (shape, start) = header::<3>(rest, "images")?;
        if shape[0] == 0 || shape != [count[0], SIDE, SIDE] {
            return Err(MnistError::Shape { labels: count[0], images: shape });
        }
        let (expected, found) = (shape[0] * SIDE * SIDE, rest.len() - start);
        if expected != found {
            return Err(MnistError::Length { what: "images", expected, found });
        }
        let labels = bytes[after..images].to_vec();
        if let Some(&label) = labels.iter().find(|&&label| usize::from(label) >= CLASSES) {
            return Err(MnistError::Label(label));
        }
        bytes.drain(..images + start);
        Ok(Self { labels, pixels: bytes })
    }
}

/// Dimensions of an IDX file of bytes, and where its data starts.
fn header<const N: usize>(bytes: &[u8], what: &'static str) -> Result<([usize; N], usize), MnistError> {
    let error = MnistError::NotIdx(what);
    let Some((&[a, b, c, dimensions], rest)) = bytes.split_first_chunk::<4>() else { return Err(error) };
    if [a, b, c] != MAGIC || usize::from(dimensions) != N {
        return Err(error);
    }
    let Some(sizes) = rest.as_chunks::<4>().0.first_chunk::<N>() else { return Err(error) };
    Ok((sizes.map(|size| u32::from_be_bytes(size) as usize), 4 + 4 * N))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` images, each of one grey value, labelled 0, 1, ...
    fn half(count: u8) -> Vec<u8> {
        let mut bytes = vec![0, 0, 8, 1, 0, 0, 0, count];
        bytes.extend(0..count);
        bytes.extend([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28]);
        bytes.extend((0..count).flat_map(|i| vec![51 * i; SIDE * SIDE]));
        bytes
    }

    #[test]
    fn halves_are_read_and_the_training_mean_is_subtracted_from_both() {
        let data = Mnist::new(half(3), half(2)).unwrap().dataset(&Split::default());
        assert_eq!((data.train.len(), data.test.len(), data.features()), (3, 2, 784));
        assert_eq!(data.train.targets, Targets::Classes(vec![0, 1, 2]));
        let mut rows = Vec::new();
        for (image, grey) in [(0, -0.2), (1, 0.0), (2, 0.2)] {
            let row = data.train.inputs.gather([image].into_iter(), &mut rows);
            assert!(row.iter().all(|v: &f32| (v - grey).abs() < 1e-6));
        }
        assert!(data.test.inputs.gather(0..1, &mut rows).iter().all(|v| (v + 0.2).abs() < 1e-6));
    }

    #[test]
    fn size_and_first_images_are_known_before_the_end() {
        let bytes = half(3);
        assert_eq!(Mnist::announced(&bytes[..8]), Some(bytes.len()));
        assert_eq!(Mnist::announced(&bytes[..7]), None);
        let end = bytes.len() - SIDE * SIDE;
        assert_eq!(Mnist::first_images(&bytes[..end - 1], 2), None);
        assert_eq!(Mnist::first_images(&bytes[..end], 2), Some(&bytes[end - 2 * SIDE * SIDE..end]));
    }

    #[test]
    fn a_subset_is_seeded_and_centred_on_itself() {
        let mnist = Mnist::new(half(5), half(1)).unwrap();
        let few = |n| mnist.dataset(&Split { n: Some(n), seed: 3, ..Split::default() });
        let two = few(2);
        assert_eq!((two.train.len(), two.test.len()), (2, 1));
        assert_eq!(two, few(2));
        let mut rows = Vec::new();
        assert!(two.train.inputs.gather(0..2, &mut rows).sum().abs() < 1e-3);
        assert_eq!(few(50), mnist.dataset(&Split { seed: 3, ..Split::default() }));
    }

    #[test]
    fn whatever_is_wrong_is_told() {
        let error = |train: Vec<u8>| Mnist::new(train, half(1)).unwrap_err();
        assert_eq!(error(Vec::new()), MnistError::NotIdx("labels"));
        assert_eq!(error(half(3)[11..].to_vec()), MnistError::NotIdx("labels"));
        assert_eq!(error(half(3)[..20].to_vec()), MnistError::NotIdx("images"));
        assert!(matches!(
            error(half(3)[..9].to_vec()),
            MnistError::NotIdx("images") | MnistError::Length { .. }
        ));
        let mut long = half(3);
        long.push(0);
        assert!(matches!(error(long), MnistError::Length { what: "images", .. }));
        assert!(matches!(error(half(3)[..300].to_vec()), MnistError::Length { what: "images", .. }));
        let mut label = half(3);
        label[9] = 10;
        assert_eq!(error(label), MnistError::Label(10));
        let mut shape = half(3);
        shape[22] = 27;
        assert!(matches!(error(shape), MnistError::Shape { .. } | MnistError::Length { .. }));
        assert!(matches!(error(half(0)), MnistError::Shape { labels: 0, .. }));
        // A header that promises more than memory holds.
        let mut huge = half(3);
        huge[4..8].fill(255);
        assert!(matches!(error(huge), MnistError::Length { what: "labels", .. } | MnistError::NotIdx(_)));
    }
}
