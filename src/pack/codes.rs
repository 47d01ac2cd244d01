//! Codes of a few bits each, one after the other in bytes: the lowest bit first, across byte borders, the last byte filled
//! with zeros.

/// Packs codes of `width` bits.
///
/// ```
/// use lc_lab::pack::{pack_codes, unpack_codes};
/// let bytes = pack_codes([1, 2, 3, 0, 1], 2);
/// assert_eq!(bytes, [0b00_11_10_01, 0b01]);
/// assert_eq!(unpack_codes(&bytes, 2, 5), [1, 2, 3, 0, 1]);
/// ```
pub fn pack_codes(codes: impl IntoIterator<Item = u32>, width: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut pending, mut bits) = (0_u64, 0);
    for code in codes {
        pending |= u64::from(code) << bits;
        bits += width;
        while bits >= 8 {
            bytes.push((pending & 0xff) as u8);
            pending >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        bytes.push((pending & 0xff) as u8);
    }
    bytes
}

/// The first `count` codes of `width` bits; zeros for what is not there.
pub fn unpack_codes(bytes: &[u8], width: u32, count: usize) -> Vec<u32> {
    let mut rest = bytes.iter();
    let (mut pending, mut bits) = (0_u64, 0);
    let mask = (1_u64 << width) - 1;
    let mut next = || {
        while bits < width {
            pending |= u64::from(rest.next().copied().unwrap_or(0)) << bits;
            bits += 8;
        }
        let code = pending & mask;
        pending >>= width;
        bits -= width;
        u32::try_from(code).unwrap_or(u32::MAX)
    };
    (0..count).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    #[test]
    fn codes_of_every_width_come_back_and_take_no_more_bytes_than_they_must() {
        let mut random = Random::new(3, Stream::Data);
        for width in [0, 1, 2, 3, 4, 5, 7, 8, 11, 18, 31, 32] {
            for count in [0_usize, 1, 2, 7, 8, 9, 100] {
                let most = u32::try_from((1_u64 << width) - 1).unwrap();
                let codes: Vec<u32> =
                    (0..count).map(|_| if width == 0 { 0 } else { random.below(most.max(1)) }).collect();
                let bytes = pack_codes(codes.iter().copied(), width);
                assert_eq!(bytes.len(), (count * width as usize).div_ceil(8), "{width} {count}");
                assert_eq!(unpack_codes(&bytes, width, count), codes, "{width} {count}");
            }
        }
    }

    #[test]
    fn what_is_cut_off_is_zero() {
        assert_eq!(unpack_codes(&[0xff], 3, 4), [7, 7, 3, 0]);
        assert_eq!(unpack_codes(&[], 5, 2), [0, 0]);
    }
}
