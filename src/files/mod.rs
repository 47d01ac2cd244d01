//! Files from elsewhere and what they become, files of named tensors and how they become a network's parameters; and nets
//! written as files for elsewhere.
//!
//! Everything here reads bytes that nobody vouches for: every wrong file is an error in one line, and no more than
//! [`MAX_BYTES`] of it are unpacked, which can take four times that in memory: archive, contents, and the numbers in
//! single precision, of which halves need twice the room.
//!
//! ```
//! use lc_lab::files::{ImportError, read};
//! assert_eq!(read(b"neither of them").unwrap_err(), ImportError::UnknownFormat);
//! ```

mod fit;
mod read;
mod write;

pub use fit::{FitError, Fitted, Hints, Layout, fit};
pub use read::{ImportError, MAX_BYTES, Tensor, read};
pub use write::{Format, Net, Unwritable, write};

#[cfg(test)]
mod tests;
