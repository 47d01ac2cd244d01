//! `.npz`: a zip archive with one `.npy` file per array.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::tensor::Tensor;
use super::{ImportError, MAX_BYTES, npy};

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Tensor>, ImportError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| invalid(&error))?;
    let mut tensors = Vec::new();
    let mut room = MAX_BYTES;
    for i in 0..archive.len() {
        let file = archive.by_index(i).map_err(|error| invalid(&error))?;
        let (name, is_array) = match file.name().strip_suffix(".npy") {
            Some(name) => (name.to_owned(), true),
            None => (file.name().to_owned(), false),
        };
        // What an archive says of its sizes may be wrong: only what is read counts.
        let mut contents = Vec::new();
        let limit = u64::try_from(room).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut contents).map_err(|error| invalid(&error))?;
        room = room.checked_sub(contents.len()).ok_or(ImportError::TooLarge)?;
        // Beside the arrays there may be notes and directories; NumPy gives them as bytes.
        if is_array || npy::is(&contents) {
            tensors.push(npy::read(name, &contents)?);
        }
    }
    Ok(tensors)
}

fn invalid(error: &dyn std::error::Error) -> ImportError {
    let reason = error.to_string().lines().next().unwrap_or_default().to_owned();
    ImportError::Invalid { format: ".npz", reason }
}
