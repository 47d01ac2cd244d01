//! `.safetensors`: a JSON header, then the tensors' bytes.

use safetensors::{Dtype, SafeTensors};

use super::ImportError;
use super::tensor::{Number, Tensor, shown};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Tensor>, ImportError> {
    let file = SafeTensors::deserialize(bytes).map_err(|error| ImportError::Invalid {
        format: ".safetensors",
        reason: error.to_string().lines().next().unwrap_or_default().to_owned(),
    })?;
    file.iter()
        .map(|(name, view)| {
            let number = match view.dtype() {
                Dtype::F16 => Number::F16,
                Dtype::BF16 => Number::BF16,
                Dtype::F32 => Number::F32,
                Dtype::F64 => Number::F64,
                other => {
                    let kind = format!("{other:?}");
                    return Err(ImportError::NumberType { name: shown(name), kind });
                }
            };
            let values = number.decode(view.data());
            Ok(Tensor { name: name.to_owned(), shape: view.shape().to_vec(), values })
        })
        .collect()
}
