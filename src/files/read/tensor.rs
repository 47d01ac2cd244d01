//! A named array of numbers, and the number formats it may be stored in.

/// An array from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tensor {
    /// As in the file.
    pub name: String,
    /// Lengths of its dimensions.
    pub shape: Vec<usize>,
    /// Row-major.
    pub values: Vec<f32>,
}

/// Longest name that is quoted whole.
const NAME: usize = 60;

impl Tensor {
    /// The name, fit for one line of text.
    pub fn shown_name(&self) -> String {
        shown(&self.name)
    }

    /// Name and shape, `fc1.weight (300, 784)`.
    pub(in crate::files) fn described(&self) -> String {
        let lengths: Vec<String> = self.shape.iter().map(ToString::to_string).collect();
        format!("{} ({})", self.shown_name(), lengths.join(", "))
    }
}

/// A name from a file, fit for one line of text.
pub(in crate::files) fn shown(name: &str) -> String {
    let plain: String = name.chars().take(NAME).flat_map(char::escape_debug).collect();
    if name.chars().count() > NAME { plain + "..." } else { plain }
}

/// A little-endian floating-point format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    F16,
    BF16,
    F32,
    F64,
}

impl Number {
    /// Bytes of one number.
    pub(super) fn size(self) -> usize {
        match self {
            Self::F16 | Self::BF16 => 2,
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    /// Numbers in single precision; what does not fit becomes infinite and is refused later.
    pub(super) fn decode(self, bytes: &[u8]) -> Vec<f32> {
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        match self {
            Self::F16 => chunks(bytes, |b| half::f16::from_le_bytes(b).to_f32()),
            Self::BF16 => chunks(bytes, |b| half::bf16::from_le_bytes(b).to_f32()),
            Self::F32 => chunks(bytes, f32::from_le_bytes),
            Self::F64 => chunks(bytes, |b| f64::from_le_bytes(b) as f32),
        }
    }
}

fn chunks<const N: usize>(bytes: &[u8], number: impl Fn([u8; N]) -> f32) -> Vec<f32> {
    bytes.as_chunks::<N>().0.iter().map(|&chunk| number(chunk)).collect()
}
