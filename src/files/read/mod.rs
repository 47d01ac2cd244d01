//! Reading files of named tensors.

mod npy;
mod npz;
mod safetensors;
mod tensor;

pub use tensor::Tensor;
pub(in crate::files) use tensor::shown;

/// Most bytes of tensors that are read.
pub const MAX_BYTES: usize = 256 << 20;

/// Why a file's tensors cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Neither of the two formats.
    #[error("it is neither a .safetensors nor an .npz file")]
    UnknownFormat,
    /// Damaged, cut off, or something else under this name.
    #[error("it is not a valid {format} file: {reason}")]
    Invalid {
        /// `.safetensors` or `.npz`.
        format: &'static str,
        /// What was found.
        reason: String,
    },
    /// A kind of number that is no floating-point number, or not a supported one.
    #[error("tensor {name} has numbers of type {kind}; f16, bf16, f32 and f64 can be read")]
    NumberType {
        /// Which tensor.
        name: String,
        /// Its type as the file calls it.
        kind: String,
    },
    /// NaN or an infinity.
    #[error("tensor {0} has values that are not finite numbers")]
    NotFinite(String),
    /// More than is read.
    #[error("it holds more than {} MiB of tensors", MAX_BYTES >> 20)]
    TooLarge,
}

/// Reads all tensors of a `.safetensors` or `.npz` file; which it is, its first bytes tell.
///
/// # Errors
/// If it is neither, or damaged, or holds anything but finite floating-point numbers.
pub fn read(bytes: &[u8]) -> Result<Vec<Tensor>, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    let tensors = match bytes {
        [b'P', b'K', ..] => npz::read(bytes)?,
        // The length of the header, then the header itself, a JSON object.
        [_, _, _, _, _, _, _, _, b'{', ..] => safetensors::read(bytes)?,
        _ => return Err(ImportError::UnknownFormat),
    };
    match tensors.iter().find(|tensor| tensor.values.iter().any(|v| !v.is_finite())) {
        Some(tensor) => Err(ImportError::NotFinite(tensor.shown_name())),
        None => Ok(tensors),
    }
}
