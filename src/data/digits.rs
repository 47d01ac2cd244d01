//! Optical recognition of handwritten digits: 1,797 images of 8x8 pixels.
//!
//! Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine
//! Learning Repository (1998), licence CC BY 4.0; the test set, in the order scikit-learn's copy
//! (`sklearn/datasets/data/digits.csv.gz`) has it. `digits.bin` holds the 1,797 labels, then
//! 1,797 x 64 pixels, one byte each (0 to 16, row by row);
//! SHA-256 `e1d88a0854e29e01d16358d2cd026aa8fc20dfc4cdb3fce004300857ea82aa70`.

use std::rc::Rc;

use ndarray::{Array2, s};

use super::{Dataset, Examples};
use crate::nn::{Inputs, Targets};

#[cfg(not(target_arch = "wasm32"))]
const BYTES: &[u8] = include_bytes!("digits.bin");
const EXAMPLES: usize = 1797;
const PIXELS: usize = 64;
const TRAINING: usize = 1437;
/// The darkest pixel.
const DARKEST: u8 = 16;

/// The file's contents. Natively they are at hand (`Default`); the page fetches them when they are needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Digits(Rc<[u8]>);

/// Bytes that are not the digits'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these are not the 1,797 digits")]
pub struct NotDigits;

#[cfg(not(target_arch = "wasm32"))]
impl Default for Digits {
    fn default() -> Self {
        Self(BYTES.into())
    }
}

impl Digits {
    /// From the contents of `digits.bin`.
    ///
    /// # Errors
    /// If they have another length, or there is something else than digits and their pixels in them.
    pub fn new(bytes: &[u8]) -> Result<Self, NotDigits> {
        let (labels, pixels) = bytes.split_at_checked(EXAMPLES).ok_or(NotDigits)?;
        let good = pixels.len() == EXAMPLES * PIXELS
            && labels.iter().all(|label| *label < 10)
            && pixels.iter().all(|pixel| *pixel <= DARKEST);
        if good { Ok(Self(bytes.into())) } else { Err(NotDigits) }
    }

    /// The digits with pixels scaled to [0, 1]: the first 1,437 to train on, the last 360 to test.
    pub fn dataset(&self) -> Dataset {
        let (labels, pixels) = self.0.split_at(EXAMPLES);
        let scaled = |(i, j)| f32::from(pixels[i * PIXELS + j]) / f32::from(DARKEST);
        let inputs = Array2::from_shape_fn((EXAMPLES, PIXELS), scaled);
        let part = |from: usize, to: usize| Examples {
            inputs: Inputs::Values(inputs.slice(s![from..to, ..]).to_owned()),
            targets: Targets::Classes(labels[from..to].to_vec()),
        };
        Dataset { train: part(0, TRAINING), valid: None, test: part(TRAINING, EXAMPLES), outputs: 10 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_range_and_class_counts_are_the_published_ones() {
        assert_eq!(BYTES.len(), EXAMPLES * (PIXELS + 1));
        let data = Digits::default().dataset();
        assert_eq!((data.train.len(), data.test.len(), data.features()), (1437, 360, 64));
        assert!(data.train.inputs.values().unwrap().iter().all(|&v| (0.0..=1.0).contains(&v)));
        let mut counts = [0; 10];
        BYTES[..EXAMPLES].iter().for_each(|&label| counts[usize::from(label)] += 1);
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    }

    #[test]
    fn the_file_is_the_one_the_provenance_speaks_of() {
        // FNV-1a of the bytes whose SHA-256 the module documentation gives.
        let digest = BYTES.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        assert_eq!(digest, 0x6a5c_f7c9_786b_a501);
    }

    #[test]
    fn the_page_is_served_the_same_bytes_and_others_are_refused() {
        let pack = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/data/digits.pack")).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&pack[..]), &mut bytes).unwrap();
        assert_eq!(Digits::new(&bytes), Ok(Digits::default()));
        assert_eq!(Digits::new(&[]), Err(NotDigits));
        assert_eq!(Digits::new(&bytes[1..]), Err(NotDigits));
        bytes[5] = 10;
        assert_eq!(Digits::new(&bytes), Err(NotDigits));
    }
}
