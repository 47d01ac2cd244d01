//! How messages travel: postcard bytes, and beside them their large arrays, which change hands without a copy inside another
//! array.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// The message without its large arrays, as postcard bytes.
    pub message: Vec<u8>,
    /// Its large arrays, in its own order.
    pub attachments: Vec<Vec<u8>>,
}

/// A large array of a message.
pub enum Attachment<'a> {
    /// Numbers, which travel as their bits, the lowest byte first.
    Singles(&'a mut Vec<f32>),
    /// Bytes.
    Bytes(&'a mut Vec<u8>),
}

/// What can travel.
pub trait Message: Serialize + DeserializeOwned {
    /// Its large arrays, in an order of its own.
    fn attachments(&mut self) -> Vec<Attachment<'_>>;
}

/// Bytes that are not a message of this build.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message could not be read: {0}")]
pub struct DecodeError(String);

/// Packs a message.
///
/// ```
/// use lc_lab::protocol::{ToWorker, decode, encode};
/// let message = ToWorker::Judge { run: 1, iteration: 2, ink: vec![0.5; 64] };
/// let parcel = encode(message.clone());
/// assert!(parcel.message.len() < 10 && parcel.attachments[0].len() == 4 * 64);
/// assert_eq!(decode::<ToWorker>(parcel), Ok(message));
/// ```
pub fn encode<M: Message>(mut message: M) -> Parcel {
    let taken = message.attachments().into_iter().map(|array| match array {
        Attachment::Singles(values) => {
            std::mem::take(values).into_iter().flat_map(f32::to_le_bytes).collect()
        }
        Attachment::Bytes(bytes) => std::mem::take(bytes),
    });
    let attachments = taken.collect();
    Parcel { message: postcard::to_stdvec(&message).expect("messages are plain data"), attachments }
}

/// Unpacks a message.
///
/// # Errors
/// If it is none, or its arrays are missing.
pub fn decode<M: Message>(parcel: Parcel) -> Result<M, DecodeError> {
    let mut message: M =
        postcard::from_bytes(&parcel.message).map_err(|error| DecodeError(error.to_string()))?;
    let wanted = message.attachments();
    if wanted.len() != parcel.attachments.len() {
        return Err(DecodeError(format!("{} arrays instead of {}", parcel.attachments.len(), wanted.len())));
    }
    for (array, bytes) in wanted.into_iter().zip(parcel.attachments) {
        match array {
            Attachment::Bytes(own) => *own = bytes,
            Attachment::Singles(own) => {
                let (values, rest) = bytes.as_chunks::<4>();
                if !rest.is_empty() {
                    return Err(DecodeError("an array of numbers is cut off".to_owned()));
                }
                *own = values.iter().map(|bits| f32::from_le_bytes(*bits)).collect();
            }
        }
    }
    Ok(message)
}
