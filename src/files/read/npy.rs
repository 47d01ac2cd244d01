//! `.npy`: a header that is a Python dictionary of three known entries, then the numbers.
//!
//! Read here rather than by a library: what is to be refused is named as precisely as what is read.

use super::ImportError;
use super::tensor::{Number, Tensor, shown};

const MAGIC: &[u8] = b"\x93NUMPY";
const MAX_DIMENSIONS: usize = 8;

/// Whether a file's contents begin as an array's.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The array `name` from the contents of its file.
pub(super) fn read(name: String, bytes: &[u8]) -> Result<Tensor, ImportError> {
    let invalid = |what: &str| ImportError::Invalid {
        format: ".npz",
        reason: format!("array {} {what}", shown(&name)),
    };
    let (header, data) = split(bytes).ok_or_else(|| invalid("has no .npy header"))?;
    let kind = value_of(header, "descr").ok_or_else(|| invalid("does not say its type"))?;
    let kind = kind.trim_matches(['\'', '"']);
    let refused = || ImportError::NumberType { name: shown(&name), kind: shown(kind) };
    // Numbers of one byte have no order, and `=` is the writer's own: little-endian on all machines of today.
    let (big_endian, number) = match (kind.get(..1), kind.get(1..)) {
        (Some(order @ ("<" | ">" | "=" | "|")), Some(number)) => (order == ">", number),
        _ => return Err(refused()),
    };
    let number = match number {
        "f2" => Number::F16,
        "f4" => Number::F32,
        "f8" => Number::F64,
        // NumPy knows no bfloat16 and writes it as two bytes of whatever.
        "V2" => Number::BF16,
        _ => return Err(refused()),
    };
    let column_major = match value_of(header, "fortran_order") {
        Some("False") => false,
        Some("True") => true,
        _ => return Err(invalid("does not say the order of its values")),
    };
    let shape = value_of(header, "shape").and_then(shape).ok_or_else(|| invalid("has no valid shape"))?;
    let count = shape.iter().try_fold(1_usize, |count, &length| count.checked_mul(length));
    let size = count.and_then(|count| count.checked_mul(number.size()));
    if size != Some(data.len()) {
        return Err(invalid("is not as long as its shape says"));
    }
    let values = if big_endian {
        let swapped: Vec<u8> =
            data.chunks(number.size()).flat_map(|bytes| bytes.iter().rev().copied()).collect();
        number.decode(&swapped)
    } else {
        number.decode(data)
    };
    let values = if column_major { row_major(&values, &shape) } else { values };
    Ok(Tensor { name, shape, values })
}

/// Header text and data of versions 1 to 3.
fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (&[major, _], rest) = rest.split_first_chunk::<2>()?;
    let (length, rest) = match major {
        1 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_le_bytes(*length)), rest)
        }
        2 | 3 => {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            (usize::try_from(u32::from_le_bytes(*length)).ok()?, rest)
        }
        _ => return None,
    };
    let (header, data) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(header).ok()?, data))
}

/// The value of `key` in the text of a flat dictionary: up to the next comma or brace outside of
/// parentheses.
fn value_of<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let quoted = [format!("'{key}'"), format!("\"{key}\"")];
    let start = quoted.iter().find_map(|key| Some(header.find(key.as_str())? + key.len()))?;
    let value = header[start..].trim_start().strip_prefix(':')?;
    let mut depth = 0_u32;
    let end = value.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | '}')
    })?;
    Some(value[..end].trim())
}

/// `(300, 784)`, `(300,)` or `()`; Python 2 wrote long integers as `300L`.
fn shape(text: &str) -> Option<Vec<usize>> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let lengths = inside.split(',').map(str::trim).filter(|length| !length.is_empty());
    let shape: Vec<usize> = lengths
        .map(|length| length.strip_suffix('L').unwrap_or(length).parse().ok())
        .collect::<Option<_>>()?;
    (shape.len() <= MAX_DIMENSIONS).then_some(shape)
}

/// Values stored first dimension fastest, put into the order last dimension fastest.
fn row_major(values: &[f32], shape: &[usize]) -> Vec<f32> {
    let mut index = vec![0; shape.len()];
    let mut ordered = Vec::with_capacity(values.len());
    for _ in 0..values.len() {
        let place = index.iter().zip(shape).rev().fold(0, |place, (i, length)| place * length + i);
        ordered.push(values[place]);
        for (i, length) in index.iter_mut().zip(shape).rev() {
            *i += 1;
            if *i < *length {
                break;
            }
            *i = 0;
        }
    }
    ordered
}
